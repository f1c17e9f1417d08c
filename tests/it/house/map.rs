//! `docs/ARCHITECTURE.md` against the tree: the map shows what is there, and all crates that are there.

use super::{Outcome, expect_none, tree};

const MAP: &str = "docs/ARCHITECTURE.md";

/// Crates that only tests need; the map shows what a product is made of.
const OFF_THE_MAP: &[&str] = &["faults"];

/// What a path of this repository begins with, to tell it from a type, a command or a key.
const PLACES: &[&str] = &["crates/", "src/", "docs/", "tests/", "examples/", ".ci/", ".cargo/"];

/// The paths named in backticks, without fenced blocks: those show what things look like, not where they are.
fn named_paths(text: &str) -> Vec<String> {
    let mut fenced = false;
    let mut found = Vec::new();
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        // Every second piece between backticks is inside them.
        for span in line.split('`').skip(1).step_by(2) {
            if is_path(span) {
                found.push(span.to_owned());
            }
        }
    }
    found
}

fn is_path(span: &str) -> bool {
    let file = !span.contains('/') && [".toml", ".md"].iter().any(|end| span.ends_with(end));
    let plain = !span.contains([' ', '*', '<', '{', '…']);
    plain && (file || PLACES.iter().any(|place| span.starts_with(place)))
}

#[test]
fn every_path_on_the_map_exists() -> Outcome {
    let paths = named_paths(&tree::read(MAP)?);
    assert!(paths.len() > 10, "the map names only {} paths: it is no map", paths.len());
    let missing: Vec<String> = paths.into_iter().filter(|path| !tree::root().join(path).exists()).collect();
    expect_none("named in docs/ARCHITECTURE.md and not there", &missing)
}

#[test]
fn every_crate_is_on_the_map() -> Outcome {
    let map = tree::read(MAP)?;
    let missing: Vec<String> = tree::crate_folders()?
        .into_iter()
        .filter(|name| !OFF_THE_MAP.contains(&name.as_str()))
        .filter(|name| !map.contains(&format!("`crates/{name}`")))
        .collect();
    expect_none("crates that docs/ARCHITECTURE.md does not show", &missing)
}

#[test]
fn paths_are_told_from_other_words() {
    let text =
        "See `crates/core` and `deny.toml`, run `cargo xtask test`, hold `Vec<T>`.\n```\n`docs/none`\n```\n";
    assert_eq!(named_paths(text), ["crates/core", "deny.toml"]);
}
