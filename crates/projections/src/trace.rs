//! Who caused an event, how and for whom: the event's metadata.

use std::collections::BTreeMap;

use talab_core::{Actor, Role};

/// Who caused an event, in which role, by which command, through what, and for whom.
///
/// It is kept as the event's metadata, a flat JSON object of strings. Rows that others wrote may hold less, or words
/// this release doesn't know, so every part is optional and kept as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Trace {
    /// The person, `by.person`.
    pub person: Option<String>,
    /// The code of their role, `by.role`.
    pub role: Option<String>,
    /// The body they serve, `by.body`.
    pub body: Option<String>,
    /// Who vouched for the role, `by.vouched_by`.
    pub vouched_by: Option<String>,
    /// On what authority, `by.authority`.
    pub vouched_authority: Option<String>,
    /// The name of the command's kind, `command`.
    pub command: Option<String>,
    /// What the command is known by, `talab.command_id`.
    pub command_id: Option<String>,
    /// The keyed digest of the command in hexadecimal, `talab.digest`.
    pub digest: Option<String>,
    /// The code of the channel it came through, `channel`.
    pub channel: Option<String>,
    /// The person it was done for, `for`.
    pub for_person: Option<String>,
    /// The mandate by which a representative did it, `mandate`.
    pub mandate: Option<String>,
}

/// Each part by its key.
macro_rules! parts {
    ($( $part:ident = $key:literal, )+) => {
        impl Trace {
            /// What the metadata of an event tells; a text that isn't a flat object of strings tells nothing.
            pub fn from_metadata(metadata: &str) -> Self {
                let mut found: BTreeMap<String, serde_json::Value> =
                    serde_json::from_str(metadata).unwrap_or_default();
                let mut take = |key: &str| match found.remove(key) {
                    Some(serde_json::Value::String(text)) => Some(text),
                    _ => None,
                };
                Self { $( $part: take($key), )+ }
            }

            /// The metadata that tells it: the text of a flat JSON object of strings, keys in order.
            pub fn to_metadata(&self) -> String {
                let parts = [$( ($key, &self.$part), )+];
                let parts = parts.into_iter().filter_map(|(key, part)| Some((key.to_owned(), part.clone()?.into())));
                // Sorted here, since a host's build may let serde_json keep another order.
                let parts: BTreeMap<String, serde_json::Value> = parts.collect();
                serde_json::json!(parts).to_string()
            }
        }
    };
}

parts! {
    person = "by.person",
    role = "by.role",
    body = "by.body",
    vouched_by = "by.vouched_by",
    vouched_authority = "by.authority",
    command = "command",
    command_id = "talab.command_id",
    digest = "talab.digest",
    channel = "channel",
    for_person = "for",
    mandate = "mandate",
}

impl Trace {
    /// What is known of an actor before they do anything.
    pub fn of(actor: &Actor) -> Self {
        Self {
            person: Some(actor.person.to_string()),
            role: Some(actor.role.code().to_owned()),
            body: actor.body.as_ref().map(ToString::to_string),
            vouched_by: actor.vouched.as_ref().map(|vouched| vouched.by.clone()),
            vouched_authority: actor.vouched.as_ref().map(|vouched| vouched.authority.clone()),
            ..Self::default()
        }
    }

    /// The role, if this release knows it.
    pub fn role(&self) -> Option<Role> {
        self.role.as_deref().and_then(Role::parse)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    prop_compose! {
        fn any_trace()(parts in proptest::collection::vec(proptest::option::of(".{0,12}"), 11)) -> Trace {
            let mut parts = parts.into_iter();
            let mut next = || parts.next().flatten();
            Trace {
                person: next(), role: next(), body: next(), vouched_by: next(), vouched_authority: next(),
                command: next(), command_id: next(), digest: next(), channel: next(), for_person: next(),
                mandate: next(),
            }
        }
    }

    proptest! {
        #[test]
        fn every_trace_reads_back(trace in any_trace()) {
            prop_assert_eq!(Trace::from_metadata(&trace.to_metadata()), trace);
        }
    }

    #[test]
    fn the_keys_are_the_contract() {
        let trace = Trace {
            person: Some("p-1".to_owned()),
            command_id: Some("p-1/k".to_owned()),
            for_person: Some("p-2".to_owned()),
            ..Trace::default()
        };
        let text = r#"{"by.person":"p-1","for":"p-2","talab.command_id":"p-1/k"}"#;
        assert_eq!(trace.to_metadata(), text);
    }

    #[test]
    fn foreign_metadata_tells_what_it_can() {
        for nothing in ["", "[]", "7", "{}", r#"{"by.person":7}"#] {
            assert_eq!(Trace::from_metadata(nothing), Trace::default(), "{nothing}");
        }
        let other = Trace::from_metadata(r#"{"by.role":"wizard","correlation":"x"}"#);
        assert_eq!((other.role.as_deref(), other.role()), (Some("wizard"), None));
    }
}
