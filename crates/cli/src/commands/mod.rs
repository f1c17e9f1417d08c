//! The commands, a file for each.

pub(crate) mod backup;
pub(crate) mod certify;
pub(crate) mod check_history;
mod counts;
pub(crate) mod deadline;
pub(crate) mod doctor;
pub(crate) mod dump;
pub(crate) mod import_log;
pub(crate) mod list;
pub(crate) mod measures;
pub(crate) mod migrate;
pub(crate) mod promote;
pub(crate) mod publish;
pub(crate) mod restore;
pub(crate) mod simulate;
pub(crate) mod status;
pub(crate) mod trail;

use crate::answer::Answer;
use crate::args::{Cli, Command};
use crate::console::Console;
use crate::failure::Failure;

/// Carries out the command that was given.
pub(crate) async fn run(cli: &Cli, console: &Console) -> Result<Answer, Failure> {
    let global = &cli.global;
    match &cli.command {
        Command::Certify(args) => certify::run(args, global, console).await,
        Command::Publish(args) => publish::run(args, global, console).await,
        Command::Simulate(args) => simulate::run(args, global, console).await,
        Command::ImportLog(args) => import_log::run(args, global, console).await,
        Command::List(args) => list::run(args, global, console).await,
        Command::Status(args) => status::run(args, global, console).await,
        Command::Trail(args) => trail::run(args, global, console).await,
        Command::Measures(args) => measures::run(args, global, console).await,
        Command::Deadline(args) => deadline::run(args, console),
        Command::Migrate => migrate::run(global, console).await,
        Command::Doctor(args) => doctor::run(args, global, console).await,
        Command::CheckHistory(args) => check_history::run(args, global, console).await,
        Command::Promote => promote::run(global, console).await,
        Command::Backup(args) => backup::run(args, global, console).await,
        Command::Dump(args) => dump::run(args, global, console).await,
        Command::Restore(args) => restore::run(args, global, console).await,
    }
}
