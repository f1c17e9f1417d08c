//! One definition for many bodies: a local definition rests on a common one, and gives only what is local (N4-4).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use time::Date;

use super::formula::Formula;
use super::listing::{Change, Listing};
use super::paper::Office;
use super::problems::{Problem, Problems};
use super::steps::Step;
use super::verify::verify;
use super::{ServiceDefinition, words};
use crate::calendar::date_format;
use crate::ids::{BodyId, FeeId, Jurisdiction, OutputId, ServiceCode};

/// `[rests_on]`: the common definition that a local one rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "part of an event's shape")]
pub struct RestsOn {
    /// The service of the common definition.
    pub service: ServiceCode,
    /// Which version of it: a later one changes nothing here until the local definition follows it.
    pub version: u32,
}

/// What a body writes to offer a service that has a common definition: its own values, and nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LocalDefinition {
    /// The code of the local service.
    pub code: ServiceCode,
    /// Its version, counted from 1.
    pub version: u32,
    /// The body that provides it.
    pub provider: BodyId,
    /// The calendar that counts its days; without this, that of the common definition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calendar: Option<Jurisdiction>,
    /// The laws it rests on besides those of the common definition, such as the decision that sets its fees.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub legal_basis: Vec<String>,
    /// Until when the entry is to be reviewed.
    #[serde(default, with = "date_format::option", skip_serializing_if = "Option::is_none")]
    pub review_by: Option<Date>,
    /// The common definition.
    pub rests_on: RestsOn,
    /// What this version changed, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
    /// What its fees come to, where that is not what the common definition says.
    #[serde(default, rename = "fee", skip_serializing_if = "BTreeMap::is_empty")]
    pub fees: BTreeMap<FeeId, LocalFee>,
    /// Where paper copies of its outputs are handed over.
    #[serde(default, rename = "output", skip_serializing_if = "BTreeMap::is_empty")]
    pub outputs: BTreeMap<OutputId, LocalPaper>,
}

/// `[fee.ID]`: what a fee comes to here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LocalFee {
    /// In the smallest unit of the currency; without this and a formula, as the common definition says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<i64>,
    /// How it is worked out, instead of an amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formula: Option<Formula>,
    /// The law that sets it; without this, the one that the common definition names.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub law: Option<String>,
}

/// `[output.ID]`: where and when paper copies of an output are handed over here.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LocalPaper {
    /// The offices; without any, those of the common definition.
    #[serde(default, rename = "office", skip_serializing_if = "Vec::is_empty")]
    pub offices: Vec<Office>,
    /// The first minute of an appointment; without this, that of the common definition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opens: Option<String>,
    /// The minute from which there is none any more; without this, that of the common definition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closes: Option<String>,
}

impl LocalDefinition {
    /// The service of a body over a common definition, with no other value of its own yet.
    pub const fn new(code: ServiceCode, version: u32, provider: BodyId, rests_on: RestsOn) -> Self {
        Self {
            code,
            version,
            provider,
            calendar: None,
            legal_basis: Vec::new(),
            review_by: None,
            rests_on,
            change: None,
            fees: BTreeMap::new(),
            outputs: BTreeMap::new(),
        }
    }

    /// The whole definition: the common one with these values.
    ///
    /// # Errors
    /// Every [`Problem`]: values for another common definition, for a fee or a paper copy that it doesn't have, and all that
    /// is wrong with the whole.
    pub fn over(&self, common: &ServiceDefinition) -> Result<ServiceDefinition, Vec<Problem>> {
        let mut problems = Problems::default();
        let fits = self.rests_on.service == common.code && self.rests_on.version == common.version;
        problems.unless(fits, "rests_on", words::OTHER_COMMON);
        problems.unless(common.rests_on.is_none(), "rests_on", words::COMMON_RESTS);
        let mut whole = common.handed_to(&self.provider);
        whole.code = self.code.clone();
        whole.version = self.version;
        whole.rests_on = Some(self.rests_on.clone());
        whole.change = self.change.clone();
        whole.calendar = self.calendar.clone().unwrap_or(whole.calendar);
        let own_laws = self.legal_basis.iter().filter(|law| !common.legal_basis.contains(law));
        whole.legal_basis.extend(own_laws.cloned());
        whole.review_by(self.review_by);
        self.fee_table(&mut whole, &mut problems);
        self.offices(&mut whole, &mut problems);
        if problems.0.is_empty() {
            problems.0.extend(verify(&whole));
        }
        if problems.0.is_empty() { Ok(whole) } else { Err(problems.0) }
    }

    fn fee_table(&self, whole: &mut ServiceDefinition, problems: &mut Problems) {
        for (id, local) in &self.fees {
            match whole.fees.fees.iter_mut().find(|fee| fee.id == *id) {
                Some(fee) => {
                    // One or the other: what is left out altogether stays as it is.
                    if local.amount.is_some() || local.formula.is_some() {
                        (fee.amount, fee.formula) = (local.amount, local.formula.clone());
                    }
                    fee.law = local.law.clone().or(fee.law.take());
                }
                None => problems.add(format!("fee.{id}"), words::NO_FEE_IN_COMMON),
            }
        }
    }

    fn offices(&self, whole: &mut ServiceDefinition, problems: &mut Problems) {
        for (id, local) in &self.outputs {
            let output = whole.outputs.iter_mut().find(|output| output.id == *id);
            match output.and_then(|output| output.paper.as_mut()) {
                Some(paper) => {
                    if !local.offices.is_empty() {
                        paper.offices.clone_from(&local.offices);
                    }
                    paper.opens = local.opens.clone().or(paper.opens.take());
                    paper.closes = local.closes.clone().or(paper.closes.take());
                }
                None => problems.add(format!("output.{id}"), words::NO_PAPER_IN_COMMON),
            }
        }
    }
}

impl ServiceDefinition {
    /// The same service in the hands of another body: what its provider does and earns, that body does and earns.
    pub(super) fn handed_to(&self, provider: &BodyId) -> Self {
        let mut handed = self.with_own_steps();
        for fee in &mut handed.fees.fees {
            if fee.payee == self.provider {
                fee.payee = provider.clone();
            }
        }
        handed.provider = provider.clone();
        // A task of that body in the common definition is its own step here.
        handed.with_own_steps()
    }

    /// The same with every step of the provider's own written in the one way.
    pub(super) fn with_own_steps(&self) -> Self {
        let mut written = self.clone();
        for step in &mut written.steps {
            if step.by == self.provider.as_str() {
                Step::PROVIDER.clone_into(&mut step.by);
                // Who provides the service sees the whole, and needs no list.
                step.fields.clear();
                step.documents.clear();
            }
        }
        written
    }

    pub(super) fn review_by(&mut self, day: Option<Date>) {
        match &mut self.directory {
            Some(listing) => listing.review_by = day,
            None if day.is_some() => self.directory = Some(Listing { review_by: day, ..Listing::default() }),
            None => {}
        }
    }
}
