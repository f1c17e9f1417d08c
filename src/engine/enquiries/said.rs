//! The door to what one person asked and answered around services (LY-6.2).

use std::collections::BTreeMap;

use serde::Serialize;
use talab_core::enquiries::{EnquiriesEvent, EnquiriesSeen};
use talab_core::{PersonId, QuestionId, Refusal, Role, ServiceCode, SurveyId, Timestamp};

use super::read::{EnquiryRead, enquiries};
use crate::engine::Talab;
use crate::engine::acting::Acting;
use crate::engine::record::ENQUIRIES;
use crate::error::{Error, ErrorKind, NotDone};

/// How many streams are looked through at once.
const STREAMS: usize = 100;

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
    /// The version whose forms they are known to fill in.
    pub draft: Option<u32>,
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
    /// Everything that is held of what a person asked and answered around services without a request, and of their drafts (LY-6.2): for themselves, or
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
    let draft = talab.enquiries(&service).await?.draft(person).map(|draft| draft.version);
    let any = !surveys.is_empty() || !enquiries.is_empty() || draft.is_some();
    Ok(any.then_some(SaidAround { service, enquiries, surveys, draft }))
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
