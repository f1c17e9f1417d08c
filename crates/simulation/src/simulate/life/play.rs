//! Playing a life on the engine, deed by deed.

use std::collections::VecDeque;

use talab::core::objection::ObjectionCommand;
use talab::core::request::parties::AddNote;
use talab::core::{Jurisdiction, Private, Role};
use talab::projections::{Entry, REQUEST, decode, fold};
use talab::store::{StreamId, Version};
use talab::{CommandId, FixedClock, NotDone, Refusal};

use super::{Act, Deed, Scene};
use crate::held::{self, Earlier, HeldError};
use crate::invariants::check_invariants;
use crate::simulate::error::SimulationError;
use crate::simulate::paper::command_id;
use crate::simulate::report::Tally;
use crate::simulate::run::Stage;
use crate::simulate::step::Expect;

/// How many of a hundred commands are sent twice, and how many ids are used again for something else.
const AGAIN: u64 = 4;
const REUSED: u64 = 1;

/// A life on the stage.
pub(super) struct Play<'a> {
    pub(super) stage: &'a Stage,
    pub(super) request: u64,
    pub(super) scene: Scene,
    /// Events that are recorded and not yet seen: what an earlier run did after this point.
    pub(super) ahead: VecDeque<Entry>,
    /// What an earlier run was told.
    pub(super) told: Earlier,
    pub(super) step: usize,
    /// The lives of its parts.
    pub(super) children: Vec<Self>,
    commands: u64,
    refusals: u64,
}

/// What came of sending a deed.
struct Sent {
    replayed: bool,
    /// The version of the request after it, if it acts on the request.
    version: Option<u64>,
}

impl<'a> Play<'a> {
    pub(super) fn new(stage: &'a Stage, request: u64, scene: Scene) -> Self {
        Self::starting(stage, request, scene, 0)
    }

    /// The same where the number of the first command is another.
    pub(super) fn starting(stage: &'a Stage, request: u64, scene: Scene, step: usize) -> Self {
        let (ahead, told) = (VecDeque::new(), Earlier::default());
        let children = Vec::new();
        Self { stage, request, scene, ahead, told, step, children, commands: 0, refusals: 0 }
    }

    /// Does it, and now and then sends it again, or something else under its id.
    pub(super) async fn act(&mut self, deed: Deed) -> Result<(), SimulationError> {
        let id = self.step;
        self.one(id, &deed).await?;
        if deed.expect != Expect::Done {
            return Ok(());
        }
        if self.scene.rng.chance(AGAIN) {
            self.scene.now = self.scene.now.plus(time::Duration::seconds(2));
            self.one(id, &Deed { expect: Expect::Again, brings: None, ..deed.clone() }).await?;
        }
        // Ids are each person's own, so it takes the same person to reuse one.
        let own = matches!(deed.act, Act::Give(_)) && deed.by.role.is_officer();
        if own && self.scene.rng.chance(REUSED) && deed.by.body == Some(self.scene.provider()) {
            self.scene.now = self.scene.now.plus(time::Duration::seconds(2));
            let note = AddNote { text: Private::from("ملاحظة"), public: false, about: None };
            let mut by = self.scene.officer(Role::Supervisor)?;
            by.person.clone_from(&deed.by.person);
            self.one(id, &Deed::refused(by, note, "command_id_reused")).await?;
        }
        Ok(())
    }

    async fn one(&mut self, id: usize, deed: &Deed) -> Result<(), SimulationError> {
        self.stage.registry.say(&self.scene.applicant.person, deed.trouble.as_ref());
        self.step += 1;
        let before = self.scene.state.version();
        if let Expect::Refused(code) = deed.expect {
            self.refusals += 1;
            // An earlier run came past this, so it was refused as it had to be. Told again now, it would come too late.
            if !self.ahead.is_empty() {
                return Ok(());
            }
            if let Some(told) = self.told_before(deed).await {
                return if told == code { Ok(()) } else { Err(self.unexpected(deed, &told)) };
            }
        }
        let sent = match (self.send(id, deed).await, deed.expect) {
            (Err(NotDone::Failed(error)), _) => {
                return Err(SimulationError::Failed {
                    request: self.request,
                    step: self.step,
                    command: deed.act.name().to_owned(),
                    source: Box::new(error),
                });
            }
            (Err(NotDone::Refused(refusal)), Expect::Refused(code)) if refusal.code() == code => {
                return Ok(());
            }
            (Err(NotDone::Refused(refusal)), _) => {
                let stage = self.scene.stage().map_or("-", talab::core::Stage::code);
                let got = format!("{} ({refusal:?}) in {stage}", refusal.code());
                return Err(self.unexpected(deed, &got));
            }
            (Ok(_), Expect::Refused(_)) => return Err(self.unexpected(deed, "done")),
            (Ok(sent), _) => sent,
        };
        if deed.expect == Expect::Again {
            return if sent.replayed { Ok(()) } else { Err(self.unexpected(deed, "done anew")) };
        }
        self.commands += 1;
        let Some(version) = sent.version else { return Ok(()) };
        if before == 0
            && sent.replayed
            && let Some(reference) = &self.scene.reference
        {
            self.told = Earlier::of(&self.stage.talab, reference.as_str()).await?;
        }
        let seen = self.advance(version).await?;
        match deed.brings {
            Some(event) if !seen.contains(&event) => {
                Err(self.unexpected(deed, &format!("{seen:?} without {event}")))
            }
            _ => Ok(()),
        }
    }

    /// Sends the deed at its own time.
    async fn send(&mut self, id: usize, deed: &Deed) -> Result<Sent, NotDone> {
        let talab = self.stage.talab.with_clock(FixedClock::at(self.scene.now));
        let id = command_id(self.stage.seed, self.request, id);
        let mut acting = talab.as_actor(&deed.by);
        if let Some(mandate) = &deed.under {
            acting = acting.under(mandate);
        }
        match &deed.act {
            Act::Submit(submission) => {
                let filed = acting.submit(submission.clone()).id(id).await?;
                self.scene.reference = Some(filed.reference);
                Ok(Sent { replayed: filed.replayed, version: Some(filed.version) })
            }
            Act::SubmitEarlier(submission) => {
                let filed = acting.submit(submission.clone()).id(id).await?;
                self.scene.earlier = Some(filed.reference);
                Ok(Sent { replayed: filed.replayed, version: None })
            }
            Act::Supplement(supplement) => {
                let reference = self.reference()?;
                let filed = acting.supplement(&reference, supplement.clone()).id(id).await?;
                Ok(Sent { replayed: filed.replayed, version: Some(filed.version) })
            }
            Act::Give(command) => {
                let reference = self.reference()?;
                let receipt = acting.execute(&reference, command.clone()).id(id).await?;
                Ok(Sent { replayed: receipt.replayed, version: Some(receipt.version) })
            }
            Act::File(objection) => {
                let reference = self.reference()?;
                let filed = acting.file_objection(&reference, objection.clone(), id).await?;
                let first = self.scene.objections.iter().all(|(id, ..)| *id != filed.id);
                if first {
                    let open = self.is_admissible(&filed.id).await?;
                    self.scene.objections.push((filed.id, self.scene.now, open));
                    self.scene.objected = Some(self.scene.provider());
                }
                Ok(Sent { replayed: !first, version: None })
            }
            _ => self.beside(id, deed).await.map(|replayed| Sent { replayed, version: None }),
        }
    }

    /// What acts on other streams than the request's; sent again, it is always the same act.
    async fn beside(&mut self, id: CommandId, deed: &Deed) -> Result<bool, NotDone> {
        let talab = self.stage.talab.with_clock(FixedClock::at(self.scene.now));
        let acting = talab.as_actor(&deed.by);
        let again = deed.expect == Expect::Again;
        match &deed.act {
            Act::Grant(grant) => {
                let mandate = acting.grant_mandate(grant.clone(), id).await?;
                self.scene.mandate = Some(mandate);
            }
            Act::Revoke(revoke) => {
                let mandate = self.scene.mandate.clone().ok_or(Refusal::UnknownMandate)?;
                let command = talab::core::mandate::MandateCommand::RevokeMandate(revoke.clone());
                acting.change_mandate(&mandate, command, id).await?;
                self.scene.revoked = true;
            }
            Act::Object(objection, command) => {
                acting.change_objection(objection, command.clone(), id).await?;
                if !matches!(command, ObjectionCommand::FileObjection(_)) {
                    let closed = self.scene.objections.iter_mut().filter(|(id, ..)| id == objection);
                    closed.for_each(|(_, _, open)| *open = false);
                }
            }
            Act::Service(command) => {
                let code = self.scene.offered.definition.code.clone();
                acting.change_service(&code, (**command).clone(), id).await?;
            }
            Act::Calendar(command) => {
                let name = self.scene.calendar.jurisdiction().to_owned();
                let jurisdiction = Jurisdiction::new(name).map_err(|_| Refusal::CalendarUnknown)?;
                acting.change_calendar(&jurisdiction, command.clone(), id).await?;
            }
            _ => {}
        }
        Ok(again)
    }

    fn reference(&self) -> Result<talab::Reference, NotDone> {
        self.scene.reference.clone().ok_or_else(|| Refusal::UnknownRequest.into())
    }

    /// Whether an objection was taken in, as its first event says, whatever became of it since.
    async fn is_admissible(&self, objection: &talab::core::ObjectionId) -> Result<bool, NotDone> {
        let failed = |error| match error {
            HeldError::Log(error) => NotDone::from(error),
            error => Refusal::PersonalUnreadable { path: error.to_string() }.into(),
        };
        let events =
            held::stream(&self.stage.talab, "Objection", objection.as_str()).await.map_err(failed)?;
        Ok(events.first().is_some_and(|event| event.event_type == "ObjectionFiled"))
    }

    /// Takes in the events up to `version`, and tells their names.
    async fn advance(&mut self, version: u64) -> Result<Vec<&'static str>, SimulationError> {
        let mut seen = Vec::new();
        while self.scene.state.version() < version {
            if self.ahead.is_empty() {
                self.ahead = self.read().await?;
            }
            let Some(entry) = self.ahead.pop_front() else { break };
            seen.push(entry.event.name());
            self.scene.saw(&entry.event);
        }
        self.scene.refresh();
        Ok(seen)
    }

    /// The events of the request that were not yet seen.
    pub(super) async fn read(&self) -> Result<VecDeque<Entry>, SimulationError> {
        let Some(reference) = &self.scene.reference else { return Ok(VecDeque::new()) };
        let stream = StreamId::new(REQUEST, reference.as_str()).map_err(HeldError::from)?;
        let next = Version::new(self.scene.state.version()).next();
        let recorded = self.stage.talab.log().read_stream(&stream, next).await.map_err(HeldError::from)?;
        let entries =
            recorded.iter().map(|event| decode(event).map_err(|error| HeldError::from(Box::new(error))));
        Ok(entries.collect::<Result<_, _>>()?)
    }

    /// The code of the refusal this deed was told in an earlier run.
    async fn told_before(&mut self, deed: &Deed) -> Option<String> {
        let (at, name) = (self.scene.now, deed.act.name());
        let told = match (&self.scene.reference, &deed.act) {
            (Some(_), Act::Give(_) | Act::Supplement(_)) => self.told.take(at, &deed.by, name),
            (_, Act::Object(objection, _)) => {
                let told = Earlier::of(&self.stage.talab, objection.as_str()).await.ok();
                told.and_then(|mut told| told.take(at, &deed.by, name))
            }
            _ => self.stage.nowhere.lock().await.take(at, &deed.by, name),
        };
        told.map(|told| told.code)
    }

    fn unexpected(&self, deed: &Deed, got: &str) -> SimulationError {
        let expected = match deed.expect {
            Expect::Done => "done",
            Expect::Again => "the first outcome",
            Expect::Refused(code) => code,
        };
        SimulationError::Unexpected {
            request: self.request,
            step: self.step,
            command: deed.act.name().to_owned(),
            expected: expected.to_owned(),
            got: got.to_owned(),
        }
    }

    /// Reads the request back and holds it against what was seen of it and every invariant.
    pub(super) async fn finish(self) -> Result<Tally, SimulationError> {
        self.stage.registry.say(&self.scene.applicant.person, None);
        let wrong = |got: String, expected: String| SimulationError::Unexpected {
            request: self.request,
            step: self.step,
            command: "the end".to_owned(),
            expected,
            got,
        };
        let Some(reference) = self.scene.reference.clone() else {
            return Err(wrong("no request".to_owned(), "a request".to_owned()));
        };
        let entries = held::entries(&self.stage.talab, reference.as_str()).await?;
        // What follows for a part when its whole ends comes after the part was lived.
        let lived = entries.iter().take_while(|entry| entry.occurred_at <= self.scene.now).count();
        let state = fold(&entries[..lived]);
        let Some(stage) = state.stage().filter(|_| state == self.scene.state) else {
            let (got, seen) = (state.version(), self.scene.state.version());
            return Err(wrong(format!("{got} events"), format!("the {seen} that its commands brought")));
        };
        let (definition, calendar) = (&self.scene.offered.definition, &self.scene.calendar);
        let mut violations = check_invariants(&entries, definition, calendar);
        let mut events = u64::try_from(entries.len()).unwrap_or(u64::MAX);
        let (mut commands, mut refusals) = (self.commands, self.refusals);
        if let Some(earlier) = &self.scene.earlier {
            let entries = held::entries(&self.stage.talab, earlier.as_str()).await?;
            events += u64::try_from(entries.len()).unwrap_or(u64::MAX);
            violations.extend(check_invariants(&entries, definition, calendar));
        }
        for child in self.children {
            let part = Box::pin(child.finish()).await?;
            (commands, refusals, events) =
                (commands + part.commands, refusals + part.refusals, events + part.events);
            violations.extend(part.violations);
        }
        Ok(Tally {
            reference,
            service: self.scene.town.as_ref().map_or(&definition.code, |town| &town.like).clone(),
            commands,
            refusals,
            events,
            stage,
            outcome: state.outcome(),
            violations,
        })
    }
}
