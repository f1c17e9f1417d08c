//! The measures of a simulated run, against a count that knows only the JSON of the events.

use std::collections::BTreeMap;

use serde_json::Value;
use talab::projections::measures::MeasuresQuery;
use talab::store::Recorded;
use talab::{Actor, PersonId, Role, Timestamp};
use talab_simulation::{SimulationOptions, Simulator, simulate};

use crate::support::{Test, all};

/// What one provider's requests for one service come to, counted event by event.
#[derive(Debug, Default, PartialEq)]
struct Counted {
    requests: u64,
    acknowledged: u64,
    rejected: u64,
    open: u64,
    outcomes: BTreeMap<String, u64>,
    kept: u64,
    missed: u64,
    corrections: u64,
    corrected: u64,
    supplements: u64,
    contacts: u64,
    reopened: u64,
    steps: u64,
    /// By body and step: sent, completed, and how long each answer took.
    bodies: BTreeMap<(String, String), (u64, u64, Vec<i64>)>,
}

/// A request, as far as it is counted.
#[derive(Debug, Default)]
struct Life {
    provider: String,
    service: String,
    acknowledged: bool,
    rejected: bool,
    outcome: Option<String>,
    ended: bool,
    decided: bool,
    ever_decided: bool,
    late: bool,
    due: Option<Timestamp>,
    standing: bool,
    stopped: bool,
    corrections: u64,
    supplements: u64,
    contacts: u64,
    reopened: bool,
    steps: u64,
    sent: BTreeMap<String, (String, Timestamp)>,
    tasks: Vec<(String, String, Option<i64>)>,
}

fn at(value: &Value) -> Option<Timestamp> {
    value.as_str().and_then(|text| text.parse().ok())
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

impl Life {
    /// Counts an event; nothing if it isn't of the form that is known here.
    fn take(&mut self, event: &Recorded) -> Option<()> {
        let payload: Value = serde_json::from_str(&event.payload).ok()?;
        let it = &payload[&event.event_type];
        match event.event_type.as_str() {
            "Submitted" => (self.provider, self.service) = (text(&it["provider"]), text(&it["service"])),
            "TransferAccepted" => self.provider = text(&it["to"]),
            "Acknowledged" => self.acknowledged = true,
            "Rejected" => self.rejected = true,
            "Supplemented" => self.supplements += 1,
            "CorrectionsRequested" => self.corrections += 1,
            "ContactRecorded" => self.contacts += 1,
            "DeadlineSet" => {
                (self.standing, self.stopped, self.due) = (false, false, Some(at(&it["due"]["due_at"])?));
            }
            "DeadlineRecalculated" | "DeadlineExtended" => self.due = Some(at(&it["new"]["due_at"])?),
            "DeadlineMissed" => self.late = true,
            "ClockSuspended" => self.standing = true,
            "ClockResumed" => self.standing = false,
            "ClockStopped" => self.stopped = true,
            "Executed" => {
                (self.decided, self.ever_decided, self.outcome) = (true, true, Some(text(&it["outcome"])));
            }
            "OutcomeCorrected" => (self.outcome, self.ended) = (Some(text(&it["new"])), false),
            "Reopened" => {
                (self.outcome, self.ended, self.decided) = (None, false, false);
                self.reopened |= self.ever_decided;
            }
            "Concluded" => self.ended = true,
            "Withdrawn" => self.exit("withdrawn"),
            "Lapsed" => self.exit("lapsed"),
            "Discontinued" => self.exit("discontinued"),
            "DuplicateConfirmed" => self.exit("duplicate"),
            "TransferredOut" => self.exit("transferred_out"),
            "StepCompleted" => self.steps += 1,
            "TaskDispatched" => {
                let (step, body) = (text(&it["step"]), text(&it["body"]));
                self.sent.insert(step.clone(), (body.clone(), at(&it["at"])?));
                self.tasks.push((body, step, None));
            }
            "TaskCompleted" => {
                self.steps += 1;
                let step = text(&it["step"]);
                let (body, sent) = self.sent.get(&step)?;
                let took = (at(&it["at"])?.unix_micros() - sent.unix_micros()) / 1_000_000;
                self.tasks.push((body.clone(), step, Some(took)));
            }
            _ => {}
        }
        Some(())
    }

    fn exit(&mut self, outcome: &str) {
        (self.outcome, self.ended) = (Some(outcome.to_owned()), true);
    }

    fn add(&self, counted: &mut Counted, as_of: Timestamp) {
        counted.requests += 1;
        counted.acknowledged += u64::from(self.acknowledged);
        counted.rejected += u64::from(self.rejected);
        counted.open += u64::from(!self.ended);
        if let Some(outcome) = &self.outcome {
            *counted.outcomes.entry(outcome.clone()).or_default() += 1;
        }
        let over = !self.standing && !self.stopped && self.due.is_some_and(|due| due <= as_of);
        if self.late || over {
            counted.missed += 1;
        } else if self.due.is_some() && self.decided {
            counted.kept += 1;
        }
        counted.corrections += self.corrections;
        counted.corrected += u64::from(self.corrections > 0);
        counted.supplements += self.supplements;
        counted.contacts += self.contacts;
        counted.reopened += u64::from(self.reopened);
        counted.steps += self.steps;
        for (body, step, took) in &self.tasks {
            let of = counted.bodies.entry((body.clone(), step.clone())).or_default();
            match took {
                None => of.0 += 1,
                Some(took) => {
                    of.1 += 1;
                    of.2.push(*took);
                }
            }
        }
    }
}

/// By the definition: the least value that at least half of all values do not exceed.
fn median(values: &[i64]) -> Option<u64> {
    let enough = |value: &&i64| values.iter().filter(|it| it <= value).count() * 2 >= values.len();
    values.iter().filter(enough).min().and_then(|least| u64::try_from(*least).ok())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_measures_of_a_run_are_what_its_events_say() -> Test {
    let simulator = Simulator::open("memory:").await?;
    let _ = simulate(&simulator, SimulationOptions::new(400, 21), |_| {}).await?;
    let auditor = Actor::new(PersonId::new("auditor")?, Role::Auditor);
    let measures = simulator.talab().as_actor(&auditor).measures(&MeasuresQuery::new()).await?;

    let mut lives = BTreeMap::<String, Life>::new();
    for event in all(simulator.talab()).await?.iter().filter(|event| event.stream.kind() == "Request") {
        let taken = lives.entry(event.stream.id().to_owned()).or_default().take(event);
        assert!(taken.is_some(), "{event:?}");
    }
    let mut counted = BTreeMap::<(String, String), Counted>::new();
    for life in lives.values() {
        life.add(counted.entry((life.provider.clone(), life.service.clone())).or_default(), measures.as_of);
    }

    let mut told = BTreeMap::new();
    for provider in &measures.providers {
        for service in &provider.services {
            let it = &service.figures;
            let bodies = it.bodies.iter().map(|of| {
                (
                    (of.body.to_string(), of.step.to_string()),
                    (of.sent, of.completed, of.to_complete.median_seconds),
                )
            });
            let figures = Counted {
                requests: it.requests,
                acknowledged: it.acknowledged,
                rejected: it.rejected.count,
                open: it.open,
                outcomes: it.outcomes.iter().map(|(outcome, count)| (outcome.to_string(), *count)).collect(),
                kept: it.promise.kept,
                missed: it.promise.missed,
                corrections: it.corrections.total,
                corrected: it.corrections.requests.count,
                supplements: it.supplements.total,
                contacts: it.contacts.total,
                reopened: it.amendments.reopened,
                steps: it.steps.completed,
                bodies: BTreeMap::new(),
            };
            let key = (provider.provider.to_string(), service.service.to_string());
            told.insert(key, (figures, bodies.collect::<BTreeMap<_, _>>()));
        }
    }
    let counted: BTreeMap<_, _> = counted
        .into_iter()
        .map(|(key, mut it)| {
            let bodies = std::mem::take(&mut it.bodies).into_iter();
            let bodies = bodies.map(|(of, (sent, completed, took))| (of, (sent, completed, median(&took))));
            (key, (it, bodies.collect::<BTreeMap<_, _>>()))
        })
        .collect();
    assert_eq!(told, counted);
    let sum = |of: fn(&Counted) -> u64| counted.values().map(|(it, _)| of(it)).sum::<u64>();
    assert_eq!(sum(|it| it.requests), lives.len() as u64);
    for of in [
        (|it: &Counted| it.kept) as fn(&Counted) -> u64,
        |it| it.missed,
        |it| it.corrections,
        |it| it.supplements,
        |it| it.rejected,
        |it| it.steps,
        |it| it.reopened,
    ] {
        assert!(sum(of) > 0, "a run in which it never happens shows nothing: {counted:#?}");
    }
    assert!(counted.values().any(|(_, bodies)| bodies.values().any(|it| it.1 > 0)), "nor one without tasks");
    Ok(())
}
