//! Every refusal there is, produced by a command, and what it says to people.

use std::collections::BTreeSet;

use crate::actor::Role;
use crate::almanac::{self, Almanac, AlmanacCommand, AlmanacEnvelope, WithdrawHoliday};
use crate::definition::ServiceDefinition;
use crate::mandate::{self, Mandate, MandateAct, MandateEnvelope, RevokeMandate};
use crate::money::Money;
use crate::reason::{Reason, ReasonCode};
use crate::refusal::Refusal;
use crate::request::clock::{ExtendDeadline, RecordDeadlineMissed};
use crate::request::duplicates::ReportDuplicate;
use crate::request::evidence::RecordEvidence;
use crate::request::execution::{AcceptTask, CompleteTask, Finding};
use crate::request::exits::{Discontinue, Lapse, Withdraw};
use crate::request::fees::{PaymentResult, RecordPayment, RequestRefund};
use crate::request::intake::{ConfirmApplicant, Submit};
use crate::request::notices::RecordNotificationDelivered;
use crate::request::outputs::paper::RecordCollected;
use crate::request::review::RequestCorrections;
use crate::request::transfer::ClockRule;
use crate::rule;
use crate::service::{
    ProposeServiceVersion, PublishServiceVersion, Service, ServiceCommand, ServiceEnvelope, ServiceEvent,
    VerifyServiceVersion,
};
use crate::stage::Stage;
use crate::testing::{
    CIVIL, FactsBuilder, Life, POST, REGISTRY, accept_transfer, acknowledge, applicant, approve,
    approve_amendment, ask_corrections, ask_payment, ask_source, at, body, by_post, cashier, clerk,
    collected, correct_answer, correct_nothing_but_say, decider, decline_transfer, definition, deliver,
    denial, dirhams, favourable, found, given, grant, handler, in_person, issue, manager, mandate_of,
    municipal, officer, paid, pass, regulator, remove_document, reopen, reply, representative, revoke, send,
    source, step_done, stranger, submission, supervisor, system, transfer_to, verifier, when,
};
use crate::text::Lang;

/// Names every variant once, and makes the compiler ask for a new one.
macro_rules! variants {
    ($($name:ident)+) => {
        const ALL: &[&str] = &[$(stringify!($name)),+];

        fn variant(refusal: &Refusal) -> &'static str {
            match refusal { $(Refusal::$name { .. } => stringify!($name),)+ }
        }
    };
}

variants! {
    UnknownRequest UnknownService ServiceNotPublished VersionNotCurrent DirectoryNotPermitted
    ServiceVersionStanding ServiceSamePerson AttestationMissing CalendarUnknown DefinitionInvalid NotPermitted
    WrongStage TerminalState SamePerson IdentityMissing MandateMissing IdentityAssuranceTooLow IdentitySchemeNotAccepted WrongChannel MediumReasonRequired
    OutOfScopeService InstrumentMissing RulebookPartKept HashNotComputed CatalogueNotPermitted RetentionRuns RetentionNotPermitted
    MessageKindNotListed EndpointNotApproved TrustServiceNotLicensed RoleNotPermitted ResultsNotPermitted ReadersNotPermitted UnknownMandate
    MandateAlreadyGranted MandateExpired MandateScope UnknownObjection ObjectionNotOffered
    ObjectionAlreadyMade ObjectionClosed ObjectionSamePerson FieldInvalid FieldNotOpen
    ServiceSuspended ServiceRetired ServiceAvailability RunOffMissing LawMissing DirectoryReasonRequired
    ProviderNotCertified CertificateExpired CertificateUnknown CertificateStanding ChecklistIncomplete
    ExceptionUnknown ExceptionStanding ExceptionSamePerson ExceptionIncomplete
    OutOfScopeDocument ReasonRequired ReasonUnknown InstructionsRequired CorrectionRounds TermNotOver
    DeadlinePassed ExtensionLimit CalendarGap TimeGoesBackwards Incomplete IdentityNotConfirmed
    EvidenceMissing ValueMissing ConditionNotMet TaskUnknown TaskAlreadyClosed NotAssigned TaskUnfavourable
    ChannelRequired MessageAlreadyApplied PaymentDue FeeUnknown FeeSettled OrderUnknown OrderClosed
    AmountMismatch CurrencyMismatch PaymentReferenceReused PaymentMethodNotAllowed RefundExceedsPaid TasksOpen PartUnknown PartAlreadyOpened PartsOpen PartNotGranted OutputUnknown OutputAwaitsDecision OutputAlreadyIssued
    OutputNotIssued OutputRevoked OutputInForce PaperCopyStanding CalendarClosed DueDateInPast CollectorUnknown EvidenceSourceNotRegistered
    NoLegalBasis EvidencePending EvidenceUnknown TransferWaits TransferUnknown DuplicateOpen AmendmentWaits LegalHold LegalHoldStands LegalHoldUnknown ConsentRequired SignatureMissing CaseReferred ReferralStands ReferralUnknown StillNeeded FeedbackUnknown
    DraftUnknown EnquiriesNotPermitted EnquiryUnknown EnquiryAnswered SurveyUnknown SurveyAlreadyOpened SurveyNotOpen SurveyAnswered
    NotificationUnknown StaleVersion CommandIdReused PersonalUnreadable
}

/// Only whoever drives the rules can say these: they compare versions and command ids.
const OF_THE_DRIVER: [&str; 2] = ["StaleVersion", "CommandIdReused"];

#[test]
fn every_refusal_is_produced_and_told_to_people() {
    let produced = all();
    let mut seen: BTreeSet<&str> = OF_THE_DRIVER.into();
    for refusal in &produced {
        seen.insert(variant(refusal));
        well_told(refusal);
    }
    well_told(&Refusal::StaleVersion { expected: 3, actual: 5 });
    well_told(&Refusal::CommandIdReused);
    assert_eq!(seen, ALL.iter().copied().collect());
    let of_the_driver = [Refusal::StaleVersion { expected: 3, actual: 5 }, Refusal::CommandIdReused];
    let codes: BTreeSet<&str> = produced.iter().chain(&of_the_driver).map(Refusal::code).collect();
    assert_eq!(
        codes.into_iter().collect::<Vec<_>>(),
        Refusal::CODES,
        "the list of codes has each once, in order"
    );
}

fn well_told(refusal: &Refusal) {
    let (ar, en) = (refusal.text(Lang::Ar), refusal.text(Lang::En));
    assert!(ar.chars().any(|c| ('\u{0621}'..='\u{064A}').contains(&c)), "{ar}");
    assert!(!en.is_empty() && !en.ends_with('.'), "{en}");
    assert!(rule::find(refusal.rule().id).is_some(), "{refusal}");
    let wire = serde_json::to_value(refusal).unwrap();
    assert_eq!(wire["code"], refusal.code(), "the code on the wire is the code in the API");
    let told = refusal.to_string();
    assert!(told.starts_with(refusal.code()) && told.contains(refusal.rule().id), "{told}");
    assert!(std::error::Error::source(refusal).is_none());
}

/// Each of them, as a command produced it.
pub(super) fn all() -> Vec<Refusal> {
    [
        at_the_gate(),
        at_submission(),
        in_review(),
        of_the_clock(),
        of_other_bodies(),
        of_money(),
        at_the_decision(),
        after_the_decision(),
        on_paper(),
        elsewhere(),
        in_the_directory(),
        of_mandates(),
        super::rights::refusals(),
        super::retention::refusals(),
        super::referrals::refusals(),
        super::signatures::refusals(),
        super::consents::refusals(),
        crate::objection::refusals(),
        crate::enquiries::refusals(),
        super::refusals_of_the_register::all(),
        super::refusals_of_the_rulebook::all(),
        super::parts::refusals(),
        super::early_outputs::refusals(),
        vec![crate::results::readable(&applicant(), None).unwrap_err()],
        vec![crate::readers_readable(&applicant()).unwrap_err()],
    ]
    .concat()
}

fn first(change: impl FnOnce(FactsBuilder) -> FactsBuilder, command: Submit) -> Refusal {
    let mut life = Life::of_a_request();
    life.meanwhile(change);
    life.refused(applicant(), "2025-10-16 10:30", command)
}

fn at_the_gate() -> Vec<Refusal> {
    let mut working = Life::at_stage(Stage::UnderVerification);
    let mut closed = Life::at_stage(Stage::Closed);
    vec![
        working.refused(stranger(), "2025-10-21 09:00", Withdraw::default()),
        working.refused(decider(), "2025-10-21 09:00", pass()),
        working.refused(decider(), "2025-10-21 09:00", approve()),
        working.refused(verifier(), "2025-10-18 09:00", pass()),
        closed.refused(decider(), "2025-10-21 09:00", approve()),
        working.refused(
            crate::testing::gateway(),
            "2025-10-21 09:00",
            RecordNotificationDelivered { number: 9 },
        ),
        working.refused(supervisor(), "2025-10-21 09:00", Discontinue { reason: ReasonCode::WdrOther }),
    ]
}

fn at_submission() -> Vec<Refusal> {
    let mut another_version = submission();
    another_version.version = Some(2);
    let mut no_address = submission();
    no_address.email = Some("aisha".to_owned()).into();
    let mut classified = submission();
    classified.documents[0].classified = true;
    let mut late = submission();
    late.documents[0].issued_on = Some(super::date("2027-12-01"));
    let mut life = Life::of_a_request();
    let mut municipality = Life::under(municipal());
    municipality.meanwhile(|facts| facts.source_down());
    municipality.then(applicant(), "2025-10-16 10:30", submission());
    let unconfirmed = municipality.refused(clerk(), "2025-10-16 11:00", acknowledge());
    municipality.meanwhile(|facts| facts.identified(&["national_no"]));
    municipality.then(system(), "2025-10-16 11:30", ConfirmApplicant::default());
    municipality.then(verifier(), "2025-10-16 12:00", ask_corrections(&["documents.utility_bill"]));
    municipality.then(applicant(), "2025-10-16 13:00", remove_document("utility_bill"));
    vec![
        unconfirmed,
        municipality.refused(clerk(), "2025-10-16 14:00", acknowledge()),
        first(FactsBuilder::unknown_service, submission()),
        first(|facts| facts.in_force(None), submission()),
        first(|facts| facts, another_version),
        first(FactsBuilder::nobody_asked, submission()),
        first(FactsBuilder::without_calendar, submission()),
        first(|facts| facts, classified),
        first(|facts| facts, no_address),
        life.refused(representative(), "2025-10-16 10:30", submission()),
        life.refused(applicant(), "2027-12-30 10:30", late),
    ]
}

fn in_review() -> Vec<Refusal> {
    let mut asked = Life::at_stage(Stage::AwaitingCorrection);
    let not_open = asked.refused(applicant(), "2025-10-20 09:00", correct_answer("address", "x"));
    let early = asked.refused(verifier(), "2025-10-20 09:00", Lapse::default());
    asked.then(applicant(), "2025-10-20 09:00", correct_nothing_but_say("نعم"));
    let empty = asked.refused(verifier(), "2025-10-20 10:00", RequestCorrections { items: Vec::new() });
    asked.then(verifier(), "2025-10-20 10:00", ask_corrections(&["national_no"]));
    asked.meanwhile(|facts| facts.source_down());
    asked.then(applicant(), "2025-10-20 11:00", correct_answer("national_no", "119900654321"));
    let rounds = asked.refused(verifier(), "2025-10-20 12:00", ask_corrections(&["full_name"]));
    let claimed = asked.refused(verifier(), "2025-10-20 12:00", pass());
    vec![not_open, early, empty, rounds, claimed]
}

fn of_the_clock() -> Vec<Refusal> {
    let mut life = Life::at_stage(Stage::InExecution);
    let more = ExtendDeadline { working_days: 1, reason: ReasonCode::ExtComplexity };
    let limit = life.refused(supervisor(), "2025-10-20 09:00", more);
    let early = life.refused(system(), "2025-10-20 09:00", RecordDeadlineMissed::default());
    let mut definition = definition();
    definition.deadline.extension = Some(crate::testing::extension(1, 1));
    let mut life = Life::under(definition);
    life.bring_to(Stage::InExecution);
    vec![limit, early, life.refused(supervisor(), "2025-10-22 09:00", more)]
}

fn of_other_bodies() -> Vec<Refusal> {
    let mut life = super::bodies::in_execution();
    life.then(handler(), "2025-10-20 09:00", send("title"));
    let when = at("2025-10-20 10:00");
    let no_message = AcceptTask { step: "title".try_into().unwrap(), message: None };
    let channel = life.refused(body(REGISTRY), when, no_message);
    let message = reply(life.request(), "title", 1, when);
    let finding = Finding::Unfavourable { reasons: vec![Reason::new(ReasonCode::TskConditionsNotMet)] };
    life.then(
        body(REGISTRY),
        when,
        CompleteTask::new("title".try_into().unwrap(), finding, Some(message.clone())),
    );
    let again = life.refused(body(REGISTRY), when, favourable("title", message));
    let own = life.refused(handler(), when, send("verify-address"));
    vec![channel, again, own, life.refused(handler(), when, grant())]
}

fn of_money() -> Vec<Refusal> {
    let mut life = super::fees::assessed();
    let now = at("2025-10-20 11:00");
    let due = life.refused(handler(), now, step_done());
    let unknown = life.refused(handler(), now, ask_payment(&["parking"]));
    life.then(handler(), now, ask_payment(&["review"]));
    let settled = life.refused(handler(), now, ask_payment(&["review"]));
    let mut pays = |change: &dyn Fn(&mut RecordPayment)| {
        let mut payment = paid(life.request(), 1, 1, now);
        change(&mut payment);
        life.refused(cashier(), now, payment)
    };
    let as_paid = |amount: i64, currency: &str, method: &str| PaymentResult::Paid {
        amount: Money::new(amount, currency.to_owned().try_into().unwrap()),
        method: method.to_owned(),
        reference: "PAY-1".to_owned(),
    };
    let no_order = pays(&|payment| payment.order = 9);
    let amount = pays(&|payment| payment.result = as_paid(1, "LYD", "card"));
    let currency = pays(&|payment| payment.result = as_paid(50_000, "EUR", "card"));
    let method = pays(&|payment| payment.result = as_paid(50_000, "LYD", "cheque"));
    life.then(cashier(), now, paid(life.request(), 1, 1, now));
    let mut again = paid(life.request(), 1, 2, now);
    again.result = as_paid(50_000, "LYD", "card");
    let reused = life.refused(cashier(), now, again);
    let failed = PaymentResult::Failed { reason: ReasonCode::FeeDeclined };
    let late = RecordPayment { result: failed, ..paid(life.request(), 1, 3, now) };
    let closed = life.refused(cashier(), now, late);
    let all = RequestRefund { order: 1, amount: dirhams(50_001), reason: ReasonCode::RfdCourt };
    let exceeds = life.refused(supervisor(), now, all);
    vec![due, unknown, settled, no_order, amount, currency, method, reused, closed, exceeds]
}

fn on_paper() -> Vec<Refusal> {
    let mut life = Life::under(crate::testing::on_paper());
    life.bring_to(Stage::Concluded);
    let now = "2025-10-21 09:00";
    let closed = life.refused(applicant(), now, in_person("2025-10-24 10:00"));
    let past = life.refused(applicant(), now, in_person("2025-10-20 10:00"));
    life.then(applicant(), now, in_person("2025-10-22 10:00"));
    let standing = life.refused(applicant(), now, by_post());
    let nobody = RecordCollected { collector: "".into(), ..collected() };
    vec![closed, past, standing, life.refused(clerk(), "2025-10-22 10:00", nobody)]
}

fn elsewhere() -> Vec<Refusal> {
    let mut life = Life::at_stage(Stage::UnderVerification);
    let now = at("2025-10-20 09:00");
    let source_unknown = life.refused(verifier(), now, ask_source("tax-authority", &["national_no"]));
    let no_ground = life.refused(verifier(), now, ask_source(CIVIL, &["full_name"]));
    life.then(verifier(), now, ask_source(CIVIL, &["national_no"]));
    let pending = life.refused(verifier(), now, ask_source(CIVIL, &["national_no"]));
    let unasked = RecordEvidence { number: 9, ..found(life.request(), 1, now, &[]) };
    let unknown = life.refused(source(CIVIL), now, unasked);
    life.then(supervisor(), now, transfer_to(REGISTRY, ClockRule::GoesOn));
    let waits = life.refused(supervisor(), now, transfer_to(POST, ClockRule::GoesOn));
    let answer = accept_transfer(life.request(), 2, now);
    life.then(body(REGISTRY), now, decline_transfer(life.request(), 3, now));
    let no_offer = life.refused(body(REGISTRY), now, answer);
    let of = crate::reference::Reference::from_bits(7);
    let repeats = ReportDuplicate { of, reason: ReasonCode::DupSameSubject };
    life.then(verifier(), now, repeats.clone());
    let open = life.refused(verifier(), now, repeats);
    vec![source_unknown, no_ground, pending, unknown, waits, no_offer, open]
}

fn after_the_decision() -> Vec<Refusal> {
    let mut life = Life::at_stage(Stage::Concluded);
    let in_force = life.refused(decider(), "2025-11-02 09:00", reopen(Stage::InExecution, 5));
    life.then(decider(), "2025-11-02 09:00", revoke(ReasonCode::RevByHolder));
    let waits = life.refused(supervisor(), "2025-11-02 10:00", revoke(ReasonCode::RevByHolder));
    life.then(supervisor(), "2025-11-02 10:00", approve_amendment());
    vec![in_force, waits, life.refused(decider(), "2025-11-03 09:00", revoke(ReasonCode::RevByHolder))]
}

fn at_the_decision() -> Vec<Refusal> {
    let mut life = Life::at_stage(Stage::InExecution);
    let open = life.refused(handler(), "2025-10-20 08:00", grant());
    let paint = crate::request::execution::CompleteStep::new("paint".try_into().unwrap());
    let unknown = life.refused(handler(), "2025-10-20 08:00", paint);
    life.then(handler(), "2025-10-20 09:00", step_done());
    let closed = life.refused(handler(), "2025-10-20 09:00", step_done());
    let erased: Vec<_> = life.events().iter().map(super::personal::erase).collect();
    let unreadable = given(&erased)
        .when(&when(handler(), "2025-10-20 10:00", life.facts.build(), grant()))
        .then_refused("personal_unreadable");
    let mut values = Life::under(crate::testing::with_values());
    values.bring_to(Stage::UnderVerification);
    values.then(verifier(), "2025-10-19 11:00", pass());
    values.then(handler(), "2025-10-20 09:00", step_done());
    let not_recorded = values.refused(handler(), "2025-10-20 10:00", grant());
    let mut elsewhere = Life::under({
        let mut definition = definition();
        definition.conditions.push(crate::testing::condition("c2", None));
        definition
    });
    elsewhere.bring_to(Stage::InExecution);
    elsewhere.then(handler(), "2025-10-20 09:00", step_done());
    let unmet = elsewhere.refused(handler(), "2025-10-20 10:00", grant());
    let mut silent = denial();
    let crate::request::decision::Proposal::Deny { reasons, .. } = &mut silent.proposal else {
        unreachable!()
    };
    reasons.clear();
    let why = life.refused(handler(), "2025-10-20 10:00", silent);
    life.then(handler(), "2025-10-20 10:00", grant());
    let own = life.refused(officer("o-handler", Role::Decider), "2025-10-20 10:30", approve());
    life.then(decider(), "2025-10-20 11:00", approve());
    let not_issued = life.refused(handler(), "2025-10-20 11:30", deliver());
    let foreign = crate::request::outputs::IssueOutput { output: "card".try_into().unwrap(), ..issue() };
    let foreign = life.refused(handler(), "2025-10-20 11:30", foreign);
    life.then(handler(), "2025-10-20 12:00", issue());
    let twice = life.refused(handler(), "2025-10-20 12:30", issue());
    vec![open, unknown, closed, unreadable, not_recorded, unmet, why, own, not_issued, foreign, twice]
}

fn of_mandates() -> Vec<Refusal> {
    let facts = super::mandates::mandate();
    let try_on = |mandate: &Mandate, by, moment: &str, command| {
        let id = facts.id.clone();
        let envelope =
            MandateEnvelope { mandate: id, by, id: "test".try_into().unwrap(), at: at(moment), command };
        mandate::decide(mandate, &envelope).unwrap_err()
    };
    let grant = || mandate::MandateCommand::GrantMandate(mandate_of(&applicant().person, &clerk().person));
    let revoke = || mandate::MandateCommand::RevokeMandate(RevokeMandate { reason: "نعم".into() });
    let (none, held) = (Mandate::default(), &facts.mandate);
    let mut narrow = mandate_of(&applicant().person, &representative().person);
    narrow.scope.acts = [MandateAct::Objection].into();
    let narrow = crate::testing::mandate_facts("M-1", narrow);
    let mut life = Life::of_a_request();
    life.meanwhile(|facts| facts.under(narrow));
    vec![
        try_on(&none, stranger(), "2025-10-16 10:30", grant()),
        try_on(&none, applicant(), "2025-10-16 10:30", revoke()),
        try_on(held, regulator(), "2025-10-16 10:30", grant()),
        try_on(held, regulator(), "2026-10-16 10:30", revoke()),
        life.refused(representative(), "2025-10-16 10:30", super::mandates::filed()),
    ]
}

fn in_the_directory() -> Vec<Refusal> {
    let decide = |service: &Service, by, command| {
        let id = "test".try_into().unwrap();
        let envelope = ServiceEnvelope {
            service: crate::testing::definition().code,
            by,
            id,
            at: at("2025-10-16 10:30"),
            provider: None,
            rulebook: None,
            parts: Vec::new(),
            common: None,
            checks: None,
            command,
        };
        crate::service::decide(service, &envelope)
    };
    let propose = |definition: ServiceDefinition, attestation: &str| {
        let attestation = attestation.to_owned();
        ServiceCommand::ProposeServiceVersion(ProposeServiceVersion::new(definition, attestation))
    };
    let empty = Service::default();
    let mut proposed = Service::default();
    let mut colleague = regulator();
    colleague.person = manager().person;
    let events: Vec<ServiceEvent> =
        decide(&empty, manager(), propose(definition(), "نقرّ بدقة البيانات")).unwrap();
    events.iter().for_each(|event| proposed.evolve(event));
    let mut unfinished = definition();
    unfinished.legal_basis.clear();
    let verify = ServiceCommand::VerifyServiceVersion(VerifyServiceVersion::new(1));
    let publish = ServiceCommand::PublishServiceVersion(PublishServiceVersion::new(1));
    let gone = WithdrawHoliday { date: super::date("2025-10-23"), decision: "1/2025".to_owned() };
    let calendar = AlmanacEnvelope {
        jurisdiction: "ly-west".try_into().unwrap(),
        by: regulator(),
        id: "test".try_into().unwrap(),
        at: at("2025-10-16 10:30"),
        command: AlmanacCommand::WithdrawHoliday(gone),
    };
    vec![
        decide(&empty, regulator(), propose(definition(), "نعم")).unwrap_err(),
        decide(&empty, manager(), propose(definition(), " ")).unwrap_err(),
        decide(&empty, manager(), propose(unfinished, "نعم")).unwrap_err(),
        decide(&proposed, regulator(), publish).unwrap_err(),
        decide(&proposed, colleague, verify).unwrap_err(),
        almanac::decide(&Almanac::default(), &calendar).unwrap_err(),
    ]
}
