//! `talab deadline`: a due date, counted out day by day.

use std::path::PathBuf;

use clap::Args;
use serde::Serialize;
use talab::core::calendar::deadline::{self, MAX_DAYS};
use talab::core::calendar::{
    Calendar, CountedDay, DeadlineError, Due, StillSuspended, Suspension, Why, as_if_resumed,
};
use talab::{Lang, Refusal, Text, Timestamp, read_calendar};

use crate::answer::Answer;
use crate::console::Console;
use crate::failure::Failure;
use crate::moment::{Moment, Span, local};
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
    Answer::new(text(&count, &calendar, console.lang), &Counted::new(&count, &calendar))
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
            Err(Failure::misuse("--suspend", Text::new(format!("المُدخل غير صالح: {detail}"), detail)))
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

/// The JSON of the command.
#[derive(Serialize)]
struct Counted<'a> {
    due_date: Option<String>,
    due_at: Option<Timestamp>,
    suspended_since: Option<Timestamp>,
    left: u32,
    start: Timestamp,
    working_days: u32,
    jurisdiction: &'a str,
    zone: &'a str,
    days: Vec<Day<'a>>,
}

#[derive(Serialize)]
struct Day<'a> {
    date: String,
    counted: bool,
    why: &'static str,
    text: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    holiday: Option<Holiday<'a>>,
}

#[derive(Serialize)]
struct Holiday<'a> {
    name: &'a Text,
    decision: &'a str,
    provisional: bool,
}

impl<'a> Counted<'a> {
    fn new(count: &'a Count, calendar: &'a Calendar) -> Self {
        Self {
            due_date: count.end.ok().map(|due| due.due_date.to_string()),
            due_at: count.end.ok().map(|due| due.due_at),
            suspended_since: count.end.err().map(|still| still.since),
            left: count.end.err().map_or(0, |still| still.left),
            start: count.start,
            working_days: count.budget,
            jurisdiction: calendar.jurisdiction(),
            zone: calendar.zone().name(),
            days: count.days.iter().map(Day::new).collect(),
        }
    }
}

impl<'a> Day<'a> {
    fn new(day: &'a CountedDay) -> Self {
        let holiday = match &day.why {
            Why::Holiday { decision, name, provisional } => {
                Some(Holiday { name, decision, provisional: *provisional })
            }
            _ => None,
        };
        Self {
            date: day.date.to_string(),
            counted: day.counted,
            why: day.why.code(),
            text: Text::new(day.why.text(Lang::Ar), day.why.text(Lang::En)),
            holiday,
        }
    }
}

/// A line for each day with its number among those counted, then the due date.
fn text(count: &Count, calendar: &Calendar, lang: Lang) -> String {
    let zone = calendar.zone();
    let start = format!("{} {} = {}", local(zone, count.start), zone.name(), count.start);
    let mut text = match lang {
        Lang::Ar => format!(
            "الاستلام: {start}\nالمهلة: {} من أيام العمل، تقويم {}\n\n",
            count.budget,
            calendar.jurisdiction()
        ),
        Lang::En => format!(
            "received: {start}\nbudget: {}, calendar {}\n\n",
            working_days(count.budget),
            calendar.jurisdiction()
        ),
    };
    let mut used = 0;
    for day in &count.days {
        used += u32::from(day.counted);
        let number = if day.counted { used.to_string() } else { "-".to_owned() };
        let weekday = weekday(day.date.weekday(), lang);
        text.push_str(&format!("{}  {weekday}  {number:>3}  {}\n", day.date, day.why.text(lang)));
    }
    text.push('\n');
    text.push_str(&end(count, calendar, lang));
    text
}

fn end(count: &Count, calendar: &Calendar, lang: Lang) -> String {
    let zone = calendar.zone();
    match (count.end, lang) {
        (Ok(due), Lang::Ar) => format!(
            "الموعد: نهاية يوم {}\nأول لحظة بعد الموعد: {} {} = {}",
            due.due_date,
            local(zone, due.due_at),
            zone.name(),
            due.due_at
        ),
        (Ok(due), Lang::En) => format!(
            "due: the end of {}\nfirst instant too late: {} {} = {}",
            due.due_date,
            local(zone, due.due_at),
            zone.name(),
            due.due_at
        ),
        (Err(still), Lang::Ar) => format!(
            "لا موعد بعد: احتساب المهلة موقوف منذ {} {}، والمتبقي {} من أيام العمل",
            local(zone, still.since),
            zone.name(),
            still.left
        ),
        (Err(still), Lang::En) => format!(
            "no due date yet: the clock has stood still since {} {}, with {} left",
            local(zone, still.since),
            zone.name(),
            working_days(still.left)
        ),
    }
}

fn working_days(days: u32) -> String {
    if days == 1 { "1 working day".to_owned() } else { format!("{days} working days") }
}

/// The day of the week, as wide as the widest.
fn weekday(day: time::Weekday, lang: Lang) -> &'static str {
    let (ar, en) = match day {
        time::Weekday::Saturday => ("السبت   ", "Sat"),
        time::Weekday::Sunday => ("الأحد   ", "Sun"),
        time::Weekday::Monday => ("الاثنين ", "Mon"),
        time::Weekday::Tuesday => ("الثلاثاء", "Tue"),
        time::Weekday::Wednesday => ("الأربعاء", "Wed"),
        time::Weekday::Thursday => ("الخميس  ", "Thu"),
        time::Weekday::Friday => ("الجمعة  ", "Fri"),
    };
    match lang {
        Lang::Ar => ar,
        Lang::En => en,
    }
}
