//! A case that no rule covers: referred by who decides, ordered by the regulator, and decided by that order (JO-10).

use crate::actor::{Actor, Role};
use crate::ids::BodyId;
use crate::refusal::Refusal;
use crate::request::decision::RecordDeemedDecision;
use crate::request::exits::Withdraw;
use crate::request::{Event, available_actions};
use crate::stage::{Outcome, Stage};
use crate::testing::{
    CABINET_ORDER, Life, applicant, approve, approve_amendment, auditor, clerk, decider, definition, denial,
    grant, handler, neighbour, officer, provider, refer, referral_order, regulator, reopen, representative,
    somebody, step_done, stranger, supervisor, system, verifier,
};
use crate::{CommandKind, Lang};

const NOW: &str = "2025-11-20 09:00";
const LATER: &str = "2025-11-20 10:00";

/// The stages in which a case can be referred: acknowledged, and not decided.
const RUNNING: [Stage; 5] = [
    Stage::Acknowledged,
    Stage::UnderVerification,
    Stage::AwaitingCorrection,
    Stage::InExecution,
    Stage::UnderDecision,
];

pub(super) fn refusals() -> Vec<Refusal> {
    let mut life = Life::at_stage(Stage::UnderDecision);
    let unknown = life.refused(regulator(), NOW, referral_order("2025-11-20"));
    life.then(decider(), NOW, refer());
    vec![unknown, life.refused(supervisor(), NOW, refer()), life.refused(decider(), NOW, approve())]
}

fn cited(life: &Life) -> Vec<Option<String>> {
    let executed = life.events().iter().filter_map(|event| match event {
        Event::Executed(it) => Some(it.order.as_ref().map(|order| order.number.clone())),
        _ => None,
    });
    executed.collect()
}

#[test]
fn a_referred_case_is_decided_after_its_order_and_says_by_which() {
    for by in [decider(), supervisor()] {
        let mut life = Life::at_stage(Stage::UnderDecision);
        life.then(by.clone(), NOW, refer());
        let open = life.request().open_referral().unwrap();
        assert_eq!((open.referred_by.clone(), open.to.en.as_str()), (by.person, "the Council of Ministers"));
        let refused = life.refused(decider(), LATER, approve());
        assert_eq!((refused.code(), refused.rule().id), ("case_referred", "JO-10"));
        assert!(
            refused.text(Lang::Ar).contains("مجلس الوزراء") && refused.text(Lang::En).contains("Council")
        );
        let before = life.request().clone();
        life.then(regulator(), LATER, referral_order("2025-11-20"));
        assert_eq!((life.stage(), life.request().clock()), (before.stage(), before.clock()));
        life.then(decider(), "2025-11-20 11:00", approve());
        assert_eq!(cited(&life), [Some(CABINET_ORDER.to_owned())]);
        assert_eq!(life.request().outcome(), Some(Outcome::Granted));
    }
    let mut life = Life::at_stage(Stage::InExecution);
    life.then(decider(), "2025-10-20 09:00", refer()).then(handler(), "2025-10-20 09:30", step_done());
    for proposal in [grant(), denial()] {
        assert_eq!(life.refused(handler(), "2025-10-20 10:00", proposal).code(), "case_referred");
    }
    life.then(regulator(), "2025-10-21 09:00", referral_order("2025-10-20"));
    life.then(handler(), "2025-10-21 10:00", denial()).then(decider(), "2025-10-21 11:00", approve());
    assert_eq!(cited(&life), [Some(CABINET_ORDER.to_owned())], "a denial says it too");
    let mut ordinary = Life::at_stage(Stage::UnderDecision);
    ordinary.then(decider(), NOW, approve());
    assert_eq!(cited(&ordinary), [None]);
}

/// No rule of the policy stops the clock for it; only a suspension does, by its own act and reason.
#[test]
fn the_legal_clock_runs_on_and_silence_decides_nothing_before_the_order() {
    let mut service = definition();
    service.rules.silence = crate::definition::Silence::DeemedGranted;
    let mut life = Life::under(service);
    life.bring_to(Stage::UnderDecision);
    let before = life.request().clock().clone();
    life.then(decider(), "2025-10-20 15:00", refer());
    assert_eq!(life.request().clock(), &before);
    let deemed = life.refused(system(), NOW, RecordDeemedDecision::default());
    assert_eq!(deemed.code(), "case_referred");
    life.then(regulator(), NOW, referral_order("2025-10-21"));
    let deemed = life.refused(system(), LATER, RecordDeemedDecision::default());
    assert_eq!(deemed.code(), "referral_stands", "somebody decides by the order");
    life.then(decider(), LATER, approve());
    assert_eq!(cited(&life), [Some(CABINET_ORDER.to_owned())]);
}

#[test]
fn only_who_decides_refers_and_only_once() {
    for stage in Stage::ALL {
        let mut life = Life::at_stage(*stage);
        if RUNNING.contains(stage) {
            life.then(supervisor(), NOW, refer());
            let before = life.request().clone();
            let twice = life.refused(decider(), LATER, refer());
            assert_eq!(twice.code(), "referral_stands");
            assert_eq!(life.request(), &before, "a refusal changes nothing");
        } else {
            let code = life.refused(decider(), NOW, refer()).code();
            let ended = matches!(stage, Stage::Concluded | Stage::Closed);
            assert_eq!(code, if ended { "terminal_state" } else { "wrong_stage" }, "{stage:?}");
            assert_eq!(life.count("CaseReferred"), 0);
        }
    }
    let mut life = Life::at_stage(Stage::InExecution);
    for by in [applicant(), clerk(), verifier(), handler(), regulator(), auditor(), system()] {
        assert_eq!(life.refused(by.clone(), NOW, refer()).code(), "not_permitted", "{}", by.role);
    }
    let elsewhere = BodyId::new("mun.benghazi").unwrap();
    let there = Actor::officer(somebody("o-elsewhere"), Role::Decider, elsewhere);
    for by in [stranger(), representative(), neighbour(), there] {
        assert_eq!(life.refused(by, NOW, refer()).code(), "unknown_request");
    }
    let mut silent = refer();
    silent.reason = crate::Text::new("لا نص", " ").into();
    assert_eq!(life.refused(decider(), NOW, silent).path(), Some("reason.en"));
    let mut nowhere = refer();
    nowhere.to.ar.clear();
    assert_eq!(life.refused(decider(), NOW, nowhere).path(), Some("to.ar"));
    life.then(decider(), NOW, refer()).then(regulator(), NOW, referral_order("2025-11-20"));
    let after = life.refused(decider(), LATER, refer());
    assert_eq!(after.code(), "referral_stands", "the order is there: the case is decided by it");
}

#[test]
fn only_the_regulator_records_the_order_and_apart_from_the_provider() {
    let mut life = Life::at_stage(Stage::InExecution);
    assert_eq!(life.refused(regulator(), NOW, referral_order("2025-11-20")).code(), "referral_unknown");
    life.then(decider(), NOW, refer());
    let before = life.request().clone();
    for by in [applicant(), decider(), supervisor(), handler(), auditor(), system()] {
        let refused = life.refused(by.clone(), LATER, referral_order("2025-11-20"));
        assert_eq!(refused.code(), "not_permitted", "{}", by.role);
    }
    let own = officer("o-manager", Role::Regulator);
    assert_eq!(own.body, Some(provider()));
    assert_eq!(life.refused(own.clone(), LATER, referral_order("2025-11-20")).code(), "not_permitted");
    let offered = |life: &Life, by: &Actor| {
        let actions = available_actions(life.request(), life.facts.definition(), by);
        actions.iter().any(|it| it.command == CommandKind::RecordReferralOrder)
    };
    assert!(offered(&life, &regulator()) && !offered(&life, &own));
    assert_eq!(life.refused(stranger(), LATER, referral_order("2025-11-20")).code(), "unknown_request");
    for day in ["2025-11-19", "2025-11-21"] {
        let dated = life.refused(regulator(), LATER, referral_order(day));
        assert_eq!(dated.path(), Some("date"), "not before the referral, and not in the future: {day}");
    }
    let mut unnumbered = referral_order("2025-11-20");
    unnumbered.order = " ".to_owned();
    assert_eq!(life.refused(regulator(), LATER, unnumbered).path(), Some("order"));
    let mut mute = referral_order("2025-11-20");
    mute.says = crate::Text::new("", "as a resident").into();
    assert_eq!(life.refused(regulator(), LATER, mute).path(), Some("says.ar"));
    assert_eq!(life.request(), &before, "a refusal changes nothing");
    life.then(regulator(), LATER, referral_order("2025-11-20"));
    let twice = life.refused(regulator(), LATER, referral_order("2025-11-20"));
    assert_eq!(twice.code(), "referral_unknown");
}

#[test]
fn a_request_that_ends_otherwise_waits_for_no_order_and_one_worked_on_again_stays_under_it() {
    let mut life = Life::at_stage(Stage::InExecution);
    life.then(decider(), NOW, refer()).then(applicant(), LATER, Withdraw::default());
    assert!(life.request().open_referral().is_none());
    let late = life.refused(regulator(), "2025-11-20 11:00", referral_order("2025-11-20"));
    assert_eq!(late.code(), "terminal_state");
    let mut life = Life::at_stage(Stage::InExecution);
    life.then(decider(), NOW, refer()).then(regulator(), NOW, referral_order("2025-11-20"));
    life.then(handler(), NOW, step_done()).then(handler(), NOW, denial()).then(decider(), LATER, approve());
    life.then(supervisor(), "2025-11-23 09:00", reopen(Stage::InExecution, 5));
    life.then(decider(), "2025-11-23 10:00", approve_amendment());
    let mut again = life.clone();
    life.then(handler(), "2025-11-23 11:00", denial()).then(decider(), "2025-11-23 12:00", approve());
    assert_eq!(cited(&life), [Some(CABINET_ORDER.to_owned()), Some(CABINET_ORDER.to_owned())]);
    again.then(supervisor(), "2025-11-23 11:00", refer());
    assert_eq!(again.refused(handler(), "2025-11-23 12:00", denial()).code(), "case_referred");
}

#[test]
fn what_silence_decided_is_not_taken_back_by_a_referral() {
    let mut service = definition();
    service.rules.silence = crate::definition::Silence::DeemedGranted;
    let mut life = Life::under(service);
    life.bring_to(Stage::UnderDecision);
    let refused = life.refused(decider(), LATER, refer());
    assert_eq!((refused.code(), refused.rule().id), ("deadline_passed", "LY-16.3e"));
    life.then(system(), LATER, RecordDeemedDecision::default());
}

#[test]
fn whoever_referred_the_case_does_not_record_the_order() {
    let mut life = Life::at_stage(Stage::InExecution);
    life.then(decider(), "2025-10-20 15:00", refer());
    let mut both = regulator();
    both.person = decider().person;
    let refused = life.refused(both, NOW, referral_order("2025-10-21"));
    assert_eq!(refused.code(), "same_person");
    life.then(regulator(), NOW, referral_order("2025-10-21"));
}
