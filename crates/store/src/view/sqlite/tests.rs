//! Tests of the SQLite views, on real files.

use proptest::prelude::*;
use tempfile::TempDir;
use uuid::Uuid;

use super::*;
use crate::view::{MemoryViewDb, conformance};
use crate::{Epoch, Position};

async fn make() -> (Arc<dyn ViewDb>, TempDir) {
    let folder = TempDir::new().unwrap();
    let db = SqliteViewDb::open(folder.path().join("views ?#%.db")).await.unwrap();
    (Arc::new(db), folder)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keeps_every_promise() {
    conformance::run(make).await;
}

fn at(position: u64) -> Checkpoint {
    Checkpoint::new(Epoch::new(Uuid::from_u128(1), 2), Position::new(position), [4; 32])
}

fn table() -> TableDef {
    let table =
        TableDef::new("order").text("id").integer("group").optional_integer("select").optional_text("from");
    table.key(["id", "group"]).index(["select"]).index(["group", "id"])
}

#[tokio::test]
async fn views_outlive_the_process_and_other_files_are_left_alone() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("views.db");
    let row = Row::new().with("id", "x").with("group", 1);
    let db = SqliteViewDb::open(&path).await.unwrap();
    db.ensure("v", 1, &[table()]).await.unwrap();
    db.commit("v", None, vec![RowChange::upsert("order", row.clone())], at(9)).await.unwrap();
    drop(db);
    let db = SqliteViewDb::open(&path).await.unwrap();
    assert_eq!(
        db.checkpoint("v").await.unwrap_err().kind(),
        LogErrorKind::Invalid,
        "not ensured on this handle"
    );
    db.ensure("v", 1, &[table()]).await.unwrap();
    assert_eq!(db.checkpoint("v").await.unwrap(), Some(at(9)));
    assert_eq!(db.get("order", &["x".into(), 1.into()]).await.unwrap(), Some(row));
    drop(db);

    let stranger = Connection::open(&path).unwrap();
    stranger.pragma_update(None, "user_version", 2).unwrap();
    drop(stranger);
    assert_eq!(SqliteViewDb::open(&path).await.unwrap_err().kind(), LogErrorKind::NewerFormat);
    let log = folder.path().join("log.db");
    crate::SqliteLog::migrate(&log).await.unwrap();
    assert_eq!(SqliteViewDb::open(&log).await.unwrap_err().kind(), LogErrorKind::NotATalabLog);
    assert_eq!(
        crate::SqliteLog::open(&path, Options::default()).await.unwrap_err().kind(),
        LogErrorKind::NotATalabLog
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_may_open_a_new_file_at_once() {
    for _ in 0..10 {
        let folder = TempDir::new().unwrap();
        let openers: Vec<_> = (0..6)
            .map(|n| {
                let path = folder.path().join("views.db");
                tokio::spawn(async move {
                    let db = SqliteViewDb::open(path).await?;
                    db.ensure("v", 1, &[table()]).await?;
                    let row = Row::new().with("id", "x").with("group", n);
                    let mut from = None;
                    loop {
                        let to = at(from.map_or(1, |from: Checkpoint| from.position.get() + 1));
                        match db
                            .commit("v", from.as_ref(), vec![RowChange::upsert("order", row.clone())], to)
                            .await
                        {
                            Err(error) if error.kind() == LogErrorKind::Conflict => {
                                from = db.checkpoint("v").await?
                            }
                            done => return done.map(|()| db),
                        }
                    }
                })
            })
            .collect();
        let mut last = None;
        for opener in openers {
            last = Some(opener.await.unwrap().unwrap());
        }
        let db = last.unwrap();
        assert_eq!(db.count("order", &Query::first(0)).await.unwrap(), 6);
        assert_eq!(db.checkpoint("v").await.unwrap(), Some(at(6)), "each runner moved the view on once");
    }
}

#[tokio::test]
async fn a_failed_commit_changes_neither_rows_nor_checkpoint() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("views.db");
    let db = SqliteViewDb::open(&path).await.unwrap();
    db.ensure("v", 1, &[table()]).await.unwrap();
    db.commit("v", None, vec![], at(1)).await.unwrap();
    let stranger = Connection::open(&path).unwrap();
    let trap = "CREATE TRIGGER trap BEFORE UPDATE ON talab_views BEGIN SELECT RAISE(ABORT, 'trapped'); END";
    stranger.execute_batch(trap).unwrap();
    let changes = vec![RowChange::upsert("order", Row::new().with("id", "x").with("group", 1))];
    assert!(db.commit("v", Some(&at(1)), changes.clone(), at(2)).await.is_err());
    stranger.execute_batch("DROP TRIGGER trap").unwrap();
    assert_eq!(db.count("order", &Query::first(0)).await.unwrap(), 0);
    assert_eq!(db.checkpoint("v").await.unwrap(), Some(at(1)));
    db.commit("v", Some(&at(1)), changes, at(2)).await.unwrap();
}

#[tokio::test]
async fn a_version_retired_by_another_process_is_told() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("views.db");
    let (old, new) = (SqliteViewDb::open(&path).await.unwrap(), SqliteViewDb::open(&path).await.unwrap());
    old.ensure("v", 1, &[table()]).await.unwrap();
    new.ensure("v", 2, &[table()]).await.unwrap();
    assert_eq!(new.retire("v").await.unwrap(), [1]);
    assert_eq!(old.checkpoint("v").await.unwrap_err().kind(), LogErrorKind::NotFound);
    assert_eq!(old.commit("v", None, vec![], at(1)).await.unwrap_err().kind(), LogErrorKind::NotFound);
}

fn row() -> impl Strategy<Value = Row> {
    let text = prop::sample::select(vec!["a", "B", "é", "ا", "😀", "", "a%"]);
    (text.clone(), 0..3_i64, prop::option::of(-2..2_i64), prop::option::of(text)).prop_map(
        |(id, group, select, from)| {
            Row::new().with("id", id).with("group", group).with("select", select).with("from", from)
        },
    )
}

fn query() -> impl Strategy<Value = Query> {
    let order = prop::sample::subsequence(vec!["group", "id"], 0..=2).prop_shuffle();
    let ends = (prop::option::of(-2..2_i64), prop::option::of(-2..2_i64));
    let equal = prop::option::of(prop::option::of(-1..1_i64));
    (order, ends, equal, any::<bool>(), 1..6_usize).prop_map(
        |(order, (from, below), equal, descending, limit)| {
            let mut query = Query::first(limit).order(order);
            query.descending = descending;
            query = from.into_iter().fold(query, |query, from| query.at_least("select", from));
            query = below.into_iter().fold(query, |query, below| query.below("select", below));
            equal.into_iter().fold(query, |query, equal| query.equal("select", equal))
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn answers_as_the_view_in_memory_does(rows in prop::collection::vec(row(), 0..40), queries in prop::collection::vec(query(), 8)) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let told: Result<(), TestCaseError> = runtime.block_on(async {
            let ((sqlite, _keep), memory) = (make().await, MemoryViewDb::new());
            for db in [&*sqlite, &memory] {
                db.ensure("v", 1, &[table()]).await.unwrap();
                let changes = rows.iter().map(|row| RowChange::upsert("order", row.clone())).collect();
                db.commit("v", None, changes, at(1)).await.unwrap();
            }
            for mut query in queries {
                let counts = (sqlite.count("order", &query).await.unwrap(), memory.count("order", &query).await.unwrap());
                prop_assert_eq!(counts.0, counts.1);
                loop {
                    let page = sqlite.page("order", &query).await.unwrap();
                    prop_assert_eq!(&page, &memory.page("order", &query).await.unwrap());
                    query.after = page.next;
                    if query.after.is_none() {
                        break;
                    }
                }
            }
            Ok(())
        });
        told?;
    }
}
