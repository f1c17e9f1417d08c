//! The engine's own words for what it names on the wire: stages, outcomes, roles, events, commands.
//!
//! Each table is keyed by the wire name and kept in the order of the life cycle; a lookup takes the name in
//! either spelling, `UnderDecision` or `under_decision`. The person at the portal is «المستخدم» or «مقدّم
//! الطلب», the provider «مقدم الخدمة», the regulator «الإدارة المختصة», as the policy calls them.

mod commands;
mod events;
mod notices;
mod people;
mod status;

#[cfg(test)]
mod tests;

pub(crate) use commands::COMMANDS;
pub(crate) use events::EVENTS;
pub(crate) use notices::{NOTICES, Notice};
pub(crate) use people::{CHANNELS, ROLES};
pub(crate) use status::{OUTCOMES, STAGES};

use crate::text::Words;

/// The public status of a request in the stage `name`.
pub(crate) fn stage(name: &str) -> Option<Words> {
    find(STAGES, name)
}

/// The outcome `name`.
pub(crate) fn outcome(name: &str) -> Option<Words> {
    find(OUTCOMES, name)
}

/// The role `name`.
pub(crate) fn role(name: &str) -> Option<Words> {
    find(ROLES, name)
}

/// The channel `name` by which a request comes in.
pub(crate) fn channel(name: &str) -> Option<Words> {
    find(CHANNELS, name)
}

/// What the event `name` says, of any stream.
pub(crate) fn event(name: &str) -> Option<Words> {
    find(EVENTS, name)
}

/// The command `name`, of any stream.
pub(crate) fn command(name: &str) -> Option<Words> {
    find(COMMANDS, name)
}

/// The default title and body of the notice `name`.
pub(crate) fn notice(name: &str) -> Option<Notice> {
    find(NOTICES, name)
}

/// The row keyed by `name`; the tables are short enough to walk.
fn find<T: Copy>(table: &[(&str, T)], name: &str) -> Option<T> {
    table.iter().find(|(key, _)| folded(key).eq(folded(name))).map(|(_, value)| *value)
}

/// A name without what tells its two spellings apart: capitals and underscores.
fn folded(name: &str) -> impl Iterator<Item = u8> {
    name.bytes().filter(|byte| *byte != b'_').map(|byte| byte.to_ascii_lowercase())
}

/// A row of a table.
const fn row(name: &'static str, ar: &'static str, en: &'static str) -> (&'static str, Words) {
    (name, Words { ar, en })
}
