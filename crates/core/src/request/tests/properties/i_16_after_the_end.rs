//! I-16: after the end only what the table allows there succeeds, and nothing moves the request any more.

use proptest::prelude::*;

use super::{cases, stories};
use crate::command_kind::CommandKind;
use crate::request::{Event, evolve, table};

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn i_16_after_the_end_nothing_moves(played in stories()) {
        for act in &played.acts {
            let Some(stage) = act.before.stage().filter(|stage| stage.is_terminal()) else { continue };
            let Ok(events) = &act.came else { continue };
            let command = act.envelope.command.kind();
            let here = table::TABLE.iter().any(|row| {
                row.command == command && row.stages.contains(&stage) && row.roles.contains(&act.envelope.by.role)
            });
            prop_assert!(here, "{} succeeded in {}", command, stage);
            let mut after = act.before.clone();
            events.iter().for_each(|event| evolve(&mut after, event));
            // What is redacted disappears, and nothing takes its place (I-20).
            let (left, before) = (after.answers().unwrap(), act.before.answers().unwrap());
            let redacts = command == CommandKind::RedactPersonalData;
            prop_assert!(left.iter().all(|(field, value)| before.get(field) == Some(value)));
            prop_assert!(redacts || left.len() == before.len());
            prop_assert_eq!(after.received_at(), act.before.received_at());
            // Two persons may set an outcome right or open the request again, each by an event that says so.
            if events.iter().any(|event| matches!(event, Event::OutcomeCorrected(_) | Event::Reopened(_))) {
                prop_assert_eq!(command, CommandKind::ApproveAmendment);
                continue;
            }
            prop_assert_eq!((after.stage(), after.outcome()), (act.before.stage(), act.before.outcome()));
            prop_assert_eq!(after.clock(), act.before.clock());
            prop_assert_eq!(after.delivered_at(), act.before.delivered_at());
        }
    }
}
