//! Trusted sources that are asked, and other bodies a request is offered to.

use std::collections::BTreeMap;

use super::bodies::message;
use super::people::somebody;
use crate::actor::{Actor, Role};
use crate::channel::ChannelMessage;
use crate::ids::{FieldId, IdInvalid};
use crate::instant::Timestamp;
use crate::private::Private;
use crate::reason::ReasonCode;
use crate::request::Request;
use crate::request::evidence::{EvidenceResult, RecordEvidence, RequestEvidence};
use crate::request::transfer::{AcceptTransfer, ClockRule, DeclineTransfer, Transfer};
use crate::value::Value;

/// The source that owns the national number.
pub const CIVIL: &str = "civil-registry";

fn id<T: TryFrom<String, Error = IdInvalid>>(text: &str) -> T {
    T::try_from(text.to_owned()).unwrap_or_else(|error| panic!("{error}"))
}

/// A trusted source, answering through the channel.
///
/// # Panics
/// If the code can't be a body's id.
pub fn source(code: &str) -> Actor {
    Actor { body: Some(id(code)), ..Actor::new(somebody(&format!("o-{code}")), Role::TrustedSource) }
}

/// Asks the source that owns them for these fields.
///
/// # Panics
/// If the names can't be fields' ids.
pub fn ask_source(source: &str, fields: &[&str]) -> RequestEvidence {
    RequestEvidence {
        source: id(source),
        fields: fields.iter().map(|field| id::<FieldId>(field)).collect(),
        purpose: "التحقق من بيانات مقدّم الطلب".to_owned(),
        working_days: 2,
    }
}

/// The source has these values, in answer to the question asked last.
///
/// # Panics
/// If nothing was asked.
pub fn found(request: &Request, number: usize, at: Timestamp, values: &[(&str, &str)]) -> RecordEvidence {
    let asked = request.questions().last().unwrap_or_else(|| panic!("no source was asked")).asked.clone();
    let values: BTreeMap<FieldId, Value> =
        values.iter().map(|(field, value)| (id(field), Value::from(*value))).collect();
    let reply = message(asked.source.as_str(), number, at);
    RecordEvidence {
        number: asked.number,
        result: EvidenceResult::Found { values: Private::new(values), as_of: at },
        message: Some(ChannelMessage { in_reply_to: Some(asked.message), ..reply }),
    }
}

/// Offers the request to this body, its district being competent.
///
/// # Panics
/// If the code can't be a body's id.
pub fn transfer_to(body: &str, clock: ClockRule) -> Transfer {
    Transfer { to: id(body), reason: ReasonCode::TrfNotCompetentPlace, clock }
}

/// The body's answer to the offer that waits.
fn answer(request: &Request, number: usize, at: Timestamp) -> ChannelMessage {
    let offer = request.offered_to().unwrap_or_else(|| panic!("nothing was offered"));
    let reply = message(offer.to.as_str(), number, at);
    ChannelMessage { in_reply_to: Some(offer.message.clone()), ..reply }
}

/// The body takes the request over.
///
/// # Panics
/// If nothing was offered.
pub fn accept_transfer(request: &Request, number: usize, at: Timestamp) -> AcceptTransfer {
    AcceptTransfer { elsewhere: None, message: Some(answer(request, number, at)) }
}

/// The body does not take the request over.
///
/// # Panics
/// If nothing was offered.
pub fn decline_transfer(request: &Request, number: usize, at: Timestamp) -> DeclineTransfer {
    DeclineTransfer { reason: ReasonCode::TskNotOurs, message: Some(answer(request, number, at)) }
}
