//! What is offered is never refused for its place, and what the table does not allow is always refused.

use proptest::prelude::*;

use super::commands::command;
use super::dice::Dice;
use super::worlds::everybody;
use super::{cases, stories};
use crate::command_kind::CommandKind;
use crate::request::{available_actions, decide, table};
use crate::testing::when;

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
}
