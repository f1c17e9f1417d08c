//! The log in a PostgreSQL database: one lane that groups what waits, readers beside it.

mod ahead;
mod arrays;
mod attempt;
mod causes;
mod choose;
mod connect;
mod copied;
mod doctor;
mod failure;
mod group;
mod lane;
mod pause;
mod readers;
mod restore;
mod rows;
mod schema;
#[cfg(feature = "sqlx_v0_8")]
mod sqlx_v0_8;
mod statement;
#[cfg(test)]
mod tests;

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use sqlx::Connection as _;
use tokio::sync::watch;

use self::attempt::Known;
pub(crate) use self::connect::{Servers, Use};
pub(crate) use self::failure::failed;
use self::lane::{Lane, locked};
pub(crate) use self::readers::{Readers, Working};
use crate::ledger::{TAILS, Tail};
use crate::recent::Recent;
use crate::{
    Append, AppendError, Appended, Check, DigestKey, Epoch, EventLog, Follow, Head, LogError, Options,
    Position, Recorded, StoredCommand, StreamId, Version, limits, telemetry,
};

/// What metrics and spans call this backend.
const BACKEND: &str = "postgres";

/// A log in a PostgreSQL database.
///
/// An append that was acknowledged is as safe as the server makes a commit: on its disk, and on a standby where
/// `synchronous_standby_names` says so. A server or role with `synchronous_commit` off is refused. All appends of one
/// opened log go through one lane, a task that takes whatever waits into one transaction; several processes may have the
/// database open, and then take turns at the log's head. When the server is lost in the middle of an append, the lane
/// connects again and finds out whether it happened, for [`Options::retry_for`]; reads are tried again for as long.
///
/// The table `public.events` has the columns of postgres-es and more, so its repositories read and write here too.
/// Dropping the log without [`close`](EventLog::close) lets the lane finish what is queued and end by itself.
#[derive(Debug)]
pub struct PgLog {
    servers: Servers,
    key: DigestKey,
    readers: Readers,
    cache: Arc<Mutex<Cache>>,
    /// Absent when the log is open for reading only.
    lane: Option<Lane>,
    follow: watch::Receiver<Position>,
}

impl PgLog {
    /// Opens the log in this database for reading and appending, and starts its lane on the runtime of the caller, which
    /// must live as long as the log. Makes a log, unless [`Options::create`] says not to, in a database that has no
    /// table `events`, if the role may.
    ///
    /// The URL is `postgres://USER:PASSWORD@HOST:PORT/DATABASE?sslmode=…`; several hosts may stand with commas between
    /// them, or several folders of sockets in `?host=/run/a,/run/b`. The one that is a primary is taken, now and whenever
    /// the connection is lost; if two are, the one of the later epoch.
    ///
    /// A dropped future may leave a new, empty log in the database.
    ///
    /// # Errors
    /// [`NotFound`](crate::LogErrorKind::NotFound), [`NotATalabLog`](crate::LogErrorKind::NotATalabLog),
    /// [`NewerFormat`](crate::LogErrorKind::NewerFormat), [`NeedsMigration`](crate::LogErrorKind::NeedsMigration),
    /// [`ReadOnly`](crate::LogErrorKind::ReadOnly) on a standby, [`Invalid`](crate::LogErrorKind::Invalid) when the URL
    /// or a setting of the server won't do, or as the server fails. The database is unchanged then.
    pub async fn open(url: &str, options: Options) -> Result<Self, LogError> {
        Self::open_at(Servers::parse(url, &options)?, options).await
    }

    async fn open_at(servers: Servers, options: Options) -> Result<Self, LogError> {
        let mut connection = servers.connect(Use::Writing).await?;
        let key = schema::open_log(&mut connection, &servers.shown(), options.create).await?;
        let head = rows::head(&mut connection).await?;
        let (growth, follow) = watch::channel(head.ledger.position());
        let readers = Readers::new(servers.clone(), Use::Writing, &options);
        let cache = Arc::new(Mutex::new(Cache::default()));
        let known = Known { epoch: head.epoch, ledger: Some(head.ledger) };
        let lane = Lane::start(servers.clone(), connection, known, Arc::clone(&cache), options, growth);
        Ok(Self { servers, key, readers, cache, lane: Some(lane), follow })
    }

    /// Opens the log in this database for reading only; a standby will do.
    ///
    /// # Errors
    /// As for [`PgLog::open`].
    pub async fn open_read_only(url: &str) -> Result<Self, LogError> {
        let options = Options::default();
        Self::open_read_only_at(Servers::parse(url, &options)?, &options).await
    }

    async fn open_read_only_at(servers: Servers, options: &Options) -> Result<Self, LogError> {
        let mut connection = servers.connect(Use::Reading).await?;
        let key = schema::open_log(&mut connection, &servers.shown(), false).await?;
        let _ = connection.close().await;
        // Nobody sends, so those who follow learn at once that no wake-up will come.
        let (_, follow) = watch::channel(Position::START);
        let readers = Readers::new(servers.clone(), Use::Reading, options);
        Ok(Self { servers, key, readers, cache: Arc::default(), lane: None, follow })
    }

    /// Makes a log in this database if there is none, adopts the events of postgres-es if it holds those, and upgrades a
    /// log of an older format. For the owner of the database; the only call that does the latter two. Adopted events
    /// get positions in the order in which the table holds them, and never before an earlier event of their stream.
    /// When they happened isn't known: their `occurred_at` is the moment of adoption, see [`PgLog::adopted`].
    ///
    /// A dropped future leaves all done or nothing.
    ///
    /// # Errors
    /// As for [`PgLog::open`]; the database is unchanged then.
    pub async fn migrate(url: &str) -> Result<(), LogError> {
        let servers = Servers::parse(url, &Options::default())?;
        let mut connection = servers.connect(Use::Writing).await?;
        schema::migrate(&mut connection, &servers.shown()).await?;
        // The work is done and committed; a goodbye that isn't heard changes nothing.
        let _ = connection.close().await;
        Ok(())
    }

    /// Makes this database, a copy of a log that is lost or out of use, the log: raises the counter of its epoch, so
    /// that whoever has seen the new one refuses the old one ([`Superseded`](crate::LogErrorKind::Superseded)). For the
    /// owner. Gives the new epoch.
    ///
    /// # Errors
    /// As for [`PgLog::open`]; the log is unchanged then.
    pub async fn promote(url: &str) -> Result<Epoch, LogError> {
        let servers = Servers::parse(url, &Options::default())?;
        let mut connection = servers.connect(Use::Writing).await?;
        schema::open_log(&mut connection, &servers.shown(), false).await?;
        let epoch = schema::promote(&mut connection).await?;
        let _ = connection.close().await;
        Ok(epoch)
    }

    /// The last position that was adopted from postgres-es, [`Position::START`] if none was. Up to there `occurred_at`
    /// says only when the events were adopted.
    ///
    /// # Errors
    /// As the server fails.
    pub async fn adopted(&self) -> Result<Position, LogError> {
        let adopted = self.readers.run(|connection| Box::pin(schema::meta(connection, "adopted"))).await?;
        Ok(Position::new(adopted.and_then(|position| position.parse().ok()).unwrap_or_default()))
    }

    /// Looks at what the server and the database are worth to the log: durability, standbys, guards, rights, who holds the
    /// head.
    ///
    /// # Errors
    /// As the server fails.
    pub async fn diagnose(&self) -> Result<Vec<Check>, LogError> {
        self.readers.run(|connection| Box::pin(doctor::examine(connection))).await
    }

    /// Where the log is, for people; never with a password.
    #[must_use]
    pub fn place(&self) -> String {
        self.servers.shown()
    }
}

#[async_trait]
impl EventLog for PgLog {
    async fn append(&self, batch: Append) -> Result<Appended, AppendError> {
        telemetry::append(BACKEND, telemetry::Size::of(&batch), async {
            limits::check(&batch)?;
            self.lane.as_ref().ok_or(AppendError::ReadOnly)?.queue().append(batch).await
        })
        .await
    }

    async fn read_stream(&self, stream: &StreamId, from: Version) -> Result<Vec<Recorded>, LogError> {
        let generation = locked(&self.cache).generation;
        let asked = stream.clone();
        let read = self.readers.run(move |connection| {
            let asked = asked.clone();
            Box::pin(async move { rows::stream(connection, &asked, from).await })
        });
        let events = telemetry::read(BACKEND, "stream", Vec::len, read).await?;
        if let Some(last) = events.last() {
            let tail = Tail { version: last.version, leaf: Some(last.leaf) };
            locked(&self.cache).learn(generation, stream, tail);
        }
        Ok(events)
    }

    async fn read_all(&self, after: Position, limit: usize) -> Result<Vec<Recorded>, LogError> {
        let read = self.readers.run(move |connection| Box::pin(copied::all(connection, after, limit)));
        telemetry::read(BACKEND, "all", Vec::len, read).await
    }

    async fn streams(
        &self,
        kind: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(StreamId, Version)>, LogError> {
        let asked = (kind.to_owned(), after.unwrap_or_default().to_owned());
        let read = self.readers.run(move |connection| {
            let (kind, after) = asked.clone();
            Box::pin(async move { rows::streams(connection, &kind, &after, limit).await })
        });
        read.await
    }

    async fn command(&self, id: &str) -> Result<Option<StoredCommand>, LogError> {
        let id = id.to_owned();
        let read = self.readers.run(move |connection| {
            let id = id.clone();
            Box::pin(async move { causes::by_ids(connection, &[id]).await })
        });
        Ok(telemetry::read(BACKEND, "command", |_| 0, read).await?.pop())
    }

    async fn command_at(&self, position: Position) -> Result<Option<StoredCommand>, LogError> {
        self.readers.run(move |connection| Box::pin(causes::at(connection, position))).await
    }

    async fn read_commands(&self, after: Position, limit: usize) -> Result<Vec<StoredCommand>, LogError> {
        self.readers.run(move |connection| Box::pin(causes::after(connection, after, limit))).await
    }

    async fn head(&self) -> Result<Head, LogError> {
        let head = self.readers.run(|connection| Box::pin(rows::head(connection))).await?;
        Ok(head.head())
    }

    fn digest_key(&self) -> &DigestKey {
        &self.key
    }

    fn follow(&self) -> Follow {
        Follow::new(self.follow.clone())
    }

    async fn close(&self) -> Result<(), LogError> {
        if let Some(lane) = &self.lane {
            lane.queue().finish().await;
        }
        self.readers.close().await;
        Ok(())
    }
}

/// The ends of streams lately read or written, so that a hot stream needs no look into the database.
#[derive(Debug)]
pub(crate) struct Cache {
    tails: Recent<StreamId, Tail>,
    /// Raised whenever all is forgotten: what was read before is then out of date.
    generation: u64,
}

impl Default for Cache {
    fn default() -> Self {
        Self { tails: Recent::of(TAILS), generation: 0 }
    }
}

impl Cache {
    fn get(&self, stream: &StreamId) -> Option<Tail> {
        self.tails.get(stream).copied()
    }

    fn put(&mut self, stream: StreamId, tail: Tail) {
        self.tails.put(stream, tail);
    }

    /// Takes in what a reader saw, if nothing was forgotten since it began and nothing later is known.
    fn learn(&mut self, generation: u64, stream: &StreamId, tail: Tail) {
        let newer = self.get(stream).is_none_or(|known| known.version < tail.version);
        if generation == self.generation && newer {
            self.put(stream.clone(), tail);
        }
    }

    fn forget(&mut self) {
        self.tails.forget();
        self.generation += 1;
    }
}

/// The same failure in the server's own words.
fn causeless(error: &LogError, said: &str) -> LogError {
    LogError::new(error.kind(), format!("{error}: {said}"))
}
