//! A small log made up for the purpose: every way an event of a log can go.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use talab::{Talab, read_calendar, read_definition};
use talab_simulation::invariants::check_invariants;
use talab_simulation::{ImportError, ImportOptions, ImportReport, SurveyError, import_engine, import_log};
use tokio::sync::Notify;

use crate::support::{Test, all, requests, root, streams};

/// One case: its name, its channel and its events as activity, clerk and minute.
pub(crate) type Case<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str, u32)]);

const SUBMIT: &str = "Confirmation of receipt";
const CHECK: &str = "T02 Check confirmation of receipt";
const NOTE: &str = "T04 Determine confirmation of receipt";
const ACKNOWLEDGE: &str = "T05 Print and send confirmation of receipt";
const STEP: &str = "T10 Determine necessity to stop indication";
const PROPOSE: &str = "T14 Determine document X request unlicensed";
const APPROVE: &str = "T15 Print document X request unlicensed";
const HOLD: &str = "T20 Print report Y to stop indication";

pub(crate) const CASES: [Case<'static>; 5] = [
    // All lawful: denied.
    (
        "whole",
        "Internet",
        &[
            (SUBMIT, "anna", 0),
            (CHECK, "anna", 1),
            (NOTE, "bert", 2),
            (ACKNOWLEDGE, "anna", 3),
            (STEP, "Jan de Vries", 4),
            (PROPOSE, "Jan de Vries", 5),
            (APPROVE, "Jan de Vries", 6),
        ],
    ),
    // A decision before its step, an approval of nothing, a step done twice: refused, each by its rule.
    (
        "muddled",
        "Desk",
        &[
            (SUBMIT, "anna", 0),
            (PROPOSE, "bert", 1),
            (APPROVE, "bert", 2),
            (STEP, "bert", 3),
            (STEP, "bert", 3),
        ],
    ),
    // Acts before there is a request, and a second opening.
    ("early", "Post", &[(NOTE, "anna", 0), (SUBMIT, "anna", 1), (SUBMIT, "bert", 2), (HOLD, "bert", 3)]),
    // Only registered.
    ("idle", "Intern", &[(SUBMIT, "anna", 0)]),
    // Never a request at all.
    ("never", "e-mail", &[(CHECK, "anna", 0), (ACKNOWLEDGE, "anna", 1)]),
];

pub(crate) fn write(folder: &Path, cases: &[Case<'_>]) -> std::io::Result<PathBuf> {
    let mut xes = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<log xes.version=\"1.0\">\n");
    for (name, channel, events) in cases {
        xes += &format!(
            "<trace>\n<string key=\"concept:name\" value=\"{name}\"/>\n<string key=\"channel\" value=\"{channel}\"/>\n"
        );
        for (activity, clerk, minute) in *events {
            xes += &format!(
                "<event>\n<string key=\"concept:name\" value=\"{activity}\"/>\n\
                 <string key=\"org:resource\" value=\"{clerk}\"/>\n\
                 <date key=\"time:timestamp\" value=\"2011-10-11T13:{minute:02}:40.276+02:00\"/>\n</event>\n"
            );
        }
        xes += "</trace>\n";
    }
    let path = folder.join("small.xes");
    std::fs::write(&path, xes + "</log>\n")?;
    Ok(path)
}

pub(crate) fn mapping() -> PathBuf {
    root().join("examples/real-log/receipt.toml")
}

async fn import(talab: &Talab, log: &Path) -> Result<ImportReport, ImportError> {
    let mut report = import_log(talab, log, mapping(), ImportOptions::default(), |_| {}).await?;
    report.seconds = 0.0;
    Ok(report)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_event_is_applied_noted_or_refused_with_its_rule() -> Test {
    let folder = tempfile::tempdir()?;
    let log = write(folder.path(), &CASES)?;
    let talab = import_engine("memory:").open().await?;
    let report = import(&talab, &log).await?;
    assert_eq!((report.cases, report.requests, report.log_events), (5, 4, 19));
    assert_eq!((report.applied, report.noted, report.refused), (11, 1, 7));
    let rules: Vec<_> = report.refusals_by_rule.iter().map(|(rule, count)| (rule.as_str(), *count)).collect();
    // No request yet (3) · a second opening · a step that is open, and one that is closed · no proposal to approve.
    assert_eq!(rules, [("LY-17.1", 2), ("LY-17.1d", 1), ("LY-1g", 1), ("LY-3", 3)]);
    let outcomes: Vec<_> = report.outcomes.iter().map(|(name, count)| (name.as_str(), *count)).collect();
    assert_eq!(
        outcomes,
        [("admissible", 1), ("denied", 1), ("held", 1), ("other", 0), ("registered_only", 1)]
    );
    assert_eq!((report.commands, report.refusals), (12, 7));
    let events = requests(&talab).await?;
    assert_eq!(report.events, u64::try_from(events.len())?);
    let clerk = events
        .iter()
        .filter(|line| line.contains("Jan%20de%20Vries") && line.contains("2011-10-11 11:0"))
        .count();
    assert!(clerk > 5, "each act is its own clerk's, at its own time: {clerk}");
    assert!(
        events.iter().any(|line| line.contains("\"case\":\"whole\"")),
        "the case's name is on its request"
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_run_tells_the_same_and_appends_nothing() -> Test {
    let folder = tempfile::tempdir()?;
    let log = write(folder.path(), &CASES)?;
    let talab = import_engine("memory:").open().await?;
    let first = import(&talab, &log).await?;
    let held = all(&talab).await?.len();
    for _ in 0..2 {
        assert_eq!(import(&talab, &log).await?, first);
        assert_eq!(all(&talab).await?.len(), held);
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_imported_keeps_every_invariant() -> Test {
    let folder = tempfile::tempdir()?;
    let log = write(folder.path(), &CASES)?;
    let talab = import_engine("memory:").open().await?;
    import(&talab, &log).await?;
    let definition = read_definition(root().join("examples/real-log/permit-receipt.toml"))?;
    let calendar = read_calendar(root().join("examples/calendars/nl-municipality.toml"))?;
    let streams = streams(&talab).await?;
    assert_eq!(streams.len(), 4);
    for stream in &streams {
        assert_eq!(check_invariants(stream, &definition, &calendar), []);
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_with_findings_is_not_begun() -> Test {
    let folder = tempfile::tempdir()?;
    let cases: [Case<'_>; 2] = [CASES[0], ("odd", "Desk", &[(SUBMIT, "anna", 0), ("T99 Dance", "anna", 1)])];
    let log = write(folder.path(), &cases)?;
    let talab = import_engine("memory:").open().await?;
    let error = import(&talab, &log).await.err().ok_or("the unknown activity was not seen")?;
    assert!(matches!(error, ImportError::Survey(SurveyError::Findings(_))), "{error}");
    assert!(error.to_string().contains("T99 Dance"), "{error}");
    assert_eq!(all(&talab).await?.len(), 0);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mapping_that_does_not_fit_its_service_is_named() -> Test {
    let folder = tempfile::tempdir()?;
    let log = write(folder.path(), &CASES)?;
    let examples = root().canonicalize()?.join("examples");
    let text = std::fs::read_to_string(mapping())?
        .replace("\"permit-receipt.toml\"", &format!("{:?}", examples.join("real-log/permit-receipt.toml")))
        .replace("../calendars", &examples.join("calendars").display().to_string());
    let talab = import_engine("memory:").open().await?;
    for (from, to, wanted) in [
        ("step = \"admissibility\"", "step = \"dance\"", "no step `dance`"),
        ("item = \"application\"", "item = \"shoe\"", "no field or document `shoe`"),
        ("item = \"licence-required\"", "item = \"luck\"", "no condition `luck`"),
        ("COR.INFORMATION_INSUFFICIENT", "COR.NONSENSE", "no reason code `COR.NONSENSE`"),
        ("role = \"decider\"", "role = \"wizard\"", "no role `wizard`"),
    ] {
        assert!(text.contains(from), "{from}");
        let path = folder.path().join("mapping.toml");
        std::fs::write(&path, text.replace(from, to))?;
        let error = import_log(&talab, &log, &path, ImportOptions::default(), |_| {}).await.err();
        let error = error.ok_or("the mapping was taken")?;
        assert!(matches!(error, ImportError::Unfit { .. }) && error.to_string().contains(wanted), "{error}");
    }
    assert_eq!(all(&talab).await?.len(), 0);
    Ok(())
}

/// Many cases, dropped again and again in the middle: at the end the same streams as never interrupted.
#[tokio::test(flavor = "multi_thread")]
async fn an_interrupted_import_goes_on() -> Test {
    let names: Vec<String> = (0..60).map(|number| format!("case-{number}")).collect();
    let cases: Vec<Case<'_>> =
        names.iter().zip(CASES.iter().cycle()).map(|(name, case)| (name.as_str(), case.1, case.2)).collect();
    let folder = tempfile::tempdir()?;
    let log = write(folder.path(), &cases)?;
    let whole = import_engine("memory:").open().await?;
    let uninterrupted = import(&whole, &log).await?;
    let talab = import_engine("memory:").open().await?;
    let mut interrupted = 0;
    for cases in [1, 7, 20, 35, 50] {
        let (done, enough) = (AtomicU64::new(0), Arc::new(Notify::new()));
        let progress = |_| {
            if done.fetch_add(1, Ordering::Relaxed) + 1 == cases {
                enough.notify_one();
            }
        };
        let run = import_log(&talab, &log, mapping(), ImportOptions::default().concurrency(3), progress);
        tokio::select! {
            biased;
            () = enough.notified() => interrupted += 1,
            report = run => drop(report?),
        }
    }
    assert!(interrupted > 2, "{interrupted}");
    assert_eq!(import(&talab, &log).await?, uninterrupted);
    assert_eq!(requests(&talab).await?, requests(&whole).await?);
    Ok(())
}
