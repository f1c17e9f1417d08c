//! What a viewer sees of a request: internal things, personal words, or neither.

use std::collections::BTreeSet;

use talab_core::request::{Event, Request};
use talab_core::{
    Actor, ApplicantClass, BodyId, OutputId, PersonId, Personal, ReasonCode, Role, StepId, Text,
};

/// What one viewer may see of one request.
#[derive(Clone, Debug)]
pub(crate) struct Sight<'a> {
    viewer: &'a Actor,
    internal: bool,
    personal: bool,
    /// Whether the applicant is a public body, which follows its file through the provider's hands (N4-1).
    followed: bool,
    /// All that another body sees (LY-6.5).
    part: Option<Part>,
}

/// The part of another body in a request.
#[derive(Clone, Debug)]
enum Part {
    /// The steps it had as its tasks.
    Tasks(BTreeSet<StepId>),
    /// The orders to pay and what became of them.
    Payments,
    /// The questions it was asked.
    Questions(BTreeSet<u32>),
    /// Where the request stands, and nothing else: an interested party.
    Standing,
    /// The outputs whose paper copies are kept there to be handed out.
    Copies(BTreeSet<OutputId>),
}

impl<'a> Sight<'a> {
    pub(crate) fn new(request: &Request, viewer: &'a Actor) -> Self {
        let role = viewer.role;
        let personal = role.is_officer()
            || matches!(role, Role::Applicant | Role::Representative | Role::DataProtection);
        Self {
            viewer,
            internal: request.shows_internal_to(viewer),
            followed: request.applicant().is_some_and(|party| party.class == ApplicantClass::GovernmentBody),
            personal: personal && request.is_visible_to(viewer) && !request.only_hands_out(viewer),
            part: match role {
                Role::Clerk if request.only_hands_out(viewer) => {
                    let kept = request.paper_copies();
                    let kept = kept.filter(|(_, copy)| copy.keeper.is_some() && copy.keeper == viewer.body);
                    Some(Part::Copies(kept.map(|(output, _)| output.clone()).collect()))
                }
                Role::ExecutingBody => {
                    let own = request.tasks().filter(|(_, task)| viewer.body.as_ref() == Some(&task.body));
                    Some(Part::Tasks(own.map(|(step, _)| step.clone()).collect()))
                }
                Role::PaymentSystem => Some(Part::Payments),
                Role::InterestedParty => Some(Part::Standing),
                Role::TrustedSource => {
                    let all = request.questions().iter();
                    let own = all.filter(|it| viewer.body.as_ref() == Some(&it.asked.source));
                    Some(Part::Questions(own.map(|question| question.asked.number).collect()))
                }
                _ => None,
            },
        }
    }

    /// Whether the viewer sees what is internal to the provider.
    pub(crate) fn internal(&self) -> bool {
        self.internal
    }

    pub(crate) fn viewer(&self) -> &Actor {
        self.viewer
    }

    /// Whether the viewer sees words that may name a person.
    pub(crate) fn personal(&self) -> bool {
        self.personal
    }

    pub(crate) fn event(&self, event: &Event) -> bool {
        match &self.part {
            Some(Part::Tasks(own)) => {
                let offered = event.offered_to().is_some_and(|to| self.viewer.body.as_ref() == Some(to));
                offered || event.task().is_some_and(|step| own.contains(step))
            }
            Some(Part::Payments) => event.order().is_some() && self.pays(event),
            Some(Part::Standing) => false,
            Some(Part::Copies(kept)) => match event {
                Event::CollectionScheduled(it) => kept.contains(&it.output),
                Event::OutputCollected(it) => kept.contains(&it.output),
                Event::CollectionMissed(it) => kept.contains(&it.output),
                _ => false,
            },
            Some(Part::Questions(own)) => event.question().is_some_and(|number| own.contains(&number)),
            None => self.internal || !self.hidden(event),
        }
    }

    /// Whether a payment system is concerned: what others reported, or are asked to pay back, is theirs.
    fn pays(&self, event: &Event) -> bool {
        let asked = match event {
            Event::RefundRequested(it) => it.gateway.as_ref(),
            _ => None,
        };
        let concerned = event.message().map(|message| &message.from).or(asked);
        concerned.is_none_or(|body| self.viewer.body.as_ref() == Some(body))
    }

    /// Whether the viewer sees a refund that this payment system is asked for.
    pub(crate) fn pays_back(&self, gateway: &BodyId) -> bool {
        !matches!(self.part, Some(Part::Payments)) || self.viewer.body.as_ref() == Some(gateway)
    }

    /// Whether the event is kept from the applicant. That a file changed hands, and when, is told to a public body; whose hands they
    /// are is told to nobody outside (N4-1).
    pub(crate) fn hidden(&self, event: &Event) -> bool {
        let handed_over = matches!(event, Event::HandlerAssigned(_) | Event::HandlerReleased(_));
        !(event.is_public() || (self.followed && handed_over))
    }

    /// Whether the viewer sees what happens in `step`.
    pub(crate) fn step(&self, step: &StepId) -> bool {
        match &self.part {
            Some(Part::Tasks(own)) => own.contains(step),
            Some(Part::Payments | Part::Questions(_) | Part::Copies(_)) => false,
            Some(Part::Standing) | None => true,
        }
    }

    /// Whether the viewer sees this question to a trusted source.
    pub(crate) fn question(&self, number: u32) -> bool {
        match &self.part {
            Some(Part::Questions(own)) => own.contains(&number),
            Some(Part::Tasks(_) | Part::Payments | Part::Standing | Part::Copies(_)) => false,
            None => true,
        }
    }

    /// Whether the viewer hands out the paper copy of this output.
    pub(crate) fn hands_out(&self, output: &OutputId) -> bool {
        matches!(&self.part, Some(Part::Copies(kept)) if kept.contains(output))
    }

    /// Whether the viewer sees an offer to this body.
    pub(crate) fn offer(&self, to: &BodyId) -> bool {
        self.part.is_none() || self.viewer.body.as_ref() == Some(to)
    }

    /// Whether the viewer sees what is to be paid.
    pub(crate) fn money(&self) -> bool {
        !matches!(self.part, Some(Part::Tasks(_) | Part::Questions(_) | Part::Standing | Part::Copies(_)))
    }

    /// Whether the viewer sees what the channel knows messages by: the applicant has no use for it.
    pub(crate) fn messages(&self) -> bool {
        self.internal || !matches!(self.part, None | Some(Part::Standing | Part::Copies(_)))
    }

    /// Whether the viewer sees the whole request, and not only a part in its execution.
    pub(crate) fn whole(&self) -> bool {
        self.part.is_none()
    }

    /// A reason that is told to officers only is not told to the applicant.
    pub(crate) fn reason(&self, code: ReasonCode) -> bool {
        self.internal || code.shown_to_applicant()
    }

    /// The applicant learns in which role somebody acted, not who the officer is; their own name they know.
    pub(crate) fn person<'t>(&self, person: &'t str) -> Option<&'t str> {
        let represented = self.viewer.represents().is_some_and(|(it, _)| it.as_str() == person);
        (self.internal || represented || person == self.viewer.person.as_str()).then_some(person)
    }

    pub(crate) fn person_id(&self, person: &PersonId) -> Option<String> {
        self.person(person.as_str()).map(str::to_owned)
    }

    /// What was said of a case to the regulator, whose order it waits for.
    pub(crate) fn referred(&self, words: &Personal<Text>) -> Text {
        let theirs = words.get().filter(|_| self.viewer.role == Role::Regulator);
        theirs.cloned().unwrap_or_else(|| self.words(words, Clone::clone))
    }

    /// Words that may name a person, or what stands in their place.
    pub(crate) fn words<T>(&self, words: &Personal<T>, show: impl FnOnce(&T) -> Text) -> Text {
        if words.is_erased() {
            return Text::new("«مُحيت بيانات شخصية»", "[personal data, erased]");
        }
        match words.get().filter(|_| self.personal) {
            Some(words) => show(words),
            None => Text::new("«بيانات شخصية محجوبة»", "[personal data, withheld]"),
        }
    }
}
