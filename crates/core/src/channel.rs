//! The integration channel: what is known of a message by which another body acts on a request (LY-1e, LY-9.1).

use serde::{Deserialize, Serialize};

use crate::ids::{BodyId, MessageId, MessageKind};
use crate::instant::Timestamp;

/// A message of another body, as the channel delivered it.
///
/// Each is applied at most once: a second command with the same message is refused, whatever it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "part of an event's shape")]
pub struct ChannelMessage {
    /// What the channel knows it by, for good.
    pub id: MessageId,
    /// What kind of message it is, with its version, such as `task.completed.v1`.
    pub kind: MessageKind,
    /// Who sent it.
    pub from: BodyId,
    /// Whom it was sent to.
    pub to: BodyId,
    /// Which message it answers, where it answers one (LY-6.3).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_reply_to: Option<MessageId>,
    /// When it was sent, by the sender's clock.
    pub sent_at: Timestamp,
    /// When the channel delivered it.
    pub received_at: Timestamp,
}
