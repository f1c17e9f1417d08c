//! Documents generated from the code are what the code says. `cargo xtask docs` writes them anew.

use std::fs;
use std::path::Path;

use talab::core::{glossary, request::table};

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
        ᵃ only where `acknowledgement = \"by_officer\"` · ᵇ only where `decision_before_acknowledgement = true`\n\n";
    check("docs/permissions.md", &format!("{head}{}", table::markdown()));
}
