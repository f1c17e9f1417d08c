//! Whether a log that grows grows slower.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use serde::Serialize;
use talab_store::{EventLog, StreamId, Version};

use crate::closed::drive;
use crate::commands::settle;
use crate::figures::log_log_slope;
use crate::server::Server;
use crate::systems::{Contender, fill_log, ours_over};
use crate::workload::{KIND, id};
use crate::{Args, Outcome};

/// How many callers send commands at each size.
const CALLERS: usize = 32;
/// How many streams are read at each size.
const READS: u64 = 2000;
/// How many requests are appended at a time.
const PAGE: u64 = 10_000;

/// One log, from small to large.
#[derive(Debug, Serialize)]
pub(crate) struct Growth {
    pub(crate) log: &'static str,
    pub(crate) sizes: Vec<Size>,
    /// Of the time that all appends up to a size took: 1 where twice as many take twice as long.
    pub(crate) slope: f64,
}

/// A log of one size.
#[derive(Debug, Serialize)]
pub(crate) struct Size {
    pub(crate) requests: u64,
    /// All that was appended so far, a whole life in one append.
    pub(crate) total_seconds: f64,
    pub(crate) command_us: f64,
    pub(crate) stream_read_us: f64,
}

pub(crate) async fn on_postgres(args: &Args, server: &Server) -> Outcome<Growth> {
    let url = server.database("growth")?;
    let (contender, log) = ours_over(crate::systems::open_pg(&url).await?);
    grow(args, "PostgreSQL", &contender, &log, Some(server)).await
}

pub(crate) async fn on_sqlite(args: &Args, folder: &Path) -> Outcome<Growth> {
    let log = crate::systems::open_sqlite(&folder.join("growth.db")).await?;
    let (contender, log) = ours_over(log);
    grow(args, "SQLite", &contender, &log, None).await
}

async fn grow(
    args: &Args,
    name: &'static str,
    contender: &Contender,
    log: &Arc<dyn EventLog>,
    server: Option<&Server>,
) -> Outcome<Growth> {
    let (mut total, mut filled, mut sizes) = (0.0, 0, Vec::new());
    for requests in steps(args.requests) {
        while filled < requests {
            let end = requests.min(filled + PAGE);
            let page: Vec<(String, u64)> = (filled..end).map(|number| (id(0, number), number)).collect();
            let started = Instant::now();
            fill_log(log, &page).await?;
            total += started.elapsed().as_secs_f64();
            filled = end;
        }
        settle(server).await?;
        let done = drive(&contender.system, CALLERS, args.span()).await?;
        let (total_seconds, command_us) = (total, 1e6 / done.per_second());
        sizes.push(Size {
            requests,
            total_seconds,
            command_us,
            stream_read_us: read_streams(log, requests).await?,
        });
    }
    let points: Vec<(f64, f64)> =
        sizes.iter().map(|size| (size.requests as f64, size.total_seconds)).collect();
    Ok(Growth { log: name, slope: log_log_slope(&points), sizes })
}

/// Three sizes to a decade, over two decades, up to the largest.
fn steps(largest: u64) -> Vec<u64> {
    [100, 30, 10, 3, 1].map(|part| (largest / part).max(1)).to_vec()
}

/// The time that one read of one stream takes, anywhere in the log.
async fn read_streams(log: &Arc<dyn EventLog>, requests: u64) -> Outcome<f64> {
    let started = Instant::now();
    for number in 0..READS {
        let request = id(0, crate::arrivals::mix(number) % requests);
        if log.read_stream(&StreamId::new(KIND, request)?, Version::FIRST).await?.len() != 8 {
            return Err("a stream of the log isn't whole".into());
        }
    }
    Ok(started.elapsed().as_secs_f64() * 1e6 / READS as f64)
}

#[cfg(test)]
mod tests {
    use super::steps;

    #[test]
    fn sizes_span_two_decades() {
        assert_eq!(steps(1_000_000), [10_000, 33_333, 100_000, 333_333, 1_000_000]);
    }
}
