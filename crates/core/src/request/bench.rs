//! The bench a command is decided on: the request as it was, the facts, and what comes of it.

use std::sync::Arc;

use time::Date;

use super::envelope::Facts;
use super::event::Event;
use super::evolve::evolve;
use super::execution::{LateAnswer, LateAnswerKept};
use super::intake::Submit;
use super::state::Request;
use super::verdict::Verdict;
use crate::actor::Actor;
use crate::calendar::Calendar;
use crate::channel::ChannelMessage;
use crate::definition::ServiceDefinition;
use crate::ids::{ExceptionId, MessageId};
use crate::input;
use crate::instant::Timestamp;
use crate::party::Party;
use crate::personal::Personal;
use crate::reason::{Family, ReasonCode};
use crate::refusal::Refusal;
use crate::rule::{self, Rule};
use crate::service::Availability;
use crate::text::Text;

/// A command being decided. Events are applied as they are emitted, so that a later rule sees the earlier fact.
#[derive(Debug)]
pub(super) struct Bench<'a> {
    /// The request before the command.
    pub(super) before: &'a Request,
    /// The request with what was emitted so far.
    pub(super) state: Request,
    pub(super) by: &'a Actor,
    pub(super) at: Timestamp,
    pub(super) facts: &'a Facts,
    pub(super) events: Vec<Event>,
    pub(super) verdicts: Vec<Verdict>,
}

impl<'a> Bench<'a> {
    pub(super) fn new(before: &'a Request, by: &'a Actor, at: Timestamp, facts: &'a Facts) -> Self {
        Self { before, state: before.clone(), by, at, facts, events: Vec::new(), verdicts: Vec::new() }
    }

    /// Adds an event and lets it take effect.
    pub(super) fn emit(&mut self, event: Event) {
        evolve(&mut self.state, &event);
        self.events.push(event);
    }

    /// Notes what a rule found.
    pub(super) fn found(&mut self, rule: Rule, held: bool, about: &str) {
        let about = (!about.is_empty()).then(|| about.to_owned());
        self.verdicts.push(Verdict { rule, basis: rule.basis.code(), held, about });
    }

    /// Notes a rule that must hold, and refuses if it does not.
    pub(super) fn require(
        &mut self,
        rule: Rule,
        held: bool,
        refusal: impl FnOnce() -> Refusal,
    ) -> Result<(), Refusal> {
        self.found(rule, held, "");
        if held { Ok(()) } else { Err(refusal()) }
    }

    /// The reason must be one of the family that belongs here.
    pub(super) fn reason_of(&mut self, family: Family, code: ReasonCode) -> Result<(), Refusal> {
        self.require(rule::of_reasons(family), code.family() == family, || Refusal::ReasonUnknown {
            given: code.code().to_owned(),
            family,
        })
    }

    /// The pinned definition.
    pub(super) fn definition(&self) -> Result<Arc<ServiceDefinition>, Refusal> {
        let pinned = self.state.service();
        let facts = self.facts.service.as_ref().map(|service| &service.definition);
        match (pinned, facts) {
            (Some((code, version)), Some(definition))
                if definition.code == *code && definition.version == version =>
            {
                Ok(Arc::clone(definition))
            }
            (Some((code, _)), _) => Err(Refusal::UnknownService { service: code.to_string() }),
            (None, _) => Err(Refusal::UnknownRequest),
        }
    }

    /// The definition in force for a new submission (LY-22.1, LY-25.4).
    pub(super) fn definition_to_submit(
        &mut self,
        command: &Submit,
    ) -> Result<Arc<ServiceDefinition>, Refusal> {
        let service = command.service.to_string();
        let facts = self.facts.service.clone();
        let known = facts.filter(|facts| facts.definition.code == command.service);
        self.found(rule::IN_THE_DIRECTORY, known.is_some(), &service);
        let known = known.ok_or_else(|| Refusal::UnknownService { service: service.clone() })?;
        match known.offer.availability {
            Availability::Offered => {}
            Availability::Suspended => return Err(Refusal::ServiceSuspended { service }),
            Availability::Retired(_) => return Err(Refusal::ServiceRetired { service }),
        }
        if known.definition.classified {
            self.found(rule::OUT_OF_SCOPE, false, &service);
            return Err(Refusal::OutOfScopeService { service });
        }
        let current = known.current.ok_or(Refusal::ServiceNotPublished { service })?;
        let given = command.version.unwrap_or(current);
        let accepted = given == current || known.offer.accepts.contains(&given);
        let fits = accepted && known.definition.version == given;
        self.require(rule::VERSION_PINNED, fits, || Refusal::VersionNotCurrent { given, current })?;
        self.certified(command)?;
        Ok(known.definition)
    }

    /// A certificate lets the provider take the request, where its standing was gathered (LY-5a, LY-5b).
    fn certified(&mut self, command: &Submit) -> Result<(), Refusal> {
        let Some(provider) = &self.facts.provider else { return Ok(()) };
        let certified = provider.certified(&command.service);
        self.found(rule::CERTIFIED, certified.is_ok(), provider.provider.as_str());
        certified
    }

    /// The exception in force that switches a rule off for this service; the event it was asked for names it (LY-5e).
    pub(super) fn exception_from(&mut self, rule: Rule) -> Option<ExceptionId> {
        let exception = self.facts.provider.as_ref()?.exception_from(rule.id)?.clone();
        self.found(rule::EXCEPTION_NAMED, true, exception.as_str());
        Some(exception)
    }

    /// The calendar of the request's jurisdiction.
    pub(super) fn calendar(&self) -> Result<Arc<Calendar>, Refusal> {
        let wanted = self.state.intake.calendar.as_ref().map_or("", |jurisdiction| jurisdiction.as_str());
        let calendar = self.facts.calendar.clone().filter(|calendar| calendar.jurisdiction() == wanted);
        calendar.ok_or_else(|| Refusal::CalendarGap {
            jurisdiction: wanted.to_owned(),
            date: self.at.get().date().to_string(),
            covered: "-".to_owned(),
        })
    }

    /// The local day of the last attempt, which is the one that was received; what conditions read as `submission.date`, also
    /// where a payment completed it later. It comes from the events, so a judgement made later rests on the same day.
    pub(super) fn day_of_submission(&self) -> Result<Date, Refusal> {
        let intake = &self.state.intake;
        let at = intake.submitted_at.or(intake.received_at).unwrap_or(self.at);
        Ok(self.calendar()?.zone().local_date(at))
    }

    /// Whom the request is for.
    pub(super) fn applicant(&self) -> Result<Party, Refusal> {
        self.state.intake.applicant.clone().ok_or(Refusal::UnknownRequest)
    }

    /// The message by which another body acts: there is one, it is from who says so and to the provider, and it comes
    /// for the first time (LY-1e, LY-9.1).
    pub(super) fn message(&mut self, message: Option<ChannelMessage>) -> Result<ChannelMessage, Refusal> {
        self.found(rule::CHANNEL, message.is_some(), "");
        let message = message.ok_or(Refusal::ChannelRequired)?;
        let (sender, receiver) = (self.by.body.as_ref(), self.before.intake.provider.as_ref());
        // Whoever was asked before a transfer answers the body that asked.
        let asked = self.before.transfers.former.contains(&message.to) || Some(&message.to) == receiver;
        for (path, held) in [("from", Some(&message.from) == sender), ("to", asked)] {
            self.require(rule::CHANNEL, held, || Refusal::FieldInvalid {
                path: format!("message.{path}"),
                problem: Text::new(
                    "الرسالة ليست من الجهة التي تتخذ الإجراء إلى مقدم الخدمة، يُرجى تصحيح المرسِل والمرسَل إليه",
                    "the message is not from the body that acts to the provider: correct sender and receiver",
                ),
            })?;
        }
        let fresh = !self.state.messages.contains(&message.id);
        self.require(rule::CHANNEL_ONCE, fresh, || Refusal::MessageAlreadyApplied {
            message: message.id.to_string(),
        })?;
        Ok(message)
    }

    /// Keeps what another body said too late aside (I-24).
    pub(super) fn keep(&mut self, answer: LateAnswer, message: ChannelMessage) {
        self.found(rule::LATE_ANSWER, true, "");
        self.emit(Event::LateAnswerKept(LateAnswerKept { at: self.at, answer, message }));
    }

    /// The id of a new message to another body.
    pub(super) fn new_message(&self) -> Result<MessageId, Refusal> {
        MessageId::new(&*self.facts.fresh.message).map_err(|invalid| Refusal::FieldInvalid {
            path: "fresh.message".to_owned(),
            problem: invalid.text(),
        })
    }

    /// A free text taken in and bound to the applicant, whom it may name.
    pub(super) fn personal_text(
        &self,
        path: &str,
        text: Option<String>,
        max: usize,
    ) -> Result<Option<Personal<String>>, Refusal> {
        let Some(text) = text else { return Ok(None) };
        let text = input::text(&text, max)
            .map_err(|problem| Refusal::FieldInvalid { path: path.to_owned(), problem })?;
        Ok(Some(Personal::clear(self.applicant()?.person, text)))
    }
}
