//! Rows as postgres-es has them, by the page, to fill a store with; and the same into a log.

use std::sync::Arc;

use sqlx::PgConnection;
use talab_store::{Append, EventLog, Expected, NewEvent, StreamId, Version};
use time::OffsetDateTime;
use tokio::sync::Semaphore;

use crate::Outcome;
use crate::workload::{Event, KIND, whole_life};

/// The payloads of these events.
pub(crate) fn texts(events: &[Event]) -> serde_json::Result<Vec<String>> {
    events.iter().map(serde_json::to_string).collect()
}

/// The names of these events.
pub(crate) fn kinds(events: &[Event]) -> Vec<&'static str> {
    events.iter().map(Event::name).collect()
}

/// Puts whole requests into a table `events` with the columns of postgres-es.
pub(crate) async fn insert_page(connection: &mut PgConnection, requests: &[(String, u64)]) -> Outcome {
    let (mut ids, mut sequences, mut types, mut payloads) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (id, seed) in requests {
        let events = whole_life(*seed);
        ids.extend(events.iter().map(|_| id.as_str()));
        sequences.extend(1..=i64::try_from(events.len())?);
        types.extend(kinds(&events));
        payloads.extend(texts(&events)?);
    }
    let sql = "INSERT INTO events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata) \
               SELECT $1, e.id, e.sequence, e.type, '1.0', e.payload::json, '{}'::json \
               FROM unnest($2::text[], $3::int8[], $4::text[], $5::text[]) AS e (id, sequence, type, payload)";
    let insert = sqlx::query(sql).bind(KIND).bind(ids).bind(sequences).bind(types).bind(payloads);
    insert.execute(connection).await?;
    Ok(())
}

/// Appends whole requests to a log, many at a time, so that the log's writer takes them in groups.
pub(crate) async fn fill_log(log: &Arc<dyn EventLog>, requests: &[(String, u64)]) -> Outcome {
    let places = Arc::new(Semaphore::new(600));
    let mut appends = tokio::task::JoinSet::new();
    for (id, seed) in requests {
        let place = Arc::clone(&places).acquire_owned().await?;
        let (log, append) = (Arc::clone(log), life(id, *seed)?);
        appends.spawn(async move {
            let appended = log.append(append).await;
            drop(place);
            appended.map(drop)
        });
        while let Some(done) = appends.try_join_next() {
            done??;
        }
    }
    while let Some(done) = appends.join_next().await {
        done??;
    }
    Ok(())
}

fn life(id: &str, seed: u64) -> Outcome<Append> {
    let events = whole_life(seed);
    let now = OffsetDateTime::now_utc();
    let new = events.iter().zip(texts(&events)?);
    let new = new.map(|(event, payload)| {
        NewEvent::new(event.name(), payload, now).event_version("1.0").metadata("{}")
    });
    Ok(Append::new().write(StreamId::new(KIND, id)?, Expected::Exact(Version::NONE), new.collect()))
}
