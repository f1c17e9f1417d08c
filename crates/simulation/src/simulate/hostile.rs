//! What must be refused: the wrong person, the wrong time, the wrong content, the same id for another act.

use talab::core::request::Command;
use talab::core::request::clock::{ExtendDeadline, RecordDeadlineMissed};
use talab::core::request::decision::{ApproveDecision, Proposal, ProposeDecision};
use talab::core::request::exits::{Discontinue, Withdraw};
use talab::core::request::outputs::DeliverOutput;
use talab::core::request::parties::AddNote;
use talab::core::request::review::{Change, Correct};
use talab::core::{Private, ReasonCode, Role, Stage};
use talab::{Actor, PersonId, Submission};

use super::error::SimulationError;
use super::review::ask;
use super::story::Teller;
use super::world::field;

/// Who tries what, and the code of the refusal that must follow.
type Try = (Actor, Command, &'static str);

/// How many of a hundred chances for mischief are taken.
const SHARE: u64 = 12;

/// The mischief there is.
#[derive(Clone, Copy, Debug)]
enum Mischief {
    /// An auditor writes.
    Auditor,
    /// The applicant decides.
    Applicant,
    /// An officer of another body.
    Stranger,
    /// Somebody else's request.
    Neighbour,
    /// Before its stage.
    EarlyApproval,
    EarlyDelivery,
    EarlyWatch,
    /// A reason of another family.
    WrongReason,
    /// Another act under the same id.
    ReusedId,
    /// The service has no extensions.
    Extension,
    /// The step is not done.
    OpenStep,
    /// Who proposes approves.
    OwnProposal,
    /// What was not asked for.
    OtherField,
    /// Too many rounds.
    ThirdRound,
    /// It has ended.
    AfterTheEnd,
}

impl Teller<'_> {
    /// Now and then somebody tries what must be refused here.
    pub(super) fn hostile(&mut self) -> Result<(), SimulationError> {
        if !self.rng.chance(SHARE) {
            return Ok(());
        }
        let possible = self.possible();
        match self.rng.pick(&possible).copied() {
            Some(mischief) => self.attempt_mischief(mischief),
            None => Ok(()),
        }
    }

    fn possible(&self) -> Vec<Mischief> {
        use Mischief as M;
        let Some(stage) = self.stage else { return Vec::new() };
        let mut possible = vec![M::Auditor, M::Applicant, M::Stranger, M::Neighbour, M::ReusedId];
        if stage.is_terminal() {
            possible.push(M::AfterTheEnd);
            return possible;
        }
        let mut when = |here: bool, mischief: Mischief| {
            if here {
                possible.push(mischief);
            }
        };
        let running = self.received.is_some() && stage != Stage::Decided;
        let at_work = matches!(stage, Stage::Acknowledged | Stage::UnderVerification | Stage::InExecution);
        let not_due = self.due().is_none_or(|due| self.now.plus(time::Duration::seconds(1)) < due.due_at);
        when(stage != Stage::UnderDecision, M::EarlyApproval);
        when(stage != Stage::Decided, M::EarlyDelivery);
        when(running && !self.missed && not_due, M::EarlyWatch);
        when(stage != Stage::Decided, M::WrongReason);
        when(at_work, M::Extension);
        when(stage == Stage::InExecution && !self.step_done, M::OpenStep);
        when(stage == Stage::UnderDecision, M::OwnProposal);
        when(stage == Stage::AwaitingCorrection, M::OtherField);
        when(
            stage == Stage::UnderVerification && self.rounds >= self.world.definition.corrections.rounds,
            M::ThirdRound,
        );
        possible
    }

    fn attempt_mischief(&mut self, mischief: Mischief) -> Result<(), SimulationError> {
        let Some((by, command, code)) = self.mischief(mischief)? else { return Ok(()) };
        match mischief {
            Mischief::ReusedId => self.id_reused(by, command),
            _ => self.refused(by, command, code),
        }
        Ok(())
    }

    /// Who tries what, and the code of the refusal.
    fn mischief(&mut self, mischief: Mischief) -> Result<Option<Try>, SimulationError> {
        use Mischief as M;
        let note = || AddNote { text: Private::from("ملاحظة"), public: false, about: None };
        let grant = || ProposeDecision { proposal: Proposal::Grant { conditions: Vec::new() } };
        let approve = ApproveDecision::default();
        let output = self.world.output.clone();
        let person =
            |name: &str, role: Role| Ok::<_, SimulationError>(Actor::new(PersonId::new(name)?, role));
        Ok(Some(match mischief {
            M::Auditor => (person("auditor-1", Role::Auditor)?, note().into(), "not_permitted"),
            M::Applicant => (self.applicant.clone(), approve.into(), "not_permitted"),
            M::Stranger => (self.world.stranger(Role::Handler)?, note().into(), "unknown_request"),
            M::Neighbour => {
                (person("neighbour-1", Role::Applicant)?, Withdraw::default().into(), "unknown_request")
            }
            M::EarlyApproval => (self.officer(Role::Decider)?, approve.into(), "wrong_stage"),
            M::EarlyDelivery => {
                let deliver = DeliverOutput { output, locator: "outputs/early".to_owned() };
                (self.officer(Role::Handler)?, deliver.into(), "wrong_stage")
            }
            M::EarlyWatch => (Actor::system(), RecordDeadlineMissed::default().into(), "term_not_over"),
            M::WrongReason => {
                let discontinue = Discontinue { reason: ReasonCode::WdrTooSlow };
                (self.officer(Role::Supervisor)?, discontinue.into(), "reason_unknown")
            }
            M::ReusedId => (self.officer(Role::Supervisor)?, note().into(), "command_id_reused"),
            M::Extension => {
                let more = ExtendDeadline { working_days: 2, reason: ReasonCode::ExtComplexity };
                (self.officer(Role::Supervisor)?, more.into(), "extension_limit")
            }
            M::OpenStep => (self.officer(Role::Handler)?, grant().into(), "tasks_open"),
            M::OwnProposal => {
                // The handler who proposed also holds the role of a decider, and tries to use it.
                let Some(proposer) = self.proposer() else { return Ok(None) };
                let mut decider = self.world.numbered(Role::Decider, 1)?;
                decider.person = proposer;
                (decider, approve.into(), "same_person")
            }
            M::OtherField => {
                let mut correct = Correct::default();
                let value = Private::new("abu-salim".into());
                correct.changes.push(Change::Answer { field: field("municipality")?, value });
                (self.filer.clone(), correct.into(), "field_not_open")
            }
            M::ThirdRound => (self.officer(Role::Verifier)?, ask(&["address"])?.into(), "correction_rounds"),
            M::AfterTheEnd => (self.applicant.clone(), Withdraw::default().into(), "terminal_state"),
        }))
    }

    /// Now and then something comes in that can't be taken in at all; nothing but a trace of it stays.
    pub(super) fn hostile_submissions(&mut self) -> Result<(), SimulationError> {
        if !self.rng.chance(6) {
            return Ok(());
        }
        let service = self.world.definition.code.to_string();
        let paper = self.paper.submission(&service);
        match self.rng.below(4) {
            0 => self.submission_refused(
                self.applicant.clone(),
                paper.answer("shoe_size", 42),
                "field_invalid",
            ),
            1 => {
                let submission = Submission::to("mun.no-such-service");
                self.submission_refused(self.applicant.clone(), submission, "unknown_service");
            }
            2 => {
                let agent = Actor::new(self.applicant.person.clone(), Role::Representative);
                self.submission_refused(agent, paper, "mandate_missing");
            }
            _ => {
                let auditor = Actor::new(PersonId::new("auditor-1")?, Role::Auditor);
                self.submission_refused(auditor, paper, "not_permitted");
            }
        }
        Ok(())
    }
}
