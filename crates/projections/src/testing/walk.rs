//! Random lives: whatever somebody may do next, chosen by a number.

use talab_core::definition::{ServiceDefinition, Step};
use talab_core::request::clock::{
    ExtendDeadline, RecalculateDeadline, RecordDeadlineMissed, ResumeClock, SuspendClock,
};
use talab_core::request::decision::{ApproveDecision, Measure, Proposal, ProposeDecision, ReturnDecision};
use talab_core::request::execution::{
    AcceptTask, CancelTask, CompleteStep, CompleteTask, DeclineTask, DispatchTask, FailTask, Finding, Task,
    TimeOutTask,
};
use talab_core::request::exits::{Discontinue, Lapse, Withdraw};
use talab_core::request::fees::{
    AssessFee, ExpirePayment, Order, PaymentResult, Refund, RefundResult, RequestRefund, WaiveFee,
};
use talab_core::request::intake::{Acknowledge, CheckCompleteness, ConfirmApplicant, Unconfirmed};
use talab_core::request::notices::{RecordNotificationDelivered, RecordNotificationFailed};
use talab_core::request::outputs::{DeliverOutput, IssueOutput, OpenOutput};
use talab_core::request::parties::{
    AddNote, AssignHandler, FeedbackKind, RecordContact, RecordFeedback, ReleaseHandler,
};
use talab_core::request::review::{
    Change, Correct, CorrectionItem, ExtendCorrectionPeriod, PassVerification, RequestCorrections,
    StartVerification, Target,
};
use talab_core::request::rights::{RedactPersonalData, RedactedItem};
use talab_core::request::{Command, Request, available_actions};
use talab_core::testing::{
    CIVIL, ELECTRICITY, REGISTRY, answer_feedback, ask_payment, body, cashier, dirhams, disclosed, hold,
    lift, name_neighbour, off_system, paid, paid_back, record_value, redact, refer, referral_order,
    remove_neighbour, reply, source,
};
use talab_core::{
    Actor, Channel, ChannelMessage, CommandKind, ConditionId, OutputId, Private, Reason, ReasonCode, Role,
    StepId, Text, Value,
};
use time::Duration;

use super::{Case, bill, confirmed, field, gateway, later, officer, person, supplement, unconfirmed};

/// A step of a random life: which of the acts that are possible, and what it carries.
pub(crate) type Pick = (u16, u8);

/// Takes one step, if any is possible and allowed; the time moves on with it.
pub(crate) fn step(case: &mut Case, (which, salt): Pick) {
    case.wait(Duration::hours(i64::from(salt % 50)));
    case.found = match salt % 9 {
        0 => unconfirmed(Unconfirmed::Mismatch { fields: vec![field("national_no")] }),
        1 => unconfirmed(Unconfirmed::TooWeak { level: "low".to_owned(), required: "high".to_owned() }),
        2 => unconfirmed(Unconfirmed::SourceUnavailable),
        _ => confirmed(),
    };
    if case.request.stage().is_none() {
        let applicant = case.applicant.clone();
        let submit = if salt % 4 == 0 { case.incomplete() } else { case.complete() };
        case.must(&applicant, submit);
        return;
    }
    let possible = possible(case, salt);
    if let Some((actor, kind)) = possible.get(usize::from(which) % possible.len().max(1)) {
        // Content may be refused; then the life simply goes on elsewhere.
        let act = task(case, *kind, actor, salt).or_else(|| money(case, *kind, salt));
        let act = act.or_else(|| later::command(case, *kind, actor, salt));
        let command = act.unwrap_or_else(|| command(*kind, case, salt));
        let _ = case.act(&actor.clone(), command);
    }
}

/// What the cast may do; ends are rare, so that lives get long.
fn possible(case: &Case, salt: u8) -> Vec<(Actor, CommandKind)> {
    let officers = [Role::Clerk, Role::Verifier, Role::Handler, Role::Decider, Role::Supervisor].map(officer);
    let bodies = [REGISTRY, ELECTRICITY, later::JANZOUR].map(body);
    let there = [Role::Verifier, Role::Handler, Role::Decider].map(later::there);
    let cast = [case.applicant.clone(), gateway(), Actor::system()]
        .into_iter()
        .chain(officers)
        .chain(bodies)
        .chain(there)
        .chain([cashier(), source(CIVIL), Actor::new(person("privacy-1"), Role::DataProtection)]);
    let end = |kind| {
        use CommandKind as K;
        // Nor is a case often one that no rule covers.
        let rare = matches!(kind, K::ConfirmDuplicate | K::Transfer | K::ReferCase);
        rare || matches!(kind, K::Withdraw | K::Lapse | K::Discontinue)
    };
    let mut possible = Vec::new();
    if case.request.outcome().is_some() && case.request.tasks().next().is_some() {
        // An answer that comes too late is offered to nobody, and comes all the same.
        possible.push((body(REGISTRY), CommandKind::CompleteTask));
    }
    if case.request.orders().any(|order| order.held().amount > 0) {
        // Rarely anybody's turn, but it happens.
        possible.extend(std::iter::repeat_n((officer(Role::Supervisor), CommandKind::RequestRefund), 4));
    }
    if case.request.open_referral().is_some() {
        let regulator = Actor::new(person("regulator-1"), Role::Regulator);
        possible.extend(std::iter::repeat_n((regulator, CommandKind::RecordReferralOrder), 4));
    }
    for actor in cast {
        for action in available_actions(&case.request, &case.definition, &actor) {
            if !end(action.command) || salt % 16 == 3 {
                // What the request waits for is likelier, so that lives get far.
                let times = if action.expected { 6 } else { 1 };
                possible.extend(std::iter::repeat_n((actor.clone(), action.command), times));
            }
        }
    }
    possible
}

fn command(kind: CommandKind, case: &Case, salt: u8) -> Command {
    let request = &case.request;
    match kind {
        CommandKind::Supplement => supplement().into(),
        CommandKind::ConfirmApplicant => ConfirmApplicant::default().into(),
        CommandKind::CheckCompleteness => CheckCompleteness::default().into(),
        CommandKind::Acknowledge => Acknowledge::default().into(),
        CommandKind::StartVerification => StartVerification::default().into(),
        CommandKind::RequestCorrections => corrections().into(),
        CommandKind::ExtendCorrectionPeriod => {
            ExtendCorrectionPeriod { working_days: 9, reason: ReasonCode::ExtComplexity }.into()
        }
        CommandKind::Correct => correct().into(),
        CommandKind::PassVerification => {
            let mut pass = PassVerification::default();
            pass.checked = vec!["national_no".to_owned(), "utility_bill".to_owned()];
            pass.into()
        }
        CommandKind::RecordValue if salt.is_multiple_of(3) => {
            record_value("household", "private-household").into()
        }
        CommandKind::RecordValue => record_value("rooms_seen", i32::from(salt % 20) + 1).into(),
        CommandKind::SuspendClock => SuspendClock { reason: ReasonCode::SusAwaitingCourt }.into(),
        CommandKind::ResumeClock => ResumeClock::default().into(),
        CommandKind::ExtendDeadline => {
            ExtendDeadline { working_days: 2, reason: ReasonCode::ExtInspectionNeeded }.into()
        }
        CommandKind::RecalculateDeadline => {
            RecalculateDeadline { cause: ReasonCode::CalHolidayDeclared }.into()
        }
        CommandKind::RecordDeadlineMissed => RecordDeadlineMissed::default().into(),
        CommandKind::CompleteStep => complete_step(case).into(),
        CommandKind::ProposeDecision => ProposeDecision { proposal: proposal(salt) }.into(),
        CommandKind::ReturnDecision => ReturnDecision { reason: "secret-return".to_owned().into() }.into(),
        CommandKind::ApproveDecision => ApproveDecision::default().into(),
        CommandKind::IssueOutput => IssueOutput {
            output: certificate(),
            number: "RC-1".to_owned(),
            sha256: "b".repeat(64),
            signature: None,
        }
        .into(),
        CommandKind::DeliverOutput => {
            DeliverOutput { output: certificate(), locator: "box/1".to_owned() }.into()
        }
        CommandKind::OpenOutput => OpenOutput { output: certificate() }.into(),
        CommandKind::RecordNotificationDelivered => {
            RecordNotificationDelivered { number: open(request) }.into()
        }
        CommandKind::RecordNotificationFailed => {
            RecordNotificationFailed { number: open(request), reason: ReasonCode::NtfGatewayDown }.into()
        }
        CommandKind::RecordReferralOrder => {
            let today = case.calendar.zone().local_date(case.at).to_string();
            let mut order = referral_order(&today);
            order.says = Text::new("يُعامل معاملة المقيم", "private-order").into();
            order.into()
        }
        other => around(other, salt),
    }
}

/// Acts on the tasks of other bodies; nothing for any other act.
fn task(case: &Case, kind: CommandKind, actor: &Actor, salt: u8) -> Option<Command> {
    if kind == CommandKind::DispatchTask {
        let sent = |step: &Step| case.request.tasks().any(|(id, task)| *id == step.id && task.is_open());
        let steps = case.definition.steps.iter().filter(|step| step.by != Step::PROVIDER && !sent(step));
        return steps
            .cycle()
            .nth(usize::from(salt % 3))
            .map(|step| DispatchTask { step: step.id.clone() }.into());
    }
    let theirs = |task: &Task| actor.role != Role::ExecutingBody || actor.body.as_ref() == Some(&task.body);
    let task = case.request.tasks().find(|(_, task)| theirs(task)).map(|(step, _)| step.clone());
    let step = task.unwrap_or_else(|| case.definition.steps[0].id.clone());
    let message = case
        .request
        .tasks()
        .any(|(id, _)| *id == step)
        .then(|| reply(&case.request, step.as_str(), case.entries.len(), case.at));
    let reason = ReasonCode::TskTechnical;
    Some(match kind {
        CommandKind::AcceptTask => AcceptTask { step, message }.into(),
        CommandKind::DeclineTask => DeclineTask { step, reason, message }.into(),
        CommandKind::FailTask => FailTask { step, reason, message }.into(),
        CommandKind::CompleteTask => complete_task(step, message, salt).into(),
        CommandKind::TimeOutTask => TimeOutTask { step: StepId::new("advice").unwrap_or(step) }.into(),
        CommandKind::CancelTask => CancelTask { step, reason }.into(),
        _ => return None,
    })
}

/// Acts on fees; nothing for any other act.
fn money(case: &Case, kind: CommandKind, salt: u8) -> Option<Command> {
    let (request, number) = (&case.request, case.entries.len());
    let orders = u32::try_from(request.orders().count()).unwrap();
    Some(match kind {
        CommandKind::AssessFee => AssessFee::default().into(),
        CommandKind::WaiveFee => {
            let fees = request.fees().find(|(fee, _)| request.owes(fee));
            let fees = fees.map(|(fee, _)| fee.clone()).into_iter().collect();
            WaiveFee { fees, reason: ReasonCode::FeeWaivedByLaw }.into()
        }
        CommandKind::RequestPayment => {
            ask_payment(&[["review", "stamp", "issue"][usize::from(salt % 3)]]).into()
        }
        CommandKind::ExpirePayment => ExpirePayment { order: orders }.into(),
        CommandKind::RequestRefund => {
            let amount = dirhams(2_500);
            RequestRefund { order: 1, amount, reason: ReasonCode::RfdProviderFault }.into()
        }
        CommandKind::RecordPayment if orders > 0 => {
            let mut payment = paid(request, orders, number, case.at);
            if salt.is_multiple_of(5) {
                payment.result = PaymentResult::Failed { reason: ReasonCode::FeeDeclined };
            }
            payment.into()
        }
        CommandKind::RecordRefund => {
            let open = |order: &Order| order.refunds.iter().position(Refund::is_open);
            let (order, refund) =
                request.orders().zip(1..).find_map(|(order, at)| Some((at, open(order)?)))?;
            let mut record = paid_back(request, order, u32::try_from(refund).unwrap() + 1, number, case.at);
            if salt.is_multiple_of(3) {
                record.result = RefundResult::Failed { reason: ReasonCode::RfdRefusedByRule };
            }
            record.into()
        }
        _ => return None,
    })
}

fn complete_task(step: StepId, message: Option<ChannelMessage>, salt: u8) -> CompleteTask {
    let against = Finding::Unfavourable { reasons: vec![Reason::new(ReasonCode::TskConditionsNotMet)] };
    let finding = if salt.is_multiple_of(8) { against } else { Finding::Favourable };
    let mut complete = CompleteTask::new(step, finding, message);
    complete.remark = Private::new(Some("secret-remark".to_owned()));
    complete
}

/// What happens around the file, and its ends.
fn around(kind: CommandKind, salt: u8) -> Command {
    match kind {
        CommandKind::AssignHandler => AssignHandler { handler: person("officer-handler") }.into(),
        CommandKind::ReleaseHandler => ReleaseHandler::default().into(),
        CommandKind::AddNote => note(salt.is_multiple_of(2)).into(),
        CommandKind::RecordContact => {
            RecordContact { channel: Channel::Desk, summary: "private-talk".to_owned().into() }.into()
        }
        CommandKind::RecordFeedback => {
            let text = Private::new(Some("private-praise".to_owned()));
            RecordFeedback { kind: FeedbackKind::Praise, rating: Some(5), text }.into()
        }
        CommandKind::Withdraw => Withdraw { reason: None }.into(),
        CommandKind::Lapse => Lapse::default().into(),
        CommandKind::Discontinue => Discontinue { reason: some_reason("CLS.") }.into(),
        CommandKind::AnswerFeedback => answer_feedback(1).into(),
        CommandKind::NameInterestedParty => name_neighbour().into(),
        CommandKind::RemoveInterestedParty => remove_neighbour().into(),
        CommandKind::DiscloseRecord => disclosed("citizen-1").into(),
        CommandKind::RedactPersonalData => redacted(salt).into(),
        CommandKind::RecordOffSystem => off_system(&format!("MOI/2025/{}", salt % 4)).into(),
        CommandKind::ReferCase => {
            let mut refer = refer();
            refer.reason = Text::new("حالة خاصة", "private-case").into();
            refer.into()
        }
        CommandKind::PlaceLegalHold => hold("order-of-a-court").into(),
        CommandKind::LiftLegalHold => lift("order-of-a-court").into(),
        other => panic!("the cast is offered {other}, which a walk can't do"),
    }
}

/// The words of contacts and notes, and an answer now and then.
fn redacted(salt: u8) -> RedactPersonalData {
    let mut redact = redact(if salt.is_multiple_of(3) { &["national_no"] } else { &[] });
    redact.items.extend([RedactedItem::Contacts, RedactedItem::Notes]);
    redact
}

/// The first reason of a family.
pub(crate) fn some_reason(family: &str) -> ReasonCode {
    ReasonCode::ALL.iter().copied().find(|code| code.code().starts_with(family)).unwrap()
}

pub(crate) fn corrections() -> RequestCorrections {
    RequestCorrections {
        items: vec![CorrectionItem {
            target: Target::Field(field("national_no")),
            fault: ReasonCode::CorValueWrong,
            instruction: Private::new(Text::new("اكتب الرقم كما في البطاقة", "private-how: as on the card")),
        }],
    }
}

pub(crate) fn correct() -> Correct {
    let mut correct = Correct::default();
    let value = Private::new(Value::from("119900004321"));
    correct.changes = vec![Change::Answer { field: field("national_no"), value }, Change::Document(bill())];
    correct.changes.truncate(1);
    correct.statement = Private::new(Some("private-statement".to_owned()));
    correct
}

/// A note that the applicant sees, or one they don't.
pub(crate) fn note(public: bool) -> AddNote {
    let text = if public { "private-note" } else { "secret-note" };
    AddNote { text: text.to_owned().into(), public, about: None }
}

/// The provider's own steps.
fn own_steps(definition: &ServiceDefinition) -> Vec<Step> {
    definition.steps.iter().filter(|step| step.by == Step::PROVIDER).cloned().collect()
}

fn complete_step(case: &Case) -> CompleteStep {
    let (request, steps) = (&case.request, own_steps(&case.definition));
    let open = steps.iter().find(|step| !request.completed_steps().contains(&step.id)).unwrap_or(&steps[0]);
    CompleteStep::new(open.id.clone()).finding("secret-finding")
}

fn proposal(salt: u8) -> Proposal {
    match salt % 5 {
        4 => Proposal::GrantPartly {
            conditions: vec![ConditionId::new("c1").unwrap()],
            outputs: vec![certificate()],
            reasons: vec![Reason::new(ReasonCode::RefPublicInterest)],
            remedies: Text::new("التظلّم خلال ستين يوماً", "object within sixty days"),
            explanation: Some(Private::new(Text::new("بيان", "private-explanation"))),
        },
        0 => Proposal::Deny {
            reasons: vec![Reason::new(ReasonCode::RefConditionNotMet).about("c1")],
            remedies: Text::new("التظلّم خلال ستين يوماً", "object within sixty days"),
            explanation: Some(Private::new(Text::new("بيان", "private-explanation"))),
        },
        1 => Proposal::TakeMeasures {
            measures: vec![Measure {
                code: "m1".to_owned(),
                text: Private::new(Text::new("تدبير", "private-measure")),
            }],
        },
        _ => Proposal::Grant { conditions: vec![ConditionId::new("c1").unwrap()] },
    }
}

pub(crate) fn certificate() -> OutputId {
    OutputId::new("certificate").unwrap()
}

fn open(request: &Request) -> u32 {
    request.notifications().iter().find(|it| it.is_open()).map_or(0, |it| it.queued.number)
}
