//! The deadline: suspended, moved, extended, missed (articles 16.3 and the calendar).

use crate::calendar::Holiday;
use crate::reason::ReasonCode;
use crate::request::Event;
use crate::request::clock::{
    ExtendDeadline, RecalculateDeadline, RecordDeadlineMissed, ResumeClock, SuspendClock,
};
use crate::stage::Stage;
use crate::testing::{
    FactsBuilder, Life, applicant, calendar_with, correct_nothing_but_say, decider, definition, extension,
    handler, supervisor, system,
};
use crate::text::Text;

use super::{date, due};

fn holiday() -> Holiday {
    Holiday { decision: "130/2025".to_owned(), name: Text::new("عطلة", "Holiday"), provisional: false }
}

fn recalculate() -> RecalculateDeadline {
    RecalculateDeadline { cause: ReasonCode::CalHolidayDeclared }
}

fn court() -> SuspendClock {
    SuspendClock { reason: ReasonCode::SusAwaitingCourt }
}

fn extend(working_days: u32) -> ExtendDeadline {
    ExtendDeadline { working_days, reason: ReasonCode::ExtInspectionNeeded }
}

fn extensible(times: u32, working_days: u32) -> Life {
    let mut definition = definition();
    definition.deadline.extension = Some(extension(times, working_days));
    Life::under(definition)
}

/// V6: a holiday declared after the deadline was set moves it, with its cause and the calendar's revision.
#[test]
fn a_late_holiday_moves_the_deadline_with_its_cause() {
    let mut life = Life::at_stage(Stage::Acknowledged);
    life.meanwhile(|facts| {
        let next = facts.calendar().declare(date("2025-10-20"), holiday()).unwrap();
        facts.on(next)
    });
    life.then(system(), "2025-10-19 08:00", recalculate());
    assert_eq!(due(&life), "2025-10-22");
    let Event::DeadlineRecalculated(moved) = life.last("DeadlineRecalculated") else { unreachable!() };
    assert_eq!(moved.cause, ReasonCode::CalHolidayDeclared);
    assert_eq!((moved.old.due_date, moved.new.due_date), (date("2025-10-21"), date("2025-10-22")));
    assert_eq!((moved.calendar.jurisdiction.as_str(), moved.calendar.revision), ("ly-west", 2));
}

#[test]
fn a_holiday_that_touches_nothing_changes_nothing() {
    let mut life = Life::at_stage(Stage::Acknowledged);
    assert_eq!(life.does(system(), "2025-10-19 08:00", recalculate()).unwrap(), []);
}

/// H7: corrections are asked, a holiday is declared meanwhile, and the answer comes: two moves, two causes.
#[test]
fn a_holiday_declared_while_suspended_and_the_resumption_are_two_moves() {
    let mut life = Life::at_stage(Stage::AwaitingCorrection);
    life.meanwhile(|facts| facts.on(calendar_with(&["2025-10-21", "2025-10-23"])));
    life.then(system(), "2025-10-20 08:00", recalculate());
    assert_eq!(due(&life), "2025-10-22");
    life.then(applicant(), "2025-10-22 09:00", correct_nothing_but_say("نعم"));
    let causes: Vec<_> = life.request().clock().moves.iter().map(|it| it.cause).collect();
    assert_eq!(causes, [ReasonCode::CalHolidayDeclared, ReasonCode::CalClockResumed]);
    // Suspended at the close of the 19th; the 20th too; the 21st and the 23rd are off: 22, 26 and 27 count.
    assert_eq!(due(&life), "2025-10-27");
}

#[test]
fn an_officer_suspends_and_resumes_with_a_reason() {
    let mut life = Life::at_stage(Stage::InExecution);
    life.then(handler(), "2025-10-19 12:00", court());
    assert_eq!(life.request().clock().suspended_for, Some(ReasonCode::SusAwaitingCourt));
    assert_eq!(life.refused(handler(), "2025-10-19 13:00", court()).code(), "wrong_stage");
    life.then(handler(), "2025-10-22 12:00", ResumeClock::default());
    assert_eq!(due(&life), "2025-10-27");
    assert_eq!(life.refused(handler(), "2025-10-22 13:00", ResumeClock::default()).code(), "wrong_stage");
}

#[test]
fn while_suspended_the_expectation_is_provisional() {
    let mut life = Life::at_stage(Stage::InExecution);
    let calendar = life.facts.calendar().clone();
    let expected = |life: &Life, now: &str| {
        let (due, provisional) =
            life.request().clock().expected(&calendar, crate::testing::at(now)).unwrap().unwrap();
        (due.due_date.to_string(), provisional)
    };
    assert_eq!(expected(&life, "2025-10-19 12:00"), ("2025-10-21".to_owned(), false));
    life.then(handler(), "2025-10-19 12:00", court());
    assert_eq!(expected(&life, "2025-10-22 12:00"), ("2025-10-27".to_owned(), true));
}

#[test]
fn an_extension_keeps_to_the_limits_of_the_definition() {
    let mut life = extensible(2, 4);
    life.bring_to(Stage::InExecution);
    assert_eq!(life.refused(supervisor(), "2025-10-19 12:00", extend(5)).code(), "extension_limit");
    assert_eq!(life.refused(supervisor(), "2025-10-19 12:00", extend(0)).code(), "extension_limit");
    life.then(supervisor(), "2025-10-19 12:00", extend(1));
    assert_eq!(due(&life), "2025-10-22");
    life.then(supervisor(), "2025-10-19 12:00", extend(2));
    // The 23rd is a holiday and the 24th and 25th are the weekend.
    assert_eq!(due(&life), "2025-10-27");
    assert_eq!(life.refused(supervisor(), "2025-10-19 12:00", extend(1)).code(), "extension_limit");
    assert_eq!(life.request().clock().total(), 6);
}

#[test]
fn without_terms_nothing_is_extended() {
    let mut life = Life::at_stage(Stage::InExecution);
    assert_eq!(life.refused(supervisor(), "2025-10-19 12:00", extend(1)).code(), "extension_limit");
}

#[test]
fn a_deadline_that_ended_is_not_extended() {
    let mut life = extensible(1, 4);
    life.bring_to(Stage::InExecution);
    assert_eq!(life.refused(supervisor(), "2025-10-22 00:00", extend(1)).code(), "deadline_passed");
    life.then(supervisor(), "2025-10-21 23:59", extend(1));
}

/// Suspending a clock whose time is over must not be a way around the rule.
#[test]
fn a_deadline_that_ended_is_not_extended_by_suspending_afterwards() {
    let mut life = extensible(1, 4);
    life.bring_to(Stage::InExecution);
    life.then(system(), "2025-10-22 00:00", RecordDeadlineMissed::default());
    life.then(handler(), "2025-10-22 10:00", court());
    assert_eq!(life.refused(supervisor(), "2025-10-22 11:00", extend(1)).code(), "deadline_passed");
    let mut life = extensible(1, 4);
    life.bring_to(Stage::InExecution);
    life.then(handler(), "2025-10-22 00:00", court());
    assert_eq!(life.refused(supervisor(), "2025-10-22 00:00", extend(1)).code(), "deadline_passed");
}

#[test]
fn a_clock_suspended_in_time_may_be_extended_late() {
    let mut life = extensible(1, 4);
    life.bring_to(Stage::InExecution);
    life.then(handler(), "2025-10-21 10:00", court());
    life.then(supervisor(), "2025-11-02 11:00", extend(1));
    life.then(handler(), "2025-11-02 12:00", ResumeClock::default());
    // Two of four days were used up by the 20th; the 2nd and the 3rd of November are left.
    assert_eq!(due(&life), "2025-11-03");
}

#[test]
fn a_missed_deadline_is_recorded_once_and_not_revived() {
    let mut life = Life::at_stage(Stage::InExecution);
    let early = life.refused(system(), "2025-10-21 23:59", RecordDeadlineMissed::default());
    assert_eq!(early.code(), "term_not_over");
    life.then(system(), "2025-10-22 00:00", RecordDeadlineMissed::default());
    assert_eq!(life.does(system(), "2025-10-22 01:00", RecordDeadlineMissed::default()).unwrap(), []);
    life.meanwhile(|facts| facts.on(calendar_with(&["2025-10-20", "2025-10-23"])));
    assert_eq!(life.does(system(), "2025-10-22 02:00", recalculate()).unwrap(), []);
    assert_eq!((life.count("DeadlineMissed"), due(&life).as_str()), (1, "2025-10-21"));
}

#[test]
fn a_suspended_clock_misses_nothing() {
    let mut life = Life::at_stage(Stage::AwaitingCorrection);
    let refusal = life.refused(system(), "2025-12-01 00:00", RecordDeadlineMissed::default());
    assert_eq!(refusal.code(), "term_not_over");
}

#[test]
fn before_the_acknowledgement_there_is_no_clock() {
    let life = Life::at_stage(Stage::Submitted);
    assert!(!life.request().clock().is_started());
    assert_eq!(life.request().clock().due, None);
    let calendar = life.facts.calendar();
    assert_eq!(
        life.request().clock().expected(calendar, crate::testing::at("2025-10-17 00:00")).unwrap(),
        None
    );
}

#[test]
fn a_decision_while_suspended_closes_the_suspension_before_the_clock_stops() {
    let mut life = Life::at_stage(Stage::UnderDecision);
    life.then(supervisor(), "2025-10-20 10:30", court());
    let events = life.does(decider(), "2025-10-20 11:00", crate::testing::approve()).unwrap();
    let names = super::names(&events);
    let place = |name| names.iter().position(|it| *it == name).unwrap();
    assert!(place("ClockResumed") < place("ClockStopped"));
    assert_eq!(life.count("DeadlineRecalculated"), 0, "a stopped clock expects nothing any more");
}

/// A deadline that nobody noticed is on record once the clock stops: the measure of what was on time needs it.
#[test]
fn a_decision_after_the_deadline_records_that_it_was_missed() {
    let mut life = Life::at_stage(Stage::UnderDecision);
    let events = life.does(crate::testing::decider(), "2025-11-05 09:00", crate::testing::approve()).unwrap();
    let place = |name: &str| events.iter().position(|event| event.name() == name);
    assert!(place("DeadlineMissed").unwrap() < place("ClockStopped").unwrap());
    assert!(life.request().clock().missed);
}

/// A holiday moved the deadline, and the clock stands still before anybody counted again: nobody was late.
#[test]
fn a_deadline_that_a_holiday_moved_is_not_missed_on_its_old_day() {
    let moves = |facts: FactsBuilder| {
        let next = facts.calendar().declare(date("2025-10-21"), holiday()).unwrap();
        facts.on(next)
    };
    let mut asked = Life::at_stage(Stage::InExecution);
    asked.meanwhile(moves);
    let early = asked.refused(system(), "2025-10-22 08:00", RecordDeadlineMissed::default());
    assert_eq!(early.code(), "term_not_over");
    asked.then(handler(), "2025-10-22 09:00", court());
    assert_eq!((asked.count("DeadlineMissed"), due(&asked).as_str()), (0, "2025-10-22"));
    let Event::DeadlineRecalculated(moved) = asked.last("DeadlineRecalculated") else { unreachable!() };
    assert_eq!(moved.cause, ReasonCode::CalHolidayDeclared);

    let mut decided = Life::at_stage(Stage::UnderDecision);
    decided.meanwhile(moves);
    decided.then(decider(), "2025-10-22 09:00", crate::testing::approve());
    assert_eq!(decided.count("DeadlineMissed"), 0);

    let mut late = Life::at_stage(Stage::UnderDecision);
    late.meanwhile(moves);
    late.then(decider(), "2025-10-23 09:00", crate::testing::approve());
    assert_eq!((late.count("DeadlineMissed"), due(&late).as_str()), (1, "2025-10-22"));
}
