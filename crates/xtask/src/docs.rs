//! `cargo xtask docs`: writes the generated documents anew.
//!
//! The generators are tests of the root package: each compares a document with what the code says, and writes
//! it instead when the variable below is set.

use crate::step::{Step, Stopped};

/// The last argument selects the tests that generate: the module `house` and everything in it.
const BLESS: Step = Step {
    heading: "generated documents",
    args: &["test", "--workspace", "--all-features", "--test", "it", "house::"],
    env: &[("TALAB_BLESS", "1")],
    remedy: "a generator failed or a rule of the house is broken: read the test above",
};

/// Runs every generator in writing mode.
pub(crate) fn run() -> Result<(), Stopped> {
    BLESS.run()?;
    println!("\n✓ written: look at `git diff docs` before you commit");
    Ok(())
}
