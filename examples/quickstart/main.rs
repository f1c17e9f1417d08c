//! The main job, told on the embedded default: a SQLite file this program makes, and a clock it holds in its hand.
//!
//! A regulator publishes a calendar; two people publish the service «شهادة محل الإقامة»; four citizens apply:
//! one straight to delivery; one rejected with reasons, who supplements; one asked for corrections and then denied;
//! one who withdraws. Every status and the whole audit trail is printed, in Arabic and English, and what is printed
//! is compared with `examples/quickstart/story.txt`.
//!
//! Run it with `cargo run --release --example quickstart`.

mod told;
mod world;

use std::error::Error;

use talab::core::request::decision::{ApproveDecision, Proposal, ProposeDecision};
use talab::core::request::execution::CompleteStep;
use talab::core::request::exits::Withdraw;
use talab::core::request::outputs::{DeliverOutput, IssueOutput};
use talab::core::request::review::{
    Change, Correct, CorrectionItem, PassVerification, RequestCorrections, StartVerification, Target,
};
use talab::core::{IdInvalid, Private, Reason, ReasonCode, Text, Value};
use talab::{CommandId, Intake, Reference, Submission};
use told::Told;
use world::World;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let folder = world::fresh_folder()?;
    let world = World::open(&folder.join("requests.db")).await?;
    let mut told = Told::default();
    straight_to_delivery(&world, &mut told).await?;
    rejected_then_supplemented(&world, &mut told).await?;
    corrected_then_denied(&world, &mut told).await?;
    withdrawn(&world, &mut told).await?;
    world.talab.close().await?;
    std::fs::remove_dir_all(&folder)?;
    told.compare_with(include_str!("story.txt"))
}

/// Complete at the first attempt: acknowledged at once, executed, granted by a second person, delivered.
async fn straight_to_delivery(world: &World, told: &mut Told) -> Result<(), Box<dyn Error>> {
    world.at("2025-10-16T10:30:00+02:00")?;
    let aisha = world.citizen("aisha")?;
    let filed = world
        .talab
        .as_actor(&aisha)
        .submit(world.application("عائشة علي محمد عمر", "119850123456", "tripoli-centre"))
        .id(known_as("aisha/submit")?)
        .await?;
    let Intake::Acknowledged { expected_by, .. } = &filed.outcome else {
        return Err("not acknowledged".into());
    };
    // Three working days after a Thursday: Sunday, Monday, Tuesday.
    assert_eq!(expected_by.due_date.to_string(), "2025-10-21");
    let reference = filed.reference;
    verify(world, &reference, "2025-10-19T09:00:00+02:00").await?;
    decide(world, &reference, Proposal::Grant { conditions: vec![] }).await?;
    deliver(world, &reference).await?;
    told.tell(world, "1. مباشرة إلى التسليم · straight to delivery", &aisha, &reference).await
}

/// The bill is missing and no form was filled in whole: every reason in one message; then all is there.
async fn rejected_then_supplemented(world: &World, told: &mut Told) -> Result<(), Box<dyn Error>> {
    world.at("2025-10-24T21:40:00+02:00")?;
    let salem = world.citizen("salem")?;
    let me = world.talab.as_actor(&salem);
    let incomplete = Submission::to(world::SERVICE)
        .answer("owns_dwelling", false)
        .answer("full_name", "سالم علي محمد عمر");
    let filed = me.submit(incomplete).id(known_as("salem/submit")?).await?;
    let Intake::Rejected { reasons, .. } = &filed.outcome else { return Err("not rejected".into()) };
    assert_eq!(reasons.len(), 4, "three answers and a document");
    let reference = filed.reference;
    world.at("2025-10-24T23:59:00+02:00")?;
    let rest = world
        .application("سالم علي محمد عمر", "219900654321", "tripoli-centre")
        .document(world::bill("2025-09-30")?);
    let filed = me.supplement(&reference, rest).id(known_as("salem/supplement")?).await?;
    // Received on a Friday night, and at once; days are counted from Sunday.
    let Intake::Acknowledged { received_at, expected_by, .. } = &filed.outcome else {
        return Err("not acknowledged".into());
    };
    assert_eq!(received_at.to_string(), "2025-10-24T21:59:00.000000Z");
    assert_eq!(expected_by.due_date.to_string(), "2025-10-28");
    verify(world, &reference, "2025-10-27T09:00:00+02:00").await?;
    decide(world, &reference, Proposal::Grant { conditions: vec![] }).await?;
    deliver(world, &reference).await?;
    told.tell(world, "2. لم يُؤكَّد استلامه ثم استُكمل · rejected, then supplemented", &salem, &reference).await
}

/// Corrections stop the clock and move the expected date; the condition is not met, and the denial says what to do.
async fn corrected_then_denied(world: &World, told: &mut Told) -> Result<(), Box<dyn Error>> {
    world.at("2025-10-28T11:00:00+02:00")?;
    let mona = world.citizen("mona")?;
    let filed = world
        .talab
        .as_actor(&mona)
        .submit(world.application("منى خالد سالم أحمد", "219880111222", "tripoli-centre"))
        .id(known_as("mona/submit")?)
        .await?;
    let reference = filed.reference;
    world.at("2025-10-28T13:00:00+02:00")?;
    let officer = world.officers();
    let municipality = Target::Field("municipality".try_into()?);
    let item = CorrectionItem {
        target: municipality,
        fault: ReasonCode::CorRegisterMismatch,
        instruction: Private::new(Text::new(
            "يُرجى اختيار البلدية المقيّدة بها إقامتكم في السجل المدني",
            "Choose the municipality where the civil registry has you living",
        )),
    };
    world
        .talab
        .as_actor(&officer.verifier)
        .execute(&reference, RequestCorrections { items: vec![item] })
        .await?;
    world.at("2025-10-30T09:00:00+02:00")?;
    let mut answer = Correct::default();
    let value = Private::new(Value::from("abu-salim"));
    answer.changes = vec![Change::Answer { field: "municipality".try_into()?, value }];
    world.talab.as_actor(&mona).execute(&reference, answer).await?;
    verify(world, &reference, "2025-11-02T09:00:00+02:00").await?;
    let denial = Proposal::Deny {
        reasons: vec![Reason::new(ReasonCode::RefConditionNotMet).about("c1")],
        remedies: Text::new(
            "يمكنكم تقديم الطلب إلى بلدية أبو سليم، أو التظلّم من القرار",
            "You can apply to the municipality of Abu Salim, or object to this decision",
        ),
        explanation: None,
    };
    decide(world, &reference, denial).await?;
    told.tell(world, "3. طُلب تصحيحه ثم رُفض مع بيان الأسباب · corrected, then denied", &mona, &reference).await
}

/// The applicant no longer needs it.
async fn withdrawn(world: &World, told: &mut Told) -> Result<(), Box<dyn Error>> {
    world.at("2025-11-04T12:00:00+02:00")?;
    let omar = world.citizen("omar")?;
    let me = world.talab.as_actor(&omar);
    let reference = me
        .submit(world.application("عمر يوسف علي حسن", "119920333444", "tripoli-centre"))
        .id(known_as("omar/submit")?)
        .await?
        .reference;
    world.at("2025-11-04T12:05:00+02:00")?;
    me.execute(&reference, Withdraw { reason: Some(ReasonCode::WdrNoLongerNeeded) }).await?;
    told.tell(world, "4. سحبه مقدّمه · withdrawn", &omar, &reference).await
}

/// The id a portal gives a submission, so that one sent twice is one request; here, every run has the same numbers.
fn known_as(key: &str) -> Result<CommandId, IdInvalid> {
    CommandId::new(format!("quickstart/{key}"))
}

/// An officer verifies the request, and the address with it.
async fn verify(world: &World, reference: &Reference, at: &str) -> Result<(), Box<dyn Error>> {
    world.at(at)?;
    let officer = world.officers();
    let verifier = world.talab.as_actor(&officer.verifier);
    verifier.execute(reference, StartVerification::default()).await?;
    verifier.execute(reference, PassVerification::default()).await?;
    let step = CompleteStep::new("verify-address".try_into()?);
    world.talab.as_actor(&officer.handler).execute(reference, step).await?;
    Ok(())
}

/// One officer proposes, and only another may approve.
async fn decide(world: &World, reference: &Reference, proposal: Proposal) -> Result<(), Box<dyn Error>> {
    let officer = world.officers();
    world.talab.as_actor(&officer.handler).execute(reference, ProposeDecision { proposal }).await?;
    let own = world
        .talab
        .as_actor(&officer.handler_as_decider)
        .execute(reference, ApproveDecision::default())
        .await;
    let refusal =
        own.err().and_then(|error| error.refusal().cloned()).ok_or("an own proposal was approved")?;
    assert_eq!((refusal.code(), refusal.rule().id), ("same_person", "LY-17.1c"));
    world.talab.as_actor(&officer.decider).execute(reference, ApproveDecision::default()).await?;
    Ok(())
}

/// The certificate is issued, and delivered at the instant it is on the portal.
async fn deliver(world: &World, reference: &Reference) -> Result<(), Box<dyn Error>> {
    let officer = world.officers();
    let handler = world.talab.as_actor(&officer.handler);
    let output = "certificate".try_into()?;
    let number = format!("MTC-2025-{}", &reference.as_str()[9..]);
    handler
        .execute(reference, IssueOutput { output, number, sha256: "c0ffee00".repeat(8), signature: None })
        .await?;
    let output = "certificate".try_into()?;
    handler.execute(reference, DeliverOutput { output, locator: format!("outputs/{reference}") }).await?;
    Ok(())
}
