//! Who sees a request, who works on it, and what is said about it.

use crate::actor::{Actor, Role};
use crate::ids::BodyId;
use crate::party::Channel;
use crate::private::Private;
use crate::request::parties::{
    AddNote, AssignHandler, FeedbackKind, RecordContact, RecordFeedback, ReleaseHandler,
};
use crate::stage::Stage;
use crate::testing::{
    Life, applicant, auditor, clerk, gateway, handler, manager, note, pass, regulator, representative,
    somebody, stranger, submission, supervisor, system, verifier,
};

fn of_another_body(role: Role) -> Actor {
    Actor::officer(somebody("o-elsewhere"), role, BodyId::new("mun.benghazi").unwrap())
}

fn feedback(rating: Option<u8>, text: Option<&str>) -> RecordFeedback {
    RecordFeedback { kind: FeedbackKind::Praise, rating, text: Private::new(text.map(str::to_owned)) }
}

#[test]
fn to_strangers_the_request_does_not_exist() {
    let mut life = Life::at_stage(Stage::UnderVerification);
    for by in [stranger(), representative(), of_another_body(Role::Verifier), of_another_body(Role::Clerk)] {
        assert!(!life.request().is_visible_to(&by));
        let refusal = life.refused(by, "2025-10-21 09:00", pass());
        assert_eq!(refusal, crate::refusal::Refusal::UnknownRequest);
    }
}

#[test]
fn nobody_files_for_somebody_else_without_a_mandate() {
    for by in [stranger(), representative()] {
        let refusal = Life::of_a_request().refused(by, "2025-10-16 10:30", submission());
        assert_eq!(refusal, crate::refusal::Refusal::MandateMissing);
    }
    let refusal = Life::of_a_request().refused(verifier(), "2025-10-16 10:30", submission());
    assert_eq!(refusal.code(), "not_permitted");
}

#[test]
fn an_officer_without_a_body_sees_nothing() {
    let life = Life::at_stage(Stage::UnderVerification);
    assert!(!life.request().is_visible_to(&Actor::new(somebody("o-lost"), Role::Verifier)));
}

#[test]
fn a_request_that_was_never_submitted_is_unknown_to_all() {
    let mut life = Life::of_a_request();
    for by in [applicant(), supervisor(), auditor(), system()] {
        assert!(!life.request().is_visible_to(&by));
    }
    assert_eq!(life.refused(verifier(), "2025-10-21 09:00", pass()).code(), "unknown_request");
}

#[test]
fn a_clerk_of_another_body_sees_what_they_filed() {
    let elsewhere = of_another_body(Role::Clerk);
    let mut life = Life::of_a_request();
    life.then(elsewhere.clone(), "2025-10-16 10:30", submission());
    assert!(life.request().is_visible_to(&elsewhere));
    life.then(elsewhere, "2025-10-16 11:00", feedback(Some(4), None));
}

#[test]
fn auditors_see_everything_and_write_nothing() {
    let mut life = Life::at_stage(Stage::UnderVerification);
    assert!(life.request().is_visible_to(&auditor()) && life.request().is_visible_to(&regulator()));
    assert_eq!(life.refused(auditor(), "2025-10-21 09:00", note()).code(), "not_permitted");
    assert_eq!(life.refused(manager(), "2025-10-21 09:00", note()).code(), "not_permitted");
}

#[test]
fn what_is_internal_is_not_shown_to_the_applicant_or_the_gateway() {
    let life = Life::at_stage(Stage::Concluded);
    assert!(life.request().shows_internal_to(&handler()) && life.request().shows_internal_to(&auditor()));
    for by in [applicant(), gateway(), stranger()] {
        assert!(!life.request().shows_internal_to(&by));
    }
    // An officer of another body, who filed it, or of their own request, is nobody's colleague here.
    let post = Actor { body: "libya-post".try_into().ok(), ..clerk() };
    let own = Actor { person: applicant().person, ..clerk() };
    assert!(!life.request().shows_internal_to(&post) && !life.request().shows_internal_to(&own));
    let internal: Vec<_> = life.events().iter().filter(|it| !it.is_public()).map(|it| it.name()).collect();
    assert_eq!(internal, ["DecisionProposed", "DecisionApproved"]);
}

#[test]
fn a_note_is_shown_as_it_says() {
    let mut life = Life::at_stage(Stage::UnderVerification);
    life.then(handler(), "2025-10-21 09:00", note());
    assert!(!life.last("NoteAdded").is_public());
    let told =
        AddNote { text: "الرجاء الحضور".into(), public: true, about: Some("visit".to_owned()) };
    life.then(handler(), "2025-10-21 09:00", told);
    assert!(life.last("NoteAdded").is_public());
    let empty = AddNote { text: " ".into(), public: true, about: None };
    assert_eq!(life.refused(handler(), "2025-10-21 09:00", empty).path(), Some("text"));
    let odd = AddNote { text: "نص".into(), public: true, about: Some("a\u{0}b".to_owned()) };
    assert_eq!(life.refused(handler(), "2025-10-21 09:00", odd).path(), Some("about"));
}

#[test]
fn a_handler_is_assigned_and_released() {
    let mut life = Life::at_stage(Stage::Acknowledged);
    let assign = || AssignHandler { handler: handler().person };
    life.then(supervisor(), "2025-10-19 09:00", assign());
    assert_eq!(life.request().handler(), Some(&handler().person));
    assert_eq!(life.does(supervisor(), "2025-10-19 10:00", assign()).unwrap(), []);
    life.then(supervisor(), "2025-10-19 11:00", ReleaseHandler::default());
    assert_eq!(life.request().handler(), None);
    assert_eq!(life.does(supervisor(), "2025-10-19 12:00", ReleaseHandler::default()).unwrap(), []);
}

#[test]
fn contacts_and_feedback_are_recorded_at_any_time() {
    for &stage in Stage::ALL {
        let mut life = Life::at_stage(stage);
        let call = RecordContact { channel: Channel::ServiceCentre, summary: "اتصال هاتفي".into() };
        life.then(clerk(), "2025-10-21 09:00", call);
        life.then(applicant(), "2025-10-21 10:00", feedback(Some(5), Some("شكراً")));
        assert_eq!(life.stage(), Some(stage));
    }
}

#[test]
fn feedback_is_a_rating_or_a_text() {
    let mut life = Life::at_stage(Stage::Concluded);
    for wrong in [feedback(Some(0), None), feedback(Some(6), None)] {
        assert_eq!(life.refused(applicant(), "2025-10-21 09:00", wrong).path(), Some("rating"));
    }
    assert_eq!(life.refused(applicant(), "2025-10-21 09:00", feedback(None, None)).path(), Some("text"));
    life.then(applicant(), "2025-10-21 09:00", feedback(None, Some("بطيء")));
    life.then(applicant(), "2025-10-21 09:00", feedback(Some(1), None));
}
