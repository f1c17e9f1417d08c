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
    Postgres(String),
}

/// A text that is not an address.
#[derive(Debug, Error)]
pub(crate) enum DatabaseInvalid {
    #[error(
        "not the address of a database: write sqlite:PATH, postgres://USER@HOST/DATABASE, or memory: for a run that \
         leaves nothing behind"
    )]
    Unknown,
}

impl FromStr for Database {
    type Err = DatabaseInvalid;

    fn from_str(text: &str) -> Result<Self, DatabaseInvalid> {
        match text.split_once(':') {
            Some(("memory", "")) => Ok(Self::Memory),
            Some(("sqlite", path)) if !path.is_empty() => Ok(Self::Sqlite(PathBuf::from(path))),
            Some(("postgres" | "postgresql", rest)) if rest.starts_with("//") => {
                Ok(Self::Postgres(text.to_owned()))
            }
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
            Database::Postgres(url) => url.clone(),
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

    /// The file of the log, which must be there, for what is done to a file as a whole.
    pub(crate) async fn log(&self) -> Result<SqliteLog, Failure> {
        self.existing()?;
        match self.kept()? {
            Database::Sqlite(path) => Ok(SqliteLog::open_read_only(path).await?),
            _ => Err(Failure::misuse(
                "--db",
                Text::new(
                    "تُنسخ قاعدة بيانات \u{2068}PostgreSQL\u{2069} بأدواتها، يُرجى استخدام \u{2068}pg_dump\u{2069} أو \u{2068}pg_basebackup\u{2069}",
                    "a PostgreSQL database is copied with its own tools: use pg_dump or pg_basebackup",
                ),
            )),
        }
    }

    /// The database, if it is one that keeps anything. It may not be there yet.
    pub(crate) fn kept(&self) -> Result<&Database, Failure> {
        match self.database()? {
            Database::Memory => Err(self.nothing_kept()),
            kept => Ok(kept),
        }
    }

    /// What is said to somebody who asks for what memory kept.
    pub(crate) fn nothing_kept(&self) -> Failure {
        let text = Text::new(
            "لا يُحفظ شيء في \u{2068}memory:\u{2069} لقراءته لاحقاً، يُرجى استخدام \u{2068}sqlite:PATH\u{2069}",
            "nothing of memory: is left to read: write sqlite:PATH",
        );
        Failure::misuse("--db", text)
    }

    /// Where the views of the database are, for people.
    pub(crate) fn views(&self) -> String {
        match &self.db {
            Some(Database::Sqlite(path)) => path.with_extension("views.db").display().to_string(),
            Some(Database::Postgres(_)) => "talab_views".to_owned(),
            _ => String::new(),
        }
    }

    /// Who reads: an auditor sees what is internal, and no personal data.
    pub(crate) fn auditor(&self) -> Actor {
        Actor::new(self.viewer.clone(), Role::Auditor)
    }

    /// Refuses a file that isn't there. A server says itself that a database isn't.
    pub(crate) fn existing(&self) -> Result<(), Failure> {
        let Database::Sqlite(path) = self.kept()? else { return Ok(()) };
        if path.exists() {
            return Ok(());
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
