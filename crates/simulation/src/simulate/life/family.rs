//! The parts of a whole, each lived from its opening to where it is left, inside the life of the whole.

use std::sync::Arc;

use talab::core::request::subrequests::RecordSubrequest;
use talab::core::{PartId, Stage};
use talab::{Actor, FixedClock, NotDone, Reference, Timestamp};

use super::play::Play;
use super::scene::{Begin, Scene};
use super::{LAST_DAY, is_left};
use crate::held::Earlier;
use crate::simulate::error::SimulationError;
use crate::simulate::moves::{self, MOVES, choose};
use crate::simulate::rng::Rng;

/// How many turns a part has at most.
const TURNS: u32 = 45;
/// How far the numbers of the commands of one part are from those of the next.
const APART: usize = 10_000;

impl Play<'_> {
    /// Lives the parts that were opened and are not lived yet.
    pub(super) async fn live_parts(&mut self) -> Result<(), SimulationError> {
        let lived =
            |child: &Reference| self.children.iter().any(|it| it.scene.reference.as_ref() == Some(child));
        let opened = self.scene.state.subrequests().find(|(_, held)| !lived(&held.child));
        let Some((part, child)) = opened.map(|(part, held)| (part.clone(), held.child.clone())) else {
            return Ok(());
        };
        let mut play = self.part(&part, child)?;
        play.catch_up(self.scene.now).await?;
        play.remember().await?;
        play.live_on().await?;
        let last = play.scene.state.stages_passed().last().copied();
        let ended = last.filter(|(stage, _)| stage.is_terminal()).map(|(_, at)| at);
        self.scene.now = play.scene.now;
        self.children.push(play);
        self.catch_up(self.scene.now).await?;
        if let Some(ended) = ended {
            self.tell(&part, ended).await?;
        }
        Ok(())
    }

    /// The part at its opening: for the same applicant, with dice and numbers of its own.
    fn part(&mut self, part: &PartId, child: Reference) -> Result<Self, SimulationError> {
        let definition = self.scene.definition();
        let service = definition.part(part).map(|part| &part.service);
        let offered = service.and_then(|service| self.stage.world.services.of_part(service)).cloned();
        let offered =
            offered.ok_or_else(|| SimulationError::World { what: format!("no service for {part}") })?;
        let begin = Begin {
            offered,
            calendar: Arc::clone(&self.stage.world.calendar),
            rng: Rng::of(self.scene.rng.below(u64::MAX), self.request),
            now: self.scene.now,
            name: format!("{}-{part}-{}", self.scene.name, self.children.len()),
            town: None,
        };
        let mut scene = Scene::begin(begin)?;
        scene.applicant = self.scene.applicant.clone();
        scene.filer = self.scene.applicant.clone();
        scene.reference = Some(child);
        let first = APART * (self.children.len() + 1);
        Ok(Play::starting(self.stage, self.request, scene, first))
    }

    async fn live_on(&mut self) -> Result<(), SimulationError> {
        let last = self.scene.calendar.zone().start_of_day(LAST_DAY);
        let mut made = moves::Made::default();
        for _ in 0..TURNS {
            if self.scene.now > last || is_left(&mut self.scene) {
                break;
            }
            self.scene.wait(2, 9);
            let Some(deed) = choose(&mut self.scene, MOVES, &mut made)? else { break };
            self.act(deed).await?;
        }
        Ok(())
    }

    /// What an earlier run was told of this part.
    async fn remember(&mut self) -> Result<(), SimulationError> {
        if let Some(reference) = &self.scene.reference {
            self.told = Earlier::of(&self.stage.talab, reference.as_str()).await?;
        }
        Ok(())
    }

    /// Takes in what came of the acts of others until then.
    async fn catch_up(&mut self, until: Timestamp) -> Result<(), SimulationError> {
        if self.ahead.is_empty() {
            self.ahead = self.read().await?;
        }
        while let Some(entry) = self.ahead.pop_front_if(|entry| entry.occurred_at <= until) {
            self.scene.saw(&entry.event);
        }
        self.scene.refresh();
        Ok(())
    }

    /// The engine tells the whole how a part ended as soon as it did; a run that was killed in between is told here, as of then.
    async fn tell(&mut self, part: &PartId, ended: Timestamp) -> Result<(), SimulationError> {
        let told = self.scene.state.subrequests().any(|(id, held)| id == part && held.outcome.is_some());
        let undecided = !self.scene.stage().is_none_or(Stage::is_terminal);
        let Some(reference) = self.scene.reference.clone().filter(|_| !told && undecided) else {
            return Ok(());
        };
        let talab = self.stage.talab.with_clock(FixedClock::at(ended));
        let record = RecordSubrequest { part: part.clone() };
        match talab.as_actor(&Actor::system()).execute(&reference, record).await {
            Ok(_) | Err(NotDone::Refused(_)) => self.catch_up(self.scene.now).await,
            Err(NotDone::Failed(error)) => Err(SimulationError::Failed {
                request: self.request,
                step: self.step,
                command: "RecordSubrequest".to_owned(),
                source: Box::new(error),
            }),
        }
    }
}
