//! Tests of the views in PostgreSQL, on a real server.

use talab_testbed::{Cluster, Database};

use super::*;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keeps_the_promises() {
    crate::view::conformance::run(async || {
        let database: Database<'static> = Cluster::shared().database();
        let db: Arc<dyn ViewDb> = Arc::new(PgViewDb::open(&database.url()).await.unwrap());
        (db, database)
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keeps_them_with_the_rights_of_the_application() {
    crate::view::conformance::run(async || {
        let database: Database<'static> = Cluster::shared().database();
        crate::PgLog::migrate(&database.url()).await.unwrap();
        let db: Arc<dyn ViewDb> = Arc::new(PgViewDb::open(&database.url_for("talab_app")).await.unwrap());
        (db, database)
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_comes_first_makes_the_tables() {
    let database = Cluster::shared().database();
    let table = || TableDef::new("t").text("id").key(["id"]);
    let open = || {
        let url = database.url();
        tokio::spawn(async move { PgViewDb::open(&url).await.unwrap().ensure("v", 1, &[table()]).await })
    };
    for opener in [open(), open(), open(), open()] {
        opener.await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn a_view_that_another_runner_moved_on_is_left_alone() {
    let database = Cluster::shared().database();
    let (one, two) =
        (PgViewDb::open(&database.url()).await.unwrap(), PgViewDb::open(&database.url()).await.unwrap());
    let table = || TableDef::new("t").text("id").key(["id"]);
    let at = |position| {
        Checkpoint::new(
            crate::Epoch::new(uuid::Uuid::from_u128(7), 1),
            crate::Position::new(position),
            [3; 32],
        )
    };
    let change = |id| vec![RowChange::upsert("t", Row::new().with("id", id))];
    one.ensure("v", 1, &[table()]).await.unwrap();
    two.ensure("v", 1, &[table()]).await.unwrap();
    one.commit("v", None, change("one"), at(5)).await.unwrap();
    let told = two.commit("v", None, change("two"), at(6)).await.unwrap_err();
    assert_eq!(told.kind(), LogErrorKind::Conflict);
    two.commit("v", Some(&at(5)), change("two"), at(6)).await.unwrap();
    assert_eq!(one.count("t", &Query::first(0)).await.unwrap(), 2);
}
