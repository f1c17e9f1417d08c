//! Commands about the parts of a service made of several, and the requests of parts as facts.

use std::sync::Arc;

use super::dice::Dice;
use super::play::Played;
use crate::definition::ServiceDefinition;
use crate::reference::Reference;
use crate::request::subrequests::{OpenSubrequest, RecordSubrequest, RelatedFacts, submission};
use crate::request::{Command, Request};
use crate::stage::Stage;
use crate::testing::{FactsBuilder, Life, definition, library, part, system};

/// The parts of the world that has some: `residence` first, which is mandatory, and `library` after it.
pub(super) fn composite() -> ServiceDefinition {
    let mut whole = definition();
    whole.deadline.working_days = 30;
    let mut first = part("residence", "lib.reader-card");
    first.mandatory = true;
    let full_name = || "full_name".try_into().unwrap();
    first.answers = [("reader", full_name()), ("certificate_no", full_name())]
        .map(|(field, here)| (field.try_into().unwrap(), here))
        .into();
    let mut second = part("library", "lib.parking-permit");
    second.answers.clone_from(&first.answers);
    second.after = vec!["residence".try_into().unwrap()];
    whole.parts = vec![first, second];
    whole
}

/// A command about a part; mostly about one that has not ended.
pub(super) fn command(opens: bool, request: &Request, dice: &mut Dice) -> Command {
    let wanted = request.subrequests().find(|(_, held)| held.outcome.is_none()).map(|(part, _)| part.clone());
    let any = dice.of(&["residence", "residence", "library", "library", "garden"]).try_into().unwrap();
    let wanted = wanted.filter(|_| !opens && !dice.once_in(4));
    let part = wanted.unwrap_or(any);
    if opens { OpenSubrequest { part }.into() } else { RecordSubrequest { part }.into() }
}

/// What is beside the request when this command is decided: for a part, its request as it might stand by now.
pub(super) fn beside(
    played: &Played,
    command: &Command,
    facts: FactsBuilder,
    dice: &mut Dice,
) -> FactsBuilder {
    let facts = facts.child(Reference::from_bits(played.request.version()));
    let Command::RecordSubrequest(record) = command else { return facts.alone() };
    let Some((part, held)) = played.request.subrequests().find(|(part, _)| **part == record.part) else {
        return facts.alone();
    };
    let mut opened = played.request.clone();
    // Whatever became of it since, it was opened once.
    if let Some(held) = opened.subrequests.by_part.get_mut(part) {
        held.outcome = None;
    }
    let parent = RelatedFacts { reference: Reference::from_bits(1), version: 0, request: Arc::new(opened) };
    let [first, second] = library();
    let theirs = if part.as_str() == "residence" { first } else { second };
    let own = played.facts.definition();
    let Ok(submit) = submission(&parent, own, part, &Arc::new(theirs.clone())) else { return facts.alone() };
    let mut life = Life::under(theirs);
    life.meanwhile(|facts| facts.beside(parent));
    let at = held.opened_at;
    if life.does(system(), at, submit).is_err() {
        return facts.alone();
    }
    life.meanwhile(FactsBuilder::alone);
    if !dice.once_in(4) {
        ends(&mut life, at, dice);
    }
    let (request, version) = (life.request().clone(), life.request().version());
    facts.beside(RelatedFacts { reference: held.child.clone(), version, request: Arc::new(request) })
}

fn ends(life: &mut Life, at: crate::instant::Timestamp, dice: &mut Dice) {
    use crate::request::outputs::{DeliverOutput, IssueOutput};
    use crate::testing::{applicant, approve, deliver, grant, issue};
    if dice.once_in(3) || life.stage() != Some(Stage::Acknowledged) {
        life.then(applicant(), at, crate::request::exits::Withdraw::default());
        return;
    }
    let by = |role| crate::request::tests::family::officer_of("library", role);
    let step = crate::request::execution::CompleteStep::new("print-card".try_into().unwrap());
    let proposal = if dice.once_in(4) { crate::request::tests::family::denial() } else { grant() };
    let granted = matches!(&proposal.proposal, crate::request::decision::Proposal::Grant { .. });
    life.then(by(crate::actor::Role::Verifier), at, crate::request::review::PassVerification::default());
    life.then(by(crate::actor::Role::Handler), at, step);
    life.then(by(crate::actor::Role::Handler), at, proposal);
    life.then(by(crate::actor::Role::Decider), at, approve());
    if granted {
        let output = || "card".try_into().unwrap();
        life.then(by(crate::actor::Role::Handler), at, IssueOutput { output: output(), ..issue() });
        life.then(by(crate::actor::Role::Handler), at, DeliverOutput { output: output(), ..deliver() });
    }
}
