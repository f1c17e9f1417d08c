//! Which database, and how it is opened.

use std::path::PathBuf;
use std::str::FromStr;

use talab::core::isolate;
use talab::store::SqliteLog;
use talab::{Actor, Builder, ErrorKind, Role, Talab, Text};
use thiserror::Error;

use crate::args::Global;
use crate::failure::Failure;

/// The address of a database.
#[derive(Clone, Debug)]
pub(crate) enum Database {
    Memory,
    Sqlite(PathBuf),
}

/// A text that is not an address.
#[derive(Debug, Error)]
pub(crate) enum DatabaseInvalid {
    #[error("PostgreSQL is not part of this release: write sqlite:PATH")]
    Postgres,
    #[error(
        "not the address of a database: write sqlite:PATH, or memory: for a run that leaves nothing behind"
    )]
    Unknown,
}

impl FromStr for Database {
    type Err = DatabaseInvalid;

    fn from_str(text: &str) -> Result<Self, DatabaseInvalid> {
        match text.split_once(':') {
            Some(("memory", "")) => Ok(Self::Memory),
            Some(("sqlite", path)) if !path.is_empty() => Ok(Self::Sqlite(PathBuf::from(path))),
            Some(("postgres" | "postgresql", _)) => Err(DatabaseInvalid::Postgres),
            _ => Err(DatabaseInvalid::Unknown),
        }
    }
}

impl Global {
    /// The address of the database, as an engine takes it.
    pub(crate) fn url(&self) -> Result<String, Failure> {
        Ok(match self.database()? {
            Database::Memory => "memory:".to_owned(),
            Database::Sqlite(path) => format!("sqlite:{}", path.display()),
        })
    }

    /// An engine on the database; opened for writing, it makes one where there is none.
    pub(crate) fn builder(&self) -> Result<Builder, Failure> {
        Ok(Talab::builder(self.url()?))
    }

    /// The database to read, which must be there. Nothing in it is changed.
    pub(crate) async fn open_read_only(&self) -> Result<Talab, Failure> {
        self.existing()?;
        Ok(self.builder()?.open_read_only().await?)
    }

    /// The database to read with its views, which are kept beside it; without them where nothing may be written.
    pub(crate) async fn open_with_views(&self) -> Result<Talab, Failure> {
        self.existing()?;
        // Only a log that reads well as it is gets views beside it.
        let read_only = self.builder()?.open_read_only().await?;
        match self.builder()?.open().await {
            Ok(talab) => {
                read_only.close().await?;
                Ok(talab)
            }
            Err(error) if matches!(error.kind(), ErrorKind::ReadOnly | ErrorKind::Unavailable) => {
                Ok(read_only)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The log itself, for what is done to a file as a whole.
    pub(crate) async fn log(&self) -> Result<SqliteLog, Failure> {
        Ok(SqliteLog::open_read_only(self.existing()?).await?)
    }

    /// The file of the database, which may not be there yet.
    pub(crate) fn file(&self) -> Result<&PathBuf, Failure> {
        match self.database()? {
            Database::Sqlite(path) => Ok(path),
            Database::Memory => Err(Failure::misuse(
                "--db",
                Text::new(
                    "لا يُحفظ شيء في \u{2068}memory:\u{2069} لقراءته لاحقاً، يُرجى استخدام \u{2068}sqlite:PATH\u{2069}",
                    "nothing of memory: is left to read: write sqlite:PATH",
                ),
            )),
        }
    }

    /// Who reads: an auditor sees what is internal, and no personal data.
    pub(crate) fn auditor(&self) -> Actor {
        Actor::new(self.viewer.clone(), Role::Auditor)
    }

    fn existing(&self) -> Result<&PathBuf, Failure> {
        let path = self.file()?;
        if path.exists() {
            return Ok(path);
        }
        let at = path.display();
        Err(Failure::not_found(
            &at.to_string(),
            Text::new(
                format!(
                    "لا توجد قاعدة بيانات في {}، يُرجى تصحيح {} أو إنشاؤها بالأمر {} أو {}",
                    isolate(&at.to_string()),
                    isolate("--db"),
                    isolate("talab publish"),
                    isolate("talab simulate")
                ),
                format!(
                    "there is no database at {at}: correct --db, or make one with talab publish or talab simulate"
                ),
            ),
        ))
    }

    fn database(&self) -> Result<&Database, Failure> {
        self.db.as_ref().ok_or_else(|| {
            let text = Text::new(
                "لم تُحدَّد قاعدة البيانات، يُرجى إضافة \u{2068}--db sqlite:PATH\u{2069}",
                "which database? add --db sqlite:PATH",
            );
            Failure::misuse("--db", text)
        })
    }
}
