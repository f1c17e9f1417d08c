//! One row per refusal: its code, its class and the rule behind it.

use super::{Class, Refusal};
use crate::provider::ExceptionKind;
use crate::rule::{self, Rule};

/// The code, as serde writes it.
pub(super) fn code(refusal: &Refusal) -> &'static str {
    row(refusal).0
}

pub(super) fn class(refusal: &Refusal) -> Class {
    row(refusal).1
}

pub(super) fn rule(refusal: &Refusal) -> Rule {
    row(refusal).2
}

/// Every code there is, in the order of the alphabet.
pub(super) const CODES: &[&str] = &[
    "amendment_waits",
    "amount_mismatch",
    "attestation_missing",
    "calendar_closed",
    "calendar_gap",
    "case_referred",
    "certificate_expired",
    "certificate_unknown",
    "channel_required",
    "command_id_reused",
    "condition_not_met",
    "consent_required",
    "correction_rounds",
    "currency_mismatch",
    "deadline_passed",
    "definition_invalid",
    "draft_unknown",
    "due_date_in_past",
    "duplicate_open",
    "endpoint_not_approved",
    "enquiry_answered",
    "enquiry_unknown",
    "evidence_missing",
    "evidence_pending",
    "evidence_source_not_registered",
    "exception_unknown",
    "extension_limit",
    "fee_settled",
    "fee_unknown",
    "feedback_unknown",
    "field_invalid",
    "field_not_open",
    "hash_not_computed",
    "identity_assurance_too_low",
    "identity_missing",
    "identity_not_confirmed",
    "identity_scheme_not_accepted",
    "incomplete",
    "instructions_required",
    "legal_hold",
    "legal_hold_stands",
    "legal_hold_unknown",
    "mandate_already_granted",
    "mandate_expired",
    "mandate_missing",
    "mandate_scope",
    "message_already_applied",
    "message_kind_not_listed",
    "no_legal_basis",
    "not_assigned",
    "not_permitted",
    "notification_unknown",
    "objection_already_made",
    "objection_closed",
    "objection_not_offered",
    "order_closed",
    "order_unknown",
    "out_of_scope_document",
    "out_of_scope_service",
    "output_already_issued",
    "output_awaits_decision",
    "output_in_force",
    "output_not_issued",
    "output_revoked",
    "output_unknown",
    "paper_copy_standing",
    "part_already_opened",
    "part_not_granted",
    "part_unknown",
    "parts_open",
    "payment_due",
    "payment_method_not_allowed",
    "payment_reference_reused",
    "personal_unreadable",
    "provider_not_certified",
    "reason_required",
    "reason_unknown",
    "referral_stands",
    "referral_unknown",
    "refund_exceeds_paid",
    "retention_runs",
    "same_person",
    "service_not_published",
    "service_retired",
    "service_suspended",
    "signature_missing",
    "stale_version",
    "still_needed",
    "survey_already_opened",
    "survey_answered",
    "survey_not_open",
    "survey_unknown",
    "task_already_closed",
    "task_unfavourable",
    "task_unknown",
    "tasks_open",
    "term_not_over",
    "terminal_state",
    "time_goes_backwards",
    "transfer_waits",
    "trust_service_not_licensed",
    "unknown_calendar",
    "unknown_mandate",
    "unknown_objection",
    "unknown_request",
    "unknown_service",
    "value_missing",
    "version_not_current",
    "wrong_channel",
    "wrong_stage",
];

fn row(refusal: &Refusal) -> (&'static str, Class, Rule) {
    use Refusal as R;
    match refusal {
        R::UnknownRequest => ("unknown_request", Class::Unknown, rule::ONE_PROVIDER),
        R::UnknownService { .. } => ("unknown_service", Class::Unknown, rule::IN_THE_DIRECTORY),
        R::ServiceNotPublished { .. } => {
            ("service_not_published", Class::NotNow, rule::VERIFIED_BEFORE_PUBLISHED)
        }
        R::VersionNotCurrent { .. } => ("version_not_current", Class::Conflict, rule::VERSION_PINNED),
        R::DirectoryNotPermitted { .. } => ("not_permitted", Class::Forbidden, rule::REGULATOR_APART),
        R::ServiceVersionStanding { version, .. } => ("wrong_stage", Class::NotNow, of_version(*version)),
        R::ServiceSamePerson { .. } => ("same_person", Class::Forbidden, rule::VERIFIED_BEFORE_PUBLISHED),
        R::AttestationMissing => ("attestation_missing", Class::Invalid, rule::ATTESTED),
        R::ServiceSuspended { .. } => ("service_suspended", Class::NotNow, rule::REGISTER_KEPT),
        R::ServiceRetired { .. } => ("service_retired", Class::Gone, rule::REGISTER_KEPT),
        R::ServiceAvailability { .. } => ("wrong_stage", Class::NotNow, rule::REGISTER_KEPT),
        R::RunOffMissing => ("reason_required", Class::Invalid, rule::RUN_OFF),
        R::LawMissing => ("field_invalid", Class::Invalid, rule::LEGAL_CHANGE),
        R::DirectoryReasonRequired { command } => ("reason_required", Class::Invalid, of_directory(command)),
        R::ProviderNotCertified { .. } => ("provider_not_certified", Class::NotNow, rule::CERTIFIED),
        R::CertificateExpired { .. } => ("certificate_expired", Class::NotNow, rule::CERTIFICATE_TERM),
        R::CertificateUnknown { .. } => ("certificate_unknown", Class::Unknown, rule::CERTIFIED),
        R::CertificateStanding { .. } => ("wrong_stage", Class::NotNow, rule::CERTIFIED),
        R::ChecklistIncomplete { .. } => ("definition_invalid", Class::Invalid, rule::CONDITIONS_CHECKED),
        R::ExceptionUnknown { .. } => ("exception_unknown", Class::Unknown, rule::EXCEPTIONS),
        R::ExceptionStanding { .. } => ("wrong_stage", Class::NotNow, rule::EXCEPTIONS),
        R::ExceptionSamePerson { .. } => ("same_person", Class::Forbidden, rule::EXCEPTIONS),
        R::ExceptionIncomplete { kind, .. } => ("reason_required", Class::Invalid, of_exception(*kind)),
        R::CalendarUnknown => ("unknown_calendar", Class::Unknown, rule::CALENDAR_DATA),
        R::DefinitionInvalid { path, .. } => ("definition_invalid", Class::Invalid, of_definition(path)),
        R::NotPermitted { .. } => ("not_permitted", Class::Forbidden, rule::STAGE_ORDER),
        R::WrongStage { .. } => ("wrong_stage", Class::NotNow, rule::STAGE_ORDER),
        R::TerminalState { .. } => ("terminal_state", Class::Gone, rule::STAGE_ORDER),
        R::SamePerson { .. } => ("same_person", Class::Forbidden, rule::SECOND_PERSON),
        R::IdentityMissing => ("identity_missing", Class::Forbidden, rule::IDENTIFICATION),
        R::IdentityAssuranceTooLow { .. } => {
            ("identity_assurance_too_low", Class::Forbidden, rule::IDENTITY_RULE)
        }
        R::IdentitySchemeNotAccepted { .. } => {
            ("identity_scheme_not_accepted", Class::Forbidden, rule::IDENTITY_RULE)
        }
        R::WrongChannel { .. } => ("wrong_channel", Class::Invalid, rule::WAYS_IN),
        R::MediumReasonRequired => ("reason_required", Class::Invalid, rule::STORAGE_MEDIUM),
        R::ConsentRequired => ("consent_required", Class::Invalid, rule::CONSENT),
        R::MandateMissing => ("mandate_missing", Class::Forbidden, rule::USER_AND_BENEFICIARY),
        R::RoleNotPermitted { .. } => ("not_permitted", Class::Forbidden, rule::STAGE_ORDER),
        R::ResultsNotPermitted { .. } => ("not_permitted", Class::Forbidden, rule::RESULTS_READ),
        R::ReadersNotPermitted { .. } => ("not_permitted", Class::Forbidden, rule::ACCESS_LOG),
        R::UnknownMandate => ("unknown_mandate", Class::Unknown, rule::MANDATE),
        R::MandateAlreadyGranted => ("mandate_already_granted", Class::Conflict, rule::MANDATE),
        R::MandateExpired { .. } => ("mandate_expired", Class::Forbidden, rule::MANDATE_TERM),
        R::MandateScope { .. } => ("mandate_scope", Class::Forbidden, rule::MANDATE_SCOPE),
        R::UnknownObjection => ("unknown_objection", Class::Unknown, rule::OBJECTION),
        R::ObjectionNotOffered => ("objection_not_offered", Class::NotNow, rule::OBJECTION),
        R::ObjectionAlreadyMade { .. } => ("objection_already_made", Class::Conflict, rule::OBJECTION),
        R::ObjectionClosed { .. } => ("objection_closed", Class::Conflict, rule::OBJECTION),
        R::ObjectionSamePerson => ("same_person", Class::Forbidden, rule::OBJECTION_BY_ANOTHER),
        R::FieldInvalid { .. } => ("field_invalid", Class::Invalid, rule::READABLE_INPUT),
        R::FieldNotOpen { .. } => ("field_not_open", Class::Invalid, rule::ONLY_NAMED_ITEMS),
        R::OutOfScopeDocument { .. } => ("out_of_scope_document", Class::Invalid, rule::OUT_OF_SCOPE),
        R::OutOfScopeService { .. } => ("out_of_scope_service", Class::Forbidden, rule::OUT_OF_SCOPE),
        R::InstrumentMissing { .. } => ("no_legal_basis", Class::Invalid, rule::REGULATOR_SETS),
        R::RulebookPartKept { .. } => ("not_permitted", Class::Forbidden, rule::KEEPER),
        R::HashNotComputed { .. } => ("hash_not_computed", Class::Invalid, rule::HASH_COMPUTED),
        R::CatalogueNotPermitted { .. } => ("not_permitted", Class::Forbidden, rule::CATALOGUE_ACTS),
        R::RetentionRuns { .. } => ("retention_runs", Class::NotNow, rule::RETENTION),
        R::RetentionNotPermitted { .. } => ("not_permitted", Class::Forbidden, rule::RETENTION),
        R::ReasonRequired { .. } => ("reason_required", Class::Invalid, rule::DECISION_GROUNDS),
        R::ReasonUnknown { family, .. } => ("reason_unknown", Class::Invalid, rule::of_reasons(*family)),
        R::InstructionsRequired => ("instructions_required", Class::Invalid, rule::CORRECTIONS),
        R::CorrectionRounds { .. } => ("correction_rounds", Class::NotNow, rule::CORRECTION_ROUNDS),
        R::TermNotOver { term, .. } => ("term_not_over", Class::NotNow, *term),
        R::DeadlinePassed { term, .. } => ("deadline_passed", Class::Gone, *term),
        R::ExtensionLimit { .. } => ("extension_limit", Class::NotNow, rule::EXTENSION),
        R::CalendarGap { .. } => ("calendar_gap", Class::NotNow, rule::CALENDAR_DATA),
        R::TimeGoesBackwards { .. } => ("time_goes_backwards", Class::Invalid, rule::RECEIVED_ONCE),
        R::Incomplete { .. } => ("incomplete", Class::NotNow, rule::COMPLETE),
        R::IdentityNotConfirmed => ("identity_not_confirmed", Class::NotNow, rule::NOT_ACKNOWLEDGED),
        R::EvidenceMissing { .. } => ("evidence_missing", Class::NotNow, rule::TRUSTED_DATA),
        R::ValueMissing { .. } => ("value_missing", Class::NotNow, rule::OFFICERS_VALUES),
        R::ConditionNotMet { .. } => ("condition_not_met", Class::NotNow, rule::DECISION_GROUNDS),
        R::TaskUnknown { .. } => ("task_unknown", Class::Unknown, rule::EXECUTED_AS_PUBLISHED),
        R::TaskAlreadyClosed { .. } => ("task_already_closed", Class::Conflict, rule::EXECUTED_AS_PUBLISHED),
        R::NotAssigned { .. } => ("not_assigned", Class::Forbidden, rule::SEVERAL_BODIES),
        R::TaskUnfavourable { .. } => ("task_unfavourable", Class::NotNow, rule::SEVERAL_BODIES),
        R::ChannelRequired => ("channel_required", Class::Invalid, rule::CHANNEL),
        R::MessageKindNotListed { .. } => ("message_kind_not_listed", Class::Invalid, rule::MESSAGE_KINDS),
        R::TrustServiceNotLicensed { .. } => {
            ("trust_service_not_licensed", Class::NotNow, rule::TRUST_SERVICES)
        }
        R::EndpointNotApproved { .. } => ("endpoint_not_approved", Class::NotNow, rule::ENDPOINT),
        R::MessageAlreadyApplied { .. } => ("message_already_applied", Class::Conflict, rule::CHANNEL_ONCE),
        R::PaymentDue { .. } => ("payment_due", Class::NotNow, rule::FEE_FIRST),
        R::FeeUnknown { .. } => ("fee_unknown", Class::Unknown, rule::FEES),
        R::FeeSettled { .. } => ("fee_settled", Class::Conflict, rule::FEES),
        R::OrderUnknown { .. } => ("order_unknown", Class::Unknown, rule::FEES),
        R::OrderClosed { .. } => ("order_closed", Class::Conflict, rule::FEES),
        R::AmountMismatch { .. } => ("amount_mismatch", Class::Invalid, rule::EXACT_PAYMENT),
        R::CurrencyMismatch { .. } => ("currency_mismatch", Class::Invalid, rule::EXACT_PAYMENT),
        R::PaymentReferenceReused { .. } => {
            ("payment_reference_reused", Class::Conflict, rule::EXACT_PAYMENT)
        }
        R::PaymentMethodNotAllowed { .. } => {
            ("payment_method_not_allowed", Class::Invalid, rule::PAYMENT_METHODS)
        }
        R::RefundExceedsPaid { .. } => ("refund_exceeds_paid", Class::Invalid, rule::REFUND),
        R::TasksOpen { .. } => ("tasks_open", Class::NotNow, rule::EXECUTED_AS_PUBLISHED),
        R::PartUnknown { .. } => ("part_unknown", Class::Unknown, rule::COMPOSITE),
        R::PartAlreadyOpened { .. } => ("part_already_opened", Class::Conflict, rule::COMPOSITE),
        R::PartsOpen { .. } => ("parts_open", Class::NotNow, rule::PARTS_FIRST),
        R::PartNotGranted { .. } => ("part_not_granted", Class::NotNow, rule::PARTS_FIRST),
        R::OutputUnknown { .. } => ("output_unknown", Class::Unknown, rule::ACT_ADOPTED),
        R::OutputAwaitsDecision { .. } => ("output_awaits_decision", Class::NotNow, rule::EARLY_OUTPUT),
        R::OutputAlreadyIssued { .. } => ("output_already_issued", Class::Conflict, rule::ACT_ADOPTED),
        R::OutputNotIssued { .. } => ("output_not_issued", Class::NotNow, rule::ACT_ADOPTED),
        R::PaperCopyStanding { .. } => ("paper_copy_standing", Class::NotNow, rule::PAPER),
        R::CalendarClosed { .. } => ("calendar_closed", Class::Invalid, rule::PAPER),
        R::DueDateInPast { .. } => ("due_date_in_past", Class::Invalid, rule::PAPER),
        R::CollectorUnknown => ("identity_missing", Class::Invalid, rule::PAPER),
        R::EvidenceSourceNotRegistered { .. } => {
            ("evidence_source_not_registered", Class::Invalid, rule::TRUSTED_SOURCES)
        }
        R::NoLegalBasis { .. } => ("no_legal_basis", Class::Invalid, rule::LEGAL_GROUND),
        R::EvidencePending { .. } => ("evidence_pending", Class::NotNow, rule::TRUSTED_SOURCES),
        R::EvidenceUnknown { .. } => ("task_unknown", Class::Unknown, rule::TRUSTED_SOURCES),
        R::TransferWaits => ("transfer_waits", Class::NotNow, rule::TRANSFER),
        R::TransferUnknown => ("task_unknown", Class::Unknown, rule::TRANSFER),
        R::DuplicateOpen { .. } => ("duplicate_open", Class::NotNow, rule::DUPLICATE),
        R::OutputRevoked { .. } => ("output_revoked", Class::Gone, rule::AMENDMENT),
        R::SignatureMissing { .. } => ("signature_missing", Class::Invalid, rule::SIGNED),
        R::OutputInForce { .. } => ("output_in_force", Class::NotNow, rule::AMENDMENT),
        R::AmendmentWaits => ("amendment_waits", Class::NotNow, rule::AMENDMENT),
        R::LegalHold { .. } => ("legal_hold", Class::NotNow, rule::LEGAL_HOLD),
        R::LegalHoldStands { .. } => ("legal_hold_stands", Class::Conflict, rule::LEGAL_HOLD),
        R::LegalHoldUnknown { .. } => ("legal_hold_unknown", Class::Unknown, rule::LEGAL_HOLD),
        R::CaseReferred { .. } => ("case_referred", Class::NotNow, rule::REFERRAL),
        R::ReferralStands { .. } => ("referral_stands", Class::Conflict, rule::REFERRAL),
        R::ReferralUnknown => ("referral_unknown", Class::Unknown, rule::REFERRAL),
        R::StillNeeded { .. } => ("still_needed", Class::NotNow, rule::STILL_NEEDED),
        R::FeedbackUnknown { .. } => ("feedback_unknown", Class::Unknown, rule::FEEDBACK),
        R::EnquiriesNotPermitted { .. } => ("not_permitted", Class::Forbidden, rule::ENQUIRIES),
        R::EnquiryUnknown { .. } => ("enquiry_unknown", Class::Unknown, rule::ENQUIRIES),
        R::EnquiryAnswered { .. } => ("enquiry_answered", Class::Conflict, rule::ENQUIRIES),
        R::SurveyUnknown { .. } => ("survey_unknown", Class::Unknown, rule::SURVEYS),
        R::SurveyAlreadyOpened { .. } => ("survey_already_opened", Class::Conflict, rule::SURVEYS),
        R::SurveyNotOpen { .. } => ("survey_not_open", Class::NotNow, rule::SURVEYS),
        R::DraftUnknown => ("draft_unknown", Class::Unknown, rule::CHANGE_TOLD),
        R::SurveyAnswered { .. } => ("survey_answered", Class::Conflict, rule::SURVEYS),
        R::NotificationUnknown { .. } => ("notification_unknown", Class::Unknown, rule::COMPLETION_TOLD),
        R::StaleVersion { .. } => ("stale_version", Class::Conflict, rule::ONE_ACT_ONCE),
        R::CommandIdReused => ("command_id_reused", Class::Conflict, rule::ONE_ACT_ONCE),
        R::PersonalUnreadable { .. } => ("personal_unreadable", Class::Gone, rule::REQUIREMENTS_MET),
    }
}

/// Which rule a part of a definition answers to.
fn of_definition(path: &str) -> Rule {
    if path.starts_with("legal_basis") {
        rule::LEGAL_BASIS
    } else if path.starts_with("part.") {
        rule::COMPOSITE
    } else if path.starts_with("acknowledgement") {
        rule::MESSAGE_CONTENT
    } else if path.starts_with("identity") {
        rule::IDENTITY_RULE
    } else if path.starts_with("intake") {
        rule::WAYS_IN
    } else if path.ends_with(".source") {
        rule::TRUSTED_REGISTER
    } else {
        rule::DIRECTORY_FACTS
    }
}

/// Certificates, exceptions and services each have their article.
fn of_directory(command: &str) -> Rule {
    if command.ends_with("Certificate") {
        rule::CERTIFIED
    } else if command.ends_with("Exception") {
        rule::EXCEPTIONS
    } else {
        rule::REGISTER_KEPT
    }
}

/// The policy asks for a justification where technical requirements are concerned; of itself the regulator excepts.
fn of_exception(kind: ExceptionKind) -> Rule {
    match kind {
        ExceptionKind::Policy => rule::EXCEPTIONS,
        ExceptionKind::TechnicalRequirements => rule::EXCEPTION_JUSTIFIED,
    }
}

/// The first version is verified before it is published, every later one is approved again.
fn of_version(version: u32) -> Rule {
    if version > 1 { rule::UPDATE_APPROVED } else { rule::VERIFIED_BEFORE_PUBLISHED }
}
