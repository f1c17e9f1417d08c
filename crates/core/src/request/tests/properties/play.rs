//! Playing a story: every number is one act on the request as it stands by then.

use time::Duration;

use super::commands::{command, is_applicant};
use super::dice::Dice;
use super::worlds::{EXPECTED, FIRST, everybody, world};
use crate::actor::{Actor, Role};
use crate::calendar::{Calendar, Holiday};
use crate::command_kind::CommandKind;
use crate::instant::Timestamp;
use crate::refusal::Refusal;
use crate::request::{Envelope, Event, Request, available_actions, decide, evolve, table};
use crate::testing::{
    FactsBuilder, Moment, applicant, at, calendar, facts, handler, list_kind, regulator, retention, rulebook,
    when,
};
use crate::text::Text;

/// One thing somebody tried.
#[derive(Clone, Debug)]
pub(super) struct Act {
    pub(super) envelope: Envelope,
    /// The request before it.
    pub(super) before: Request,
    pub(super) came: Result<Vec<Event>, Refusal>,
    /// The calendar in force.
    pub(super) calendar: Calendar,
}

/// A whole story.
#[derive(Clone, Debug)]
pub(super) struct Played {
    pub(super) facts: FactsBuilder,
    pub(super) acts: Vec<Act>,
    pub(super) request: Request,
}

impl Played {
    /// Everything that happened, in order.
    pub(super) fn events(&self) -> Vec<Event> {
        self.acts.iter().filter_map(|act| act.came.as_ref().ok()).flatten().cloned().collect()
    }

    /// Each event with the request as it was just before it.
    pub(super) fn steps(&self) -> Vec<(Request, Event)> {
        let mut request = Request::default();
        let step = |event: Event| {
            let before = request.clone();
            evolve(&mut request, &event);
            (before, event)
        };
        self.events().into_iter().map(step).collect()
    }
}

/// The request these events lead to.
pub(super) fn fold<'a>(events: impl IntoIterator<Item = &'a Event>) -> Request {
    let mut request = Request::default();
    events.into_iter().for_each(|event| evolve(&mut request, event));
    request
}

/// Plays a story under one of the definitions.
pub(super) fn play(number: usize, numbers: &[u64]) -> Played {
    let mut played =
        Played { facts: facts().of(world(number)), acts: Vec::new(), request: Request::default() };
    let mut now = at("2025-10-15 09:00");
    let mut calendar = calendar();
    for &number in numbers {
        let mut dice = Dice::new(number);
        now = now.plus(pause(&mut dice));
        if dice.once_in(10) {
            declare_holiday(&mut calendar, now, &mut dice);
        }
        let found = source(played.facts.clone().on(calendar.clone()), &mut dice);
        played.facts = found;
        let act = act(&played, now, calendar.clone(), &mut dice);
        if let Ok(events) = &act.came {
            events.iter().for_each(|event| evolve(&mut played.request, event));
        }
        played.acts.push(act);
    }
    played
}

fn pause(dice: &mut Dice) -> Duration {
    match dice.below(12) {
        0..=4 => Duration::minutes(5),
        5..=7 => Duration::hours(3),
        8 => Duration::ZERO,
        9 => Duration::days(1),
        10 => Duration::days(4),
        _ => Duration::days(11),
    }
}

fn declare_holiday(calendar: &mut Calendar, now: Timestamp, dice: &mut Dice) {
    let days = i64::try_from(dice.below(6)).unwrap();
    let date = calendar.zone().local_date(now.plus(Duration::days(days)));
    let holiday =
        Holiday {
            decision: "130/2025".to_owned(), name: Text::new("عطلة", "Holiday"), provisional: false
        };
    if let Ok(next) = calendar.declare(date, holiday).or_else(|_| calendar.withdraw(date)) {
        *calendar = next;
    }
}

fn source(facts: FactsBuilder, dice: &mut Dice) -> FactsBuilder {
    match dice.below(12) {
        0..=7 => facts.identified(&["national_no"]),
        8 | 9 => facts.source_down(),
        10 if dice.once_in(3) => facts.nobody_asked(),
        10 => facts.mismatch("national_no"),
        _ => facts.another_person(),
    }
}

fn act(played: &Played, now: Timestamp, calendar: Calendar, dice: &mut Dice) -> Act {
    let (by, kind) = who_does_what(played, dice);
    let at = if dice.once_in(40) { now.plus(-Duration::days(9)) } else { now };
    let command = command(kind, &played.request, &by, at, dice);
    let facts = played.facts.clone().message(&format!("MSG-{}", played.acts.len()));
    let facts = ruled(facts, at);
    let facts = super::parts::beside(played, &command, facts, dice);
    let envelope = when(by, at, facts, command);
    let came = decide(&played.request, &envelope).map(|decided| decided.events);
    Act { envelope, before: played.request.clone(), came, calendar }
}

/// The day on which the channel's register begins, and lists none of the kinds that other bodies use here.
const REGISTER_FROM: &str = "2025-12-20 09:00";

/// What the regulator set: how long requests are kept; and where other bodies take part, the channel's register.
fn ruled(facts: FactsBuilder, at: Timestamp) -> FactsBuilder {
    let mut set = vec![retention(None, "10 days").into()];
    if facts.definition().steps.len() >= 6 {
        let mut command = list_kind("task.answer.v2");
        command.instrument = command.instrument.with_effect_from(REGISTER_FROM.instant());
        set.push(command.into());
    }
    facts.ruled(&rulebook(set), at)
}

/// What becomes of a paper copy, which takes its own time after the end.
const PAPER: [CommandKind; 7] = [
    CommandKind::RecordPaperDispatched,
    CommandKind::RecordPaperReturned,
    CommandKind::RecordCollectionMissed,
    CommandKind::RecordCollectionMissed,
    CommandKind::LapsePaperCopy,
    CommandKind::RecordCollected,
    CommandKind::ScheduleCollection,
];

/// Something the table allows here, though the facts of the request may not.
fn in_the_right_place(played: &Played, dice: &mut Dice) -> (Actor, CommandKind) {
    let here = |row: &&table::Row| played.request.stage().is_some_and(|stage| row.stages.contains(&stage));
    let ends = |row: &&table::Row| matches!(row.command, CommandKind::Withdraw | CommandKind::Discontinue);
    let rows: Vec<_> = table::TABLE.iter().filter(here).filter(|row| !ends(row)).collect();
    let row = dice.of(&rows);
    let able: Vec<_> = everybody().into_iter().filter(|by| row.roles.contains(&by.role)).collect();
    if able.is_empty() { (applicant(), row.command) } else { (dice.of(&able), row.command) }
}

/// Mostly something that is offered to somebody; otherwise anybody tries anything.
fn who_does_what(played: &Played, dice: &mut Dice) -> (Actor, CommandKind) {
    let people = everybody();
    if played.request.stage().is_none() && !dice.once_in(8) {
        return (applicant(), CommandKind::Submit);
    }
    if dice.once_in(10) {
        return (dice.of(&people), dice.of(CommandKind::ALL));
    }
    if played.request.stage().is_some() && dice.once_in(8) {
        return in_the_right_place(played, dice);
    }
    if played.request.paper_copies().next().is_some() && dice.once_in(2) {
        return (handler(), dice.of(&PAPER));
    }
    let on_paper = played.facts.definition().outputs.iter().any(|output| output.paper.is_some());
    if on_paper && played.request.outputs().next().is_some() && dice.once_in(4) {
        return (applicant(), CommandKind::RequestPaperCopy);
    }
    if played.request.legal_holds().next().is_some() && dice.once_in(4) {
        return (regulator(), CommandKind::LiftLegalHold);
    }
    let only_expected = dice.below(3) > 0;
    let mut offered = Vec::new();
    // Who may be offered something stands first in the list; asking some of them is enough and saves time.
    let seen: Vec<_> = people[..FIRST].iter().filter(|by| played.request.is_visible_to(by)).collect();
    let start = dice.below(seen.len());
    let asked = if only_expected {
        EXPECTED.map(|place| people[place].clone()).to_vec()
    } else {
        (0..3).filter_map(|step| seen.get((start + step) % seen.len().max(1)).copied().cloned()).collect()
    };
    for by in asked {
        for action in available_actions(&played.request, played.facts.definition(), &by) {
            let ends = matches!(action.command, CommandKind::Withdraw | CommandKind::Discontinue);
            let idle =
                matches!(by.role, Role::NotificationGateway | Role::Clerk) && !is_applicant(&by.person);
            // A case is rarely one that no rule covers.
            let rare = action.command == CommandKind::ReferCase && dice.below(24) > 0;
            if (!only_expected || action.expected) && !rare && !((ends || idle) && dice.below(4) > 0) {
                offered.push((by.clone(), action.command));
            }
        }
    }
    if offered.is_empty() { (applicant(), CommandKind::RecordFeedback) } else { dice.of(&offered) }
}
