//! Files that are not what was written, and writing that is cut short.

use super::*;
use crate::LogErrorKind;

/// A log of a few events, small enough to damage every byte of it.
async fn small() -> (String, DigestKey) {
    let log = filled(4).await;
    (dumped(&log).await, log.digest_key().clone())
}

/// The line and the problem, as people read them.
async fn told(text: impl Into<Vec<u8>>, key: &DigestKey) -> RestoreError {
    restored(text, key).await.expect_err("a damaged dump gives no log")
}

fn joined(lines: &[&str]) -> String {
    lines.iter().flat_map(|line| [line, "\n"]).collect()
}

#[tokio::test]
async fn no_byte_can_be_changed() {
    let (text, key) = small().await;
    restored(text.as_str(), &key).await.unwrap();
    for at in 0..text.len() {
        let mut bytes = text.clone().into_bytes();
        bytes[at] ^= 1;
        let told = told(bytes, &key).await;
        assert!(told.line().is_some() || matches!(told, RestoreError::WrongKey), "byte {at}: {told:?}");
    }
}

#[tokio::test]
async fn no_byte_can_be_cut_off() {
    let (text, key) = small().await;
    for length in 0..text.len() {
        let told = told(&text.as_bytes()[..length], &key).await;
        let truncated =
            matches!(&told, RestoreError::Line { problem: BadLine::Truncated | BadLine::Form { .. }, .. });
        assert!(
            truncated || matches!(told, RestoreError::Line { problem: BadLine::CommandCut { .. }, .. }),
            "{told}"
        );
    }
}

#[tokio::test]
async fn no_line_can_be_missing_doubled_or_moved() {
    let (text, key) = small().await;
    let lines: Vec<&str> = text.lines().collect();
    for at in 0..lines.len() {
        let (mut missing, mut doubled) = (lines.clone(), lines.clone());
        missing.remove(at);
        doubled.insert(at, lines[at]);
        for changed in [missing, doubled] {
            let line = told(joined(&changed), &key).await.line().unwrap();
            // The fault is noticed where it is, or where a command's events should have gone on.
            assert!((1..=at as u64 + 3).contains(&line), "line {}: noticed at {line}", at + 1);
        }
        if at + 1 < lines.len() {
            let mut moved = lines.clone();
            moved.swap(at, at + 1);
            assert!(told(joined(&moved), &key).await.line().is_some());
        }
    }
}

/// Where and as what each kind of damage is told.
#[tokio::test]
async fn the_line_the_rule_and_the_remedy_are_named() {
    let (text, key) = small().await;
    let lines: Vec<&str> = text.lines().collect();
    let with = |at: usize, from: &str, to: &str| {
        let changed = lines[at].replacen(from, to, 1);
        assert_ne!(changed, lines[at], "{from}");
        let mut lines = lines.clone();
        lines[at] = &changed;
        joined(&lines)
    };
    let without = |at: usize| joined(&[&lines[..at], &lines[at + 1..]].concat());
    let cases = [
        (
            with(0, "\"format\":1", "\"format\":2"),
            "line 1 of the dump says format 2, and this release reads format 1",
        ),
        (
            with(1, "one", "eno"),
            "line 2 of the dump has event 1 of stream Account/s0, and its leaf is another's",
        ),
        (with(1, "{\\\"id", "{ \\\"id"), "line 2 of the dump has event 1 of stream Account/s0, and its leaf"),
        (
            with(1, "\"id\":\"c0\"", "\"id\":\"c1\""),
            "line 4 of the dump has command \"c1\", which was on an earlier line",
        ),
        (with(2, "\"position\":2", "\"position\":3"), "line 3 of the dump has position 3 after 1"),
        (
            with(3, "\"sequence\":1", "\"sequence\":2"),
            "line 4 of the dump has event 2 of stream Account/s1, which is at",
        ),
        (
            with(3, "08:00:00.003", "07:59:00.003"),
            "doesn't belong to command \"c1\", whose events aren't all there",
        ),
        (
            with(6, "08:00:00.004", "07:00:00.004"),
            "line 7 of the dump was recorded before the event on the line before",
        ),
        (with(1, "\"events\":2", "\"events\":3"), "line 4 of the dump doesn't belong to command \"c0\""),
        (
            with(1, "\"events\":2", "\"events\":0"),
            "line 2 of the dump is not an event: no command causes so many",
        ),
        (with(1, "\"leaf\":\"", "\"leaf\":\"x"), "line 2 of the dump is not an event: leaf can't be read"),
        (
            with(1, "\"sequence\"", "\"number\""),
            "line 2 of the dump is not an event or the end: unknown field `number`",
        ),
        (
            with(1, "\"digest\":\"", "\"digest\":\"0"),
            "line 2 of the dump is not an event: digest can't be read",
        ),
        (without(6), "line 7 of the dump has position 7 after 5; lines are missing or out of order"),
        (
            without(lines.len() - 1),
            "is not there: the file was cut off before its end; use a whole copy of it",
        ),
        (format!("{text}\n"), "stands after the end; take away what was added"),
        (
            with(lines.len() - 1, "\"commands\":3", "\"commands\":2"),
            "says that the number of commands before it is 2",
        ),
        ("{}\n".to_owned(), "line 1 of the dump is not the header of a dump: missing field `talab_dump`"),
        (String::new(), "line 1 of the dump is not there"),
    ];
    for (damaged, expected) in cases {
        let told = told(damaged, &key).await.to_string();
        assert!(told.contains(expected), "{told}");
    }
    // An id and a digest are in no leaf; that they were changed is told at the end, where the bytes are summed up.
    let said = told(with(1, "\"id\":\"c0\"", "\"id\":\"c9\""), &key).await.to_string();
    assert!(said.contains(&format!("line {} of the dump says that the SHA-256", lines.len())), "{said}");
}

#[tokio::test]
async fn another_key_is_refused() {
    let (text, _) = small().await;
    let told = told(text, &DigestKey::from_bytes([1; 32])).await;
    assert!(matches!(told, RestoreError::WrongKey), "{told}");
}

/// Gives so many bytes, and then fails as a network does.
struct Broken(Cursor<Vec<u8>>);

impl std::io::Read for Broken {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        match self.0.read(into)? {
            0 => Err(std::io::Error::other("the line went dead")),
            read => Ok(read),
        }
    }
}

/// Whatever ends a restoring, nothing is seen of it, and it can be begun again in the same place.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_interrupted_restoring_leaves_nothing_and_can_be_begun_again() {
    let log = filled(700).await;
    let (text, key) = (dumped(&log).await, log.digest_key());
    let (folder, database) = (TempDir::new().unwrap(), Cluster::shared().database());
    let (file, url) = (folder.path().join("log.db"), database.url());
    let half = || Broken(Cursor::new(text.as_bytes()[..text.len() * 2 / 3].to_vec()));
    for _ in 0..2 {
        let told = [
            SqliteLog::restore(&file, half(), key.clone()).await.unwrap_err(),
            PgLog::restore(&url, half(), key.clone()).await.unwrap_err(),
        ];
        for told in told {
            assert!(matches!(told, RestoreError::Unreadable { after: 500.., .. }), "{told:?}");
        }
        let missing = SqliteLog::open_read_only(&file).await.unwrap_err();
        assert_eq!(missing.kind(), LogErrorKind::NotATalabLog, "{missing}");
        assert_eq!(PgLog::open_read_only(&url).await.unwrap_err().kind(), LogErrorKind::NotFound);
    }
    let whole = || Cursor::new(text.clone());
    let root = log.head().await.unwrap().root;
    assert_eq!(SqliteLog::restore(&file, whole(), key.clone()).await.unwrap().root, root);
    assert_eq!(PgLog::restore(&url, whole(), key.clone()).await.unwrap().root, root);
}

/// A log that was tampered with is not written down as if it were sound.
#[tokio::test]
async fn a_damaged_log_is_not_dumped() {
    let database = Cluster::shared().database();
    let clock = TestClock::new();
    let log = PgLog::open(&database.url(), Options::default().clock(Arc::new(clock.clone()))).await.unwrap();
    fill(&log, &clock, 5).await;
    database
        .sql("ALTER TABLE events DISABLE TRIGGER ALL; UPDATE events SET payload = '{}' WHERE position = 4")
        .unwrap();
    let mut dump = Dump::begin(Arc::new(log)).await.unwrap();
    dump.next().await.unwrap();
    let told = dump.next().await.unwrap_err();
    assert_eq!(told.kind(), LogErrorKind::Corrupt);
    assert!(told.to_string().contains("the event at position 4 isn't what its leaf says"), "{told}");
}
