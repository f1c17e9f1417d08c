//! Each body's own time, against its own promise (JO-2c).

use talab_core::request::execution::{AcceptTask, DeclineTask, DispatchTask, TimeOutTask};
use talab_core::request::review::PassVerification;
use talab_core::testing::{ELECTRICITY, REGISTRY, body, favourable, reply, system};
use talab_core::{ReasonCode, Role, StepId};

use super::lives::{case_of, hours, later, measured};
use crate::measures::{BodyFigures, Durations, MeasuresQuery, RequestCase};
use crate::testing::{Case, applicant, calendar, officer, several};

fn step(id: &str) -> StepId {
    StepId::new(id).unwrap()
}

fn sent(number: u64, steps: &[&str]) -> Case {
    let mut case = Case::under(number, several(), calendar());
    let submit = case.complete();
    case.must(&applicant(), submit);
    case.must(&officer(Role::Verifier), PassVerification::default());
    for id in steps {
        case.must(&officer(Role::Handler), DispatchTask { step: step(id) });
    }
    case
}

fn done(case: &mut Case) {
    let message = reply(&case.request, "title", case.entries.len(), case.at);
    case.must(&body(REGISTRY), favourable("title", message));
}

/// Taken on after two hours and done after a day; the advice was promised for the next day and never came.
fn in_time() -> Case {
    let mut case = sent(1, &["title", "advice"]);
    case.wait(hours(2));
    let message = Some(reply(&case.request, "title", 90, case.at));
    case.must(&body(REGISTRY), AcceptTask { step: step("title"), message });
    case.wait(hours(22));
    done(&mut case);
    case.wait(hours(72)).must(&system(), TimeOutTask { step: step("advice") });
    case
}

/// Done after ten days, of which it had promised three.
fn late() -> Case {
    let mut case = sent(2, &["title"]);
    case.wait(hours(240));
    done(&mut case);
    case
}

/// Given back, sent again, and with the body since.
fn open() -> Case {
    let mut case = sent(3, &["title"]);
    case.wait(hours(1));
    let message = Some(reply(&case.request, "title", 91, case.at));
    let reason = ReasonCode::TskNotOurs;
    case.must(&body(REGISTRY), DeclineTask { step: step("title"), reason, message });
    case.must(&officer(Role::Handler), DispatchTask { step: step("title") });
    case
}

fn bodies(cases: &[RequestCase], as_of: talab_core::Timestamp) -> Vec<BodyFigures> {
    let found = measured(cases, several(), &MeasuresQuery::new(), as_of);
    found.providers.into_iter().next().unwrap().figures.bodies
}

#[test]
fn a_bodys_own_time_is_counted_from_the_sending_and_against_its_promise() {
    let all = [case_of(&in_time()), case_of(&late()), case_of(&open())];
    let found = bodies(&all, later());
    let named: Vec<_> = found.iter().map(|it| (it.body.as_str(), it.step.as_str())).collect();
    assert_eq!(named, [(ELECTRICITY, "advice"), (REGISTRY, "title")]);
    let advice = &found[0];
    assert_eq!((advice.sent, advice.timed_out, advice.late, advice.completed), (1, 1, 1, 0));
    assert_eq!(advice.to_complete, Durations::default());
    let title = &found[1];
    assert_eq!((title.sent, title.accepted, title.completed, title.declined, title.open), (4, 1, 2, 1, 1));
    let times =
        |count, median, p90| Durations { count, median_seconds: Some(median), p90_seconds: Some(p90) };
    assert_eq!(title.to_accept, times(1, 7_200, 7_200));
    assert_eq!(title.to_complete, times(2, 86_400, 864_000));
    // Late are the one after ten days and the one that is open; what was given back is not judged.
    assert_eq!(
        (title.late, title.on_time.count, title.on_time.of, title.on_time.per_mille),
        (2, 1, 3, Some(333))
    );
}

/// Sent on Sunday with three working days: Wednesday is the last, and Thursday at 00:00 of Tripoli is late.
#[test]
fn an_open_task_is_late_once_its_promise_is_over() {
    let case = [case_of(&open())];
    let due = "2026-02-04T22:00:00Z".parse().unwrap();
    let late = |as_of| bodies(&case, as_of)[0].late;
    assert_eq!((late(due), late(due.plus(-time::Duration::microseconds(1)))), (1, 0));
}

/// Where a body promised nothing, its time is measured and nothing is late.
#[test]
fn without_a_promise_nothing_is_late() {
    let mut definition = several();
    definition.steps[0].working_days = None;
    let mut case = Case::under(5, definition, calendar());
    let submit = case.complete();
    case.must(&applicant(), submit);
    case.must(&officer(Role::Verifier), PassVerification::default());
    case.must(&officer(Role::Handler), DispatchTask { step: step("title") });
    case.wait(hours(240));
    done(&mut case);
    let title = &bodies(&[case_of(&case)], later())[0];
    assert_eq!((title.completed, title.late, title.on_time.per_mille), (1, 0, None));
    assert_eq!(title.to_complete.median_seconds, Some(864_000));
}
