//! Acts around the rights in a request.

use std::collections::BTreeSet;

use super::commands::SHA256;
use super::people::{neighbour, somebody};
use crate::ids::FieldId;
use crate::request::parties::{AnswerFeedback, FeedbackKind, RecordFeedback};
use crate::request::rights::{
    DiscloseRecord, DisclosedPart, LiftLegalHold, NameInterestedParty, PlaceLegalHold, RedactPersonalData,
    RedactedItem, RemoveInterestedParty,
};

/// The order of a hold.
pub const HOLD: &str = "court/2025/77";

/// Places a hold by this order.
pub fn hold(order: &str) -> PlaceLegalHold {
    PlaceLegalHold { order: order.to_owned(), reason: "دعوى قائمة أمام المحكمة".into() }
}

/// Lifts the hold by this order.
pub fn lift(order: &str) -> LiftLegalHold {
    LiftLegalHold { order: order.to_owned(), reason: "انتهت الدعوى بحكم بات".into() }
}

/// Redacts the answers to these fields.
///
/// # Panics
/// If a text can't be a field's id.
pub fn redact(fields: &[&str]) -> RedactPersonalData {
    let answer = |field: &&str| match FieldId::new(*field) {
        Ok(field) => RedactedItem::Answer(field),
        Err(error) => panic!("{error}"),
    };
    let items: BTreeSet<_> = fields.iter().map(answer).collect();
    RedactPersonalData { items, reason: "انتفت الحاجة إليها".into(), ground: None }
}

/// Everything was given to this person.
pub fn disclosed(person: &str) -> DiscloseRecord {
    let parts = DisclosedPart::ALL.iter().copied().collect();
    DiscloseRecord { to: somebody(person), parts, sha256: SHA256.to_owned() }
}

/// Names the neighbour as having an interest.
pub fn name_neighbour() -> NameInterestedParty {
    NameInterestedParty { person: neighbour().person, interest: "جار ملاصق".into() }
}

/// Takes the neighbour's name back.
pub fn remove_neighbour() -> RemoveInterestedParty {
    RemoveInterestedParty { person: neighbour().person, reason: "باع العقار".into() }
}

/// A complaint.
pub fn feedback(kind: FeedbackKind) -> RecordFeedback {
    RecordFeedback { kind, rating: None, text: Some("تأخر الردّ".to_owned()).into() }
}

/// An answer to the feedback of this number.
pub fn answer_feedback(number: u32) -> AnswerFeedback {
    AnswerFeedback { number, text: "نعتذر، وقد أُسند الطلب إلى موظف آخر".into() }
}
