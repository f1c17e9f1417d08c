//! Opening an engine.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use talab_projections::RequestsView;
use talab_store::view::{MemoryViewDb, ViewDb};
use talab_store::{EventLog, LogClock, MemoryLog};
use time::OffsetDateTime;
use tokio::sync::Mutex;

use super::directory::Directory;
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
}

/// The log stamps what it records by the engine's own clock.
#[derive(Debug)]
struct Stamp(Arc<dyn Clock>);

impl LogClock for Stamp {
    fn now(&self) -> OffsetDateTime {
        self.0.now().get()
    }
}

/// Where a log lives.
enum Place {
    Memory,
    Sqlite(PathBuf),
}

impl Builder {
    pub(super) fn new(url: String) -> Self {
        Self { url, clock: Arc::new(SystemClock), ids: Arc::new(RandomIds), identity: None }
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

    /// Opens the log, making a new one where there is none, and starts its one writer.
    ///
    /// A dropped future may leave a new, empty log.
    ///
    /// # Errors
    /// If the address is not one of a backend, or the log can't be opened; an older format is not migrated silently.
    pub async fn open(self) -> Result<Talab, Error> {
        let stamp = Arc::new(Stamp(Arc::clone(&self.clock)));
        match self.place()? {
            Place::Memory => {
                let log: Arc<dyn EventLog> = Arc::new(MemoryLog::with_clock(stamp)?);
                self.build(log, Arc::new(MemoryViewDb::new())).await
            }
            Place::Sqlite(path) => self.open_sqlite(&path, stamp).await,
        }
    }

    /// Opens an existing log for reading: nothing is written, beside it neither, so a copy on a read-only disk will do.
    ///
    /// A dropped future has no effect.
    ///
    /// # Errors
    /// If there is no such log, or it can't be read.
    pub async fn open_read_only(self) -> Result<Talab, Error> {
        match self.place()? {
            Place::Memory => {
                let what = "a log in memory can't be opened for reading only: give the address of a file";
                Err(Error::new(ErrorKind::Configuration, what))
            }
            Place::Sqlite(path) => {
                let log = read_only(&path).await?;
                self.build(log, Arc::new(MemoryViewDb::new())).await
            }
        }
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

    fn place(&self) -> Result<Place, Error> {
        if self.url == "memory:" {
            return Ok(Place::Memory);
        }
        if let Some(path) = self.url.strip_prefix("sqlite:")
            && !path.is_empty()
        {
            return Ok(Place::Sqlite(PathBuf::from(path)));
        }
        let what = format!("`{}` is not the address of a log: use sqlite:PATH or memory:", self.url);
        Err(Error::new(ErrorKind::Configuration, what))
    }

    async fn build(self, log: Arc<dyn EventLog>, db: Arc<dyn ViewDb>) -> Result<Talab, Error> {
        let requests = RequestsView::open(db).await.map_err(|error| {
            Error::new(ErrorKind::Unavailable, "the view of requests can't be opened").because(error)
        })?;
        let views = Views { requests, catching_up: Mutex::new(()) };
        Ok(Talab {
            log,
            clock: self.clock,
            ids: self.ids,
            identity: self.identity,
            directory: Arc::new(Directory::default()),
            views: Arc::new(views),
        })
    }

    #[cfg(feature = "sqlite")]
    async fn open_sqlite(self, path: &Path, stamp: Arc<Stamp>) -> Result<Talab, Error> {
        let options = talab_store::Options::default().clock(stamp);
        let log: Arc<dyn EventLog> = Arc::new(talab_store::SqliteLog::open(path, options).await?);
        let db = talab_store::view::SqliteViewDb::open(beside(path)).await.map_err(|error| {
            Error::new(ErrorKind::Unavailable, "the views beside the log can't be opened").because(error)
        })?;
        self.build(log, Arc::new(db)).await
    }

    #[cfg(not(feature = "sqlite"))]
    async fn open_sqlite(self, _path: &Path, _stamp: Arc<Stamp>) -> Result<Talab, Error> {
        Err(without_sqlite())
    }
}

/// The views live apart from the log, and may be deleted at any time.
#[cfg(feature = "sqlite")]
fn beside(path: &Path) -> PathBuf {
    match path.extension() {
        Some(extension) if extension == "db" => path.with_extension("views.db"),
        // Another ending stays in the name, so that two logs never share their views.
        _ => {
            let mut name = path.as_os_str().to_owned();
            name.push(".views.db");
            PathBuf::from(name)
        }
    }
}

#[cfg(feature = "sqlite")]
async fn read_only(path: &Path) -> Result<Arc<dyn EventLog>, Error> {
    Ok(Arc::new(talab_store::SqliteLog::open_read_only(path).await?))
}

#[cfg(not(feature = "sqlite"))]
async fn read_only(_path: &Path) -> Result<Arc<dyn EventLog>, Error> {
    Err(without_sqlite())
}

#[cfg(not(feature = "sqlite"))]
fn without_sqlite() -> Error {
    Error::new(ErrorKind::Configuration, "this build has no SQLite: enable talab's feature `sqlite`")
}
