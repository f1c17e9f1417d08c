//! Writing any cases and reading them back changes nothing.

use std::collections::BTreeMap;

use proptest::prelude::*;
use time::{OffsetDateTime, UtcOffset};

use super::super::{Case, LogEvent, Value};
use super::read;
use super::writer::{gzip, write};

type Attributes = BTreeMap<String, Value>;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn written_cases_read_back_the_same(cases in prop::collection::vec(case(), 0..5), zipped: bool) {
        let text = write(&cases).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let bytes = if zipped { gzip(text.as_bytes())? } else { text.clone().into_bytes() };
        let found = read(bytes).map_err(|error| TestCaseError::fail(error.to_string()))?;
        for (found, written) in found.iter().zip(&cases) {
            prop_assert_eq!(nth_line(&text, found.line), "<trace>");
            for event in &found.events {
                prop_assert_eq!(nth_line(&text, event.line), "<event>");
            }
            prop_assert_eq!(&without_lines(found), written);
        }
        prop_assert_eq!(found.len(), cases.len());
    }

    #[test]
    fn damage_never_panics(mut bytes in prop::collection::vec(any::<u8>(), 0..40), cases in prop::collection::vec(case(), 1..3), at: prop::sample::Index) {
        let text = write(&cases).map_err(|error| TestCaseError::fail(error.to_string()))?.into_bytes();
        let (head, tail) = text.split_at(at.index(text.len()));
        bytes.splice(0..0, head.iter().copied());
        bytes.extend_from_slice(tail);
        if let Err(error) = read(bytes) {
            prop_assert!(!error.to_string().is_empty());
        }
    }
}

fn nth_line(text: &str, line: u64) -> &str {
    usize::try_from(line - 1).ok().and_then(|index| text.lines().nth(index)).unwrap_or_default()
}

fn without_lines(case: &Case) -> Case {
    let mut case = case.clone();
    case.line = 0;
    for event in &mut case.events {
        event.line = 0;
    }
    case
}

fn case() -> impl Strategy<Value = Case> {
    (name(), attributes(), prop::collection::vec(event(), 0..5)).prop_map(|(name, mut attributes, events)| {
        attributes.insert("concept:name".to_owned(), Value::String(name.clone()));
        Case { name, line: 0, attributes, events }
    })
}

fn event() -> impl Strategy<Value = LogEvent> {
    (name(), instant(), prop::option::of(name()), attributes()).prop_map(
        |(activity, at, resource, mut attributes)| {
            attributes.insert("concept:name".to_owned(), Value::String(activity.clone()));
            attributes.insert("time:timestamp".to_owned(), Value::Date(at));
            if let Some(resource) = &resource {
                attributes.insert("org:resource".to_owned(), Value::String(resource.clone()));
            }
            LogEvent {
                line: 0,
                activity,
                at,
                resource,
                group: None,
                transition: None,
                instance: None,
                attributes,
            }
        },
    )
}

fn attributes() -> impl Strategy<Value = Attributes> {
    prop::collection::btree_map(text(1..8).prop_map(|key| format!("x:{key}")), value(), 0..4)
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        text(0..20).prop_map(Value::String),
        text(0..20).prop_map(Value::Id),
        instant().prop_map(Value::Date),
        any::<i64>().prop_map(Value::Int),
        prop::num::f64::NORMAL.prop_map(Value::Float),
        any::<bool>().prop_map(Value::Boolean),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop::collection::vec((text(1..8), inner), 0..3).prop_map(Value::List)
    })
}

/// Names hold no control characters and are not blank.
fn name() -> impl Strategy<Value = String> {
    "[A-Za-z0-9ء-ي&<>\"' ]{0,12}[a-zء-ي]"
}

/// Any text that XML can carry, its white space and quotes among it.
fn text(length: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    let c = prop_oneof![
        4 => prop::char::range(' ', '~'),
        2 => prop::char::range('ء', 'ي'),
        1 => prop::sample::select(vec!['\n', '\t', '\r', '\u{85}', '\u{2028}', '😀', '&', '<', '"', '\'']),
    ];
    prop::collection::vec(c, length).prop_map(String::from_iter)
}

fn instant() -> impl Strategy<Value = OffsetDateTime> {
    (0_i64..4_000_000_000, 0_i64..1_000, -12_i8..=14).prop_filter_map(
        "an instant",
        |(seconds, millis, hours)| {
            let offset = UtcOffset::from_hms(hours, 0, 0).ok()?;
            let at = OffsetDateTime::from_unix_timestamp(seconds).ok()?.to_offset(offset);
            Some(at + time::Duration::milliseconds(millis))
        },
    )
}
