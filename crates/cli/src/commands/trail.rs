//! `talab trail`: the audit trail of a request.

use clap::Args;
use talab::Reference;

use super::status::{clock, style};
use crate::answer::Answer;
use crate::args::Global;
use crate::console::Console;
use crate::directory;
use crate::failure::Failure;

/// Shows who did what, in which role, for whom, when, why and on what legal basis.
#[derive(Debug, Args)]
pub(crate) struct TrailArgs {
    /// The reference of the request
    reference: Reference,
}

pub(crate) async fn run(args: &TrailArgs, global: &Global, console: &Console) -> Result<Answer, Failure> {
    let talab = global.open_read_only().await?;
    let zone = directory::zone(&talab, &args.reference).await?;
    let auditor = global.auditor();
    let trail = talab.as_actor(&auditor).trail(&args.reference).await?;
    talab.close().await?;
    let text = trail.to_text(&style(console, zone.as_ref()));
    Answer::new(format!("{}{text}", clock(console, zone.as_ref())), &trail)
}
