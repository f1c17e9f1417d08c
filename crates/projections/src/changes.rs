//! What the author of a draft is told when another version of the service is published (SA-10).

use serde::Serialize;
use talab_core::definition::ServiceDefinition;
use talab_core::service::{Availability, Service};
use talab_core::{Lang, PersonId, Text, Timestamp};
use time::Date;

use crate::dates;
use crate::labels::{both, date};

/// A notice to the author of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ChangeNotice {
    /// Whom.
    pub person: PersonId,
    /// The version whose forms they fill in.
    pub drafted: u32,
    /// The version last published.
    pub version: u32,
    /// The local day from which it holds; nothing if it does already, from its publication on.
    #[serde(serialize_with = "dates::option")]
    pub effective_on: Option<Date>,
    /// The local day until which what was filled in by the version before it is still taken in.
    #[serde(serialize_with = "dates::option")]
    pub grace_until: Option<Date>,
    /// What each version since then changed, in order, as its provider noted it.
    pub changes: Vec<Text>,
    /// One line.
    pub title: Text,
    /// Whole sentences.
    pub body: Text,
}

/// What `person`, who fills in version `drafted`, is told of the version last published; nothing if there is no later one.
///
/// `day` gives the local day of an instant. A service that is retired takes nothing in by any version, and nobody is told of one.
pub fn change_notice(
    service: &Service,
    (person, drafted): (&PersonId, u32),
    now: Timestamp,
    day: impl Fn(Timestamp) -> Date,
) -> Option<ChangeNotice> {
    let version = service.current().filter(|version| *version > drafted)?;
    let definition = service.definition(version)?;
    if matches!(service.availability(), Availability::Retired(_)) {
        return None;
    }
    // What was proposed and never published changed nothing for anybody.
    let published = service.published().filter(|it| (drafted + 1..=version).contains(it));
    let since: Vec<_> = published.filter_map(|version| service.definition(version)).collect();
    let changes: Vec<_> =
        since.iter().filter_map(|it| it.change.as_ref()).map(|it| it.note.clone()).collect();
    let effective_on = service.effective_from(version).filter(|from| *from > now).map(&day);
    // The grace is for the version published before it; what is older still is filled in again.
    let graced = since.len() == 1;
    let grace_until = service.grace_until(version).filter(|end| graced && *end > now).map(day);
    Some(ChangeNotice {
        person: person.clone(),
        drafted,
        version,
        effective_on,
        grace_until,
        title: title(definition),
        body: body(version, effective_on, grace_until, &changes),
        changes,
    })
}

fn title(definition: &ServiceDefinition) -> Text {
    Text::new(
        format!("تعديل خدمة «{}» التي بدأتم تعبئة نماذجها", definition.name.ar),
        format!("The service “{}”, whose forms you have begun to fill in, has changed", definition.name.en),
    )
}

fn body(version: u32, from: Option<Date>, grace: Option<Date>, changes: &[Text]) -> Text {
    let mut told = vec![match from {
        Some(from) => both(|lang| match lang {
            Lang::Ar => format!("نُشرت النسخة {version} من الخدمة، وتسري من {}.", date(from, lang)),
            Lang::En => {
                format!("Version {version} was published and holds from {}.", date(from, lang))
            }
        }),
        None => Text::new(
            format!("نُشرت النسخة {version} من الخدمة، وهي سارية."),
            format!("Version {version} was published and is in force."),
        ),
    }];
    told.extend(changes.iter().map(|note| {
        Text::new(format!("ما تغيّر: {}.", bare(&note.ar)), format!("What changed: {}.", bare(&note.en)))
    }));
    told.push(match grace {
        Some(until) => both(|lang| match lang {
            Lang::Ar => {
                format!("يُقبل ما عُبِّئ وفق النسخة السابقة إذا قُدِّم قبل {}.", date(until, lang))
            }
            Lang::En => {
                format!("What you filled in is taken as it is if you send it before {}.", date(until, lang))
            }
        }),
        None => Text::new(
            "يُرجى مراجعة ما عبّأتموه وفق النسخة الجديدة قبل تقديمه.",
            "Please look through what you filled in by the new version before you send it.",
        ),
    });
    let all = |of: fn(&Text) -> &str| told.iter().map(of).collect::<Vec<_>>().join(" ");
    Text::new(all(|it| &it.ar), all(|it| &it.en))
}

/// A note without the full stop that it may end with.
fn bare(note: &str) -> &str {
    note.trim().trim_end_matches('.')
}
