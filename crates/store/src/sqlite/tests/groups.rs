//! What happens within one group.

use super::group::{Known, write};
use super::*;
use crate::conformance::TestClock;

fn exactly(stream: &str, version: u64, id: &str) -> Append {
    let mut append = note(stream, id);
    append.writes[0].expected = Expected::Exact(Version::new(version));
    append
}

fn open(folder: &TempDir) -> Connection {
    let path = folder.path().join("log.db");
    schema::open_log(&path, &Options::default()).unwrap()
}

#[test]
fn appends_of_one_group_see_each_other() {
    let folder = TempDir::new().unwrap();
    let (connection, mut known) = (open(&folder), Known::default());
    let mut reused = exactly("a", 4, "first");
    reused.command.as_mut().unwrap().digest = [2; 32];
    let group = vec![
        exactly("a", 0, "first"),
        exactly("a", 0, "late"),
        exactly("a", 2, "second"),
        exactly("a", 0, "first"),
        reused,
        exactly("b", 0, "third").check(StreamId::new("Account", "a").unwrap(), Version::new(4)),
        exactly("c", 0, "fourth").check(StreamId::new("Account", "a").unwrap(), Version::new(2)),
    ];
    let answers = write(&connection, &mut known, &TestClock::new(), group).unwrap();
    let told: Vec<String> = answers
        .iter()
        .map(|answer| match answer {
            Ok(done) => format!("{}-{}{}", done.first, done.last, if done.replayed { " again" } else { "" }),
            Err(AppendError::Conflict { actual, .. }) => format!("conflict at {actual}"),
            Err(error) => error.to_string(),
        })
        .collect();
    assert_eq!(
        told,
        [
            "1-2",
            "conflict at 2",
            "3-4",
            "1-2 again",
            "command id \"first\" belongs to another command; give a new command a new id",
            "5-6",
            "conflict at 4"
        ]
    );
    assert_eq!(rows::last_position(&connection).unwrap(), Position::new(6));
}

#[test]
fn a_group_of_refusals_writes_nothing() {
    let folder = TempDir::new().unwrap();
    let (connection, mut known) = (open(&folder), Known::default());
    let pages = || connection.query_row("SELECT total_changes()", [], |row| row.get::<_, i64>(0)).unwrap();
    let before = pages();
    let answers =
        write(&connection, &mut known, &TestClock::new(), vec![exactly("a", 1, "x"), exactly("a", 2, "y")]);
    assert!(answers.unwrap().iter().all(Result::is_err));
    assert_eq!(pages(), before);
}

#[test]
fn a_failure_takes_the_whole_group_back() {
    let folder = TempDir::new().unwrap();
    let (connection, mut known) = (open(&folder), Known::default());
    write(&connection, &mut known, &TestClock::new(), vec![note("a", "before")]).unwrap();
    let head = |connection: &Connection| readers::in_transaction(connection, rows::head).unwrap();
    let before = head(&connection);

    // The file may not grow any more: the disk is full.
    let pages: i64 = connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    connection.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(())).unwrap();
    let group: Vec<_> = (0..400).map(|n| note(&format!("s{n}"), &format!("full-{n}"))).collect();
    let error = write(&connection, &mut known, &TestClock::new(), group.clone()).unwrap_err();
    assert_eq!((error.kind(), error.is_transient()), (LogErrorKind::Full, true));
    assert!(error.to_string().contains("make room"), "{error}");
    assert_eq!(head(&connection), before);
    drop(connection);

    // Room was made; the same appends go through, and the ones of the failed group are no repeats.
    let connection = open(&folder);
    let answers = write(&connection, &mut known, &TestClock::new(), group).unwrap();
    assert!(answers.iter().all(|answer| answer.as_ref().is_ok_and(|done| !done.replayed)));
    assert_eq!(head(&connection).position, Position::new(802));
}

#[test]
fn a_commit_that_fails_is_in_doubt() {
    let folder = TempDir::new().unwrap();
    let (connection, mut known) = (open(&folder), Known::default());
    connection.commit_hook(Some(|| true));
    let error = write(&connection, &mut known, &TestClock::new(), vec![note("a", "x")]).unwrap_err();
    assert_eq!((error.kind(), error.is_transient()), (LogErrorKind::InDoubt, true));
    drop(connection);
    let connection = open(&folder);
    let answers =
        write(&connection, &mut known, &TestClock::new(), vec![note("a", "x"), note("a", "x")]).unwrap();
    let replayed: Vec<bool> = answers.iter().map(|answer| answer.as_ref().unwrap().replayed).collect();
    assert_eq!(replayed, [false, true], "sending it again settles the doubt");
}

#[test]
fn what_is_written_cannot_be_changed() {
    let folder = TempDir::new().unwrap();
    let (connection, mut known) = (open(&folder), Known::default());
    write(&connection, &mut known, &TestClock::new(), vec![note("a", "x"), note("b", "y")]).unwrap();
    drop(connection);
    // A stranger's connection has none of the writer's settings.
    let stranger = Connection::open(folder.path().join("log.db")).unwrap();
    let bad = [
        "UPDATE events SET payload = '{}' WHERE position = 2",
        "UPDATE events SET position = 9 WHERE position = 4",
        "DELETE FROM events WHERE position = 4",
        "DELETE FROM events",
        "INSERT OR REPLACE INTO events SELECT * FROM events WHERE position = 4",
        "INSERT OR REPLACE INTO events SELECT 5, aggregate_type, aggregate_id, sequence, event_type, event_version, \
         payload, metadata, occurred_at, recorded_at, leaf FROM events WHERE position = 4",
        "INSERT INTO events SELECT 6, aggregate_type, aggregate_id, sequence + 1, event_type, event_version, payload, \
         metadata, occurred_at, recorded_at, leaf FROM events WHERE position = 4",
        "UPDATE commands SET digest = zeroblob(32)",
        "DELETE FROM commands",
        "INSERT OR REPLACE INTO commands SELECT id, zeroblob(32), record, first_position, last_position FROM commands",
        "INSERT OR REPLACE INTO commands SELECT 'z', digest, record, first_position, last_position FROM commands",
        "UPDATE tree SET hash = zeroblob(32)",
        "DELETE FROM tree",
        "INSERT OR REPLACE INTO tree SELECT * FROM tree",
        "INSERT INTO tree SELECT max(idx) + 2, zeroblob(32) FROM tree",
    ];
    for sql in bad {
        let told = stranger.execute(sql, []).map_err(|error| error.to_string());
        assert!(
            told.as_ref().is_err_and(|text| text.contains("append-only")
                || text.contains("takes the next")
                || text.contains("one id")),
            "{sql}: {told:?}"
        );
    }
}
