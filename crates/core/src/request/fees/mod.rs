//! Fees: assessed by the definition's rules, ordered and paid through the channel, waived and paid back (LY-17.5).

mod assess;
mod command;
mod event;
mod payment;
mod prepaid;
mod refund;
mod state;

pub(super) use assess::{assess, may_be_ordered, settled, waive};
pub use command::{
    AssessFee, ExpirePayment, PaymentResult, RecordPayment, RecordRefund, RefundResult, RequestPayment,
    RequestRefund, WaiveFee,
};
pub use event::{
    FeeAssessed, FeeLine, FeeWaived, PaymentCancelled, PaymentConfirmed, PaymentExpired, PaymentFailed,
    PaymentRequested, RefundCompleted, RefundFailed, RefundRequested,
};
pub(super) use payment::{cancel_all, expire, record, request};
pub use prepaid::due_before_receipt;
pub(super) use prepaid::{forget_prepaid, order_prepaid, unpaid};
pub(super) use refund::{record as record_refund, request as request_refund};
pub(crate) use state::Fees;
pub use state::{Line, Order, OrderStanding, Refund, RefundStanding};
