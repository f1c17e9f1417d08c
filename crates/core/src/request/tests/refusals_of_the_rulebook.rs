//! The refusals of what the regulator sets and of the ways in, each produced by a command.

use crate::actor::Role;
use crate::definition::IntakeTerms;
use crate::party::Channel;
use crate::refusal::Refusal;
use crate::request::intake::{Identification, Submit};
use crate::rulebook::{AssuranceLevel, CatalogueAct, HashAlgorithm, Rulebook, decide};
use crate::testing::{
    FactsBuilder, Life, POST, applicant, approve_endpoint, at, bill, clerk, definition, flash_drive, handler,
    hash_algorithm, identity_rule, list_kind, on_the_rulebook, payment_methods, permit_catalogue, routed,
    rulebook, send, sets, standards_unit, submission,
};

const NOW: &str = "2025-10-16 10:30";

pub(super) fn all() -> Vec<Refusal> {
    let first = |change: &dyn Fn(FactsBuilder) -> FactsBuilder| {
        let mut life = Life::of_a_request();
        life.meanwhile(change);
        life.refused(applicant(), NOW, submission())
    };
    let ruled = |schemes: &[&str]| rulebook([identity_rule(AssuranceLevel::High, schemes).into()]);
    let low = Identification::confirmed("national-id", "low", Vec::new());
    let mut secret = definition();
    secret.classified = true;
    let mut by_post = definition();
    by_post.intake = Some(IntakeTerms::new(vec![Channel::Portal, Channel::Post]));
    let mut medium = flash_drive(&[bill()]);
    medium.reason = None;
    let on_a_medium = Submit { channel: Channel::Desk, medium: Some(Box::new(medium)), ..submission() };
    let mut lawless = payment_methods(&["card"]);
    lawless.instrument.name.clear();
    let mut sends = super::bodies::in_execution();
    sends.meanwhile(|facts| facts.ruled(&rulebook([approve_endpoint(POST).into()]), NOW));
    let route = Submit {
        channel: Channel::IntegrationChannel,
        message: Some(routed("libya-post", 1)),
        ..submission()
    };
    let mut routes = Life::of_a_request();
    routes.meanwhile(|facts| facts.ruled(&rulebook([list_kind("request.submitted.v2").into()]), NOW));
    let mut elsewhere = clerk();
    elsewhere.body = Some(POST.try_into().unwrap());
    vec![
        first(&|facts: FactsBuilder| facts.ruled(&ruled(&[]), NOW).found(low.clone())),
        first(&|facts: FactsBuilder| facts.ruled(&ruled(&["national-id"]), NOW)),
        Life::under(secret).refused(applicant(), NOW, submission()),
        Life::under(by_post.clone()).refused(
            applicant(),
            NOW,
            Submit { channel: Channel::Desk, ..submission() },
        ),
        Life::under(by_post).refused(
            handler_as_clerk(),
            NOW,
            Submit { channel: Channel::Desk, ..submission() },
        ),
        Life::of_a_request().refused(clerk(), NOW, on_a_medium),
        sets(&mut Rulebook::default(), NOW, lawless).unwrap_err(),
        sets(&mut Rulebook::default(), NOW, hash_algorithm(HashAlgorithm::Sm3)).unwrap_err(),
        decide(&Rulebook::default(), &on_the_rulebook(standards_unit(), NOW, payment_methods(&["card"])))
            .unwrap_err(),
        rulebook([permit_catalogue(CatalogueAct::Read, &[Role::Auditor], &[]).into()])
            .permits(CatalogueAct::Read, &applicant(), at(NOW))
            .unwrap_err(),
        sends.refused(handler(), "2025-10-20 09:00", send("title")),
        routes.refused(elsewhere, NOW, route),
    ]
}

fn handler_as_clerk() -> crate::actor::Actor {
    crate::testing::officer("o-handler", Role::Clerk)
}
