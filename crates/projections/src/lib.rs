//! Views of a service request: disposable, and made from the log again at any time.
//!
//! [`status`] and [`trail`] fold the one request that is asked for, so they are always fresh. [`RequestsView`] keeps a
//! row for each request, for lists. [`measures`] adds many requests up.

mod basis;
mod changes;
mod dates;
mod disclosure;
mod entry;
mod forms;
mod labels;
mod mandates;
pub mod measures;
mod objections;
mod requests;
mod sight;
mod status;
mod style;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod trace;
mod trail;

pub use basis::{Ground, grounds};
pub use changes::{ChangeNotice, change_notice};
pub use disclosure::{
    AnswerHeld, Disclosure, EvidenceHeld, HeldBeside, MessageHeld, OutputHeld, ReadHeld, disclosure,
};
pub use entry::{Accessed, Entry, REQUEST, Read, Refused, Undecodable, Unreadable, fold};
pub use forms::{
    CALENDAR, ENQUIRIES, Forms, MANDATE, OBJECTION, Ours, PROVIDER, RULEBOOK, SERVICE, decode,
    decode_accessed, request_fingerprint,
};
pub use mandates::{MandateStatus, mandate_status};
pub use objections::{ObjectionStatus, objection_status};
pub use requests::{
    Divergence, Filter, Listing, Mismatch, Order, Parked, Progress, RequestRow, RequestsError, RequestsView,
};
pub use status::{
    CalendarLimit, ClockStatus, CorrectionItemStatus, Corrections, FeeStanding, FeeStatus, FeedbackStatus,
    HistoryLine, HoldStatus, MeasureStatus, MissingItem, MovedDate, MustAct, NextAction, NotificationStatus,
    OrderStatus, OutputStatus, PaperStatus, PartStatus, QuestionStatus, ReasonStatus, ReferralStatus,
    RefundStatus, RetentionStatus, ServiceStatus, StageReached, StageStatus, Stages, Status, StatusError,
    StepStatus, TransferStatus, status,
};
pub use style::{Bidi, Style};
pub use trace::Trace;
pub use trail::{LineKind, Trail, TrailLine, Vouched, Who, trail};
