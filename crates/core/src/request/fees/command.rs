//! What can be asked about fees.

use serde::{Deserialize, Serialize};

use crate::channel::ChannelMessage;
use crate::ids::FeeId;
use crate::money::Money;
use crate::reason::ReasonCode;

/// Works out every fee of the pinned version that this request owes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AssessFee {}

/// Waives fees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct WaiveFee {
    /// Which.
    pub fees: Vec<FeeId>,
    /// Why, of the family `FEE`.
    pub reason: ReasonCode,
}

/// Asks the applicant to pay, through the payment system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct RequestPayment {
    /// Which fees, in one order.
    pub fees: Vec<FeeId>,
}

/// Reports what became of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct RecordPayment {
    /// Its number in the request.
    pub order: u32,
    /// What became of it.
    pub result: PaymentResult,
    /// The message that says so.
    pub message: Option<ChannelMessage>,
}

/// What became of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::exhaustive_enums, reason = "an order is paid or it is not")]
pub enum PaymentResult {
    /// It was paid.
    Paid {
        /// How much.
        amount: Money,
        /// In which of the ways that the regulator has set.
        method: String,
        /// What the payment system knows the payment by.
        reference: String,
    },
    /// It was not.
    Failed {
        /// Why, of the family `FEE`.
        reason: ReasonCode,
    },
}

/// Lets an order expire after its term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct ExpirePayment {
    /// Its number in the request.
    pub order: u32,
}

/// Asks the payment system to pay money back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct RequestRefund {
    /// Of which order.
    pub order: u32,
    /// How much.
    pub amount: Money,
    /// Why, of the family `RFD`.
    pub reason: ReasonCode,
}

/// Reports what became of a refund.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct RecordRefund {
    /// Of which order.
    pub order: u32,
    /// Its number in the order.
    pub refund: u32,
    /// What became of it.
    pub result: RefundResult,
    /// The message that says so.
    pub message: Option<ChannelMessage>,
}

/// What became of a refund.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::exhaustive_enums, reason = "money came back or it did not")]
pub enum RefundResult {
    /// The money went back.
    Completed {
        /// What the payment system knows it by.
        reference: String,
    },
    /// It did not; it may be asked for again.
    Failed {
        /// Why, of the family `RFD`.
        reason: ReasonCode,
    },
}
