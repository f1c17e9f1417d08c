//! What a follower sees while everything happens at once.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use sqlx::{Connection as _, Executor as _, PgConnection};

use super::*;

const WRITERS: usize = 32;

/// How long: some seconds, or the minutes of `TALAB_SOAK_MINUTES`.
fn how_long() -> Duration {
    let minutes = std::env::var("TALAB_SOAK_MINUTES").ok().and_then(|text| text.parse::<u64>().ok());
    minutes.map_or(Duration::from_secs(8), |minutes| Duration::from_secs(minutes * 60))
}

/// What is drawn by chance: `TALAB_SEED`, or another one each time. When who runs is not in it, so the same seed gives the
/// same demands and not the same run.
#[derive(Clone, Copy)]
struct Chance(u64);

impl Chance {
    #[expect(clippy::print_stdout, reason = "a run that failed is told again by its number")]
    fn any() -> Self {
        let asked = std::env::var("TALAB_SEED").ok().and_then(|text| text.parse().ok());
        let seed =
            asked.unwrap_or_else(|| u64::from(u32::from_be_bytes(crate::key::random_bytes().unwrap())));
        println!("seed {seed}: TALAB_SEED={seed} makes the same demands again");
        Self(seed)
    }

    /// A number below `limit`, the same for the same purpose and turn.
    fn below(self, limit: u64, purpose: usize, turn: usize) -> u64 {
        // SplitMix64's last steps.
        let mut mixed = self.0 ^ ((purpose as u64) << 48) ^ (turn as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }
}

/// 32 writers through two lanes, sessions that insert by themselves and take their time, half of them giving up, a
/// session that holds a transaction open all along, and backends killed at random: the follower sees every event
/// exactly once, in order, and at no time past an event that appears later.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_follower_sees_every_event_once_and_in_order() {
    let database = Cluster::shared().database();
    let logs = [Arc::new(open(&database).await), Arc::new(open(&database).await)];
    let end = Instant::now() + how_long();
    let chance = Chance::any();
    let writers: Vec<_> =
        (0..WRITERS).map(|n| tokio::spawn(write(Arc::clone(&logs[n % 2]), n, chance, end))).collect();
    let foreign: Vec<_> =
        (0..2).map(|n| tokio::spawn(insert_slowly(database.url(), n, chance, end))).collect();
    let disturbers =
        [tokio::spawn(hold_open(database.url(), end)), tokio::spawn(kill(database.url(), chance, end))];
    let follower = tokio::spawn(follow(Arc::new(open(&database).await), end + Duration::from_secs(2)));

    let mut acknowledged = 0;
    for writer in writers {
        acknowledged += writer.await.unwrap();
    }
    let mut inserted = 0;
    for session in foreign {
        inserted += session.await.unwrap();
    }
    for disturber in disturbers {
        disturber.await.unwrap();
    }
    let seen = follower.await.unwrap();
    let head = logs[0].head().await.unwrap();
    assert_eq!(seen.len() as u64, head.position.get());
    let mut sightings: HashMap<&str, usize> = HashMap::new();
    for payload in &seen {
        *sightings.entry(payload).or_default() += 1;
    }
    let noted = sightings.iter().filter(|(payload, _)| payload.starts_with("{\"Noted\"")).collect::<Vec<_>>();
    assert!(noted.iter().all(|(_, count)| **count == 2), "each command appends its two events once");
    assert_eq!(noted.len(), acknowledged, "what was acknowledged is there, and nothing else of it");
    assert_eq!(seen.len() - noted.len() * 2, inserted);
    crate::conformance::assert_recomputed(&*logs[1]).await;
}

async fn write(log: Arc<PgLog>, writer: usize, chance: Chance, end: Instant) -> usize {
    let mut done = 0;
    while Instant::now() < end {
        let id = format!("{writer}.{done}");
        let stream = chance.below(11, writer, done);
        log.append(note(&format!("s{stream}"), &id)).await.unwrap();
        done += 1;
    }
    done
}

/// Inserts as a foreign program does, keeps its transaction open for a while, and gives about every second one up.
async fn insert_slowly(url: String, session: usize, chance: Chance, end: Instant) -> usize {
    let (mut kept, mut round) = (0, 0);
    let mut connection: Option<PgConnection> = None;
    while Instant::now() < end {
        round += 1;
        let sql = format!(
            "INSERT INTO events (aggregate_type, aggregate_id, sequence, event_type, event_version, payload, metadata) \
             VALUES ('Foreign', '{session}', {}, 'Inserted', '1', '{{}}', '{{}}')",
            kept + 1
        );
        let drawn = chance.below(80, WRITERS + session, round);
        let ending = if drawn.is_multiple_of(2) { "ROLLBACK" } else { "COMMIT" };
        let trying = async {
            let mut open = match connection.take() {
                Some(open) => open,
                None => PgConnection::connect(&url).await?,
            };
            open.execute("BEGIN").await?;
            open.execute(sql.as_str()).await?;
            tokio::time::sleep(Duration::from_millis(drawn)).await;
            open.execute(ending).await?;
            Ok::<_, sqlx::Error>(open)
        };
        if let Ok(open) = trying.await {
            connection = Some(open);
        }
        // The killer may have come at any point, so what is there is asked and not remembered.
        kept = count(&url, session).await;
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    kept
}

async fn count(url: &str, session: usize) -> usize {
    let sql = format!(
        "SELECT count(*) FROM events WHERE aggregate_type = 'Foreign' AND aggregate_id = '{session}'"
    );
    loop {
        let asking = async {
            let mut connection = PgConnection::connect(url).await?;
            sqlx::query_scalar::<_, i64>(&sql).fetch_one(&mut connection).await
        };
        if let Ok(count) = asking.await {
            return usize::try_from(count).unwrap();
        }
    }
}

/// A transaction with a snapshot and a transaction id of its own, open all along.
async fn hold_open(url: String, end: Instant) {
    let mut connection = PgConnection::connect(&url).await.unwrap();
    let begin = "SET idle_in_transaction_session_timeout = 0; CREATE TABLE unrelated (n int); BEGIN; \
                 INSERT INTO unrelated VALUES (1)";
    connection.execute(begin).await.unwrap();
    tokio::time::sleep_until(end.into()).await;
    let _ = connection.execute("COMMIT").await;
}

/// Kills one of the backends that are at work, now and then.
async fn kill(url: String, chance: Chance, end: Instant) {
    let mut connection = PgConnection::connect(&url).await.unwrap();
    let mut turn = 0;
    while Instant::now() < end {
        turn += 1;
        let drawn = chance.below(240, WRITERS + 2, turn);
        tokio::time::sleep(Duration::from_millis(30 + drawn)).await;
        let sql = format!(
            "SELECT count(pg_terminate_backend(pid)) FROM (SELECT pid FROM pg_stat_activity \
             WHERE datname = current_database() AND pid <> pg_backend_pid() \
             ORDER BY md5(pid::text || '{drawn}') LIMIT 1) AS one"
        );
        connection.execute(sql.as_str()).await.unwrap();
    }
}

/// Reads on from where it is, in small pages, until nothing comes any more; gives every payload.
async fn follow(log: Arc<PgLog>, end: Instant) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    loop {
        let at = Position::new(seen.len() as u64);
        let page = match log.read_all(at, 100).await {
            Ok(page) => page,
            Err(error) if error.is_transient() => continue,
            Err(error) => panic!("{error}"),
        };
        if page.is_empty() && Instant::now() > end {
            return seen;
        }
        for event in page {
            assert_eq!(event.position.get(), seen.len() as u64 + 1, "no gap, and nothing twice");
            seen.push(event.payload);
        }
    }
}
