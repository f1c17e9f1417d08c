//! Tests of the tables of words.

mod named;

use std::collections::BTreeSet;

use super::{CHANNELS, COMMANDS, EVENTS, NOTICES, OUTCOMES, ROLES, STAGES};
use crate::actor::Role;
use crate::command_kind::CommandKind;
use crate::party::Channel;
use crate::stage::{Outcome, Stage};
use crate::text::Words;

/// A table's name, its rows, and the names it must have.
type Agreed = (&'static str, &'static [(&'static str, Words)], &'static str);

/// The wire names as they were agreed, written out a second time.
const AGREED: &[Agreed] = &[
    (
        "stages",
        STAGES,
        "Submitted Rejected Acknowledged UnderVerification AwaitingCorrection InExecution UnderDecision \
         Decided Concluded Closed",
    ),
    (
        "outcomes",
        OUTCOMES,
        "Granted PartiallyGranted Denied MeasuresTaken Withdrawn Lapsed TransferredOut Discontinued \
         DeemedGranted DeemedDenied Duplicate OutOfScope",
    ),
    (
        "roles",
        ROLES,
        "applicant representative clerk verifier handler decider supervisor executing_body trusted_source \
         payment_system regulator provider_manager standards_unit auditor data_protection notification_gateway interested_party system",
    ),
    ("channels", CHANNELS, "portal integration_channel service_centre desk post"),
    (
        "events",
        EVENTS,
        "Submitted Supplemented CompletenessChecked ApplicantIdentityConfirmed \
         ApplicantIdentityNotConfirmed Acknowledged Rejected VerificationStarted CorrectionsRequested \
         CorrectionPeriodExtended Corrected VerificationPassed ValuesComputed ValueRecorded DeadlineSet DeadlineRecalculated \
         DeadlineExtended DeadlineMissed ClockSuspended ClockResumed ClockStopped StepCompleted \
         TaskDispatched TaskAccepted TaskDeclined TaskCompleted TaskFailed TaskTimedOut TaskCancelled \
         SubrequestOpened SubrequestConcluded SubrequestReopened \
         FeeAssessed FeeWaived PaymentRequested PaymentConfirmed PaymentFailed PaymentExpired \
         PaymentCancelled RefundRequested RefundCompleted RefundFailed LateAnswerKept MessageQuarantined \
         CaseReferred ReferralOrderRecorded OffSystemRecorded DecisionProposed DecisionReturned DecisionApproved Granted PartiallyGranted Denied \
         MeasuresRecorded Executed OutputIssued OutputDelivered OutputOpened NotificationQueued \
         EvidenceRequested EvidenceReceived EvidenceUnavailable EvidenceMismatchFound \
         EvidenceCancelled Transferred TransferAccepted TransferDeclined \
         TransferCancelled DuplicateSuspected DuplicateDismissed PaperCopyRequested \
         PaperCopyDispatched PaperCopyReturned CollectionScheduled OutputCollected \
         CollectionMissed PaperCopyLapsed Escalated DuplicateConfirmed \
         TransferredOut \
         DeemedDecisionRecorded OutputExpired AmendmentProposed AmendmentReturned AmendmentApproved \
         OutputRevoked OutputReinstated OutputSuperseded OutcomeCorrected Reopened \
         NotificationDelivered NotificationFailed HandlerAssigned HandlerReleased NoteAdded \
         FeedbackAnswered InterestedPartyNamed InterestedPartyRemoved RecordDisclosed \
         PersonalDataRedacted LegalHoldPlaced LegalHoldLifted \
         ContactRecorded FeedbackRecorded Withdrawn Lapsed Discontinued Concluded ServiceVersionProposed \
         ServiceVersionReturned ServiceVersionVerified ServiceVersionPublished CalendarPublished \
         ServiceSuspended ServiceResumed ServiceRetired LegalChangeReported CertificateIssued \
         CertificateRenewed CertificateSuspended CertificateResumed CertificateRevoked CertificateExpired \
         ExceptionRequested ExceptionGranted ExceptionRefused ExceptionEnded \
         IdentityRuleSet SourceRegistered SourceWithdrawn MessageKindListed MessageKindWithdrawn EndpointApproved \
         EndpointWithdrawn PaymentMethodsSet TrustServiceLicensed TrustServiceWithdrawn \
         RetentionSet HashAlgorithmSet CataloguePermitted KeeperAssigned \
         HolidayDeclared HolidayWithdrawn CoverageExtended MandateGranted MandateRevoked \
         ObjectionFiled ObjectionInadmissible ObjectionUpheld ObjectionPartlyUpheld ObjectionDismissed \
         ObjectionWithdrawn EnquiryRecorded EnquiryAnswered SurveyOpened SurveyClosed SurveyAnswered DraftNoted DraftDropped DraftChangeTold \
         CommandRefused RequestRead",
    ),
    (
        "commands",
        COMMANDS,
        "Submit Supplement ConfirmApplicant CheckCompleteness Acknowledge StartVerification \
         RequestCorrections ExtendCorrectionPeriod Correct PassVerification RecordValue SuspendClock ResumeClock \
         ExtendDeadline RecalculateDeadline RecordDeadlineMissed CompleteStep DispatchTask AcceptTask DeclineTask \
         CompleteTask FailTask TimeOutTask CancelTask OpenSubrequest RecordSubrequest AssessFee WaiveFee RequestPayment RecordPayment \
         ExpirePayment RequestRefund RecordRefund ReferCase RecordReferralOrder RecordOffSystem ProposeDecision \
         ReturnDecision ApproveDecision IssueOutput DeliverOutput OpenOutput RecordNotificationDelivered \
         RequestPaperCopy ScheduleCollection RecordPaperDispatched RecordPaperReturned RecordCollected RecordCollectionMissed LapsePaperCopy \
         RequestEvidence RecordEvidence Transfer AcceptTransfer DeclineTransfer ReportDuplicate ConfirmDuplicate DismissDuplicate Escalate \
         RecordDeemedDecision RecordOutputExpired ProposeAmendment ReturnAmendment ApproveAmendment \
         AnswerFeedback NameInterestedParty RemoveInterestedParty DiscloseRecord RedactPersonalData PlaceLegalHold LiftLegalHold \
         RecordNotificationFailed AssignHandler ReleaseHandler AddNote RecordContact RecordFeedback \
         Withdraw Lapse Discontinue ProposeServiceVersion ReturnServiceVersion VerifyServiceVersion \
         SuspendService ResumeService RetireService ReportLegalChange IssueCertificate RenewCertificate \
         SuspendCertificate ResumeCertificate RevokeCertificate RecordCertificateExpired RequestException \
         GrantException RefuseException EndException \
         SetIdentityRule RegisterSource WithdrawSource ListMessageKind WithdrawMessageKind ApproveEndpoint \
         WithdrawEndpoint SetPaymentMethods LicenseTrustService WithdrawTrustService \
         SetRetention SetHashAlgorithm PermitCatalogue AssignKeeper \
         PublishServiceVersion PublishCalendar DeclareHoliday WithdrawHoliday ExtendCoverage GrantMandate \
         RevokeMandate FileObjection DecideObjection WithdrawObjection RecordObjectionSilence \
         RecordEnquiry AnswerEnquiry OpenSurvey CloseSurvey AnswerSurvey NoteDraft DropDraft RecordChangeTold",
    ),
];

/// What a notice's body may ask to have filled in.
const VARIABLES: [&str; 9] =
    ["reference", "service", "news", "reasons", "due", "instructions", "outcome", "amount", "expected_by"];

#[test]
fn each_table_holds_the_agreed_names_once() {
    for (table, rows, names) in AGREED {
        let built: BTreeSet<_> = rows.iter().map(|(name, _)| *name).collect();
        assert_eq!(built.len(), rows.len(), "{table} repeat a name");
        assert_eq!(built, names.split_whitespace().collect(), "{table}");
    }
    let notices: Vec<_> = NOTICES.iter().map(|(name, _)| *name).collect();
    assert_eq!(
        notices,
        [
            "acknowledgement",
            "rejection",
            "corrections",
            "payment",
            "completion",
            "amendment",
            "transfer",
            "early_output",
            "measures",
            "new_request",
            "pointer"
        ]
    );
}

#[test]
fn words_are_arabic_in_arabic_and_latin_in_english() {
    for (table, rows, _) in AGREED {
        for (name, words) in *rows {
            assert_bilingual(&format!("{table} {name}"), *words);
            assert!(!words.ar.ends_with('.') && !words.en.ends_with('.'), "{table} {name}");
        }
    }
}

#[test]
fn two_names_of_one_table_never_read_alike() {
    for (table, rows, _) in AGREED {
        let arabic: BTreeSet<_> = rows.iter().map(|(_, words)| words.ar).collect();
        let english: BTreeSet<_> = rows.iter().map(|(_, words)| words.en).collect();
        assert_eq!((arabic.len(), english.len()), (rows.len(), rows.len()), "{table}");
    }
}

#[test]
fn a_name_is_found_in_its_own_table_only() {
    assert_eq!(super::stage("UnderDecision").map(|words| words.ar), Some("قيد البتّ"));
    assert_eq!(super::stage("Granted"), None);
    assert_eq!(
        super::outcome("DeemedGranted").map(|words| words.ar),
        Some("قرار ضمني بالموافقة لانقضاء المدة")
    );
    assert_eq!(super::outcome("Silence"), None);
    assert_eq!(super::role("regulator").map(|words| words.ar), Some("الإدارة المختصة"));
    assert_eq!(super::channel("desk").map(|words| words.en), Some("The provider's desk"));
    assert_eq!(super::event("Executed").map(|words| words.ar), Some("انتهى مسار تنفيذ الخدمة"));
    assert_eq!(super::event("Execute"), None);
    assert_eq!(super::command("Submit").map(|words| words.ar), Some("تقديم الطلب"));
    assert_eq!(
        super::notice("measures").map(|notice| notice.title.en),
        Some("Measures taken on your request")
    );
    assert_eq!(super::notice(""), None);
}

#[test]
fn a_name_is_found_in_either_spelling() {
    for (pascal, snake) in [("ExecutingBody", "executing_body"), ("System", "system")] {
        assert!(super::role(pascal).is_some() && super::role(pascal) == super::role(snake), "{pascal}");
    }
    assert_eq!(super::channel("IntegrationChannel"), super::channel("integration_channel"));
    assert_eq!(super::stage("under_decision"), super::stage("UnderDecision"));
    assert_eq!(super::event("executing_body"), None);
}

#[test]
fn every_value_of_the_named_enums_has_words_of_its_own() {
    let stages = Stage::ALL.iter().map(|value| (value.name(), value.words()));
    let outcomes = Outcome::ALL.iter().map(|value| (value.name(), value.words()));
    let roles = Role::ALL.iter().map(|value| (value.name(), value.words()));
    let channels = Channel::ALL.iter().map(|value| (value.name(), value.words()));
    let commands = CommandKind::ALL.iter().map(|value| (value.name(), value.words()));
    for (name, words) in stages.chain(outcomes).chain(roles).chain(channels).chain(commands) {
        // Where the tables have no row, the enum falls back on its own name.
        assert_bilingual(name, words);
    }
}

#[test]
fn rejection_never_reads_as_a_refusal_of_the_request() {
    let rejected =
        [super::stage("Rejected"), super::event("Rejected"), super::notice("rejection").map(|n| n.title)];
    for words in rejected {
        let ar = words.map_or("", |words| words.ar);
        assert!(ar.contains("تأكيد استلام الطلب") && !ar.contains("رفض"), "{ar}");
    }
}

#[test]
fn only_the_applicant_withdraws() {
    // The vowelled «سُحب» is another string than «سحب», so both are looked for.
    let rows = AGREED.iter().flat_map(|(_, rows, _)| rows.iter());
    let withdrawing = rows.filter(|(_, words)| words.ar.contains("سحب") || words.ar.contains("سُحب"));
    let names: BTreeSet<_> = withdrawing.map(|(name, _)| *name).collect();
    assert_eq!(names, BTreeSet::from(["ObjectionWithdrawn", "Withdraw", "WithdrawObjection", "Withdrawn"]));
}

#[test]
fn a_notice_asks_for_the_same_known_variables_in_both_languages() {
    for (name, notice) in NOTICES {
        assert_bilingual(name, notice.title);
        let (ar, en) = (variables(notice.body.ar), variables(notice.body.en));
        assert_eq!(ar, en, "{name}");
        assert!(ar.contains("reference"), "{name} does not say which request it is about");
        assert!(ar.iter().all(|variable| VARIABLES.contains(variable)), "{name}: {ar:?}");
        assert!(notice.body.ar.ends_with('.') && notice.body.en.ends_with('.'), "{name}");
        assert!(!notice.body.ar.contains("  ") && !notice.body.en.contains("  "), "{name}");
    }
    assert!(variables(notice_body("rejection")).contains("reasons"));
    assert!(variables(notice_body("corrections")).contains("instructions"));
    assert!(variables(notice_body("measures")).contains("outcome"));
}

fn assert_bilingual(what: &str, Words { ar, en }: Words) {
    assert!(ar.chars().any(|c| ('\u{0621}'..='\u{064a}').contains(&c)), "{what}: {ar}");
    assert!(!ar.chars().any(|c| c.is_ascii_alphabetic()), "{what}: {ar}");
    assert!(en.is_ascii() && en.chars().any(|c| c.is_ascii_alphabetic()), "{what}: {en}");
    assert!(ar.trim() == ar && en.trim() == en, "{what}");
}

fn notice_body(name: &str) -> &'static str {
    super::notice(name).map_or("", |notice| notice.body.ar)
}

/// The names in braces in `body`.
fn variables(body: &str) -> BTreeSet<&str> {
    body.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}
