//! The eight facts of an entry are said in words, also where there is nothing (LY-1c).

use crate::testing::{charged, composite, definition};

fn english(told: &[crate::text::Text]) -> Vec<&str> {
    told.iter().map(|it| it.en.as_str()).collect()
}

#[test]
fn each_of_the_eight_facts_says_something() {
    let facts = definition().facts();
    assert_eq!(english(&facts.beneficiaries), ["citizen", "resident"]);
    assert_eq!(english(&facts.conditions), ["The applicant lives within the municipality"]);
    assert_eq!(
        english(&facts.documents),
        ["Utility bill (in certain cases)", "Valid residence permit (in certain cases)"]
    );
    assert_eq!(english(&facts.fees), ["Free of charge"]);
    assert_eq!(facts.time.en, "3 working days from the day after receipt");
    assert_eq!((facts.forms.len(), english(&facts.outputs)), (1, vec!["Certificate of residence"]));
}

#[test]
fn that_there_is_nothing_is_said_in_both_languages() {
    let mut bare = definition();
    bare.conditions.clear();
    bare.documents.clear();
    let facts = bare.facts();
    for told in [&facts.conditions, &facts.documents] {
        assert_eq!(told.len(), 1);
        assert!(told[0].en.starts_with("No ") && told[0].ar.chars().any(|c| ('ء'..='ي').contains(&c)));
    }
    let bundle = composite().facts();
    assert_eq!(bundle.outputs.len(), 3, "what it delivers, its parts deliver");
    // Nor is it said that it costs nothing or asks for nothing where its parts do.
    for (told, own) in [(&bundle.conditions, 1), (&bundle.documents, 2), (&bundle.fees, 1)] {
        assert_eq!(told.len(), own + 3);
        assert!(told[own..].iter().zip(&composite().parts).all(|(it, part)| it.ar.ends_with(&part.name.ar)));
    }
}

#[test]
fn a_fee_is_told_with_its_amount_or_how_it_comes_about() {
    assert_eq!(
        english(&charged().facts().fees),
        ["review: 50.000 LYD", "stamp: 7.500 LYD (in certain cases)", "issue: worked out from the request"]
    );
}
