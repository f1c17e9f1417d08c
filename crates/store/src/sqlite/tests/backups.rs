//! Copies of a log in use.

use super::*;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_under_load_is_a_whole_log_of_one_moment() {
    let folder = TempDir::new().unwrap();
    let log = Arc::new(SqliteLog::open(folder.path().join("log.db"), Options::default()).await.unwrap());
    fill(&log, 20).await;
    let writing = {
        let log = Arc::clone(&log);
        tokio::spawn(async move {
            for n in 0..200 {
                log.append(note("b", &format!("w-{n}"))).await.unwrap();
            }
        })
    };
    let mut last = 0;
    for n in 0..5 {
        let to = folder.path().join(format!("backup-{n}.db"));
        let head = log.backup(&to).await.unwrap();
        assert!(head.position.get() >= 40.max(last));
        last = head.position.get();
        assert_eq!(head.position.get() % 2, 0, "an append was copied by half");
        let copy = SqliteLog::open_read_only(&to).await.unwrap();
        assert_eq!(copy.head().await.unwrap(), head);
        crate::conformance::assert_recomputed(&copy).await;
        let original = log.read_all(Position::START, usize::try_from(last).unwrap()).await.unwrap();
        assert_eq!(copy.read_all(Position::START, usize::MAX).await.unwrap(), original);
    }
    writing.await.unwrap();
    let copy = SqliteLog::open(folder.path().join("backup-4.db"), Options::default()).await.unwrap();
    assert!(copy.append(note("b", "fill-3")).await.unwrap().replayed, "commands are copied too");
    copy.append(note("b", "new")).await.unwrap();
    crate::conformance::assert_recomputed(&copy).await;
}

#[tokio::test]
async fn a_backup_overwrites_nothing() {
    let folder = TempDir::new().unwrap();
    let log = SqliteLog::open(folder.path().join("log.db"), Options::default()).await.unwrap();
    fill(&log, 1).await;
    let to = folder.path().join("precious.txt");
    std::fs::write(&to, "precious").unwrap();
    assert_eq!(log.backup(&to).await.unwrap_err().kind(), LogErrorKind::AlreadyExists);
    assert_eq!(log.backup(log.path()).await.unwrap_err().kind(), LogErrorKind::AlreadyExists);
    assert_eq!(std::fs::read(&to).unwrap(), b"precious");
    std::fs::write(folder.path().join("b.db.partial"), "somebody's").unwrap();
    assert_eq!(
        log.backup(&folder.path().join("b.db")).await.unwrap_err().kind(),
        LogErrorKind::AlreadyExists
    );
    assert_eq!(std::fs::read(folder.path().join("b.db.partial")).unwrap(), b"somebody's");
    assert!(!folder.path().join("b.db").exists());
    let nowhere = folder.path().join("no such folder").join("b.db");
    assert_eq!(log.backup(&nowhere).await.unwrap_err().kind(), LogErrorKind::Unavailable);
}

#[tokio::test]
async fn a_promoted_copy_is_another_epoch_of_the_same_log() {
    let folder = TempDir::new().unwrap();
    let log = SqliteLog::open(folder.path().join("log.db"), Options::default()).await.unwrap();
    fill(&log, 3).await;
    let to = folder.path().join("copy.db");
    let head = log.backup(&to).await.unwrap();
    let epoch = SqliteLog::promote(&to).await.unwrap();
    assert_eq!((epoch.id, epoch.counter), (head.epoch.id, 2));
    let copy = SqliteLog::open(&to, Options::default()).await.unwrap();
    let promoted = copy.head().await.unwrap();
    assert_eq!((promoted.epoch, promoted.position, promoted.root), (epoch, head.position, head.root));
    assert_eq!(log.head().await.unwrap(), head, "the original is as it was");
    let nowhere = folder.path().join("missing.db");
    assert_eq!(SqliteLog::promote(&nowhere).await.unwrap_err().kind(), LogErrorKind::NotFound);
    assert!(!nowhere.exists());
}
