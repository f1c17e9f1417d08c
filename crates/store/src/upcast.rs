//! Old forms of events, brought up to date as they are read. What is stored never changes.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use serde_json::Value;

use crate::{LogError, LogErrorKind, Recorded};

/// Changes a payload from one form to the next. Pure: the same payload always gives the same.
pub type Change = fn(&mut Value) -> Result<(), String>;

/// The steps from every old form of an event to the one that is decoded.
///
/// A step belongs to one form (a kind of stream, an event's name and the version of its form) and leads to the next one;
/// reading follows the steps until no further one begins. So each release adds one step for a form it changed, and
/// never touches the ones before.
///
/// ```
/// use serde_json::json;
/// use talab_store::Upcasters;
///
/// let forms = Upcasters::new()
///     .step("Account", ("Paid", "1"), ("Paid", "2"), |payload| {
///         // Amounts were whole dinars, and are thousandths now.
///         let amount = payload["Paid"]["amount"].as_i64().ok_or("amount is not a number")?;
///         payload["Paid"]["amount"] = json!(amount * 1000);
///         Ok(())
///     })?
///     .step("Account", ("Paid", "2"), ("Deposited", "1"), |payload| {
///         *payload = json!({ "Deposited": payload["Paid"] });
///         Ok(())
///     })?;
/// assert_eq!(forms.latest("Account", "Paid", "1"), ("Deposited", "1"));
/// # Ok::<(), talab_store::LogError>(())
/// ```
#[derive(Clone, Default)]
pub struct Upcasters {
    /// By kind, name and version of the old form.
    steps: HashMap<(String, String, String), Step>,
}

#[derive(Clone)]
struct Step {
    event_type: String,
    event_version: String,
    change: Change,
}

impl Upcasters {
    /// No steps: every event is decoded as it is stored.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the step from one form of an event, as its name and version, to the next.
    ///
    /// # Errors
    /// [`LogErrorKind::Invalid`] when a step from there exists already, or when the steps would lead in a circle.
    pub fn step(
        mut self,
        kind: &str,
        from: (&str, &str),
        to: (&str, &str),
        change: Change,
    ) -> Result<Self, LogError> {
        let invalid = |problem: String| Err(LogError::new(LogErrorKind::Invalid, problem));
        if self.steps.contains_key(&key(kind, from)) {
            return invalid(format!("a step from {kind} {} {} exists; give each form one", from.0, from.1));
        }
        if self.latest(kind, to.0, to.1) == from || to == from {
            return invalid(format!(
                "the steps from {kind} {} {} lead back to it; mend them",
                from.0, from.1
            ));
        }
        let step = Step { event_type: to.0.to_owned(), event_version: to.1.to_owned(), change };
        self.steps.insert(key(kind, from), step);
        Ok(self)
    }

    /// The form that an event of this one is decoded in.
    #[must_use]
    pub fn latest<'a>(
        &'a self,
        kind: &str,
        event_type: &'a str,
        event_version: &'a str,
    ) -> (&'a str, &'a str) {
        let mut form = (event_type, event_version);
        while let Some(step) = self.steps.get(&key(kind, form)) {
            form = (&step.event_type, &step.event_version);
        }
        form
    }

    /// The event in its latest form; as it is if that is the stored one. Everything but name, version and payload stays,
    /// the leaf too: it vouches for what is stored.
    ///
    /// # Errors
    /// [`LogErrorKind::Corrupt`] when the payload isn't of the form that its name and version say; the message names the
    /// event and the step.
    pub fn apply<'a>(&self, event: &'a Recorded) -> Result<Cow<'a, Recorded>, LogError> {
        let kind = event.stream.kind();
        // Almost every event is in its latest form; nothing is parsed for it.
        if self.steps.is_empty()
            || !self.steps.contains_key(&key(kind, (&event.event_type, &event.event_version)))
        {
            return Ok(Cow::Borrowed(event));
        }
        let mut payload: Value =
            serde_json::from_str(&event.payload).map_err(|error| wrong(event, &error.to_string()))?;
        let mut latest = event.clone();
        while let Some(step) = self.steps.get(&key(kind, (&latest.event_type, &latest.event_version))) {
            (step.change)(&mut payload).map_err(|problem| {
                let step = format!("{} {}", step.event_type, step.event_version);
                wrong(event, &format!("on the way to {step}: {problem}"))
            })?;
            latest.event_type.clone_from(&step.event_type);
            latest.event_version.clone_from(&step.event_version);
        }
        latest.payload = payload.to_string();
        Ok(Cow::Owned(latest))
    }
}

impl fmt::Debug for Upcasters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let step = |((kind, name, version), to): (&(String, String, String), &Step)| {
            format!("{kind} {name} {version} → {} {}", to.event_type, to.event_version)
        };
        let mut steps: Vec<String> = self.steps.iter().map(step).collect();
        steps.sort_unstable();
        f.debug_tuple("Upcasters").field(&steps).finish()
    }
}

fn key(kind: &str, form: (&str, &str)) -> (String, String, String) {
    (kind.to_owned(), form.0.to_owned(), form.1.to_owned())
}

fn wrong(event: &Recorded, problem: &str) -> LogError {
    let Recorded { position, stream, version, event_type, event_version, .. } = event;
    let message = format!(
        "{event_type} {event_version} at position {position} ({stream}, version {version}) is not of that form ({problem}); \
         verify the log, or mend the step"
    );
    LogError::new(LogErrorKind::Corrupt, message)
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use time::macros::datetime;

    use super::*;
    use crate::{NewEvent, Position, StreamId, Version};

    fn stored(name: &str, version: &str, payload: &str) -> Recorded {
        let at = datetime!(2026-01-01 00:00 UTC);
        let event = NewEvent::new(name, payload, at).event_version(version);
        Recorded::new(
            Position::new(7),
            StreamId::unchecked("Account", "a"),
            Version::new(3),
            event,
            at,
            [5; 32],
        )
    }

    fn thousandths(payload: &mut Value) -> Result<(), String> {
        let amount = payload["Paid"]["amount"].as_i64().ok_or("amount is not a number")?;
        payload["Paid"]["amount"] = json!(amount * 1000);
        Ok(())
    }

    fn renamed(payload: &mut Value) -> Result<(), String> {
        *payload = json!({ "Deposited": payload["Paid"] });
        Ok(())
    }

    fn chain() -> Upcasters {
        let steps = Upcasters::new().step("Account", ("Paid", "1"), ("Paid", "2"), thousandths).unwrap();
        steps.step("Account", ("Paid", "2"), ("Deposited", "1"), renamed).unwrap()
    }

    #[test]
    fn steps_are_followed_to_the_latest_form_from_wherever_an_event_stands() {
        for (version, payload) in [("1", r#"{"Paid":{"amount":3}}"#), ("2", r#"{"Paid":{"amount":3000}}"#)] {
            let old = stored("Paid", version, payload);
            let new = chain().apply(&old).unwrap().into_owned();
            assert_eq!((new.event_type.as_str(), new.event_version.as_str()), ("Deposited", "1"));
            assert_eq!(new.payload, r#"{"Deposited":{"amount":3000}}"#);
            assert_eq!((new.position, new.version, new.leaf), (old.position, old.version, old.leaf));
        }
    }

    #[test]
    fn the_latest_form_is_left_as_it_is_to_the_byte() {
        let odd = stored("Deposited", "1", r#"{ "Deposited" : {"amount":1.0e3} }"#);
        assert!(matches!(chain().apply(&odd).unwrap(), Cow::Borrowed(same) if *same == odd));
        let mut elsewhere = stored("Paid", "1", "null");
        elsewhere.stream = StreamId::unchecked("Invoice", "a");
        assert!(matches!(chain().apply(&elsewhere).unwrap(), Cow::Borrowed(_)));
    }

    #[test]
    fn an_event_that_is_not_of_its_form_is_named_with_the_step() {
        for payload in [r#"{"Paid":{"amount":"much"}}"#, "{"] {
            let error = chain().apply(&stored("Paid", "1", payload)).unwrap_err();
            assert_eq!(error.kind(), LogErrorKind::Corrupt);
            assert!(error.to_string().contains("Paid 1 at position 7 (Account/a, version 3)"), "{error}");
        }
    }

    #[test]
    fn circles_and_forks_are_refused() {
        let invalid = |built: Result<Upcasters, LogError>| built.unwrap_err().kind() == LogErrorKind::Invalid;
        assert!(invalid(chain().step("Account", ("Paid", "1"), ("Paid", "9"), renamed)));
        assert!(invalid(chain().step("Account", ("Deposited", "1"), ("Paid", "1"), renamed)));
        assert!(invalid(chain().step("Account", ("Deposited", "1"), ("Deposited", "1"), renamed)));
        assert!(chain().step("Invoice", ("Paid", "1"), ("Paid", "2"), renamed).is_ok());
    }
}
