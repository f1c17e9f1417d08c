//! A closed loop: so many callers, each of whom sends its next command when the last one is done.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use hdrhistogram::Histogram;

use crate::Outcome;
use crate::figures::histogram;
use crate::systems::{System, Trouble};
use crate::workload::{Command, LIFE, id};

/// What came of a while of commands.
pub(crate) struct Done {
    pub(crate) commands: u64,
    pub(crate) elapsed: Duration,
    pub(crate) latencies: Histogram<u64>,
    pub(crate) conflicts: u64,
    pub(crate) errors: u64,
    pub(crate) first_error: Option<String>,
}

impl Done {
    fn nothing() -> Self {
        let (conflicts, errors, first_error) = (0, 0, None);
        Self { commands: 0, elapsed: Duration::ZERO, latencies: histogram(), conflicts, errors, first_error }
    }

    /// One command's way to its end: again at once when somebody else was first.
    async fn command(&mut self, system: &dyn System, id: &str, command: Command) -> bool {
        let started = Instant::now();
        loop {
            match system.command(id, command).await {
                Ok(()) => break,
                Err(Trouble::Conflict) => self.conflicts += 1,
                Err(Trouble::Failed(error)) => {
                    self.errors += 1;
                    self.first_error.get_or_insert(error);
                    return false;
                }
            }
        }
        self.commands += 1;
        self.latencies.saturating_record(u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX));
        true
    }

    fn add(&mut self, other: Self) -> Outcome {
        self.commands += other.commands;
        self.conflicts += other.conflicts;
        self.errors += other.errors;
        self.latencies.add(&other.latencies)?;
        self.first_error = self.first_error.take().or(other.first_error);
        Ok(())
    }

    pub(crate) fn per_second(&self) -> f64 {
        self.commands as f64 / self.elapsed.as_secs_f64()
    }
}

/// Sends commands for so long, each caller to requests of its own from their beginning to their end.
pub(crate) async fn drive(system: &Arc<dyn System>, callers: usize, span: Duration) -> Outcome<Done> {
    static WORLDS: AtomicU64 = AtomicU64::new(1);
    let started = Instant::now();
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..callers {
        let (system, world) = (Arc::clone(system), WORLDS.fetch_add(1, Ordering::Relaxed));
        tasks.spawn(async move {
            let mut done = Done::nothing();
            for number in 0.. {
                let id = id(world, number);
                for step in LIFE {
                    if started.elapsed() >= span {
                        return done;
                    }
                    if !done.command(&*system, &id, Command { step, seed: number }).await {
                        break;
                    }
                }
            }
            done
        });
    }
    let mut all = Done::nothing();
    while let Some(done) = tasks.join_next().await {
        all.add(done?)?;
    }
    all.elapsed = started.elapsed();
    Ok(all)
}
