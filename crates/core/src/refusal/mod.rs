//! Refusals: the law says no to a command. Nothing is appended, and the caller is told why and what to do.

mod code;
mod directory;
mod enquiries;
mod rulebook;
mod words;

use serde::Serialize;

use crate::actor::Role;
use crate::calendar::CalendarGap;
use crate::command_kind::CommandKind;
use crate::definition::Period;
use crate::ids::ConditionId;
use crate::mandate::MandateAct;
use crate::objection::ObjectionStanding;
use crate::party::Channel;
use crate::provider::{CertificateStanding, ExceptionKind, ExceptionPart, ExceptionStanding};
use crate::reason::Family;
use crate::request::outputs::paper::PaperStanding;
use crate::rule::Rule;
use crate::rulebook::{AssuranceLevel, CatalogueAct, HashAlgorithm, Keeper, RulebookPart};
use crate::service::Availability;
use crate::stage::{Stage, Standing};
use crate::text::{Lang, Text};

/// Why a command is not allowed, with the facts of the case.
///
/// A refusal is data, not a failure: the same command on the same history is refused again. A negative
/// *outcome* on the merits is an event instead, and so is a request that is not acknowledged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
#[expect(missing_docs, reason = "the line of a variant says what its facts are")]
pub enum Refusal {
    /// There is no such request, or the actor may not know of it.
    UnknownRequest,
    /// The directory has no such service.
    UnknownService { service: String },
    /// The service has no version in force.
    ServiceNotPublished { service: String },
    /// Another version is in force.
    VersionNotCurrent { given: u32, current: u32 },
    /// The directory or a calendar is kept by others.
    #[serde(rename = "not_permitted")]
    DirectoryNotPermitted { role: Role, command: &'static str },
    /// The version does not stand where the act needs it.
    #[serde(rename = "wrong_stage")]
    ServiceVersionStanding { version: u32, standing: Option<Standing> },
    /// Whoever proposed a version does not verify it.
    #[serde(rename = "same_person")]
    ServiceSamePerson { version: u32 },
    /// The provider does not vouch for the definition.
    AttestationMissing,
    /// The regulator suspended the service.
    ServiceSuspended { service: String },
    /// The regulator retired the service.
    ServiceRetired { service: String },
    /// The service does not stand where the act needs it.
    #[serde(rename = "wrong_stage")]
    ServiceAvailability { service: String, availability: Availability },
    /// A service is retired without a word on its open requests.
    #[serde(rename = "reason_required")]
    RunOffMissing,
    /// A legal change is reported without saying of which law.
    #[serde(rename = "field_invalid")]
    LawMissing,
    /// An act in the directory without a reason.
    #[serde(rename = "reason_required")]
    DirectoryReasonRequired { command: &'static str },
    /// No certificate lets the provider offer the service.
    ProviderNotCertified { provider: String, service: String },
    /// The certificate that let the provider offer the service is over.
    CertificateExpired { number: String, until: String },
    /// The provider has no certificate with this number.
    CertificateUnknown { number: String },
    /// The certificate does not stand where the act needs it.
    #[serde(rename = "wrong_stage")]
    CertificateStanding { number: String, standing: CertificateStanding },
    /// Conditions of the policy were not checked, or are not met.
    #[serde(rename = "definition_invalid")]
    ChecklistIncomplete { unchecked: Vec<String>, failed: Vec<String> },
    /// The provider has no such exception.
    ExceptionUnknown { exception: String },
    /// The exception does not stand where the act needs it.
    #[serde(rename = "wrong_stage")]
    ExceptionStanding { exception: String, standing: ExceptionStanding },
    /// Whoever asked for an exception does not answer it.
    #[serde(rename = "same_person")]
    ExceptionSamePerson { exception: String },
    /// A request for an exception lacks its articles, its end or its justification.
    #[serde(rename = "reason_required")]
    ExceptionIncomplete { kind: ExceptionKind, lacks: Vec<ExceptionPart> },
    /// The jurisdiction has no published calendar.
    #[serde(rename = "unknown_calendar")]
    CalendarUnknown,
    /// A definition can't be taken in, or needs a part of the engine that is not built.
    DefinitionInvalid { path: String, problem: Text },
    /// The role never gives this command.
    NotPermitted { role: Role, command: CommandKind },
    /// The command has no place in this stage.
    WrongStage { stage: Option<Stage>, command: CommandKind },
    /// The request has ended.
    TerminalState { stage: Stage, command: CommandKind },
    /// The rule wants another person than the one who acted before.
    SamePerson { command: CommandKind },
    /// Nobody identified the applicant, and without that nothing can be submitted.
    IdentityMissing,
    /// The identity was verified at a lower level than the regulator's rule, or the service, asks for.
    IdentityAssuranceTooLow { level: String, required: AssuranceLevel },
    /// The identity was verified by a scheme that is not accepted.
    IdentitySchemeNotAccepted { scheme: String, accepted: Vec<String> },
    /// The service has no such way in, or it is not open to this actor.
    WrongChannel { channel: Channel, allowed: Vec<Channel> },
    /// Documents came on a storage medium, and nobody said why.
    #[serde(rename = "reason_required")]
    MediumReasonRequired,
    /// A clerk files for an applicant whose consent is not on record, where the service asks for it.
    ConsentRequired,
    /// The actor is not the applicant and shows no mandate.
    MandateMissing,
    /// The role never gives this command on a mandate or an objection, or around a service.
    #[serde(rename = "not_permitted")]
    RoleNotPermitted { role: Role, command: &'static str },
    /// What services achieve, and what is said of them, is read by others.
    #[serde(rename = "not_permitted")]
    ResultsNotPermitted { role: Role },
    /// Who read a request is read by who supervises.
    #[serde(rename = "not_permitted")]
    ReadersNotPermitted { role: Role },
    /// There is no such mandate, or the actor may not know of it.
    UnknownMandate,
    /// The mandate was granted before.
    MandateAlreadyGranted,
    /// The mandate was revoked, or its term is over.
    MandateExpired { ended: String },
    /// The mandate is not for this act or not for this service.
    MandateScope { act: MandateAct, service: String },
    /// There is no such objection, or the actor may not know of it.
    UnknownObjection,
    /// The service offers no objections.
    ObjectionNotOffered,
    /// This decision was objected to before.
    ObjectionAlreadyMade { objection: String },
    /// The objection no longer waits for anything.
    ObjectionClosed { standing: Option<ObjectionStanding> },
    /// Who made the decision, or has a part in the objection, doesn't decide the objection.
    #[serde(rename = "same_person")]
    ObjectionSamePerson,
    /// A field of the input can't be taken in: unknown, of the wrong shape, or too large.
    FieldInvalid { path: String, problem: Text },
    /// The item was not named in the request for corrections.
    FieldNotOpen { path: String },
    /// A document is confidential or concerns security.
    OutOfScopeDocument { document: String },
    /// The whole service is confidential or concerns security.
    OutOfScopeService { service: String },
    /// An entry of the rulebook without a legal instrument.
    #[serde(rename = "no_legal_basis")]
    InstrumentMissing { command: &'static str },
    /// Another keeps this part of the rulebook.
    #[serde(rename = "not_permitted")]
    RulebookPartKept { part: RulebookPart, keeper: Keeper },
    /// The engine can't work out this hash.
    HashNotComputed { algorithm: HashAlgorithm, computed: Vec<HashAlgorithm> },
    /// Who does this with the directory was decided, and this actor is not among them.
    #[serde(rename = "not_permitted")]
    CatalogueNotPermitted { act: CatalogueAct, role: Role, instrument: String },
    /// The request must be kept, until the day if it has ended, and no ground of law was named.
    RetentionRuns { version: u32, keep: Period, until: Option<String> },
    /// Which requests are past their term is read by who redacts them or supervises that.
    #[serde(rename = "not_permitted")]
    RetentionNotPermitted { role: Role },
    /// A negative act without a reason.
    ReasonRequired { what: String },
    /// A reason code that does not belong here.
    ReasonUnknown { given: String, family: Family },
    /// A request for corrections without items, or an item without instructions.
    InstructionsRequired,
    /// As many rounds of corrections as the service allows were already asked.
    CorrectionRounds { allowed: u32 },
    /// The term is not over yet, so its consequence can't be drawn.
    TermNotOver { until: String, term: Rule },
    /// The term is over.
    DeadlinePassed { due: String, term: Rule },
    /// The deadline may not be extended any further.
    ExtensionLimit { times: u32, working_days: u32 },
    /// The calendar does not cover a day that must be judged.
    CalendarGap { jurisdiction: String, date: String, covered: String },
    /// The instant lies before what is already recorded.
    TimeGoesBackwards { at: String, last: String },
    /// The request is not complete, so it can't be acknowledged.
    Incomplete { missing: Vec<String> },
    /// The applicant's data are not confirmed.
    IdentityNotConfirmed,
    /// A value that a trusted source owns is only claimed.
    EvidenceMissing { item: String },
    /// Values that officers must record first.
    ValueMissing { fields: Vec<String> },
    /// A condition of the service is not met.
    ConditionNotMet { condition: String },
    /// The step is not one of this service's.
    TaskUnknown { step: String },
    /// The step was already completed.
    TaskAlreadyClosed { step: String },
    /// The step is another body's, or the provider's own.
    NotAssigned { step: String },
    /// A task was done, and what was found speaks against a grant.
    TaskUnfavourable { step: String },
    /// Another body acts without a message of the integration channel.
    ChannelRequired,
    /// The channel's register lists no such kind of message.
    MessageKindNotListed { kind: String },
    /// The body has no approved endpoint on the channel.
    EndpointNotApproved { body: String },
    /// The regulator has entered licensed trust services, and this is none of them.
    TrustServiceNotLicensed { trust_service: String },
    /// The message was applied before.
    MessageAlreadyApplied { message: String },
    /// Fees must be paid or waived first.
    PaymentDue { fees: Vec<String> },
    /// The fee is not one that this request owes.
    FeeUnknown { fee: String },
    /// The fee is ordered, paid or waived.
    FeeSettled { fee: String },
    /// There is no such order, or no such refund of it, or the message answers another one.
    OrderUnknown { order: u32 },
    /// The order, or the refund, no longer waits for an answer.
    OrderClosed { order: u32 },
    /// Another amount than was ordered.
    AmountMismatch { ordered: String, given: String },
    /// Another currency than was ordered.
    CurrencyMismatch { ordered: String, given: String },
    /// The payment was applied before.
    PaymentReferenceReused { reference: String },
    /// The regulator has not set this way to pay.
    PaymentMethodNotAllowed { method: String },
    /// More than is held, or than the rules pay back for this reason.
    RefundExceedsPaid { refundable: String, asked: String },
    /// Steps that must come first are open.
    TasksOpen { steps: Vec<String> },
    /// The service has no such part, or this request does not ask for it.
    PartUnknown { part: String },
    /// The part has a request already.
    PartAlreadyOpened { part: String, child: String },
    /// Parts that must end first.
    PartsOpen { parts: Vec<String> },
    /// Parts that were not granted, so that what rests on them is not either.
    PartNotGranted { parts: Vec<String> },
    /// The output is not one of this service's, or not of this outcome.
    OutputUnknown { output: String },
    /// The output rests on the decision, which is still to come.
    OutputAwaitsDecision { output: String },
    /// The output was already issued.
    OutputAlreadyIssued { output: String },
    /// The output must be issued first.
    OutputNotIssued { output: String },
    /// The output has no effect any more.
    OutputRevoked { output: String },
    /// The service asks for the signature of a trust service, and there is neither one nor an exception.
    SignatureMissing { output: String },
    /// The output has effect, and what is asked would contradict it.
    OutputInForce { output: String },
    /// A paper copy stands otherwise than the act needs it.
    PaperCopyStanding { output: String, standing: Option<PaperStanding> },
    /// An appointment on a closed day, or outside the hours.
    CalendarClosed { at: String },
    /// A date that must lie ahead is past.
    DueDateInPast { date: String },
    /// Nobody is named who collected, or no document by which they were identified.
    #[serde(rename = "identity_missing")]
    CollectorUnknown,
    /// The definition names no such trusted source, or the register has none.
    EvidenceSourceNotRegistered { source: String },
    /// The definition cites no ground to ask this source for this item.
    NoLegalBasis { item: String },
    /// The source has not answered its last question yet.
    EvidencePending { source: String },
    /// The source was not asked that, or its question is closed.
    #[serde(rename = "task_unknown")]
    EvidenceUnknown { number: u32 },
    /// The request is offered to another body already.
    TransferWaits,
    /// The request was not offered to this body by that message.
    #[serde(rename = "task_unknown")]
    TransferUnknown,
    /// It is open whether the request repeats another one.
    DuplicateOpen { of: String },
    /// An amendment waits for approval already.
    AmendmentWaits,
    /// An order holds everything, and what is asked would destroy something.
    LegalHold { orders: Vec<String> },
    /// A hold by this order stands already.
    LegalHoldStands { order: String },
    /// No hold by this order stands.
    LegalHoldUnknown { order: String },
    /// The case was referred, and the order on it is not recorded yet.
    CaseReferred { to: Text },
    /// The case was referred already.
    ReferralStands { to: Text },
    /// No referral waits for an order.
    ReferralUnknown,
    /// Personal data that are still needed to decide or to deliver.
    StillNeeded { items: Vec<String> },
    /// There is no such feedback, or it is answered already.
    FeedbackUnknown { number: u32 },
    /// What was asked around a service is read by others.
    #[serde(rename = "not_permitted")]
    EnquiriesNotPermitted { role: Role },
    /// There is no such enquiry on the service, or the actor may not know of it.
    EnquiryUnknown { number: u32 },
    /// The enquiry was answered before.
    EnquiryAnswered { number: u32, at: String },
    /// There is no such survey on the service.
    SurveyUnknown { survey: String },
    /// A survey of that id was opened before.
    SurveyAlreadyOpened { survey: String },
    /// The survey takes no answers yet, or no longer.
    SurveyNotOpen { survey: String, from: String, until: Option<String> },
    /// This person answered the survey before.
    SurveyAnswered { survey: String },
    /// There is no draft of this person, or none that the change concerns.
    DraftUnknown,
    /// There is no such notification, or its fate is already known.
    NotificationUnknown { number: u32 },
    /// The request moved on since the caller looked.
    StaleVersion { expected: u64, actual: u64 },
    /// The same command id was used with another content.
    CommandIdReused,
    /// A personal value that the rule needs was erased or can't be read here.
    PersonalUnreadable { path: String },
}

/// What kind of no it is; hosts map it to a status code of their protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Class {
    /// The input is wrong: mend it and send it again (HTTP 422).
    Invalid,
    /// This actor may not do this (403).
    Forbidden,
    /// There is no such thing (404).
    Unknown,
    /// Somebody or something else came first (409).
    Conflict,
    /// Not in this stage or not yet (409).
    NotNow,
    /// It is over (410).
    Gone,
}

impl Class {
    /// The status an HTTP host answers with.
    pub const fn http_status(self) -> u16 {
        match self {
            Self::Invalid => 422,
            Self::Forbidden => 403,
            Self::Unknown => 404,
            Self::Conflict | Self::NotNow => 409,
            Self::Gone => 410,
        }
    }
}

impl Refusal {
    /// The rule that refuses.
    pub fn rule(&self) -> Rule {
        code::rule(self)
    }

    /// The stable code, such as `wrong_stage`.
    pub fn code(&self) -> &'static str {
        code::code(self)
    }

    /// A condition that the service doesn't have.
    pub(crate) fn unknown_condition(condition: &ConditionId) -> Self {
        let problem = Text::new(
            "لا يوجد هذا الشرط في تعريف الخدمة، يُرجى التحقق من الرمز",
            "the service has no such condition",
        );
        Self::FieldInvalid { path: format!("conditions.{condition}"), problem }
    }

    /// Every code that a refusal can have, in the order of the alphabet: for whoever keys texts or statistics by them.
    pub const CODES: &'static [&'static str] = code::CODES;

    /// What kind of no it is.
    pub fn class(&self) -> Class {
        code::class(self)
    }

    /// Where in the input the trouble is, as a path such as `answers.national_no`.
    pub fn path(&self) -> Option<&str> {
        match self {
            Self::FieldInvalid { path, .. }
            | Self::FieldNotOpen { path }
            | Self::DefinitionInvalid { path, .. }
            | Self::PersonalUnreadable { path } => Some(path),
            Self::ChecklistIncomplete { .. } => Some("checklist"),
            Self::LawMissing => Some("law"),
            _ => None,
        }
    }

    /// The refusal told to a person: what is wrong and what to do.
    pub fn text(&self, lang: Lang) -> String {
        match lang {
            Lang::Ar => words::arabic(self),
            Lang::En => words::english(self),
        }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({}): {}", self.code(), self.rule(), words::english(self))
    }
}

impl std::error::Error for Refusal {}

impl From<CalendarGap> for Refusal {
    fn from(gap: CalendarGap) -> Self {
        Self::CalendarGap {
            jurisdiction: gap.jurisdiction.clone(),
            date: gap.date.to_string(),
            covered: format!("{}..{}", gap.covers_from, gap.covers_until),
        }
    }
}
