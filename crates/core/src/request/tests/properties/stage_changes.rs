//! The drawn life of a request is whole: no story changes a stage in a way that the drawing does not have.

use std::collections::BTreeSet;

use super::coverage::numbers;
use super::play::play;
use super::worlds::COUNT;
use crate::request::{Event, Request, evolve};
use crate::testing::{
    StageChange, can_change_the_stage, stage_changes, stage_changes_where_decisions_come_first,
};

const STORIES: u64 = 200;

#[test]
fn every_change_of_stage_in_a_story_is_among_those_found_by_trying() {
    let ordinary: BTreeSet<_> = stage_changes().into_keys().collect();
    let further: BTreeSet<_> = stage_changes_where_decisions_come_first().into_keys().collect();
    let mut told = BTreeSet::new();
    for seed in 0..STORIES {
        let played = play(usize::try_from(seed).unwrap() % COUNT, &numbers(seed + 1));
        let first = played.facts.definition().rules.decision_before_acknowledgement;
        for (before, event) in played.steps() {
            let Some(change) = change(&before, &event) else { continue };
            let known = ordinary.contains(&change) || (first && further.contains(&change));
            assert!(known, "{change:?} happens, and nothing that was tried leads there");
            assert!(can_change_the_stage(&event), "{change:?}");
            told.insert(change);
        }
    }
    // Stories wander: it is enough that they know most of it, so that the comparison is one.
    assert!(told.len() * 2 > ordinary.len(), "{} of {}", told.len(), ordinary.len());
}

fn change(before: &Request, event: &Event) -> Option<StageChange> {
    let mut after = before.clone();
    evolve(&mut after, event);
    let to = after.stage().filter(|to| Some(*to) != before.stage())?;
    Some(StageChange { from: before.stage(), event: event.name(), to })
}
