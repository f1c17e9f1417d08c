//! The stories reach everything: a property that is never put to the test holds nothing.

use std::collections::BTreeSet;

use super::play::play;
use super::worlds::COUNT;
use crate::command_kind::CommandKind;
use crate::request::Event;
use crate::stage::{Outcome, Stage};
use crate::testing::{can_change_the_stage, stage_changes};

/// Numbers that look random and are always the same.
pub(super) fn numbers(seed: u64) -> Vec<u64> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.wrapping_mul(0x2545_F491_4F6C_DD1D)
    };
    (0..60).map(|_| next()).collect()
}

#[test]
fn the_stories_reach_every_stage_event_command_and_outcome() {
    let missing = |all: &[&'static str], seen: &BTreeSet<&str>| -> Vec<_> {
        all.iter().copied().filter(|name| !seen.contains(name)).collect()
    };
    let mut stages = BTreeSet::new();
    let mut events = BTreeSet::new();
    let mut commands = BTreeSet::new();
    let mut outcomes = BTreeSet::new();
    let mut refusals = BTreeSet::new();
    let mut movers = BTreeSet::new();
    // Most of them need no more than a few hundred stories; what is rare may take some more.
    for seed in 0..4_000 {
        let whole = seed >= 480
            && missing(Event::NAMES, &events).is_empty()
            && commands.len() == CommandKind::ALL.len()
            && outcomes.len() == Outcome::ALL.len();
        if whole {
            break;
        }
        let played = play(usize::try_from(seed).unwrap() % COUNT, &numbers(seed + 1));
        stages.extend(played.request.stages_passed().iter().map(|(stage, _)| *stage));
        outcomes.extend(played.request.outcome());
        for act in &played.acts {
            match &act.came {
                Ok(came) => {
                    for event in came {
                        if events.insert(event.name()) && can_change_the_stage(event) {
                            movers.insert(event.name());
                        }
                    }
                    if !came.is_empty() {
                        commands.insert(act.envelope.command.kind());
                    }
                }
                Err(refusal) => {
                    refusals.insert(refusal.code());
                }
            }
        }
    }
    assert_eq!(missing(Event::NAMES, &events), Vec::<&str>::new());
    assert_eq!(stages, Stage::ALL.iter().copied().collect());
    assert_eq!(commands, CommandKind::ALL.iter().copied().collect());
    assert_eq!(outcomes, Outcome::ALL.iter().copied().collect());
    assert!(refusals.len() >= 25, "{refusals:?}");
    // Every event is known by now: those that the fold moves a request by are the ones that are drawn.
    assert_eq!(movers, stage_changes().keys().map(|change| change.event).collect());
}
