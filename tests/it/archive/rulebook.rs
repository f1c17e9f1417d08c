//! What the regulator sets, and what comes of it on requests, for the archive of the present format.

use std::collections::BTreeSet;

use talab::core::definition::IntakeTerms;
use talab::core::request::exits::Withdraw;
use talab::core::request::rights::RedactPersonalData;
use talab::core::rulebook::{
    AssuranceLevel, CatalogueAct, HashAlgorithm, Keeper, RulebookCommand, RulebookEvent, RulebookPart,
    WithdrawEndpoint, WithdrawMessageKind,
};
use talab::core::testing::{
    self, CIVIL, POST, REGISTRY, applicant, approve_endpoint, assign_keeper, bill, body, clerk, data_officer,
    favourable, flash_drive, handler, hash_algorithm, identity_rule, instrument, license_trust_service,
    list_kind, payment_methods, permit_catalogue, redact, register_source, regulator, retention, routed,
    send, somebody, standards_unit, verifier, withdraw_source, withdraw_trust_service,
};
use talab::core::{Actor, ApplicantClass, Channel, Party, Role};
use talab::store::Position;
use talab::{CommandId, Reference};

use crate::stories::{World, complete_for};

/// Everything that can be set and withdrawn, and requests that it bears on.
pub(super) async fn lived(world: &World) {
    world.at("2025-11-13 09:00");
    let mut definition = testing::several_bodies();
    definition.code = "mun.residence-by-every-way".try_into().expect("a code");
    definition.intake = Some(IntakeTerms::new(Channel::ALL.to_vec()));
    sets(world, register_source(CIVIL, &["national_no"])).await;
    sets(world, identity_rule(AssuranceLevel::Substantial, &["national-id"])).await;
    sets(world, list_kind("task.answer.v1")).await;
    sets(world, list_kind("request.submitted.v1")).await;
    sets(world, approve_endpoint(REGISTRY)).await;
    sets(world, payment_methods(&["card", "bank"])).await;
    world.talab.publish_for_tests(&definition, &testing::calendar()).await.expect("published");
    let service = definition.code.as_str();

    let party = || Party::new(applicant().person, ApplicantClass::Citizen);
    let on_a_medium = complete_for(service).on_behalf_of(party()).through(Channel::Desk);
    let on_a_medium = on_a_medium.on_medium(flash_drive(&[bill()]));
    let _ = world.talab.as_actor(&clerk()).submit(on_a_medium).await.expect("filed");
    let post = Actor::officer(somebody("o-post-clerk"), Role::Clerk, POST.try_into().expect("a body"));
    let by_post = complete_for(service).on_behalf_of(party()).through(Channel::IntegrationChannel);
    let _ = world.talab.as_actor(&post).submit(by_post.routed_in(routed(POST, 1))).await.expect("routed");

    let reference = world.submits_to(&definition.code).await.reference;
    world.does(&verifier(), &reference, testing::pass()).await;
    world.does(&handler(), &reference, send("title")).await;
    let withdraw =
        WithdrawMessageKind { kind: "task.answer.v1".try_into().expect("a kind"), instrument: instrument() };
    sets(world, withdraw).await;
    let answer = favourable("title", world.reply(&reference, "title", 1).await);
    let kept = world.does(&body(REGISTRY), &reference, answer.clone()).await;
    assert_eq!(kept.events, ["MessageQuarantined"]);
    sets(world, list_kind("task.answer.v1")).await;
    assert_eq!(world.does(&body(REGISTRY), &reference, answer).await.events, ["TaskCompleted"]);
    let body = REGISTRY.try_into().expect("a body");
    sets(world, WithdrawEndpoint { body, instrument: instrument() }).await;
    let ended = world.submits().await.reference;
    world.does(&applicant(), &ended, Withdraw::default()).await;
    sets(world, withdraw_source(CIVIL)).await;
    // After every output of the story was issued.
    sets(world, license_trust_service("ts.libya-trust-1")).await;
    sets(world, withdraw_trust_service("ts.libya-trust-1")).await;
    outside(world, &ended).await;
}

/// What is set from outside, who uses the directory and who keeps what; and a redaction on a ground of law, while the request that
/// has ended must be kept.
async fn outside(world: &World, ended: &Reference) {
    sets(world, retention(None, "5 years")).await;
    sets(world, retention(Some(crate::stories::SERVICE), "10 years")).await;
    let early = RedactPersonalData { ground: Some("law-6-2022".to_owned()), ..redact(&["national_no"]) };
    world.does(&data_officer(), ended, early).await;
    sets(world, hash_algorithm(HashAlgorithm::Sha256)).await;
    sets(world, permit_catalogue(CatalogueAct::Read, &[Role::Regulator], &[CIVIL])).await;
    sets(world, permit_catalogue(CatalogueAct::Read, &[], &[])).await;
    sets(world, assign_keeper(RulebookPart::Hashes, Keeper::StandardsUnit)).await;
    let id = CommandId::new(world.position().await.to_string()).expect("an id");
    let unit = standards_unit();
    let set = hash_algorithm(HashAlgorithm::Sha256);
    world.talab.as_actor(&unit).change_rulebook(set, id).await.expect("set by its keeper");
}

async fn sets(world: &World, command: impl Into<RulebookCommand>) {
    let id = CommandId::new(world.position().await.to_string()).expect("an id");
    world.talab.as_actor(&regulator()).change_rulebook(command, id).await.expect("set");
}

/// What the archive will hold, and what `check-history` makes of it.
#[tokio::test]
async fn everything_in_the_rulebook_is_lived_through_and_would_be_decided_again() {
    let world = World::in_memory().await;
    lived(&world).await;
    let events = world.talab.log().read_all(Position::START, 10_000).await.expect("readable");
    let seen: BTreeSet<_> = events.iter().map(|event| event.event_type.as_str()).collect();
    for name in RulebookEvent::NAMES.iter().chain(&["MessageQuarantined"]) {
        assert!(seen.contains(name), "{name} is not lived through");
    }
    world.history_holds().await;
}
