//! The server is killed at its work.

use std::time::Duration;

use super::*;

const ROUNDS: usize = 3;

/// Rounds of load on a server that is killed with all its processes and comes back on what it left. The lane outlives
/// it: nothing that was acknowledged is lost, nothing happens twice.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost_when_the_server_is_killed() {
    let cluster = Arc::new(Cluster::start(&["restart_after_crash = off"]));
    let url = cluster.database().url();
    let options = Options::default().retry_for(Duration::from_secs(60));
    let log = Arc::new(PgLog::open(&url, options).await.unwrap());
    let mut acknowledged = 0;
    for round in 0..ROUNDS {
        let write = |writer: usize| {
            let log = Arc::clone(&log);
            tokio::spawn(async move {
                for n in 0..100 {
                    let done =
                        log.append(note(&format!("s{writer}"), &format!("{round}.{writer}.{n}"))).await;
                    done.unwrap_or_else(|error| panic!("round {round}, writer {writer}: {error:?}"));
                }
            })
        };
        let writers: Vec<_> = (0..8).map(write).collect();
        tokio::time::sleep(Duration::from_millis(30 + 40 * round as u64)).await;
        let cluster = Arc::clone(&cluster);
        tokio::task::spawn_blocking(move || cluster.crash_and_restart()).await.unwrap();
        for writer in writers {
            writer.await.unwrap();
            acknowledged += 100;
        }
    }
    assert_eq!(log.head().await.unwrap().position.get(), acknowledged * 2);
    crate::conformance::assert_recomputed(&*log).await;
}
