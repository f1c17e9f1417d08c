//! Paper copies of an output: by post, or collected in person by appointment (LY-18.5).

use serde::{Deserialize, Serialize};
use time::Time;

use super::parts::OutputType;
use super::problems::Problems;
use super::verify::{both, unique};
use super::words;
use crate::ids::{BodyId, OfficeId};
use crate::text::Text;

/// `[output.paper]`: how a paper copy of an output reaches the user.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct PaperTerms {
    /// Whether it is sent by post.
    pub post: bool,
    /// Where it is handed over by appointment.
    #[serde(rename = "office", skip_serializing_if = "Vec::is_empty")]
    pub offices: Vec<Office>,
    /// The first minute of an appointment on a working day, such as `09:00`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opens: Option<String>,
    /// The minute from which there is no appointment any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closes: Option<String>,
    /// After how many missed appointments the copy is kept for a last term; without this, for ever.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missed: Option<u32>,
    /// That term in calendar days, and the one after a return by post.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_days: Option<u32>,
}

/// An office where paper copies are handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Office {
    /// Its id.
    pub id: OfficeId,
    /// What it is called.
    pub name: Text,
    /// The body whose office it is, where it is not the provider's own, such as the post's (N1-2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<BodyId>,
}

impl PaperTerms {
    /// The office with this id.
    pub fn office(&self, id: &OfficeId) -> Option<&Office> {
        self.offices.iter().find(|office| office.id == *id)
    }

    /// Whether an appointment can be at this local time.
    pub fn is_open_at(&self, time: Time) -> bool {
        let from = self.opens.as_deref().and_then(minute).unwrap_or(Time::MIDNIGHT);
        let until = self.closes.as_deref().and_then(minute);
        time >= from && until.is_none_or(|until| time < until)
    }
}

/// A local time of day, written `HH:MM`.
fn minute(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    let digits = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(hour) || !digits(minute) {
        return None;
    }
    Time::from_hms(hour.parse().ok()?, minute.parse().ok()?, 0).ok()
}

/// The problems of an output's paper terms.
pub(super) fn paper(output: &OutputType, problems: &mut Problems) {
    let Some(terms) = &output.paper else { return };
    let path = format!("output.{}.paper", output.id);
    problems.unless(terms.post || !terms.offices.is_empty(), &*path, words::NO_WAY_FOR_PAPER);
    unique(terms.offices.iter().map(|office| office.id.as_str()), &format!("{path}.office"), problems);
    for office in &terms.offices {
        both(&office.name, &format!("{path}.office.{}.name", office.id), problems);
    }
    for (time, name) in [(&terms.opens, "opens"), (&terms.closes, "closes")] {
        let readable = time.as_deref().is_none_or(|time| minute(time).is_some());
        problems.unless(readable, format!("{path}.{name}"), words::TIME_OF_DAY);
    }
    if let (Some(opens), Some(closes)) =
        (terms.opens.as_deref().and_then(minute), terms.closes.as_deref().and_then(minute))
    {
        problems.unless(opens < closes, format!("{path}.closes"), words::CLOSES_FIRST);
    }
    for (number, name) in [(terms.missed, "missed"), (terms.keep_days, "keep_days")] {
        problems.unless(number != Some(0), format!("{path}.{name}"), words::ZERO);
    }
    let lapses = terms.missed.is_none() || terms.keep_days.is_some();
    problems.unless(lapses, format!("{path}.keep_days"), words::NO_KEEP_DAYS);
}
