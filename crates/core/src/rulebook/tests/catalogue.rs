//! Who registers in the directory, reads it and keeps it: as the regulator decided, and never beyond the table of roles.

use super::{NOW, on_the_service};
use crate::actor::Role;
use crate::refusal::Refusal;
use crate::rulebook::{CatalogueAct, Rulebook};
use crate::service::{
    ProposeServiceVersion, PublishServiceVersion, Service, ServiceCommand, SuspendService,
    VerifyServiceVersion,
};
use crate::testing::{
    applicant, at, auditor, body, definition, manager, permit_catalogue, regulator, rulebook, sets, stranger,
};

/// By the manager of the provider; what follows is the regulator's, who serves no body.
fn proposed() -> ServiceCommand {
    let attestation = "نقرّ بدقة البيانات".to_owned();
    ServiceCommand::ProposeServiceVersion(ProposeServiceVersion::new(definition(), attestation))
}

fn verify() -> ServiceCommand {
    ServiceCommand::VerifyServiceVersion(VerifyServiceVersion::new(1))
}

fn publish() -> ServiceCommand {
    ServiceCommand::PublishServiceVersion(PublishServiceVersion::new(1))
}

fn suspend() -> ServiceCommand {
    ServiceCommand::SuspendService(SuspendService { reason: "صيانة السجل".to_owned() })
}

#[test]
fn who_registers_may_be_narrowed_to_bodies() {
    let ours = manager().body.unwrap();
    let others = rulebook([permit_catalogue(CatalogueAct::Register, &[], &["mun.benghazi"]).into()]);
    let refused = on_the_service(&mut Service::default(), &others, proposed()).unwrap_err();
    let Refusal::CatalogueNotPermitted { act, role, instrument } = &refused else { panic!("{refused}") };
    assert_eq!((*act, *role), (CatalogueAct::Register, Role::ProviderManager));
    assert_eq!((refused.code(), refused.rule().id), ("not_permitted", "LY-22.2"));
    for lang in [crate::Lang::Ar, crate::Lang::En] {
        assert!(refused.text(lang).contains(instrument.as_str()), "{refused}");
    }
    let with_us = permit_catalogue(CatalogueAct::Register, &[Role::ProviderManager], &[ours.as_str()]);
    on_the_service(&mut Service::default(), &rulebook([with_us.into()]), proposed()).unwrap();
    on_the_service(&mut Service::default(), &Rulebook::default(), proposed()).unwrap();
}

#[test]
fn who_keeps_the_directory_may_be_narrowed_and_what_was_verified_waits() {
    let none = Rulebook::default();
    let mut held = Service::default();
    on_the_service(&mut held, &none, proposed()).unwrap();
    let unit = rulebook([permit_catalogue(CatalogueAct::Store, &[], &["regulator.directory"]).into()]);
    on_the_service(&mut held, &unit, verify()).expect("verifying keeps nothing yet");
    let refused = on_the_service(&mut held, &unit, publish()).unwrap_err();
    assert_eq!((refused.code(), refused.rule().id), ("not_permitted", "LY-22.2"));
    on_the_service(&mut held, &none, publish()).unwrap();
    assert_eq!(on_the_service(&mut held, &unit, suspend()).unwrap_err().rule().id, "LY-22.2");
    on_the_service(&mut held, &rulebook([permit_catalogue(CatalogueAct::Store, &[], &[]).into()]), suspend())
        .unwrap();
}

#[test]
fn who_reads_may_be_narrowed_to_roles_and_bodies_from_an_instant_and_widened_again() {
    let mut book = Rulebook::default();
    let reads = |book: &Rulebook, by: &crate::Actor, moment: &str| {
        book.permits(CatalogueAct::Read, by, at(moment)).is_ok()
    };
    let mut narrow = permit_catalogue(CatalogueAct::Read, &[Role::Applicant, Role::Regulator], &[]);
    narrow.instrument = narrow.instrument.with_effect_from(at("2026-01-01 00:00"));
    sets(&mut book, NOW, narrow).unwrap();
    assert!(reads(&book, &auditor(), "2025-12-31 23:59"));
    for (by, may) in [(applicant(), true), (stranger(), true), (regulator(), true), (auditor(), false)] {
        assert_eq!(reads(&book, &by, "2026-01-01 00:00"), may, "{}", by.role);
    }
    let ours = manager().body.unwrap();
    sets(&mut book, "2026-02-01 09:00", permit_catalogue(CatalogueAct::Read, &[], &[ours.as_str()])).unwrap();
    for (by, may) in [(manager(), true), (body("libya-post"), false), (applicant(), false)] {
        assert_eq!(reads(&book, &by, "2026-02-01 09:00"), may, "{}", by.role);
    }
    sets(&mut book, "2026-03-01 09:00", permit_catalogue(CatalogueAct::Read, &[], &[])).unwrap();
    assert!(reads(&book, &auditor(), "2026-03-01 09:00"), "nobody is narrowed by two empty lists");
    assert_eq!(book.in_force(at("2026-03-01 09:00")).catalogue.len(), 1);
}

#[test]
fn nobody_is_permitted_what_the_table_of_roles_forbids() {
    for (act, role) in [
        (CatalogueAct::Register, Role::Applicant),
        (CatalogueAct::Register, Role::Regulator),
        (CatalogueAct::Store, Role::ProviderManager),
        (CatalogueAct::Store, Role::StandardsUnit),
    ] {
        let mut book = Rulebook::default();
        let refused = sets(&mut book, NOW, permit_catalogue(act, &[role], &[])).unwrap_err();
        assert_eq!((refused.code(), refused.path()), ("field_invalid", Some("roles")), "{act} {role}");
        assert_eq!(book.revision(), 0);
    }
    for &act in CatalogueAct::ALL {
        sets(&mut Rulebook::default(), NOW, permit_catalogue(act, act.open_to(), &[])).unwrap();
    }
}
