//! Interested parties: somebody who is neither applicant nor representative may be named, and sees where the request
//! stands, and nothing private.

use serde::{Deserialize, Serialize};

use super::hold::why;
use crate::ids::PersonId;
use crate::instant::Timestamp;
use crate::personal::Personal;
use crate::private::Private;
use crate::refusal::Refusal;
use crate::request::bench::Bench;
use crate::request::event::Event;
use crate::rule;
use crate::text::Text;

/// Names somebody with an interest in the request, such as a neighbour of a building site.
///
/// They see the stage, the outcome, the expected time and the steps, and no answer, document, message, note or reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct NameInterestedParty {
    /// Whom.
    pub person: PersonId,
    /// What interest they have.
    pub interest: Private<String>,
}

/// Takes the name of an interested party back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct RemoveInterestedParty {
    /// Whom.
    pub person: PersonId,
    /// Why.
    pub reason: Private<String>,
}

/// Somebody was named as having an interest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct InterestedPartyNamed {
    /// When.
    pub at: Timestamp,
    /// Whom.
    pub person: PersonId,
    /// What interest they have; it may name a person.
    pub interest: Personal<String>,
}

/// Somebody is no longer named as having an interest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct InterestedPartyRemoved {
    /// When.
    pub at: Timestamp,
    /// Whom.
    pub person: PersonId,
    /// Why; it may name a person.
    pub reason: Personal<String>,
}

/// Names an interested party once.
pub(in crate::request) fn name(bench: &mut Bench<'_>, command: NameInterestedParty) -> Result<(), Refusal> {
    let person = command.person;
    let applicant = bench.applicant()?.person;
    let new = person != applicant && !bench.state.rights.interested.contains(&person);
    bench.require(rule::INTERESTED, new, || {
        of_person(
            "هذا الشخص هو صاحب الطلب أو سبق ذكره، يُرجى تسمية شخص آخر",
            "this person is the applicant, or is named already: name somebody else",
        )
    })?;
    let interest = why(bench, command.interest, "an interest")?;
    bench.emit(Event::InterestedPartyNamed(InterestedPartyNamed { at: bench.at, person, interest }));
    Ok(())
}

/// Removes one who is named.
pub(in crate::request) fn remove(
    bench: &mut Bench<'_>,
    command: RemoveInterestedParty,
) -> Result<(), Refusal> {
    let person = command.person;
    let named = bench.state.rights.interested.contains(&person);
    bench.require(rule::INTERESTED, named, || {
        of_person(
            "هذا الشخص غير مذكور بين ذوي المصلحة، يُرجى التحقق من الاسم",
            "this person is not named as having an interest: check whom you mean",
        )
    })?;
    let reason = why(bench, command.reason, "removing an interested party")?;
    bench.emit(Event::InterestedPartyRemoved(InterestedPartyRemoved { at: bench.at, person, reason }));
    Ok(())
}

fn of_person(ar: &str, en: &str) -> Refusal {
    Refusal::FieldInvalid { path: "person".to_owned(), problem: Text::new(ar, en) }
}
