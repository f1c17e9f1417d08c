//! A command of a kind, sensible for the request as it stands, or spoilt on purpose.

use super::dice::Dice;
use crate::actor::Actor;
use crate::command_kind::CommandKind;
use crate::ids::OutputId;
use crate::instant::Timestamp;
use crate::party::Channel;
use crate::private::Private;
use crate::reason::{Reason, ReasonCode};
use crate::request::clock::{
    ExtendDeadline, RecalculateDeadline, RecordDeadlineMissed, ResumeClock, SuspendClock,
};
use crate::request::decision::{Proposal, ProposeDecision, ReturnDecision};
use crate::request::execution::CompleteStep;
use crate::request::exits::{Discontinue, Lapse, Withdraw};
use crate::request::intake::{CheckCompleteness, ConfirmApplicant, Missing, MissingKind, Submit, Supplement};
use crate::request::notices::{RecordNotificationDelivered, RecordNotificationFailed};
use crate::request::outputs::{DeliverOutput, IssueOutput, OpenOutput};
use crate::request::parties::{AssignHandler, FeedbackKind, RecordContact, RecordFeedback, ReleaseHandler};
use crate::request::review::{
    Change, Correct, ExtendCorrectionPeriod, RequestCorrections, StartVerification, Target,
};
use crate::request::values::RecordValue;
use crate::request::{Command, Request};
use crate::testing::{
    acknowledge, answer, applicant, approve, ask_corrections, bill, calendar, deliver, denial, grant,
    grant_partly, handler, incomplete_submission, issue, measures, note, off_system, pass, permit,
    record_value, refer, referral_order, resident_submission, step_done, submission, supplement_bill,
};

/// A command of this kind.
pub(super) fn command(
    kind: CommandKind,
    request: &Request,
    by: &Actor,
    at: Timestamp,
    dice: &mut Dice,
) -> Command {
    match kind {
        CommandKind::AssessFee
        | CommandKind::WaiveFee
        | CommandKind::RequestPayment
        | CommandKind::RecordPayment
        | CommandKind::ExpirePayment
        | CommandKind::RequestRefund
        | CommandKind::RecordRefund => super::payments::command(kind, request, at, dice),
        CommandKind::RecordDeemedDecision
        | CommandKind::RecordOutputExpired
        | CommandKind::ProposeAmendment
        | CommandKind::ReturnAmendment
        | CommandKind::ApproveAmendment => super::amendments::command(kind, request, dice),
        CommandKind::RequestEvidence
        | CommandKind::RecordEvidence
        | CommandKind::Transfer
        | CommandKind::AcceptTransfer
        | CommandKind::DeclineTransfer
        | CommandKind::ReportDuplicate
        | CommandKind::ConfirmDuplicate
        | CommandKind::DismissDuplicate
        | CommandKind::Escalate
        | CommandKind::RequestPaperCopy
        | CommandKind::ScheduleCollection
        | CommandKind::RecordPaperDispatched
        | CommandKind::RecordPaperReturned
        | CommandKind::RecordCollected
        | CommandKind::RecordCollectionMissed
        | CommandKind::LapsePaperCopy => super::elsewhere::command(kind, request, by, at, dice),
        CommandKind::AnswerFeedback
        | CommandKind::NameInterestedParty
        | CommandKind::RemoveInterestedParty
        | CommandKind::DiscloseRecord
        | CommandKind::RedactPersonalData
        | CommandKind::PlaceLegalHold
        | CommandKind::LiftLegalHold => super::rights::command(kind, request, by, dice),
        CommandKind::ReferCase => {
            let mut refer = refer();
            if dice.once_in(8) {
                refer.to.en.clear();
            }
            refer.into()
        }
        CommandKind::RecordOffSystem => {
            off_system(if dice.once_in(3) { "MOI/2025/17" } else { "MOI/2025/18" }).into()
        }
        CommandKind::RecordReferralOrder => {
            let today = calendar().zone().local_date(at).to_string();
            referral_order(if dice.once_in(8) { "2022-01-02" } else { &today }).into()
        }
        CommandKind::OpenSubrequest | CommandKind::RecordSubrequest => {
            super::parts::command(kind == CommandKind::OpenSubrequest, request, dice)
        }
        CommandKind::DispatchTask
        | CommandKind::AcceptTask
        | CommandKind::DeclineTask
        | CommandKind::CompleteTask
        | CommandKind::FailTask
        | CommandKind::TimeOutTask
        | CommandKind::CancelTask => super::tasks::command(kind, request, by, at, dice),
        CommandKind::Submit => submit(dice).into(),
        CommandKind::Supplement => supplement(dice).into(),
        CommandKind::ConfirmApplicant => ConfirmApplicant::default().into(),
        CommandKind::CheckCompleteness => check(dice).into(),
        CommandKind::Acknowledge => acknowledge().into(),
        CommandKind::StartVerification => StartVerification::default().into(),
        CommandKind::RequestCorrections => request_corrections(dice).into(),
        CommandKind::ExtendCorrectionPeriod => {
            let working_days = dice.of(&[12, 9, 7, 0, u32::MAX]);
            ExtendCorrectionPeriod { working_days, reason: reason(dice, ReasonCode::ExtComplexity) }.into()
        }
        CommandKind::Correct => correct(request, dice).into(),
        CommandKind::PassVerification => pass().into(),
        CommandKind::RecordValue => record(dice).into(),
        CommandKind::SuspendClock => {
            SuspendClock { reason: reason(dice, ReasonCode::SusAwaitingCourt) }.into()
        }
        CommandKind::ResumeClock => ResumeClock::default().into(),
        CommandKind::ExtendDeadline => {
            let working_days = dice.of(&[1, 2, 3, 0, u32::MAX]);
            ExtendDeadline { working_days, reason: reason(dice, ReasonCode::ExtInspectionNeeded) }.into()
        }
        CommandKind::RecalculateDeadline => {
            RecalculateDeadline { cause: reason(dice, ReasonCode::CalHolidayDeclared) }.into()
        }
        CommandKind::RecordDeadlineMissed => RecordDeadlineMissed::default().into(),
        CommandKind::CompleteStep => step(request, dice).into(),
        CommandKind::ProposeDecision => propose(dice).into(),
        CommandKind::ReturnDecision => ReturnDecision {
            reason: dice.of(&["العنوان غير واضح", "العنوان غير واضح", ""]).into(),
        }
        .into(),
        CommandKind::ApproveDecision => approve().into(),
        other => later(other, request, dice),
    }
}

fn later(kind: CommandKind, request: &Request, dice: &mut Dice) -> Command {
    let duties = request.notifications().len();
    let number = u32::try_from(dice.below(duties + 1) + 1).unwrap();
    match kind {
        CommandKind::IssueOutput => IssueOutput { output: output(dice), ..issue() }.into(),
        CommandKind::DeliverOutput => DeliverOutput { output: output(dice), ..deliver() }.into(),
        CommandKind::OpenOutput => OpenOutput { output: output(dice) }.into(),
        CommandKind::RecordNotificationDelivered => RecordNotificationDelivered { number }.into(),
        CommandKind::RecordNotificationFailed => {
            RecordNotificationFailed { number, reason: reason(dice, ReasonCode::NtfBounced) }.into()
        }
        CommandKind::AssignHandler => AssignHandler { handler: handler().person }.into(),
        CommandKind::ReleaseHandler => ReleaseHandler::default().into(),
        CommandKind::AddNote => note().into(),
        CommandKind::RecordContact => {
            RecordContact { channel: Channel::Desk, summary: dice.of(&["اتصال", ""]).into() }.into()
        }
        CommandKind::RecordFeedback => RecordFeedback {
            kind: FeedbackKind::Comment,
            rating: dice.of(&[Some(4), None, Some(9)]),
            text: Private::new(None),
        }
        .into(),
        CommandKind::Withdraw => Withdraw { reason: Some(reason(dice, ReasonCode::WdrTooSlow)) }.into(),
        CommandKind::Lapse => Lapse::default().into(),
        _ => Discontinue { reason: reason(dice, ReasonCode::ClsOutOfScope) }.into(),
    }
}

/// The fitting reason, or now and then one of another family.
pub(super) fn reason(dice: &mut Dice, fitting: ReasonCode) -> ReasonCode {
    if dice.once_in(8) { ReasonCode::RevCourtOrder } else { fitting }
}

fn submit(dice: &mut Dice) -> Submit {
    let mut submit = match dice.below(6) {
        0..=2 => submission(),
        3 => resident_submission(),
        _ => incomplete_submission(),
    };
    submit.declared = !dice.once_in(4);
    if dice.once_in(8) {
        submit.email = Private::new(None);
    }
    if dice.once_in(10) {
        submit.answers = Private::new(answer("shoe_size", 42));
    }
    if dice.once_in(12) {
        submit.documents.push(bill());
    }
    submit
}

fn supplement(dice: &mut Dice) -> Supplement {
    let mut supplement = if dice.once_in(4) { Supplement::default() } else { supplement_bill() };
    supplement.declared = true;
    if dice.once_in(3) {
        supplement.documents.push(permit());
    }
    supplement
}

fn check(dice: &mut Dice) -> CheckCompleteness {
    let mut check = CheckCompleteness::default();
    if dice.once_in(3) {
        check.found_missing =
            vec![Missing { kind: MissingKind::Document, item: "ownership_deed".to_owned() }];
    }
    check
}

fn request_corrections(dice: &mut Dice) -> RequestCorrections {
    let targets = [
        "full_name",
        "documents.utility_bill",
        "national_no",
        "municipality",
        "address",
        "shoe_size",
        "owns_dwelling",
        "resident_since",
    ];
    let mut named: Vec<&str> = Vec::new();
    for _ in 0..=dice.below(3) {
        let target = dice.of(&targets);
        if !named.contains(&target) || dice.once_in(6) {
            named.push(target);
        }
    }
    if dice.once_in(12) { RequestCorrections { items: Vec::new() } } else { ask_corrections(&named) }
}

fn correct(request: &Request, dice: &mut Dice) -> Correct {
    let mut correct = Correct::default();
    let named: Vec<Target> = request
        .open_corrections()
        .map_or_else(Vec::new, |open| open.items.iter().map(|item| item.target.clone()).collect());
    for target in named {
        correct.changes.push(match (target, dice.below(3)) {
            (_, 0) if !correct.changes.is_empty() => continue,
            (Target::Field(field), 1) => Change::RemoveAnswer(field),
            (Target::Document(kind), 1) => Change::RemoveDocument(kind),
            (Target::Field(field), _) => {
                let value = match field.as_str() {
                    "national_no" => "119900654321".into(),
                    "municipality" => "abu-salim".into(),
                    "resident_since" => "2020-02-29".into(),
                    "owns_dwelling" => dice.once_in(2).into(),
                    _ => "شارع الرشيد".into(),
                };
                Change::Answer { field, value: Private::new(value) }
            }
            (Target::Document(_), _) => Change::Document(bill()),
        });
    }
    if dice.once_in(5) {
        correct.changes.push(Change::Document(permit()));
    }
    if dice.once_in(8) {
        correct.changes.push(Change::RemoveAnswer("address".try_into().unwrap()));
    }
    if dice.once_in(3) {
        correct.statement = Private::new(Some("البيانات صحيحة".to_owned()));
    }
    correct
}

fn record(dice: &mut Dice) -> RecordValue {
    let (field, value) =
        dice.of(&[("rooms_seen", 3), ("rooms_seen", 7), ("household", 0), ("rooms_seen", 99), ("size", 1)]);
    if field == "household" { record_value(field, "أسرة") } else { record_value(field, value) }
}

/// A step; mostly the first that is still open.
fn step(request: &Request, dice: &mut Dice) -> CompleteStep {
    let second = || CompleteStep::new("write-certificate".try_into().unwrap());
    match dice.below(5) {
        0 => second(),
        1 => step_done(),
        _ if request.completed_steps().is_empty() => step_done(),
        _ => second(),
    }
}

fn propose(dice: &mut Dice) -> ProposeDecision {
    match dice.below(7) {
        0..=2 => grant(),
        3 => denial(),
        4 => measures(),
        5 => grant_partly(dice.of(&[&["certificate"], &["extract"]])),
        _ => {
            let text = crate::text::Text::new("يجوز التظلم", "Object");
            let reasons = vec![Reason::new(ReasonCode::CorOther)];
            ProposeDecision { proposal: Proposal::Deny { reasons, remedies: text, explanation: None } }
        }
    }
}

fn output(dice: &mut Dice) -> OutputId {
    dice.of(&["certificate", "certificate", "extract", "card"]).try_into().unwrap()
}

/// Whether an actor could be the applicant: used to bias stories, not to judge them.
pub(super) fn is_applicant(person: &crate::ids::PersonId) -> bool {
    *person == applicant().person
}
