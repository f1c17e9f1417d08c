//! One transaction for a group of appends.

use rusqlite::Connection;

use super::{causes, failed, rows};
use crate::ledger::{Ledger, TAILS, Tail, check_expected, replay};
use crate::recent::Recent;
use crate::{Append, AppendError, Appended, LogClock, LogError, LogErrorKind, StreamId};

/// What the writer knows of the file between groups. Forgotten whenever a group fails.
#[derive(Debug)]
pub(super) struct Known {
    ledger: Option<Ledger>,
    tails: Recent<StreamId, Tail>,
}

impl Default for Known {
    fn default() -> Self {
        Self { ledger: None, tails: Recent::of(TAILS) }
    }
}

/// Appends each of the group that may be appended, all in one transaction, and gives each its answer.
///
/// # Errors
/// When the storage fails; then nothing of the group was appended (or, for `InDoubt`, perhaps all of it), `known` is
/// empty and the connection must not be used again.
pub(super) fn write(
    connection: &Connection,
    known: &mut Known,
    clock: &dyn LogClock,
    group: Vec<Append>,
) -> Result<Vec<Result<Appended, AppendError>>, LogError> {
    // What is known runs ahead of the file until the commit, so it is put back only after it.
    let mut ahead = std::mem::take(known);
    connection
        .prepare_cached("BEGIN IMMEDIATE")
        .and_then(|mut begin| begin.execute([]))
        .map_err(failed("taking the log's write lock"))?;
    let answers = ahead.refresh(connection).and_then(|()| ahead.fill(connection, clock, group));
    let answers = answers.inspect_err(|_| {
        // The error that led here is the one to tell; the connection is dropped anyway, which also rolls back.
        let _ = connection.execute_batch("ROLLBACK");
    })?;
    connection.prepare_cached("COMMIT").and_then(|mut commit| commit.execute([])).map_err(commit_failed)?;
    *known = ahead;
    Ok(answers)
}

impl Known {
    /// Looks whether another process appended, and forgets what is out of date.
    fn refresh(&mut self, connection: &Connection) -> Result<(), LogError> {
        let position = rows::last_position(connection)?;
        if self.ledger.as_ref().is_none_or(|ledger| ledger.position() != position) {
            self.tails.forget();
            self.ledger = Some(rows::ledger(connection)?);
        }
        Ok(())
    }

    fn fill(
        &mut self,
        connection: &Connection,
        clock: &dyn LogClock,
        group: Vec<Append>,
    ) -> Result<Vec<Result<Appended, AppendError>>, LogError> {
        group.into_iter().map(|append| self.append(connection, clock, append)).collect()
    }

    /// Appends one, if it may be; whether it may is settled before anything is written. The outer error is the
    /// storage's and ends the group, the inner one is this append's own.
    fn append(
        &mut self,
        connection: &Connection,
        clock: &dyn LogClock,
        append: Append,
    ) -> Result<Result<Appended, AppendError>, LogError> {
        if let Some(command) = &append.command
            && let Some(stored) = causes::by_id(connection, &command.id)?
        {
            return Ok(replay(command, stored));
        }
        let mut tails = Vec::with_capacity(append.writes.len());
        for write in &append.writes {
            let tail = match self.tails.get(&write.stream) {
                Some(tail) => *tail,
                None => rows::tail(connection, &write.stream)?,
            };
            if let Err(conflict) = check_expected(write, tail.version) {
                return Ok(Err(conflict));
            }
            tails.push(tail);
        }
        let ledger = self.ledger.get_or_insert_default();
        let laid = ledger.lay(append, &tails, clock.now());
        rows::insert(connection, &laid)?;
        for event in &laid.events {
            self.tails.put(event.stream.clone(), Tail { version: event.version, leaf: Some(event.leaf) });
        }
        Ok(Ok(laid.appended))
    }
}

/// A commit that fails for want of room didn't happen. After any other failure the commit's last bytes
/// may be in the file all the same, and be found after a crash.
pub(super) fn commit_failed(error: rusqlite::Error) -> LogError {
    let error = failed("committing to the log")(error);
    match error.kind() {
        LogErrorKind::Full => error,
        _ => error.with_kind(LogErrorKind::InDoubt),
    }
}
