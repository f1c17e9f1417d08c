//! The invariants hold of every lawful stream, and a violation that is planted is found.

use std::collections::BTreeSet;

use talab::core::calendar::Calendar;
use talab::core::definition::ServiceDefinition;
use talab::core::request::Event;
use talab::core::{ReasonCode, StepId};
use talab::projections::Entry;
use talab::{read_calendar, read_definition};
use talab_simulation::invariants::{Invariant, check_invariants};
use talab_simulation::{SimulationOptions, Simulator, simulate};
use time::Duration;

use crate::support::{Test, root, streams};

type Stream = Vec<Entry>;

struct Lives {
    streams: Vec<Stream>,
    definition: ServiceDefinition,
    calendar: Calendar,
}

/// The told stories of the certificate of residence.
async fn lives() -> Result<Lives, Box<dyn std::error::Error>> {
    lives_of("residence-certificate.toml").await
}

/// The requests for a service, but for those in towns of their own.
async fn lives_of(file: &str) -> Result<Lives, Box<dyn std::error::Error>> {
    let definition = read_definition(root().join("examples/services").join(file))?;
    let simulator = Simulator::open("memory:").await?;
    let options = SimulationOptions::new(150, 11).service(definition.code.as_str());
    simulate(&simulator, options, |_| {}).await?;
    let mut streams = streams(simulator.talab()).await?;
    streams.retain(|stream| {
        let first = stream.first().map(|entry| &entry.event);
        matches!(first, Some(Event::Submitted(it)) if it.service == definition.code)
    });
    let calendar = read_calendar(root().join("examples/calendars/ly-west.toml"))?;
    Ok(Lives { streams, definition, calendar })
}

impl Lives {
    /// Changes the first stream that has such an event, at that event, and tells which invariants are then violated.
    fn plant(
        &self,
        name: &str,
        change: impl Fn(&mut Stream, usize),
    ) -> Result<BTreeSet<&'static str>, Box<dyn std::error::Error>> {
        let found = |stream: &Stream| stream.iter().position(|entry| entry.event.name() == name);
        let (stream, at) = self
            .streams
            .iter()
            .find_map(|stream| found(stream).map(|at| (stream.clone(), at)))
            .ok_or_else(|| format!("no life has {name}"))?;
        let mut planted = stream;
        change(&mut planted, at);
        let violations = check_invariants(&planted, &self.definition, &self.calendar);
        Ok(violations.iter().map(|violation| violation.invariant.number()).collect())
    }
}

/// The event again, as an act of its own.
fn repeat(stream: &mut Stream, at: usize) {
    let mut again = stream[at].clone();
    again.by.command_id = Some("planted".to_owned());
    stream.insert(at + 1, again);
}

fn remove(stream: &mut Stream, at: usize) {
    stream.remove(at);
}

/// The event moved to the end.
fn to_the_end(stream: &mut Stream, at: usize) {
    let entry = stream.remove(at);
    stream.push(entry);
}

macro_rules! change {
    ($event:ident, $it:ident => $change:expr) => {
        |stream: &mut Stream, at: usize| {
            if let Event::$event($it) = &mut stream[at].event {
                $change;
            }
        }
    };
}

#[tokio::test(flavor = "multi_thread")]
async fn lawful_streams_violate_nothing() -> Test {
    for file in ["residence-certificate.toml", "building-permit.toml", "driving-licence-renewal.toml"] {
        let lives = lives_of(file).await?;
        assert!(lives.streams.len() > 100, "{}", lives.streams.len());
        for stream in &lives.streams {
            assert_eq!(check_invariants(stream, &lives.definition, &lives.calendar), []);
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn every_planted_violation_is_found() -> Test {
    let (lives, permits) = (lives().await?, lives_of("building-permit.toml").await?);
    let hour = Duration::hours(1);
    let day = Duration::days(1);
    let planted = [
        ("I-1", lives.plant("Acknowledged", repeat)?),
        ("I-1", lives.plant("Rejected", repeat)?),
        ("I-1", lives.plant("Supplemented", change!(Supplemented, it => it.attempt += 1))?),
        ("I-2", lives.plant("ApplicantIdentityConfirmed", remove)?),
        (
            "I-2",
            lives.plant("CompletenessChecked", change!(CompletenessChecked, it => it.received_at = None))?,
        ),
        (
            "I-3",
            lives.plant(
                "Acknowledged",
                change!(Acknowledged, it => it.received_at = it.received_at.plus(hour)),
            )?,
        ),
        ("I-4", lives.plant("Acknowledged", remove)?),
        ("I-4", lives.plant("DeadlineSet", repeat)?),
        ("I-4", lives.plant("ClockStopped", remove)?),
        (
            "I-4",
            lives.plant(
                "DeadlineRecalculated",
                change!(DeadlineRecalculated, it => it.cause = ReasonCode::ExtComplexity),
            )?,
        ),
        ("I-5", lives.plant("DeadlineSet", change!(DeadlineSet, it => it.due.due_date += day))?),
        ("I-5", lives.plant("DeadlineSet", change!(DeadlineSet, it => it.working_days += 1))?),
        ("I-6", lives.plant("ClockSuspended", repeat)?),
        ("I-6", lives.plant("ClockResumed", repeat)?),
        ("I-6", lives.plant("ClockResumed", remove)?),
        ("I-7", lives.plant("OutputDelivered", repeat)?),
        (
            "I-7",
            lives.plant("Concluded", change!(Concluded, it => it.delivered_at = Some(it.at.plus(hour))))?,
        ),
        ("I-7", lives.plant("Submitted", to_the_end)?),
        ("I-8", lives.plant("Rejected", change!(Rejected, it => it.reasons.clear()))?),
        ("I-8", lives.plant("Denied", change!(Denied, it => it.reasons[0].code = ReasonCode::WdrOther))?),
        ("I-8", lives.plant("Denied", change!(Denied, it => it.remedies.ar.clear()))?),
        ("I-8", lives.plant("Lapsed", change!(Lapsed, it => it.reason = ReasonCode::ClsDuplicate))?),
        ("I-9", lives.plant("CorrectionsRequested", change!(CorrectionsRequested, it => it.items.clear()))?),
        ("I-9", lives.plant("CorrectionsRequested", change!(CorrectionsRequested, it => it.round = 3))?),
        ("I-9", lives.plant("Corrected", repeat)?),
        (
            "I-16",
            lives.plant("Concluded", |stream, _| {
                let mut step = stream.iter().find(|entry| entry.event.name() == "DeadlineSet").cloned();
                step.iter_mut().for_each(|step| step.by.command_id = Some("planted".to_owned()));
                stream.extend(step);
            })?,
        ),
        ("I-16", lives.plant("Withdrawn", repeat)?),
        ("I-17", lives.plant("Submitted", change!(Submitted, it => it.service_version = 2))?),
        ("I-18", lives.plant("StepCompleted", change!(StepCompleted, it => it.at = it.at.plus(hour)))?),
        ("I-19", lives.plant("StepCompleted", remove)?),
        ("I-19", lives.plant("StepCompleted", |stream, at| stream[at].version += 1)?),
        (
            "I-21",
            lives.plant("StepCompleted", |stream, at| {
                let first = stream[0].by.command_id.clone();
                stream[at].by.command_id = first;
            })?,
        ),
        ("I-21", lives.plant("StepCompleted", |stream, at| stream[at].by.command_id = None)?),
        ("I-12", permits.plant("PaymentConfirmed", change!(PaymentConfirmed, it => it.amount.amount += 1))?),
        ("I-12", permits.plant("PaymentConfirmed", repeat)?),
        ("I-12", permits.plant("RefundRequested", change!(RefundRequested, it => it.amount.amount += 1))?),
        ("I-14", permits.plant("Granted", remove)?),
        ("I-14", lives.plant("OutputDelivered", remove)?),
        ("I-22", permits.plant("TaskCompleted", repeat)?),
        ("I-22", permits.plant("PaymentConfirmed", |stream, at| stream[at].by.body = None)?),
        (
            "I-24",
            permits.plant("LateAnswerKept", |stream, at| {
                let before = stream[at - 1].by.command_id.clone();
                stream[at].by.command_id = before;
            })?,
        ),
        (
            "I-25",
            permits.plant("Executed", |stream, at| {
                let mut task = stream.iter().find(|entry| entry.event.name() == "TaskDispatched").cloned();
                let act = stream[at].by.command_id.clone();
                task.iter_mut().for_each(|task| task.by.command_id.clone_from(&act));
                task.into_iter().for_each(|task| stream.insert(at, task));
            })?,
        ),
    ];
    for (place, (invariant, found)) in planted.iter().enumerate() {
        assert!(found.contains(invariant), "plant {place}: {invariant} is not in {found:?}");
    }
    let tried: BTreeSet<_> = planted.iter().map(|(invariant, _)| *invariant).collect();
    let all: BTreeSet<_> = Invariant::ALL.iter().map(|invariant| invariant.number()).collect();
    assert_eq!(tried, all);
    Ok(())
}

/// A step that nobody named, and an old value that never was.
#[tokio::test(flavor = "multi_thread")]
async fn a_value_that_was_another_before_is_found() -> Test {
    let lives = lives().await?;
    let other = StepId::new("another")?;
    let unchanged = lives.plant("StepCompleted", change!(StepCompleted, it => it.step = other.clone()))?;
    assert_eq!(unchanged, BTreeSet::new(), "the names of steps are no invariant's");
    let changed = lives.streams.iter().filter_map(|stream| {
        let mut stream = stream.clone();
        let corrected = stream.iter_mut().find_map(|entry| match &mut entry.event {
            Event::Corrected(it) if !it.values.is_empty() => Some(it),
            _ => None,
        })?;
        corrected.values.values_mut().for_each(|change| change.old = Some("never so".into()));
        Some(check_invariants(&stream, &lives.definition, &lives.calendar))
    });
    let changed: Vec<_> = changed.collect();
    assert!(!changed.is_empty());
    for violations in changed {
        assert!(
            violations.iter().any(|violation| violation.invariant == Invariant::OnlyNamedItems),
            "{violations:?}"
        );
    }
    Ok(())
}
