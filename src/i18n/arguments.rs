//! What a message is told: the fields of a refusal's serialized form, and which form of a noun follows a number.

use fluent_bundle::FluentArgs;
use serde_json::Value;
use talab_core::{Lang, Refusal};

/// The fields by name. A text in two languages comes in `lang`; a list comes as its items in a row, and beside it how
/// many they are, so that the noun can follow the count.
pub(super) fn of_refusal(refusal: &Refusal, lang: Lang) -> FluentArgs<'static> {
    let mut arguments = FluentArgs::new();
    // A refusal is always an object; if ever it weren't, a message without arguments could still be said.
    let Ok(Value::Object(fields)) = serde_json::to_value(refusal) else { return arguments };
    for (name, field) in fields {
        if let Value::Array(items) = &field {
            number(&mut arguments, &format!("{name}-count"), u64::try_from(items.len()).unwrap_or(u64::MAX));
        } else if let Some(count) = field.as_u64() {
            number(&mut arguments, &name, count);
            continue;
        }
        if let Some(words) = words(&field, lang) {
            arguments.set(name, words);
        }
    }
    arguments
}

/// A number, and beside it the form of the Arabic noun after it.
pub(super) fn number(arguments: &mut FluentArgs<'static>, name: &str, count: u64) {
    arguments.set(name.to_owned(), count);
    arguments.set(format!("{name}-form"), arabic_form(count));
}

/// CLDR's rule for Arabic. Fluent's own choice by number leaves out the remainder by 100 that this rule takes, and says
/// of 103 what it says of 100; messages in Arabic therefore choose by this word.
const fn arabic_form(count: u64) -> &'static str {
    match (count, count % 100) {
        (0, _) => "zero",
        (1, _) => "one",
        (2, _) => "two",
        (_, 3..=10) => "few",
        (_, 11..) => "many",
        (_, 0..=2) => "other",
    }
}

fn words(field: &Value, lang: Lang) -> Option<String> {
    match field {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Bool(yes) => Some(yes.to_string()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(items) => {
            let between = match lang {
                Lang::Ar => "، ",
                Lang::En => ", ",
            };
            Some(items.iter().filter_map(|item| words(item, lang)).collect::<Vec<_>>().join(between))
        }
        Value::Object(fields) => match lang {
            Lang::Ar => fields.get("ar"),
            Lang::En => fields.get("en"),
        }
        .and_then(|text| words(text, lang)),
    }
}
