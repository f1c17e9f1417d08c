//! Legal holds: what an order holds is not destroyed while it stands. The life of the request goes on.

use serde::{Deserialize, Serialize};

use crate::actor::Role;
use crate::command_kind::CommandKind;
use crate::input;
use crate::instant::Timestamp;
use crate::personal::Personal;
use crate::private::Private;
use crate::refusal::Refusal;
use crate::request::bench::Bench;
use crate::request::event::Event;
use crate::rule;

/// Places a legal hold: a court, an inquiry or the regulator wants everything kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct PlaceLegalHold {
    /// The order it rests on, such as the number of a court's decision; a hold is known by it.
    pub order: String,
    /// Why.
    pub reason: Private<String>,
}

/// Lifts a legal hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct LiftLegalHold {
    /// The order that the hold rests on.
    pub order: String,
    /// Why.
    pub reason: Private<String>,
}

/// A legal hold was placed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct LegalHoldPlaced {
    /// When.
    pub at: Timestamp,
    /// The order it rests on.
    pub order: String,
    /// In which role it was placed; who is bound by it doesn't lift it.
    pub placed_by: Role,
    /// Why; it may name a person.
    pub reason: Personal<String>,
}

/// A legal hold was lifted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct LegalHoldLifted {
    /// When.
    pub at: Timestamp,
    /// The order it rested on.
    pub order: String,
    /// Why; it may name a person.
    pub reason: Personal<String>,
}

/// A legal hold that stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct LegalHold {
    /// Since when.
    pub since: Timestamp,
    /// In which role it was placed.
    pub placed_by: Role,
}

impl super::Rights {
    pub(in crate::request) fn placed(&mut self, event: &LegalHoldPlaced) {
        let hold = LegalHold { since: event.at, placed_by: event.placed_by };
        self.holds.insert(event.order.clone(), hold);
    }

    pub(in crate::request) fn lifted(&mut self, event: &LegalHoldLifted) {
        self.holds.remove(&event.order);
    }
}

/// Places a hold; several may stand at once, each by an order of its own.
pub(in crate::request) fn place(bench: &mut Bench<'_>, command: PlaceLegalHold) -> Result<(), Refusal> {
    let order = order(&command.order)?;
    let new = !bench.state.rights.holds.contains_key(&order);
    bench.require(rule::LEGAL_HOLD, new, || Refusal::LegalHoldStands { order: order.clone() })?;
    let reason = why(bench, command.reason, "a legal hold")?;
    let placed_by = bench.by.role;
    bench.emit(Event::LegalHoldPlaced(LegalHoldPlaced { at: bench.at, order, placed_by, reason }));
    Ok(())
}

/// Lifts one hold; any others go on standing. Only the regulator lifts what another placed.
pub(in crate::request) fn lift(bench: &mut Bench<'_>, command: LiftLegalHold) -> Result<(), Refusal> {
    let order = order(&command.order)?;
    let placed_by = bench.state.rights.holds.get(&order).map(|hold| hold.placed_by);
    bench.require(rule::LEGAL_HOLD, placed_by.is_some(), || Refusal::LegalHoldUnknown {
        order: order.clone(),
    })?;
    let role = bench.by.role;
    let may = role == Role::Regulator || placed_by == Some(role);
    bench.require(rule::LEGAL_HOLD, may, || Refusal::NotPermitted {
        role,
        command: CommandKind::LiftLegalHold,
    })?;
    let reason = why(bench, command.reason, "lifting a legal hold")?;
    bench.emit(Event::LegalHoldLifted(LegalHoldLifted { at: bench.at, order, reason }));
    Ok(())
}

/// What would destroy something waits until every hold is lifted. It is noted only where a hold stands, so that what was
/// decided before there were holds is decided again with the same verdicts.
pub(in crate::request) fn nothing_held(bench: &mut Bench<'_>) -> Result<(), Refusal> {
    let orders: Vec<_> = bench.state.rights.holds.keys().cloned().collect();
    if orders.is_empty() {
        return Ok(());
    }
    bench.found(rule::LEGAL_HOLD, false, "");
    Err(Refusal::LegalHold { orders })
}

fn order(order: &str) -> Result<String, Refusal> {
    input::name(order).map_err(|problem| Refusal::FieldInvalid { path: "order".to_owned(), problem })
}

/// The reason of an act over the rights in a request; none of them goes without.
pub(super) fn why(
    bench: &mut Bench<'_>,
    reason: Private<String>,
    what: &str,
) -> Result<Personal<String>, Refusal> {
    let reason = reason.into_inner();
    let missing = || Refusal::ReasonRequired { what: what.to_owned() };
    bench.require(rule::REASONED, !reason.trim().is_empty(), missing)?;
    bench.personal_text("reason", Some(reason), input::MAX_FREE_TEXT)?.ok_or_else(missing)
}
