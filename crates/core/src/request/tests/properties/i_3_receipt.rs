//! I-3: the receipt is the instant of what completed the request, a submission or the payment of a fee that is a part of it; it and
//! its deadline come together.

use proptest::prelude::*;

use super::{cases, stories};
use crate::request::Event;
use crate::request::fees::{FeeWaived, PaymentConfirmed};

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn i_3_the_receipt_is_the_completing_submission(played in stories()) {
        let mut sent = None;
        let mut complete_since = None;
        let mut acknowledged = false;
        for event in played.events() {
            match event {
                Event::Submitted(it) => sent = Some(it.at),
                Event::Supplemented(it) => (sent, complete_since) = (Some(it.at), None),
                // Before the acknowledgement an answer to corrections may be what was lacking.
                Event::Corrected(it) if !acknowledged && complete_since.is_none() => sent = Some(it.at),
                // A fee that is a part of the submission is paid or waived when nothing else is lacking.
                Event::PaymentConfirmed(PaymentConfirmed { at, .. }) | Event::FeeWaived(FeeWaived { at, .. })
                    if !acknowledged && complete_since.is_none() =>
                {
                    sent = Some(at);
                }
                Event::CompletenessChecked(it) if it.missing.is_empty() => {
                    complete_since = complete_since.or(sent);
                    prop_assert_eq!(it.received_at, complete_since);
                }
                Event::CompletenessChecked(it) => {
                    prop_assert_eq!(it.received_at, None);
                    complete_since = None;
                }
                Event::Rejected(_) => complete_since = None,
                Event::Acknowledged(it) => {
                    acknowledged = true;
                    prop_assert_eq!(Some(it.received_at), complete_since);
                    prop_assert!(it.received_at <= it.at);
                }
                _ => {}
            }
        }
    }

    #[test]
    fn i_3_the_acknowledgement_the_deadline_and_the_duty_to_tell_are_one_append(played in stories()) {
        for act in &played.acts {
            let Ok(events) = &act.came else { continue };
            let names: Vec<_> = events.iter().map(Event::name).collect();
            let Some(place) = names.iter().position(|name| *name == "Acknowledged") else { continue };
            prop_assert_eq!(names[place + 1], "DeadlineSet");
            let told = names[place..].iter().filter(|name| **name == "NotificationQueued").count();
            prop_assert_eq!(told, 2);
        }
    }
}
