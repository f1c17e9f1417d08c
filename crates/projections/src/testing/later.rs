//! Acts of a random life around sources, other bodies, paper, and after the decision.

use talab_core::request::amendment::{Amendment, ProposeAmendment, ReturnAmendment};
use talab_core::request::decision::RecordDeemedDecision;
use talab_core::request::duplicates::{ConfirmDuplicate, DismissDuplicate, ReportDuplicate};
use talab_core::request::evidence::EvidenceResult;
use talab_core::request::outputs::RecordOutputExpired;
use talab_core::request::outputs::paper::{
    Appointment, LapsePaperCopy, RecordCollectionMissed, RecordPaperDispatched, RecordPaperReturned,
    ScheduleCollection,
};
use talab_core::request::parties::Escalate;
use talab_core::request::transfer::ClockRule;
use talab_core::request::{Command, Request};
use talab_core::testing::{
    CIVIL, OFFICE, accept_transfer, amend, approve_amendment, ask_source, by_post, collected,
    correct_outcome, decline_transfer, found, in_person, measures, reinstate, reopen, revoke, supersede,
    transfer_to,
};
use talab_core::{Actor, BodyId, CommandKind, Private, ReasonCode, Reference, Role, Stage, Text, Timestamp};
use time::Duration;

use super::walk::certificate;
use super::{Case, person};

/// Where a request is offered to.
pub(crate) const JANZOUR: &str = "mun.janzour";

/// An officer there.
pub(crate) fn there(role: Role) -> Actor {
    Actor::officer(person("officer-janzour"), role, BodyId::new(JANZOUR).unwrap())
}

/// The act, if it is one of these.
pub(super) fn command(case: &Case, kind: CommandKind, actor: &Actor, salt: u8) -> Option<Command> {
    let (request, number) = (&case.request, case.entries.len());
    Some(match kind {
        CommandKind::RequestEvidence => ask_source(CIVIL, &["national_no"]).into(),
        CommandKind::RecordEvidence => {
            let value = if salt.is_multiple_of(3) { "119900004321" } else { "119900001234" };
            let mut answer = found(request, number, case.at, &[("national_no", value)]);
            if salt.is_multiple_of(5) {
                answer.result = EvidenceResult::NotGiven { reason: ReasonCode::EvdSourceDown };
            }
            answer.into()
        }
        CommandKind::Transfer => {
            let clock = if salt.is_multiple_of(2) { ClockRule::GoesOn } else { ClockRule::StartsAgain };
            transfer_to(JANZOUR, clock).into()
        }
        CommandKind::AcceptTransfer => {
            let mut accept = accept_transfer(request, number, case.at);
            accept.elsewhere = salt.is_multiple_of(3).then(|| "JZ-77".to_owned());
            accept.into()
        }
        CommandKind::DeclineTransfer => decline_transfer(request, number, case.at).into(),
        CommandKind::ReportDuplicate => {
            let (of, reason) = (Reference::from_bits(u64::from(salt)), ReasonCode::DupSameSubject);
            ReportDuplicate { of, reason }.into()
        }
        CommandKind::ConfirmDuplicate => ConfirmDuplicate::default().into(),
        CommandKind::DismissDuplicate => {
            DismissDuplicate { reason: "secret-difference".to_owned().into() }.into()
        }
        CommandKind::Escalate => {
            Escalate { to: person("officer-above"), reason: "secret-worry".to_owned().into() }.into()
        }
        CommandKind::RecordDeemedDecision => RecordDeemedDecision::default().into(),
        CommandKind::RecordOutputExpired => RecordOutputExpired { output: certificate() }.into(),
        CommandKind::ProposeAmendment => amendment(request, salt).into(),
        CommandKind::ReturnAmendment => ReturnAmendment { reason: "secret-return".to_owned().into() }.into(),
        CommandKind::ApproveAmendment => approve_amendment().into(),
        _ => return paper(kind, actor, case.at),
    })
}

fn amendment(request: &Request, salt: u8) -> ProposeAmendment {
    let held = request.outputs().next().map(|(_, output)| output.revoked.is_some());
    match (salt % 4, held) {
        (0 | 1, Some(false)) => ProposeAmendment {
            explanation: Some(Private::new(Text::new("بيان", "private-judgment"))),
            ..revoke(ReasonCode::RevCourtOrder)
        },
        (_, Some(false)) => supersede("RC-2"),
        (0, Some(true)) => reinstate(),
        (1, _) => correct_outcome(measures()),
        (2, _) => amend(Amendment::Reopen {
            reason: ReasonCode::RpnCourt,
            stage: Stage::UnderVerification,
            working_days: 5,
        }),
        _ => reopen(Stage::InExecution, 5),
    }
}

/// The next morning, which may be a closed day.
fn slot(at: Timestamp) -> Timestamp {
    at.plus(Duration::hours(20))
}

fn paper(kind: CommandKind, actor: &Actor, at: Timestamp) -> Option<Command> {
    let output = certificate();
    Some(match kind {
        CommandKind::RequestPaperCopy if actor.role == Role::Clerk => by_post().into(),
        CommandKind::RequestPaperCopy => in_person(slot(at)).into(),
        CommandKind::ScheduleCollection => {
            let appointment = Appointment { office: OFFICE.try_into().unwrap(), at: slot(at) };
            ScheduleCollection { output, appointment }.into()
        }
        CommandKind::RecordPaperDispatched => {
            RecordPaperDispatched { output, tracking: "LP-1".to_owned() }.into()
        }
        CommandKind::RecordPaperReturned => {
            RecordPaperReturned { output, reason: ReasonCode::NtfPostReturned }.into()
        }
        CommandKind::RecordCollected => collected().into(),
        CommandKind::RecordCollectionMissed => RecordCollectionMissed { output }.into(),
        CommandKind::LapsePaperCopy => LapsePaperCopy { output }.into(),
        _ => return None,
    })
}
