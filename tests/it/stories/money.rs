//! Fees through the whole engine: ordered, paid by the payment system's message, expired, and told to the applicant.

use talab::core::request::fees::{AssessFee, RequestRefund};
use talab::core::testing::{self, ask_payment, cashier, handler, step_done, supervisor, verifier};
use talab::core::{BodyId, ChannelMessage, ReasonCode, ServiceCode};
use talab::{NotDone, Reference, Ticked};

use super::world::{World, on_every_backend};

/// A verified request whose first fee is ordered.
async fn ordered(world: &World) -> Reference {
    let mut definition = testing::charged();
    definition.code = ServiceCode::new("mun.residence-for-money").expect("a code");
    world.talab.publish_for_tests(&definition, &testing::calendar()).await.expect("published");
    let reference = world.submits_to(&definition.code).await.reference;
    world.does(&verifier(), &reference, testing::pass()).await;
    world.does(&handler(), &reference, AssessFee::default()).await;
    world.does(&handler(), &reference, ask_payment(&["review"])).await;
    reference
}

#[tokio::test]
async fn what_needs_a_fee_goes_on_when_it_is_paid() {
    on_every_backend(|world: World| async move {
        let reference = ordered(&world).await;
        assert_eq!(world.refuses(&handler(), &reference, step_done()).await.code(), "payment_due");
        let me = testing::applicant();
        let told = world.talab.as_actor(&me).message(&reference, 4).await.expect("a message");
        assert_eq!(told.title.en, "A fee is due for your request");
        assert!(told.body.en.contains("50.000 LYD") && told.body.ar.contains("50.000 LYD"), "{told:?}");
        let told = world
            .talab
            .as_actor(&cashier())
            .message(&reference, 4)
            .await
            .expect_err("not for the payment system");
        assert!(
            matches!(&told, NotDone::Refused(refusal) if refusal.code() == "notification_unknown"),
            "{told:?}"
        );
        let payment = world.paid(&reference, 1, 1).await;
        world.does(&cashier(), &reference, payment).await;
        world.does(&handler(), &reference, step_done()).await;
        let status = world.status(&reference).await;
        assert!(status.orders[0].paid && status.orders[0].message.is_none());
    })
    .await;
}

#[tokio::test]
async fn an_order_that_nobody_pays_expires_by_itself() {
    on_every_backend(|world: World| async move {
        let reference = ordered(&world).await;
        world.at("2025-10-20 09:00");
        assert_eq!(world.talab.tick().await.expect("a tick"), Ticked::default());
        world.at("2025-10-28 09:00");
        assert_eq!(world.talab.tick().await.expect("a tick").expired, 1);
        assert_eq!(world.talab.tick().await.expect("a tick").expired, 0);
        world.does(&handler(), &reference, ask_payment(&["review"])).await;
    })
    .await;
}

/// SA-2: several payment systems behind one order.
#[tokio::test]
async fn an_order_is_paid_through_another_payment_system_and_both_see_it() {
    on_every_backend(|world: World| async move {
        let wallet = BodyId::new("mobile-wallet").expect("a body");
        let mut definition = testing::charged();
        definition.code = ServiceCode::new("mun.residence-for-money").expect("a code");
        definition.fees.other_gateways = vec![wallet.clone()];
        world.talab.publish_for_tests(&definition, &testing::calendar()).await.expect("published");
        let reference = world.submits_to(&definition.code).await.reference;
        world.does(&verifier(), &reference, testing::pass()).await;
        world.does(&handler(), &reference, AssessFee::default()).await;
        world.does(&handler(), &reference, ask_payment(&["review"])).await;
        let mut by = cashier();
        by.body = Some(wallet.clone());
        for system in [&by, &cashier()] {
            let status = world.talab.as_actor(system).status(&reference).await.expect("its part");
            assert_eq!(status.orders.len(), 1, "{:?}", system.body);
        }
        let mut payment = world.paid(&reference, 1, 1).await;
        payment.message = payment.message.map(|it| ChannelMessage { from: wallet, ..it });
        world.does(&by, &reference, payment).await;
        world.does(&handler(), &reference, step_done()).await;
        let twice = world.paid(&reference, 1, 2).await;
        let kept = world.does(&cashier(), &reference, twice).await;
        assert_eq!(kept.events, ["LateAnswerKept"], "and can be paid back");
        let back = testing::dirhams(50_000);
        let ask = RequestRefund { order: 1, amount: back, reason: ReasonCode::RfdDuplicatePayment };
        world.does(&supervisor(), &reference, ask).await;
        // Each is told what it has to do with, and nothing that it could take for its own.
        for (system, refunds) in [(&by, 0), (&cashier(), 1)] {
            let status = world.talab.as_actor(system).status(&reference).await.expect("its part");
            assert_eq!(status.orders[0].refunds.len(), refunds, "{:?}", system.body);
            let trail = world.talab.as_actor(system).trail(&reference).await.expect("its part");
            let asked = trail.lines.iter().filter(|line| line.event == "RefundRequested").count();
            assert_eq!(asked, refunds, "{:?}", system.body);
            let actions = world.talab.as_actor(system).available_actions(&reference).await.expect("offers");
            let offered = actions.iter().filter(|it| it.command.name() == "RecordRefund").count();
            assert_eq!(offered, refunds, "{:?}", system.body);
        }
        let officer = world.status_of_officer(&reference).await;
        assert_eq!(officer.orders[0].refunds[0].gateway.as_str(), testing::GATEWAY);
        world.history_holds().await;
    })
    .await;
}
