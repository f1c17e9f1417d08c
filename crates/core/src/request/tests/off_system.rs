//! What is handled outside the electronic procedure: on record, and nothing of its content (LY-4.2).

use crate::request::Event;
use crate::request::off_system::{Classification, RecordOffSystem};
use crate::request::tests::names;
use crate::stage::Stage;
use crate::testing::{Life, applicant, handler, off_system, supervisor, verifier};

const NOW: &str = "2025-10-20 10:00";

fn of_step(step: &str) -> RecordOffSystem {
    RecordOffSystem { step: Some(step.try_into().unwrap()), ..off_system("MOI/2025/17") }
}

#[test]
fn that_a_step_left_the_electronic_procedure_is_on_record_without_its_content() {
    let mut life = Life::at_stage(Stage::InExecution);
    life.then(handler(), NOW, of_step("verify-address"));
    let Event::OffSystemRecorded(held) = life.last("OffSystemRecorded") else { unreachable!() };
    assert_eq!((held.file.as_str(), held.classified_by.as_str()), ("MOI/2025/17", "ministry-of-interior"));
    assert_eq!((held.label, &held.recorded_by), (Classification::Security, &handler().person));
    assert_eq!(held.step.as_ref().map(crate::ids::StepId::as_str), Some("verify-address"));
    assert!(
        !life.last("OffSystemRecorded").is_public(),
        "not even that there is such a file is told outside"
    );
    let due = life.request().clock().due;
    assert_eq!(life.stage(), Some(Stage::InExecution));
    life.then(supervisor(), NOW, off_system("MOI/2025/18"));
    assert_eq!(life.request().clock().due, due, "no date moves for it");
}

#[test]
fn each_file_is_recorded_once_for_each_step() {
    let mut life = Life::at_stage(Stage::UnderVerification);
    let first = life.does(verifier(), NOW, off_system("MOI/2025/17")).unwrap();
    assert_eq!(names(&first), ["OffSystemRecorded"]);
    assert_eq!(life.does(verifier(), NOW, off_system("MOI/2025/17")).unwrap(), []);
    assert_eq!(life.does(handler(), NOW, of_step("verify-address")).unwrap().len(), 1);
    assert_eq!(life.does(handler(), NOW, of_step("verify-address")).unwrap(), []);
    let raised = RecordOffSystem { label: Classification::Defence, ..off_system("MOI/2025/17") };
    assert_eq!(life.does(supervisor(), NOW, raised).unwrap().len(), 1, "classified otherwise since");
}

#[test]
fn what_is_recorded_is_a_step_of_the_service_and_the_number_of_a_file() {
    let mut life = Life::at_stage(Stage::UnderVerification);
    assert_eq!(life.refused(handler(), NOW, of_step("nonsense")).code(), "task_unknown");
    assert_eq!(life.refused(applicant(), NOW, off_system("MOI/2025/17")).code(), "not_permitted");
    let titled = serde_json::json!({
        "label": "security", "classified_by": "ministry-of-interior", "file": "Interview of a neighbour",
    });
    let wrong = serde_json::from_value::<RecordOffSystem>(titled).unwrap_err().to_string();
    assert!(wrong.contains("file number"), "a title has spaces, a number has none: {wrong}");
}
