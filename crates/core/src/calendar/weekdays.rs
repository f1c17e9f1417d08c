//! A set of days of the week.

use std::fmt;

use serde::de::{self, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use time::Weekday;

const ALL: [(Weekday, &str); 7] = [
    (Weekday::Monday, "monday"),
    (Weekday::Tuesday, "tuesday"),
    (Weekday::Wednesday, "wednesday"),
    (Weekday::Thursday, "thursday"),
    (Weekday::Friday, "friday"),
    (Weekday::Saturday, "saturday"),
    (Weekday::Sunday, "sunday"),
];

/// A set of days of the week; on the wire a list of lower-case English names, Monday first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WeekdaySet(u8);

impl WeekdaySet {
    /// No day at all.
    pub const EMPTY: Self = Self(0);

    /// Whether the set holds `day`.
    pub fn contains(self, day: Weekday) -> bool {
        self.0 & bit(day) != 0
    }

    /// This set and `day`.
    #[must_use]
    pub fn with(self, day: Weekday) -> Self {
        Self(self.0 | bit(day))
    }

    /// How many days it holds, 0 to 7.
    pub fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether it holds no day.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The days it holds, Monday first.
    pub fn iter(self) -> impl Iterator<Item = Weekday> {
        ALL.into_iter().map(|(day, _)| day).filter(move |day| self.contains(*day))
    }
}

impl FromIterator<Weekday> for WeekdaySet {
    fn from_iter<I: IntoIterator<Item = Weekday>>(days: I) -> Self {
        days.into_iter().fold(Self::EMPTY, Self::with)
    }
}

impl Serialize for WeekdaySet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(ALL.into_iter().filter(|(day, _)| self.contains(*day)).map(|(_, name)| name))
    }
}

impl<'de> Deserialize<'de> for WeekdaySet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Names)
    }
}

struct Names;

impl<'de> Visitor<'de> for Names {
    type Value = WeekdaySet;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of days such as [\"friday\", \"saturday\"]")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut names: A) -> Result<WeekdaySet, A::Error> {
        let mut set = WeekdaySet::EMPTY;
        while let Some(name) = names.next_element::<String>()? {
            let (day, _) = ALL.into_iter().find(|(_, known)| *known == name).ok_or_else(|| {
                de::Error::custom(format_args!("`{name}` is not a day of the week: write it like friday"))
            })?;
            if set.contains(day) {
                return Err(de::Error::custom(format_args!("`{name}` is listed twice: name each day once")));
            }
            set = set.with(day);
        }
        Ok(set)
    }
}

fn bit(day: Weekday) -> u8 {
    1 << day.number_days_from_monday()
}
