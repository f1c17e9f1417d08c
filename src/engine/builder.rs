//! Opening an engine.

use std::sync::Arc;

use talab_projections::RequestsView;
use talab_store::snapshot::Snapshots;
use talab_store::view::{MemoryViewDb, ViewDb};
use talab_store::{EventLog, LogClock};
use time::OffsetDateTime;
use tokio::sync::Mutex;

use super::directory::Directory;
use super::load::Requests;
use super::place::Place;
use super::{Talab, Views};
use crate::error::{Error, ErrorKind};
use crate::ports::{Clock, IdSource, IdentityVerifier, RandomIds, SystemClock};

/// What an engine is opened with; every port has a default but identity.
#[derive(Debug)]
#[must_use]
pub struct Builder {
    url: String,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdSource>,
    identity: Option<Arc<dyn IdentityVerifier>>,
    snapshot_every: Option<u64>,
    snapshot_sample: Option<u64>,
    reads_logged: bool,
}

/// The log stamps what it records by the engine's own clock.
#[derive(Debug)]
struct Stamp(Arc<dyn Clock>);

impl LogClock for Stamp {
    fn now(&self) -> OffsetDateTime {
        self.0.now().get()
    }
}

impl Builder {
    pub(super) fn new(url: String) -> Self {
        Self {
            url,
            clock: Arc::new(SystemClock),
            ids: Arc::new(RandomIds),
            identity: None,
            snapshot_every: None,
            snapshot_sample: None,
            reads_logged: false,
        }
    }

    /// Another clock.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Another source of references, numbers and codes.
    pub fn ids(mut self, ids: impl IdSource + 'static) -> Self {
        self.ids = Arc::new(ids);
        self
    }

    /// Who confirms applicants; without one, submissions are refused.
    pub fn identity(mut self, identity: impl IdentityVerifier + 'static) -> Self {
        self.identity = Some(Arc::new(identity));
        self
    }

    /// After how many events of one request its state is kept beside the views, to be loaded from there; `u64::MAX` for
    /// never. Most requests never have as many as the default.
    pub fn snapshots(mut self, every: u64) -> Self {
        self.snapshot_every = Some(every);
        self
    }

    /// Of how many loads through a snapshot one is held against the whole stream.
    pub fn snapshot_sample(mut self, loads: u64) -> Self {
        self.snapshot_sample = Some(loads);
        self
    }

    /// Has reading logged (LY-21.1): who reads a request of somebody else, in which role, for which body, what, for what and when,
    /// in the access stream beside refused commands. The status, the trail, the notices, lists and who read them are meant;
    /// what is given under LY-6.2 is recorded on the request itself, whatever is said here. Without this, reading leaves no trace.
    ///
    /// It is one append before anything is given, and a read that can't be noted fails: on a log that is open for reading only,
    /// every read of another's request does.
    pub fn log_reads(mut self) -> Self {
        self.reads_logged = true;
        self
    }

    /// Opens the log, making a new one where there is none, and starts its one writer.
    ///
    /// A dropped future may leave a new, empty log.
    ///
    /// # Errors
    /// If the address is not one of a backend, or the log can't be opened; an older format is not migrated silently.
    pub async fn open(self) -> Result<Talab, Error> {
        let stamp = Arc::new(Stamp(Arc::clone(&self.clock)));
        let (log, db) = Place::parse(&self.url)?.open(stamp).await?;
        self.build(log, db).await
    }

    /// Opens an existing log for reading: nothing is written, beside it neither, so a copy on a read-only disk will do.
    ///
    /// A dropped future has no effect.
    ///
    /// # Errors
    /// If there is no such log, or it can't be read.
    pub async fn open_read_only(self) -> Result<Talab, Error> {
        let (log, db) = Place::parse(&self.url)?.open_read_only().await?;
        self.build(log, db).await
    }

    /// Builds an engine over a log that is already open, such as a host's own or a faulty one in a test.
    ///
    /// A dropped future has no effect.
    ///
    /// # Errors
    /// If the log can't be read.
    pub async fn over(self, log: Arc<dyn EventLog>) -> Result<Talab, Error> {
        self.build(log, Arc::new(MemoryViewDb::new())).await
    }

    async fn build(self, log: Arc<dyn EventLog>, db: Arc<dyn ViewDb>) -> Result<Talab, Error> {
        let snapshots = Snapshots::open(Arc::clone(&db)).await.map_err(|error| {
            Error::new(ErrorKind::Unavailable, "the snapshots beside the log can't be opened").because(error)
        })?;
        let snapshots = match self.snapshot_every {
            Some(events) => snapshots.every(events),
            None => snapshots,
        };
        let snapshots = match self.snapshot_sample {
            Some(loads) => snapshots.sample(loads),
            None => snapshots,
        };
        let requests = RequestsView::open(db).await.map_err(|error| {
            Error::new(ErrorKind::Unavailable, "the view of requests can't be opened").because(error)
        })?;
        let views = Views { requests, catching_up: Mutex::new(()), snapshots, fold: Requests::new()? };
        Ok(Talab {
            log,
            clock: self.clock,
            ids: self.ids,
            identity: self.identity,
            directory: Arc::new(Directory::default()),
            views: Arc::new(views),
            reads_logged: self.reads_logged,
        })
    }
}
