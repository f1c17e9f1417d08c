//! Counts of every class, files with slips, and what is said where a file says nothing.

use talab_core::{CommandKind, Lang, ReasonCode, Refusal, Stage};

use super::{Phrases, PhrasesInvalid, Unit};

fn check(language: &str, refusal: &Refusal, said: &str) {
    assert_eq!(Phrases::new().plain().refusal(language, refusal), said);
}

fn rounds(allowed: u32) -> Refusal {
    Refusal::CorrectionRounds { allowed }
}

#[test]
fn an_arabic_noun_follows_its_count_in_six_forms() {
    let phrases = Phrases::new().plain();
    let requests = |count| phrases.counted("ar", Unit::Requests, count);
    let told: Vec<String> = [0, 1, 2, 3, 10, 11, 99, 100, 101, 102, 103, 111, 200].map(requests).into();
    assert_eq!(
        told,
        [
            "لا طلبات",
            "طلب واحد",
            "طلبان",
            "3 طلبات",
            "10 طلبات",
            "11 طلباً",
            "99 طلباً",
            "100 طلب",
            "101 طلب",
            "102 طلب",
            "103 طلبات",
            "111 طلباً",
            "200 طلب",
        ]
    );
}

#[test]
fn a_sentence_follows_its_count() {
    for (allowed, said) in [(1, "مرة واحدة"), (2, "مرتين"), (3, "3 مرات"), (11, "11 مرة"), (100, "100 مرة")]
    {
        let told = Phrases::new().plain().refusal("ar", &rounds(allowed));
        assert!(told.starts_with(&format!("طُلب التصحيح {said}،")), "{told}");
    }
    check(
        "en",
        &rounds(1),
        "corrections were already asked once, as often as the service allows; decide on what is there",
    );
    check(
        "en",
        &Refusal::ExtensionLimit { times: 1, working_days: 5 },
        "the service allows 1 extension of 5 working days in all, and they are used up or exceeded",
    );
    check(
        "ar",
        &Refusal::ExtensionLimit { times: 2, working_days: 12 },
        "تسمح هذه الخدمة بتمديدين، والحد الأقصى إجمالاً 12 يوم عمل، وقد استُنفد ذلك أو جرى تجاوزه",
    );
}

#[test]
fn the_messages_and_the_core_count_alike() {
    use talab_core::definition::Period;
    let phrases = Phrases::new().plain();
    for (unit, noun) in [(Unit::Days, "days"), (Unit::Months, "months"), (Unit::Years, "years")] {
        for count in 1..=1000 {
            let period: Period = format!("{count} {noun}").parse().unwrap();
            assert_eq!(phrases.counted("ar", unit, count), period.text(Lang::Ar));
            assert_eq!(phrases.counted("en", unit, count), period.text(Lang::En));
        }
    }
}

#[test]
fn every_count_comes_in_both_languages_and_every_key_is_known() {
    for language in ["ar", "en"] {
        let missing = Phrases::new().missing(language);
        assert!(!missing.iter().any(|key| key.starts_with("count-")), "{missing:?}");
        assert!(missing.len() < Phrases::keys().len() && missing.contains(&"refusal-wrong_stage".to_owned()));
    }
    assert_eq!(Phrases::new().missing("ar"), Phrases::new().missing("en"), "what one says, the other says");
    assert_eq!(Phrases::new().missing("fr"), Phrases::keys());
    assert_eq!(Phrases::new().missing("no tag"), Phrases::keys());
}

#[test]
fn what_no_file_says_is_said_in_the_words_of_the_engine() {
    let refusal = Refusal::IdentityMissing;
    let phrases = Phrases::new();
    assert_eq!(phrases.refusal("ar", &refusal), refusal.text(Lang::Ar));
    assert_eq!(phrases.refusal("ar-LY", &refusal), refusal.text(Lang::Ar));
    assert_eq!(phrases.refusal("fr", &refusal), refusal.text(Lang::En));
    assert_eq!(phrases.refusal("?", &refusal), refusal.text(Lang::En));
    let reason = ReasonCode::ALL[0];
    assert_eq!(phrases.reason("ar", reason), reason.words().ar);
    assert_eq!(phrases.plain().counted("fr", Unit::Days, 3), "3 days");
}

#[test]
fn a_region_goes_before_its_language_and_a_later_file_before_an_earlier() {
    let key = "count-requests = { $count } معاملة";
    let phrases = Phrases::new().plain().with("ar-LY", key).unwrap();
    assert_eq!(phrases.counted("ar-LY", Unit::Requests, 3), "3 معاملة");
    assert_eq!(phrases.counted("ar", Unit::Requests, 3), "3 طلبات");
    assert_eq!(phrases.counted("ar-LY", Unit::Days, 3), "3 أيام");
    let again = phrases.with("ar-LY", "count-requests = كثير").unwrap();
    assert_eq!(again.counted("ar-LY", Unit::Requests, 3), "كثير");
}

#[test]
fn the_fields_of_a_refusal_are_arguments() {
    let messages = "
refusal-wrong_stage = { $stage ->
    [under_verification] en cours d’examen : { $command }
   *[other] pas maintenant
 }
refusal-incomplete = { $missing-count ->
    [one] il manque { $missing }
   *[other] il manque { $missing-count } choses : { $missing }
 }
refusal-definition_invalid = { $path } : { $problem }
reason-NAK-FORM_MISSING = formulaire manquant
";
    let phrases = Phrases::new().plain().with("fr", messages).unwrap();
    let at = |stage| Refusal::WrongStage { stage, command: CommandKind::Withdraw };
    assert_eq!(phrases.refusal("fr", &at(Some(Stage::UnderVerification))), "en cours d’examen : withdraw");
    assert_eq!(phrases.refusal("fr", &at(Some(Stage::Closed))), "pas maintenant");
    // Another refusal of the same code has no stage: the engine's own words, and no half sentence.
    let other = Refusal::ServiceVersionStanding { version: 2, standing: None };
    assert_eq!(other.code(), "wrong_stage");
    assert_eq!(phrases.refusal("fr", &other), other.text(Lang::En));
    let missing =
        |missing: &[&str]| Refusal::Incomplete { missing: missing.iter().map(ToString::to_string).collect() };
    assert_eq!(phrases.refusal("fr", &missing(&["a"])), "il manque a");
    assert_eq!(phrases.refusal("fr", &missing(&["a", "b"])), "il manque 2 choses : a, b");
    let problem = talab_core::Text::new("خطأ", "wrong");
    let invalid = Refusal::DefinitionInvalid { path: "steps".to_owned(), problem };
    assert_eq!(phrases.refusal("fr", &invalid), "steps : wrong");
    assert_eq!(phrases.reason("fr", ReasonCode::parse("NAK.FORM_MISSING").unwrap()), "formulaire manquant");
}

#[test]
fn a_value_keeps_its_direction_unless_the_marks_are_off() {
    let phrases = Phrases::new();
    assert_eq!(phrases.counted("ar", Unit::Days, 3), "\u{2068}3\u{2069} أيام");
    assert_eq!(phrases.plain().counted("ar", Unit::Days, 3), "3 أيام");
    let later = Phrases::new().plain().with("fr", "count-days = { $count } jours").unwrap();
    assert_eq!(later.counted("fr", Unit::Days, 3), "3 jours", "also in files that come later");
}

#[test]
fn a_file_with_a_slip_is_refused_whole() {
    let refused = |language: &str, messages: &str| Phrases::new().with(language, messages).unwrap_err();
    assert_eq!(refused("no tag", ""), PhrasesInvalid::Language { given: "no tag".to_owned() });
    let (language, key) = ("fr".to_owned(), "refusal-wrong_stag".to_owned());
    let unknown = PhrasesInvalid::UnknownKey { language: language.clone(), key };
    assert_eq!(refused("fr", "refusal-wrong_stag = x"), unknown);
    let key = "count-days".to_owned();
    assert_eq!(refused("fr", "count-days =\n  .hint = x"), PhrasesInvalid::Empty { language, key });
    let slip = refused("fr", "count-days = jours\n\ncount-months = { $count\n");
    assert!(matches!(&slip, PhrasesInvalid::Syntax { line: 3.., .. }), "{slip:?}");
    assert!(slip.to_string().contains("projectfluent.org"), "{slip}");
    // Terms and comments are the file's own affair.
    let fine = Phrases::new()
        .plain()
        .with("fr", "# Durées\n-jour = jour\ncount-days = { $count } { -jour }s")
        .unwrap();
    assert_eq!(fine.counted("fr", Unit::Days, 2), "2 jours");
}

/// The files in the guide are files that can be given.
#[test]
fn the_guide_shows_what_can_be_read() {
    let guide = include_str!("../../docs/guide/words.md");
    let files: Vec<&str> =
        guide.split("```ftl\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert_eq!(files.len(), 2);
    let phrases = Phrases::new().plain().with("fr", files[0]).unwrap().with("ar", files[1]).unwrap();
    let missing = Refusal::Incomplete { missing: vec!["a".to_owned()] };
    assert_eq!(phrases.refusal("fr", &missing), "Il manque : a");
    assert_eq!(phrases.refusal("ar", &rounds(103)), "طُلب التصحيح 103 مرات");
}

#[test]
fn phrases_are_shared_between_threads_and_show_what_they_have() {
    fn shared<T: Send + Sync>(_: &T) {}
    let phrases = Phrases::default();
    shared(&phrases);
    assert_eq!(format!("{phrases:?}"), r#"Phrases { languages: ["ar", "en"], isolating: true }"#);
}
