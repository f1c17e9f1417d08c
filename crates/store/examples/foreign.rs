//! What this shows: an aggregate that has nothing to do with requests, kept in a talab log through cqrs-es.
//!
//! How to run it: `cargo run -p talab-store --example foreign`
#![expect(clippy::print_stdout, reason = "an example shows what it does")]

use std::collections::HashMap;
use std::sync::Arc;

use cqrs_es::event_sink::EventSink;
use cqrs_es::{Aggregate, CqrsFramework, DomainEvent};
use serde::{Deserialize, Serialize};
use talab_store::cqrs::{COMMAND_ID, DIGEST, LogStore};
use talab_store::{EventLog, Options, Pages, Position, SqliteLog, hex};

/// A shelf in a library: books come in and go out.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
struct Shelf {
    books: Vec<String>,
}

#[derive(Debug)]
enum ShelfCommand {
    Put(&'static str),
    Take(&'static str),
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum ShelfEvent {
    Put { title: String },
    Taken { title: String },
}

impl DomainEvent for ShelfEvent {
    fn event_type(&self) -> String {
        match self {
            Self::Put { .. } => "Put".to_owned(),
            Self::Taken { .. } => "Taken".to_owned(),
        }
    }

    fn event_version(&self) -> String {
        "1".to_owned()
    }
}

#[derive(Debug, thiserror::Error)]
#[error("there is no {0:?} on this shelf")]
struct NotThere(&'static str);

impl Aggregate for Shelf {
    const TYPE: &'static str = "Shelf";
    type Command = ShelfCommand;
    type Event = ShelfEvent;
    type Error = NotThere;
    type Services = ();

    async fn handle(
        &mut self,
        command: ShelfCommand,
        (): &(),
        sink: &EventSink<Self>,
    ) -> Result<(), NotThere> {
        let event = match command {
            ShelfCommand::Put(title) => ShelfEvent::Put { title: title.to_owned() },
            ShelfCommand::Take(title) if self.books.iter().any(|book| book == title) => {
                ShelfEvent::Taken { title: title.to_owned() }
            }
            ShelfCommand::Take(title) => return Err(NotThere(title)),
        };
        sink.write(event, self).await;
        Ok(())
    }

    fn apply(&mut self, event: ShelfEvent) {
        match event {
            ShelfEvent::Put { title } => self.books.push(title),
            ShelfEvent::Taken { title } => self.books.retain(|book| *book != title),
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let log: Arc<dyn EventLog> =
        Arc::new(SqliteLog::open(folder.path().join("shelves.db"), Options::default()).await?);
    let shelves = CqrsFramework::new(LogStore::<Shelf>::new(Arc::clone(&log)).cached(1000), vec![], ());

    shelves.execute("east-3", ShelfCommand::Put("مقدمة ابن خلدون")).await?;
    // A command with an id is done once, however often it is sent.
    let digest = hex(&log.digest_key().hmac(b"put rihla"));
    let named = HashMap::from([(COMMAND_ID.to_owned(), "desk-7:42".to_owned()), (DIGEST.to_owned(), digest)]);
    for _ in 0..3 {
        shelves.execute_with_metadata("east-3", ShelfCommand::Put("رحلة ابن بطوطة"), named.clone()).await?;
    }
    let refused = shelves.execute("east-3", ShelfCommand::Take("Don Quixote")).await;
    println!("refused: {}", refused.err().map(|error| error.to_string()).unwrap_or_default());

    let mut pages = Pages::after(Arc::clone(&log), Position::START);
    while let Some(page) = pages.next().await? {
        for event in page {
            println!("{:>3}  {}  {}  {}", event.position, event.stream, event.event_type, event.payload);
        }
    }
    let head = log.head().await?;
    assert_eq!(head.position, Position::new(2), "the repeated command appended once");
    log.close().await?;
    Ok(())
}

#[cfg(test)]
#[test]
fn the_example_runs() -> Result<(), Box<dyn std::error::Error>> {
    main()
}
