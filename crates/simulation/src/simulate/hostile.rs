//! What must be refused: the wrong person, the wrong time, the wrong content, the same id for another act.

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
        use Mischief as M;
        let note = || AddNote { text: Private::from("ملاحظة"), public: false, about: None };
        match mischief {
            M::Auditor => {
                let auditor = Actor::new(PersonId::new("auditor-1")?, Role::Auditor);
                self.refused(auditor, note(), "not_permitted");
            }
            M::Applicant => self.refused(self.applicant.clone(), ApproveDecision::default(), "not_permitted"),
            M::Stranger => self.refused(self.world.stranger(Role::Handler)?, note(), "unknown_request"),
            M::Neighbour => {
                let neighbour = Actor::applicant(PersonId::new("neighbour-1")?);
                self.refused(neighbour, Withdraw::default(), "unknown_request");
            }
            M::EarlyApproval => {
                let decider = self.officer(Role::Decider)?;
                self.refused(decider, ApproveDecision::default(), "wrong_stage");
            }
            M::EarlyDelivery => {
                let handler = self.officer(Role::Handler)?;
                let output = self.world.output.clone();
                self.refused(
                    handler,
                    DeliverOutput { output, locator: "outputs/early".to_owned() },
                    "wrong_stage",
                );
            }
            M::EarlyWatch => {
                self.refused(Actor::system(), RecordDeadlineMissed::default(), "term_not_over");
            }
            M::WrongReason => {
                let supervisor = self.officer(Role::Supervisor)?;
                self.refused(supervisor, Discontinue { reason: ReasonCode::WdrTooSlow }, "reason_unknown");
            }
            M::ReusedId => {
                let supervisor = self.officer(Role::Supervisor)?;
                self.id_reused(supervisor, note());
            }
            M::Extension => {
                let supervisor = self.officer(Role::Supervisor)?;
                let more = ExtendDeadline { working_days: 2, reason: ReasonCode::ExtComplexity };
                self.refused(supervisor, more, "extension_limit");
            }
            M::OpenStep => {
                let handler = self.officer(Role::Handler)?;
                let grant = Proposal::Grant { conditions: Vec::new() };
                self.refused(handler, ProposeDecision { proposal: grant }, "tasks_open");
            }
            M::OwnProposal => self.own_proposal()?,
            M::OtherField => {
                let mut correct = Correct::default();
                let value = Private::new("abu-salim".into());
                correct.changes.push(Change::Answer { field: field("municipality")?, value });
                self.refused(self.filer.clone(), correct, "field_not_open");
            }
            M::ThirdRound => {
                let verifier = self.officer(Role::Verifier)?;
                self.refused(verifier, ask(&["address"])?, "correction_rounds");
            }
            M::AfterTheEnd => {
                self.refused(self.applicant.clone(), Withdraw::default(), "terminal_state");
            }
        }
        Ok(())
    }

    /// The handler who proposed also holds the role of a decider, and tries to use it.
    fn own_proposal(&mut self) -> Result<(), SimulationError> {
        let Some(proposer) = self.proposer() else { return Ok(()) };
        let mut decider = self.world.numbered(Role::Decider, 1)?;
        decider.person = proposer;
        self.refused(decider, ApproveDecision::default(), "same_person");
        Ok(())
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
