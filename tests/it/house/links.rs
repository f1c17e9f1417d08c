//! Links between the documents: each one that names a file or a heading of this repository leads to it.

use std::path::Path;

use super::tree::{self, TextFile, text_files_in};
use super::{Outcome, expect_none};

/// The lines of a document that are text: what is between fences shows something and links to nothing.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut fenced = false;
    text.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        !fenced && !fence
    })
}

/// The targets of links inside the repository, each as a path (empty for the same document) and a heading.
fn targets(text: &str) -> Vec<(&str, Option<&str>)> {
    let mut found = Vec::new();
    for line in prose(text) {
        for piece in line.split("](").skip(1) {
            let target = piece.split([')', ' ']).next().unwrap_or_default();
            if !target.contains("://") && !target.starts_with("mailto:") {
                found.push(target.split_once('#').map_or((target, None), |(path, name)| (path, Some(name))));
            }
        }
    }
    found
}

/// Whether a document has a heading that a forge would give this anchor.
fn has_heading(text: &str, anchor: &str) -> bool {
    let headings = prose(text).filter_map(|line| line.strip_prefix('#'));
    headings.map(|line| anchor_of(line.trim_start_matches('#'))).any(|made| made == anchor)
}

/// Lower case, spaces as hyphens, and nothing else but letters, digits, hyphens and underscores.
fn anchor_of(heading: &str) -> String {
    let kept = heading.trim().chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
    kept.map(|c| if c == ' ' { '-' } else { c }).flat_map(char::to_lowercase).collect()
}

fn broken_in(file: &TextFile) -> Vec<String> {
    let folder = Path::new(&file.path).parent().unwrap_or(Path::new(""));
    let mut found = Vec::new();
    for (path, heading) in targets(&file.text) {
        let there = tree::root().join(folder).join(path);
        if !there.exists() {
            found.push(format!("{}: {path} is not there", file.path));
            continue;
        }
        let Some(heading) = heading else { continue };
        let text = if path.is_empty() { Ok(file.text.clone()) } else { std::fs::read_to_string(&there) };
        if !text.is_ok_and(|text| has_heading(&text, heading)) {
            found.push(format!("{}: {path} has no heading #{heading}", file.path));
        }
    }
    found
}

#[test]
fn every_relative_link_leads_somewhere() -> Outcome {
    let files = text_files_in("", "md")?;
    for expected in ["README.md", "docs/ARCHITECTURE.md", "CONTRIBUTING.md"] {
        assert!(files.iter().any(|file| file.path == expected), "{expected} is not there");
    }
    let found: Vec<String> = files.iter().flat_map(broken_in).collect();
    expect_none("links that lead nowhere", &found)
}

#[test]
fn links_are_told_from_other_words() {
    let text = "[a](b.md#c) [d](https://e.f/g) ![j](k/l.png \"m\")\n```rust\nx[0](y)\n```\n[h](#i)";
    assert_eq!(targets(text), [("b.md", Some("c")), ("k/l.png", None), ("", Some("i"))]);
}

#[test]
fn a_broken_link_is_found() {
    let text = "## The end, at last\n[up](../Cargo.toml) [no](none.md) [end](#the-end-at-last) [not](#the-beginning)";
    let file = TextFile { path: "docs/x.md".to_owned(), text: text.to_owned() };
    assert_eq!(
        broken_in(&file),
        ["docs/x.md: none.md is not there", "docs/x.md:  has no heading #the-beginning"]
    );
}
