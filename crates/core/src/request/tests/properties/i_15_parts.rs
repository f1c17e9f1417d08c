//! I-15: a parent is concluded only after all its children have ended, and children have no children.

use proptest::prelude::*;

use super::cases;
use crate::actor::Role;
use crate::request::decision::ProposeDecision;
use crate::request::exits::Withdraw;
use crate::request::tests::family::{Family, denial, in_part, officer_of};
use crate::stage::Stage;
use crate::testing::{applicant, approve, approve_amendment, decider, grant, handler, reopen};

const PARTS: [&str; 3] = ["residence", "library", "parking"];

/// One thing somebody tries on the parent or on one of its children; most of it is refused at most times.
fn tries(family: &mut Family, number: u8, day: u32) {
    let part = PARTS[usize::from(number) % 3];
    let morning = format!("2025-{:02}-{:02} 08:00", 11 + day / 28, 1 + day % 28);
    let noon = format!("2025-{:02}-{:02} 20:00", 11 + day / 28, 1 + day % 28);
    let proposal = |number: u8| -> ProposeDecision {
        match number % 4 {
            0 | 1 => grant(),
            2 => in_part(),
            _ => denial(),
        }
    };
    match number / 3 % 10 {
        0..=2 => drop(family.opens(part, handler(), &morning)),
        // The request of a part comes to an end, or not, and its parent is told, or not.
        3..=5 if family.children.contains_key(part) => {
            let child = family.part(part);
            let step = if part == "residence" { "verify-address" } else { "print-card" };
            let step = crate::request::execution::CompleteStep::new(step.try_into().unwrap());
            let (at, by) = (morning.as_str(), |role| officer_of(part, role));
            drop(child.does(by(Role::Verifier), at, crate::request::review::PassVerification::default()));
            drop(child.does(by(Role::Handler), at, step));
            let denies = number.is_multiple_of(5);
            drop(child.does(by(Role::Handler), at, if denies { denial() } else { grant() }));
            drop(child.does(by(Role::Decider), at, approve()));
            let output = || if part == "residence" { "certificate" } else { "card" }.try_into().unwrap();
            let issue = crate::request::outputs::IssueOutput { output: output(), ..crate::testing::issue() };
            let deliver =
                crate::request::outputs::DeliverOutput { output: output(), ..crate::testing::deliver() };
            drop(child.does(by(Role::Handler), at, issue));
            drop(child.does(by(Role::Handler), at, deliver));
            if number.is_multiple_of(2) {
                drop(family.tell(part, &noon));
            }
        }
        6 if family.children.contains_key(part) => {
            drop(family.part(part).does(applicant(), morning.as_str(), Withdraw::default()));
            drop(family.tell(part, &noon));
        }
        7 if family.children.contains_key(part) => {
            let child = family.part(part);
            let again = reopen(Stage::UnderVerification, 5);
            drop(child.does(officer_of(part, Role::Supervisor), morning.as_str(), again));
            drop(child.does(officer_of(part, Role::Decider), morning.as_str(), approve_amendment()));
            drop(family.tell(part, &noon));
        }
        _ => {
            drop(family.parent.does(handler(), morning.as_str(), proposal(number)));
            drop(family.parent.does(decider(), morning.as_str(), approve()));
        }
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn i_15_a_parent_is_concluded_after_its_children(
        owner in any::<bool>(), numbers in prop::collection::vec(any::<u8>(), 1..40),
    ) {
        let mut family = Family::filed(owner);
        for (day, number) in (0..).zip(numbers) {
            let before = family.parent.stage();
            tries(&mut family, number, day);
            for child in family.children.values() {
                prop_assert_eq!(child.request().subrequests().count(), 0, "children of children do not exist");
                prop_assert!(child.request().parent().is_some());
            }
            if before != Some(Stage::Concluded) && family.parent.stage() == Some(Stage::Concluded) {
                for (part, child) in &family.children {
                    let ended = child.stage().is_some_and(Stage::is_terminal);
                    prop_assert!(ended, "`{}` is open in {:?}", part, child.stage());
                }
            }
        }
    }
}

/// The stories that are tried conclude parents with children often enough, in every way.
#[test]
fn i_15_is_put_to_the_test() {
    let (mut concluded, mut with_children) = (std::collections::BTreeSet::new(), 0);
    for seed in 0..400 {
        let mut family = Family::filed(seed % 2 == 0);
        for (day, number) in (0..40).zip(super::coverage::numbers(seed)) {
            tries(&mut family, u8::try_from(number % 256).unwrap(), day);
        }
        if family.parent.stage() == Some(Stage::Concluded) {
            concluded.extend(family.parent.request().outcome().map(|outcome| outcome.code()));
            with_children += usize::from(!family.children.is_empty());
        }
    }
    assert_eq!(concluded.len(), 3, "{concluded:?}");
    assert!(with_children > 20, "{with_children}");
}
