//! The doors to surveys: those that are open, what they found, and what was written in them.

use std::sync::Arc;

use serde::Serialize;
use talab_core::enquiries::{Enquiries, EnquiriesEvent, EnquiriesSeen, SurveyQuestion, readable};
use talab_core::{Refusal, ServiceCode, SurveyId, Timestamp, results};
use talab_projections::measures::SurveyResults;

use crate::engine::Talab;
use crate::engine::acting::Acting;
use crate::error::{Error, NotDone};

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

impl Acting<'_> {
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
}

impl Talab {
    /// What is asked and said around a service, as its stream now tells it; empty if nothing is.
    pub(super) async fn enquiries(&self, service: &ServiceCode) -> Result<Arc<Enquiries>, Error> {
        Ok(self.directory.read_on::<Enquiries>(&self.log, service).await?.0)
    }
}

fn remark<'a>(event: &'a EnquiriesEvent, survey: &SurveyId) -> Option<&'a String> {
    let EnquiriesEvent::SurveyAnswered(it) = event else { return None };
    it.text.as_ref().filter(|_| it.survey == *survey)?.get()
}
