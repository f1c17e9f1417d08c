//! What can happen beside and after the straight road, for the archive of the present format.

use talab::Reference;
use talab::core::definition::{IntakeTerms, NoticeTerms, ServiceDefinition, SignatureTerms, Silence};
use talab::core::request::amendment::{Amendment, ReturnAmendment};
use talab::core::request::decision::RecordDeemedDecision;
use talab::core::request::duplicates::{ConfirmDuplicate, DismissDuplicate, ReportDuplicate};
use talab::core::request::evidence::{EvidenceResult, RecordEvidence};
use talab::core::request::exits::Withdraw;
use talab::core::request::intake::{Consent, ConsentMeans};
use talab::core::request::notices::NoticeChannel;
use talab::core::request::outputs::paper::{
    LapsePaperCopy, RecordCollectionMissed, RecordPaperDispatched, RecordPaperReturned, ScheduleCollection,
};
use talab::core::request::outputs::{IssueOutput, OutputSignature, RecordOutputExpired};
use talab::core::request::parties::{Escalate, FeedbackKind};
use talab::core::request::transfer::{AcceptTransfer, ClockRule, DeclineTransfer};
use talab::core::testing::{
    self, CIVIL, applicant, body, clerk, data_officer, decider, handler, somebody, source, supervisor,
    system, verifier,
};
use talab::core::{ApplicantClass, Channel, OutputId, Party, ReadPurpose, ReasonCode, Stage};

use crate::stories::{World, complete_for};

const JANZOUR: &str = "mun.janzour";

fn certificate() -> OutputId {
    "certificate".try_into().expect("an output")
}

/// Requests whose sources, bodies, paper and amendments come to every end they can have.
pub(super) async fn lived(world: &World) {
    world.at("2025-11-02 09:00");
    values(world).await;
    let service = lasting(world).await;
    sources(world, &service).await;
    transfers(world, &service).await;
    duplicates(world, &service).await;
    paper(world, &service).await;
    amendments(world, &service).await;
    outcomes(world, &service).await;
    rights(world, &service).await;
    referred(world, &service).await;
    on_record(world).await;
}

/// Filed with consent and a declared text, recorded elsewhere, signed, and replaced by a signed one.
async fn on_record(world: &World) {
    world.at("2025-11-02 09:00");
    let service = signed_service(world).await;
    let party = Party::new(applicant().person, ApplicantClass::Citizen);
    let consent =
        Consent::new(ConsentMeans::Telephone, testing::at("2025-11-02 08:50")).kept_as("call/1415/778");
    let filing = complete_for(service.code.as_str())
        .on_behalf_of(party)
        .through(Channel::Desk)
        .declared_by("declaration/v3")
        .address(NoticeChannel::Sms, "+218912345678");
    let filed = world.talab.as_actor(&clerk()).submit(filing.with_consent(consent)).await.expect("filed");
    let reference = filed.reference;
    world.does(&verifier(), &reference, testing::pass()).await;
    world.does(&handler(), &reference, testing::step_done().recorded_as("cadastre/2025/4411")).await;
    world.does(&handler(), &reference, testing::grant()).await;
    world.does(&decider(), &reference, testing::approve()).await;
    let signature = Some(OutputSignature::new("ts.libya-trust-1", "sig/1"));
    let issue = IssueOutput { signature: signature.clone(), ..testing::issue() };
    world.does(&handler(), &reference, issue).await;
    world.does(&handler(), &reference, testing::deliver()).await;
    let mut proposal = testing::supersede("2025/118");
    if let Amendment::SupersedeOutput { signature: held, .. } = &mut proposal.amendment {
        *held = signature;
    }
    world.does(&decider(), &reference, proposal).await;
    world.does(&supervisor(), &reference, testing::approve_amendment()).await;
    let purpose = ReadPurpose::new("complaint/77").expect("a purpose");
    let watched = world.watched().await;
    drop(watched.as_actor(&supervisor()).for_purpose(&purpose).status(&reference).await.expect("a status"));
}

async fn signed_service(world: &World) -> ServiceDefinition {
    let mut definition = testing::definition();
    definition.code = "mun.residence-signed".try_into().expect("a code");
    let mut terms = IntakeTerms::new(vec![Channel::Portal, Channel::Desk]);
    terms.consent = true;
    definition.intake = Some(terms);
    definition.notices = Some(NoticeTerms::new(vec![NoticeChannel::Sms, NoticeChannel::MessagingApp], true));
    definition.outputs[0].signature = Some(SignatureTerms::Required);
    world.talab.publish_for_tests(&definition, &testing::calendar()).await.expect("published");
    definition
}

/// No rule covers it; it is decided by an order, and the decision says by which.
async fn referred(world: &World, service: &ServiceDefinition) {
    world.at("2025-11-02 09:00");
    let reference = filed(world, service).await;
    world.does(&decider(), &reference, testing::refer()).await;
    world.does(&testing::regulator(), &reference, testing::referral_order("2025-11-02")).await;
    world.does(&verifier(), &reference, testing::pass()).await;
    world.does(&handler(), &reference, testing::step_done()).await;
    world.does(&handler(), &reference, testing::denial()).await;
    world.does(&decider(), &reference, testing::approve()).await;
}

/// Held, given, told to a neighbour, complained about, and redacted at the end.
async fn rights(world: &World, service: &ServiceDefinition) {
    let reference = filed(world, service).await;
    let (me, guardian) = (applicant(), data_officer());
    world.does(&handler(), &reference, testing::name_neighbour()).await;
    world.does(&me, &reference, testing::remove_neighbour()).await;
    world.does(&me, &reference, testing::feedback(FeedbackKind::Violation)).await;
    world.does(&handler(), &reference, testing::answer_feedback(1)).await;
    world.does(&guardian, &reference, testing::hold(testing::HOLD)).await;
    world.does(&me, &reference, Withdraw { reason: None }).await;
    world.does(&guardian, &reference, testing::lift(testing::HOLD)).await;
    world.does(&me, &reference, testing::disclosed(me.person.as_str())).await;
    world.does(&guardian, &reference, testing::redact(&["national_no"])).await;
}

async fn values(world: &World) {
    let mut definition = testing::with_values();
    definition.code = "mun.residence-with-values".try_into().expect("a code");
    world.talab.publish_for_tests(&definition, &testing::calendar()).await.expect("published");
    let filed = world.submits_to(&definition.code).await.reference;
    world.does(&verifier(), &filed, testing::pass()).await;
    world.does(&handler(), &filed, testing::record_value("rooms_seen", 4)).await;
    world.does(&applicant(), &filed, Withdraw { reason: None }).await;
}

async fn lasting(world: &World) -> ServiceDefinition {
    let mut definition = testing::on_paper();
    definition.code = "mun.residence-on-paper".try_into().expect("a code");
    definition.deadline.working_days = 60;
    definition.outputs.push(testing::output("extract", false));
    definition.rules.silence = Silence::DeemedGranted;
    world.talab.publish_for_tests(&definition, &testing::calendar()).await.expect("published");
    definition
}

async fn filed(world: &World, service: &ServiceDefinition) -> Reference {
    world.submits_to(&service.code).await.reference
}

async fn sources(world: &World, service: &ServiceDefinition) {
    let reference = filed(world, service).await;
    let civil = source(CIVIL);
    let ask = || testing::ask_source(CIVIL, &["national_no"]);
    world.does(&verifier(), &reference, ask()).await;
    let answer = world.answer(&reference, 301, &[("national_no", "119900123456")]).await;
    world.does(&civil, &reference, answer).await;
    world.does(&verifier(), &reference, ask()).await;
    let differs = world.answer(&reference, 302, &[("national_no", "119900654321")]).await;
    world.does(&civil, &reference, differs).await;
    world.does(&verifier(), &reference, ask()).await;
    let none = EvidenceResult::NotGiven { reason: ReasonCode::EvdSourceDown };
    let none = RecordEvidence { result: none, ..world.answer(&reference, 303, &[]).await };
    world.does(&civil, &reference, none).await;
    world.does(&verifier(), &reference, ask()).await;
    let late = world.answer(&reference, 304, &[("national_no", "119900123456")]).await;
    world.does(&applicant(), &reference, Withdraw { reason: None }).await;
    world.does(&civil, &reference, late).await;
}

async fn transfers(world: &World, service: &ServiceDefinition) {
    let offer = |clock| testing::transfer_to(JANZOUR, clock);
    let reference = filed(world, service).await;
    world.does(&supervisor(), &reference, offer(ClockRule::GoesOn)).await;
    let message = Some(world.of_the_other_body(&reference, 311).await);
    let decline = DeclineTransfer { reason: ReasonCode::TskNotOurs, message };
    world.does(&body(JANZOUR), &reference, decline).await;
    world.does(&supervisor(), &reference, offer(ClockRule::StartsAgain)).await;
    let accept = world.takes_over(&reference, 312).await;
    world.does(&body(JANZOUR), &reference, accept).await;
    let out = filed(world, service).await;
    world.does(&supervisor(), &out, offer(ClockRule::GoesOn)).await;
    let elsewhere = Some("JZ-2025-77".to_owned());
    let leaves = AcceptTransfer { elsewhere, ..world.takes_over(&out, 313).await };
    world.does(&body(JANZOUR), &out, leaves).await;
    let withdrawn = filed(world, service).await;
    world.does(&supervisor(), &withdrawn, offer(ClockRule::GoesOn)).await;
    let late = world.takes_over(&withdrawn, 314).await;
    world.does(&applicant(), &withdrawn, Withdraw { reason: None }).await;
    world.does(&body(JANZOUR), &withdrawn, late).await;
}

async fn duplicates(world: &World, service: &ServiceDefinition) {
    let (first, second) = (filed(world, service).await, filed(world, service).await);
    let reason = ReasonCode::DupSameApplicantSameService;
    world.does(&system(), &first, ReportDuplicate { of: second.clone(), reason }).await;
    world.does(&verifier(), &first, DismissDuplicate { reason: "غرض مختلف".into() }).await;
    let escalated = Escalate { to: somebody("o-minister"), reason: "تأخر الردّ".into() };
    world.does(&supervisor(), &first, escalated).await;
    world.does(&system(), &second, ReportDuplicate { of: first, reason }).await;
    world.does(&verifier(), &second, ConfirmDuplicate::default()).await;
}

async fn granted(world: &World, service: &ServiceDefinition) -> Reference {
    let reference = filed(world, service).await;
    world.grants(&reference).await;
    world.does(&handler(), &reference, testing::issue()).await;
    world.does(&handler(), &reference, testing::deliver()).await;
    reference
}

async fn paper(world: &World, service: &ServiceDefinition) {
    let reference = granted(world, service).await;
    let (me, output) = (applicant(), certificate);
    world.does(&me, &reference, testing::by_post()).await;
    let sent = RecordPaperDispatched { output: output(), tracking: "LP-1".to_owned() };
    world.does(&clerk(), &reference, sent).await;
    let back = RecordPaperReturned { output: output(), reason: ReasonCode::NtfPostReturned };
    world.does(&clerk(), &reference, back).await;
    for (slot, missed) in [("2025-11-03 10:00", "2025-11-03 14:00"), ("2025-11-04 10:00", "2025-11-04 14:00")]
    {
        let appointment = testing::in_person(slot).collection.expect("an appointment");
        world.does(&me, &reference, ScheduleCollection { output: output(), appointment }).await;
        world.at(missed);
        world.does(&clerk(), &reference, RecordCollectionMissed { output: output() }).await;
    }
    world.at("2026-03-01 09:00");
    world.does(&system(), &reference, LapsePaperCopy { output: output() }).await;
    world.at("2026-06-01 09:00");
    world.does(&system(), &reference, RecordOutputExpired { output: output() }).await;
    world.at("2025-11-05 09:00");
    let collected = granted(world, service).await;
    world.does(&me, &collected, testing::in_person("2025-11-06 10:00")).await;
    world.at("2025-11-06 10:10");
    world.does(&clerk(), &collected, testing::collected()).await;
}

async fn amendments(world: &World, service: &ServiceDefinition) {
    let reference = granted(world, service).await;
    let amends = async |proposal| {
        world.does(&decider(), &reference, proposal).await;
        world.does(&supervisor(), &reference, testing::approve_amendment()).await;
    };
    world.does(&decider(), &reference, testing::revoke(ReasonCode::RevByHolder)).await;
    world.does(&supervisor(), &reference, ReturnAmendment { reason: "يُستكمل السند".into() }).await;
    amends(testing::supersede("2025/118")).await;
    amends(testing::revoke(ReasonCode::RevCourtOrder)).await;
    amends(testing::reinstate()).await;
    amends(testing::revoke(ReasonCode::RevByAuthorityError)).await;
    amends(testing::correct_outcome(testing::measures())).await;
    amends(testing::reopen(Stage::UnderVerification, 10)).await;
}

async fn outcomes(world: &World, service: &ServiceDefinition) {
    let partly = filed(world, service).await;
    world.does(&verifier(), &partly, testing::pass()).await;
    world.does(&handler(), &partly, testing::step_done()).await;
    world.does(&handler(), &partly, testing::grant_partly(&["extract"])).await;
    world.does(&decider(), &partly, testing::approve()).await;
    let silent = filed(world, service).await;
    world.at("2026-09-01 09:00");
    world.does(&system(), &silent, RecordDeemedDecision::default()).await;
}
