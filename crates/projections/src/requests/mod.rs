//! The list of requests: a row for each, kept from the log, made again from it at any time.

mod check;
mod error;
mod filter;
mod fold;
mod mark;
mod parked;
mod question;
mod row;
mod run;
mod tables;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use serde::Serialize;
use talab_core::Reference;
use talab_store::view::ViewDb;
use talab_store::{EventLog, LogErrorKind};

pub use check::Mismatch;
pub use error::{Divergence, RequestsError};
pub use filter::{Filter, Order};
pub use parked::Parked;
pub use row::RequestRow;
use run::{PAGE, Run, all_parked};
use tables::{REQUESTS, VERSION, VIEW, tables};

/// How often a run begins again because another runner moved the view on, before it leaves the work to them.
const ATTEMPTS: usize = 16;

/// The list of requests in a view store.
///
/// Rows and the place in the log that they reflect are committed together. Several processes may keep one list: who
/// comes second begins again from where the first got to. An event that can't be read parks its own request;
/// the others flow.
#[derive(Clone, Debug)]
pub struct RequestsView {
    db: Arc<dyn ViewDb>,
    page: usize,
}

/// What a run through the log did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Progress {
    /// The position the list reflects now.
    pub position: u64,
    /// How many events were read.
    pub events: u64,
    /// How many rows were written.
    pub requests: u64,
}

/// A page of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Listing {
    /// The requests, in the order that was asked.
    pub requests: Vec<RequestRow>,
    /// For [`Filter::after`]: where the next page begins; none if this is the last.
    pub next: Option<String>,
    /// The position in the log that the list reflects at least.
    pub position: u64,
}

impl RequestsView {
    /// The list in this store, made empty if it isn't there.
    ///
    /// # Errors
    /// [`RequestsError::Failed`] as the store fails. A dropped future has made all or nothing.
    pub async fn open(db: Arc<dyn ViewDb>) -> Result<Self, RequestsError> {
        db.ensure(VIEW, VERSION, &tables()).await?;
        Ok(Self { db, page: PAGE })
    }

    /// The same list, taking in so many events with one commit rather than 512.
    #[must_use]
    pub fn page_size(mut self, events: usize) -> Self {
        self.page = events.max(1);
        self
    }

    /// Reads the log from where the list stands up to the head there is now.
    ///
    /// A dropped future leaves the list at its last commit.
    ///
    /// # Errors
    /// [`RequestsError::Diverged`] if the list followed another log than this one; [`RequestsError::Failed`] as the log
    /// or the store fails.
    pub async fn catch_up(&self, log: &dyn EventLog) -> Result<Progress, RequestsError> {
        for _ in 1..ATTEMPTS {
            match self.read_on(log).await {
                Err(error) if overtaken(&error) => {}
                done => return done,
            }
        }
        self.read_on(log).await
    }

    /// Empties the list and fills it again. Until it is done, the list is short of requests.
    ///
    /// A dropped future leaves a list that goes on filling with the next [`catch_up`](Self::catch_up).
    ///
    /// # Errors
    /// As for [`catch_up`](Self::catch_up).
    pub async fn rebuild(&self, log: &dyn EventLog) -> Result<Progress, RequestsError> {
        self.db.reset(VIEW).await?;
        self.catch_up(log).await
    }

    /// Tries every parked request again, as after an upgrade, and gives how many are free again.
    ///
    /// A dropped future has freed all of them or none.
    ///
    /// # Errors
    /// As for [`catch_up`](Self::catch_up).
    pub async fn retry(&self, log: &dyn EventLog) -> Result<usize, RequestsError> {
        for _ in 1..ATTEMPTS {
            match self.retry_once(log).await {
                Err(error) if overtaken(&error) => {}
                done => return done,
            }
        }
        self.retry_once(log).await
    }

    /// The requests that a filter lets through.
    ///
    /// # Errors
    /// [`RequestsError::Stale`] if the list does not reflect the position the filter demands;
    /// [`RequestsError::Token`] or [`RequestsError::Limit`] if the filter is malformed; [`RequestsError::Failed`] as the
    /// store fails.
    pub async fn list(&self, filter: &Filter) -> Result<Listing, RequestsError> {
        let queries = filter.queries()?;
        // Read before the rows, so that the rows reflect at least this.
        let position = self.position().await?;
        if let Some(asked) = filter.at_least.filter(|asked| *asked > position) {
            return Err(RequestsError::Stale { asked, at: position });
        }
        let (mut requests, mut more) = (Vec::new(), false);
        for query in queries {
            let page = self.db.page(REQUESTS, &query).await?;
            more |= page.next.is_some();
            for row in &page.rows {
                requests.push(RequestRow::from_row(row)?);
            }
        }
        filter.sort(&mut requests);
        more |= requests.len() > filter.limit;
        requests.truncate(filter.limit);
        let next = requests.last().filter(|_| more).map(|last| filter.token(last));
        let requests = requests.into_iter().map(|row| filter.shown(row)).collect();
        Ok(Listing { requests, next, position })
    }

    /// How many requests a filter lets through, whatever its page.
    ///
    /// # Errors
    /// As for [`list`](Self::list).
    pub async fn count(&self, filter: &Filter) -> Result<u64, RequestsError> {
        let mut count = 0;
        for query in filter.queries()? {
            count += self.db.count(REQUESTS, &query).await?;
        }
        Ok(count)
    }

    /// The row of one request, if the list has it.
    ///
    /// # Errors
    /// [`RequestsError::Failed`] as the store fails.
    pub async fn get(&self, reference: &Reference) -> Result<Option<RequestRow>, RequestsError> {
        let row = self.db.get(REQUESTS, &[reference.as_str().into()]).await?;
        Ok(row.map(|row| RequestRow::from_row(&row)).transpose()?)
    }

    /// The requests that wait behind an event this release can't read.
    ///
    /// # Errors
    /// [`RequestsError::Failed`] as the store fails.
    pub async fn parked(&self) -> Result<Vec<Parked>, RequestsError> {
        Ok(all_parked(&*self.db).await?)
    }

    /// The position in the log that the list reflects; 0 before its first commit.
    ///
    /// # Errors
    /// [`RequestsError::Failed`] as the store fails.
    pub async fn position(&self) -> Result<u64, RequestsError> {
        Ok(self.db.checkpoint(VIEW).await?.map_or(0, |checkpoint| checkpoint.position.get()))
    }

    async fn read_on(&self, log: &dyn EventLog) -> Result<Progress, RequestsError> {
        Run::begin(log, &self.db, self.page).await?.finish().await
    }

    async fn retry_once(&self, log: &dyn EventLog) -> Result<usize, RequestsError> {
        Run::begin(log, &self.db, self.page).await?.retry().await
    }
}

/// Whether another runner moved the list on meanwhile.
fn overtaken(error: &RequestsError) -> bool {
    matches!(error, RequestsError::Failed(error) if error.kind() == LogErrorKind::Conflict)
}
