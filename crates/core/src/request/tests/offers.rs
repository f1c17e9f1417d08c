//! What is on offer only where there is something to do it to, and what is left off where it would be pointless.

use crate::command_kind::CommandKind;
use crate::definition::Formula;
use crate::request::available_actions;
use crate::request::exits::Withdraw;
use crate::request::outputs::paper::RecordPaperDispatched;
use crate::request::parties::AssignHandler;
use crate::request::transfer::ClockRule;
use crate::stage::Stage;
use crate::testing::{
    Life, applicant, ask_payment, by_post, charged, clerk, data_officer, decider, definition, handler, hold,
    in_person, manager, name_neighbour, on_paper, record_value, regulator, supervisor, system, transfer_to,
    verifier, with_values,
};

/// Whether anybody of the provider, the applicant or who supervises is offered this.
fn offered(life: &Life, command: CommandKind) -> bool {
    let people = [
        applicant(),
        clerk(),
        verifier(),
        handler(),
        decider(),
        supervisor(),
        manager(),
        regulator(),
        data_officer(),
        system(),
    ];
    let offers = |by| available_actions(life.request(), life.facts.definition(), by);
    people.iter().any(|by| offers(by).iter().any(|action| action.command == command))
}

fn expected(life: &Life) -> Option<CommandKind> {
    let by = [applicant(), clerk(), handler()];
    let offers = |by| available_actions(life.request(), life.facts.definition(), by);
    by.iter().flat_map(offers).find(|action| action.expected).map(|action| action.command)
}

fn check(command: CommandKind, with: &Life, without: &Life) {
    assert!(offered(with, command), "{command} is missing");
    assert!(!offered(without, command), "{command} is pointless");
}

#[test]
fn what_the_definition_has_nothing_of_is_not_on_offer() {
    let plain = Life::at_stage(Stage::InExecution);
    let mut fees = Life::under(charged());
    fees.bring_to(Stage::InExecution);
    check(CommandKind::AssessFee, &fees, &plain);
    let mut values = Life::under(with_values());
    values.bring_to(Stage::UnderVerification);
    check(CommandKind::RecordValue, &values, &plain);
    let mut sourceless = definition();
    for field in sourceless.forms.iter_mut().flat_map(|form| &mut form.fields) {
        field.source = "applicant".to_owned();
    }
    let mut without = plain.clone();
    without.meanwhile(|facts| facts.of(sourceless));
    check(CommandKind::RequestEvidence, &plain, &without);
}

#[test]
fn a_fee_is_waived_once_it_is_owed() {
    let mut fees = Life::under(charged());
    fees.bring_to(Stage::InExecution);
    let before = fees.clone();
    fees.then(handler(), "2025-10-20 09:00", crate::request::fees::AssessFee::default());
    check(CommandKind::WaiveFee, &fees, &before);
}

/// What is owed is worked out for all fees together: while one of them waits for an officer's value, no payment can be asked for.
#[test]
fn no_payment_is_asked_for_before_all_fees_can_be_worked_out() {
    let mut definition = with_values();
    definition.fees = charged().fees;
    definition.fees.fees[1].when = None;
    (definition.fees.fees[1].amount, definition.fees.fees[1].formula) =
        (None, Some(Formula::new("answers.rooms_seen * 1000")));
    let mut life = Life::under(definition);
    life.bring_to(Stage::UnderVerification);
    let waiting = life.clone();
    let early = life.refused(handler(), "2025-10-19 10:30", ask_payment(&["review"]));
    assert_eq!(early.code(), "value_missing");
    life.then(verifier(), "2025-10-19 11:00", record_value("rooms_seen", 3));
    check(CommandKind::RequestPayment, &life, &waiting);
    life.then(handler(), "2025-10-19 11:30", ask_payment(&["review"]));
}

#[test]
fn what_was_done_is_undone_only_where_it_was_done() {
    let plain = Life::at_stage(Stage::UnderVerification);
    let later = "2025-10-19 11:00";
    let mut assigned = plain.clone();
    assigned.then(supervisor(), later, AssignHandler { handler: handler().person });
    check(CommandKind::ReleaseHandler, &assigned, &plain);
    let mut named = plain.clone();
    named.then(applicant(), later, name_neighbour());
    check(CommandKind::RemoveInterestedParty, &named, &plain);
    let mut away = plain.clone();
    away.then(supervisor(), later, transfer_to("mun.janzour", ClockRule::GoesOn));
    check(CommandKind::Transfer, &plain, &away);
    let mut held = plain.clone();
    held.then(regulator(), later, hold("قرار 7"));
    check(CommandKind::RedactPersonalData, &plain, &held);
    check(CommandKind::LiftLegalHold, &held, &plain);
}

#[test]
fn what_ended_without_a_decision_has_nothing_to_amend() {
    let mut withdrawn = Life::at_stage(Stage::UnderVerification);
    withdrawn.then(applicant(), "2025-10-20 09:00", Withdraw::default());
    check(CommandKind::ProposeAmendment, &Life::at_stage(Stage::Concluded), &withdrawn);
}

#[test]
fn a_clock_is_stopped_while_it_runs() {
    let running = Life::at_stage(Stage::InExecution);
    check(CommandKind::SuspendClock, &running, &Life::at_stage(Stage::AwaitingCorrection));
}

#[test]
fn a_paper_copy_waits_for_who_has_it() {
    let mut life = Life::under(on_paper());
    life.bring_to(Stage::Concluded);
    let mut visiting = life.clone();
    visiting.then(applicant(), "2025-10-21 09:00", in_person("2025-11-02 10:00"));
    assert_eq!(expected(&visiting), Some(CommandKind::RecordCollected));
    life.then(applicant(), "2025-10-21 09:00", by_post());
    assert_eq!(expected(&life), Some(CommandKind::RecordPaperDispatched));
    let sent =
        RecordPaperDispatched { output: "certificate".try_into().unwrap(), tracking: "LP-1".to_owned() };
    life.then(clerk(), "2025-10-22 09:00", sent);
    assert_eq!(expected(&life), None);
}
