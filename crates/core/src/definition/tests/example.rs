//! The example service, as people write it.

use crate::definition::{NoAnswer, Requirement, ServiceDefinition, verify};
use crate::ids::FieldId;
use crate::testing;

#[expect(clippy::disallowed_methods, reason = "the example is a file, and a test may read it")]
fn example() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/services/residence-certificate.toml");
    std::fs::read_to_string(path).unwrap()
}

fn read(text: &str) -> Result<ServiceDefinition, toml::de::Error> {
    toml::from_str(text)
}

#[test]
fn the_example_reads_and_has_no_problem() {
    let definition = read(&example()).unwrap();
    assert_eq!(verify(&definition), []);
    assert_eq!(definition.corrections.on_no_answer, NoAnswer::LapseByDecision);
    let national_no = definition.field(&FieldId::new("national_no").unwrap()).unwrap();
    assert_eq!(national_no.trusted_source(), Some("civil-registry"));
}

#[test]
fn the_small_world_of_the_tests_is_the_example() {
    assert_eq!(read(&example()).unwrap(), testing::definition());
    assert_eq!(verify(&testing::municipal()), []);
}

#[test]
fn a_definition_reads_back_from_json() {
    let definition = testing::definition();
    let wire = serde_json::to_string(&definition).unwrap();
    assert_eq!(serde_json::from_str::<ServiceDefinition>(&wire).unwrap(), definition);
}

#[test]
fn a_misspelt_key_is_an_error_and_is_named() {
    for (right, wrong) in [
        ("working_days = 3", "workdays = 3"),
        ("second_person = true", "four_eyes = true"),
        ("mandatory = true", "obligatory = true"),
        ("max_length = 200", "maxlength = 200"),
    ] {
        let error = read(&example().replacen(right, wrong, 1)).unwrap_err().to_string();
        let key = wrong.split(' ').next().unwrap();
        assert!(error.contains(key), "{error}");
    }
}

#[test]
fn what_is_left_out_has_the_policys_own_defaults() {
    let text = example();
    let (before, after) = text.split_once("[corrections]").unwrap();
    let (_, after) = after.split_once("[fees]").unwrap();
    let definition = read(&format!("{before}[fees]{after}")).unwrap();
    assert_eq!((definition.corrections.working_days, definition.corrections.rounds), (10, 2));
    assert!(definition.rules.second_person && !definition.rules.declaration);
    assert_eq!(definition.rules.supplement_within, None);
    let optional = definition.field(&FieldId::new("addressed_to").unwrap()).unwrap();
    assert_eq!((&optional.required, optional.personal), (&Requirement::Optional, true));
}

#[test]
fn manual_steps_and_indicators_are_said_or_left_out() {
    let before = serde_json::to_string(&read(&example()).unwrap()).unwrap();
    assert!(!before.contains("manual") && !before.contains("indicator"), "old definitions keep their bytes");
    let text = example().replacen("[[step]]", "[[step]]\nmanual = true", 1);
    let on_time = "code = \"on-time\"\nname = { ar = \"في الموعد\", en = \"On time\" }\n\
                   measure = \"on_time_share\"\ntarget = 90";
    let definition = read(&format!("{text}\n[[indicator]]\n{on_time}\n")).unwrap();
    assert_eq!(verify(&definition), []);
    assert!(definition.steps[0].manual);
    assert_eq!((definition.indicators[0].target, definition.indicators[0].measure.wants_more()), (90, true));
    let wire = serde_json::to_string(&definition).unwrap();
    assert!(wire.contains("\"manual\":true") && wire.contains("\"measure\":\"on_time_share\""), "{wire}");
    assert_eq!(serde_json::from_str::<ServiceDefinition>(&wire).unwrap(), definition);
    for (right, wrong) in
        [("\"on_time_share\"", "\"happiness\""), ("code = \"on-time\"", "code = \"On time\"")]
    {
        let error = read(&format!("{text}\n[[indicator]]\n{}\n", on_time.replace(right, wrong))).unwrap_err();
        let named = wrong.trim_start_matches("code = ").trim_matches('"');
        assert!(error.to_string().contains(named), "{error}");
    }
}

#[test]
fn what_must_be_said_is_not_left_out() {
    for key in ["provider", "calendar", "beneficiaries", "legal_basis", "description"] {
        let text = example();
        let without: Vec<_> = text.lines().filter(|line| !line.starts_with(&format!("{key} ="))).collect();
        let error = read(&without.join("\n")).unwrap_err().to_string();
        assert!(error.contains(key), "{error}");
    }
}
