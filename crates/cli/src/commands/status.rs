//! `talab status`: where a request stands, now or at an earlier time.

use clap::Args;
use talab::Reference;
use talab::core::calendar::Zone;
use talab::projections::Style;

use crate::answer::Answer;
use crate::args::Global;
use crate::console::Console;
use crate::directory;
use crate::failure::Failure;
use crate::moment::Moment;

/// Shows a request as an auditor sees it.
#[derive(Debug, Args)]
pub(crate) struct StatusArgs {
    /// The reference of the request
    reference: Reference,
    /// As it stood by what had been recorded at this time
    #[arg(long, value_name = "TIME", conflicts_with = "legal")]
    at: Option<Moment>,
    /// As it stood in law at this time: by when things happened, which in an import is not when they were recorded
    #[arg(long, value_name = "TIME")]
    legal: Option<Moment>,
}

pub(crate) async fn run(args: &StatusArgs, global: &Global, console: &Console) -> Result<Answer, Failure> {
    let talab = global.open_read_only().await?;
    let zone = directory::zone(&talab, &args.reference).await?;
    let instant = |moment: Moment| zone.as_ref().map_or_else(|| moment.in_utc(), |zone| moment.in_zone(zone));
    let auditor = global.auditor();
    let mut query = talab.as_actor(&auditor).status(&args.reference);
    if let Some(moment) = args.at {
        query = query.at(instant(moment));
    }
    if let Some(moment) = args.legal {
        query = query.legal(instant(moment));
    }
    let status = query.await?;
    talab.close().await?;
    let text = status.to_text(&style(console, zone.as_ref()));
    Answer::new(format!("{}{text}", clock(console, zone.as_ref())), &status)
}

/// Plain text for a terminal, on the wall clock of the request's calendar.
pub(super) fn style<'a>(console: &Console, zone: Option<&'a Zone>) -> Style<'a> {
    let style = Style::new(console.lang).plain();
    match zone {
        Some(zone) => style.zone(zone),
        None => style,
    }
}

/// A line that says on which clock the instants below it are told.
pub(super) fn clock(console: &Console, zone: Option<&Zone>) -> String {
    let Some(zone) = zone else { return String::new() };
    match console.lang {
        talab::Lang::Ar => format!("التوقيت: {}\n", zone.name()),
        talab::Lang::En => format!("Times: {}\n", zone.name()),
    }
}
