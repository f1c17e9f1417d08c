//! What a service asks, promises and delivers: data, verified before it is published.

mod carried;
mod checks;
mod common;
mod composition;
mod computed;
mod condition;
mod days;
mod documents;
mod fees;
mod fields;
mod formula;
mod grounds;
mod indicators;
mod intake;
mod listing;
mod local;
mod notices;
mod objections;
mod paper;
mod parts;
mod period;
mod problems;
mod requirement;
mod scope;
mod shapes;
mod steps;
mod told;
mod verify;
mod verify_fees;
mod verify_fields;
mod verify_steps;
mod words;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::ids::{BodyId, ConditionId, DocumentKind, FieldId, Jurisdiction, OutputId, ServiceCode, StepId};
use crate::party::ApplicantClass;
use crate::text::Text;

pub use carried::{Carried, Held, carried};
pub use checks::{CHECKS, Check, checks};
pub(crate) use checks::{SINCE_CARRIED, SINCE_PROVIDER_TOLD};
pub use common::differences;
pub(crate) use common::{common_not_verified, common_retired};
pub use composition::{Part, PartOutput, composition};
pub(crate) use computed::NotComputed;
pub use condition::{Condition, ConditionInvalid};
pub use documents::DocumentType;
pub use fees::{Fee, FeePoint, FeeTerms};
pub use fields::{Choice, Field, FieldType, Form, TextFormat};
pub use formula::Formula;
pub(crate) use formula::total;
pub use indicators::{Indicator, IndicatorMeasure};
pub use intake::{IdentityTerms, IntakeTerms};
pub use listing::{Change, Keywords, Listing};
pub use local::{LocalDefinition, LocalFee, LocalPaper, RestsOn};
pub use notices::NoticeTerms;
pub use objections::{ObjectionSilence, ObjectionTerms};
pub use paper::{Office, PaperTerms};
pub use parts::{
    AcknowledgementMode, AcknowledgementTerms, ConditionTerms, CorrectionTerms, DeadlineTerms,
    ExtensionTerms, NoAnswer, OutputType, Rules, SignatureTerms, Silence,
};
pub use period::{Period, PeriodInvalid, PeriodUnit};
pub use problems::Problem;
pub use requirement::Requirement;
pub use scope::Scope;
pub use steps::{Join, Need, Step};
pub use told::EntryFacts;
pub use verify::verify;
pub(crate) use verify::verify_by;
pub(crate) use words::part_of_parts;

/// A service as its provider defines it and the regulator verifies it (LY-1c, LY-24).
///
/// The form is that of a definition file; unknown keys are errors, so a misspelt one is not lost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ServiceDefinition {
    /// The code in the directory.
    pub code: ServiceCode,
    /// The version, counted from 1.
    pub version: u32,
    /// What the service is called.
    pub name: Text,
    /// What it is for.
    pub description: Text,
    /// The body that provides it.
    pub provider: BodyId,
    /// The jurisdiction whose calendar counts its days.
    pub calendar: Jurisdiction,
    /// Who may benefit from it.
    pub beneficiaries: Vec<ApplicantClass>,
    /// The ids of the laws it rests on, resolved by the directory.
    pub legal_basis: Vec<String>,
    /// By what else it is found in the directory, and until when it is to be reviewed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub directory: Option<Listing>,
    /// What this version changed, and why; the first changes nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
    /// The common definition of which this one is the local form; it differs from it in what is local only (N4-4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rests_on: Option<RestsOn>,
    /// Whether the whole service is confidential or concerns security; no request for it is taken in here (LY-4.2).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub classified: bool,
    /// By which ways its requests come in; without this, by any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intake: Option<IntakeTerms>,
    /// What it asks of identity beyond the regulator's rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<IdentityTerms>,
    /// Whom it notifies beyond article 18, and how; without this, nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notices: Option<NoticeTerms>,
    /// How long it takes.
    pub deadline: DeadlineTerms,
    /// How corrections are asked.
    #[serde(default)]
    pub corrections: CorrectionTerms,
    /// What the policy leaves to the definition.
    #[serde(default)]
    pub rules: Rules,
    /// What it costs; free of charge is said, not left out.
    pub fees: FeeTerms,
    /// What must hold for it to be granted.
    #[serde(default, rename = "condition", skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<ConditionTerms>,
    /// The forms to fill in.
    #[serde(default, rename = "form")]
    pub forms: Vec<Form>,
    /// The documents to attach.
    #[serde(default, rename = "document", skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<DocumentType>,
    /// The steps of its execution, in order.
    #[serde(default, rename = "step", skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// The steps of which some are enough.
    #[serde(default, rename = "join", skip_serializing_if = "Vec::is_empty")]
    pub joins: Vec<Join>,
    /// The services it is made of, each asked for by a request of its own.
    #[serde(default, rename = "part", skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Part>,
    /// What it delivers; a service made of others may leave that to them.
    #[serde(default, rename = "output")]
    pub outputs: Vec<OutputType>,
    /// Whether and until when its decisions may be objected to; without this, they may not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub objection: Option<ObjectionTerms>,
    /// What it promises of all its requests together (JO-2e).
    #[serde(default, rename = "indicator", skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<Indicator>,
    /// What the acknowledgement says.
    pub acknowledgement: AcknowledgementTerms,
}

impl ServiceDefinition {
    /// Every field of every form, in form order.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.forms.iter().flat_map(|form| &form.fields)
    }

    /// The field with this id.
    pub fn field(&self, id: &FieldId) -> Option<&Field> {
        self.fields().find(|field| field.id == *id)
    }

    /// The document with this id.
    pub fn document(&self, id: &DocumentKind) -> Option<&DocumentType> {
        self.documents.iter().find(|document| document.id == *id)
    }

    /// The condition with this id.
    pub fn condition(&self, id: &ConditionId) -> Option<&ConditionTerms> {
        self.conditions.iter().find(|condition| condition.id == *id)
    }

    /// The step with this id.
    pub fn step(&self, id: &StepId) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == *id)
    }

    /// The join that a step belongs to.
    pub(crate) fn join_of(&self, step: &StepId) -> Option<&Join> {
        self.joins.iter().find(|join| join.of.contains(step))
    }

    /// The steps that must be met before `step`, a join standing for all that it joins.
    ///
    /// Where the definition doesn't say, that is everything listed before it, except what is joined with it.
    pub(crate) fn steps_before<'a>(&'a self, step: &'a Step) -> Vec<&'a StepId> {
        let joins = |id: &StepId| self.joins.iter().find(|join| join.id == *id);
        match &step.after {
            Some(after) => after
                .iter()
                .flat_map(|id| joins(id).map_or_else(|| vec![id], |join| join.of.iter().collect()))
                .collect(),
            None => {
                let own = self.join_of(&step.id);
                let earlier = self.steps.iter().take_while(|it| it.id != step.id).map(|it| &it.id);
                earlier.filter(|id| !own.is_some_and(|join| join.of.contains(id))).collect()
            }
        }
    }

    /// The output with this id.
    pub fn output(&self, id: &OutputId) -> Option<&OutputType> {
        self.outputs.iter().find(|output| output.id == *id)
    }
}
