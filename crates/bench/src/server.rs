//! The PostgreSQL server of a run: its own, with the settings that the figures are for.

use sqlx::{Connection as _, PgConnection};
use talab_testbed::Cluster;
use tokio::sync::Mutex;

use crate::Outcome;

/// As durable as PostgreSQL is; checkpoints and vacuums only where they are asked for, so that they fall on nobody's turn.
const SETTINGS: &[&str] = &[
    "fsync = on",
    "synchronous_commit = on",
    "full_page_writes = on",
    "shared_buffers = 256MB",
    "max_connections = 300",
    "max_wal_size = 8GB",
    "min_wal_size = 2GB",
    "checkpoint_timeout = 1h",
    "autovacuum = off",
];

/// A server, and a connection to ask it about itself.
pub(crate) struct Server {
    cluster: Cluster,
    own: Mutex<PgConnection>,
    version: String,
}

impl Server {
    pub(crate) async fn start() -> Outcome<Self> {
        let cluster = Cluster::start(SETTINGS);
        let url = cluster.database().url();
        let mut own = PgConnection::connect(&url).await?;
        let version = sqlx::query_scalar("SHOW server_version").fetch_one(&mut own).await?;
        Ok(Self { cluster, own: Mutex::new(own), version })
    }

    /// The URL of a new database, which sorts by bytes as most do: the cluster's own language would cost those who
    /// compare texts, and not those who say how.
    pub(crate) fn database(&self, name: &str) -> Outcome<String> {
        let maker = self.cluster.database();
        let name = format!("{name}_{}", maker.name());
        let sql = format!("CREATE DATABASE {name} TEMPLATE template0 LOCALE_PROVIDER libc LOCALE 'C.UTF-8'");
        maker.sql(&sql)?;
        Ok(maker.url().replacen(&format!("/{}?", maker.name()), &format!("/{name}?"), 1))
    }

    /// How many bytes the server has written ahead since it was made.
    pub(crate) async fn wal(&self) -> Outcome<u64> {
        let sql = "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint";
        let bytes: i64 = sqlx::query_scalar(sql).fetch_one(&mut *self.own.lock().await).await?;
        Ok(u64::try_from(bytes)?)
    }

    /// Has the server do all it puts off: look through every table, and write to them what is only written ahead.
    pub(crate) async fn catch_up(&self) -> Outcome {
        let mut vacuum = self.cluster.program("vacuumdb");
        vacuum.args(["--all", "--analyze", "--quiet"]);
        let vacuumed = tokio::task::spawn_blocking(move || vacuum.status()).await??;
        if !vacuumed.success() {
            return Err("vacuumdb failed".into());
        }
        sqlx::query("CHECKPOINT").execute(&mut *self.own.lock().await).await?;
        Ok(())
    }

    /// Its first process, if it can be found.
    pub(crate) fn pid(&self) -> Option<u32> {
        let file = self.cluster.socket().join("data/postmaster.pid");
        std::fs::read_to_string(file).ok()?.lines().next()?.trim().parse().ok()
    }

    pub(crate) fn version(&self) -> &str {
        &self.version
    }
}
