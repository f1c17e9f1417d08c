//! The receipt log of a Dutch municipality through the engine. Its licence keeps it out of the repository, so without
//! it these tests say that they skip.

use std::path::PathBuf;

use talab::core::{PersonId, Role};
use talab::{Actor, read_calendar, read_definition};
use talab_simulation::invariants::check_invariants;
use talab_simulation::{ImportOptions, ImportReport, import_engine, import_log};

use crate::support::{Test, root, streams};

#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn log() -> Option<PathBuf> {
    let path = root().join("../shared/data/receipt.xes.gz");
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {} is not there", path.display());
    None
}

fn check(report: &ImportReport) {
    assert_eq!((report.cases, report.requests, report.log_events), (1434, 1434, 8577));
    assert_eq!(
        (report.applied, report.noted, report.refused),
        (5483, 3094, 0),
        "{:?}",
        report.refusals_by_rule
    );
    assert!(report.refusals_by_rule.is_empty());
    let classes = ["denied", "held", "admissible", "registered_only", "other"];
    assert_eq!(classes.map(|class| report.outcomes[class]), [39, 20, 1219, 116, 40]);
    assert_eq!(report.outcomes.len(), 5);
}

fn timeless(mut report: ImportReport) -> ImportReport {
    report.seconds = 0.0;
    report
}

#[tokio::test(flavor = "multi_thread")]
async fn every_event_is_applied_or_noted_and_a_second_run_adds_nothing() -> Test {
    let Some(path) = log() else { return Ok(()) };
    let mapping = root().join("examples/real-log/receipt.toml");
    let folder = tempfile::tempdir()?;
    let talab = import_engine(format!("sqlite:{}", folder.path().join("log.db").display())).open().await?;
    let mut told = Vec::new();
    let first =
        import_log(&talab, &path, &mapping, ImportOptions::default(), |progress| told.push(progress)).await?;
    check(&first);
    assert_eq!(told.last().map(|progress| (progress.done, progress.total)), Some((1434, 1434)));
    let head = talab.head().await?;
    let again = import_log(&talab, &path, &mapping, ImportOptions::default().concurrency(1), |_| {}).await?;
    assert_eq!(timeless(again), timeless(first));
    assert_eq!(talab.head().await?, head, "nothing was appended");
    let auditor = Actor::new(PersonId::new("auditor")?, Role::Auditor);
    let page = talab.as_actor(&auditor).requests(talab::Filter::default()).await?;
    assert!(!page.requests.is_empty());
    let definition = read_definition(root().join("examples/real-log/permit-receipt.toml"))?;
    let calendar = read_calendar(root().join("examples/calendars/nl-municipality.toml"))?;
    for stream in streams(&talab).await? {
        assert_eq!(check_invariants(&stream, &definition, &calendar), []);
    }
    talab.close().await?;
    Ok(())
}
