//! Where what is stored and what this build says part, without anybody's personal values.

use serde::Serialize;
use serde_json::Value;
use talab_projections::Unreadable;

/// The longest value that is told whole, in characters.
const LONGEST: usize = 200;
/// What stands for a value that can identify a person.
const REDACTED: &str = "‹redacted›";

/// Something that this build would do otherwise than the log says.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Difference {
    /// The event, or a command's first one.
    pub position: u64,
    /// Its stream, as kind and id.
    pub stream: String,
    /// Its number in the stream.
    pub version: u64,
    /// The command, where it is one that is decided otherwise.
    pub command: Option<String>,
    /// What would change.
    #[serde(flatten)]
    pub change: Change,
}

/// What would change.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "change", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Change {
    /// The event can't be read.
    Undecodable {
        /// The event's name.
        event: String,
        /// What is wrong with it.
        problem: String,
    },
    /// The event would be written otherwise.
    Rewritten {
        /// The event's name.
        event: String,
        /// Where it differs first.
        at: Place,
    },
    /// The command was done, and would be refused.
    Refused {
        /// The events that are stored.
        stored: Vec<String>,
        /// The code of the refusal.
        code: &'static str,
        /// The rule that refuses.
        rule: &'static str,
    },
    /// The command would give other events.
    Events {
        /// The events that are stored.
        stored: Vec<String>,
        /// The events that would be decided.
        decided: Vec<String>,
        /// Where the first event that isn't the same differs; nothing if one of the two has none in its place.
        at: Option<Place>,
    },
    /// The command would give the same events, by other verdicts.
    Verdicts {
        /// Where they differ first.
        at: Place,
    },
    /// The code panics.
    Panicked,
}

/// A place in a JSON value, and what stands there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Place {
    /// The way to it, such as `Acknowledged.number`.
    pub path: String,
    /// What is stored, as JSON; nothing if nothing is there.
    pub stored: Option<String>,
    /// What this build says, as JSON.
    pub now: Option<String>,
}

impl Place {
    /// The first place where two values differ; none if they are equal.
    pub(super) fn of(stored: &Value, now: &Value) -> Option<Self> {
        (stored != now).then(|| part("", stored, now, false))
    }
}

/// The first part that isn't the same in two values that aren't.
fn part(path: &str, stored: &Value, now: &Value, personal: bool) -> Place {
    let personal = personal || is_personal(stored) || is_personal(now);
    let step = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    let children: Vec<(String, Option<&Value>, Option<&Value>)> = match (stored, now) {
        (Value::Object(stored), Value::Object(now)) => {
            let added = now.keys().filter(|key| !stored.contains_key(*key));
            stored.keys().chain(added).map(|key| (step(key), stored.get(key), now.get(key))).collect()
        }
        (Value::Array(stored), Value::Array(now)) => (0..stored.len().max(now.len()))
            .map(|at| (format!("{path}[{at}]"), stored.get(at), now.get(at)))
            .collect(),
        _ => Vec::new(),
    };
    match children.into_iter().find(|(_, stored, now)| stored != now) {
        Some((path, Some(stored), Some(now))) => part(&path, stored, now, personal),
        Some((path, stored, now)) => place(path, stored, now, personal),
        None => place(path.to_owned(), Some(stored), Some(now), personal),
    }
}

fn place(path: String, stored: Option<&Value>, now: Option<&Value>, personal: bool) -> Place {
    let tell = |value: &Value| {
        // A value may hold an envelope further in.
        if personal || holds_personal(value) {
            return REDACTED.to_owned();
        }
        let text = value.to_string();
        match text.char_indices().nth(LONGEST) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None => text,
        }
    };
    Place { path, stored: stored.map(tell), now: now.map(tell) }
}

/// What is wrong with an event, without a value of it: serde repeats what it can't use.
pub(super) fn problem(source: &Unreadable) -> String {
    match source {
        Unreadable::Json(error) => {
            let told = error.to_string();
            if ["missing field", "unknown field", "unknown variant"].iter().any(|it| told.starts_with(it)) {
                return told;
            }
            format!("the payload is not of its form, at line {} column {}", error.line(), error.column())
        }
        Unreadable::Step(error) => error.to_string(),
        other => other.to_string(),
    }
}

/// Whether this is the envelope of a personal value.
fn is_personal(value: &Value) -> bool {
    let Value::Object(map) = value else { return false };
    map.contains_key("subject") && ["clear", "sealed", "erased"].iter().any(|key| map.contains_key(*key))
}

fn holds_personal(value: &Value) -> bool {
    is_personal(value)
        || match value {
            Value::Object(map) => map.values().any(holds_personal),
            Value::Array(values) => values.iter().any(holds_personal),
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_problem_repeats_no_value() {
        let of = |json: &str| {
            let error = serde_json::from_str::<talab_core::request::Event>(json).unwrap_err();
            problem(&Unreadable::Json(error))
        };
        assert!(of(r#"{"Unheard":{}}"#).contains("unknown variant `Unheard`"));
        assert!(of(r#"{"ClockStopped":{}}"#).contains("missing field `at`"));
        for wrong in [r#"{"ClockStopped":{"at":"عائشة"}}"#, r#"{"ClockStopped":"عائشة"}"#] {
            let told = of(wrong);
            assert!(told.starts_with("the payload is not of its form, at line 1"), "{told}");
        }
    }

    fn told(stored: &Value, now: &Value) -> (String, Option<String>, Option<String>) {
        let place = Place::of(stored, now).unwrap();
        (place.path, place.stored, place.now)
    }

    #[test]
    fn the_first_place_that_differs_is_told() {
        let same = json!({ "A": [1, { "b": null }] });
        assert_eq!(Place::of(&same, &same), None);
        let some = |text: &str| Some(text.to_owned());
        let now = json!({ "A": [1, { "b": 2 }] });
        assert_eq!(told(&same, &now), ("A[1].b".to_owned(), some("null"), some("2")));
        assert_eq!(told(&json!([1]), &json!([1, 2])), ("[1]".to_owned(), None, some("2")));
        assert_eq!(told(&json!({ "a": 1 }), &json!({})), ("a".to_owned(), some("1"), None));
        assert_eq!(told(&json!(1), &json!("1")), (String::new(), some("1"), some("\"1\"")));
        let long = told(&json!("س".repeat(300)), &json!(""));
        assert_eq!(long.1.unwrap().chars().count(), LONGEST + 1);
    }

    #[test]
    fn no_personal_value_is_told() {
        let named = |name: &str| json!({ "E": { "text": { "subject": "p-1", "clear": { "name": name } } } });
        let (path, stored, now) = told(&named("عائشة"), &named("ليلى"));
        assert_eq!(path, "E.text.clear.name");
        assert_eq!((stored.as_deref(), now.as_deref()), (Some(REDACTED), Some(REDACTED)));
        let whole = told(&json!({ "E": 1 }), &named("عائشة"));
        assert_eq!((whole.1.as_deref(), whole.2.as_deref()), (Some("1"), Some(REDACTED)));
    }
}
