//! What the regulator sets: kept by nobody else, by an instrument, from an instant, and held by definitions.

mod catalogue;
mod keepers;
mod outside;

use cqrs_es::test::TestFramework;

use super::*;
use crate::definition::IdentityTerms;
use crate::refusal::Refusal;
use crate::service::{
    self, ProposeServiceVersion, PublishServiceVersion, Service, ServiceCommand, ServiceEnvelope,
    VerifyServiceVersion,
};
use crate::testing::{
    CIVIL, Moment, applicant, approve_endpoint, assign_keeper, at, clerk, definition, hash_algorithm,
    identity_rule, instrument, license_trust_service, list_kind, manager, on_the_rulebook, payment_methods,
    permit_catalogue, register_source, regulator, retention, rulebook, sets, supervisor, system,
    withdraw_source, withdraw_trust_service,
};

const NOW: &str = "2025-10-16 10:30";

/// One command of each kind; those that withdraw come after what they withdraw.
fn everything() -> Vec<RulebookCommand> {
    vec![
        identity_rule(AssuranceLevel::Substantial, &["national-id"]).into(),
        register_source(CIVIL, &["national_no"]).into(),
        withdraw_source(CIVIL).into(),
        list_kind("task.answer.v1").into(),
        WithdrawMessageKind { kind: "task.answer.v1".try_into().unwrap(), instrument: instrument() }.into(),
        approve_endpoint(CIVIL).into(),
        WithdrawEndpoint { body: CIVIL.try_into().unwrap(), instrument: instrument() }.into(),
        payment_methods(&["card"]).into(),
        license_trust_service("ts.1").into(),
        withdraw_trust_service("ts.1").into(),
        retention(None, "5 years").into(),
        hash_algorithm(HashAlgorithm::Sha256).into(),
        permit_catalogue(CatalogueAct::Read, &[], &[]).into(),
        assign_keeper(RulebookPart::Hashes, Keeper::StandardsUnit).into(),
    ]
}

fn with(change: impl FnOnce(&mut Instrument)) -> SetIdentityRule {
    let mut command = identity_rule(AssuranceLevel::High, &[]);
    change(&mut command.instrument);
    command
}

#[test]
fn only_the_regulator_keeps_the_rulebook() {
    for by in [applicant(), clerk(), supervisor(), manager(), system()] {
        for command in everything() {
            let refusal =
                decide(&Rulebook::default(), &on_the_rulebook(by.clone(), NOW, command)).unwrap_err();
            assert!(matches!(refusal, Refusal::DirectoryNotPermitted { .. }), "{refusal}");
        }
    }
}

#[test]
fn every_entry_names_its_instrument_and_none_looks_back() {
    let mut book = Rulebook::default();
    let refused = sets(&mut book, NOW, with(|it| it.name = " ".to_owned())).unwrap_err();
    assert_eq!((refused.code(), refused.rule().id), ("no_legal_basis", "LY-21.2"));
    let back = with(|it| it.effective_from = Some("2025-10-16 10:29".instant()));
    assert_eq!(sets(&mut book, NOW, back).unwrap_err().path(), Some("instrument.effective_from"));
    let unreadable = with(|it| it.justification = Some("\u{202E}".to_owned()));
    assert_eq!(sets(&mut book, NOW, unreadable).unwrap_err().path(), Some("instrument.justification"));
    assert_eq!(book, Rulebook::default(), "what is refused changes nothing");
    sets(&mut book, NOW, with(|it| it.effective_from = Some(NOW.instant()))).unwrap();
    assert_eq!(book.revision(), 1);
}

#[test]
fn an_entry_holds_from_its_instant_and_the_one_that_began_last_counts() {
    let mut book = Rulebook::default();
    let level = |book: &Rulebook, moment: &str| book.identity_rule(at(moment)).map(|rule| rule.level);
    let mut later = identity_rule(AssuranceLevel::High, &[]);
    later.instrument = later.instrument.with_effect_from("2026-01-01 00:00".instant());
    sets(&mut book, NOW, later).unwrap();
    assert_eq!(level(&book, NOW), None, "it has not begun");
    sets(&mut book, "2025-10-17 09:00", identity_rule(AssuranceLevel::Low, &[])).unwrap();
    assert_eq!(level(&book, "2025-10-17 08:59"), None);
    assert_eq!(level(&book, "2025-10-17 09:00"), Some(AssuranceLevel::Low));
    assert_eq!(level(&book, "2026-01-01 00:00"), Some(AssuranceLevel::High));
    let versions: Vec<_> =
        book.identity.iter().filter_map(|it| it.held.as_ref()).map(|it| it.version).collect();
    assert_eq!(versions, [1, 2], "a rule set again has the next version");
    let told = book.in_force(at("2025-10-18 09:00"));
    assert_eq!((told.revision, told.identity.unwrap().held.version), (2, 2));
    assert_eq!((told.sources, told.payment_methods), (None, None));
}

#[test]
fn a_register_that_was_emptied_is_still_one() {
    let mut book = Rulebook::default();
    assert!(!book.keeps_sources(at(NOW)) && !book.keeps_kinds(at(NOW)) && !book.keeps_endpoints(at(NOW)));
    for command in everything() {
        sets(&mut book, NOW, command).unwrap();
    }
    let told = book.in_force(at(NOW));
    assert_eq!(told.sources, Some(Vec::new()));
    assert_eq!((told.message_kinds, told.endpoints), (Some(Vec::new()), Some(Vec::new())));
    assert_eq!(told.payment_methods.unwrap().held, ["card"]);
    assert!(book.keeps_sources(at(NOW)) && book.source(&CIVIL.try_into().unwrap(), at(NOW)).is_none());
}

#[test]
fn what_is_not_on_a_register_is_not_withdrawn_from_it_nor_twice() {
    let withdrawals: Vec<RulebookCommand> = everything().into_iter().skip(2).step_by(2).take(3).collect();
    for command in &withdrawals {
        let refused = sets(&mut Rulebook::default(), NOW, command.clone()).unwrap_err();
        assert_eq!(refused.code(), "field_invalid", "{}", command.name());
    }
    let mut book = rulebook([register_source(CIVIL, &["national_no"]).into()]);
    sets(&mut book, NOW, withdraw_source(CIVIL)).unwrap();
    assert_eq!(sets(&mut book, NOW, withdraw_source(CIVIL)).unwrap_err().path(), Some("source"));
}

#[test]
fn lists_hold_each_name_once_and_are_not_empty() {
    let mut book = Rulebook::default();
    let cases: [(RulebookCommand, &str); 6] = [
        (payment_methods(&[]).into(), "methods"),
        (payment_methods(&["card", "card"]).into(), "methods"),
        (payment_methods(&[" "]).into(), "methods"),
        (identity_rule(AssuranceLevel::Low, &["a", "a"]).into(), "schemes"),
        (register_source(CIVIL, &[]).into(), "items"),
        (register_source(CIVIL, &["national_no", "national_no"]).into(), "items"),
    ];
    for (command, path) in cases {
        assert_eq!(sets(&mut book, NOW, command).unwrap_err().path(), Some(path));
    }
    let nameless = SetIdentityRule { rule: String::new(), ..identity_rule(AssuranceLevel::Low, &[]) };
    assert_eq!(sets(&mut book, NOW, nameless).unwrap_err().path(), Some("rule"));
    let lawless = RegisterSource { authority: " ".to_owned(), ..register_source(CIVIL, &["national_no"]) };
    assert_eq!(sets(&mut book, NOW, lawless).unwrap_err().path(), Some("authority"));
    let nowhere = ApproveEndpoint { endpoint: String::new(), ..approve_endpoint(CIVIL) };
    assert_eq!(sets(&mut book, NOW, nowhere).unwrap_err().path(), Some("endpoint"));
    assert_eq!(book.revision(), 0);
}

#[test]
fn events_read_back_unchanged() {
    let mut book = Rulebook::default();
    let mut names = Vec::new();
    for command in everything() {
        assert_eq!(
            serde_json::to_value(&command).unwrap().as_object().unwrap().keys().next().unwrap(),
            command.name()
        );
        for event in sets(&mut book, NOW, command).unwrap() {
            let wire = serde_json::to_string(&event).unwrap();
            assert_eq!(serde_json::from_str::<RulebookEvent>(&wire).unwrap(), event);
            assert_eq!(event.at(), at(NOW));
            names.push(event.name());
        }
    }
    assert_eq!(names, RulebookEvent::NAMES);
}

#[test]
fn the_framework_drives_it_as_well() {
    TestFramework::<Rulebook>::with(())
        .given_no_previous_events()
        .when(on_the_rulebook(regulator(), NOW, payment_methods(&["card"])))
        .then_expect_events(vec![RulebookEvent::PaymentMethodsSet(PaymentMethodsSet {
            at: at(NOW),
            set_by: regulator().person,
            methods: vec!["card".to_owned()],
            instrument: instrument(),
        })]);
}

/// What becomes of a command on the certificate of residence under this rulebook.
fn on_the_service(held: &mut Service, book: &Rulebook, command: ServiceCommand) -> Result<(), Refusal> {
    let manages = matches!(command, ServiceCommand::ProposeServiceVersion(_));
    let envelope = ServiceEnvelope {
        service: definition().code,
        by: if manages { manager() } else { regulator() },
        id: "test".try_into().unwrap(),
        at: at(NOW),
        provider: None,
        rulebook: Some(RulebookFacts { rulebook: std::sync::Arc::new(book.clone()), at: at(NOW) }),
        parts: Vec::new(),
        common: None,
        checks: None,
        command,
    };
    service::decide(held, &envelope)?.iter().for_each(|event| held.evolve(event));
    Ok(())
}

fn proposal(level: Option<AssuranceLevel>, schemes: &[&str]) -> ServiceCommand {
    let schemes = schemes.iter().map(|it| (*it).to_owned()).collect();
    let mut definition = definition();
    definition.identity = Some(IdentityTerms { level, schemes });
    let attestation = "نقرّ بدقة البيانات".to_owned();
    ServiceCommand::ProposeServiceVersion(ProposeServiceVersion::new(definition, attestation))
}

#[test]
fn a_definition_asks_for_as_much_as_the_rule_or_more_and_never_less() {
    let book = rulebook([identity_rule(AssuranceLevel::Substantial, &["national-id", "card"]).into()]);
    let propose = |command| on_the_service(&mut Service::default(), &book, command);
    let low = propose(proposal(Some(AssuranceLevel::Low), &[])).unwrap_err();
    assert_eq!(
        (low.code(), low.path(), low.rule().id),
        ("definition_invalid", Some("identity.level"), "LY-8.2")
    );
    let other = propose(proposal(None, &["password"])).unwrap_err();
    assert_eq!((other.code(), other.path()), ("definition_invalid", Some("identity.schemes")));
    propose(proposal(Some(AssuranceLevel::Substantial), &["national-id"])).unwrap();
    propose(proposal(Some(AssuranceLevel::High), &[])).unwrap();
    on_the_service(
        &mut Service::default(),
        &Rulebook::default(),
        proposal(Some(AssuranceLevel::Low), &["password"]),
    )
    .unwrap();
}

#[test]
fn a_rule_set_after_the_proposal_holds_at_the_publication() {
    let mut held = Service::default();
    let none = Rulebook::default();
    on_the_service(&mut held, &none, proposal(Some(AssuranceLevel::Low), &[])).unwrap();
    let verify = ServiceCommand::VerifyServiceVersion(VerifyServiceVersion::new(1));
    on_the_service(&mut held, &none, verify).unwrap();
    let mut command = identity_rule(AssuranceLevel::High, &[]);
    command.instrument = command.instrument.with_effect_from("2025-11-01 00:00".instant());
    let book = rulebook([command.into()]);
    let publish = |from: Option<&str>| {
        let mut publish = PublishServiceVersion::new(1);
        publish.effective_from = from.map(Moment::instant);
        ServiceCommand::PublishServiceVersion(publish)
    };
    let late = on_the_service(&mut held, &book, publish(Some("2025-11-02 00:00"))).unwrap_err();
    assert_eq!((late.code(), late.path()), ("definition_invalid", Some("identity.level")));
    on_the_service(&mut held, &book, publish(None)).unwrap();
}

#[test]
fn a_definition_names_registered_sources_for_what_they_hold_once_there_is_a_register() {
    let attestation = || "نقرّ بدقة البيانات".to_owned();
    let propose = |book: &Rulebook| {
        let command = ProposeServiceVersion::new(definition(), attestation());
        on_the_service(&mut Service::default(), book, ServiceCommand::ProposeServiceVersion(command))
    };
    propose(&Rulebook::default()).unwrap();
    propose(&rulebook([register_source(CIVIL, &["national_no"]).into()])).unwrap();
    let other = rulebook([register_source("tax-authority", &["national_no"]).into()]);
    let holds_another = rulebook([register_source(CIVIL, &["birth_date"]).into()]);
    let emptied = rulebook([register_source(CIVIL, &["national_no"]).into(), withdraw_source(CIVIL).into()]);
    for book in [other, holds_another, emptied] {
        let refused = propose(&book).unwrap_err();
        let place = Some("form.application.field.national_no.source");
        assert_eq!(
            (refused.code(), refused.path(), refused.rule().id),
            ("definition_invalid", place, "LY-1d")
        );
    }
}

#[test]
fn what_is_withdrawn_does_not_come_back() {
    let mut book = Rulebook::default();
    let later = |days: &str| instrument().with_effect_from(format!("{days} 00:00").as_str().instant());
    let mut approve = approve_endpoint(CIVIL);
    approve.instrument = later("2025-12-01");
    sets(&mut book, NOW, approve).unwrap();
    let withdraw = |instrument| WithdrawEndpoint { body: CIVIL.try_into().unwrap(), instrument };
    sets(&mut book, "2025-10-17 09:00", withdraw(instrument())).unwrap();
    let reached = |book: &Rulebook, moment: &str| {
        let facts = RulebookFacts { rulebook: std::sync::Arc::new(book.clone()), at: at(moment) };
        facts.reaches(&CIVIL.try_into().unwrap())
    };
    assert!(!reached(&book, "2025-12-02 09:00"), "it was to begin after it was withdrawn");
    let twice = sets(&mut book, "2025-12-02 09:00", withdraw(instrument())).unwrap_err();
    assert_eq!(twice.path(), Some("body"));
    // In force, and withdrawn for later: at once is possible all the same.
    sets(&mut book, "2025-12-03 09:00", approve_endpoint(CIVIL)).unwrap();
    sets(&mut book, "2025-12-03 10:00", withdraw(later("2026-02-01"))).unwrap();
    assert!(reached(&book, "2025-12-04 09:00"));
    sets(&mut book, "2025-12-05 09:00", withdraw(instrument())).unwrap();
    assert!(!reached(&book, "2025-12-05 09:00"));
}

#[test]
fn trust_services_are_entered_and_taken_off_by_the_regulator() {
    let mut book = Rulebook::default();
    let at = NOW.instant();
    let unknown = sets(&mut book, NOW, withdraw_trust_service("ts.1")).unwrap_err();
    assert_eq!(unknown.path(), Some("trust_service"));
    assert_eq!(sets(&mut book, NOW, license_trust_service(" ")).unwrap_err().path(), Some("trust_service"));
    let by_provider = on_the_rulebook(manager(), NOW, license_trust_service("ts.1"));
    assert_eq!(decide(&book, &by_provider).unwrap_err().code(), "not_permitted");
    assert!(!book.keeps_trust_services(at) && book.in_force(at).trust_services.is_none());
    sets(&mut book, NOW, license_trust_service(" ts.1 ")).unwrap();
    assert!(book.licenses("ts.1", at) && !book.licenses("ts.2", at));
    let listed = book.in_force(at).trust_services.unwrap();
    assert_eq!(listed.iter().map(|it| it.of.as_str()).collect::<Vec<_>>(), ["ts.1"]);
    sets(&mut book, NOW, withdraw_trust_service("ts.1")).unwrap();
    assert!(book.keeps_trust_services(at) && !book.licenses("ts.1", at));
    assert_eq!(book.in_force(at).trust_services, Some(Vec::new()));
}
