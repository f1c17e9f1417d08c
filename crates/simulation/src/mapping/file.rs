//! The mapping file as it is written. What it means is checked in `check`.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use toml::Spanned;

use super::{ReasonItem, Wording};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MappingFile {
    pub(super) log: Log,
    pub(super) service: Service,
    pub(super) defaults: Spanned<Defaults>,
    #[serde(default)]
    pub(super) channel: Channel,
    #[serde(default)]
    pub(super) activity: Vec<Spanned<ActivityEntry>>,
    #[serde(default)]
    pub(super) outcome: Vec<Spanned<OutcomeEntry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Log {
    pub(super) name: Spanned<Wording>,
    pub(super) source: Spanned<String>,
    #[serde(default = "concept_name")]
    pub(super) case_id: Spanned<String>,
    #[serde(default = "complete")]
    pub(super) transitions: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Service {
    pub(super) definition: Spanned<String>,
    pub(super) calendar: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Defaults {
    pub(super) role: String,
    pub(super) resource: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Channel {
    pub(super) attribute: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) values: BTreeMap<String, Spanned<String>>,
    pub(super) absent: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActivityEntry {
    pub(super) name: Spanned<String>,
    pub(super) wording: Spanned<Wording>,
    pub(super) role: Option<Spanned<String>>,
    pub(super) command: Option<Spanned<String>>,
    pub(super) note: Option<Spanned<bool>>,
    pub(super) step: Option<Spanned<String>>,
    pub(super) items: Option<Spanned<Vec<ReasonItem>>>,
    pub(super) instructions: Option<Spanned<Wording>>,
    pub(super) decision: Option<Spanned<String>>,
    pub(super) reasons: Option<Spanned<Vec<ReasonItem>>>,
    pub(super) grounds: Option<Spanned<Wording>>,
    pub(super) remedies: Option<Spanned<Wording>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OutcomeEntry {
    pub(super) name: Spanned<String>,
    pub(super) wording: Spanned<Wording>,
    #[serde(default)]
    pub(super) all: BTreeSet<String>,
    #[serde(default)]
    pub(super) none: BTreeSet<String>,
    pub(super) only: Option<BTreeSet<String>>,
}

fn concept_name() -> Spanned<String> {
    Spanned::new(0..0, "concept:name".to_owned())
}

fn complete() -> BTreeSet<String> {
    BTreeSet::from(["complete".to_owned()])
}
