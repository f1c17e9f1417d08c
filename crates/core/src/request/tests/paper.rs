//! Paper copies: a duty beside the electronic delivery, by post or by appointment (LY-18.5, LY-18.6).

use crate::CommandKind;
use crate::actor::{Actor, Role};
use crate::ids::OutputId;
use crate::reason::ReasonCode;
use crate::request::available_actions;
use crate::request::outputs::paper::{
    Appointment, LapsePaperCopy, PaperStanding, RecordCollected, RecordCollectionMissed,
    RecordPaperDispatched, RecordPaperReturned, RequestPaperCopy, ScheduleCollection,
};
use crate::request::outputs::{DeliverOutput, IssueOutput, OutputStanding};
use crate::stage::Stage;
use crate::testing::{
    Life, POST, applicant, at, by_post, clerk, collected, deliver, handler, in_person, issue, on_paper,
    somebody, system,
};

fn output() -> OutputId {
    "certificate".try_into().unwrap()
}

fn concluded() -> Life {
    let mut life = Life::under(on_paper());
    life.bring_to(Stage::Concluded);
    life
}

fn standing(life: &Life) -> PaperStanding {
    life.request().paper_copies().next().expect("a copy was asked for").1.standing
}

fn appointment(time: &str) -> ScheduleCollection {
    let appointment = Appointment { office: "centre".try_into().unwrap(), at: at(time) };
    ScheduleCollection { output: output(), appointment }
}

#[test]
fn a_copy_goes_by_post_and_what_the_post_does_moves_no_date() {
    let mut life = concluded();
    let delivered = life.request().delivered_at();
    life.then(applicant(), "2025-10-21 09:00", by_post());
    let sent = RecordPaperDispatched { output: output(), tracking: "LP-1".to_owned() };
    life.then(clerk(), "2025-10-22 09:00", sent.clone());
    let twice = life.refused(clerk(), "2025-10-22 10:00", sent);
    assert_eq!(twice.code(), "paper_copy_standing");
    let back = RecordPaperReturned { output: output(), reason: ReasonCode::NtfPostReturned };
    life.then(clerk(), "2025-10-29 09:00", back);
    assert_eq!((standing(&life), life.request().delivered_at()), (PaperStanding::Returned, delivered));
    assert!(life.request().paper_copies().all(|(_, copy)| copy.is_open()));
    // It may be asked for again, in another way.
    life.then(applicant(), "2025-10-30 09:00", in_person("2025-11-02 10:00"));
    assert_eq!((standing(&life), life.request().delivered_at()), (PaperStanding::Scheduled, delivered));
}

#[test]
fn it_is_by_post_or_by_appointment_and_never_both_or_neither() {
    let mut life = concluded();
    let neither = RequestPaperCopy { post: None, ..by_post() };
    let both = RequestPaperCopy { collection: in_person("2025-11-02 10:00").collection, ..by_post() };
    for wrong in [neither, both] {
        assert_eq!(life.refused(applicant(), "2025-10-21 09:00", wrong).path(), Some("delivery"));
    }
    life.then(applicant(), "2025-10-21 09:00", by_post());
    let second = life.refused(applicant(), "2025-10-21 10:00", by_post());
    assert_eq!(second.code(), "paper_copy_standing");
}

#[test]
fn there_is_no_appointment_on_a_closed_day_or_outside_the_hours() {
    let mut life = concluded();
    // A Friday, a minute too early, the closing minute, and Liberation Day.
    for time in ["2025-10-24 10:00", "2025-10-26 08:59", "2025-10-26 13:00", "2025-10-23 10:00"] {
        life.meanwhile(|facts| facts.on(crate::testing::calendar_with(&["2025-10-23"])));
        let refusal = life.refused(applicant(), "2025-10-21 09:00", in_person(time));
        assert_eq!(refusal.code(), "calendar_closed", "{time}");
    }
    let past = life.refused(applicant(), "2025-10-21 09:00", in_person("2025-10-20 10:00"));
    assert_eq!(past.code(), "due_date_in_past");
    let mut elsewhere = in_person("2025-10-26 10:00");
    elsewhere.collection.as_mut().unwrap().office = "airport".try_into().unwrap();
    assert_eq!(life.refused(applicant(), "2025-10-21 09:00", elsewhere).path(), Some("office"));
    life.then(applicant(), "2025-10-21 09:00", in_person("2025-10-26 09:00"));
}

#[test]
fn whoever_collects_has_a_name_and_is_identified() {
    let mut life = concluded();
    life.then(applicant(), "2025-10-21 09:00", in_person("2025-10-26 10:00"));
    let nobody = RecordCollected { collector: "  ".into(), ..collected() };
    let unseen = RecordCollected { identified_by: String::new(), ..collected() };
    for wrong in [nobody, unseen] {
        assert_eq!(life.refused(clerk(), "2025-10-26 10:05", wrong).code(), "identity_missing");
    }
    life.then(clerk(), "2025-10-26 10:05", collected());
    assert_eq!(standing(&life), PaperStanding::Collected);
    let again = life.refused(clerk(), "2025-10-26 10:06", collected());
    assert_eq!(again.code(), "paper_copy_standing");
}

/// Scenario H10: the post returns the copy, two appointments are missed; the copy lapses and the output does not.
#[test]
fn h10_a_copy_nobody_comes_for_lapses_and_the_output_stays_valid() {
    let mut life = concluded();
    life.then(applicant(), "2025-10-21 09:00", by_post());
    let sent = RecordPaperDispatched { output: output(), tracking: "LP-1".to_owned() };
    life.then(clerk(), "2025-10-22 09:00", sent);
    let back = RecordPaperReturned { output: output(), reason: ReasonCode::NtfPostReturned };
    life.then(clerk(), "2025-10-29 09:00", back);
    let missed = || RecordCollectionMissed { output: output() };
    let lapse = || LapsePaperCopy { output: output() };
    life.then(applicant(), "2025-10-30 09:00", appointment("2025-11-02 10:00"));
    assert_eq!(life.refused(clerk(), "2025-11-02 09:59", missed()).code(), "term_not_over");
    life.then(clerk(), "2025-11-02 13:00", missed());
    assert_eq!(life.refused(system(), "2026-06-01 09:00", lapse()).code(), "paper_copy_standing");
    life.then(applicant(), "2025-11-03 09:00", appointment("2025-11-04 10:00"));
    life.then(clerk(), "2025-11-04 13:00", missed());
    // Kept for 90 days after the second: until 2 February.
    assert_eq!(life.refused(system(), "2026-02-02 23:59", lapse()).code(), "term_not_over");
    let came = life.does(system(), "2026-02-03 00:00", lapse()).unwrap();
    let crate::request::Event::PaperCopyLapsed(lapsed) = &came[0] else { panic!("{came:?}") };
    assert_eq!((lapsed.reason, lapsed.kept_until), (ReasonCode::LapNotCollected, super::date("2026-02-02")));
    let (_, held) = life.request().outputs().next().unwrap();
    assert_eq!((held.standing(), life.stage()), (OutputStanding::Available, Some(Stage::Concluded)));
}

#[test]
fn a_service_without_paper_says_so() {
    let mut life = Life::at_stage(Stage::Concluded);
    assert_eq!(life.refused(applicant(), "2025-10-21 09:00", by_post()).path(), Some("output"));
    let mut definition = on_paper();
    definition.outputs[0].paper.as_mut().unwrap().post = false;
    let mut life = Life::under(definition);
    life.bring_to(Stage::Decided);
    let early = life.refused(applicant(), "2025-10-21 09:00", by_post());
    assert_eq!(early.code(), "output_not_issued");
    life.then(handler(), "2025-10-21 09:30", crate::testing::issue());
    assert_eq!(life.refused(applicant(), "2025-10-21 10:00", by_post()).path(), Some("post"));
}

/// Of an output that was revoked nothing is sent, and of a corrected one a copy may be asked for again.
#[test]
fn paper_follows_its_output() {
    let mut life = concluded();
    life.then(applicant(), "2025-10-21 09:00", by_post());
    let sent = || RecordPaperDispatched { output: output(), tracking: "LP-1".to_owned() };
    let revoke = crate::testing::revoke(ReasonCode::RevByAuthorityError);
    life.then(crate::testing::decider(), "2025-10-21 10:00", revoke);
    life.then(crate::testing::supervisor(), "2025-10-21 11:00", crate::testing::approve_amendment());
    assert_eq!(life.refused(clerk(), "2025-10-21 12:00", sent()).code(), "output_revoked");
    life.then(crate::testing::decider(), "2025-10-22 10:00", crate::testing::reinstate());
    life.then(crate::testing::supervisor(), "2025-10-22 11:00", crate::testing::approve_amendment());
    life.then(clerk(), "2025-10-22 12:00", sent());
    life.then(crate::testing::decider(), "2025-10-26 10:00", crate::testing::supersede("2025/118"));
    life.then(crate::testing::supervisor(), "2025-10-26 11:00", crate::testing::approve_amendment());
    life.then(applicant(), "2025-10-26 12:00", by_post());
}

/// Two outputs on paper, the first of which is handed out at an office of the post.
fn with_the_post() -> Life {
    let mut definition = on_paper();
    let mut extract = definition.outputs[0].clone();
    extract.id = "extract".try_into().unwrap();
    definition.outputs.push(extract);
    definition.outputs[0].paper.as_mut().unwrap().offices[0].body = Some(POST.try_into().unwrap());
    let mut life = Life::under(definition);
    life.bring_to(Stage::Decided);
    for output in ["certificate", "extract"] {
        let issue = IssueOutput { output: output.try_into().unwrap(), ..issue() };
        let deliver = DeliverOutput { output: output.try_into().unwrap(), ..deliver() };
        life.then(handler(), "2025-10-22 09:00", issue).then(handler(), "2025-10-22 09:00", deliver);
    }
    life
}

fn there(person: &str, role: Role, body: &str) -> Actor {
    Actor::officer(somebody(person), role, body.try_into().unwrap())
}

/// N1-2: a clerk of the post sees the copy that is kept there, hands it out once, and does nothing else.
#[test]
fn a_post_office_hands_out_what_is_kept_there_and_nothing_else() {
    let post = || there("o-post-clerk", Role::Clerk, POST);
    let mut life = with_the_post();
    assert_eq!(life.refused(post(), "2025-10-22 10:00", collected()).code(), "unknown_request");
    life.then(applicant(), "2025-10-22 10:00", in_person("2025-10-26 10:00"));
    let mut extract = in_person("2025-10-26 11:00");
    extract.output = "extract".try_into().unwrap();
    life.then(applicant(), "2025-10-22 10:30", extract);
    let before = life.request().clone();
    for other in [there("o-1", Role::Clerk, "mun.benghazi"), there("o-2", Role::Verifier, POST)] {
        assert_eq!(life.refused(other, "2025-10-26 10:00", collected()).code(), "unknown_request");
    }
    let mut not_there = collected();
    not_there.output = "extract".try_into().unwrap();
    assert_eq!(life.refused(post(), "2025-10-26 10:00", not_there).code(), "output_unknown");
    let others: [crate::request::Command; 5] = [
        crate::testing::note().into(),
        in_person("2025-10-27 10:00").into(),
        by_post().into(),
        crate::testing::feedback(crate::request::parties::FeedbackKind::Praise).into(),
        crate::testing::correct_nothing_but_say("x").into(),
    ];
    for other in others {
        let kind = other.kind();
        assert_eq!(life.refused(post(), "2025-10-26 10:00", other).code(), "not_permitted", "{kind}");
    }
    let offered = available_actions(life.request(), life.facts.definition(), &post());
    let offered: Vec<_> = offered.iter().map(|it| it.command).collect();
    assert_eq!(offered, [CommandKind::RecordCollected, CommandKind::RecordCollectionMissed]);
    assert!(!life.request().shows_internal_to(&post()) && !life.request().shows_messages_to(&post()));
    assert_eq!(life.request(), &before, "a refusal changes nothing");
    life.then(post(), "2025-10-26 10:00", collected());
    assert_eq!(life.refused(post(), "2025-10-26 10:10", collected()).code(), "paper_copy_standing");
    assert!(available_actions(life.request(), life.facts.definition(), &post()).is_empty());
}

/// What is to be collected elsewhere, or goes by post, is no concern of theirs any more; what a clerk filed goes on being so.
#[test]
fn a_copy_that_is_kept_elsewhere_is_not_handed_out_there() {
    let post = || there("o-post-clerk", Role::Clerk, POST);
    let mut life = with_the_post();
    life.then(applicant(), "2025-10-22 10:00", in_person("2025-10-26 10:00"));
    life.then(
        post(),
        "2025-10-26 13:30",
        crate::request::outputs::paper::RecordCollectionMissed { output: "certificate".try_into().unwrap() },
    );
    assert_eq!(life.count("CollectionMissed"), 1);
    let mut own = with_the_post();
    own.meanwhile(|facts| {
        let mut definition = facts.definition().clone();
        definition.outputs[0].paper.as_mut().unwrap().offices[0].body = None;
        facts.of(definition)
    });
    own.then(applicant(), "2025-10-22 10:00", in_person("2025-10-26 10:00"));
    assert_eq!(own.refused(post(), "2025-10-26 10:00", collected()).code(), "unknown_request");
    own.then(clerk(), "2025-10-26 10:00", collected());
}
