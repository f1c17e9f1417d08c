//! What is asked and said around a service beside its requests: enquiries before there is one (JO-2a), surveys on the service
//! (N4-2), and drafts whose authors are told of a change (SA-10). A stream of its own for each service, so that the service's own stays small.

mod command;
mod decide;
mod drafts;
mod event;
mod kinds;
mod survey;

#[cfg(test)]
mod tests;
#[cfg(test)]
pub(crate) use tests::refusals;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::actor::{Actor, Role};
use crate::aggregate::aggregate;
use crate::ids::{BodyId, PersonId, SurveyId};
use crate::instant::Timestamp;
use crate::refusal::Refusal;

pub use command::{
    AnswerEnquiry, AnswerSurvey, CloseSurvey, DropDraft, EnquiriesCommand, EnquiriesEnvelope, KnownService,
    NoteDraft, OpenSurvey, RecordChangeTold, RecordEnquiry,
};
pub use decide::decide;
pub use drafts::{Draft, DraftsSeen, drafts_readable};
pub use event::{
    DraftChangeTold, DraftDropped, DraftNoted, EnquiriesEvent, EnquiryAnswered, EnquiryRecorded,
    SurveyAnswered, SurveyClosed, SurveyOpened,
};
pub use kinds::{EnquiryTopic, SurveyQuestion};
pub use survey::Survey;

/// The state of what is asked and said around a service. What was said in words is in the events only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Enquiries {
    enquiries: Vec<Enquiry>,
    surveys: BTreeMap<SurveyId, Survey>,
    drafts: BTreeMap<PersonId, Draft>,
}

/// Something that was asked, and whether it was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Enquiry {
    /// When it was recorded.
    pub at: Timestamp,
    /// Who took it in.
    pub recorded_by: PersonId,
    /// Who asked, if they said so.
    pub asked_by: Option<PersonId>,
    /// When it was answered.
    pub answered_at: Option<Timestamp>,
}

/// How much of the enquiries of a service somebody reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "all with their words, all without, or the reader's own")]
pub enum EnquiriesSeen {
    /// All, with what was said and by whom.
    Whole,
    /// All, by number, topic, way and times; nothing that may name a person.
    WithoutPersons,
    /// Those that the reader asked.
    Asked,
    /// Those that the reader took in.
    TakenIn,
}

impl Enquiries {
    /// The enquiry of that number, counted from 1.
    pub fn enquiry(&self, number: u32) -> Option<&Enquiry> {
        self.enquiries.get(usize::try_from(number).ok()?.checked_sub(1)?)
    }

    /// The survey that is known by this id.
    pub fn survey(&self, id: &SurveyId) -> Option<&Survey> {
        self.surveys.get(id)
    }

    /// The surveys, by their ids.
    pub fn surveys(&self) -> impl Iterator<Item = (&SurveyId, &Survey)> {
        self.surveys.iter()
    }

    /// The draft of somebody, if one is known of.
    pub fn draft(&self, person: &PersonId) -> Option<&Draft> {
        self.drafts.get(person)
    }

    /// The drafts whose authors are to be told that this version was published (SA-10).
    pub fn concerned_by(&self, published: u32) -> impl Iterator<Item = (&PersonId, &Draft)> {
        self.drafts.iter().filter(move |(_, draft)| draft.is_concerned_by(published))
    }

    /// The number of the next enquiry.
    fn next(&self) -> u32 {
        u32::try_from(self.enquiries.len()).unwrap_or(u32::MAX).saturating_add(1)
    }

    /// Applies an event; one that does not fit what came before changes nothing.
    pub fn evolve(&mut self, event: &EnquiriesEvent) {
        match event {
            EnquiriesEvent::EnquiryRecorded(it) => self.enquiries.push(Enquiry {
                at: it.at,
                recorded_by: it.recorded_by.clone(),
                asked_by: it.asked_by.clone(),
                answered_at: None,
            }),
            EnquiriesEvent::EnquiryAnswered(it) => {
                let index = usize::try_from(it.number).ok().and_then(|number| number.checked_sub(1));
                if let Some(enquiry) = index.and_then(|index| self.enquiries.get_mut(index)) {
                    enquiry.answered_at.get_or_insert(it.at);
                }
            }
            EnquiriesEvent::SurveyOpened(it) => {
                self.surveys.entry(it.survey.clone()).or_insert_with(|| Survey::opened(it));
            }
            EnquiriesEvent::SurveyClosed(it) => {
                if let Some(survey) = self.surveys.get_mut(&it.survey) {
                    survey.closed_at.get_or_insert(it.at);
                }
            }
            EnquiriesEvent::SurveyAnswered(it) => {
                if let Some(survey) = self.surveys.get_mut(&it.survey) {
                    survey.answered(it);
                }
            }
            EnquiriesEvent::DraftNoted(it) => {
                let told = self.drafts.get(&it.person).and_then(|draft| draft.told);
                let recorded_by = it.recorded_by.clone();
                let draft = Draft { version: it.version, noted_at: it.at, recorded_by, told };
                self.drafts.insert(it.person.clone(), draft);
            }
            EnquiriesEvent::DraftDropped(it) => {
                self.drafts.remove(&it.person);
            }
            EnquiriesEvent::DraftChangeTold(it) => {
                if let Some(draft) = self.drafts.get_mut(&it.person) {
                    draft.told = Some(it.version);
                }
            }
        }
    }
}

/// How much of the enquiries of a service of `provider` `actor` reads.
///
/// The provider's officers and the data-protection officer read all of it; the regulator and auditors what names nobody; who
/// asked, their own; a clerk of another body, such as a contact centre, what they took in.
///
/// # Errors
/// [`Refusal::EnquiriesNotPermitted`] for anybody else.
pub fn readable(actor: &Actor, provider: &BodyId) -> Result<EnquiriesSeen, Refusal> {
    match actor.role {
        Role::DataProtection => Ok(EnquiriesSeen::Whole),
        Role::Regulator | Role::Auditor => Ok(EnquiriesSeen::WithoutPersons),
        Role::Applicant => Ok(EnquiriesSeen::Asked),
        _ if serves(actor, provider) => Ok(EnquiriesSeen::Whole),
        Role::Clerk if actor.body.is_some() => Ok(EnquiriesSeen::TakenIn),
        role => Err(Refusal::EnquiriesNotPermitted { role }),
    }
}

/// Whether this is an officer of the provider.
fn serves(actor: &Actor, provider: &BodyId) -> bool {
    actor.role.is_officer() && actor.body.as_ref() == Some(provider)
}

aggregate!(Enquiries, "Enquiries", EnquiriesEnvelope, EnquiriesEvent);
