//! No type of a driver, a framework or a runtime stands in what our libraries offer: they could never be exchanged.

use std::collections::BTreeSet;

use super::tree::{TextFile, text_files_in};
use super::{Outcome, expect_none};

/// Crates whose types stay inside, and the only files that may show them.
const INSIDE: &[(&str, &[&str])] = &[
    // A feature that carries the version in its name.
    ("sqlx", &["crates/store/src/postgres/sqlx_v0_8.rs"]),
    ("rusqlite", &[]),
    ("postgres_es", &[]),
    // What makes a log the event store of a cqrs-es program, and the request one of its aggregates.
    ("cqrs_es", &["crates/store/src/cqrs.rs", "crates/core/src/request/aggregate.rs"]),
    ("metrics", &[]),
    ("tracing", &[]),
    // A channel's end is how a backend that somebody else writes makes wake-ups.
    ("tokio", &["crates/store/src/follow.rs"]),
];

/// The folders of the libraries that hosts use.
const LIBRARIES: &[&str] = &["src/", "crates/core/src/", "crates/store/src/", "crates/projections/src/"];

/// The types that a file takes from a crate.
fn taken_from(krate: &str, text: &str) -> BTreeSet<String> {
    let uses = statements(text).filter(|said| said.starts_with(&format!("use {krate}::")));
    let words = uses.flat_map(|said| {
        said.split(|c: char| !c.is_alphanumeric() && c != '_').map(str::to_owned).collect::<Vec<_>>()
    });
    words.filter(|word| word.starts_with(char::is_uppercase)).collect()
}

/// What a file says before each `{` and `;`, without comments; braces of `use` stay together.
fn statements(text: &str) -> impl Iterator<Item = String> {
    let code: Vec<&str> =
        text.lines().map(|line| line.split("//").next().unwrap_or_default().trim()).collect();
    let (mut said, mut all) = (String::new(), Vec::new());
    for line in code {
        said.push_str(line);
        said.push(' ');
        let importing = said.trim_start().trim_start_matches("pub ").starts_with("use ");
        if line.ends_with(';') || (!importing && line.ends_with(['{', '}', ',', ']'])) && !open(&said) {
            all.push(std::mem::take(&mut said).trim().to_owned());
        }
    }
    all.into_iter()
}

/// Whether a list of arguments isn't closed yet.
fn open(said: &str) -> bool {
    said.matches('(').count() > said.matches(')').count()
}

/// What others can use: signatures, fields and conversions.
fn is_offered(said: &str) -> bool {
    let item = ["pub fn", "pub async fn", "pub const fn", "pub type", "pub trait", "pub struct", "pub enum"];
    let field = said.starts_with("pub ") && said.contains(": ") && !said.starts_with("pub use");
    let conversion = said.starts_with("impl") && (said.contains(" From<") || said.contains(" TryFrom<"));
    item.iter().any(|start| said.starts_with(start)) || field || conversion
}

fn findings(file: &TextFile) -> Vec<String> {
    // What tests use is nobody's to use.
    let text = file.text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let mut found = Vec::new();
    for (krate, _) in INSIDE.iter().filter(|(_, files)| !files.contains(&file.path.as_str())) {
        let names = taken_from(krate, text);
        for said in statements(text).filter(|said| is_offered(said)) {
            let mut words = said.split(|c: char| !c.is_alphanumeric() && c != '_');
            if said.contains(&format!("{krate}::")) || words.any(|word| names.contains(word)) {
                found.push(format!("{}: `{said}` shows a type of {krate}", file.path));
            }
        }
    }
    found
}

#[test]
fn no_type_of_a_driver_is_offered() -> Outcome {
    let mut found = Vec::new();
    for folder in LIBRARIES {
        let files = text_files_in(folder, "rs")?;
        assert!(!files.is_empty(), "{folder} holds no source");
        found.extend(files.iter().filter(|file| !file.path.contains("/tests")).flat_map(findings));
    }
    expect_none("types that must stay inside", &found)
}

#[test]
fn a_type_that_gets_out_is_found() {
    let said =
        |path: &str, text: &str| findings(&TextFile { path: path.to_owned(), text: text.to_owned() }).len();
    let using = "use sqlx::{\n    PgConnection,\n    postgres::PgPool as Pool,\n};\n";
    assert_eq!(said("a.rs", &format!("{using}pub fn open(\n    pool: &Pool,\n) -> u8 {{")), 1);
    assert_eq!(
        said("a.rs", &format!("{using}pub(crate) fn open(pool: &Pool) {{\nfn at(c: PgConnection) {{")),
        0
    );
    assert_eq!(said("a.rs", "pub async fn open(on: sqlx::PgPool) -> u8 {"), 1);
    assert_eq!(said("a.rs", "impl From<rusqlite::Error> for Mine {"), 1);
    assert_eq!(
        said("a.rs", "use sqlx::PgPool;\npub struct Mine {\n    pub pool: PgPool,\n    own: PgPool,\n}"),
        1
    );
    assert_eq!(said("a.rs", "use sqlx::PgPool;\npub struct Mine {\n    own: PgPool,\n}"), 0);
    assert_eq!(said("crates/store/src/postgres/sqlx_v0_8.rs", "pub fn open(on: sqlx::PgPool) {"), 0);
}
