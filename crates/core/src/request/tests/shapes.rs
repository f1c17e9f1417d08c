//! Input that can't be taken in: refused with the place and the remedy, never a panic, never half a fact.

use crate::request::intake::{Document, Submit};
use crate::testing::{Life, SHA256, answers, applicant, bill, submission};
use crate::value::Value;

fn refused(submit: Submit) -> (String, String) {
    let mut life = Life::of_a_request();
    let refusal = life.refused(applicant(), "2025-10-16 10:30", submit);
    assert!(life.events().is_empty() && life.request().version() == 0);
    assert_eq!(refusal.code(), "field_invalid", "{refusal}");
    (refusal.path().unwrap().to_owned(), refusal.to_string())
}

fn with_answer(field: &str, value: impl Into<Value>) -> Submit {
    let mut submit = submission();
    let mut all = answers();
    all.extend(crate::testing::answer(field, value));
    submit.answers = all.into();
    submit
}

fn with_bill(change: impl FnOnce(&mut Document)) -> Submit {
    let mut submit = submission();
    change(&mut submit.documents[0]);
    submit
}

#[test]
fn answers_of_the_wrong_shape_are_named() {
    let cases: [(&str, Value); 9] = [
        ("national_no", Value::from("12345")),
        ("national_no", Value::from("11990012345x")),
        ("national_no", Value::from(119_900)),
        ("municipality", Value::from("atlantis")),
        ("owns_dwelling", Value::from("yes")),
        ("resident_since", Value::from("2025-02-30")),
        ("full_name", Value::from("")),
        ("full_name", Value::from("س".repeat(201))),
        ("full_name", Value::from("عائشة\u{202E}")),
    ];
    for (field, value) in cases {
        assert_eq!(refused(with_answer(field, value.clone())).0, format!("answers.{field}"), "{value}");
    }
}

#[test]
fn a_value_at_its_bound_is_taken() {
    let mut definition = crate::testing::definition();
    let mut rooms = crate::testing::field("rooms", crate::definition::FieldType::Integer);
    (rooms.min, rooms.max) = (Some(1), Some(9));
    let mut uses = crate::testing::field("uses", crate::definition::FieldType::Choices);
    uses.options = vec![crate::testing::option("home"), crate::testing::option("work")];
    definition.forms[0].fields.extend([rooms, uses]);
    let list = |values: &[&str]| Value::List(values.iter().map(|text| Value::from(*text)).collect());
    let attempt = |field: &str, value: Value| {
        let mut submit = with_answer(field, value);
        submit.documents[0].bytes = 10_000_000;
        Life::under(definition.clone()).does(applicant(), "2025-10-16 10:30", submit).map(|_| ())
    };
    for number in [1, 9] {
        assert_eq!(attempt("rooms", Value::from(number)), Ok(()), "{number}");
    }
    for number in [0, 10] {
        assert_eq!(attempt("rooms", Value::from(number)).unwrap_err().path(), Some("answers.rooms"));
    }
    assert_eq!(attempt("uses", list(&["home", "work"])), Ok(()));
    for wrong in [list(&["home", "home"]), list(&["shop"]), Value::from("home")] {
        assert_eq!(attempt("uses", wrong).unwrap_err().path(), Some("answers.uses"));
    }
}

/// Each richer type is taken in one form, and refused with its own remedy in both languages.
#[test]
fn the_richer_types_are_checked_each_by_its_own_rule() {
    use crate::definition::{FieldType as T, TextFormat};
    let mut definition = crate::testing::definition();
    let mut area = crate::testing::field("area", T::Decimal);
    (area.min, area.max) = (Some(100), Some(500_000));
    let mut iban = crate::testing::field("iban", T::Text);
    iban.format = Some(TextFormat::Iban);
    let more = [("capital", T::Money), ("born", T::DateTime), ("home", T::Address), ("place", T::Point)];
    definition.forms[0].fields.extend([area, iban]);
    definition.forms[0].fields.extend(more.map(|(name, kind)| crate::testing::field(name, kind)));
    let lines = |lines: &[&str]| Value::List(lines.iter().map(|line| Value::from(*line)).collect());
    let attempt = |field: &str, value: Value| {
        let mut life = Life::under(definition.clone());
        let submit = with_answer(field, value);
        life.does(applicant(), "2025-10-16 10:30", submit)?;
        Ok::<_, crate::refusal::Refusal>(life.request().answers().unwrap()[field].clone())
    };
    for (field, given, stored) in [
        ("area", Value::from("٢٤٠٫٥"), Value::from("240.50")),
        ("capital", Value::from(0), Value::from(0)),
        ("born", Value::from("2025-10-16T09:30"), Value::from("2025-10-16T09:30")),
        ("home", lines(&["طرابلس", " الظهرة ", "النصر 14"]), lines(&["طرابلس", "الظهرة", "النصر 14"])),
        ("place", Value::from("32.9, 13"), Value::from("32.900000,13.000000")),
        ("iban", Value::from("ly38 0210 0100 0000 1234 5678 9"), Value::from("LY38021001000000123456789")),
    ] {
        assert_eq!(attempt(field, given).as_ref(), Ok(&stored), "{field}");
        assert_eq!(attempt(field, stored.clone()), Ok(stored), "what is stored is taken in again as it is");
    }
    for (field, wrong) in [
        ("area", Value::from("0.99")),
        ("area", Value::from("5000.01")),
        ("area", Value::from("240.505")),
        ("area", Value::from(240)),
        ("capital", Value::from(-1)),
        ("capital", Value::from("5.000")),
        ("born", Value::from("2025-10-16")),
        ("home", Value::from("طرابلس")),
        ("home", lines(&["طرابلس", "الظهرة"])),
        ("place", Value::from("91,13")),
        ("iban", Value::from("LY38021001000000123456780")),
    ] {
        let refusal = attempt(field, wrong.clone()).unwrap_err();
        assert_eq!((refusal.code(), refusal.path()), ("field_invalid", Some(&*format!("answers.{field}"))));
        let arabic = refusal.text(crate::text::Lang::Ar);
        assert!(arabic.contains("يُرجى"), "{field} {wrong}: {arabic}");
    }
}

#[test]
fn a_refusal_names_the_first_trouble_in_form_order() {
    let mut submit = with_answer("resident_since", "never");
    let mut all = submit.answers.get().clone();
    all.extend(crate::testing::answer("national_no", "1"));
    submit.answers = all.into();
    assert_eq!(refused(submit).0, "answers.national_no");
}

#[test]
fn an_unknown_field_or_document_is_named() {
    assert_eq!(refused(with_answer("shoe_size", 42)).0, "answers.shoe_size");
    let mut submit = submission();
    submit.documents.push(Document::new("passport".try_into().unwrap(), SHA256, 1, "pdf"));
    assert_eq!(refused(submit).0, "documents.passport");
}

#[test]
fn digits_of_any_alphabet_are_stored_in_one() {
    let mut life = Life::of_a_request();
    life.then(applicant(), "2025-10-16 10:30", with_answer("national_no", "١١٩٩٠٠١٢٣٤٥٦"));
    assert_eq!(life.request().answers().unwrap()["national_no"], Value::from("119900123456"));
}

#[test]
fn documents_of_the_wrong_shape_are_named() {
    assert_eq!(refused(with_bill(|it| it.sha256 = "abc".to_owned())).0, "documents.utility_bill.sha256");
    let upper = refused(with_bill(|it| it.sha256 = SHA256.to_uppercase()));
    assert_eq!(upper.0, "documents.utility_bill.sha256");
    assert_eq!(refused(with_bill(|it| it.format = "exe".to_owned())).0, "documents.utility_bill.format");
    assert_eq!(refused(with_bill(|it| it.bytes = 0)).0, "documents.utility_bill.bytes");
    assert_eq!(refused(with_bill(|it| it.bytes = 10_000_001)).0, "documents.utility_bill.bytes");
    let odd = refused(with_bill(|it| it.locator = Some("a\u{7}".to_owned())));
    assert_eq!(odd.0, "documents.utility_bill.locator");
    let twice = refused({
        let mut submit = submission();
        submit.documents.push(bill());
        submit
    });
    assert_eq!(twice.0, "documents.utility_bill");
}

/// LY-10.2: a kind of document says its languages, whether it is signed and which standard it follows.
#[test]
fn a_document_is_what_its_kind_asks_and_says_so() {
    let mut asking = crate::testing::definition();
    let kind = &mut asking.documents[0];
    kind.languages = vec!["ar".to_owned(), "en".to_owned()];
    (kind.signed, kind.standard) = (true, Some("iso-19005-1:2005".to_owned()));
    assert_eq!(crate::definition::verify(&asking), []);
    let fitting = || bill().in_language("AR").signed().after_standard("iso-19005-1:2005");
    let refused = |document: Document| {
        let mut life = Life::under(asking.clone());
        let submit = with_bill(|it| *it = document);
        let refusal = life.refused(applicant(), "2025-10-16 10:30", submit);
        assert!(life.events().is_empty(), "nothing was appended");
        assert_eq!(refusal.code(), "field_invalid");
        refusal.path().unwrap().to_owned()
    };
    assert_eq!(
        refused(bill()),
        "documents.utility_bill.language",
        "a document that says nothing is not taken"
    );
    assert_eq!(refused(fitting().in_language("fr")), "documents.utility_bill.language");
    assert_eq!(refused(fitting().in_language("Arabic, please")), "documents.utility_bill.language");
    let unsigned = bill().in_language("ar").after_standard("iso-19005-1:2005");
    assert_eq!(refused(unsigned), "documents.utility_bill.signed");
    assert_eq!(refused(fitting().after_standard("iso-19005-1:2004")), "documents.utility_bill.standard");
    assert_eq!(refused(bill().in_language("ar").signed()), "documents.utility_bill.standard");
    let mut life = Life::under(asking.clone());
    life.then(applicant(), "2025-10-16 10:30", with_bill(|it| *it = fitting()));
    let held = life.request().documents().next().unwrap().clone();
    assert_eq!((held.language.as_deref(), held.signed), (Some("ar"), true));
    let mut plain = Life::of_a_request();
    plain.then(applicant(), "2025-10-16 10:30", with_bill(|it| *it = fitting()));
    assert!(!plain.events().is_empty(), "what nobody asks for may be said");
}

#[test]
fn a_format_may_be_written_in_capitals() {
    let mut life = Life::of_a_request();
    life.then(applicant(), "2025-10-16 10:30", with_bill(|it| it.format = "PDF".to_owned()));
    assert_eq!(life.request().documents().next().unwrap().format, "pdf");
}

#[test]
fn too_much_is_too_much() {
    let mut submit = submission();
    submit.documents = vec![bill(); 201];
    assert_eq!(refused(submit).0, "documents");
    let mut wide = crate::testing::definition();
    let mut big = crate::testing::field("story", crate::definition::FieldType::Text);
    big.max_length = Some(u16::MAX);
    let many: Vec<_> = (0..5)
        .map(|n| crate::definition::Field { id: format!("story{n}").try_into().unwrap(), ..big.clone() })
        .collect();
    let mut submit = submission();
    let mut all = answers();
    for field in &many {
        all.insert(field.id.clone(), Value::from("x".repeat(usize::from(u16::MAX))));
    }
    wide.forms[0].fields.extend(many);
    submit.answers = all.into();
    let mut life = Life::under(wide);
    assert_eq!(life.refused(applicant(), "2025-10-16 10:30", submit).path(), Some("answers"));
}

#[test]
fn an_e_mail_address_must_be_one() {
    for wrong in ["", "aisha", "aisha@", "a@b@c.ly", "aisha@example", "a b@example.ly"] {
        let mut submit = submission();
        submit.email = Some(wrong.to_owned()).into();
        assert_eq!(refused(submit).0, "email", "{wrong}");
    }
}

/// H15: nothing of a secret document is stored, not even its name in an event.
#[test]
fn a_classified_document_is_refused_and_leaves_no_trace() {
    let mut life = Life::of_a_request();
    let refusal =
        life.refused(applicant(), "2025-10-16 10:30", with_bill(|document| document.classified = true));
    assert_eq!(refusal.code(), "out_of_scope_document");
    assert!(life.events().is_empty());
}

#[test]
fn no_refusal_repeats_what_the_applicant_wrote() {
    for (field, value) in [("national_no", "119900999999999"), ("resident_since", "1999-99-99")] {
        let (_, told) = refused(with_answer(field, value));
        assert!(!told.contains(value), "{told}");
    }
}
