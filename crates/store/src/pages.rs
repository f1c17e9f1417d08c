//! Reading the whole log, with the next page on its way while this one is worked on.

use std::sync::Arc;

use tokio::task::JoinHandle;

use crate::{EventLog, LogError, LogErrorKind, Position, Recorded};

/// The events of a log in order, page by page, for those who fold or copy all of it. Memory holds two pages at most.
///
/// ```
/// # use std::sync::Arc;
/// # use talab_store::{EventLog, MemoryLog, Pages, Position};
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let log: Arc<dyn EventLog> = Arc::new(MemoryLog::new()?);
/// let mut pages = Pages::after(log, Position::START);
/// let mut events = 0;
/// while let Some(page) = pages.next().await? {
///     events += page.len();
/// }
/// assert_eq!(events, 0);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Pages {
    log: Arc<dyn EventLog>,
    size: usize,
    /// The page that is being read; none once an end was reached.
    coming: Option<JoinHandle<Result<Vec<Recorded>, LogError>>>,
}

impl Pages {
    /// How many events a page has, unless told otherwise.
    pub const SIZE: usize = 5_000;

    /// The events after a position. Reading begins at once; the caller must be within a Tokio runtime.
    #[must_use]
    pub fn after(log: Arc<dyn EventLog>, position: Position) -> Self {
        Self::sized(log, position, Self::SIZE)
    }

    /// The same in pages of so many events, at least one.
    #[must_use]
    pub fn sized(log: Arc<dyn EventLog>, position: Position, size: usize) -> Self {
        let size = size.max(1);
        let coming = Some(read(Arc::clone(&log), position, size));
        Self { log, size, coming }
    }

    /// The next page; none at the end of the log. What is appended after that is not waited for: ask again with a new
    /// one, from the last position. Dropping the future loses nothing.
    ///
    /// # Errors
    /// As for [`EventLog::read_all`]; the pages end there.
    pub async fn next(&mut self) -> Result<Option<Vec<Recorded>>, LogError> {
        let Some(coming) = &mut self.coming else { return Ok(None) };
        let read_now = coming.await;
        self.coming = None;
        let page = read_now.unwrap_or_else(|error| {
            let problem = "reading the log was cut short; begin again from the last event";
            Err(LogError::new(LogErrorKind::Unavailable, problem).because(error))
        })?;
        let Some(last) = page.last() else { return Ok(None) };
        // A page that isn't full is the last one, as things stood when it was read.
        if page.len() == self.size {
            self.coming = Some(read(Arc::clone(&self.log), last.position, self.size));
        }
        Ok(Some(page))
    }
}

fn read(log: Arc<dyn EventLog>, after: Position, size: usize) -> JoinHandle<Result<Vec<Recorded>, LogError>> {
    tokio::spawn(async move { log.read_all(after, size).await })
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::{Append, Expected, MemoryLog, NewEvent, StreamId};

    async fn log_of(events: usize) -> Arc<dyn EventLog> {
        let log = MemoryLog::new().unwrap();
        for n in 0..events {
            let event = NewEvent::new("Noted", n.to_string(), datetime!(2026-01-01 00:00 UTC));
            let stream = StreamId::new("Account", "a").unwrap();
            log.append(Append::new().write(stream, Expected::Any, vec![event])).await.unwrap();
        }
        Arc::new(log)
    }

    #[tokio::test]
    async fn pages_join_into_the_whole_log() {
        for events in [0, 1, 6, 7, 8, 14, 20] {
            let log = log_of(events).await;
            let mut pages = Pages::sized(Arc::clone(&log), Position::START, 7);
            let mut read = Vec::new();
            while let Some(page) = pages.next().await.unwrap() {
                assert!(page.len() <= 7);
                read.extend(page);
            }
            assert_eq!(read, log.read_all(Position::START, 100).await.unwrap());
            assert!(pages.next().await.unwrap().is_none(), "an end stays an end");
        }
    }

    #[tokio::test]
    async fn a_log_that_fails_ends_the_pages() {
        let log = log_of(20).await;
        let mut pages = Pages::sized(Arc::clone(&log), Position::new(3), 5);
        assert_eq!(pages.next().await.unwrap().unwrap()[0].position.get(), 4);
        log.close().await.unwrap();
        // The page that was under way may have been read before the log was closed.
        while let Ok(Some(_)) = pages.next().await {}
        assert!(pages.next().await.unwrap().is_none());
    }
}
