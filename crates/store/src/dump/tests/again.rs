//! Whole logs, from every kind of database into every kind.

use super::*;

/// The databases that a test has made, kept until it is over.
#[derive(Default)]
struct Places {
    folders: Vec<TempDir>,
    databases: Vec<Database<'static>>,
}

impl Places {
    fn file(&mut self) -> std::path::PathBuf {
        self.folders.push(TempDir::new().unwrap());
        self.folders.last().unwrap().path().join("log.db")
    }

    fn url(&mut self) -> String {
        self.databases.push(Cluster::shared().database());
        self.databases.last().unwrap().url()
    }

    async fn of_every_kind(&mut self, clock: &TestClock) -> Vec<Arc<dyn EventLog>> {
        let options = || Options::default().clock(Arc::new(clock.clone()));
        vec![
            Arc::new(MemoryLog::with_clock(Arc::new(clock.clone())).unwrap()),
            Arc::new(SqliteLog::open(self.file(), options()).await.unwrap()),
            Arc::new(PgLog::open(&self.url(), options()).await.unwrap()),
        ]
    }

    async fn restored(&mut self, text: &str, key: &DigestKey) -> Vec<(Head, Arc<dyn EventLog>)> {
        let dump = || Cursor::new(text.to_owned().into_bytes());
        let memory = restored(text, key).await.unwrap();
        let (file, url) = (self.file(), self.url());
        let in_file = SqliteLog::restore(&file, dump(), key.clone()).await.unwrap();
        let on_server = PgLog::restore(&url, dump(), key.clone()).await.unwrap();
        vec![
            (memory.head().await.unwrap(), Arc::new(memory)),
            (in_file, Arc::new(SqliteLog::open(&file, Options::default().create(false)).await.unwrap())),
            (on_server, Arc::new(PgLog::open(&url, Options::default().create(false)).await.unwrap())),
        ]
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_log_comes_back_the_same_in_every_kind_of_database() {
    let (clock, mut places) = (TestClock::new(), Places::default());
    for log in places.of_every_kind(&clock).await {
        // More than two pages of a dump, and not a whole number of them.
        fill(&*log, &clock, 500).await;
        let (text, before, old) = (dumped(&log).await, all(&*log).await, log.head().await.unwrap());
        for (told, again) in places.restored(&text, log.digest_key()).await {
            assert_eq!(all(&*again).await, before, "{log:?} to {again:?}");
            let head = again.head().await.unwrap();
            assert_eq!(told, head);
            assert_eq!((head.position, head.root), (old.position, old.root));
            assert_eq!((head.epoch.id, head.epoch.counter), (old.epoch.id, old.epoch.counter + 1));
            goes_on(&*again, &head).await;
            // The guards are all in place: a log that was restored can be dumped and is what it says.
            crate::conformance::assert_recomputed(&*again).await;
            assert_eq!(dumped(&again).await.lines().count(), text.lines().count() + 1);
            again.close().await.unwrap();
        }
    }
}

/// Commands that were done stay done, and new ones follow what is there.
async fn goes_on(log: &dyn EventLog, head: &Head) {
    for n in [0, 1, 498] {
        assert!(log.append(nth(log, n)).await.unwrap().replayed, "command c{n} is known by its digest");
    }
    let other = nth(log, 0).command(CommandRecord::new("c0", [7; 32], "{}"));
    assert!(log.append(other).await.is_err(), "another command under the same id");
    assert_eq!(log.head().await.unwrap(), *head);
    let next = Append::new().write(stream("s0"), Expected::Any, vec![event("next")]);
    assert_eq!(log.append(next).await.unwrap().first, head.position.next());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_empty_log_comes_back_empty() {
    let log = filled(0).await;
    let text = dumped(&log).await;
    assert_eq!(text.lines().count(), 2);
    for (head, _) in Places::default().restored(&text, log.digest_key()).await {
        assert_eq!((head.position, head.root), (Position::START, log.head().await.unwrap().root));
    }
}

#[tokio::test]
async fn what_is_appended_meanwhile_is_left_out() {
    let (clock, log) = (TestClock::new(), filled(3).await);
    let (mut dump, head) = (Dump::begin(Arc::clone(&log)).await.unwrap(), log.head().await.unwrap());
    let mut text = dump.next().await.unwrap().unwrap();
    let next = Append::new().write(stream("s0"), Expected::Any, vec![event("next")]);
    log.append(next).await.unwrap();
    clock.advance(Duration::SECOND);
    while let Some(lines) = dump.next().await.unwrap() {
        text.push_str(&lines);
    }
    assert_eq!((dump.so_far().head, dump.so_far().root, dump.so_far().commands), (head, head.root, 2));
    let again = restored(text, log.digest_key()).await.unwrap();
    assert_eq!(again.head().await.unwrap().root, head.root);
}

/// What `postgres-es` wrote has no instants of its own; the new log knows up to where, whatever database it went through.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_adopted_events_end_is_kept() {
    let mut places = Places::default();
    let old = Cluster::shared().database();
    old.sql(
        "CREATE TABLE events (aggregate_type text NOT NULL, aggregate_id text NOT NULL, \
         sequence bigint NOT NULL CHECK (sequence >= 0), event_type text NOT NULL, event_version text NOT NULL, \
         payload json NOT NULL, metadata json NOT NULL, PRIMARY KEY (aggregate_type, aggregate_id, sequence)); \
         INSERT INTO events SELECT 'Account', 's', n, 'Noted', '1', '{ \"Noted\" : 1 }', '{}' FROM generate_series(1, 5) n",
    )
    .unwrap();
    PgLog::migrate(&old.url()).await.unwrap();
    let log = Arc::new(PgLog::open(&old.url(), Options::default()).await.unwrap());
    let adopted = log.adopted().await.unwrap();
    assert_eq!(adopted.get(), 5);
    log.append(Append::new().write(stream("s"), Expected::Any, vec![event("own")])).await.unwrap();
    let key = log.digest_key().clone();
    let text = written(Dump::begin(log).await.unwrap().adopted(adopted)).await;

    let (file, url) = (places.file(), places.url());
    SqliteLog::restore(&file, Cursor::new(text), key.clone()).await.unwrap();
    let log = Arc::new(SqliteLog::open_read_only(&file).await.unwrap());
    let adopted = log.adopted().await.unwrap();
    let text = written(Dump::begin(log).await.unwrap().adopted(adopted)).await;
    PgLog::restore(&url, Cursor::new(text), key).await.unwrap();
    assert_eq!(PgLog::open_read_only(&url).await.unwrap().adopted().await.unwrap().get(), 5);
}

#[tokio::test]
async fn nothing_is_restored_over_what_is_there() {
    let (mut places, log) = (Places::default(), filled(2).await);
    let (text, key) = (dumped(&log).await, log.digest_key());
    let (file, url) = (places.file(), places.url());
    SqliteLog::migrate(&file).await.unwrap();
    PgLog::migrate(&url).await.unwrap();
    let dump = || Cursor::new(text.clone());
    let told = [
        SqliteLog::restore(&file, dump(), key.clone()).await.unwrap_err(),
        PgLog::restore(&url, dump(), key.clone()).await.unwrap_err(),
    ];
    for told in told {
        let RestoreError::Log(error) = told else { panic!("{told:?}") };
        assert_eq!(error.kind(), crate::LogErrorKind::AlreadyExists, "{error}");
    }
    assert_eq!(SqliteLog::open_read_only(&file).await.unwrap().head().await.unwrap().position.get(), 0);
}

#[tokio::test]
async fn the_application_may_not_restore() {
    let (database, log) = (Cluster::shared().database(), filled(2).await);
    // The role is there from another database of the server.
    PgLog::migrate(&Cluster::shared().database().url()).await.unwrap();
    let (dump, key) = (Cursor::new(dumped(&log).await), log.digest_key().clone());
    let told = PgLog::restore(&database.url_for("talab_app"), dump, key).await.unwrap_err();
    let RestoreError::Log(error) = told else { panic!("{told:?}") };
    assert_eq!(error.kind(), crate::LogErrorKind::ReadOnly, "{error}");
    assert_eq!(database.sql("SELECT to_regclass('public.events')").unwrap(), "");
}
