//! What another body is given for its task, while it has it (LY-6.5).

use super::bodies::in_execution;
use crate::actor::Actor;
use crate::request::execution::TaskFile;
use crate::testing::{
    ELECTRICITY, Life, REGISTRY, answers, applicant, body, data_officer, handler, send, several_bodies,
};

fn given(life: &Life, step: &str, viewer: &Actor) -> Result<TaskFile, &'static str> {
    let file = life.request().task_file(&several_bodies(), &step.try_into().unwrap(), viewer);
    file.map_err(|refusal| refusal.code())
}

#[test]
fn a_body_is_given_what_the_definition_names_for_its_task_and_nothing_else() {
    let mut life = in_execution();
    assert_eq!(given(&life, "title", &body(REGISTRY)), Err("task_unknown"), "not sent yet");
    life.then(handler(), "2025-10-20 09:00", send("title"));
    life.then(handler(), "2025-10-20 09:00", send("advice"));
    let file = given(&life, "title", &body(REGISTRY)).unwrap();
    let address = &"address".try_into().unwrap();
    assert_eq!(file.answers.iter().collect::<Vec<_>>(), [(address, &answers()[address])]);
    assert_eq!(file.documents.iter().map(|it| it.kind.as_str()).collect::<Vec<_>>(), ["utility_bill"]);
    assert_eq!((file.step.as_str(), file.name.ar.is_empty()), ("title", false));
    assert_eq!(file.due.unwrap().due_date.to_string(), "2025-10-26");
    let nothing = given(&life, "advice", &body(ELECTRICITY)).unwrap();
    assert!(
        nothing.answers.is_empty() && nothing.documents.is_empty(),
        "the definition names nothing for it"
    );
}

#[test]
fn nobody_else_is_given_it_and_not_for_longer_than_the_task() {
    let mut life = in_execution();
    life.then(handler(), "2025-10-20 09:00", send("title"));
    life.then(handler(), "2025-10-20 09:00", send("advice"));
    for other in [body(ELECTRICITY), handler(), applicant(), data_officer()] {
        assert_eq!(given(&life, "title", &other), Err("task_unknown"), "{:?}", other.role);
    }
    life.answers("title", "2025-10-21 09:00");
    assert_eq!(given(&life, "title", &body(REGISTRY)), Err("task_already_closed"));
}
