//! Where a life stands: what its moves look at.

use std::collections::BTreeMap;
use std::sync::Arc;

use talab::core::calendar::Calendar;
use talab::core::definition::{Condition, ConditionTerms, FeePoint, Scope, ServiceDefinition, Step};
use talab::core::request::decision::Proposed;
use talab::core::request::evidence::Origin;
use talab::core::request::execution::{Task, TaskStanding};
use talab::core::request::transfer::Transferred;
use talab::core::request::{Command, Event, Request};
use talab::core::{
    BodyId, ChannelMessage, ConditionId, FieldId, MandateId, MessageId, MessageKind, ObjectionId, Role, Stage,
};
use talab::{Actor, PersonId, Reference, Timestamp};
use time::{Date, Duration};

use super::town::Town;
use crate::simulate::error::SimulationError;
use crate::simulate::rng::Rng;
use crate::simulate::services::Offered;
use crate::simulate::sheets::Sheet;

/// Everything a life has come to.
#[derive(Debug)]
pub(in crate::simulate) struct Scene {
    pub(in crate::simulate) offered: Offered,
    /// The calendar in force where the life is lived.
    pub(in crate::simulate) calendar: Arc<Calendar>,
    pub(in crate::simulate) rng: Rng,
    pub(in crate::simulate) now: Timestamp,
    /// The seed and the number of the request, which make names its own.
    pub(in crate::simulate) name: String,
    pub(in crate::simulate) applicant: Actor,
    /// Who files and answers: the applicant, a clerk for them, or somebody under a mandate.
    pub(in crate::simulate) filer: Actor,
    pub(in crate::simulate) mandate: Option<MandateId>,
    /// Whether the mandate was revoked.
    pub(in crate::simulate) revoked: bool,
    pub(in crate::simulate) sheet: Sheet,
    pub(in crate::simulate) email: Option<String>,
    /// The request as its events up to now make it.
    pub(in crate::simulate) state: Request,
    pub(in crate::simulate) reference: Option<Reference>,
    /// An earlier request of the same person for the same.
    pub(in crate::simulate) earlier: Option<Reference>,
    /// What was proposed last.
    pub(in crate::simulate) proposed: Option<Proposed>,
    /// The last offer to another body, answered or not.
    pub(in crate::simulate) offer: Option<Transferred>,
    /// The last message another body sent, with who brought it and the command it came in.
    pub(in crate::simulate) heard: Option<(Actor, Command)>,
    /// The objections, since when, and whether each is open.
    pub(in crate::simulate) objections: Vec<(ObjectionId, Timestamp, bool)>,
    /// The body whose decision was objected to last.
    pub(in crate::simulate) objected: Option<BodyId>,
    /// When the term for the open corrections ends.
    pub(in crate::simulate) correct_by: Option<Timestamp>,
    pub(in crate::simulate) town: Option<Town>,
    messages: u32,
    /// The steps that the request needs, and the first condition it doesn't meet, as of the last answers.
    needed: Vec<Step>,
    unmet: Option<ConditionId>,
    stale: bool,
}

/// Who a life is about and what is asked for.
pub(in crate::simulate) struct Begin {
    pub(in crate::simulate) offered: Offered,
    pub(in crate::simulate) calendar: Arc<Calendar>,
    pub(in crate::simulate) rng: Rng,
    pub(in crate::simulate) now: Timestamp,
    pub(in crate::simulate) name: String,
    pub(in crate::simulate) town: Option<Town>,
}

impl Scene {
    pub(in crate::simulate) fn begin(begin: Begin) -> Result<Self, SimulationError> {
        let Begin { offered, calendar, mut rng, now, name, town } = begin;
        let applicant = Actor::applicant(PersonId::new(format!("resident-{name}"))?);
        let sheet = (offered.draw)(&mut rng, calendar.zone().local_date(now))?;
        let email = rng.chance(55).then(|| format!("resident-{name}@example.ly"));
        let mut scene = Self {
            filer: applicant.clone(),
            offered,
            calendar,
            rng,
            now,
            name,
            applicant,
            mandate: None,
            revoked: false,
            sheet,
            email,
            state: Request::default(),
            reference: None,
            earlier: None,
            proposed: None,
            offer: None,
            heard: None,
            objections: Vec::new(),
            objected: None,
            correct_by: None,
            town,
            messages: 0,
            needed: Vec::new(),
            unmet: None,
            stale: true,
        };
        if scene.rng.chance(12) {
            scene.filer = scene.officer(Role::Clerk)?;
        }
        Ok(scene)
    }

    pub(in crate::simulate) fn definition(&self) -> Arc<ServiceDefinition> {
        Arc::clone(&self.offered.definition)
    }

    /// One more event of the request.
    pub(in crate::simulate) fn saw(&mut self, event: &Event) {
        talab::core::request::evolve(&mut self.state, event);
        match event {
            Event::Submitted(_)
            | Event::Supplemented(_)
            | Event::Corrected(_)
            | Event::ValuesComputed(_)
            | Event::ValueRecorded(_)
            | Event::EvidenceReceived(_) => self.stale = true,
            Event::DecisionProposed(it) => self.proposed = Some(it.proposal.clone()),
            Event::Transferred(it) => self.offer = Some(it.clone()),
            Event::CorrectionsRequested(it) => self.correct_by = Some(it.due.due_at),
            Event::CorrectionPeriodExtended(it) => self.correct_by = Some(it.new.due_at),
            _ => {}
        }
    }

    /// Lets time pass: from 2^`least` minutes to 2^`most` and as much again, on any day and at any hour.
    pub(in crate::simulate) fn wait(&mut self, least: u32, most: u32) {
        let seconds = self.rng.while_of(least, most);
        let micros = i64::try_from(self.rng.below(1_000_000)).unwrap_or(0);
        self.now = self.now.plus(Duration::seconds(seconds) + Duration::microseconds(micros));
    }

    /// Waits until some time after `instant`, if that is still to come.
    pub(in crate::simulate) fn until(&mut self, instant: Timestamp) {
        self.now = self.now.max(instant);
        self.wait(0, 9);
    }

    pub(in crate::simulate) fn stage(&self) -> Option<Stage> {
        self.state.stage()
    }

    pub(in crate::simulate) fn is_in(&self, stages: &[Stage]) -> bool {
        self.stage().is_some_and(|stage| stages.contains(&stage))
    }

    /// The local day.
    pub(in crate::simulate) fn today(&self) -> Date {
        self.calendar.zone().local_date(self.now)
    }

    /// The body that the request is with.
    pub(in crate::simulate) fn provider(&self) -> BodyId {
        self.state.provider().cloned().unwrap_or_else(|| self.offered.definition.provider.clone())
    }

    /// An officer of the body that the request is with.
    pub(in crate::simulate) fn officer(&mut self, role: Role) -> Result<Actor, SimulationError> {
        let number = self.rng.between(1, if role == Role::Supervisor { 2 } else { 4 });
        let person = PersonId::new(format!("{}-{number}", role.code()))?;
        Ok(Actor::officer(person, role, self.provider()).vouched("staff-directory", "appointment"))
    }

    /// Somebody of another body, in this role.
    pub(in crate::simulate) fn of(&self, body: &BodyId, role: Role) -> Result<Actor, SimulationError> {
        let mut actor = Actor::new(PersonId::new(format!("o-{body}"))?, role);
        actor.body = Some(body.clone());
        Ok(actor)
    }

    /// A message of another body to the one that the request is with, arriving now.
    pub(in crate::simulate) fn message(
        &mut self,
        from: &BodyId,
        in_reply_to: &MessageId,
    ) -> Result<ChannelMessage, SimulationError> {
        self.messages += 1;
        Ok(ChannelMessage {
            id: MessageId::new(format!("in-{}-{}", self.name, self.messages))?,
            kind: MessageKind::new("answer.v1")?,
            from: from.clone(),
            to: self.provider(),
            in_reply_to: Some(in_reply_to.clone()),
            sent_at: self.now.plus(-Duration::minutes(2)),
            received_at: self.now,
        })
    }

    /// Who files and answers now.
    pub(in crate::simulate) fn speaker(&self) -> Actor {
        if self.revoked { self.applicant.clone() } else { self.filer.clone() }
    }

    pub(in crate::simulate) fn answers(&self) -> BTreeMap<FieldId, talab::core::Value> {
        self.state.answers().unwrap_or_default()
    }

    /// Fields that a source owns and has not confirmed as they stand.
    pub(in crate::simulate) fn untrusted(&self) -> Vec<FieldId> {
        let answers = self.answers();
        let definition = self.definition();
        let owned = definition.fields().filter(|field| field.trusted_source().is_some());
        let held = owned.filter(|field| answers.contains_key(&field.id)).map(|field| field.id.clone());
        held.filter(|field| matches!(self.state.origin(field), None | Some(Origin::Applicant))).collect()
    }

    /// What officers still have to take from their record.
    pub(in crate::simulate) fn unrecorded(&self) -> Vec<(&'static str, talab::core::Value)> {
        let answers = self.answers();
        let open = self.sheet.officers.iter().filter(|(field, _)| !answers.contains_key(*field));
        open.cloned().collect()
    }

    /// Whether this condition holds of the answers as they stand.
    pub(super) fn meets(&self, condition: &Condition) -> bool {
        let definition = self.definition();
        let (answers, Some(party)) = (self.answers(), self.state.applicant()) else { return false };
        let since = self.state.received_at().or(self.state.submitted_at()).unwrap_or(self.now);
        let day = self.calendar.zone().local_date(since);
        condition.holds(&Scope::new(&definition, &answers, party).on(day)).unwrap_or(false)
    }

    /// The first condition that the answers don't meet.
    pub(in crate::simulate) fn unmet(&self) -> Option<ConditionId> {
        self.unmet.clone()
    }

    /// The steps that the request needs.
    fn needed(&self) -> &[Step] {
        &self.needed
    }

    /// Works out again what follows from the answers, if they have changed since and it matters by now.
    pub(in crate::simulate) fn refresh(&mut self) {
        let early = [Stage::Submitted, Stage::Rejected, Stage::Acknowledged, Stage::AwaitingCorrection];
        if !self.stale || self.stage().is_none_or(|stage| early.contains(&stage)) {
            return;
        }
        let definition = self.definition();
        let needed = definition.steps.iter().filter(|step| self.state.needs(&definition, &step.id));
        self.needed = needed.cloned().collect();
        let fails =
            |condition: &&ConditionTerms| condition.when.as_ref().is_some_and(|when| !self.meets(when));
        self.unmet = definition.conditions.iter().find(fails).map(|condition| condition.id.clone());
        self.stale = false;
    }

    pub(in crate::simulate) fn task(&self, step: &Step) -> Option<&Task> {
        self.state.tasks().find(|(id, _)| **id == step.id).map(|(_, task)| task)
    }

    fn is_own(&self, step: &Step) -> bool {
        step.body(&self.offered.definition.provider).is_none()
    }

    fn is_met(&self, step: &Step) -> bool {
        use TaskStanding as T;
        if self.is_own(step) {
            return self.state.completed_steps().contains(&step.id);
        }
        match self.task(step).map(|task| task.standing) {
            Some(T::Favourable | T::TimedOut) => true,
            Some(T::Unfavourable | T::Declined(_) | T::Failed(_)) => step.advisory,
            _ => false,
        }
    }

    /// Whether another body said no in a step that binds.
    pub(in crate::simulate) fn is_lost(&self) -> bool {
        let lost = |step: &Step| {
            !step.advisory && self.task(step).is_some_and(|task| task.standing == TaskStanding::Unfavourable)
        };
        self.needed().iter().any(lost)
    }

    /// Whether a body said no in an advisory step.
    pub(in crate::simulate) fn is_advised_against(&self) -> bool {
        let against = |step: &Step| {
            step.advisory && self.task(step).is_some_and(|task| task.standing == TaskStanding::Unfavourable)
        };
        self.needed().iter().any(against)
    }

    /// Whether every step is done.
    pub(in crate::simulate) fn is_carried_out(&self) -> bool {
        self.needed().iter().all(|step| self.is_met(step))
    }

    /// The steps whose turn it is: the provider's own, or those of other bodies that may be sent.
    pub(in crate::simulate) fn ready(&self, own: bool) -> Vec<Step> {
        use TaskStanding as T;
        let needed = self.needed();
        let definition = self.definition();
        let before = |step: &Step| match &step.after {
            Some(after) => after.clone(),
            None => {
                definition.steps.iter().take_while(|it| it.id != step.id).map(|it| it.id.clone()).collect()
            }
        };
        let waits = |step: &Step| {
            let before = before(step);
            needed.iter().any(|it| before.contains(&it.id) && !self.is_met(it))
        };
        let sendable = |step: &Step| match self.task(step).map(|task| task.standing) {
            None => true,
            Some(T::Declined(_) | T::Failed(_) | T::Cancelled(_)) => true,
            Some(_) => false,
        };
        let open = |step: &&Step| {
            let turn = if own { !self.is_met(step) } else { sendable(step) };
            self.is_own(step) == own && turn && !waits(step)
        };
        needed.iter().filter(open).cloned().collect()
    }

    /// Whether a fee that comes before this point is not worked out, or owed.
    pub(in crate::simulate) fn is_due(&self, point: FeePoint) -> bool {
        let definition = self.definition();
        let mut before = definition.fees.fees.iter().filter(|fee| fee.before == point);
        before.any(|fee| !self.state.fees().any(|(id, _)| *id == fee.id) || self.state.owes(&fee.id))
    }

    /// Whether it was referred, and waits for the order.
    pub(in crate::simulate) fn is_referred(&self) -> bool {
        self.state.open_referral().is_some()
    }

    /// Whether it is made of parts, which have lives of their own.
    pub(in crate::simulate) fn is_whole(&self) -> bool {
        self.offered.definition.is_composite()
    }

    /// Whether a grant can be proposed and approved now.
    pub(in crate::simulate) fn is_grantable(&self) -> bool {
        self.unmet().is_none()
            && self.untrusted().is_empty()
            && self.unrecorded().is_empty()
            && !self.is_due(FeePoint::Execution)
            && !self.is_due(FeePoint::Decision)
            && !self.is_lost()
    }
}
