//! What the manifests say, and that every crate keeps the lints of the workspace.

use std::collections::BTreeSet;

use toml::Table;

use super::{Outcome, expect_none, tree};

/// The manifest of one crate of ours.
#[derive(Debug)]
pub(super) struct Manifest {
    pub(super) path: String,
    pub(super) name: String,
    table: Table,
}

impl Manifest {
    /// What the crate itself needs, to build or to run, on any platform.
    pub(super) fn dependencies(&self) -> BTreeSet<String> {
        self.named_in(&["dependencies", "build-dependencies"])
    }

    /// What only its tests and examples need.
    pub(super) fn dev_dependencies(&self) -> BTreeSet<String> {
        self.named_in(&["dev-dependencies"])
    }

    fn named_in(&self, sections: &[&str]) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let targets =
            self.table.get("target").and_then(|t| t.as_table()).into_iter().flat_map(|t| t.values());
        for place in targets.filter_map(|t| t.as_table()).chain([&self.table]) {
            for section in sections {
                let Some(listed) = place.get(*section).and_then(|s| s.as_table()) else { continue };
                found.extend(listed.iter().map(|(key, value)| package_name(key, value)));
            }
        }
        found
    }
}

/// The manifests of the facade and of everything in `crates/`.
pub(super) fn manifests() -> Result<Vec<Manifest>, Box<dyn std::error::Error>> {
    let mut paths = vec!["Cargo.toml".to_owned()];
    paths.extend(tree::crate_folders()?.into_iter().map(|folder| format!("crates/{folder}/Cargo.toml")));
    paths.into_iter().map(|path| Ok(manifest(&path, &tree::read(&path)?)?)).collect()
}

/// Reads a manifest; fails if it is no TOML or names no package.
pub(super) fn manifest(path: &str, text: &str) -> Result<Manifest, String> {
    let table: Table = text.parse().map_err(|error| format!("{path}: {error}"))?;
    let name = table.get("package").and_then(|p| p.get("name")).and_then(|n| n.as_str()).map(str::to_owned);
    let name = name.ok_or_else(|| format!("{path}: no package name"))?;
    Ok(Manifest { path: path.to_owned(), name, table })
}

/// A dependency may be renamed: what counts is the package behind the name.
fn package_name(key: &str, value: &toml::Value) -> String {
    value.get("package").and_then(|p| p.as_str()).unwrap_or(key).to_owned()
}

fn keeps_workspace_lints(manifest: &Manifest) -> bool {
    let said = manifest.table.get("lints").and_then(|l| l.get("workspace")).and_then(|w| w.as_bool());
    said == Some(true)
}

/// The one crate with lints of its own: cargo can't take the workspace's and change one.
const OWN_LINTS: &str = "talab-faults";

#[test]
fn every_crate_keeps_the_lints_of_the_workspace() -> Outcome {
    let findings: Vec<String> = manifests()?
        .iter()
        .filter(|manifest| manifest.name != OWN_LINTS && !keeps_workspace_lints(manifest))
        .map(|manifest| format!("{} has no `[lints] workspace = true`", manifest.path))
        .collect();
    expect_none("lints are set once, for all", &findings)
}

#[test]
fn the_lints_of_its_own_differ_where_they_must_and_are_stricter_there() -> Outcome {
    let root: Table = tree::read("Cargo.toml")?.parse()?;
    let whole = root.get("workspace").and_then(|w| w.get("lints")).and_then(|l| l.as_table());
    let mut wanted = whole.ok_or("Cargo.toml has no [workspace.lints]")?.clone();
    for (group, lint) in [
        ("rust", "unsafe_code"),
        ("rust", "unsafe_op_in_unsafe_fn"),
        ("clippy", "undocumented_unsafe_blocks"),
    ] {
        let lints = wanted.get_mut(group).and_then(|g| g.as_table_mut()).ok_or(group)?;
        lints.insert(lint.to_owned(), "deny".into());
    }
    let manifests = manifests()?;
    let own = manifests.iter().find(|m| m.name == OWN_LINTS).ok_or(OWN_LINTS)?;
    assert_eq!(own.table.get("lints").and_then(|l| l.as_table()), Some(&wanted));
    Ok(())
}

#[test]
fn a_manifest_is_read_whole() -> Outcome {
    let text = r#"
        [package]
        name = "x"
        [dependencies]
        a.workspace = true
        renamed = { package = "b", version = "1" }
        [target.'cfg(unix)'.dependencies]
        c = "1"
        [dev-dependencies]
        d = "1"
    "#;
    let read = manifest("x/Cargo.toml", text)?;
    assert_eq!(read.dependencies(), ["a", "b", "c"].map(str::to_owned).into());
    assert_eq!(read.dev_dependencies(), ["d"].map(str::to_owned).into());
    assert!(!keeps_workspace_lints(&read));
    Ok(())
}
