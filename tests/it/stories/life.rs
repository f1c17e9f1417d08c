//! The stories of a life, H1 and H2 among them.

use talab::core::request::decision::ReturnDecision;
use talab::core::request::notices::{
    NoticeChannel, Purpose, RecordNotificationDelivered, RecordNotificationFailed,
};
use talab::core::request::outputs::OpenOutput;
use talab::core::testing::{self, applicant, decider, gateway, handler, verifier};
use talab::core::{Outcome, ReasonCode, Stage};
use talab::projections::NotificationStatus;
use talab::{Intake, Submission};

use super::world::{SERVICE, World, complete, on_every_backend};

/// H1: straight through; the e-mail bounces; the delivery stays what it is.
#[tokio::test]
async fn straight_through_with_a_bounced_email() {
    on_every_backend(|world: World| async move {
        let filed = world.submits().await;
        let Intake::Acknowledged { received_at, expected_by, .. } = &filed.outcome else {
            panic!("{filed:?}")
        };
        assert_eq!(received_at.to_string(), "2025-10-16T08:30:00.000000Z");
        assert_eq!(expected_by.due_date.to_string(), "2025-10-21");
        let reference = filed.reference;
        world.at("2025-10-19 09:00");
        world.grants(&reference).await;
        world.does(&handler(), &reference, testing::issue()).await;
        world.at("2025-10-19 10:00");
        world.does(&handler(), &reference, testing::deliver()).await;
        world.at("2025-10-19 11:00");
        let status = world.status(&reference).await;
        let completion = |channel: NoticeChannel| {
            let is_it = |it: &&NotificationStatus| it.purpose == Purpose::Completion && it.channel == channel;
            let found = status.notifications.iter().find(is_it);
            found.map(|it| it.number).expect("a duty to tell")
        };
        world
            .does(
                &gateway(),
                &reference,
                RecordNotificationDelivered { number: completion(NoticeChannel::Portal) },
            )
            .await;
        let bounced = RecordNotificationFailed {
            number: completion(NoticeChannel::Email),
            reason: ReasonCode::NtfBounced,
        };
        world.does(&gateway(), &reference, bounced).await;

        let status = world.status(&reference).await;
        assert_eq!((status.stage, status.outcome), (Stage::Concluded, Some(Outcome::Granted)));
        assert_eq!(
            status.delivered_at.map(|at| at.to_string()).as_deref(),
            Some("2025-10-19T08:00:00.000000Z")
        );
        assert!(
            status
                .notifications
                .iter()
                .any(|it| it.channel == NoticeChannel::Email && it.purpose == Purpose::Completion)
        );
    })
    .await;
}

/// H2: missing twice, complete at the third attempt, on a Friday night.
#[tokio::test]
async fn complete_on_a_friday_night() {
    on_every_backend(|world: World| async move {
        let me = applicant();
        let me = world.talab.as_actor(&me);
        let filed =
            me.submit(Submission::to(SERVICE).answer("owns_dwelling", false)).await.expect("an answer");
        let Intake::Rejected { reasons, .. } = &filed.outcome else { panic!("{filed:?}") };
        assert!(reasons.len() > 2, "every reason at once: {reasons:?}");
        let reference = filed.reference;
        world.at("2025-10-16 18:00");
        let again =
            me.supplement(&reference, Submission::supplement().answer("full_name", "عائشة علي محمد عمر"));
        assert!(matches!(again.await.expect("an answer").outcome, Intake::Rejected { .. }));
        world.at("2025-10-17 23:59");
        let filed = me.supplement(&reference, complete()).await.expect("an answer");
        let Intake::Acknowledged { received_at, expected_by, .. } = &filed.outcome else {
            panic!("{filed:?}")
        };
        assert_eq!(
            received_at.to_string(),
            "2025-10-17T21:59:00.000000Z",
            "Friday night is a lawful instant"
        );
        assert_eq!(expected_by.due_date.to_string(), "2025-10-21", "days are counted from Sunday");

        let trail = me.trail(&reference).await.expect("a trail");
        let count = |name: &str| trail.lines.iter().filter(|line| line.event == name).count();
        assert_eq!((count("Acknowledged"), count("Rejected")), (1, 2));
    })
    .await;
}

#[tokio::test]
async fn a_source_that_is_down_costs_the_applicant_no_day() {
    on_every_backend(|world: World| async move {
        world.identity.go_down();
        let filed = world.submits().await;
        assert!(matches!(filed.outcome, Intake::Received { .. }), "{filed:?}");
        world.at("2025-10-19 15:00");
        assert_eq!(world.talab.tick().await.expect("a tick").confirmed, 0, "the source is still down");
        let waiting = world.position().await;
        world.identity.confirm();
        assert_eq!(world.talab.tick().await.expect("a tick").confirmed, 1);
        assert!(world.position().await > waiting);
        let status = world.status(&filed.reference).await;
        assert_eq!(status.stage, Stage::Acknowledged);
        assert_eq!(
            status.received_at.map(|at| at.to_string()).as_deref(),
            Some("2025-10-16T08:30:00.000000Z")
        );
        assert_eq!(status.expected_by.map(|date| date.to_string()).as_deref(), Some("2025-10-21"));
    })
    .await;
}

#[tokio::test]
async fn a_mismatch_is_told_and_may_be_supplemented() {
    on_every_backend(|world: World| async move {
        world.identity.mismatch(vec!["national_no".try_into().expect("a field")]);
        let filed = world.submits().await;
        let Intake::Rejected { reasons, .. } = &filed.outcome else { panic!("{filed:?}") };
        assert_eq!(reasons[0].code, ReasonCode::NakIdentityMismatch);
        world.identity.confirm();
        world.at("2025-10-17 09:00");
        let me = applicant();
        let right = Submission::supplement().answer("national_no", "119850123457");
        let filed = world.talab.as_actor(&me).supplement(&filed.reference, right).await.expect("an answer");
        let Intake::Acknowledged { received_at, .. } = filed.outcome else { panic!("{filed:?}") };
        assert_eq!(
            received_at.to_string(),
            "2025-10-17T07:00:00.000000Z",
            "the completing submission counts"
        );
    })
    .await;
}

#[tokio::test]
async fn corrections_stop_the_clock_and_say_why_the_date_moved() {
    on_every_backend(|world: World| async move {
        let reference = world.submits().await.reference;
        world.at("2025-10-19 09:00");
        world.does(&verifier(), &reference, testing::ask_corrections(&["address"])).await;
        let status = world.status(&reference).await;
        assert_eq!((status.stage, status.provisional), (Stage::AwaitingCorrection, true));
        world.at("2025-10-21 12:00");
        world.does(&applicant(), &reference, testing::correct_answer("address", "شارع الجمهورية 7")).await;
        let status = world.status(&reference).await;
        // Sunday and Monday did not count; the 23rd is Liberation Day.
        assert_eq!(status.expected_by.map(|date| date.to_string()).as_deref(), Some("2025-10-26"));
        assert_eq!(status.why_moved.len(), 1);
        let other =
            world.refuses(&applicant(), &reference, testing::correct_answer("full_name", "اسم آخر")).await;
        assert_eq!(other.code(), "wrong_stage");
    })
    .await;
}

#[tokio::test]
async fn a_denial_gives_reasons_and_remedies_and_needs_a_second_person() {
    on_every_backend(|world: World| async move {
        let reference = world.submits().await.reference;
        world.does(&verifier(), &reference, testing::pass()).await;
        world.does(&handler(), &reference, testing::step_done()).await;
        world.does(&handler(), &reference, testing::denial()).await;
        let own = testing::officer("o-handler", talab::Role::Decider);
        let refusal = world.refuses(&own, &reference, testing::approve()).await;
        assert_eq!(refusal.code(), "same_person");
        world.does(&decider(), &reference, ReturnDecision { reason: "unclear".into() }).await;
        world.does(&handler(), &reference, testing::denial()).await;
        world.does(&decider(), &reference, testing::approve()).await;
        let status = world.status(&reference).await;
        assert_eq!((status.stage, status.outcome), (Stage::Concluded, Some(Outcome::Denied)));
        assert!(!status.reasons.is_empty() && status.remedies.is_some());
    })
    .await;
}

#[tokio::test]
async fn an_output_is_delivered_once_whatever_comes_after() {
    on_every_backend(|world: World| async move {
        let reference = world.submits().await.reference;
        world.grants(&reference).await;
        let early = world.refuses(&handler(), &reference, testing::deliver()).await;
        assert_eq!(early.code(), "output_not_issued");
        world.does(&handler(), &reference, testing::issue()).await;
        world.does(&handler(), &reference, testing::deliver()).await;
        let delivered = world.status(&reference).await.delivered_at;
        world.at("2025-10-20 10:00");
        let again = world.does(&handler(), &reference, testing::deliver()).await;
        assert!(again.events.is_empty(), "nothing is left to do");
        let output = "certificate".try_into().expect("an output");
        world.does(&applicant(), &reference, OpenOutput { output }).await;
        assert_eq!(world.status(&reference).await.delivered_at, delivered);
    })
    .await;
}
