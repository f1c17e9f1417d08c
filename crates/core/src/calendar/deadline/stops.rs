//! The days at whose close the clock stands still.

use time::Date;

use super::error::DeadlineError;
use crate::calendar::suspension::Suspension;
use crate::calendar::zone::Zone;
use crate::instant::Timestamp;

/// Suspensions turned into suspended days: disjoint spans in order, both ends included.
pub(super) struct Stops {
    spans: Vec<(Date, Date)>,
    open: Option<(Date, Timestamp)>,
}

impl Stops {
    /// # Errors
    ///
    /// If a suspension ends before it begins.
    pub(super) fn new(zone: &Zone, suspensions: &[Suspension]) -> Result<Self, DeadlineError> {
        let mut stops = Self { spans: Vec::with_capacity(suspensions.len()), open: None };
        for suspension in suspensions {
            stops.add(zone, suspension)?;
        }
        stops.merge();
        Ok(stops)
    }

    /// Whether the clock stands still at the close of `date`.
    pub(super) fn suspended_on(&self, date: Date) -> bool {
        let later = self.spans.partition_point(|(first, _)| *first <= date);
        later.checked_sub(1).is_some_and(|span| date <= self.spans[span].1)
    }

    /// When the clock stopped for good, as far as is known, if it stands still on `date` for that reason.
    pub(super) fn still_suspended_on(&self, date: Date) -> Option<Timestamp> {
        self.open.filter(|(first, _)| *first <= date).map(|(_, since)| since)
    }

    /// The spans of `first..=last` on whose days the clock runs, in order, both ends included.
    pub(super) fn running(&self, first: Date, last: Date) -> impl Iterator<Item = (Date, Date)> + '_ {
        let mut from = Some(first);
        let ends = self.spans.iter().copied().map(Some).chain([None]);
        let gaps = ends.filter_map(move |span| {
            let begin = from?;
            let Some((stop, resume)) = span else { return Some((begin, last)) };
            from = resume.next_day().map(|next| next.max(begin));
            Some((begin, stop.previous_day()?.min(last)))
        });
        gaps.filter(|(begin, end)| begin <= end)
    }

    fn add(&mut self, zone: &Zone, suspension: &Suspension) -> Result<(), DeadlineError> {
        let Suspension { from, until } = *suspension;
        // The close of a day lies after `from` exactly when `from` falls on that day or an earlier one.
        let first = zone.day_of(from);
        let Some(until) = until else {
            self.spans.push((first, Date::MAX));
            self.open = Some(self.open.map_or((first, from), |open| open.min((first, from))));
            return Ok(());
        };
        if until < from {
            return Err(DeadlineError::Backwards { from, until });
        }
        // It does not lie after `until` exactly when `until` falls on a later day.
        if let Some(last) = zone.day_of(until).previous_day().filter(|last| first <= *last) {
            self.spans.push((first, last));
        }
        Ok(())
    }

    fn merge(&mut self) {
        self.spans.sort_unstable();
        self.spans.dedup_by(|next, kept| {
            let overlaps = next.0 <= kept.1;
            if overlaps {
                kept.1 = kept.1.max(next.1);
            }
            overlaps
        });
    }
}
