//! Which of several servers is taken.

use std::time::Duration;

use sqlx::{Error, PgConnection};
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout_at};

use super::connect::{Host, Use};
use super::failed;
use crate::{LogError, LogErrorKind};

/// How long the others have once one primary was found. They are asked at the same time, so who answers at all has
/// mostly answered by then.
const OTHERS: Duration = Duration::from_millis(500);

/// Connects to one of these servers: for reading a copy to the first that answers, for writing to the primary. If there
/// are two, because a lost primary came back after another copy was promoted, it is the one with the later epoch.
pub(super) async fn connect(mut hosts: Vec<Host>, purpose: Use) -> Result<PgConnection, LogError> {
    match (hosts.pop(), purpose) {
        (Some(only), _) if hosts.is_empty() => only.connect(purpose).await,
        (Some(last), Use::Reading) => {
            hosts.push(last);
            first(hosts).await
        }
        (Some(last), Use::Writing) => {
            hosts.push(last);
            newest(hosts).await
        }
        (None, _) => {
            let problem = "the address names no host; write postgres://USER@HOST/DATABASE";
            Err(LogError::new(LogErrorKind::Invalid, problem))
        }
    }
}

async fn first(hosts: Vec<Host>) -> Result<PgConnection, LogError> {
    let mut errors = Vec::new();
    for host in hosts {
        match host.connect(Use::Reading).await {
            Ok(connection) => return Ok(connection),
            Err(error) => errors.push(error),
        }
    }
    Err(best_of(errors))
}

async fn newest(hosts: Vec<Host>) -> Result<PgConnection, LogError> {
    let mut asked = JoinSet::new();
    for host in hosts {
        asked.spawn(async move {
            let mut connection = host.connect(Use::Writing).await?;
            let epoch = epoch(&mut connection).await?;
            Ok::<_, LogError>((epoch, connection))
        });
    }
    let (mut found, mut errors, mut until) = (None::<(i64, PgConnection)>, Vec::new(), None);
    loop {
        let next = match until {
            None => asked.join_next().await,
            Some(until) => timeout_at(until, asked.join_next()).await.unwrap_or_default(),
        };
        match next {
            None => return found.map(|(_, connection)| connection).ok_or_else(|| best_of(errors)),
            Some(Ok(Ok((epoch, connection)))) => {
                until.get_or_insert_with(|| Instant::now() + OTHERS);
                if found.as_ref().is_none_or(|(known, _)| *known < epoch) {
                    found = Some((epoch, connection));
                }
            }
            Some(Ok(Err(error))) => errors.push(error),
            // A task is only cut short when the runtime ends.
            Some(Err(_)) => {}
        }
    }
}

/// The counter of the log's epoch; 0 where there is no log yet.
async fn epoch(connection: &mut PgConnection) -> Result<i64, LogError> {
    match sqlx::query_scalar("SELECT counter FROM talab.head").fetch_one(connection).await {
        Err(Error::Database(_) | Error::RowNotFound) => Ok(0),
        counter => counter.map_err(failed("looking which server is the newest")),
    }
}

/// What to say when no server will do. While one of them can't be reached or is a standby, it may yet be the primary: that
/// passes, so whoever tries again is to try again.
fn best_of(errors: Vec<LogError>) -> LogError {
    let passing =
        |error: &LogError| matches!(error.kind(), LogErrorKind::Unavailable | LogErrorKind::ReadOnly);
    let (passing, lasting): (Vec<_>, Vec<_>) = errors.into_iter().partition(passing);
    let none = "none of the servers is a primary; promote one and run `talab promote`, or try again";
    let none = LogError::new(LogErrorKind::Unavailable, none);
    match (passing.into_iter().next(), lasting.into_iter().next()) {
        (None, Some(lasting)) => lasting,
        (Some(_), Some(told)) | (Some(told), None) => none.because(told),
        (None, None) => none,
    }
}
