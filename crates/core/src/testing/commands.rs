//! Commands of the small world, ready to give.

use std::collections::BTreeMap;

use time::macros::date;

use super::people::{applicant, resident};
use crate::ids::{DocumentKind, FieldId, IdInvalid, OutputId, ServiceCode, StepId};
use crate::party::{ApplicantClass, Party};
use crate::private::Private;
use crate::reason::{Reason, ReasonCode};
use crate::request::decision::{ApproveDecision, Measure, Proposal, ProposeDecision};
use crate::request::execution::CompleteStep;
use crate::request::intake::{Acknowledge, Document, Submit, Supplement};
use crate::request::outputs::{DeliverOutput, IssueOutput};
use crate::request::parties::AddNote;
use crate::request::review::{Change, Correct, CorrectionItem, PassVerification, RequestCorrections, Target};
use crate::text::Text;
use crate::value::Value;

/// The hash of no bytes at all, as a document's hash.
pub const SHA256: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
/// The output of the certificate of residence.
pub const CERTIFICATE: &str = "certificate";
/// Its only step.
pub const VERIFY_ADDRESS: &str = "verify-address";

fn id<T: TryFrom<String, Error = IdInvalid>>(text: &str) -> T {
    T::try_from(text.to_owned()).unwrap_or_else(|error| panic!("{error}"))
}

/// The answers of a citizen who rents a dwelling in the municipality.
pub fn answers() -> BTreeMap<FieldId, Value> {
    let mut answers = BTreeMap::new();
    for (field, value) in [
        ("national_no", Value::from("119900123456")),
        ("full_name", Value::from("عائشة سالم محمد الزوي")),
        ("municipality", Value::from("tripoli-centre")),
        ("address", Value::from("محلة الظهرة، شارع النصر 14")),
        ("owns_dwelling", Value::from(false)),
    ] {
        answers.insert(id(field), value);
    }
    answers
}

/// One answer.
///
/// # Panics
/// If `field` can't be a field's id.
pub fn answer(field: &str, value: impl Into<Value>) -> BTreeMap<FieldId, Value> {
    BTreeMap::from([(id(field), value.into())])
}

/// A utility bill of 1 September 2025.
pub fn bill() -> Document {
    Document::new(id("utility_bill"), SHA256, 120_000, "pdf").issued_on(date!(2025 - 09 - 01))
}

/// A residence permit.
pub fn permit() -> Document {
    Document::new(id("residence_permit"), SHA256, 80_000, "jpg")
}

/// A complete submission by the citizen, with an e-mail address.
pub fn submission() -> Submit {
    let party = Party::new(applicant().person, ApplicantClass::Citizen);
    let mut submit = Submit::new(id::<ServiceCode>("mun.residence-certificate"), party);
    submit.answers = Private::new(answers());
    submit.documents = vec![bill()];
    submit.email = Private::new(Some("aisha@example.ly".to_owned()));
    submit.declared = true;
    submit
}

/// A complete submission by a foreigner who lives here: no national number, but a permit.
pub fn resident_submission() -> Submit {
    let mut submit = submission();
    submit.applicant = resident().1;
    let mut answers = answers();
    answers.remove("national_no");
    submit.answers = Private::new(answers);
    submit.documents.push(permit());
    submit
}

/// The citizen's submission without the utility bill and without the address.
pub fn incomplete_submission() -> Submit {
    let mut submit = submission();
    let mut answers = answers();
    answers.remove("address");
    submit.answers = Private::new(answers);
    submit.documents.clear();
    submit
}

/// Everything that [`incomplete_submission`] lacks.
pub fn supplement_bill() -> Supplement {
    Supplement {
        answers: Private::new(answer("address", "محلة الظهرة، شارع النصر 14")),
        documents: vec![bill()],
        ..Supplement::default()
    }
}

/// An officer acknowledges.
pub fn acknowledge() -> Acknowledge {
    Acknowledge::default()
}

/// Corrections of these fields; a name that begins with `documents.` is a document's.
///
/// # Panics
/// If a name can't be an id.
pub fn ask_corrections(targets: &[&str]) -> RequestCorrections {
    let target = |name: &str| match name.strip_prefix("documents.") {
        Some(kind) => Target::Document(id::<DocumentKind>(kind)),
        None => Target::Field(id::<FieldId>(name)),
    };
    let items = targets.iter().map(|name| CorrectionItem {
        target: target(name),
        fault: ReasonCode::CorValueWrong,
        instruction: Private::new(Text::new("يُرجى التصحيح كما في الوثيقة", "Write it as in the document")),
    });
    RequestCorrections { items: items.collect() }
}

/// Another answer in one field.
///
/// # Panics
/// If `field` can't be a field's id.
pub fn correct_answer(field: &str, value: impl Into<Value>) -> Correct {
    let change = Change::Answer { field: id(field), value: Private::new(value.into()) };
    Correct { changes: vec![change], ..Correct::default() }
}

/// No change, only a statement.
pub fn correct_nothing_but_say(statement: &str) -> Correct {
    Correct { statement: Private::new(Some(statement.to_owned())), ..Correct::default() }
}

/// A document taken back.
///
/// # Panics
/// If `kind` can't be a document's id.
pub fn remove_document(kind: &str) -> Correct {
    Correct { changes: vec![Change::RemoveDocument(id(kind))], ..Correct::default() }
}

/// The request is found verified.
pub fn pass() -> PassVerification {
    PassVerification { checked: vec!["national_no".to_owned(), "utility_bill".to_owned(), "c1".to_owned()] }
}

/// The only step is done.
pub fn step_done() -> CompleteStep {
    CompleteStep::new(id::<StepId>(VERIFY_ADDRESS)).finding("زيارة ميدانية: العنوان مطابق")
}

/// To grant.
pub fn grant() -> ProposeDecision {
    ProposeDecision { proposal: Proposal::Grant { conditions: Vec::new() } }
}

/// To deny, since the condition is not met.
pub fn denial() -> ProposeDecision {
    ProposeDecision {
        proposal: Proposal::Deny {
            reasons: vec![Reason::new(ReasonCode::RefConditionNotMet).about("c1")],
            remedies: Text::new(
                "يجوز التظلم أمام البلدية خلال ثلاثين يوماً",
                "An objection may be filed with the municipality within thirty days",
            ),
            explanation: None,
        },
    }
}

/// To end with one measure taken.
pub fn measures() -> ProposeDecision {
    let text = Text::new("صُحِّح القيد في سجل البلدية", "The entry in the municipal register was corrected");
    let measure = Measure { code: "register-corrected".to_owned(), text: Private::new(text) };
    ProposeDecision { proposal: Proposal::TakeMeasures { measures: vec![measure] } }
}

/// The proposal is approved.
pub fn approve() -> ApproveDecision {
    ApproveDecision::default()
}

/// The certificate is issued.
pub fn issue() -> IssueOutput {
    IssueOutput {
        output: id::<OutputId>(CERTIFICATE),
        number: "2025/117".to_owned(),
        sha256: SHA256.to_owned(),
        signature: None,
    }
}

/// The certificate is made available on the portal.
pub fn deliver() -> DeliverOutput {
    DeliverOutput { output: id::<OutputId>(CERTIFICATE), locator: "outputs/2025/117".to_owned() }
}

/// An internal note.
pub fn note() -> AddNote {
    AddNote { text: Private::from("يُراجع العنوان"), public: false, about: None }
}
