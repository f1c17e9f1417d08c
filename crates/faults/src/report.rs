//! The guide to what was tested, out of the tallies of a run.

use std::fmt::Write as _;

use crate::Tally;

const HEAD: &str = "\
# What was tried against the logs

<!-- Generated from the tallies of a run by `cargo xtask soak`; a test keeps its form. Don't edit it by hand. -->

Every row is a fault that really befell a log: a disk whose power went, a process or a server that was killed, a network
that fell silent. *Acknowledged* counts commands that were answered as done before the fault and looked for after it.
*Lost* are those that were not there, or not as they were answered; *duplicated* those of which an event was there twice;
*half-applied* those of which only some events were. *In doubt* are commands whose client couldn't know. They were sent
again under the same id, and none of them was applied twice. After each fault the whole log is read, and every hash in
it is computed anew.

A row that begins with ↳ is the **control** of the one above it: the same, with one thing broken on purpose. It must show
damage, or the check above it proves nothing. A test fails if it doesn't.

";
const COLUMNS: &str = "\
| fault | backend | rounds | acknowledged | lost | duplicated | half-applied | in doubt |
|---|---|--:|--:|--:|--:|--:|--:|
";
const TAIL: &str = "
## What the rows rest on

- **SQLite** is the real one, on a disk in memory that keeps unsynced writes apart and tears them in sectors. Its power
  is cut after every single operation of a load.
- **PostgreSQL** is the real one, in private servers on the machine that runs the tests. *Killed* means SIGKILL for the
  server and all its processes; what it had handed to the operating system survives that, what it hadn't doesn't.
- A *standby* confirms before a commit is answered: `synchronous_standby_names = 'ANY 1 (…)'`, and the standby that has
  received most is promoted. `talab promote` raises the epoch, by which the lost primary is refused when it comes back.

## What is not tested

- Hardware that lies about flushing its caches, and a real cut of the mains under PostgreSQL.
- Servers in several regions, more than two standbys, cascading replication, and the managers of failovers that decide by
  themselves.
- A server that answers with lies, and one whose files somebody changes while it runs.
- The write-ahead log's own disk being full: PostgreSQL then stops, and starts again when there is room.
- `pg_cancel_backend` on a session that waits for a standby: PostgreSQL then answers as if the standby had confirmed.
- Reads right after a crash of a primary without failover may show what no standby has yet.
- Windows and macOS.

To run all of it for longer: `cargo xtask soak`, which takes about an hour and writes this document.
";

/// The document for these tallies, of a run on this day.
#[must_use]
pub fn report(tallies: &[Tally], day: &str) -> String {
    let mut text = format!("{HEAD}The run of {day}:\n\n{COLUMNS}");
    let all = merged(tallies);
    let (controls, faults): (Vec<_>, Vec<_>) = all.into_iter().partition(|tally| tally.control);
    let mut beside: Vec<Vec<&Tally>> = faults.iter().map(|_| Vec::new()).collect();
    let mut alone = Vec::new();
    for control in &controls {
        match partner(control, &faults) {
            Some(at) => beside[at].push(control),
            None => alone.push(control),
        }
    }
    for (fault, controls) in faults.iter().zip(&beside) {
        row(&mut text, fault);
        controls.iter().for_each(|control| row(&mut text, control));
    }
    alone.into_iter().for_each(|control| row(&mut text, control));
    text + TAIL
}

/// One tally for each fault and backend, those of a backend together, in the order of their names.
fn merged(tallies: &[Tally]) -> Vec<Tally> {
    let mut all: Vec<Tally> = Vec::new();
    for tally in tallies {
        let same = |known: &&mut Tally| (&known.fault, &known.backend) == (&tally.fault, &tally.backend);
        match all.iter_mut().find(same) {
            Some(known) => known.merge(tally.clone()),
            None => all.push(tally.clone()),
        }
    }
    all.sort_by(|a, b| (&b.backend, &a.fault).cmp(&(&a.backend, &b.fault)));
    all
}

/// The fault that a control belongs to: of the same backend, and the one whose name begins most like its own.
fn partner(control: &Tally, faults: &[Tally]) -> Option<usize> {
    let alike = |fault: &Tally| {
        let pairs = fault.fault.chars().zip(control.fault.chars());
        pairs.take_while(|(one, other)| one == other).count()
    };
    let same_log = faults.iter().enumerate().filter(|(_, fault)| fault.backend == control.backend);
    let best = same_log.map(|(at, fault)| (alike(fault), std::cmp::Reverse(at))).max()?;
    (best.0 > 3).then_some(best.1.0)
}

fn row(text: &mut String, tally: &Tally) {
    let Tally { fault, backend, rounds, acknowledged, lost, duplicated, half_applied, in_doubt, .. } = tally;
    let mark = if tally.control { "↳ " } else { "" };
    // Writing to a string can't fail.
    let _ = writeln!(
        text,
        "| {mark}{fault} | {backend} | {rounds} | {acknowledged} | {lost} | {duplicated} | {half_applied} | {in_doubt} |"
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tallies and the day that a document shows.
    fn read(document: &str) -> (Vec<Tally>, String) {
        let rows = document.split_once(COLUMNS).unwrap().1.lines().take_while(|line| line.starts_with("| "));
        let tally = |line: &str| {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let fault = cells[0].trim_start_matches("↳ ");
            let mut tally = Tally::new(fault, cells[1]);
            tally.control = fault != cells[0];
            let number = |at: usize| cells[at].parse().unwrap();
            (tally.rounds, tally.acknowledged, tally.lost) = (number(2), number(3), number(4));
            (tally.duplicated, tally.half_applied, tally.in_doubt) = (number(5), number(6), number(7));
            tally
        };
        let day = document.split_once("The run of ").unwrap().1.split(':').next().unwrap();
        (rows.map(tally).collect(), day.to_owned())
    }

    #[test]
    fn the_guide_is_what_a_run_came_to() {
        let document = include_str!("../../../docs/guide/reliability.md");
        let (tallies, day) = read(document);
        assert!(
            report(&tallies, &day) == document,
            "docs/guide/reliability.md is not in the generator's form"
        );
        assert!(tallies.len() > 15, "{} rows are no full run", tallies.len());
        for tally in tallies {
            let damage = tally.lost + tally.duplicated + tally.half_applied;
            assert_eq!(damage > 0, tally.control, "{tally}");
        }
    }

    #[test]
    fn a_control_stands_below_what_it_is_the_control_of() {
        let tally = |fault: &str, backend: &str| Tally::new(fault, backend);
        let tallies = [
            tally("power cut, no syncs", "SQLite").control(),
            tally("kill -9 of a writer", "PostgreSQL"),
            tally("kill -9 of a writer", "SQLite"),
            tally("power cut anywhere", "SQLite"),
            tally("kill -9 of a writer", "SQLite"),
        ];
        let text = report(&tallies, "2026-01-01");
        let rows: Vec<&str> = text.lines().filter(|line| line.ends_with("| 0 |")).collect();
        let names: Vec<&str> = rows.iter().filter_map(|row| row.split('|').nth(1)).map(str::trim).collect();
        assert_eq!(
            names,
            ["kill -9 of a writer", "power cut anywhere", "↳ power cut, no syncs", "kill -9 of a writer"]
        );
    }
}
