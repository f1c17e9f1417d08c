//! The certificate of residence with values that the applicant doesn't give.

use super::build::field;
use super::service::definition;
use crate::definition::{Field, FieldType, Formula, Requirement, ServiceDefinition};
use crate::ids::FieldId;
use crate::private::Private;
use crate::request::values::RecordValue;
use crate::value::Value;

/// The certificate of residence where an officer counts the rooms, and may say more, and the engine works out since how
/// many years the applicant lives there, and as what.
///
/// # Panics
/// Never: its names are well formed.
pub fn with_values() -> ServiceDefinition {
    let computed = |name, kind, formula| Field {
        source: Field::COMPUTED.to_owned(),
        formula: Some(Formula::new(formula)),
        ..field(name, kind)
    };
    let mut definition = definition();
    let years =
        "answers.resident_since == null ? null : years_between(answers.resident_since, submission.date)";
    definition.forms[0].fields.extend([
        Field {
            source: Field::OFFICER.to_owned(),
            min: Some(1),
            max: Some(20),
            required: Requirement::Always,
            personal: false,
            ..field("rooms_seen", FieldType::Integer)
        },
        Field { source: Field::OFFICER.to_owned(), ..field("household", FieldType::Text) },
        computed("years_here", FieldType::Integer, years),
        Field {
            personal: false,
            ..computed("lives_as", FieldType::Text, "answers.owns_dwelling ? 'owner' : 'tenant'")
        },
        Field {
            personal: false,
            ..computed("size", FieldType::Text, "answers.rooms_seen > 4 ? 'large' : 'small'")
        },
    ]);
    definition
}

/// An officer's value.
///
/// # Panics
/// If `field` can't be a field's id.
pub fn record_value(field: &str, value: impl Into<Value>) -> RecordValue {
    let field = FieldId::new(field).unwrap_or_else(|error| panic!("{error}"));
    RecordValue { field, value: Private::new(value.into()) }
}
