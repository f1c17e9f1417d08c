//! Notices beyond article 18, and licensed trust services, as a host lives with them (N1-7, LY-7.1b, SA-3).

use talab::core::definition::{NoticeTerms, ServiceDefinition, SignatureTerms};
use talab::core::request::notices::{
    NoticeChannel, Purpose, RecordNotificationDelivered, RecordNotificationFailed,
};
use talab::core::request::outputs::{IssueOutput, OutputSignature};
use talab::core::rulebook::RulebookCommand;
use talab::core::testing::{
    self, applicant, auditor, gateway, handler, license_trust_service, regulator, supervisor,
    withdraw_trust_service,
};
use talab::core::{CommandId, ReasonCode, Stage};
use talab::projections::NotificationStatus;
use talab::{Lang, Reference};

use super::world::{World, complete_for, on_every_backend, refusal};

const PHONE: &str = "+218912345678";

async fn published(world: &World) -> ServiceDefinition {
    let mut definition = testing::definition();
    definition.code = "mun.residence-by-phone".try_into().expect("a code");
    definition.notices = Some(NoticeTerms::new(vec![NoticeChannel::Sms], true));
    definition.outputs[0].signature = Some(SignatureTerms::Required);
    world.talab.publish_for_tests(&definition, &testing::calendar()).await.expect("published");
    definition
}

async fn filed(world: &World) -> Reference {
    let service = published(world).await;
    let me = applicant();
    let submission = complete_for(service.code.as_str()).address(NoticeChannel::Sms, "00218 91 234 56 78");
    world.talab.as_actor(&me).submit(submission).await.expect("submitted").reference
}

fn to(open: &[NotificationStatus], channel: NoticeChannel) -> &NotificationStatus {
    open.iter().find(|it| it.channel == channel).expect("open")
}

#[tokio::test]
async fn a_text_message_is_sent_to_the_number_that_was_given_and_nobody_else_is_told_the_number() {
    on_every_backend(|world: World| async move {
        let reference = filed(&world).await;
        let status = world.status(&reference).await;
        let sms = to(&status.notifications, NoticeChannel::Sms);
        assert!(sms.further && !to(&status.notifications, NoticeChannel::Email).further);
        assert!(status.notifications.iter().all(|it| it.channel != NoticeChannel::ProviderDesk));
        let message =
            world.talab.as_actor(&gateway()).message(&reference, sms.number).await.expect("a message");
        assert_eq!(message.to.as_deref(), Some(PHONE));
        assert!(message.body.get(Lang::En).contains(reference.as_str()));
        for other in [applicant(), supervisor(), auditor()] {
            let message =
                world.talab.as_actor(&other).message(&reference, sms.number).await.expect("a message");
            assert_eq!(message.to, None, "{:?}", other.role);
        }
        let me = applicant();
        // In the trail it is the service's own, and no duty of article 18.
        let trail = world.talab.as_actor(&me).trail(&reference).await.expect("a trail");
        let rests = |id: &str| {
            trail.lines.iter().filter(|it| it.basis.iter().any(|ground| ground.rule == id)).count()
        };
        assert_eq!(rests("N1-7"), 1);
        let given = world.talab.as_actor(&me).disclose(&reference, &[]).await.expect("given");
        assert_eq!(given.record.addresses.get(&NoticeChannel::Sms).map(String::as_str), Some(PHONE));
        let events =
            world.talab.log().read_all(talab::store::Position::START, 10_000).await.expect("readable");
        let told = events.iter().filter(|event| event.payload.contains(PHONE)).count();
        assert_eq!(told, 1, "in the personal part of one event");
        let number = sms.number;
        world.does(&gateway(), &reference, RecordNotificationDelivered { number }).await;
        let sent = world.talab.as_actor(&gateway()).message(&reference, number).await.expect("a message");
        assert_eq!(sent.to, None, "what was sent needs its address no more");
        world.history_holds().await;
    })
    .await;
}

/// LY-7.1b: of every service that was proposed since that is asked of all.
#[tokio::test]
async fn every_provider_is_told_of_a_new_request() {
    on_every_backend(|world: World| async move {
        let reference = world.submits().await.reference;
        let open = world.status_of_officer(&reference).await.notifications;
        let desk = to(&open, NoticeChannel::ProviderDesk);
        assert_eq!((desk.purpose, desk.further), (Purpose::NewRequest, true));
        world.history_holds().await;
    })
    .await;
}

#[tokio::test]
async fn the_providers_desk_is_told_of_a_new_request_once_and_the_applicant_sees_no_duty_in_it() {
    on_every_backend(|world: World| async move {
        let reference = filed(&world).await;
        let status = world.status_of_officer(&reference).await;
        let desk = to(&status.notifications, NoticeChannel::ProviderDesk);
        assert_eq!((desk.purpose, desk.further), (Purpose::NewRequest, true));
        let number = desk.number;
        for reader in [supervisor(), gateway()] {
            let said = world.talab.as_actor(&reader).message(&reference, number).await.expect("a message");
            assert!(said.body.get(Lang::Ar).contains(reference.as_str()) && said.to.is_none());
        }
        let me = applicant();
        let hidden = world.talab.as_actor(&me).message(&reference, number).await;
        assert_eq!(refusal(hidden).code(), "notification_unknown");
        let given = world.talab.as_actor(&me).disclose(&reference, &[]).await.expect("given");
        let messages = given.record.messages.expect("messages");
        assert!(messages.iter().all(|it| it.channel != NoticeChannel::ProviderDesk));
        let due = world.status(&reference).await.expected_at;
        let failed = RecordNotificationFailed { number, reason: ReasonCode::NtfGatewayDown };
        world.does(&gateway(), &reference, failed).await;
        assert_eq!(world.status(&reference).await.expected_at, due, "no date moves");
        let open = world.status_of_officer(&reference).await.notifications;
        assert_eq!(to(&open, NoticeChannel::ProviderDesk).failed, Some(ReasonCode::NtfGatewayDown));
        world.does(&gateway(), &reference, RecordNotificationDelivered { number }).await;
        world.refuses(&gateway(), &reference, RecordNotificationDelivered { number }).await;
        world.history_holds().await;
    })
    .await;
}

#[tokio::test]
async fn an_output_is_issued_with_the_signature_of_a_trust_service_that_is_licensed_then() {
    on_every_backend(|world: World| async move {
        let reference = filed(&world).await;
        world.grants(&reference).await;
        let sets = async |command: RulebookCommand| {
            let id = CommandId::new(world.position().await.to_string()).expect("an id");
            world.talab.as_actor(&regulator()).change_rulebook(command, id).await.expect("set");
        };
        let signature = || Some(OutputSignature::new("ts.libya-trust-1", "sig/1"));
        let issue = || IssueOutput { signature: signature(), ..testing::issue() };
        sets(license_trust_service("ts.another").into()).await;
        let refused = world.refuses(&handler(), &reference, issue()).await;
        assert_eq!((refused.code(), refused.rule().id), ("trust_service_not_licensed", "SA-3"));
        sets(license_trust_service("ts.libya-trust-1").into()).await;
        world.does(&handler(), &reference, issue()).await;
        sets(withdraw_trust_service("ts.libya-trust-1").into()).await;
        world.does(&handler(), &reference, testing::deliver()).await;
        assert_eq!(world.status(&reference).await.stage, Stage::Concluded, "what was issued stays issued");
        let held = world.talab.as_actor(&auditor()).rulebook().await.expect("readable").trust_services;
        let held: Vec<_> = held.expect("a register").into_iter().map(|it| it.of).collect();
        assert_eq!(held, ["ts.another"]);
        world.history_holds().await;
    })
    .await;
}
