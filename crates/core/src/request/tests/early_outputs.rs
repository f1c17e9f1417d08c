//! Outputs that come before the decision, on the word of the steps they rest on (article 18.3).

use crate::actor::{Actor, Role};
use crate::command_kind::CommandKind;
use crate::definition::{OutputType, ServiceDefinition};
use crate::reason::{Reason, ReasonCode};
use crate::refusal::Refusal;
use crate::request::amendment::Amendment;
use crate::request::execution::{CompleteTask, Finding};
use crate::request::exits::Withdraw;
use crate::request::notices::Purpose;
use crate::request::outputs::{OpenOutput, OutputStanding, RecordOutputExpired};
use crate::request::{Event, available_actions};
use crate::stage::{Outcome, Stage};
use crate::testing::{
    Life, POST, REGISTRY, amend, applicant, approve, approve_amendment, at, body, decider, denial, grant,
    handler, officer, output, reopen, reply, send, several_bodies, step_done, stranger, supervisor, system,
};

use super::outputs::{deliver_of, issue_of};

/// Several bodies; a statement rests on what the land registry says of the title.
fn with_a_statement() -> ServiceDefinition {
    let mut definition = several_bodies();
    definition.conditions.retain(|condition| condition.id.as_str() != "c2");
    definition.outputs.push(OutputType {
        after: vec!["title".try_into().unwrap()],
        valid_for: "30 days".parse().ok(),
        ..output("statement", false)
    });
    definition
}

fn executing(definition: ServiceDefinition) -> Life {
    let mut life = Life::under(definition);
    life.bring_to(Stage::InExecution);
    life
}

/// The registry has answered, and the statement is with the applicant on 21 October.
fn delivered() -> Life {
    let mut life = executing(with_a_statement());
    life.then(handler(), "2025-10-20 09:00", send("title"));
    life.answers("title", "2025-10-21 09:00");
    life.then(handler(), "2025-10-21 10:00", issue_of("statement"));
    life.then(handler(), "2025-10-21 11:00", deliver_of("statement"));
    life
}

/// Everything else that the decision needs.
fn rest(life: &mut Life) {
    life.then(handler(), "2025-10-22 09:00", send("advice"));
    life.answers("advice", "2025-10-22 10:00");
    life.then(handler(), "2025-10-22 11:00", send("survey-by-post"));
    life.answers("survey-by-post", "2025-10-22 12:00");
    life.then(handler(), "2025-10-22 12:30", step_done());
}

fn open_statement() -> OpenOutput {
    OpenOutput { output: "statement".try_into().unwrap() }
}

fn standing(life: &Life) -> OutputStanding {
    life.request().outputs().find(|(id, _)| id.as_str() == "statement").unwrap().1.standing()
}

fn offered(life: &Life, by: &Actor, command: CommandKind) -> bool {
    available_actions(life.request(), &with_a_statement(), by).iter().any(|it| it.command == command)
}

#[test]
fn a_statement_is_with_the_applicant_while_the_decision_is_still_to_come() {
    let mut life = executing(with_a_statement());
    assert!(!offered(&life, &handler(), CommandKind::IssueOutput), "nothing to rest on yet");
    life.then(handler(), "2025-10-20 09:00", send("title"));
    life.answers("title", "2025-10-21 09:00");
    assert!(offered(&life, &handler(), CommandKind::IssueOutput));
    life.then(handler(), "2025-10-21 10:00", issue_of("statement"));
    let Event::OutputIssued(issued) = life.last("OutputIssued") else { unreachable!() };
    assert_eq!(issued.rests_on, ["title".try_into().unwrap()]);
    assert_eq!(issued.valid_until.unwrap().to_string(), "2025-11-20");
    life.then(handler(), "2025-10-21 11:00", deliver_of("statement"));
    assert_eq!((life.stage(), life.request().outcome()), (Some(Stage::InExecution), None));
    let told = life.request().notifications().iter().filter(|it| it.queued.purpose == Purpose::EarlyOutput);
    assert_eq!(told.count(), 2, "on the portal and by e-mail");
    life.then(applicant(), "2025-10-21 12:00", open_statement());
    assert_eq!(life.count("OutputOpened"), 1);
}

#[test]
fn it_waits_for_its_steps_and_only_a_handler_issues_it() {
    let mut life = executing(with_a_statement());
    let early = life.refused(handler(), "2025-10-20 08:00", issue_of("statement"));
    assert_eq!(early, Refusal::TasksOpen { steps: vec!["title".to_owned()] });
    // What rests on the decision waits for it, and nothing comes before its issue.
    assert_eq!(
        life.refused(handler(), "2025-10-20 08:00", issue_of("certificate")).code(),
        "output_awaits_decision"
    );
    assert_eq!(life.refused(handler(), "2025-10-20 08:00", issue_of("passport")).code(), "output_unknown");
    assert_eq!(
        life.refused(handler(), "2025-10-20 08:00", deliver_of("statement")).code(),
        "output_not_issued"
    );
    assert_eq!(life.refused(applicant(), "2025-10-20 08:00", open_statement()).code(), "output_not_issued");
    life.then(handler(), "2025-10-20 09:00", send("title"));
    life.answers("title", "2025-10-21 09:00");
    for by in [decider(), system(), supervisor(), officer("o-verifier", Role::Verifier), applicant()] {
        let code = life.refused(by, "2025-10-21 10:00", issue_of("statement")).code();
        assert!(["wrong_stage", "not_permitted"].contains(&code), "{code}");
    }
    assert_eq!(life.refused(stranger(), "2025-10-21 10:00", open_statement()).code(), "unknown_request");
    assert_eq!(life.refused(body(POST), "2025-10-21 10:00", issue_of("statement")).code(), "unknown_request");
    life.then(handler(), "2025-10-21 10:00", issue_of("statement"));
    let again = life.refused(handler(), "2025-10-21 10:00", issue_of("statement"));
    assert_eq!(again.code(), "output_already_issued");
}

#[test]
fn what_speaks_against_it_keeps_it_back_for_good() {
    let mut life = executing(with_a_statement());
    life.then(handler(), "2025-10-20 09:00", send("title"));
    let reasons = vec![Reason::new(ReasonCode::TskConditionsNotMet)];
    let message = reply(life.request(), "title", 700, at("2025-10-21 09:00"));
    let against =
        CompleteTask::new("title".try_into().unwrap(), Finding::Unfavourable { reasons }, Some(message));
    life.then(body(REGISTRY), "2025-10-21 09:00", against);
    let refused = life.refused(handler(), "2025-10-21 10:00", issue_of("statement"));
    assert_eq!(refused, Refusal::TaskUnfavourable { step: "title".to_owned() });
    assert!(!offered(&life, &handler(), CommandKind::IssueOutput));
}

#[test]
fn where_the_service_has_none_nothing_comes_before_the_decision() {
    let mut life = executing(several_bodies());
    let refused = life.refused(handler(), "2025-10-20 08:00", issue_of("certificate"));
    assert_eq!(refused.code(), "wrong_stage");
}

#[test]
fn one_that_rests_on_a_step_not_needed_here_comes_with_the_decision() {
    let mut definition = with_a_statement();
    definition.outputs[1].after = vec!["safety".try_into().unwrap()];
    let mut life = executing(definition);
    let refused = life.refused(handler(), "2025-10-20 08:00", issue_of("statement"));
    assert_eq!(refused.code(), "output_awaits_decision", "safety is asked of owners only");
}

#[test]
fn a_grant_finds_it_there_and_waits_for_the_rest() {
    let mut life = delivered();
    rest(&mut life);
    life.then(handler(), "2025-10-22 13:00", grant());
    life.then(decider(), "2025-10-22 14:00", approve());
    assert_eq!(life.stage(), Some(Stage::Decided));
    assert_eq!(
        life.refused(handler(), "2025-10-22 15:00", issue_of("statement")).code(),
        "output_already_issued"
    );
    assert!(offered(&life, &handler(), CommandKind::IssueOutput), "the certificate is still to be issued");
    life.then(handler(), "2025-10-22 15:00", issue_of("certificate"));
    assert!(!offered(&life, &handler(), CommandKind::IssueOutput));
    life.then(handler(), "2025-10-22 16:00", deliver_of("certificate"));
    assert_eq!(life.stage(), Some(Stage::Concluded));
    let Event::Concluded(concluded) = life.last("Concluded") else { unreachable!() };
    assert_eq!(concluded.delivered_at, Some(at("2025-10-22 16:00")));
}

#[test]
fn a_denial_leaves_it_in_effect_and_it_can_be_revoked_and_reinstated() {
    let mut life = delivered();
    rest(&mut life);
    life.then(handler(), "2025-10-22 13:00", denial());
    life.then(decider(), "2025-10-22 14:00", approve());
    assert_eq!(life.request().outcome(), Some(Outcome::Denied));
    assert_eq!(standing(&life), OutputStanding::Available);
    let output = "statement".try_into().unwrap();
    let reason = ReasonCode::RevByAuthorityError;
    life.then(decider(), "2025-10-23 09:00", amend(Amendment::RevokeOutput { output, reason }));
    life.then(supervisor(), "2025-10-23 10:00", approve_amendment());
    assert_eq!(standing(&life), OutputStanding::Revoked);
    let output = "statement".try_into().unwrap();
    let reason = ReasonCode::RpnObjectionUpheld;
    life.then(decider(), "2025-10-24 09:00", amend(Amendment::ReinstateOutput { output, reason }));
    life.then(supervisor(), "2025-10-24 10:00", approve_amendment());
    assert_eq!(standing(&life), OutputStanding::Available);
}

#[test]
fn a_withdrawal_leaves_it_in_effect_until_its_validity_is_over() {
    let mut life = delivered();
    life.then(applicant(), "2025-10-22 09:00", Withdraw { reason: None });
    assert_eq!((life.stage(), standing(&life)), (Some(Stage::Closed), OutputStanding::Available));
    life.then(applicant(), "2025-10-22 10:00", open_statement());
    let over = RecordOutputExpired { output: "statement".try_into().unwrap() };
    assert_eq!(life.refused(system(), "2025-11-20 09:00", over.clone()).code(), "term_not_over");
    life.then(system(), "2025-11-21 09:00", over);
    assert_eq!(standing(&life), OutputStanding::Expired);
}

#[test]
fn reopening_neither_waits_for_it_nor_takes_it_away() {
    let mut life = delivered();
    rest(&mut life);
    life.then(handler(), "2025-10-22 13:00", denial());
    life.then(decider(), "2025-10-22 14:00", approve());
    life.then(decider(), "2025-10-23 09:00", reopen(Stage::InExecution, 10));
    life.then(supervisor(), "2025-10-23 10:00", approve_amendment());
    assert_eq!((life.stage(), standing(&life)), (Some(Stage::InExecution), OutputStanding::Available));
    assert!(life.request().past_outputs().is_empty());
    assert_eq!(
        life.refused(handler(), "2025-10-23 11:00", issue_of("statement")).code(),
        "output_already_issued"
    );
}

/// What only comes of outputs before the decision.
pub(super) fn refusals() -> Vec<Refusal> {
    let mut life = executing(with_a_statement());
    vec![life.refused(handler(), "2025-10-20 08:00", issue_of("certificate"))]
}
