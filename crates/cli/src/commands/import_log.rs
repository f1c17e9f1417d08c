//! `talab import-log`: a real process log, replayed through the engine at its own times.

use std::path::PathBuf;

use clap::Args;
use talab::core::isolate;
use talab::{Lang, NotDone, Text};
use talab_simulation::{
    Findings, ImportError, ImportOptions, ImportReport, MappingError, MappingProblem, PublishError,
    SurveyError, import_engine, import_log,
};

use super::counts::counts;
use crate::answer::Answer;
use crate::args::Global;
use crate::console::Console;
use crate::failure::{Failure, Finding, chain};
use crate::progress::Bar;
use crate::sources;

/// Imports a log: each of its events becomes a command by its own clerk. Run again, it finishes what it began.
#[derive(Debug, Args)]
pub(crate) struct ImportLogArgs {
    /// The log, XES or gzipped XES
    file: PathBuf,
    /// What each activity of the log means
    #[arg(long, value_name = "FILE")]
    mapping: PathBuf,
    /// How many cases at the same time; what is imported does not depend on it
    #[arg(long, value_name = "C", default_value = "32", value_parser = clap::value_parser!(u16).range(1..=1024))]
    concurrency: u16,
}

pub(crate) async fn run(args: &ImportLogArgs, global: &Global, console: &Console) -> Result<Answer, Failure> {
    // Before the database, so that a wrong path leaves none behind.
    sources::readable(&args.mapping)?;
    sources::readable(&args.file)?;
    let talab = import_engine(global.url()?).open().await?;
    let options = ImportOptions::default().concurrency(usize::from(args.concurrency));
    let bar = Bar::new();
    let done = import_log(&talab, &args.file, &args.mapping, options, |at| bar.show(at.done, at.total)).await;
    drop(bar);
    talab.close().await?;
    let report = done.map_err(|error| told(error, &args.file.display().to_string()))?;
    Answer::new(text(&report, console.lang), &report)
}

fn told(error: ImportError, file: &str) -> Failure {
    match error {
        ImportError::File(invalid) => {
            let words = Text::new(
                "لم يُستورد شيء: في ملفات الخدمة ما يجب إصلاحه أولاً",
                "nothing was imported: mend the files of the service first",
            );
            Failure::findings("definition_invalid", words, sources::findings(&invalid))
        }
        ImportError::Mapping(error) => mapping(&error),
        ImportError::Survey(SurveyError::Findings(findings)) => survey(&findings),
        ImportError::Survey(error) => Failure::damaged(file, &error),
        ImportError::Publish(PublishError::NotDone(NotDone::Refused(refusal))) => refusal.into(),
        ImportError::Publish(PublishError::NotDone(NotDone::Failed(error))) => error.into(),
        ImportError::Unfit { .. } => {
            let detail = error.to_string();
            let text = Text::new(format!("ملف المطابقة لا يوافق تعريف الخدمة: {}", isolate(&detail)), detail);
            Failure::finding("mapping_unfit", text)
        }
        error => Failure::damaged(file, &error),
    }
}

fn mapping(error: &MappingError) -> Failure {
    if let MappingProblem::Unreadable { .. } = error.problem() {
        return Failure::damaged(&error.file().display().to_string(), error);
    }
    let words = Text::new(
        "لم يُستورد شيء: في ملف المطابقة ما يجب إصلاحه",
        "nothing was imported: mend the mapping first",
    );
    let finding = Finding {
        file: error.file().display().to_string(),
        line: error.line().and_then(|line| u64::try_from(line).ok()),
        text: chain(error.problem()),
    };
    Failure::findings("mapping_invalid", words, vec![finding])
}

fn survey(findings: &Findings) -> Failure {
    let total = findings.total;
    let file = findings.file.display().to_string();
    let found = findings.shown.iter().map(|finding| Finding {
        file: file.clone(),
        line: Some(finding.line),
        text: format!("case {:?}: {}", finding.case, finding.kind),
    });
    let words = Text::new(
        format!("لم يُستورد شيء: عدد الملاحظات على السجل {total}"),
        format!(
            "nothing was imported: {total} {} in the log",
            if total == 1 { "finding" } else { "findings" }
        ),
    );
    Failure::findings("log_findings", words, found.collect())
}

fn text(report: &ImportReport, lang: Lang) -> String {
    let mut text = match lang {
        Lang::Ar => format!(
            "الحالات: {}\nأحداث السجل: {} = المنفَّذ {} + المدوَّن {} + ما لم تُجزه القواعد {}\nأحداث المحرك: {}\nالمدة بالثواني: {:.1}\n",
            report.cases,
            report.log_events,
            report.applied,
            report.noted,
            report.refused,
            report.events,
            report.seconds
        ),
        Lang::En => format!(
            "cases: {}\nlog events: {} = {} applied + {} noted + {} refused\nengine events: {}\nseconds: {:.1}\n",
            report.cases,
            report.log_events,
            report.applied,
            report.noted,
            report.refused,
            report.events,
            report.seconds
        ),
    };
    text.push_str(&counts(lang, ("النتائج", "outcomes"), &report.outcomes));
    text.push_str(&counts(
        lang,
        ("ما لم تُجزه القواعد، بحسب القاعدة", "refused, by rule"),
        &report.refusals_by_rule,
    ));
    text
}
