//! Tests of the life of a request: stories first, then every refusal, then what must hold always.

mod actions;
mod amendments;
mod bodies;
mod channel_register;
mod consents;
mod corrections;
mod deadlines;
mod decisions;
mod directory;
mod duplicates;
mod early_outputs;
mod evidence;
mod exits;
mod family;
mod fees;
mod framework;
mod further_notices;
mod gateways;
mod given;
mod hidden;
mod identity_rule;
mod intake;
mod mandates;
mod messages;
mod model;
mod municipal;
mod off_system;
mod offers;
mod outcomes;
mod outputs;
mod paper;
mod parties;
mod parts;
mod personal;
mod prepaid;
mod properties;
mod referrals;
mod refusals;
mod refusals_of_the_register;
mod refusals_of_the_rulebook;
mod refusals_told;
mod retention;
mod rights;
mod road;
mod says;
mod shapes;
mod signatures;
mod storage_media;
mod transfers;
mod trusted_sources;
mod values;
mod ways_in;
mod wire;

use super::{Event, Request};
use crate::calendar::date_format;
use crate::testing::Life;

/// The due date now in force, as text.
fn due(life: &Life) -> String {
    life.request().clock().due.unwrap().due_date.to_string()
}

/// A date.
fn date(text: &str) -> time::Date {
    date_format::parse(text).unwrap()
}

/// The reasons of the last rejection: code and item.
fn reasons(request: &Request) -> Vec<String> {
    let rejected = request.rejected().expect("it is rejected");
    let told = |reason: &crate::reason::Reason| {
        format!("{} {}", reason.code, reason.item.clone().unwrap_or_default()).trim().to_owned()
    };
    rejected.reasons.iter().map(told).collect()
}

/// The names of events.
fn names(events: &[Event]) -> Vec<&'static str> {
    events.iter().map(Event::name).collect()
}
