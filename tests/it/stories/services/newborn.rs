//! S5, the newborn bundle: parts that the applicant chooses, one feeding another, a fine for a late report.

use talab::core::request::decision::{Proposal, ProposeDecision};
use talab::core::request::execution::Finding;
use talab::core::request::fees::AssessFee;
use talab::core::request::outputs::IssueOutput;
use talab::core::testing::{SHA256, applicant, approve, body, send};
use talab::core::{Outcome, Reason, ReasonCode, Stage, Text, Value};
use talab::{Intake, Reference, Role, Submission};

use super::super::world::{World, on_every_backend, refusal};
use super::office::{Office, paper};

const FILE: &str = "newborn-bundle.toml";
const NEEDED: [&str; 3] = ["birth-registration", "national-number", "family-booklet"];

fn born(at: &str, also: &[&str]) -> Submission {
    let parts = NEEDED.iter().chain(also).map(|part| Value::from(*part)).collect();
    Submission::to("civ.newborn-bundle")
        .answer("father_nid", "119880123456")
        .answer("mother_nid", "219900123456")
        .answer("child_name", "سالم")
        .answer("sex", "male")
        .answer("birth_at", at)
        .answer("birth_place", "tripoli")
        .answer("weight_g", 3_250)
        .answer("filed_by", "father")
        .answer("parts", Value::List(parts))
        .document(paper("birth_notice", "pdf"))
}

fn with_allowance(at: &str, also: &[&str]) -> Submission {
    born(at, also).answer("iban", "LY38 0210 0100 0000 1234 5678 9").document(paper("bank_proof", "pdf"))
}

async fn verified(office: &Office, submission: Submission) -> Reference {
    let filed = office.world.talab.as_actor(&applicant()).submit(submission).await.expect("submitted");
    assert!(matches!(filed.outcome, Intake::Acknowledged { .. }), "{:?}", filed.outcome);
    office.verifies(&filed.reference).await;
    filed.reference
}

async fn concluded(office: &Office, on: &Reference) {
    office.grants(on, &[]).await;
    for output in ["birth-certificate", "national-number", "booklet-statement"] {
        office.delivers(on, output).await;
    }
    let status = office.world.status(on).await;
    assert_eq!((status.stage, status.outcome), (Stage::Concluded, Some(Outcome::Granted)));
}

#[tokio::test]
async fn the_main_story_with_both_optional_parts() {
    on_every_backend(|world: World| async move {
        let office = Office::opens(world, FILE).await;
        let submission = with_allowance("2025-10-12T03:40", &["child-insurance", "child-allowance"]);
        let reference = verified(&office, submission).await;
        let early = office.refuses(Role::Handler, &reference, send("child-insurance")).await;
        assert_eq!(early.code(), "tasks_open", "the number comes first");
        office.completes(&reference, "birth-registration").await;
        office.completes(&reference, "national-number").await;
        office.sends(&reference, "child-insurance").await;
        office.sends(&reference, "child-allowance").await;
        office.completes(&reference, "family-booklet").await;
        let open = office.refuses(Role::Handler, &reference, Office::grant(&[])).await;
        assert_eq!(open.code(), "tasks_open", "the parts that were chosen are waited for");
        office.hears(&reference, "child-insurance", 1, &[]).await;
        office.hears(&reference, "child-allowance", 2, &[]).await;
        concluded(&office, &reference).await;
    })
    .await;
}

/// An optional part that is refused takes nothing from the others: the request is granted in part, with reasons for it.
#[tokio::test]
async fn a_refused_optional_part_makes_it_a_grant_in_part() {
    on_every_backend(|world: World| async move {
        let office = Office::opens(world, FILE).await;
        let reference = verified(&office, with_allowance("2025-10-12T03:40", &["child-allowance"])).await;
        for step in NEEDED {
            office.completes(&reference, step).await;
        }
        office.sends(&reference, "child-allowance").await;
        let reasons = vec![Reason::new(ReasonCode::TskConditionsNotMet)];
        let no = office.answer(&reference, "child-allowance", 1, Finding::Unfavourable { reasons }).await;
        office.world.does(&body("social-affairs"), &reference, no).await;
        let granted = ["birth-certificate", "national-number", "booklet-statement"];
        office.does(Role::Handler, &reference, in_part(&granted)).await;
        office.does(Role::Decider, &reference, approve()).await;
        for output in granted {
            office.delivers(&reference, output).await;
        }
        let status = office.world.status(&reference).await;
        assert_eq!((status.stage, status.outcome), (Stage::Concluded, Some(Outcome::PartiallyGranted)));
        assert_eq!(status.reasons[0].code, ReasonCode::RefOtherBodyRefused);
        assert!(status.remedies.is_some());
        let allowance = IssueOutput {
            output: "allowance-decision".try_into().expect("an output"),
            number: "1".to_owned(),
            sha256: SHA256.to_owned(),
        };
        assert_eq!(office.refuses(Role::Handler, &reference, allowance).await.code(), "output_unknown");
    })
    .await;
}

/// To grant these outputs, the body of the allowance having said no.
fn in_part(outputs: &[&str]) -> ProposeDecision {
    let remedies =
        Text::new("يجوز التظلّم لدى وزارة الشؤون الاجتماعية", "Object to the Ministry of Social Affairs");
    ProposeDecision {
        proposal: Proposal::GrantPartly {
            conditions: Vec::new(),
            outputs: outputs.iter().map(|it| (*it).try_into().expect("an output")).collect(),
            reasons: vec![Reason::new(ReasonCode::RefOtherBodyRefused).about("allowance-decision")],
            remedies,
            explanation: None,
        },
    }
}

/// Parts that nobody chose are not part of the request.
#[tokio::test]
async fn only_the_chosen_parts_are_needed() {
    let office = Office::opens(World::in_memory().await, FILE).await;
    let reference = verified(&office, born("2025-10-12T03:40", &[])).await;
    let steps = office.status(&reference).await.steps;
    assert_eq!(steps.iter().map(|step| step.id.as_str()).collect::<Vec<_>>(), NEEDED);
    let me = applicant();
    let me = office.world.talab.as_actor(&me);
    let gaps = me.check_submission(&born("2025-10-12T03:40", &["child-allowance"])).await.expect("checked");
    assert_eq!(gaps.iter().map(|gap| gap.missing.item.as_str()).collect::<Vec<_>>(), ["iban", "bank_proof"]);
    let typo =
        with_allowance("2025-10-12T03:40", &["child-allowance"]).answer("iban", "LY38021001000000123456780");
    assert_eq!(refusal(me.submit(typo).await).path(), Some("answers.iban"));
}

/// Ten days to report a birth, counted by the calendar; one day later costs five dinars.
#[tokio::test]
async fn a_late_report_costs_five_dinars() {
    for (at, fine) in [("2025-10-06T23:59", 0), ("2025-10-05T00:01", 5_000), ("2025-10-16T01:00", 0)] {
        let office = Office::opens(World::in_memory().await, FILE).await;
        let reference = verified(&office, born(at, &[])).await;
        office.does(Role::Handler, &reference, AssessFee::default()).await;
        assert_eq!(office.fee(&reference, "late").await, fine, "{at}");
    }
}

/// The registration can't be left out: what follows rests on it.
#[tokio::test]
async fn the_three_parts_that_belong_together() {
    let office = Office::opens(World::in_memory().await, FILE).await;
    let only = Value::List(vec![Value::from("national-number")]);
    let reference = verified(&office, born("2025-10-12T03:40", &[]).answer("parts", only)).await;
    for step in NEEDED {
        office.completes(&reference, step).await;
    }
    let refused = office.refuses(Role::Handler, &reference, Office::grant(&[])).await;
    assert!(refused.to_string().contains("c1"), "{refused}");
}
