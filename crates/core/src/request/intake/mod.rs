//! Intake: attempts, completeness, the applicant's data, acknowledgement or rejection (articles 13 to 15).

mod command;
mod consent;
mod decide;
mod event;
mod identity;
mod medium;
mod requirements;
mod ways_in;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::notices::NoticeChannel;
use super::subrequests::Parent;
use super::values::{ValueRecorded, ValuesComputed};
use crate::ids::{BodyId, DocumentKind, FieldId, Jurisdiction, MandateId, PersonId, ServiceCode};
use crate::instant::Timestamp;
use crate::party::{Channel, Party};
use crate::personal::Personal;
use crate::refusal::Refusal;
use crate::value::Value;

pub use command::{
    Acknowledge, CheckCompleteness, ConfirmApplicant, Document, DocumentAltered, Submit, Supplement,
};
pub use consent::{Consent, ConsentMeans};
pub(super) use decide::{
    acknowledge, after_payment, after_waiver, check_completeness, check_corrected, confirm_applicant,
    may_file, submit, supplement,
};
pub use event::{
    Acknowledged, ApplicantIdentityConfirmed, ApplicantIdentityNotConfirmed, CompletenessChecked, Missing,
    MissingKind, PersonalPart, Rejected, Submitted, Supplemented, Unconfirmed,
};
pub use identity::Identification;
pub(super) use identity::record as record_identification;
pub(super) use medium::accepted as medium_accepted;
pub use medium::{MediumFile, MediumKind, StorageMedium};
pub(super) use requirements::accept_foreign_documents;
pub use requirements::{accept_answers, accept_documents, missing};

/// What intake knows of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Intake {
    pub(crate) service: Option<ServiceCode>,
    pub(crate) service_version: u32,
    pub(crate) provider: Option<BodyId>,
    pub(crate) calendar: Option<Jurisdiction>,
    pub(crate) channel: Option<Channel>,
    pub(crate) applicant: Option<Party>,
    pub(crate) operators: BTreeSet<PersonId>,
    /// Under which mandate each representative filed it.
    pub(crate) mandates: BTreeMap<PersonId, MandateId>,
    pub(crate) attempt: u32,
    pub(crate) submitted_at: Option<Timestamp>,
    pub(crate) answers: Answers,
    pub(crate) documents: BTreeMap<DocumentKind, Document>,
    pub(crate) declared: bool,
    /// Whether the applicant's consent to be filed for is on record.
    pub(crate) consented: bool,
    pub(crate) email_given: bool,
    /// The address for notifications, as it was given last.
    pub(crate) email: Option<Personal<Option<String>>>,
    /// The addresses for further ways to notify, each as it was given last.
    pub(crate) addresses: BTreeMap<NoticeChannel, Personal<Option<String>>>,
    /// The request it is a part of; of what it took over, what was not changed since.
    pub(crate) parent: Option<Parent>,
    pub(crate) missing: Vec<Missing>,
    pub(crate) received_at: Option<Timestamp>,
    /// Fields whose values their trusted source confirmed.
    pub(crate) confirmed: Option<BTreeSet<FieldId>>,
    pub(crate) acknowledged: Option<Acknowledged>,
    pub(crate) rejected: Option<Rejected>,
}

/// The answers as the events told them: plain ones merged, personal ones as the parts they came in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Answers {
    plain: BTreeMap<FieldId, Value>,
    personal: Vec<Personal<BTreeMap<FieldId, Option<Value>>>>,
    /// Fields whose values were redacted.
    redacted: BTreeSet<FieldId>,
}

impl Answers {
    /// Every answer now in force.
    ///
    /// # Errors
    /// [`Refusal::PersonalUnreadable`] if a part was erased or redacted, or is sealed and was not opened.
    pub(crate) fn read(&self) -> Result<BTreeMap<FieldId, Value>, Refusal> {
        match self.redacted.first() {
            Some(field) => Err(Refusal::PersonalUnreadable { path: format!("answers.{field}") }),
            None => self.left(),
        }
    }

    /// Every answer now in force that was not redacted: to show, never to judge by.
    ///
    /// # Errors
    /// As for [`Answers::read`], of what was erased or is sealed.
    pub(crate) fn left(&self) -> Result<BTreeMap<FieldId, Value>, Refusal> {
        let mut answers = self.plain.clone();
        for part in &self.personal {
            let part =
                part.get().ok_or_else(|| Refusal::PersonalUnreadable { path: "answers".to_owned() })?;
            for (field, value) in part {
                match value {
                    Some(value) => answers.insert(field.clone(), value.clone()),
                    None => answers.remove(field),
                };
            }
        }
        Ok(answers)
    }

    pub(crate) fn set(&mut self, field: FieldId, value: Option<Value>) {
        match value {
            Some(value) => self.plain.insert(field, value),
            None => self.plain.remove(&field),
        };
    }

    /// Takes every value of the field out, for good.
    pub(crate) fn redact(&mut self, field: &FieldId) {
        self.plain.remove(field);
        for part in &mut self.personal {
            *part = part.clone().map(|mut values| {
                values.remove(field);
                values
            });
        }
        self.redacted.insert(field.clone());
    }

    pub(crate) fn merge(&mut self, part: Personal<BTreeMap<FieldId, Option<Value>>>) {
        self.personal.push(part);
    }
}

impl Intake {
    pub(super) fn submitted(&mut self, event: &Submitted) {
        self.service = Some(event.service.clone());
        self.service_version = event.service_version;
        self.provider = Some(event.provider.clone());
        self.calendar = Some(event.calendar.clone());
        self.channel = Some(event.channel);
        self.applicant = Some(event.applicant.clone());
        self.mandates.extend(event.mandate.clone().map(|mandate| (event.operator.clone(), mandate)));
        self.attempt = 1;
        self.attempted(event.at, &event.operator, &event.answers, &event.documents);
        self.declared = event.declared;
        self.consented = event.consent.is_some();
        self.email_given = event.email_given;
        self.parent = event.parent.as_deref().cloned();
        self.mandates.extend(event.parent.iter().flat_map(|parent| parent.mandates.clone()));
        self.address(event.email_given, &event.personal);
        self.further(&event.addresses_given, &event.personal);
        self.answers.merge(event.personal.clone().map(PersonalPart::into_changes));
    }

    pub(super) fn supplemented(&mut self, event: &Supplemented) {
        self.attempt = event.attempt;
        self.attempted(event.at, &event.operator, &event.answers, &event.documents);
        self.declared |= event.declared;
        self.consented |= event.consent.is_some();
        self.email_given |= event.email_given;
        self.address(event.email_given, &event.personal);
        self.further(&event.addresses_given, &event.personal);
        self.given_anew(event);
        self.rejected = None;
        self.confirmed = None;
        self.answers.merge(event.personal.clone().map(PersonalPart::into_changes));
    }

    fn address(&mut self, given: bool, personal: &Personal<PersonalPart>) {
        if given {
            self.email = Some(personal.clone().map(|part| part.email));
        }
    }

    fn further(&mut self, given: &BTreeSet<NoticeChannel>, personal: &Personal<PersonalPart>) {
        for channel in given {
            let address = personal.clone().map(|mut part| part.addresses.remove(channel));
            self.addresses.insert(*channel, address);
        }
    }

    /// What is supplemented is the applicant's own, wherever it came from before.
    fn given_anew(&mut self, event: &Supplemented) {
        let Some(parent) = &mut self.parent else { return };
        let personal = event.personal.get().map(|part| &part.answers);
        for field in event.answers.keys().chain(personal.into_iter().flat_map(BTreeMap::keys)) {
            parent.answers.remove(field);
            parent.outputs.remove(field);
        }
        for document in &event.documents {
            parent.documents.remove(&document.kind);
        }
    }

    fn attempted(
        &mut self,
        at: Timestamp,
        operator: &PersonId,
        answers: &BTreeMap<FieldId, Value>,
        documents: &[Document],
    ) {
        self.submitted_at = Some(at);
        self.operators.insert(operator.clone());
        for (field, value) in answers {
            self.answers.set(field.clone(), Some(value.clone()));
        }
        for document in documents {
            self.documents.insert(document.kind.clone(), document.clone());
        }
    }

    /// An answer to corrections transmits what was lacking: if that completes the request, its instant is the receipt.
    pub(super) fn completed_by(&mut self, at: Timestamp) {
        if self.received_at.is_none() {
            self.submitted_at = Some(at);
        }
    }

    pub(super) fn completeness_checked(&mut self, event: &CompletenessChecked) {
        self.missing.clone_from(&event.missing);
        self.received_at = event.received_at;
    }

    pub(super) fn confirmed(&mut self, event: &ApplicantIdentityConfirmed) {
        self.confirmed.get_or_insert_default().extend(event.fields.iter().cloned());
    }

    /// What its source denies is no longer confirmed; a source that does not answer takes nothing back.
    pub(super) fn not_confirmed(&mut self, event: &ApplicantIdentityNotConfirmed) {
        match &event.because {
            Unconfirmed::Mismatch { .. } | Unconfirmed::TooWeak { .. } => self.confirmed = None,
            Unconfirmed::SourceUnavailable => {}
        }
    }

    pub(super) fn acknowledged(&mut self, event: &Acknowledged) {
        self.received_at = Some(event.received_at);
        self.acknowledged = Some(event.clone());
    }

    /// An attempt that is not acknowledged was not received: the next complete one counts.
    pub(super) fn rejected(&mut self, event: &Rejected) {
        self.received_at = None;
        self.confirmed = None;
        self.rejected = Some(event.clone());
    }

    /// A changed value is only claimed until its source confirms it again.
    pub(super) fn changed(&mut self, field: &FieldId) {
        if let Some(confirmed) = &mut self.confirmed {
            confirmed.remove(field);
        }
        if let Some(parent) = &mut self.parent {
            parent.answers.remove(field);
            parent.outputs.remove(field);
        }
    }

    pub(super) fn values_computed(&mut self, event: &ValuesComputed) {
        for (field, change) in &event.values {
            self.answers.set(field.clone(), change.new.clone());
        }
        self.answers.merge(event.personal_changes());
    }

    pub(super) fn value_recorded(&mut self, event: &ValueRecorded) {
        if let Some(change) = &event.value {
            self.answers.set(event.field.clone(), change.new.clone());
        }
        if let Some(change) = &event.personal {
            let field = event.field.clone();
            self.answers.merge(change.clone().map(|change| BTreeMap::from([(field, change.new)])));
        }
    }

    /// Whether a fee is all that was missing at the last check, and receipt waits for it.
    pub(crate) fn waits_for_a_fee(&self) -> bool {
        let fees = self.missing.iter().all(|missing| missing.kind == MissingKind::Fee);
        !self.missing.is_empty() && fees && self.rejected.is_none()
    }

    /// Whether everything required was there at the last check.
    pub(crate) fn is_complete(&self) -> bool {
        self.received_at.is_some() && self.missing.is_empty()
    }
}
