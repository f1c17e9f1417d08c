//! The `talab` command: publish services, run requests through the engine, and read what became of them.
//!
//! `docs/guide/cli.md` shows every command. Standard output carries the answer and nothing else; notes and progress go
//! to standard error. The exit code is 0 for a sound answer, 1 for a finding, 2 for misuse and 3 for what can't be read.

mod answer;
mod args;
mod commands;
mod console;
mod database;
mod directory;
mod failure;
mod moment;
mod progress;
mod sources;

use std::process::ExitCode;

use clap::Parser as _;

use args::Cli;
use console::Console;
use failure::Failure;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return Console::before_parsing(std::env::args()).usage(&error),
    };
    let console = Console::new(cli.global.lang.into(), cli.global.json);
    match run(&cli, &console) {
        Ok(answer) => console.answer(&answer),
        Err(failure) => console.failure(&failure),
    }
}

fn run(cli: &Cli, console: &Console) -> Result<answer::Answer, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::unreadable("runtime", &error))?;
    runtime.block_on(commands::run(cli, console))
}
