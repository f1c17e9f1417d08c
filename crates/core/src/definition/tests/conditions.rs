//! Conditions: what they see, and what they can't do to us.

use std::collections::BTreeMap;

use proptest::prelude::*;

use crate::definition::{Condition, Scope};
use crate::ids::FieldId;
use crate::party::{ApplicantClass, Party};
use crate::testing::{answer, answers, definition, field, somebody};
use crate::value::Value;

fn judge(source: &str, answers: &BTreeMap<FieldId, Value>) -> Result<bool, String> {
    let party = Party::new(somebody("p-aisha"), ApplicantClass::Citizen);
    let definition = definition();
    Condition::new(source).holds(&Scope::new(&definition, answers, &party)).map_err(|error| error.to_string())
}

fn refused(source: &str) -> String {
    Condition::new(source).reads().unwrap_err().to_string()
}

#[test]
fn a_condition_sees_answers_and_a_little_of_the_applicant() {
    for held in [
        "answers.municipality == 'tripoli-centre'",
        "!answers.owns_dwelling",
        "applicant.class == 'citizen' && applicant.kind == 'natural'",
        "answers.municipality in ['tripoli-centre', 'abu-salim']",
        "answers.addressed_to == null",
        "answers.full_name.size() > 3",
        "['a', 'b'].exists(it, it == 'b')",
    ] {
        assert_eq!(judge(held, &answers()), Ok(true), "{held}");
    }
    assert_eq!(judge("answers.municipality == 'abu-salim'", &answers()), Ok(false));
}

/// LY-1b: in Libya or abroad, as the applicant says; nothing is supposed where nothing was said.
#[test]
fn a_condition_sees_where_the_applicant_lives() {
    let definition = definition();
    let holds = |country: Option<&str>, source: &str| {
        let mut party = Party::new(somebody("p-aisha"), ApplicantClass::Citizen);
        if let Some(country) = country {
            party = party.living_in(country.try_into().unwrap());
        }
        Condition::new(source).holds(&Scope::new(&definition, &answers(), &party)).unwrap()
    };
    let abroad = "applicant.country != null && applicant.country != 'LY'";
    assert_eq!([Some("TN"), Some("LY"), None].map(|country| holds(country, abroad)), [true, false, false]);
    assert!(holds(None, "applicant.country == null"));
    let mut asks = definition.clone();
    asks.conditions[0].when = Some(Condition::new("applicant.country.startsWith('L')"));
    let places: Vec<_> = crate::definition::verify(&asks).into_iter().map(|it| it.path).collect();
    assert_eq!(places, ["condition.c1.when"], "it can't be judged of who said nothing");
    let days = "applicant.country == null || days_between(applicant.country, '2025-10-16') > 0";
    asks.conditions[0].when = Some(Condition::new(days));
    let places: Vec<_> = crate::definition::verify(&asks).into_iter().map(|it| it.path).collect();
    assert_eq!(places, ["condition.c1.when"], "nor of who said it");
}

/// Decimals and points are whole numbers to a condition; days compare and are counted.
#[test]
fn a_condition_reads_numbers_and_days() {
    use crate::definition::FieldType as T;
    let mut definition = definition();
    definition.forms[0].fields.extend([
        field("area", T::Decimal),
        field("capital", T::Money),
        field("place", T::Point),
        field("home", T::Address),
        field("born", T::DateTime),
    ]);
    let lines = ["طرابلس", "الظهرة", "شارع النصر"].map(Value::from);
    let mut all = answers();
    for (name, value) in [
        ("area", Value::from("240.50")),
        ("capital", Value::from(5_000)),
        ("place", Value::from("32.887209,13.191338")),
        ("home", Value::List(lines.into())),
        ("born", Value::from("2007-10-16T23:30")),
        ("resident_since", Value::from("2025-08-31")),
    ] {
        let id = FieldId::new(name).unwrap();
        let accepted = definition.field(&id).unwrap().accept(value).unwrap();
        all.insert(id, accepted);
    }
    let party = Party::new(somebody("p-aisha"), ApplicantClass::Citizen);
    let scope = Scope::new(&definition, &all, &party).on(time::macros::date!(2025 - 10 - 16));
    for held in [
        "answers.area == 24050 && answers.area * 2 / 100 == 481",
        "answers.capital >= 5000",
        "answers.place[0] > 32000000 && answers.place[1] < 14000000",
        "answers.home[0] == 'طرابلس' && answers.home.size() == 3",
        "years_between(answers.born, submission.date) == 18",
        "answers.resident_since < submission.date",
        "days_between(answers.resident_since, submission.date) == 46",
        "months_started(answers.resident_since, submission.date) == 2",
        "submission.date == '2025-10-16'",
        "min(3, 2) == 2 && max(3, 2) == 3",
    ] {
        assert_eq!(Condition::new(held).holds(&scope).map_err(|error| error.to_string()), Ok(true), "{held}");
    }
    let undated = Scope::new(&definition, &all, &party);
    assert!(Condition::new("years_between(answers.born, submission.date) == 18").holds(&undated).is_err());
    assert!(refused("submission.clock > 1").contains("submission.clock"));
    assert!(refused("size(submission) > 1").contains("whole"));
}

#[test]
fn an_unanswered_field_is_null_and_not_an_error_of_ours() {
    assert_eq!(judge("answers.municipality == 'tripoli-centre'", &BTreeMap::new()), Ok(false));
    assert!(judge("!answers.owns_dwelling", &BTreeMap::new()).is_err());
}

#[test]
fn only_a_truth_value_is_an_answer() {
    let error = judge("answers.municipality", &answers()).unwrap_err();
    assert!(error.contains("yields") && error.contains("not true or false"), "{error}");
    assert!(judge("1 / 0 == 1", &answers()).is_err());
}

#[test]
fn what_is_read_is_known() {
    let reads = Condition::new("answers.a == 1 && (answers.b in [1] || applicant.class == 'x')").reads();
    assert_eq!(reads.unwrap(), ["a", "b"]);
}

#[test]
fn nothing_else_can_be_seen() {
    assert!(refused("now() == 1 && request.stage == 'x'").contains("reads `request`"));
    assert!(refused("applicant.person == 'p'").contains("applicant.person"));
    assert!(refused("size(answers) > 1").contains("whole"));
    assert!(refused("answers.exists(key, true)").contains("whole"));
    assert!(refused("answers['municipality'] == 'x'").contains("whole"));
    assert!(refused("{'a': 1}.a == 1").contains("map"));
}

#[test]
fn the_work_of_a_condition_is_bounded() {
    assert!(refused(&format!("{} == 1", "1 + ".repeat(300) + "1")).contains("longer than"));
    let nested = (0..40).fold("true".to_owned(), |inner, _| format!("({inner}) == true"));
    assert!(refused(&nested).contains("nested deeper"), "{nested}");
    let list = "[1,1,1,1,1,1,1,1]";
    let walks =
        |depth: usize| (0..depth).fold("true".to_owned(), |inner, n| format!("{list}.all(v{n}, {inner})"));
    assert!(Condition::new(walks(2)).reads().is_ok());
    // Walks inside walks multiply: eight of eight items each would be sixteen million steps.
    assert!(refused(&walks(8)).contains("walks"), "nested walks must be refused");
}

/// A text with many brackets must be judged or refused, not bring the process down.
#[test]
fn deep_brackets_are_survived() {
    for (open, close) in [("(", ")"), ("[", "]"), ("!", ""), ("-", ""), ("[1].all(a,", ")")] {
        let times = 950 / (open.len() + close.len());
        let whole = Condition::new(open.repeat(times) + "true" + &close.repeat(times));
        if whole.reads().is_ok() {
            let _ = judge(whole.source(), &answers());
        }
        assert!(close.is_empty() || Condition::new(open.repeat(times) + "true").reads().is_err(), "{open}");
    }
    assert!(Condition::new("[".repeat(80) + "true" + &"]".repeat(80)).reads().is_err());
}

#[test]
fn a_long_condition_is_shown_cut() {
    let error = refused(&format!("{} ==", "x".repeat(900)));
    assert!(error.len() < 300, "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Whatever somebody writes, judging it ends with a verdict or an error.
    #[test]
    fn no_text_panics(source in "[a-z0-9.!&|=<>()\\[\\]{}+*/%?:,'\" _-]{0,60}") {
        let condition = Condition::new(source.clone());
        let _ = condition.reads();
        if condition.reads().is_ok() {
            let _ = judge(&source, &answers());
        }
    }

    #[test]
    fn no_answer_panics(text in "\\PC{0,40}") {
        let answers = answer("municipality", text.as_str());
        let held = judge("answers.municipality == 'tripoli-centre'", &answers);
        prop_assert_eq!(held, Ok(text == "tripoli-centre"));
    }
}
