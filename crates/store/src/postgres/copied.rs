//! Pages of events out of the database, by COPY.
//!
//! A page is large and read often: by every view that is built, and by whoever verifies a log. A row of a query costs this
//! side three times as much as the same bytes copied.

use std::future::poll_fn;

use sqlx::PgConnection;

use super::failed;
use super::rows::{self, EVENT, READING, impossible};
use crate::{LogError, Position, Recorded};

/// What begins the first message: a signature, a word of flags, and the length of an extension.
const SIGNATURE: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";
/// How many columns [`EVENT`] has.
const COLUMNS: i16 = 11;

/// The events after a position.
pub(super) async fn all(
    connection: &mut PgConnection,
    after: Position,
    limit: usize,
) -> Result<Vec<Recorded>, LogError> {
    let (after, limit) = (rows::bound(after.get()), rows::bound(limit as u64));
    let sql = format!(
        "COPY (SELECT {EVENT} FROM public.events WHERE position > {after} ORDER BY position LIMIT {limit}) \
         TO STDOUT (FORMAT binary)"
    );
    let mut messages = connection.copy_out_raw(&sql).await.map_err(failed(READING))?;
    let mut events: Vec<Recorded> = Vec::new();
    while let Some(message) = poll_fn(|context| messages.as_mut().poll_next(context)).await {
        let message = message.map_err(failed(READING))?;
        // The server sends each row in a message of its own.
        let row = message.strip_prefix(SIGNATURE).unwrap_or(&message);
        events.extend(recorded(row, events.last())?);
    }
    Ok(events)
}

/// The event of a row; none for the one that ends it all.
fn recorded(row: &[u8], last: Option<&Recorded>) -> Result<Option<Recorded>, LogError> {
    let mut fields = Fields(row);
    match fields.number::<2>().map(i16::from_be_bytes)? {
        -1 => return Ok(None),
        COLUMNS => {}
        _ => return Err(impossible("the number of columns")),
    }
    rows::event(|| fields.next(), last).map(Some)
}

/// What is left of a row.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn number<const N: usize>(&mut self) -> Result<[u8; N], LogError> {
        let (number, rest) = self.0.split_first_chunk().ok_or_else(|| impossible("the length of a row"))?;
        self.0 = rest;
        Ok(*number)
    }

    /// The bytes of the next column, as in any binary answer.
    fn next(&mut self) -> Result<&'a [u8], LogError> {
        let length = i32::from_be_bytes(self.number()?);
        let length = usize::try_from(length).map_err(|_| impossible("a null"))?;
        let (field, rest) =
            self.0.split_at_checked(length).ok_or_else(|| impossible("the length of a row"))?;
        self.0 = rest;
        Ok(field)
    }
}
