//! Tests of the PostgreSQL log, on a real server.

mod adopting;
mod cutting;
mod encrypted;
mod examined;
mod foreign;
mod guards;
mod order;
mod refused;
mod restoring;
mod sharing;

use std::sync::Arc;

use talab_testbed::{Cluster, Database};
use time::macros::datetime;

use super::*;
use crate::{CommandRecord, Expected, LogClock, LogErrorKind, NewEvent};

async fn make(clock: Arc<dyn LogClock>) -> (Arc<dyn EventLog>, Database<'static>) {
    let database = Cluster::shared().database();
    let log = PgLog::open(&database.url(), Options::default().clock(clock)).await.unwrap();
    (Arc::new(log), database)
}

crate::event_log_conformance!(make);

/// The same promises when every append is a group of its own and the next one has no place to wait.
mod one_at_a_time {
    use super::*;

    async fn make(clock: Arc<dyn LogClock>) -> (Arc<dyn EventLog>, Database<'static>) {
        let database = Cluster::shared().database();
        let options = Options::default().clock(clock).group_limit(1).queue_limit(1).readers(1);
        (Arc::new(PgLog::open(&database.url(), options).await.unwrap()), database)
    }

    crate::event_log_conformance!(make);
}

/// The same promises for a role that has only the rights of `talab_app`.
mod least_privilege {
    use super::*;

    async fn make(clock: Arc<dyn LogClock>) -> (Arc<dyn EventLog>, Database<'static>) {
        let database = Cluster::shared().database();
        PgLog::migrate(&database.url()).await.unwrap();
        let url = database.url_for("talab_app");
        (Arc::new(PgLog::open(&url, Options::default().clock(clock)).await.unwrap()), database)
    }

    crate::event_log_conformance!(make);
}

/// An append of two events to `stream`, as command `id`.
pub(super) fn note(stream: &str, id: &str) -> Append {
    let event = || NewEvent::new("Noted", format!(r#"{{"Noted":"{id}"}}"#), datetime!(2026-01-01 00:00 UTC));
    Append::new()
        .write(StreamId::new("Account", stream).unwrap(), Expected::Any, vec![event(), event()])
        .command(CommandRecord::new(id, [1; 32], "{}"))
}

async fn open(database: &Database<'_>) -> PgLog {
    PgLog::open(&database.url(), Options::default()).await.unwrap()
}
