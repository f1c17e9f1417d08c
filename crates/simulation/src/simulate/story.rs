//! Telling the story of one request: every step of it with what must come of it, before the engine is asked.

use talab::core::Stage;
use talab::core::calendar::{Due, Suspension, deadline};
use talab::core::request::Command;
use talab::core::request::clock::RecordDeadlineMissed;
use talab::core::request::intake::Unconfirmed;
use talab::core::request::notices::{RecordNotificationDelivered, RecordNotificationFailed};
use talab::core::{ReasonCode, Role};
use talab::{Actor, PersonId, Submission, Timestamp};
use time::{Duration, Time};

use super::error::SimulationError;
use super::paper::Paper;
use super::rng::Rng;
use super::step::{Act, Expect, Step, Story};
use super::world::World;

/// Tells a story: where the request stands, as far as the story needs to know.
#[derive(Debug)]
pub(super) struct Teller<'w> {
    pub(super) world: &'w World,
    pub(super) rng: Rng,
    pub(super) now: Timestamp,
    pub(super) applicant: Actor,
    /// Who hands the request in: the applicant, or a clerk for them.
    pub(super) filer: Actor,
    pub(super) paper: Paper,
    pub(super) stage: Option<Stage>,
    /// Since when the request counts as received and is acknowledged.
    pub(super) received: Option<Timestamp>,
    pub(super) suspended_since: Option<Timestamp>,
    suspensions: Vec<Suspension>,
    pub(super) missed: bool,
    pub(super) step_done: bool,
    /// Whether the last proposal was to grant.
    pub(super) granting: bool,
    pub(super) rounds: u32,
    notices: u32,
    /// The receipt of which the provider's desk was told.
    desk_told: Option<Timestamp>,
    /// Whether an address for e-mail is known.
    pub(super) email: bool,
    steps: Vec<Step>,
}

/// The first and last day on which simulated requests arrive: a year inside the calendar's coverage, with room after
/// it for every term.
const FIRST_DAY: time::Date = time::macros::date!(2025 - 01 - 01);
const DAYS: u64 = 365;

/// The story of the `request`th request under `seed`; the same every time.
pub(super) fn tell(world: &World, seed: u64, request: u64) -> Result<Story, SimulationError> {
    let mut rng = Rng::of(seed, request);
    let day = FIRST_DAY.saturating_add(Duration::days(i64::try_from(rng.below(DAYS)).unwrap_or(0)));
    let arrival = world.calendar.zone().from_local(day, Time::MIDNIGHT);
    let micros = i64::try_from(rng.below(86_400_000_000)).unwrap_or(0);
    let person = PersonId::new(format!("resident-{seed}-{request}"))?;
    let applicant = Actor::applicant(person.clone());
    let paper = Paper::draw(&mut rng, request, day)?;
    let filer = if rng.chance(12) { world.officer(&mut rng, Role::Clerk, 4)? } else { applicant.clone() };
    let mut teller = Teller {
        world,
        rng,
        now: arrival.plus(Duration::microseconds(micros)),
        applicant,
        filer,
        paper,
        stage: None,
        received: None,
        suspended_since: None,
        suspensions: Vec::new(),
        missed: false,
        step_done: false,
        granting: false,
        rounds: 0,
        notices: 0,
        desk_told: None,
        email: false,
        steps: Vec::new(),
    };
    teller.whole_life()?;
    let ends = teller.stage.unwrap_or(Stage::Submitted);
    Ok(Story { applicant: person, steps: teller.steps, ends })
}

impl Teller<'_> {
    fn whole_life(&mut self) -> Result<(), SimulationError> {
        self.intake()?;
        if self.received.is_some() && self.review()? {
            self.execution()?;
            self.delivery()?;
        }
        self.after_the_end()
    }

    /// Lets time pass: from 2^`least` minutes to 2^`most` and as much again, on any day and at any hour.
    pub(super) fn wait(&mut self, least: u32, most: u32) {
        let seconds = self.rng.while_of(least, most);
        let micros = i64::try_from(self.rng.below(1_000_000)).unwrap_or(0);
        self.now = self.now.plus(Duration::seconds(seconds) + Duration::microseconds(micros));
    }

    /// Waits until some time after `instant`, if that is still to come.
    pub(super) fn wait_past(&mut self, instant: Timestamp) {
        self.now = self.now.max(instant);
        self.wait(0, 9);
    }

    /// A step that is done. The stage after it is the caller's to say.
    pub(super) fn done(&mut self, by: Actor, act: Act) {
        self.under(by, act, None);
    }

    /// A step that is done while the registry says this.
    pub(super) fn under(&mut self, by: Actor, act: Act, trouble: Option<Unconfirmed>) {
        self.push(None, by, act, trouble, Expect::Done);
        if self.rng.chance(4) {
            self.again();
        }
    }

    /// A command on the request that is done.
    pub(super) fn give(&mut self, by: Actor, command: impl Into<Command>) {
        self.done(by, Act::Give(command.into()));
    }

    /// A command that is refused with this code.
    pub(super) fn refused(&mut self, by: Actor, command: impl Into<Command>, code: &'static str) {
        self.now = self.now.plus(Duration::seconds(1));
        self.push(None, by, Act::Give(command.into()), None, Expect::Refused(code));
        self.now = self.now.plus(Duration::seconds(1));
    }

    /// The last step's id with another command, by the same person.
    pub(super) fn id_reused(&mut self, by: Actor, command: impl Into<Command>) {
        let Some(place) = self.steps.iter().rposition(|step| step.expect == Expect::Done) else { return };
        self.now = self.now.plus(Duration::seconds(1));
        let id_of = Some(self.steps[place].id_of);
        // Ids are each person's own, so it takes the same person to reuse one.
        let mut by = by;
        by.person.clone_from(&self.steps[place].by.person);
        self.push(id_of, by, Act::Give(command.into()), None, Expect::Refused("command_id_reused"));
        self.now = self.now.plus(Duration::seconds(1));
    }

    pub(super) fn submission_refused(&mut self, by: Actor, submission: Submission, code: &'static str) {
        self.push(None, by, Act::Submit(submission), None, Expect::Refused(code));
        self.now = self.now.plus(Duration::seconds(1));
    }

    /// The last step is sent once more, as a caller does whose line broke.
    fn again(&mut self) {
        let Some(last) = self.steps.last().cloned() else { return };
        self.now = self.now.plus(Duration::seconds(2));
        self.push(Some(last.id_of), last.by, last.act, last.trouble, Expect::Again);
    }

    fn push(
        &mut self,
        id_of: Option<usize>,
        by: Actor,
        act: Act,
        trouble: Option<Unconfirmed>,
        expect: Expect,
    ) {
        let id_of = id_of.unwrap_or(self.steps.len());
        self.steps.push(Step { id_of, at: self.now, by, act, trouble, expect });
    }

    /// An officer of the provider.
    pub(super) fn officer(&mut self, role: Role) -> Result<Actor, SimulationError> {
        let count = match role {
            Role::Handler => 8,
            Role::Supervisor => 2,
            _ => 4,
        };
        self.world.officer(&mut self.rng, role, count)
    }

    /// Who made the last proposal.
    pub(super) fn proposer(&self) -> Option<PersonId> {
        let proposals = self.steps.iter().rev().filter(|step| step.act.name() == "ProposeDecision");
        proposals.filter(|step| step.expect == Expect::Done).map(|step| step.by.person.clone()).next()
    }

    /// Two duties to tell were queued; what becomes of them is reported soon, later, or never.
    pub(super) fn told(&mut self) -> Result<(), SimulationError> {
        let portal = self.notices + 1;
        self.notices += 2;
        let gateway = Actor::new(PersonId::new("notification-gateway")?, Role::NotificationGateway);
        if self.rng.chance(60) {
            self.wait(0, 3);
            self.give(gateway.clone(), RecordNotificationDelivered { number: portal });
        }
        if !self.email {
            return Ok(());
        }
        let number = portal + 1;
        let failed = self.rng.chance(20);
        if failed {
            self.wait(0, 3);
            let reason = *self.rng.pick(&FAILURES).unwrap_or(&ReasonCode::NtfBounced);
            self.give(gateway.clone(), RecordNotificationFailed { number, reason });
        }
        if self.rng.chance(70) {
            self.wait(0, 5);
            self.give(gateway, RecordNotificationDelivered { number });
        }
        Ok(())
    }

    /// The provider's desk is told of each receipt once; that it was is reported soon, or never.
    pub(super) fn desk_told(&mut self, received: Timestamp) -> Result<(), SimulationError> {
        if self.desk_told.replace(received) == Some(received) {
            return Ok(());
        }
        self.notices += 1;
        let number = self.notices;
        if self.rng.chance(60) {
            self.wait(0, 3);
            let gateway = Actor::new(PersonId::new("notification-gateway")?, Role::NotificationGateway);
            self.give(gateway, RecordNotificationDelivered { number });
        }
        Ok(())
    }

    /// The deadline in force, while the clock runs.
    pub(super) fn due(&self) -> Option<Due> {
        let received = self.received.filter(|_| self.suspended_since.is_none())?;
        let days = self.world.definition.deadline.working_days;
        deadline::due(&self.world.calendar, received, days, &self.suspensions).ok()
    }

    /// The engine's own watch: a deadline that has passed is recorded before anything else happens.
    pub(super) fn watch(&mut self) {
        if !self.missed && self.due().is_some_and(|due| due.due_at <= self.now) {
            self.give(Actor::system(), RecordDeadlineMissed::default());
            self.missed = true;
            self.wait(0, 1);
        }
    }

    pub(super) fn suspend(&mut self) {
        self.suspended_since = Some(self.now);
    }

    pub(super) fn resume(&mut self) {
        if let Some(from) = self.suspended_since.take() {
            self.suspensions.push(Suspension { from, until: Some(self.now) });
        }
    }

    /// The local day.
    pub(super) fn today(&self) -> time::Date {
        self.world.calendar.zone().local_date(self.now)
    }
}

const FAILURES: [ReasonCode; 3] =
    [ReasonCode::NtfBounced, ReasonCode::NtfMailboxFull, ReasonCode::NtfGatewayDown];
