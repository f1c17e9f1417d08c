//! Counts by name, as reports print them.

use std::collections::BTreeMap;

use talab::Lang;

/// A titled list of counts; nothing if there is none.
pub(super) fn counts(lang: Lang, (ar, en): (&str, &str), counts: &BTreeMap<String, u64>) -> String {
    if counts.is_empty() {
        return String::new();
    }
    let title = match lang {
        Lang::Ar => ar,
        Lang::En => en,
    };
    let widest = counts.keys().map(String::len).max().unwrap_or(0);
    let lines = counts.iter().map(|(name, count)| format!("  {name:widest$}  {count:>6}\n"));
    format!("{title}:\n{}", lines.collect::<String>())
}

/// A number of things, in English.
pub(super) fn plural(count: u64, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}
