//! I-20: redacting personal data changes no stage, date, amount or count; only values disappear.

use proptest::prelude::*;

use super::{cases, stories};
use crate::request::rights::{RedactedItem, kept, without};
use crate::request::{Command, Event, Request, evolve};

/// The request without its answers, without what was redacted, and without what counts events.
fn rest(request: &Request) -> Request {
    let (version, last_at, rights) = Default::default();
    let mut rest = Request { version, last_at, rights, ..request.clone() };
    rest.intake.answers = Default::default();
    (rest.intake.email, rest.intake.email_given) = (None, false);
    rest
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn i_20_redacting_makes_only_values_disappear(played in stories()) {
        for (before, event) in played.steps() {
            let Event::PersonalDataRedacted(redacted) = &event else { continue };
            let mut after = before.clone();
            evolve(&mut after, &event);
            prop_assert_eq!(rest(&after), rest(&before));
            let definition = played.facts.definition();
            for step in &definition.steps {
                prop_assert_eq!(after.needs(definition, &step.id), before.needs(definition, &step.id));
            }
            let gone = |field: &_| redacted.items.contains(&RedactedItem::Answer(Clone::clone(field)));
            let mut left = before.answers().unwrap();
            left.retain(|field, _| !gone(field));
            prop_assert_eq!(after.answers(), Some(left));
        }
    }

    /// What a view shows instead of an event has the same name, instant and weight, and none of the values.
    #[test]
    fn i_20_what_is_shown_instead_tells_the_same_without_the_values(played in stories()) {
        let everything = played.facts.definition().fields().map(|field| RedactedItem::Answer(field.id.clone()));
        let words = [
            RedactedItem::Email,
            RedactedItem::PostalAddress,
            RedactedItem::Statements,
            RedactedItem::Notes,
            RedactedItem::Contacts,
            RedactedItem::Feedback,
        ];
        let items = everything.chain(words).collect();
        let (mut whole, mut shown) = (Request::default(), Request::default());
        for (_, event) in played.steps() {
            let instead = without(&event, &items);
            prop_assert_eq!((instead.name(), instead.at()), (event.name(), event.at()));
            evolve(&mut whole, &event);
            evolve(&mut shown, &instead);
            let written = serde_json::to_string(&instead).unwrap();
            for secret in ["119900123456", "119900654321", "aisha@"] {
                prop_assert!(!written.contains(secret), "{} still tells {}", instead.name(), secret);
            }
        }
        prop_assert_eq!(rest(&shown), rest(&whole));
    }

    /// What must be kept goes on a ground of law, or once its last day has passed.
    #[test]
    fn i_20_what_must_be_kept_goes_on_a_ground_or_after_its_term(played in stories()) {
        for act in &played.acts {
            let (Command::RedactPersonalData(redact), Ok(_)) = (&act.envelope.command, &act.came) else { continue };
            let Some(facts) = &act.envelope.facts.rulebook else { continue };
            let kept = kept(&act.before, &act.calendar, &facts.rulebook, act.envelope.at);
            prop_assert!(redact.ground.is_some() || kept.is_some_and(|kept| kept.over));
        }
    }
}
