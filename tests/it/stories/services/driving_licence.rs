//! S4, renewal of a driving licence: what officers take from the record decides on fee and conditions.

use talab::core::testing::{applicant, record_value};
use talab::core::{Outcome, Stage, Value};
use talab::{Intake, Reference, Role, Submission};

use super::super::world::{World, on_every_backend, refusal};
use super::office::{Office, paper};

const FILE: &str = "driving-licence-renewal.toml";

fn born(day: &str) -> Submission {
    Submission::to("tra.driving-licence-renewal")
        .answer("licence_no", "TR-88123")
        .answer("national_no", "119900123456")
        .answer("birth_date", day)
        .answer("blood", "o-pos")
        .answer("delivery", "appointment")
        .answer("lost", false)
        .documents([paper("photo", "jpg"), paper("old_licence", "jpg")])
}

async fn verified(office: &Office, submission: Submission) -> Reference {
    let filed = office.world.talab.as_actor(&applicant()).submit(submission).await.expect("submitted");
    assert!(matches!(filed.outcome, Intake::Acknowledged { .. }), "{:?}", filed.outcome);
    office.verifies(&filed.reference).await;
    filed.reference
}

/// What an officer takes from the record.
async fn of_the_record(office: &Office, on: &Reference, class: &str, expires: &str) {
    office.does(Role::Handler, on, record_value("class", class)).await;
    office.does(Role::Handler, on, record_value("expires_on", expires)).await;
}

async fn bodies_agree(office: &Office, on: &Reference) {
    office.sends(on, "fines").await;
    office.sends(on, "medical").await;
    office.hears(on, "fines", 1, &["c4"]).await;
    office.hears(on, "medical", 2, &["c3"]).await;
    office.completes(on, "renew").await;
}

#[tokio::test]
async fn the_main_story_of_a_private_licence() {
    on_every_backend(|world: World| async move {
        let office = Office::opens(world, FILE).await;
        let reference = verified(&office, born("1990-01-15")).await;
        bodies_agree(&office, &reference).await;
        of_the_record(&office, &reference, "private", "2025-10-01").await;
        office.is_paid(&reference, &["licence", "card"], 45_000, 3).await;
        let early = office.refuses(Role::Handler, &reference, Office::grant(&[])).await;
        assert_eq!(early.code(), "value_missing");
        assert!(early.to_string().contains("glasses"));
        office.does(Role::Handler, &reference, record_value("glasses", true)).await;
        office.grants(&reference, &[]).await;
        office.delivers(&reference, "licence").await;
        let status = office.world.status(&reference).await;
        assert_eq!((status.stage, status.outcome), (Stage::Concluded, Some(Outcome::Granted)));
        assert_eq!(office.count(&reference, "ValueRecorded").await, 3);
    })
    .await;
}

/// A fee by class isn't worked out before the class is on record: it would be the wrong one.
#[tokio::test]
async fn the_fee_waits_for_the_class() {
    for (class, fee) in [("private", 30_000), ("public", 50_000), ("heavy", 75_000)] {
        let office = Office::opens(World::in_memory().await, FILE).await;
        let reference = verified(&office, born("1990-01-15")).await;
        let assess = talab::core::request::fees::AssessFee::default;
        assert_eq!(office.refuses(Role::Handler, &reference, assess()).await.code(), "value_missing");
        of_the_record(&office, &reference, class, "2025-10-01").await;
        office.does(Role::Handler, &reference, assess()).await;
        assert_eq!(office.fee(&reference, "licence").await, fee);
        assert_eq!(office.fee(&reference, "card").await, 15_000);
    }
}

/// Expired for less than three years, and old enough for the class: on the day of the submission.
#[tokio::test]
async fn the_conditions_on_dates() {
    for (birth, class, expired, unmet) in [
        ("1990-01-15", "private", "2022-10-17", None),
        ("1990-01-15", "private", "2022-10-16", Some("c1")),
        ("1990-01-15", "private", "2027-01-01", None),
        ("2007-10-16", "private", "2025-10-01", None),
        ("2007-10-17", "private", "2025-10-01", Some("c2")),
        ("2004-10-16", "heavy", "2025-10-01", None),
        ("2004-10-17", "heavy", "2025-10-01", Some("c2")),
    ] {
        let office = Office::opens(World::in_memory().await, FILE).await;
        let reference = verified(&office, born(birth)).await;
        bodies_agree(&office, &reference).await;
        of_the_record(&office, &reference, class, expired).await;
        office.does(Role::Handler, &reference, record_value("glasses", false)).await;
        let fees = if class == "heavy" { 90_000 } else { 45_000 };
        office.is_paid(&reference, &["licence", "card"], fees, 3).await;
        let tried = office.world.tries(&office.officer(Role::Handler), &reference, Office::grant(&[])).await;
        match unmet {
            None => assert!(tried.is_ok(), "{birth} {class} {expired}: {tried:?}"),
            Some(condition) => {
                let refused = refusal(tried);
                assert!(refused.to_string().contains(condition), "{birth} {class} {expired}: {refused}");
            }
        }
    }
}

/// What is asked for follows from the answers: an address for the post, a report of a loss.
#[tokio::test]
async fn what_is_asked_follows_from_the_answers() {
    let office = Office::opens(World::in_memory().await, FILE).await;
    let me = applicant();
    let me = office.world.talab.as_actor(&me);
    let lost = born("1990-01-15").answer("delivery", "post").answer("lost", true);
    let gaps = me.check_submission(&lost).await.expect("checked");
    let items: Vec<_> = gaps.iter().map(|gap| gap.missing.item.as_str()).collect();
    assert_eq!(items, ["post_address", "loss_report"], "and no officer's value: that is not theirs to give");
    let two_lines = Value::List(["طرابلس", "الظهرة"].map(Value::from).into());
    let refused = refusal(me.check_submission(&lost.answer("post_address", two_lines)).await);
    assert_eq!(refused.path(), Some("answers.post_address"));
    let claimed = refusal(me.submit(born("1990-01-15").answer("class", "private")).await);
    assert_eq!((claimed.code(), claimed.path()), ("field_invalid", Some("answers.class")));
}
