//! Tests of the list of requests.

mod follow;
mod list;
mod other_log;
mod world;

use std::sync::Arc;

use talab_store::view::{MemoryViewDb, SqliteViewDb, ViewDb};

use super::{RequestsError, RequestsView};

/// Runs what an async test does.
fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(work)
}

async fn in_memory() -> RequestsView {
    RequestsView::open(Arc::new(MemoryViewDb::new())).await.unwrap()
}

/// The folder must live as long as the view.
async fn in_sqlite(folder: &tempfile::TempDir) -> RequestsView {
    let db: Arc<dyn ViewDb> = Arc::new(SqliteViewDb::open(folder.path().join("views.db")).await.unwrap());
    RequestsView::open(db).await.unwrap()
}

fn divergence<T: std::fmt::Debug>(result: Result<T, RequestsError>) -> super::Divergence {
    match result {
        Err(RequestsError::Diverged { divergence, .. }) => divergence,
        other => panic!("not a divergence: {other:?}"),
    }
}
