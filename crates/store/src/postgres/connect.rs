//! Connections, and what is asked of a server before it is trusted with a request.

use std::fmt;
use std::io::ErrorKind;
use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::PgConnectOptions;
use sqlx::{ConnectOptions, PgConnection, Row};

use super::readers::Working;
use super::{choose, failed};
use crate::{LogError, LogErrorKind, Options};

/// The oldest server this works with, as `server_version_num` writes it.
const OLDEST: i32 = 140_000;

/// The servers of a URL, one of which is the primary.
#[derive(Clone)]
pub(crate) struct Servers {
    hosts: Vec<PgConnectOptions>,
    timeout: Duration,
}

/// Without the password that may be in the URL.
impl fmt::Debug for Servers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown())
    }
}

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// Appending, and reading what was appended: only a primary will do.
    Writing,
    /// Reading a copy: a standby will do.
    Reading,
}

impl Servers {
    /// Reads a URL, in which several hosts or socket folders may stand with commas between them.
    pub(crate) fn parse(url: &str, options: &Options) -> Result<Self, LogError> {
        let mut hosts = Vec::new();
        let wrong = || {
            let problem = "the address is not a PostgreSQL URL; write postgres://USER@HOST/DATABASE";
            LogError::new(LogErrorKind::Invalid, problem)
        };
        if !["postgres://", "postgresql://"].iter().any(|scheme| url.starts_with(scheme)) {
            return Err(wrong());
        }
        for url in one_by_one(url) {
            hosts.push(PgConnectOptions::from_str(&url).map_err(|error| wrong().because(error))?);
        }
        Ok(Self::of(hosts, options))
    }

    /// These servers, with the settings that the log needs on top of what is said of them.
    pub(crate) fn of(hosts: impl IntoIterator<Item = PgConnectOptions>, options: &Options) -> Self {
        let lock_timeout = format!("{}ms", options.busy_timeout.as_millis());
        let idle_timeout = format!("{}ms", options.patience().as_millis());
        let with_settings = |host: PgConnectOptions| {
            // Statements are not logged by the driver: they would carry personal data.
            host.disable_statement_logging().application_name("talab").options([
                ("lock_timeout", lock_timeout.as_str()),
                // Nobody may hold the head's lock and do nothing, this library included: a session that was cut off in
                // silence lets go of it by the time that its client has given up.
                ("idle_in_transaction_session_timeout", idle_timeout.as_str()),
                // Where it was cut off between a statement and the word that ends it, that time-out doesn't count, and
                // only TCP can tell that nobody is there any more: after ten seconds, not after two hours.
                ("tcp_keepalives_idle", "5"),
                ("tcp_keepalives_interval", "1"),
                ("tcp_keepalives_count", "5"),
                // Every statement here has an index. Left to itself, a server that plans one while the table is small reads
                // the whole table for it, and goes on to do so when it is large, until somebody analyses it.
                ("enable_seqscan", "off"),
                ("jit", "off"),
                // A client that is gone doesn't wait for a lock any longer.
                ("client_connection_check_interval", "1s"),
            ])
        };
        Self { hosts: hosts.into_iter().map(with_settings).collect(), timeout: options.busy_timeout }
    }

    /// Where the log is, for people: never with a password.
    pub(crate) fn shown(&self) -> String {
        let hosts: Vec<String> = self.hosts.iter().map(place).collect();
        let database = self.hosts.first().and_then(|host| host.get_database()).unwrap_or_default();
        format!("PostgreSQL database {database:?} at {}", hosts.join(", "))
    }

    /// Connects to a server that will do.
    pub(crate) fn connect(&self, purpose: Use) -> Working<'_, PgConnection> {
        // Boxed here, where the compiler still sees that it may go to another thread.
        Box::pin(self.first(purpose))
    }

    async fn first(&self, purpose: Use) -> Result<PgConnection, LogError> {
        let tries = self.hosts.iter().cloned().map(|host| Host { host, timeout: self.timeout });
        choose::connect(tries.collect(), purpose).await
    }
}

/// One of the servers.
pub(super) struct Host {
    host: PgConnectOptions,
    timeout: Duration,
}

impl Host {
    /// Connects, if it will do.
    pub(super) async fn connect(&self, purpose: Use) -> Result<PgConnection, LogError> {
        tokio::time::timeout(self.timeout, connect(&self.host, purpose)).await.unwrap_or_else(|_| {
            let problem = format!("{} doesn't answer; check the host, or try again", place(&self.host));
            Err(LogError::new(LogErrorKind::Unavailable, problem))
        })
    }
}

async fn connect(host: &PgConnectOptions, purpose: Use) -> Result<PgConnection, LogError> {
    let connected = host.connect().await.map_err(in_the_handshake);
    let mut connection = connected.map_err(failed("connecting to the server"))?;
    check(&mut connection, purpose).await?;
    Ok(connection)
}

/// A certificate that won't do comes as an error of the stream, and trying again doesn't mend it.
fn in_the_handshake(error: sqlx::Error) -> sqlx::Error {
    match error {
        sqlx::Error::Io(told) if told.kind() == ErrorKind::InvalidData => sqlx::Error::Tls(Box::new(told)),
        other => other,
    }
}

/// Refuses what would make an acknowledgement untrue.
async fn check(connection: &mut PgConnection, purpose: Use) -> Result<(), LogError> {
    const READING: &str = "reading the server's settings";
    let sql = "SELECT current_setting('synchronous_commit'), pg_is_in_recovery(), \
               current_setting('server_version_num')::int, current_setting('server_encoding')";
    let row = sqlx::query(sql).fetch_one(connection).await.map_err(failed(READING))?;
    let text = |at: usize| row.try_get::<String, _>(at).map_err(failed(READING));
    let version: i32 = row.try_get(2).map_err(failed(READING))?;
    if version < OLDEST {
        let problem = format!("the server is PostgreSQL {}; use 14 or newer", version / 10_000);
        return Err(LogError::new(LogErrorKind::Invalid, problem));
    }
    if text(3)? != "UTF8" {
        let problem = format!("the database's encoding is {}; create it with ENCODING 'UTF8'", text(3)?);
        return Err(LogError::new(LogErrorKind::Invalid, problem));
    }
    if purpose == Use::Reading {
        return Ok(());
    }
    if text(0)? == "off" {
        let problem = "synchronous_commit is off for this role or database, so a power cut may take back what was \
                       acknowledged; set it to on";
        return Err(LogError::new(LogErrorKind::Invalid, problem));
    }
    if row.try_get(1).map_err(failed(READING))? {
        let problem =
            "the server is a standby; connect to the primary, or promote it and run `talab promote`";
        return Err(LogError::new(LogErrorKind::ReadOnly, problem));
    }
    Ok(())
}

/// One URL for each of the hosts in `postgres://user@a:5432,b:5433/database`, or of the socket folders in
/// `postgres://user@localhost/database?host=/run/a,/run/b`. A comma in the name of a folder is written `%2C`.
fn one_by_one(url: &str) -> Vec<String> {
    let Some((scheme, rest)) = url.split_once("://") else { return vec![url.to_owned()] };
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at(end);
    let (login, hosts) = authority.rsplit_once('@').map_or(("", authority), |(login, hosts)| (login, hosts));
    let at = if login.is_empty() { "" } else { "@" };
    let mut hosts = hosts.split(',');
    let Some((before, sockets, after)) = named_in_query(tail) else {
        return hosts.map(|host| format!("{scheme}://{login}{at}{host}{tail}")).collect();
    };
    // What stands in the query is what counts, for the driver too.
    let host = hosts.next().unwrap_or_default();
    sockets.split(',').map(|socket| format!("{scheme}://{login}{at}{host}{before}{socket}{after}")).collect()
}

/// The value of `host` in a URL's query, between what stands before and after it.
fn named_in_query(tail: &str) -> Option<(&str, &str, &str)> {
    let start = ["?host=", "&host="].iter().find_map(|key| Some(tail.find(key)? + key.len()))?;
    let end = tail[start..].find('&').map_or(tail.len(), |length| start + length);
    Some((&tail[..start], &tail[start..end], &tail[end..]))
}

fn place(host: &PgConnectOptions) -> String {
    match host.get_socket() {
        Some(folder) => folder.display().to_string(),
        None => format!("{}:{}", host.get_host(), host.get_port()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_hosts_share_everything_else() {
        let urls = one_by_one("postgres://app:a%2Cb@one:5433,two/log?sslmode=require");
        assert_eq!(
            urls,
            [
                "postgres://app:a%2Cb@one:5433/log?sslmode=require",
                "postgres://app:a%2Cb@two/log?sslmode=require"
            ]
        );
        assert_eq!(one_by_one("postgres:///log?host=/run"), ["postgres:///log?host=/run"]);
        assert_eq!(
            one_by_one("postgres://app@localhost/log?sslmode=disable&host=/run/a,/run/b%2Cc&port=5433"),
            [
                "postgres://app@localhost/log?sslmode=disable&host=/run/a&port=5433",
                "postgres://app@localhost/log?sslmode=disable&host=/run/b%2Cc&port=5433"
            ]
        );
    }

    #[test]
    fn a_password_is_never_shown() {
        let servers = Servers::parse("postgres://app:secret@one,two:5433/log", &Options::default()).unwrap();
        assert_eq!(servers.shown(), "PostgreSQL database \"log\" at one:5432, two:5433");
        assert!(!format!("{servers:?}").contains("secret"));
    }
}
