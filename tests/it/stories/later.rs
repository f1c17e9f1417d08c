//! What happens beside and after the straight road: sources, other bodies, paper, amendments, silence.

use talab::core::definition::{ObjectionTerms, Silence};
use talab::core::objection::{Against, DecideObjection, Effect, FileObjection, Ruling};
use talab::core::request::duplicates::ReportDuplicate;
use talab::core::request::outputs::OutputStanding;
use talab::core::request::outputs::paper::{
    LapsePaperCopy, PaperStanding, RecordCollectionMissed, RecordPaperDispatched, RecordPaperReturned,
};
use talab::core::request::transfer::ClockRule;
use talab::core::testing::{
    self, CIVIL, applicant, body, decider, handler, officer, source, supervisor, system, verifier,
};
use talab::core::{Outcome, Reason, ReasonCode, Reference, Stage, Text};
use talab::{CommandId, Role};

use super::world::{World, on_every_backend, refusal};

const JANZOUR: &str = "mun.janzour";

async fn concluded(world: &World) -> Reference {
    let reference = world.submits().await.reference;
    world.grants(&reference).await;
    world.does(&handler(), &reference, testing::issue()).await;
    world.does(&handler(), &reference, testing::deliver()).await;
    reference
}

/// Scenario H11: a court revokes, an objection is upheld by another person, the output has effect again.
#[tokio::test]
async fn h11_a_revoked_output_is_reinstated_on_objection() {
    on_every_backend(|world: World| async move {
        let mut definition = testing::definition();
        definition.version = 2;
        definition.objection = Some(ObjectionTerms::new(60, 60));
        world.talab.publish_for_tests(&definition, &testing::calendar()).await.expect("published");
        let reference = concluded(&world).await;
        let before = world.status(&reference).await;
        world.at("2025-11-02 09:00");
        world.does(&decider(), &reference, testing::revoke(ReasonCode::RevCourtOrder)).await;
        let own = world.refuses(&decider(), &reference, testing::approve_amendment()).await;
        assert_eq!(own.code(), "same_person");
        world.does(&supervisor(), &reference, testing::approve_amendment()).await;
        let revoked = world.status(&reference).await;
        assert_eq!(revoked.outputs[0].standing, OutputStanding::Revoked);
        assert_eq!(revoked.outputs[0].revoked, Some(ReasonCode::RevCourtOrder));
        world.at("2025-11-05 09:00");
        let output = "certificate".try_into().expect("an output");
        let objection = FileObjection {
            against: Against::Revocation { output },
            grounds: "ألغت المحكمة العليا الحكم".into(),
        };
        let me = applicant();
        let id = |key: &str| CommandId::new(key).expect("an id");
        let filed =
            world.talab.as_actor(&me).file_objection(&reference, objection, id("o")).await.expect("filed");
        let ruling = DecideObjection {
            ruling: Ruling::Uphold { effect: Effect::ReinstateOutput },
            reasons: vec![Reason::new(ReasonCode::ObjGroundsAccepted)],
            text: Text::new("زال سند الإلغاء", "The ground of the revocation is gone").into(),
        };
        world.at("2025-11-06 09:00");
        let maker =
            world.talab.as_actor(&supervisor()).decide_objection(&filed.id, ruling.clone(), id("d1")).await;
        assert_eq!(super::world::refusal(maker).code(), "same_person", "{filed:?}");
        let another = officer("o-another", Role::Decider);
        world.talab.as_actor(&another).decide_objection(&filed.id, ruling, id("d2")).await.expect("decided");
        world.does(&another, &reference, testing::reinstate()).await;
        world.does(&supervisor(), &reference, testing::approve_amendment()).await;
        let after = world.status(&reference).await;
        assert_eq!(after.outputs[0].standing, OutputStanding::Available);
        assert_eq!(after.outputs[0].verification_code, before.outputs[0].verification_code);
        assert_eq!(after.delivered_at, before.delivered_at);
        world.history_holds().await;
    })
    .await;
}

/// Scenario H10, over the whole engine.
#[tokio::test]
async fn h10_the_post_returns_the_card_and_two_appointments_are_missed() {
    on_every_backend(|world: World| async move {
        let mut definition = testing::on_paper();
        definition.version = 2;
        world.talab.publish_for_tests(&definition, &testing::calendar()).await.expect("published");
        let reference = concluded(&world).await;
        let (me, output) = (applicant(), || "certificate".try_into().expect("an output"));
        world.at("2025-10-21 09:00");
        world.does(&me, &reference, testing::by_post()).await;
        let sent = RecordPaperDispatched { output: output(), tracking: "LP-1".to_owned() };
        world.does(&handler(), &reference, sent).await;
        world.at("2025-10-29 09:00");
        let back = RecordPaperReturned { output: output(), reason: ReasonCode::NtfPostReturned };
        world.does(&handler(), &reference, back).await;
        for (asked, slot, missed) in [
            ("2025-10-30 09:00", "2025-11-02 10:00", "2025-11-02 13:00"),
            ("2025-11-03 09:00", "2025-11-04 10:00", "2025-11-04 13:00"),
        ] {
            world.at(asked);
            let appointment = testing::in_person(slot).collection.expect("an appointment");
            let another =
                talab::core::request::outputs::paper::ScheduleCollection { output: output(), appointment };
            world.does(&me, &reference, another).await;
            world.at(missed);
            world.does(&handler(), &reference, RecordCollectionMissed { output: output() }).await;
        }
        world.at("2026-02-03 00:00");
        world.does(&system(), &reference, LapsePaperCopy { output: output() }).await;
        let status = world.status(&reference).await;
        assert_eq!(status.outputs[0].paper.as_ref().map(|it| it.standing), Some(PaperStanding::Lapsed));
        assert_eq!((status.stage, status.outputs[0].standing), (Stage::Concluded, OutputStanding::Available));
        world.history_holds().await;
    })
    .await;
}

#[tokio::test]
async fn a_source_is_asked_and_its_answer_decides() {
    on_every_backend(|world: World| async move {
        let reference = world.submits().await.reference;
        world.does(&verifier(), &reference, testing::ask_corrections(&["national_no"])).await;
        world.identity.go_down();
        world.does(&applicant(), &reference, testing::correct_answer("national_no", "119900123456")).await;
        let early = world.refuses(&verifier(), &reference, testing::pass()).await;
        assert_eq!(early.code(), "evidence_missing");
        world.does(&verifier(), &reference, testing::ask_source(CIVIL, &["national_no"])).await;
        let asked = world.status_of_officer(&reference).await.questions.remove(0);
        assert!(asked.open);
        let civil = source(CIVIL);
        let seen = world.talab.as_actor(&civil).status(&reference).await.expect("its part");
        assert_eq!((seen.questions.len(), seen.outputs.len(), seen.fees.len()), (1, 0, 0));
        let answer = world.answer(&reference, 1, &[("national_no", "119900123456")]).await;
        let stranger = world.refuses(&source("tax-authority"), &reference, answer.clone()).await;
        assert_eq!(stranger.code(), "unknown_request");
        world.does(&civil, &reference, answer).await;
        world.does(&verifier(), &reference, testing::pass()).await;
        world.history_holds().await;
    })
    .await;
}

#[tokio::test]
async fn a_request_goes_to_the_competent_body_and_its_officers_go_on() {
    on_every_backend(|world: World| async move {
        let reference = world.submits().await.reference;
        world.does(&supervisor(), &reference, testing::transfer_to(JANZOUR, ClockRule::StartsAgain)).await;
        world.at("2025-10-20 09:00");
        let accept = world.takes_over(&reference, 1).await;
        world.does(&body(JANZOUR), &reference, accept).await;
        let there = |role| {
            talab::Actor::officer(testing::somebody("o-janzour"), role, JANZOUR.try_into().expect("a body"))
        };
        world.does(&there(Role::Verifier), &reference, testing::pass()).await;
        let here = world.refuses(&handler(), &reference, testing::step_done()).await;
        assert_eq!(here.code(), "unknown_request");
        let status = world.status(&reference).await;
        assert_eq!((status.provider.as_str(), status.stage), (JANZOUR, Stage::InExecution));
        assert_eq!(status.expected_by.expect("a date").to_string(), "2025-10-26");
        world.history_holds().await;
    })
    .await;
}

#[tokio::test]
async fn silence_speaks_by_itself_where_the_service_says_so() {
    on_every_backend(|world: World| async move {
        let mut definition = testing::definition();
        definition.version = 2;
        definition.rules.silence = Silence::DeemedGranted;
        world.talab.publish_for_tests(&definition, &testing::calendar()).await.expect("published");
        let reference = world.submits().await.reference;
        world.at("2025-10-21 23:59");
        assert_eq!(world.talab.tick().await.expect("ticked").deemed, 0);
        world.at("2025-10-22 00:00");
        assert_eq!(world.talab.tick().await.expect("ticked").deemed, 1);
        assert_eq!(world.talab.tick().await.expect("ticked").deemed, 0);
        let status = world.status(&reference).await;
        assert_eq!((status.stage, status.outcome), (Stage::Decided, Some(Outcome::DeemedGranted)));
        world.does(&handler(), &reference, testing::issue()).await;
        world.does(&handler(), &reference, testing::deliver()).await;
        assert_eq!(world.status(&reference).await.stage, Stage::Concluded);
    })
    .await;
}

#[tokio::test]
async fn a_duplicate_is_closed_and_names_the_other_request() {
    on_every_backend(|world: World| async move {
        let (first, second) = (world.submits().await.reference, world.submits().await.reference);
        let reason = ReasonCode::DupSameApplicantSameService;
        world.does(&system(), &second, ReportDuplicate { of: first.clone(), reason }).await;
        world.does(&verifier(), &second, talab::core::request::duplicates::ConfirmDuplicate::default()).await;
        let status = world.status(&second).await;
        assert_eq!((status.stage, status.outcome), (Stage::Closed, Some(Outcome::Duplicate)));
        assert_eq!(status.duplicate_of, Some(first));
        world.history_holds().await;
    })
    .await;
}

/// Who ends one of two must leave the other: itself, a reference of nobody, and each other in a ring are refused.
#[tokio::test]
async fn a_request_repeats_no_request_that_is_not_there_or_ended() {
    on_every_backend(|world: World| async move {
        let (first, second) = (world.submits().await.reference, world.submits().await.reference);
        let reason = ReasonCode::DupSameApplicantSameService;
        for of in [first.clone(), Reference::from_bits(7)] {
            let tried = world.tries(&verifier(), &first, ReportDuplicate { of, reason }).await;
            assert_eq!(refusal(tried).path(), Some("of"));
        }
        world.does(&verifier(), &first, ReportDuplicate { of: second.clone(), reason }).await;
        world.does(&verifier(), &second, ReportDuplicate { of: first.clone(), reason }).await;
        let confirm = talab::core::request::duplicates::ConfirmDuplicate::default;
        world.does(&verifier(), &first, confirm()).await;
        assert_eq!(refusal(world.tries(&verifier(), &second, confirm()).await).path(), Some("of"));
        world.history_holds().await;
    })
    .await;
}
