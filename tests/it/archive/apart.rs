//! Mandates and objections, for the archive of the present format.

use talab::CommandId;
use talab::core::definition::ObjectionTerms;
use talab::core::mandate::{MandateCommand, RevokeMandate};
use talab::core::objection::{Against, DecideObjection, Effect, FileObjection, Ruling};
use talab::core::testing::{
    self, applicant, decider, handler, mandate_of, representative, supervisor, verifier,
};
use talab::core::{ApplicantClass, Party, Reason, ReasonCode, Reference, Text};

use crate::stories::{World, complete};

fn id(name: &str) -> CommandId {
    CommandId::new(name).expect("an id")
}

pub(super) async fn lived(world: &World) {
    world.at("2025-11-10 09:00");
    mandates(world).await;
    objections(world).await;
}

async fn mandates(world: &World) {
    let (me, lawyer) = (applicant(), representative());
    let power = mandate_of(&me.person, &lawyer.person);
    let mandate = world.talab.as_actor(&me).grant_mandate(power, id("archive-grant")).await.expect("granted");
    let party = Party::new(me.person.clone(), ApplicantClass::Citizen);
    let under = world.talab.as_actor(&lawyer).under(&mandate);
    let _ = under.submit(complete().on_behalf_of(party)).await.expect("submitted");
    let revoke = MandateCommand::RevokeMandate(RevokeMandate { reason: "انتهت العلاقة".into() });
    world.talab.as_actor(&me).change_mandate(&mandate, revoke, id("archive-revoke")).await.expect("revoked");
}

async fn objections(world: &World) {
    let mut definition = testing::definition();
    definition.code = "mun.residence-with-objection".try_into().expect("a code");
    definition.objection = Some(ObjectionTerms::new(60, 60));
    world.talab.publish_for_tests(&definition, &testing::calendar()).await.expect("published");
    let mut denied = Vec::new();
    for _ in 0..4 {
        let reference = world.submits_to(&definition.code).await.reference;
        world.does(&verifier(), &reference, testing::pass()).await;
        world.does(&handler(), &reference, testing::step_done()).await;
        world.does(&handler(), &reference, testing::denial()).await;
        world.does(&decider(), &reference, testing::approve()).await;
        denied.push(reference);
    }
    let me = applicant();
    for (number, reference) in denied.iter().enumerate() {
        let ruling = match number {
            0 => Ruling::Uphold { effect: Effect::DecideAnew },
            1 => Ruling::UpholdPartly { effect: Effect::CorrectOutcome },
            _ => Ruling::Dismiss,
        };
        let filed = files(world, reference, number).await;
        if number == 3 {
            world
                .talab
                .as_actor(&me)
                .withdraw_objection(&filed, id("archive-back"))
                .await
                .expect("withdrawn");
            continue;
        }
        let code = if number == 2 { ReasonCode::ObjGroundsRejected } else { ReasonCode::ObjGroundsAccepted };
        let decide = DecideObjection {
            ruling,
            reasons: vec![Reason::new(code)],
            text: Text::new("نُظر في الأسباب", "The grounds were weighed").into(),
        };
        let key = id(&format!("archive-decide-{number}"));
        world.talab.as_actor(&supervisor()).decide_objection(&filed, decide, key).await.expect("decided");
    }
    // Too late, and so inadmissible.
    let late = world.submits_to(&definition.code).await.reference;
    world.does(&verifier(), &late, testing::pass()).await;
    world.does(&handler(), &late, testing::step_done()).await;
    world.does(&handler(), &late, testing::denial()).await;
    world.does(&decider(), &late, testing::approve()).await;
    world.at("2026-03-10 09:00");
    let _ = files(world, &late, 9).await;
}

async fn files(world: &World, reference: &Reference, number: usize) -> talab::core::ObjectionId {
    let objection = FileObjection {
        against: Against::Outcome,
        grounds: "أقيم في البلدية منذ عشر سنوات".into(),
    };
    let me = applicant();
    let key = id(&format!("archive-objection-{number}"));
    world.talab.as_actor(&me).file_objection(reference, objection, key).await.expect("filed").id
}
