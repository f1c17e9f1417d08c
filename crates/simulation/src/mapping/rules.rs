//! The rules that keys of a mapping file must keep, one by one.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::Spanned;

use super::file::{Channel, OutcomeEntry};
use super::{Activity, ChannelRule, OutcomeRule, ReasonItem, Wording};

const CHANNELS: [&str; 5] = ["portal", "integration_channel", "service_centre", "desk", "post"];

/// A rule that is broken, and where in the text.
pub(super) struct Broken {
    pub(super) at: Range<usize>,
    pub(super) key: String,
    pub(super) rule: String,
    pub(super) remedy: String,
}

pub(super) type Checked<T> = Result<T, Broken>;

pub(super) fn broken<T>(
    at: Range<usize>,
    key: impl Into<String>,
    rule: impl Into<String>,
    remedy: impl Into<String>,
) -> Checked<T> {
    Err(Broken { at, key: key.into(), rule: rule.into(), remedy: remedy.into() })
}

/// The line of the byte `at`, from 1.
pub(super) fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

/// A text that says something.
pub(super) fn filled(key: &str, text: &Spanned<String>) -> Checked<String> {
    if text.get_ref().trim().is_empty() {
        return broken(text.span(), key, "is empty", "fill it in");
    }
    Ok(text.get_ref().clone())
}

/// A text that is written in both languages, each in its own script.
pub(super) fn wording(key: &str, words: Spanned<Wording>) -> Checked<Wording> {
    let at = words.span();
    let words = words.into_inner();
    check_wording(at, key, &words)?;
    Ok(words)
}

fn check_wording(at: Range<usize>, key: &str, words: &Wording) -> Checked<()> {
    let is_arabic = |c: char| matches!(c, '\u{0620}'..='\u{064a}');
    if !words.ar.chars().any(is_arabic) {
        return broken(at, format!("{key}.ar"), "has no Arabic letter", "write it in Arabic");
    }
    if words.en.trim().is_empty() || words.en.chars().any(is_arabic) {
        return broken(at, format!("{key}.en"), "is empty or has Arabic letters", "write it in English");
    }
    Ok(())
}

/// A value its command cannot do without.
pub(super) fn needed<T>(at: Range<usize>, key: String, value: Option<Spanned<T>>) -> Checked<Spanned<T>> {
    match value {
        Some(value) => Ok(value),
        None => broken(at, key, "is missing", "this command needs it: add it"),
    }
}

pub(super) fn needed_wording(
    at: Range<usize>,
    key: String,
    words: Option<Spanned<Wording>>,
) -> Checked<Wording> {
    let words = needed(at, key.clone(), words)?;
    wording(&key, words)
}

/// At least one reason, each with a code of a family and a detail. Whether the code exists, the engine knows.
pub(super) fn reasons(
    at: Range<usize>,
    key: String,
    reasons: Option<Spanned<Vec<ReasonItem>>>,
) -> Checked<Vec<ReasonItem>> {
    let reasons = needed(at, key.clone(), reasons)?;
    let at = reasons.span();
    let reasons = reasons.into_inner();
    if reasons.is_empty() {
        return broken(at, key, "is empty", "give at least one reason code");
    }
    for reason in &reasons {
        if !is_reason_code(&reason.code) {
            let rule = format!("has {:?}, which is no reason code", reason.code);
            return broken(at, key, rule, "write FAMILY.DETAIL, such as REF.CONDITION_NOT_MET");
        }
        if let Some(detail) = &reason.detail {
            check_wording(at.clone(), &format!("{key}.detail"), detail)?;
        }
    }
    Ok(reasons)
}

fn is_reason_code(code: &str) -> bool {
    let is_upper = |c: char| c.is_ascii_uppercase() || c == '_';
    code.split_once('.').is_some_and(|(family, detail)| {
        family.len() == 3
            && !detail.is_empty()
            && family.chars().all(is_upper)
            && detail.chars().all(is_upper)
    })
}

/// One of the words that are known.
pub(super) fn one_of(key: &str, given: &Spanned<String>, known: &[&str]) -> Checked<String> {
    if known.contains(&given.get_ref().as_str()) {
        return Ok(given.get_ref().clone());
    }
    Err(unknown(key, given, known))
}

pub(super) fn unknown(key: &str, given: &Spanned<String>, known: &[&str]) -> Broken {
    let rule = format!("is {:?}, which is unknown", given.get_ref());
    Broken { at: given.span(), key: key.to_owned(), rule, remedy: format!("use one of {}", known.join(", ")) }
}

/// A role's name. Whether the role exists, the engine knows.
pub(super) fn role(at: Range<usize>, key: &str, name: &str) -> Checked<()> {
    if !is_plain_name(name) {
        return broken(
            at,
            key,
            format!("is {name:?}, which is no role"),
            "use a role such as handler or clerk",
        );
    }
    Ok(())
}

fn is_plain_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// A file named from the mapping file's own folder.
pub(super) fn beside(folder: &Path, key: &str, name: &Spanned<String>) -> Checked<PathBuf> {
    Ok(folder.join(filled(key, name)?))
}

pub(super) fn channel(channel: Channel) -> Checked<ChannelRule> {
    let mut values = BTreeMap::new();
    for (word, ours) in channel.values {
        let ours = one_of(&format!("channel.values.{word:?}"), &ours, &CHANNELS)?;
        values.insert(word, ours);
    }
    let attribute = channel.attribute.map(|key| filled("channel.attribute", &key)).transpose()?;
    let absent = channel.absent.map(|ours| one_of("channel.absent", &ours, &CHANNELS)).transpose()?;
    Ok(ChannelRule { attribute, values, absent })
}

/// Classes that are named once, that name known activities, and of which the last and only the last takes every case.
pub(super) fn outcomes(
    entries: Vec<Spanned<OutcomeEntry>>,
    activities: &BTreeMap<String, Activity>,
    defaults: Range<usize>,
) -> Checked<Vec<OutcomeRule>> {
    let last = entries.len().checked_sub(1);
    let mut rules: Vec<OutcomeRule> = Vec::with_capacity(entries.len());
    for (index, entry) in entries.into_iter().enumerate() {
        let (at, rule) = outcome(entry.into_inner(), activities)?;
        let key = format!("outcome {:?}", rule.name);
        if rules.iter().any(|other| other.name == rule.name) {
            return broken(at, key, "is there twice", "rename one of the two");
        }
        match (Some(index) == last, rule.takes_all()) {
            (true, false) => {
                return broken(at, key, "is last but has conditions", "end with one that has none");
            }
            (false, true) => {
                return broken(at, key, "takes every case before the last", "give it a condition");
            }
            _ => rules.push(rule),
        }
    }
    if rules.is_empty() {
        return broken(defaults, "outcome", "has no entry", "add at least one [[outcome]]");
    }
    Ok(rules)
}

fn outcome(
    entry: OutcomeEntry,
    activities: &BTreeMap<String, Activity>,
) -> Checked<(Range<usize>, OutcomeRule)> {
    let at = entry.name.span();
    let name = entry.name.into_inner();
    if !is_plain_name(&name) {
        return broken(at, "outcome.name", format!("is {name:?}"), "use lower-case letters, digits and _");
    }
    let none: BTreeSet<String> = BTreeSet::new();
    for activity in entry.all.iter().chain(&entry.none).chain(entry.only.as_ref().unwrap_or(&none)) {
        if !activities.contains_key(activity) {
            let rule = format!("names {activity:?}, which is no activity of this mapping");
            return broken(at, format!("outcome {name:?}"), rule, "name it as its [[activity]] does");
        }
    }
    let wording = wording(&format!("outcome {name:?}: wording"), entry.wording)?;
    Ok((at, OutcomeRule { name, wording, all: entry.all, none: entry.none, only: entry.only }))
}
