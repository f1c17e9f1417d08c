//! A service made of several, for the archive of the present format.

use talab::Actor;
use talab::core::request::Command;
use talab::core::request::execution::CompleteStep;
use talab::core::request::review::PassVerification;
use talab::core::testing::{self, applicant, decider, handler, somebody, supervisor, verifier};
use talab::core::{PartId, Reference, Role, Stage};

use crate::stories::World;

/// A part is granted, another denied, reopened and denied again; a second bundle is withdrawn over an open part.
pub(super) async fn lived(world: &World) {
    world.at("2025-11-12 09:00");
    for definition in testing::library().iter().chain([&testing::composite()]) {
        world.talab.publish_for_tests(definition, &testing::calendar()).await.expect("published");
    }
    let on = filed(world).await;
    let residence = opened(world, &on, "residence").await;
    world.grants(&residence).await;
    world.does(&handler(), &residence, testing::issue()).await;
    world.does(&handler(), &residence, testing::deliver()).await;
    let card = opened(world, &on, "library").await;
    let step = CompleteStep::new("print-card".try_into().expect("a step"));
    denied(world, &card, [PassVerification::default().into(), step.into()]).await;
    let again = testing::reopen(Stage::InExecution, 5);
    world.does(&librarian(Role::Supervisor), &card, again).await;
    world.does(&librarian(Role::Decider), &card, testing::approve_amendment()).await;
    denied(world, &card, []).await;
    world.does(&handler(), &on, testing::denial()).await;
    world.does(&decider(), &on, testing::approve()).await;
    let withdrawn = filed(world).await;
    opened(world, &withdrawn, "residence").await;
    let withdraw = talab::core::request::exits::Withdraw { reason: None };
    world.does(&applicant(), &withdrawn, withdraw).await;
}

fn librarian(role: Role) -> Actor {
    let body = testing::LIBRARY.try_into().expect("a body");
    Actor::officer(somebody(&format!("o-{}", role.code())), role, body)
}

async fn filed(world: &World) -> Reference {
    let reference = world.submits_to(&testing::composite().code).await.reference;
    world.does(&verifier(), &reference, testing::pass()).await;
    reference
}

async fn opened(world: &World, on: &Reference, part: &str) -> Reference {
    world.does(&handler(), on, testing::open_part(part)).await;
    let id: PartId = part.try_into().expect("a part");
    let status = world.talab.as_actor(&supervisor()).status(on).await.expect("a status");
    status.parts.into_iter().find(|it| it.id == id).and_then(|it| it.request).expect("its request")
}

async fn denied<const N: usize>(world: &World, card: &Reference, before: [Command; N]) {
    for command in before {
        let role =
            if matches!(command, Command::PassVerification(_)) { Role::Verifier } else { Role::Handler };
        world.does(&librarian(role), card, command).await;
    }
    let reasons = vec![talab::core::Reason::new(talab::core::ReasonCode::RefPublicInterest)];
    let remedies = talab::core::Text::new("يجوز التظلم", "An objection may be filed");
    let proposal = talab::core::request::decision::Proposal::Deny { reasons, remedies, explanation: None };
    let denial = talab::core::request::decision::ProposeDecision { proposal };
    world.does(&librarian(Role::Handler), card, denial).await;
    world.does(&librarian(Role::Decider), card, testing::approve()).await;
}
