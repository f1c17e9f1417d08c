//! The set of checks of a definition is what its number says (LY-19.1).
//!
//! `tests/archive/checks.txt` has a line for each number: the names of its checks, and a hash over what they say. No line is ever
//! changed. Whoever adds, removes or rewords a check raises `CHECKS` and adds a line; what was proposed before names the old one.

use std::fs;
use std::path::Path;

use talab::core::definition::{CHECKS, Check, checks};

fn line(number: u32, checks: &[Check]) -> String {
    let said: String =
        checks.iter().map(|it| format!("{}\0{}\0{}\0", it.name, it.says.ar, it.says.en)).collect();
    let names: Vec<_> = checks.iter().map(|check| check.name).collect();
    format!("{number} {:016x}: {}", fnv(said.as_bytes()), names.join(" "))
}

/// FNV-1a: enough to see that a word has changed.
fn fnv(bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, step)
}

/// What is wrong with the lines on record, if the set of today has this number.
fn findings(held: &str, number: u32, today: &[Check]) -> Option<String> {
    let numbers: Vec<u32> = held.lines().filter_map(|line| line.split(' ').next()?.parse().ok()).collect();
    let each_once: Vec<u32> = (1..=number).collect();
    let line = line(number, today);
    let fits = numbers == each_once && held.lines().next_back() == Some(line.as_str());
    (!fits)
        .then(|| format!("raise CHECKS if a check was added, removed or reworded, and add its line:\n{line}"))
}

#[test]
fn the_checks_do_not_change_without_their_number() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/archive/checks.txt");
    let held = fs::read_to_string(file).unwrap_or_default();
    let today: Vec<_> = checks().collect();
    assert_eq!(findings(&held, CHECKS, &today), None);
}

#[test]
fn a_changed_set_is_seen() {
    let today: Vec<_> = checks().collect();
    let held = line(1, &today);
    assert_eq!(findings(&held, 1, &today), None);
    assert!(findings(&held, 1, &today[1..]).is_some(), "one is gone");
    assert!(findings(&held, 2, &today).is_some(), "a number without a line");
    let mut reworded = today.clone();
    reworded[0].says.en = "something else";
    assert!(findings(&held, 1, &reworded).is_some());
    assert!(findings("", 1, &today).is_some());
}
