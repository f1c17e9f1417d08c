//! `cargo xtask soak`: every fault under the logs, for many more rounds than a commit has time for, and the guide of what
//! came of it.

use std::io::ErrorKind;

use crate::needs;
use crate::step::{Step, Stopped};
use crate::tally::Tally;

/// Where the tests leave their tallies, one line each.
const TALLIES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/tallies.jsonl");

/// Two at a time: each story has servers of its own.
const FAULTS: Step = Step {
    heading: "faults, for long",
    args: &["test", "-p", "talab-faults", "--test", "it", "--", "--nocapture", "--test-threads=2"],
    env: &[("TALAB_SOAK", "1"), ("TALAB_TALLIES", TALLIES)],
    remedy: "an acknowledged command was lost, or a control found nothing: read the tally above",
};

const REPORT: Step = Step {
    heading: "the guide",
    args: &["run", "-p", "talab-faults", "--bin", "report", "--", TALLIES, "docs/guide/reliability.md"],
    env: &[],
    remedy: "the tallies can't be read: look at target/tallies.jsonl",
};

/// Runs the long rounds and writes the guide.
pub(crate) fn run() -> Result<(), Stopped> {
    needs::check()?;
    // Lines are added to the file, and those of an earlier run are no part of this one.
    let folder = std::path::Path::new(TALLIES).parent().map_or(Ok(()), std::fs::create_dir_all);
    let removed = folder.and_then(|()| std::fs::remove_file(TALLIES));
    if let Err(error) =
        removed.or_else(|error| if error.kind() == ErrorKind::NotFound { Ok(()) } else { Err(error) })
    {
        return Err(Stopped {
            heading: "tallies",
            why: error.to_string(),
            remedy: "remove the file named above",
        });
    }
    let mut tally = Tally::default();
    FAULTS.run_counting(&mut tally)?;
    REPORT.run()?;
    println!("\n✓ {} stories held: look at `git diff docs` before you commit", tally.passed);
    Ok(())
}
