//! Tests of the limits: what may not go into a log is named.

use time::macros::datetime;

use super::*;
use crate::{Expected, Version};

fn event() -> NewEvent {
    NewEvent::new("Opened", r#"{"Opened":{}}"#, datetime!(2026-01-01 00:00 UTC))
}

fn stream(id: &str) -> StreamId {
    StreamId::new("Account", id).unwrap_or_else(|error| panic!("{error}"))
}

fn one(event: NewEvent) -> Append {
    Append::new().write(stream("a"), Expected::Any, vec![event])
}

fn problem(append: &Append) -> String {
    check(append).err().map_or_else(|| "accepted".to_owned(), |error| error.to_string())
}

#[test]
fn a_plain_append_is_accepted() {
    assert_eq!(check(&one(event())), Ok(()));
}

#[test]
fn no_event_is_refused_even_with_a_check() {
    assert_eq!(check(&Append::new()), Err(InvalidAppend::NoEvent));
    assert_eq!(check(&Append::new().check(stream("a"), Version::NONE)), Err(InvalidAppend::NoEvent));
}

#[test]
fn names_are_bounded_and_clean() {
    assert!(StreamId::new("", "a").is_err());
    assert!(StreamId::new("Account", "").is_err());
    assert!(StreamId::new("Account", "a\0b").is_err());
    assert!(StreamId::new("Account", "a\u{85}b").is_err());
    assert!(StreamId::new("Account", "x".repeat(MAX_ID_BYTES)).is_ok());
    let error = StreamId::new("Account", "x".repeat(MAX_ID_BYTES + 1)).map_err(|error| error.to_string());
    assert_eq!(error, Err("stream id has 201 bytes; give at most 200".to_owned()));
    assert!(problem(&one(NewEvent::new("", "{}", event().occurred_at))).starts_with("event type is empty"));
}

#[test]
fn json_must_be_json() {
    let mut bad = event();
    bad.payload = "{".to_owned();
    assert!(problem(&one(bad)).contains("payload of event Opened for Account/a is not valid JSON: EOF"));
    let nested = |levels: usize| {
        let text = format!("{}\"]\\\"[\"{}", "[".repeat(levels), "]".repeat(levels));
        problem(&one(NewEvent::new("Opened", text, event().occurred_at)))
    };
    assert_eq!(nested(MAX_JSON_DEPTH), "accepted");
    assert!(nested(100_000).contains("it nests 100000 levels deep"));
    let command = CommandRecord::new("c", [0; 32], "nope");
    assert!(problem(&one(event()).command(command)).contains("record of command c is not valid JSON"));
}

#[test]
fn metadata_is_a_flat_object_of_strings() {
    let with = |metadata: &str| problem(&one(event().metadata(metadata)));
    assert_eq!(with(r#"{"by":"ليلى"}"#), "accepted");
    assert!(with(r#"{"n":1}"#).contains("invalid type: integer"));
    assert!(with(r#"{"n":{"m":"x"}}"#).contains("invalid type: map"));
    assert!(with("[]").contains("expected an object of strings"));
    assert!(with(r#"{"a":"1","a":"2"}"#).contains(r#"key "a" occurs twice"#));
    assert!(with("{} {}").contains("trailing characters"));
}

#[test]
fn sizes_are_bounded() {
    let big = format!("\"{}\"", "x".repeat(MAX_EVENT_BYTES - 4));
    assert_eq!(check(&one(NewEvent::new("Opened", &big, event().occurred_at))), Ok(()));
    let bigger = format!("{big} ");
    assert!(
        problem(&one(NewEvent::new("Opened", bigger, event().occurred_at)))
            .contains("at most 1048576 is taken")
    );
    let many = Append::new().write(stream("a"), Expected::Any, vec![event(); MAX_EVENTS + 1]);
    assert!(problem(&many).contains("the number of events of the append is 1001"));
    let heavy = NewEvent::new("Opened", &big, event().occurred_at);
    let heap = Append::new().write(stream("a"), Expected::Any, vec![heavy; 17]);
    assert!(problem(&heap).contains("the size in bytes of the append"));
    let checks =
        (0..MAX_STREAMS).fold(one(event()), |append, n| append.check(stream(&n.to_string()), Version::NONE));
    assert!(problem(&checks).contains("the number of streams of the append is 1001"));
    let record = CommandRecord::new("c", [0; 32], format!("\"{}\"", "x".repeat(MAX_RECORD_BYTES)));
    assert!(problem(&one(event()).command(record)).contains("the record's size in bytes of c"));
}

#[test]
fn a_stream_occurs_once() {
    let twice = one(event()).write(stream("a"), Expected::Any, vec![event()]);
    assert_eq!(check(&twice), Err(InvalidAppend::StreamTwice(stream("a"))));
}

#[test]
fn instants_have_four_digit_years() {
    let mut old = event();
    old.occurred_at = datetime!(0000-12-31 23:59 UTC);
    assert_eq!(check(&one(old)), Err(InvalidAppend::Instant(stream("a"))));
}
