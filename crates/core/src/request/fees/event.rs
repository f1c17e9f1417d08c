//! What happens to fees.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::calendar::Due;
use crate::channel::ChannelMessage;
use crate::ids::{BodyId, FeeId, MessageId};
use crate::instant::Timestamp;
use crate::money::Money;
use crate::reason::ReasonCode;

/// Fees were worked out by the rules of the pinned version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct FeeAssessed {
    /// When.
    pub at: Timestamp,
    /// What is owed, line by line.
    pub lines: Vec<FeeLine>,
}

/// One fee that is owed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "part of an event's shape")]
pub struct FeeLine {
    /// Which fee of the service.
    pub fee: FeeId,
    /// How much.
    pub amount: Money,
    /// For which body.
    pub payee: BodyId,
}

/// Fees were waived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct FeeWaived {
    /// When.
    pub at: Timestamp,
    /// Which.
    pub fees: Vec<FeeId>,
    /// Why, of the family `FEE`.
    pub reason: ReasonCode,
}

/// The applicant was asked to pay, through the payment system (LY-17.5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct PaymentRequested {
    /// When.
    pub at: Timestamp,
    /// The order's number in the request, counted from 1.
    pub order: u32,
    /// Which fees it is for.
    pub fees: Vec<FeeId>,
    /// How much in all.
    pub total: Money,
    /// Until when it stands.
    pub due: Due,
    /// The payment system, as a body on the channel.
    pub gateway: BodyId,
    /// The further ones through which it may be paid; the same message goes to each (SA-2).
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub other_gateways: BTreeSet<BodyId>,
    /// The message that orders; its answers name it.
    pub message: MessageId,
}

/// An order was paid, to the last unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct PaymentConfirmed {
    /// When.
    pub at: Timestamp,
    /// The order's number.
    pub order: u32,
    /// How much.
    pub amount: Money,
    /// In which way.
    pub method: String,
    /// What the payment system knows the payment by.
    pub reference: String,
    /// The message that said so.
    pub message: ChannelMessage,
}

/// An order was not paid; its fees may be ordered again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct PaymentFailed {
    /// When.
    pub at: Timestamp,
    /// The order's number.
    pub order: u32,
    /// Why, of the family `FEE`.
    pub reason: ReasonCode,
    /// The message that said so.
    pub message: ChannelMessage,
}

/// The term of an order passed; its fees may be ordered again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct PaymentExpired {
    /// When it was recorded.
    pub at: Timestamp,
    /// The order's number.
    pub order: u32,
    /// The end of its term.
    pub due: Due,
}

/// An order was taken back with the end of its request, or with a waiver.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct PaymentCancelled {
    /// When.
    pub at: Timestamp,
    /// The order's number.
    pub order: u32,
}

/// The payment system was asked to pay money back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct RefundRequested {
    /// When.
    pub at: Timestamp,
    /// Of which order.
    pub order: u32,
    /// The refund's number in the order, counted from 1.
    pub refund: u32,
    /// How much.
    pub amount: Money,
    /// Why, of the family `RFD`.
    pub reason: ReasonCode,
    /// The payment system that has the money, where it could be paid through several (SA-2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gateway: Option<BodyId>,
    /// The message that asks; its answers name it.
    pub message: MessageId,
}

/// Money went back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct RefundCompleted {
    /// When.
    pub at: Timestamp,
    /// Of which order.
    pub order: u32,
    /// The refund's number in the order.
    pub refund: u32,
    /// What the payment system knows it by.
    pub reference: String,
    /// The message that said so.
    pub message: ChannelMessage,
}

/// Money did not go back; it may be asked for again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct RefundFailed {
    /// When.
    pub at: Timestamp,
    /// Of which order.
    pub order: u32,
    /// The refund's number in the order.
    pub refund: u32,
    /// Why, of the family `RFD`.
    pub reason: ReasonCode,
    /// The message that said so.
    pub message: ChannelMessage,
}
