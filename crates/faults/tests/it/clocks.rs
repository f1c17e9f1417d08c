//! A clock that is set back: between appends, while the log is closed, and over a power cut.

use std::sync::Arc;

use talab_faults::{Disk, Faults, JumpingClock, Ledger, Manner, Tally, Workload, vfs};
use talab_store::{EventLog, Options, SqliteLog};

use crate::scene::{holds, runtime, soak};

#[test]
fn recorded_at_never_runs_backwards_though_the_clock_does() {
    let mut tally = Tally::new("clock set back", "SQLite");
    let mut jumps = 0;
    runtime().block_on(async {
        for seed in 0..if soak() { 100 } else { 10 } {
            tally.rounds += 1;
            let clock = Arc::new(JumpingClock::seeded(seed));
            let open = async |disk: &Disk| {
                let options = Options::default().vfs(vfs::NAME).clock(clock.clone());
                Arc::new(SqliteLog::open(disk.path(), options).await.unwrap()) as Arc<dyn EventLog>
            };
            let mut ledger = Ledger::new(Manner::Whole);
            let mut disk = Disk::new(Faults::seeded(seed));
            for day in 0..3 {
                let log = open(&disk).await;
                let mut workload = Workload::seeded(seed + day, 20);
                workload
                    .groups
                    .iter_mut()
                    .flatten()
                    .for_each(|order| order.id = format!("{day}.{}", order.id));
                for group in &workload.groups {
                    assert!(ledger.send(&log, group).await);
                }
                // The second day ends as days should, the others with a power cut.
                if day != 1 {
                    disk.cut();
                }
                let _ = log.close().await;
                disk = disk.reboot(Faults::seeded(seed));
            }
            let log = open(&disk).await;
            tally.add(ledger.examine(&*log).await.unwrap());
            jumps += clock.jumps_back();
        }
    });
    // The control: what the clock itself showed did run backwards.
    assert!(jumps > tally.rounds, "the clock was set back {jumps} times");
    holds(&tally);
}
