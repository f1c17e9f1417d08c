//! An open loop: commands arrive when they arrive, and a stall is felt by all that arrive in it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use hdrhistogram::Histogram;
use serde::Serialize;
use tokio::runtime::Handle;
use tokio::sync::{Semaphore, mpsc};

use crate::arrivals::poisson;
use crate::closed::drive;
use crate::figures::{Latencies, histogram};
use crate::server::Server;
use crate::systems::{Contender, System, Trouble};
use crate::workload::{Command, LIFE, id};
use crate::{Args, Outcome, commands};

/// The parts of what a system can do at most that are offered to it.
const LOADS: [f64; 3] = [0.25, 0.5, 0.75];
/// The most commands under way; a further one is dropped.
const WAITING: usize = 4096;
/// How many callers find out what a system can do at most.
const CALLERS: usize = 128;
/// The fewest requests that live side by side, each waiting for its next command.
const ALIVE: u64 = 2048;

/// One system at one rate.
#[derive(Debug, Serialize)]
pub(crate) struct Load {
    pub(crate) system: &'static str,
    pub(crate) promises: &'static str,
    pub(crate) part_of_most: f64,
    pub(crate) offered_per_second: f64,
    pub(crate) achieved_per_second: f64,
    /// From the instant at which the command was to start, by the schedule, to its end.
    pub(crate) open_loop_ms: Latencies,
    pub(crate) dropped: usize,
    pub(crate) errors: u64,
}

/// Measures these systems one after the other.
pub(crate) async fn run(
    args: &Args,
    contenders: &[Contender],
    server: Option<&Server>,
) -> Outcome<Vec<Load>> {
    commands::settle(server).await?;
    let mut loads = Vec::new();
    for contender in contenders {
        drive(&contender.system, CALLERS, args.span() / 5).await?;
        let most = drive(&contender.system, CALLERS, args.span()).await?.per_second();
        for part in LOADS {
            loads.push(offer(contender, part, part * most, args.span() * 3).await?);
        }
    }
    Ok(loads)
}

async fn offer(contender: &Contender, part: f64, per_second: f64, span: Duration) -> Outcome<Load> {
    let arrivals = poisson(crate::fresh(), per_second, span);
    let offered = arrivals.len() as f64 / span.as_secs_f64();
    // A request's next command comes a second later, so that a stall doesn't let it overtake the one before.
    let alive = ALIVE.max(per_second as u64);
    let (world, permits) = (crate::fresh(), Arc::new(Semaphore::new(WAITING)));
    let (tell, mut told) = mpsc::unbounded_channel();
    let begin = Instant::now();
    let (system, runtime) = (Arc::clone(&contender.system), Handle::current());
    // A thread of its own, since the runtime's timer is as coarse as a millisecond.
    let generator = std::thread::spawn(move || {
        let mut dropped = 0;
        for (number, at) in (0_u64..).zip(arrivals) {
            std::thread::sleep((begin + at).saturating_duration_since(Instant::now()));
            let Ok(permit) = Arc::clone(&permits).try_acquire_owned() else {
                dropped += 1;
                continue;
            };
            let (system, tell) = (Arc::clone(&system), tell.clone());
            runtime.spawn(async move {
                let outcome = next_command(&*system, world, alive, number).await;
                let _ = tell.send((begin + at, Instant::now(), outcome));
                drop(permit);
            });
        }
        dropped
    });
    let (mut times, mut errors, mut last): (Histogram<u64>, u64, Instant) = (histogram(), 0, begin);
    while let Some((intended, done, outcome)) = told.recv().await {
        errors += u64::from(outcome.is_err());
        last = last.max(done);
        times.saturating_record(u64::try_from((done - intended).as_micros()).unwrap_or(u64::MAX));
    }
    let dropped = generator.join().map_err(|_| "the thread that sends commands ended")?;
    Ok(Load {
        system: contender.name,
        promises: contender.promises,
        part_of_most: part,
        offered_per_second: offered,
        achieved_per_second: (times.len() - errors) as f64 / (last - begin).as_secs_f64(),
        open_loop_ms: Latencies::of(&times),
        dropped,
        errors,
    })
}

/// The command with this number: many requests live side by side, each a few steps on with every round.
async fn next_command(system: &dyn System, world: u64, alive: u64, number: u64) -> Result<(), Trouble> {
    let (request, round) = (number % alive, number / alive);
    let life = LIFE.len() as u64;
    let step = usize::try_from(round % life).ok().and_then(|at| LIFE.get(at)).copied().unwrap_or(LIFE[0]);
    let id = id(world ^ (round / life).rotate_left(48), request);
    loop {
        match system.command(&id, Command { step, seed: request }).await {
            Err(Trouble::Conflict) => {}
            outcome => return outcome,
        }
    }
}
