//! A time zone as plain data: what the clocks of a place showed, and when they were changed.

use serde::{Deserialize, Serialize};
use thiserror::Error;
use time::{Date, Duration, PrimitiveDateTime, Time};

use crate::instant::Timestamp;
use crate::text::isolate;

/// The widest offset from UTC the `time` crate can hold: 25:59:59.
const WIDEST_OFFSET: i32 = 26 * 3600 - 1;

/// A time zone as the offsets that held over a span of years.
///
/// It is taken from a time-zone database outside the core and stored with the calendar, so that a date
/// counted today is counted the same way after the database changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "ZoneRecord")]
pub struct Zone {
    name: String,
    initial: i32,
    transitions: Vec<Transition>,
}

/// A change of the clocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an instant and an offset, made with a literal by adapters")]
pub struct Transition {
    /// The first instant at which the new offset holds.
    pub at: Timestamp,
    /// Seconds east of UTC from then on.
    pub offset_seconds: i32,
}

/// Why data is not a time zone.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ZoneInvalid {
    /// No name.
    #[error("the zone has no name: give its name in the time-zone database, such as Africa/Tripoli")]
    Nameless,
    /// An offset no clock has.
    #[error("zone {zone} has the offset {seconds} s: an offset lies between -93599 s and 93599 s")]
    Offset {
        /// The zone.
        zone: String,
        /// The offset given.
        seconds: i32,
    },
    /// Transitions that are not in order.
    #[error("zone {zone} lists the transition at {at} out of order: list each instant once, earliest first")]
    Order {
        /// The zone.
        zone: String,
        /// The first transition that is not later than the one before it.
        at: Timestamp,
    },
}

impl ZoneInvalid {
    pub(super) fn arabic(&self) -> String {
        match self {
            Self::Nameless => {
                format!("لا اسم للمنطقة الزمنية، يُرجى إدخال اسمها، مثل {}", isolate("Africa/Tripoli"))
            }
            Self::Offset { zone, seconds } => format!(
                "فارق التوقيت {} بالثواني في المنطقة الزمنية {} غير صحيح، يُرجى تصحيحه",
                isolate(&seconds.to_string()),
                isolate(zone)
            ),
            Self::Order { zone, at } => format!(
                "تغيير التوقيت عند {} في المنطقة الزمنية {} ليس في ترتيبه، يُرجى ذكر كل وقت مرة واحدة ابتداءً من الأسبق",
                isolate(&at.to_string()),
                isolate(zone)
            ),
        }
    }
}

#[derive(Deserialize)]
struct ZoneRecord {
    name: String,
    initial: i32,
    transitions: Vec<Transition>,
}

impl TryFrom<ZoneRecord> for Zone {
    type Error = ZoneInvalid;

    fn try_from(record: ZoneRecord) -> Result<Self, ZoneInvalid> {
        Self::new(record.name, record.initial, record.transitions)
    }
}

impl Zone {
    /// A zone whose clocks stand `initial` seconds east of UTC before the first of `transitions`.
    ///
    /// # Errors
    ///
    /// If the name is empty, an offset is wider than 25:59:59, or the transitions are not strictly ascending.
    pub fn new(
        name: impl Into<String>,
        initial: i32,
        transitions: Vec<Transition>,
    ) -> Result<Self, ZoneInvalid> {
        let zone = Self { name: name.into(), initial, transitions };
        if zone.name.trim().is_empty() {
            return Err(ZoneInvalid::Nameless);
        }
        let mut offsets = zone.transitions.iter().map(|t| t.offset_seconds);
        let wide = |seconds: &i32| seconds.unsigned_abs() > WIDEST_OFFSET.unsigned_abs();
        if let Some(seconds) = Some(initial).filter(wide).or_else(|| offsets.find(wide)) {
            return Err(ZoneInvalid::Offset { zone: zone.name, seconds });
        }
        if let Some(pair) = zone.transitions.windows(2).find(|pair| pair[0].at >= pair[1].at) {
            return Err(ZoneInvalid::Order { at: pair[1].at, zone: zone.name });
        }
        Ok(zone)
    }

    /// The name in the time-zone database.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Seconds east of UTC before the first transition.
    pub fn initial(&self) -> i32 {
        self.initial
    }

    /// The changes of the clocks, earliest first.
    pub fn transitions(&self) -> &[Transition] {
        &self.transitions
    }

    /// Seconds east of UTC at an instant.
    pub fn offset_at(&self, at: Timestamp) -> i32 {
        self.offset_after(self.transitions.partition_point(|t| t.at <= at))
    }

    /// What the wall clock shows at an instant.
    pub fn local_datetime(&self, at: Timestamp) -> PrimitiveDateTime {
        let local = at.get().saturating_add(seconds(self.offset_at(at)));
        PrimitiveDateTime::new(local.date(), local.time())
    }

    /// The date the wall clock shows at an instant.
    pub fn local_date(&self, at: Timestamp) -> Date {
        self.local_datetime(at).date()
    }

    /// The day an instant belongs to: the last one that has begun, [`Zone::start_of_day`].
    ///
    /// It never goes back. It differs from [`Zone::local_date`] only while the clocks, set back across
    /// midnight, show the evening of a day that had already ended.
    pub fn day_of(&self, at: Timestamp) -> Date {
        let mut day = self.local_date(at);
        while let Some(next) = day.next_day().filter(|next| self.start_of_day(*next) <= at) {
            day = next;
        }
        day
    }

    /// The first instant of a day: the first at which the wall clock has reached its 00:00.
    ///
    /// Where the clocks jump over midnight that is the instant of the jump; where midnight is shown twice,
    /// the first time. It never decreases from one date to the next; a date the zone skips whole begins
    /// where the next one does.
    pub fn start_of_day(&self, date: Date) -> Timestamp {
        self.from_local(date, Time::MIDNIGHT)
    }

    /// The instant of a local date and time: the first at which the wall clock has reached it.
    ///
    /// A time shown twice is the first of the two; a time the clocks jump over is the instant of the jump.
    /// `from_local(day, 00:00)` is therefore always `start_of_day(day)`.
    pub fn from_local(&self, date: Date, time: Time) -> Timestamp {
        let wall = Timestamp::new(PrimitiveDateTime::new(date, time).assume_utc());
        // No offset reaches 26 hours, so a span of one offset that ends earlier than this is too early.
        let earliest = wall.plus(-Duration::hours(26));
        let first = self.transitions.partition_point(|t| t.at <= earliest);
        let reached = (first..self.transitions.len()).find_map(|span| {
            let end = self.transitions[span].at;
            Some(self.reached_in(span, wall)).filter(|reached| *reached < end)
        });
        reached.unwrap_or_else(|| self.reached_in(self.transitions.len(), wall))
    }

    /// The dates the zone skips whole, since its clocks were put forward by a day or more.
    pub(super) fn skipped_dates(&self) -> impl Iterator<Item = Date> + '_ {
        let leaps = self.transitions.iter().enumerate().filter_map(|(span, turn)| {
            let before = self.offset_after(span);
            let shown = |offset| turn.at.get().saturating_add(seconds(offset)).date();
            (turn.offset_seconds - before >= 86_400).then(|| (shown(before), shown(turn.offset_seconds)))
        });
        let passed = leaps.flat_map(|(first, last)| {
            std::iter::successors(Some(first), |date| date.next_day()).take_while(move |date| *date < last)
        });
        passed.filter(|date| {
            date.next_day().is_some_and(|next| self.start_of_day(*date) == self.start_of_day(next))
        })
    }

    /// The first instant from the beginning of span `span` at which its offset shows `wall` or later.
    fn reached_in(&self, span: usize, wall: Timestamp) -> Timestamp {
        let shown = wall.plus(-seconds(self.offset_after(span)));
        match span.checked_sub(1) {
            Some(before) => shown.max(self.transitions[before].at),
            None => shown,
        }
    }

    /// The offset after the first `span` transitions.
    fn offset_after(&self, span: usize) -> i32 {
        span.checked_sub(1).map_or(self.initial, |last| self.transitions[last].offset_seconds)
    }
}

fn seconds(offset: i32) -> Duration {
    Duration::seconds(i64::from(offset))
}
