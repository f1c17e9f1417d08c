//! The door to drafts: whose authors are to be told of a change, and what (SA-10).

use talab_core::enquiries::{Draft, DraftsSeen, drafts_readable};
use talab_core::{Refusal, ServiceCode};
use talab_projections::{ChangeNotice, change_notice};

use crate::engine::acting::Acting;
use crate::error::NotDone;

impl Acting<'_> {
    /// Whom to tell of the version of a service last published, and in which words: the authors of drafts by older ones that were not
    /// told yet (SA-10). Who sends the notices, the provider's officers and the data-protection officer read all; people their own.
    /// That somebody was told, the gateway records with
    /// [`RecordChangeTold`](talab_core::enquiries::RecordChangeTold).
    ///
    /// A dropped future has no effect.
    ///
    /// # Errors
    /// [`Refusal::UnknownService`] for a service that there never was, [`Refusal::EnquiriesNotPermitted`] for anybody else. A
    /// failure if the log can't be read.
    pub async fn changes_to_tell(self, service: &ServiceCode) -> Result<Vec<ChangeNotice>, NotDone> {
        let seen = drafts_readable(self.actor, &self.provider(service).await?)?;
        let (held, _, _) = self.talab.directory.service(&self.talab.log, service).await?;
        let Some(published) = held.current() else { return Ok(Vec::new()) };
        let Some(definition) = held.definition(published) else { return Ok(Vec::new()) };
        let (almanac, _, _) = self.talab.directory.almanac(&self.talab.log, &definition.calendar).await?;
        let calendar = almanac.calendar().ok_or(Refusal::CalendarUnknown)?;
        let around = self.talab.enquiries(service).await?;
        let shown = around
            .concerned_by(published)
            .filter(|(person, _)| seen == DraftsSeen::All || **person == self.actor.person);
        let (now, day) = (self.talab.now(), |instant| calendar.zone().local_date(instant));
        let notice = |(person, draft): (_, &Draft)| change_notice(&held, (person, draft.version), now, day);
        Ok(shown.filter_map(notice).collect())
    }
}
