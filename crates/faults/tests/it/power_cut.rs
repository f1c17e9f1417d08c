//! The power goes: after every single operation on the disk, and again while the log recovers.

use std::thread;

use talab_faults::{Disk, Faults, Flush, Ledger, Manner, Tally, Workload};

use crate::scene::{examine, holds, open, publish, run, runtime, soak};

/// What is cut, and how.
#[derive(Clone)]
struct Story {
    seed: u64,
    commands: usize,
    sessions: usize,
    manner: Manner,
    flush: Flush,
    /// At least so many bytes in each event.
    ballast: usize,
    /// Only every so many-th operation is cut.
    stride: u64,
}

impl Story {
    fn new(seed: u64) -> Self {
        Self {
            seed,
            commands: 16,
            sessions: 3,
            manner: Manner::Whole,
            flush: Flush::Honest,
            ballast: 0,
            stride: 1,
        }
    }

    fn is_control(&self) -> bool {
        self.manner != Manner::Whole || self.flush != Flush::Honest
    }

    fn workload(&self) -> Workload {
        let mut workload = Workload::seeded(self.seed, self.commands);
        workload.groups.iter_mut().flatten().for_each(|order| order.ballast += self.ballast);
        workload
    }

    /// Cuts after each operation of the workload until it comes through uncut, on two threads.
    fn tell(&self, tally: &mut Tally) {
        let halves: Vec<Tally> = thread::scope(|scope| {
            let half = |first: u64| {
                let mut tally = Tally::new(&tally.fault, &tally.backend);
                scope.spawn(move || {
                    let runtime = runtime();
                    let mut cut = first * self.stride;
                    while runtime.block_on(self.round(cut, &mut tally)) {
                        cut += 2 * self.stride;
                    }
                    tally
                })
            };
            let halves = [half(0), half(1)];
            halves.into_iter().map(|half| half.join().unwrap()).collect()
        });
        halves.into_iter().for_each(|half| tally.merge(half));
    }

    /// One round; false when the workload ended before the cut.
    async fn round(&self, cut: u64, tally: &mut Tally) -> bool {
        let seed = self.seed.wrapping_mul(1_000_003).wrapping_add(cut);
        let workload = self.workload();
        let mut ledger = Ledger::new(self.manner);
        let mut disk = Disk::new(Faults::seeded(seed).cut_after(cut).flush(self.flush));
        if run(&disk, &mut ledger, &workload, self.sessions).await && !disk.struck() {
            return false;
        }
        tally.rounds += 1;
        assert!(disk.struck(), "cut {cut}: the log failed before the power did: {ledger:?}");
        // Every third round is cut once more, while the log recovers or goes on.
        let mut cuts = seed.is_multiple_of(3).then_some(seed / 3 % 40).into_iter();
        loop {
            let faults = Faults::seeded(seed ^ disk.operations());
            disk = disk.reboot(cuts.next().map_or(faults.clone(), |cut| faults.cut_after(cut)));
            let verdict = examine(&disk, &mut ledger, !self.is_control()).await;
            match verdict {
                Ok(verdict) => tally.add(verdict),
                Err(_) if disk.struck() => {}
                Err(_) if self.is_control() => {
                    tally.add(ledger.despair());
                    return true;
                }
                Err(error) => tally.broken.push(format!("cut {cut}: {error:?}")),
            }
            // Whatever was sent is sent again, and what was not yet sent goes on.
            let complete = run(&disk, &mut ledger, &workload, self.sessions).await;
            if complete && !disk.struck() {
                break;
            }
            if !disk.struck() {
                if !self.is_control() {
                    tally
                        .broken
                        .push(format!("cut {cut}: the log failed after the power was back: {ledger:?}"));
                }
                break;
            }
        }
        // Now everything was acknowledged, and must be there exactly once. No fault comes after, so it doesn't count.
        disk.calm();
        match examine(&disk, &mut ledger, !self.is_control()).await {
            Ok(mut verdict) => {
                (verdict.acknowledged, verdict.in_doubt) = (0, 0);
                tally.add(verdict);
            }
            Err(_) if self.is_control() => tally.add(ledger.despair()),
            Err(error) => tally.broken.push(format!("cut {cut}: {error:?}")),
        }
        true
    }
}

#[test]
fn an_acknowledged_command_survives_a_power_cut_at_any_operation() {
    let mut tally = Tally::new("power cut after every I/O operation", "SQLite");
    let (floor, mut seed) = (if soak() { 13_000 } else { 1_000 }, 1);
    while tally.rounds < floor {
        Story::new(seed).tell(&mut tally);
        seed += 1;
    }
    holds(&tally);
}

/// A log that grows until SQLite folds its write-ahead log into the file by itself, in the middle of the load.
#[test]
fn nor_does_a_long_load_lose_any() {
    let mut tally = Tally::new("power cut during a long load", "SQLite");
    let stride = if soak() { 7 } else { 293 };
    let story = Story { commands: 60, sessions: 1, ballast: 30_000, stride, ..Story::new(77) };
    let disk = Disk::new(Faults::default());
    runtime().block_on(async {
        let log = open(&disk).await.unwrap();
        let mut ledger = Ledger::new(Manner::Whole);
        let before = disk.syncs_of("log.db");
        for group in &story.workload().groups {
            assert!(ledger.send(&log, group).await);
        }
        assert!(disk.syncs_of("log.db") > before, "the write-ahead log was never folded into the file");
    });
    story.tell(&mut tally);
    holds(&tally);
}

/// A process is killed at any operation; the next one is sent the same commands, and only then the power goes. What it
/// acknowledged as done before must have been durable, though the one that did it never synced it.
#[test]
fn what_a_killed_process_left_is_durable_before_it_is_acknowledged() {
    let mut tally = Tally::new("killed after every I/O operation, resent, then a power cut", "SQLite");
    let runtime = runtime();
    for seed in 1..if soak() { 20 } else { 3 } {
        let mut cut = 0;
        while runtime.block_on(killed(seed, cut, &mut tally)) {
            cut += 1;
        }
    }
    holds(&tally);
}

async fn killed(seed: u64, cut: u64, tally: &mut Tally) -> bool {
    let workload = Story { commands: 8, ..Story::new(seed) }.workload();
    let mut ledger = Ledger::new(Manner::Whole);
    let disk = Disk::new(Faults::seeded(seed).cut_after(cut));
    if run(&disk, &mut ledger, &workload, 2).await && !disk.struck() {
        return false;
    }
    tally.rounds += 1;
    let disk = disk.after_kill(Faults::seeded(cut));
    let sent: Vec<_> =
        workload.groups.iter().flatten().filter(|o| ledger.answer(&o.id).is_some()).cloned().collect();
    let log = open(&disk).await.unwrap();
    assert!(ledger.send(&log, &sent).await, "cut {cut}: {ledger:?}");
    disk.cut();
    let _ = log.close().await;
    let disk = disk.reboot(Faults::seeded(seed ^ cut));
    match examine(&disk, &mut ledger, true).await {
        Ok(verdict) => tally.add(verdict),
        Err(error) => tally.broken.push(format!("cut {cut}: {error:?}")),
    }
    true
}

#[test]
fn control_without_syncs_of_the_write_ahead_log_commands_are_lost() {
    let mut tally = Tally::new("power cut, synchronous=NORMAL", "SQLite").control();
    Story { flush: Flush::IgnoredForWal, stride: 5, ..Story::new(1) }.tell(&mut tally);
    publish(&tally);
    assert!(tally.lost > 0, "{tally}");
}

#[test]
fn control_without_any_sync_commands_are_lost() {
    let mut tally = Tally::new("power cut, synchronous=OFF", "SQLite").control();
    Story { flush: Flush::Ignored, stride: 5, ..Story::new(1) }.tell(&mut tally);
    publish(&tally);
    assert!(tally.lost > 0, "{tally}");
}

#[test]
fn control_a_command_in_several_appends_is_applied_by_half() {
    let mut tally = Tally::new("power cut, one append for each event", "SQLite").control();
    Story { manner: Manner::Split, stride: 5, ..Story::new(1) }.tell(&mut tally);
    publish(&tally);
    assert!(tally.half_applied > 0 && tally.lost == 0, "{tally}");
}

#[test]
fn control_a_command_without_an_id_is_applied_twice() {
    let mut tally = Tally::new("power cut, commands without ids", "SQLite").control();
    for seed in 1..4 {
        Story { manner: Manner::Unkeyed, ..Story::new(seed) }.tell(&mut tally);
    }
    publish(&tally);
    assert!(tally.duplicated > 0 && tally.lost == 0, "{tally}");
}
