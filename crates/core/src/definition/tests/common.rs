//! One definition for many: local values make it whole, and nothing else may differ (N4-4).

use std::collections::BTreeMap;

use crate::definition::{
    Change, Condition, Formula, Listing, LocalDefinition, RestsOn, Scope, ServiceDefinition, differences,
    verify,
};
use crate::party::{ApplicantClass, Party};
use crate::testing::{
    answers, common, condition, document_type, local, local_values, on_paper, provider, somebody, step,
};
use crate::text::Text;
use crate::value::Value;

fn places(change: impl FnOnce(&mut ServiceDefinition)) -> Vec<String> {
    let mut changed = local();
    change(&mut changed);
    differences(&changed, &common()).into_iter().map(|problem| problem.path).collect()
}

#[test]
fn local_values_make_the_common_definition_whole() {
    let (common, local) = (common(), local());
    assert_eq!((verify(&common), verify(&local)), (vec![], vec![]));
    assert_eq!(differences(&local, &common), []);
    let fee = |name: &str| local.fees.fees.iter().find(|fee| fee.id.as_str() == name).unwrap();
    assert_eq!((fee("review").amount, fee("review").law.as_deref()), (Some(40_000), Some("decision-7-2025")));
    assert_eq!(fee("issue").payee, local.provider, "what the common provider earns, the local one does");
    assert_eq!(fee("stamp").payee.as_str(), "treasury", "what others earn, they do here too");
    let paper = local.outputs[0].paper.as_ref().unwrap();
    assert_eq!((paper.offices[0].id.as_str(), paper.opens.as_deref()), ("town-hall", Some("08:30")));
    assert_eq!(
        (paper.closes.as_deref(), paper.missed),
        (Some("13:00"), Some(2)),
        "what is not said is common"
    );
    assert_eq!(local.legal_basis, ["law-59-2012", "decision-7-2025"]);
    assert_eq!(local.calendar, common.calendar);
}

/// What it asks for and why is the common one's to say, by the checks of its own time (LY-6.4, N4-4).
#[test]
fn a_local_definition_is_not_asked_for_grounds_of_its_own() {
    let mut common = common();
    for form in &mut common.forms {
        (form.purpose, form.ground) = (None, None);
    }
    let local = local_values().over(&common).unwrap();
    assert!(local.legal_basis.len() > 1, "with a law of its own besides");
    assert_eq!((verify(&local), differences(&local, &common)), (vec![], vec![]));
    assert_eq!(verify(&common).len(), 1, "the next version of the common one is asked");
}

/// A body that has a task in the common definition does it as a step of its own in its local one, and sees the whole anyway.
#[test]
fn a_task_that_becomes_a_step_of_its_own_needs_no_list_of_what_is_given() {
    let mut common = common();
    let mut task = crate::testing::task("registry", provider().as_str(), &[]);
    task.fields = vec![common.forms[0].fields[0].id.clone()];
    common.steps.push(task);
    let local = local_values().over(&common).unwrap();
    assert!(local.steps.last().unwrap().fields.is_empty());
    assert_eq!((verify(&local), differences(&local, &common)), (vec![], vec![]));
}

#[test]
fn what_local_values_leave_out_stays_as_it_is() {
    let (common, mut values) = (common(), local_values());
    for fee in values.fees.values_mut() {
        (fee.amount, fee.formula) = (None, None);
    }
    for paper in values.outputs.values_mut() {
        paper.offices.clear();
    }
    let whole = values.over(&common).unwrap();
    let amount =
        |it: &ServiceDefinition| it.fees.fees.iter().find(|fee| fee.id.as_str() == "review").unwrap().amount;
    assert_eq!(amount(&whole), amount(&common));
    let paper = |it: &ServiceDefinition| it.outputs[0].paper.clone().unwrap();
    assert_eq!(paper(&whole).offices, paper(&common).offices);
    assert_eq!(paper(&whole).opens.as_deref(), Some("08:30"), "what they say holds");
}

#[test]
fn what_a_municipality_writes_is_short_and_a_misspelt_key_is_named() {
    let text = r#"
        code = "mun.benghazi.residence"
        version = 1
        provider = "mun.benghazi"
        calendar = "ly-east"
        review_by = "2027-06-30"
        rests_on = { service = "gov.residence-certificate", version = 1 }
        fee.review.amount = 35_000
        output.certificate.office = [{ id = "hall", name = { ar = "مبنى البلدية", en = "Town hall" } }]
    "#;
    let values: LocalDefinition = toml::from_str(text).unwrap();
    let whole = values.over(&common()).unwrap();
    assert_eq!((whole.provider.as_str(), whole.calendar.as_str()), ("mun.benghazi", "ly-east"));
    assert!(whole.directory.as_ref().unwrap().review_by.is_some());
    assert_eq!(differences(&whole, &common()), []);
    let error = toml::from_str::<LocalDefinition>(&text.replace("calendar", "calender")).unwrap_err();
    assert!(error.to_string().contains("calender"), "{error}");
}

#[test]
fn every_difference_that_is_not_local_is_told_by_its_place() {
    type Break = fn(&mut ServiceDefinition);
    let cases: [(Break, &str); 16] = [
        (|it| it.name.ar = "شهادة أخرى".to_owned(), "name.ar"),
        (|it| it.deadline.working_days = 30, "deadline.working_days"),
        (|it| it.beneficiaries = vec![ApplicantClass::Citizen], "beneficiaries"),
        (|it| it.legal_basis = vec!["decision-7-2025".to_owned()], "legal_basis"),
        (|it| it.conditions.push(condition("more", None)), "condition.more"),
        (|it| it.conditions[0].when = Some(Condition::new("true")), "condition.c1.when"),
        (|it| it.forms[0].fields[0].length = Some(10), "form.application.field.national_no.length"),
        (|it| it.forms[0].fields.swap(0, 1), "form.application.field"),
        (|it| it.documents.push(document_type("photo")), "document.photo"),
        (|it| it.documents[0].max_bytes = Some(1), "document.utility_bill.max_bytes"),
        (|it| it.steps.push(step("more")), "step.more"),
        (|it| it.steps[0].by = "gov.local-government".to_owned(), "step.verify-address.by"),
        (|it| it.outputs[0].valid_for = None, "output.certificate.valid_for"),
        (|it| it.outputs[0].paper.as_mut().unwrap().missed = Some(1), "output.certificate.paper.missed"),
        (|it| it.fees.fees[1].payee = it.provider.clone(), "fees.fee.stamp.payee"),
        (|it| it.rules.second_person = false, "rules.second_person"),
    ];
    for (change, place) in cases {
        assert_eq!(places(change), [place]);
    }
    assert_eq!(places(|it| drop(it.fees.fees.remove(1))), ["fees.fee.stamp"]);
    assert_eq!(places(|it| it.fees.pay_within = 30), ["fees.pay_within"]);
    assert_eq!(places(|it| it.directory = Some(listed("birth"))), ["directory"]);
    for problem in differences(&on_paper(), &common()) {
        assert!(!problem.problem.ar.is_empty() && !problem.problem.en.ends_with('.'), "{problem}");
    }
}

fn listed(category: &str) -> Listing {
    Listing { categories: vec![category.to_owned()], ..Listing::default() }
}

#[test]
fn what_is_local_may_differ() {
    type Alter = fn(&mut ServiceDefinition);
    let cases: [Alter; 8] = [
        |it| it.code = "mun.other".try_into().unwrap(),
        |it| it.version = 7,
        |it| it.calendar = "ly-east".try_into().unwrap(),
        |it| it.change = Some(Change { note: Text::new("تغيير", "A change"), because: None }),
        |it| it.legal_basis.push("decision-8-2025".to_owned()),
        |it| (it.fees.fees[0].amount, it.fees.fees[0].formula) = (None, Some(Formula::new("1 + 1"))),
        |it| it.outputs[0].paper.as_mut().unwrap().offices.clear(),
        |it| it.steps[0].by = it.provider.to_string(),
    ];
    for change in cases {
        assert_eq!(places(change), [""; 0]);
    }
}

#[test]
fn values_for_what_the_common_definition_does_not_have_are_refused_by_their_place() {
    let refused = |change: fn(&mut LocalDefinition), common: &ServiceDefinition| {
        let mut values = local_values();
        change(&mut values);
        let problems = values.over(common).unwrap_err();
        problems.into_iter().map(|it| it.path).collect::<Vec<_>>()
    };
    let common = common();
    assert_eq!(refused(|it| it.rests_on.version = 2, &common), ["rests_on"]);
    assert_eq!(refused(|it| it.rests_on.service = it.code.clone(), &common), ["rests_on"]);
    let fee = |it: &mut LocalDefinition| {
        let held = it.fees.remove("review").unwrap();
        it.fees.insert("parking".try_into().unwrap(), held);
    };
    assert_eq!(refused(fee, &common), ["fee.parking"]);
    let mut electronic = common.clone();
    electronic.outputs[0].paper = None;
    assert_eq!(refused(|_| {}, &electronic), ["output.certificate"]);
    assert_eq!(refused(|it| it.legal_basis.clear(), &common), ["fees.fee.review.law"], "verified as a whole");
    let second = ServiceDefinition { rests_on: Some(local_values().rests_on), ..common };
    assert_eq!(refused(|_| {}, &second), ["rests_on"], "one level is all there is");
}

#[test]
fn a_definition_does_not_rest_on_itself_or_on_a_local_one() {
    let mut itself = local();
    itself.rests_on = Some(RestsOn { service: itself.code.clone(), version: 0 });
    let places: Vec<_> = verify(&itself).into_iter().map(|it| it.path).collect();
    assert_eq!(places, ["rests_on.version", "rests_on.service"]);
    assert!(differences(&local(), &local()).iter().any(|it| it.path == "rests_on"));
}

/// One condition serves every municipality: it reads who provides the service.
#[test]
fn a_condition_reads_who_provides_the_service() {
    let (common, local) = (common(), local());
    let when = local.conditions[0].when.clone().unwrap();
    let party = Party::new(somebody("p-aisha"), ApplicantClass::Citizen);
    let mut answers: BTreeMap<_, Value> = answers();
    assert_eq!(when.holds(&Scope::new(&local, &answers, &party)), Ok(true));
    assert_eq!(when.holds(&Scope::new(&common, &answers, &party)), Ok(false));
    answers.insert("municipality".try_into().unwrap(), Value::from("abu-salim"));
    assert_eq!(when.holds(&Scope::new(&local, &answers, &party)), Ok(false));
    assert!(Condition::new("service.name == \"x\"").reads().is_err());
}
