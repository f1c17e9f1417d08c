//! What must hold of the stream of every request, whatever happened to it: checked from the outside.
//!
//! The checks read recorded events and count for themselves; they ask neither the rules that decided nor, but for the
//! two that are about folding, the fold. They hold for requests of any service, simulated, imported or lived.

mod acts;
mod clock;
mod corrections;
mod dates;
mod ends;
mod folds;
mod intake;
mod messages;
mod money;
mod reasons;

use serde::{Serialize, Serializer};
use talab::core::calendar::Calendar;
use talab::core::definition::ServiceDefinition;
use talab::projections::Entry;

/// What must hold, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Invariant {
    /// Every attempt is answered once, and only an attempt that was not acknowledged is followed by another.
    OneAnswer,
    /// What is acknowledged lacks nothing, and the applicant is confirmed.
    CompleteAndConfirmed,
    /// A request counts as received since the submission that completed it, and is acknowledged no earlier.
    ReceivedWhenComplete,
    /// No deadline before the acknowledgement; after it one, moved only with its cause, until the clock stops.
    OneDeadline,
    /// Days used up and days left are the budget with its extensions, at every moment.
    DaysAddUp,
    /// Suspensions do not overlap, and the last is over before the clock stops.
    SuspensionsApart,
    /// The dates of receipt and of delivery never move, and time does not run backwards.
    DatesStand,
    /// Whatever takes something from the applicant gives a reason of its family, in Arabic too.
    ReasonsGiven,
    /// Corrections change what was named, and say what it was before.
    OnlyNamedItems,
    /// No order is paid with another amount than was asked, and never is more paid back than came in.
    MoneyAddsUp,
    /// A request is concluded as it was decided: what was granted is available, what was denied has its reasons.
    EndsAsDecided,
    /// What has ended stays ended, unless it is amended by two people.
    EndedIsEnded,
    /// A request stays under the version it was submitted under.
    VersionPinned,
    /// An event says the same when it is read back, and when it happened.
    EventsSpeak,
    /// Folding a part and then the rest is folding all.
    PartsMakeTheWhole,
    /// An act is recorded once, in one piece.
    OneActOnce,
    /// Other bodies act by messages of the channel, and each message is applied once.
    OneMessageOnce,
    /// An answer that comes too late is kept, and changes nothing.
    LateIsKept,
    /// What has ended leaves no task, no question and no order to pay behind that waits.
    NothingLeftOpen,
}

impl Invariant {
    /// Every invariant, in order.
    pub const ALL: [Self; 19] = [
        Self::OneAnswer,
        Self::CompleteAndConfirmed,
        Self::ReceivedWhenComplete,
        Self::OneDeadline,
        Self::DaysAddUp,
        Self::SuspensionsApart,
        Self::DatesStand,
        Self::ReasonsGiven,
        Self::OnlyNamedItems,
        Self::MoneyAddsUp,
        Self::EndsAsDecided,
        Self::EndedIsEnded,
        Self::VersionPinned,
        Self::EventsSpeak,
        Self::PartsMakeTheWhole,
        Self::OneActOnce,
        Self::OneMessageOnce,
        Self::LateIsKept,
        Self::NothingLeftOpen,
    ];

    /// Its number, such as `I-1`.
    pub const fn number(self) -> &'static str {
        match self {
            Self::OneAnswer => "I-1",
            Self::CompleteAndConfirmed => "I-2",
            Self::ReceivedWhenComplete => "I-3",
            Self::OneDeadline => "I-4",
            Self::DaysAddUp => "I-5",
            Self::SuspensionsApart => "I-6",
            Self::DatesStand => "I-7",
            Self::ReasonsGiven => "I-8",
            Self::OnlyNamedItems => "I-9",
            Self::MoneyAddsUp => "I-12",
            Self::EndsAsDecided => "I-14",
            Self::EndedIsEnded => "I-16",
            Self::VersionPinned => "I-17",
            Self::EventsSpeak => "I-18",
            Self::PartsMakeTheWhole => "I-19",
            Self::OneActOnce => "I-21",
            Self::OneMessageOnce => "I-22",
            Self::LateIsKept => "I-24",
            Self::NothingLeftOpen => "I-25",
        }
    }
}

impl Serialize for Invariant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.number())
    }
}

/// An invariant that a stream violates, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Violation {
    /// Which one.
    pub invariant: Invariant,
    /// The number, in its stream, of the event it was seen at.
    pub version: u64,
    /// What was seen, without personal values.
    pub what: String,
}

/// Holds the events of one request against every invariant, and tells each violation.
///
/// `definition` is the version the request is pinned to. `calendar` is that of its jurisdiction; days that were counted
/// on another revision of it are not counted again.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
/// use talab_simulation::{SimulationOptions, Simulator, simulate};
///
/// let simulator = Simulator::open("memory:").await?;
/// let report = simulate(&simulator, SimulationOptions::new(10, 7), |_| {}).await?;
/// assert_eq!((report.requests, report.violations), (10, 0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn check_invariants(
    entries: &[Entry],
    definition: &ServiceDefinition,
    calendar: &Calendar,
) -> Vec<Violation> {
    let mut found = Found(Vec::new());
    intake::check(entries, definition, &mut found);
    clock::check(entries, definition, calendar, &mut found);
    dates::check(entries, definition, &mut found);
    reasons::check(entries, &mut found);
    corrections::check(entries, definition, &mut found);
    folds::check(entries, &mut found);
    acts::check(entries, &mut found);
    money::check(entries, &mut found);
    messages::check(entries, &mut found);
    ends::check(entries, &mut found);
    found.0.sort_by_key(|violation| (violation.invariant, violation.version));
    found.0
}

/// What was found so far.
struct Found(Vec<Violation>);

impl Found {
    /// Tells a violation unless `holds`.
    fn unless(&mut self, holds: bool, invariant: Invariant, entry: &Entry, what: impl Into<String>) {
        if !holds {
            let what = format!("{}: {}", entry.event.name(), what.into());
            self.0.push(Violation { invariant, version: entry.version, what });
        }
    }
}
