//! The promises of [`ViewDb`], as tests any backend can run (feature `test-util`).

use std::fmt::Debug;
use std::sync::Arc;

use uuid::Uuid;

use super::{Checkpoint, Page, Query, Row, RowChange, TableDef, Value, ViewDb};
use crate::{Epoch, LogErrorKind, Position};

/// Runs every promise, each on a store of its own made by `make`, whose second result is kept until the promise is
/// done.
///
/// # Panics
/// When a promise is broken.
pub async fn run<K, M>(make: M)
where
    M: AsyncFn() -> (Arc<dyn ViewDb>, K),
{
    macro_rules! each {
        ($($promise:ident)*) => {$({
            let (db, _keep) = make().await;
            $promise(&*db).await;
        })*};
    }
    each! {
        rows_and_checkpoint_are_committed_together
        a_commit_from_elsewhere_changes_nothing
        malformed_calls_change_nothing
        pages_join_into_the_whole_table
        filters_and_nulls
        a_new_version_starts_from_zero_beside_the_old
        views_do_not_touch_each_other
    }
}

async fn rows_and_checkpoint_are_committed_together(db: &dyn ViewDb) {
    must(db.ensure("status", 1, &[tasks()]).await);
    assert_eq!(must(db.checkpoint("status").await), None);
    let changes = vec![
        RowChange::upsert("tasks", task("r1", 1, "a").with("note", "اسم ' \" % --")),
        RowChange::upsert("tasks", task("r1", 2, "a").with("seal", vec![0_u8, 255])),
        RowChange::upsert("tasks", task("r2", 1, "b").with("due", i64::MIN)),
        RowChange::delete("tasks", [Value::from("r1"), Value::from(2)]),
        RowChange::upsert("tasks", task("r2", 1, "c")),
        RowChange::delete("tasks", [Value::from("nobody"), Value::from(2)]),
    ];
    must(db.commit("status", None, changes, at(7)).await);
    assert_eq!(must(db.checkpoint("status").await), Some(at(7)));
    let first = must(db.get("tasks", &["r1".into(), 1.into()]).await);
    assert_eq!(first, Some(task("r1", 1, "a").with("note", "اسم ' \" % --")));
    assert_eq!(must(db.get("tasks", &["r1".into(), 2.into()]).await), None);
    let replaced = must(db.get("tasks", &["r2".into(), 1.into()]).await);
    assert_eq!(replaced, Some(task("r2", 1, "c")), "an upsert replaces the whole row");

    must(db.reset("status").await);
    assert_eq!(must(db.checkpoint("status").await), None);
    assert_eq!(must(db.count("tasks", &Query::first(0)).await), 0);
    must(db.ensure("status", 1, &[tasks()]).await);
    must(db.commit("status", None, vec![], at(1)).await);
}

async fn a_commit_from_elsewhere_changes_nothing(db: &dyn ViewDb) {
    must(db.ensure("status", 1, &[tasks()]).await);
    must(db.commit("status", None, vec![], at(5)).await);
    for wrong in [None, Some(at(4)), Some(Checkpoint::new(at(5).epoch, at(5).position, [9; 32]))] {
        let change = vec![RowChange::upsert("tasks", task("r1", 1, "a"))];
        let told = db.commit("status", wrong.as_ref(), change, at(6)).await;
        assert_eq!(told.map_err(|error| error.kind()), Err(LogErrorKind::Conflict));
    }
    assert_eq!(must(db.checkpoint("status").await), Some(at(5)));
    assert_eq!(must(db.count("tasks", &Query::first(0)).await), 0);
    must(db.commit("status", Some(&at(5)), vec![], at(6)).await);
}

async fn malformed_calls_change_nothing(db: &dyn ViewDb) {
    let plain = || TableDef::new("t").text("id").optional_text("note").key(["id"]);
    let bad = [
        TableDef::new("t; DROP TABLE x").text("id").key(["id"]),
        TableDef::new("t").text("Id").key(["Id"]),
        TableDef::new("t").text("id\"").key(["id\""]),
        TableDef::new("talab_views").text("id").key(["id"]),
        TableDef::new("t__v2").text("id").key(["id"]),
        TableDef::new("").text("id").key(["id"]),
        TableDef::new("t").text("id"),
        TableDef::new("t").optional_text("id").key(["id"]),
        TableDef::new("t").text("id").key(["other"]),
        plain().text("note"),
        plain().index(["other"]),
    ];
    for table in bad {
        invalid(db.ensure("v", 1, &[table]).await);
    }
    invalid(db.ensure("v", 1, &[plain(), plain()]).await);
    invalid(db.ensure("V", 1, &[plain()]).await);
    invalid(db.checkpoint("v").await);
    must(db.ensure("v", 1, &[plain()]).await);
    for row in [
        Row::new(),
        Row::new().with("id", 1),
        Row::new().with("id", "a\0b"),
        Row::new().with("id", "a").with("other", 1),
        Row::new().with("id", "a").with("note", vec![1_u8]),
    ] {
        let changes =
            vec![RowChange::upsert("t", Row::new().with("id", "good")), RowChange::upsert("t", row)];
        invalid(db.commit("v", None, changes, at(1)).await);
    }
    invalid(db.commit("v", None, vec![RowChange::delete("t", [Value::Null])], at(1)).await);
    invalid(db.commit("v", None, vec![RowChange::delete("unknown", ["x"])], at(1)).await);
    invalid(db.get("t", &[]).await);
    invalid(db.get("unknown", &["x".into()]).await);
    invalid(db.page("t", &Query::first(1).equal("other", 1)).await);
    invalid(db.page("t", &Query::first(1).equal("id", 1)).await);
    invalid(db.page("t", &Query::first(1).at_least("id", Value::Null)).await);
    invalid(db.page("t", &Query::first(1).order(["note"])).await);
    invalid(db.page("t", &Query::first(1).order(["id", "id"])).await);
    invalid(db.page("t", &Query::first(1).after(vec![])).await);
    assert_eq!(must(db.checkpoint("v").await), None);
    assert_eq!(must(db.count("t", &Query::first(0)).await), 0);
}

async fn pages_join_into_the_whole_table(db: &dyn ViewDb) {
    must(db.ensure("status", 1, &[tasks()]).await);
    let refs = ["B", "a", "ا", "b", "aa", "😀", "ي"];
    let rows: Vec<Row> = (0..70)
        .map(|n| task(refs[n % 7], i64::try_from(n / 7).unwrap_or(0), if n % 3 == 0 { "x" } else { "y" }))
        .collect();
    let changes = rows.iter().map(|row| RowChange::upsert("tasks", row.clone())).collect();
    must(db.commit("status", None, changes, at(70)).await);
    for (order, descending) in
        [(vec![], false), (vec!["unit"], false), (vec!["unit", "step"], true), (vec!["step"], true)]
    {
        let mut expected = rows.clone();
        let place = |row: &Row| -> Vec<Value> {
            order
                .iter()
                .copied()
                .chain(["reference", "step"])
                .map(|column| row.value(column).clone())
                .collect()
        };
        expected.sort_by_key(&place);
        if descending {
            expected.reverse();
        }
        for size in [1, 9, 70, 100] {
            let mut query = Query::first(size).order(order.clone());
            query.descending = descending;
            assert_eq!(all_pages(db, "tasks", query).await, expected, "{order:?} {descending} by {size}");
        }
    }
    let none: Page = must(db.page("tasks", &Query::first(0)).await);
    assert!(none.rows.is_empty());
}

async fn filters_and_nulls(db: &dyn ViewDb) {
    must(db.ensure("status", 1, &[tasks()]).await);
    let dues = [None, Some(-5), Some(0), Some(10), Some(10), None];
    let rows =
        dues.iter().enumerate().map(|(n, due)| task(&n.to_string(), 1, "u").with("due", due.map(i64::from)));
    must(db.commit("status", None, rows.map(|row| RowChange::upsert("tasks", row)).collect(), at(1)).await);
    let ids = async |query: Query| -> Vec<String> {
        let count = must(db.count("tasks", &query).await);
        let rows = all_pages(db, "tasks", query).await;
        assert_eq!(rows.len() as u64, count);
        rows.iter().map(|row| must(row.text("reference")).to_owned()).collect()
    };
    assert_eq!(ids(Query::first(9).equal("due", Value::Null)).await, ["0", "5"]);
    assert_eq!(ids(Query::first(9).equal("due", 10)).await, ["3", "4"]);
    assert_eq!(ids(Query::first(1).at_least("due", 0)).await, ["2", "3", "4"]);
    assert_eq!(ids(Query::first(9).below("due", 10)).await, ["1", "2"]);
    assert_eq!(ids(Query::first(9).at_least("due", 0).below("due", 10)).await, ["2"]);
    assert_eq!(ids(Query::first(9).equal("unit", "U")).await, Vec::<String>::new());
    assert_eq!(
        ids(Query::first(2).equal("unit", "u").below("due", 11).descending()).await,
        ["4", "3", "2", "1"]
    );
}

async fn a_new_version_starts_from_zero_beside_the_old(db: &dyn ViewDb) {
    must(db.ensure("status", 1, &[tasks()]).await);
    must(db.commit("status", None, vec![RowChange::upsert("tasks", task("r1", 1, "a"))], at(3)).await);
    let wider = || tasks().optional_text("more");
    invalid(db.ensure("status", 1, &[wider()]).await);
    assert_eq!(must(db.count("tasks", &Query::first(0)).await), 1, "a refused definition changes nothing");

    must(db.ensure("status", 2, &[wider()]).await);
    assert_eq!(must(db.checkpoint("status").await), None);
    assert_eq!(must(db.count("tasks", &Query::first(0)).await), 0);
    let row = task("r2", 1, "b").with("more", "!");
    must(db.commit("status", None, vec![RowChange::upsert("tasks", row.clone())], at(4)).await);

    must(db.ensure("status", 1, &[tasks()]).await);
    assert_eq!(
        must(db.checkpoint("status").await),
        Some(at(3)),
        "going back finds the old version untouched"
    );
    assert_eq!(must(db.get("tasks", &["r1".into(), 1.into()]).await), Some(task("r1", 1, "a")));
    must(db.ensure("status", 2, &[wider()]).await);
    assert_eq!(must(db.retire("status").await), [1]);
    assert_eq!(must(db.retire("status").await), Vec::<u32>::new());
    assert_eq!(must(db.get("tasks", &["r2".into(), 1.into()]).await), Some(row));
    must(db.ensure("status", 1, &[tasks()]).await);
    assert_eq!(must(db.checkpoint("status").await), None, "a retired version starts again");
}

async fn views_do_not_touch_each_other(db: &dyn ViewDb) {
    must(db.ensure("one", 1, &[tasks()]).await);
    invalid(db.ensure("two", 1, &[tasks()]).await);
    let other = || TableDef::new("others").text("id").key(["id"]);
    must(db.ensure("two", 1, &[other()]).await);
    let change = || vec![RowChange::upsert("others", Row::new().with("id", "x"))];
    invalid(db.commit("one", None, change(), at(1)).await);
    must(db.commit("two", None, change(), at(1)).await);
    assert_eq!(must(db.checkpoint("one").await), None);
    must(db.reset("one").await);
    assert_eq!(must(db.count("others", &Query::first(0)).await), 1);
    assert_eq!(must(db.checkpoint("two").await), Some(at(1)));
}

fn tasks() -> TableDef {
    TableDef::new("tasks")
        .text("reference")
        .integer("step")
        .text("unit")
        .optional_integer("due")
        .optional_text("note")
        .optional_blob("seal")
        .key(["reference", "step"])
        .index(["unit", "due"])
}

fn task(reference: &str, step: i64, unit: &str) -> Row {
    Row::new().with("reference", reference).with("step", step).with("unit", unit)
}

fn at(position: u64) -> Checkpoint {
    Checkpoint::new(Epoch::new(Uuid::from_u128(7), 1), Position::new(position), [3; 32])
}

async fn all_pages(db: &dyn ViewDb, table: &str, mut query: Query) -> Vec<Row> {
    let mut rows = Vec::new();
    loop {
        let page = must(db.page(table, &query).await);
        assert!(page.rows.len() <= query.limit);
        rows.extend(page.rows);
        query.after = page.next;
        if query.after.is_none() {
            return rows;
        }
    }
}

#[track_caller]
fn must<T, E: Debug>(result: Result<T, E>) -> T {
    match result {
        Ok(value) => value,
        Err(error) => panic!("the view store failed: {error:?}"),
    }
}

#[track_caller]
fn invalid<T: Debug>(result: Result<T, crate::LogError>) {
    match result {
        Err(error) if error.kind() == LogErrorKind::Invalid => {}
        other => panic!("not refused as invalid: {other:?}"),
    }
}
