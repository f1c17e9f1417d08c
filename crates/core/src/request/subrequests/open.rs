//! The request of a part, as it is opened: what it takes over, and who may open it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Parent, RelatedFacts};
use crate::definition::{Part, ServiceDefinition, composition};
use crate::ids::PartId;
use crate::party::Party;
use crate::private::Private;
use crate::refusal::Refusal;
use crate::request::Request;
use crate::request::bench::Bench;
use crate::request::intake::{Document, Submit};
use crate::request::notices::NoticeChannel;
use crate::rule;
use crate::text::Text;
use crate::value::Value;

/// The submission by which a part is opened: the applicant, the answers and the documents of its parent, as the
/// definition of the parent feeds them, and the numbers of the outputs of parts before it (LY-17.4, SA-5).
///
/// # Errors
/// [`Refusal::DefinitionInvalid`] if the two services do not fit together, [`Refusal::PersonalUnreadable`] if what it would
/// take over can't be read here, [`Refusal::PartUnknown`] if the parent has opened no such part.
pub fn submission(
    parent: &RelatedFacts,
    definition: &ServiceDefinition,
    part: &PartId,
    service: &Arc<ServiceDefinition>,
) -> Result<Submit, Refusal> {
    let unknown = || Refusal::PartUnknown { part: part.to_string() };
    let request = &parent.request;
    let opened = request.subrequests.by_part.get(part).filter(|it| it.service == service.code);
    let (Some(_), Some(part)) = (opened, definition.part(part)) else { return Err(unknown()) };
    if let Some(problem) = composition(definition, std::slice::from_ref(service)).into_iter().next() {
        return Err(Refusal::DefinitionInvalid { path: problem.path, problem: problem.problem });
    }
    let applicant = request.applicant().cloned().ok_or(Refusal::UnknownRequest)?;
    let mut from = Parent {
        request: parent.reference.clone(),
        service: definition.code.clone(),
        part: part.id.clone(),
        answers: part.answers.clone(),
        documents: part.documents.clone(),
        outputs: part.outputs.clone(),
        mandates: request.intake.mandates.clone(),
    };
    let mut submit = Submit::new(service.code.clone(), applicant);
    submit.answers = Private::new(answers(parent, part, &mut from)?);
    submit.documents = documents(parent, &mut from);
    submit.channel = request.intake.channel.unwrap_or(submit.channel);
    submit.declared = request.intake.declared;
    submit.email = Private::new(match &request.intake.email {
        Some(email) => email.get().cloned().ok_or_else(|| unreadable("email"))?,
        None => None,
    });
    submit.addresses = Private::new(addresses(request, service)?);
    submit.parent = Some(Box::new(from));
    Ok(submit)
}

/// The addresses of the whole for those further ways that the part's service has as well.
fn addresses(
    request: &Request,
    service: &ServiceDefinition,
) -> Result<BTreeMap<NoticeChannel, String>, Refusal> {
    let further = service.notices.iter().flat_map(|terms| &terms.further);
    let given = further.filter_map(|channel| Some((*channel, request.intake.addresses.get(channel)?)));
    given
        .filter_map(|(channel, address)| match address.get() {
            Some(address) => Some(Ok((channel, address.clone()?))),
            None => Some(Err(unreadable("addresses"))),
        })
        .collect()
}

/// The answers that are there to be taken over; what is not leaves no trace.
fn answers(
    parent: &RelatedFacts,
    part: &Part,
    from: &mut Parent,
) -> Result<BTreeMap<crate::ids::FieldId, Value>, Refusal> {
    let held = parent.request.intake.answers.read()?;
    let mut answers = BTreeMap::new();
    from.answers.retain(|field, here| match held.get(here) {
        Some(value) => answers.insert(field.clone(), value.clone()).is_none(),
        None => false,
    });
    for (field, source) in &part.outputs {
        let told = parent.request.subrequests.by_part.get(&source.part).and_then(|it| it.outputs.as_ref());
        let numbers = told.map(|told| told.get().ok_or_else(|| unreadable("outputs"))).transpose()?;
        match numbers.and_then(|numbers| numbers.get(&source.output)) {
            Some(number) => _ = answers.insert(field.clone(), Value::from(number.as_str())),
            None => _ = from.outputs.remove(field),
        }
    }
    Ok(answers)
}

/// The documents that are there to be taken over: by reference, since the bytes stay where they are (LY-20).
fn documents(parent: &RelatedFacts, from: &mut Parent) -> Vec<Document> {
    let held = &parent.request.intake.documents;
    let mut documents = Vec::new();
    from.documents.retain(|kind, here| match held.get(here) {
        Some(document) => {
            documents.push(Document { kind: kind.clone(), ..document.clone() });
            true
        }
        None => false,
    });
    documents
}

fn unreadable(path: &str) -> Refusal {
    Refusal::PersonalUnreadable { path: path.to_owned() }
}

/// The engine files nothing but the parts of requests that there are, for whom these are.
pub(in crate::request) fn may_open(bench: &mut Bench<'_>, applicant: &Party) -> Result<(), Refusal> {
    let parent = bench.facts.related.as_ref().and_then(|parent| parent.request.applicant());
    let may = parent == Some(applicant);
    bench.require(rule::COMPOSITE, may, || Refusal::MandateMissing)
}

/// A submission names its parent exactly where it is a part that its parent has just opened; a part has no parts.
pub(in crate::request) fn belongs(
    bench: &mut Bench<'_>,
    command: &Submit,
    definition: &ServiceDefinition,
) -> Result<(), Refusal> {
    let foreign = || Refusal::FieldInvalid {
        path: "parent".to_owned(),
        problem: Text::new(
            "لا يُفتح طلب تابع إلا من الطلب الأصلي، يُرجى حذف هذا البيان",
            "only the engine opens a part, from the request that it belongs to: leave this out",
        ),
    };
    let Some(named) = &command.parent else {
        return if bench.facts.related.is_none() { Ok(()) } else { Err(foreign()) };
    };
    let facts = bench.facts.related.as_ref().filter(|parent| parent.reference == named.request);
    let opened = facts.and_then(|parent| parent.request.subrequests.by_part.get(&named.part));
    let waits = opened.is_some_and(|part| part.outcome.is_none() && part.service == command.service);
    let by_rule = bench.by.role == crate::actor::Role::System;
    bench.require(rule::COMPOSITE, waits && by_rule, foreign)?;
    let deep = definition.is_composite() || facts.is_some_and(|parent| parent.request.parent().is_some());
    bench.require(rule::COMPOSITE, !deep, || Refusal::DefinitionInvalid {
        path: format!("part.{}.service", named.part),
        problem: crate::definition::part_of_parts(),
    })
}
