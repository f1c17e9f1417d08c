//! Some streams of a log.

use super::*;

async fn some(log: &Arc<dyn EventLog>, ids: &[&str]) -> Result<String, crate::LogError> {
    let streams = ids.iter().map(|id| stream(id));
    let mut dump = Dump::begin_of(Arc::clone(log), streams).await?;
    let mut text = String::new();
    while let Some(lines) = dump.next().await? {
        text.push_str(&lines);
    }
    Ok(text)
}

#[tokio::test]
async fn whole_streams_become_a_log_of_their_own() {
    let clock = TestClock::new();
    let log = MemoryLog::with_clock(Arc::new(clock.clone())).unwrap();
    for n in 0..1_200 {
        clock.advance(Duration::MILLISECOND);
        let append = Append::new().write(
            stream(&format!("s{}", n % 400)),
            Expected::Any,
            vec![event("x"), event("y")],
        );
        log.append(append.command(command(&log, &format!("c{n}")))).await.unwrap();
    }
    let log: Arc<dyn EventLog> = Arc::new(log);
    let text = some(&log, &["s3", "s399"]).await.unwrap();
    let own = restored(text.as_str(), log.digest_key()).await.unwrap();
    for id in ["s3", "s399"] {
        let (there, here) = (
            log.read_stream(&stream(id), Version::FIRST).await.unwrap(),
            own.read_stream(&stream(id), Version::FIRST).await.unwrap(),
        );
        let leaves = |events: &[Recorded]| events.iter().map(|event| event.leaf).collect::<Vec<_>>();
        assert_eq!(leaves(&here), leaves(&there));
        assert_eq!(here.len(), 6);
    }
    let (head, old) = (own.head().await.unwrap(), log.head().await.unwrap());
    assert_eq!((head.position.get(), head.epoch.counter), (12, 1));
    assert_ne!(head.epoch.id, old.epoch.id, "it is another log");
    let again =
        Append::new().write(stream("s3"), Expected::Any, vec![event("z")]).command(command(&*log, "c3"));
    assert!(own.append(again).await.unwrap().replayed);
    crate::conformance::assert_recomputed(&own).await;
}

#[tokio::test]
async fn a_command_goes_with_all_of_its_streams() {
    let log = filled(20).await;
    let told = some(&log, &["s1"]).await.unwrap_err();
    assert_eq!(told.kind(), crate::LogErrorKind::Invalid);
    assert!(told.to_string().contains("wrote both Account/s1 and Account/t1; name Account/t1 too"), "{told}");
    let told = some(&log, &["s1", "nobody"]).await.unwrap_err();
    assert_eq!(told.kind(), crate::LogErrorKind::NotFound);
    assert!(told.to_string().contains("Account/nobody"), "{told}");
}

#[tokio::test]
async fn a_stream_that_the_header_does_not_name_is_refused() {
    let log = filled(1).await;
    let text = some(&log, &["s0"]).await.unwrap();
    let told = restored(text.replacen("\"s0\"", "\"s1\"", 1), log.digest_key()).await.unwrap_err();
    assert!(matches!(&told, RestoreError::Line { line: 2, problem: BadLine::Unnamed(_) }), "{told}");
}
