//! Every event has a JSON schema on record, worked out from the archived logs, and events written today still have it.
//!
//! `docs/schemas/events.json` is for readers in other languages. It says no more than the archive shows: what an event of this
//! name and version holds, which keys are always there, and which may be. A type that changes is seen here, a key that is added
//! or taken away in `shapes.rs`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::archive::{Row, lived_today, logs};
use crate::documents::check;

/// Objects whose keys are data, and not a part of the shape.
const MAPS: &[&str] = &["answers", "values", "holidays", "ratings"];
/// The keys of a value that identifies a person, in whatever state it is.
const PERSONAL: &[&str] = &["subject", "clear", "sealed", "erased"];

/// What was seen at one place of an event.
#[derive(Debug, Default)]
struct Seen {
    types: BTreeSet<&'static str>,
    members: BTreeMap<String, Seen>,
    /// The keys that every object here had.
    always: Option<BTreeSet<String>>,
    is_map: bool,
    items: Option<Box<Seen>>,
}

impl Seen {
    fn see(&mut self, value: &Value, name: &str) {
        self.types.insert(type_of(value));
        match value {
            Value::Array(items) => {
                for item in items {
                    self.items.get_or_insert_default().see(item, name);
                }
            }
            Value::Object(members) => self.see_members(members, name),
            _ => {}
        }
    }

    fn see_members(&mut self, members: &Map<String, Value>, name: &str) {
        let personal = members.keys().all(|key| PERSONAL.contains(&key.as_str())) && !members.is_empty();
        self.is_map |= MAPS.contains(&name) && !personal;
        let keys: BTreeSet<String> = members.keys().cloned().collect();
        self.always = Some(match self.always.take() {
            Some(always) => &always & &keys,
            None => keys,
        });
        for (key, member) in members {
            // What stands in an envelope has the name of the envelope.
            let inner = if personal { name } else { key };
            self.members.entry(key.clone()).or_default().see(member, inner);
        }
    }

    fn schema(&self) -> Value {
        let mut schema = Map::new();
        let types: Vec<_> = self.types.iter().copied().collect();
        schema.insert("type".to_owned(), if let [one] = types[..] { json!(one) } else { json!(types) });
        if let Some(items) = &self.items {
            schema.insert("items".to_owned(), items.schema());
        }
        if self.is_map {
            schema.insert("additionalProperties".to_owned(), self.any_member());
        } else if let Some(always) = &self.always {
            let properties: Map<_, _> =
                self.members.iter().map(|(key, member)| (key.clone(), member.schema())).collect();
            schema.insert("properties".to_owned(), properties.into());
            if !always.is_empty() {
                schema.insert("required".to_owned(), json!(always));
            }
            schema.insert("additionalProperties".to_owned(), false.into());
        }
        schema.into()
    }

    /// The schema of whatever stands under the keys of a map.
    fn any_member(&self) -> Value {
        let schemas: BTreeSet<String> =
            self.members.values().map(|member| member.schema().to_string()).collect();
        let schemas: Vec<Value> =
            schemas.iter().map(|text| serde_json::from_str(text).expect("our own")).collect();
        match schemas.as_slice() {
            [] => json!(true),
            [one] => one.clone(),
            several => json!({ "anyOf": several }),
        }
    }
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// What an event is filed under, and its payload.
fn filed(row: &Row) -> (String, Value) {
    let payload = serde_json::from_str(&row.payload).expect("a payload");
    (format!("{}.{}.{}", row.kind, row.event_type, row.event_version), payload)
}

type Shapes = BTreeMap<String, Seen>;

fn see_all(shapes: &mut Shapes, rows: &[Row]) {
    for (name, payload) in rows.iter().map(filed) {
        shapes.entry(name).or_default().see(&payload, "");
    }
}

fn archived() -> Shapes {
    let mut shapes = Shapes::new();
    for (_, rows) in logs() {
        see_all(&mut shapes, &rows);
    }
    shapes
}

fn schemas(shapes: &Shapes) -> BTreeMap<&str, Value> {
    shapes.iter().map(|(name, seen)| (name.as_str(), seen.schema())).collect()
}

#[test]
fn every_archived_event_has_a_schema_on_record() {
    // A line for each event, so that a change shows where it is.
    let shapes = archived();
    let lines: Vec<_> =
        schemas(&shapes).iter().map(|(name, schema)| format!("    {}: {schema}", json!(name))).collect();
    let text = format!(
        "{{\n  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n  \"title\": \"Stored events, by stream, name \
         and version, as the archived logs hold them\",\n  \"$defs\": {{\n{}\n  }}\n}}",
        lines.join(",\n")
    );
    assert!(serde_json::from_str::<Value>(&text).is_ok_and(|document| document["$defs"].is_object()));
    check("docs/schemas/events.json", &format!("{text}\n"));
}

#[tokio::test]
async fn what_is_written_today_has_the_schema_on_record() {
    let (held, mut today) = (archived(), archived());
    see_all(&mut today, &lived_today().await);
    let (held, today) = (schemas(&held), schemas(&today));
    let changed: Vec<_> = today.iter().filter(|(name, schema)| held.get(*name) != Some(*schema)).collect();
    assert!(
        changed.is_empty(),
        "these are not as the archive holds them:\n{changed:#?}\n\nA changed shape is a new version of its event, and a log \
         of its own in tests/archive; `cargo xtask docs` then adds its schema."
    );
}

#[test]
fn a_changed_type_is_seen() {
    let event = |payload: Value| {
        let mut seen = Seen::default();
        seen.see(&json!({ "Paid": { "at": "now", "amount": 5, "answers": { "a": 1 } } }), "");
        seen.see(&payload, "");
        seen.schema()
    };
    let same = event(json!({ "Paid": { "at": "then", "amount": 7, "answers": { "b": 2, "c": 3 } } }));
    assert_eq!(same["properties"]["Paid"]["required"], json!(["amount", "answers", "at"]));
    for changed in [
        json!({ "Paid": { "at": "then", "amount": "7", "answers": { "b": 2 } } }),
        json!({ "Paid": { "at": "then", "amount": 7.5, "answers": { "b": 2 } } }),
        json!({ "Paid": { "at": "then", "answers": { "b": 2 } } }),
        json!({ "Paid": { "at": "then", "amount": 7, "answers": { "b": 2 }, "more": 1 } }),
        json!({ "Paid": { "at": "then", "amount": 7, "answers": { "b": "2" } } }),
    ] {
        assert_ne!(event(changed.clone()), same, "{changed}");
    }
}
