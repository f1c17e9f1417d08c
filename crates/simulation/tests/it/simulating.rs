//! Simulated requests on the real engine.

use talab_simulation::{SimulationOptions, SimulationReport, Simulator, simulate};

use crate::support::{Test, all, requests};

fn timeless(mut report: SimulationReport) -> SimulationReport {
    report.seconds = 0.0;
    report
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_seed_gives_the_same_streams_at_any_concurrency() -> Test {
    let (one, other) = (Simulator::open("memory:").await?, Simulator::open("memory:").await?);
    let options = SimulationOptions::new(300, 7);
    let first = simulate(&one, options.clone().concurrency(1), |_| {}).await?;
    let second = simulate(&other, options.concurrency(16), |_| {}).await?;
    assert_eq!((first.requests, first.violations), (300, 0), "{:#?}", first.findings);
    assert_eq!(first.stages.values().sum::<u64>(), 300);
    assert!(first.stages.len() > 3 && first.outcomes.len() > 3 && first.refusals > 100, "{first:#?}");
    assert_eq!(timeless(first), timeless(second));
    assert_eq!(requests(one.talab()).await?, requests(other.talab()).await?);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_run_adds_nothing_and_reports_the_same() -> Test {
    let folder = tempfile::tempdir()?;
    let simulator = Simulator::open(format!("sqlite:{}", folder.path().join("log.db").display())).await?;
    let options = SimulationOptions::new(120, 3);
    let first = simulate(&simulator, options.clone(), |_| {}).await?;
    let before = all(simulator.talab()).await?;
    let again = simulate(&simulator, options, |_| {}).await?;
    assert_eq!(timeless(first), timeless(again));
    assert_eq!(all(simulator.talab()).await?.len(), before.len());
    simulator.talab().close().await?;
    Ok(())
}
