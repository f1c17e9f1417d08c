//! No file names a folder of somebody's machine: what works here must work in every clone.

use super::tree::{self, TextFile};
use super::{Outcome, expect_none};

/// The folders in which people keep their things. In pieces, or this file would find itself.
const HOMES: &[&str] =
    &[concat!("/", "work"), concat!("/", "root"), concat!("/", "home"), concat!("/", "Users")];

fn findings(file: &TextFile) -> Vec<String> {
    let mut found = Vec::new();
    for (number, line) in file.text.lines().enumerate() {
        if let Some(home) = HOMES.iter().find(|home| holds_folder(line, home)) {
            found.push(format!("{}:{}: `{home}` is a folder of one machine", file.path, number + 1));
        }
    }
    found
}

/// Whether the folder stands at the beginning of a path: not inside an address or a relative path.
fn holds_folder(line: &str, folder: &str) -> bool {
    let inside = |c: char| c.is_alphanumeric() || "_-./:}~".contains(c);
    line.match_indices(folder).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + folder.len()..].chars().next();
        !before.is_some_and(inside) && after == Some('/')
    })
}

#[test]
fn no_file_names_a_folder_of_a_machine() -> Outcome {
    let found: Vec<String> = tree::text_files()?.iter().flat_map(findings).collect();
    expect_none("paths of a machine", &found)
}

#[test]
fn a_machine_path_is_told_from_other_words() {
    let said = |text: String| findings(&TextFile { path: "x".to_owned(), text }).len();
    assert_eq!(said(format!("see {}/me/notes.md", HOMES[2])), 1);
    assert_eq!(said(format!("\"{}/main\"", HOMES[0])), 1);
    assert_eq!(said(format!("https://example.org{}/page and docs{}/x", HOMES[2], HOMES[0])), 0);
    assert_eq!(said(format!("the tree's {} hash", HOMES[1])), 0);
}
