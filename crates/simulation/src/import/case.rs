//! One case, event by event.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use talab::core::{Refusal, rule};
use talab::projections::{REQUEST, Trace};
use talab::{Actor, CommandId, FixedClock, NotDone, Reference, Talab, Timestamp};
use tokio::sync::Mutex;

use super::error::ImportError;
use super::plan::{Does, Plan};
use super::report::Tally;
use crate::held::{self, Earlier};
use crate::xes::{Case, LogEvent};

/// Imports a case, or finishes it; what came of it is the same.
pub(super) async fn import(
    talab: Talab,
    plan: Arc<Plan>,
    nowhere: Arc<Mutex<Earlier>>,
    case: Case,
) -> Result<Tally, ImportError> {
    let mut run = Run {
        talab: &talab,
        plan: &plan,
        nowhere: &nowhere,
        case: &case,
        reference: None,
        earlier: Earlier::default(),
        tally: Tally::default(),
    };
    for (place, event) in case.events.iter().enumerate() {
        run.event(place, event).await?;
    }
    run.finish().await
}

struct Run<'a> {
    talab: &'a Talab,
    plan: &'a Plan,
    nowhere: &'a Mutex<Earlier>,
    case: &'a Case,
    /// The request, once the case has one.
    reference: Option<Reference>,
    /// What was refused on it in an earlier run.
    earlier: Earlier,
    tally: Tally,
}

/// An event of the case as the engine is to see it.
struct Deed<'a> {
    id: CommandId,
    by: Actor,
    at: Timestamp,
    event: &'a LogEvent,
}

impl Run<'_> {
    async fn event(&mut self, place: usize, event: &LogEvent) -> Result<(), ImportError> {
        let changed = || ImportError::Changed { source: None };
        let act = self.plan.act(&event.activity).ok_or_else(changed)?;
        let by = self.plan.actor(event, act).ok_or_else(changed)?;
        let deed = Deed { id: self.plan.id(self.case, place), by, at: Timestamp::new(event.at), event };
        match (&act.does, self.reference.clone()) {
            (Does::Submit, None) => self.submit(deed).await,
            (Does::Submit, Some(_)) => {
                // One case is one request; what opens it a second time is the same act again.
                self.refused(rule::ONE_ACT_ONCE.id);
                Ok(())
            }
            (Does::Command { .. }, None) => {
                self.refused(Refusal::UnknownRequest.rule().id);
                Ok(())
            }
            (Does::Command { command, note }, Some(reference)) => {
                if let Some(rule) = self.refused_before(&deed, command.kind().name()).await? {
                    self.refused(&rule);
                    return Ok(());
                }
                let talab = self.talab.with_clock(FixedClock::at(deed.at));
                let command = (**command).clone();
                match talab.as_actor(&deed.by).execute(&reference, command).id(deed.id.clone()).await {
                    Ok(_) if *note => self.tally.noted += 1,
                    Ok(_) => self.tally.applied += 1,
                    Err(not_done) => self.not_done(&deed, not_done)?,
                }
                Ok(())
            }
        }
    }

    async fn submit(&mut self, deed: Deed<'_>) -> Result<(), ImportError> {
        let submission = self.plan.submission(self.case).ok_or(ImportError::Changed { source: None })?;
        if !self.was_done(&deed).await?
            && let Some(told) = self.nowhere.lock().await.take(deed.at, &deed.by, "Submit")
        {
            self.refused(&told.rule);
            return Ok(());
        }
        let talab = self.talab.with_clock(FixedClock::at(deed.at));
        match talab.as_actor(&deed.by).submit(submission).id(deed.id.clone()).await {
            Ok(filed) => {
                self.tally.applied += 1;
                if filed.replayed {
                    self.earlier = Earlier::of(self.talab, filed.reference.as_str()).await?;
                }
                self.reference = Some(filed.reference);
            }
            Err(not_done) => self.not_done(&deed, not_done)?,
        }
        Ok(())
    }

    /// The rule that refused this in an earlier run, if one did.
    async fn refused_before(
        &mut self,
        deed: &Deed<'_>,
        command: &str,
    ) -> Result<Option<String>, ImportError> {
        if self.earlier.is_empty() || self.was_done(deed).await? {
            return Ok(None);
        }
        Ok(self.earlier.take(deed.at, &deed.by, command).map(|told| told.rule))
    }

    async fn was_done(&self, deed: &Deed<'_>) -> Result<bool, ImportError> {
        let outcome = self.talab.as_actor(&deed.by).outcome_of(&deed.id).await;
        let outcome = outcome.map_err(|error| ImportError::Failed {
            case: self.case.name.clone(),
            line: deed.event.line,
            source: Box::new(error),
        })?;
        Ok(outcome.is_some())
    }

    fn refused(&mut self, rule: &str) {
        *self.tally.refused.entry(rule.to_owned()).or_default() += 1;
    }

    fn not_done(&mut self, deed: &Deed<'_>, not_done: NotDone) -> Result<(), ImportError> {
        match not_done {
            NotDone::Refused(refusal) => {
                self.refused(refusal.rule().id);
                Ok(())
            }
            NotDone::Failed(error) => Err(ImportError::Failed {
                case: self.case.name.clone(),
                line: deed.event.line,
                source: Box::new(error),
            }),
        }
    }

    /// Classes the case by what the engine now holds of it.
    async fn finish(mut self) -> Result<Tally, ImportError> {
        let Some(reference) = &self.reference else { return Ok(self.tally) };
        let mut held: BTreeMap<String, u64> = BTreeMap::new();
        for recorded in held::stream(self.talab, REQUEST, reference.as_str()).await? {
            if let Some(id) = Trace::from_metadata(&recorded.metadata).command_id {
                *held.entry(id).or_default() += 1;
            }
        }
        let mut occurred = BTreeSet::new();
        for (place, event) in self.case.events.iter().enumerate() {
            if let Some(events) = held.get(self.plan.id(self.case, place).as_str()) {
                self.tally.events += events;
                occurred.insert(event.activity.as_str());
            }
        }
        self.tally.outcome = Some(self.plan.mapping.outcome(occurred).to_owned());
        Ok(self.tally)
    }
}
