//! S2, renewal of commercial registration: the late fine, the exact payment, the trusted values.

use talab::core::request::intake::Unconfirmed;
use talab::core::request::review::{Change, Correct};
use talab::core::testing::{applicant, ask_corrections, correct_answer};
use talab::core::{ApplicantClass, Outcome, Stage, Value};
use talab::{Intake, Reference, Role, Submission};

use super::super::world::{World, on_every_backend, refusal};
use super::office::{Office, paper};

const FILE: &str = "commercial-register-renewal.toml";

/// A limited company whose entry expires on that day.
fn expiring(day: &str) -> Submission {
    let lines = ["طرابلس المركز", "الظهرة", "شارع النصر 14"].map(Value::from);
    Submission::to("moe.commercial-register-renewal")
        .class(ApplicantClass::PrivateOrganisation)
        .answer("reg_no", "TR-10442")
        .answer("trade_name", "شركة النخلة")
        .answer("legal_form", "limited")
        .answer("capital", 50_000_000)
        .answer("activity", "trade")
        .answer("expires_on", day)
        .answer("tax_no", "٧٧١٢٣٤٥")
        .answer("address", Value::List(lines.into()))
        .answer("manager_nid", "119900123456")
        .answer("changes", false)
        .document(paper("lease", "pdf"))
}

async fn in_execution(office: &Office, submission: Submission) -> Reference {
    let filed = office.world.talab.as_actor(&applicant()).submit(submission).await.expect("submitted");
    assert!(matches!(filed.outcome, Intake::Acknowledged { .. }), "{:?}", filed.outcome);
    office.verifies(&filed.reference).await;
    filed.reference
}

#[tokio::test]
async fn the_main_story_of_a_renewal_in_time() {
    on_every_backend(|world: World| async move {
        let office = Office::opens(world, FILE).await;
        let reference = in_execution(&office, expiring("2025-10-31")).await;
        office.sends(&reference, "tax-clearance").await;
        office.sends(&reference, "chamber-membership").await;
        office.hears(&reference, "chamber-membership", 1, &["c2"]).await;
        office.hears(&reference, "tax-clearance", 2, &["c3"]).await;
        office.completes(&reference, "renew-entry").await;
        let early = office.refuses(Role::Handler, &reference, Office::grant(&["c1"])).await;
        assert_eq!(early.code(), "payment_due");
        office.is_paid(&reference, &["renewal", "stamp"], 157_500, 3).await;
        office.grants(&reference, &["c1"]).await;
        office.delivers(&reference, "extract").await;
        let status = office.world.status(&reference).await;
        assert_eq!((status.stage, status.outcome), (Stage::Concluded, Some(Outcome::Granted)));
        assert_eq!(office.fee(&reference, "late").await, 0, "nothing is late");
    })
    .await;
}

/// H5: 149.999 instead of 157.500 settles nothing.
#[tokio::test]
async fn h5_another_amount_settles_nothing() {
    on_every_backend(|world: World| async move {
        let office = Office::opens(world, FILE).await;
        let reference = in_execution(&office, expiring("2025-10-31")).await;
        office.orders(&reference, &["renewal", "stamp"]).await;
        let (cashier, short) = office.payment(&reference, 149_999, 1).await;
        let refused = office.world.refuses(&cashier, &reference, short).await;
        assert_eq!(refused.code(), "amount_mismatch");
        assert!(refused.to_string().contains("157.500 LYD") && refused.to_string().contains("149.999 LYD"));
        let order = &office.world.status(&reference).await.orders[0];
        assert!(order.open && !order.paid, "still due");
        let (cashier, whole) = office.payment(&reference, 157_500, 2).await;
        office.world.does(&cashier, &reference, whole).await;
        assert!(office.world.status(&reference).await.orders[0].paid);
    })
    .await;
}

/// Ten dinars for each month that has begun, 120 at most; counted to the day of the submission, not of the decision.
#[tokio::test]
async fn the_late_fine_counts_started_months_up_to_a_limit() {
    for (day, fine) in [
        ("2025-10-16", 0),
        ("2025-10-15", 10_000),
        ("2025-09-16", 10_000),
        ("2025-09-15", 20_000),
        ("2024-10-16", 120_000),
        ("2024-10-15", 120_000),
        ("2022-01-31", 120_000),
    ] {
        let office = Office::opens(World::in_memory().await, FILE).await;
        let reference = in_execution(&office, expiring(day)).await;
        office.world.at("2025-11-20 09:00");
        office.does(Role::Handler, &reference, talab::core::request::fees::AssessFee::default()).await;
        assert_eq!(office.fee(&reference, "late").await, fine, "{day}");
        assert_eq!(office.fee(&reference, "renewal").await, 150_000);
    }
}

/// What the engine works out is told as worked out, and nobody sends it.
#[tokio::test]
async fn the_fine_is_the_engines_and_not_the_applicants() {
    let office = Office::opens(World::in_memory().await, FILE).await;
    let me = applicant();
    let me = office.world.talab.as_actor(&me);
    let refused = refusal(me.submit(expiring("2025-01-31").answer("late_fine", 0)).await);
    assert_eq!((refused.code(), refused.path()), ("field_invalid", Some("answers.late_fine")));
    let reference = in_execution(&office, expiring("2025-01-31")).await;
    let trail = me.trail(&reference).await.expect("a trail");
    let line = trail.lines.iter().find(|line| line.event == "ValuesComputed").expect("a line");
    let told: Vec<_> = line.what.iter().map(|text| text.en.as_str()).collect();
    assert!(told.contains(&"Months of delay that have begun: 9"), "{told:?}");
}

/// A corrected date of expiry moves the fine with it, and an order for it is taken back.
#[tokio::test]
async fn a_correction_moves_the_fine() {
    let office = Office::opens(World::in_memory().await, FILE).await;
    let filed = office.world.talab.as_actor(&applicant()).submit(expiring("2025-09-30")).await;
    let reference = filed.expect("submitted").reference;
    office.does(Role::Verifier, &reference, ask_corrections(&["expires_on"])).await;
    office.world.does(&applicant(), &reference, correct_answer("expires_on", "2025-06-30")).await;
    office.verifies(&reference).await;
    office.does(Role::Handler, &reference, talab::core::request::fees::AssessFee::default()).await;
    assert_eq!(office.fee(&reference, "late").await, 40_000);
    assert_eq!(office.count(&reference, "ValuesComputed").await, 2);
}

/// Something in the entry changed: it is amended first, by another service; here it is a condition that isn't met.
#[tokio::test]
async fn what_changed_is_amended_first() {
    let office = Office::opens(World::in_memory().await, FILE).await;
    let reference = in_execution(&office, expiring("2025-10-31").answer("changes", true)).await;
    office.sends(&reference, "tax-clearance").await;
    office.sends(&reference, "chamber-membership").await;
    office.hears(&reference, "chamber-membership", 1, &["c2"]).await;
    office.hears(&reference, "tax-clearance", 2, &["c3"]).await;
    office.completes(&reference, "renew-entry").await;
    office.is_paid(&reference, &["renewal", "stamp"], 157_500, 3).await;
    let refused = office.refuses(Role::Handler, &reference, Office::grant(&["c1"])).await;
    assert!(refused.to_string().contains("c4"), "{refused}");
}

/// The register has another capital: receipt is not acknowledged until the applicant gives the register's own.
#[tokio::test]
async fn the_registers_capital_is_the_one_that_counts() {
    let office = Office::opens(World::in_memory().await, FILE).await;
    office.world.identity.mismatch(vec!["capital".try_into().expect("a field")]);
    let me = applicant();
    let me = office.world.talab.as_actor(&me);
    let filed = me.submit(expiring("2025-10-31")).await.expect("an answer");
    let Intake::Rejected { reasons, .. } = &filed.outcome else { panic!("{filed:?}") };
    let expected = Unconfirmed::Mismatch { fields: vec!["capital".try_into().expect("a field")] };
    assert_eq!(*reasons, expected.reasons());
    office.world.identity.confirm();
    let again = me.supplement(&filed.reference, Submission::supplement().answer("capital", 60_000_000));
    assert!(matches!(again.await.expect("an answer").outcome, Intake::Acknowledged { .. }));
}

/// A joint-stock company shows the minutes of its board, which a correction may also take away again.
#[tokio::test]
async fn a_joint_stock_company_shows_its_boards_minutes() {
    let office = Office::opens(World::in_memory().await, FILE).await;
    let me = applicant();
    let me = office.world.talab.as_actor(&me);
    let company = expiring("2025-10-31").answer("legal_form", "joint-stock");
    let gaps = me.check_submission(&company).await.expect("checked");
    assert_eq!(gaps.iter().map(|gap| gap.missing.item.as_str()).collect::<Vec<_>>(), ["board_minutes"]);
    let reference =
        me.submit(company.document(paper("board_minutes", "pdf"))).await.expect("filed").reference;
    office.does(Role::Verifier, &reference, ask_corrections(&["documents.board_minutes"])).await;
    let mut correct = Correct::default();
    correct.changes = vec![Change::Document(paper("board_minutes", "jpg"))];
    office.world.does(&applicant(), &reference, correct).await;
    assert_eq!(office.status(&reference).await.stage, Stage::UnderVerification);
}
