//! S4, renewal of a driving licence: what officers take from the record decides on fee and conditions.

use talab::core::request::outputs::OutputStanding;
use talab::core::request::outputs::paper::{
    Appointment, LapsePaperCopy, PaperStanding, RecordCollectionMissed, RecordPaperDispatched,
    RecordPaperReturned, RequestPaperCopy, ScheduleCollection,
};
use talab::core::testing::{Moment, applicant, by_post, record_value};
use talab::core::{Outcome, ReasonCode, Stage, Value};
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

/// All that a private licence needs but the officer's word on glasses.
async fn private_and_paid(office: &Office) -> Reference {
    let reference = verified(office, born("1990-01-15")).await;
    bodies_agree(office, &reference).await;
    of_the_record(office, &reference, "private", "2025-10-01").await;
    office.is_paid(&reference, &["licence", "card"], 45_000, 3).await;
    reference
}

#[tokio::test]
async fn the_main_story_of_a_private_licence() {
    on_every_backend(|world: World| async move {
        let office = Office::opens(world, FILE).await;
        let reference = private_and_paid(&office).await;
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

/// Scenario H10: the post returns the card and two appointments are missed; the card lapses, the licence stays valid.
#[tokio::test]
async fn h10_a_card_that_nobody_collects_lapses_and_the_licence_does_not() {
    on_every_backend(|world: World| async move {
        let office = Office::opens(world, FILE).await;
        let reference = private_and_paid(&office).await;
        office.does(Role::Handler, &reference, record_value("glasses", true)).await;
        office.grants(&reference, &[]).await;
        office.delivers(&reference, "licence").await;
        office.delivers(&reference, "card").await;
        let (me, card) = (applicant(), || "card".try_into().expect("an output"));
        let by_post = RequestPaperCopy { output: card(), ..by_post() };
        office.world.does(&me, &reference, by_post).await;
        let sent = RecordPaperDispatched { output: card(), tracking: "LP-7".to_owned() };
        office.does(Role::Clerk, &reference, sent).await;
        office.world.at("2025-10-26 09:00");
        let back = RecordPaperReturned { output: card(), reason: ReasonCode::NtfPostReturned };
        office.does(Role::Clerk, &reference, back).await;
        for (slot, missed) in
            [("2025-10-27 09:00", "2025-10-27 13:00"), ("2025-10-28 12:59", "2025-10-28 13:30")]
        {
            let office_of = "traffic-centre".try_into().expect("an office");
            let appointment = Appointment { office: office_of, at: slot.instant() };
            let again = ScheduleCollection { output: card(), appointment };
            office.world.does(&me, &reference, again).await;
            office.world.at(missed);
            office.does(Role::Clerk, &reference, RecordCollectionMissed { output: card() }).await;
        }
        office.world.at("2026-01-26 23:59");
        let early = office.refuses(Role::Handler, &reference, LapsePaperCopy { output: card() }).await;
        assert_eq!(early.code(), "term_not_over");
        office.world.at("2026-01-27 00:00");
        office.does(Role::Handler, &reference, LapsePaperCopy { output: card() }).await;
        let outputs = office.world.status(&reference).await.outputs;
        let of = |id: &str| outputs.iter().find(|it| it.id.as_str() == id).expect("an output");
        assert_eq!(of("card").paper.as_ref().map(|it| it.standing), Some(PaperStanding::Lapsed));
        assert_eq!(of("licence").standing, OutputStanding::Available);
        office.world.history_holds().await;
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
