//! What this shows: a program on cqrs-es keeps its commands in a talab log and its own view in postgres-es's view
//! repository, in the same database; and the view is made again from the log.
//!
//! How to run it: `cargo run -p talab-store --features postgres --example own_view -- postgres://USER@HOST/DATABASE`, with
//! the owner of an empty database. Without a URL it starts a server of its own, if PostgreSQL is installed.
#![expect(clippy::print_stdout, reason = "an example shows what it does")]

use std::sync::Arc;

use cqrs_es::event_sink::EventSink;
use cqrs_es::persist::{GenericQuery, QueryReplay};
use cqrs_es::{Aggregate, CqrsFramework, DomainEvent, EventEnvelope, View};
use postgres_es::{PostgresEventRepository, PostgresViewRepository};
use serde::{Deserialize, Serialize};
use sqlx::Executor as _;
use sqlx::postgres::PgPoolOptions;
use talab_store::cqrs::LogStore;
use talab_store::{EventLog, Options, PgLog};

/// A shelf of a library: books come and go.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
struct Shelf {
    books: Vec<String>,
}

#[derive(Debug)]
enum ShelfCommand {
    Put(String),
    Take(String),
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
        "1.0".to_owned()
    }
}

#[derive(Debug, thiserror::Error)]
#[error("that book is not here")]
struct NotHere;

impl Aggregate for Shelf {
    const TYPE: &'static str = "shelf";
    type Command = ShelfCommand;
    type Event = ShelfEvent;
    type Error = NotHere;
    type Services = ();

    async fn handle(
        &mut self,
        command: ShelfCommand,
        (): &(),
        sink: &EventSink<Self>,
    ) -> Result<(), NotHere> {
        match command {
            ShelfCommand::Put(title) => sink.write(ShelfEvent::Put { title }, self).await,
            ShelfCommand::Take(title) if self.books.contains(&title) => {
                sink.write(ShelfEvent::Taken { title }, self).await;
            }
            ShelfCommand::Take(_) => return Err(NotHere),
        }
        Ok(())
    }

    fn apply(&mut self, event: ShelfEvent) {
        match event {
            ShelfEvent::Put { title } => self.books.push(title),
            ShelfEvent::Taken { title } => self.books.retain(|book| *book != title),
        }
    }
}

/// The program's own view: how much a shelf is used. It knows nothing of talab.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
struct Use {
    put: u32,
    taken: u32,
}

impl View<Shelf> for Use {
    fn update(&mut self, event: &EventEnvelope<Shelf>) {
        match event.payload {
            ShelfEvent::Put { .. } => self.put += 1,
            ShelfEvent::Taken { .. } => self.taken += 1,
        }
    }
}

type Uses = PostgresViewRepository<Use, Shelf>;

/// The table of a view as postgres-es's own documentation makes it, in the schema of views: `talab_app` may make tables
/// there, and nowhere else.
const TABLE: &str = "CREATE TABLE talab_views.shelf_use (view_id text NOT NULL, version bigint CHECK (version >= 0) NOT NULL, \
    payload json NOT NULL, PRIMARY KEY (view_id))";

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // What a test harness is given is no URL.
    let own = std::env::args().nth(1).filter(|argument| argument.contains("://"));
    let url = own.unwrap_or_else(|| talab_testbed::Cluster::shared().database().url());

    // The log, and beside it the pool that the program has for its views.
    let log = Arc::new(PgLog::open(&url, Options::default()).await?);
    let pool = PgPoolOptions::new().connect(&url).await?;
    pool.execute(TABLE).await?;

    // Commands go into the log; after each, the framework brings the view up to date.
    let uses = Arc::new(Uses::new("talab_views.shelf_use", pool.clone()));
    let view = GenericQuery::<Uses, Use, Shelf>::new(Arc::clone(&uses));
    let store = LogStore::<Shelf>::new(Arc::clone(&log) as Arc<dyn EventLog>);
    let shelves = CqrsFramework::new(store, vec![Box::new(view)], ());
    for title in ["مقدمة ابن خلدون", "كتاب الحيوان", "رحلة ابن بطوطة"] {
        shelves.execute("s-1", ShelfCommand::Put(title.to_owned())).await?;
    }
    shelves.execute("s-1", ShelfCommand::Take("كتاب الحيوان".to_owned())).await?;
    assert!(shelves.execute("s-1", ShelfCommand::Take("كتاب الحيوان".to_owned())).await.is_err());

    let reading = GenericQuery::<Uses, Use, Shelf>::new(Arc::clone(&uses));
    let served = reading.load("s-1").await.ok_or("the view is not there")?;
    println!("s-1: {served:?}");
    assert_eq!(served, Use { put: 3, taken: 1 });

    // A view is disposable: it is emptied and made again from the log's table, by the framework's own replay.
    pool.execute("DELETE FROM talab_views.shelf_use").await?;
    let again = GenericQuery::<Uses, Use, Shelf>::new(Arc::clone(&uses));
    QueryReplay::new(PostgresEventRepository::new(pool.clone()), again).replay_all().await?;
    assert_eq!(reading.load("s-1").await, Some(served));
    println!("the same after a replay of {} events", log.head().await?.position);
    pool.close().await;
    log.close().await?;
    Ok(())
}

#[cfg(test)]
#[test]
fn the_example_runs() -> Result<(), Box<dyn std::error::Error>> {
    main()
}
