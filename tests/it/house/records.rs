//! The decision records: numbered without gaps, dated, short, and of one form.

use std::fs;

use time::Date;
use time::macros::format_description;

use super::{Outcome, expect_none, tree};

/// A record longer than this is an essay, in lines.
const LONGEST: usize = 60;
const SECTIONS: &[&str] = &["## Context", "## Decision", "## Consequences"];

/// What is wrong with one record; `expected` is the number that its place in the list gives it.
fn findings(name: &str, text: &str, expected: usize) -> Vec<String> {
    let mut found = Vec::new();
    let number = name.split('-').next().unwrap_or_default();
    if number != format!("{expected:04}") {
        found.push(format!("{name}: number {expected:04} comes here: numbers are unique and have no gaps"));
    }
    if !text.starts_with(&format!("# {number}: ")) {
        found.push(format!("{name}: does not begin with `# {number}: TITLE`"));
    }
    let day = text.lines().find_map(|line| line.strip_prefix("Date: "));
    match day.map(|day| Date::parse(day, format_description!("[year]-[month]-[day]"))) {
        Some(Ok(_)) => {}
        Some(Err(error)) => found.push(format!("{name}: its date: {error}")),
        None => found.push(format!("{name}: no line `Date: YYYY-MM-DD`")),
    }
    if !text.lines().any(|line| line.starts_with("Status: ")) {
        found.push(format!("{name}: no line `Status: …`"));
    }
    let missing = SECTIONS.iter().filter(|section| !text.lines().any(|line| line == **section));
    found.extend(missing.map(|section| format!("{name}: no section `{section}`")));
    if text.lines().count() > LONGEST {
        found.push(format!("{name}: longer than {LONGEST} lines"));
    }
    found
}

#[test]
fn every_record_has_a_number_a_date_and_the_usual_parts() -> Outcome {
    let mut names = Vec::new();
    for entry in fs::read_dir(tree::root().join("docs/adr"))? {
        names.push(entry?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    assert!(!names.is_empty(), "docs/adr holds no record");
    let mut found = Vec::new();
    for (place, name) in names.iter().enumerate() {
        found.extend(findings(name, &tree::read(&format!("docs/adr/{name}"))?, place + 1));
    }
    expect_none("decision records", &found)
}

#[test]
fn a_bad_record_is_found_out() {
    let good =
        "# 0001: T\n\nDate: 2026-11-21\nStatus: accepted\n\n## Context\n\n## Decision\n\n## Consequences\n";
    assert_eq!(findings("0001-t.md", good, 1), Vec::<String>::new());
    assert_eq!(findings("0001-t.md", good, 2).len(), 1, "a number taken twice");
    assert_eq!(findings("0001-t.md", &good.replace("11-21", "02-30"), 1).len(), 1, "no day of any calendar");
    assert_eq!(findings("0001-t.md", "", 1).len(), 6, "an empty record lacks everything");
}
