//! Tests of the reason codes.

use std::collections::BTreeSet;

use serde_json::json;

use super::{Family, Fault, Reason, ReasonCode};
use crate::text::{Lang, Text, Words};

/// The catalogue of codes as it was agreed, written out a second time.
const AGREED: &[(&str, &str)] = &[
    (
        "NAK",
        "FORM_MISSING DOCUMENT_MISSING DOCUMENT_UNREADABLE FIELD_INVALID DECLARATION_MISSING \
         IDENTITY_MISMATCH IDENTITY_TOO_WEAK SOURCE_UNAVAILABLE MANDATE_MISSING INELIGIBLE_CLASS \
         FEE_NOT_PAID WRONG_AUTHORITY",
    ),
    (
        "COR",
        "VALUE_WRONG VALUE_INCONSISTENT DOCUMENT_EXPIRED DOCUMENT_UNREADABLE DOCUMENT_WRONG_TYPE \
         DOCUMENT_NOT_CERTIFIED TRANSLATION_MISSING SIGNATURE_MISSING REGISTER_MISMATCH \
         INFORMATION_INSUFFICIENT IRREGULARITY OTHER",
    ),
    ("DUP", "SAME_APPLICANT_SAME_SERVICE SAME_SUBJECT ALREADY_HOLDS_OUTPUT RETRANSMISSION"),
    (
        "SUS",
        "AWAITING_CORRECTION AWAITING_PAYMENT AWAITING_OTHER_BODY AWAITING_COURT FORCE_MAJEURE \
         APPLICANT_REQUEST SYSTEM_OUTAGE",
    ),
    ("EXT", "COMPLEXITY THIRD_PARTY_CONSULTATION INSPECTION_NEEDED FORCE_MAJEURE"),
    ("CAL", "HOLIDAY_DECLARED HOLIDAY_WITHDRAWN CLOCK_RESUMED DEADLINE_EXTENDED TRANSFER DATA_CORRECTION"),
    ("TRF", "NOT_COMPETENT_SUBJECT NOT_COMPETENT_PLACE REORGANISATION WITHIN_BODY"),
    ("TSK", "CONDITIONS_NOT_MET MISSING_INPUT NOT_OURS TECHNICAL TIMED_OUT PARENT_ENDED"),
    ("EVD", "NOT_FOUND SOURCE_DOWN REFUSED_BY_SOURCE MISMATCH CONSENT_MISSING NO_LEGAL_GROUND"),
    (
        "FEE",
        "DECLINED AMOUNT_DIFFERS EXPIRED CANCELLED_BY_PAYER DUPLICATE_PAYMENT WAIVED_BY_LAW \
         WAIVED_HARDSHIP DISPUTED",
    ),
    ("RFD", "REFUSED_BY_RULE WITHDRAWN DUPLICATE_PAYMENT PROVIDER_FAULT COURT FEE_REDUCED"),
    (
        "REF",
        "CONDITION_NOT_MET PROHIBITED_BY_LAW THIRD_PARTY_RIGHT FALSE_INFORMATION OTHER_BODY_REFUSED \
         QUOTA_EXHAUSTED PUBLIC_INTEREST",
    ),
    ("LAP", "NO_CORRECTION_IN_TIME ATTEMPT_NOT_SUPPLEMENTED FEE_NOT_PAID_IN_TIME NOT_COLLECTED INACTIVE"),
    (
        "CLS",
        "OUT_OF_SCOPE SERVICE_RETIRED APPLICANT_DECEASED ENTITY_DISSOLVED OBJECT_GONE DUPLICATE PARENT_ENDED",
    ),
    ("WDR", "NO_LONGER_NEEDED WILL_REAPPLY TOO_SLOW OTHER"),
    (
        "REV",
        "BY_AUTHORITY_ERROR BY_AUTHORITY_BREACH OBTAINED_BY_FRAUD BY_HOLDER COURT_ORDER LAW_CHANGED \
         CONDITION_LAPSED",
    ),
    ("SUP", "CLERICAL_ERROR MATERIAL_ERROR MATERIAL_OMISSION JUDICIAL_ORDER"),
    ("OBJ", "LATE NOT_A_DECISION NO_INTEREST GROUNDS_ACCEPTED GROUNDS_REJECTED SILENCE"),
    ("RPN", "OBJECTION_UPHELD COURT ERROR_FOUND NEW_FACTS LATE_CORRECTION"),
    ("EXC", "TECHNICAL_IMPOSSIBILITY MANUAL_RECORDS TRANSITION_PERIOD SECURITY"),
    ("NTF", "ADDRESS_INVALID BOUNCED MAILBOX_FULL GATEWAY_DOWN POST_RETURNED NONE_GIVEN"),
];

#[test]
fn the_table_holds_the_agreed_codes_and_no_others() {
    let families: Vec<_> = Family::ALL.iter().map(|family| family.code()).collect();
    let agreed: Vec<_> = AGREED.iter().map(|(family, _)| *family).collect();
    assert_eq!(families, agreed);
    for (family, details) in AGREED {
        let agreed: BTreeSet<_> =
            details.split_whitespace().map(|detail| format!("{family}.{detail}")).collect();
        let built: BTreeSet<_> = codes_of(family).map(|code| code.code().to_owned()).collect();
        assert_eq!(built, agreed, "family {family}");
    }
}

#[test]
fn codes_are_unique_and_name_their_family_and_variant() {
    let codes: BTreeSet<_> = ReasonCode::ALL.iter().map(|code| code.code()).collect();
    assert_eq!(codes.len(), ReasonCode::ALL.len());
    for code in ReasonCode::ALL {
        assert!(
            code.code().starts_with(&format!("{}.", code.family())),
            "{code} is filed under {}",
            code.family()
        );
        assert_eq!(format!("{code:?}"), pascal(code.code()), "the variant of {code}");
    }
}

#[test]
fn a_code_reads_back_as_itself_and_nothing_else_reads() {
    for code in ReasonCode::ALL {
        assert_eq!(ReasonCode::parse(code.code()), Some(*code));
        assert_eq!(serde_json::from_value::<ReasonCode>(json!(code)).ok(), Some(*code));
        assert_eq!(json!(code), json!(code.to_string()));
    }
    for other in
        ["", "NAK", "NAK.", "nak.form_missing", " NAK.FORM_MISSING", "NAK.FORM_MISSING.", "REF.DENIED"]
    {
        assert_eq!(ReasonCode::parse(other), None, "{other:?}");
    }
}

#[test]
fn an_unknown_code_is_refused_with_its_name() {
    let error =
        serde_json::from_value::<ReasonCode>(json!("NAK.BECAUSE")).err().map(|error| error.to_string());
    let error = error.unwrap_or_default();
    assert!(
        error.contains("\"NAK.BECAUSE\"") && error.contains("a reason code of the fixed list"),
        "{error}"
    );
}

#[test]
fn words_are_arabic_in_arabic_and_latin_in_english() {
    let codes = ReasonCode::ALL.iter().map(|code| (code.code(), code.words()));
    let families = Family::ALL.iter().map(|family| (family.code(), family.words()));
    for (code, Words { ar, en }) in codes.chain(families) {
        assert!(ar.chars().any(is_arabic) && !ar.chars().any(|c| c.is_ascii_alphabetic()), "{code}: {ar}");
        assert!(en.is_ascii() && en.chars().any(|c| c.is_ascii_alphabetic()), "{code}: {en}");
        for words in [ar, en] {
            assert!(
                !words.ends_with('.') && words.trim() == words && !words.contains("  "),
                "{code}: {words}"
            );
        }
    }
}

#[test]
fn withdrawing_is_the_applicants_and_revoking_the_authoritys() {
    for code in ReasonCode::ALL.iter().filter(|code| code.family() == Family::Rev) {
        assert!(!code.words().ar.contains("سحب"), "{code}");
    }
    assert_eq!(Family::Rev.words().ar, "إلغاء المخرَج");
    assert_eq!(Family::Wdr.words().ar, "سحب الطلب");
    assert_eq!(Family::Ref.words().ar, "رفض الطلب");
    assert_eq!(Family::Nak.words().ar, "عدم تأكيد استلام الطلب");
}

#[test]
fn what_the_law_makes_the_applicant_hear_is_shown() {
    let told = [Family::Nak, Family::Cor, Family::Ref, Family::Lap, Family::Cls, Family::Rev, Family::Cal];
    for code in ReasonCode::ALL.iter().filter(|code| told.contains(&code.family())) {
        assert!(code.shown_to_applicant(), "{code}");
    }
    let hidden: Vec<_> =
        ReasonCode::ALL.iter().filter(|code| !code.shown_to_applicant()).map(|c| c.code()).collect();
    let expected = [
        "TSK.MISSING_INPUT",
        "TSK.NOT_OURS",
        "TSK.TECHNICAL",
        "TSK.TIMED_OUT",
        "TSK.PARENT_ENDED",
        "EVD.REFUSED_BY_SOURCE",
        "EVD.NO_LEGAL_GROUND",
        "EXC.SECURITY",
        "NTF.GATEWAY_DOWN",
    ];
    assert_eq!(hidden, expected);
}

#[test]
fn a_mismatch_and_a_source_that_is_down_lie_on_different_sides() {
    assert_eq!(ReasonCode::NakIdentityMismatch.fault(), Fault::Applicant);
    assert_eq!(ReasonCode::NakSourceUnavailable.fault(), Fault::Third);
    assert_eq!(ReasonCode::SusSystemOutage.fault(), Fault::Provider);
    assert_eq!(json!(Fault::Nobody), json!("nobody"));
}

#[test]
fn a_reason_leaves_out_what_it_does_not_say() {
    let bare = Reason::new(ReasonCode::CorOther);
    assert_eq!(json!(bare), json!({ "code": "COR.OTHER" }));
    let full = bare.about("owner_name").with_detail(Text::new("الاسم ناقص", "The name is incomplete"));
    let wire = json!({
        "code": "COR.OTHER",
        "item": "owner_name",
        "detail": { "ar": "الاسم ناقص", "en": "The name is incomplete" },
    });
    assert_eq!(json!(full), wire);
    assert_eq!(serde_json::from_value::<Reason>(wire).ok(), Some(full));
    assert!(serde_json::from_value::<Reason>(json!({ "code": "COR.OTHER", "note": "x" })).is_err());
}

#[test]
fn a_reason_reads_as_one_line_in_both_languages() {
    let reason = Reason::new(ReasonCode::NakDocumentMissing).about("utility_bill");
    assert_eq!(reason.text(Lang::Ar), "لم يُرفق أحد المستندات المطلوبة (\u{2068}utility_bill\u{2069})");
    assert_eq!(reason.text(Lang::En), "A required document was not attached (utility_bill)");
    let reason = reason.with_detail(Text::new("فاتورة كهرباء أو مياه", "An electricity or water bill"));
    assert_eq!(
        reason.text(Lang::Ar),
        "لم يُرفق أحد المستندات المطلوبة (\u{2068}utility_bill\u{2069}): فاتورة كهرباء أو مياه"
    );
    assert_eq!(
        reason.text(Lang::En),
        "A required document was not attached (utility_bill): An electricity or water bill"
    );
}

#[test]
fn a_detail_in_one_language_is_shown_in_the_other_and_a_blank_one_is_not() {
    let reason = Reason::new(ReasonCode::FeeExpired);
    let arabic_only = reason.clone().with_detail(Text::new("راجع المصرف", " "));
    assert_eq!(arabic_only.text(Lang::En), "The time to pay has run out: \u{2068}راجع المصرف\u{2069}");
    let blank = reason.about("  ").with_detail(Text::new("", "\n"));
    assert_eq!(blank.text(Lang::Ar), "انتهت مهلة سداد الرسوم");
}

fn codes_of(family: &str) -> impl Iterator<Item = &'static ReasonCode> {
    ReasonCode::ALL.iter().filter(move |code| code.family().code() == family)
}

fn is_arabic(c: char) -> bool {
    ('\u{0621}'..='\u{064a}').contains(&c)
}

/// `"NAK.FORM_MISSING"` as a variant is called: `NakFormMissing`.
fn pascal(code: &str) -> String {
    let words = code.split(['.', '_']).map(|word| {
        let (head, tail) = word.split_at(1);
        format!("{head}{}", tail.to_ascii_lowercase())
    });
    words.collect()
}
