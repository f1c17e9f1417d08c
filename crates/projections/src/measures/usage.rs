//! How services are used: through what, when, by whom in which role (SA-8).

use std::collections::BTreeMap;

use serde::Serialize;
use talab_core::calendar::Zone;
use talab_core::{Channel, CommandKind, Role};

use super::case::RequestCase;
use crate::entry::Entry;

/// What a role or a command is counted as that this release does not know: foreign words may name a person.
const OTHER: &str = "other";

/// One command that was carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Act {
    month: String,
    role: &'static str,
    command: &'static str,
}

/// How requests were used.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Usage {
    /// How many commands were carried out on them.
    pub commands: u64,
    /// The ways in through which they were filed.
    pub filed_through: BTreeMap<Channel, u64>,
    /// The ways in of contacts about them.
    pub contacts_through: BTreeMap<Channel, u64>,
    /// The commands by the role of who gave them; `other` for roles that this release doesn't know.
    pub commands_by_role: BTreeMap<&'static str, u64>,
    /// The commands by their name; `other` for names that this release doesn't know.
    pub commands_by_name: BTreeMap<&'static str, u64>,
    /// By local month, as `2025-10`.
    pub months: BTreeMap<String, MonthOfUse>,
}

/// What happened in a month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct MonthOfUse {
    /// Requests filed in it.
    pub filed: u64,
    /// Commands carried out in it, on requests of the period.
    pub commands: u64,
}

impl Act {
    /// The commands of a request: the events of one stand together and name it.
    pub(super) fn all(entries: &[Entry], zone: &Zone) -> Vec<Self> {
        let mut acts = Vec::new();
        let mut before = None;
        for entry in entries {
            let by = &entry.by;
            let id = by.command_id.as_ref().map(|id| (&by.person, id));
            if id.is_none() || id != before {
                acts.push(Self::of(entry, zone));
            }
            before = id;
        }
        acts
    }

    fn of(entry: &Entry, zone: &Zone) -> Self {
        let command = entry.by.command.as_deref().and_then(CommandKind::parse);
        Self {
            month: month(zone.local_date(entry.event.at())),
            role: entry.by.role().map_or(OTHER, Role::code),
            command: command.map_or(OTHER, CommandKind::name),
        }
    }
}

impl Usage {
    pub(super) fn of(cases: &[&RequestCase]) -> Self {
        let mut usage = Self::default();
        for case in cases {
            *usage.filed_through.entry(case.filed_through).or_default() += 1;
            usage.months.entry(month(case.filed_on)).or_default().filed += 1;
            for channel in &case.contacts {
                *usage.contacts_through.entry(*channel).or_default() += 1;
            }
            for act in &case.acts {
                usage.commands += 1;
                *usage.commands_by_role.entry(act.role).or_default() += 1;
                *usage.commands_by_name.entry(act.command).or_default() += 1;
                usage.months.entry(act.month.clone()).or_default().commands += 1;
            }
        }
        usage
    }
}

fn month(day: time::Date) -> String {
    format!("{:04}-{:02}", day.year(), u8::from(day.month()))
}
