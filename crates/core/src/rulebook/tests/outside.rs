//! What is set from outside, in versions: how long requests are kept, and the hash.

use super::NOW;
use crate::ids::ServiceCode;
use crate::instant::Timestamp;
use crate::refusal::Refusal;
use crate::rulebook::{HashAlgorithm, Rulebook};
use crate::testing::{at, hash_algorithm, instrument, retention, sets};

const OURS: &str = "mun.residence-certificate";

/// The version and the term of the rule for a service.
fn rule(book: &Rulebook, service: &str, at: Timestamp) -> Option<(u32, String, bool)> {
    let in_force = book.retention(&ServiceCode::new(service).unwrap(), at)?;
    assert_eq!(in_force.instrument, instrument().name);
    Some((in_force.rule.version, in_force.rule.keep.to_string(), in_force.rule.service.is_some()))
}

#[test]
fn a_service_is_kept_by_its_own_rule_and_every_other_by_the_general_one() {
    let mut book = Rulebook::default();
    let now = at(NOW);
    assert_eq!(rule(&book, OURS, now), None);
    sets(&mut book, NOW, retention(Some(OURS), "10 years")).unwrap();
    assert_eq!(rule(&book, OURS, now), Some((1, "10 years".to_owned(), true)));
    assert_eq!(rule(&book, "mun.building-permit", now), None, "nothing is set for it");
    sets(&mut book, NOW, retention(None, "5 years")).unwrap();
    assert_eq!(rule(&book, OURS, now), Some((1, "10 years".to_owned(), true)));
    assert_eq!(rule(&book, "mun.building-permit", now), Some((1, "5 years".to_owned(), false)));
    let told: Vec<_> = book.in_force(now).retention.into_iter().map(|it| it.of).collect();
    assert_eq!(told, ["every_service", OURS]);
}

#[test]
fn a_rule_of_retention_that_is_set_again_has_the_next_version_from_its_instant() {
    let mut book = Rulebook::default();
    sets(&mut book, NOW, retention(None, "5 years")).unwrap();
    sets(&mut book, NOW, retention(Some(OURS), "1 year")).unwrap();
    let mut longer = retention(None, "7 years");
    longer.instrument = longer.instrument.with_effect_from(at("2026-01-01 00:00"));
    sets(&mut book, NOW, longer).unwrap();
    let other = "mun.building-permit";
    assert_eq!(rule(&book, other, at("2025-12-31 23:59")), Some((1, "5 years".to_owned(), false)));
    assert_eq!(rule(&book, other, at("2026-01-01 00:00")), Some((2, "7 years".to_owned(), false)));
    assert_eq!(rule(&book, OURS, at("2026-01-01 00:00")), Some((1, "1 year".to_owned(), true)));
}

#[test]
fn the_hash_is_set_by_its_name_in_versions() {
    let mut book = Rulebook::default();
    assert_eq!((book.hash(at(NOW)), book.in_force(at(NOW)).hash), (None, None));
    sets(&mut book, NOW, hash_algorithm(HashAlgorithm::Sha256)).unwrap();
    sets(&mut book, "2025-10-17 09:00", hash_algorithm(HashAlgorithm::Sha256)).unwrap();
    let told = |moment: &str| book.in_force(at(moment)).hash.map(|it| (it.held.algorithm, it.held.version));
    assert_eq!(told(NOW), Some((HashAlgorithm::Sha256, 1)));
    assert_eq!(told("2025-10-17 09:00"), Some((HashAlgorithm::Sha256, 2)));
}

#[test]
fn a_hash_that_is_not_computed_is_not_set_and_what_is_computed_is_named() {
    let mut book = Rulebook::default();
    for &algorithm in HashAlgorithm::ALL {
        let set = sets(&mut book, NOW, hash_algorithm(algorithm));
        if HashAlgorithm::COMPUTED.contains(&algorithm) {
            set.unwrap();
            continue;
        }
        let refused = set.unwrap_err();
        let computed = vec![HashAlgorithm::Sha256];
        assert_eq!(refused, Refusal::HashNotComputed { algorithm, computed });
        assert_eq!((refused.code(), refused.rule().id), ("hash_not_computed", "LY-21.2b"));
        for lang in [crate::Lang::Ar, crate::Lang::En] {
            assert!(refused.text(lang).contains("sha_256"), "{refused}");
        }
    }
    assert_eq!(book.revision(), 1, "what is refused changes nothing");
}
