//! `talab measures`: what services achieved, for people, for programs and for a spreadsheet.

use std::fmt::Write as _;

use clap::Args;
use talab::core::{BodyId, ServiceCode};
use talab::projections::measures::{
    Durations, Figures, IndicatorFigure, Measures, MeasuresQuery, ServiceMeasures, Share,
};
use talab::{Lang, Text};

use crate::answer::Answer;
use crate::args::Global;
use crate::console::Console;
use crate::failure::Failure;
use crate::moment::Moment;

/// Measures the requests whose first attempt was transmitted in a period; every option that is given narrows them.
#[derive(Debug, Args)]
pub(crate) struct MeasuresArgs {
    /// Only for this service
    #[arg(long, value_name = "CODE")]
    service: Option<ServiceCode>,
    /// Only this provider's
    #[arg(long, value_name = "BODY")]
    provider: Option<BodyId>,
    /// Only those filed at this time or later; a date without a time is its 00:00 UTC
    #[arg(long, value_name = "TIME")]
    from: Option<Moment>,
    /// Only those filed before this time
    #[arg(long, value_name = "TIME")]
    until: Option<Moment>,
    /// Print comma-separated values: a row for each figure
    #[arg(long)]
    csv: bool,
}

pub(crate) async fn run(args: &MeasuresArgs, global: &Global, console: &Console) -> Result<Answer, Failure> {
    if args.csv && console.json {
        let text = Text::new(
            "يُرجى اختيار \u{2068}--json\u{2069} أو \u{2068}--csv\u{2069}، أحدهما فقط",
            "write --json or --csv, not both",
        );
        return Err(Failure::misuse("--csv", text));
    }
    let talab = global.open_with_views().await?;
    let auditor = global.auditor();
    let mut query =
        MeasuresQuery::new().period(args.from.map(Moment::in_utc), args.until.map(Moment::in_utc));
    query.service.clone_from(&args.service);
    query.provider.clone_from(&args.provider);
    let measures = talab.as_actor(&auditor).measures(&query).await?;
    talab.close().await?;
    let text = if args.csv { measures.to_csv() } else { told(&measures, console.lang) };
    Answer::new(text, &measures)
}

/// One or the other, by the language.
fn word(lang: Lang, ar: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Ar => ar,
        Lang::En => en,
    }
}

fn told(measures: &Measures, lang: Lang) -> String {
    let mut text = String::new();
    if measures.providers.is_empty() {
        let _ = writeln!(text, "{}", word(lang, "لا توجد طلبات", "no requests"));
    }
    for provider in &measures.providers {
        let _ = writeln!(text, "{}", provider.provider);
        for service in &provider.services {
            of_service(&mut text, service, lang);
        }
    }
    if measures.unreadable > 0 {
        let words = word(lang, "طلبات تعذّرت قراءتها", "requests that can't be read");
        let _ = writeln!(text, "{words}: {}", measures.unreadable);
    }
    text
}

fn of_service(text: &mut String, service: &ServiceMeasures, lang: Lang) {
    let name = service.name.as_ref().map_or("", |name| name.get(lang));
    let _ = writeln!(text, "  {} {name}", service.service);
    lines(text, &service.figures, lang);
    for version in &service.versions {
        for indicator in &version.indicators {
            let _ = writeln!(text, "    v{} {}", version.version, of_indicator(indicator, lang));
        }
    }
}

fn lines(text: &mut String, figures: &Figures, lang: Lang) {
    let mut line = |ar, en, value: String| {
        let _ = writeln!(text, "    {}: {value}", word(lang, ar, en));
    };
    line("الطلبات", "requests", figures.requests.to_string());
    line("لم تنتهِ", "not ended", figures.open.to_string());
    line("لم يتم تأكيد استلامها", "not acknowledged at some time", share(figures.rejected));
    for (outcome, count) in &figures.outcomes {
        line(outcome.words().ar, outcome.words().en, count.to_string());
    }
    line("في الموعد", "on time", share(figures.promise.on_time));
    line("حتى القرار", "until the decision", time(figures.to_decide, lang));
    line("حتى التسليم", "until the delivery", time(figures.to_deliver, lang));
    line("طُلب تصحيحها", "with corrections", share(figures.corrections.requests));
    line("صُحّحت بعد القرار", "corrected after the decision", share(figures.amendments.any));
    line("خطوات يدوية", "manual steps", share(figures.steps.manual));
    for (stage, times) in &figures.stages {
        line(stage.words().ar, stage.words().en, time(*times, lang));
    }
    for body in &figures.bodies {
        let named = format!("{}/{}", body.body, body.step);
        let (late, times) = (body.late, time(body.to_complete, lang));
        let _ = writeln!(text, "    {named}: {times} · {}: {late}", word(lang, "متأخرة", "late"));
    }
}

/// `3/4 (75.0%)`; a dash of none.
fn share(share: Share) -> String {
    match share.per_mille {
        Some(of) => format!("{}/{} ({}.{}%)", share.count, share.of, of / 10, of % 10),
        None => "-".to_owned(),
    }
}

/// The median and the nine in ten, as days and hours.
fn time(times: Durations, lang: Lang) -> String {
    let hours = |seconds: u64| {
        let (days, rest) = (seconds / 86_400, seconds % 86_400);
        let (day, clock) = (word(lang, "ي", "d"), format!("{:02}:{:02}", rest / 3_600, rest % 3_600 / 60));
        if days > 0 { format!("{days}{day} {clock}") } else { clock }
    };
    match times.median_seconds.zip(times.p90_seconds) {
        Some((median, p90)) => {
            let words = (word(lang, "الوسيط", "median"), word(lang, "تسعة أعشار", "p90"));
            format!("{} {} · {} {}", words.0, hours(median), words.1, hours(p90))
        }
        None => "-".to_owned(),
    }
}

fn of_indicator(indicator: &IndicatorFigure, lang: Lang) -> String {
    let met = match indicator.met {
        Some(true) => word(lang, "تحقق", "met"),
        Some(false) => word(lang, "لم يتحقق", "not met"),
        None => word(lang, "لا توجد بيانات", "no data"),
    };
    let unit = match (indicator.unit, lang) {
        ("percent", Lang::Ar) => "بالمئة",
        ("percent", Lang::En) => "percent",
        (_, Lang::Ar) => "بالأيام",
        (_, Lang::En) => "days",
    };
    let value = indicator.value.as_deref().unwrap_or("-");
    let bound = if indicator.measure.wants_more() { "≥" } else { "≤" };
    let target = indicator.target;
    format!("{} ({unit}): {value} ({bound} {target}) · {met}", indicator.name.get(lang))
}
