//! `talab deadline`: a due date, counted out day by day.

mod told;

use std::path::PathBuf;

use clap::Args;
use talab::core::calendar::deadline::{self, MAX_DAYS};
use talab::core::calendar::{
    Calendar, CountedDay, DeadlineError, Due, StillSuspended, Suspension, as_if_resumed,
};
use talab::core::isolate;
use talab::{Refusal, Text, Timestamp, read_calendar};

use crate::answer::Answer;
use crate::console::Console;
use crate::failure::Failure;
use crate::moment::{Moment, Span};
use crate::sources;

/// Counts working days after the day of receipt, on a calendar file.
#[derive(Debug, Args)]
pub(crate) struct DeadlineArgs {
    /// When the request was received: an instant, or a local time or date of the calendar's zone
    #[arg(long, value_name = "TIME")]
    start: Moment,
    /// How many working days there are
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=i64::from(MAX_DAYS)))]
    days: u32,
    /// The calendar file
    #[arg(long, value_name = "FILE")]
    calendar: PathBuf,
    /// A span in which the clock stands still, the end not included; A.. while it lasts
    #[arg(long, value_name = "A..B")]
    suspend: Vec<Span>,
}

/// What was counted, and what came of it.
struct Count {
    start: Timestamp,
    budget: u32,
    days: Vec<CountedDay>,
    end: Result<Due, StillSuspended>,
}

pub(crate) fn run(args: &DeadlineArgs, console: &Console) -> Result<Answer, Failure> {
    let calendar = read(args)?;
    let zone = calendar.zone();
    let suspensions: Vec<_> = args.suspend.iter().map(|span| span.in_zone(zone)).collect();
    let count = count(&calendar, args.start.in_zone(zone), args.days, &suspensions)?;
    Answer::new(told::text(&count, &calendar, console.lang), &told::Counted::new(&count, &calendar))
}

fn read(args: &DeadlineArgs) -> Result<Calendar, Failure> {
    sources::readable(&args.calendar)?;
    read_calendar(&args.calendar).map_err(|invalid| {
        let words = Text::new("في ملف التقويم ما يجب إصلاحه", "the calendar file must be mended first");
        Failure::findings("calendar_invalid", words, sources::findings(&invalid))
    })
}

fn count(
    calendar: &Calendar,
    start: Timestamp,
    budget: u32,
    suspensions: &[Suspension],
) -> Result<Count, Failure> {
    match deadline::count(calendar, start, budget, suspensions) {
        Ok(done) => Ok(Count { start, budget, end: Ok(done.due()), days: done.days }),
        Err(DeadlineError::StillSuspended(still)) => {
            let days = before(calendar, start, budget, suspensions, still);
            Ok(Count { start, budget, days, end: Err(still) })
        }
        Err(DeadlineError::Gap(gap)) => Err(Refusal::from(gap).into()),
        Err(error) => {
            let detail = error.to_string();
            Err(Failure::misuse(
                "--suspend",
                Text::new(format!("المُدخل غير صالح: {}", isolate(&detail)), detail),
            ))
        }
    }
}

/// The days up to the one on which the clock stopped for good.
fn before(
    calendar: &Calendar,
    start: Timestamp,
    budget: u32,
    suspensions: &[Suspension],
    still: StillSuspended,
) -> Vec<CountedDay> {
    let stopped = calendar.zone().day_of(still.since);
    // Resumed at the instant it stopped, the days before that are what they were; where the calendar does not reach
    // the end of such a count, the days that were used up remain.
    let resumed = as_if_resumed(suspensions, still.since);
    let counted = deadline::count(calendar, start, budget, &resumed)
        .or_else(|_| deadline::count(calendar, start, budget.saturating_sub(still.left), &resumed));
    let mut days = counted.map(|done| done.days).unwrap_or_default();
    let receipt = days.first().map(|day| day.date);
    days.retain(|day| day.date < stopped || Some(day.date) == receipt);
    days
}
