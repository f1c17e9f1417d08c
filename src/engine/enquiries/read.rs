//! The doors to read: enquiries by what the reader may see, surveys that are open, and what they found.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use talab_core::enquiries::{
    Enquiries, EnquiriesEvent, EnquiriesSeen, EnquiryRecorded, EnquiryTopic, SurveyQuestion, readable,
};
use talab_core::{
    BodyId, Channel, PersonId, QuestionId, Refusal, Role, ServiceCode, SurveyId, Timestamp, results,
};
use talab_projections::Forms;
use talab_projections::measures::SurveyResults;
use talab_store::Version;

use crate::engine::Talab;
use crate::engine::acting::Acting;
use crate::engine::change::known;
use crate::engine::record::{self, ENQUIRIES};
use crate::error::{Error, ErrorKind, NotDone};

/// How many streams are looked through at once.
const STREAMS: usize = 100;

/// An enquiry on a service as somebody may read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct EnquiryRead {
    /// Which enquiry of the service, counted from 1.
    pub number: u32,
    /// When it was recorded.
    pub at: Timestamp,
    /// How it came in.
    pub channel: Channel,
    /// What it is about.
    pub topic: EnquiryTopic,
    /// Who took it in, for officers and the data-protection officer.
    pub recorded_by: Option<PersonId>,
    /// Who asked, if they said so, for those who may read words that name people.
    pub asked_by: Option<PersonId>,
    /// What was asked, for the same.
    pub text: Option<String>,
    /// When it was answered.
    pub answered_at: Option<Timestamp>,
    /// What was answered, for those who read the question.
    pub answer: Option<String>,
}

/// A survey that takes answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SurveyRead {
    /// What it is known by, among those of the service.
    pub survey: SurveyId,
    /// What it asks.
    pub questions: Vec<SurveyQuestion>,
    /// Until when, if it has an end.
    pub until: Option<Timestamp>,
}

/// What one person said around one service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SaidAround {
    /// The service.
    pub service: ServiceCode,
    /// What they asked, with the answers.
    pub enquiries: Vec<EnquiryRead>,
    /// How they answered surveys.
    pub surveys: Vec<SurveyAnswerRead>,
}

/// How one person answered a survey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SurveyAnswerRead {
    /// Which survey of the service.
    pub survey: SurveyId,
    /// When.
    pub at: Timestamp,
    /// How they rated what.
    pub ratings: BTreeMap<QuestionId, u8>,
    /// What they said besides.
    pub text: Option<String>,
}

impl Acting<'_> {
    /// What was asked of a service without a request, in that order (JO-2a). Its provider's officers and the data-protection
    /// officer read all of it; the regulator and auditors number, topic, way and times; who asked, their own with the answers;
    /// a clerk of another body, such as a contact centre, what they took in.
    ///
    /// A dropped future has no effect.
    ///
    /// # Errors
    /// [`Refusal::UnknownService`] for a service that there never was, [`Refusal::EnquiriesNotPermitted`] for anybody else. A
    /// failure if the log can't be read.
    pub async fn enquiries(self, service: &ServiceCode) -> Result<Vec<EnquiryRead>, NotDone> {
        let seen = readable(self.actor, &self.provider(service).await?)?;
        let events = self.talab.said_around(service).await?;
        Ok(enquiries(&events, seen, &self.actor.person))
    }

    /// The surveys on a service that take answers now; anybody may read what they ask.
    ///
    /// A dropped future has no effect.
    ///
    /// # Errors
    /// If the log can't be read.
    pub async fn surveys(self, service: &ServiceCode) -> Result<Vec<SurveyRead>, Error> {
        let held = self.talab.enquiries(service).await?;
        let now = self.talab.now();
        let open = held.surveys().filter(|(_, survey)| survey.is_open(now));
        let read = open.map(|(id, survey)| SurveyRead {
            survey: id.clone(),
            questions: survey.questions.clone(),
            until: survey.until,
        });
        Ok(read.collect())
    }

    /// What a survey found so far, of nobody in particular (N4-2): for the regulator, auditors and the provider's officers.
    ///
    /// A dropped future has no effect.
    ///
    /// # Errors
    /// [`Refusal::UnknownService`] and [`Refusal::SurveyUnknown`] if there is no such thing, [`Refusal::ResultsNotPermitted`] for
    /// anybody else. A failure if the log can't be read.
    pub async fn survey_results(
        self,
        service: &ServiceCode,
        survey: &SurveyId,
    ) -> Result<SurveyResults, NotDone> {
        results::readable(self.actor, Some(&self.provider(service).await?))?;
        let held = self.talab.enquiries(service).await?;
        let unknown = || Refusal::SurveyUnknown { survey: survey.to_string() };
        Ok(SurveyResults::of(survey, held.survey(survey).ok_or_else(unknown)?))
    }

    /// What people wrote in a survey besides their ratings: for the provider's officers and the data-protection officer, since
    /// free text may name people. In the order of the words, so that it doesn't tell who wrote what.
    ///
    /// A dropped future has no effect.
    ///
    /// # Errors
    /// As for [`Acting::survey_results`], with [`Refusal::EnquiriesNotPermitted`] for anybody else.
    pub async fn survey_remarks(
        self,
        service: &ServiceCode,
        survey: &SurveyId,
    ) -> Result<Vec<String>, NotDone> {
        if readable(self.actor, &self.provider(service).await?)? != EnquiriesSeen::Whole {
            return Err(Refusal::EnquiriesNotPermitted { role: self.actor.role }.into());
        }
        let held = self.talab.enquiries(service).await?;
        held.survey(survey).ok_or_else(|| Refusal::SurveyUnknown { survey: survey.to_string() })?;
        let events = self.talab.said_around(service).await?;
        let mut remarks: Vec<_> = events.iter().filter_map(|event| remark(event, survey)).cloned().collect();
        remarks.sort_unstable();
        Ok(remarks)
    }

    /// Everything that is held of what a person asked and answered around services without a request (LY-6.2): for themselves, or
    /// for the data-protection officer on their behalf. What is held about their requests, [`Acting::disclose_all`] gives.
    ///
    /// Reading appends nothing; a dropped future has no effect.
    ///
    /// # Errors
    /// [`Refusal::EnquiriesNotPermitted`] for anybody else. A failure if the log can't be read.
    pub async fn said_around_services(self, person: &PersonId) -> Result<Vec<SaidAround>, NotDone> {
        let own = self.actor.role == Role::Applicant && self.actor.person == *person;
        if !own && self.actor.role != Role::DataProtection {
            return Err(Refusal::EnquiriesNotPermitted { role: self.actor.role }.into());
        }
        let (mut said, mut after) = (Vec::new(), None::<String>);
        loop {
            let streams = self.talab.log.streams(ENQUIRIES, after.as_deref(), STREAMS).await?;
            let last = streams.len() < STREAMS;
            for (stream, _) in streams {
                let service = ServiceCode::new(stream.id()).map_err(|error| {
                    Error::new(ErrorKind::Undecodable, "a stream around a service has no code").because(error)
                })?;
                said.extend(said_by(person, service, self.talab).await?);
                after = Some(stream.id().to_owned());
            }
            if last {
                return Ok(said);
            }
        }
    }

    /// The provider of a service that the directory has.
    async fn provider(self, service: &ServiceCode) -> Result<BodyId, NotDone> {
        let (held, _, _) = self.talab.directory.service(&self.talab.log, service).await?;
        let unknown = || Refusal::UnknownService { service: service.to_string() };
        Ok(known(&held).ok_or_else(unknown)?.provider)
    }
}

impl Talab {
    /// What is asked and said around a service, as its stream now tells it; empty if nothing is.
    async fn enquiries(&self, service: &ServiceCode) -> Result<Arc<Enquiries>, Error> {
        Ok(self.directory.read_on::<Enquiries>(&self.log, service).await?.0)
    }

    /// The same as events, with what was said.
    async fn said_around(&self, service: &ServiceCode) -> Result<Vec<EnquiriesEvent>, Error> {
        let stream = record::stream(ENQUIRIES, service.as_str())?;
        let recorded = self.log.read_stream(&stream, Version::new(1)).await?;
        let events: Result<_, _> = recorded.iter().map(|event| Forms::ours().decode(event)).collect();
        events.map_err(record::undecodable)
    }
}

/// What a person said around this service, if they did.
async fn said_by(
    person: &PersonId,
    service: ServiceCode,
    talab: &Talab,
) -> Result<Option<SaidAround>, Error> {
    let events = talab.said_around(&service).await?;
    let surveys: Vec<_> = events.iter().filter_map(|event| survey_answer(event, person)).collect();
    let enquiries = enquiries(&events, EnquiriesSeen::Asked, person);
    let any = !surveys.is_empty() || !enquiries.is_empty();
    Ok(any.then_some(SaidAround { service, enquiries, surveys }))
}

fn survey_answer(event: &EnquiriesEvent, person: &PersonId) -> Option<SurveyAnswerRead> {
    let EnquiriesEvent::SurveyAnswered(it) = event else { return None };
    (it.person == *person).then(|| SurveyAnswerRead {
        survey: it.survey.clone(),
        at: it.at,
        ratings: it.ratings.clone(),
        text: it.text.as_ref().and_then(|text| text.get()).cloned(),
    })
}

fn remark<'a>(event: &'a EnquiriesEvent, survey: &SurveyId) -> Option<&'a String> {
    let EnquiriesEvent::SurveyAnswered(it) = event else { return None };
    it.text.as_ref().filter(|_| it.survey == *survey)?.get()
}

/// The enquiries among the events, as far as `person` sees them.
fn enquiries(events: &[EnquiriesEvent], seen: EnquiriesSeen, person: &PersonId) -> Vec<EnquiryRead> {
    let mut read: BTreeMap<u32, EnquiryRead> = BTreeMap::new();
    for event in events {
        match event {
            EnquiriesEvent::EnquiryRecorded(it) if sees(seen, person, it) => {
                read.insert(it.number, asked(it, seen));
            }
            EnquiriesEvent::EnquiryAnswered(it) => {
                if let Some(enquiry) = read.get_mut(&it.number) {
                    enquiry.answered_at = Some(it.at);
                    enquiry.answer = it.text.get().cloned().filter(|_| with_words(seen));
                }
            }
            _ => {}
        }
    }
    read.into_values().collect()
}

fn sees(seen: EnquiriesSeen, person: &PersonId, it: &EnquiryRecorded) -> bool {
    match seen {
        EnquiriesSeen::Whole | EnquiriesSeen::WithoutPersons => true,
        EnquiriesSeen::Asked => it.asked_by.as_ref() == Some(person),
        EnquiriesSeen::TakenIn => it.recorded_by == *person,
    }
}

fn with_words(seen: EnquiriesSeen) -> bool {
    seen != EnquiriesSeen::WithoutPersons
}

fn asked(it: &EnquiryRecorded, seen: EnquiriesSeen) -> EnquiryRead {
    // Whose hands it went through is no concern of who asked.
    let hands = matches!(seen, EnquiriesSeen::Whole | EnquiriesSeen::TakenIn);
    EnquiryRead {
        number: it.number,
        at: it.at,
        channel: it.channel,
        topic: it.topic,
        recorded_by: hands.then(|| it.recorded_by.clone()),
        asked_by: it.asked_by.clone().filter(|_| with_words(seen)),
        text: it.text.as_ref().and_then(|text| text.get()).cloned().filter(|_| with_words(seen)),
        answered_at: None,
        answer: None,
    }
}
