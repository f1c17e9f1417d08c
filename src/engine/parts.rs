//! Requests made of several: a part is opened with its parent in one append, and each is told how the other ended.

use std::sync::Arc;

use talab_core::request::exits::Discontinue;
use talab_core::request::subrequests::{RecordSubrequest, RelatedFacts, submission};
use talab_core::request::{Command, Decided, Envelope, Event, Facts, Request, decide, evolve};
use talab_core::{Actor, PartId, ReasonCode, Reference, Refusal, Stage};

use super::Talab;
use super::execute::{Done, Order, Stop};
use super::gather::Gathered;
use super::record::{self, REQUEST};
use super::tick::act_id;
use crate::error::Error;

/// Stages in which a request can still be told of its parts.
const UNDECIDED: [Stage; 5] = [
    Stage::Acknowledged,
    Stage::UnderVerification,
    Stage::AwaitingCorrection,
    Stage::InExecution,
    Stage::UnderDecision,
];

/// The request of a part, decided and ready to be written with its parent's.
pub(super) struct Opened {
    pub(super) reference: Reference,
    pub(super) envelope: Envelope,
    pub(super) decided: Decided,
    pub(super) gathered: Gathered,
}

impl Talab {
    /// The request that `decided` opens, if it opens one: submitted by the engine, for whom its parent is, under its own
    /// definition, and judged by all that a submission is judged by.
    pub(super) async fn opened(
        &self,
        order: &Order<'_>,
        parent: (&Reference, &Request),
        envelope: &Envelope,
        decided: &Decided,
    ) -> Result<Option<Opened>, Stop> {
        let event = decided.events.iter().find_map(|event| match event {
            Event::SubrequestOpened(it) => Some(it),
            _ => None,
        });
        let (Some(event), Some(service)) = (event, &envelope.facts.service) else { return Ok(None) };
        let (reference, before) = parent;
        let mut after = before.clone();
        decided.events.iter().for_each(|event| evolve(&mut after, event));
        let version = after.version();
        let related = RelatedFacts { reference: reference.clone(), version, request: Arc::new(after) };
        let (entry, _, _) = self.directory.service(&self.log, &event.service).await?;
        let current = entry.current_at(envelope.at).and_then(|version| entry.definition(version));
        let unknown = || Refusal::UnknownService { service: event.service.to_string() };
        let theirs = current.or_else(|| entry.definition(entry.latest())).ok_or_else(unknown)?;
        let command = submission(&related, &service.definition, &event.part, theirs)?.into();
        let system = Actor::system();
        let order = Order {
            actor: &system,
            reference: None,
            mandate: None,
            command,
            id: order.id.clone(),
            expecting: None,
            tried: false,
        };
        let known = (Facts { related: Some(related), ..Facts::default() }, Vec::new());
        let gathered = self.gather(&order, &Request::default(), known, envelope.at).await?;
        let (by, facts) = (system.clone(), gathered.facts.clone());
        let envelope = Envelope { by, id: order.id, at: envelope.at, facts, command: order.command };
        let decided = decide(&Request::default(), &envelope)?;
        Ok(Some(Opened { reference: event.child.clone(), envelope, decided, gathered }))
    }

    /// The other request that a command is about, and what that rests on.
    pub(super) async fn gather_related(
        &self,
        gathered: &mut Gathered,
        request: &Request,
        command: &Command,
    ) -> Result<(), Error> {
        let wanted = match command {
            Command::RecordSubrequest(it) => {
                request.subrequests().find(|(part, _)| **part == it.part).map(|(_, held)| held.child.clone())
            }
            Command::Discontinue(it) if it.reason == ReasonCode::ClsParentEnded => {
                request.parent().map(|parent| parent.request.clone())
            }
            _ => None,
        };
        let Some(reference) = wanted else { return Ok(()) };
        let folded = self.request(&reference).await?;
        gathered.rests_on.push((record::stream(REQUEST, reference.as_str())?, folded.version));
        let (version, request) = (folded.version.get(), Arc::new(folded.state));
        gathered.facts.related = Some(RelatedFacts { reference, version, request });
        Ok(())
    }

    /// What follows at once from an act for the requests beside it. Each follows by rule, and what fails here the next tick
    /// does; so does the same act sent again, as long as nothing came after it.
    pub(super) async fn follow(&self, done: &Done) -> Result<(), Error> {
        let alone = done.request.parent().is_none() && done.request.subrequests().next().is_none();
        if done.receipt.events.is_empty() || alone {
            return Ok(());
        }
        if done.receipt.replayed {
            let now = self.request(&done.receipt.reference).await?.state;
            if now.version() != done.request.version() {
                return Ok(());
            }
        }
        let ended = done.request.stage().is_some_and(Stage::is_terminal);
        let reopened = |event: &String| event == "Reopened" || event == "OutcomeCorrected";
        let reopened = done.receipt.events.iter().any(reopened);
        if let Some(parent) = done.request.parent().filter(|_| ended || reopened) {
            let (reference, part) = (parent.request.clone(), parent.part.clone());
            let parent = self.request(&reference).await?.state;
            if let Some((name, command)) = told(&parent, &part, &done.receipt.reference, &done.request) {
                self.by_rule(&reference, &name, command).await?;
            }
        }
        if done.request.stage() == Some(Stage::Closed) {
            for (_, held) in done.request.subrequests() {
                let child = self.request(&held.child).await?.state;
                if let Some((name, command)) = left_behind(&child, &done.request) {
                    self.by_rule(&held.child, &name, command).await?;
                }
            }
        }
        Ok(())
    }

    /// A refusal is no failure here: the request moved on since the look.
    async fn by_rule(&self, reference: &Reference, name: &str, command: Command) -> Result<(), Error> {
        let system = Actor::system();
        let order = Order {
            actor: &system,
            reference: Some(reference.clone()),
            mandate: None,
            command,
            id: act_id(name, reference.as_str()),
            expecting: None,
            tried: false,
        };
        match Box::pin(self.carry_out(order)).await {
            Ok(_) | Err(crate::error::NotDone::Refused(_)) => Ok(()),
            Err(crate::error::NotDone::Failed(error)) => Err(error),
        }
    }

    /// What the parts of a request, or the request it is a part of, bring about by rule.
    pub(super) async fn due_of_parts(&self, request: &Request) -> Result<Vec<(String, Command)>, Error> {
        let mut due = Vec::new();
        for (part, held) in request.subrequests() {
            let child = self.request(&held.child).await?.state;
            due.extend(told(request, part, &held.child, &child));
        }
        if let Some(parent) = request.parent() {
            let parent = self.request(&parent.request).await?.state;
            due.extend(left_behind(request, &parent));
        }
        Ok(due)
    }
}

/// What a request is to be told of a part: that it ended, or that it is worked on again. A decided one is told nothing.
fn told(parent: &Request, part: &PartId, child: &Reference, now: &Request) -> Option<(String, Command)> {
    let undecided = parent.stage().is_some_and(|stage| UNDECIDED.contains(&stage));
    let held = parent.subrequests().find(|(id, held)| *id == part && held.child == *child)?.1;
    let news = !held.knows(now);
    let name = format!("part/{part}/{child}/{}/{}", now.version(), now.outcome().map_or("", |it| it.code()));
    (undecided && news).then(|| (name, RecordSubrequest { part: part.clone() }.into()))
}

/// What is left of a part whose parent ended without a decision; one that is decided already is finished.
fn left_behind(child: &Request, parent: &Request) -> Option<(String, Command)> {
    let open = child.stage().is_some_and(|stage| stage != Stage::Decided && !stage.is_terminal());
    // Who reopened it since means it to be worked on.
    let ended = parent.stage() == Some(Stage::Closed) && child.reopened() == 0;
    let name = format!("parent-ended/{}", parent.version());
    (open && ended).then(|| (name, Discontinue { reason: ReasonCode::ClsParentEnded }.into()))
}
