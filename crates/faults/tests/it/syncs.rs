//! Syncs that fail, each of them in turn, and several in a row; then the power goes.
//!
//! After a failed sync Linux counts as written what it could not write: it can still be read, and no later sync makes
//! it durable. A log that goes on as if nothing had happened acknowledges what a power cut then takes.

use talab_faults::{Disk, Faults, Flush, Ledger, Manner, Tally, Workload};

use crate::scene::{examine, holds, open, publish, runtime, soak};

/// What happens between the failed sync and the power cut.
#[derive(Clone, Copy)]
struct Story {
    seed: u64,
    /// How many syncs fail in a row.
    failing: u64,
    /// Whether a reader has the log open all the while, so that the writer is never the last to close it.
    read: bool,
    /// The disk's promise after all this.
    flush: Flush,
}

impl Story {
    /// Lets each sync of the workload fail once, until there is none left.
    fn tell(self, tally: &mut Tally) {
        let runtime = runtime();
        let mut first = 0;
        while runtime.block_on(self.round(first, tally)) {
            first += 1;
        }
    }

    async fn round(self, first: u64, tally: &mut Tally) -> bool {
        let workload = Workload::seeded(self.seed, 14);
        let mut ledger = Ledger::new(Manner::Whole);
        let faults = Faults::seeded(self.seed.wrapping_mul(7919) + first).flush(self.flush);
        let disk = Disk::new(faults.failing_syncs(first..first + self.failing));
        // Opening may fail, and then goes well as soon as the disk does.
        let mut log = open(&disk).await;
        for _ in 0..self.failing {
            if log.is_err() {
                log = open(&disk).await;
            }
        }
        let log = log.unwrap();
        for group in &workload.groups {
            if self.read {
                let _ = log.head().await;
            }
            // A client that isn't acknowledged sends again.
            let mut tries = 0;
            while !ledger.send(&log, group).await {
                tries += 1;
                assert!(tries <= self.failing + 1, "sync {first}: the log doesn't recover: {ledger:?}");
            }
        }
        if !disk.struck() {
            return false;
        }
        tally.rounds += 1;
        disk.cut();
        let _ = log.close().await;
        let disk = disk.reboot(Faults::seeded(self.seed ^ first));
        match examine(&disk, &mut ledger, self.flush == Flush::Honest).await {
            Ok(verdict) => tally.add(verdict),
            Err(_) if self.flush != Flush::Honest => tally.add(ledger.despair()),
            Err(error) => tally.broken.push(format!("sync {first}: {error:?}")),
        }
        true
    }
}

#[test]
fn a_failed_sync_loses_nothing_that_is_acknowledged_after_it() {
    let mut tally = Tally::new("failing sync, then a power cut", "SQLite");
    for seed in 1..if soak() { 60 } else { 12 } {
        for (failing, read) in [(1, false), (1, true), (2, true), (3, false)] {
            Story { seed, failing, read, flush: Flush::Honest }.tell(&mut tally);
        }
    }
    holds(&tally);
}

#[test]
fn control_on_a_disk_that_only_says_it_synced_the_same_loses() {
    let mut tally = Tally::new("failing sync, then a power cut, disk that lies", "SQLite").control();
    Story { seed: 1, failing: 1, read: true, flush: Flush::Ignored }.tell(&mut tally);
    publish(&tally);
    assert!(tally.lost > 0, "{tally}");
}
