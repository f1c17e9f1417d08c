//! What an applicant fills in and attaches.

use std::collections::BTreeMap;

use talab::Submission;
use talab::core::request::intake::Document;
use talab::core::{ApplicantClass, DocumentKind, Value};
use time::{Date, Duration};
use uuid::Uuid;

use super::error::SimulationError;
use super::rng::Rng;

const GIVEN: [&str; 8] = ["عائشة", "محمد", "فاطمة", "علي", "خديجة", "سالم", "مريم", "يوسف"];
const FAMILY: [&str; 6] = ["الورفلي", "الزوي", "المصراتي", "الترهوني", "الغرياني", "الفيتوري"];
const QUARTERS: [&str; 5] = ["محلة الظهرة", "محلة فشلوم", "محلة بن عاشور", "محلة المنصورة", "محلة النوفليين"];

/// A request on paper: the right answers and documents, of which a story may leave some out.
#[derive(Clone, Debug)]
pub(super) struct Paper {
    pub(super) class: ApplicantClass,
    pub(super) answers: BTreeMap<&'static str, Value>,
    pub(super) documents: Vec<Document>,
    pub(super) email: Option<String>,
    pub(super) owns: bool,
    /// Whether the service can be granted: the applicant lives in the municipality.
    pub(super) eligible: bool,
}

impl Paper {
    /// A whole request of somebody, complete on the local day `today`.
    pub(super) fn draw(rng: &mut Rng, request: u64, today: Date) -> Result<Self, SimulationError> {
        let citizen = rng.chance(85);
        let (owns, eligible) = (rng.chance(45), rng.chance(90));
        let mut answers = BTreeMap::from([
            ("full_name", Value::from(full_name(rng))),
            ("municipality", Value::from(if eligible { "tripoli-centre" } else { "abu-salim" })),
            ("address", Value::from(address(rng))),
            ("owns_dwelling", Value::from(owns)),
        ]);
        if citizen {
            answers.insert("national_no", Value::from(national_number(rng)));
        }
        if rng.chance(60) {
            answers.insert(
                "resident_since",
                Value::from(format!("20{:02}-0{}-1{}", rng.between(5, 23), rng.between(1, 9), rng.below(10))),
            );
        }
        if rng.chance(40) {
            answers.insert("addressed_to", Value::from("مصرف الجمهورية"));
        }
        let mut documents = Vec::new();
        if !owns || rng.chance(20) {
            documents.push(bill(rng, today)?);
        }
        if !citizen {
            documents.push(document(rng, "residence_permit")?);
        }
        Ok(Self {
            class: if citizen { ApplicantClass::Citizen } else { ApplicantClass::Resident },
            answers,
            documents,
            email: rng.chance(55).then(|| format!("resident{request}@example.ly")),
            owns,
            eligible,
        })
    }

    /// Whether the applicant says that they own the dwelling, which corrections may have changed.
    pub(super) fn is_owner(&self) -> bool {
        self.answers.get("owns_dwelling") == Some(&Value::Boolean(true))
    }

    /// Whether nothing that the service requires was taken away or never came after a correction.
    pub(super) fn is_whole(&self) -> bool {
        self.is_owner() || self.documents.iter().any(|document| document.kind.as_str() == "utility_bill")
    }

    /// All of it, as a submission to `service`.
    pub(super) fn submission(&self, service: &str) -> Submission {
        let answers = self.answers.iter().map(|(field, value)| (*field, value.clone()));
        let filled = Submission::to(service).class(self.class).answers(answers);
        let filled = filled.documents(self.documents.iter().cloned());
        match &self.email {
            Some(email) => filled.email(email.as_str()),
            None => filled,
        }
    }
}

/// A utility bill of at most two months.
pub(super) fn bill(rng: &mut Rng, today: Date) -> Result<Document, SimulationError> {
    let age = Duration::days(i64::try_from(rng.between(1, 60)).unwrap_or(1));
    Ok(document(rng, "utility_bill")?.issued_on(today.saturating_sub(age)))
}

/// A document of this kind.
pub(super) fn document(rng: &mut Rng, kind: &str) -> Result<Document, SimulationError> {
    let format = *rng.pick(&["pdf", "jpg", "png"]).unwrap_or(&"pdf");
    let size = rng.between(10_000, 2_000_000);
    Ok(Document::new(DocumentKind::new(kind)?, digest(rng), size, format))
}

/// The digest of some bytes: 64 hexadecimal digits.
pub(super) fn digest(rng: &mut Rng) -> String {
    (0..4).map(|_| format!("{:016x}", rng.below(u64::MAX))).collect()
}

pub(super) fn national_number(rng: &mut Rng) -> String {
    format!("{}{}{:07}", rng.between(1, 2), rng.between(1950, 2006), rng.below(10_000_000))
}

pub(super) fn full_name(rng: &mut Rng) -> String {
    let mut given = || *rng.pick(&GIVEN).unwrap_or(&"سالم");
    let names = [given(), given(), given()].join(" ");
    format!("{names} {}", rng.pick(&FAMILY).unwrap_or(&"الزوي"))
}

pub(super) fn address(rng: &mut Rng) -> String {
    format!("{}، شارع النصر، مبنى {}", rng.pick(&QUARTERS).unwrap_or(&"محلة الظهرة"), rng.between(1, 200))
}

/// The id of a command: it follows from the seed, the request and the step.
pub(super) fn command_id(seed: u64, request: u64, step: usize) -> talab::CommandId {
    let name = format!("talab simulate\0{seed}\0{request}\0{step}");
    Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes()).into()
}
