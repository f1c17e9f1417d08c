//! A log in a database, made of a dump: all of it in one transaction, so that the database holds a whole log or none.

use std::io::Read;

use async_trait::async_trait;
use sqlx::postgres::PgArguments;
use sqlx::{Arguments as _, Connection as _, PgConnection};

use super::connect::{Servers, Use};
use super::readers::Working;
use super::rows::bound;
use super::statement::Columns;
use super::{PgLog, causes, failed, rows, schema};
use crate::dump::RestoreError;
use crate::dump::restore::{Target, restore};
use crate::ledger::{Laid, Ledger, Tail};
use crate::{DigestKey, Epoch, Head, LogError, LogErrorKind, Options, Position, StreamId};

const RESTORING: &str = "writing the restored log";

impl PgLog {
    /// Makes a log in this database, which holds none and no table `events`, of a [dump](crate::dump): with the same
    /// leaves and commands, and if all of a log was dumped, with its positions, its root, and its epoch in the next life,
    /// as if a copy was promoted. A dump of some streams becomes a log of its own. Gives the new log's head.
    ///
    /// For the owner of the database, as [`PgLog::migrate`] is: the application's role may make no log. Only a whole log is
    /// ever seen. A dropped future, and a process or a connection that ends, leave the database as it was.
    ///
    /// # Errors
    /// [`RestoreError`], as the dump is or the key; among the log's own
    /// [`AlreadyExists`](crate::LogErrorKind::AlreadyExists) when the database holds events.
    pub async fn restore(
        url: &str,
        dump: impl Read + Send + 'static,
        key: DigestKey,
    ) -> Result<Head, RestoreError> {
        let servers = Servers::parse(url, &Options::default())?;
        let mut target = InDatabase { servers, connection: None };
        restore(dump, key, &mut target).await
    }
}

/// A log whose transaction is open; dropping the connection ends the session and with it the transaction.
#[derive(Debug)]
struct InDatabase {
    servers: Servers,
    connection: Option<PgConnection>,
}

impl InDatabase {
    /// Works on the connection. After a failure there is no connection, and no log.
    async fn work<T: Send>(
        &mut self,
        work: impl for<'c> FnOnce(&'c mut PgConnection) -> Working<'c, T> + Send,
    ) -> Result<T, LogError> {
        let mut connection = self.connection.take().ok_or_else(|| {
            LogError::new(LogErrorKind::Invalid, "the log was not begun; begin the restoring again")
        })?;
        let value = work(&mut connection).await?;
        self.connection = Some(connection);
        Ok(value)
    }
}

#[async_trait]
impl Target for InDatabase {
    async fn begin(&mut self, epoch: Epoch, key: DigestKey) -> Result<(), LogError> {
        let shown = self.servers.shown();
        self.connection = Some(self.servers.connect(Use::Writing).await?);
        self.work(|connection| Box::pin(async move { schema::begin(connection, &shown, epoch, &key).await }))
            .await
    }

    async fn tails(&mut self, streams: Vec<StreamId>) -> Result<Vec<Tail>, LogError> {
        self.work(|connection| {
            Box::pin(async move {
                let mut tails = vec![Tail::default(); streams.len()];
                for (place, tail) in rows::tails(connection, &streams).await? {
                    if let Some(at) = tails.get_mut(place) {
                        *at = tail;
                    }
                }
                Ok(tails)
            })
        })
        .await
    }

    async fn known(&mut self, ids: Vec<String>) -> Result<Option<String>, LogError> {
        self.work(|connection| {
            Box::pin(async move { Ok(causes::by_ids(connection, &ids).await?.pop().map(|known| known.id)) })
        })
        .await
    }

    async fn insert(&mut self, laid: Vec<Laid>) -> Result<(), LogError> {
        self.work(|connection| {
            Box::pin(async move { events(connection, &laid).await.map_err(failed(RESTORING)) })
        })
        .await
    }

    async fn finish(&mut self, end: &Ledger, adopted: Position) -> Result<(), LogError> {
        let end = end.clone();
        self.work(|connection| {
            Box::pin(async move {
                head(connection, &end).await.map_err(failed(RESTORING))?;
                schema::finish(connection, adopted).await
            })
        })
        .await?;
        if let Some(connection) = self.connection.take() {
            // The log is made; a goodbye that isn't heard changes nothing.
            let _ = connection.close().await;
        }
        Ok(())
    }
}

/// Inserts the rows as they were laid out.
async fn events(connection: &mut PgConnection, laid: &[Laid]) -> sqlx::Result<()> {
    let sql = "INSERT INTO public.events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, \
                   metadata, position, occurred_at, recorded_at, leaf, nodes, command_id, command_digest, \
                   command_record, command_last) \
               SELECT e.kind, e.id, e.sequence, e.type, e.version, e.payload::json, e.metadata::json, $1 + e.place - 1, \
                   e.occurred_at, e.recorded_at, e.leaf, e.nodes, e.command, e.digest, e.record::json, e.last \
               FROM unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) WITH ORDINALITY \
               AS e (kind, id, sequence, type, version, payload, metadata, occurred_at, recorded_at, leaf, nodes, \
                   command, digest, record, last, place)";
    let Some(first) = laid.iter().flat_map(|laid| &laid.events).next() else { return Ok(()) };
    let mut columns = Columns::default();
    laid.iter().for_each(|laid| columns.add(laid));
    let mut arguments = PgArguments::default();
    let encoded = arguments.add(bound(first.position.get())).and_then(|()| columns.encode(&mut arguments));
    encoded.map_err(sqlx::Error::Encode)?;
    sqlx::query_with(sql, arguments).execute(connection).await.map(drop)
}

async fn head(connection: &mut PgConnection, end: &Ledger) -> sqlx::Result<()> {
    sqlx::query("UPDATE talab.head SET position = $1, recorded_at = $2, peaks = $3")
        .bind(bound(end.position().get()))
        .bind(end.recorded_at())
        .bind(end.peaks().concat())
        .execute(connection)
        .await
        .map(drop)
}
