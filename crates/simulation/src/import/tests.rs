//! Tests of the import that need its insides.

use super::names::{applicant, clerk};
use uuid::Uuid;

#[test]
fn clerks_keep_their_names_and_no_two_become_one() {
    let id = |name: &str| clerk(name).map(|id| id.to_string());
    assert_eq!(id("Resource01").as_deref(), Some("Resource01"));
    assert_eq!(id("خالد").as_deref(), Some("خالد"));
    assert_eq!(id("Jan de Vries").as_deref(), Some("Jan%20de%20Vries"));
    assert_eq!(id("Jan%20de%20Vries").as_deref(), Some("Jan%2520de%2520Vries"));
    assert_ne!(id("talab").as_deref(), Some("talab"), "the engine's own name is no clerk's");
    let long = "x".repeat(300);
    assert!(id(&long).is_some_and(|id| id.starts_with("person-")));
    assert_ne!(id(&long), id(&"x".repeat(301)));
}

#[test]
fn an_applicant_is_a_pseudonym_of_the_case() {
    let log = Uuid::from_u128(7);
    assert_eq!(applicant(&log, "case-1"), applicant(&log, "case-1"));
    assert_ne!(applicant(&log, "case-1"), applicant(&log, "case-2"));
    assert!(applicant(&log, "case-1").is_some_and(|id| !id.as_str().contains("case")));
}
