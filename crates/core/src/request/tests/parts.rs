//! A service made of several: parts opened in their order, fed by what was given once, decided before the whole (LY-17.4).

use super::family::{Family, denial, in_part, officer_of, parent, service};
use super::names;
use crate::actor::Role;
use crate::definition::{FieldType, IntakeTerms, PartOutput, composition, verify};
use crate::party::Channel;
use crate::reason::ReasonCode;
use crate::refusal::Refusal;
use crate::request::Event;
use crate::request::decision::ReturnDecision;
use crate::request::evidence::Origin;
use crate::request::exits::{Discontinue, Withdraw};
use crate::request::outputs::{DeliverOutput, IssueOutput};
use crate::request::review::PassVerification;
use crate::request::subrequests::{PartStanding, RecordSubrequest};
use crate::stage::{Outcome, Stage};
use crate::testing::{
    Life, answers, applicant, approve, body, composite, decider, grant, handler, measures, open_part, part,
    stranger, submission, supervisor, system, verifier,
};
use crate::value::Value;

const LATER: &str = "2025-10-20 09:00";

fn standings(family: &Family) -> Vec<(String, PartStanding)> {
    let definition = family.parent.facts.definition();
    let parts = family.parent.request().parts(definition);
    parts.into_iter().map(|(part, standing)| (part.id.to_string(), standing)).collect()
}

fn outcome(family: &Family) -> (Option<Stage>, Option<Outcome>) {
    (family.parent.stage(), family.parent.request().outcome())
}

#[test]
fn a_part_is_opened_with_what_was_given_once() {
    let mut family = Family::filed(false);
    let came = family.opens("residence", handler(), LATER).unwrap();
    assert_eq!(names(&came)[..2], ["Submitted", "CompletenessChecked"]);
    assert_eq!(family.part("residence").stage(), Some(Stage::Acknowledged));
    let Event::Submitted(submitted) = &came[0] else { panic!("{came:?}") };
    let from = submitted.parent.clone().expect("it says of what it is a part");
    assert_eq!((from.request, from.part.as_str()), (parent(), "residence"));
    assert_eq!(
        from.answers.len(),
        answers().len(),
        "what was not answered was not taken over: {:?}",
        from.answers
    );
    assert_eq!(from.documents.len(), 1);
    assert!(submitted.email_given && submitted.declared);
    assert_eq!(submitted.provider, service("residence").provider);
    let child = family.part("residence").request();
    assert_eq!(child.answers(), Some(answers()));
    assert_eq!(child.applicant().map(|it| &it.person), Some(&applicant().person));
    let field = "full_name".try_into().unwrap();
    let origin = Some(Origin::Parent { request: parent(), field: "full_name".try_into().unwrap() });
    assert_eq!(child.origin(&field), origin);
    assert_eq!(child.origin(&"national_no".try_into().unwrap()), Some(Origin::Confirmed));
    assert!(child.is_visible_to(&applicant()) && !child.is_visible_to(&stranger()));
}

/// What is corrected or supplemented in the part is the applicant's own there.
#[test]
fn what_is_corrected_no_longer_comes_from_the_parent() {
    let mut family = Family::filed(false);
    family.open("residence", LATER);
    family.works(
        "residence",
        Role::Verifier,
        "2025-10-20 10:00",
        crate::testing::ask_corrections(&["full_name"]),
    );
    let corrected = crate::testing::correct_answer("full_name", "عائشة سالم");
    family.part("residence").then(applicant(), "2025-10-20 11:00", corrected);
    let field = "full_name".try_into().unwrap();
    assert_eq!(family.part("residence").request().origin(&field), Some(Origin::Applicant));
    assert_eq!(family.parent.request().answers().unwrap()[&field], Value::from("عائشة سالم محمد الزوي"));
}

#[test]
fn the_output_of_one_part_feeds_the_next() {
    let mut family = Family::filed(true);
    family.open("residence", LATER).grants("residence", "2025-10-21");
    family.open("library", "2025-10-22 09:00");
    let child = family.part("library").request();
    let field = "certificate_no".try_into().unwrap();
    assert_eq!(child.answers().unwrap()[&field], Value::from("certificate-7"));
    let from =
        PartOutput { part: "residence".try_into().unwrap(), output: "certificate".try_into().unwrap() };
    assert_eq!(child.origin(&field), Some(Origin::Part { request: parent(), from }));
    assert_eq!(child.stage(), Some(Stage::Acknowledged));
    assert!(
        !child.is_visible_to(&handler()),
        "the officers of the whole do not see into a part of another body"
    );
    assert!(child.is_visible_to(&officer_of("library", Role::Handler)));
}

#[test]
fn the_whole_is_granted_after_its_parts() {
    let mut family = Family::filed(true);
    use PartStanding as P;
    let of = |names: [(&str, P); 3]| names.map(|(name, standing)| (name.to_owned(), standing)).to_vec();
    assert_eq!(
        standings(&family),
        of([("residence", P::Ready), ("library", P::Waiting), ("parking", P::Waiting)])
    );
    let early = family.parent.refused(handler(), LATER, grant());
    assert_eq!(
        early,
        Refusal::PartsOpen { parts: ["residence", "library", "parking"].map(str::to_owned).to_vec() }
    );
    family.open("residence", LATER);
    family.parent.refused(handler(), "2025-10-20 10:00", denial());
    family
        .grants("residence", "2025-10-21")
        .open("library", "2025-10-22 09:00")
        .open("parking", "2025-10-22 09:30");
    family.grants("library", "2025-10-26").grants("parking", "2025-10-26");
    assert_eq!(
        standings(&family),
        of([("residence", P::Granted), ("library", P::Granted), ("parking", P::Granted)])
    );
    family.decides("2025-10-27", grant());
    assert_eq!(outcome(&family), (Some(Stage::Concluded), Some(Outcome::Granted)));
}

/// A part that was not chosen is not waited for.
#[test]
fn only_chosen_parts_are_parts() {
    let mut family = Family::filed(false);
    family.open("residence", LATER).grants("residence", "2025-10-21");
    let other = family.opens("parking", handler(), "2025-10-22 09:00").unwrap_err();
    assert_eq!(other, Refusal::PartUnknown { part: "parking".to_owned() });
    family.open("library", "2025-10-22 09:00").grants("library", "2025-10-26").decides("2025-10-27", grant());
    assert_eq!(outcome(&family), (Some(Stage::Concluded), Some(Outcome::Granted)));
}

#[test]
fn an_optional_part_that_is_denied_makes_it_a_grant_in_part() {
    let mut family = Family::filed(false);
    family.open("residence", LATER).grants("residence", "2025-10-21");
    family.open("library", "2025-10-22 09:00").denies("library", "2025-10-26");
    let whole = family.parent.refused(handler(), "2025-10-27 09:00", grant());
    assert_eq!(whole, Refusal::PartNotGranted { parts: vec!["library".to_owned()] });
    family.decides("2025-10-27", in_part());
    assert_eq!(outcome(&family), (Some(Stage::Concluded), Some(Outcome::PartiallyGranted)));
}

/// What the applicant withdraws of what could be left out is not asked for any more.
#[test]
fn an_optional_part_that_is_withdrawn_takes_nothing_from_the_rest() {
    let mut family = Family::filed(false);
    family.open("residence", LATER).grants("residence", "2025-10-21").open("library", "2025-10-22 09:00");
    family.part("library").then(applicant(), "2025-10-22 10:00", Withdraw::default());
    let told = family.tell("library", "2025-10-22 10:01").unwrap();
    assert!(matches!(&told[..], [Event::SubrequestConcluded(it)] if it.outcome == Outcome::Withdrawn));
    assert!(family.tell("library", "2025-10-22 10:02").unwrap().is_empty(), "told once");
    family.decides("2025-10-27", grant());
    assert_eq!(outcome(&family), (Some(Stage::Concluded), Some(Outcome::Granted)));
}

#[test]
fn without_a_mandatory_part_nothing_is_granted() {
    let mut family = Family::filed(true);
    family.open("residence", LATER).denies("residence", "2025-10-21");
    assert_eq!(standings(&family)[1].1, PartStanding::Unreachable);
    let next = family.opens("library", handler(), "2025-10-22 09:00").unwrap_err();
    assert_eq!(next, Refusal::PartNotGranted { parts: vec!["residence".to_owned()] });
    for (proposal, lacks) in [(grant(), 3), (in_part(), 1)] {
        let parts = ["residence", "library", "parking"].map(str::to_owned)[..lacks].to_vec();
        let refused = family.parent.refused(handler(), "2025-10-22 10:00", proposal);
        assert_eq!(refused, Refusal::PartNotGranted { parts });
    }
    family.decides("2025-10-22", denial());
    assert_eq!(outcome(&family), (Some(Stage::Concluded), Some(Outcome::Denied)));
}

/// Nobody waits for what was never opened, where the whole is denied.
#[test]
fn a_denial_waits_only_for_what_was_opened() {
    let mut family = Family::filed(true);
    family.decides("2025-10-20", denial());
    assert_eq!(outcome(&family), (Some(Stage::Concluded), Some(Outcome::Denied)));
}

#[test]
fn a_part_that_is_worked_on_again_is_waited_for_again() {
    let mut family = Family::filed(false);
    family.open("residence", LATER).grants("residence", "2025-10-21");
    family.open("library", "2025-10-22 09:00").denies("library", "2025-10-26");
    family.parent.then(handler(), "2025-10-26 14:00", in_part());
    let (again, agree) =
        (crate::testing::reopen(Stage::UnderVerification, 5), crate::testing::approve_amendment());
    family.works("library", Role::Supervisor, "2025-10-27 09:00", again);
    family.works("library", Role::Decider, "2025-10-27 09:30", agree);
    let told = family.tell("library", "2025-10-27 09:31").unwrap();
    assert_eq!(names(&told), ["SubrequestReopened"]);
    let refused = family.parent.refused(decider(), "2025-10-27 10:00", approve());
    assert_eq!(refused, Refusal::PartsOpen { parts: vec!["library".to_owned()] });
    let output = || "card".try_into().unwrap();
    let issue = IssueOutput { output: output(), ..crate::testing::issue() };
    let deliver = DeliverOutput { output: output(), ..crate::testing::deliver() };
    family
        .works("library", Role::Verifier, "2025-10-28 09:00", PassVerification::default())
        .works("library", Role::Handler, "2025-10-28 10:00", grant())
        .works("library", Role::Decider, "2025-10-28 11:00", approve())
        .works("library", Role::Handler, "2025-10-28 12:00", issue)
        .works("library", Role::Handler, "2025-10-28 12:30", deliver);
    assert_eq!(names(&family.tell("library", "2025-10-28 13:00").unwrap()), ["SubrequestConcluded"]);
    let back = ReturnDecision { reason: "تمت الموافقة على الخدمة التابعة".into() };
    family.parent.then(decider(), "2025-10-28 13:30", back);
    family.decides("2025-10-28", grant());
    assert_eq!(outcome(&family).1, Some(Outcome::Granted));
}

#[test]
fn what_opens_no_part_says_why() {
    let mut family = Family::filed(true);
    let mut refused = |part: &str, by, at: &str| family.opens(part, by, at).unwrap_err().code();
    assert_eq!(refused("library", handler(), LATER), "parts_open", "before what comes first");
    assert_eq!(refused("garden", handler(), LATER), "part_unknown");
    for by in [verifier(), decider(), applicant(), supervisor()] {
        assert_eq!(refused("residence", by, LATER), "not_permitted");
    }
    assert_eq!(refused("residence", officer_of("library", Role::Handler), LATER), "unknown_request");
    assert_eq!(refused("residence", body("public-library"), LATER), "unknown_request");
    assert_eq!(refused("residence", stranger(), LATER), "unknown_request");
    family.open("residence", LATER);
    assert_eq!(
        family.opens("residence", handler(), "2025-10-20 10:00").unwrap_err().code(),
        "part_already_opened"
    );
    family.parent.then(applicant(), "2025-10-20 11:00", Withdraw::default());
    assert_eq!(family.opens("library", handler(), "2025-10-20 12:00").unwrap_err().code(), "terminal_state");
    assert_eq!(family.children.len(), 1);
}

/// Where the part can't be submitted, the parent has not opened it either.
#[test]
fn a_part_is_opened_whole_or_not_at_all() {
    let mut family = Family::filed(true);
    let mut retired = service("residence");
    retired.beneficiaries.clear();
    retired.documents[0].formats = vec!["tiff".to_owned()];
    let refused = family.opens_as("residence", retired, handler(), LATER).unwrap_err();
    assert_eq!(refused.path(), Some("documents.utility_bill.format"));
    assert_eq!(standings(&family)[0].1, PartStanding::Ready);
}

/// One level is all there is: a part that has parts by now is refused when it is opened.
#[test]
fn parts_of_parts_do_not_exist() {
    let mut family = Family::filed(true);
    let mut deep = service("residence");
    deep.parts = vec![part("deeper", "lib.reader-card")];
    let refused = family.opens_as("residence", deep, handler(), LATER).unwrap_err();
    assert_eq!((refused.code(), refused.path()), ("definition_invalid", Some("part.residence.service")));
    assert_eq!(refused.rule().id, "LY-17.4");
}

/// Only the engine says that a request is a part, and only of a parent that waits for it.
#[test]
fn nobody_slips_a_request_under_a_parent() {
    let mut family = Family::filed(true);
    family.open("residence", LATER);
    let from = family.part("residence").request().parent().cloned();
    let mut submit = submission();
    submit.parent = from.map(Box::new);
    let mut life = Life::of_a_request();
    for by in [applicant(), crate::testing::clerk()] {
        let refused = life.refused(by, "2025-10-20 10:00", submit.clone());
        assert_eq!((refused.code(), refused.path()), ("field_invalid", Some("parent")));
    }
    assert_eq!(life.refused(system(), "2025-10-20 10:00", submit.clone()).code(), "not_permitted");
    assert_eq!(life.refused(system(), "2025-10-20 10:00", submission()).code(), "not_permitted");
    let related = family.related();
    life.meanwhile(|facts| facts.beside(related));
    for by in [applicant(), system()] {
        assert_eq!(life.refused(by, "2025-10-20 10:00", submission()).path(), Some("parent"));
    }
    assert_eq!(life.refused(applicant(), "2025-10-20 10:00", submit.clone()).path(), Some("parent"));
    let mut other = submit;
    other.applicant = crate::testing::resident().1;
    assert_eq!(life.refused(system(), "2025-10-20 10:00", other).code(), "mandate_missing");
}

/// A parent is told of its own parts only.
#[test]
fn the_request_of_somebody_else_is_no_part() {
    let mut family = Family::filed(true);
    family.open("residence", LATER);
    let foreign = Family::filed(true).related();
    family.parent.meanwhile(|facts| facts.beside(foreign));
    let record = |part: &str| RecordSubrequest { part: part.try_into().unwrap() };
    let refused = family.parent.refused(system(), "2025-10-20 10:00", record("residence"));
    assert_eq!(refused, Refusal::PartUnknown { part: "residence".to_owned() });
    assert_eq!(family.parent.refused(system(), "2025-10-20 10:00", record("library")).code(), "part_unknown");
    assert_eq!(
        family.parent.refused(handler(), "2025-10-20 10:00", record("residence")).code(),
        "not_permitted"
    );
}

#[test]
fn what_is_left_of_a_part_ends_with_its_parent() {
    let mut family = Family::filed(true);
    family.open("residence", LATER);
    let ended = || Discontinue { reason: ReasonCode::ClsParentEnded };
    let open = family.related();
    family.part("residence").meanwhile(|facts| facts.beside(open));
    let early = family.part("residence").refused(system(), "2025-10-20 10:00", ended());
    assert_eq!(early.code(), "reason_unknown", "the parent is worked on");
    family.parent.then(applicant(), "2025-10-20 11:00", Withdraw::default());
    let closed = family.related();
    family.part("residence").meanwhile(|facts| facts.beside(closed));
    let officer = family.part("residence").refused(supervisor(), "2025-10-20 12:00", ended());
    assert_eq!(officer.code(), "reason_unknown", "only the engine says so");
    family.part("residence").then(system(), "2025-10-20 12:00", ended());
    assert_eq!(family.part("residence").request().outcome(), Some(Outcome::Discontinued));
    assert_eq!(family.tell("residence", "2025-10-20 12:01").unwrap_err().code(), "terminal_state");
}

/// What the service is made of is a part even where somebody takes measures; but what was opened ends first.
#[test]
fn measures_come_after_the_parts_too() {
    let mut family = Family::filed(false);
    family.open("residence", LATER);
    assert_eq!(family.parent.refused(handler(), "2025-10-20 10:00", measures()).code(), "parts_open");
}

#[test]
fn a_composition_is_verified() {
    assert_eq!(verify(&composite()), []);
    type Change = fn(&mut crate::definition::ServiceDefinition);
    let cases: [(&str, Change); 10] = [
        ("part.residence", |it| it.parts[1].id = "residence".try_into().unwrap()),
        ("part.library.name.ar", |it| it.parts[1].name.ar = "library".to_owned()),
        ("part.residence.service", |it| it.parts[0].service = it.code.clone()),
        ("part.residence.after.garden", |it| it.parts[0].after = vec!["garden".try_into().unwrap()]),
        ("part.parking.when", |it| {
            it.parts[2].when = Some(crate::definition::Condition::new("answers.garden"))
        }),
        ("part.library.answers.reader", |it| {
            it.parts[1].answers = [("reader".try_into().unwrap(), "garden".try_into().unwrap())].into();
        }),
        ("part.residence.documents.deed", |it| {
            it.parts[0].documents = [("deed".try_into().unwrap(), "garden".try_into().unwrap())].into();
        }),
        ("part.library.outputs.certificate_no", |it| it.parts[1].after.clear()),
        ("part.residence.after", |it| it.parts[0].after = vec!["library".try_into().unwrap()]),
        ("rules.silence", |it| it.rules.silence = crate::definition::Silence::DeemedGranted),
    ];
    for (place, change) in cases {
        let mut definition = composite();
        change(&mut definition);
        let places: Vec<_> = verify(&definition).into_iter().map(|problem| problem.path).collect();
        assert!(places.iter().any(|it| it == place), "{place}: {places:?}");
    }
}

#[test]
fn parts_fit_their_services() {
    let known: Vec<_> =
        ["residence", "library", "parking"].map(|it| std::sync::Arc::new(service(it))).to_vec();
    assert_eq!(composition(&composite(), &known), []);
    assert_eq!(composition(&composite(), &[]), [], "what is not there yet is seen when it is opened");
    let mut wrong = composite();
    wrong.parts[1].answers = [("garden".try_into().unwrap(), "full_name".try_into().unwrap())].into();
    wrong.parts[1].documents = [("deed".try_into().unwrap(), "utility_bill".try_into().unwrap())].into();
    wrong.parts[2].outputs.values_mut().for_each(|from| from.output = "garden".try_into().unwrap());
    let places: Vec<_> = composition(&wrong, &known).into_iter().map(|problem| problem.path).collect();
    assert_eq!(
        places,
        ["part.library.answers.garden", "part.library.documents.deed", "part.parking.outputs.certificate_no"]
    );
}

/// The refusals of this room, each produced by a command.
pub(super) fn refusals() -> Vec<Refusal> {
    let mut family = Family::filed(true);
    let unknown = family.opens("garden", handler(), LATER).unwrap_err();
    let waits = family.opens("library", handler(), LATER).unwrap_err();
    family.open("residence", LATER);
    let twice = family.parent.refused(handler(), "2025-10-20 10:00", open_part("residence"));
    family.denies("residence", "2025-10-21");
    let lost = family.parent.refused(handler(), "2025-10-22 10:00", grant());
    vec![unknown, waits, twice, lost]
}

/// A part comes in by no way of its own, and nobody identifies themselves while it is opened.
#[test]
fn the_ways_in_of_its_service_are_for_those_who_file() {
    let mut family = Family::filed(false);
    let mut narrow = service("residence");
    narrow.intake = Some(IntakeTerms::new(vec![Channel::ServiceCentre]));
    family.opens_as("residence", narrow, handler(), LATER).unwrap();
    assert_eq!(family.part("residence").stage(), Some(Stage::Acknowledged));
}

#[test]
fn what_identifies_a_person_goes_into_a_field_that_does() {
    let definition = composite();
    let problems = |change: fn(&mut crate::definition::Field)| {
        let mut theirs = service("residence");
        change(theirs.forms[0].fields.iter_mut().find(|it| it.id.as_str() == "national_no").unwrap());
        let found = composition(&definition, &[std::sync::Arc::new(theirs)]);
        found.into_iter().map(|it| it.path).collect::<Vec<_>>()
    };
    assert!(problems(|_| {}).is_empty());
    assert_eq!(problems(|it| it.personal = false), ["part.residence.answers.national_no"]);
    assert_eq!(problems(|it| it.kind = FieldType::Text), ["part.residence.answers.national_no"]);
}

/// What the whole takes in is handed on as it is: a part must not refuse it for its language, signature or standard.
#[test]
fn the_whole_asks_as_much_of_a_document_as_its_parts_do() {
    type Terms = fn(&mut crate::definition::DocumentType);
    let problems = |here: Terms, there: Terms| {
        let (mut definition, mut theirs) = (composite(), service("residence"));
        here(&mut definition.documents[0]);
        there(&mut theirs.documents[0]);
        composition(&definition, &[std::sync::Arc::new(theirs)])
            .into_iter()
            .map(|it| it.path)
            .collect::<Vec<_>>()
    };
    let id = composite().documents[0].id.clone();
    let place = vec![format!("part.residence.documents.{id}")];
    let arabic: Terms = |it| it.languages = vec!["ar".to_owned()];
    let both: Terms = |it| it.languages = vec!["ar".to_owned(), "en".to_owned()];
    let signed: Terms = |it| it.signed = true;
    let standard: Terms = |it| it.standard = Some("iso-19005-1:2005".to_owned());
    for (here, there) in [(both, arabic), (|_| {}, arabic), (|_| {}, signed), (|_| {}, standard)] {
        assert_eq!(problems(here, there), place);
    }
    for (here, there) in [(arabic, both), (signed, signed), (standard, standard), (signed, |_| {})] {
        assert!(problems(here, there).is_empty());
    }
}

/// Who reopens a part of a request that ended means it to be worked on; the rule ends only what nobody took up again.
#[test]
fn a_part_that_was_reopened_is_not_ended_with_its_parent() {
    let mut family = Family::filed(false);
    family.open("residence", LATER).denies("residence", "2025-10-21");
    family.parent.then(applicant(), "2025-10-22 09:00", Withdraw::default());
    let (again, agree) = (crate::testing::reopen(Stage::InExecution, 5), crate::testing::approve_amendment());
    family.works("residence", Role::Supervisor, "2025-10-27 09:00", again);
    family.works("residence", Role::Decider, "2025-10-27 09:30", agree);
    let related = family.related();
    family.part("residence").meanwhile(|facts| facts.beside(related));
    let ends = Discontinue { reason: ReasonCode::ClsParentEnded };
    assert_eq!(family.part("residence").refused(system(), "2025-10-27 10:00", ends).code(), "reason_unknown");
}

/// The numbers that feed the next part are those in effect.
#[test]
fn an_output_that_was_replaced_is_told_again() {
    let mut family = Family::filed(false);
    family.open("residence", LATER).grants("residence", "2025-10-21");
    assert!(family.tell("residence", "2025-10-21 14:00").unwrap().is_empty(), "nothing is new");
    let revoke = crate::testing::revoke(ReasonCode::RevByHolder);
    family.works("residence", Role::Decider, "2025-10-22 09:00", revoke);
    family.works("residence", Role::Supervisor, "2025-10-22 10:00", crate::testing::approve_amendment());
    let told = family.tell("residence", "2025-10-22 11:00").unwrap();
    let Event::SubrequestConcluded(concluded) = &told[0] else { panic!("{told:?}") };
    assert_eq!((concluded.outcome, &concluded.outputs), (Outcome::Granted, &None));
}
