//! `cargo xtask docs`: writes the generated documents anew.
//!
//! The generators are tests of the root package: each compares a document with what the code says, and writes
//! it instead when the variable below is set.

use crate::step::{Step, Stopped};

/// The last argument selects the tests that generate: the tests named `documents`.
const BLESS: Step = Step {
    heading: "generated documents",
    args: &["test", "--workspace", "--all-features", "--test", "it", "documents"],
    env: &[("TALAB_BLESS", "1")],
    remedy: "a generator failed or a rule of the house is broken: read the test above",
};

/// The quickstart's transcript is written by the quickstart itself.
const STORY: Step = Step {
    heading: "the quickstart's story",
    args: &["run", "--release", "--example", "quickstart"],
    env: &[("TALAB_BLESS", "1")],
    remedy: "the quickstart failed before it could tell its story: read the message above",
};

/// Runs every generator in writing mode.
pub(crate) fn run() -> Result<(), Stopped> {
    BLESS.run()?;
    STORY.run()?;
    println!("\n✓ written: look at `git diff docs` before you commit");
    Ok(())
}
