//! Every refusal as people read it, kept as a page of the documentation.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use crate::refusal::{Class, Refusal};
use crate::text::Lang;

const HEAD: &str = "\
# Every refusal, as people read it

What the engine says when it refuses, with the values of the tests that bring each refusal about. Portals key their own words by
the code (see [Words of your own](guide/words.md)); texts may change in any release, codes don't.

This page is written by the tests of `talab-core`, which produce every refusal.

| code | rule | status | العربية | English |
|---|---|---|---|---|
";

/// A text that can stand in a cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

fn class(class: Class) -> u16 {
    class.http_status()
}

fn page() -> String {
    let of_the_driver = [Refusal::StaleVersion { expected: 3, actual: 5 }, Refusal::CommandIdReused];
    let told: BTreeSet<_> = super::refusals::all()
        .iter()
        .chain(&of_the_driver)
        .map(|refusal| {
            let texts = [Lang::Ar, Lang::En].map(|lang| cell(&refusal.text(lang)));
            (refusal.code(), texts, refusal.rule().id, class(refusal.class()))
        })
        .collect();
    let mut page = HEAD.to_owned();
    for (code, [ar, en], rule, status) in told {
        writeln!(page, "| `{code}` | {rule} | {status} | {ar} | {en} |").unwrap();
    }
    page
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the page is a file, and only this test reads and writes it")]
fn the_page_of_refusals_is_what_is_said() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/refusals.md");
    let said = page();
    if std::env::var_os("TALAB_BLESS").is_some() {
        std::fs::write(&path, &said).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    for (kept, said) in kept.lines().zip(said.lines()) {
        assert_eq!(kept, said, "read both; if the new words are better, write the page with TALAB_BLESS=1");
    }
    assert_eq!(kept.lines().count(), said.lines().count(), "write the page with TALAB_BLESS=1 and read it");
}
