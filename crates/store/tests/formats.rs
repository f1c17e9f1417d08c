//! Holds `docs/formats.md` against the code: its worked example is recomputed from its own numbers, and its script run.

#![expect(clippy::unwrap_used, reason = "tests may")]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;
use std::sync::Mutex;

use rusqlite::Connection;
use sha2::Digest as _;
use talab_store::dump::Dump;
use talab_store::{
    Append, CommandRecord, DigestKey, Entry, EventLog, Expected, Hash, LogClock, MemoryLog, NewEvent,
    Options, Position, Recorded, SqliteLog, StreamId, Version, conformance, tree,
};
use time::OffsetDateTime;

const PAGE: &str = include_str!("../../../docs/formats.md");

/// The two-column rows under a `### ` heading, without the backquotes.
fn section(heading: &str) -> BTreeMap<String, String> {
    let start = PAGE.find(&format!("### {heading}\n")).unwrap_or_else(|| panic!("no section {heading}"));
    let body = PAGE[start..].lines().skip(1).take_while(|line| !line.starts_with('#'));
    body.filter_map(|line| {
        let (key, value) = line.strip_prefix("| ")?.strip_suffix(" |")?.split_once(" | ")?;
        if value.contains("` | `") {
            return None;
        }
        Some((key.to_owned(), value.strip_prefix('`')?.strip_suffix('`')?.to_owned()))
    })
    .collect()
}

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

fn hash(text: &str) -> Hash {
    unhex(text).try_into().unwrap()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn instant(micros: &str) -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp_nanos(micros.parse::<i128>().unwrap() * 1000).unwrap()
}

/// The event a section tells of, and the entry and leaf it states.
fn event(number: u64) -> (Recorded, Vec<u8>, Hash) {
    let of = section(&format!("Event {number}"));
    let new = NewEvent::new(&of["event_type"], &of["payload"], instant(&of["occurred_at"]))
        .event_version(&of["event_version"])
        .metadata(&of["metadata"]);
    let stream = StreamId::new(&of["aggregate_type"], &of["aggregate_id"]).unwrap();
    let (position, version) = (of["position"].parse().unwrap(), of["sequence"].parse().unwrap());
    let leaf = hash(&of["leaf"]);
    let recorded_at = instant(&of["recorded_at"]);
    let recorded =
        Recorded::new(Position::new(position), stream, Version::new(version), new, recorded_at, leaf);
    (recorded, unhex(&of["entry"]), leaf)
}

#[test]
fn the_worked_example_can_be_recomputed() {
    let command = section("Command");
    let [(first, first_entry, first_leaf), second, third] = [event(1), event(2), event(3)];
    let entry = Entry::new(&first, None, Some(&command["record"]));
    assert_eq!(hex(&entry.to_bytes()), hex(&first_entry));
    assert_eq!(entry.leaf(), first_leaf);
    let entry = Entry::new(&second.0, Some(&first_leaf), None);
    assert_eq!((entry.to_bytes(), entry.leaf()), (second.1, second.2));
    let entry = Entry::new(&third.0, None, None);
    assert_eq!((entry.to_bytes(), entry.leaf()), (third.1, third.2));

    // The table that takes the first entry apart joins into that entry. Its rows are too wide for `section`.
    let start = PAGE.find("field by field:").unwrap();
    let fields = PAGE[start..].lines().skip(4).take_while(|line| line.starts_with('|'));
    let joined: String = fields.flat_map(|line| line.split('`').skip(1).step_by(2)).collect();
    assert_eq!(joined, hex(&first_entry));

    let table = section("Tree");
    let rows: Vec<Hash> = (0..4).map(|idx| hash(&table[&idx.to_string()])).collect();
    let leaves = [first_leaf, second.2, third.2];
    assert_eq!(rows, [leaves[0], leaves[1], tree::node(&leaves[0], &leaves[1]), leaves[2]]);
}

#[derive(Debug)]
struct Script(Mutex<Vec<OffsetDateTime>>);

impl LogClock for Script {
    fn now(&self) -> OffsetDateTime {
        self.0.lock().unwrap().pop().unwrap()
    }
}

fn example_clock() -> Arc<dyn LogClock> {
    Arc::new(Script(Mutex::new(vec![event(3).0.recorded_at, event(1).0.recorded_at])))
}

/// Appends the example as any appender would, and gives the roots after each event the page names.
async fn append_example(log: &dyn EventLog) {
    let new = |number| {
        let (of, ..) = event(number);
        NewEvent::new(of.event_type, of.payload, of.occurred_at)
            .event_version(of.event_version)
            .metadata(of.metadata)
    };
    let command = section("Command");
    let record = CommandRecord::new(&command["id"], hash(&command["digest"]), &command["record"]);
    let (first, third) = (event(1).0.stream, event(3).0.stream);
    let appended = log
        .append(Append::new().write(first, Expected::Any, vec![new(1), new(2)]).command(record))
        .await
        .unwrap();
    assert_eq!(appended.first.to_string(), command["first_position"]);
    assert_eq!(appended.last.to_string(), command["last_position"]);
    assert_eq!(hex(&log.head().await.unwrap().root), root(2));
    log.append(Append::new().write(third, Expected::Any, vec![new(3)])).await.unwrap();
    assert_eq!(hex(&log.head().await.unwrap().root), root(3));
    let expected: Vec<Recorded> = (1..=3).map(|number| event(number).0).collect();
    assert_eq!(log.read_all(Position::START, 10).await.unwrap(), expected);
}

/// The root the page states for so many events.
fn root(size: u64) -> String {
    section("Roots")[&size.to_string()].clone()
}

#[tokio::test]
async fn both_backends_write_the_worked_example() {
    let memory = MemoryLog::with_clock(example_clock()).unwrap();
    assert_eq!(hex(&memory.head().await.unwrap().root), root(0));
    append_example(&memory).await;

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.db");
    let log = SqliteLog::open(&path, Options::default().clock(example_clock())).await.unwrap();
    append_example(&log).await;
    log.close().await.unwrap();

    let bytes = std::fs::read(&path).unwrap();
    assert_eq!((&bytes[68..72], &bytes[60..64]), (&b"TLAB"[..], &[0, 0, 0, 1][..]));
    let file = Connection::open(&path).unwrap();
    let mut rows = file.prepare("SELECT idx, hex(hash) FROM tree ORDER BY idx").unwrap();
    let rows = rows.query_map([], |row| {
        Ok((row.get::<_, i64>(0)?.to_string(), row.get::<_, String>(1)?.to_lowercase()))
    });
    let stated = section("Tree");
    let mut count = 0;
    for row in rows.unwrap() {
        let (idx, found) = row.unwrap();
        assert_eq!(stated[&idx], found);
        count += 1;
    }
    assert_eq!(count, 4);
}

/// Runs the page's script for log files on one; nothing where there is no Python 3.
fn run_script(file: &Path) -> Option<Output> {
    run_nth_script(1, file)
}

fn run_nth_script(nth: usize, file: &Path) -> Option<Output> {
    let script = PAGE.split("```python\n").nth(nth).unwrap().split("```").next().unwrap();
    Command::new("python3").arg("-c").arg(script).arg(file).output().ok()
}

#[tokio::test]
async fn the_script_accepts_a_log_and_finds_what_was_changed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.db");
    let clock = Arc::new(conformance::TestClock::new());
    let log = SqliteLog::open(&path, Options::default().clock(clock.clone())).await.unwrap();
    for n in 0..40_u32 {
        let at = clock.now() - time::Duration::days(40_000);
        let new = |name: &str| NewEvent::new(name, format!("{{\"{name}\":\"ن {n}\"}}"), at);
        let stream = StreamId::new("Request", format!("r{}", n % 7)).unwrap();
        let mut append =
            Append::new().write(stream, Expected::Any, vec![new("Submitted"), new("Acknowledged")]);
        if n % 3 == 0 {
            append = append.command(CommandRecord::new(format!("c{n}"), [0; 32], format!("[\"{n}\"]")));
        }
        log.append(append).await.unwrap();
    }
    let head = log.head().await.unwrap();
    log.close().await.unwrap();
    let Some(output) = run_script(&path) else { return };
    let told = String::from_utf8(output.stdout).unwrap();
    assert_eq!(
        told.trim(),
        format!("{} {} {}", head.epoch, head.position, hex(&head.root)),
        "{:?}",
        output.stderr
    );

    let attacks = [
        (
            "UPDATE events SET payload = replace(payload, '3', '4') WHERE position = 66",
            "event at position 66 is not",
        ),
        ("UPDATE events SET recorded_at = recorded_at + 1 WHERE position = 9", "event at position 9 is not"),
        ("DELETE FROM events WHERE position = 30", "event at position 31 doesn't follow"),
        ("UPDATE commands SET record = '[]' WHERE id = 'c6'", "event at position 13 is not"),
        ("UPDATE tree SET hash = zeroblob(32) WHERE idx = 14", "tree row of event at position 8, level 3"),
        ("UPDATE log_meta SET value = 'x'; PRAGMA user_version = 2", "not file format 1"),
    ];
    for (sql, finding) in attacks {
        let copy = folder.path().join("copy.db");
        std::fs::copy(&path, &copy).unwrap();
        let stranger = Connection::open(&copy).unwrap();
        for table in ["events", "commands", "tree"] {
            stranger
                .execute_batch(&format!("DROP TRIGGER {table}_keep_update; DROP TRIGGER {table}_keep_delete"))
                .unwrap();
        }
        stranger.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
        stranger.execute_batch(sql).unwrap();
        drop(stranger);
        let output = run_script(&copy).unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && told.contains(finding), "{sql}: {told}");
    }
}

async fn dumped(log: Arc<dyn EventLog>) -> String {
    let mut dump = Dump::begin(log).await.unwrap();
    let mut text = String::new();
    while let Some(lines) = dump.next().await.unwrap() {
        text.push_str(&lines);
    }
    text
}

#[tokio::test]
async fn the_example_as_a_dump_is_what_is_read_and_written() {
    let page = PAGE.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    let key = DigestKey::from_bytes(std::array::from_fn(|at| u8::try_from(at).unwrap()));
    let again = MemoryLog::restore(std::io::Cursor::new(page), key.clone()).await.unwrap();
    let head = again.head().await.unwrap();
    assert_eq!((head.position.get(), hex(&head.root), head.epoch.counter), (3, root(3), 2));

    let log = MemoryLog::deterministic(head.epoch.id, key, example_clock());
    append_example(&log).await;
    assert_eq!(dumped(Arc::new(log)).await, page);
}

#[tokio::test]
async fn the_script_accepts_a_dump_and_finds_what_was_changed() {
    let log = MemoryLog::new().unwrap();
    for n in 0..40_u32 {
        let at = time::macros::datetime!(1969-12-31 23:59:59.999_999 UTC);
        let new = |name: &str| NewEvent::new(name, format!("{{\"{name}\": \"ن {n}\"}}"), at);
        let stream = StreamId::new("Request", format!("r{}", n % 7)).unwrap();
        let mut append =
            Append::new().write(stream, Expected::Any, vec![new("Submitted"), new("Acknowledged")]);
        if n % 3 == 0 {
            append = append.command(CommandRecord::new(format!("c{n}"), [0; 32], format!("[\"{n}\"]")));
        }
        log.append(append).await.unwrap();
    }
    let (log, folder): (Arc<dyn EventLog>, _) = (Arc::new(log), tempfile::tempdir().unwrap());
    let (head, text) = (log.head().await.unwrap(), dumped(log).await);
    let run = |text: &str| {
        let file = folder.path().join("log.jsonl");
        std::fs::write(&file, text).unwrap();
        run_nth_script(2, &file)
    };
    let Some(output) = run(&text) else { return };
    let told = String::from_utf8(output.stdout).unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(told.trim(), format!("{} {} {}", head.epoch.id, head.position, hex(&head.root)), "{said}");

    let lines: Vec<&str> = text.lines().collect();
    for (changed, finding) in [
        (text.replace("ن 9", "ن 8"), "the bytes before the end"),
        (resealed(lines[..80].iter().chain(&lines[81..]).copied()), "the end doesn't fit"),
        (resealed(lines.iter().map(|line| line.replace("ن 9", "ن 8"))), "event at position 19 is not what"),
        (resealed(lines[..9].iter().chain(&lines[10..]).copied()), "event at position 10 is out of order"),
    ] {
        let output = run(&changed).unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && told.contains(finding), "{finding}: {told}");
    }
}

/// The lines with a last one that fits their bytes, as somebody would make it who changes a file on purpose.
fn resealed(lines: impl Iterator<Item = impl Into<String>>) -> String {
    let mut lines: Vec<String> = lines.map(Into::into).collect();
    let end = lines.pop().unwrap();
    let body: String = lines.iter().flat_map(|line| [line, "\n"]).collect();
    let (before, said) = end.split_once("\"sha256\":\"").unwrap();
    let digest: [u8; 32] = sha2::Sha256::digest(&body).into();
    format!("{body}{before}\"sha256\":\"{}{}\n", hex(&digest), &said[64..])
}
