//! A log in order, act by act: what was appended together, with the command behind it.

use std::collections::VecDeque;
use std::sync::Arc;

use talab_store::{EventLog, Pages, Position, Recorded, StoredCommand};

use crate::error::Error;

/// How many commands are read at a time.
const COMMANDS: usize = 500;

/// Events that one command caused, or one event that names none.
#[derive(Debug)]
pub(super) struct Act {
    pub(super) command: Option<StoredCommand>,
    pub(super) events: Vec<Recorded>,
}

/// The acts of a log up to a position.
#[derive(Debug)]
pub(super) struct Acts {
    log: Arc<dyn EventLog>,
    until: Position,
    pages: Pages,
    page: VecDeque<Recorded>,
    commands: VecDeque<StoredCommand>,
    /// The last event of the last command read; nothing once there are no more.
    commands_after: Option<Position>,
}

impl Acts {
    pub(super) fn of(log: Arc<dyn EventLog>, until: Position) -> Self {
        Self {
            pages: Pages::after(Arc::clone(&log), Position::START),
            log,
            until,
            page: VecDeque::new(),
            commands: VecDeque::new(),
            commands_after: Some(Position::START),
        }
    }

    pub(super) async fn next(&mut self) -> Result<Option<Act>, Error> {
        let Some(first) = self.event().await? else { return Ok(None) };
        let command = self.command(first.position).await?;
        let last = command.as_ref().map_or(first.position, StoredCommand::last);
        let mut events = vec![first];
        while events.last().is_some_and(|event| event.position < last) {
            let Some(event) = self.event().await? else { break };
            events.push(event);
        }
        Ok(Some(Act { command, events }))
    }

    async fn event(&mut self) -> Result<Option<Recorded>, Error> {
        if self.page.is_empty() {
            let Some(page) = self.pages.next().await? else { return Ok(None) };
            self.page.extend(page);
        }
        Ok(self.page.pop_front().filter(|event| event.position <= self.until))
    }

    /// The command whose first event stands there.
    async fn command(&mut self, position: Position) -> Result<Option<StoredCommand>, Error> {
        if let (true, Some(after)) = (self.commands.is_empty(), self.commands_after) {
            self.commands.extend(self.log.read_commands(after, COMMANDS).await?);
            self.commands_after = self.commands.back().map(StoredCommand::last);
        }
        Ok(self.commands.pop_front_if(|command| command.first() == position))
    }
}
