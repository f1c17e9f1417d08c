//! Spans of calendar time, such as «3 months».

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use time::{Date, Duration, Month};

use crate::text::{Lang, counted};

/// A span counted on the calendar, not in seconds: `"3 months"`, `"1 year"`, `"30 days"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[non_exhaustive]
pub struct Period {
    /// How many.
    pub count: u16,
    /// Of what.
    pub unit: PeriodUnit,
}

/// What a period counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(clippy::exhaustive_enums, reason = "the calendar has these")]
pub enum PeriodUnit {
    /// Days.
    Days,
    /// Months.
    Months,
    /// Years.
    Years,
}

/// A text that is not a period.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{input}` is not a period: write it like \"3 months\", with 1 to 1000 days, months or years")]
#[non_exhaustive]
pub struct PeriodInvalid {
    /// What was given.
    pub input: String,
}

impl Period {
    /// The day so long before `date`, held to the end of the month where the month is shorter.
    ///
    /// Three months before 31 May is the last of February; a document of that very day still counts.
    pub fn before(self, date: Date) -> Date {
        self.shift(date, -1)
    }

    /// The day so long after `date`, held to the end of the month where the month is shorter.
    pub fn after(self, date: Date) -> Date {
        self.shift(date, 1)
    }

    fn shift(self, date: Date, sign: i64) -> Date {
        let count = i64::from(self.count) * sign;
        match self.unit {
            PeriodUnit::Days => date.saturating_add(Duration::days(count)),
            PeriodUnit::Months => shift_months(date, count),
            PeriodUnit::Years => shift_months(date, count * 12),
        }
    }

    /// The period in words.
    pub fn text(self, lang: Lang) -> String {
        match lang {
            Lang::En => self.to_string(),
            Lang::Ar => arabic(self),
        }
    }
}

/// Moves by whole months and holds the day to the month's end; out of range stays at the range's end.
pub(super) fn shift_months(date: Date, months: i64) -> Date {
    let at = i64::from(date.year()) * 12 + i64::from(u8::from(date.month())) - 1 + months;
    let year = i32::try_from(at.div_euclid(12)).unwrap_or(i32::MAX);
    let month = u8::try_from(at.rem_euclid(12) + 1).ok().and_then(|month| Month::try_from(month).ok());
    let Some(month) = month else { return date };
    let end = if months < 0 { Date::MIN } else { Date::MAX };
    if !(Date::MIN.year()..=Date::MAX.year()).contains(&year) {
        return end;
    }
    Date::from_calendar_date(year, month, date.day().min(month.length(year))).unwrap_or(end)
}

/// Arabic counts 1 and 2 by the noun alone, 3 to 10 with its plural, 11 to 99 with its accusative singular, and whole
/// hundreds, alone or with 1 or 2 after them, with its genitive singular; beyond 100 the last two digits decide.
fn arabic(period: Period) -> String {
    let (one, two, few, many, hundred) = match period.unit {
        PeriodUnit::Days => ("يوم واحد", "يومان", "أيام", "يوماً", "يوم"),
        PeriodUnit::Months => ("شهر واحد", "شهران", "أشهر", "شهراً", "شهر"),
        PeriodUnit::Years => ("سنة واحدة", "سنتان", "سنوات", "سنة", "سنة"),
    };
    let count = period.count;
    match (count, count % 100) {
        (1, _) => one.to_owned(),
        (2, _) => two.to_owned(),
        (_, 3..=10) => format!("{count} {few}"),
        (_, 11..) => format!("{count} {many}"),
        (_, 0..=2) => format!("{count} {hundred}"),
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            PeriodUnit::Days => "day",
            PeriodUnit::Months => "month",
            PeriodUnit::Years => "year",
        };
        f.write_str(&counted(self.count, unit))
    }
}

impl FromStr for Period {
    type Err = PeriodInvalid;

    fn from_str(text: &str) -> Result<Self, PeriodInvalid> {
        let invalid = || PeriodInvalid { input: text.chars().take(80).collect() };
        let (count, unit) = text.split_once(' ').ok_or_else(invalid)?;
        let count: u16 = count.parse().ok().filter(|count| (1..=1000).contains(count)).ok_or_else(invalid)?;
        let unit = match unit.strip_suffix('s').unwrap_or(unit) {
            "day" => PeriodUnit::Days,
            "month" => PeriodUnit::Months,
            "year" => PeriodUnit::Years,
            _ => return Err(invalid()),
        };
        Ok(Self { count, unit })
    }
}

impl TryFrom<String> for Period {
    type Error = PeriodInvalid;
    fn try_from(text: String) -> Result<Self, PeriodInvalid> {
        text.parse()
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    fn check(period: &str, from: Date, before: Date, after: Date) {
        let period: Period = period.parse().unwrap();
        assert_eq!((period.before(from), period.after(from)), (before, after));
    }

    #[test]
    fn months_are_held_to_their_end() {
        check("3 months", date!(2025 - 05 - 31), date!(2025 - 02 - 28), date!(2025 - 08 - 31));
        check("1 month", date!(2024 - 03 - 31), date!(2024 - 02 - 29), date!(2024 - 04 - 30));
        check("1 year", date!(2024 - 02 - 29), date!(2023 - 02 - 28), date!(2025 - 02 - 28));
        check("30 days", date!(2025 - 03 - 01), date!(2025 - 01 - 30), date!(2025 - 03 - 31));
    }

    #[test]
    fn nonsense_is_named() {
        for text in ["", "3", "three months", "0 days", "3 weeks", "-1 day", "1001 days"] {
            assert!(text.parse::<Period>().unwrap_err().to_string().contains(text));
        }
    }

    #[test]
    fn arabic_counts_agree() {
        let text = |period: &str| period.parse::<Period>().unwrap().text(Lang::Ar);
        assert_eq!(text("1 year"), "سنة واحدة");
        assert_eq!(text("2 months"), "شهران");
        assert_eq!(text("6 months"), "6 أشهر");
        assert_eq!(text("30 days"), "30 يوماً");
        assert_eq!(text("99 days"), "99 يوماً");
        assert_eq!(text("100 days"), "100 يوم");
        assert_eq!(text("102 months"), "102 شهر");
        assert_eq!(text("105 days"), "105 أيام");
        assert_eq!(text("365 days"), "365 يوماً");
        assert_eq!(text("1000 days"), "1000 يوم");
    }
}
