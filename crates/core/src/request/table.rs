//! Who may do what, where: one table, asked by `decide` and by `available_actions`, and printed in the documents.

use crate::actor::Role::{self, *};
use crate::command_kind::CommandKind::{self, *};
use crate::definition::{AcknowledgementMode, ServiceDefinition};
use crate::stage::Stage::{self, *};

/// One row of the table.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Row {
    /// What may be done.
    pub command: CommandKind,
    /// By whom.
    pub roles: &'static [Role],
    /// In which stages; none for what begins a request.
    pub stages: &'static [Stage],
    /// Under which parameter of the service only.
    pub parameter: Option<Parameter>,
}

/// A parameter of a service definition that opens a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Parameter {
    /// `acknowledgement = "by_officer"`, while the request is not acknowledged.
    ByOfficer,
    /// `decision_before_acknowledgement = true`.
    DecisionFirst,
    /// Both of these.
    ByOfficerDecisionFirst,
    /// An `[[output]]` with `after`, which may come before the decision.
    EarlyOutput,
}

impl Parameter {
    /// How a definition says it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::ByOfficer => "acknowledgement = \"by_officer\"",
            Self::DecisionFirst => "decision_before_acknowledgement",
            Self::ByOfficerDecisionFirst => {
                "acknowledgement = \"by_officer\", decision_before_acknowledgement"
            }
            Self::EarlyOutput => "output.after",
        }
    }

    fn holds(self, definition: Option<&ServiceDefinition>, acknowledged: bool) -> bool {
        let Some(definition) = definition else { return false };
        let rules = &definition.rules;
        let by_officer = rules.acknowledgement == AcknowledgementMode::ByOfficer && !acknowledged;
        match self {
            Self::ByOfficer => by_officer,
            Self::DecisionFirst => rules.decision_before_acknowledgement,
            Self::ByOfficerDecisionFirst => by_officer && rules.decision_before_acknowledgement,
            Self::EarlyOutput => definition.outputs.iter().any(|output| !output.after.is_empty()),
        }
    }
}

const fn row(command: CommandKind, roles: &'static [Role], stages: &'static [Stage]) -> Row {
    Row { command, roles, stages, parameter: None }
}

const fn only(
    parameter: Parameter,
    command: CommandKind,
    roles: &'static [Role],
    stages: &'static [Stage],
) -> Row {
    Row { command, roles, stages, parameter: Some(parameter) }
}

/// The applicant's side and those who file for it.
const FILING: &[Role] = &[Applicant, Representative, Clerk];
const SIDE: &[Role] = &[Applicant, Representative];
/// Who works on a file, and may leave a note in it.
const OFFICERS: &[Role] = &[Clerk, Verifier, Handler, Decider, Supervisor];
/// From the first attempt until the decision.
const OPEN: &[Stage] =
    &[Submitted, Rejected, Acknowledged, UnderVerification, AwaitingCorrection, InExecution, UnderDecision];
/// From the acknowledgement until the decision.
const RUNNING: &[Stage] = &[Acknowledged, UnderVerification, AwaitingCorrection, InExecution, UnderDecision];
const WORKING: &[Stage] = &[Acknowledged, UnderVerification, InExecution];
/// From the decision, or the end without one.
const ENDED: &[Stage] = &[Decided, Concluded, Closed];
/// Where an output that didn't wait for the decision may be in somebody's hands, beside where the others are.
const BESIDE_THE_DECISION: &[Stage] =
    &[Submitted, Acknowledged, UnderVerification, AwaitingCorrection, InExecution, UnderDecision, Closed];
const ANY: &[Stage] = Stage::ALL;

/// The whole table, in the order of the life cycle.
pub const TABLE: &[Row] = &[
    row(CommandKind::Submit, FILING, &[]),
    // The parts of requests, and nothing else.
    row(CommandKind::Submit, &[System], &[]),
    row(Supplement, FILING, &[Rejected]),
    row(ConfirmApplicant, &[System, Verifier], &[Submitted, Acknowledged, UnderVerification]),
    only(Parameter::ByOfficer, CheckCompleteness, &[Clerk, Verifier, Handler], &[Submitted]),
    only(
        Parameter::ByOfficerDecisionFirst,
        CheckCompleteness,
        &[Clerk, Verifier, Handler],
        &[UnderVerification, AwaitingCorrection, InExecution, UnderDecision],
    ),
    only(Parameter::ByOfficer, Acknowledge, &[Clerk, Verifier, Handler], &[Submitted]),
    only(
        Parameter::ByOfficerDecisionFirst,
        Acknowledge,
        &[Clerk, Verifier, Handler],
        &[UnderVerification, AwaitingCorrection, InExecution, UnderDecision],
    ),
    row(StartVerification, &[Verifier, Handler], &[Acknowledged, UnderVerification]),
    row(RequestCorrections, &[Verifier, Handler], &[Acknowledged, UnderVerification]),
    only(Parameter::DecisionFirst, RequestCorrections, &[Verifier, Handler], &[Submitted, InExecution]),
    row(ExtendCorrectionPeriod, &[Verifier, Supervisor], &[AwaitingCorrection]),
    row(Correct, FILING, &[AwaitingCorrection]),
    row(PassVerification, &[Verifier], &[Acknowledged, UnderVerification, AwaitingCorrection]),
    row(RecordValue, &[Verifier, Handler], &[UnderVerification, InExecution]),
    row(RecordValue, &[Handler], &[Decided]),
    row(SuspendClock, &[Handler, Supervisor], WORKING),
    row(SuspendClock, &[Supervisor], &[UnderDecision]),
    row(ResumeClock, &[Handler, Supervisor], WORKING),
    row(ResumeClock, &[Supervisor], &[UnderDecision]),
    row(ExtendDeadline, &[Supervisor], &[Acknowledged, UnderVerification, InExecution, UnderDecision]),
    row(RecalculateDeadline, &[System], RUNNING),
    row(RecordDeadlineMissed, &[System], RUNNING),
    row(CompleteStep, &[Handler], &[InExecution]),
    only(
        Parameter::DecisionFirst,
        CompleteStep,
        &[Handler],
        &[Submitted, Acknowledged, UnderVerification, AwaitingCorrection],
    ),
    row(DispatchTask, &[Handler, System], &[InExecution]),
    row(AcceptTask, &[ExecutingBody], ANY),
    row(DeclineTask, &[ExecutingBody], ANY),
    row(CompleteTask, &[ExecutingBody], ANY),
    row(FailTask, &[ExecutingBody], ANY),
    row(TimeOutTask, &[Handler, System], RUNNING),
    row(CancelTask, &[Handler, Supervisor], RUNNING),
    row(OpenSubrequest, &[Handler, System], &[InExecution]),
    row(RecordSubrequest, &[System], RUNNING),
    row(AssessFee, &[Handler, System], RUNNING),
    row(AssessFee, &[Handler, System], &[Decided]),
    row(WaiveFee, &[Supervisor], &[Submitted]),
    row(WaiveFee, &[Supervisor], RUNNING),
    row(WaiveFee, &[Supervisor], &[Decided]),
    row(RequestPayment, &[Handler, System], RUNNING),
    row(RequestPayment, &[Handler, System], &[Decided]),
    row(RecordPayment, &[PaymentSystem], ANY),
    row(ExpirePayment, &[Handler, System], &[Submitted]),
    row(ExpirePayment, &[Handler, System], RUNNING),
    row(ExpirePayment, &[Handler, System], &[Decided]),
    row(RequestRefund, &[Handler, Supervisor], ANY),
    row(RecordRefund, &[PaymentSystem], ANY),
    row(RequestEvidence, &[Verifier, Handler, System], WORKING),
    row(RecordEvidence, &[TrustedSource], ANY),
    row(
        CommandKind::Transfer,
        &[Handler, Supervisor],
        &[Acknowledged, UnderVerification, AwaitingCorrection, InExecution],
    ),
    row(AcceptTransfer, &[ExecutingBody], ANY),
    row(DeclineTransfer, &[ExecutingBody], ANY),
    row(ReportDuplicate, &[Verifier, Handler, System], WORKING),
    row(ConfirmDuplicate, &[Verifier, Handler], WORKING),
    row(DismissDuplicate, &[Verifier, Handler], WORKING),
    row(ReferCase, &[Decider, Supervisor], RUNNING),
    row(RecordReferralOrder, &[Regulator], RUNNING),
    row(RecordOffSystem, &[Verifier, Handler, Decider, Supervisor], RUNNING),
    row(ProposeDecision, &[Handler], &[InExecution]),
    only(
        Parameter::DecisionFirst,
        ProposeDecision,
        &[Handler],
        &[Submitted, Acknowledged, UnderVerification],
    ),
    row(ReturnDecision, &[Decider, Supervisor], &[UnderDecision]),
    row(ApproveDecision, &[Decider, Supervisor], &[UnderDecision]),
    row(RecordDeemedDecision, &[System, Supervisor], RUNNING),
    row(IssueOutput, &[Handler, Decider, System], &[Decided, Concluded]),
    only(Parameter::EarlyOutput, IssueOutput, &[Handler], &[InExecution]),
    row(DeliverOutput, &[Handler, System], &[Decided, Concluded]),
    only(Parameter::EarlyOutput, DeliverOutput, &[Handler], &[InExecution, UnderDecision, Closed]),
    row(OpenOutput, SIDE, &[Decided, Concluded]),
    only(Parameter::EarlyOutput, OpenOutput, SIDE, BESIDE_THE_DECISION),
    row(RecordOutputExpired, &[System, Handler], &[Decided, Concluded]),
    only(Parameter::EarlyOutput, RecordOutputExpired, &[System, Handler], BESIDE_THE_DECISION),
    row(RequestPaperCopy, &[Applicant, Representative, Clerk, Handler], &[Decided, Concluded]),
    row(ScheduleCollection, &[Applicant, Representative, Clerk, Handler], &[Decided, Concluded]),
    row(RecordPaperDispatched, &[Clerk, Handler], &[Decided, Concluded]),
    row(RecordPaperReturned, &[Clerk, Handler], &[Decided, Concluded]),
    row(RecordCollected, &[Clerk, Handler], &[Decided, Concluded]),
    row(RecordCollectionMissed, &[Clerk, Handler, System], &[Decided, Concluded]),
    row(LapsePaperCopy, &[Handler, System], &[Decided, Concluded]),
    only(
        Parameter::EarlyOutput,
        ScheduleCollection,
        &[Applicant, Representative, Clerk, Handler],
        BESIDE_THE_DECISION,
    ),
    only(Parameter::EarlyOutput, RecordCollected, &[Clerk, Handler], BESIDE_THE_DECISION),
    only(Parameter::EarlyOutput, RecordCollectionMissed, &[Clerk, Handler, System], BESIDE_THE_DECISION),
    only(Parameter::EarlyOutput, LapsePaperCopy, &[Handler, System], BESIDE_THE_DECISION),
    row(ProposeAmendment, &[Decider, Supervisor], ENDED),
    row(ReturnAmendment, &[Decider, Supervisor], ENDED),
    row(ApproveAmendment, &[Decider, Supervisor], ENDED),
    row(RecordNotificationDelivered, &[NotificationGateway, System], ANY),
    row(RecordNotificationFailed, &[NotificationGateway, System], ANY),
    row(AssignHandler, &[Supervisor, Handler], OPEN),
    row(AssignHandler, &[Supervisor, Handler], &[Decided]),
    row(ReleaseHandler, &[Supervisor, Handler], OPEN),
    row(ReleaseHandler, &[Supervisor, Handler], &[Decided]),
    row(Escalate, &[Handler, Supervisor], RUNNING),
    row(AddNote, OFFICERS, ANY),
    row(RecordContact, &[Clerk, Handler], ANY),
    row(RecordFeedback, FILING, ANY),
    row(AnswerFeedback, &[Clerk, Handler, Supervisor], ANY),
    row(NameInterestedParty, &[Applicant, Verifier, Handler, Supervisor], ANY),
    row(RemoveInterestedParty, &[Applicant, Verifier, Handler, Supervisor], ANY),
    row(DiscloseRecord, &[Applicant, Representative, DataProtection], ANY),
    row(RedactPersonalData, &[DataProtection], ANY),
    row(PlaceLegalHold, &[DataProtection, Regulator], ANY),
    row(LiftLegalHold, &[DataProtection, Regulator], ANY),
    row(Withdraw, SIDE, OPEN),
    row(Lapse, &[Verifier, Handler, System], &[Rejected, AwaitingCorrection]),
    row(Lapse, &[Verifier, Handler], WORKING),
    row(Discontinue, &[Supervisor, System], OPEN),
];

/// Whether the role ever gives this command.
pub(super) fn permits(command: CommandKind, role: Role) -> bool {
    TABLE.iter().any(|row| row.command == command && row.roles.contains(&role))
}

/// Whether the role may give this command in this stage, under the parameters of the service.
pub(super) fn allows(
    command: CommandKind,
    role: Role,
    stage: Option<Stage>,
    definition: Option<&ServiceDefinition>,
    acknowledged: bool,
) -> bool {
    TABLE.iter().filter(|row| row.command == command && row.roles.contains(&role)).any(|row| {
        let here = match stage {
            Some(stage) => row.stages.contains(&stage),
            None => row.stages.is_empty(),
        };
        here && row.parameter.is_none_or(|parameter| parameter.holds(definition, acknowledged))
    })
}

/// The table as Markdown: a row for each command, a column for each stage.
pub fn markdown() -> String {
    let mut text = String::from("| command | – |");
    for stage in Stage::ALL {
        text += &format!(" {} |", stage.name());
    }
    text += "\n|---|---|";
    text += &"---|".repeat(Stage::ALL.len());
    text.push('\n');
    for command in CommandKind::ALL {
        text += &format!("| `{}` {} | {} |", command.name(), command.words().ar, cell(*command, None));
        for stage in Stage::ALL {
            text += &format!(" {} |", cell(*command, Some(*stage)));
        }
        text.push('\n');
    }
    text
}

fn cell(command: CommandKind, stage: Option<Stage>) -> String {
    let here = |row: &&Row| match stage {
        Some(stage) => row.stages.contains(&stage),
        None => row.stages.is_empty(),
    };
    let mut cells: Vec<String> = Vec::new();
    for row in TABLE.iter().filter(|row| row.command == command).filter(here) {
        let mark = match row.parameter {
            None => "",
            Some(Parameter::ByOfficer) => " ᵃ",
            Some(Parameter::DecisionFirst) => " ᵇ",
            Some(Parameter::ByOfficerDecisionFirst) => " ᵃᵇ",
            Some(Parameter::EarlyOutput) => " ᶜ",
        };
        cells.extend(row.roles.iter().map(|role| format!("{}{mark}", role.code())));
    }
    cells.join(", ")
}
