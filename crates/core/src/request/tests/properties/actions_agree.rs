//! What is offered is never refused for its place, and what the table does not allow is always refused.

use proptest::prelude::*;

use super::commands::command;
use super::dice::Dice;
use super::play::{Act, Played};
use super::worlds::everybody;
use super::{cases, stories};
use crate::actor::Actor;
use crate::command_kind::CommandKind;
use crate::request::{available_actions, decide, table};
use crate::testing::{truths, when};

/// What is said where there is nothing, or nothing left, that a command could be about.
const POINTLESS: [&str; 27] = [
    "amendment_waits",
    "case_referred",
    "evidence_unknown",
    "feedback_unknown",
    "fee_settled",
    "fee_unknown",
    "legal_hold",
    "legal_hold_unknown",
    "notification_unknown",
    "order_closed",
    "order_unknown",
    "output_already_issued",
    "output_awaits_decision",
    "output_in_force",
    "output_not_issued",
    "output_revoked",
    "output_unknown",
    "part_already_opened",
    "part_unknown",
    "parts_open",
    "referral_stands",
    "referral_unknown",
    "task_already_closed",
    "task_unknown",
    "tasks_open",
    "transfer_unknown",
    "transfer_waits",
];

/// How often a command of one kind is made up before it counts as pointless.
const TRIES: u64 = 32;

const OF_PLACE: [&str; 4] = ["not_permitted", "wrong_stage", "terminal_state", "unknown_request"];

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn what_is_offered_agrees_with_what_is_decided(played in stories(), number in any::<u64>()) {
        let Some(stage) = played.request.stage() else { return Ok(()) };
        let definition = played.facts.definition();
        let now = played.request.last_at().unwrap();
        for by in everybody() {
            let offered: Vec<_> =
                available_actions(&played.request, definition, &by).iter().map(|it| it.command).collect();
            for &kind in CommandKind::ALL {
                let command = command(kind, &played.request, &by, now, &mut Dice::new(number));
                let came = decide(&played.request, &when(by.clone(), now, played.facts.build(), command));
                let code = came.as_ref().err().map(crate::refusal::Refusal::code);
                if offered.contains(&kind) {
                    let misplaced = code.is_some_and(|code| OF_PLACE.contains(&code));
                    prop_assert!(!misplaced, "{} is offered to {} in {}: {:?}", kind, by.role, stage, code);
                    continue;
                }
                let acknowledged = played.request.acknowledged().is_some();
                let allowed =
                    table::allows(kind, by.role, Some(stage), Some(definition), acknowledged);
                if !allowed || !played.request.is_visible_to(&by) {
                    prop_assert!(code.is_some_and(|code| OF_PLACE.contains(&code)), "{} {:?}", kind, code);
                }
            }
        }
    }

    #[test]
    fn what_was_allowed_was_on_offer(played in stories()) {
        for act in &played.acts {
            if let Ok(events) = &act.came {
                truths::was_offered(&act.before, played.facts.definition(), &act.envelope, events);
            }
        }
    }

    #[test]
    fn nothing_pointless_is_on_offer(played in stories(), number in any::<u64>()) {
        let everybody = everybody();
        for (place, act) in played.acts.iter().enumerate().skip(1) {
            let mut dice = Dice::new(number.rotate_left(u32::try_from(place % 64).unwrap()));
            let by = dice.of(&everybody);
            for action in available_actions(&act.before, played.facts.definition(), &by) {
                let pointless = (0..TRIES).all(|attempt| is_pointless(act, &played, &by, action.command, number ^ attempt.wrapping_mul(SPREAD)));
                prop_assert!(!pointless, "{} is on offer to {} in {:?}", action.command, by.role, act.before.stage());
            }
        }
    }
}

/// Numbers far from each other, so that each try is another command.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// What rests on another request's stream, of which a made-up command knows nothing.
const OF_ANOTHER_STREAM: [CommandKind; 2] = [CommandKind::OpenSubrequest, CommandKind::RecordSubrequest];

/// Whether a command made up for the request as it stood says that there is nothing to do it to.
fn is_pointless(act: &Act, played: &Played, by: &Actor, kind: CommandKind, number: u64) -> bool {
    if OF_ANOTHER_STREAM.contains(&kind) {
        return false;
    }
    let now = act.before.last_at().unwrap_or(act.envelope.at);
    let command = command(kind, &act.before, by, now, &mut Dice::new(number));
    let came = decide(&act.before, &when(by.clone(), now, played.facts.build(), command));
    came.is_err_and(|refusal| POINTLESS.contains(&refusal.code()))
}
