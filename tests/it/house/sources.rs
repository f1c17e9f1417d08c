//! What no source file may hold, and the shape that every source file has.

use super::tree::{TextFile, text_files_in};
use super::{Outcome, expect_none, tree};

/// No file is longer than this, in lines.
const LONGEST: usize = 500;
/// Half of all files are no longer than this, in lines.
const MEDIAN: usize = 120;

/// The crates that talk to a user on a terminal; every other one is a library.
const PROGRAMS: &[&str] = &["bench", "cli", "xtask"];

/// What no file of ours says, and why.
const BANNED: &[(&str, &str)] = &[
    ("unsafe", "there is no unsafe code here"),
    ("#[allow(", "an exception is #[expect(lint, reason = \"…\")]"),
    ("#![allow(", "an exception is #[expect(lint, reason = \"…\")]"),
    ("dbg!", "left over from a search for a fault"),
];

/// Where SQLite is handed a VFS, as C functions and raw pointers: the one place where the first ban doesn't hold.
const SPEAKS_C: &str = "crates/faults/src/vfs/";

/// What a library does not say; its tests may, to tell why they skip.
const BANNED_IN_LIBRARIES: &[(&str, &str)] = &[
    ("println!", "a library prints nothing"),
    ("eprintln!", "a library prints nothing"),
    ("print!", "a library prints nothing"),
    ("eprint!", "a library prints nothing"),
];

/// What the core does not say besides; its tests may.
const BANNED_IN_CORE: &[(&str, &str)] = &[
    ("HashMap", "its order is random: use BTreeMap"),
    ("HashSet", "its order is random: use BTreeSet"),
    ("SystemTime", "the core reads no clock"),
    ("now_utc", "the core reads no clock"),
    ("std::fs", "the core touches no file"),
    ("std::net", "the core knows no network"),
    ("std::env", "the core knows no environment"),
    ("std::thread", "the core starts no thread"),
    (AWAIT, "the core awaits nothing, but where cqrs-es's `Aggregate` hands events over"),
];
const AWAIT: &str = ".await";

fn banned_in(file: &TextFile, banned: &[(&str, &str)]) -> Vec<String> {
    let mut found = Vec::new();
    for (number, line) in file.text.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        for (word, why) in banned {
            if holds_word(code, word) {
                found.push(format!("{}:{}: `{word}`: {why}", file.path, number + 1));
            }
        }
    }
    found
}

/// Whether the word stands alone: `unsafe` and not `unsafe_code`, `print!` and not `eprint!`.
fn holds_word(code: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = code[at + word.len()..].chars().next();
        let goes_on = |edge: bool, beside: Option<char>| edge && beside.is_some_and(part);
        !goes_on(word.starts_with(part), before) && !goes_on(word.ends_with(part), after)
    })
}

fn shape_of(file: &TextFile) -> Vec<String> {
    let mut found = Vec::new();
    // The facade's own documentation is the README.
    let documented = ["//! ", "#![doc = include_str!("].iter().any(|start| file.text.starts_with(start));
    if !documented {
        found.push(format!("{}: does not begin with a `//!` line that says what it is for", file.path));
    }
    let lines = file.text.lines().count();
    if lines > LONGEST {
        found.push(format!(
            "{}: {lines} lines, {LONGEST} is the most: it holds more than one concern",
            file.path
        ));
    }
    found
}

/// What is compiled into the product from a folder: without the files of tests, and without the tests in a file.
fn product_in(folder: &str) -> std::io::Result<Vec<TextFile>> {
    let mut found = text_files_in(folder, "rs")?;
    found.retain(|file| !file.path.contains("/tests/") && !file.path.ends_with("/tests.rs"));
    for file in &mut found {
        // Tests are last in a file, so nothing of the product is cut off with them.
        if let Some(at) = file.text.find("\nmod tests {") {
            file.text.truncate(at);
        }
    }
    Ok(found)
}

#[test]
fn no_source_holds_what_is_banned() -> Outcome {
    let mut found = Vec::new();
    // The house itself is left out: it has to name what it bans.
    for file in text_files_in("", "rs")?.iter().filter(|file| !file.path.starts_with("tests/it/house/")) {
        let banned = if file.path.starts_with(SPEAKS_C) { &BANNED[1..] } else { BANNED };
        found.extend(banned_in(file, banned));
    }
    expect_none("banned", &found)
}

#[test]
fn the_exception_is_one_and_says_why_each_time() -> Outcome {
    assert_eq!(BANNED[0].0, "unsafe", "the first ban is the one with an exception");
    let files = text_files_in(SPEAKS_C, "rs")?;
    let blocks = |text: &str| text.matches("unsafe {").count() + text.matches("unsafe impl").count();
    assert!(files.iter().any(|file| blocks(&file.text) > 0), "{SPEAKS_C} needs no exception any more");
    let unexplained =
        files.iter().filter(|file| file.text.matches("// SAFETY: ").count() < blocks(&file.text));
    let found: Vec<String> =
        unexplained.map(|file| format!("{}: not every block says why", file.path)).collect();
    expect_none("unsafe without a reason", &found)
}

#[test]
fn no_library_prints() -> Outcome {
    let mut files = product_in("src/")?;
    for folder in tree::crate_folders()?.iter().filter(|folder| !PROGRAMS.contains(&folder.as_str())) {
        files.extend(product_in(&format!("crates/{folder}/src/"))?);
    }
    let found: Vec<String> = files.iter().flat_map(|file| banned_in(file, BANNED_IN_LIBRARIES)).collect();
    expect_none("banned in libraries", &found)
}

#[test]
fn the_core_stays_pure() -> Outcome {
    let files = product_in("crates/core/src/")?;
    let mut found = Vec::new();
    for file in &files {
        let bridge = file.text.contains("Aggregate for ");
        let banned = BANNED_IN_CORE.iter().filter(|(word, _)| !(bridge && *word == AWAIT));
        found.extend(banned_in(file, &banned.copied().collect::<Vec<_>>()));
    }
    expect_none("banned in the core", &found)
}

#[test]
fn every_source_file_has_the_shape_of_the_house() -> Outcome {
    let files = text_files_in("", "rs")?;
    let found: Vec<String> = files.iter().flat_map(shape_of).collect();
    expect_none("the shape of a file", &found)
}

#[test]
fn half_of_the_files_are_short() -> Outcome {
    let mut lengths: Vec<usize> = text_files_in("", "rs")?.iter().map(|f| f.text.lines().count()).collect();
    lengths.sort_unstable();
    let median = lengths.get(lengths.len() / 2).copied().ok_or("there is no source file")?;
    assert!(
        median <= MEDIAN,
        "the median file has {median} lines, {MEDIAN} is the most: files hold too much"
    );
    Ok(())
}

#[test]
fn each_ban_finds_what_it_bans() {
    let file = |text: &str| TextFile { path: "x.rs".to_owned(), text: text.to_owned() };
    let all = [BANNED, BANNED_IN_LIBRARIES, BANNED_IN_CORE].concat();
    for (word, _) in &all {
        let bad = file(&format!("//! Says something.\n    {word} something\n"));
        assert!(banned_in(&bad, &all).iter().any(|f| f.starts_with("x.rs:2:")), "`{word}` is not found");
        assert!(banned_in(&file(&format!("// {word}")), &all).is_empty(), "`{word}` is found in a comment");
    }
    assert!(banned_in(&file("#![forbid(unsafe_code)]"), BANNED).is_empty(), "a lint is not its subject");
    assert_eq!(shape_of(&file("fn main() {}")).len(), 1);
    assert_eq!(shape_of(&file(&format!("//! Long.\n{}", "\n".repeat(LONGEST)))).len(), 1);
}
