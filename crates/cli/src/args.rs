//! The command line: what may be written on it, and what it means.

use clap::{Args, Parser, Subcommand, ValueEnum};
use talab::{Lang, PersonId};

use crate::commands::backup::BackupArgs;
use crate::commands::certify::CertifyArgs;
use crate::commands::check_history::CheckHistoryArgs;
use crate::commands::deadline::DeadlineArgs;
use crate::commands::doctor::DoctorArgs;
use crate::commands::dump::DumpArgs;
use crate::commands::import_log::ImportLogArgs;
use crate::commands::list::ListArgs;
use crate::commands::measures::MeasuresArgs;
use crate::commands::publish::PublishArgs;
use crate::commands::restore::RestoreArgs;
use crate::commands::simulate::SimulateArgs;
use crate::commands::status::StatusArgs;
use crate::commands::trail::TrailArgs;
use crate::database::Database;

/// Electronic government service requests: publish services, run requests, read what became of them.
#[derive(Debug, Parser)]
#[command(name = "talab", version, after_help = EXIT_CODES)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "Exit codes: 0 sound, 1 a finding, 2 misuse, 3 unreadable.";

/// What every command understands.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// The database: sqlite:PATH, postgres://USER@HOST/DATABASE, or memory: for a run that leaves nothing behind
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) db: Option<Database>,
    /// Print one JSON document instead of text
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// The language of the text
    #[arg(long, global = true, value_enum, default_value = "ar")]
    pub(crate) lang: Language,
    /// The auditor who reads
    #[arg(long, global = true, value_name = "PERSON", default_value = "auditor")]
    pub(crate) viewer: PersonId,
}

/// A language on the command line.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Language {
    /// Arabic
    Ar,
    /// English
    En,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::Ar => Self::Ar,
            Language::En => Self::En,
        }
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Issue a certificate to a provider, after every condition of the policy was checked
    Certify(CertifyArgs),
    /// Propose, verify by another person, and publish service definitions
    Publish(PublishArgs),
    /// Run seeded request flows through the real engine
    Simulate(SimulateArgs),
    /// Replay a real process log through the engine, case by case, at its own times
    ImportLog(ImportLogArgs),
    /// List requests
    List(ListArgs),
    /// Show where a request stands, now or at an earlier time
    Status(StatusArgs),
    /// Show the audit trail of a request
    Trail(TrailArgs),
    /// Measure what services achieved: times, shares, promises
    Measures(MeasuresArgs),
    /// Count a due date out, day by day
    Deadline(DeadlineArgs),
    /// Create the database, or bring one of an older format up to date
    Migrate,
    /// Examine the database, its surroundings and its views
    Doctor(DoctorArgs),
    /// Replay the database under this build, and say what a deploy would change
    CheckHistory(CheckHistoryArgs),
    /// Make this copy the log, when the one it was made from is lost or out of use
    Promote,
    /// Write a consistent copy of the database, while others use it
    Backup(BackupArgs),
    /// Write the log, or whole streams of it, as lines, for any database and any reader
    Dump(DumpArgs),
    /// Make a log again of what `talab dump` wrote
    Restore(RestoreArgs),
}
