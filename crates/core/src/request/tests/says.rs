//! What a request, and what hangs on it, says of itself along its road.

use crate::refusal::Refusal;
use crate::request::clock::Clock;
use crate::request::intake::{Missing, MissingKind};
use crate::request::table::Parameter;
use crate::stage::Stage;
use crate::testing::{
    CIVIL, GATEWAY, Life, REGISTRY, applicant, ask_payment, at, bill, body, calendar, charged, decider,
    definition, handler, neighbour, provider, refer, referral_order, regulator, send, several_bodies, source,
    stranger,
};

#[test]
fn a_request_knows_where_and_when_it_came_from() {
    let life = Life::at_stage(Stage::Acknowledged);
    let request = life.request();
    assert_eq!(request.jurisdiction().map(ToString::to_string), Some("ly-west".to_owned()));
    assert_eq!(request.submitted_at(), request.received_at());
    assert_eq!(request.last_at(), life.events().last().map(crate::request::Event::at));
    assert!(request.is_confirmed());
    assert_eq!((request.reopened(), request.deemed()), (0, None));
    let rejected = Life::at_stage(Stage::Rejected);
    assert!(rejected.request().submitted_at().is_some() && rejected.request().received_at().is_none());
    let waiting = Life::at_stage(Stage::Submitted);
    assert!(!waiting.request().is_confirmed());
    assert_eq!(crate::request::Request::default().last_at(), None);
}

#[test]
fn a_referral_is_open_until_its_order_and_stands_after_it() {
    let mut life = Life::at_stage(Stage::InExecution);
    assert!(!life.request().is_under_referral());
    life.then(decider(), "2025-10-20 10:00", refer());
    assert!(life.request().is_under_referral() && life.request().referral_order().is_none());
    life.then(regulator(), "2025-10-20 15:00", referral_order("2025-10-20"));
    let (referred, order) = life.request().referral_order().expect("it was answered");
    assert!(life.request().is_under_referral() && life.request().open_referral().is_none());
    assert!(referred.at < order.at);
}

#[test]
fn a_task_is_open_with_its_body_and_settled_by_its_answer() {
    let mut life = Life::under(several_bodies());
    life.bring_to(Stage::InExecution);
    life.then(handler(), "2025-10-20 09:00", send("title"));
    let task =
        |life: &Life| life.request().tasks().next().map(|(_, task)| (task.is_open(), task.is_settled()));
    assert_eq!(task(&life), Some((true, false)));
    life.answers("title", "2025-10-20 10:00");
    assert_eq!(task(&life), Some((false, true)));
}

/// Who may know of a request, and who of them may read what the applicant is told.
#[test]
fn who_sees_a_request_and_who_its_messages() {
    let mut life = Life::under(several_bodies());
    life.bring_to(Stage::InExecution);
    let elsewhere = crate::actor::Actor::officer(
        crate::testing::somebody("o-elsewhere"),
        crate::actor::Role::Handler,
        crate::ids::BodyId::new("mun.benghazi").unwrap(),
    );
    let sees = |life: &Life, by| (life.request().is_visible_to(&by), life.request().shows_messages_to(&by));
    assert_eq!(sees(&life, handler()), (true, true));
    assert_eq!(sees(&life, crate::testing::auditor()), (true, true));
    for by in [elsewhere, stranger(), neighbour(), body(REGISTRY), body(GATEWAY), source(CIVIL)] {
        assert_eq!(sees(&life, by.clone()), (false, false), "{by:?}");
    }
    // An officer who names no body is of none.
    let nowhere =
        crate::actor::Actor::new(crate::testing::somebody("o-nowhere"), crate::actor::Role::Handler);
    assert_eq!(sees(&life, nowhere), (false, false));
    life.then(handler(), "2025-10-20 09:00", send("title"));
    assert_eq!(sees(&life, body(REGISTRY)), (true, false));
    assert_eq!(life.request().provider(), Some(&provider()));
}

/// It waits for the provider while its clock runs, and a body outside has no place in that queue.
#[test]
fn a_request_waits_since_its_receipt_while_its_clock_runs() {
    let mut life = Life::under(several_bodies());
    life.bring_to(Stage::InExecution);
    life.then(handler(), "2025-10-20 09:00", send("title"));
    let request = life.request();
    let since = request.received_at().map(|at| (Stage::InExecution, at));
    assert_eq!((request.waits_since(&handler()), request.waits_since(&applicant())), (since, since));
    assert!(request.is_visible_to(&body(REGISTRY)));
    assert_eq!((request.waits_since(&body(REGISTRY)), request.waits_since(&stranger())), (None, None));
    let mut unpaid = Life::under(charged());
    unpaid.bring_to(Stage::InExecution);
    unpaid.then(handler(), "2025-10-20 09:00", ask_payment(&["review"]));
    assert!(unpaid.request().clock().is_suspended());
    for waiting in [unpaid, Life::at_stage(Stage::AwaitingCorrection), Life::at_stage(Stage::Concluded)] {
        assert_eq!(waiting.request().waits_since(&applicant()), None);
    }
    assert_eq!(Life::at_stage(Stage::Rejected).request().waits_since(&applicant()), None);
}

#[test]
fn the_budget_is_spent_by_working_days_and_stands_with_the_clock() {
    let life = Life::at_stage(Stage::UnderVerification);
    let clock = life.request().clock();
    let total = clock.total();
    let spent = |when: &str| clock.spent(&calendar(), at(when)).unwrap();
    // Received on a Thursday; Friday and Saturday are no working days.
    assert_eq!(spent("2025-10-16 12:00"), (0, total));
    assert_eq!(spent("2025-10-19 12:00"), (0, total));
    assert_eq!(spent("2025-10-20 12:00"), (1, total - 1));
    assert_eq!(spent("2025-12-01 12:00"), (total, 0), "no more than there is");
    assert_eq!(spent("2025-10-01 12:00"), (0, total), "nothing before it began");
    let waiting = Life::at_stage(Stage::AwaitingCorrection);
    let stopped = waiting.request().clock().spent(&calendar(), at("2025-12-01 12:00")).unwrap();
    assert_eq!(stopped.0 + stopped.1, total);
    assert!(stopped.1 > 0, "it stands still");
    assert_eq!(Clock::default().spent(&calendar(), at("2025-10-20 12:00")).unwrap().0, 0);
}

#[test]
fn an_altered_document_is_known_by_its_hash_and_its_length() {
    let document = bill();
    assert!(document.verify(&document.sha256, document.bytes).is_ok());
    assert!(document.verify(&document.sha256.to_uppercase(), document.bytes).is_ok());
    assert!(document.verify(&document.sha256, document.bytes + 1).is_err());
    assert!(document.verify(&"0".repeat(64), document.bytes).is_err());
}

#[test]
fn what_is_missing_has_the_name_that_the_applicant_knows() {
    let definition = definition();
    let label = |kind, item: &str| Missing { kind, item: item.to_owned() }.label(&definition);
    let form = &definition.forms[0];
    assert!(label(MissingKind::Form, form.id.as_str()).en.contains(&form.title.en));
    let (field, document) = (&form.fields[0], &definition.documents[0]);
    assert!(label(MissingKind::Field, field.id.as_str()).ar.contains(&field.label.ar));
    assert!(label(MissingKind::Document, document.id.as_str()).ar.contains(&document.name.ar));
    assert_eq!(label(MissingKind::Declaration, "declaration"), MissingKind::Declaration.words().to_text());
}

#[test]
fn a_parameter_of_the_table_is_named_as_a_definition_says_it() {
    let codes = [
        (Parameter::ByOfficer, "by_officer"),
        (Parameter::DecisionFirst, "decision_before_acknowledgement"),
        (Parameter::EarlyOutput, "output.after"),
    ];
    for (parameter, word) in codes {
        assert!(parameter.code().contains(word), "{}", parameter.code());
    }
}

#[test]
fn a_refusal_has_the_status_of_its_kind() {
    let status = |refusal: Refusal| refusal.class().http_status();
    assert_eq!(status(Refusal::UnknownRequest), 404);
    assert_eq!(status(Refusal::AttestationMissing), 422);
    assert_eq!(status(Refusal::IdentityMissing), 403);
    assert_eq!(status(Refusal::StaleVersion { expected: 1, actual: 2 }), 409);
    assert_eq!(status(Refusal::ServiceRetired { service: "x".to_owned() }), 410);
}
