//! Playing a told story on the engine.

use std::sync::Arc;

use talab::projections::fold;
use talab::{FixedClock, NotDone, Reference, Refusal, Talab};
use tokio::sync::Mutex;

use super::error::SimulationError;
use super::paper::command_id;
use super::registry::Registry;
use super::report::Tally;
use super::step::{Act, Expect, Step, Story};
use super::story::tell;
use super::world::World;
use crate::held::{self, Earlier};
use crate::invariants::check_invariants;

/// Everything a request is played with.
#[derive(Clone, Debug)]
pub(super) struct Stage {
    pub(super) talab: Talab,
    pub(super) registry: Registry,
    pub(super) world: Arc<World>,
    pub(super) nowhere: Arc<Mutex<Earlier>>,
    pub(super) seed: u64,
}

/// Plays a request's story from its beginning; what an earlier run did is not done again.
pub(super) async fn play(stage: Stage, request: u64) -> Result<Tally, SimulationError> {
    let story = tell(&stage.world, stage.seed, request)?;
    let mut play = Play {
        stage: &stage,
        request,
        story: &story,
        reference: None,
        earlier: Earlier::default(),
        commands: 0,
        refusals: 0,
    };
    for (place, step) in story.steps.iter().enumerate() {
        stage.registry.say(&story.applicant, step.trouble.as_ref());
        play.step(place, step).await?;
    }
    stage.registry.say(&story.applicant, None);
    play.finish().await
}

struct Play<'a> {
    stage: &'a Stage,
    request: u64,
    story: &'a Story,
    reference: Option<Reference>,
    earlier: Earlier,
    commands: u64,
    refusals: u64,
}

impl Play<'_> {
    async fn step(&mut self, place: usize, step: &Step) -> Result<(), SimulationError> {
        if let Expect::Refused(code) = step.expect {
            self.refusals += 1;
            if let Some(told) = self.told_before(step).await {
                return if told == code { Ok(()) } else { Err(self.unexpected(place, step, &told)) };
            }
        }
        let replayed = match (self.send(step).await, step.expect) {
            (Err(NotDone::Failed(error)), _) => {
                return Err(SimulationError::Failed {
                    request: self.request,
                    step: place,
                    command: step.act.name().to_owned(),
                    source: Box::new(error),
                });
            }
            (Err(NotDone::Refused(refusal)), Expect::Refused(code)) if refusal.code() == code => {
                return Ok(());
            }
            (Err(NotDone::Refused(refusal)), _) => {
                let got = format!("{} ({refusal:?})", refusal.code());
                return Err(self.unexpected(place, step, &got));
            }
            (Ok(_), Expect::Refused(_)) => return Err(self.unexpected(place, step, "done")),
            (Ok(replayed), _) => replayed,
        };
        match step.expect {
            Expect::Again if !replayed => Err(self.unexpected(place, step, "done anew")),
            Expect::Done => {
                self.commands += 1;
                if replayed
                    && self.commands == 1
                    && let Some(reference) = &self.reference
                {
                    self.earlier = Earlier::of(&self.stage.talab, reference.as_str()).await?;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// The code of the refusal this step was told in an earlier run.
    async fn told_before(&mut self, step: &Step) -> Option<String> {
        let told = match &self.reference {
            Some(_) => self.earlier.take(step.at, &step.by, step.act.name()),
            None => self.stage.nowhere.lock().await.take(step.at, &step.by, step.act.name()),
        };
        told.map(|told| told.code)
    }

    /// Sends the step at its own time; says whether it had been done before.
    async fn send(&mut self, step: &Step) -> Result<bool, NotDone> {
        let talab = self.stage.talab.with_clock(FixedClock::at(step.at));
        let acting = talab.as_actor(&step.by);
        let id = command_id(self.stage.seed, self.request, step.id_of);
        match (&step.act, &self.reference) {
            (Act::Submit(submission), _) => {
                let filed = acting.submit(submission.clone()).id(id).await?;
                self.reference = Some(filed.reference);
                Ok(filed.replayed)
            }
            (_, None) => Err(Refusal::UnknownRequest.into()),
            (Act::Supplement(supplement), Some(reference)) => {
                Ok(acting.supplement(reference, supplement.clone()).id(id).await?.replayed)
            }
            (Act::Give(command), Some(reference)) => {
                Ok(acting.execute(reference, command.clone()).id(id).await?.replayed)
            }
        }
    }

    fn unexpected(&self, place: usize, step: &Step, got: &str) -> SimulationError {
        let expected = match step.expect {
            Expect::Done => "done".to_owned(),
            Expect::Again => "the first outcome".to_owned(),
            Expect::Refused(code) => code.to_owned(),
        };
        let command = step.act.name().to_owned();
        SimulationError::Unexpected {
            request: self.request,
            step: place,
            command,
            expected,
            got: got.to_owned(),
        }
    }

    /// Reads the request back and holds it against its story and every invariant.
    async fn finish(self) -> Result<Tally, SimulationError> {
        let World { definition, calendar, .. } = &*self.stage.world;
        let got = |got: String, expected: &str| SimulationError::Unexpected {
            request: self.request,
            step: self.story.steps.len(),
            command: "the end".to_owned(),
            expected: expected.to_owned(),
            got,
        };
        let Some(reference) = self.reference else { return Err(got("no request".to_owned(), "a request")) };
        let entries = held::entries(&self.stage.talab, reference.as_str()).await?;
        let state = fold(&entries);
        if state.stage() != Some(self.story.ends) {
            return Err(got(format!("{:?}", state.stage()), self.story.ends.code()));
        }
        Ok(Tally {
            reference,
            service: definition.code.clone(),
            commands: self.commands,
            refusals: self.refusals,
            events: u64::try_from(entries.len()).unwrap_or(u64::MAX),
            stage: self.story.ends,
            outcome: state.outcome(),
            violations: check_invariants(&entries, definition, calendar),
        })
    }
}
