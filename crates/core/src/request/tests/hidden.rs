//! What each redacted item hides: the events that hold it, and no others.

use std::collections::BTreeSet;

use crate::ids::PersonId;
use crate::private::Private;
use crate::request::parties::{FeedbackKind, RecordFeedback};
use crate::request::rights::{RedactedItem, without};
use crate::stage::Stage;
use crate::testing::{Life, answer_feedback, applicant, by_post, handler, note, on_paper, supervisor};

fn life() -> Life {
    let mut life = Life::under(on_paper());
    life.bring_to(Stage::Concluded);
    life.then(handler(), "2025-10-21 09:00", note());
    let text = Private::new(Some("كان الموظف متعاوناً".to_owned()));
    let feedback = RecordFeedback { kind: FeedbackKind::Comment, rating: None, text };
    life.then(applicant(), "2025-10-21 09:30", feedback);
    life.then(supervisor(), "2025-10-21 10:00", answer_feedback(1));
    life.then(applicant(), "2025-10-21 11:00", by_post());
    life
}

fn hides(item: RedactedItem, names: &[&str]) {
    let items = BTreeSet::from([item.clone()]);
    let life = life();
    let changed = life.events().iter().filter(|event| without(event, &items) != **event);
    let changed: Vec<_> = changed.map(crate::request::Event::name).collect();
    assert_eq!(changed, names, "{item:?}");
}

#[test]
fn each_item_hides_its_own_events_and_no_others() {
    hides(RedactedItem::Email, &["Submitted"]);
    hides(RedactedItem::Answer("full_name".try_into().unwrap()), &["Submitted"]);
    hides(RedactedItem::PostalAddress, &["PaperCopyRequested"]);
    hides(RedactedItem::Notes, &["NoteAdded"]);
    hides(RedactedItem::Feedback, &["FeedbackRecorded", "FeedbackAnswered"]);
    hides(RedactedItem::Contacts, &[]);
    hides(RedactedItem::Statements, &[]);
}

/// Other systems' ids are taken as they are, within reason.
#[test]
fn an_id_has_no_spaces_and_an_end() {
    assert!(PersonId::new("x".repeat(200)).is_ok());
    for wrong in [String::new(), "x".repeat(201), "a b".to_owned(), "a\u{7}b".to_owned()] {
        let refused = PersonId::new(wrong.as_str()).unwrap_err();
        assert!(refused.text().ar.contains("200") && refused.text().en.contains("200"), "{wrong:?}");
    }
}
