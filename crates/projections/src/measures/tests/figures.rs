//! Three lives, and every figure of them counted by hand.

use std::collections::BTreeMap;

use talab_core::request::parties::{FeedbackKind, RecordFeedback};
use talab_core::testing::answer_feedback;
use talab_core::{BodyId, Channel, Outcome, Private, Role, Stage};
use time::macros::date;

use super::lives::{case_of, half_manual, hours, later, measured, open, slow, swift, withdrawn};
use crate::measures::{
    Durations, FeedbackQuery, Figures, MeasuresQuery, PerRequest, RequestCase, Share, feedback_of,
};
use crate::testing::walk::corrections;
use crate::testing::{applicant, calendar, officer, start};

const HOUR: u64 = 3_600;

fn of(cases: &[RequestCase]) -> Figures {
    let found = measured(cases, half_manual(), &MeasuresQuery::new(), later());
    assert_eq!(found.providers.len(), 1);
    let provider = found.providers.into_iter().next().unwrap();
    assert_eq!(provider.services[0].figures, provider.figures, "one provider with one service");
    provider.figures
}

fn three() -> Figures {
    of(&[case_of(&swift()), case_of(&slow()), case_of(&withdrawn())])
}

fn times(count: u64, median: u64, p90: u64) -> Durations {
    Durations { count, median_seconds: Some(median), p90_seconds: Some(p90) }
}

fn share(count: u64, of: u64, per_mille: u64) -> Share {
    Share { count, of, per_mille: Some(per_mille) }
}

#[test]
fn requests_are_counted_by_what_became_of_them() {
    let figures = three();
    assert_eq!((figures.requests, figures.received, figures.acknowledged, figures.open), (3, 3, 3, 0));
    assert_eq!(figures.rejected, share(1, 3, 333));
    assert_eq!(figures.outcomes, BTreeMap::from([(Outcome::Granted, 2), (Outcome::Withdrawn, 1)]));
    assert_eq!(figures.denied, share(0, 2, 0));
}

/// Ten in the morning on a Sunday, three working days: the second one was decided eleven days later.
#[test]
fn times_are_those_of_the_wall_clock_and_promises_those_of_the_deadline() {
    let figures = three();
    let stages = BTreeMap::from([
        (Stage::Submitted, times(3, 0, 0)),
        (Stage::Rejected, times(1, 48 * HOUR, 48 * HOUR)),
        (Stage::Acknowledged, times(3, HOUR, HOUR)),
        // One hour and, after the corrections, two more are three.
        (Stage::UnderVerification, times(2, HOUR, 3 * HOUR)),
        (Stage::AwaitingCorrection, times(1, 24 * HOUR, 24 * HOUR)),
        (Stage::InExecution, times(2, HOUR, 240 * HOUR)),
        (Stage::UnderDecision, times(2, 0, HOUR)),
        (Stage::Decided, times(2, 0, HOUR)),
    ]);
    assert_eq!(figures.stages, stages);
    assert_eq!(figures.to_acknowledge, times(3, 0, 0));
    assert_eq!(figures.to_decide, times(2, 4 * HOUR, 268 * HOUR));
    assert_eq!(figures.to_deliver, times(2, 5 * HOUR, 268 * HOUR));
    let promise = figures.promise;
    assert_eq!(
        (promise.kept, promise.missed, promise.running),
        (1, 1, 0),
        "what was withdrawn in time is neither"
    );
    assert_eq!(promise.on_time, share(1, 2, 500));
}

#[test]
fn corrections_contacts_and_errors_are_counted_for_each_request() {
    let figures = three();
    let once =
        PerRequest { total: 1, requests: share(1, 3, 333), median: Some(0), p90: Some(1), most: Some(1) };
    assert_eq!((figures.corrections, figures.supplements), (once, once));
    assert_eq!(figures.contacts, PerRequest { total: 2, p90: Some(2), most: Some(2), ..once });
    let amended = figures.amendments;
    assert_eq!((amended.output_replaced, amended.outcome_corrected, amended.reopened), (1, 0, 0));
    assert_eq!(amended.any, share(1, 2, 500), "of those decided");
    assert_eq!((figures.steps.completed, figures.steps.manual), (4, share(2, 4, 500)));
}

#[test]
fn usage_is_told_by_way_in_role_command_and_month() {
    let usage = three().usage;
    assert_eq!(usage.commands, 9 + 15 + 3);
    assert_eq!(usage.filed_through, BTreeMap::from([(Channel::Portal, 3)]));
    assert_eq!(usage.contacts_through, BTreeMap::from([(Channel::Desk, 2)]));
    let roles = [("applicant", 6), ("decider", 3), ("handler", 12), ("supervisor", 1), ("verifier", 5)];
    assert_eq!(usage.commands_by_role, BTreeMap::from(roles));
    assert_eq!(usage.commands_by_name["CompleteStep"], 4);
    let (month, of) = usage.months.iter().next().unwrap();
    assert_eq!((month.as_str(), of.filed, of.commands, usage.months.len()), ("2026-02", 3, 27, 1));
}

/// A role or a command that this release doesn't know may be anything, a name as well.
#[test]
fn foreign_words_are_counted_and_not_repeated() {
    let mut case = open();
    for entry in &mut case.entries {
        entry.by.role = Some("private-wizard".to_owned());
        entry.by.command = None;
    }
    let usage = of(&[case_of(&case)]).usage;
    assert_eq!(usage.commands_by_role, BTreeMap::from([("other", 1)]));
    assert_eq!(usage.commands_by_name, BTreeMap::from([("other", 1)]));
}

/// Nobody recorded that it is late; the calendar says so. While it waits for the applicant, it isn't.
#[test]
fn what_is_open_is_judged_as_of_the_instant_that_is_asked() {
    let case = case_of(&open());
    let due = "2026-02-04T22:00:00Z".parse().unwrap();
    let at = |case: &RequestCase, as_of| {
        let found = measured(std::slice::from_ref(case), half_manual(), &MeasuresQuery::new(), as_of);
        let promise = found.providers[0].figures.promise;
        (promise.running, promise.missed, promise.on_time.per_mille)
    };
    assert_eq!(at(&case, due), (0, 1, Some(0)));
    assert_eq!(at(&case, due.plus(-time::Duration::microseconds(1))), (1, 0, None));
    let figures = of(std::slice::from_ref(&case));
    assert_eq!((figures.open, figures.to_decide), (1, Durations::default()));
    assert!(!figures.stages.contains_key(&Stage::Acknowledged), "its time there is not known yet");
    let mut waits = open();
    waits.wait(hours(1)).must(&officer(Role::Verifier), corrections());
    assert_eq!(at(&case_of(&waits), later()), (1, 0, None));
}

/// Half-open, by the first attempt: one that was supplemented two days later stays where it was filed.
#[test]
fn a_request_is_in_one_period_and_stays_there() {
    let case = case_of(&withdrawn());
    let found = |from: Option<i64>, until: Option<i64>| {
        let at = |it: Option<i64>| it.map(|it| start().plus(hours(it)));
        let query = MeasuresQuery::new().period(at(from), at(until));
        measured(std::slice::from_ref(&case), half_manual(), &query, later()).providers.len()
    };
    assert_eq!((found(Some(0), None), found(Some(0), Some(1)), found(None, Some(1))), (1, 1, 1));
    assert_eq!((found(Some(1), None), found(None, Some(0)), found(Some(40), Some(60))), (0, 0, 0));
}

#[test]
fn each_version_and_each_provider_has_figures_of_its_own() {
    let (one, mut two, mut three) = (case_of(&swift()), case_of(&slow()), case_of(&open()));
    two.version = 2;
    three.provider = BodyId::new("mun.benghazi").unwrap();
    let all = [one, two, three];
    let found = measured(&all, half_manual(), &MeasuresQuery::new(), later());
    let ids: Vec<_> = found.providers.iter().map(|it| it.provider.as_str()).collect();
    assert_eq!(ids, ["mun.benghazi", "mun.tripoli-centre"]);
    let versions = &found.providers[1].services[0].versions;
    let told: Vec<_> = versions
        .iter()
        .map(|it| {
            (it.version, it.promised_working_days, it.figures.promise.kept, it.figures.steps.manual.count)
        })
        .collect();
    // Nobody gave the definition of the second version: no step of it is known to be manual.
    assert_eq!(told, [(1, Some(3), 1, 1), (2, None, 0, 0)]);
    let own = MeasuresQuery::new().provider(BodyId::new("mun.benghazi").unwrap());
    assert_eq!(measured(&all, half_manual(), &own, later()).providers[0].figures.requests, 1);
}

#[test]
fn the_form_is_stable_and_the_table_has_a_row_for_each_figure() {
    let cases = [case_of(&swift()), case_of(&slow()), case_of(&withdrawn())];
    let found = measured(&cases, half_manual(), &MeasuresQuery::new(), later());
    let json = serde_json::to_value(&found).unwrap();
    assert_eq!(json["measures_version"], 1);
    assert_eq!(json["providers"][0]["figures"]["stages"]["awaiting_correction"]["median_seconds"], 86_400);
    let csv = found.to_csv();
    let head = "measures_version,from,until,as_of,provider,service,version,measure,item,statistic,unit,value";
    assert_eq!(csv.lines().next(), Some(head));
    let place = "1,,,2026-04-02T08:00:00.000000Z,mun.tripoli-centre,mun.residence-certificate";
    for row in [
        "1,promise,missed,count,number,1",
        "1,promise,,promised,working_days,3",
        ",promise,on_time,share,per_mille,500",
        ",stage,awaiting_correction,median,seconds,86400",
        ",outcome,granted,count,number,2",
        ",corrections,,median,number,0",
        ",usage,2026-02,commands,number,27",
    ] {
        assert!(csv.lines().any(|line| line == format!("{place},{row}")), "{row}\n{csv}");
    }
    let none = measured(&[case_of(&open())], half_manual(), &MeasuresQuery::new(), start()).to_csv();
    assert!(
        none.lines().any(|line| line.ends_with(",to_decide,,median,seconds,")),
        "nothing of none: {none}"
    );
}

/// What was said is in nobody's feed; that something was, of what kind, when and whether it was answered is.
#[test]
fn feedback_is_read_without_its_words() {
    let mut case = swift();
    let text = Private::new(Some("private-praise".to_owned()));
    case.must(
        &applicant(),
        RecordFeedback { kind: FeedbackKind::Praise, rating: Some(5), text: text.clone() },
    );
    case.wait(hours(24))
        .must(&applicant(), RecordFeedback { kind: FeedbackKind::Complaint, rating: None, text });
    case.must(&officer(Role::Handler), answer_feedback(2));
    let read = |query: &FeedbackQuery| feedback_of(&case.entries, calendar().zone(), query);
    let lines = read(&FeedbackQuery::new());
    let told: Vec<_> = lines.iter().map(|it| (it.date, it.kind, it.rating, it.answered)).collect();
    let (first, second) = (date!(2026 - 02 - 01), date!(2026 - 02 - 02));
    let expected =
        [(first, FeedbackKind::Praise, Some(5), false), (second, FeedbackKind::Complaint, None, true)];
    assert_eq!(told, expected);
    let json = serde_json::to_value(&lines[0]).unwrap();
    let keys: Vec<_> = json.as_object().unwrap().keys().map(String::as_str).collect();
    let kept = ["answered", "channel", "date", "kind", "provider", "rating", "service", "service_version"];
    assert_eq!(keys, kept, "nothing that names a person or a request");
    assert_eq!(read(&FeedbackQuery::new().period(Some(start().plus(hours(20))), None)).len(), 1);
    assert_eq!(read(&FeedbackQuery::new().period(None, Some(start()))), []);
}
