//! Mandates: granted by whom they represent or recorded by an authority, in force for a term, reaching so far.

use std::collections::BTreeSet;

use cqrs_es::test::TestFramework;

use super::*;
use crate::ids::BodyId;
use crate::testing::{
    applicant, at, auditor, clerk, definition, handler, mandate_of, regulator, representative, somebody,
    stranger, verifier,
};
use crate::text::Lang;

const GRANTED: &str = "2025-10-15 09:00";

fn envelope(by: Actor, moment: &str, command: MandateCommand) -> MandateEnvelope {
    let mandate = MandateId::new("M-1").unwrap();
    MandateEnvelope { mandate, by, id: "test".try_into().unwrap(), at: at(moment), command }
}

/// A mandate after these acts, of which only the last may be refused.
fn after(acts: &[(Actor, &str, MandateCommand)]) -> (Mandate, Result<Vec<MandateEvent>, Refusal>) {
    let mut mandate = Mandate::default();
    let mut last = Ok(Vec::new());
    for (by, moment, command) in acts {
        assert!(last.is_ok(), "{last:?}");
        crate::aggregate::is_tagged(command, command.name());
        last = decide(&mandate, &envelope(by.clone(), moment, command.clone()));
        last.iter().flatten().for_each(crate::aggregate::is_told);
        last.iter().flatten().for_each(|event| mandate.evolve(event));
    }
    (mandate, last)
}

fn granting(change: impl FnOnce(&mut GrantMandate)) -> MandateCommand {
    let mut grant = mandate_of(&applicant().person, &representative().person);
    change(&mut grant);
    MandateCommand::GrantMandate(grant)
}

fn revoking(reason: &str) -> MandateCommand {
    MandateCommand::RevokeMandate(RevokeMandate { reason: reason.into() })
}

fn granted() -> Mandate {
    after(&[(applicant(), GRANTED, granting(|_| {}))]).0
}

fn refused(by: Actor, command: MandateCommand) -> Refusal {
    after(&[(by, GRANTED, command)]).1.unwrap_err()
}

#[test]
fn who_is_represented_grants_what_rests_on_their_will() {
    let (mandate, events) = after(&[(applicant(), GRANTED, granting(|_| {}))]);
    let MandateEvent::MandateGranted(event) = &events.unwrap()[0] else { panic!("granted") };
    assert_eq!((&event.represented, &event.granted_by), (&applicant().person, &applicant().person));
    assert_eq!(event.proof.subject(), &applicant().person, "the deed is the represented person's datum");
    assert!(mandate.is_of(&representative().person, &applicant().person));
    assert!(!mandate.is_of(&applicant().person, &representative().person));
    for (by, command) in [
        (stranger(), granting(|_| {})),
        (representative(), granting(|_| {})),
        (clerk(), granting(|_| {})),
        (handler(), granting(|_| {})),
        (Actor::new(somebody("o-lost"), Role::Verifier), granting(|_| {})),
        (applicant(), granting(|it| it.kind = MandateKind::Guardian)),
        (applicant(), granting(|it| it.kind = MandateKind::LegalRepresentative)),
    ] {
        assert_eq!(refused(by, command).code(), "not_permitted");
    }
}

#[test]
fn an_authority_records_what_rests_on_the_law_or_a_court() {
    for by in [regulator(), verifier()] {
        for kind in MandateKind::ALL {
            let recorded = after(&[(by.clone(), GRANTED, granting(|it| it.kind = *kind))]).1;
            assert!(recorded.is_ok(), "{kind}");
        }
    }
}

#[test]
fn no_officer_records_a_mandate_that_they_are_a_party_to() {
    for by in [regulator(), verifier()] {
        let own = granting(|it| (it.kind, it.representative) = (MandateKind::Guardian, by.person.clone()));
        assert_eq!(refused(by.clone(), own).path(), Some("representative"));
        let of_self = granting(|it| (it.kind, it.represented) = (MandateKind::Guardian, by.person.clone()));
        assert_eq!(refused(by, of_self).path(), Some("representative"));
    }
}

#[test]
fn a_mandate_that_somebody_gives_has_an_end_and_an_office_may_last() {
    assert_eq!(refused(applicant(), granting(|it| it.until = None)).path(), Some("until"));
    let lasting = |kind| granting(move |it| (it.kind, it.until) = (kind, None));
    for kind in [MandateKind::Guardian, MandateKind::LegalRepresentative, MandateKind::CourtAppointed] {
        let (mandate, events) = after(&[(regulator(), GRANTED, lasting(kind))]);
        assert!(events.is_ok() && mandate.holds(at("2045-01-01 00:00")).is_ok(), "{kind}");
    }
    let ends_first = granting(|it| it.until = Some(it.from));
    assert_eq!(refused(applicant(), ends_first).path(), Some("until"));
    let over = granting(|it| {
        (it.from, it.until) = (at("2020-01-01 00:00"), Some(at("2021-01-01 00:00")));
    });
    assert_eq!(refused(applicant(), over).path(), Some("until"), "what is over already is not granted");
}

#[test]
fn what_cannot_be_taken_in_is_named() {
    let none = MandateServices::Listed(BTreeSet::new());
    for (path, command) in [
        ("scope.services", granting(|it| it.scope.services = none)),
        ("scope.acts", granting(|it| it.scope.acts.clear())),
        ("proof", granting(|it| it.proof = " ".into())),
        ("proof_sha256", granting(|it| it.proof_sha256 = Some("abc".to_owned()))),
        ("representative", granting(|it| it.representative = it.represented.clone())),
    ] {
        assert_eq!(refused(applicant(), command).path(), Some(path));
    }
    let twice = after(&[(applicant(), GRANTED, granting(|_| {})), (applicant(), GRANTED, granting(|_| {}))]);
    assert_eq!(twice.1.unwrap_err(), Refusal::MandateAlreadyGranted);
}

#[test]
fn a_mandate_holds_from_its_first_instant_to_its_last() {
    let mandate = granted();
    let (service, act) = (definition().code, MandateAct::Filing);
    let covers = |moment: &str| mandate.covers(&service, act, at(moment)).map_err(|it| it.code());
    assert_eq!(Mandate::default().covers(&service, act, at(GRANTED)), Err(Refusal::MandateMissing));
    assert_eq!(covers("2025-09-30 23:59"), Err("mandate_missing"), "not yet begun");
    assert_eq!(covers("2025-10-01 00:00"), Ok(()));
    assert_eq!(covers("2025-12-31 23:59"), Ok(()));
    assert_eq!(covers("2026-01-01 00:00"), Err("mandate_expired"), "its end is the first instant without it");
}

#[test]
fn a_revoked_mandate_ends_at_that_instant() {
    let acts = [
        (applicant(), GRANTED, granting(|_| {})),
        (applicant(), "2025-10-20 10:00", revoking("انتهت العلاقة")),
    ];
    let (mandate, events) = after(&acts);
    let MandateEvent::MandateRevoked(event) = &events.unwrap()[0] else { panic!("revoked") };
    assert_eq!(event.reason.get().map(String::as_str), Some("انتهت العلاقة"));
    let (service, act) = (definition().code, MandateAct::Filing);
    assert!(mandate.covers(&service, act, at("2025-10-20 09:59")).is_ok());
    let Err(Refusal::MandateExpired { ended }) = mandate.covers(&service, act, at("2025-10-20 10:00")) else {
        panic!("expired")
    };
    assert_eq!(ended, at("2025-10-20 10:00").to_string());
    assert_eq!(
        mandate.ended(at("2027-01-01 00:00")),
        Some(at("2025-10-20 10:00")),
        "what came first ended it"
    );
}

#[test]
fn a_mandate_is_revoked_by_whom_it_represents_or_the_regulator_with_a_reason_and_once() {
    let after_granting = |grant: &MandateCommand, by: Actor, moment: &str, reason: &str| {
        after(&[(regulator(), GRANTED, grant.clone()), (by, moment, revoking(reason))]).1
    };
    let (power, ward) = (granting(|_| {}), granting(|it| it.kind = MandateKind::Guardian));
    let code = |outcome: Result<_, Refusal>| outcome.map_err(|it: Refusal| it.code()).map(|_: Vec<_>| ());
    let soon = "2025-10-16 10:00";
    assert_eq!(code(after_granting(&power, applicant(), soon, "لا حاجة")), Ok(()));
    assert_eq!(code(after_granting(&ward, regulator(), soon, "حكم قضائي")), Ok(()));
    assert_eq!(
        code(after_granting(&ward, applicant(), soon, "لا أريده")),
        Err("not_permitted"),
        "a ward can't"
    );
    assert_eq!(code(after_granting(&power, representative(), soon, "نعم")), Err("not_permitted"));
    assert_eq!(code(after_granting(&power, verifier(), soon, "نعم")), Err("not_permitted"));
    assert_eq!(code(after_granting(&power, stranger(), soon, "نعم")), Err("unknown_mandate"));
    assert_eq!(code(after_granting(&power, applicant(), soon, "  ")), Err("reason_required"));
    assert_eq!(code(after_granting(&power, applicant(), "2026-02-01 10:00", "نعم")), Err("mandate_expired"));
    assert_eq!(
        code(after_granting(&power, applicant(), "2025-10-14 10:00", "نعم")),
        Err("time_goes_backwards")
    );
    let twice = [
        (applicant(), GRANTED, power),
        (applicant(), soon, revoking("لا حاجة")),
        (applicant(), soon, revoking("لا حاجة")),
    ];
    assert_eq!(code(after(&twice).1), Err("mandate_expired"));
    assert_eq!(code(after(&[(applicant(), soon, revoking("لا حاجة"))]).1), Err("unknown_mandate"));
}

#[test]
fn a_mandate_reaches_as_far_as_it_says() {
    let other = ServiceCode::new("mun.building-permit").unwrap();
    let scope = |services, acts: &[MandateAct]| Scope { services, acts: acts.iter().copied().collect() };
    let listed = MandateServices::Listed([definition().code].into());
    let narrow = granting(|it| it.scope = scope(listed, &[MandateAct::Filing, MandateAct::Objection]));
    let (mandate, _) = after(&[(applicant(), GRANTED, narrow)]);
    let covers =
        |service: &ServiceCode, act| mandate.covers(service, act, at(GRANTED)).map_err(|it| it.code());
    assert_eq!(covers(&definition().code, MandateAct::Filing), Ok(()));
    assert_eq!(covers(&definition().code, MandateAct::Withdrawal), Err("mandate_scope"));
    assert_eq!(covers(&other, MandateAct::Filing), Err("mandate_scope"));
    for act in MandateAct::ALL {
        assert!(granted().covers(&other, *act, at(GRANTED)).is_ok(), "{act}");
    }
}

#[test]
fn only_those_it_concerns_know_of_it() {
    let mandate = granted();
    for by in [applicant(), representative(), regulator(), auditor(), verifier()] {
        assert!(shown_to(&mandate, &by), "{}", by.role);
        assert!(!shown_to(&Mandate::default(), &by), "{}", by.role);
    }
    let lost = Actor::new(somebody("o-lost"), Role::Verifier);
    let elsewhere =
        Actor::officer(somebody("o-handler"), Role::Handler, BodyId::new("mun.benghazi").unwrap());
    for by in [stranger(), handler(), lost, elsewhere, crate::testing::system()] {
        assert!(!shown_to(&mandate, &by), "{}", by.role);
    }
}

#[test]
fn only_its_own_representative_shows_it_and_only_while_it_holds() {
    let facts = MandateFacts { id: MandateId::new("M-1").unwrap(), version: 1, mandate: granted() };
    let shown = facts.shown_by(&representative(), at(GRANTED)).unwrap();
    assert_eq!(shown.represents(), Some((&applicant().person, &Scope::everything())));
    assert!(facts.shown_by(&representative(), at("2026-01-01 00:00")).is_none());
    let other = Actor::new(somebody("p-other"), Role::Representative);
    for by in [other, Actor::applicant(representative().person)] {
        assert!(facts.shown_by(&by, at(GRANTED)).is_none());
    }
    let wire = serde_json::to_string(&shown).unwrap();
    assert_eq!(wire, serde_json::to_string(&representative()).unwrap(), "what is shown is never stored");
}

#[test]
fn a_command_is_put_together_from_its_record_and_its_events() {
    let acts =
        [(applicant(), GRANTED, granting(|_| {})), (regulator(), "2025-10-20 10:00", revoking("حكم قضائي"))];
    let mut mandate = Mandate::default();
    for (by, moment, command) in acts {
        let events = decide(&mandate, &envelope(by, moment, command.clone())).unwrap();
        let record = command.record().unwrap();
        assert!(!record.to_string().contains("حكم"), "{record}");
        assert_eq!(MandateCommand::restore(record, &events).unwrap(), command);
        events.iter().for_each(|event| mandate.evolve(event));
    }
}

#[test]
fn events_read_back_and_are_named_once() {
    let acts =
        [(applicant(), GRANTED, granting(|_| {})), (applicant(), "2025-10-20 10:00", revoking("لا حاجة"))];
    for (acts, name) in [(&acts[..1], MandateEvent::NAMES[0]), (&acts[..], MandateEvent::NAMES[1])] {
        let event = after(acts).1.unwrap().remove(0);
        let wire = serde_json::to_value(&event).unwrap();
        assert_eq!(wire.as_object().unwrap().keys().collect::<Vec<_>>(), [name]);
        assert_eq!(serde_json::from_value::<MandateEvent>(wire).unwrap(), event);
        assert!(!event.words().ar.is_empty() && event.name() == name);
    }
}

#[test]
fn every_refusal_of_a_mandate_is_told() {
    for refusal in [
        refused(stranger(), granting(|_| {})),
        Refusal::UnknownMandate,
        Refusal::MandateAlreadyGranted,
        granted().holds(at("2026-06-01 00:00")).unwrap_err(),
    ] {
        assert!(refusal.text(Lang::Ar).chars().any(|c| ('\u{0621}'..='\u{064A}').contains(&c)));
        assert!(!refusal.text(Lang::En).is_empty());
    }
}

#[test]
fn the_framework_drives_it_as_well() {
    TestFramework::<Mandate>::with(())
        .given_no_previous_events()
        .when(envelope(stranger(), GRANTED, granting(|_| {})))
        .then_expect_error(Refusal::RoleNotPermitted { role: Role::Applicant, command: "GrantMandate" });
}
