//! Who may know whom: the arrows of `docs/ARCHITECTURE.md`, and the drivers that stay behind them.

use std::collections::BTreeSet;

use super::manifests::{Manifest, manifest, manifests};
use super::{Outcome, expect_none, tree};

/// A crate of ours, the crates of ours that it may know, and those that only its tests and examples may.
struct Arrow {
    from: &'static str,
    to: &'static [&'static str],
    in_tests: &'static [&'static str],
}

/// A crate that stands here may exist; one that does not has no place in the house yet.
const ARROWS: &[Arrow] = &[
    Arrow { from: "talab-core", to: &[], in_tests: &[] },
    Arrow { from: "talab-store", to: &[], in_tests: &["talab-testbed"] },
    Arrow { from: "talab-projections", to: &["talab-core", "talab-store"], in_tests: &[] },
    Arrow {
        from: "talab",
        to: &["talab-core", "talab-store", "talab-projections"],
        in_tests: &["talab-simulation", "talab-adapters", "talab-testbed"],
    },
    Arrow { from: "talab-adapters", to: &["talab"], in_tests: &[] },
    Arrow { from: "talab-simulation", to: &["talab"], in_tests: &[] },
    Arrow {
        from: "talab-cli",
        to: &["talab", "talab-adapters", "talab-simulation"],
        in_tests: &["talab-testbed"],
    },
    Arrow {
        from: "talab-bench",
        to: &["talab", "talab-store", "talab-simulation", "talab-testbed"],
        in_tests: &[],
    },
    Arrow { from: "talab-testbed", to: &[], in_tests: &[] },
    Arrow { from: "talab-faults", to: &["talab-store"], in_tests: &["talab-testbed"] },
    Arrow { from: "xtask", to: &[], in_tests: &[] },
];

/// Everything from outside that the rules may use: no I/O, no runtime, no clock, no randomness.
const CORE_MAY_USE: &[&str] =
    &["cel", "cqrs-es", "serde", "serde_json", "thiserror", "time", "unicode-normalization", "uuid"];

/// An outside crate, and the only crates of ours that may name it outside their tests.
const KEPT_BEHIND: &[(&str, &[&str])] = &[
    ("cqrs-es", &["talab-core", "talab-store", "talab-bench"]),
    ("rusqlite", &["talab-store", "talab-bench", "talab-faults"]),
    ("sqlx", &["talab-store", "talab-bench"]),
    ("postgres-es", &["talab-store", "talab-bench"]),
    ("axum", &["talab-adapters"]),
    ("clap", &["talab-cli"]),
    ("indicatif", &["talab-cli"]),
    ("jiff", &["talab"]),
];

fn findings(manifest: &Manifest) -> Vec<String> {
    let mut found = arrows_crossed(manifest);
    let outside = manifest.dependencies();
    for (name, allowed) in KEPT_BEHIND {
        if outside.contains(*name) && !allowed.contains(&manifest.name.as_str()) {
            found.push(format!("{} uses {name}, which stays inside {}", manifest.path, allowed.join(", ")));
        }
    }
    if manifest.name == "talab-core" {
        let foreign = outside.iter().filter(|name| !CORE_MAY_USE.contains(&name.as_str()));
        found.extend(foreign.map(|name| format!("{} uses {name}, which is not for the core", manifest.path)));
    }
    if manifest.name == "xtask" {
        found.extend(outside.iter().map(|name| format!("{} uses {name}: xtask is std only", manifest.path)));
    }
    found
}

fn arrows_crossed(manifest: &Manifest) -> Vec<String> {
    let Some(arrow) = ARROWS.iter().find(|arrow| arrow.from == manifest.name) else {
        return vec![format!("{}: {} has no place in the table of arrows", manifest.path, manifest.name)];
    };
    let ours: BTreeSet<&str> = ARROWS.iter().map(|arrow| arrow.from).collect();
    let mut found = Vec::new();
    for name in manifest.dependencies().iter().filter(|name| ours.contains(name.as_str())) {
        if !arrow.to.contains(&name.as_str()) {
            found.push(format!("{}: {} may not know {name}", manifest.path, manifest.name));
        }
    }
    for name in manifest.dev_dependencies().iter().filter(|name| ours.contains(name.as_str())) {
        let itself = *name == manifest.name;
        if !itself && !arrow.to.contains(&name.as_str()) && !arrow.in_tests.contains(&name.as_str()) {
            found.push(format!("{}: the tests of {} may not know {name}", manifest.path, manifest.name));
        }
    }
    found
}

#[test]
fn nobody_knows_whom_they_may_not() -> Outcome {
    let found: Vec<String> = manifests()?.iter().flat_map(findings).collect();
    expect_none("who may know whom", &found)
}

#[test]
fn a_crossed_arrow_is_found() -> Outcome {
    let core = "[package]\nname = 'talab-core'\n[dependencies]\ntalab-store = '1'\ntokio = '1'";
    let said = findings(&manifest("c/Cargo.toml", core)?).join("; ");
    assert!(said.contains("may not know talab-store"), "{said}");
    assert!(said.contains("tokio, which is not for the core"), "{said}");
    let store =
        "[package]\nname = 'talab-store'\n[dependencies]\naxum = '1'\n[dev-dependencies]\ntalab-core = '1'";
    let said = findings(&manifest("s/Cargo.toml", store)?).join("; ");
    assert!(said.contains("the tests of talab-store may not know talab-core"), "{said}");
    assert!(said.contains("uses axum, which stays inside"), "{said}");
    let stranger = findings(&manifest("n/Cargo.toml", "[package]\nname = 'newcomer'")?).join("; ");
    assert!(stranger.contains("no place"), "{stranger}");
    Ok(())
}

#[test]
fn every_dependency_has_its_line_in_the_record() -> Outcome {
    let record = tree::read("docs/adr/0002-dependencies.md")?;
    let root: toml::Table = tree::read("Cargo.toml")?.parse()?;
    let listed = root.get("workspace").and_then(|w| w.get("dependencies")).and_then(|d| d.as_table());
    let listed = listed.ok_or("Cargo.toml has no [workspace.dependencies]")?;
    let missing: Vec<String> = listed
        .keys()
        .filter(|name| !name.starts_with("talab"))
        .filter(|name| !record.contains(&format!("| {name} |")))
        .map(|name| format!("{name} has no line in docs/adr/0002-dependencies.md"))
        .collect();
    expect_none("a dependency is a decision", &missing)
}

#[test]
fn dependencies_are_declared_once_for_the_workspace() -> Outcome {
    let root: toml::Table = tree::read("Cargo.toml")?.parse()?;
    let listed = root.get("workspace").and_then(|w| w.get("dependencies")).and_then(|d| d.as_table());
    let listed = listed.ok_or("Cargo.toml has no [workspace.dependencies]")?;
    let mut found = Vec::new();
    for manifest in manifests()? {
        let used = manifest.dependencies().into_iter().chain(manifest.dev_dependencies());
        let unlisted = used.filter(|name| !listed.contains_key(name));
        found.extend(unlisted.map(|name| format!("{}: {name} is not in the root manifest", manifest.path)));
    }
    expect_none("versions are chosen in one place", &found)
}
