//! What can be asked of a transfer.

use serde::{Deserialize, Serialize};

use crate::channel::ChannelMessage;
use crate::ids::BodyId;
use crate::named::named_enum;
use crate::reason::ReasonCode;
use crate::text::Words;

fn clock_words(name: &str) -> Option<Words> {
    Some(match name {
        "GoesOn" => Words { ar: "يستمر احتساب المدة", en: "the time goes on" },
        "StartsAgain" => {
            Words { ar: "يبدأ احتساب المدة من جديد", en: "the time starts again" }
        }
        _ => return None,
    })
}

named_enum! {
    /// What a transfer does to the time of the request; it must be said, for the law is silent.
    pub enum ClockRule, words = clock_words, {
        /// The deadline stays what it is.
        GoesOn = "goes_on",
        /// The whole time is counted anew from the instant the other body takes the request over.
        StartsAgain = "starts_again",
    }
}

/// Offers the request to the body that is competent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct Transfer {
    /// To which body.
    pub to: BodyId,
    /// Why, of the family `TRF`.
    pub reason: ReasonCode,
    /// What becomes of the time.
    pub clock: ClockRule,
}

/// Takes the request over, as the body it was offered to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct AcceptTransfer {
    /// Under which reference the body keeps it elsewhere, which ends it here; without one it goes on here.
    #[serde(default)]
    pub elsewhere: Option<String>,
    /// The channel's message.
    pub message: Option<ChannelMessage>,
}

/// Does not take the request over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct DeclineTransfer {
    /// Why, of the family `TSK`.
    pub reason: ReasonCode,
    /// The channel's message.
    pub message: Option<ChannelMessage>,
}
