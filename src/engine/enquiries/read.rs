//! The door to enquiries: each reader finds what they may see.

use std::collections::BTreeMap;

use serde::Serialize;
use talab_core::enquiries::{EnquiriesEvent, EnquiriesSeen, EnquiryRecorded, EnquiryTopic, readable};
use talab_core::{BodyId, Channel, PersonId, Refusal, ServiceCode, Timestamp};
use talab_projections::Forms;
use talab_store::Version;

use crate::engine::Talab;
use crate::engine::acting::Acting;
use crate::engine::change::known;
use crate::engine::record::{self, ENQUIRIES};
use crate::error::{Error, NotDone};

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

    /// The provider of a service that the directory has.
    pub(super) async fn provider(self, service: &ServiceCode) -> Result<BodyId, NotDone> {
        let (held, _, _) = self.talab.directory.service(&self.talab.log, service).await?;
        let unknown = || Refusal::UnknownService { service: service.to_string() };
        Ok(known(&held).ok_or_else(unknown)?.provider)
    }
}

impl Talab {
    /// What is asked and said around a service as events, with the words.
    pub(super) async fn said_around(&self, service: &ServiceCode) -> Result<Vec<EnquiriesEvent>, Error> {
        let stream = record::stream(ENQUIRIES, service.as_str())?;
        let recorded = self.log.read_stream(&stream, Version::new(1)).await?;
        let events: Result<_, _> = recorded.iter().map(|event| Forms::ours().decode(event)).collect();
        events.map_err(record::undecodable)
    }
}

/// The enquiries among the events, as far as `person` sees them.
pub(super) fn enquiries(
    events: &[EnquiriesEvent],
    seen: EnquiriesSeen,
    person: &PersonId,
) -> Vec<EnquiryRead> {
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
