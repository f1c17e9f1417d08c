//! Where one stands among those who wait for the same (N1-6).

use talab::core::definition::AcknowledgementMode;
use talab::core::request::review::StartVerification;
use talab::core::testing::{self, applicant, auditor, handler, somebody, stranger, supervisor, verifier};
use talab::core::{ApplicantClass, Channel, Party, Stage};
use talab::{Actor, Filter, Queue, Reference};

use super::world::{SERVICE, World, complete_for, on_every_backend, refusal};

async fn queue(world: &World, by: &Actor, reference: &Reference) -> Option<Queue> {
    world.talab.as_actor(by).queue(reference).await.expect("a place")
}

async fn ahead(world: &World, reference: &Reference) -> Option<(Stage, u64)> {
    queue(world, &applicant(), reference).await.map(|it| (it.stage, it.ahead))
}

/// As plainly as it can be said, over every row there is.
async fn naive(world: &World, reference: &Reference) -> u64 {
    let rows =
        world.talab.as_actor(&auditor()).requests(Filter::new().limit(1000)).await.expect("a list").requests;
    let own = rows.iter().find(|row| row.reference == *reference).expect("listed").clone();
    let before = rows.iter().filter(|row| {
        (&row.service, &row.provider, row.stage) == (&own.service, &own.provider, own.stage)
            && row.received_at.is_some_and(|at| Some(at) < own.received_at)
    });
    before.count() as u64
}

#[tokio::test]
async fn who_waits_sees_how_many_wait_before_them_at_the_same_stage() {
    on_every_backend(|world: World| async move {
        let mut other = testing::definition();
        other.code = "mun.another-certificate".try_into().expect("a code");
        world.talab.publish_for_tests(&other, &testing::calendar()).await.expect("published");
        let mut filed = Vec::new();
        for minute in 0..6 {
            world.at(&format!("2025-10-16 10:{:02}", 30 + minute / 2 * 2));
            filed.push(world.submits().await.reference);
            // Those of another service are another queue.
            let _ = world.submits_to(&other.code).await;
        }
        // Two came at each instant: neither is before the other.
        for (place, ahead_of) in [0, 0, 2, 2, 4, 4].into_iter().enumerate() {
            assert_eq!(ahead(&world, &filed[place]).await, Some((Stage::Acknowledged, ahead_of)), "{place}");
        }
        // One goes on, one waits for its applicant, one is withdrawn: they wait here no more.
        world.does(&verifier(), &filed[0], StartVerification::default()).await;
        world.does(&verifier(), &filed[1], testing::ask_corrections(&["address"])).await;
        let withdrawn = talab::core::request::exits::Withdraw { reason: None };
        world.does(&applicant(), &filed[2], withdrawn).await;
        assert_eq!(ahead(&world, &filed[0]).await, Some((Stage::UnderVerification, 0)));
        assert_eq!(ahead(&world, &filed[1]).await, None, "it waits for its applicant");
        assert_eq!(ahead(&world, &filed[2]).await, None, "it ended");
        assert_eq!(ahead(&world, &filed[5]).await, Some((Stage::Acknowledged, 1)));
        // It overtakes nobody by coming back later: its receipt is its place.
        world.does(&applicant(), &filed[1], testing::correct_answer("address", "شارع آخر 9")).await;
        world.does(&verifier(), &filed[5], StartVerification::default()).await;
        for reference in &filed {
            if let Some((_, told)) = ahead(&world, reference).await {
                assert_eq!(told, naive(&world, reference).await);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn what_was_not_received_has_no_place_and_a_place_is_told_to_nobody_who_may_not_see_it() {
    on_every_backend(|world: World| async move {
        let me = applicant();
        let short = talab::Submission::to(SERVICE).answer("full_name", "عائشة");
        let rejected = world.talab.as_actor(&me).submit(short).await.expect("answered").reference;
        assert_eq!(ahead(&world, &rejected).await, None);
        let reference = world.submits().await.reference;
        assert_eq!(
            refusal(world.talab.as_actor(&stranger()).queue(&reference).await).code(),
            "unknown_request"
        );
        let nothing = Reference::from_bits(77);
        assert_eq!(refusal(world.talab.as_actor(&me).queue(&nothing).await).code(), "unknown_request");
        let told = queue(&world, &supervisor(), &reference).await;
        assert_eq!(told, queue(&world, &me, &reference).await, "a number is the same for everybody");
        let position = world.position().await;
        let _ = queue(&world, &handler(), &reference).await;
        assert_eq!(world.position().await, position, "asking appends nothing");
    })
    .await;
}

#[tokio::test]
async fn where_officers_acknowledge_the_queue_begins_at_the_receipt() {
    let world = World::in_memory().await;
    let mut definition = testing::definition();
    definition.code = "mun.by-officer".try_into().expect("a code");
    definition.rules.acknowledgement = AcknowledgementMode::ByOfficer;
    world.talab.publish_for_tests(&definition, &testing::calendar()).await.expect("published");
    let first = world.submits_to(&definition.code).await.reference;
    world.at("2025-10-16 11:00");
    let party = Party::new(somebody("p-salem"), ApplicantClass::Citizen);
    let filing = complete_for(definition.code.as_str()).on_behalf_of(party).through(Channel::Desk);
    let clerk = testing::clerk();
    let second = world.talab.as_actor(&clerk).submit(filing).await.expect("filed").reference;
    assert_eq!(ahead(&world, &first).await, Some((Stage::Submitted, 0)));
    let theirs = Actor::applicant(somebody("p-salem"));
    let told = queue(&world, &theirs, &second).await.expect("received");
    assert_eq!((told.stage, told.ahead), (Stage::Submitted, 1), "others' requests count, and only count");
}
