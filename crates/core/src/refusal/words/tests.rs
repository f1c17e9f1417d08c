//! Counts in what people read: the right form of the noun in English, and in Arabic none that would need one.

use crate::calendar::deadline::DeadlineError;
use crate::refusal::Refusal;
use crate::text::Lang;

/// English says one thing in the singular and all others in the plural.
fn reads_well_in_english(text: &str) {
    let words: Vec<&str> = text.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
    for (at, word) in words.iter().enumerate() {
        let Ok(count) = word.parse::<u64>() else { continue };
        let noun = words[at + 1..].iter().take(2).find(|it| COUNTED.contains(&it.trim_end_matches('s')));
        let Some(noun) = noun else { continue };
        assert_eq!(noun.ends_with('s'), count != 1, "{text}");
    }
}

/// What the texts count.
const COUNTED: [&str; 6] = ["time", "extension", "day", "character", "digit", "decimal"];

/// A count stands after a label and before a mark, never before a word that it would inflect.
fn reads_well_in_arabic(text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(|it: char| it.is_ascii_digit()) {
        let after = rest[at..].trim_start_matches(|it: char| it.is_ascii_digit());
        let word = after.trim_start().chars().next();
        assert!(!word.is_some_and(char::is_alphabetic), "{text}");
        rest = after;
    }
}

fn check(refusal: &Refusal) {
    reads_well_in_english(&refusal.text(Lang::En));
    reads_well_in_arabic(&refusal.text(Lang::Ar));
}

#[test]
fn counts_have_the_right_form_of_their_nouns() {
    for count in [0, 1, 2, 3, 10, 11, 99, 100, 102, 1_000] {
        check(&Refusal::CorrectionRounds { allowed: count });
        check(&Refusal::ExtensionLimit { times: count, working_days: count });
        let error = DeadlineError::TooManyDays { days: 3_660 + count, limit: 3_660 };
        reads_well_in_english(&error.to_string());
        reads_well_in_arabic(&error.text().ar);
    }
}

#[test]
fn a_refusal_says_where_in_the_input_the_trouble_is() {
    let check = |refusal: Refusal, path: Option<&str>| assert_eq!(refusal.path(), path);
    check(Refusal::FieldNotOpen { path: "answers.address".to_owned() }, Some("answers.address"));
    check(Refusal::LawMissing, Some("law"));
    check(Refusal::ChecklistIncomplete { unchecked: Vec::new(), failed: Vec::new() }, Some("checklist"));
    check(Refusal::UnknownRequest, None);
}

#[test]
fn a_scheme_that_is_not_accepted_is_told_with_those_that_are() {
    let told = |accepted: &[&str]| {
        let accepted = accepted.iter().map(ToString::to_string).collect();
        let refusal = Refusal::IdentitySchemeNotAccepted { scheme: "otp".to_owned(), accepted };
        (refusal.text(Lang::En), refusal.text(Lang::Ar))
    };
    let (english, arabic) = told(&["national-id"]);
    assert!(english.contains("identify by national-id") && arabic.contains("national-id"));
    let (english, arabic) = told(&[]);
    assert!(english.contains("ask its provider") && arabic.contains("otp"));
}
