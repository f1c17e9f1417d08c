//! Logs that fail: a run stops and says where, and the next one goes on.

use std::sync::Arc;

use talab::store::{EventLog, Fault, FaultyLog, MemoryLog};
use talab::testing::{FrozenClock, ScriptedIdentity};
use talab::{DerivedIds, Talab, Timestamp, read_calendar, read_definition};
use talab_simulation::{
    ImportError, ImportOptions, PublishError, SimulationError, SimulationOptions, Simulator, import_engine,
    import_log, simulate,
};

use crate::import::{CASES, mapping, write};
use crate::support::{Test, requests, root};

#[tokio::test(flavor = "multi_thread")]
async fn a_faulty_log_ends_in_the_streams_of_a_sound_one() -> Test {
    let options = SimulationOptions::new(40, 9);
    let sound = Simulator::open("memory:").await?;
    let whole = simulate(&sound, options.clone(), |_| {}).await?;
    let log: Arc<dyn EventLog> = Arc::new(MemoryLog::new()?);
    let mut stopped = 0;
    for seed in 0..25 {
        let faulty = Arc::new(FaultyLog::new(Arc::clone(&log)).seeded(seed, 5));
        let Ok(simulator) = Simulator::over(faulty).await else { continue };
        match simulate(&simulator, options.clone().concurrency(4), |_| {}).await {
            Err(error @ SimulationError::Unexpected { .. }) => return Err(error.into()),
            outcome => stopped += u32::from(outcome.is_err()),
        }
    }
    assert!(stopped > 5, "{stopped}");
    let simulator = Simulator::over(log).await?;
    let mut finished = simulate(&simulator, options, |_| {}).await?;
    finished.seconds = whole.seconds;
    assert_eq!(finished, whole);
    assert_eq!(requests(simulator.talab()).await?, requests(sound.talab()).await?);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_that_fails_names_the_case_and_the_line() -> Test {
    let folder = tempfile::tempdir()?;
    let path = write(folder.path(), &CASES[..1])?;
    let log: Arc<dyn EventLog> = Arc::new(MemoryLog::new()?);
    // Five appends of the directory and two of the case pass; then the storage is gone.
    let script = std::iter::repeat_n(Fault::None, 7).chain(std::iter::repeat_n(Fault::Unavailable, 50));
    let faulty =
        import_engine("memory:").over(Arc::new(FaultyLog::new(Arc::clone(&log)).script(script))).await?;
    let error = import_log(&faulty, &path, mapping(), ImportOptions::default(), |_| {}).await.err();
    let Some(ImportError::Failed { case, line, .. }) = error else { return Err(format!("{error:?}").into()) };
    // The third event of the case, on the line its element begins on.
    assert_eq!((case.as_str(), line), ("whole", 16));
    let sound = import_engine("memory:").over(log).await?;
    let report = import_log(&sound, &path, mapping(), ImportOptions::default(), |_| {}).await?;
    assert_eq!((report.applied, report.noted, report.refused), (6, 1, 0));
    Ok(())
}

/// A directory that others keep is taken as it is; one that has another service under the code is not overwritten.
#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_is_in_force_is_taken_and_another_is_not_replaced() -> Test {
    let mut definition = read_definition(root().join("examples/services/residence-certificate.toml"))?;
    let calendar = read_calendar(root().join("examples/calendars/ly-west.toml"))?;
    for other in [false, true] {
        let log: Arc<dyn EventLog> = Arc::new(MemoryLog::new()?);
        let clock = FrozenClock::at("2024-05-01T08:00:00Z".parse::<Timestamp>()?);
        let host = Talab::builder("memory:")
            .clock(clock)
            .ids(DerivedIds::new("host"))
            .identity(ScriptedIdentity::new());
        definition.deadline.working_days += u32::from(other);
        host.over(Arc::clone(&log)).await?.publish_for_tests(&definition, &calendar).await?;
        let simulator = Simulator::over(log).await?;
        let directory = simulator.talab().head().await?;
        let options = SimulationOptions::new(3, 1).service("mun.residence-certificate");
        let report = simulate(&simulator, options, |_| {}).await;
        if other {
            assert!(matches!(report, Err(SimulationError::Publish(PublishError::NotDone(_)))), "{report:?}");
        } else {
            assert_eq!(report?.requests, 3);
            let streams = simulator.talab().log().streams("Service", None, 10).await?;
            assert_eq!((streams.len(), streams[0].1.get()), (1, 3), "after {directory:?}");
        }
    }
    Ok(())
}

#[test]
fn runs_can_be_spawned() {
    fn is_send<T: Send>(_: T) {}
    fn check(talab: &Talab, simulator: &Simulator) {
        is_send(import_log(talab, "log.xes", "mapping.toml", ImportOptions::default(), |_| {}));
        is_send(simulate(simulator, SimulationOptions::new(1, 1), |_| {}));
    }
    let _: fn(&Talab, &Simulator) = check;
}
