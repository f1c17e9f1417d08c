//! A case that no rule covers, and what else an act puts on record, as a host lives through it.

use talab::core::definition::{IntakeTerms, ServiceDefinition, SignatureTerms};
use talab::core::provider::{GrantException, ProviderCommand};
use talab::core::request::intake::{Consent, ConsentMeans};
use talab::core::request::outputs::{IssueOutput, OutputSignature};
use talab::core::testing::{
    self, CABINET_ORDER, applicant, auditor, clerk, decider, handler, manager, provider, regulator, verifier,
};
use talab::core::{ApplicantClass, Channel, CommandId, Lang, Party, Role};
use talab::{Actor, Reference};

use super::world::{World, complete_for, on_every_backend, refusal};

async fn told(world: &World, by: &Actor, reference: &Reference, event: &str) -> String {
    let trail = world.talab.as_actor(by).trail(reference).await.expect("a trail");
    let lines = trail.lines.iter().filter(|line| line.event == event);
    lines.flat_map(|line| &line.what).map(|text| text.get(Lang::En).to_owned() + "\n").collect()
}

/// JO-10: the applicant sees to whom it went and what came of it; silence decides nothing meanwhile.
#[tokio::test]
async fn a_case_that_no_rule_covers_is_seen_to_wait_and_to_be_decided_by_its_order() {
    on_every_backend(|world: World| async move {
        let reference = world.submits().await.reference;
        world.does(&verifier(), &reference, testing::pass()).await;
        world.does(&handler(), &reference, testing::step_done()).await;
        world.does(&decider(), &reference, testing::refer()).await;
        let refused = world.refuses(&handler(), &reference, testing::denial()).await;
        assert_eq!((refused.code(), refused.rule().id), ("case_referred", "JO-10"));
        let waits = world.status(&reference).await.referral.expect("it is told");
        assert_eq!((waits.to.en.as_str(), waits.order), ("the Council of Ministers", None));
        let early = world.refuses(&decider(), &reference, testing::referral_order("2025-10-16")).await;
        assert_eq!(early.code(), "not_permitted");
        world.does(&regulator(), &reference, testing::referral_order("2025-10-16")).await;
        world.does(&handler(), &reference, testing::denial()).await;
        world.does(&decider(), &reference, testing::approve()).await;
        let answered = world.status(&reference).await.referral.expect("it is told");
        assert_eq!(answered.order.as_deref(), Some(CABINET_ORDER));
        for viewer in [applicant(), auditor()] {
            let executed = told(&world, &viewer, &reference, "Executed").await;
            assert!(executed.contains(CABINET_ORDER) && executed.contains("2025-10-16"), "{executed}");
        }
        let reason = told(&world, &auditor(), &reference, "CaseReferred").await;
        assert!(
            !reason.contains("pulled down"),
            "an auditor reads no words that may name a person: {reason}"
        );
        assert!(told(&world, &applicant(), &reference, "CaseReferred").await.contains("pulled down"));
        world.history_holds().await;
    })
    .await;
}

fn signed_service() -> ServiceDefinition {
    let mut definition = testing::definition();
    definition.code = "mun.residence-signed".try_into().expect("a code");
    let mut terms = IntakeTerms::new(vec![Channel::Portal, Channel::Desk]);
    terms.consent = true;
    definition.intake = Some(terms);
    definition.outputs[0].signature = Some(SignatureTerms::Required);
    definition
}

async fn changes(world: &World, by: Actor, command: ProviderCommand, id: &str) {
    let id = CommandId::new(id).expect("an id");
    let _ = world.talab.as_actor(&by).change_provider(&provider(), command, id).await.expect("changed");
}

/// N4-2 and SA-3: filed by a clerk with consent on record, and issued with a signature, or under an exception that is named.
#[tokio::test]
async fn who_checks_an_output_sees_who_signed_it() {
    on_every_backend(|world: World| async move {
        let definition = signed_service();
        world.talab.publish_for_tests(&definition, &testing::calendar()).await.expect("published");
        let filing = || {
            let party = Party::new(applicant().person, ApplicantClass::Citizen);
            complete_for(definition.code.as_str()).on_behalf_of(party).through(Channel::Desk)
        };
        let silent = world.talab.as_actor(&clerk()).submit(filing()).await.map(|_| ());
        assert_eq!(refusal(silent).code(), "consent_required");
        let consent = Consent::new(ConsentMeans::Telephone, testing::at("2025-10-16 09:00"));
        let filing = filing().with_consent(consent.kept_as("call/1415/778")).declared_by("declaration/v3");
        let reference = world.talab.as_actor(&clerk()).submit(filing).await.expect("filed").reference;
        let submitted = told(&world, &applicant(), &reference, "Submitted").await;
        assert!(submitted.contains("call/1415/778") && submitted.contains("declaration/v3"), "{submitted}");

        world.grants(&reference).await;
        let unsigned = world.refuses(&handler(), &reference, testing::issue()).await;
        assert_eq!(unsigned.code(), "signature_missing");
        let signature = OutputSignature::new("ts.libya-trust-1", "sig/1");
        let issue = IssueOutput { signature: Some(signature.clone()), ..testing::issue() };
        world.does(&handler(), &reference, issue).await;
        let status = world.status(&reference).await;
        assert_eq!(status.outputs[0].signature, Some(signature));
        let issued = told(&world, &auditor(), &reference, "OutputIssued").await;
        assert!(issued.contains("ts.libya-trust-1") && issued.contains("sig/1"), "{issued}");

        let other = world.submits_to(&definition.code).await.reference;
        world.grants(&other).await;
        let ask = testing::ask_exception("LY-10.3", "2025-10-01 00:00", "2025-12-01 00:00");
        changes(&world, manager(), ProviderCommand::RequestException(ask), "ask").await;
        assert_eq!(world.refuses(&handler(), &other, testing::issue()).await.code(), "signature_missing");
        let exception = "mun.tripoli-centre/1".try_into().expect("an exception");
        let grant = GrantException { exception, until: None, note: None };
        changes(&world, regulator(), ProviderCommand::GrantException(grant), "grant").await;
        world.does(&handler(), &other, testing::issue()).await;
        let exempt = &world.status(&other).await.outputs[0];
        assert_eq!(
            (exempt.signature.clone(), exempt.exception.as_ref().map(ToString::to_string)),
            (None, Some("mun.tripoli-centre/1".to_owned()))
        );
        world.history_holds().await;
    })
    .await;
}

/// N1-2: at the post office they see which copy is with them and where the request stands, and nothing of the case.
#[tokio::test]
async fn who_only_hands_out_sees_the_copy_and_nothing_of_the_case() {
    on_every_backend(|world: World| async move {
        let mut definition = testing::on_paper();
        definition.code = "mun.residence-by-the-post".try_into().expect("a code");
        let office = &mut definition.outputs[0].paper.as_mut().expect("on paper").offices[0];
        office.body = Some(testing::POST.try_into().expect("a body"));
        world.talab.publish_for_tests(&definition, &testing::calendar()).await.expect("published");
        let reference = world.submits_to(&definition.code).await.reference;
        world.grants(&reference).await;
        world.does(&handler(), &reference, testing::issue()).await;
        world.does(&handler(), &reference, testing::deliver()).await;
        let post = Actor::officer(
            testing::somebody("o-post-clerk"),
            Role::Clerk,
            testing::POST.try_into().expect("a body"),
        );
        assert_eq!(world.refuses(&post, &reference, testing::collected()).await.code(), "unknown_request");
        world.does(&applicant(), &reference, testing::in_person("2025-10-19 10:00")).await;
        let status = world.talab.as_actor(&post).status(&reference).await.expect("they may know");
        let seen = serde_json::to_string(&status).expect("json");
        for private in ["119900123456", "aisha", "عائشة", "o-handler", "o-decider"] {
            assert!(!seen.contains(private), "{private} is in {seen}");
        }
        assert_eq!(status.outputs.len(), 1);
        assert!(status.outputs[0].paper.is_some() && status.outputs[0].verification_code.is_none());
        let trail = world.talab.as_actor(&post).trail(&reference).await.expect("a trail");
        let lines: Vec<_> = trail.lines.iter().map(|line| line.event).collect();
        assert_eq!(lines, ["CollectionScheduled"]);
        let message = world.talab.as_actor(&post).message(&reference, 1).await.map(|_| ());
        assert_eq!(refusal(message).code(), "notification_unknown");
        world.at("2025-10-19 10:10");
        world.does(&post, &reference, testing::collected()).await;
        assert_eq!(
            world.refuses(&post, &reference, testing::collected()).await.code(),
            "paper_copy_standing"
        );
        world.history_holds().await;
    })
    .await;
}
