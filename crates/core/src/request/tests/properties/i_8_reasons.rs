//! I-8: whatever goes against the applicant has a reason of its family, with words in Arabic.

use proptest::prelude::*;

use super::{cases, stories};
use crate::reason::{Family, Reason, ReasonCode};
use crate::request::Event;
use crate::text::Lang;

/// The reasons of an event that takes something away, and their family; nothing for other events.
fn reasons(event: &Event) -> Option<(Family, Vec<Reason>)> {
    let one = |family, code: ReasonCode| Some((family, vec![Reason::new(code)]));
    match event {
        Event::Rejected(it) => Some((Family::Nak, it.reasons.clone())),
        Event::Denied(it) => Some((Family::Ref, it.reasons.clone())),
        Event::PartiallyGranted(it) => Some((Family::Ref, it.reasons.clone())),
        Event::OutputRevoked(it) => one(Family::Rev, it.reason),
        Event::OutputSuperseded(it) => one(Family::Sup, it.reason),
        Event::OutputReinstated(it) => one(Family::Rpn, it.reason),
        Event::OutcomeCorrected(it) => one(Family::Rpn, it.reason),
        Event::Reopened(it) => one(Family::Rpn, it.reason),
        Event::CorrectionsRequested(it) => {
            Some((Family::Cor, it.items.iter().map(|item| Reason::new(item.fault)).collect()))
        }
        Event::CorrectionPeriodExtended(it) => one(Family::Ext, it.reason),
        Event::Lapsed(it) => one(Family::Lap, it.reason),
        Event::Discontinued(it) => one(Family::Cls, it.reason),
        Event::NotificationFailed(it) => one(Family::Ntf, it.reason),
        Event::Withdrawn(it) => it.reason.and_then(|code| one(Family::Wdr, code)),
        _ => None,
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn i_8_a_negative_event_has_its_reasons(played in stories()) {
        for event in played.events() {
            let Some((family, reasons)) = reasons(&event) else { continue };
            prop_assert!(!reasons.is_empty(), "{}", event.name());
            for reason in reasons {
                prop_assert_eq!(reason.code.family(), family);
                prop_assert_eq!(ReasonCode::parse(reason.code.code()), Some(reason.code));
                let arabic = reason.text(Lang::Ar);
                prop_assert!(arabic.chars().any(|c| ('\u{0621}'..='\u{064A}').contains(&c)), "{}", arabic);
            }
            if let Event::Denied(denied) = &event {
                prop_assert!(!denied.remedies.ar.is_empty() && !denied.remedies.en.is_empty());
            }
        }
    }
}
