//! `talab doctor`: what the database, its surroundings and its views are worth.

use clap::Args;
use serde::Serialize;
use talab::Lang;
use talab::projections::Parked;
use talab::store::{Check, EventLog as _, Health, PgLog, SqliteLog};

use crate::answer::Answer;
use crate::args::Global;
use crate::console::Console;
use crate::database::Database;
use crate::failure::Failure;

/// Examines the database without changing it.
#[derive(Debug, Args)]
pub(crate) struct DoctorArgs {
    /// Read every page of a file, which takes as long as reading it
    #[arg(long)]
    deep: bool,
}

/// What was found.
#[derive(Serialize)]
struct Examined {
    sound: bool,
    checks: Vec<Line>,
    views: Views,
}

#[derive(Serialize)]
struct Line {
    check: &'static str,
    health: &'static str,
    found: String,
    advice: Option<&'static str>,
}

/// How far the views are, and what waits in them.
#[derive(Serialize)]
struct Views {
    position: u64,
    head: u64,
    behind: u64,
    parked: Vec<Waiting>,
}

#[derive(Serialize)]
struct Waiting {
    reference: String,
    position: u64,
    why: String,
}

pub(crate) async fn run(args: &DoctorArgs, global: &Global, console: &Console) -> Result<Answer, Failure> {
    let checks = match global.kept()? {
        Database::Postgres(url) => {
            let log = PgLog::open_read_only(url).await?;
            let checks = log.diagnose().await?;
            log.close().await?;
            checks
        }
        Database::Sqlite(path) => {
            global.existing()?;
            let log = SqliteLog::open_read_only(path).await?;
            let checks = log.diagnose(args.deep).await?;
            log.close().await?;
            checks
        }
        Database::Memory => return Err(global.nothing_kept()),
    };
    let views = views(global).await?;
    let sound = views.parked.is_empty() && checks.iter().all(|check| check.health != Health::Broken);
    let examined = Examined { sound, checks: checks.iter().map(Line::of).collect(), views };
    let answer = Answer::new(examined.text(console.lang), &examined)?;
    Ok(if sound { answer } else { answer.with_finding() })
}

async fn views(global: &Global) -> Result<Views, Failure> {
    let talab = global.open_with_views().await?;
    let health = talab.views_health().await?;
    talab.close().await?;
    let waiting = |parked: Parked| Waiting {
        reference: parked.reference,
        position: parked.position,
        why: format!("{} {}: {}", parked.event_type, parked.event_version, parked.problem),
    };
    Ok(Views {
        position: health.position,
        head: health.head,
        behind: health.head.saturating_sub(health.position),
        parked: health.parked.into_iter().map(waiting).collect(),
    })
}

impl Line {
    fn of(check: &Check) -> Self {
        let advice = Some(check.advice).filter(|advice| !advice.is_empty());
        Self { check: check.code, health: name(check.health), found: check.found.clone(), advice }
    }
}

impl Examined {
    fn text(&self, lang: Lang) -> String {
        let mut lines: Vec<String> = Vec::new();
        for line in &self.checks {
            lines.push(format!(
                "{:<6}  {:<12}  {}",
                mark(line.health, lang),
                title(line.check, lang),
                line.found
            ));
            lines.extend(line.advice.map(|advice| format!("{:<6}  {:<12}  → {advice}", "", "")));
        }
        let Views { position, head, behind, parked } = &self.views;
        lines.push(match lang {
            Lang::Ar => format!(
                "العروض عند الحدث {position} من {head}، والمتبقي {behind}، والطلبات الموقوفة {}",
                parked.len()
            ),
            Lang::En => format!(
                "views at event {position} of {head}, {behind} behind, {} requests parked",
                parked.len()
            ),
        });
        for waiting in parked {
            lines.push(format!("  {} @{}: {}", waiting.reference, waiting.position, waiting.why));
        }
        lines.join("\n")
    }
}

fn name(health: Health) -> &'static str {
    match health {
        Health::Sound => "sound",
        Health::Weak => "weak",
        _ => "broken",
    }
}

fn mark(health: &str, lang: Lang) -> &'static str {
    match (health, lang) {
        ("sound", Lang::Ar) => "سليم",
        ("weak", Lang::Ar) => "ضعيف",
        (_, Lang::Ar) => "خلل",
        ("sound", Lang::En) => "sound",
        ("weak", Lang::En) => "weak",
        (_, Lang::En) => "broken",
    }
}

/// What was looked at, in words.
fn title(check: &'static str, lang: Lang) -> &'static str {
    match (check, lang) {
        ("server", Lang::Ar) => "الخادم",
        ("format", Lang::Ar) => "الصيغة",
        ("durability", Lang::Ar) => "ثبات الحفظ",
        ("replication", Lang::Ar) => "النسخ المتزامن",
        ("head", Lang::Ar) => "رأس السجل",
        ("guards", Lang::Ar) => "حماية السجل",
        ("rights", Lang::Ar) => "الصلاحيات",
        ("role", Lang::Ar) => "الدور",
        ("holders", Lang::Ar) => "حاجزو السجل",
        ("pages", Lang::Ar) => "صفحات الملف",
        (other, _) => other,
    }
}
