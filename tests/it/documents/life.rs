//! The life of a request as it is drawn: from what the rules let happen, not by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use talab::core::request::Event;
use talab::core::testing::{
    Causes, StageChange, can_change_the_stage, stage_changes, stage_changes_where_decisions_come_first,
};
use talab::core::{Role, Stage};
use talab::projections::Forms;

use super::check;
use crate::archive::{logs, recorded};

const GUIDE: &str = "docs/guide/life.md";
const BEGIN: &str =
    "<!-- The life of a request, as the code has it; `cargo xtask docs` writes it anew. -->\n";
const END: &str = "<!-- End of the life of a request. -->\n";

type Changes = BTreeMap<StageChange, Causes>;

#[test]
fn the_life_of_the_guide() {
    let held = held();
    let (before, rest) = held.split_once(BEGIN).expect("the guide has a place for the life");
    let (_, after) = rest.split_once(END).expect("the place has an end");
    check(GUIDE, &format!("{before}{BEGIN}\n{}\n{END}{after}", drawn()));
}

/// The fold is asked for every archived event, from every stage: what may move a request is in the drawing.
#[test]
fn every_event_that_can_change_the_stage_is_drawn() {
    let held = held();
    let mut movers = BTreeSet::new();
    for row in logs().iter().flat_map(|(_, rows)| rows).filter(|row| row.kind == "Request") {
        let event: Event = Forms::ours().decode(&recorded(row)).expect("an archived event");
        if can_change_the_stage(&event) {
            movers.insert(event.name());
        }
    }
    assert!(movers.len() >= 15, "{movers:?}");
    for name in movers {
        let drawn = held.lines().any(|line| line.contains(" --> ") && line.contains(name));
        assert!(drawn, "{name} can change the stage, and no arrow of {GUIDE} has it");
    }
}

fn held() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(GUIDE)).expect("the guide is there")
}

fn drawn() -> String {
    let ordinary = stage_changes();
    let further = stage_changes_where_decisions_come_first();
    format!(
        "{}\n{}\n### Who moves it\n\n{}\n### Where another law lets steps come first\n\n\
         Where a definition says `decision_before_acknowledgement = true`, there are these changes too:\n\n{}",
        stages(),
        diagram(&ordinary),
        causes(&ordinary),
        diagram(&further),
    )
}

/// The names of the stages in both languages.
fn stages() -> String {
    let mut text = String::from("| المرحلة | stage | code |\n|---|---|---|\n");
    for stage in Stage::ALL {
        let words = stage.words();
        let _ = writeln!(text, "| {} | {} | `{}` |", words.ar, words.en, stage.code());
    }
    text
}

/// One arrow for each pair of stages, with every event that leads that way.
fn diagram(changes: &Changes) -> String {
    let mut arrows: BTreeMap<(Option<Stage>, Stage), Vec<&str>> = BTreeMap::new();
    for change in changes.keys() {
        arrows.entry((change.from, change.to)).or_default().push(change.event);
    }
    let mut text = String::from("```mermaid\nstateDiagram-v2\n");
    let met: BTreeSet<_> = arrows.keys().flat_map(|(from, to)| from.iter().chain([to]).copied()).collect();
    for stage in &met {
        let _ = writeln!(text, "    state \"{}<br/>{}\" as {}", stage.words().ar, stage.code(), stage.code());
    }
    for ((from, to), events) in &arrows {
        let from = from.map_or("[*]", Stage::code);
        let _ = writeln!(text, "    {from} --> {} : {}", to.code(), events.join(", "));
    }
    for stage in met.iter().filter(|stage| stage.is_terminal()) {
        let _ = writeln!(text, "    {} --> [*]", stage.code());
    }
    text + "```\n"
}

/// Which command leads to each change, and who may give it.
fn causes(changes: &Changes) -> String {
    let mut text = String::from("| من · from | event | command | who | إلى · to |\n|---|---|---|---|---|\n");
    for (change, causes) in changes {
        let from = change.from.map_or("–", Stage::code);
        let words = change.words().ar;
        let commands: Vec<_> = causes.keys().map(|kind| format!("`{}`", kind.name())).collect();
        let roles: BTreeSet<Role> = causes.values().flatten().copied().collect();
        let roles: Vec<_> =
            roles.into_iter().map(|role| format!("{} {}", role.words().ar, role.code())).collect();
        let _ = writeln!(
            text,
            "| `{from}` | `{}` {words} | {} | {} | `{}` |",
            change.event,
            commands.join(", "),
            roles.join("، "),
            change.to.code(),
        );
    }
    text
}
