//! Personal data are asked for for a purpose and on the ground of a law, and shown to who needs them (LY-6.4, LY-6.5).

use crate::definition::verify::verify_by;
use crate::definition::{ServiceDefinition, verify};
use crate::testing::{definition, several_bodies};

fn places(definition: &ServiceDefinition) -> Vec<String> {
    verify(definition).into_iter().map(|it| it.path).collect()
}

#[test]
fn a_form_that_asks_for_personal_data_says_for_what() {
    let mut silent = definition();
    silent.forms[0].purpose = None;
    assert_eq!(places(&silent), ["form.application.purpose"]);
    for before in [None, Some(1)] {
        assert_eq!(verify_by(&silent, before), [], "what was proposed before that was asked");
    }
    for field in &mut silent.forms[0].fields {
        field.personal = false;
    }
    assert!(!silent.forms[0].asks_for_personal_data());
    assert_eq!(places(&silent), [""; 0], "nothing that identifies a person");
}

#[test]
fn of_several_laws_a_form_names_the_one_it_rests_on() {
    let mut several = definition();
    assert_eq!(several.ground_of(&several.forms[0]), Some("law-59-2012"), "the only one");
    several.legal_basis.push("law-36-1968".to_owned());
    assert_eq!(several.ground_of(&several.forms[0]), None);
    assert_eq!(places(&several), ["form.application.ground"]);
    several.forms[0].ground = Some("law-36-1968".to_owned());
    assert_eq!(several.ground_of(&several.forms[0]), Some("law-36-1968"));
    assert_eq!(places(&several), [""; 0]);
    several.forms[0].ground = Some("law-1".to_owned());
    assert_eq!(places(&several), ["form.application.ground"], "and none besides them");
}

#[test]
fn what_a_body_is_given_is_there_and_the_provider_needs_no_list() {
    let check = |change: fn(&mut ServiceDefinition), expected: &[&str]| {
        let mut definition = several_bodies();
        change(&mut definition);
        assert_eq!(places(&definition), expected);
    };
    let known = |it: &mut ServiceDefinition| {
        it.steps[0].fields = vec![it.forms[0].fields[0].id.clone()];
        it.steps[0].documents = vec![it.documents[0].id.clone()];
    };
    assert!(several_bodies().steps[0].body(&several_bodies().provider).is_some());
    check(known, &[]);
    check(|it| it.steps[0].fields = vec!["nonsense".try_into().unwrap()], &["step.title.fields.nonsense"]);
    check(
        |it| it.steps[0].documents = vec!["nonsense".try_into().unwrap()],
        &["step.title.documents.nonsense"],
    );
    check(
        |it| it.steps[0].documents = vec![it.documents[0].id.clone(); 2],
        &["step.title.documents.utility_bill"],
    );
    check(
        |it| {
            it.steps[0].by = "provider".to_owned();
            (it.steps[0].working_days, it.steps[0].advisory) = (None, false);
        },
        &["step.title.fields", "step.title.documents"],
    );
}
