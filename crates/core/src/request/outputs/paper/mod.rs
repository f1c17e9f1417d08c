//! Paper copies: by post or collected by appointment, a duty of its own beside the electronic delivery (LY-18.5).

mod command;
mod decide;
mod event;

use serde::{Deserialize, Serialize};

use crate::ids::BodyId;
use crate::instant::Timestamp;
use crate::named::named_enum;
use crate::text::Words;

pub use command::{
    Appointment, LapsePaperCopy, RecordCollected, RecordCollectionMissed, RecordPaperDispatched,
    RecordPaperReturned, RequestPaperCopy, ScheduleCollection,
};
pub(in crate::request) use decide::{collected, dispatched, lapse, missed, request, returned, schedule};
pub use event::{
    CollectionMissed, CollectionScheduled, OutputCollected, PaperCopyDispatched, PaperCopyLapsed,
    PaperCopyRequested, PaperCopyReturned,
};

fn standing_words(name: &str) -> Option<Words> {
    Some(match name {
        "ToBeSent" => Words { ar: "بانتظار الإرسال بالبريد", en: "to be sent by post" },
        "Dispatched" => Words { ar: "أُرسلت بالبريد", en: "sent by post" },
        "Returned" => Words { ar: "أعادها البريد", en: "brought back by the post" },
        "Scheduled" => {
            Words { ar: "حُدِّد موعد لاستلامها", en: "to be collected by appointment" }
        }
        "Missed" => Words { ar: "فات موعد استلامها", en: "not collected at the appointment" },
        "Collected" => Words { ar: "سُلِّمت شخصياً", en: "collected in person" },
        "Lapsed" => Words {
            ar: "انتهت مدة حفظها دون استلام",
            en: "no longer kept, not having been collected",
        },
        _ => return None,
    })
}

named_enum! {
    /// Where a paper copy stands.
    pub enum PaperStanding, words = standing_words, {
        /// To be handed to the post.
        ToBeSent = "to_be_sent",
        /// With the post, or there.
        Dispatched = "dispatched",
        /// Brought back by the post.
        Returned = "returned",
        /// To be collected at an appointment.
        Scheduled = "scheduled",
        /// Not collected at the appointment.
        Missed = "missed",
        /// Collected.
        Collected = "collected",
        /// No longer kept.
        Lapsed = "lapsed",
    }
}

/// What is known of the paper copy of an output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PaperCopy {
    /// Where it stands.
    pub standing: PaperStanding,
    /// Since when.
    pub since: Timestamp,
    /// The appointment made last.
    pub appointment: Option<Appointment>,
    /// The post's number for it, if it was sent.
    pub tracking: Option<String>,
    /// How many appointments were missed.
    pub missed: u32,
    /// The body that hands it out, where it is not the provider.
    #[serde(default)]
    pub keeper: Option<BodyId>,
}

impl PaperCopy {
    /// Whether the duty of a paper copy is still open.
    pub const fn is_open(&self) -> bool {
        !matches!(self.standing, PaperStanding::Dispatched | PaperStanding::Collected | PaperStanding::Lapsed)
    }

    /// Whether it is with this body to be handed out, or was handed out there.
    pub(crate) fn is_kept_by(&self, body: &BodyId) -> bool {
        let there = [PaperStanding::Scheduled, PaperStanding::Missed, PaperStanding::Collected];
        self.keeper.as_ref() == Some(body) && there.contains(&self.standing)
    }

    /// A copy that was asked for, by post.
    fn asked(at: Timestamp) -> Self {
        let standing = PaperStanding::ToBeSent;
        Self { standing, since: at, appointment: None, tracking: None, missed: 0, keeper: None }
    }

    fn now(&mut self, standing: PaperStanding, at: Timestamp) {
        (self.standing, self.since) = (standing, at);
    }
}

/// The fold of the paper copies of one request's outputs.
impl super::Outputs {
    pub(in crate::request) fn paper_requested(&mut self, event: &PaperCopyRequested) {
        let missed = self.papers.get(&event.output).map_or(0, |copy| copy.missed);
        self.papers.insert(event.output.clone(), PaperCopy { missed, ..PaperCopy::asked(event.at) });
    }

    pub(in crate::request) fn paper_dispatched(&mut self, event: &PaperCopyDispatched) {
        if let Some(copy) = self.papers.get_mut(&event.output) {
            copy.now(PaperStanding::Dispatched, event.at);
            copy.tracking = Some(event.tracking.clone());
        }
    }

    pub(in crate::request) fn paper_returned(&mut self, event: &PaperCopyReturned) {
        if let Some(copy) = self.papers.get_mut(&event.output) {
            copy.now(PaperStanding::Returned, event.at);
        }
    }

    pub(in crate::request) fn collection_scheduled(&mut self, event: &CollectionScheduled) {
        if let Some(copy) = self.papers.get_mut(&event.output) {
            copy.now(PaperStanding::Scheduled, event.at);
            copy.appointment = Some(event.appointment.clone());
            copy.keeper.clone_from(&event.keeper);
        }
    }

    pub(in crate::request) fn collected(&mut self, event: &OutputCollected) {
        if let Some(copy) = self.papers.get_mut(&event.output) {
            copy.now(PaperStanding::Collected, event.at);
        }
    }

    pub(in crate::request) fn collection_missed(&mut self, event: &CollectionMissed) {
        if let Some(copy) = self.papers.get_mut(&event.output) {
            copy.now(PaperStanding::Missed, event.at);
            copy.missed = event.times;
        }
    }

    pub(in crate::request) fn paper_lapsed(&mut self, event: &PaperCopyLapsed) {
        if let Some(copy) = self.papers.get_mut(&event.output) {
            copy.now(PaperStanding::Lapsed, event.at);
        }
    }
}
