//! What an append does.

use std::sync::Arc;

use time::Duration;
use time::macros::datetime;

use super::TestClock;
use super::support::{account, count, event, everything, exactly, must, one, refused};
use crate::{
    Append, AppendError, CommandRecord, EventLog, Expected, InvalidAppend, NewEvent, Position, StreamId,
    Version,
};

/// What goes in comes out, to the byte; only instants are cut to microseconds.
pub async fn events_are_read_back_byte_for_byte(log: Arc<dyn EventLog>, _clock: TestClock) {
    let payload = "{ \"Noted\":\t{\"اسم\":\"ليلى \\u0645\", \"n\": 1.50e+1, \"n\":2} }\n";
    let metadata = r#"{ "by" : "officer \"7\"", "ب":"" }"#;
    let odd = NewEvent::new("Noted", payload, datetime!(2026-02-28 23:59:59.123_456_789 +2))
        .event_version("2.1-بيتا")
        .metadata(metadata);
    let early = NewEvent::new("Noted", "null", datetime!(1815-12-10 00:00:00.000_000_9 UTC));
    let stream = account("odd ' \" % ; -- ‏ليبيا");
    let done = must(log.append(Append::new().write(stream.clone(), exactly(0), vec![odd, early])).await);
    assert_eq!((done.first, done.last, done.replayed), (Position::new(1), Position::new(2), false));
    assert_eq!(done.streams, [(stream.clone(), Version::new(2))]);
    assert_eq!(done.recorded_at, datetime!(2026-03-01 08:00:00.000_001 UTC), "cut to microseconds");

    let events = must(log.read_stream(&stream, Version::FIRST).await);
    assert_eq!(events, must(log.read_all(Position::START, 10).await));
    let [first, second] = events.as_slice() else { panic!("two events went in, {} came out", events.len()) };
    assert_eq!((first.position, first.version, &first.stream), (Position::new(1), Version::FIRST, &stream));
    assert_eq!((first.event_type.as_str(), first.event_version.as_str()), ("Noted", "2.1-بيتا"));
    assert_eq!((first.payload.as_str(), first.metadata.as_str()), (payload, metadata));
    assert_eq!(first.occurred_at, datetime!(2026-02-28 21:59:59.123_456 UTC));
    assert_eq!(first.recorded_at, done.recorded_at);
    assert_eq!(
        (second.version, second.payload.as_str(), second.metadata.as_str()),
        (Version::new(2), "null", "{}")
    );
    assert_eq!(second.occurred_at, datetime!(1815-12-10 00:00 UTC));
}

/// One append writes to several streams, together or not at all.
pub async fn one_append_reaches_several_streams(log: Arc<dyn EventLog>, _clock: TestClock) {
    let (a, b) = (account("a"), account("b"));
    let both = Append::new().write(b.clone(), exactly(0), vec![event("b1")]).write(
        a.clone(),
        exactly(0),
        vec![event("a1"), event("a2")],
    );
    let done = must(log.append(both).await);
    assert_eq!(
        done.streams,
        [(b.clone(), Version::new(1)), (a.clone(), Version::new(2))],
        "in the order of writing"
    );
    let written: Vec<_> =
        everything(&*log).await.into_iter().map(|e| (e.position.get(), e.stream, e.version.get())).collect();
    assert_eq!(written, [(1, b.clone(), 1), (2, a.clone(), 1), (3, a.clone(), 2)]);

    let half_wrong =
        Append::new().write(b.clone(), exactly(1), vec![event("b2")]).write(a, exactly(1), vec![event("a3")]);
    assert!(refused(log.append(half_wrong).await).is_conflict());
    assert_eq!(count(&*log).await, 3, "the stream that fitted got nothing either");
    assert_eq!(must(log.read_stream(&b, Version::FIRST).await).len(), 1);
}

/// A stream that isn't where it was expected refuses the append, and says where it is.
pub async fn conflicts_append_nothing(log: Arc<dyn EventLog>, _clock: TestClock) {
    let stream = account("a");
    for (expected, actual) in [(exactly(1), 0), (exactly(0), 1), (exactly(2), 1), (exactly(u64::MAX), 1)] {
        if actual == 1 && count(&*log).await == 0 {
            must(log.append(one(&stream, exactly(0), "1")).await);
        }
        let before = must(log.head().await);
        match refused(log.append(one(&stream, expected, "x")).await) {
            AppendError::Conflict { stream: which, expected: what, actual: truth } => {
                assert_eq!((which, what, truth), (stream.clone(), expected, Version::new(actual)));
            }
            other => panic!("not a conflict: {other}"),
        }
        assert_eq!(must(log.head().await), before);
    }
    must(log.append(one(&stream, exactly(1), "2")).await);
}

/// A stream without events in an append is only checked, and gets nothing.
pub async fn checked_streams_must_be_as_expected(log: Arc<dyn EventLog>, _clock: TestClock) {
    let (law, request) = (account("law"), account("request"));
    must(log.append(one(&law, exactly(0), "1")).await);
    let done = must(log.append(one(&request, exactly(0), "1").check(law.clone(), Version::new(1))).await);
    assert_eq!(
        done.streams,
        [(request.clone(), Version::new(1))],
        "a stream that was only checked isn't named"
    );
    must(log.append(one(&request, exactly(1), "2").check(account("none"), Version::NONE)).await);

    must(log.append(one(&law, exactly(1), "2")).await);
    let outdated =
        Append::new().check(law.clone(), Version::new(1)).write(request, Expected::Any, vec![event("3")]);
    assert!(refused(log.append(outdated).await).is_conflict());
    assert_eq!(must(log.read_stream(&law, Version::FIRST).await).len(), 2);
    assert_eq!(count(&*log).await, 4);
}

/// `Expected::Any` never conflicts.
pub async fn appends_go_to_the_end_when_any_version_will_do(log: Arc<dyn EventLog>, _clock: TestClock) {
    let stream = account("a");
    for version in 1..=3 {
        let done = must(log.append(one(&stream, Expected::Any, "x")).await);
        assert_eq!(done.version_of(&stream), Some(Version::new(version)));
    }
}

/// What is malformed is refused by rule, changes nothing and consumes no command id.
pub async fn malformed_appends_change_nothing(log: Arc<dyn EventLog>, _clock: TestClock) {
    let stream = account("a");
    let command = || CommandRecord::new("c", [1; 32], "{}");
    let with = |event| Append::new().write(stream.clone(), exactly(0), vec![event]).command(command());
    let at = datetime!(2026-01-01 00:00 UTC);
    let long = "x".repeat(crate::MAX_ID_BYTES + 1);
    let bad = [
        Append::new().command(command()),
        Append::new().check(stream.clone(), Version::NONE).command(command()),
        one(&stream, Expected::Any, "1")
            .write(stream.clone(), Expected::Any, vec![event("2")])
            .command(command()),
        with(NewEvent::new("Noted", "{", at)),
        with(NewEvent::new("Noted", "", at)),
        with(NewEvent::new("", "{}", at)),
        with(NewEvent::new("No\0ted", "{}", at)),
        with(NewEvent::new(long.as_str(), "{}", at)),
        with(NewEvent::new("Noted", "{}", at).metadata(r#"{"n":1}"#)),
        with(NewEvent::new("Noted", format!("\"{}\"", "x".repeat(crate::MAX_EVENT_BYTES)), at)),
        Append::new()
            .write(stream.clone(), Expected::Any, vec![event("x"); crate::MAX_EVENTS + 1])
            .command(command()),
        one(&stream, Expected::Any, "1").command(CommandRecord::new(long.as_str(), [1; 32], "{}")),
        one(&stream, Expected::Any, "1").command(CommandRecord::new("c", [1; 32], "not JSON")),
    ];
    for append in bad {
        let told = refused(log.append(append).await);
        assert!(matches!(told, AppendError::Invalid(_)), "{told:?}");
        assert!(!told.is_transient());
    }
    assert!(matches!(StreamId::new("Account", "\u{7}"), Err(InvalidAppend::Text { .. })));
    assert_eq!(count(&*log).await, 0);
    assert_eq!(must(log.command("c").await), None);
    assert!(!must(log.append(with(event("good"))).await).replayed);
}

/// A clock that is set back doesn't take the log with it.
pub async fn recorded_at_never_runs_backwards(log: Arc<dyn EventLog>, clock: TestClock) {
    let stream = account("a");
    let first = must(log.append(one(&stream, exactly(0), "1")).await).recorded_at;
    clock.advance(Duration::hours(-3));
    let second = must(log.append(one(&stream, exactly(1), "2")).await).recorded_at;
    clock.advance(Duration::hours(4));
    let third = must(log.append(one(&stream, exactly(2), "3")).await).recorded_at;
    assert_eq!(second, first);
    assert_eq!(third, first + Duration::hours(1));
    let recorded: Vec<_> = everything(&*log).await.into_iter().map(|event| event.recorded_at).collect();
    assert_eq!(recorded, [first, second, third]);
}
