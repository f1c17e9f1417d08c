//! Evidence: what a trusted source says of a value, asked for by name and kept with where it came from (LY-6.1, LY-17.2).

mod command;
mod decide;
mod event;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::intake::Intake;
use super::subrequests::Parent;
use crate::definition::PartOutput;
use crate::ids::{BodyId, FieldId, MessageId};
use crate::instant::Timestamp;
use crate::reason::ReasonCode;
use crate::reference::Reference;

pub use command::{EvidenceResult, RecordEvidence, RequestEvidence};
pub(super) use decide::{cancel_all, record, request};
pub use event::{
    EvidenceCancelled, EvidenceMismatchFound, EvidenceReceived, EvidenceRequested, EvidenceUnavailable,
};

/// Where a value in force comes from (LY-6.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Origin {
    /// The applicant said so, or whoever filed for them.
    Applicant,
    /// The applicant said so, and at identification the value's source confirmed it.
    Confirmed,
    /// A trusted source said so, when it was asked.
    Source {
        /// Which source.
        source: BodyId,
        /// In answer to which question of this request.
        number: u32,
        /// As of when the source has it so.
        as_of: Timestamp,
        /// The channel's message.
        message: MessageId,
    },
    /// It was given in the request that this one is a part of (SA-5).
    Parent {
        /// Which request.
        request: Reference,
        /// In answer to which field there.
        field: FieldId,
    },
    /// It is the number of an output of another part of that request (LY-17.4).
    Part {
        /// Which request they are both parts of.
        request: Reference,
        /// Which part, and which output of it.
        from: PartOutput,
    },
}

impl Origin {
    /// Where a value that was taken over comes from.
    pub(super) fn from_parent(parent: &Parent, field: &FieldId) -> Option<Self> {
        let request = parent.request.clone();
        if let Some(from) = parent.outputs.get(field) {
            return Some(Self::Part { request, from: from.clone() });
        }
        let field = parent.answers.get(field)?.clone();
        Some(Self::Parent { request, field })
    }
}

/// A question to a trusted source and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Question {
    /// As it was asked.
    pub asked: EvidenceRequested,
    /// Where it stands.
    pub standing: QuestionStanding,
}

/// Where a question stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum QuestionStanding {
    /// With the source.
    Open,
    /// Answered with values.
    Answered,
    /// Answered without, and why.
    Unavailable(ReasonCode),
    /// Taken back.
    Cancelled,
}

/// What the evidence room knows of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Evidence {
    pub(crate) questions: Vec<Question>,
    /// Values that are as a source said when it was asked.
    pub(crate) origins: BTreeMap<FieldId, Origin>,
    /// Values that differ from what their source said.
    pub(crate) differing: BTreeSet<FieldId>,
}

impl Evidence {
    /// The question with this number, counted from 1.
    pub(crate) fn question(&self, number: u32) -> Option<&Question> {
        self.questions.iter().find(|question| question.asked.number == number)
    }

    pub(super) fn asked(&mut self, event: &EvidenceRequested) {
        self.questions.push(Question { asked: event.clone(), standing: QuestionStanding::Open });
    }

    /// What was claimed and is confirmed, or was not there and is taken over, is the source's from now on.
    pub(super) fn received(&mut self, event: &EvidenceReceived, intake: &mut Intake) {
        self.stands(event.number, QuestionStanding::Answered);
        for field in event.confirmed.iter().chain(&event.taken) {
            self.differing.remove(field);
            let (source, message) = (event.source.clone(), event.message.id.clone());
            let (number, as_of) = (event.number, event.as_of);
            self.origins.insert(field.clone(), Origin::Source { source, number, as_of, message });
        }
        let taken = |values: BTreeMap<FieldId, _>| {
            let values = values.into_iter().filter(|(field, _)| event.taken.contains(field));
            values.map(|(field, value)| (field, Some(value))).collect()
        };
        intake.answers.merge(event.values.clone().map(taken));
    }

    pub(super) fn mismatch(&mut self, event: &EvidenceMismatchFound) {
        for field in &event.fields {
            self.origins.remove(field);
            self.differing.insert(field.clone());
        }
    }

    pub(super) fn stands(&mut self, number: u32, standing: QuestionStanding) {
        if let Some(question) = self.questions.iter_mut().find(|it| it.asked.number == number) {
            question.standing = standing;
        }
    }

    /// A changed value is the applicant's again.
    pub(super) fn changed(&mut self, field: &FieldId) {
        self.origins.remove(field);
        self.differing.remove(field);
    }
}
