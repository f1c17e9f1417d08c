//! Running many small jobs with a bound on how many are under way.

use std::future::Future;

use tokio::task::JoinSet;

/// Runs the jobs that `next` gives until it gives no more, at most `limit` of them at once, and hands each result to
/// `each` as it comes.
///
/// A dropped future ends every job where it waits. The first error does too.
pub(crate) async fn run<F, T, E>(
    mut next: impl FnMut() -> Option<Result<F, E>>,
    limit: usize,
    mut each: impl FnMut(T),
) -> Result<(), E>
where
    F: Future<Output = Result<T, E>> + Send + 'static,
    T: Send + 'static,
    E: Send + 'static,
{
    let mut jobs = JoinSet::new();
    loop {
        while jobs.len() < limit.max(1) {
            match next() {
                Some(job) => jobs.spawn(job?),
                None => break,
            };
        }
        match jobs.join_next().await {
            None => return Ok(()),
            Some(Ok(done)) => each(done?),
            Some(Err(lost)) if lost.is_panic() => std::panic::resume_unwind(lost.into_panic()),
            // Nobody cancels a job but the drop of the set itself.
            Some(Err(_)) => {}
        }
    }
}
