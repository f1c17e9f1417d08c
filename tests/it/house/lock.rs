//! What is in `Cargo.lock`: the bans of `deny.toml`, kept on machines that have no cargo-deny.

use std::collections::BTreeMap;

use toml::{Table, Value};

use super::{Outcome, expect_none, tree};

/// Crates of which the whole graph holds one version: each brings its own SQLite.
const ONCE: &[&str] = &["libsqlite3-sys", "rusqlite"];

/// The versions of every package in a lock file.
fn versions(lock: &Table) -> BTreeMap<&str, Vec<&str>> {
    let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for package in packages(lock) {
        let text = |key: &str| package.get(key).and_then(Value::as_str);
        if let (Some(name), Some(version)) = (text("name"), text("version")) {
            found.entry(name).or_default().push(version);
        }
    }
    found
}

/// Packages from anywhere but crates.io; one without a source is ours, by its path.
fn foreign_sources(lock: &Table) -> Vec<String> {
    packages(lock)
        .filter_map(|package| package.get("source").and_then(Value::as_str))
        .filter(|source| *source != "registry+https://github.com/rust-lang/crates.io-index")
        .map(str::to_owned)
        .collect()
}

fn packages(lock: &Table) -> impl Iterator<Item = &Value> {
    lock.get("package").and_then(Value::as_array).into_iter().flatten()
}

/// The names that `deny.toml` bans.
fn banned(deny: &Table) -> Vec<&str> {
    let listed = deny.get("bans").and_then(|bans| bans.get("deny")).and_then(Value::as_array);
    let whole = |entry: &&Value| entry.get("deny-multiple-versions").is_none();
    listed
        .into_iter()
        .flatten()
        .filter(whole)
        .filter_map(|e| e.get("crate").and_then(Value::as_str))
        .collect()
}

fn findings(lock: &Table, deny: &Table) -> Vec<String> {
    let versions = versions(lock);
    let mut found: Vec<String> = Vec::new();
    for name in banned(deny).into_iter().filter(|name| versions.contains_key(name)) {
        found.push(format!("{name} is banned by deny.toml: `cargo tree -i {name}` shows who brought it"));
    }
    for name in ONCE {
        let held = versions.get(name).map(Vec::as_slice).unwrap_or_default();
        if held.len() != 1 {
            found.push(format!("{name}: one version is wanted, the graph holds {held:?}"));
        }
    }
    found.extend(foreign_sources(lock).iter().map(|source| format!("not from crates.io: {source}")));
    found
}

#[test]
fn the_graph_holds_one_sqlite_and_nothing_banned() -> Outcome {
    let lock: Table = tree::read("Cargo.lock")?.parse()?;
    let deny: Table = tree::read("deny.toml")?.parse()?;
    let listed = banned(&deny);
    for name in ["openssl-sys", "native-tls", "chrono"] {
        assert!(listed.contains(&name), "deny.toml no longer bans {name}");
    }
    expect_none("the dependency graph", &findings(&lock, &deny))
}

#[test]
fn a_bad_graph_is_found_out() -> Outcome {
    let lock: Table = r#"
        [[package]]
        name = "chrono"
        version = "0.4.0"
        source = "git+https://example.org/chrono"
        [[package]]
        name = "rusqlite"
        version = "0.32.1"
        [[package]]
        name = "libsqlite3-sys"
        version = "0.30.1"
        [[package]]
        name = "libsqlite3-sys"
        version = "0.36.0"
    "#
    .parse()?;
    let deny: Table = r#"bans.deny = [{ crate = "chrono", reason = "no" }]"#.parse()?;
    let said = findings(&lock, &deny);
    assert_eq!(said.len(), 3, "{said:?}");
    Ok(())
}
