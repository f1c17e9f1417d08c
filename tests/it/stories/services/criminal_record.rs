//! S1, the criminal-record certificate: straight through, the third attempt on a Friday night, the same command five times,
//! a secret document.

use talab::core::request::notices::{NoticeChannel, Purpose, RecordNotificationFailed};
use talab::core::testing::{applicant, dirhams, gateway, resident};
use talab::core::{ApplicantClass, CommandId, Outcome, ReasonCode, Stage};
use talab::{Intake, Reference, Role, Submission};

use super::super::world::{World, on_every_backend, refusal};
use super::office::{Office, paper};

const FILE: &str = "criminal-record.toml";
const CODE: &str = "moi.criminal-record";

fn born(day: &str) -> Submission {
    Submission::to(CODE)
        .answer("national_no", "119900123456")
        .answer("full_name", "عائشة سالم محمد الزوي")
        .answer("mother_name", "فاطمة علي عمر")
        .answer("birth_date", day)
        .answer("purpose", "work")
        .email("aisha@example.ly")
}

fn complete() -> Submission {
    born("1990-01-15").document(paper("photo", "jpg"))
}

/// The fee is a part of the submission: the request is received when it is paid.
async fn submits(office: &Office, submission: Submission) -> Reference {
    let filed = office.world.talab.as_actor(&applicant()).submit(submission).await.expect("submitted");
    let Intake::AwaitsPayment { total, .. } = &filed.outcome else { panic!("{:?}", filed.outcome) };
    assert_eq!(total, &dirhams(10_000));
    pays(office, &filed.reference).await;
    filed.reference
}

async fn pays(office: &Office, on: &Reference) {
    let (cashier, payment) = office.payment(on, 10_000, 1).await;
    office.world.does(&cashier, on, payment).await;
    assert_eq!(office.world.status(on).await.stage, Stage::Acknowledged);
}

/// H1: straight through; the e-mail bounces; the request is concluded, and the duty to tell by e-mail stays open.
#[tokio::test]
async fn h1_straight_through_and_the_email_bounces() {
    on_every_backend(|world: World| async move {
        let office = Office::opens(world, FILE).await;
        let reference = submits(&office, complete()).await;
        office.verifies(&reference).await;
        office.completes(&reference, "search-records").await;
        office.grants(&reference, &[]).await;
        office.world.at("2025-10-19 10:00");
        office.delivers(&reference, "certificate").await;
        let told = office.world.status(&reference).await.notifications;
        let email = told
            .iter()
            .find(|it| it.purpose == Purpose::Completion && it.channel == NoticeChannel::Email)
            .expect("a duty");
        let bounced = RecordNotificationFailed { number: email.number, reason: ReasonCode::NtfBounced };
        office.world.does(&gateway(), &reference, bounced).await;
        let status = office.world.status(&reference).await;
        assert_eq!((status.stage, status.outcome), (Stage::Concluded, Some(Outcome::Granted)));
        let delivered = status.delivered_at.map(|at| at.to_string());
        assert_eq!(delivered.as_deref(), Some("2025-10-19T08:00:00.000000Z"), "when it was available");
        let open = status.notifications.iter().find(|it| it.number == email.number).expect("still open");
        assert_eq!(open.failed, Some(ReasonCode::NtfBounced));
        let valid = status.outputs.first().and_then(|it| it.valid_until).map(|day| day.to_string());
        assert_eq!(valid.as_deref(), Some("2026-01-19"), "three months");
    })
    .await;
}

/// H2: the photograph is missing twice, and the third attempt is complete on a Friday night.
#[tokio::test]
async fn h2_complete_at_the_third_attempt_on_a_friday_night() {
    on_every_backend(|world: World| async move {
        let office = Office::opens(world, FILE).await;
        let me = applicant();
        let me = office.world.talab.as_actor(&me);
        let filed = me.submit(born("1990-01-15")).await.expect("an answer");
        let Intake::Rejected { reasons, .. } = &filed.outcome else { panic!("{filed:?}") };
        assert_eq!(reasons[0].item.as_deref(), Some("photo"));
        let reference = filed.reference;
        office.world.at("2025-10-17 20:00");
        let again = me.supplement(&reference, Submission::supplement().answer("addressee", "المصرف"));
        assert!(matches!(again.await.expect("an answer").outcome, Intake::Rejected { .. }));
        office.world.at("2025-10-17 23:30");
        let last = me.supplement(&reference, Submission::supplement().document(paper("photo", "jpg")));
        assert!(matches!(last.await.expect("an answer").outcome, Intake::AwaitsPayment { .. }));
        pays(&office, &reference).await;
        let status = office.world.status(&reference).await;
        let received_at = status.received_at.expect("received").to_string();
        assert_eq!(received_at, "2025-10-17T21:30:00.000000Z", "Friday, 23:30 in Tripoli");
        let expected_by = status.expected_by.expect("a date").to_string();
        assert_eq!(expected_by, "2025-10-21", "Sunday, Monday, Tuesday");
        assert_eq!(office.count(&reference, "Acknowledged").await, 1);
        assert_eq!(office.count(&reference, "Rejected").await, 2);
    })
    .await;
}

/// H3: the same command five times is one act; the same id with another content is refused.
#[tokio::test]
async fn h3_the_same_command_five_times_and_then_another() {
    on_every_backend(|world: World| async move {
        let office = Office::opens(world, FILE).await;
        let me = applicant();
        let me = office.world.talab.as_actor(&me);
        let id = CommandId::new("portal-7").expect("an id");
        let mut references = Vec::new();
        for time in 0..5 {
            let filed = me.submit(complete()).id(id.clone()).await.expect("submitted");
            assert_eq!(filed.replayed, time > 0);
            references.push(filed.reference);
        }
        references.dedup();
        assert_eq!(references.len(), 1);
        assert_eq!(office.count(&references[0], "Submitted").await, 1);
        let other = me.submit(complete().answer("purpose", "study")).id(id).await;
        assert_eq!(refusal(other).code(), "command_id_reused");
    })
    .await;
}

/// H15: a secret document is refused, and nothing of it is stored.
#[tokio::test]
async fn h15_a_secret_document_leaves_no_trace() {
    let office = Office::opens(World::in_memory().await, FILE).await;
    let mut secret = paper("photo", "jpg");
    secret.classified = true;
    secret.locator = Some("vault/secret-photo".to_owned());
    let refused = office.world.talab.as_actor(&applicant()).submit(born("1990-01-15").document(secret)).await;
    assert_eq!(refusal(refused).code(), "out_of_scope_document");
    let all = office.world.talab.log().read_all(talab::store::Position::START, 10_000).await.expect("events");
    assert!(all.iter().all(|event| !event.payload.contains("secret-photo")));
    assert!(office.world.talab.log().streams("Request", None, 9).await.expect("readable").is_empty());
}

/// The condition on the age is judged on the day of the submission, however late the decision comes.
#[tokio::test]
async fn eighteen_on_the_day_of_the_submission() {
    for (day, grants) in [("2007-10-16", true), ("2007-10-17", false)] {
        let office = Office::opens(World::in_memory().await, FILE).await;
        let reference = submits(&office, born(day).document(paper("photo", "jpg"))).await;
        office.verifies(&reference).await;
        office.world.at("2025-10-20 10:00");
        office.completes(&reference, "search-records").await;
        let tried = office.world.tries(&office.officer(Role::Handler), &reference, Office::grant(&[])).await;
        match grants {
            true => assert!(tried.is_ok(), "{tried:?}"),
            false => assert!(refusal(tried).to_string().contains("c2")),
        }
    }
}

/// A resident has no national number, but a residence number and a passport.
#[tokio::test]
async fn a_resident_gives_other_things() {
    let office = Office::opens(World::in_memory().await, FILE).await;
    let (omar, _) = resident();
    let me = office.world.talab.as_actor(&omar);
    let submission = complete().class(ApplicantClass::Resident);
    let gaps = me.check_submission(&submission).await.expect("checked");
    let items: Vec<_> = gaps.iter().map(|gap| gap.missing.item.as_str()).collect();
    assert_eq!(items, ["residence_no", "passport", "issue"]);
    let travels = complete().answer("purpose", "travel");
    let aisha = applicant();
    let gaps = office.world.talab.as_actor(&aisha).check_submission(&travels).await.expect("checked");
    assert_eq!(gaps.len(), 2, "whoever travels shows a passport: {gaps:?}");
    assert_eq!(gaps[1].text.en, "payment of the fee “Issue fee”");
}

/// Who doesn't pay in time is told so by rule, and may pay later: what is paid then is the receipt.
#[tokio::test]
async fn an_unpaid_submission_is_not_received() {
    on_every_backend(|world: World| async move {
        let office = Office::opens(world, FILE).await;
        let me = applicant();
        let me = office.world.talab.as_actor(&me);
        let filed = me.submit(complete()).await.expect("an answer");
        let reference = filed.reference;
        let gateway = office.payment(&reference, 9_999, 1).await;
        let short = refusal(office.world.tries(&gateway.0, &reference, gateway.1).await);
        assert_eq!(short.code(), "amount_mismatch");
        office.world.at("2025-11-05 00:00");
        assert_eq!(office.world.talab.tick().await.expect("ticked").expired, 1);
        let status = office.world.status(&reference).await;
        assert_eq!((status.stage, status.received_at), (Stage::Rejected, None));
        let again = me.supplement(&reference, Submission::supplement()).await.expect("an answer");
        let Intake::AwaitsPayment { order, .. } = again.outcome else { panic!("{:?}", again.outcome) };
        assert_eq!(order, 2);
        let (cashier, payment) = office.payment(&reference, 10_000, 2).await;
        office.world.does(&cashier, &reference, payment).await;
        let received = office.world.status(&reference).await.received_at.expect("received").to_string();
        assert_eq!(received, "2025-11-04T22:00:00.000000Z");
        office.world.history_holds().await;
    })
    .await;
}
