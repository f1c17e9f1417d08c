//! `cargo xtask test`: needs, lints, tests, documentation and the quickstart, in that order.
//!
//! Every step builds the same selection (`--workspace --all-features`, the development profile), so that each
//! crate is compiled once for the lints and once for the tests. Only the quickstart is a release build, because
//! the README asks for it that way.

use std::time::Instant;

use crate::needs;
use crate::step::{Step, Stopped};
use crate::tally::Tally;

const FORMAT: Step = Step {
    heading: "format",
    args: &["fmt", "--all", "--check"],
    env: &[],
    remedy: "run `cargo fmt --all` and look at what it changed",
};

const LINTS: Step = Step {
    heading: "lints",
    args: &["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"],
    env: &[],
    remedy: "mend what clippy names above; an exception is `#[expect(lint, reason = \"…\")]`, never `allow`",
};

// What a host gets with few features: a use of the test kit in library code, or of a backend without its feature, is
// only found by leaving them out.
const FEW_FEATURES: [Step; 3] = [
    few(
        "the library alone",
        &["clippy", "-p", "talab", "--lib", "--no-default-features", "--", "-D", "warnings"],
    ),
    few(
        "the log in SQLite alone",
        &[
            "clippy",
            "-p",
            "talab-store",
            "--lib",
            "--no-default-features",
            "-F",
            "sqlite",
            "--",
            "-D",
            "warnings",
        ],
    ),
    few(
        "the log in PostgreSQL alone",
        &[
            "clippy",
            "-p",
            "talab-store",
            "--lib",
            "--no-default-features",
            "-F",
            "postgres",
            "--",
            "-D",
            "warnings",
        ],
    ),
];

const fn few(heading: &'static str, args: &'static [&'static str]) -> Step {
    let remedy = "a library isn't whole without its other features: put what is missing, or too much, behind \
                  `cfg(feature = …)`";
    Step { heading, args, env: &[], remedy }
}

const TESTS: Step = Step {
    heading: "tests and doc tests",
    args: &["test", "--workspace", "--all-features"],
    env: &[],
    remedy: "run the failing test alone with `cargo test --workspace --all-features NAME`; \
             if it says that a generated document is out of date, run `cargo xtask docs`",
};

// The libraries only: the `talab` binary would write over the documentation of the `talab` library.
const DOCUMENTATION: Step = Step {
    heading: "documentation",
    args: &["doc", "--workspace", "--lib", "--all-features", "--no-deps"],
    env: &[("RUSTDOCFLAGS", "-D warnings")],
    remedy: "mend the links and comments that rustdoc names above",
};

const QUICKSTART: Step = Step {
    heading: "quickstart",
    args: &["run", "--release", "--example", "quickstart"],
    env: &[],
    remedy: "the first thing a newcomer runs is broken: read the assertion above",
};

// Advisories are left out: they need a database from the network, and a new one is no fault of a commit.
const DENY: Step = Step {
    heading: "licences, bans and sources",
    args: &["deny", "check", "bans", "licenses", "sources"],
    env: &[],
    remedy: "see deny.toml and docs/adr/0002-dependencies.md before a dependency is added",
};

/// Runs everything and stops at the first failure.
pub(crate) fn run() -> Result<(), Stopped> {
    let started = Instant::now();
    let mut tally = Tally::default();
    needs::check()?;
    FORMAT.run()?;
    LINTS.run()?;
    for few in &FEW_FEATURES {
        few.run()?;
    }
    TESTS.run_counting(&mut tally)?;
    DOCUMENTATION.run()?;
    QUICKSTART.run()?;
    let denied = deny()?;
    let minutes = started.elapsed().as_secs_f64() / 60.0;
    println!(
        "\n✓ all is well: {} tests passed, {} ignored, {denied}; {minutes:.1} minutes",
        tally.passed, tally.ignored
    );
    Ok(())
}

fn deny() -> Result<&'static str, Stopped> {
    if needs::has_cargo_deny() {
        DENY.run()?;
        return Ok("cargo-deny passed");
    }
    println!("\n▶ {} · skipped: cargo-deny is not installed (`cargo install cargo-deny`)", DENY.heading);
    Ok("cargo-deny skipped")
}
