//! `cargo xtask …`: the chores of this workspace, in one place and the same on every machine.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command talks to its user")]

mod cargo;
mod docs;
mod needs;
mod soak;
mod step;
mod tally;
mod test;

use std::env;
use std::process::ExitCode;

use crate::step::Stopped;

const USAGE: &str = "\
Usage: cargo xtask <COMMAND>

Commands:
  test   everything a fresh machine needs, then every lint, test, doc test and the quickstart, in order;
         stops at the first failure and says what to do
  docs   writes the generated documents anew (`cargo xtask test` fails while they differ from the code)
  soak   the faults under the logs for about an hour instead of minutes; writes docs/guide/reliability.md
  help   this text";

fn main() -> ExitCode {
    let asked: Vec<String> = env::args().skip(1).collect();
    let words: Vec<&str> = asked.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["test"] => test::run(),
        ["docs"] => docs::run(),
        ["soak"] => soak::run(),
        ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        [] => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
        _ => {
            eprintln!("unknown command `{}`\n\n{USAGE}", words.join(" "));
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(stopped) => report(&stopped),
    }
}

/// The last thing on the screen is what to do: the failure itself is already above it.
fn report(stopped: &Stopped) -> ExitCode {
    eprintln!("\n✗ {}: {}\n  what to do: {}", stopped.heading, stopped.why, stopped.remedy);
    ExitCode::FAILURE
}
