//! Where a log lives, and how it is opened there.

use std::path::PathBuf;
use std::sync::Arc;

use talab_store::view::{MemoryViewDb, ViewDb};
use talab_store::{EventLog, LogClock, MemoryLog};

use crate::error::{Error, ErrorKind};

/// The address of a log.
#[derive(Debug)]
pub(super) enum Place {
    Memory,
    Sqlite(PathBuf),
    Postgres(String),
}

/// A log, and the place of its views.
pub(super) type Opened = (Arc<dyn EventLog>, Arc<dyn ViewDb>);

impl Place {
    pub(super) fn parse(url: &str) -> Result<Self, Error> {
        match url.split_once(':') {
            Some(("memory", "")) => Ok(Self::Memory),
            Some(("sqlite", path)) if !path.is_empty() => Ok(Self::Sqlite(PathBuf::from(path))),
            Some(("postgres" | "postgresql", rest)) if rest.starts_with("//") => {
                Ok(Self::Postgres(url.to_owned()))
            }
            _ => {
                // Only what comes before a password is shown.
                let shown = url.split_once("://").map_or(url, |(scheme, _)| scheme);
                let what = format!(
                    "`{shown}` is not the address of a log: use sqlite:PATH, postgres://USER@HOST/DATABASE or memory:"
                );
                Err(Error::new(ErrorKind::Configuration, what))
            }
        }
    }

    /// Opens the log to be read and written, and the views beside it.
    pub(super) async fn open(self, clock: Arc<dyn LogClock>) -> Result<Opened, Error> {
        match self {
            Self::Memory => Ok((Arc::new(MemoryLog::with_clock(clock)?), Arc::new(MemoryViewDb::new()))),
            Self::Sqlite(path) => sqlite::open(&path, clock).await,
            Self::Postgres(url) => postgres::open(&url, clock).await,
        }
    }

    /// Opens the log to be read only; its views are made in memory.
    pub(super) async fn open_read_only(self) -> Result<Opened, Error> {
        let log = match self {
            Self::Memory => {
                let what = "a log in memory can't be opened for reading only: give the address of another";
                return Err(Error::new(ErrorKind::Configuration, what));
            }
            Self::Sqlite(path) => sqlite::open_read_only(&path).await?,
            Self::Postgres(url) => postgres::open_read_only(&url).await?,
        };
        Ok((log, Arc::new(MemoryViewDb::new())))
    }
}

#[cfg(feature = "sqlite")]
mod sqlite {
    use std::path::{Path, PathBuf};
    use std::sync::Arc;

    use talab_store::view::SqliteViewDb;
    use talab_store::{EventLog, LogClock, Options, SqliteLog};

    use super::{Opened, no_views};
    use crate::error::Error;

    pub(super) async fn open(path: &Path, clock: Arc<dyn LogClock>) -> Result<Opened, Error> {
        let log = SqliteLog::open(path, Options::default().clock(clock)).await?;
        let db = SqliteViewDb::open(beside(path)).await.map_err(no_views)?;
        Ok((Arc::new(log), Arc::new(db)))
    }

    pub(super) async fn open_read_only(path: &Path) -> Result<Arc<dyn EventLog>, Error> {
        Ok(Arc::new(SqliteLog::open_read_only(path).await?))
    }

    /// The views live apart from the log, and may be deleted at any time.
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
}

#[cfg(feature = "postgres")]
mod postgres {
    use std::sync::Arc;

    use talab_store::view::PgViewDb;
    use talab_store::{EventLog, LogClock, Options, PgLog};

    use super::{Opened, no_views};
    use crate::error::Error;

    pub(super) async fn open(url: &str, clock: Arc<dyn LogClock>) -> Result<Opened, Error> {
        let log = PgLog::open(url, Options::default().clock(clock)).await?;
        let db = PgViewDb::open(url).await.map_err(no_views)?;
        Ok((Arc::new(log), Arc::new(db)))
    }

    pub(super) async fn open_read_only(url: &str) -> Result<Arc<dyn EventLog>, Error> {
        Ok(Arc::new(PgLog::open_read_only(url).await?))
    }
}

#[cfg(not(feature = "sqlite"))]
mod sqlite {
    use std::path::Path;
    use std::sync::Arc;

    use talab_store::{EventLog, LogClock};

    use super::{Opened, not_built};
    use crate::error::Error;

    pub(super) async fn open(_path: &Path, _clock: Arc<dyn LogClock>) -> Result<Opened, Error> {
        Err(not_built("SQLite", "sqlite"))
    }

    pub(super) async fn open_read_only(_path: &Path) -> Result<Arc<dyn EventLog>, Error> {
        Err(not_built("SQLite", "sqlite"))
    }
}

#[cfg(not(feature = "postgres"))]
mod postgres {
    use std::sync::Arc;

    use talab_store::{EventLog, LogClock};

    use super::{Opened, not_built};
    use crate::error::Error;

    pub(super) async fn open(_url: &str, _clock: Arc<dyn LogClock>) -> Result<Opened, Error> {
        Err(not_built("PostgreSQL", "postgres"))
    }

    pub(super) async fn open_read_only(_url: &str) -> Result<Arc<dyn EventLog>, Error> {
        Err(not_built("PostgreSQL", "postgres"))
    }
}

#[cfg(any(feature = "sqlite", feature = "postgres"))]
fn no_views(error: talab_store::LogError) -> Error {
    Error::new(ErrorKind::Unavailable, "the views beside the log can't be opened").because(error)
}

#[cfg(not(all(feature = "sqlite", feature = "postgres")))]
fn not_built(what: &str, feature: &str) -> Error {
    Error::new(
        ErrorKind::Configuration,
        format!("this build has no {what}: enable talab's feature `{feature}`"),
    )
}
