//! Dates on the wire: `YYYY-MM-DD`, for `#[serde(with = "…")]`.

use serde::{Deserialize, Deserializer, Serializer, de};
use time::Date;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

const WIRE: &[BorrowedFormatItem<'static>] = format_description!("[year]-[month]-[day]");

/// Writes the date.
pub(crate) fn serialize<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(date)
}

/// Reads the date; the message of the error names the input and the form.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    let text = String::deserialize(deserializer)?;
    parse(&text)
        .ok_or_else(|| de::Error::custom(format_args!("`{text}` is not a date: write it like 2025-10-23")))
}

/// The date, if the text is exactly ten characters of `YYYY-MM-DD` and such a day exists.
pub(crate) fn parse(text: &str) -> Option<Date> {
    if text.len() != 10 {
        return None;
    }
    Date::parse(text, WIRE).ok()
}

/// The same for a date that may be absent; use with `#[serde(default)]`.
pub(crate) mod option {
    use serde::{Deserializer, Serializer};
    use time::Date;

    /// Writes the date or nothing.
    pub(crate) fn serialize<S: Serializer>(date: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
        match date {
            Some(date) => serializer.serialize_some(&date.to_string()),
            None => serializer.serialize_none(),
        }
    }

    /// Reads the date or nothing.
    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
        let found: Option<OneDate> = serde::Deserialize::deserialize(deserializer)?;
        Ok(found.map(|OneDate(date)| date))
    }

    #[derive(serde::Deserialize)]
    struct OneDate(#[serde(with = "super")] Date);
}

/// The same for the keys of an ordered map.
pub(crate) mod map {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use time::Date;

    /// Writes an object whose keys are dates.
    pub(crate) fn serialize<V: Serialize, S: Serializer>(
        map: &BTreeMap<Date, V>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_map(map.iter().map(|(date, value)| (date.to_string(), value)))
    }

    /// Reads an object whose keys are dates.
    pub(crate) fn deserialize<'de, V: Deserialize<'de>, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<BTreeMap<Date, V>, D::Error> {
        let found: BTreeMap<Key, V> = Deserialize::deserialize(deserializer)?;
        Ok(found.into_iter().map(|(Key(date), value)| (date, value)).collect())
    }

    #[derive(PartialEq, Eq, PartialOrd, Ord, Deserialize)]
    struct Key(#[serde(with = "super")] Date);
}
