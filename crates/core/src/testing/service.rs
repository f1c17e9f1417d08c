//! The service of the small world: a certificate of residence.

use super::build::{condition, document_type, field, form, option, output, step};
use super::people::provider;
use crate::definition::{
    AcknowledgementMode, AcknowledgementTerms, Change, Condition, CorrectionTerms, DeadlineTerms,
    DocumentType, FeeTerms, Field, FieldType, NoAnswer, OutputType, Requirement, Rules, ServiceDefinition,
};
use crate::ids::{Jurisdiction, ServiceCode};
use crate::party::ApplicantClass;
use crate::text::Text;

/// The certificate of residence, the same as `examples/services/residence-certificate.toml`.
///
/// A test changes what it needs: the fields are public.
///
/// # Panics
/// Never: its ids are well formed.
pub fn definition() -> ServiceDefinition {
    let certificate = Text::new("شهادة محل الإقامة", "Certificate of residence");
    let mut application = form("application", fields());
    application.title = Text::new("نموذج طلب شهادة محل الإقامة", "Application");
    application.purpose = Some(Text::new(
        "إثبات محل الإقامة وإصدار الشهادة به",
        "to establish the residence, and to certify it",
    ));
    let mut lives_here = condition("c1", Some("answers.municipality == \"tripoli-centre\""));
    lives_here.text = Text::new(
        "أن يكون مقدّم الطلب مقيماً داخل نطاق البلدية",
        "The applicant lives within the municipality",
    );
    let mut verify = step("verify-address");
    verify.name = Text::new("التحقق من محل الإقامة", "Verify the address");
    ServiceDefinition {
        code: ServiceCode::new("mun.residence-certificate").unwrap_or_else(|error| panic!("{error}")),
        version: 1,
        name: certificate.clone(),
        description: Text::new(
            "تُثبت محل إقامة مقدّم الطلب في نطاق البلدية",
            "States where the applicant lives within the municipality",
        ),
        provider: provider(),
        calendar: Jurisdiction::new("ly-west").unwrap_or_else(|error| panic!("{error}")),
        beneficiaries: vec![ApplicantClass::Citizen, ApplicantClass::Resident],
        legal_basis: vec!["law-59-2012".to_owned()],
        directory: None,
        change: None,
        rests_on: None,
        deadline: DeadlineTerms { working_days: 3, extension: None, law: None },
        classified: false,
        intake: None,
        identity: None,
        notices: None,
        corrections: CorrectionTerms { working_days: 5, rounds: 2, on_no_answer: NoAnswer::LapseByDecision },
        rules: Rules::default(),
        fees: FeeTerms { none: Some(Text::new("مجاناً", "Free of charge")), ..FeeTerms::default() },
        conditions: vec![lives_here],
        forms: vec![application],
        documents: documents(),
        steps: vec![verify],
        joins: Vec::new(),
        parts: Vec::new(),
        outputs: vec![OutputType {
            name: certificate,
            valid_for: "6 months".parse().ok(),
            ..output("certificate", true)
        }],
        objection: None,
        indicators: Vec::new(),
        acknowledgement: AcknowledgementTerms {
            template: Text::new(
                "استُلم طلبكم رقم {reference} بتاريخ {received_at}. الزمن المتوقع لاكتمال التنفيذ: {expected_by}.",
                "Your request {reference} was received on {received_at}. Expected completion: {expected_by}.",
            ),
        },
    }
}

/// What a later version changed, as its provider notes it.
pub fn lower_fee() -> Change {
    Change { note: Text::new("خُفّض الرسم", "The fee is lower"), because: None }
}

/// The same service where another law lets officers acknowledge, and steps and decisions come first.
pub fn municipal() -> ServiceDefinition {
    let mut definition = definition();
    definition.rules.acknowledgement = AcknowledgementMode::ByOfficer;
    definition.rules.decision_before_acknowledgement = true;
    definition
}

fn fields() -> Vec<Field> {
    let labelled = |name, kind, ar: &str, en: &str| Field { label: Text::new(ar, en), ..field(name, kind) };
    let only_citizens = Requirement::If(Condition::new("applicant.class == \"citizen\""));
    let place = |value, ar: &str, en: &str| {
        let mut place = option(value);
        place.label = Text::new(ar, en);
        place
    };
    vec![
        Field {
            length: Some(12),
            source: "civil-registry".to_owned(),
            required: only_citizens,
            ..labelled("national_no", FieldType::Digits, "الرقم الوطني", "National number")
        },
        Field {
            max_length: Some(200),
            required: Requirement::Always,
            ..labelled("full_name", FieldType::Text, "الاسم الرباعي", "Full name")
        },
        Field {
            options: vec![
                place("tripoli-centre", "طرابلس المركز", "Tripoli Centre"),
                place("hay-al-andalus", "حي الأندلس", "Hay al-Andalus"),
                place("abu-salim", "أبو سليم", "Abu Salim"),
            ],
            required: Requirement::Always,
            personal: false,
            ..labelled("municipality", FieldType::Choice, "البلدية", "Municipality")
        },
        Field {
            max_length: Some(300),
            required: Requirement::Always,
            ..labelled(
                "address",
                FieldType::Text,
                "العنوان: المحلة والشارع ورقم المبنى",
                "Address: quarter, street and number of the building",
            )
        },
        labelled(
            "resident_since",
            FieldType::Date,
            "تاريخ بدء الإقامة في هذا العنوان",
            "Living at this address since",
        ),
        Field {
            required: Requirement::Always,
            personal: false,
            ..labelled("owns_dwelling", FieldType::Boolean, "هل تملك المسكن؟", "Do you own the dwelling?")
        },
        Field {
            max_length: Some(200),
            ..labelled(
                "addressed_to",
                FieldType::Text,
                "الجهة الموجَّهة إليها الشهادة",
                "The body the certificate is addressed to",
            )
        },
    ]
}

fn documents() -> Vec<DocumentType> {
    let scan = |name, ar: &str, en: &str, required: &str| DocumentType {
        name: Text::new(ar, en),
        required: Requirement::If(Condition::new(required)),
        formats: ["pdf", "jpg", "png"].map(str::to_owned).to_vec(),
        max_bytes: Some(10_000_000),
        ..document_type(name)
    };
    let bill = scan("utility_bill", "فاتورة كهرباء أو مياه", "Utility bill", "!answers.owns_dwelling");
    vec![
        DocumentType { not_older_than: "3 months".parse().ok(), ..bill },
        scan(
            "residence_permit",
            "إقامة سارية المفعول",
            "Valid residence permit",
            "applicant.class == \"resident\"",
        ),
    ]
}
