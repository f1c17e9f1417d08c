//! A process that is killed while it appends.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use super::*;

/// Names the file to the child; absent in an ordinary test run.
const CHILD: &str = "TALAB_STORE_CRASH_CHILD";

/// The child: appends for ever, and names each acknowledged command on its standard output.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn child() {
    let Ok(path) = std::env::var(CHILD) else { return };
    let log = Arc::new(SqliteLog::open(path, Options::default()).await.unwrap());
    let run = std::process::id();
    let writers: Vec<_> = (0..8)
        .map(|writer| {
            let log = Arc::clone(&log);
            tokio::spawn(async move {
                for n in 0_u64.. {
                    let id = format!("{run}.{writer}.{n}");
                    log.append(note(&format!("s{}", n % 3), &id)).await.unwrap();
                    // One write, so that a kill can't leave half a line that looks whole.
                    std::io::stdout().write_all(format!("acknowledged {id}.\n").as_bytes()).unwrap();
                }
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
}

#[tokio::test]
async fn a_killed_process_loses_nothing_it_acknowledged() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("log.db");
    let mut acknowledged: Vec<String> = Vec::new();
    for round in 0..6 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "sqlite::tests::crashes::child", "--nocapture"])
            .env(CHILD, &path)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let ids = |line: String| Some(line.strip_prefix("acknowledged ")?.strip_suffix('.')?.to_owned());
        let count = 40 + 37 * round;
        acknowledged.extend(lines.by_ref().filter_map(ids).take(count));
        child.kill().unwrap();
        child.wait().unwrap();
        acknowledged.extend(lines.filter_map(ids));
    }
    assert!(acknowledged.len() >= 6 * 40, "the child did nothing");

    // An auditor reads what the crash left, and then a writer goes on.
    let left = contents(folder.path());
    let auditor = SqliteLog::open_read_only(&path).await.unwrap();
    crate::conformance::assert_recomputed(&auditor).await;
    assert_eq!(contents(folder.path()), left);
    let log = SqliteLog::open(&path, Options::default()).await.unwrap();
    let before = log.head().await.unwrap().position;
    for id in &acknowledged {
        assert!(log.append(note("s0", id)).await.unwrap().replayed, "{id} was acknowledged and is lost");
    }
    assert_eq!(log.head().await.unwrap().position, before);
    let commands = log.read_commands(Position::START, usize::MAX).await.unwrap();
    assert_eq!(commands.len() as u64 * 2, before.get(), "a command has both of its events or none");
    log.append(note("s0", "after")).await.unwrap();
    crate::conformance::assert_recomputed(&log).await;
}
