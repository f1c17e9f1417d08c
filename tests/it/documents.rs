//! Documents generated from the code are what the code says. `cargo xtask docs` writes them anew.

mod life;

use std::fs;
use std::path::Path;

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
