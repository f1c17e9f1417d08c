//! Parts of the rulebook that are assigned: set by their keeper and by nobody else.

use super::{NOW, everything};
use crate::actor::{Actor, Role};
use crate::refusal::Refusal;
use crate::rulebook::{AssuranceLevel, Keeper, Rulebook, RulebookCommand, RulebookPart, decide};
use crate::testing::{
    assign_keeper, at, auditor, identity_rule, on_the_rulebook, payment_methods, regulator, sets,
    standards_unit,
};

fn tries(book: &Rulebook, by: Actor, at: &str, command: impl Into<RulebookCommand>) -> Result<(), Refusal> {
    decide(book, &on_the_rulebook(by, at, command)).map(drop)
}

fn rule() -> RulebookCommand {
    identity_rule(AssuranceLevel::High, &[]).into()
}

#[test]
fn the_regulator_keeps_every_part_that_was_not_assigned() {
    let mut book = Rulebook::default();
    for command in everything() {
        let refused = tries(&book, standards_unit(), NOW, command.clone()).unwrap_err();
        match command.part() {
            Some(part) => {
                assert_eq!(refused, Refusal::RulebookPartKept { part, keeper: Keeper::Regulator });
                assert_eq!((refused.code(), refused.rule().id), ("not_permitted", "JO-5"));
            }
            None => assert!(matches!(refused, Refusal::DirectoryNotPermitted { .. }), "{refused}"),
        }
        sets(&mut book, NOW, command).unwrap();
    }
}

#[test]
fn a_part_that_is_assigned_is_set_by_its_keeper_from_then_on_and_by_nobody_else() {
    let mut book = Rulebook::default();
    let mut later = assign_keeper(RulebookPart::Identity, Keeper::StandardsUnit);
    later.instrument = later.instrument.with_effect_from(at("2026-01-01 00:00"));
    sets(&mut book, NOW, later).unwrap();
    let (before, after) = ("2025-12-31 23:59", "2026-01-01 00:00");
    assert_eq!(book.keeper(RulebookPart::Identity, at(before)), Keeper::Regulator);
    tries(&book, regulator(), before, rule()).unwrap();
    tries(&book, standards_unit(), before, rule()).unwrap_err();

    tries(&book, standards_unit(), after, rule()).unwrap();
    let refused = tries(&book, regulator(), after, rule()).unwrap_err();
    let part = RulebookPart::Identity;
    assert_eq!(refused, Refusal::RulebookPartKept { part, keeper: Keeper::StandardsUnit });
    assert_eq!(refused.rule().id, "JO-5");
    assert!(refused.text(crate::Lang::En).contains("Unit that sets digital standards"), "{refused}");
    let others = tries(&book, auditor(), after, rule()).unwrap_err();
    assert_eq!(others, Refusal::DirectoryNotPermitted { role: Role::Auditor, command: "SetIdentityRule" });
    tries(&book, regulator(), after, payment_methods(&["card"])).unwrap();
    tries(&book, standards_unit(), after, payment_methods(&["card"])).unwrap_err();
}

#[test]
fn only_the_regulator_assigns_and_it_takes_a_part_back() {
    let mut book = Rulebook::default();
    let part = RulebookPart::Hashes;
    sets(&mut book, NOW, assign_keeper(part, Keeper::StandardsUnit)).unwrap();
    let kept = book.in_force(at(NOW)).keepers;
    assert_eq!(
        kept.iter().map(|it| (it.of.as_str(), it.held)).collect::<Vec<_>>(),
        [("hashes", Keeper::StandardsUnit)]
    );
    let own = tries(&book, standards_unit(), NOW, assign_keeper(part, Keeper::StandardsUnit)).unwrap_err();
    assert_eq!(own.code(), "not_permitted");
    sets(&mut book, "2025-10-17 09:00", assign_keeper(part, Keeper::Regulator)).unwrap();
    assert_eq!(book.keeper(part, at("2025-10-17 09:00")), Keeper::Regulator);
    assert_eq!(book.keeper(part, at("2025-10-17 08:59")), Keeper::StandardsUnit);
}
