//! `talab list`: the requests there are, a page at a time.

use std::error::Error as _;

use clap::{Args, ValueEnum};
use talab::core::{PersonId, ServiceCode, Stage, isolate};
use talab::projections::{Filter, Listing, Order, RequestRow, RequestsError};
use talab::{Error, Lang, Text, Timestamp};
use thiserror::Error as ThisError;

use crate::answer::Answer;
use crate::args::Global;
use crate::console::Console;
use crate::failure::Failure;

/// Lists requests; every option that is given narrows the list.
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// Only those in this stage, such as under_verification; may be repeated
    #[arg(long, value_name = "STAGE", value_parser = stage)]
    stage: Vec<Stage>,
    /// Only for this service
    #[arg(long, value_name = "CODE")]
    service: Option<ServiceCode>,
    /// Only this person's
    #[arg(long, value_name = "PERSON")]
    applicant: Option<PersonId>,
    /// In which order
    #[arg(long, value_enum, default_value = "reference")]
    order: ListOrder,
    /// From the last to the first
    #[arg(long)]
    descending: bool,
    /// How many at most
    #[arg(long, value_name = "N", default_value = "50", value_parser = clap::value_parser!(u16).range(1..=1000))]
    limit: u16,
    /// Where the page before ended: what it printed as next
    #[arg(long, value_name = "NEXT")]
    after: Option<String>,
}

/// The order of a list.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum ListOrder {
    /// By reference
    Reference,
    /// By the instant of receipt
    Received,
    /// By the instant by which they are expected
    Expected,
}

/// A word that is no stage.
#[derive(Debug, ThisError)]
#[error("there is no such stage: write one of {stages}")]
struct StageUnknown {
    stages: String,
}

fn stage(text: &str) -> Result<Stage, StageUnknown> {
    Stage::parse(text).ok_or_else(|| {
        let codes: Vec<_> = Stage::ALL.iter().map(|stage| stage.code()).collect();
        StageUnknown { stages: codes.join(", ") }
    })
}

pub(crate) async fn run(args: &ListArgs, global: &Global, console: &Console) -> Result<Answer, Failure> {
    let talab = global.open_with_views().await?;
    let auditor = global.auditor();
    let listing =
        talab.as_actor(&auditor).requests(filter(args)).await.map_err(|error| told(error, global))?;
    talab.close().await?;
    Answer::new(text(&listing, console.lang), &listing)
}

fn filter(args: &ListArgs) -> Filter {
    let mut filter = Filter::new().limit(usize::from(args.limit)).order(match args.order {
        ListOrder::Reference => Order::Reference,
        ListOrder::Received => Order::Received,
        ListOrder::Expected => Order::Expected,
    });
    filter.stages = args.stage.iter().copied().collect();
    filter.service.clone_from(&args.service);
    filter.applicant.clone_from(&args.applicant);
    filter.after.clone_from(&args.after);
    if args.descending { filter.descending() } else { filter }
}

/// Tells a token that is none, and views of another log, from a disk that fails.
fn told(error: Error, global: &Global) -> Failure {
    match error.source().and_then(|source| source.downcast_ref::<RequestsError>()) {
        Some(token @ RequestsError::Token { .. }) => {
            let detail = token.to_string();
            let arabic = "ليس هذا موضعاً في هذه القائمة، يُرجى إدخال القيمة المطبوعة في نهاية الصفحة السابقة";
            Failure::misuse("--after", Text::new(format!("{arabic} ({})", isolate(&detail)), detail))
        }
        Some(diverged @ RequestsError::Diverged { .. }) => {
            let views = global.views();
            let text = Text::new(
                format!("بُنيت القائمة في {} من سجل آخر، يُرجى حذف الملف لتُبنى من جديد", isolate(&views)),
                format!("{diverged}: delete {views}, and it is made again"),
            );
            Failure::not_found(&views, text)
        }
        _ => error.into(),
    }
}

fn text(listing: &Listing, lang: Lang) -> String {
    if listing.requests.is_empty() {
        return match lang {
            Lang::Ar => "لا توجد طلبات".to_owned(),
            Lang::En => "no requests".to_owned(),
        };
    }
    let mut text: String = listing.requests.iter().map(|row| line(row, lang)).collect();
    if let Some(next) = &listing.next {
        text.push_str(&match lang {
            Lang::Ar => format!("للمزيد: --after {next}"),
            Lang::En => format!("more: --after {next}"),
        });
    }
    text
}

/// The reference first, since that is what the other commands take.
fn line(row: &RequestRow, lang: Lang) -> String {
    let day = |at: Option<Timestamp>| at.map_or_else(|| "-".repeat(10), |at| at.get().date().to_string());
    let due = row.expected_by.map_or_else(|| "-".repeat(10), |date| date.to_string());
    let outcome = row.outcome.map_or_else(String::new, |outcome| format!(" · {}", outcome.words().get(lang)));
    let service = format!("{} v{}", row.service, row.service_version);
    let marks = [(row.suspended, "احتساب المدة موقوف", "suspended"), (row.missed, "انقضت المدة", "overdue")];
    let marks = marks.into_iter().filter(|(marked, ..)| *marked);
    let marks: String =
        marks.map(|(_, ar, en)| format!(" · {}", if lang == Lang::Ar { ar } else { en })).collect();
    let (received, expected) = (day(row.received_at), due);
    let stage = row.stage.words().get(lang);
    format!("{}  {received} → {expected}  {service}  {stage}{outcome}{marks}\n", row.reference)
}
