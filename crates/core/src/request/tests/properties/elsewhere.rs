//! Commands around sources, other bodies, duplicates and paper, sensible for the request as it stands, or spoilt on purpose.

use time::Duration;

use super::commands::reason;
use super::dice::Dice;
use crate::actor::Actor;
use crate::command_kind::CommandKind;
use crate::ids::OutputId;
use crate::instant::Timestamp;
use crate::reason::ReasonCode;
use crate::reference::Reference;
use crate::request::duplicates::{ConfirmDuplicate, DismissDuplicate, ReportDuplicate};
use crate::request::evidence::{EvidenceResult, RecordEvidence};
use crate::request::outputs::paper::{
    Appointment, LapsePaperCopy, RecordCollectionMissed, RecordPaperDispatched, RecordPaperReturned,
    RequestPaperCopy, ScheduleCollection,
};
use crate::request::parties::Escalate;
use crate::request::transfer::{AcceptTransfer, ClockRule, DeclineTransfer};
use crate::request::{Command, Request};
use crate::testing::{
    CIVIL, accept_transfer, ask_source, by_post, collected, decline_transfer, found, message, somebody,
    transfer_to,
};

/// Where a request is offered to.
pub(super) const JANZOUR: &str = "mun.janzour";

pub(super) fn command(
    kind: CommandKind,
    request: &Request,
    by: &Actor,
    at: Timestamp,
    dice: &mut Dice,
) -> Command {
    let number = if dice.once_in(12) { 1 } else { usize::try_from(request.version()).unwrap() + 900 };
    match kind {
        CommandKind::RequestEvidence => {
            let (source, fields) =
                dice.of(&[(CIVIL, "national_no"), (CIVIL, "national_no"), (CIVIL, "address")]);
            ask_source(source, &[fields]).into()
        }
        CommandKind::RecordEvidence => evidence(request, number, at, dice).into(),
        CommandKind::Transfer => {
            let clock = dice.of(&[ClockRule::GoesOn, ClockRule::StartsAgain]);
            let mut transfer = transfer_to(dice.of(&[JANZOUR, JANZOUR, "mun.tripoli-centre"]), clock);
            transfer.reason = reason(dice, ReasonCode::TrfNotCompetentPlace);
            transfer.into()
        }
        CommandKind::AcceptTransfer | CommandKind::DeclineTransfer => {
            answer(kind, request, by, number, at, dice)
        }
        CommandKind::ReportDuplicate => {
            let reason = reason(dice, ReasonCode::DupSameSubject);
            let of = Reference::from_bits(u64::try_from(dice.below(3)).unwrap());
            ReportDuplicate { of, reason }.into()
        }
        CommandKind::ConfirmDuplicate => ConfirmDuplicate::default().into(),
        CommandKind::DismissDuplicate => {
            DismissDuplicate { reason: dice.of(&["غرض مختلف", "غرض مختلف", ""]).into() }.into()
        }
        CommandKind::Escalate => {
            Escalate { to: somebody("o-minister"), reason: dice.of(&["تأخر الردّ", ""]).into() }.into()
        }
        other => paper(other, at, dice),
    }
}

fn evidence(request: &Request, number: usize, at: Timestamp, dice: &mut Dice) -> RecordEvidence {
    if request.questions().is_empty() {
        let result = EvidenceResult::NotGiven { reason: ReasonCode::EvdNotFound };
        return RecordEvidence { number: 1, result, message: Some(message(CIVIL, number, at)) };
    }
    let value = dice.of(&["119900123456", "119900123456", "119900654321"]);
    let mut answer = found(request, number, at, &[("national_no", value)]);
    match dice.below(8) {
        0 => answer.message = None,
        1 | 2 => {
            answer.result = EvidenceResult::NotGiven { reason: reason(dice, ReasonCode::EvdSourceDown) };
        }
        _ => {}
    }
    answer
}

fn answer(
    kind: CommandKind,
    request: &Request,
    by: &Actor,
    number: usize,
    at: Timestamp,
    dice: &mut Dice,
) -> Command {
    let from = by.body.as_ref().map_or(JANZOUR, |body| body.as_str());
    if request.offered_to().is_none() {
        let message = Some(message(from, number, at));
        return match kind {
            CommandKind::AcceptTransfer => AcceptTransfer { elsewhere: None, message }.into(),
            _ => DeclineTransfer { reason: ReasonCode::TskNotOurs, message }.into(),
        };
    }
    if kind == CommandKind::DeclineTransfer {
        return decline_transfer(request, number, at).into();
    }
    let elsewhere = dice.once_in(4).then(|| "JZ-2025-77".to_owned());
    AcceptTransfer { elsewhere, ..accept_transfer(request, number, at) }.into()
}

/// A Sunday or later in the morning, an hour that may be closed, now and then the past.
fn slot(at: Timestamp, dice: &mut Dice) -> Appointment {
    let hours = i64::try_from(dice.below(5) * 24).unwrap() + dice.of(&[1, 2, 12, -3]);
    Appointment { office: "centre".try_into().unwrap(), at: at.plus(Duration::hours(hours)) }
}

fn paper(kind: CommandKind, at: Timestamp, dice: &mut Dice) -> Command {
    let output: OutputId =
        dice.of(&["certificate", "certificate", "certificate", "card"]).try_into().unwrap();
    match kind {
        CommandKind::RequestPaperCopy => {
            let collection = dice.once_in(2).then(|| slot(at, dice));
            let post = if collection.is_some() && !dice.once_in(8) { None } else { by_post().post };
            RequestPaperCopy { output, post, collection }.into()
        }
        CommandKind::ScheduleCollection => ScheduleCollection { output, appointment: slot(at, dice) }.into(),
        CommandKind::RecordPaperDispatched => {
            RecordPaperDispatched { output, tracking: "LP-1".to_owned() }.into()
        }
        CommandKind::RecordPaperReturned => {
            RecordPaperReturned { output, reason: reason(dice, ReasonCode::NtfPostReturned) }.into()
        }
        CommandKind::RecordCollected => collected().into(),
        CommandKind::RecordCollectionMissed => RecordCollectionMissed { output }.into(),
        _ => LapsePaperCopy { output }.into(),
    }
}
