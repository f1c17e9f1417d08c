//! What is shown of an execution by several bodies: to the applicant, to the provider, and to a body that has a part in it.

use talab_core::request::decision::{ApproveDecision, Proposal, ProposeDecision};
use talab_core::request::execution::{CompleteTask, DispatchTask, Finding, TimeOutTask};
use talab_core::request::fees::AssessFee;
use talab_core::request::review::PassVerification;
use talab_core::testing::{REGISTRY, ask_payment, body, cashier, favourable, paid, reply};
use talab_core::{Actor, Lang, Private, Reason, ReasonCode, Role, Stage, StepId, Text};
use time::Duration;

use crate::testing::{Case, applicant, calendar, charged, officer, several};
use crate::{FeeStanding, Status, Style, Trail, status, trail};

fn step(id: &str) -> StepId {
    StepId::new(id).unwrap()
}

/// Two tasks are out.
fn sent() -> Case {
    let mut case = Case::under(7, several(), calendar());
    let submit = case.complete();
    case.must(&applicant(), submit);
    case.must(&officer(Role::Verifier), PassVerification::default());
    for id in ["title", "advice"] {
        case.must(&officer(Role::Handler), DispatchTask { step: step(id) });
    }
    case
}

fn registry() -> Actor {
    body(REGISTRY)
}

/// The registry has something against it, and says a word for the file.
fn answered() -> Case {
    let mut case = sent();
    let message = reply(&case.request, "title", 1, case.at);
    let reasons = vec![Reason::new(ReasonCode::TskConditionsNotMet)];
    let mut done = CompleteTask::new(step("title"), Finding::Unfavourable { reasons }, Some(message));
    done.remark = Private::new(Some("secret-remark".to_owned()));
    case.must(&registry(), done);
    case
}

fn status_for(case: &Case, viewer: &Actor) -> Status {
    let calendar = calendar();
    status(&case.reference, &case.request, &case.definition, &calendar, case.at, viewer, &case.entries)
        .unwrap()
}

fn trail_for(case: &Case, viewer: &Actor) -> Trail {
    trail(&case.reference, &case.entries, &[], &case.definition, viewer)
}

fn names(trail: &Trail) -> Vec<&str> {
    trail.lines.iter().map(|line| line.event).collect()
}

#[test]
fn the_applicant_sees_who_has_the_file_and_until_when() {
    let case = sent();
    let status = status_for(&case, &applicant());
    let steps: Vec<_> = status.steps.iter().map(|it| (it.id.as_str(), it.with_its_body, it.done)).collect();
    assert_eq!(
        steps,
        [("title", true, false), ("advice", true, false), ("inspect", false, false)],
        "safety isn't needed"
    );
    assert_eq!(status.steps[0].body.as_ref().map(|body| body.as_str()), Some(REGISTRY));
    assert_eq!(status.steps[0].answer_by.unwrap().to_string(), "2026-02-04");
    let style = |lang| Style { lang, ..Style::default() };
    let told = |lang| status.to_text(&style(lang));
    assert!(
        told(Lang::En).contains("Title (with real-estate-registry, by 2026-02-04)"),
        "{}",
        told(Lang::En)
    );
    assert!(told(Lang::Ar).contains("ملكية العقار (لدى"), "{}", told(Lang::Ar));
}

#[test]
fn what_a_body_found_is_told_and_its_remark_is_for_the_file() {
    let case = answered();
    let line = |viewer: &Actor| {
        let trail = trail_for(&case, viewer);
        let line = trail.lines.into_iter().find(|line| line.event == "TaskCompleted").unwrap();
        (line.what.iter().map(|text| text.en.clone()).collect::<Vec<_>>().join(" | "), line.why, line.basis)
    };
    let (told, why, basis) = line(&applicant());
    assert!(
        told.starts_with("Title | The executing body found the conditions not met")
            && !told.contains("secret"),
        "{told}"
    );
    assert_eq!(why, ["TSK.CONDITIONS_NOT_MET"]);
    let rules: Vec<_> = basis.iter().map(|ground| ground.rule).collect();
    assert_eq!(rules, ["LY-17.3", "LY-9.1"]);
    let (told, ..) = line(&officer(Role::Handler));
    assert!(told.contains("message: IN-1") && told.contains("secret-remark"), "{told}");
}

/// LY-6.5: a body with a task sees its own part, and nothing of the case.
#[test]
fn another_body_sees_its_own_part_only() {
    let mut case = answered();
    let registry = registry();
    let seen = status_for(&case, &registry);
    assert_eq!(seen.steps.iter().map(|it| it.id.as_str()).collect::<Vec<_>>(), ["title"]);
    assert_eq!(
        seen.history.iter().map(|it| it.event).collect::<Vec<_>>(),
        ["TaskDispatched", "TaskCompleted"]
    );
    assert!(seen.clock.is_none() && seen.notifications.is_empty() && seen.acknowledgement_number.is_none());
    assert_eq!(names(&trail_for(&case, &registry)), ["TaskDispatched", "TaskCompleted"]);
    let remedies = Text::new("التظلّم خلال ستين يوماً", "object within sixty days");
    let reasons = vec![Reason::new(ReasonCode::RefOtherBodyRefused)];
    let denial = Proposal::Deny { reasons, remedies, explanation: None };
    case.must(&officer(Role::Handler), ProposeDecision { proposal: denial });
    case.must(&officer(Role::Decider), ApproveDecision::default());
    let seen = status_for(&case, &registry);
    assert_eq!((seen.stage, seen.reasons.len(), seen.remedies), (Stage::Concluded, 0, None));
    assert!(status_for(&case, &applicant()).remedies.is_some());
    let outsider = body("national-safety");
    assert!(trail_for(&case, &outsider).lines.is_empty(), "its task was never sent");
}

#[test]
fn the_trail_tells_of_silence_and_of_answers_that_came_too_late() {
    let mut case = sent();
    case.wait(Duration::days(3));
    case.must(&Actor::system(), TimeOutTask { step: step("advice") });
    case.must(&applicant(), talab_core::request::exits::Withdraw::default());
    let late = favourable("title", reply(&case.request, "title", 3, case.at));
    case.must(&registry(), late);
    let all = trail_for(&case, &officer(Role::Supervisor));
    assert!(names(&all).ends_with(&[
        "TaskTimedOut",
        "TaskCancelled",
        "ClockStopped",
        "Withdrawn",
        "LateAnswerKept"
    ]));
    let last = all.lines.last().unwrap();
    assert!(last.what.iter().any(|text| text.en == "the body has no objection"), "{:?}", last.what);
    assert_eq!(last.basis[0].rule, "LY-17.3b");
    assert!(!names(&trail_for(&case, &applicant())).contains(&"LateAnswerKept"));
}

/// Two fees are ordered, and one of the orders is paid.
fn charged_case() -> Case {
    let mut case = Case::under(8, charged(), calendar());
    let submit = case.complete();
    case.must(&applicant(), submit);
    case.must(&officer(Role::Verifier), PassVerification::default());
    case.must(&officer(Role::Handler), AssessFee::default());
    case.must(&officer(Role::Handler), ask_payment(&["review"]));
    let payment = paid(&case.request, 1, 1, case.at);
    case.must(&cashier(), payment);
    case.must(&officer(Role::Handler), ask_payment(&["stamp"]));
    case
}

#[test]
fn the_applicant_sees_what_is_owed_and_until_when() {
    let case = charged_case();
    let status = status_for(&case, &applicant());
    let fees: Vec<_> =
        status.fees.iter().map(|it| (it.id.as_str(), it.amount_text.as_str(), it.standing)).collect();
    let expected = [
        ("review", "50.000 LYD", FeeStanding::Paid),
        ("stamp", "7.500 LYD", FeeStanding::Ordered),
        ("issue", "75.000 LYD", FeeStanding::Owed),
    ];
    assert_eq!(fees, expected);
    let orders: Vec<_> = status.orders.iter().map(|it| (it.number, it.paid, it.open, &it.message)).collect();
    assert_eq!(orders, [(1, true, false, &None), (2, false, true, &None)]);
    let told = status.to_text(&Style { lang: Lang::En, ..Style::default() });
    assert!(told.contains("To be paid: 7.500 LYD (pay by 2026-02-08)"), "{told}");
}

/// LY-6.5: the payment system sees orders and payments, and nothing of the case.
#[test]
fn the_payment_system_sees_orders_and_payments_only() {
    let case = charged_case();
    let events = ["PaymentRequested", "PaymentConfirmed", "PaymentRequested"];
    assert_eq!(names(&trail_for(&case, &cashier())), events);
    let seen = status_for(&case, &cashier());
    assert!(seen.steps.is_empty() && seen.notifications.is_empty() && seen.clock.is_none());
    assert!(seen.fees.is_empty() && seen.stages.passed.is_empty() && seen.received_at.is_none());
    assert!(seen.orders.iter().all(|order| order.message.is_some()));
    let line =
        trail_for(&case, &applicant()).lines.into_iter().find(|it| it.event == "PaymentConfirmed").unwrap();
    let told: Vec<_> = line.what.iter().map(|text| text.en.as_str()).collect();
    assert_eq!(told, ["order: 1", "amount paid: 50.000 LYD", "paid by: card", "payment: PAY-1"]);
    assert_eq!(line.basis[0].rule, "LY-17.5b");
}
