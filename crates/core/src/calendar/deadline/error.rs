//! Why there is no due date.

use thiserror::Error;

use crate::calendar::working::CalendarGap;
use crate::instant::Timestamp;
use crate::text::{Text, counted, isolate};

/// Why a deadline could not be counted.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum DeadlineError {
    /// The calendar does not cover a day that must be judged.
    #[error(transparent)]
    Gap(#[from] CalendarGap),
    /// The clock stands still, so there is no due date.
    #[error(transparent)]
    StillSuspended(#[from] StillSuspended),
    /// A budget nobody means.
    #[error("a deadline of {days} working days is longer than the limit of {limit}: check the number")]
    TooManyDays {
        /// The budget given.
        days: u32,
        /// The longest allowed.
        limit: u32,
    },
    /// A suspension that ends before it begins.
    #[error("a suspension runs from {from} until {until}: put the earlier instant first")]
    Backwards {
        /// When it is said to begin.
        from: Timestamp,
        /// When it is said to end.
        until: Timestamp,
    },
}

/// The clock stands still with days of the budget left: there is no due date until it runs again.
///
/// Count as if it ran again now for a provisional expectation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error(
    "the clock has stood still since {since} with {} left: there is no due date until it runs again",
    counted(left, "working day")
)]
#[non_exhaustive]
pub struct StillSuspended {
    /// When the clock stopped.
    pub since: Timestamp,
    /// Working days of the budget not yet used up, at least one.
    pub left: u32,
}

impl DeadlineError {
    /// What is wrong and what to do, in both languages.
    pub fn text(&self) -> Text {
        let of = |it: &dyn ToString| isolate(&it.to_string());
        let arabic = match self {
            Self::Gap(gap) => format!(
                "لا يغطي تقويم أيام العمل {} التاريخ {}، ويجب تمديد التغطية أولاً",
                isolate(&gap.jurisdiction),
                of(&gap.date)
            ),
            Self::StillSuspended(stand) => format!(
                "احتساب المدة موقوف منذ {}، ولا يُحدَّد تاريخ الاستحقاق إلا بعد استئنافه (أيام العمل المتبقية: {})",
                of(&stand.since),
                stand.left
            ),
            Self::TooManyDays { days, limit } => format!(
                "عدد أيام العمل أكبر من الحد الأقصى، يُرجى مراجعة العدد (العدد المدخل: {days}، الحد الأقصى: {limit})"
            ),
            Self::Backwards { from, until } => format!(
                "بداية فترة الإيقاف {} لاحقة لنهايتها {}، يُرجى وضع الوقت الأسبق أولاً",
                of(from),
                of(until)
            ),
        };
        Text::new(arabic, self.to_string())
    }
}
