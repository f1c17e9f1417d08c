//! A load of commands, during which something happens.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use talab_faults::{Ledger, Manner, Order, Tally};
use talab_store::{EventLog, Options, conformance};

/// So many writers at the same time.
const WRITERS: usize = 24;
/// No fault keeps a writer from an answer for longer.
const LONGEST: Duration = Duration::from_secs(90);

/// A client that outlives its server: the lane tries again for as long as a writer waits.
pub(crate) fn patient() -> Options {
    Options::default().retry_for(LONGEST)
}

/// A client that is told at once when its append is in doubt, and sends the same command again itself.
pub(crate) fn impatient() -> Options {
    Options::default().retry_for(Duration::ZERO)
}

/// The commands of one log, and what they were answered.
pub(crate) struct Load {
    pub(crate) ledger: Ledger,
    sent: usize,
}

impl Load {
    pub(crate) fn new(manner: Manner) -> Self {
        Self { ledger: Ledger::new(manner), sent: 0 }
    }

    /// Sends commands while the fault happens and once more after it. Each is sent until it is acknowledged, under the
    /// same id.
    pub(crate) async fn during<T: Send + 'static>(
        &mut self,
        log: &Arc<dyn EventLog>,
        fault: impl FnOnce() -> T + Send + 'static,
    ) -> T {
        let over = Arc::new(AtomicBool::new(false));
        let ending = Arc::clone(&over);
        let fault = tokio::task::spawn_blocking(move || {
            let outcome = fault();
            ending.store(true, Ordering::Relaxed);
            outcome
        });
        loop {
            let last = over.load(Ordering::Relaxed) || fault.is_finished();
            self.group(log).await;
            if last {
                return fault.await.unwrap();
            }
        }
    }

    /// Sends one group of commands until all of them are acknowledged.
    pub(crate) async fn group(&mut self, log: &Arc<dyn EventLog>) {
        let group: Vec<Order> =
            (self.sent..self.sent + WRITERS).map(|n| Order::new(format!("c{n}"))).collect();
        self.sent += WRITERS;
        let started = Instant::now();
        while !self.ledger.send(log, &group).await {
            assert!(started.elapsed() < LONGEST, "no answer that ends it: {:?}", self.ledger);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Holds the log, opened anew, against what was answered.
    pub(crate) async fn examine(&mut self, url: &str, tally: &mut Tally) {
        let log = talab_faults::open(url, patient()).await.unwrap();
        tally.add(self.ledger.examine(&*log).await.unwrap());
        if !tally.control {
            conformance::assert_recomputed(&*log).await;
        }
        log.close().await.unwrap();
    }
}
