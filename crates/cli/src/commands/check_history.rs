//! `talab check-history`: what this build would read, decide and write otherwise than the log says.

use clap::Args;
use serde::Serialize;
use talab::core::isolate;
use talab::{Change, Difference, HistoryReport, Lang, Place};

use super::counts::plural;
use crate::answer::Answer;
use crate::args::Global;
use crate::console::Console;
use crate::failure::Failure;
use crate::progress::Bar;

/// Replays the database under this build without changing it: run it before a new release is deployed.
#[derive(Debug, Args)]
pub(crate) struct CheckHistoryArgs {
    /// Tell at most so many differences one by one; all are counted
    #[arg(long, value_name = "N", default_value_t = 100)]
    show: usize,
}

/// The contract of `--json`: what was found, and whether it changes anything.
#[derive(Serialize)]
struct Checked<'a> {
    changes: bool,
    #[serde(flatten)]
    report: &'a HistoryReport,
}

pub(crate) async fn run(
    args: &CheckHistoryArgs,
    global: &Global,
    console: &Console,
) -> Result<Answer, Failure> {
    let talab = global.open_read_only().await?;
    let bar = Bar::new();
    let check = talab.check_history().showing(args.show);
    let report = check.progress(move |done, total| bar.show(done, total)).run().await?;
    talab.close().await?;
    let changes = report.changes_anything();
    let answer = Answer::new(text(&report, console.lang), &Checked { changes, report: &report })?;
    Ok(if changes { answer.with_finding() } else { answer })
}

fn text(report: &HistoryReport, lang: Lang) -> String {
    let HistoryReport { streams, events, commands, same, differing, .. } = report;
    let mut lines = vec![match lang {
        Lang::Ar => format!(
            "عدد مسارات الأحداث {streams}، والأحداث {events}، والأوامر {commands}: أُعيد البتّ في {same} من الأوامر فجاءت كما سُجّلت"
        ),
        Lang::En => format!(
            "{}, {}, {}: {} decided again as they were",
            plural(*streams, "stream"),
            plural(*events, "event"),
            plural(*commands, "command"),
            plural(*same, "command")
        ),
    }];
    for (reason, left) in &report.not_compared {
        lines.push(match lang {
            Lang::Ar => format!(
                "أوامر لم يُعد البتّ فيها ({}): {}، وأولها عند الحدث {}",
                because(reason, lang),
                left.commands,
                left.first
            ),
            Lang::En => format!(
                "{} not decided again, the first at event {}: {}",
                plural(left.commands, "command"),
                left.first,
                because(reason, lang)
            ),
        });
    }
    if report.foreign > 0 {
        lines.push(match lang {
            Lang::Ar => format!("أحداث من مسارات أخرى لم تُفحص: {}", report.foreign),
            Lang::En => format!("{} of other streams not looked at", plural(report.foreign, "event")),
        });
    }
    lines.push(match (lang, differing) {
        (Lang::Ar, 0) => "لا يغيّر هذا الإصدار شيئاً".to_owned(),
        (Lang::En, 0) => "this build changes nothing".to_owned(),
        (Lang::Ar, _) => format!("يغيّر هذا الإصدار ما يلي (عدد الفروق {differing}):"),
        (Lang::En, _) => format!("this build would change ({}):", plural(*differing, "difference")),
    });
    for difference in &report.differences {
        lines.push(line(difference, lang));
        lines.extend(place(&difference.change).map(|at| format!("    {}", part(at, lang))));
    }
    let hidden = differing.saturating_sub(report.differences.len().try_into().unwrap_or(u64::MAX));
    if hidden > 0 {
        lines.push(match lang {
            Lang::Ar => format!("  … وعدد الفروق الأخرى {hidden}، وتعرضها {}", isolate("--show")),
            Lang::En => format!("  … and {hidden} more; --show tells them"),
        });
    }
    lines.join("\n")
}

/// One difference: where, and what would change.
fn line(difference: &Difference, lang: Lang) -> String {
    let Difference { position, stream, command, change, .. } = difference;
    let command = command.as_deref().unwrap_or_default();
    let told = match (change, lang) {
        (Change::Undecodable { event, problem }, Lang::Ar) => {
            format!("تتعذر قراءة الحدث {}: {}", isolate(event), isolate(problem))
        }
        (Change::Undecodable { event, problem }, Lang::En) => format!("{event} can't be read: {problem}"),
        (Change::Rewritten { event, .. }, Lang::Ar) => {
            format!("يُكتب الحدث {} بصورة أخرى", isolate(event))
        }
        (Change::Rewritten { event, .. }, Lang::En) => format!("{event} would be written otherwise"),
        (Change::Refused { code, rule, .. }, Lang::Ar) => {
            format!("الأمر {} نُفّذ، ويُرفض الآن: {}", isolate(command), isolate(&format!("{code} ({rule})")))
        }
        (Change::Refused { code, rule, .. }, Lang::En) => {
            format!("{command} was done, and would be refused: {code} ({rule})")
        }
        (Change::Events { stored, decided, .. }, _) if stored == decided => match lang {
            Lang::Ar => format!("الأمر {} ينتج الأحداث نفسها بمحتوى آخر", isolate(command)),
            Lang::En => format!("{command} would give the same events with another content"),
        },
        (Change::Events { stored, decided, .. }, lang) => {
            let (stored, decided) = (stored.join(", "), decided.join(", "));
            match lang {
                Lang::Ar => format!(
                    "الأمر {} ينتج أحداثاً أخرى: {} بدلاً من {}",
                    isolate(command),
                    isolate(&decided),
                    isolate(&stored)
                ),
                Lang::En => format!("{command} would give {decided} instead of {stored}"),
            }
        }
        (Change::Verdicts { .. }, Lang::Ar) => {
            format!("الأمر {} ينتج الأحداث نفسها بأحكام قواعد أخرى", isolate(command))
        }
        (Change::Verdicts { .. }, Lang::En) => {
            format!("{command} would give the same events by other verdicts")
        }
        (Change::Panicked, Lang::Ar) => "يتوقف البرنامج عند هذا الموضع".to_owned(),
        (Change::Panicked, Lang::En) => "the code panics here".to_owned(),
        (_, Lang::Ar) => "فرق آخر".to_owned(),
        (_, Lang::En) => "another difference".to_owned(),
    };
    format!("  @{position} {stream}: {told}")
}

fn place(change: &Change) -> Option<&Place> {
    match change {
        Change::Rewritten { at, .. } | Change::Verdicts { at } => Some(at),
        Change::Events { at, .. } => at.as_ref(),
        _ => None,
    }
}

fn part(at: &Place, lang: Lang) -> String {
    let tell = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".to_owned());
    let (stored, now) = (tell(&at.stored), tell(&at.now));
    match lang {
        Lang::Ar => format!("{}: المخزّن {}، والآن {}", isolate(&at.path), isolate(&stored), isolate(&now)),
        Lang::En => format!("{}: stored {stored}, now {now}", at.path),
    }
}

/// Why commands were not decided again.
fn because(reason: &'static str, lang: Lang) -> &'static str {
    match (reason, lang) {
        ("personal_unreadable", Lang::Ar) => "بيانات شخصية مختومة أو ممحوّة",
        ("personal_unreadable", Lang::En) => "personal data are sealed or erased",
        ("private_part_missing", Lang::Ar) => "جزء من الأمر ليس في أحداثه",
        ("private_part_missing", Lang::En) => "a private part is in none of their events",
        ("unknown_command", Lang::Ar) => "لا يعرف هذا الإصدار هذا الأمر",
        ("unknown_command", Lang::En) => "this build has no such command",
        ("record_unknown", Lang::Ar) => "صيغة سجل الأمر غير معروفة",
        ("record_unknown", Lang::En) => "their records are of an unknown form",
        ("definition_not_in_log", Lang::Ar) => "تعريف الخدمة ليس في السجل",
        ("definition_not_in_log", Lang::En) => "the service definition is not in this log",
        ("calendar_not_in_log", Lang::Ar) => "التقويم ليس في السجل",
        ("calendar_not_in_log", Lang::En) => "the calendar is not in this log",
        ("events_unreadable", Lang::Ar) => "أحداثها تتعذر قراءتها",
        ("events_unreadable", Lang::En) => "their events can't be read",
        ("request_unreadable", Lang::Ar) => "أحداث سابقة في الطلب تتعذر قراءتها",
        ("request_unreadable", Lang::En) => "earlier events of the request can't be read",
        ("several_streams", Lang::Ar) => "الأمر على أكثر من مسار",
        ("several_streams", Lang::En) => "they touch several streams",
        (other, _) => other,
    }
}
