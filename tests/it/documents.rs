//! Documents generated from the code are what the code says. `cargo xtask docs` writes them anew.

mod life;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use talab::core::definition::{CHECKS, Check, checks};
use talab::core::{glossary, request::table};
use talab::telemetry::metrics;

/// Compares a generated document with the file, or writes it when `TALAB_BLESS` is set.
#[track_caller]
pub(crate) fn check(path: &str, text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("TALAB_BLESS").is_some() {
        fs::write(file, text).expect("the document can be written");
        return;
    }
    let held = fs::read_to_string(file).unwrap_or_default();
    assert!(held == text, "{path} is not what the code says: run `cargo xtask docs`");
}

#[test]
fn the_glossary() {
    check("docs/GLOSSARY.md", &glossary());
}

#[test]
fn the_permissions() {
    let head = "<!-- Generated from the code by `cargo xtask docs`; a test keeps it true. -->\n\n\
        # Who may do what, where\n\n\
        One table in `crates/core/src/request/table.rs` is asked from both sides: a command is refused by it, and a \
        portal's buttons come from it. The column `–` is before the first submission.\n\n\
        ᵃ only where `acknowledgement = \"by_officer\"` · ᵇ only where `decision_before_acknowledgement = true` · \
        ᶜ only where an output has `after`\n\n";
    check("docs/permissions.md", &format!("{head}{}", table::markdown()));
}

#[test]
fn the_checks_of_a_definition() {
    let mut page = format!(
        "<!-- Generated from the code by `cargo xtask docs`; a test keeps it true. -->\n\n# What a definition is checked for\n\n\
         Set number {CHECKS}. Every proposed version names the number of the set that it was held to, and the directory shows it\n\
         (`ServiceEntry::checks`); the sets before this one are in `tests/archive/checks.txt`. What is said of a condition or a formula\n\
         depends on how it is written and is not listed.\n\n| check | what is said |\n|---|---|\n"
    );
    for Check { name, says, .. } in checks() {
        let _ = writeln!(page, "| `{name}` | {}<br>{} |", says.ar, says.en);
    }
    check("docs/checks.md", &page);
}

const GUIDE: &str = "docs/guide/operations.md";
const BEGIN: &str = "<!-- The metrics, as the code has them; `cargo xtask docs` writes them anew. -->\n";
const END: &str = "<!-- End of the metrics. -->\n";

#[test]
fn the_metrics_of_the_guide() {
    let held =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(GUIDE)).expect("the guide is there");
    let (before, rest) = held.split_once(BEGIN).expect("the guide has a place for the metrics");
    let (_, after) = rest.split_once(END).expect("the place has an end");
    let rows = metrics().into_iter().map(|metric| {
        let labels: Vec<String> = metric.labels.iter().map(|label| format!("`{label}`")).collect();
        let (kind, unit) = (metric.kind.name(), metric.unit);
        format!("| `{}` | {kind}, {unit} | {} | {} |\n", metric.name, labels.join(", "), metric.says)
    });
    let head = "| metric | kind, unit | labels | says |\n|---|---|---|---|\n";
    check(GUIDE, &format!("{before}{BEGIN}\n{head}{}\n{END}{after}", rows.collect::<String>()));
}
