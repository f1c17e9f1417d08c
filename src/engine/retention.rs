//! Which requests have been kept as long as they must be: for who redacts them, and for who supervises that (LY-21.2).

use std::sync::Arc;

use talab_core::calendar::Calendar;
use talab_core::request::rights::{kept, past_term_readable};
use talab_core::rulebook::Rulebook;
use talab_core::{Actor, BodyId, Reference, ServiceCode, Stage, Timestamp};
use talab_projections::{Filter, RequestRow, RetentionStatus};

use super::Talab;
use super::acting::Acting;
use crate::error::{Error, ErrorKind, NotDone};

/// Requests looked at for one page.
const PAGE: usize = 100;

/// A request that needs to be kept no longer.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PastTerm {
    /// What it is called.
    pub reference: Reference,
    /// The service it asked for.
    pub service: ServiceCode,
    /// The body that provides the service.
    pub provider: BodyId,
    /// When it ended, until when it had to be kept, and under which version of which rule.
    pub retention: RetentionStatus,
    /// Whether an order holds it all the same, so that nothing of it is redacted meanwhile.
    pub held: bool,
    /// Whether anything of it was redacted by now.
    pub redacted: bool,
}

/// Some of the requests that need to be kept no longer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PastTermPage {
    /// The requests, by reference; there may be none though more follow.
    pub requests: Vec<PastTerm>,
    /// Where the next page begins; nothing if this is the last.
    pub next: Option<String>,
}

impl Acting<'_> {
    /// The ended requests whose term is over by the rules of retention in force now, so that they can be redacted: a
    /// supervisor's own provider's; all of them for the data-protection officer, the regulator and auditors. `after` is the
    /// `next` of the page before. Each page looks at up to 100 ended requests and gives those of them whose term is over.
    ///
    /// A dropped future has no effect but that the read may be noted.
    ///
    /// # Errors
    /// [`Refusal::RetentionNotPermitted`](talab_core::Refusal::RetentionNotPermitted) for anybody else. A failure if the log or the
    /// views can't be read, `after` is no `next`, or the read can't be noted where reading is logged.
    pub async fn past_term(self, after: Option<&str>) -> Result<PastTermPage, NotDone> {
        past_term_readable(self.actor)?;
        let talab = self.talab;
        let mut filter = Filter::new().stage(Stage::Concluded).stage(Stage::Closed).limit(PAGE);
        filter.after = after.map(str::to_owned);
        let listing = talab.all_requests(&filter.seen_by(self.actor)).await?;
        let (rulebook, _, _) = talab.directory.rulebook(&talab.log).await?;
        let set = (&*rulebook, talab.now());
        let (mut page, mut given) = (PastTermPage::default(), Vec::new());
        for row in listing.requests {
            if let Some(found) = talab.past_term(self.actor, &row, set).await? {
                page.requests.push(found);
                given.push(row);
            }
        }
        page.next = listing.next;
        talab.note_list(self, vec!["retention=over".to_owned()], &given).await?;
        Ok(page)
    }
}

impl Talab {
    /// The request of a row, if its term is over; nobody reads here what is internal about a request of their own.
    async fn past_term(
        &self,
        actor: &Actor,
        row: &RequestRow,
        (rulebook, now): (&Rulebook, Timestamp),
    ) -> Result<Option<PastTerm>, Error> {
        // Most hosts set one rule or none: what has none is not even read.
        if rulebook.retention(&row.service, now).is_none() {
            return Ok(None);
        }
        let calendar = self.calendar_of(row).await?;
        let request = self.request(&row.reference).await?.state;
        let over = kept(&request, &calendar, rulebook, now).filter(|kept| kept.over);
        let over = over.filter(|_| request.shows_internal_to(actor));
        Ok(over.map(|kept| PastTerm {
            reference: row.reference.clone(),
            service: row.service.clone(),
            provider: row.provider.clone(),
            retention: kept.into(),
            held: request.legal_holds().next().is_some(),
            redacted: request.redacted().next().is_some(),
        }))
    }

    async fn calendar_of(&self, row: &RequestRow) -> Result<Arc<Calendar>, Error> {
        let lost = |what: &str| {
            Error::new(ErrorKind::Undecodable, format!("the {what} of {} is not in this log", row.reference))
        };
        let (service, _, _) = self.directory.service(&self.log, &row.service).await?;
        let definition = service.definition(row.service_version);
        let definition = definition.ok_or_else(|| lost("service definition"))?;
        let (almanac, _, _) = self.directory.almanac(&self.log, &definition.calendar).await?;
        almanac.calendar().cloned().ok_or_else(|| lost("calendar"))
    }
}
