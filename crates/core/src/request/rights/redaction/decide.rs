//! Whether personal data may go: no hold stands, nothing is left to decide on them, and they need not be kept any more.

use super::command::{PersonalDataRedacted, RedactPersonalData, RedactedItem};
use crate::definition::ServiceDefinition;
use crate::input;
use crate::refusal::Refusal;
use crate::request::bench::Bench;
use crate::request::event::Event;
use crate::request::outputs::paper::PaperStanding;
use crate::request::rights::{hold, nothing_held, retention};
use crate::rule;
use crate::stage::Stage;
use crate::text::Text;

impl crate::request::rights::Rights {
    pub(in crate::request) fn redacted(&mut self, event: &PersonalDataRedacted) {
        self.redacted.extend(event.items.iter().cloned());
        if event.items.iter().any(|item| matches!(item, RedactedItem::Answer(_))) && self.unneeded.is_none() {
            self.unneeded = Some(event.unneeded.clone());
        }
    }
}

/// Redacts what may go; one item that may not keeps all of them.
pub(in crate::request) fn redact(bench: &mut Bench<'_>, command: RedactPersonalData) -> Result<(), Refusal> {
    nothing_held(bench)?;
    let definition = bench.definition()?;
    bench.require(rule::DATA_PROTECTION, !command.items.is_empty(), || {
        amiss("items", "يُرجى تحديد بيان واحد على الأقل", "name one thing to redact or more")
    })?;
    for item in &command.items {
        redactable(bench, &definition, item)?;
    }
    let needed: Vec<_> = command.items.iter().filter(|item| is_needed(bench, item)).collect();
    bench.require(rule::STILL_NEEDED, needed.is_empty(), || Refusal::StillNeeded {
        items: needed.iter().map(|item| item.path()).collect(),
    })?;
    let ground = command.ground.as_deref().map(input::name).transpose();
    let ground = ground.map_err(|problem| Refusal::FieldInvalid { path: "ground".to_owned(), problem })?;
    retention::may_go(bench, ground.as_deref())?;
    let reason = hold::why(bench, command.reason, "a redaction")?;
    // Which steps were needed is judged by the answers: it is kept while they can be read.
    let answers = command.items.iter().any(|item| matches!(item, RedactedItem::Answer(_)));
    let unneeded =
        definition.steps.iter().filter(|step| answers && !bench.state.needs(&definition, &step.id));
    let unneeded = unneeded.map(|step| step.id.clone()).collect();
    let items = command.items;
    let event = PersonalDataRedacted { at: bench.at, items, unneeded, reason, ground };
    bench.emit(Event::PersonalDataRedacted(event));
    Ok(())
}

/// Only a field that can identify a person is redacted, and what is gone already doesn't go again.
fn redactable(
    bench: &mut Bench<'_>,
    definition: &ServiceDefinition,
    item: &RedactedItem,
) -> Result<(), Refusal> {
    if let RedactedItem::Answer(field) = item {
        let personal = definition.field(field).is_some_and(|field| field.personal);
        bench.require(rule::DATA_PROTECTION, personal, || {
            amiss(
                &item.path(),
                "ليس هذا بياناً شخصياً في تعريف الخدمة، يُرجى التحقق من الرمز",
                "the service has no such field, or it identifies nobody: check the id",
            )
        })?;
    }
    if let RedactedItem::Address(channel) = item {
        bench.require(rule::DATA_PROTECTION, channel.is_further(), || {
            amiss(
                &item.path(),
                "لا يُقدَّم عنوان لوسيلة الإخطار هذه، يُرجى التحقق من الرمز",
                "no address is given for this way to notify: check the code",
            )
        })?;
    }
    let there = item.may_come_again() || !bench.state.rights.redacted.contains(item);
    bench.require(rule::DATA_PROTECTION, there, || {
        amiss(
            &item.path(),
            "حُجب هذا البيان من قبل، يُرجى حذفه من القائمة",
            "it was redacted before: leave it out",
        )
    })
}

/// Answers and the address are needed until the request has ended and no amendment waits; an address of the post until the
/// copy is sent. What was only said is never decided on.
fn is_needed(bench: &Bench<'_>, item: &RedactedItem) -> bool {
    let request = &bench.state;
    match item {
        RedactedItem::Answer(_) | RedactedItem::Email | RedactedItem::Address(_) => {
            !request.stage.is_some_and(Stage::is_terminal) || request.open_amendment().is_some()
        }
        RedactedItem::PostalAddress => {
            request.paper_copies().any(|(_, copy)| copy.standing == PaperStanding::ToBeSent)
        }
        RedactedItem::Statements | RedactedItem::Notes | RedactedItem::Contacts | RedactedItem::Feedback => {
            false
        }
    }
}

/// What was decided on answers is not decided again without them. It is noted only where some are gone, as for holds.
pub(in crate::request) fn answers_are_whole(bench: &mut Bench<'_>) -> Result<(), Refusal> {
    let gone = |item: &&RedactedItem| matches!(item, RedactedItem::Answer(_));
    let Some(first) = bench.state.rights.redacted.iter().find(gone).map(RedactedItem::path) else {
        return Ok(());
    };
    bench.found(rule::DATA_PROTECTION, false, &first);
    Err(Refusal::PersonalUnreadable { path: first })
}

fn amiss(path: &str, ar: &str, en: &str) -> Refusal {
    Refusal::FieldInvalid { path: path.to_owned(), problem: Text::new(ar, en) }
}
