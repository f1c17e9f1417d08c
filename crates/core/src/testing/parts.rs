//! A service of the small world that is made of several: the certificate of residence, and what a newcomer does with it.

use super::build::{field, form, output, step};
use super::service::definition;
use crate::definition::{Condition, FieldType, Part, PartOutput, Requirement, ServiceDefinition};
use crate::ids::{BodyId, IdInvalid, PartId};
use crate::request::subrequests::OpenSubrequest;
use crate::text::Text;

/// The body of the parts `library` and `parking`.
pub const LIBRARY: &str = "public-library";

fn id<T: TryFrom<String, Error = IdInvalid>>(text: &str) -> T {
    T::try_from(text.to_owned()).unwrap_or_else(|error| panic!("{error}"))
}

/// An optional part that comes after nothing and takes nothing over.
///
/// # Panics
/// If the names can't be ids.
pub fn part(name: &str, service: &str) -> Part {
    Part {
        id: id(name),
        service: id(service),
        name: Text::new("خدمة تابعة", name),
        mandatory: false,
        when: None,
        after: Vec::new(),
        answers: std::collections::BTreeMap::new(),
        documents: std::collections::BTreeMap::new(),
        outputs: std::collections::BTreeMap::new(),
    }
}

/// The newcomer's bundle: the certificate of residence is its mandatory part `residence`; `library` comes after it and is
/// fed its number; so is `parking`, which only owners ask for.
///
/// Its forms and documents are those of the certificate; it has no steps and no outputs of its own.
///
/// # Panics
/// Never: its ids are well formed.
pub fn composite() -> ServiceDefinition {
    let whole = definition();
    let mut residence = part("residence", "mun.residence-certificate");
    residence.mandatory = true;
    residence.answers = whole.fields().map(|field| (field.id.clone(), field.id.clone())).collect();
    residence.documents = whole.documents.iter().map(|it| (it.id.clone(), it.id.clone())).collect();
    let fed = |name: &str, service: &str| {
        let mut part = part(name, service);
        part.after = vec![id("residence")];
        part.answers = [(id("reader"), id("full_name"))].into();
        let from = PartOutput { part: id("residence"), output: id("certificate") };
        part.outputs = [(id("certificate_no"), from)].into();
        part
    };
    let mut parking = fed("parking", "lib.parking-permit");
    parking.when = Some(Condition::new("answers.owns_dwelling"));
    ServiceDefinition {
        code: id("mun.newcomer-bundle"),
        deadline: crate::definition::DeadlineTerms { working_days: 60, extension: None, law: None },
        steps: Vec::new(),
        outputs: Vec::new(),
        parts: vec![residence, fed("library", "lib.reader-card"), parking],
        ..whole
    }
}

/// The services of another body that are parts of the newcomer's bundle: a reader's card, and a parking permit.
///
/// # Panics
/// Never: its ids are well formed.
pub fn library() -> [ServiceDefinition; 2] {
    let asks = |name| {
        let mut asked = field(name, FieldType::Text);
        (asked.max_length, asked.required) = (Some(200), Requirement::Always);
        asked
    };
    ["lib.reader-card", "lib.parking-permit"].map(|code| ServiceDefinition {
        code: id(code),
        provider: id::<BodyId>(LIBRARY),
        conditions: Vec::new(),
        forms: vec![form("application", vec![asks("reader"), asks("certificate_no")])],
        documents: Vec::new(),
        steps: vec![step("print-card")],
        outputs: vec![output("card", true)],
        ..definition()
    })
}

/// Opens a part.
///
/// # Panics
/// If the name can't be a part's id.
pub fn open_part(name: &str) -> OpenSubrequest {
    OpenSubrequest { part: id::<PartId>(name) }
}
