//! The log in a SQLite file: one writer on its own thread, readers beside it that never wait.

mod backup;
mod causes;
mod connect;
mod doctor;
mod failure;
mod group;
mod read_only;
mod readers;
mod restore;
mod rows;
mod schema;
#[cfg(test)]
mod tests;
mod writer;

use std::path::{Path, PathBuf};

use async_trait::async_trait;
use rusqlite::Connection;
use tokio::sync::watch;

pub(crate) use self::connect::{harden, locate, read_write};
pub(crate) use self::failure::{blocking, failed};
pub(crate) use self::readers::Readers;
pub(crate) use self::schema::at_one_moment;
use self::writer::Writer;
use crate::{
    Append, AppendError, Appended, Check, DigestKey, Epoch, EventLog, Follow, Head, LogError, Options,
    Position, Recorded, StoredCommand, StreamId, Version, limits, telemetry,
};

/// What metrics and spans call this backend.
const BACKEND: &str = "sqlite";

/// A log in a SQLite file.
///
/// The file is in WAL mode with `synchronous=FULL`: an append that was acknowledged survives a power cut. All appends
/// of one opened log go through one writer thread, which takes whatever waits into one transaction; several processes
/// may have the file open, and then take turns. Dropping the log without [`close`](EventLog::close) lets the writer
/// finish what is queued and end by itself.
#[derive(Debug)]
pub struct SqliteLog {
    path: PathBuf,
    key: DigestKey,
    readers: Readers,
    /// Absent when the log is open for reading only.
    writer: Option<Writer>,
    follow: watch::Receiver<Position>,
}

impl SqliteLog {
    /// Opens the log in this file for reading and appending, and starts its writer. Creates it, unless
    /// [`Options::create`] says not to, if the file doesn't exist or is empty.
    ///
    /// A dropped future may leave a new, empty log in the file.
    ///
    /// # Errors
    /// [`NotFound`](crate::LogErrorKind::NotFound), [`NotATalabLog`](crate::LogErrorKind::NotATalabLog),
    /// [`NewerFormat`](crate::LogErrorKind::NewerFormat), [`NeedsMigration`](crate::LogErrorKind::NeedsMigration), or as the storage
    /// fails. The file is unchanged then.
    pub async fn open(path: impl AsRef<Path>, options: Options) -> Result<Self, LogError> {
        let path = path.as_ref().to_path_buf();
        blocking(move || Self::open_now(path, options)).await
    }

    /// Opens the log in this file for reading only. Nothing is created or changed, neither the file nor anything
    /// beside it, so a copy on a read-only medium will do; a writer may be at work at the same time.
    ///
    /// # Errors
    /// As for [`SqliteLog::open`].
    pub async fn open_read_only(path: impl AsRef<Path>) -> Result<Self, LogError> {
        let path = path.as_ref().to_path_buf();
        blocking(move || {
            let path = locate(&path)?;
            let key = read_only::with(&path, |connection| {
                schema::check_format(connection, &path)?;
                Ok(schema::read_meta(connection)?.key)
            })?;
            // Nobody sends, so those who follow learn at once that no wake-up will come.
            let (_, follow) = watch::channel(Position::START);
            let readers = Readers::without_writer(path.clone());
            Ok(Self { path, key, readers, writer: None, follow })
        })
        .await
    }

    /// Creates a log in this file if there is none, and upgrades one of an older format. The only call that does the
    /// latter; no log may have the file open.
    ///
    /// # Errors
    /// As for [`SqliteLog::open`]; the log is unchanged then.
    pub async fn migrate(path: impl AsRef<Path>) -> Result<(), LogError> {
        let path = path.as_ref().to_path_buf();
        blocking(move || {
            let path = locate(&path)?;
            let mut connection = read_write(&path, &Options::default())?;
            schema::migrate(&mut connection, &path)
        })
        .await
    }

    /// Makes this file, a copy of a log that is lost or out of use, the log: raises the counter of its epoch, so that
    /// whoever followed the old one notices. Gives the new epoch. No log may have the file open.
    ///
    /// # Errors
    /// As for [`SqliteLog::open`]; the log is unchanged then.
    pub async fn promote(path: impl AsRef<Path>) -> Result<Epoch, LogError> {
        let path = path.as_ref().to_path_buf();
        blocking(move || {
            let path = locate(&path)?;
            let mut connection = schema::open_log(&path, &Options::default().create(false))?;
            schema::promote(&mut connection)
        })
        .await
    }

    /// Writes a consistent copy of the log as it is now to a file that doesn't exist yet, while others read and
    /// append. The copy has the same epoch; [`promote`](SqliteLog::promote) it before anything is appended to it.
    ///
    /// A dropped future lets the copy finish.
    ///
    /// # Errors
    /// [`AlreadyExists`](crate::LogErrorKind::AlreadyExists) when there is a file at `to`; otherwise as the storage fails.
    /// Nothing is left at `to` then.
    pub async fn backup(&self, to: &Path) -> Result<Head, LogError> {
        let to = to.to_path_buf();
        self.readers.read(move |connection| backup::run(connection, &to)).await
    }

    /// Looks at what the file is worth to the log: its mode, its guards, its head; `deep` reads every page of it.
    ///
    /// # Errors
    /// As the storage fails.
    pub async fn diagnose(&self, deep: bool) -> Result<Vec<Check>, LogError> {
        let path = self.path.clone();
        self.readers.read(move |connection| doctor::examine(connection, &path, deep)).await
    }

    /// The last position that was adopted from postgres-es, in a log that was restored from a database which did so;
    /// [`Position::START`] otherwise. Up to there `occurred_at` says only when the events were adopted.
    ///
    /// # Errors
    /// As the storage fails.
    pub async fn adopted(&self) -> Result<Position, LogError> {
        self.read(schema::read_adopted).await
    }

    /// The file the log is in.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn open_now(path: PathBuf, options: Options) -> Result<Self, LogError> {
        let path = locate(&path)?;
        let connection = schema::open_log(&path, &options)?;
        let meta = schema::read_meta(&connection)?;
        let position = rows::last_position(&connection)?;
        let (growth, follow) = watch::channel(position);
        let readers = Readers::beside_writer(path.clone(), &options);
        let writer = Writer::start(path.clone(), connection, options, growth)?;
        Ok(Self { path, key: meta.key, readers, writer: Some(writer), follow })
    }

    async fn read<T: Send + 'static>(
        &self,
        work: impl Fn(&Connection) -> Result<T, LogError> + Send + 'static,
    ) -> Result<T, LogError> {
        self.readers.read(work).await
    }
}

#[async_trait]
impl EventLog for SqliteLog {
    async fn append(&self, batch: Append) -> Result<Appended, AppendError> {
        telemetry::append(BACKEND, telemetry::Size::of(&batch), async {
            limits::check(&batch)?;
            self.writer.as_ref().ok_or(AppendError::ReadOnly)?.append(batch).await
        })
        .await
    }

    async fn read_stream(&self, stream: &StreamId, from: Version) -> Result<Vec<Recorded>, LogError> {
        let stream = stream.clone();
        let read = self.read(move |connection| rows::stream(connection, &stream, from));
        telemetry::read(BACKEND, "stream", Vec::len, read).await
    }

    async fn read_all(&self, after: Position, limit: usize) -> Result<Vec<Recorded>, LogError> {
        let read = self.read(move |connection| rows::all(connection, after, limit));
        telemetry::read(BACKEND, "all", Vec::len, read).await
    }

    async fn streams(
        &self,
        kind: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(StreamId, Version)>, LogError> {
        let (kind, after) = (kind.to_owned(), after.unwrap_or_default().to_owned());
        self.read(move |connection| rows::streams(connection, &kind, &after, limit)).await
    }

    async fn command(&self, id: &str) -> Result<Option<StoredCommand>, LogError> {
        let id = id.to_owned();
        let read = self.read(move |connection| causes::by_id(connection, &id));
        telemetry::read(BACKEND, "command", |_| 0, read).await
    }

    async fn command_at(&self, position: Position) -> Result<Option<StoredCommand>, LogError> {
        self.read(move |connection| causes::at(connection, position)).await
    }

    async fn read_commands(&self, after: Position, limit: usize) -> Result<Vec<StoredCommand>, LogError> {
        self.read(move |connection| causes::after(connection, after, limit)).await
    }

    async fn head(&self) -> Result<Head, LogError> {
        self.read(rows::head).await
    }

    fn digest_key(&self) -> &DigestKey {
        &self.key
    }

    fn follow(&self) -> Follow {
        Follow::new(self.follow.clone())
    }

    async fn close(&self) -> Result<(), LogError> {
        // Readers go first: the last connection to close folds the WAL into the file, and only the writer may.
        self.readers.close().await;
        match &self.writer {
            Some(writer) => writer.close().await,
            None => Ok(()),
        }
    }
}
