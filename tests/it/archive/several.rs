//! Two payment systems behind one order, a step whose file is kept elsewhere, and an applicant who lives abroad.

use talab::Reference;
use talab::core::request::fees::{AssessFee, RequestRefund};
use talab::core::request::off_system::RecordOffSystem;
use talab::core::testing::{self, applicant, cashier, handler, supervisor};
use talab::core::{BodyId, ChannelMessage, Country, ReasonCode, StepId};

use crate::stories::{World, complete_for};

pub(super) async fn lived(world: &World) {
    world.at("2025-11-02 09:00");
    let filed = from_abroad(world).await;
    let step = Some(StepId::new("verify-address").expect("a step"));
    let elsewhere = RecordOffSystem { step, ..testing::off_system("MOI/2025/17") };
    world.does(&handler(), &filed, elsewhere).await;
    world.does(&handler(), &filed, AssessFee::default()).await;
    world.does(&handler(), &filed, testing::ask_payment(&["review"])).await;
    let mut by = cashier();
    by.body = Some(wallet());
    let mut payment = world.paid(&filed, 1, 201).await;
    payment.message = payment.message.map(|it| ChannelMessage { from: wallet(), ..it });
    world.does(&by, &filed, payment).await;
    let refund =
        RequestRefund { order: 1, amount: testing::dirhams(10_000), reason: ReasonCode::RfdProviderFault };
    world.does(&supervisor(), &filed, refund).await;
}

fn wallet() -> BodyId {
    BodyId::new("mobile-wallet").expect("a body")
}

async fn from_abroad(world: &World) -> Reference {
    let mut definition = testing::charged();
    definition.code = "mun.residence-by-wallet".try_into().expect("a code");
    definition.fees.other_gateways = vec![wallet()];
    definition.steps = testing::several_bodies().steps;
    definition.joins = testing::several_bodies().joins;
    world.talab.publish_for_tests(&definition, &testing::calendar()).await.expect("published");
    let country = Country::new("TN").expect("a country");
    let submission = complete_for(definition.code.as_str()).living_in(country);
    world.talab.as_actor(&applicant()).submit(submission).await.expect("filed").reference
}
