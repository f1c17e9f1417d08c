//! The calendar as a stream: published once, then changed by recorded decisions of the regulator.

use cqrs_es::test::TestFramework;

use super::*;
use crate::actor::Actor;
use crate::calendar::{DayKind, Zone, date_format};
use crate::reason::ReasonCode;
use crate::testing::{at, calendar, manager, regulator};
use crate::text::Text;

fn date(text: &str) -> time::Date {
    date_format::parse(text).unwrap()
}

fn envelope(by: Actor, command: AlmanacCommand) -> AlmanacEnvelope {
    AlmanacEnvelope {
        jurisdiction: "ly-west".try_into().unwrap(),
        by,
        id: "test".try_into().unwrap(),
        at: at("2025-10-16 10:30"),
        command,
    }
}

fn publish() -> AlmanacCommand {
    AlmanacCommand::PublishCalendar(PublishCalendar { calendar: calendar() })
}

fn declare(from: &str, until: &str) -> AlmanacCommand {
    AlmanacCommand::DeclareHoliday(DeclareHoliday {
        from: date(from),
        until: date(until),
        decision: "130/2025".to_owned(),
        name: Text::new("عيد الأضحى", "Eid al-Adha"),
        provisional: false,
    })
}

fn withdraw(day: &str, decision: &str) -> AlmanacCommand {
    AlmanacCommand::WithdrawHoliday(WithdrawHoliday { date: date(day), decision: decision.to_owned() })
}

fn extend(until: &str) -> AlmanacCommand {
    let zone = Zone::new("Africa/Tripoli", 7200, Vec::new()).unwrap();
    AlmanacCommand::ExtendCoverage(ExtendCoverage { until: date(until), zone })
}

fn published() -> Almanac {
    let mut almanac = Almanac::default();
    then(&mut almanac, publish());
    almanac
}

fn then(almanac: &mut Almanac, command: AlmanacCommand) -> Vec<AlmanacEvent> {
    crate::aggregate::is_tagged(&command, command.name());
    let events = decide(almanac, &envelope(regulator(), command)).unwrap();
    events.iter().for_each(|event| almanac.evolve(event));
    events.iter().for_each(crate::aggregate::is_told);
    events
}

fn refused(almanac: &Almanac, command: AlmanacCommand) -> Refusal {
    decide(almanac, &envelope(regulator(), command)).unwrap_err()
}

#[test]
fn only_the_regulator_keeps_a_calendar() {
    for command in [publish(), declare("2026-05-27", "2026-05-27"), extend("2028-12-31")] {
        let refusal = decide(&published(), &envelope(manager(), command)).unwrap_err();
        assert!(matches!(refusal, Refusal::DirectoryNotPermitted { .. }));
    }
}

#[test]
fn a_calendar_is_published_once_and_before_it_is_changed() {
    assert_eq!(refused(&Almanac::default(), declare("2026-05-27", "2026-05-27")), Refusal::CalendarUnknown);
    assert_eq!(refused(&Almanac::default(), extend("2028-12-31")), Refusal::CalendarUnknown);
    assert_eq!(refused(&published(), publish()).path(), Some("jurisdiction"));
}

#[test]
fn a_calendar_begins_with_its_first_revision() {
    let later = calendar().withdraw(date("2025-10-23")).unwrap();
    let refusal =
        refused(&Almanac::default(), AlmanacCommand::PublishCalendar(PublishCalendar { calendar: later }));
    assert_eq!((refusal.code(), refusal.path()), ("field_invalid", Some("revision")));
}

#[test]
fn each_day_of_a_holiday_is_an_event_and_a_revision() {
    let mut almanac = published();
    let events = then(&mut almanac, declare("2026-05-26", "2026-05-28"));
    assert_eq!(events.len(), 3);
    let calendar = almanac.calendar().unwrap();
    assert_eq!(calendar.revision(), 4);
    assert!(matches!(calendar.day(date("2026-05-27")), Ok(DayKind::Holiday(_))));
    assert_eq!(almanac.last_cause(), Some(ReasonCode::CalHolidayDeclared));
}

#[test]
fn a_day_is_withdrawn_alone_by_a_decision() {
    let mut almanac = published();
    then(&mut almanac, declare("2026-05-26", "2026-05-28"));
    assert_eq!(refused(&almanac, withdraw("2026-05-27", " ")).path(), Some("decision"));
    then(&mut almanac, withdraw("2026-05-27", "131/2025"));
    let calendar = almanac.calendar().unwrap();
    assert_eq!(calendar.day(date("2026-05-27")), Ok(DayKind::Working));
    assert!(matches!(calendar.day(date("2026-05-28")), Ok(DayKind::Holiday(_))));
    assert_eq!(almanac.last_cause(), Some(ReasonCode::CalHolidayWithdrawn));
    assert_eq!(refused(&almanac, withdraw("2026-05-27", "131/2025")).path(), Some("calendar"));
}

#[test]
fn a_holiday_is_a_span_of_days_in_order_within_a_month() {
    let almanac = published();
    assert_eq!(refused(&almanac, declare("2026-05-28", "2026-05-27")).path(), Some("until"));
    assert_eq!(refused(&almanac, declare("2026-05-01", "2026-06-01")).path(), Some("until"));
    assert_eq!(refused(&almanac, declare("2028-01-01", "2028-01-01")).path(), Some("calendar"));
    assert_eq!(refused(&almanac, declare("2025-10-23", "2025-10-23")).path(), Some("calendar"));
    assert_eq!(
        decide(&almanac, &envelope(regulator(), declare("2026-05-01", "2026-05-31"))).unwrap().len(),
        31
    );
}

#[test]
fn coverage_grows_and_never_shrinks() {
    let mut almanac = published();
    assert_eq!(refused(&almanac, extend("2027-12-31")).path(), Some("calendar"));
    then(&mut almanac, extend("2028-12-31"));
    assert_eq!(almanac.calendar().unwrap().covers().until, date("2028-12-31"));
    assert_eq!(almanac.last_cause(), None, "more coverage moves no deadline");
}

#[test]
fn an_event_that_does_not_fit_changes_nothing() {
    let mut almanac = published();
    let before = almanac.clone();
    let holiday = almanac.calendar().unwrap().holidays()[&date("2025-10-23")].clone();
    let again = HolidayDeclared { at: at("2025-10-16 10:30"), date: date("2025-10-23"), holiday };
    almanac.evolve(&AlmanacEvent::HolidayDeclared(again));
    assert_eq!(almanac, before);
}

#[test]
fn events_read_back_unchanged() {
    let mut almanac = published();
    let mut events = then(&mut almanac, declare("2026-05-26", "2026-05-26"));
    events.extend(then(&mut almanac, withdraw("2026-05-26", "131/2025")));
    events.extend(then(&mut almanac, extend("2028-12-31")));
    events.push(AlmanacEvent::CalendarPublished(CalendarPublished {
        at: at("2025-10-16 10:30"),
        calendar: calendar(),
    }));
    for event in events {
        let wire = serde_json::to_string(&event).unwrap();
        assert!(wire.starts_with(&format!("{{\"{}\":", event.name())), "{wire}");
        assert_eq!(serde_json::from_str::<AlmanacEvent>(&wire).unwrap(), event);
    }
}

#[test]
fn the_framework_drives_it_as_well() {
    TestFramework::<Almanac>::with(())
        .given_no_previous_events()
        .when(envelope(regulator(), publish()))
        .then_expect_events(vec![AlmanacEvent::CalendarPublished(CalendarPublished {
            at: at("2025-10-16 10:30"),
            calendar: calendar(),
        })]);
}
