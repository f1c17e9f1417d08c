//! Values that the applicant doesn't give: computed by the engine, recorded by officers.

use crate::actor::Actor;
use crate::definition::{Condition, Requirement};
use crate::request::review::{Change, Correct};
use crate::request::values::with_computed;
use crate::request::{Command, Event};
use crate::stage::Stage;
use crate::testing::{
    Life, answer, answers, applicant, approve, ask_corrections, correct_answer, decider, grant, handler,
    pass, record_value, step_done, submission, verifier, with_values,
};
use crate::value::Value;

fn submitted() -> Life {
    let mut life = Life::under(with_values());
    life.then(applicant(), "2025-10-16 10:30", since("2007-10-17"));
    life
}

fn since(day: &str) -> crate::request::intake::Submit {
    let mut submit = submission();
    let mut all = answers();
    all.extend(answer("resident_since", day));
    submit.answers = all.into();
    submit
}

fn came(life: &mut Life, by: Actor, at: &str, command: impl Into<Command>) -> Vec<&'static str> {
    life.does(by, at, command).unwrap().iter().map(Event::name).collect()
}

fn held(life: &Life, field: &str) -> Option<Value> {
    life.request().answers().unwrap().get(field).cloned()
}

#[test]
fn computed_values_come_with_the_submission_and_are_a_fact_of_their_own() {
    let life = submitted();
    let names: Vec<_> = life.events().iter().map(Event::name).collect();
    assert_eq!(names[..3], ["Submitted", "ValuesComputed", "CompletenessChecked"]);
    assert_eq!(held(&life, "years_here"), Some(Value::from(17)), "a day short of eighteen");
    assert_eq!(held(&life, "lives_as"), Some(Value::from("tenant")));
    assert_eq!(held(&life, "size"), None, "nobody has counted the rooms yet");
    let Event::ValuesComputed(it) = &life.events()[1] else { panic!("{:?}", life.events()[1]) };
    assert_eq!(it.values.keys().map(AsRef::as_ref).collect::<Vec<&str>>(), ["lives_as"]);
    assert!(it.personal.get().unwrap().contains_key("years_here"), "years lived somewhere are personal");
}

#[test]
fn what_others_give_is_never_taken_from_the_applicant() {
    for (field, value) in
        [("years_here", Value::from(40)), ("lives_as", Value::from("owner")), ("rooms_seen", Value::from(3))]
    {
        let mut life = Life::under(with_values());
        let mut submit = submission();
        let mut all = answers();
        all.extend(answer(field, value.clone()));
        submit.answers = all.into();
        let refusal = life.refused(applicant(), "2025-10-16 10:30", submit);
        assert_eq!((refusal.code(), refusal.path()), ("field_invalid", Some(&*format!("answers.{field}"))));
        assert!(life.events().is_empty());
        let mut life = submitted();
        let refusal = life.refused(verifier(), "2025-10-19 09:00", ask_corrections(&[field]));
        assert_eq!(refusal.code(), "field_invalid", "the applicant could not answer");
        life.then(verifier(), "2025-10-19 09:00", ask_corrections(&["owns_dwelling"]));
        let refusal = life.refused(applicant(), "2025-10-19 10:00", correct_answer(field, value));
        assert_eq!(refusal.code(), "field_not_open");
    }
}

#[test]
fn a_correction_moves_what_was_computed_from_it_on_the_day_of_the_receipt() {
    let mut life = submitted();
    life.then(verifier(), "2025-10-19 09:00", ask_corrections(&["resident_since", "owns_dwelling"]));
    let mut correct = correct_answer("owns_dwelling", true);
    correct.changes.extend(correct_answer("resident_since", "2007-10-16").changes);
    let came = came(&mut life, applicant(), "2025-10-20 10:00", correct);
    assert_eq!(came[..2], ["Corrected", "ValuesComputed"]);
    assert_eq!(held(&life, "years_here"), Some(Value::from(18)), "counted to the day of the receipt");
    assert_eq!(held(&life, "lives_as"), Some(Value::from("owner")));
    let Event::ValuesComputed(it) = life.last("ValuesComputed") else { panic!("it is") };
    assert_eq!(it.values["lives_as"].old, Some(Value::from("tenant")), "the old value is kept");
    assert_eq!(it.values.len(), 1, "only what changed");
}

#[test]
fn a_value_goes_with_what_it_was_worked_out_from() {
    let mut life = submitted();
    life.then(verifier(), "2025-10-19 09:00", ask_corrections(&["resident_since"]));
    let change = Change::RemoveAnswer("resident_since".try_into().unwrap());
    let correct = Correct { changes: vec![change], ..Correct::default() };
    life.then(applicant(), "2025-10-20 10:00", correct);
    assert_eq!(held(&life, "years_here"), None);
}

#[test]
fn an_officers_value_is_recorded_with_the_old_one_and_feeds_what_is_computed() {
    let mut life = submitted();
    life.then(verifier(), "2025-10-19 09:00", crate::request::review::StartVerification::default());
    let names = came(&mut life, verifier(), "2025-10-19 10:00", record_value("rooms_seen", 3));
    assert_eq!(names, ["ValueRecorded", "ValuesComputed"]);
    assert_eq!(held(&life, "size"), Some(Value::from("small")));
    assert!(came(&mut life, verifier(), "2025-10-19 10:05", record_value("rooms_seen", 3)).is_empty());
    life.then(verifier(), "2025-10-19 11:00", pass());
    life.then(handler(), "2025-10-19 12:00", record_value("rooms_seen", 6));
    let Event::ValueRecorded(it) = life.last("ValueRecorded") else { panic!("it is") };
    let change = it.value.as_ref().unwrap();
    assert_eq!((&change.old, &change.new), (&Some(Value::from(3)), &Some(Value::from(6))));
    assert_eq!(held(&life, "size"), Some(Value::from("large")));
    life.then(handler(), "2025-10-19 12:30", record_value("household", "أسرة من خمسة أفراد"));
    let last = serde_json::to_string(life.events().last().unwrap()).unwrap();
    assert!(last.contains(r#""personal":{"subject":"p-aisha""#), "{last}");
    assert_eq!(held(&life, "household"), Some(Value::from("أسرة من خمسة أفراد")));
}

#[test]
fn officers_record_only_what_is_theirs_and_what_fits() {
    let mut life = submitted();
    let early = life.refused(verifier(), "2025-10-19 09:00", record_value("rooms_seen", 3));
    assert_eq!(early.code(), "wrong_stage", "verification has not begun");
    life.then(verifier(), "2025-10-19 09:00", crate::request::review::StartVerification::default());
    for (field, value) in [
        ("full_name", Value::from("غيره")),
        ("lives_as", Value::from("owner")),
        ("rooms_seen", Value::from(21)),
        ("rooms_seen", Value::from("3")),
        ("shoe_size", Value::from(42)),
    ] {
        let refusal = life.refused(verifier(), "2025-10-19 10:00", record_value(field, value));
        assert_eq!((refusal.code(), refusal.path()), ("field_invalid", Some(&*format!("answers.{field}"))));
    }
    for somebody in [applicant(), decider()] {
        let refusal = life.refused(somebody, "2025-10-19 10:00", record_value("rooms_seen", 3));
        assert_eq!(refusal.code(), "not_permitted");
    }
}

#[test]
fn a_grant_waits_for_the_officers_values_that_are_required() {
    let mut life = submitted();
    life.then(verifier(), "2025-10-19 11:00", pass());
    life.then(handler(), "2025-10-20 09:00", step_done());
    let refusal = life.refused(handler(), "2025-10-20 10:00", grant());
    assert_eq!(refusal.code(), "value_missing");
    assert!(refusal.to_string().contains("rooms_seen") && !refusal.to_string().contains("household"));
    life.then(handler(), "2025-10-20 10:00", record_value("rooms_seen", 3));
    life.then(handler(), "2025-10-20 10:30", grant());
    life.then(decider(), "2025-10-20 11:00", approve());
    assert_eq!(life.stage(), Some(Stage::Decided));
}

/// The day that conditions read is the local one of the submission, whenever they are judged.
#[test]
fn a_condition_reads_the_day_of_the_submission_and_no_other() {
    let mut definition = with_values();
    definition.forms[0].fields.retain(|field| !field.is_officers() && !field.is_computed());
    let adult = "years_between(answers.resident_since, submission.date) >= 18";
    definition.conditions[0].when = Some(Condition::new(adult));
    for (day, granted) in [("2007-10-16", true), ("2007-10-17", false)] {
        let mut life = Life::under(definition.clone());
        // 23:30 in Tripoli is still the 16th there, and would be so in no other reading of the next months.
        life.then(applicant(), "2025-10-16 23:30", since(day));
        life.then(verifier(), "2025-11-19 11:00", pass());
        life.then(handler(), "2025-11-20 09:00", step_done());
        let came = life.does(handler(), "2025-11-20 10:00", grant());
        assert_eq!(came.is_ok(), granted, "{day}: {came:?}");
    }
}

#[test]
fn a_requirement_reads_the_day_of_its_attempt() {
    let mut definition = with_values();
    let lately =
        "answers.resident_since != null && months_started(answers.resident_since, submission.date) <= 6";
    definition.forms[0].fields[3].required = Requirement::If(Condition::new(lately));
    for (day, missing) in [("2025-04-16", 1), ("2025-04-15", 0)] {
        let mut life = Life::under(definition.clone());
        let mut submit = since(day);
        let mut all = submit.answers.get().clone();
        all.remove("address");
        submit.answers = all.into();
        life.then(applicant(), "2025-10-16 10:30", submit);
        assert_eq!(life.request().missing().len(), missing, "{day}");
    }
}

#[test]
fn a_check_sees_what_would_be_computed() {
    let definition = with_values();
    let party = submission().applicant;
    let all = with_computed(&definition, answers(), &party, super::date("2025-10-16")).unwrap();
    assert_eq!(all["lives_as"], Value::from("tenant"));
}
