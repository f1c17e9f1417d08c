#![expect(clippy::unwrap_used, reason = "tests may")]

use tempfile::TempDir;

use super::*;
use crate::view::conformance;

async fn make() -> (Arc<dyn ViewDb>, TempDir) {
    let folder = TempDir::new().unwrap();
    let db = SqliteViewDb::open(folder.path().join("views ?#%.db")).await.unwrap();
    (Arc::new(db), folder)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keeps_every_promise() {
    conformance::run(make).await;
}
