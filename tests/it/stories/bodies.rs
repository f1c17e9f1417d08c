//! Several bodies take part in an execution, each through the channel and each seeing its own part.

use talab::core::testing::{
    self, COUNCIL, ELECTRICITY, REGISTRY, applicant, body, favourable, handler, send, system, verifier,
};
use talab::core::{FieldId, ServiceCode, Stage, StepId};
use talab::{Clock, Reference, Ticked};

use super::world::{World, on_every_backend, refusal};

/// A request in execution, with two tasks out.
async fn sent(world: &World) -> Reference {
    let mut definition = testing::several_bodies();
    definition.code = ServiceCode::new("mun.residence-by-several").expect("a code");
    world.talab.publish_for_tests(&definition, &testing::calendar()).await.expect("published");
    let reference = world.submits_to(&definition.code).await.reference;
    world.does(&verifier(), &reference, testing::pass()).await;
    world.does(&handler(), &reference, send("title")).await;
    world.does(&handler(), &reference, send("advice")).await;
    reference
}

#[tokio::test]
async fn advice_that_does_not_come_holds_nobody_up() {
    on_every_backend(|world: World| async move {
        let reference = sent(&world).await;
        world.at("2025-10-20 23:59");
        assert_eq!(world.talab.tick().await.expect("a tick"), Ticked::default());
        world.at("2025-10-21 00:00");
        assert_eq!(world.talab.tick().await.expect("a tick").timed_out, 1);
        assert_eq!(world.talab.tick().await.expect("a tick").timed_out, 0);
        let status = world.status(&reference).await;
        let done: Vec<_> = status.steps.iter().filter(|it| it.done).map(|it| it.id.as_str()).collect();
        assert_eq!(done, ["advice"]);
    })
    .await;
}

/// I-22 at the door: a message that comes twice is one act, and under another command id it says why it is none.
#[tokio::test]
async fn a_message_that_comes_twice_is_applied_once() {
    on_every_backend(|world: World| async move {
        let reference = sent(&world).await;
        let answer = favourable("title", world.reply(&reference, "title", 1).await);
        let registry = body(REGISTRY);
        let first = world.does(&registry, &reference, answer.clone()).await;
        let position = world.position().await;
        let again = world.refuses(&registry, &reference, answer).await;
        assert_eq!(again.code(), "message_already_applied");
        let status = world.talab.as_actor(&registry).status(&reference).await.expect("its part");
        assert_eq!((status.version, status.steps.len()), (first.version, 1));
        assert!(world.position().await > position, "that it was tried is on record");
    })
    .await;
}

/// LY-6.5: what its task needs, while it has it.
#[tokio::test]
async fn a_body_reads_what_it_is_given_for_its_task() {
    on_every_backend(|world: World| async move {
        let reference = sent(&world).await;
        let step = StepId::new("title").expect("a step");
        let registry = body(REGISTRY);
        let file = world.talab.as_actor(&registry).task(&reference, &step).await.expect("its file");
        assert_eq!(file.answers.keys().map(FieldId::as_str).collect::<Vec<_>>(), ["address"]);
        assert_eq!(file.documents.iter().map(|it| it.kind.as_str()).collect::<Vec<_>>(), ["utility_bill"]);
        for (reader, code) in [(body(ELECTRICITY), "task_unknown"), (body(COUNCIL), "unknown_request")] {
            let refused = world.talab.as_actor(&reader).task(&reference, &step).await;
            assert_eq!(refusal(refused).code(), code, "{:?}", reader.body);
        }
        let answer = favourable("title", world.reply(&reference, "title", 1).await);
        world.does(&registry, &reference, answer).await;
        let over = world.talab.as_actor(&registry).task(&reference, &step).await;
        assert_eq!(refusal(over).code(), "task_already_closed");
    })
    .await;
}

/// LY-4.2: the number of its file and who classified it, for the provider's officers.
#[tokio::test]
async fn what_leaves_the_electronic_procedure_is_on_record_for_officers_only() {
    on_every_backend(|world: World| async move {
        let reference = sent(&world).await;
        world.does(&handler(), &reference, testing::off_system("MOI/2025/17")).await;
        let before = world.position().await;
        let again = world.does(&handler(), &reference, testing::off_system("MOI/2025/17")).await;
        assert_eq!((again.events.len(), world.position().await), (0, before), "once for each file");
        for (reader, lines) in [(verifier(), 1), (applicant(), 0), (body(REGISTRY), 0)] {
            let trail = world.talab.as_actor(&reader).trail(&reference).await.expect("a trail");
            let told: Vec<_> = trail.lines.iter().filter(|it| it.event == "OffSystemRecorded").collect();
            assert_eq!(told.len(), lines, "{:?}", reader.role);
            assert!(told.iter().all(|it| format!("{it:?}").contains("MOI/2025/17")));
        }
        world.history_holds().await;
    })
    .await;
}

#[tokio::test]
async fn a_body_without_a_task_knows_of_nothing() {
    let world = World::in_memory().await;
    let reference = sent(&world).await;
    assert!(world.talab.as_actor(&body(COUNCIL)).status(&reference).await.is_err());
    let answer = favourable("title", testing::message(COUNCIL, 1, world.clock.now()));
    assert_eq!(world.refuses(&body(COUNCIL), &reference, answer).await.code(), "unknown_request");
    let trail = world.talab.as_actor(&body(ELECTRICITY)).trail(&reference).await.expect("its part");
    assert_eq!(trail.lines.iter().map(|line| line.event).collect::<Vec<_>>(), ["TaskDispatched"]);
    world.does(&applicant(), &reference, talab::core::request::exits::Withdraw { reason: None }).await;
    let late = favourable("title", world.reply(&reference, "title", 2).await);
    let kept = world.does(&body(REGISTRY), &reference, late).await;
    assert_eq!(kept.events, ["LateAnswerKept"]);
    assert_eq!(world.status(&reference).await.stage, Stage::Closed);
    assert_eq!(world.refuses(&system(), &reference, send("title")).await.code(), "terminal_state");
}
