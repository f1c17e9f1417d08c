//! Execution and decision (articles 17 and 18.1 to 18.3).

use crate::personal::Personal;
use crate::private::Private;
use crate::reason::{Reason, ReasonCode};
use crate::request::Event;
use crate::request::decision::{Measure, Proposal, ProposeDecision, ReturnDecision};
use crate::request::execution::CompleteStep;
use crate::stage::{Outcome, Stage};
use crate::testing::{
    Life, applicant, approve, condition, decider, definition, denial, grant, handler, issue, measures,
    officer, step, step_done, submission, supervisor, verifier,
};
use crate::text::Text;

fn ready() -> Life {
    let mut life = Life::at_stage(Stage::InExecution);
    life.then(handler(), "2025-10-20 09:00", step_done());
    life
}

fn deny(reasons: Vec<Reason>, remedies: Text) -> ProposeDecision {
    ProposeDecision { proposal: Proposal::Deny { reasons, remedies, explanation: None } }
}

#[test]
fn a_denial_concludes_at_once_with_reasons_and_remedies() {
    let mut life = ready();
    life.then(handler(), "2025-10-20 10:00", denial());
    life.then(decider(), "2025-10-20 11:00", approve());
    assert_eq!((life.stage(), life.request().outcome()), (Some(Stage::Concluded), Some(Outcome::Denied)));
    let denied = life.request().denied().unwrap();
    assert_eq!(denied.reasons[0].item.as_deref(), Some("c1"));
    assert!(!denied.remedies.ar.is_empty() && !denied.remedies.en.is_empty());
    assert_eq!(life.request().delivered_at(), None);
    assert_eq!(life.refused(handler(), "2025-10-20 12:00", issue()).code(), "output_unknown");
}

#[test]
fn a_denial_says_why_and_what_can_be_done() {
    let mut life = ready();
    let remedies = || Text::new("يجوز التظلم", "An objection may be filed");
    let fails = |life: &mut Life, proposal| life.refused(handler(), "2025-10-20 10:00", proposal);
    assert_eq!(fails(&mut life, deny(Vec::new(), remedies())).code(), "reason_required");
    let foreign = vec![Reason::new(ReasonCode::CorValueWrong)];
    assert_eq!(fails(&mut life, deny(foreign, remedies())).code(), "reason_unknown");
    let of_nothing = vec![Reason::new(ReasonCode::RefConditionNotMet).about("c9")];
    assert_eq!(fails(&mut life, deny(of_nothing, remedies())).path(), Some("reasons.item"));
    let fine = || vec![Reason::new(ReasonCode::RefFalseInformation)];
    assert_eq!(fails(&mut life, deny(fine(), Text::new("يجوز التظلم", " "))).path(), Some("remedies.en"));
    life.then(handler(), "2025-10-20 10:00", deny(fine(), remedies()));
}

#[test]
fn an_explanation_belongs_to_the_applicant() {
    let mut life = ready();
    let mut proposal = denial();
    let Proposal::Deny { explanation, .. } = &mut proposal.proposal else { unreachable!() };
    *explanation = Some(Private::new(Text::new("لم نجد السيدة عائشة في العنوان", "Nobody was found there")));
    life.then(handler(), "2025-10-20 10:00", proposal);
    life.then(decider(), "2025-10-20 11:00", approve());
    let said = life.request().denied().unwrap().explanation.as_ref().map(Personal::subject);
    assert_eq!(said, Some(&applicant().person));
}

#[test]
fn measures_taken_are_told() {
    let mut life = ready();
    let none = ProposeDecision { proposal: Proposal::TakeMeasures { measures: Vec::new() } };
    assert_eq!(life.refused(handler(), "2025-10-20 10:00", none).code(), "reason_required");
    life.then(handler(), "2025-10-20 10:00", measures());
    life.then(decider(), "2025-10-20 11:00", approve());
    let ended = (life.stage(), life.request().outcome());
    assert_eq!(ended, (Some(Stage::Concluded), Some(Outcome::MeasuresTaken)));
    assert_eq!(life.request().measures().unwrap().measures.len(), 1);
    assert_eq!(life.count("MeasuresRecorded"), 1);
}

#[test]
fn a_measure_has_a_code_and_words_in_both_languages() {
    let mut life = ready();
    let measure = |code: &str, ar: &str| ProposeDecision {
        proposal: Proposal::TakeMeasures {
            measures: vec![Measure { code: code.to_owned(), text: Private::new(Text::new(ar, "Done")) }],
        },
    };
    let no_code = life.refused(handler(), "2025-10-20 10:00", measure(" ", "تم"));
    assert_eq!(no_code.path(), Some("measures.code"));
    let no_arabic = life.refused(handler(), "2025-10-20 10:00", measure("done", ""));
    assert_eq!(no_arabic.path(), Some("measures.text.ar"));
}

#[test]
fn a_grant_needs_every_condition_and_the_engine_judges_what_it_can() {
    let mut submit = submission();
    let mut answers = crate::testing::answers();
    answers.extend(crate::testing::answer("municipality", "abu-salim"));
    submit.answers = answers.into();
    let mut life = Life::of_a_request();
    life.then(applicant(), "2025-10-16 10:30", submit);
    life.then(verifier(), "2025-10-19 09:00", crate::testing::pass());
    life.then(handler(), "2025-10-20 09:00", step_done());
    assert_eq!(life.refused(handler(), "2025-10-20 10:00", grant()).code(), "condition_not_met");
    life.then(handler(), "2025-10-20 10:00", denial());
}

#[test]
fn a_condition_no_rule_can_judge_is_named_by_the_handler() {
    let mut definition = definition();
    definition.conditions.push(condition("c2", None));
    let mut life = Life::under(definition);
    life.bring_to(Stage::InExecution);
    life.then(handler(), "2025-10-20 09:00", step_done());
    let named = |name: &str| ProposeDecision {
        proposal: Proposal::Grant { conditions: vec![name.try_into().unwrap()] },
    };
    assert_eq!(life.refused(handler(), "2025-10-20 10:00", grant()).code(), "condition_not_met");
    let unknown = life.refused(handler(), "2025-10-20 10:00", named("c3"));
    assert_eq!((unknown.code(), unknown.path()), ("field_invalid", Some("conditions.c3")));
    life.then(handler(), "2025-10-20 10:00", named("c2"));
    life.then(decider(), "2025-10-20 11:00", approve());
    let Event::Granted(granted) = life.last("Granted") else { unreachable!() };
    assert_eq!(granted.conditions.len(), 2);
}

#[test]
fn the_service_is_for_its_beneficiaries_only_and_that_is_a_matter_of_merits() {
    let mut submit = submission();
    submit.applicant.class = crate::party::ApplicantClass::Visitor;
    let mut life = Life::of_a_request();
    life.then(applicant(), "2025-10-16 10:30", submit);
    assert_eq!(life.stage(), Some(Stage::Acknowledged), "a wrong class is no ground of 15.3");
    life.then(verifier(), "2025-10-19 09:00", crate::testing::pass());
    life.then(handler(), "2025-10-20 09:00", step_done());
    let refusal = life.refused(handler(), "2025-10-20 10:00", grant());
    assert_eq!(refusal, crate::refusal::Refusal::ConditionNotMet { condition: "beneficiaries".to_owned() });
    let why = vec![Reason::new(ReasonCode::RefConditionNotMet).about("beneficiaries")];
    life.then(handler(), "2025-10-20 10:00", deny(why, Text::new("يجوز التظلم", "Object")));
}

#[test]
fn a_second_person_approves_at_every_door() {
    let mut life = Life::at_stage(Stage::UnderDecision);
    let own = officer("o-handler", crate::actor::Role::Decider);
    assert_eq!(life.refused(own, "2025-10-20 11:00", approve()).code(), "same_person");
    let own = officer("o-handler", crate::actor::Role::Supervisor);
    assert_eq!(life.refused(own, "2025-10-20 11:00", approve()).code(), "same_person");
    life.then(supervisor(), "2025-10-20 11:00", approve());
    let Event::DecisionApproved(approved) = life.last("DecisionApproved") else { unreachable!() };
    assert_ne!(approved.approved_by, approved.proposed_by);
}

#[test]
fn one_person_is_enough_where_the_definition_says_so() {
    let mut definition = definition();
    definition.rules.second_person = false;
    let mut life = Life::under(definition);
    life.bring_to(Stage::UnderDecision);
    life.then(officer("o-handler", crate::actor::Role::Decider), "2025-10-20 11:00", approve());
    assert_eq!(life.stage(), Some(Stage::Decided));
}

#[test]
fn a_returned_proposal_goes_back_to_the_handler_with_a_reason() {
    let mut life = Life::at_stage(Stage::UnderDecision);
    let silent = life.refused(decider(), "2025-10-20 11:00", ReturnDecision { reason: " ".into() });
    assert_eq!((silent.code(), silent.path()), ("field_invalid", Some("reason")));
    life.then(decider(), "2025-10-20 11:00", ReturnDecision { reason: "العنوان غير واضح".into() });
    assert_eq!((life.stage(), life.request().proposed_by()), (Some(Stage::InExecution), None));
    assert_eq!(life.refused(decider(), "2025-10-20 12:00", approve()).code(), "wrong_stage");
    life.then(handler(), "2025-10-20 12:00", grant());
    life.then(decider(), "2025-10-20 13:00", approve());
    assert_eq!(life.stage(), Some(Stage::Decided));
}

#[test]
fn steps_are_done_in_their_order_each_once_and_all_before_the_decision() {
    let mut definition = definition();
    definition.steps.push(step("write-certificate"));
    let mut life = Life::under(definition);
    life.bring_to(Stage::InExecution);
    let second = || CompleteStep::new("write-certificate".try_into().unwrap());
    let refusal = life.refused(handler(), "2025-10-20 09:00", second());
    assert_eq!(refusal, crate::refusal::Refusal::TasksOpen { steps: vec!["verify-address".to_owned()] });
    life.then(handler(), "2025-10-20 09:00", step_done());
    assert_eq!(life.refused(handler(), "2025-10-20 10:00", step_done()).code(), "task_already_closed");
    assert_eq!(life.refused(handler(), "2025-10-20 10:00", grant()).code(), "tasks_open");
    let unknown = CompleteStep::new("paint".try_into().unwrap());
    assert_eq!(life.refused(handler(), "2025-10-20 10:00", unknown).code(), "task_unknown");
    life.then(handler(), "2025-10-20 10:00", second());
    life.then(handler(), "2025-10-20 11:00", grant());
    assert_eq!(life.request().completed_steps().len(), 2);
}
