//! Local definitions beside their common one, who vouches for what, and what a proposal is held to.

use super::*;
use std::sync::Arc;

use crate::definition::CHECKS;
use crate::refusal::Refusal;
use crate::rulebook::{Rulebook, RulebookFacts};
use crate::testing::{common, local, register_source, rulebook};

/// The entry of the common definition, as far as it came.
fn keeping(acts: &[ServiceEvent]) -> Service {
    let mut service = Service::default();
    acts.iter().for_each(|event| service.evolve(event));
    service
}

fn proposed() -> ServiceEvent {
    ServiceEvent::ServiceVersionProposed(ServiceVersionProposed {
        at: at("2025-10-01 09:00"),
        proposed_by: somebody("o-keeper"),
        attestation: WORD.to_owned(),
        attested: Vec::new(),
        checks: None,
        definition: common(),
    })
}

fn verified() -> ServiceEvent {
    let (at, verified_by) = (at("2025-10-02 09:00"), regulator().person);
    ServiceEvent::ServiceVersionVerified(ServiceVersionVerified { at, version: 1, verified_by, note: None })
}

fn retired() -> ServiceEvent {
    let (at, retired_by) = (at("2025-10-03 09:00"), regulator().person);
    let (reason, run_off) = ("أُلغيت".to_owned(), RunOff::Finish);
    ServiceEvent::ServiceRetired(ServiceRetired { at, retired_by, reason, run_off })
}

fn beside(common: Option<CommonFacts>, by: Actor, command: ServiceCommand) -> ServiceEnvelope {
    ServiceEnvelope { service: local().code, common, checks: Some(CHECKS), ..envelope(by, command) }
}

fn place(service: &Service, envelope: &ServiceEnvelope) -> String {
    let refusal = decide(service, envelope).unwrap_err();
    assert_eq!(refusal.code(), "definition_invalid", "{refusal}");
    refusal.path().unwrap().to_owned()
}

#[test]
fn a_local_definition_rests_on_a_verified_one_that_stands() {
    let facts = |acts: &[ServiceEvent]| keeping(acts).as_common(1);
    let none = Service::default();
    let proposing = |facts| beside(facts, manager(), propose(local()));
    assert!(decide(&none, &proposing(facts(&[proposed(), verified()]))).is_ok());
    assert_eq!(place(&none, &proposing(None)), "rests_on", "it is not in the directory");
    assert_eq!(place(&none, &proposing(facts(&[proposed()]))), "rests_on", "nobody verified it");
    assert_eq!(place(&none, &proposing(facts(&[proposed(), verified(), retired()]))), "rests_on");
    let mut another = facts(&[proposed(), verified()]).unwrap();
    let mut second = common();
    second.version = 2;
    another.definition = Arc::new(second);
    assert_eq!(place(&none, &proposing(Some(another))), "rests_on", "another version");
    assert_eq!((keeping(&[proposed()]).newest_verified(), keeping(&[]).as_common(1)), (None, None));
}

#[test]
fn a_local_definition_that_differs_is_refused_with_the_place() {
    let mut dearer = local();
    dearer.deadline.working_days = 60;
    let facts = keeping(&[proposed(), verified()]).as_common(1);
    let envelope = beside(facts, manager(), propose(dearer));
    assert_eq!(place(&Service::default(), &envelope), "deadline.working_days");
}

/// What was retired since the proposal is rested on no more: neither verified nor published.
#[test]
fn the_common_definition_still_stands_when_a_local_one_is_verified_and_published() {
    let standing = || keeping(&[proposed(), verified()]).as_common(1);
    let gone = || keeping(&[proposed(), verified(), retired()]).as_common(1);
    let mut service = Service::default();
    for (by, command) in [(manager(), propose(local())), (regulator(), verify(1)), (regulator(), publish(1))]
    {
        if by != manager() {
            assert_eq!(place(&service, &beside(gone(), by.clone(), command.clone())), "rests_on");
            assert_eq!(place(&service, &beside(None, by.clone(), command.clone())), "rests_on");
        }
        let events = decide(&service, &beside(standing(), by, command)).unwrap();
        events.iter().for_each(|event| service.evolve(event));
    }
    assert_eq!((service.current(), service.rests_on(1)), (Some(1), local().rests_on.as_ref()));
}

#[test]
fn a_proposal_names_the_set_of_checks_that_it_was_held_to() {
    let held_to = |checks| {
        let envelope = ServiceEnvelope { checks, ..envelope(manager(), propose(version(1))) };
        keeping(&decide(&Service::default(), &envelope).unwrap()).checks(1)
    };
    assert_eq!((held_to(Some(CHECKS)), held_to(None)), (Some(CHECKS), None));
}

/// JO-3: refused where the register says so itself, and only for what was proposed since that is checked.
#[test]
fn what_a_registered_source_holds_is_not_asked_of_the_applicant_without_a_reason() {
    let book: Rulebook = rulebook([register_source("civil-registry", &["national_no", "address"]).into()]);
    let rulebook = RulebookFacts { rulebook: Arc::new(book), at: at("2025-10-16 10:30") };
    let proposing = |definition, checks| {
        let rulebook = Some(rulebook.clone());
        ServiceEnvelope { rulebook, checks, ..envelope(manager(), propose(definition)) }
    };
    let none = Service::default();
    assert_eq!(place(&none, &proposing(version(1), Some(CHECKS))), "form.application.field.address");
    assert!(decide(&none, &proposing(version(1), None)).is_ok(), "decided before there was such a check");
    let mut stated = version(1);
    for field in &mut stated.forms[0].fields {
        if field.id.as_str() == "address" {
            field.carried_by_applicant = Some(crate::text::Text::new("لا ربط بعد", "Not connected yet"));
        }
    }
    assert!(decide(&none, &proposing(stated, Some(CHECKS))).is_ok());
}

fn vouches(part: EntryPart, by: &str, word: &str) -> PartAttested {
    PartAttested { part, by: somebody(by), attestation: word.to_owned() }
}

fn attesting(attested: Vec<PartAttested>) -> Result<Vec<ServiceEvent>, Refusal> {
    let propose = ProposeServiceVersion::new(version(1), WORD).attested(attested);
    decide(&Service::default(), &envelope(manager(), ServiceCommand::ProposeServiceVersion(propose)))
}

#[test]
fn others_may_vouch_for_parts_and_the_whole_stands_for_the_rest() {
    let treasurer = vouches(EntryPart::Fees, "o-treasurer", " الرسوم مطابقة للقرار ");
    let service = keeping(&attesting(vec![treasurer]).unwrap());
    let word = service.attestation(1).unwrap();
    assert_eq!(word.of(EntryPart::Fees), vouches(EntryPart::Fees, "o-treasurer", "الرسوم مطابقة للقرار"));
    assert_eq!(word.of(EntryPart::Times), vouches(EntryPart::Times, manager().person.as_str(), WORD));
    assert_eq!(word.each().len(), EntryPart::ALL.len());
    assert_eq!(service.attestation(2), None);
}

#[test]
fn who_vouches_for_a_part_does_not_verify_it() {
    let service = keeping(&attesting(vec![vouches(EntryPart::Fees, "o-treasurer", "نعم")]).unwrap());
    let by = Actor::new("o-treasurer".try_into().unwrap(), crate::actor::Role::Regulator);
    let verify = ServiceCommand::VerifyServiceVersion(VerifyServiceVersion { version: 1, note: None });
    let refused = decide(&service, &beside(None, by, verify.clone())).unwrap_err();
    assert_eq!(refused, Refusal::ServiceSamePerson { version: 1 });
    assert!(decide(&service, &beside(None, regulator(), verify)).is_ok());
}

/// What is only verified serves others, so that there must be a way to take it back.
#[test]
fn a_verified_version_that_was_never_published_can_be_returned() {
    let service = keeping(&[proposed(), verified()]);
    let back = ReturnServiceVersion { version: 1, reason: "سهو في الرسوم".to_owned() };
    let command = ServiceCommand::ReturnServiceVersion(back);
    let events = decide(&service, &beside(None, regulator(), command.clone())).unwrap();
    let mut after = service;
    events.iter().for_each(|event| after.evolve(event));
    assert_eq!(after.standing(1), Some(Standing::Returned));
    assert_eq!(decide(&after, &beside(None, regulator(), command)).unwrap_err().code(), "wrong_stage");
}

#[test]
fn a_part_is_vouched_for_once_and_with_a_word() {
    let silent = attesting(vec![vouches(EntryPart::Fees, "o-treasurer", " ")]).unwrap_err();
    assert_eq!(silent, Refusal::AttestationMissing);
    let twice = vec![vouches(EntryPart::Fees, "o-one", "نعم"), vouches(EntryPart::Fees, "o-two", "نعم")];
    assert_eq!(attesting(twice).unwrap_err().path(), Some("attested.fees"));
    let odd = attesting(vec![vouches(EntryPart::Steps, "o-one", "a\u{202E}b")]).unwrap_err();
    assert_eq!((odd.code(), odd.path()), ("field_invalid", Some("attested.steps")));
}
