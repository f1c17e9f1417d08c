//! A decision is objected to, and somebody else decides whether that is right.

use talab::core::definition::{ObjectionSilence, ObjectionTerms};
use talab::core::objection::{
    Against, DecideObjection, Effect, FileObjection, ObjectionCommand, ObjectionStanding,
    RecordObjectionSilence, Ruling,
};
use talab::core::request::notices::RecordNotificationDelivered;
use talab::core::testing::{
    self, applicant, auditor, body, decider, gateway, handler, mandate_of, officer, representative, stranger,
    supervisor, system, verifier,
};
use talab::core::{ObjectionId, Reason, ReasonCode, Stage, Text};
use talab::{CommandId, ObjectionStatus, Reference, Role};

use super::world::{World, on_every_backend, refusal};

fn id(key: &str) -> CommandId {
    CommandId::new(key).expect("an id")
}

/// A service that takes objections, and a request of its that was denied on 2025-10-20 at 11:00.
async fn denied(world: &World, silence: ObjectionSilence) -> Reference {
    let mut definition = testing::definition();
    definition.version = 2;
    let mut terms = ObjectionTerms::new(60, 60);
    terms.silence = silence;
    definition.objection = Some(terms);
    world.talab.publish_for_tests(&definition, &testing::calendar()).await.expect("published");
    let reference = world.submits().await.reference;
    world.does(&verifier(), &reference, testing::pass()).await;
    world.does(&handler(), &reference, testing::step_done()).await;
    world.does(&handler(), &reference, testing::denial()).await;
    world.at("2025-10-20 11:00");
    world.does(&decider(), &reference, testing::approve()).await;
    reference
}

fn grounds() -> FileObjection {
    FileObjection {
        against: Against::Outcome, grounds: "أقيم في البلدية منذ عشر سنوات".into()
    }
}

async fn files(world: &World, reference: &Reference, key: &str) -> ObjectionStatus {
    world.talab.as_actor(&applicant()).file_objection(reference, grounds(), id(key)).await.expect("filed")
}

fn right() -> DecideObjection {
    DecideObjection {
        ruling: Ruling::Uphold { effect: Effect::DecideAnew },
        reasons: vec![Reason::new(ReasonCode::ObjGroundsAccepted)],
        text: Text::new("ثبتت الإقامة في البلدية", "Residence was shown").into(),
    }
}

async fn decides(world: &World, by: &talab::Actor, objection: &ObjectionId) -> Result<u64, talab::NotDone> {
    let key = format!("decide-{}-{}", by.person, by.role);
    world.talab.as_actor(by).decide_objection(objection, right(), id(&key)).await
}

#[tokio::test]
async fn another_person_decides_an_objection_and_the_same_one_may_not() {
    on_every_backend(|world: World| async move {
        let reference = denied(&world, ObjectionSilence::None).await;
        world.at("2025-10-26 10:00");
        let filed = files(&world, &reference, "file").await;
        assert_eq!(filed.standing, ObjectionStanding::Open);
        assert_eq!(filed.due.expect("a due date").due_date.to_string(), "2025-12-25");
        assert_eq!(files(&world, &reference, "file").await, filed, "sent again, it is the same");
        let twice = world.talab.as_actor(&applicant()).file_objection(&reference, grounds(), id("2")).await;
        assert_eq!(refusal(twice).code(), "objection_already_made");
        for same in [decider(), officer("o-handler", Role::Decider), officer("o-handler", Role::Supervisor)] {
            assert_eq!(refusal(decides(&world, &same, &filed.id).await).code(), "same_person");
        }
        assert_eq!(refusal(decides(&world, &handler(), &filed.id).await).code(), "not_permitted");
        assert_eq!(refusal(decides(&world, &stranger(), &filed.id).await).code(), "unknown_objection");
        world.at("2025-10-27 10:00");
        decides(&world, &supervisor(), &filed.id).await.expect("decided");
        let told = world.talab.as_actor(&applicant()).objection(&filed.id).await.expect("an objection");
        assert_eq!((told.standing, told.effect), (ObjectionStanding::Upheld, Some(Effect::DecideAnew)));
        assert!(told.text.is_some() && told.decided_by.is_none(), "the role is told, not the person");
        let audited = world.talab.as_actor(&auditor()).objection(&filed.id).await.expect("an objection");
        assert!(audited.decided_by.is_some() && audited.grounds.is_none() && audited.text.is_none());
        let list = world.talab.as_actor(&applicant()).objections(&reference).await.expect("a list");
        assert_eq!(list, [told]);
        assert_eq!(world.status(&reference).await.stage, Stage::Concluded, "the request is another stream");
        let report = world.talab.check_history().run().await.expect("a report");
        assert!(!report.changes_anything() && report.commands_not_compared() == 0, "{report:?}");
    })
    .await;
}

#[tokio::test]
async fn a_late_objection_is_inadmissible_and_that_is_an_answer() {
    on_every_backend(|world: World| async move {
        let reference = denied(&world, ObjectionSilence::None).await;
        world.at("2025-12-20 00:00");
        let filed = files(&world, &reference, "file").await;
        assert_eq!(filed.standing, ObjectionStanding::Inadmissible);
        assert_eq!(filed.reasons[0].code, ReasonCode::ObjLate);
        assert_eq!(refusal(decides(&world, &supervisor(), &filed.id).await).code(), "objection_closed");
        let report = world.talab.check_history().run().await.expect("a report");
        assert!(!report.changes_anything() && report.commands_not_compared() == 0, "{report:?}");
    })
    .await;
}

#[tokio::test]
async fn the_window_begins_with_the_notice_where_its_arrival_is_known() {
    let world = World::in_memory().await;
    let reference = denied(&world, ObjectionSilence::None).await;
    let told = world.status(&reference).await.notifications;
    let number = told.iter().map(|it| it.number).max().expect("a notice of the completion") - 1;
    world.at("2025-10-25 09:00");
    world.does(&gateway(), &reference, RecordNotificationDelivered { number }).await;
    world.at("2025-12-24 23:59");
    assert_eq!(files(&world, &reference, "file").await.standing, ObjectionStanding::Open);
}

#[tokio::test]
async fn no_objection_without_a_decision_an_interest_or_terms() {
    let world = World::in_memory().await;
    let plain = world.submits().await.reference;
    let me = applicant();
    let refused = world.talab.as_actor(&me).file_objection(&plain, grounds(), id("plain")).await;
    assert_eq!(refusal(refused).code(), "objection_not_offered");
    denied(&world, ObjectionSilence::None).await;
    let running = world.submits().await.reference;
    let early = files(&world, &running, "early").await;
    assert_eq!(
        (early.standing, early.reasons[0].code),
        (ObjectionStanding::Inadmissible, ReasonCode::ObjNotADecision)
    );
    world.grants(&running).await;
    let granted = files(&world, &running, "granted").await;
    assert_eq!(granted.reasons[0].code, ReasonCode::ObjNoInterest);
    assert_ne!(granted.id, early.id);
    let output = Against::Revocation { output: "certificate".try_into().expect("an output") };
    let nothing = FileObjection { against: output, ..grounds() };
    let nothing =
        world.talab.as_actor(&me).file_objection(&running, nothing, id("output")).await.expect("filed");
    assert_eq!(nothing.reasons[0].code, ReasonCode::ObjNotADecision, "nothing was revoked");
}

#[tokio::test]
async fn an_objection_is_unknown_to_others() {
    on_every_backend(|world: World| async move {
        let reference = denied(&world, ObjectionSilence::None).await;
        for by in [stranger(), representative(), body(testing::REGISTRY)] {
            let me = world.talab.as_actor(&by);
            let refused = refusal(me.file_objection(&reference, grounds(), id("x")).await);
            assert_eq!(refused.code(), "unknown_request", "{}", by.role);
            assert_eq!(refusal(me.objections(&reference).await).code(), "unknown_request");
        }
        let filed = files(&world, &reference, "file").await;
        for by in [stranger(), representative(), body(testing::REGISTRY)] {
            let read = world.talab.as_actor(&by).objection(&filed.id).await;
            assert_eq!(refusal(read).code(), "unknown_objection", "{}", by.role);
        }
    })
    .await;
}

#[tokio::test]
async fn a_lawyer_objects_and_the_applicant_withdraws_and_objects_again() {
    on_every_backend(|world: World| async move {
        let reference = denied(&world, ObjectionSilence::None).await;
        let (me, lawyer) = (applicant(), representative());
        let grant = mandate_of(&me.person, &lawyer.person);
        let mandate = world.talab.as_actor(&me).grant_mandate(grant, id("grant")).await.expect("granted");
        let under = world.talab.as_actor(&lawyer).under(&mandate);
        let filed = under.file_objection(&reference, grounds(), id("file")).await.expect("filed");
        assert_eq!(filed.standing, ObjectionStanding::Open);
        let bare = world.talab.as_actor(&lawyer).objection(&filed.id).await.expect("filed under it");
        assert_eq!(bare, filed);
        world.talab.as_actor(&me).withdraw_objection(&filed.id, id("withdraw")).await.expect("withdrawn");
        assert_eq!(under.objection(&filed.id).await.expect("it").standing, ObjectionStanding::Withdrawn);
        let again = files(&world, &reference, "again").await;
        assert_eq!(again.standing, ObjectionStanding::Open);
        let report = world.talab.check_history().run().await.expect("a report");
        assert!(!report.changes_anything() && report.commands_not_compared() == 0, "{report:?}");
    })
    .await;
}

#[tokio::test]
async fn silence_is_overdue_or_a_dismissal_as_the_service_says() {
    let silent = || ObjectionCommand::RecordObjectionSilence(RecordObjectionSilence::default());
    let world = World::in_memory().await;
    let reference = denied(&world, ObjectionSilence::None).await;
    let filed = files(&world, &reference, "file").await;
    assert!(!filed.overdue);
    world.at("2026-01-05 09:00");
    let read = world.talab.as_actor(&supervisor()).objection(&filed.id).await.expect("it");
    assert!(read.overdue);
    let by_rule = system();
    let refused = world.talab.as_actor(&by_rule).change_objection(&filed.id, silent(), id("silence")).await;
    assert_eq!(refusal(refused).code(), "not_permitted");

    let world = World::in_memory().await;
    let reference = denied(&world, ObjectionSilence::Dismissed).await;
    let filed = files(&world, &reference, "file").await;
    let early = world.talab.as_actor(&by_rule).change_objection(&filed.id, silent(), id("early")).await;
    assert_eq!(refusal(early).code(), "term_not_over");
    world.at("2026-01-05 09:00");
    world
        .talab
        .as_actor(&by_rule)
        .change_objection(&filed.id, silent(), id("silence"))
        .await
        .expect("recorded");
    let read = world.talab.as_actor(&applicant()).objection(&filed.id).await.expect("it");
    assert_eq!((read.standing, read.overdue), (ObjectionStanding::Dismissed, false));
    assert_eq!(read.reasons[0].code, ReasonCode::ObjSilence);
    let file = ObjectionCommand::FileObjection(grounds());
    let on_none = world.talab.as_actor(&applicant()).change_objection(&filed.id, file, id("x")).await;
    assert_eq!(refusal(on_none).code(), "unknown_objection", "a new one is filed on its request");
}

#[tokio::test]
async fn what_is_held_about_a_request_tells_of_its_objections() {
    on_every_backend(|world: World| async move {
        let reference = denied(&world, ObjectionSilence::None).await;
        let filed = files(&world, &reference, "object").await;
        decides(&world, &officer("decider-2", Role::Decider), &filed.id).await.expect("decided");
        let given = world.talab.as_actor(&applicant()).disclose(&reference, &[]).await.expect("given");
        let held = given.record.objections.expect("objections");
        assert_eq!(held.iter().map(|it| &it.id).collect::<Vec<_>>(), [&filed.id]);
        assert!(held[0].text.is_some() && held[0].grounds.is_some() && held[0].decided_by.is_none());
        let privacy = testing::data_officer();
        let for_them = world.talab.as_actor(&privacy).disclose(&reference, &[]).await.expect("given");
        assert_eq!(for_them.record.objections.expect("objections"), held, "the same, whoever asks for it");
        let part = [talab::core::request::rights::DisclosedPart::Answers];
        let less = world.talab.as_actor(&applicant()).disclose(&reference, &part).await.expect("given");
        assert_eq!((less.record.objections, less.record.mandates), (None, None), "not asked for");
    })
    .await;
}
