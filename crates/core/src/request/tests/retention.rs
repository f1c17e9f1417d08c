//! A request that must be kept is redacted on a ground of law only, or after its last day.

use std::sync::Arc;

use crate::actor::{Actor, Role};
use crate::calendar::Calendar;
use crate::refusal::Refusal;
use crate::request::rights::{Kept, RedactPersonalData, RedactedItem, kept, past_term_readable};
use crate::request::{Command, Event};
use crate::rulebook::Rulebook;
use crate::stage::Stage;
use crate::testing::{
    HOLD, Life, applicant, approve_amendment, at, auditor, calendar, clerk, data_officer, decider, handler,
    hold, redact, regulator, reopen, retention, revoke, rulebook, somebody, supervisor, system,
};
use crate::{Lang, ReasonCode, Timestamp};

const NOW: &str = "2025-11-20 09:00";
const OURS: &str = "mun.residence-certificate";

fn kept_for(term: &str) -> Rulebook {
    rulebook([retention(None, term).into()])
}

/// An ended request, under these rules as they stand at that moment.
fn ended(book: &Rulebook, moment: &str) -> Life {
    let mut life = Life::at_stage(Stage::Concluded);
    life.meanwhile(|facts| facts.ruled(book, moment));
    life
}

fn on_a_ground(ground: &str) -> RedactPersonalData {
    RedactPersonalData { ground: Some(ground.to_owned()), ..redact(&["national_no"]) }
}

fn term(life: &Life, book: &Rulebook, at: Timestamp) -> Option<Kept> {
    let calendar: Arc<Calendar> = Arc::new(calendar());
    kept(life.request(), &calendar, book, at)
}

pub(super) fn refusals() -> Vec<Refusal> {
    vec![
        ended(&kept_for("5 years"), NOW).refused(data_officer(), NOW, redact(&["national_no"])),
        past_term_readable(&applicant()).unwrap_err(),
    ]
}

#[test]
fn what_must_be_kept_is_not_redacted_before_its_last_day_has_passed() {
    let book = kept_for("1 month");
    let mut life = ended(&book, NOW);
    let until = term(&life, &book, at(NOW)).expect("it has ended").until;
    let refused = life.refused(data_officer(), NOW, redact(&["national_no"]));
    assert_eq!((refused.code(), refused.rule().id), ("retention_runs", "LY-21.2a"));
    let Refusal::RetentionRuns { version, until: told, .. } = &refused else { panic!("{refused}") };
    assert_eq!((*version, told.as_deref()), (1, Some(&*until.to_string())));
    assert!(refused.text(Lang::Ar).contains("شهر واحد") && refused.text(Lang::En).contains("1 month"));

    let (last, next) = (format!("{until} 23:59"), format!("{} 00:00", until.next_day().unwrap()));
    for (moment, over) in [(&last, false), (&next, true)] {
        life.meanwhile(|facts| facts.ruled(&book, moment.as_str()));
        assert_eq!(term(&life, &book, at(moment)).map(|kept| kept.over), Some(over), "{moment}");
        assert_eq!(life.does(data_officer(), moment.as_str(), redact(&["national_no"])).is_ok(), over);
    }
}

#[test]
fn a_ground_of_law_is_named_and_told_and_a_hold_stands_against_it() {
    let book = kept_for("5 years");
    let mut life = ended(&book, NOW);
    let silent = life.refused(data_officer(), NOW, on_a_ground(" "));
    assert_eq!((silent.code(), silent.path()), ("field_invalid", Some("ground")));
    let mut held = life.clone();
    held.then(data_officer(), NOW, hold(HOLD));
    assert_eq!(held.refused(data_officer(), NOW, on_a_ground("law-6-2022")).code(), "legal_hold");
    life.then(data_officer(), NOW, on_a_ground(" law-6-2022 "));
    let Event::PersonalDataRedacted(redacted) = life.last("PersonalDataRedacted") else { panic!() };
    assert_eq!(redacted.ground.as_deref(), Some("law-6-2022"));
}

#[test]
fn what_was_only_said_is_kept_with_the_request_before_its_end_too() {
    let mut notes = redact(&[]);
    notes.items.insert(RedactedItem::Notes);
    let mut life = Life::at_stage(Stage::InExecution);
    life.then(data_officer(), NOW, notes.clone());
    life.meanwhile(|facts| facts.ruled(&kept_for("5 years"), NOW));
    let refused = life.refused(data_officer(), NOW, notes.clone());
    assert!(matches!(refused, Refusal::RetentionRuns { until: None, .. }), "{refused}");
    assert!(refused.text(Lang::Ar).contains("5 سنوات"), "{refused}");
    notes.ground = Some("law-6-2022".to_owned());
    life.then(data_officer(), NOW, notes);
    let needed = life.refused(data_officer(), NOW, on_a_ground("law-6-2022"));
    assert_eq!(needed.code(), "still_needed", "a ground does not take away what is decided on");
}

#[test]
fn nothing_is_asked_where_no_rule_is_in_force() {
    let mut later = retention(None, "5 years");
    later.instrument = later.instrument.with_effect_from(at("2026-01-01 00:00"));
    let other = rulebook([retention(Some("mun.building-permit"), "5 years").into(), later.into()]);
    for book in [Rulebook::default(), other] {
        let mut life = ended(&book, NOW);
        assert_eq!(term(&life, &book, at(NOW)), None);
        life.then(data_officer(), NOW, redact(&["national_no"]));
    }
    assert!(Command::from(redact(&["national_no"])).asks_the_rulebook());
}

#[test]
fn the_rule_of_the_day_counts_and_a_services_own_before_the_general_one() {
    let book = rulebook([retention(None, "1 day").into(), retention(Some(OURS), "2 years").into()]);
    let life = ended(&book, NOW);
    let told = term(&life, &book, at(NOW)).unwrap();
    assert_eq!((told.version, told.service.as_ref().map(AsRef::as_ref)), (1, Some(OURS)));
    assert_eq!(Some(told.ended_at), life.request().ended_at());
    let mut shorter = book.clone();
    crate::testing::sets(&mut shorter, NOW, retention(Some(OURS), "1 day")).unwrap();
    let told = term(&life, &shorter, at(NOW)).unwrap();
    assert_eq!((told.version, told.over), (2, true), "a shorter rule lets go what ended before it");
}

#[test]
fn a_request_that_is_reopened_is_kept_from_its_next_end() {
    let book = kept_for("1 day");
    let mut life = ended(&book, NOW);
    assert!(term(&life, &book, at(NOW)).is_some_and(|kept| kept.over));
    life.then(decider(), NOW, revoke(ReasonCode::RevCourtOrder)).then(supervisor(), NOW, approve_amendment());
    life.then(decider(), NOW, reopen(Stage::UnderVerification, 5)).then(
        supervisor(),
        NOW,
        approve_amendment(),
    );
    assert_eq!((life.request().ended_at(), term(&life, &book, at(NOW))), (None, None));
}

#[test]
fn what_is_past_its_term_is_read_by_who_redacts_or_supervises() {
    for reader in [supervisor(), data_officer(), regulator(), auditor()] {
        assert_eq!(past_term_readable(&reader), Ok(()), "{}", reader.role);
    }
    let of_no_body = Actor::new(somebody("o-x"), Role::Supervisor);
    for other in [applicant(), clerk(), handler(), decider(), system(), of_no_body] {
        let refused = past_term_readable(&other).unwrap_err();
        assert_eq!((refused.code(), refused.rule().id), ("not_permitted", "LY-21.2a"), "{}", other.role);
    }
}
