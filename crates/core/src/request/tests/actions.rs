//! What somebody may do now, and the table behind it.

use std::collections::BTreeSet;

use crate::actor::Role;
use crate::command_kind::CommandKind;
use crate::definition::{AcknowledgementMode, NoAnswer};
use crate::request::table::{self, TABLE, markdown};
use crate::request::{Action, available_actions};
use crate::stage::Stage;
use crate::testing::{
    Life, applicant, auditor, decider, definition, handler, municipal, officer, step_done, stranger,
    submission, supervisor, system, verifier,
};

fn offered(life: &Life, by: &crate::actor::Actor) -> Vec<CommandKind> {
    available_actions(life.request(), life.facts.definition(), by).iter().map(|it| it.command).collect()
}

fn expected(life: &Life, by: &crate::actor::Actor) -> Option<CommandKind> {
    let mut all = available_actions(life.request(), life.facts.definition(), by).into_iter();
    all.find(|action| action.expected).map(|action: Action| action.command)
}

#[test]
fn at_each_stage_somebody_is_expected_to_do_the_next_thing() {
    let expectations = [
        (Stage::Submitted, system(), CommandKind::ConfirmApplicant),
        (Stage::Rejected, applicant(), CommandKind::Supplement),
        (Stage::Acknowledged, verifier(), CommandKind::StartVerification),
        (Stage::UnderVerification, verifier(), CommandKind::PassVerification),
        (Stage::AwaitingCorrection, applicant(), CommandKind::Correct),
        (Stage::InExecution, handler(), CommandKind::CompleteStep),
        (Stage::UnderDecision, decider(), CommandKind::ApproveDecision),
        (Stage::Decided, handler(), CommandKind::IssueOutput),
    ];
    for (stage, by, command) in expectations {
        assert_eq!(expected(&Life::at_stage(stage), &by), Some(command), "{stage}");
    }
    let mut done = Life::at_stage(Stage::InExecution);
    done.then(handler(), "2025-10-20 09:00", step_done());
    assert_eq!(expected(&done, &handler()), Some(CommandKind::ProposeDecision));
    let mut issued = Life::at_stage(Stage::Decided);
    issued.then(handler(), "2025-10-21 09:00", crate::testing::issue());
    assert_eq!(expected(&issued, &handler()), Some(CommandKind::DeliverOutput));
}

#[test]
fn strangers_and_auditors_are_offered_nothing() {
    for &stage in Stage::ALL {
        let life = Life::at_stage(stage);
        assert_eq!(offered(&life, &stranger()), []);
        assert_eq!(offered(&life, &auditor()), []);
    }
}

#[test]
fn nobody_is_offered_their_own_proposal() {
    let life = Life::at_stage(Stage::UnderDecision);
    assert!(offered(&life, &decider()).contains(&CommandKind::ApproveDecision));
    let own = officer("o-handler", Role::Decider);
    assert!(!offered(&life, &own).contains(&CommandKind::ApproveDecision));
    assert!(offered(&life, &own).contains(&CommandKind::ReturnDecision));
}

#[test]
fn what_the_definition_does_not_allow_is_not_offered() {
    let decided = offered(&Life::at_stage(Stage::Decided), &handler());
    assert!(decided.contains(&CommandKind::IssueOutput) && !decided.contains(&CommandKind::DeliverOutput));
    let life = Life::at_stage(Stage::InExecution);
    assert!(!offered(&life, &supervisor()).contains(&CommandKind::ExtendDeadline));
    let waiting = Life::at_stage(Stage::AwaitingCorrection);
    assert!(!offered(&waiting, &verifier()).contains(&CommandKind::PassVerification));
    assert!(offered(&waiting, &verifier()).contains(&CommandKind::Lapse));
    assert!(!offered(&waiting, &system()).contains(&CommandKind::Lapse));
    let mut definition = definition();
    definition.corrections.on_no_answer = NoAnswer::DecideAsIs;
    let mut as_is = Life::under(definition);
    as_is.bring_to(Stage::AwaitingCorrection);
    assert!(offered(&as_is, &verifier()).contains(&CommandKind::PassVerification));
    assert!(!offered(&as_is, &verifier()).contains(&CommandKind::Lapse));
    assert!(!offered(&Life::at_stage(Stage::Rejected), &verifier()).contains(&CommandKind::Lapse));
}

#[test]
fn the_municipal_parameters_offer_more() {
    let mut life = Life::under(municipal());
    life.then(applicant(), "2025-10-16 10:30", submission());
    let handlers = offered(&life, &handler());
    for command in [CommandKind::Acknowledge, CommandKind::CheckCompleteness, CommandKind::CompleteStep] {
        assert!(handlers.contains(&command), "{command}");
    }
    assert!(!handlers.contains(&CommandKind::SuspendClock), "there is no clock yet");
}

/// Every command has its row, no auditor is in any, and nothing but a first submission begins a request.
#[test]
fn the_table_is_whole() {
    for &command in CommandKind::ALL {
        assert!(TABLE.iter().any(|row| row.command == command), "{command} has no row");
    }
    for row in TABLE {
        assert!(!row.roles.is_empty() && !row.roles.contains(&Role::Auditor), "{}", row.command);
        assert_eq!(row.stages.is_empty(), row.command == CommandKind::Submit, "{}", row.command);
    }
}

/// The acts that decide about a person, by the roles that may do them: written down twice on purpose.
#[test]
fn the_roles_of_the_weighty_acts_are_as_agreed() {
    let agreed = [
        (CommandKind::Acknowledge, "clerk verifier handler"),
        (CommandKind::PassVerification, "verifier"),
        (CommandKind::ExtendDeadline, "supervisor"),
        (CommandKind::CompleteStep, "handler"),
        (CommandKind::ReferCase, "decider supervisor"),
        (CommandKind::RecordReferralOrder, "regulator"),
        (CommandKind::RecordOffSystem, "verifier handler decider supervisor"),
        (CommandKind::ProposeDecision, "handler"),
        (CommandKind::ApproveDecision, "decider supervisor"),
        (CommandKind::IssueOutput, "handler decider system"),
        (CommandKind::Withdraw, "applicant representative"),
        (CommandKind::Lapse, "verifier handler system"),
        (CommandKind::Discontinue, "supervisor system"),
        (CommandKind::CompleteTask, "executing_body"),
        (CommandKind::RecordPayment, "payment_system"),
        (CommandKind::WaiveFee, "supervisor"),
        (CommandKind::RedactPersonalData, "data_protection"),
        (CommandKind::PlaceLegalHold, "data_protection regulator"),
        (CommandKind::LiftLegalHold, "data_protection regulator"),
        (CommandKind::DiscloseRecord, "applicant representative data_protection"),
        (CommandKind::RequestRefund, "handler supervisor"),
    ];
    for (command, roles) in agreed {
        let rows = TABLE.iter().filter(|row| row.command == command);
        let named: BTreeSet<_> = rows.flat_map(|row| row.roles).map(|role| role.code()).collect();
        assert_eq!(named, roles.split(' ').collect(), "{command}");
    }
}

#[test]
fn the_table_is_printed_with_a_row_for_each_command() {
    let text = markdown();
    assert_eq!(text.lines().count(), CommandKind::ALL.len() + 2);
    let columns = Stage::ALL.len() + 2;
    assert!(text.lines().all(|line| line.matches('|').count() == columns + 1), "{text}");
}

#[test]
fn what_a_parameter_opens_is_open_with_all_of_it_only() {
    let opens = |by_officer: bool, decision_first: bool, acknowledged: bool| {
        let mut definition = definition();
        let at_once = AcknowledgementMode::AtOnce;
        definition.rules.acknowledgement = if by_officer { AcknowledgementMode::ByOfficer } else { at_once };
        definition.rules.decision_before_acknowledgement = decision_first;
        let (command, stage) = (CommandKind::Acknowledge, Some(Stage::UnderVerification));
        table::allows(command, Role::Clerk, stage, Some(&definition), acknowledged)
    };
    assert!(opens(true, true, false));
    assert!(!opens(true, false, false) && !opens(false, true, false) && !opens(true, true, true));
}

#[test]
fn the_printed_table_says_who_may_do_what_where() {
    let printed = markdown();
    let row = |command: CommandKind| {
        let line = printed.lines().find(|line| line.contains(&format!("`{}`", command.name()))).unwrap();
        line.split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>()
    };
    let withdraw = row(CommandKind::Withdraw);
    assert_eq!((withdraw[2].as_str(), withdraw[3].as_str()), ("", "applicant, representative"));
    assert!(row(CommandKind::CheckCompleteness)[3].starts_with("clerk ᵃ, "));
    assert!(row(CommandKind::IssueOutput).contains(&"handler ᶜ".to_owned()));
}
