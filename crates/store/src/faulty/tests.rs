//! Tests of the faulty log: its faults are the ones it was told.

use time::macros::datetime;

use super::*;
use crate::{CommandRecord, Expected, LogClock, MemoryLog, NewEvent};

async fn make(clock: Arc<dyn LogClock>) -> (Arc<dyn EventLog>, ()) {
    let log = MemoryLog::with_clock(clock).unwrap();
    (Arc::new(FaultyLog::new(Arc::new(log))), ())
}

mod without_faults {
    use super::*;

    crate::event_log_conformance!(make);
}

fn pay(id: &str) -> Append {
    let event =
        NewEvent::new("Paid", format!(r#"{{"Paid":{{"id":"{id}"}}}}"#), datetime!(2026-01-01 00:00 UTC));
    let stream = StreamId::new("Account", "a").unwrap();
    Append::new().write(stream, Expected::Any, vec![event]).command(CommandRecord::new(id, [1; 32], "{}"))
}

/// Sends an append until it is answered; the conflict is injected, so deciding again gives the same append.
async fn until_answered(log: &dyn EventLog, id: &str) -> Appended {
    for _ in 0..1000 {
        match log.append(pay(id)).await {
            Ok(appended) => return appended,
            Err(error) => assert!(error.is_transient() || error.is_conflict(), "{error:?}"),
        }
    }
    panic!("no answer after 1000 attempts");
}

#[tokio::test]
async fn each_fault_shows_and_a_retry_ends_exactly_once() {
    let memory: Arc<dyn EventLog> = Arc::new(MemoryLog::new().unwrap());
    let script = [Fault::Unavailable, Fault::LostAppend, Fault::Conflict, Fault::LostAnswer];
    let log = FaultyLog::new(Arc::clone(&memory)).script(script.clone());
    let kinds = async || match log.append(pay("c")).await {
        Err(error) => (error.is_transient(), error.is_in_doubt(), error.is_conflict()),
        Ok(_) => panic!("a planned fault didn't show"),
    };
    assert_eq!(kinds().await, (true, false, false));
    assert_eq!(kinds().await, (true, true, false));
    assert_eq!(kinds().await, (false, false, true));
    assert_eq!(memory.head().await.unwrap().position, Position::START, "none of these appended");
    assert_eq!(kinds().await, (true, true, false));
    assert_eq!(
        memory.head().await.unwrap().position,
        Position::new(1),
        "the answer was lost, the append wasn't"
    );
    assert!(log.append(pay("c")).await.unwrap().replayed);
    assert_eq!(memory.head().await.unwrap().position, Position::new(1));
    assert_eq!(log.befallen(), script);
}

#[tokio::test]
async fn without_a_command_id_a_retry_appends_twice() {
    // The control: it is the id that makes the retry safe.
    let log = FaultyLog::new(Arc::new(MemoryLog::new().unwrap())).script([Fault::LostAnswer]);
    let mut append = pay("c");
    append.command = None;
    assert!(log.append(append.clone()).await.is_err());
    log.append(append).await.unwrap();
    assert_eq!(log.head().await.unwrap().position, Position::new(2));
}

#[tokio::test]
async fn under_random_faults_every_command_ends_exactly_once() {
    for seed in 0..20 {
        let memory: Arc<dyn EventLog> = Arc::new(MemoryLog::new().unwrap());
        let log = Arc::new(FaultyLog::new(Arc::clone(&memory)).seeded(seed, 600));
        let callers: Vec<_> = (0..8)
            .map(|caller| {
                let log = Arc::clone(&log);
                tokio::spawn(async move {
                    for n in 0..5 {
                        until_answered(&*log, &format!("{caller}.{n}")).await;
                    }
                })
            })
            .collect();
        for caller in callers {
            caller.await.unwrap();
        }
        assert!(log.befallen().contains(&Fault::LostAnswer), "seed {seed} tried nothing");
        let mut payloads: Vec<_> = memory
            .read_all(Position::START, 1000)
            .await
            .unwrap()
            .into_iter()
            .map(|event| event.payload)
            .collect();
        payloads.sort();
        let mut expected: Vec<_> = (0..8)
            .flat_map(|caller| (0..5).map(move |n| format!(r#"{{"Paid":{{"id":"{caller}.{n}"}}}}"#)))
            .collect();
        expected.sort();
        assert_eq!(payloads, expected, "seed {seed}");
    }
}

#[tokio::test]
async fn the_same_seed_gives_the_same_faults() {
    let faults = async |seed| {
        let log = FaultyLog::new(Arc::new(MemoryLog::new().unwrap())).seeded(seed, 500);
        for n in 0..50 {
            let _ = log.append(pay(&n.to_string())).await;
        }
        log.befallen()
    };
    assert_eq!(faults(7).await, faults(7).await);
    assert_ne!(faults(7).await, faults(8).await);
}
