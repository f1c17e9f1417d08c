//! Making a trail from a request's events and the commands that were refused.

use talab_core::definition::ServiceDefinition;
use talab_core::request::Event;
use talab_core::{Actor, Channel, Reference, Role, Text, rule};

use super::what::{details, moment, reasons};
use super::{LineKind, Trail, TrailLine, Vouched, Who};
use crate::basis::{Ground, grounds};
use crate::entry::{Entry, Refused, fold, shown};
use crate::labels::{both, name, same};
use crate::sight::Sight;
use crate::trace::Trace;

/// The trail of the request these events make, for `viewer`.
///
/// `entries` is the whole request, `definition` the version it is pinned to; `refused` are the commands its access
/// stream holds, which only internal viewers are shown. To whoever may not know of the request the trail is empty.
pub fn trail(
    reference: &Reference,
    entries: &[Entry],
    refused: &[Refused],
    definition: &ServiceDefinition,
    viewer: &Actor,
) -> Trail {
    let request = fold(entries);
    let entries = &shown(entries);
    let sight = Sight::new(&request, viewer);
    let applicant = request.applicant().map(|party| party.person.as_str());
    let mut lines = Vec::new();
    if request.is_visible_to(viewer) {
        let seen = entries.iter().filter(|entry| sight.event(&entry.event));
        lines.extend(seen.map(|entry| event_line(entry, definition, applicant, &sight)));
        if sight.internal() {
            lines.extend(refused.iter().map(|refused| refused_line(refused, applicant, &sight)));
        }
        lines.sort_by_key(|line| line.position);
    }
    Trail { reference: reference.clone(), lines }
}

fn event_line(
    entry: &Entry,
    definition: &ServiceDefinition,
    applicant: Option<&str>,
    sight: &Sight<'_>,
) -> TrailLine {
    let (event, by) = (&entry.event, &entry.by);
    let for_whom = by.for_person.as_deref().or(applicant);
    let through = by.channel.as_deref().or_else(|| own_channel(event));
    let why = reasons(event).into_iter().filter(|code| sight.reason(*code));
    TrailLine {
        kind: LineKind::Event,
        version: Some(entry.version),
        position: entry.position,
        occurred_at: entry.occurred_at,
        recorded_at: entry.recorded_at,
        event: event.name(),
        text: event.words().to_text(),
        who: who(by, sight),
        for_whom: for_whom.and_then(|person| sight.person(person)).map(str::to_owned),
        mandate: by.mandate.clone().filter(|_| sight.whole()),
        through_text: through.map(channel),
        through: through.map(str::to_owned),
        command: by.command.clone(),
        command_id: by.command_id.clone().filter(|_| sight.internal()),
        what: details(event, definition, sight),
        why: why.map(|code| code.code().to_owned()).collect(),
        basis: grounds(event, definition),
        internal: sight.hidden(event),
        moment: moment(event),
    }
}

fn refused_line(refused: &Refused, applicant: Option<&str>, sight: &Sight<'_>) -> TrailLine {
    let refusal = &refused.refusal;
    // The log keeps the code of a refusal and not its words; the code stands among the reasons.
    let what = refusal.path.as_deref().map(|path| both(|lang| name(path, lang)));
    TrailLine {
        kind: LineKind::Refused,
        version: None,
        position: refused.position,
        occurred_at: refusal.at,
        recorded_at: refused.recorded_at,
        event: "CommandRefused",
        text: Text::new("لم يُقبل إجراء لا تسمح به القواعد", "An act that the rules do not allow was refused"),
        who: who(&Trace::of(&refusal.by), sight),
        for_whom: applicant.map(str::to_owned),
        mandate: None,
        through: None,
        through_text: None,
        command: Some(refusal.command.clone()),
        command_id: None,
        what: what.into_iter().collect(),
        why: vec![refusal.code.clone()],
        basis: rule::find(&refusal.rule).map(Ground::from).into_iter().collect(),
        internal: true,
        moment: None,
    }
}

/// A role this release doesn't know is shown as it was written.
fn who(by: &Trace, sight: &Sight<'_>) -> Who {
    let role = by.role();
    let text = role.map(|role| role.words().to_text()).or_else(|| by.role.as_deref().map(same));
    // The engine is nobody's colleague: its name tells the applicant nothing they may not know.
    let engine = role == Some(Role::System);
    let person = by.person.as_deref().filter(|person| engine || sight.person(person).is_some());
    let vouched = by.vouched_by.clone().filter(|_| sight.internal());
    Who {
        person: person.map(str::to_owned),
        role: by.role.clone(),
        role_text: text,
        body: by.body.clone(),
        vouched: vouched.map(|by_whom| Vouched { by: by_whom, authority: by.vouched_authority.clone() }),
    }
}

/// The channel that the event itself names, for rows whose metadata does not.
fn own_channel(event: &Event) -> Option<&'static str> {
    match event {
        Event::Submitted(it) => Some(it.channel.code()),
        Event::ContactRecorded(it) => Some(it.channel.code()),
        _ => None,
    }
}

fn channel(code: &str) -> Text {
    Channel::parse(code).map_or_else(|| same(code), |channel| channel.words().to_text())
}
