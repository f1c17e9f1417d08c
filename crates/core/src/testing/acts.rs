//! The acts that may lead a request of the small world to another stage.

use super::amending::{approve_amendment, correct_outcome, reinstate, reopen, revoke};
use super::charges::ask_payment;
use super::commands::{
    acknowledge, approve, ask_corrections, correct_answer, deliver, denial, grant, incomplete_submission,
    issue, measures, pass, step_done, submission, supplement_bill,
};
use super::people::{applicant, clerk, decider, handler, supervisor, system, verifier};
use super::{accept_transfer, body, transfer_to};
use crate::actor::Actor;
use crate::instant::Timestamp;
use crate::reason::ReasonCode;
use crate::reference::Reference;
use crate::request::decision::{RecordDeemedDecision, ReturnDecision};
use crate::request::duplicates::{ConfirmDuplicate, ReportDuplicate};
use crate::request::exits::{Discontinue, Lapse, Withdraw};
use crate::request::fees::{AssessFee, ExpirePayment};
use crate::request::intake::{CheckCompleteness, ConfirmApplicant, Missing, MissingKind};
use crate::request::review::StartVerification;
use crate::request::transfer::{AcceptTransfer, ClockRule};
use crate::request::{Command, Request};
use crate::stage::Stage;

/// Somebody does something, some time after the last act, and a source of identities may fail them.
pub(super) struct Act {
    pub(super) by: Actor,
    pub(super) command: Command,
    pub(super) after_hours: i64,
    pub(super) source_down: bool,
    pub(super) another_person: bool,
}

/// An hour later.
fn soon(by: Actor, command: impl Into<Command>) -> Act {
    Act { by, command: command.into(), after_hours: 1, source_down: false, another_person: false }
}

/// When every term of the small world is over.
fn late(by: Actor, command: impl Into<Command>) -> Act {
    Act { after_hours: 24 * 40, ..soon(by, command) }
}

/// Everything worth trying on this request; most of it is refused in most stages.
pub(super) fn acts(request: &Request, now: Timestamp) -> Vec<Act> {
    let mut acts = intake();
    acts.extend(review());
    acts.extend(execution(request, now));
    acts.extend(decision());
    acts.extend(afterwards());
    acts.extend(exits());
    acts
}

fn intake() -> Vec<Act> {
    let lacking = vec![Missing { kind: MissingKind::Document, item: "ownership_deed".to_owned() }];
    let found = CheckCompleteness { found_missing: lacking };
    let confirm = || soon(system(), ConfirmApplicant::default());
    vec![
        soon(applicant(), submission()),
        soon(applicant(), incomplete_submission()),
        Act { source_down: true, ..soon(applicant(), submission()) },
        Act { another_person: true, ..soon(applicant(), submission()) },
        soon(applicant(), supplement_bill()),
        confirm(),
        Act { another_person: true, ..confirm() },
        soon(clerk(), found),
        soon(clerk(), CheckCompleteness::default()),
        soon(clerk(), acknowledge()),
    ]
}

fn review() -> Vec<Act> {
    vec![
        soon(verifier(), StartVerification::default()),
        soon(verifier(), ask_corrections(&["full_name"])),
        soon(applicant(), correct_answer("full_name", "عائشة سالم محمد الزوي")),
        soon(verifier(), pass()),
        late(verifier(), pass()),
    ]
}

fn execution(request: &Request, now: Timestamp) -> Vec<Act> {
    const JANZOUR: &str = "mun.janzour";
    let mut acts = vec![
        soon(handler(), AssessFee::default()),
        soon(handler(), ask_payment(&["review"])),
        late(handler(), ExpirePayment { order: 1 }),
        soon(handler(), step_done()),
        soon(handler(), transfer_to(JANZOUR, ClockRule::GoesOn)),
    ];
    if request.offered_to().is_some() {
        let taken = accept_transfer(request, 1, now);
        acts.push(soon(body(JANZOUR), AcceptTransfer { elsewhere: Some("JZ-2025-77".to_owned()), ..taken }));
    }
    acts
}

fn decision() -> Vec<Act> {
    vec![
        soon(handler(), grant()),
        soon(handler(), denial()),
        soon(handler(), measures()),
        soon(decider(), ReturnDecision { reason: "العنوان غير واضح".into() }),
        soon(decider(), approve()),
        late(system(), RecordDeemedDecision::default()),
    ]
}

fn afterwards() -> Vec<Act> {
    vec![
        soon(handler(), issue()),
        soon(handler(), deliver()),
        soon(supervisor(), revoke(ReasonCode::RevCourtOrder)),
        soon(supervisor(), reinstate()),
        soon(supervisor(), correct_outcome(grant())),
        soon(supervisor(), correct_outcome(measures())),
        soon(supervisor(), reopen(Stage::UnderVerification, 5)),
        soon(supervisor(), reopen(Stage::InExecution, 5)),
        soon(decider(), approve_amendment()),
    ]
}

fn exits() -> Vec<Act> {
    let suspicion =
        ReportDuplicate { of: Reference::from_bits(7), reason: ReasonCode::DupSameApplicantSameService };
    vec![
        soon(applicant(), Withdraw::default()),
        late(handler(), Lapse::default()),
        soon(supervisor(), Discontinue { reason: ReasonCode::ClsOutOfScope }),
        soon(verifier(), suspicion),
        soon(verifier(), ConfirmDuplicate::default()),
    ]
}
