//! Importing a real log: every event of it as a command by its own clerk at its own time.

mod case;
mod engine;
mod error;
mod names;
mod plan;
mod report;

#[cfg(test)]
mod tests;

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use talab::{Talab, Timestamp, read_calendar, read_definition};
use tokio::sync::Mutex;

use crate::held::{Earlier, NOWHERE};
use crate::mapping::{Mapping, survey};
use crate::pool;
use crate::progress::Progress;
use crate::publish::publish;
use crate::xes::XesReader;

pub use engine::import_engine;
pub use error::ImportError;
use plan::Plan;
pub use report::ImportReport;

/// How an import runs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ImportOptions {
    /// How many cases are imported at the same time; at least 1. What is imported does not depend on it.
    pub concurrency: usize,
}

impl Default for ImportOptions {
    /// 32 cases at once.
    fn default() -> Self {
        Self { concurrency: 32 }
    }
}

impl ImportOptions {
    /// So many cases at the same time.
    #[must_use]
    pub fn concurrency(mut self, cases: usize) -> Self {
        self.concurrency = cases;
        self
    }
}

/// Imports the log `file` by the mapping in `mapping_file` into `talab`, which [`import_engine`] opens.
///
/// A first pass holds the whole log against its mapping and appends nothing if it finds anything. Then the mapping's
/// service and calendar are put in force, and the cases follow, each event in its order and at its own time. Every
/// event is accounted for: applied, noted, or refused with its rule, as the [`ImportReport`] counts. An event before its
/// case has a request has nothing to act on (`LY-3`), and one that would open it a second time is the same act again
/// (`LY-1g`); these two are counted without being sent. One case is in memory for each that runs at the same time, and
/// the names of all during the first pass.
///
/// Dropped, it leaves the cases as far as they came. Run again, it finishes them: what was done is not done twice, what
/// was refused is not asked again, and the report is that of an import that was never interrupted.
///
/// # Errors
/// [`ImportError`] names the file and line, or the case; before the first case nothing of the log was appended.
pub async fn import_log(
    talab: &Talab,
    file: impl AsRef<Path>,
    mapping_file: impl AsRef<Path>,
    options: ImportOptions,
    mut progress: impl FnMut(Progress),
) -> Result<ImportReport, ImportError> {
    let (file, started) = (file.as_ref(), Instant::now());
    let mapping = Mapping::load(mapping_file)?;
    let definition = read_definition(&mapping.definition)?;
    let calendar = read_calendar(&mapping.calendar)?;
    let plan = Arc::new(Plan::new(mapping, definition)?);
    let survey = survey(file, &plan.mapping)?;
    let first = survey.first.map_or(Timestamp::UNIX_EPOCH, Timestamp::new);
    publish(talab, &plan.definition, &calendar, &plan.attestation(), first).await?;
    let nowhere = Arc::new(Mutex::new(Earlier::of(talab, NOWHERE).await?));
    let mut cases = XesReader::open(file).map_err(ImportError::changed)?.named_by(&plan.mapping.case_key);
    let mut report = ImportReport::begin(&plan.mapping);
    let next = || {
        let case = match cases.next()? {
            Ok(case) => case,
            Err(error) => return Some(Err(ImportError::changed(error))),
        };
        Some(Ok(case::import(talab.clone(), Arc::clone(&plan), Arc::clone(&nowhere), case)))
    };
    pool::run(next, options.concurrency, |tally| {
        report.add(tally);
        progress(Progress::new(report.cases, survey.cases));
    })
    .await?;
    report.seconds = started.elapsed().as_secs_f64();
    Ok(report)
}
