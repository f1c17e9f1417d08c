//! A disk that takes no writes for a while, as file systems do that remount themselves after an error.

use std::process::Command;

use talab_faults::{Answer, Disk, Faults, Ledger, Manner, Order, Tally, Workload};
use talab_store::{EventLog, LogErrorKind, Options, SqliteLog, conformance};

use crate::scene::{examine, holds, open, runtime, skipped};

#[test]
fn a_disk_that_takes_no_writes_refuses_and_is_read() {
    let mut tally = Tally::new("disk read-only for a while", "SQLite");
    runtime().block_on(async {
        for seed in 0..10 {
            tally.rounds += 1;
            let workload = Workload::seeded(seed, 10);
            let mut ledger = Ledger::new(Manner::Whole);
            let disk = Disk::new(Faults::seeded(seed));
            let log = open(&disk).await.unwrap();
            for (n, group) in workload.groups.iter().enumerate() {
                disk.set_read_only(true);
                let before = log.head().await.unwrap();
                let order = Order::new(format!("refused-{n}"));
                assert!(!ledger.send(&log, std::slice::from_ref(&order)).await);
                assert!(!ledger.send(&log, std::slice::from_ref(&order)).await, "still");
                let answer = ledger.answer(&order.id).unwrap();
                let refused = [LogErrorKind::ReadOnly, LogErrorKind::Unavailable].map(Answer::Refused);
                assert!(refused.contains(answer) || *answer == Answer::InDoubt, "{answer:?}");
                assert_eq!(log.head().await.unwrap(), before, "it can be read, and nothing was added");
                disk.set_read_only(false);
                assert!(ledger.send(&log, group).await, "the disk takes writes again: {ledger:?}");
            }
            log.close().await.unwrap();
            disk.set_read_only(true);
            assert_eq!(open(&disk).await.unwrap_err().kind(), LogErrorKind::ReadOnly);
            disk.set_read_only(false);
            let disk = disk.reboot(Faults::seeded(seed));
            tally.add(examine(&disk, &mut ledger, true).await.unwrap());
        }
    });
    holds(&tally);
}

/// A closed log on a file system that is mounted for reading only: it can be read, and a writer is told why it can't.
#[test]
fn a_read_only_file_system_can_be_read_and_says_so_to_a_writer() {
    let story = "log on a read-only file system";
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("log.db");
    runtime().block_on(async {
        let log = SqliteLog::open(&path, Options::default()).await.unwrap();
        for append in Order::new("one").appends(&log, Manner::Whole) {
            log.append(append).await.unwrap();
        }
        log.close().await.unwrap();
        let log = SqliteLog::open_read_only(&path).await.unwrap();
        conformance::assert_recomputed(&log).await;
    });
    let script = "mount --bind \"$1\" \"$1\" && mount -o remount,ro,bind \"$1\" || exit 77; exec \"$2\" kind \"$1/log.db\"";
    let output = Command::new("unshare")
        .args(["--map-root-user", "--mount", "sh", "-c", script, "sh"])
        .arg(folder.path())
        .arg(crate::scene::WRITER)
        .output();
    let output = match output {
        Ok(output) => output,
        Err(error) => return skipped(story, &format!("unshare can't be run: {error}")),
    };
    let (said, complained) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    if output.status.code() == Some(77) || complained.starts_with("unshare") {
        return skipped(story, complained.trim());
    }
    assert_eq!(said, "open: ReadOnly; read: 3 events.\n", "{complained}");
}
