//! What a request is, as its events tell it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::amendment::{AmendmentProposed, Amendments};
use super::clock::Clock;
use super::decision::{Decision, DeemedDecisionRecorded, Denied, MeasuresRecorded, PartiallyGranted};
use super::duplicates::{DuplicateSuspected, Duplicates};
use super::evidence::{Evidence, Origin, Question};
use super::execution::{Execution, Plan, Task};
use super::exits::Exits;
use super::fees::{Fees, Line, Order};
use super::intake::{Acknowledged, Document, Intake, Missing, Rejected};
use super::notices::{Notices, Notification};
use super::off_system::Classification;
use super::outputs::paper::PaperCopy;
use super::outputs::{Output, Outputs};
use super::parties::{Feedback, Parties};
use super::referral::{CaseReferred, ReferralOrderRecorded, Referrals};
use super::review::{CorrectionsRequested, Review};
use super::rights::{LegalHold, RecordDisclosed, RedactedItem, Rights};
use super::subrequests::{Parent, PartStanding, Parts, Subrequest, Subrequests};
use super::transfer::{Transferred, TransferredOut, Transfers};
use crate::definition::ServiceDefinition;
use crate::ids::{
    BodyId, FeeId, FieldId, FileNumber, Jurisdiction, MandateId, MessageId, OutputId, PartId, PersonId,
    ServiceCode, StepId,
};
use crate::instant::Timestamp;
use crate::mandate::MandateServices;
use crate::party::Party;
use crate::reason::ReasonCode;
use crate::reference::Reference;
use crate::stage::{Outcome, Stage};

/// The state of a request: a fold of its events and of nothing else.
///
/// It serializes only for snapshots, which are disposable; the events are the contract.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Request {
    pub(crate) version: u64,
    pub(crate) last_at: Option<Timestamp>,
    pub(crate) stage: Option<Stage>,
    pub(crate) passed: Vec<(Stage, Timestamp)>,
    pub(crate) outcome: Option<Outcome>,
    pub(crate) intake: Intake,
    pub(crate) review: Review,
    pub(crate) clock: Clock,
    pub(crate) execution: Execution,
    pub(crate) fees: Fees,
    pub(crate) decision: Decision,
    pub(crate) outputs: Outputs,
    pub(crate) amendments: Amendments,
    pub(crate) evidence: Evidence,
    pub(crate) subrequests: Subrequests,
    pub(crate) transfers: Transfers,
    pub(crate) duplicates: Duplicates,
    pub(crate) referrals: Referrals,
    /// What is handled outside the electronic procedure: step, file, and who classified it how.
    pub(crate) off_system: BTreeSet<(Option<StepId>, FileNumber, Classification, BodyId)>,
    pub(crate) notices: Notices,
    pub(crate) parties: Parties,
    pub(crate) exits: Exits,
    pub(crate) rights: Rights,
    /// The messages of other bodies that were applied or kept aside, each once.
    pub(crate) messages: BTreeSet<MessageId>,
    /// The messages that were kept aside since their kind was not listed.
    pub(crate) quarantine: BTreeSet<MessageId>,
}

impl Request {
    /// How many events it was folded from.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// When the last of them happened.
    pub fn last_at(&self) -> Option<Timestamp> {
        self.last_at
    }

    /// Where it stands; nothing before the first submission.
    pub fn stage(&self) -> Option<Stage> {
        self.stage
    }

    /// The stages it went through with the instant each began, in order, the present one last.
    pub fn stages_passed(&self) -> &[(Stage, Timestamp)] {
        &self.passed
    }

    /// How it ended, once it has.
    pub fn outcome(&self) -> Option<Outcome> {
        self.outcome
    }

    /// The service and the version it is pinned to (LY-25.4).
    pub fn service(&self) -> Option<(&ServiceCode, u32)> {
        self.intake.service.as_ref().map(|service| (service, self.intake.service_version))
    }

    /// The body that provides the service.
    pub fn provider(&self) -> Option<&BodyId> {
        self.intake.provider.as_ref()
    }

    /// The jurisdiction whose calendar counts its days.
    pub fn jurisdiction(&self) -> Option<&Jurisdiction> {
        self.intake.calendar.as_ref()
    }

    /// Whom it is for.
    pub fn applicant(&self) -> Option<&Party> {
        self.intake.applicant.as_ref()
    }

    /// The mandate under which `representative` filed it, if they did.
    pub fn mandate_of(&self, representative: &PersonId) -> Option<&MandateId> {
        self.intake.mandates.get(representative)
    }

    /// The mandates under which somebody filed for the applicant, each once.
    pub fn mandates(&self) -> BTreeSet<&MandateId> {
        self.intake.mandates.values().collect()
    }

    /// How many attempts were transmitted.
    pub fn attempt(&self) -> u32 {
        self.intake.attempt
    }

    /// When the last attempt was transmitted.
    pub fn submitted_at(&self) -> Option<Timestamp> {
        self.intake.submitted_at
    }

    /// When it was received, complete (LY-14.1).
    pub fn received_at(&self) -> Option<Timestamp> {
        self.intake.received_at
    }

    /// Whether the applicant's data are confirmed.
    pub fn is_confirmed(&self) -> bool {
        self.intake.confirmed.is_some()
    }

    /// The acknowledgement, once there is one (LY-15.1).
    pub fn acknowledged(&self) -> Option<&Acknowledged> {
        self.intake.acknowledged.as_ref()
    }

    /// Why the last attempt was not acknowledged, while it is not (LY-15.3).
    pub fn rejected(&self) -> Option<&Rejected> {
        self.intake.rejected.as_ref()
    }

    /// What the last check of completeness found missing.
    pub fn missing(&self) -> &[Missing] {
        &self.intake.missing
    }

    /// The documents now in force.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        self.intake.documents.values()
    }

    /// The clock and the deadline.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The corrections that are with the applicant.
    pub fn open_corrections(&self) -> Option<&CorrectionsRequested> {
        self.review.open.as_ref()
    }

    /// How many rounds of corrections were asked.
    pub fn correction_rounds(&self) -> u32 {
        self.review.rounds
    }

    /// The steps that are done, in the order in which they were.
    pub fn completed_steps(&self) -> &[StepId] {
        &self.execution.completed
    }

    /// The tasks of other bodies, by step: how each was sent last and where it stands (LY-17.3).
    pub fn tasks(&self) -> impl Iterator<Item = (&StepId, &Task)> {
        self.execution.tasks.iter()
    }

    /// The fees that are owed, by id, as they were worked out (LY-17.5).
    pub fn fees(&self) -> impl Iterator<Item = (&FeeId, &Line)> {
        self.fees.lines.iter()
    }

    /// Whether something is owed for this fee, as it was worked out last, and neither paid nor waived.
    pub fn owes(&self, fee: &FeeId) -> bool {
        self.fees.owes(fee)
    }

    /// The orders to pay, in order; the first has number 1.
    pub fn orders(&self) -> impl Iterator<Item = &Order> {
        self.fees.orders.iter()
    }

    /// Whether this request needs `step` at all; one whose condition can't be judged here is needed.
    pub fn needs(&self, definition: &ServiceDefinition, step: &StepId) -> bool {
        Plan::of(self, definition).needs(step)
    }

    /// The requests of its parts, as far as it was told of them (LY-17.4).
    pub fn subrequests(&self) -> impl Iterator<Item = (&PartId, &Subrequest)> {
        self.subrequests.by_part.iter()
    }

    /// The parts that it asks for, in the order of the definition, each with where it stands.
    pub fn parts<'a>(
        &self,
        definition: &'a ServiceDefinition,
    ) -> Vec<(&'a crate::definition::Part, PartStanding)> {
        Parts::of(self, definition).all().collect()
    }

    /// The request it is a part of, and what it took over from there; of that, what was not changed since.
    pub fn parent(&self) -> Option<&Parent> {
        self.intake.parent.as_ref()
    }

    /// Whether a mandate for these services reaches it: its own service, or the one it is a part of.
    pub(crate) fn is_reached_by(&self, services: &MandateServices) -> bool {
        let parent = self.parent().map(|parent| &parent.service);
        self.intake.service.iter().chain(parent).any(|service| services.include(service))
    }

    /// Who proposed the decision that waits for approval.
    pub fn proposed_by(&self) -> Option<&PersonId> {
        self.decision.proposed.as_ref().map(|proposed| &proposed.proposed_by)
    }

    /// The denial, if it ended in one.
    pub fn denied(&self) -> Option<&Denied> {
        self.decision.denied.as_ref()
    }

    /// The measures taken, if it ended in them.
    pub fn measures(&self) -> Option<&MeasuresRecorded> {
        self.decision.measures.as_ref()
    }

    /// The grant in part, if it ended in one.
    pub fn partly_granted(&self) -> Option<&PartiallyGranted> {
        self.decision.partly.as_ref()
    }

    /// What silence meant, if it was decided by it.
    pub fn deemed(&self) -> Option<&DeemedDecisionRecorded> {
        self.decision.deemed.as_ref()
    }

    /// Whether it was granted with this output.
    pub fn grants(&self, output: &OutputId) -> bool {
        match (self.outcome, &self.decision.partly) {
            (Some(Outcome::PartiallyGranted), Some(partly)) => partly.outputs.contains(output),
            (outcome, _) => outcome.is_some_and(Outcome::is_grant),
        }
    }

    /// The outputs without which it is not concluded: the mandatory ones of those granted, or all of these if none of
    /// them is mandatory; none if nothing was granted.
    pub fn owed<'a>(&self, definition: &'a ServiceDefinition) -> Vec<&'a OutputId> {
        let granted: Vec<_> = definition.outputs.iter().filter(|output| self.grants(&output.id)).collect();
        let some = granted.iter().any(|output| output.mandatory);
        granted.into_iter().filter(|output| output.mandatory || !some).map(|output| &output.id).collect()
    }

    /// The amendment of what was decided that waits for approval.
    pub fn open_amendment(&self) -> Option<&AmendmentProposed> {
        self.amendments.proposed.as_ref()
    }

    /// How many times it was reopened.
    pub fn reopened(&self) -> u32 {
        self.amendments.reopened
    }

    /// The outputs of before it was reopened, each revoked by then.
    pub fn past_outputs(&self) -> &[Output] {
        &self.outputs.past
    }

    /// When its execution ended with an outcome (LY-18.1).
    pub fn executed_at(&self) -> Option<Timestamp> {
        self.decision.executed.as_ref().map(|executed| executed.at)
    }

    /// The outputs issued so far.
    pub fn outputs(&self) -> impl Iterator<Item = (&OutputId, &Output)> {
        self.outputs.by_id.iter()
    }

    /// The paper copies asked for, by output (LY-18.5).
    pub fn paper_copies(&self) -> impl Iterator<Item = (&OutputId, &PaperCopy)> {
        self.outputs.papers.iter()
    }

    /// The questions put to trusted sources, in order (LY-6.3).
    pub fn questions(&self) -> &[Question] {
        &self.evidence.questions
    }

    /// Where the value of a field comes from; nothing if it has none that can be read here (LY-6.1).
    pub fn origin(&self, field: &FieldId) -> Option<Origin> {
        if let Some(origin) = self.evidence.origins.get(field) {
            return Some(origin.clone());
        }
        self.answers()?.get(field)?;
        let confirmed = self.intake.confirmed.as_ref().is_some_and(|fields| fields.contains(field));
        let differs = self.evidence.differing.contains(field);
        if confirmed && !differs {
            return Some(Origin::Confirmed);
        }
        let taken_over = self.parent().and_then(|parent| Origin::from_parent(parent, field));
        Some(taken_over.unwrap_or(Origin::Applicant))
    }

    /// Whether the value of a field is one of its trusted source (LY-17.2).
    pub(crate) fn is_trusted(&self, field: &FieldId) -> bool {
        let confirmed = self.intake.confirmed.as_ref().is_some_and(|fields| fields.contains(field));
        let differs = self.evidence.differing.contains(field);
        (confirmed && !differs) || self.evidence.origins.contains_key(field)
    }

    /// The offer to another body that is not answered yet.
    pub fn offered_to(&self) -> Option<&Transferred> {
        self.transfers.offered.as_ref()
    }

    /// Where it went, if it left for another body.
    pub fn transferred_out(&self) -> Option<&TransferredOut> {
        self.transfers.out.as_ref()
    }

    /// The suspicion that it repeats another request, while nobody has settled it.
    pub fn suspected_duplicate(&self) -> Option<&DuplicateSuspected> {
        self.duplicates.suspected.as_ref()
    }

    /// The request that it repeats, if it ended for that.
    pub fn duplicate_of(&self) -> Option<&Reference> {
        self.duplicates.of.as_ref()
    }

    /// When its last mandatory output was delivered (LY-18.4).
    pub fn delivered_at(&self) -> Option<Timestamp> {
        self.outputs.delivered_at
    }

    /// Every duty to tell, and its fate.
    pub fn notifications(&self) -> &[Notification] {
        &self.notices.all
    }

    /// Who handles it.
    pub fn handler(&self) -> Option<&PersonId> {
        self.parties.handler.as_ref()
    }

    /// Before whom it was put last, if it was.
    pub fn escalated_to(&self) -> Option<&PersonId> {
        self.parties.escalated_to.as_ref()
    }

    /// Why it ended without a decision, if it did and the reason was said.
    pub fn exit_reason(&self) -> Option<ReasonCode> {
        self.exits.reason
    }

    /// What was said of the service, in order; the first has number 1 (JO-2f).
    pub fn feedback(&self) -> &[Feedback] {
        &self.parties.feedback
    }

    /// The referral that waits for its order: until then nothing is decided (JO-10).
    pub fn open_referral(&self) -> Option<&CaseReferred> {
        self.referrals.open.as_ref()
    }

    /// Whether the case was referred and is decided by an order alone, which is there or still to come.
    pub fn is_under_referral(&self) -> bool {
        self.referrals.stands().is_some()
    }

    /// The last referral that was answered, with the order that a decision cites.
    pub fn referral_order(&self) -> Option<(&CaseReferred, &ReferralOrderRecorded)> {
        self.referrals.answered.as_ref().map(|(referred, order)| (referred, order))
    }

    /// The legal holds that stand, by the order each rests on.
    pub fn legal_holds(&self) -> impl Iterator<Item = (&str, &LegalHold)> {
        self.rights.holds.iter().map(|(order, hold)| (order.as_str(), hold))
    }

    /// To whom what is held was given, in order (LY-6.2).
    pub fn disclosures(&self) -> &[RecordDisclosed] {
        &self.rights.disclosed
    }

    /// Who was named as having an interest, and may see where it stands.
    pub fn interested_parties(&self) -> impl Iterator<Item = &PersonId> {
        self.rights.interested.iter()
    }

    /// What was redacted at any time (LY-6.5).
    pub fn redacted(&self) -> impl Iterator<Item = &RedactedItem> {
        self.rights.redacted.iter()
    }

    /// The answers now in force that can be read here, without those redacted; nothing if a part can't be read.
    pub fn answers(&self) -> Option<std::collections::BTreeMap<crate::ids::FieldId, crate::value::Value>> {
        self.intake.answers.left().ok()
    }
}
