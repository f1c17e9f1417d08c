//! Builders for the parts of a service definition, which can't be written as literals outside the core.

use crate::definition::{
    Choice, Condition, ConditionTerms, DocumentType, ExtensionTerms, Field, FieldType, Form, Join, Need,
    OutputType, Requirement, Step,
};
use crate::ids::IdInvalid;
use crate::money::Currency;
use crate::text::Text;

fn id<T: TryFrom<String, Error = IdInvalid>>(text: &str) -> T {
    T::try_from(text.to_owned()).unwrap_or_else(|error| panic!("{error}"))
}

/// A text in both languages; the Arabic says only what kind of thing it is.
fn called(ar: &str, en: &str) -> Text {
    Text::new(ar, en)
}

/// A form with these fields.
///
/// # Panics
/// If `name` can't be a form's id.
pub fn form(name: &str, fields: Vec<Field>) -> Form {
    Form {
        id: id(name),
        title: called("نموذج", name),
        purpose: Some(called("دراسة الطلب", name)),
        ground: None,
        fields,
    }
}

/// A personal field the applicant answers or not.
///
/// # Panics
/// If `name` can't be a field's id.
pub fn field(name: &str, kind: FieldType) -> Field {
    Field {
        id: id(name),
        label: called("بيان", name),
        kind,
        length: None,
        max_length: None,
        format: None,
        scale: (kind == FieldType::Decimal).then_some(2),
        currency: (kind == FieldType::Money)
            .then(|| Currency::new("LYD").unwrap_or_else(|error| panic!("{error}"))),
        min: None,
        max: None,
        options: Vec::new(),
        source: "applicant".to_owned(),
        formula: None,
        required: Requirement::Optional,
        carried_by_applicant: None,
        personal: true,
    }
}

/// Something to choose.
pub fn option(value: &str) -> Choice {
    Choice { value: value.to_owned(), label: called("خيار", value) }
}

/// A document to attach or not, of any format, size and age.
///
/// # Panics
/// If `name` can't be a document's id.
pub fn document_type(name: &str) -> DocumentType {
    DocumentType {
        id: id(name),
        name: called("مستند", name),
        required: Requirement::Optional,
        not_older_than: None,
        formats: Vec::new(),
        max_bytes: None,
        languages: Vec::new(),
        signed: false,
        standard: None,
        issued_by: None,
        carried_by_applicant: None,
    }
}

/// A condition, judged by the engine if `when` is given and by an officer otherwise.
///
/// # Panics
/// If `name` can't be a condition's id.
pub fn condition(name: &str, when: Option<&str>) -> ConditionTerms {
    ConditionTerms { id: id(name), text: called("شرط", name), when: when.map(Condition::new), law: None }
}

/// A step of the provider's own.
///
/// # Panics
/// If `name` can't be a step's id.
pub fn step(name: &str) -> Step {
    Step {
        id: id(name),
        name: called("خطوة", name),
        by: Step::PROVIDER.to_owned(),
        after: None,
        when: None,
        working_days: None,
        advisory: false,
        manual: false,
        fields: Vec::new(),
        documents: Vec::new(),
    }
}

/// A step of another body, after the steps named.
///
/// # Panics
/// If a name can't be a step's id.
pub fn task(name: &str, body: &str, after: &[&str]) -> Step {
    Step { by: body.to_owned(), after: Some(after.iter().map(|it| id(it)).collect()), ..step(name) }
}

/// Steps of which some are enough.
///
/// # Panics
/// If a name can't be a step's id.
pub fn join(name: &str, of: &[&str], need: Need) -> Join {
    Join { id: id(name), of: of.iter().map(|it| id(it)).collect(), need }
}

/// An output that is valid for good.
///
/// # Panics
/// If `name` can't be an output's id.
pub fn output(name: &str, mandatory: bool) -> OutputType {
    OutputType {
        id: id(name),
        name: called("مخرَج", name),
        valid_for: None,
        mandatory,
        after: Vec::new(),
        paper: None,
        signature: None,
    }
}

/// How far a deadline may be extended.
pub fn extension(times: u32, working_days: u32) -> ExtensionTerms {
    ExtensionTerms { times, working_days }
}
