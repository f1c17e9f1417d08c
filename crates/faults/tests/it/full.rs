//! The disk is full, from any operation on, until somebody makes room.

use std::process::Command;

use talab_faults::{Disk, Faults, Flush, Ledger, Manner, Tally, Workload};

use crate::scene::{WRITER, examine, holds, open, publish, runtime, skipped, soak};

/// One round; false when the workload ended before the disk was full.
async fn round(seed: u64, from: u64, flush: Flush, tally: &mut Tally) -> bool {
    let workload = Workload::seeded(seed, 12);
    let mut ledger = Ledger::new(Manner::Whole);
    let disk = Disk::new(Faults::seeded(seed ^ (from << 8)).full_from(from).flush(flush));
    let log = match open(&disk).await {
        Ok(log) => log,
        Err(_) => {
            disk.make_room();
            open(&disk).await.unwrap()
        }
    };
    let mut refused = 0;
    for group in &workload.groups {
        if ledger.send(&log, group).await {
            continue;
        }
        refused += 1;
        // What is there can be read on a full disk, and nothing changes by trying again.
        let head = log.head().await.unwrap();
        let before = head.position;
        if !ledger.send(&log, group).await {
            assert!(log.head().await.unwrap().position >= before);
            disk.make_room();
            assert!(
                ledger.send(&log, group).await,
                "operation {from}: room was made, and not used: {ledger:?}"
            );
        }
    }
    if !disk.struck() {
        return false;
    }
    tally.rounds += 1;
    assert!(refused <= 1, "operation {from}: refused {refused} times after room was made");
    // Whatever was acknowledged on either side of it survives the power cut that ends the day.
    disk.cut();
    let _ = log.close().await;
    let disk = disk.reboot(Faults::seeded(seed ^ from));
    match examine(&disk, &mut ledger, flush == Flush::Honest).await {
        Ok(verdict) => tally.add(verdict),
        Err(_) if flush != Flush::Honest => tally.add(ledger.despair()),
        Err(error) => tally.broken.push(format!("operation {from}: {error:?}")),
    }
    true
}

fn tell(seeds: std::ops::Range<u64>, stride: u64, flush: Flush, tally: &mut Tally) {
    let runtime = runtime();
    for seed in seeds {
        let mut from = 1;
        while runtime.block_on(round(seed, from, flush, tally)) {
            from += stride;
        }
    }
}

#[test]
fn a_full_disk_refuses_and_goes_on_when_there_is_room() {
    let mut tally = Tally::new("disk full, then room, then a power cut", "SQLite");
    if soak() {
        tell(1..20, 1, Flush::Honest, &mut tally);
    } else {
        tell(1..4, 3, Flush::Honest, &mut tally);
    }
    holds(&tally);
}

#[test]
fn control_on_a_disk_that_lies_the_same_loses() {
    let mut tally = Tally::new("disk full, then a power cut, disk that lies", "SQLite").control();
    tell(1..2, 11, Flush::Ignored, &mut tally);
    publish(&tally);
    assert!(tally.lost > 0, "{tally}");
}

/// The same on a real file system of one megabyte, in a mount namespace of its own.
#[test]
fn a_full_file_system_refuses_and_goes_on_when_there_is_room() {
    let story = "disk full on a tmpfs";
    let folder = tempfile::TempDir::new().unwrap();
    let script = "mount -t tmpfs -o size=1m tmpfs \"$1\" || exit 77; exec \"$2\" full \"$1/log.db\" \
                  \"mount -o remount,size=32m '$1'\"";
    let command = Command::new("unshare")
        .args(["--map-root-user", "--mount", "sh", "-c", script, "sh"])
        .arg(folder.path())
        .arg(WRITER)
        .output();
    let output = match command {
        Ok(output) => output,
        Err(error) => return skipped(story, &format!("unshare can't be run: {error}")),
    };
    let (said, complained) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    if output.status.code() == Some(77) || complained.starts_with("unshare") {
        return skipped(story, complained.trim());
    }
    assert!(output.status.success(), "{said}\n{complained}");
    let tally: Tally = serde_json::from_str(said.lines().last().unwrap()).unwrap();
    assert_eq!(said.lines().count(), 1, "{said}");
    holds(&tally);
}
