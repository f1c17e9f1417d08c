//! Deciding about the rulebook: each part is set by who keeps it, by an instrument, and never backwards in time.

use std::collections::BTreeSet;

use super::command::{RulebookCommand, RulebookEnvelope};
use super::entry::{Entry, Instrument, in_force};
use super::event::{
    EndpointApproved, EndpointWithdrawn, IdentityRuleSet, MessageKindListed, MessageKindWithdrawn,
    PaymentMethodsSet, RulebookEvent, SourceRegistered, SourceWithdrawn, TrustServiceLicensed,
    TrustServiceWithdrawn,
};
use super::keeper::KeeperAssigned;
use super::{Rulebook, catalogue, hash, keeper, retention};
use crate::input;
use crate::instant::Timestamp;
use crate::refusal::Refusal;
use crate::text::{Text, isolate};

/// The most entries of one list.
const MAX_LIST: usize = 200;

/// Decides a command on the rulebook.
///
/// # Errors
/// The [`Refusal`] of the first rule that does not hold.
pub fn decide(rulebook: &Rulebook, envelope: &RulebookEnvelope) -> Result<Vec<RulebookEvent>, Refusal> {
    let (by, at) = (&envelope.by, envelope.at);
    let name = envelope.command.name();
    keeper::permitted(rulebook, envelope)?;
    let instrument = instrument(envelope, name)?;
    let set_by = by.person.clone();
    Ok(vec![match &envelope.command {
        RulebookCommand::SetIdentityRule(it) => {
            let rule = input::name(&it.rule).map_err(|problem| invalid("rule", problem))?;
            let version = rulebook.versions_of(&rule).saturating_add(1);
            let (level, schemes) = (it.level, names("schemes", &it.schemes)?);
            RulebookEvent::IdentityRuleSet(IdentityRuleSet {
                at,
                set_by,
                rule,
                version,
                level,
                schemes,
                instrument,
            })
        }
        RulebookCommand::RegisterSource(it) => {
            let authority = input::name(&it.authority).map_err(|problem| invalid("authority", problem))?;
            let items: BTreeSet<_> = it.items.iter().collect();
            if items.is_empty() || items.len() != it.items.len() || items.len() > MAX_LIST {
                return Err(invalid("items", list_bounds()));
            }
            let (source, items) = (it.source.clone(), it.items.clone());
            let event = SourceRegistered { at, set_by, source, authority, items, instrument };
            RulebookEvent::SourceRegistered(event)
        }
        RulebookCommand::WithdrawSource(it) => {
            on_the_list(rulebook.sources.get(&it.source), at, "source", it.source.as_str())?;
            let source = it.source.clone();
            RulebookEvent::SourceWithdrawn(SourceWithdrawn { at, set_by, source, instrument })
        }
        RulebookCommand::ListMessageKind(it) => {
            let kind = it.kind.clone();
            RulebookEvent::MessageKindListed(MessageKindListed { at, set_by, kind, instrument })
        }
        RulebookCommand::WithdrawMessageKind(it) => {
            on_the_list(rulebook.kinds.get(&it.kind), at, "kind", it.kind.as_str())?;
            let kind = it.kind.clone();
            RulebookEvent::MessageKindWithdrawn(MessageKindWithdrawn { at, set_by, kind, instrument })
        }
        RulebookCommand::ApproveEndpoint(it) => {
            let endpoint = input::name(&it.endpoint).map_err(|problem| invalid("endpoint", problem))?;
            let body = it.body.clone();
            RulebookEvent::EndpointApproved(EndpointApproved { at, set_by, body, endpoint, instrument })
        }
        RulebookCommand::WithdrawEndpoint(it) => {
            on_the_list(rulebook.endpoints.get(&it.body), at, "body", it.body.as_str())?;
            let body = it.body.clone();
            RulebookEvent::EndpointWithdrawn(EndpointWithdrawn { at, set_by, body, instrument })
        }
        RulebookCommand::SetPaymentMethods(it) => {
            let methods = names("methods", &it.methods)?;
            if methods.is_empty() {
                return Err(invalid("methods", list_bounds()));
            }
            RulebookEvent::PaymentMethodsSet(PaymentMethodsSet { at, set_by, methods, instrument })
        }
        RulebookCommand::LicenseTrustService(it) => {
            let trust_service = trust_service(&it.trust_service)?;
            let event = TrustServiceLicensed { at, set_by, trust_service, instrument };
            RulebookEvent::TrustServiceLicensed(event)
        }
        RulebookCommand::WithdrawTrustService(it) => {
            let trust_service = trust_service(&it.trust_service)?;
            on_the_list(rulebook.trust_services.get(&trust_service), at, "trust_service", &trust_service)?;
            let event = TrustServiceWithdrawn { at, set_by, trust_service, instrument };
            RulebookEvent::TrustServiceWithdrawn(event)
        }
        RulebookCommand::SetRetention(it) => retention::set(rulebook, envelope, it, instrument),
        RulebookCommand::SetHashAlgorithm(it) => hash::set(rulebook, envelope, it, instrument)?,
        RulebookCommand::PermitCatalogue(it) => catalogue::permit(envelope, it, instrument)?,
        RulebookCommand::AssignKeeper(it) => {
            let (part, keeper) = (it.part, it.keeper);
            RulebookEvent::KeeperAssigned(KeeperAssigned { at, set_by, part, keeper, instrument })
        }
    }])
}

/// In the form in which signatures name it.
fn trust_service(given: &str) -> Result<String, Refusal> {
    input::name(given).map_err(|problem| invalid("trust_service", problem))
}

/// The instrument is named, and takes effect now or later: what was lawful is not made unlawful afterwards.
fn instrument(envelope: &RulebookEnvelope, command: &'static str) -> Result<Instrument, Refusal> {
    let given = envelope.command.instrument();
    let name = input::name(&given.name).map_err(|_| Refusal::InstrumentMissing { command })?;
    let justification =
        given.justification.as_deref().map(|text| input::text(text, input::MAX_FREE_TEXT)).transpose();
    let justification = justification.map_err(|problem| invalid("instrument.justification", problem))?;
    if given.effective_from.is_some_and(|from| from < envelope.at) {
        let problem = Text::new(
            "هذا الوقت انقضى، يُرجى تحديد وقت لاحق، أو عدم تحديده ليسري القيد فوراً",
            "that is over already: give a later instant, or none for at once",
        );
        return Err(invalid("instrument.effective_from", problem));
    }
    Ok(Instrument { name, justification, effective_from: given.effective_from })
}

/// Names, each once and each readable.
fn names(path: &str, given: &[String]) -> Result<Vec<String>, Refusal> {
    let names: Result<Vec<_>, _> = given.iter().map(|name| input::name(name)).collect();
    let names = names.map_err(|problem| invalid(path, problem))?;
    let different: BTreeSet<_> = names.iter().collect();
    if different.len() != names.len() || names.len() > MAX_LIST {
        return Err(invalid(path, list_bounds()));
    }
    Ok(names)
}

/// Only what is held now, or will be, can be withdrawn.
fn on_the_list<T>(
    entries: Option<&Vec<Entry<T>>>,
    at: Timestamp,
    path: &str,
    what: &str,
) -> Result<(), Refusal> {
    let now = |entries: &Vec<Entry<T>>| in_force(entries, at).is_some_and(|entry| entry.held.is_some());
    let later = |entries: &Vec<Entry<T>>| entries.iter().any(|it| it.from > at && it.held.is_some());
    if entries.is_some_and(|entries| now(entries) || later(entries)) {
        return Ok(());
    }
    let problem = Text::new(
        format!("{} غير مدرج في السجل، يُرجى التحقق من الرمز", isolate(what)),
        format!("`{what}` is not on the register: check the code"),
    );
    Err(invalid(path, problem))
}

fn list_bounds() -> Text {
    Text::new(
        format!("يُرجى ذكر كل عنصر مرة واحدة، عنصر واحد على الأقل (الحد الأقصى لعدد العناصر: {MAX_LIST})"),
        format!("name each once, at least one and at most {MAX_LIST}"),
    )
}

fn invalid(path: &str, problem: Text) -> Refusal {
    Refusal::FieldInvalid { path: path.to_owned(), problem }
}
