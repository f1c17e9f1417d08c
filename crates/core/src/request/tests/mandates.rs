//! A representative acts by a mandate: for whom, for what, and while it holds (LY-1f).

use crate::actor::{Actor, Role};
use crate::ids::MandateId;
use crate::instant::Timestamp;
use crate::mandate::{MandateAct, MandateEvent, MandateFacts, MandateRevoked, MandateServices, Scope};
use crate::party::Party;
use crate::personal::Personal;
use crate::refusal::Refusal;
use crate::request::exits::Withdraw;
use crate::request::intake::{Submit, Supplement};
use crate::request::outputs::OpenOutput;
use crate::request::parties::{FeedbackKind, RecordFeedback};
use crate::request::{Event, available_actions, may_know};
use crate::stage::Stage;
use crate::testing::{
    Life, applicant, approve, ask_corrections, at, correct_answer, definition, mandate_facts, mandate_of,
    representative, somebody, stranger, submission, supplement_bill, verifier,
};

/// The submission as the lawyer files it.
pub(super) fn filed() -> Submit {
    Submit { mandate: Some(MandateId::new("M-1").unwrap()), ..submission() }
}

/// The lawyer's mandate for everything.
pub(super) fn mandate() -> MandateFacts {
    mandate_facts("M-1", mandate_of(&applicant().person, &representative().person))
}

fn only(acts: &[MandateAct]) -> MandateFacts {
    let mut grant = mandate_of(&applicant().person, &representative().person);
    grant.scope.acts = acts.iter().copied().collect();
    mandate_facts("M-1", grant)
}

fn revoked(moment: Timestamp) -> MandateFacts {
    let mut facts = mandate();
    facts.version = 2;
    facts.mandate.evolve(&MandateEvent::MandateRevoked(MandateRevoked {
        at: moment,
        revoked_by: applicant().person,
        reason: Personal::clear(applicant().person, "لا حاجة".to_owned()),
    }));
    facts
}

/// A request that the lawyer filed.
fn life() -> Life {
    let mut life = Life::of_a_request();
    life.meanwhile(|facts| facts.under(mandate()));
    life.then(representative(), "2025-10-16 10:30", filed());
    life
}

fn feedback() -> RecordFeedback {
    RecordFeedback { kind: FeedbackKind::Comment, rating: Some(4), text: None.into() }
}

#[test]
fn a_representative_files_for_the_applicant_and_the_event_says_by_which_mandate() {
    let life = life();
    let Event::Submitted(event) = &life.events()[0] else { panic!("submitted") };
    assert_eq!((&event.operator, &event.applicant.person), (&representative().person, &applicant().person));
    assert_eq!(event.mandate, Some(mandate().id));
    assert_eq!(life.request().mandate_of(&representative().person), Some(&mandate().id));
    assert!(life.request().is_visible_to(&applicant()), "it is the applicant's all the same");
    assert_eq!(life.stage(), Some(Stage::Acknowledged));
}

#[test]
fn who_acts_for_themselves_names_no_mandate() {
    let refusal = Life::of_a_request().refused(applicant(), "2025-10-16 10:30", filed());
    assert_eq!((refusal.code(), refusal.path()), ("field_invalid", Some("mandate")));
}

#[test]
fn a_mandate_is_missing_if_it_is_none_or_of_others_or_not_the_one_looked_at() {
    let file = |facts: Option<MandateFacts>, by: Actor, submit: Submit| {
        let mut life = Life::of_a_request();
        life.meanwhile(|it| facts.map_or(it.clone(), |mandate| it.under(mandate)));
        life.refused(by, "2025-10-16 10:30", submit)
    };
    let lawyer = representative;
    let other = || Actor::new(somebody("p-other"), Role::Representative);
    let for_another =
        Submit { applicant: Party { person: stranger().person, ..filed().applicant }, ..filed() };
    let begins = {
        let mut grant = mandate_of(&applicant().person, &lawyer().person);
        grant.from = at("2025-11-01 00:00");
        mandate_facts("M-1", grant)
    };
    for refusal in [
        file(None, lawyer(), submission()),
        file(None, lawyer(), filed()),
        file(Some(mandate()), lawyer(), submission()),
        file(
            Some(mandate_facts("M-2", mandate_of(&applicant().person, &lawyer().person))),
            lawyer(),
            filed(),
        ),
        file(Some(mandate()), other(), filed()),
        file(Some(mandate()), lawyer(), for_another),
        file(Some(begins), lawyer(), filed()),
    ] {
        assert_eq!(refusal, Refusal::MandateMissing);
    }
    let late = file(Some(revoked(at("2025-10-16 10:30"))), lawyer(), filed());
    assert_eq!(late.code(), "mandate_expired");
    let narrow = file(Some(only(&[MandateAct::Withdrawal])), lawyer(), filed());
    assert_eq!(narrow.code(), "mandate_scope");
}

#[test]
fn each_act_is_covered_by_its_own_word_of_the_mandate() {
    let mut incomplete = Life::of_a_request();
    incomplete.meanwhile(|facts| facts.under(mandate()));
    incomplete.then(
        representative(),
        "2025-10-16 10:30",
        Submit { mandate: filed().mandate, ..crate::testing::incomplete_submission() },
    );
    let mut asked = life();
    asked.then(verifier(), "2025-10-19 09:00", ask_corrections(&["address"]));
    let mut concluded = Life::at_stage(Stage::Concluded);
    concluded.meanwhile(|facts| facts.under(mandate()));
    let correct = || correct_answer("address", "شارع الجمهورية 7");
    let open = || OpenOutput { output: "certificate".try_into().unwrap() };
    let does = |life: &Life, acts: &[MandateAct], act: MandateAct, command: crate::request::Command| {
        let mut life = life.clone();
        life.meanwhile(|facts| facts.under(only(acts)));
        let came = life.does(representative(), "2025-10-21 09:00", command);
        match came {
            Ok(events) => assert!(!events.is_empty() && acts.contains(&act)),
            Err(refusal) => {
                assert_eq!(refusal.code(), "mandate_scope", "{act}: {refusal}");
                assert!(!acts.contains(&act), "{act}");
            }
        }
    };
    for act in MandateAct::ALL {
        let others: Vec<_> = MandateAct::ALL.iter().copied().filter(|other| other != act).collect();
        for acts in [&others[..], &[*act][..]] {
            match act {
                MandateAct::Filing => does(&incomplete, acts, *act, supplement_bill().into()),
                MandateAct::Corrections => does(&asked, acts, *act, correct().into()),
                MandateAct::Withdrawal => does(&asked, acts, *act, Withdraw::default().into()),
                MandateAct::Collection => does(&concluded, acts, *act, open().into()),
                // Objections have streams of their own.
                MandateAct::Objection => {}
            }
        }
    }
    asked.meanwhile(|facts| facts.under(only(&[MandateAct::Objection])));
    asked.then(representative(), "2025-10-21 09:00", feedback());
}

#[test]
fn a_file_is_known_by_a_mandate_for_its_applicant_and_service_whoever_filed_it() {
    let mut own = Life::at_stage(Stage::Concluded);
    own.meanwhile(|facts| facts.under(mandate()));
    own.then(representative(), "2025-10-21 09:00", feedback());
    let elsewhere = {
        let mut grant = mandate_of(&applicant().person, &representative().person);
        grant.scope.services = MandateServices::Listed(["mun.building-permit".try_into().unwrap()].into());
        mandate_facts("M-1", grant)
    };
    let of_another = mandate_facts("M-3", mandate_of(&stranger().person, &representative().person));
    for facts in [elsewhere, of_another] {
        own.meanwhile(|it| it.under(facts));
        assert_eq!(own.refused(representative(), "2025-10-21 10:00", feedback()), Refusal::UnknownRequest);
    }
}

#[test]
fn after_its_end_who_filed_is_told_so_and_to_others_the_file_is_unknown() {
    let mut own = life();
    own.meanwhile(|facts| facts.under(revoked(at("2025-10-18 09:00"))));
    own.then(verifier(), "2025-10-19 09:00", ask_corrections(&["address"]));
    let refusal = own.refused(representative(), "2025-10-21 09:00", correct_answer("address", "x"));
    assert_eq!(refusal, Refusal::MandateExpired { ended: at("2025-10-18 09:00").to_string() });
    let mut other = Life::at_stage(Stage::UnderVerification);
    other.meanwhile(|facts| facts.under(revoked(at("2025-10-18 09:00"))));
    let refusal = other.refused(representative(), "2025-10-21 09:00", Withdraw::default());
    assert_eq!(refusal, Refusal::UnknownRequest, "they never filed it");
}

#[test]
fn without_a_mandate_at_hand_a_representative_knows_nothing() {
    let mut life = life();
    life.facts = crate::testing::facts();
    assert_eq!(
        life.refused(representative(), "2025-10-21 09:00", Withdraw::default()),
        Refusal::UnknownRequest
    );
    assert!(!life.request().is_visible_to(&representative()), "what was not shown is not seen");
    let shown = mandate().shown_by(&representative(), at("2025-10-21 09:00")).unwrap();
    assert!(life.request().is_visible_to(&shown) && !life.request().shows_internal_to(&shown));
    assert!(!life.request().is_visible_to(&shown.alone()));
    let facts = life.facts.clone().under(mandate()).build();
    let now = at("2025-10-21 09:00");
    assert_eq!(may_know(life.request(), &representative(), now, &facts), Ok(()));
    let unfiled = Life::of_a_request();
    assert_eq!(may_know(unfiled.request(), &representative(), now, &facts), Err(Refusal::UnknownRequest));
}

#[test]
fn the_buttons_are_those_that_the_mandate_covers() {
    let mut life = life();
    life.then(verifier(), "2025-10-19 09:00", ask_corrections(&["address"]));
    let offered = |mandate: &MandateFacts| {
        let by = mandate.shown_by(&representative(), at("2025-10-21 09:00")).unwrap();
        let actions = available_actions(life.request(), &definition(), &by);
        actions.iter().map(|action| action.command.name()).collect::<Vec<_>>()
    };
    assert_eq!(offered(&mandate()), ["Correct", "RecordFeedback", "DiscloseRecord", "Withdraw"]);
    assert_eq!(offered(&only(&[MandateAct::Withdrawal])), ["RecordFeedback", "Withdraw"]);
}

#[test]
fn a_representative_is_no_officer() {
    let mut life = life();
    for refusal in [
        life.refused(representative(), "2025-10-21 09:00", approve()),
        life.refused(representative(), "2025-10-21 09:00", crate::testing::pass()),
    ] {
        assert_eq!(refusal.code(), "not_permitted");
    }
    let supplement = life.refused(representative(), "2025-10-21 09:00", Supplement::default());
    assert_eq!(supplement.code(), "wrong_stage");
}

#[test]
fn the_record_names_the_mandate_and_its_version_and_nothing_else_of_it() {
    let facts = crate::testing::facts().under(mandate()).build();
    let record = facts.record();
    assert_eq!(record["mandate"], serde_json::json!({ "id": "M-1", "version": 1 }));
    assert!(crate::testing::facts().build().record().get("mandate").is_none(), "as it always was");
    assert_eq!(mandate().mandate.granted().unwrap().scope, Scope::everything());
}
