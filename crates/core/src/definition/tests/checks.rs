//! The set of checks has a number and says what it holds (LY-19.1).

use std::collections::BTreeSet;

use crate::definition::{CHECKS, checks};

#[test]
fn every_check_has_a_name_of_its_own_and_words_in_both_languages() {
    let names: BTreeSet<_> = checks().map(|check| check.name).collect();
    assert_eq!(names.len(), checks().count());
    assert!(names.len() > 70 && names.contains("NO_LAW") && CHECKS >= 1);
    for check in checks() {
        assert!(check.says.ar.chars().any(|c| ('ء'..='ي').contains(&c)), "{}", check.name);
        assert!(!check.says.en.is_empty() && !check.says.en.ends_with('.'), "{}", check.name);
    }
}
