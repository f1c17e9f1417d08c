//! A counted deadline, told to programs and to people.

use serde::Serialize;
use talab::core::calendar::{Calendar, CountedDay, Why};
use talab::{Lang, Text, Timestamp};

use super::Count;
use crate::moment::local;

/// The JSON of the command.
#[derive(Serialize)]
pub(super) struct Counted<'a> {
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
    pub(super) fn new(count: &'a Count, calendar: &'a Calendar) -> Self {
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
pub(super) fn text(count: &Count, calendar: &Calendar, lang: Lang) -> String {
    let zone = calendar.zone();
    let start = format!("{} {} = {}", local(zone, count.start), zone.name(), count.start);
    let mut text = match lang {
        Lang::Ar => format!(
            "الاستلام: {start}\nعدد أيام العمل: {}، تقويم {}\n\n",
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
            "لا موعد بعد: احتساب المدة موقوف منذ {} {}، وعدد أيام العمل المتبقية: {}",
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
