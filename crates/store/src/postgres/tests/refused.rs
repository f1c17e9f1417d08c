//! What isn't opened, and why.

use super::*;

async fn refusal(url: &str, options: Options) -> (LogErrorKind, String) {
    let error = PgLog::open(url, options).await.map(drop).unwrap_err();
    (error.kind(), error.to_string())
}

#[tokio::test]
async fn an_empty_database_is_not_a_log_unless_one_may_be_made() {
    let database = Cluster::shared().database();
    let (kind, told) = refusal(&database.url(), Options::default().create(false)).await;
    assert_eq!(kind, LogErrorKind::NotFound);
    assert!(told.contains("run `talab migrate`"), "{told}");
    let error = PgLog::open_read_only(&database.url()).await.map(drop).unwrap_err();
    assert_eq!(error.kind(), LogErrorKind::NotFound);
    assert_eq!(database.sql("SELECT count(*) FROM pg_namespace WHERE nspname = 'talab'").unwrap(), "0");

    open(&database).await.close().await.unwrap();
    PgLog::open(&database.url(), Options::default().create(false)).await.unwrap();
    PgLog::migrate(&database.url()).await.unwrap();
}

#[tokio::test]
async fn the_application_never_migrates() {
    open(&Cluster::shared().database()).await.close().await.unwrap();
    let database = Cluster::shared().database();
    let (kind, told) = refusal(&database.url_for("talab_app"), Options::default()).await;
    assert_eq!(kind, LogErrorKind::ReadOnly);
    assert!(told.contains("permission denied"), "{told}");
    assert_eq!(database.sql("SELECT count(*) FROM pg_namespace WHERE nspname = 'talab'").unwrap(), "0");
}

#[tokio::test]
async fn a_session_that_may_forget_what_it_committed_is_refused() {
    let database = Cluster::shared().database();
    database.sql(&format!("ALTER DATABASE {} SET synchronous_commit = off", database.name())).unwrap();
    let (kind, told) = refusal(&database.url(), Options::default()).await;
    assert_eq!(kind, LogErrorKind::Invalid);
    assert!(told.contains("synchronous_commit"), "{told}");
    database.sql(&format!("ALTER DATABASE {} SET synchronous_commit = local", database.name())).unwrap();
    open(&database).await;
}

#[tokio::test]
async fn other_databases_are_left_alone() {
    let other = Cluster::shared().database();
    other.sql("CREATE TABLE events (id bigint, note text)").unwrap();
    let (kind, told) = refusal(&other.url(), Options::default()).await;
    assert_eq!((kind, told.contains("something else")), (LogErrorKind::NotATalabLog, true), "{told}");
    assert_eq!(PgLog::migrate(&other.url()).await.unwrap_err().kind(), LogErrorKind::NotATalabLog);

    let newer = Cluster::shared().database();
    open(&newer).await.close().await.unwrap();
    newer.sql("UPDATE talab.meta SET value = '2' WHERE key = 'format'").unwrap();
    let (kind, told) = refusal(&newer.url(), Options::default()).await;
    assert_eq!((kind, told.contains("format 2")), (LogErrorKind::NewerFormat, true), "{told}");
    newer.sql("UPDATE talab.meta SET value = 'x' WHERE key = 'format'").unwrap();
    assert_eq!(refusal(&newer.url(), Options::default()).await.0, LogErrorKind::Corrupt);

    let latin =
        "CREATE DATABASE latin_1 ENCODING 'LATIN1' LOCALE 'C' LOCALE_PROVIDER libc TEMPLATE template0";
    newer.sql(latin).unwrap();
    let url = newer.url().replace(newer.name(), "latin_1");
    let (kind, told) = refusal(&url, Options::default()).await;
    assert_eq!((kind, told.contains("UTF8")), (LogErrorKind::Invalid, true), "{told}");
}

#[tokio::test]
async fn addresses_that_lead_nowhere_are_explained() {
    let short = || Options::default().busy_timeout(std::time::Duration::from_millis(300));
    assert_eq!(refusal("mysql://x", short()).await.0, LogErrorKind::Invalid);
    let (kind, told) = refusal("postgres://nobody@localhost/x?host=/nonexistent", short()).await;
    assert_eq!(kind, LogErrorKind::Unavailable, "{told}");
    let database = Cluster::shared().database();
    let missing = database.url().replace(database.name(), "missing");
    let (kind, told) = refusal(&missing, short()).await;
    assert_eq!((kind, told.contains("no such database")), (LogErrorKind::NotFound, true), "{told}");
}

#[tokio::test]
async fn a_closed_or_read_only_log_takes_nothing() {
    let database = Cluster::shared().database();
    let log = open(&database).await;
    log.append(note("a", "c1")).await.unwrap();
    let reading = PgLog::open_read_only(&database.url_for("talab_app")).await.unwrap();
    assert!(matches!(reading.append(note("a", "c2")).await, Err(AppendError::ReadOnly)));
    assert_eq!(reading.head().await.unwrap(), log.head().await.unwrap());
    assert_eq!(reading.follow().changed().await, None);
}
