//! Dumps, older backups, promoted copies.

use super::*;

/// Copies a database as `pg_dump` and `psql` do it.
fn copy<'c>(from: &Database<'_>, to: &'c Cluster) -> Database<'c> {
    let copy = to.database();
    let dump = from.cluster().program("pg_dump").arg("--dbname").arg(from.name()).output().unwrap();
    assert!(dump.status.success(), "{}", String::from_utf8_lossy(&dump.stderr));
    let file = to.socket().join(format!("{}.sql", copy.name()));
    std::fs::write(&file, dump.stdout).unwrap();
    let mut restore = to.program("psql");
    restore.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", copy.name(), "-f"]).arg(&file);
    let restored = restore.output().unwrap();
    assert!(restored.status.success(), "{}", String::from_utf8_lossy(&restored.stderr));
    copy
}

#[tokio::test]
async fn a_dump_restored_into_a_new_server_keeps_everything() {
    let database = Cluster::shared().database();
    let log = open(&database).await;
    for n in 0..40 {
        log.append(note(&format!("s{}", n % 3), &format!("c{n}"))).await.unwrap();
    }
    let (head, before) = (log.head().await.unwrap(), log.read_all(Position::START, 1000).await.unwrap());

    let other = Cluster::start(&[]);
    // The role belongs to a server and not to a database, so a new server needs it first.
    other.database().sql("CREATE ROLE talab_app LOGIN").unwrap();
    let restored = open(&copy(&database, &other)).await;
    assert_eq!(restored.head().await.unwrap(), head);
    assert_eq!(restored.read_all(Position::START, 1000).await.unwrap(), before);
    assert!(restored.append(note("s0", "c7")).await.unwrap().replayed, "commands stay known");
    assert_eq!(restored.append(note("s0", "new")).await.unwrap().first, head.position.next());
    crate::conformance::assert_recomputed(&restored).await;
}

#[tokio::test]
async fn a_promoted_copy_has_the_next_epoch_and_the_old_log_gets_nothing_more() {
    let cluster = Cluster::start(&[]);
    let database = cluster.database();
    open(&database).await.append(note("a", "c1")).await.unwrap();
    let older = copy(&database, &cluster);
    let epoch = PgLog::promote(&database.url()).await.unwrap();
    assert_eq!(epoch.counter, 2);
    assert_eq!(open(&database).await.head().await.unwrap().epoch, epoch);

    // The same address leads to the older copy from one moment to the next, as when a lost primary comes back.
    let log = open(&database).await;
    log.append(note("a", "c2")).await.unwrap();
    let swap = format!(
        "ALTER DATABASE {0} RENAME TO gone; ALTER DATABASE {1} RENAME TO {0}",
        database.name(),
        older.name()
    );
    let admin = cluster.database();
    let kick = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname <> current_database()";
    admin.sql(kick).unwrap();
    admin.sql(&swap).unwrap();
    for kind in [LogErrorKind::InDoubt, LogErrorKind::Superseded] {
        // The first one was on its way when the connection ended, so nobody can say what became of it.
        let told = log.append(note("a", "c3")).await.unwrap_err();
        let AppendError::Failed(told) = told else { panic!("{told:?}") };
        assert_eq!(
            (told.kind(), told.to_string().contains("another copy was promoted")),
            (kind, true),
            "{told}"
        );
    }
    assert_eq!(database.sql("SELECT count(*) FROM events").unwrap(), "2", "the older copy got nothing");
}
