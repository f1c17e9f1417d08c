//! The directory: proposed, verified by another, published (articles 22 to 25).

mod common;

use cqrs_es::test::TestFramework;

use super::*;
use crate::actor::{Actor, Role};
use crate::ids::BodyId;
use crate::refusal::Refusal;
use crate::testing::{at, definition, manager, regulator, somebody};

const WORD: &str = "نقرّ بدقة المعلومات الواردة في تعريف الخدمة";

fn version(version: u32) -> ServiceDefinition {
    let mut definition = definition();
    definition.version = version;
    definition
}

fn propose(definition: ServiceDefinition) -> ServiceCommand {
    ServiceCommand::ProposeServiceVersion(ProposeServiceVersion::new(definition, WORD.to_owned()))
}

fn verify(version: u32) -> ServiceCommand {
    ServiceCommand::VerifyServiceVersion(VerifyServiceVersion::new(version))
}

fn publish(version: u32) -> ServiceCommand {
    ServiceCommand::PublishServiceVersion(PublishServiceVersion::new(version))
}

fn give_back(version: u32, reason: &str) -> ServiceCommand {
    ServiceCommand::ReturnServiceVersion(ReturnServiceVersion { version, reason: reason.to_owned() })
}

fn envelope(by: Actor, command: ServiceCommand) -> ServiceEnvelope {
    ServiceEnvelope {
        service: definition().code,
        by,
        id: "test".try_into().unwrap(),
        at: at("2025-10-16 10:30"),
        provider: None,
        rulebook: None,
        parts: Vec::new(),
        common: None,
        checks: None,
        command,
    }
}

/// Gives commands one after another; the last one's outcome is returned.
fn after(acts: Vec<(Actor, ServiceCommand)>) -> (Service, Result<Vec<ServiceEvent>, Refusal>) {
    let mut service = Service::default();
    let mut last = Ok(Vec::new());
    for (by, command) in acts {
        assert!(last.is_ok(), "{last:?}");
        crate::aggregate::is_tagged(&command, command.name());
        last = decide(&service, &envelope(by, command));
        last.iter().flatten().for_each(crate::aggregate::is_told);
        if let Ok(events) = &last {
            events.iter().for_each(|event| service.evolve(event));
        }
    }
    (service, last)
}

fn refused(acts: Vec<(Actor, ServiceCommand)>) -> Refusal {
    after(acts).1.unwrap_err()
}

#[test]
fn a_version_is_in_force_only_when_it_is_published() {
    let (service, _) = after(vec![(manager(), propose(version(1))), (regulator(), verify(1))]);
    assert_eq!((service.current(), service.standing(1)), (None, Some(Standing::Verified)));
    let (service, _) =
        after(vec![(manager(), propose(version(1))), (regulator(), verify(1)), (regulator(), publish(1))]);
    assert_eq!((service.current(), service.standing(1)), (Some(1), Some(Standing::Published)));
    assert_eq!(service.definition(1).map(AsRef::as_ref), Some(&version(1)));
}

#[test]
fn a_new_version_leaves_the_old_one_in_force_until_it_is_published_itself() {
    let first =
        || vec![(manager(), propose(version(1))), (regulator(), verify(1)), (regulator(), publish(1))];
    let mut acts = first();
    acts.extend([(manager(), propose(version(2))), (regulator(), verify(2))]);
    assert_eq!(after(acts.clone()).0.current(), Some(1));
    acts.push((regulator(), publish(2)));
    let (service, _) = after(acts);
    assert_eq!((service.current(), service.latest()), (Some(2), 2));
    assert!(service.definition(1).is_some(), "running requests keep the version they were submitted under");
}

#[test]
fn the_same_person_in_another_role_does_not_verify() {
    let mut same = regulator();
    same.person = manager().person;
    let refusal = refused(vec![(manager(), propose(version(1))), (same, verify(1))]);
    assert_eq!(refusal, Refusal::ServiceSamePerson { version: 1 });
}

#[test]
fn steps_are_taken_in_their_order() {
    for acts in [
        vec![(regulator(), verify(1))],
        vec![(manager(), propose(version(1))), (regulator(), publish(1))],
        vec![(manager(), propose(version(1))), (regulator(), verify(1)), (regulator(), verify(1))],
        vec![
            (manager(), propose(version(1))),
            (regulator(), verify(1)),
            (regulator(), publish(1)),
            (regulator(), give_back(1, "لا")),
        ],
        vec![(manager(), propose(version(1))), (regulator(), verify(1)), (regulator(), publish(2))],
    ] {
        assert!(matches!(refused(acts), Refusal::ServiceVersionStanding { .. }));
    }
}

#[test]
fn a_returned_version_is_proposed_again_under_its_number() {
    let returned = vec![(manager(), propose(version(1))), (regulator(), give_back(1, "الوصف ناقص"))];
    assert_eq!(after(returned.clone()).0.standing(1), Some(Standing::Returned));
    let mut next = returned.clone();
    next.push((manager(), propose(version(2))));
    let refusal = refused(next);
    assert_eq!((refusal.code(), refusal.path()), ("definition_invalid", Some("version")));
    let mut again = returned;
    again.extend([(manager(), propose(version(1))), (regulator(), verify(1))]);
    assert_eq!(after(again).0.standing(1), Some(Standing::Verified));
}

#[test]
fn a_version_is_returned_with_a_reason() {
    let refusal = refused(vec![(manager(), propose(version(1))), (regulator(), give_back(1, "  "))]);
    assert_eq!(refusal.code(), "reason_required");
}

#[test]
fn versions_are_numbered_without_gaps() {
    for number in [0, 2, u32::MAX] {
        let refusal = refused(vec![(manager(), propose(version(number)))]);
        assert_eq!((refusal.code(), refusal.path()), ("definition_invalid", Some("version")), "{number}");
    }
}

#[test]
fn only_the_provider_proposes_and_only_the_regulator_decides() {
    let elsewhere =
        Actor::officer(somebody("o-elsewhere"), Role::ProviderManager, BodyId::new("mun.benghazi").unwrap());
    for (by, command) in [
        (regulator(), propose(version(1))),
        (elsewhere, propose(version(1))),
        (manager(), verify(1)),
        (manager(), publish(1)),
        (manager(), give_back(1, "لا")),
    ] {
        assert!(matches!(refused(vec![(by, command)]), Refusal::DirectoryNotPermitted { .. }));
    }
}

#[test]
fn the_provider_vouches_for_the_definition() {
    let silent = ProposeServiceVersion::new(version(1), " ".to_owned());
    let refusal = refused(vec![(manager(), ServiceCommand::ProposeServiceVersion(silent))]);
    assert_eq!(refusal, Refusal::AttestationMissing);
}

#[test]
fn a_definition_with_a_problem_is_refused_with_its_place() {
    let mut broken = version(1);
    broken.outputs.clear();
    let refusal = refused(vec![(manager(), propose(broken))]);
    assert_eq!((refusal.code(), refusal.path()), ("definition_invalid", Some("output")));
}

#[test]
fn a_service_keeps_its_code() {
    let mut other = version(2);
    other.code = "mun.something-else".try_into().unwrap();
    let refusal = refused(vec![(manager(), propose(version(1))), (manager(), propose(other))]);
    assert_eq!((refusal.code(), refusal.path()), ("definition_invalid", Some("code")));
}

#[test]
fn events_read_back_and_are_named_once() {
    let (_, last) = after(vec![(manager(), propose(version(1)))]);
    let event = last.unwrap().remove(0);
    let wire = serde_json::to_value(&event).unwrap();
    assert_eq!(wire.as_object().unwrap().keys().collect::<Vec<_>>(), [ServiceEvent::NAMES[0]]);
    assert_eq!(serde_json::from_value::<ServiceEvent>(wire).unwrap(), event);
}

#[test]
fn the_framework_drives_it_as_well() {
    let (_, proposed) = after(vec![(manager(), propose(version(1)))]);
    TestFramework::<Service>::with(())
        .given(proposed.unwrap())
        .when(envelope(regulator(), verify(1)))
        .then_expect_events(vec![ServiceEvent::ServiceVersionVerified(ServiceVersionVerified {
            at: at("2025-10-16 10:30"),
            version: 1,
            verified_by: regulator().person,
            note: None,
        })]);
    TestFramework::<Service>::with(())
        .given_no_previous_events()
        .when(envelope(manager(), verify(1)))
        .then_expect_error(Refusal::DirectoryNotPermitted {
            role: Role::ProviderManager,
            command: "VerifyServiceVersion",
        });
}

/// The directory goes forward: an older version, verified late, does not come into force over a newer one.
#[test]
fn an_older_version_is_not_published_over_a_newer_one() {
    let acts = vec![
        (manager(), propose(version(1))),
        (regulator(), verify(1)),
        (manager(), propose(version(2))),
        (regulator(), verify(2)),
        (regulator(), publish(2)),
        (regulator(), publish(1)),
    ];
    assert_eq!(refused(acts), Refusal::VersionNotCurrent { given: 1, current: 2 });
}

#[test]
fn another_body_does_not_take_a_service_over_by_proposing_it() {
    let other = BodyId::new("mun.benghazi").unwrap();
    let mut taken = version(2);
    taken.provider = other.clone();
    let stranger = Actor::officer(somebody("o-else"), Role::ProviderManager, other);
    let acts = vec![(manager(), propose(version(1))), (stranger, propose(taken))];
    assert_eq!(refused(acts).code(), "not_permitted");
}

fn published() -> Vec<(Actor, ServiceCommand)> {
    vec![(manager(), propose(version(1))), (regulator(), verify(1)), (regulator(), publish(1))]
}

fn suspend(reason: &str) -> ServiceCommand {
    ServiceCommand::SuspendService(SuspendService { reason: reason.to_owned() })
}

fn resume() -> ServiceCommand {
    ServiceCommand::ResumeService(ResumeService { reason: "زال السبب".to_owned() })
}

fn retire(run_off: Option<RunOff>) -> ServiceCommand {
    ServiceCommand::RetireService(RetireService {
        reason: "حلّت محلها خدمة أخرى".to_owned(), run_off
    })
}

fn change(law: &str, changes_entry: bool) -> ServiceCommand {
    ServiceCommand::ReportLegalChange(ReportLegalChange {
        law: law.to_owned(),
        effective_on: day("2025-11-01"),
        note: "تعديل الرسوم المقررة".to_owned(),
        changes_entry,
    })
}

fn day(text: &str) -> time::Date {
    crate::calendar::date_format::parse(text).unwrap()
}

#[test]
fn a_service_is_published_only_under_a_certificate() {
    let (service, _) = after(vec![(manager(), propose(version(1))), (regulator(), verify(1))]);
    let under = |certification| {
        let provider = crate::provider::ProviderFacts {
            provider: version(1).provider,
            revision: 1,
            certification,
            exceptions: Vec::new(),
        };
        decide(&service, &ServiceEnvelope { provider: Some(provider), ..envelope(regulator(), publish(1)) })
    };
    use crate::provider::Certification;
    assert!(under(Certification::Covered { number: "1/2020".to_owned() }).is_ok());
    assert_eq!(under(Certification::Missing).unwrap_err().code(), "provider_not_certified");
    let over = Certification::Expired { number: "1/2020".to_owned(), until: at("2025-10-01 00:00") };
    assert_eq!(under(over).unwrap_err().code(), "certificate_expired");
    assert!(decide(&service, &envelope(regulator(), publish(1))).is_ok(), "an old record didn't ask");
}

#[test]
fn a_service_is_suspended_and_resumed_with_a_reason() {
    let with = |acts: Vec<(Actor, ServiceCommand)>| [published(), acts].concat();
    let (service, _) = after(with(vec![(regulator(), suspend("عطل في المصدر"))]));
    assert_eq!(service.availability(), Availability::Suspended);
    assert_eq!(service.current(), Some(1), "it has its version for when it is resumed");
    let (service, _) = after(with(vec![(regulator(), suspend("عطل")), (regulator(), resume())]));
    assert_eq!(service.availability(), Availability::Offered);
    let twice = refused(with(vec![(regulator(), suspend("عطل")), (regulator(), suspend("عطل"))]));
    assert!(matches!(twice, Refusal::ServiceAvailability { .. }), "{twice}");
    assert_eq!(refused(with(vec![(regulator(), suspend(" "))])).code(), "reason_required");
    assert_eq!(refused(vec![(regulator(), suspend("عطل"))]).code(), "unknown_service");
    let unpublished = vec![(manager(), propose(version(1))), (regulator(), suspend("عطل"))];
    assert_eq!(refused(unpublished).code(), "service_not_published");
}

#[test]
fn a_service_is_retired_with_a_word_on_its_open_requests_and_for_good() {
    let with = |acts: Vec<(Actor, ServiceCommand)>| [published(), acts].concat();
    let silent = refused(with(vec![(regulator(), retire(None))]));
    assert_eq!((silent.code(), silent.rule().id), ("reason_required", "JO-4a"));
    let retired = || with(vec![(regulator(), retire(Some(RunOff::Finish)))]);
    assert_eq!(after(retired()).0.availability(), Availability::Retired(RunOff::Finish));
    for (by, command) in [
        (regulator(), resume()),
        (manager(), propose(version(2))),
        (regulator(), retire(Some(RunOff::Finish))),
    ] {
        assert_eq!(refused([retired(), vec![(by, command)]].concat()).code(), "service_retired");
    }
    let (suspended, _) =
        after(with(vec![(regulator(), suspend("عطل")), (regulator(), retire(Some(RunOff::Discontinue)))]));
    assert_eq!(suspended.availability(), Availability::Retired(RunOff::Discontinue));
}

#[test]
fn only_the_regulator_says_what_is_offered_and_only_the_provider_reports() {
    for command in [suspend("عطل"), resume(), retire(Some(RunOff::Finish))] {
        assert_eq!(refused([published(), vec![(manager(), command)]].concat()).code(), "not_permitted");
    }
    let elsewhere =
        Actor::officer(somebody("o-elsewhere"), Role::ProviderManager, BodyId::new("mun.benghazi").unwrap());
    for by in [regulator(), elsewhere] {
        assert_eq!(
            refused([published(), vec![(by, change("قانون", true))]].concat()).code(),
            "not_permitted"
        );
    }
}

/// LY-25.3: reported even if no text changes; the entry that must follow and does not is overdue.
#[test]
fn a_legal_change_is_reported_and_overdue_until_a_version_follows() {
    let reported = |changes| [published(), vec![(manager(), change("قانون رقم 59", changes))]].concat();
    let overdue = |service: &Service, date| service.overdue_changes(day(date)).count();
    let (service, _) = after(reported(true));
    assert_eq!((overdue(&service, "2025-10-31"), overdue(&service, "2025-11-01")), (0, 1));
    assert_eq!(overdue(&after(reported(false)).0, "2025-12-01"), 0, "no text changes");
    let followed =
        vec![(manager(), propose(version(2))), (regulator(), verify(2)), (regulator(), publish(2))];
    let (service, _) = after([reported(true), followed].concat());
    assert_eq!(overdue(&service, "2025-12-01"), 0);
    assert_eq!(service.legal_changes().map(|it| it.followed_by).collect::<Vec<_>>(), [Some(2)]);
    assert_eq!(refused([published(), vec![(manager(), change(" ", true))]].concat()).rule().id, "LY-25.3");
}

/// LY-25.4: a version may begin later, and leave the one before it a grace.
#[test]
fn a_version_begins_when_it_was_said_and_leaves_the_one_before_it_a_grace() {
    let second = |from: Option<&str>, grace: Option<&str>| {
        let publish =
            PublishServiceVersion { version: 2, effective_from: from.map(at), grace_until: grace.map(at) };
        let more = vec![
            (manager(), propose(version(2))),
            (regulator(), verify(2)),
            (regulator(), ServiceCommand::PublishServiceVersion(publish)),
        ];
        [published(), more].concat()
    };
    let (service, _) = after(second(Some("2025-11-01 00:00"), Some("2025-12-01 00:00")));
    let at_noon = |date: &str| {
        let noon = at(format!("{date} 12:00").as_str());
        (service.current_at(noon), service.in_grace(noon))
    };
    assert_eq!(at_noon("2025-10-31"), (Some(1), vec![]));
    assert_eq!(at_noon("2025-11-01"), (Some(2), vec![1]));
    assert_eq!(at_noon("2025-12-01"), (Some(2), vec![]));
    let (at_once, _) = after(second(None, None));
    assert_eq!(
        (at_once.current_at(at("2020-01-01 00:00")), at_once.in_grace(at("2025-11-01 00:00"))),
        (Some(2), vec![])
    );
    assert_eq!(refused(second(Some("2025-10-01 00:00"), None)).path(), Some("effective_from"));
    assert_eq!(
        refused(second(Some("2025-11-01 00:00"), Some("2025-10-20 00:00"))).path(),
        Some("grace_until")
    );
}

#[test]
fn a_verification_may_say_what_was_checked() {
    let noted = |note: &str| {
        let command = VerifyServiceVersion { version: 1, note: Some(note.to_owned()) };
        vec![(manager(), propose(version(1))), (regulator(), ServiceCommand::VerifyServiceVersion(command))]
    };
    let events = after(noted(" طوبقت الرسوم مع القانون ")).1.unwrap();
    assert!(matches!(&events[0], ServiceEvent::ServiceVersionVerified(it)
        if it.note.as_deref() == Some("طوبقت الرسوم مع القانون")));
    assert_eq!(refused(noted("")).path(), Some("note"));
}
