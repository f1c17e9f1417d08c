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

/// Hundreds of requests, some of them at the same time, decided again as they were.
#[tokio::test(flavor = "multi_thread")]
async fn a_simulated_history_is_decided_again_as_it_was() -> Test {
    let folder = tempfile::tempdir()?;
    let simulator = Simulator::open(format!("sqlite:{}", folder.path().join("log.db").display())).await?;
    let _ = simulate(&simulator, SimulationOptions::new(300, 11), |_| {}).await?;
    let report = simulator.talab().check_history().run().await?;
    assert_eq!(report.differences, []);
    assert_eq!((report.same, report.commands_not_compared()), (report.commands, 0), "{report:?}");
    assert!(report.commands > 3_000 && report.streams > 300, "{report:?}");
    assert_eq!(report.events, all(simulator.talab()).await?.len() as u64);
    simulator.talab().close().await?;
    Ok(())
}

/// Dropped at many points, also in the middle of a command, and run again: the streams of a run never interrupted.
#[tokio::test(flavor = "multi_thread")]
async fn a_killed_run_is_finished_by_the_next() -> Test {
    let options = SimulationOptions::new(100, 5);
    let whole = Simulator::open("memory:").await?;
    let uninterrupted = simulate(&whole, options.clone(), |_| {}).await?;
    let folder = tempfile::tempdir()?;
    let url = format!("sqlite:{}", folder.path().join("log.db").display());
    let mut killed = 0;
    for milliseconds in [1, 13, 40, 90, 160, 250] {
        let simulator = Simulator::open(url.as_str()).await?;
        let run = simulate(&simulator, options.clone().concurrency(8), |_| {});
        let run = tokio::time::timeout(std::time::Duration::from_millis(milliseconds), run).await;
        killed += u32::from(run.is_err());
        simulator.talab().close().await?;
    }
    assert!(killed > 2, "{killed}");
    let simulator = Simulator::open(url).await?;
    let finished = simulate(&simulator, options, |_| {}).await?;
    assert_eq!(timeless(finished), timeless(uninterrupted));
    assert_eq!(requests(simulator.talab()).await?, requests(whole.talab()).await?);
    simulator.talab().close().await?;
    Ok(())
}

#[tokio::test]
async fn another_seed_is_another_world_beside_it() -> Test {
    let simulator = Simulator::open("memory:").await?;
    let one = simulate(&simulator, SimulationOptions::new(20, 1), |_| {}).await?;
    let held = requests(simulator.talab()).await?.len();
    let other = simulate(&simulator, SimulationOptions::new(20, 2), |_| {}).await?;
    assert_eq!(requests(simulator.talab()).await?.len(), held + usize::try_from(other.events)?);
    assert_eq!(u64::try_from(held)?, one.events);
    Ok(())
}
