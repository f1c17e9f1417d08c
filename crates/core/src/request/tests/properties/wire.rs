//! Everything that can happen reads back from the wire unchanged, and every refusal can be told.

use proptest::prelude::*;

use super::{cases, stories};
use crate::command_kind::CommandKind;
use crate::request::{Command, Event};
use crate::testing::truths;
use crate::text::Lang;

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn events_are_one_tag_and_read_back(played in stories()) {
        for event in played.events() {
            let wire = serde_json::to_value(&event).unwrap();
            let tags: Vec<_> = wire.as_object().unwrap().keys().cloned().collect();
            prop_assert_eq!(tags, [event.name()]);
            prop_assert!(Event::NAMES.contains(&event.name()));
            truths::says_what_it_is_about(&event);
        }
    }

    #[test]
    fn commands_read_back(played in stories()) {
        for act in &played.acts {
            let wire = act.envelope.command.canonical().unwrap();
            let content = &wire[act.envelope.command.kind().name()];
            let message = content.get("message").filter(|it| it.is_object()).cloned();
            let told = act.envelope.command.message().map(|it| serde_json::to_value(it).unwrap());
            prop_assert!(told == message || act.envelope.command.kind() == CommandKind::Submit, "{}", content);
            prop_assert_eq!(&serde_json::from_value::<Command>(wire).unwrap(), &act.envelope.command);
        }
    }

    #[test]
    fn refusals_are_told_in_both_languages(played in stories()) {
        for refusal in played.acts.iter().filter_map(|act| act.came.as_ref().err()) {
            let arabic = refusal.text(Lang::Ar);
            prop_assert!(arabic.chars().any(|c| ('\u{0621}'..='\u{064A}').contains(&c)), "{}", arabic);
            prop_assert!(!refusal.text(Lang::En).is_empty());
        }
    }
}
