//! Rights in a request and over it: holds, disclosure, redaction, interested parties, feedback that is answered.

use crate::actor::{Actor, Role};
use crate::ids::BodyId;
use crate::refusal::Refusal;
use crate::request::outputs::paper::LapsePaperCopy;
use crate::request::parties::{FeedbackKind, RecordContact};
use crate::request::rights::{RedactedItem, without};
use crate::request::{Event, available_actions};
use crate::stage::{Outcome, Stage};
use crate::testing::{
    CERTIFICATE, HOLD, Life, answer_feedback, applicant, approve_amendment, auditor, correct_outcome,
    data_officer, decider, deliver, disclosed, feedback, handler, hold, in_person, issue, lift, measures,
    name_neighbour, neighbour, on_paper, redact, regulator, remove_neighbour, reopen, representative, revoke,
    somebody, stranger, supervisor, verifier,
};
use crate::{CommandKind, Lang, ReasonCode};

const NOW: &str = "2025-11-20 09:00";

fn ended() -> Life {
    Life::at_stage(Stage::Concluded)
}

/// A life whose paper copy may lapse: missed twice, and kept long enough.
fn uncollected() -> Life {
    use crate::request::outputs::paper::RecordCollectionMissed;
    let mut definition = on_paper();
    let terms = definition.outputs[0].paper.as_mut().unwrap();
    (terms.missed, terms.keep_days) = (Some(1), Some(2));
    let mut life = Life::under(definition);
    life.bring_to(Stage::Decided);
    life.then(handler(), "2025-10-22 09:00", issue()).then(handler(), "2025-10-22 09:30", deliver());
    life.then(applicant(), "2025-10-22 10:00", in_person("2025-10-26 10:00"));
    let output = CERTIFICATE.try_into().unwrap();
    life.then(handler(), "2025-10-26 14:00", RecordCollectionMissed { output });
    life
}

fn lapse() -> LapsePaperCopy {
    LapsePaperCopy { output: CERTIFICATE.try_into().unwrap() }
}

#[test]
fn a_hold_keeps_the_evidence_and_lets_the_life_go_on() {
    for &stage in Stage::ALL {
        let mut life = Life::at_stage(stage);
        life.then(data_officer(), NOW, hold(HOLD)).then(regulator(), NOW, hold("attorney/3"));
        assert_eq!(
            life.request().legal_holds().map(|(order, _)| order).collect::<Vec<_>>(),
            ["attorney/3", HOLD]
        );
        assert_eq!(life.stage(), Some(stage), "no stage moves");
        let held = life.refused(data_officer(), NOW, redact(&["national_no"]));
        assert_eq!(held.code(), "legal_hold");
        assert!(held.text(Lang::Ar).contains(HOLD) && held.text(Lang::En).contains("attorney/3"));
        life.then(regulator(), NOW, lift("attorney/3"));
        assert_eq!(life.refused(data_officer(), NOW, redact(&["national_no"])).code(), "legal_hold");
    }
    let mut life = Life::at_stage(Stage::UnderVerification);
    life.then(data_officer(), "2025-10-19 09:00", hold(HOLD));
    life.then(applicant(), "2025-10-19 10:00", crate::request::exits::Withdraw::default());
    assert_eq!(
        life.request().outcome(),
        Some(Outcome::Withdrawn),
        "whoever asked may withdraw: nothing is lost by it"
    );
}

#[test]
fn a_copy_that_is_held_is_not_thrown_away() {
    let mut life = uncollected();
    life.then(data_officer(), NOW, hold(HOLD));
    let offered = available_actions(life.request(), life.facts.definition(), &handler());
    assert!(!offered.iter().any(|it| it.command == CommandKind::LapsePaperCopy));
    assert_eq!(life.refused(handler(), NOW, lapse()).code(), "legal_hold");
    life.then(data_officer(), NOW, lift(HOLD)).then(handler(), NOW, lapse());
}

#[test]
fn a_hold_is_placed_once_for_each_order_and_only_by_who_may() {
    let mut life = ended();
    life.then(data_officer(), NOW, hold(HOLD));
    let before = life.request().clone();
    assert_eq!(life.refused(regulator(), NOW, hold(HOLD)).code(), "legal_hold_stands");
    assert_eq!(life.refused(data_officer(), NOW, lift("court/2025/78")).code(), "legal_hold_unknown");
    assert_eq!(life.refused(data_officer(), NOW, hold("")).path(), Some("order"));
    let mut silent = lift(HOLD);
    silent.reason = "  ".into();
    assert_eq!(life.refused(data_officer(), NOW, silent).code(), "reason_required");
    for by in [applicant(), handler(), supervisor(), auditor()] {
        assert_eq!(life.refused(by.clone(), NOW, lift(HOLD)).code(), "not_permitted", "{}", by.role);
    }
    assert_eq!(life.refused(stranger(), NOW, hold("x")).code(), "unknown_request");
    assert_eq!(life.request(), &before, "a refusal changes nothing");
    life.then(data_officer(), NOW, lift(HOLD)).then(data_officer(), NOW, hold(HOLD));
    let told: Vec<_> = life.events().iter().filter(|event| event.name().starts_with("LegalHold")).collect();
    assert!(told.iter().all(|event| !event.is_public()), "the applicant is not told of a hold");
}

#[test]
fn what_is_held_is_given_to_whom_it_is_about_and_that_is_recorded() {
    for &stage in Stage::ALL {
        let mut life = Life::at_stage(stage);
        life.then(applicant(), NOW, disclosed("p-aisha")).then(data_officer(), NOW, disclosed("p-aisha"));
        let given: Vec<_> = life.request().disclosures().iter().map(|it| it.to.clone()).collect();
        assert_eq!((given, life.stage()), (vec![somebody("p-aisha"), somebody("p-aisha")], Some(stage)));
    }
    let mut life = ended();
    assert_eq!(life.refused(applicant(), NOW, disclosed("p-stranger")).path(), Some("to"));
    assert_eq!(life.refused(data_officer(), NOW, disclosed("d-privacy")).path(), Some("to"));
    let mut nothing = disclosed("p-aisha");
    nothing.parts.clear();
    assert_eq!(life.refused(applicant(), NOW, nothing).path(), Some("parts"));
    let mut unhashed = disclosed("p-aisha");
    unhashed.sha256 = "abc".to_owned();
    assert_eq!(life.refused(applicant(), NOW, unhashed).path(), Some("sha256"));
    assert_eq!(life.refused(stranger(), NOW, disclosed("p-stranger")).code(), "unknown_request");
    assert_eq!(life.refused(representative(), NOW, disclosed("p-lawyer")).code(), "unknown_request");
    for by in [handler(), supervisor(), auditor(), regulator()] {
        assert_eq!(life.refused(by, NOW, disclosed("p-aisha")).code(), "not_permitted");
    }
    assert_eq!(life.count("RecordDisclosed"), 0);
}

#[test]
fn redacted_values_are_gone_and_nothing_else_is() {
    let mut life = ended();
    let before = life.request().clone();
    life.then(data_officer(), NOW, redact(&["national_no"]));
    let answers = life.request().answers().unwrap();
    assert!(!answers.contains_key("national_no") && answers.contains_key("full_name"));
    let state = serde_json::to_string(life.request()).unwrap();
    assert!(
        !state.contains("119900123456") && serde_json::to_string(&before).unwrap().contains("119900123456")
    );
    assert_eq!((life.stage(), life.request().outcome()), (before.stage(), before.outcome()));
    assert_eq!(
        (life.request().clock(), life.request().received_at()),
        (before.clock(), before.received_at())
    );
    let items = redact(&["national_no"]).items;
    for event in life.events() {
        assert!(
            !serde_json::to_string(&without(event, &items)).unwrap().contains("119900123456"),
            "{}",
            event.name()
        );
    }
    assert_eq!(
        life.refused(data_officer(), NOW, redact(&["national_no"])).path(),
        Some("answers.national_no")
    );
    life.then(data_officer(), NOW, redact(&["full_name"]));
}

#[test]
fn what_is_still_needed_is_not_redacted() {
    for &stage in Stage::ALL {
        let mut life = Life::at_stage(stage);
        let mut mail = redact(&[]);
        mail.items.insert(RedactedItem::Email);
        let mut words = redact(&[]);
        words.items.extend([RedactedItem::Notes, RedactedItem::Contacts, RedactedItem::Feedback]);
        if stage.is_terminal() {
            life.then(data_officer(), NOW, redact(&["national_no"])).then(data_officer(), NOW, mail);
        } else {
            assert_eq!(
                life.refused(data_officer(), NOW, redact(&["national_no"])).code(),
                "still_needed",
                "{stage}"
            );
            assert_eq!(life.refused(data_officer(), NOW, mail).code(), "still_needed", "{stage}");
        }
        life.then(data_officer(), NOW, words);
    }
    let mut life = ended();
    life.then(decider(), NOW, revoke(ReasonCode::RevCourtOrder));
    assert_eq!(life.refused(data_officer(), NOW, redact(&["national_no"])).code(), "still_needed");
    let mut posted = Life::under(on_paper());
    posted.bring_to(Stage::Concluded);
    posted.then(applicant(), NOW, crate::testing::by_post());
    let mut address = redact(&[]);
    address.items.insert(RedactedItem::PostalAddress);
    assert_eq!(posted.refused(data_officer(), NOW, address).code(), "still_needed");
}

#[test]
fn a_redaction_names_personal_things_says_why_and_is_one_officers() {
    let mut life = ended();
    let before = life.request().clone();
    assert_eq!(life.refused(data_officer(), NOW, redact(&[])).path(), Some("items"));
    assert_eq!(
        life.refused(data_officer(), NOW, redact(&["owns_dwelling"])).path(),
        Some("answers.owns_dwelling")
    );
    assert_eq!(
        life.refused(data_officer(), NOW, redact(&["no_such_field"])).path(),
        Some("answers.no_such_field")
    );
    let mut silent = redact(&["national_no"]);
    silent.reason = "".into();
    assert_eq!(life.refused(data_officer(), NOW, silent).code(), "reason_required");
    for by in [applicant(), handler(), supervisor(), regulator(), auditor()] {
        assert_eq!(life.refused(by, NOW, redact(&["national_no"])).code(), "not_permitted");
    }
    assert_eq!(life.request(), &before);
}

#[test]
fn what_was_decided_on_redacted_answers_is_not_decided_again() {
    let mut life = ended();
    life.then(decider(), NOW, revoke(ReasonCode::RevCourtOrder)).then(supervisor(), NOW, approve_amendment());
    life.then(data_officer(), NOW, redact(&["national_no"]));
    for amendment in [reopen(Stage::UnderVerification, 5), correct_outcome(measures())] {
        let refused = life.refused(decider(), NOW, amendment);
        assert_eq!((refused.code(), refused.path()), ("personal_unreadable", Some("answers.national_no")));
    }
}

#[test]
fn words_are_redacted_as_often_as_they_come() {
    let contact =
        || RecordContact { channel: crate::party::Channel::Desk, summary: "اتصلت عائشة".into() };
    let mut words = redact(&[]);
    words.items.insert(RedactedItem::Contacts);
    let mut life = ended();
    life.then(handler(), NOW, contact()).then(data_officer(), NOW, words.clone());
    let Event::ContactRecorded(hidden) = without(life.last("ContactRecorded"), &words.items) else {
        panic!()
    };
    assert!(hidden.summary.is_erased());
    life.then(handler(), NOW, contact()).then(data_officer(), NOW, words);
    assert_eq!(life.count("PersonalDataRedacted"), 2);
}

#[test]
fn an_interested_party_sees_where_it_stands_and_does_nothing() {
    let mut life = Life::at_stage(Stage::UnderVerification);
    assert!(!life.request().is_visible_to(&neighbour()));
    assert_eq!(life.refused(neighbour(), NOW, disclosed("p-neighbour")).code(), "unknown_request");
    life.then(verifier(), NOW, name_neighbour());
    assert!(life.request().is_visible_to(&neighbour()));
    assert!(
        !life.request().shows_internal_to(&neighbour()) && !life.request().shows_messages_to(&neighbour())
    );
    assert_eq!(available_actions(life.request(), life.facts.definition(), &neighbour()), []);
    for command in [disclosed("p-neighbour").into(), crate::request::Command::from(remove_neighbour())] {
        assert_eq!(life.refused(neighbour(), NOW, command).code(), "not_permitted");
    }
    let another = Actor::new(somebody("p-other"), Role::InterestedParty);
    assert!(!life.request().is_visible_to(&another), "only who is named");
    assert!(!life.request().is_visible_to(&Actor::applicant(neighbour().person)), "in no other role");
    assert_eq!(life.refused(applicant(), NOW, name_neighbour()).path(), Some("person"));
    life.then(applicant(), NOW, remove_neighbour());
    assert!(!life.request().is_visible_to(&neighbour()));
    assert_eq!(life.refused(handler(), NOW, remove_neighbour()).path(), Some("person"));
    let mut oneself = name_neighbour();
    oneself.person = applicant().person;
    assert_eq!(life.refused(handler(), NOW, oneself).path(), Some("person"));
    let mut silent = name_neighbour();
    silent.interest = "".into();
    assert_eq!(life.refused(handler(), NOW, silent).code(), "reason_required");
    let elsewhere = Actor::officer(somebody("o-x"), Role::Handler, BodyId::new("mun.benghazi").unwrap());
    assert_eq!(life.refused(elsewhere, NOW, name_neighbour()).code(), "unknown_request");
}

#[test]
fn feedback_is_answered_once_and_the_time_is_told() {
    let mut life = ended();
    assert_eq!(life.refused(handler(), NOW, answer_feedback(1)).code(), "feedback_unknown");
    life.then(applicant(), NOW, feedback(FeedbackKind::Violation));
    life.then(applicant(), NOW, feedback(FeedbackKind::Complaint));
    assert_eq!(life.refused(applicant(), NOW, answer_feedback(1)).code(), "not_permitted");
    for unknown in [0, 3, u32::MAX] {
        assert_eq!(life.refused(handler(), NOW, answer_feedback(unknown)).code(), "feedback_unknown");
    }
    let mut silent = answer_feedback(2);
    silent.text = " ".into();
    assert_eq!(life.refused(handler(), NOW, silent).code(), "reason_required");
    life.then(supervisor(), "2025-11-23 09:00", answer_feedback(2));
    let Event::FeedbackAnswered(answered) = life.last("FeedbackAnswered") else { panic!() };
    assert_eq!(
        (answered.number, answered.at.get() - answered.recorded_at.get()),
        (2, time::Duration::days(3))
    );
    assert_eq!(life.refused(handler(), "2025-11-23 09:00", answer_feedback(2)).code(), "feedback_unknown");
    let open: Vec<_> =
        life.request().feedback().iter().map(|it| (it.kind, it.answered_at.is_none())).collect();
    assert_eq!(open, [(FeedbackKind::Violation, true), (FeedbackKind::Complaint, false)]);
}

/// For the list of every refusal.
pub(super) fn refusals() -> Vec<Refusal> {
    let mut life = ended();
    let unanswered = life.refused(handler(), NOW, answer_feedback(1));
    life.then(data_officer(), NOW, hold(HOLD));
    vec![
        unanswered,
        life.refused(data_officer(), NOW, hold(HOLD)),
        life.refused(data_officer(), NOW, lift("none")),
        life.refused(data_officer(), NOW, redact(&["national_no"])),
        Life::at_stage(Stage::InExecution).refused(data_officer(), NOW, redact(&["national_no"])),
    ]
}

/// Who is bound by a hold doesn't lift it; the regulator lifts any.
#[test]
fn a_hold_is_lifted_by_who_placed_it_or_by_the_regulator() {
    let mut life = ended();
    life.then(regulator(), NOW, hold(HOLD));
    let bound = life.refused(data_officer(), NOW, lift(HOLD));
    assert_eq!(bound.code(), "not_permitted");
    assert_eq!(life.refused(data_officer(), NOW, redact(&["national_no"])).code(), "legal_hold");
    life.then(regulator(), NOW, lift(HOLD));
    life.then(data_officer(), NOW, hold(HOLD));
    life.then(regulator(), NOW, lift(HOLD));
    assert_eq!(life.request().legal_holds().count(), 0);
}
