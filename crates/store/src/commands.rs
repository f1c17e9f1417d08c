//! The commands of a log, read beside its events.

use std::collections::VecDeque;
use std::sync::Arc;

use crate::{EventLog, LogError, Position, StoredCommand};

/// How many commands are read at a time: few, since the record of one may have a megabyte.
const PAGE: usize = 500;

/// The command behind each event, for those who go through a log in order, such as with [`Pages`](crate::Pages). Memory
/// holds one page.
///
/// ```
/// # use std::sync::Arc;
/// # use talab_store::{Commands, EventLog, MemoryLog, Position};
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let log: Arc<dyn EventLog> = Arc::new(MemoryLog::new()?);
/// let mut commands = Commands::of(log);
/// assert_eq!(commands.beginning_at(Position::new(1)).await?, None);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Commands {
    log: Arc<dyn EventLog>,
    page: VecDeque<StoredCommand>,
    /// Up to where commands were read; none when there are no more.
    after: Option<Position>,
}

impl Commands {
    /// Those of this log, from its beginning. What is appended after the last one was read is not found.
    #[must_use]
    pub fn of(log: Arc<dyn EventLog>) -> Self {
        Self { log, page: VecDeque::new(), after: Some(Position::START) }
    }

    /// The command whose first event stands at this position; none if none begins there. Positions that are asked for must
    /// rise: what begins before one of them is passed over for good. Dropping the future loses nothing.
    ///
    /// # Errors
    /// As for [`EventLog::read_commands`].
    pub async fn beginning_at(&mut self, position: Position) -> Result<Option<StoredCommand>, LogError> {
        loop {
            while self.page.pop_front_if(|command| command.first() < position).is_some() {}
            let Some(after) = self.after.filter(|_| self.page.is_empty()) else {
                return Ok(self.page.pop_front_if(|command| command.first() == position));
            };
            self.page.extend(self.log.read_commands(after, PAGE).await?);
            self.after = self.page.back().map(StoredCommand::last);
        }
    }
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;
    use crate::{Append, CommandRecord, Expected, MemoryLog, NewEvent, StreamId};

    /// Three events each: a command's two, and one that names none.
    async fn log_of(commands: u64) -> Arc<dyn EventLog> {
        let log = MemoryLog::new().unwrap();
        let event = || NewEvent::new("Noted", "{}", datetime!(2026-01-01 00:00 UTC));
        let stream = || StreamId::new("Account", "a").unwrap();
        for n in 0..commands {
            let append = Append::new().write(stream(), Expected::Any, vec![event(), event()]);
            log.append(append.command(CommandRecord::new(format!("c{n}"), [0; 32], "{}"))).await.unwrap();
            log.append(Append::new().write(stream(), Expected::Any, vec![event()])).await.unwrap();
        }
        Arc::new(log)
    }

    #[tokio::test]
    async fn each_is_found_at_its_first_event_across_pages() {
        let count = PAGE as u64 * 2 + 1;
        let mut commands = Commands::of(log_of(count).await);
        for position in 1..=count * 3 + 5 {
            let found = commands.beginning_at(Position::new(position)).await.unwrap();
            let expected = (position % 3 == 1 && position <= count * 3).then(|| format!("c{}", position / 3));
            assert_eq!(found.map(|command| command.id), expected, "position {position}");
        }
    }

    #[tokio::test]
    async fn what_is_passed_over_hides_nothing_after_it() {
        let last = PAGE as u64 * 3;
        let mut commands = Commands::of(log_of(last + 1).await);
        for number in [3, 4, last] {
            let found = commands.beginning_at(Position::new(number * 3 + 1)).await.unwrap();
            assert_eq!(found.map(|command| command.id), Some(format!("c{number}")));
        }
    }
}
