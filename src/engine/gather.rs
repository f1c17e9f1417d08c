//! Gathering: everything from outside that a decision may look at, as plain data.

use std::collections::BTreeMap;

use talab_core::definition::ServiceDefinition;
use talab_core::request::duplicates::{Comparison, OtherRequest};
use talab_core::request::intake::Identification;
use talab_core::request::review::Change;
use talab_core::request::{Command, Facts, Fresh, Offer, Request, ServiceFacts, admits, may_know};
use talab_core::{BodyId, CommandId, FieldId, Jurisdiction, Party, Reference, ServiceCode, Timestamp, Value};
use talab_store::{StreamId, Version};

use super::Talab;
use super::execute::Order;
use super::record::{self, REQUEST};
use crate::error::Error;
use crate::ports::{Claim, ClaimedValue};

/// Facts, and the streams they rest on: an append demands that these have not moved.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub(super) facts: Facts,
    pub(super) rests_on: Vec<(StreamId, Version)>,
}

impl Talab {
    /// The facts for a command by an actor who may know of the request: `known` is the mandate by which they do, and what
    /// that rests on.
    pub(super) async fn gather(
        &self,
        order: &Order<'_>,
        request: &Request,
        known: (Facts, Vec<(StreamId, Version)>),
        at: Timestamp,
    ) -> Result<Gathered, Error> {
        let mut gathered = Gathered { facts: known.0, rests_on: known.1 };
        let code = match &order.command {
            Command::Submit(submit) => submit.service.clone(),
            _ => match request.service() {
                Some((code, _)) => code.clone(),
                None => return Ok(gathered),
            },
        };
        let pinned = request.service().map(|(_, version)| version);
        let asked = match &order.command {
            Command::Submit(submit) => submit.version,
            _ => None,
        };
        let Some(definition) = self.gather_service(&mut gathered, &code, (pinned, asked), at).await? else {
            return Ok(gathered);
        };
        self.gather_calendar(&mut gathered, &definition.calendar).await?;
        let provider = request.provider().unwrap_or(&definition.provider);
        self.gather_provider(&mut gathered, provider, &definition.code, (pinned.is_none(), at)).await?;
        if order.command.asks_the_rulebook() {
            let (rulebook, stands) = self.directory.ruled(&self.log, at).await?;
            gathered.facts.rulebook = rulebook;
            gathered.rests_on.push(stands);
        }
        self.gather_other(&mut gathered, order, request, at).await?;
        self.gather_related(&mut gathered, request, &order.command).await?;
        gathered.facts.fresh = self.fresh(&order.id)?;
        if matches!(order.command, Command::OpenSubrequest(_)) {
            gathered.facts.fresh.child = Some(self.draw("part", &order.id)?);
        }
        // Personal values go to a port only for a command that passes the gate.
        if admits(request, order.actor, at, &gathered.facts, &order.command) {
            gathered.facts.identification = self.identify(order, request, &definition).await;
        }
        Ok(gathered)
    }

    /// The pinned version, or for a submission the one in force, or the one asked for in its grace; for a submission the
    /// entry must still say so at the append.
    async fn gather_service(
        &self,
        gathered: &mut Gathered,
        code: &ServiceCode,
        (pinned, asked): (Option<u32>, Option<u32>),
        at: Timestamp,
    ) -> Result<Option<std::sync::Arc<ServiceDefinition>>, Error> {
        let (service, stream, version) = self.directory.service(&self.log, code).await?;
        let (current, accepts) = (service.current_at(at), service.in_grace(at));
        let asked = asked.filter(|version| accepts.contains(version));
        let wanted = pinned.or(asked).or(current).unwrap_or(service.latest());
        let Some(definition) = service.definition(wanted).cloned() else { return Ok(None) };
        if pinned.is_none() {
            gathered.rests_on.push((stream, version));
        }
        gathered.facts.service = Some(ServiceFacts {
            definition: definition.clone(),
            current,
            offer: Offer { availability: service.availability(), accepts, checks: service.checks(wanted) },
        });
        Ok(Some(definition))
    }

    /// How the body that has the request stands for the service; a submission demands that this has not moved at the append,
    /// and so does whatever may be done under an exception.
    async fn gather_provider(
        &self,
        gathered: &mut Gathered,
        body: &BodyId,
        service: &ServiceCode,
        (submission, at): (bool, Timestamp),
    ) -> Result<(), Error> {
        let (provider, stream, version) = self.directory.provider(&self.log, body).await?;
        let facts = provider.facts(body, service, at);
        let excepted = !facts.exceptions.is_empty();
        gathered.facts.provider = Some(facts);
        if submission || excepted {
            gathered.rests_on.push((stream, version));
        }
        Ok(())
    }

    /// The other request of a suspected duplicate, if the actor may see it; the append demands that it has not moved, so that
    /// of two that repeat each other one is left.
    async fn gather_other(
        &self,
        gathered: &mut Gathered,
        order: &Order<'_>,
        request: &Request,
        at: Timestamp,
    ) -> Result<(), Error> {
        let of = match &order.command {
            Command::ReportDuplicate(report) => Some(&report.of),
            Command::ConfirmDuplicate(_) => request.suspected_duplicate().map(|suspected| &suspected.of),
            _ => None,
        };
        let Some(of) = of.cloned() else { return Ok(()) };
        let found = if order.reference.as_ref() == Some(&of) {
            Comparison::Itself
        } else {
            let other = self.request(&of).await?;
            let seen = may_know(&other.state, order.actor, at, &gathered.facts).is_ok();
            if seen { Comparison::between(request, &other.state) } else { Comparison::Unknown }
        };
        if let Comparison::Another(other) = &found {
            gathered.rests_on.push((record::stream(REQUEST, of.as_str())?, Version::new(other.version)));
        }
        gathered.facts.other = Some(OtherRequest { of, found });
        Ok(())
    }

    async fn gather_calendar(
        &self,
        gathered: &mut Gathered,
        jurisdiction: &Jurisdiction,
    ) -> Result<(), Error> {
        let (almanac, stream, version) = self.directory.almanac(&self.log, jurisdiction).await?;
        if let Some(calendar) = almanac.calendar() {
            gathered.facts.calendar = Some(calendar.clone());
            gathered.facts.calendar_cause = almanac.last_cause();
            gathered.rests_on.push((stream, version));
        }
        Ok(())
    }

    /// Asks who the applicant is, where the command is one that says so.
    async fn identify(
        &self,
        order: &Order<'_>,
        request: &Request,
        definition: &ServiceDefinition,
    ) -> Option<Identification> {
        let port = self.identity.as_ref()?;
        let (applicant, values) = claimed(order, request, definition)?;
        let service = definition.code.clone();
        Some(port.verify(&Claim { actor: order.actor.clone(), applicant, service, values }).await)
    }

    fn fresh(&self, id: &CommandId) -> Result<Fresh, Error> {
        let code = |purpose: &str| Ok::<_, Error>(self.draw(purpose, id)?.digits().to_owned());
        Ok(Fresh {
            acknowledgement_number: format!("A-{}", code("acknowledgement")?),
            verification_code: code("verification")?,
            message: format!("M-{}", code("message")?),
            child: None,
        })
    }

    /// A reference drawn for a purpose of a command.
    pub(super) fn draw(&self, purpose: &str, id: &CommandId) -> Result<Reference, Error> {
        let bits = self.ids.draw(purpose, id).map_err(Error::no_randomness)?;
        Ok(Reference::from_bits(u64::try_from(bits & u128::from(u64::MAX)).unwrap_or_default()))
    }
}

/// Whom to confirm and which values, after the command; nothing if the command changes neither.
fn claimed(
    order: &Order<'_>,
    request: &Request,
    definition: &ServiceDefinition,
) -> Option<(Party, Vec<ClaimedValue>)> {
    let mut answers = request.answers().unwrap_or_default();
    let applicant = match &order.command {
        Command::Submit(submit) => {
            answers.extend(submit.answers.get().clone());
            submit.applicant.clone()
        }
        Command::Supplement(supplement) => {
            answers.extend(supplement.answers.get().clone());
            request.applicant()?.clone()
        }
        Command::ConfirmApplicant(_) => request.applicant()?.clone(),
        Command::Correct(correct) => {
            changed(&mut answers, definition, &correct.changes)?;
            request.applicant()?.clone()
        }
        _ => return None,
    };
    let values = definition
        .fields()
        .filter_map(|field| {
            let source = field.trusted_source()?;
            let value = field.accept(answers.get(&field.id)?.clone()).ok()?;
            Some(ClaimedValue::new(field.id.clone(), source, value))
        })
        .collect();
    Some((applicant, values))
}

/// Applies corrections; nothing to confirm if none of them touches a value that a source owns.
fn changed(
    answers: &mut BTreeMap<FieldId, Value>,
    definition: &ServiceDefinition,
    changes: &[Change],
) -> Option<()> {
    let mut touched = false;
    for change in changes {
        if let Change::Answer { field, value } = change {
            touched |= definition.field(field).is_some_and(|field| field.trusted_source().is_some());
            answers.insert(field.clone(), value.get().clone());
        }
    }
    touched.then_some(())
}
