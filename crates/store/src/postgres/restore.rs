//! A log in a database, made of a dump: all of it in one transaction, so that the database holds a whole log or none.

use std::io::Read;

use async_trait::async_trait;
use sqlx::{Connection as _, PgConnection};
use time::OffsetDateTime;

use super::connect::{Servers, Use};
use super::readers::Working;
use super::rows::bound;
use super::{PgLog, causes, failed, rows, schema};
use crate::dump::RestoreError;
use crate::dump::restore::{Target, restore};
use crate::ledger::{Laid, Ledger, Tail};
use crate::{DigestKey, Epoch, Hash, Head, LogError, LogErrorKind, Options, Position, StreamId};

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
            Box::pin(async move {
                events(connection, &laid).await.map_err(failed(RESTORING))?;
                commands(connection, &laid).await.map_err(failed(RESTORING))
            })
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

/// Inserts the events, with the hashes of the subtrees they complete.
async fn events(connection: &mut PgConnection, laid: &[Laid]) -> sqlx::Result<()> {
    let sql = "INSERT INTO public.events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, \
                   metadata, position, occurred_at, recorded_at, leaf, nodes) \
               SELECT e.kind, e.id, e.sequence, e.type, e.version, e.payload::json, e.metadata::json, e.position, \
                   e.occurred_at, e.recorded_at, e.leaf, e.nodes \
               FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], \
                   $8::bigint[], $9::timestamptz[], $10::timestamptz[], $11::bytea[], $12::bytea[]) \
               AS e (kind, id, sequence, type, version, payload, metadata, position, occurred_at, recorded_at, leaf, nodes)";
    let events = || laid.iter().flat_map(|laid| &laid.events);
    let nodes: Vec<Vec<u8>> = laid.iter().flat_map(nodes).collect();
    sqlx::query(sql)
        .bind(events().map(|event| event.stream.kind()).collect::<Vec<&str>>())
        .bind(events().map(|event| event.stream.id()).collect::<Vec<&str>>())
        .bind(events().map(|event| bound(event.version.get())).collect::<Vec<i64>>())
        .bind(events().map(|event| event.event_type.as_str()).collect::<Vec<&str>>())
        .bind(events().map(|event| event.event_version.as_str()).collect::<Vec<&str>>())
        .bind(events().map(|event| event.payload.as_str()).collect::<Vec<&str>>())
        .bind(events().map(|event| event.metadata.as_str()).collect::<Vec<&str>>())
        .bind(events().map(|event| bound(event.position.get())).collect::<Vec<i64>>())
        .bind(events().map(|event| event.occurred_at).collect::<Vec<OffsetDateTime>>())
        .bind(events().map(|event| event.recorded_at).collect::<Vec<OffsetDateTime>>())
        .bind(events().map(|event| &event.leaf[..]).collect::<Vec<&[u8]>>())
        .bind(nodes)
        .execute(connection)
        .await
        .map(drop)
}

/// For each event the hashes of the subtrees that its leaf completes. Of a leaf's rows in the tree its own comes first.
fn nodes(laid: &Laid) -> Vec<Vec<u8>> {
    let mut rows = laid.tree.iter().map(|(_, hash)| *hash);
    let completed = |position: Position| (position.get() - 1).trailing_ones() as usize;
    let of = |position| rows.by_ref().take(1 + completed(position)).skip(1).collect::<Vec<Hash>>().concat();
    laid.events.iter().map(|event| event.position).map(of).collect()
}

async fn commands(connection: &mut PgConnection, laid: &[Laid]) -> sqlx::Result<()> {
    let sql = "INSERT INTO talab.commands (id, digest, record, first_position, last_position) \
               SELECT c.id, c.digest, c.record::json, c.first, c.last \
               FROM unnest($1::text[], $2::bytea[], $3::text[], $4::bigint[], $5::bigint[]) \
               AS c (id, digest, record, first, last)";
    let all = || laid.iter().filter_map(|laid| Some((laid.command.as_ref()?, &laid.appended)));
    sqlx::query(sql)
        .bind(all().map(|(command, _)| command.id.as_str()).collect::<Vec<&str>>())
        .bind(all().map(|(command, _)| &command.digest[..]).collect::<Vec<&[u8]>>())
        .bind(all().map(|(command, _)| command.record.as_str()).collect::<Vec<&str>>())
        .bind(all().map(|(_, appended)| bound(appended.first.get())).collect::<Vec<i64>>())
        .bind(all().map(|(_, appended)| bound(appended.last.get())).collect::<Vec<i64>>())
        .execute(connection)
        .await
        .map(drop)
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
