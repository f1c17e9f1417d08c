//! Logs by their address, so that one story can be told of each backend.

use std::sync::Arc;

use talab_store::{EventLog, LogError, Options, PgLog, SqliteLog};

/// Opens the log at `sqlite:PATH` or `postgres://…`.
///
/// # Errors
/// As the backend fails. What is neither of the two is taken for the path of a file.
pub async fn open(url: &str, options: Options) -> Result<Arc<dyn EventLog>, LogError> {
    if url.starts_with("postgres://") {
        return Ok(Arc::new(PgLog::open(url, options).await?));
    }
    let path = url.strip_prefix("sqlite:").unwrap_or(url);
    Ok(Arc::new(SqliteLog::open(path, options).await?))
}
