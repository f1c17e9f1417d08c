//! What is asked and said around a service beside its requests: recorded, answered, surveyed.

mod drafts;
mod lanes;
mod read;
mod said;
mod surveys;

use talab_core::enquiries::{
    self, Enquiries, EnquiriesCommand, EnquiriesEnvelope, EnquiriesEvent, RecordEnquiry,
};
use talab_core::{CommandId, Refusal, ServiceCode};
use talab_projections::Forms;
use talab_store::Position;

use super::acting::Acting;
use super::directory::{Act, Directory, Entry, Shelf};
use super::record::{self, ENQUIRIES};
use crate::error::{Error, ErrorKind, NotDone};

pub(super) use lanes::Lanes;
pub use read::EnquiryRead;
pub use said::{SaidAround, SurveyAnswerRead};
pub use surveys::SurveyRead;

impl Acting<'_> {
    /// Gives a command around a service: record an enquiry or answer it (JO-2a); open a survey, answer or close it (N4-2); note
    /// a draft, forget it, or record that its author was told of a change (SA-10).
    /// Nothing of it is on the service's own stream. The position of what came of it is returned.
    ///
    /// Dropped before the append, nothing happened; during it, send the same command again under the same id.
    ///
    /// # Errors
    /// [`NotDone::Refused`] if a rule says no, such as `enquiry_answered` for a second answer.
    pub async fn change_enquiries(
        self,
        service: &ServiceCode,
        command: EnquiriesCommand,
        id: CommandId,
    ) -> Result<u64, NotDone> {
        let _turn = self.talab.directory.lanes.enter(service).await;
        self.change::<Enquiries>(service, command, id).await
    }

    /// Records an enquiry, and gives the number that it has on the service; sent again, the same one.
    ///
    /// Dropped before the append, nothing happened; during it, send the same command again under the same id.
    ///
    /// # Errors
    /// As for [`Acting::change_enquiries`].
    pub async fn record_enquiry(
        self,
        service: &ServiceCode,
        enquiry: RecordEnquiry,
        id: CommandId,
    ) -> Result<u32, NotDone> {
        let command = EnquiriesCommand::RecordEnquiry(enquiry);
        let position = self.change_enquiries(service, command, id).await?;
        let before = Position::new(position.saturating_sub(1));
        for recorded in self.talab.log.read_all(before, 1).await? {
            let event: EnquiriesEvent = Forms::ours().decode(&recorded).map_err(record::undecodable)?;
            if let EnquiriesEvent::EnquiryRecorded(it) = event {
                return Ok(it.number);
            }
        }
        let what = "an enquiry is not in the log where it was appended";
        Err(Error::new(ErrorKind::Undecodable, what).into())
    }
}

impl Entry for Enquiries {
    const KIND: &'static str = ENQUIRIES;
    type Id = ServiceCode;
    type Command = EnquiriesCommand;
    type Event = EnquiriesEvent;

    fn shelf(directory: &Directory) -> &Shelf<Self> {
        &directory.enquiries
    }

    fn fold(&mut self, event: &EnquiriesEvent) {
        self.evolve(event);
    }

    fn name(command: &EnquiriesCommand) -> &'static str {
        command.name()
    }

    fn decide(&self, id: &ServiceCode, act: Act<EnquiriesCommand>) -> Result<Vec<EnquiriesEvent>, Refusal> {
        let Act { by, id: known_by, at, known, command, .. } = act;
        let envelope = EnquiriesEnvelope { service: id.clone(), by, id: known_by, at, known, command };
        enquiries::decide(self, &envelope)
    }

    fn record(command: &EnquiriesCommand) -> Result<serde_json::Value, serde_json::Error> {
        command.record()
    }

    fn about(id: &ServiceCode) -> Option<&ServiceCode> {
        Some(id)
    }

    fn for_person(events: &[EnquiriesEvent]) -> Option<String> {
        let person = events.iter().find_map(|event| match event {
            EnquiriesEvent::EnquiryRecorded(it) => it.asked_by.as_ref(),
            EnquiriesEvent::SurveyAnswered(it) => Some(&it.person),
            EnquiriesEvent::DraftNoted(it) => Some(&it.person),
            EnquiriesEvent::DraftDropped(it) => Some(&it.person),
            EnquiriesEvent::DraftChangeTold(it) => Some(&it.person),
            _ => None,
        });
        person.map(ToString::to_string)
    }
}
