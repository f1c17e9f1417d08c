//! Commands after the decision, sensible for the request as it stands, or spoilt on purpose.

use super::commands::reason;
use super::dice::Dice;
use crate::command_kind::CommandKind;
use crate::ids::OutputId;
use crate::reason::ReasonCode;
use crate::request::amendment::{Amendment, ProposeAmendment, ReturnAmendment};
use crate::request::decision::RecordDeemedDecision;
use crate::request::outputs::{OutputStanding, RecordOutputExpired};
use crate::request::{Command, Request};
use crate::stage::{Outcome, Stage};
use crate::testing::{amend, approve_amendment, correct_outcome, denial, grant, measures, reopen, supersede};

pub(super) fn command(kind: CommandKind, request: &Request, dice: &mut Dice) -> Command {
    match kind {
        CommandKind::RecordDeemedDecision => RecordDeemedDecision::default().into(),
        CommandKind::RecordOutputExpired => RecordOutputExpired { output: output(request, dice) }.into(),
        CommandKind::ReturnAmendment => {
            ReturnAmendment { reason: dice.of(&["يُستكمل", "يُستكمل", ""]).into() }.into()
        }
        CommandKind::ApproveAmendment => approve_amendment().into(),
        _ => propose(request, dice).into(),
    }
}

/// Mostly what fits: a revocation of what is in effect, a reopening of what is not.
fn propose(request: &Request, dice: &mut Dice) -> ProposeAmendment {
    let in_effect = request.outputs().any(|(_, output)| output.revoked.is_none());
    match (dice.below(8), in_effect) {
        (0..=2, true) => amend(Amendment::RevokeOutput {
            output: output(request, dice),
            reason: ReasonCode::RevCourtOrder,
        }),
        (3 | 4, true) => supersede(dice.of(&["2025/118", "2025/119", ""])),
        (0 | 1, false)
            if request.outputs().any(|(_, output)| output.standing() == OutputStanding::Revoked) =>
        {
            let reason = reason(dice, ReasonCode::RpnCourt);
            amend(Amendment::ReinstateOutput { output: output(request, dice), reason })
        }
        (2..=4, false) if request.outcome() == Some(Outcome::Granted) => correct_outcome(measures()),
        (2..=4, false) => correct_outcome(dice.of(&[grant(), grant(), denial()])),
        _ => reopen(
            dice.of(&[Stage::UnderVerification, Stage::InExecution, Stage::Decided]),
            dice.of(&[5, 3, 9, 0]),
        ),
    }
}

fn output(request: &Request, dice: &mut Dice) -> OutputId {
    let issued: Vec<_> = request.outputs().map(|(id, _)| id.clone()).collect();
    if issued.is_empty() || dice.once_in(8) { "card".try_into().unwrap() } else { dice.of(&issued) }
}
