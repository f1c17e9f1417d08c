//! The stories reach everything: a property that is never put to the test holds nothing.

use std::collections::BTreeSet;

use super::play::play;
use super::worlds::COUNT;
use crate::command_kind::CommandKind;
use crate::request::Event;
use crate::stage::{Outcome, Stage};

/// Numbers that look random and are always the same.
fn numbers(seed: u64) -> Vec<u64> {
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
    let mut stages = BTreeSet::new();
    let mut events = BTreeSet::new();
    let mut commands = BTreeSet::new();
    let mut outcomes = BTreeSet::new();
    let mut refusals = BTreeSet::new();
    for seed in 0..480 {
        let played = play(usize::try_from(seed).unwrap() % COUNT, &numbers(seed + 1));
        stages.extend(played.request.stages_passed().iter().map(|(stage, _)| *stage));
        outcomes.extend(played.request.outcome());
        for act in &played.acts {
            match &act.came {
                Ok(came) => {
                    events.extend(came.iter().map(Event::name));
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
    let missing = |all: &[&'static str], seen: &BTreeSet<&str>| -> Vec<_> {
        all.iter().copied().filter(|name| !seen.contains(name)).collect()
    };
    assert_eq!(missing(Event::NAMES, &events), Vec::<&str>::new());
    assert_eq!(stages, Stage::ALL.iter().copied().collect());
    assert_eq!(commands, CommandKind::ALL.iter().copied().collect());
    assert_eq!(outcomes, Outcome::ALL.iter().copied().collect());
    assert!(refusals.len() >= 25, "{refusals:?}");
}
