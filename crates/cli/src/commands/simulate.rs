//! `talab simulate`: seeded stories of requests, played on the real engine.

use clap::Args;
use talab::core::isolate;
use talab::{Lang, NotDone, Text};
use talab_simulation::{
    PublishError, SimulationError, SimulationOptions, SimulationReport, Simulator, simulate,
};

use super::counts::counts;
use crate::answer::Answer;
use crate::args::Global;
use crate::console::Console;
use crate::failure::{Failure, chain};
use crate::progress::Bar;

/// Simulates requests for every service of the simulation. Run again with the same seed, it finishes what it began.
#[derive(Debug, Args)]
pub(crate) struct SimulateArgs {
    /// How many requests
    #[arg(long, value_name = "N")]
    requests: u64,
    /// What their stories follow from: the same seed gives the same streams
    #[arg(long, value_name = "S")]
    seed: u64,
    /// How many requests at the same time; no stream depends on it
    #[arg(long, value_name = "C", default_value = "32", value_parser = clap::value_parser!(u16).range(1..=1024))]
    concurrency: u16,
    /// Requests for this service only, such as mun.building-permit
    #[arg(long, value_name = "CODE")]
    service: Option<String>,
}

pub(crate) async fn run(args: &SimulateArgs, global: &Global, console: &Console) -> Result<Answer, Failure> {
    let simulator = Simulator::open(global.url()?).await?;
    let mut options = SimulationOptions::new(args.requests, args.seed);
    options = options.concurrency(usize::from(args.concurrency));
    if let Some(service) = &args.service {
        options = options.service(service);
    }
    let bar = Bar::new();
    let done = simulate(&simulator, options, |at| bar.show(at.done, at.total)).await;
    drop(bar);
    simulator.talab().close().await?;
    let report = done.map_err(told)?;
    let answer = Answer::new(text(&report, console.lang), &report)?;
    Ok(if report.violations == 0 { answer } else { answer.with_finding() })
}

fn told(error: SimulationError) -> Failure {
    match error {
        SimulationError::Unexpected { .. } => {
            let detail = chain(&error);
            let text = Text::new(format!("جاء جواب المحرك على غير المتوقع: {}", isolate(&detail)), detail);
            Failure::finding("unexpected", text)
        }
        SimulationError::UnknownService { known, .. } => {
            let known = known.join(", ");
            let arabic =
                format!("هذه الخدمة ليست من خدمات المحاكاة، يُرجى اختيار إحداها: {}", isolate(&known));
            let text =
                Text::new(arabic, format!("the simulation has no such service: choose one of {known}"));
            Failure::misuse("--service", text)
        }
        SimulationError::Publish(PublishError::NotDone(NotDone::Refused(refusal))) => refusal.into(),
        SimulationError::Publish(PublishError::NotDone(NotDone::Failed(error))) => error.into(),
        error => Failure::damaged("--db", &error),
    }
}

fn text(report: &SimulationReport, lang: Lang) -> String {
    let SimulationReport { requests, commands, events, refusals, violations, seconds, .. } = report;
    let mut text = match lang {
        Lang::Ar => format!(
            "الطلبات: {requests}\nالأوامر المنفَّذة: {commands}\nالأوامر التي لم تُجزها القواعد: {refusals}\n\
             الأحداث: {events}\nخروقات قواعد المحرك: {violations}\nالمدة بالثواني: {seconds:.1}\n"
        ),
        Lang::En => format!(
            "requests: {requests}\ncommands done: {commands}\ncommands refused: {refusals}\n\
             events: {events}\nviolations: {violations}\nseconds: {seconds:.1}\n"
        ),
    };
    text.push_str(&counts(lang, ("الخدمات", "services"), &report.services));
    text.push_str(&counts(lang, ("المراحل", "stages"), &report.stages));
    text.push_str(&counts(lang, ("النتائج", "outcomes"), &report.outcomes));
    // A violation is for whoever mends the engine, and tells every one of its facts.
    let findings = report.findings.iter().filter_map(|found| serde_json::to_string(found).ok());
    findings.for_each(|found| text.push_str(&format!("{found}\n")));
    text
}
