//! Servers named by sqlx's own options (feature `sqlx_v0_8`): the one place where its types stand in public signatures.
//!
//! Options and not a pool: a pool asks the server more for each use and hands connections back in whatever state they
//! are in (ADR 0010). Whoever has a pool has its options: `pool.connect_options().as_ref().clone()`.

use sqlx::postgres::PgConnectOptions;

use super::PgLog;
use super::connect::Servers;
use crate::view::PgViewDb;
use crate::{LogError, Options};

impl PgLog {
    /// As [`PgLog::open`], on the server that these options name: for a host that has its password, its certificates or
    /// its socket from somewhere else than a URL. Several servers may be given; the primary of the latest epoch is taken.
    ///
    /// The log sets what it rests on itself, on top of the options: the time-outs for locks, idle transactions and dead
    /// connections, and the application's name. Statements are not logged, whatever the options say: they carry personal data.
    ///
    /// A dropped future may leave a new, empty log in the database.
    ///
    /// # Errors
    /// As for [`PgLog::open`].
    pub async fn open_with_sqlx(
        servers: impl IntoIterator<Item = PgConnectOptions>,
        options: Options,
    ) -> Result<Self, LogError> {
        Self::open_at(Servers::of(servers, &options), options).await
    }

    /// As [`PgLog::open_read_only`], on the server that these options name, of several the first that answers.
    ///
    /// # Errors
    /// As for [`PgLog::open`].
    pub async fn open_read_only_with_sqlx(
        servers: impl IntoIterator<Item = PgConnectOptions>,
    ) -> Result<Self, LogError> {
        let options = Options::default();
        Self::open_read_only_at(Servers::of(servers, &options), &options).await
    }
}

impl PgViewDb {
    /// As [`PgViewDb::open`], on the server that these options name.
    ///
    /// # Errors
    /// As for [`PgViewDb::open`].
    pub async fn open_with_sqlx(
        servers: impl IntoIterator<Item = PgConnectOptions>,
    ) -> Result<Self, LogError> {
        let options = Options::default();
        Self::open_at(Servers::of(servers, &options), &options).await
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use sqlx::postgres::PgPoolOptions;
    use talab_testbed::Cluster;

    use super::super::tests::note;
    use super::*;
    use crate::view::{TableDef, ViewDb as _};
    use crate::{AppendError, EventLog, LogErrorKind};

    #[tokio::test]
    async fn a_host_opens_the_log_with_the_options_of_its_own_pool() {
        let database = Cluster::shared().database();
        let pool = PgPoolOptions::new().connect(&database.url()).await.unwrap();
        let options = || [pool.connect_options().as_ref().clone()];
        let log = PgLog::open_with_sqlx(options(), Options::default()).await.unwrap();
        log.append(note("a", "c1")).await.unwrap();
        // What the log rests on is set, whoever made the options.
        let settings = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'talab' AND datname = current_database()";
        assert_ne!(database.sql(settings).unwrap(), "0");

        let reader = PgLog::open_read_only_with_sqlx(options()).await.unwrap();
        assert_eq!(reader.head().await.unwrap(), log.head().await.unwrap());
        assert!(matches!(reader.append(note("a", "c2")).await, Err(AppendError::ReadOnly)));

        let views = PgViewDb::open_with_sqlx(options()).await.unwrap();
        let table = TableDef::new("counts").text("id").key(["id"]);
        views.ensure("counts", 1, &[table]).await.unwrap();
        assert_eq!(views.checkpoint("counts").await.unwrap(), None);
    }

    #[tokio::test]
    async fn of_several_servers_the_primary_is_taken_and_none_is_refused() {
        let database = Cluster::shared().database();
        let good: PgConnectOptions = database.url().parse().unwrap();
        let gone = good.clone().socket("/nonexistent");
        let log = PgLog::open_with_sqlx([gone, good], Options::default()).await.unwrap();
        let log: Arc<dyn EventLog> = Arc::new(log);
        assert_eq!(log.append(note("a", "c1")).await.unwrap().first.get(), 1);
        let told = PgLog::open_with_sqlx([], Options::default()).await.unwrap_err();
        assert_eq!(told.kind(), LogErrorKind::Invalid, "{told}");
    }
}
