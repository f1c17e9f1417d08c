//! The keys under which messages are looked up.

use talab_core::{ReasonCode, Refusal};

/// Something that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Unit {
    /// Working days of a calendar, as terms are counted.
    WorkingDays,
    /// Days of any kind.
    Days,
    /// Months.
    Months,
    /// Years.
    Years,
    /// How often something was done.
    Times,
    /// Extensions of a term.
    Extensions,
    /// Requests.
    Requests,
    /// Documents.
    Documents,
}

impl Unit {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::WorkingDays,
        Self::Days,
        Self::Months,
        Self::Years,
        Self::Times,
        Self::Extensions,
        Self::Requests,
        Self::Documents,
    ];

    /// The key of its message.
    pub const fn key(self) -> &'static str {
        match self {
            Self::WorkingDays => "count-working_days",
            Self::Days => "count-days",
            Self::Months => "count-months",
            Self::Years => "count-years",
            Self::Times => "count-times",
            Self::Extensions => "count-extensions",
            Self::Requests => "count-requests",
            Self::Documents => "count-documents",
        }
    }
}

pub(super) fn of_refusal(code: &str) -> String {
    format!("refusal-{code}")
}

pub(super) fn of_reason(code: ReasonCode) -> String {
    format!("reason-{}", code.code().replace('.', "-"))
}

/// Every key that something asks for, in the order of the alphabet.
pub(super) fn all() -> Vec<String> {
    let refusals = Refusal::CODES.iter().map(|code| of_refusal(code));
    let reasons = ReasonCode::ALL.iter().map(|code| of_reason(*code));
    let counts = Unit::ALL.iter().map(|unit| unit.key().to_owned());
    let mut keys: Vec<String> = refusals.chain(reasons).chain(counts).collect();
    keys.sort();
    keys
}
