//! Creating, adopting and upgrading a log, and the stamp that says which format it has.

use sqlx::{Executor as _, PgConnection, Row};
use uuid::Uuid;

use super::failure::is_in_doubt;
use super::{causeless, failed};
use crate::hash::{hex, unhex};
use crate::key::random_bytes;
use crate::{DigestKey, Epoch, LogError, LogErrorKind, Position};

/// The format this release writes.
const FORMAT: i64 = 1;
/// One migration at a time in a database: any number will do, if it is always the same.
const MIGRATING: i64 = 0x544c_4142;
const MIGRATION: &str = "making the log's tables";

/// What a database turns out to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    /// Nothing of ours, and no table `events`.
    Nothing,
    /// A table `events` without a log's columns: postgres-es's, or something else.
    Foreign {
        postgres_es: bool,
    },
    Log(i64),
}

/// Checks that this is a log of this release's format, or makes one if that was asked for and nothing is there.
pub(super) async fn open_log(
    connection: &mut PgConnection,
    shown: &str,
    create: bool,
) -> Result<DigestKey, LogError> {
    match look(connection).await? {
        Found::Nothing if create => migrate(connection, shown).await?,
        found => refuse(found, shown)?,
    }
    key(connection).await
}

/// Makes a log where there is none, adopting the events that postgres-es left, and upgrades an older one.
pub(super) async fn migrate(connection: &mut PgConnection, shown: &str) -> Result<(), LogError> {
    run(connection, "BEGIN").await?;
    let sql = format!("SELECT pg_advisory_xact_lock({MIGRATING})");
    run(connection, &sql).await?;
    // Another process may have been quicker; then its log is the log.
    match look(connection).await? {
        Found::Log(FORMAT) => {}
        Found::Nothing | Found::Foreign { postgres_es: true } => make(connection).await?,
        found => refuse(found, shown)?,
    }
    run(connection, "COMMIT").await
}

/// Raises the counter of the log's epoch.
pub(super) async fn promote(connection: &mut PgConnection) -> Result<Epoch, LogError> {
    let sql = "UPDATE talab.head SET counter = counter + 1 RETURNING epoch::text, counter";
    let promoting = || failed("promoting the log");
    let row = sqlx::query(sql).fetch_one(connection).await.map_err(promoting())?;
    let (id, counter): (String, i64) =
        (row.try_get(0).map_err(promoting())?, row.try_get(1).map_err(promoting())?);
    let id = Uuid::try_parse(&id).map_err(|error| wrong("talab.head.epoch").because(error))?;
    Ok(Epoch::new(id, u64::try_from(counter).map_err(|error| wrong("talab.head.counter").because(error))?))
}

/// The key for command digests.
pub(super) async fn key(connection: &mut PgConnection) -> Result<DigestKey, LogError> {
    let text = meta(connection, "digest_key").await?;
    text.as_deref().and_then(unhex).map(DigestKey::from_bytes).ok_or_else(|| wrong("talab.meta.digest_key"))
}

/// What the log says about itself under this key.
pub(super) async fn meta(connection: &mut PgConnection, key: &str) -> Result<Option<String>, LogError> {
    let query = sqlx::query("SELECT value FROM talab.meta WHERE key = $1").bind(key);
    let row = query.fetch_optional(connection).await.map_err(failed("reading talab.meta"))?;
    row.map(|row| row.try_get(0).map_err(failed("reading talab.meta"))).transpose()
}

async fn look(connection: &mut PgConnection) -> Result<Found, LogError> {
    // Asked of the catalogue, which every role may read; `events` in another schema is somebody else's.
    let sql = "SELECT to_regclass('talab.meta') IS NOT NULL, to_regclass('public.events') IS NOT NULL, \
               (SELECT count(*) FROM pg_catalog.pg_attribute \
                WHERE attrelid = to_regclass('public.events') AND attnum > 0 AND NOT attisdropped \
                  AND (attname, format_type(atttypid, NULL)) IN (('aggregate_type', 'text'), \
                      ('aggregate_id', 'text'), ('sequence', 'bigint'), ('event_type', 'text'), \
                      ('event_version', 'text'), ('payload', 'json'), ('metadata', 'json')))";
    let looking = || failed("looking what the database holds");
    let row = sqlx::query(sql).fetch_one(&mut *connection).await.map_err(looking())?;
    let (ours, events): (bool, bool) =
        (row.try_get(0).map_err(looking())?, row.try_get(1).map_err(looking())?);
    let columns: i64 = row.try_get(2).map_err(looking())?;
    if !ours {
        return Ok(if events { Found::Foreign { postgres_es: columns == 7 } } else { Found::Nothing });
    }
    let format = meta(connection, "format").await?.and_then(|format| format.parse().ok());
    format.map(Found::Log).ok_or_else(|| wrong("talab.meta.format"))
}

fn refuse(found: Found, shown: &str) -> Result<(), LogError> {
    let (kind, problem) = match found {
        Found::Log(FORMAT) => return Ok(()),
        Found::Nothing => {
            (LogErrorKind::NotFound, format!("{shown} holds no log; run `talab migrate` as its owner"))
        }
        Found::Foreign { postgres_es: true } => (
            LogErrorKind::NeedsMigration,
            format!(
                "{shown} holds events of postgres-es; back it up and run `talab migrate` as its owner, which adopts them"
            ),
        ),
        Found::Foreign { postgres_es: false } => (
            LogErrorKind::NotATalabLog,
            format!("{shown} has a table `public.events` of something else; name another database"),
        ),
        Found::Log(newer) if newer > FORMAT => (
            LogErrorKind::NewerFormat,
            format!(
                "{shown} has format {newer} and this release reads format {FORMAT}; use the release that wrote it, or a newer one"
            ),
        ),
        // Format 1 is the first; whatever claims to be older was made by no release.
        Found::Log(older) => (
            LogErrorKind::Corrupt,
            format!("{shown} says it has format {older}, which no release wrote; verify it"),
        ),
    };
    Err(LogError::new(kind, problem))
}

async fn make(connection: &mut PgConnection) -> Result<(), LogError> {
    let id = uuid::Builder::from_random_bytes(random_bytes()?).into_uuid();
    lay_out(connection, Epoch::new(id, 1), &DigestKey::generate()?).await?;
    run(connection, include_str!("adopt.sql")).await?;
    run(connection, include_str!("guard.sql")).await
}

/// Makes the tables of a log that has this epoch and key, without their guards yet.
async fn lay_out(connection: &mut PgConnection, epoch: Epoch, key: &DigestKey) -> Result<(), LogError> {
    run(connection, include_str!("role.sql")).await?;
    run(connection, include_str!("schema.sql")).await?;
    let insert = sqlx::query(
        "INSERT INTO talab.head (epoch, counter, position, recorded_at, peaks) VALUES ($1::uuid, $2, 0, NULL, '')",
    );
    let counter = super::rows::bound(epoch.counter);
    let insert = insert.bind(epoch.id.to_string()).bind(counter);
    insert.execute(&mut *connection).await.map_err(failed(MIGRATION))?;
    let meta = [
        ("format", FORMAT.to_string()),
        ("entry_format", crate::ENTRY_FORMAT.to_string()),
        ("digest_key", hex(key.as_bytes())),
    ];
    for (key, value) in meta {
        write_meta(connection, key, &value).await?;
    }
    Ok(())
}

async fn write_meta(connection: &mut PgConnection, key: &str, value: &str) -> Result<(), LogError> {
    let insert = sqlx::query("INSERT INTO talab.meta (key, value) VALUES ($1, $2)").bind(key).bind(value);
    insert.execute(connection).await.map(drop).map_err(failed(MIGRATION))
}

/// Begins to restore a log into a database that holds nothing: the transaction stays open.
pub(super) async fn begin(
    connection: &mut PgConnection,
    shown: &str,
    epoch: Epoch,
    key: &DigestKey,
) -> Result<(), LogError> {
    run(connection, "BEGIN").await?;
    let sql = format!("SELECT pg_advisory_xact_lock({MIGRATING})");
    run(connection, &sql).await?;
    if look(connection).await? != Found::Nothing {
        let problem = format!("{shown} holds events already; name a database without any");
        return Err(LogError::new(LogErrorKind::AlreadyExists, problem));
    }
    // Nothing else waits for a log that isn't there yet, and the dump may come slowly.
    run(connection, "SET LOCAL idle_in_transaction_session_timeout = 0").await?;
    lay_out(connection, epoch, key).await
}

/// Puts the guards on a restored log and commits it.
pub(super) async fn finish(connection: &mut PgConnection, adopted: Position) -> Result<(), LogError> {
    write_meta(connection, "adopted", &adopted.to_string()).await?;
    run(connection, include_str!("guard.sql")).await?;
    let committed = connection.execute("COMMIT").await.map(drop);
    let in_doubt = is_in_doubt(&committed);
    committed.map_err(|error| {
        let error = failed("committing the restored log")(error);
        if in_doubt { error.with_kind(LogErrorKind::InDoubt) } else { error }
    })
}

/// Runs statements without values. Their own words, where the server has some, are the best explanation there is.
async fn run(connection: &mut PgConnection, sql: &str) -> Result<(), LogError> {
    connection.execute(sql).await.map(drop).map_err(|error| {
        let said = error.as_database_error().map(|told| told.message().to_owned());
        let error = failed(MIGRATION)(error);
        match said {
            Some(said) => causeless(&error, &said),
            None => error,
        }
    })
}

fn wrong(what: &str) -> LogError {
    LogError::new(LogErrorKind::Corrupt, format!("{what} can't be right; restore the log from a backup"))
}
