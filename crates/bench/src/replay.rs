//! A whole log, decoded and folded into where each request stands.

mod peers;
mod raw;

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use serde::Serialize;
use talab_store::{EventLog, Pages, Position};

use crate::figures::{median, ratio};
use crate::server::Server;
use crate::systems::{fill_log, open_pg, open_sqlite};
use crate::workload::{EVENTS_PER_REQUEST, Event, Status, id};
use crate::{Args, Outcome, machine};

/// How many requests are put into a store at a time.
const PAGE: usize = 1000;

/// Where each request stands, by its id.
pub(crate) type Statuses = HashMap<String, Status>;

/// One way to read a log.
#[derive(Debug, Serialize)]
pub(crate) struct Replay {
    pub(crate) reader: &'static str,
    pub(crate) events: u64,
    pub(crate) per_second: f64,
    pub(crate) all_per_second: Vec<f64>,
    pub(crate) to_peer: Option<f64>,
    pub(crate) to_ceiling: Option<f64>,
    /// How much the process grew while it read, at its peak: the map of statuses and what is held of the log.
    pub(crate) peak_growth_mb: u64,
    /// A number made of all statuses: every reader must come to the same.
    pub(crate) outcome: u64,
}

/// The stores that are read.
struct Stores {
    es: String,
    pg: Arc<dyn EventLog>,
}

/// Reads from PostgreSQL in all ways.
pub(crate) async fn on_postgres(args: &Args, server: &Server) -> Outcome<Vec<Replay>> {
    let (es, ours) = (server.database("replay_es")?, server.database("replay_talab")?);
    let stores = Stores { pg: open_pg(&ours).await?, es };
    let mut filler = peers::PgFiller::open(&stores.es).await?;
    for page in requests(args.events).chunks(PAGE) {
        filler.fill(page).await?;
        fill_log(&stores.pg, page).await?;
    }
    server.catch_up().await?;
    let mut found = Vec::new();
    let mut again = Again { args, found: &mut found };
    again.of("postgres-es QueryReplay", async || peers::postgres_es(&stores.es).await).await?;
    again.of("RAW sqlx, keyset pages, prefetched", async || raw::keyset(&ours).await).await?;
    again.of("talab, read_all", async || read_all(&stores.pg).await).await?;
    again.of("talab, Pages", async || pages(&stores.pg).await).await?;
    again.of("talab, Pages, folded beside", async || beside(&stores.pg).await).await?;
    compare(&mut found);
    Ok(found)
}

/// Reads from SQLite in all ways.
pub(crate) async fn on_sqlite(args: &Args, folder: &Path) -> Outcome<Vec<Replay>> {
    let (es, ours) = (folder.join("replay_es.db"), folder.join("replay_talab.db"));
    let log = open_sqlite(&ours).await?;
    let pool = peers::sqlite_pool(&es).await?;
    for page in requests(args.events).chunks(PAGE) {
        peers::fill_sqlite(&pool, page).await?;
        fill_log(&log, page).await?;
    }
    let mut found = Vec::new();
    let mut again = Again { args, found: &mut found };
    again.of("sqlite-es QueryReplay", async || peers::sqlite_es(&pool).await).await?;
    again.of("RAW rusqlite, one statement", async || raw::sqlite(&ours)).await?;
    again.of("talab, read_all", async || read_all(&log).await).await?;
    again.of("talab, Pages", async || pages(&log).await).await?;
    again.of("talab, Pages, folded beside", async || beside(&log).await).await?;
    compare(&mut found);
    Ok(found)
}

pub(crate) fn requests(events: u64) -> Vec<(String, u64)> {
    (0..events / EVENTS_PER_REQUEST).map(|number| (id(0, number), number)).collect()
}

/// Does everything as often as was asked for.
struct Again<'a> {
    args: &'a Args,
    found: &'a mut Vec<Replay>,
}

impl Again<'_> {
    async fn of(&mut self, reader: &'static str, read: impl AsyncFn() -> Outcome<Statuses>) -> Outcome {
        let events = self.args.events / EVENTS_PER_REQUEST * EVENTS_PER_REQUEST;
        let (mut speeds, mut grown, mut outcome) = (Vec::new(), 0, 0);
        for _ in 0..self.args.reps {
            machine::forget_peak();
            let (_, before) = machine::memory();
            let started = Instant::now();
            let statuses = read().await?;
            speeds.push(events as f64 / started.elapsed().as_secs_f64());
            grown = grown.max(machine::memory().0.saturating_sub(before));
            outcome = fingerprint(&statuses);
        }
        let per_second = median(&speeds);
        let (to_peer, to_ceiling) = (None, None);
        let peak_growth_mb = grown;
        self.found.push(Replay {
            reader,
            events,
            per_second,
            all_per_second: speeds,
            to_peer,
            to_ceiling,
            peak_growth_mb,
            outcome,
        });
        Ok(())
    }
}

/// The first of the readers is the peer, the second the ceiling.
fn compare(found: &mut [Replay]) {
    let speed = |at: usize| found.get(at).map(|replay| replay.per_second);
    let (peer, ceiling) = (speed(0), speed(1));
    for replay in found {
        (replay.to_peer, replay.to_ceiling) =
            (ratio(replay.per_second, peer), ratio(replay.per_second, ceiling));
    }
}

/// The same for the same statuses, in whatever order they are held.
fn fingerprint(statuses: &Statuses) -> u64 {
    let one = |(id, status): (&String, &Status)| {
        let mixed = id.bytes().fold(0, |mixed, byte| crate::arrivals::mix(mixed ^ u64::from(byte)));
        crate::arrivals::mix(mixed ^ *status as u64)
    };
    statuses.iter().map(one).fold(0, u64::wrapping_add)
}

/// Takes an event into the map; an id is copied only when it is new.
pub(crate) fn fold(statuses: &mut Statuses, id: &str, status: Status) {
    match statuses.get_mut(id) {
        Some(known) => *known = status,
        None => drop(statuses.insert(id.to_owned(), status)),
    }
}

fn fold_page(statuses: &mut Statuses, page: &[talab_store::Recorded]) -> Outcome {
    for event in page {
        fold(statuses, event.stream.id(), serde_json::from_str::<Event>(&event.payload)?.status());
    }
    Ok(())
}

/// Page after page, each asked for when the last one is done with.
async fn read_all(log: &Arc<dyn EventLog>) -> Outcome<Statuses> {
    let (mut statuses, mut after) = (Statuses::new(), Position::START);
    loop {
        let page = log.read_all(after, Pages::SIZE).await?;
        let Some(last) = page.last() else { return Ok(statuses) };
        after = last.position;
        fold_page(&mut statuses, &page)?;
    }
}

/// Pages that are read ahead.
async fn pages(log: &Arc<dyn EventLog>) -> Outcome<Statuses> {
    let (mut statuses, mut pages) = (Statuses::new(), Pages::after(Arc::clone(log), Position::START));
    while let Some(page) = pages.next().await? {
        fold_page(&mut statuses, &page)?;
    }
    Ok(statuses)
}

/// The same from a task, so that folding doesn't stand on the thread that starts the program: there the runtime's own
/// threads must be woken for every page.
async fn beside(log: &Arc<dyn EventLog>) -> Outcome<Statuses> {
    let log = Arc::clone(log);
    tokio::spawn(async move { pages(&log).await }).await?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_statuses_have_equal_fingerprints() {
        let statuses = |last| {
            let mut statuses = Statuses::new();
            fold(&mut statuses, "b", Status::Decided);
            fold(&mut statuses, "a", Status::Submitted);
            fold(&mut statuses, "a", last);
            fingerprint(&statuses)
        };
        assert_eq!(statuses(Status::Waiting), statuses(Status::Waiting));
        assert_ne!(statuses(Status::Waiting), statuses(Status::Decided));
    }
}
