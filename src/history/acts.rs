//! A log in order, act by act: what was appended together, with the command behind it.

use std::collections::VecDeque;
use std::sync::Arc;

use talab_store::{Commands, EventLog, Pages, Position, Recorded, StoredCommand};

use crate::error::Error;

/// Events that one command caused, or one event that names none.
#[derive(Debug)]
pub(super) struct Act {
    pub(super) command: Option<StoredCommand>,
    pub(super) events: Vec<Recorded>,
}

/// The acts of a log up to a position.
#[derive(Debug)]
pub(super) struct Acts {
    until: Position,
    pages: Pages,
    page: VecDeque<Recorded>,
    commands: Commands,
}

impl Acts {
    pub(super) fn of(log: Arc<dyn EventLog>, until: Position) -> Self {
        Self {
            until,
            pages: Pages::after(Arc::clone(&log), Position::START),
            page: VecDeque::new(),
            commands: Commands::of(log),
        }
    }

    pub(super) async fn next(&mut self) -> Result<Option<Act>, Error> {
        let Some(first) = self.event().await? else { return Ok(None) };
        let command = self.commands.beginning_at(first.position).await?;
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
}
