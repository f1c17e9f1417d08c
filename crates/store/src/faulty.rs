//! A log that fails as real ones do (feature `test-util`).

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;

use crate::{
    Append, AppendError, Appended, DigestKey, EventLog, Follow, Head, LogError, LogErrorKind, Position,
    Recorded, StoredCommand, StreamId, Version, limits,
};

/// What befalls one append.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// Nothing.
    None,
    /// The storage can't be reached: nothing is appended, and the caller is told so.
    Unavailable,
    /// The append happens, but its answer is lost: the caller is told that it is in doubt.
    LostAnswer,
    /// The append doesn't happen, but the caller is told that it is in doubt.
    LostAppend,
    /// The caller is told of a conflict, as if another append had come and gone.
    Conflict,
    /// The append waits, and then happens.
    Delay(Duration),
}

/// Wraps a log and lets faults befall its calls: first those of a script, one for each append, then random ones from
/// a seed. Without either it is the log it wraps.
pub struct FaultyLog {
    inner: Arc<dyn EventLog>,
    plan: Mutex<Plan>,
}

struct Plan {
    script: VecDeque<Fault>,
    /// The state of the generator and how many of a thousand calls fail; none without a seed.
    random: Option<(u64, u32)>,
    befallen: Vec<Fault>,
}

impl FaultyLog {
    /// The log with no fault planned.
    #[must_use]
    pub fn new(inner: Arc<dyn EventLog>) -> Self {
        let plan = Plan { script: VecDeque::new(), random: None, befallen: Vec::new() };
        Self { inner, plan: Mutex::new(plan) }
    }

    /// Plans these faults for the next appends, one each.
    #[must_use]
    pub fn script(self, faults: impl IntoIterator<Item = Fault>) -> Self {
        self.plan(|plan| plan.script.extend(faults));
        self
    }

    /// After the script, lets faults befall so many of a thousand calls, in an order that follows from the seed and
    /// from the order of the calls. Reads can only be unavailable.
    #[must_use]
    pub fn seeded(self, seed: u64, per_mille: u32) -> Self {
        self.plan(|plan| plan.random = Some((seed, per_mille)));
        self
    }

    /// The faults that befell appends so far, without [`Fault::None`].
    #[must_use]
    pub fn befallen(&self) -> Vec<Fault> {
        self.plan(|plan| plan.befallen.clone())
    }

    fn plan<T>(&self, work: impl FnOnce(&mut Plan) -> T) -> T {
        work(&mut self.plan.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn before_reading(&self) -> Result<(), LogError> {
        // The script counts appends, so reads draw only from the seed.
        if self.plan(|plan| plan.draw().is_some()) { Err(unavailable()) } else { Ok(()) }
    }
}

impl Plan {
    fn next(&mut self) -> Fault {
        let fault = self.script.pop_front().unwrap_or_else(|| match self.draw().map(|number| number % 5) {
            None => Fault::None,
            Some(0) => Fault::Unavailable,
            Some(1) => Fault::LostAnswer,
            Some(2) => Fault::LostAppend,
            Some(3) => Fault::Conflict,
            Some(_) => Fault::Delay(Duration::from_micros(500)),
        });
        if fault != Fault::None {
            self.befallen.push(fault.clone());
        }
        fault
    }

    /// A random number if something is to fail now.
    fn draw(&mut self) -> Option<u64> {
        let (state, per_mille) = self.random.as_mut()?;
        let roll = splitmix(state);
        let number = splitmix(state);
        (roll % 1000 < u64::from(*per_mille)).then_some(number)
    }
}

/// SplitMix64, the usual small generator: Steele, Lea and Flood, "Fast splittable pseudorandom number generators".
fn splitmix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

impl fmt::Debug for FaultyLog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FaultyLog").field("inner", &self.inner).finish_non_exhaustive()
    }
}

#[async_trait]
impl EventLog for FaultyLog {
    async fn append(&self, batch: Append) -> Result<Appended, AppendError> {
        limits::check(&batch)?;
        match self.plan(Plan::next) {
            Fault::None => {}
            Fault::Unavailable => return Err(AppendError::Failed(unavailable())),
            Fault::LostAppend => return Err(in_doubt()),
            Fault::LostAnswer => {
                self.inner.append(batch).await?;
                return Err(in_doubt());
            }
            Fault::Conflict => {
                if let Some(write) = batch.writes.into_iter().next() {
                    let (stream, expected) = (write.stream, write.expected);
                    let actual = self.inner.read_stream(&stream, Version::FIRST).await;
                    let actual = actual
                        .map_err(AppendError::Failed)?
                        .last()
                        .map_or(Version::NONE, |last| last.version);
                    return Err(AppendError::Conflict { stream, expected, actual });
                }
                return Err(AppendError::Failed(unavailable()));
            }
            Fault::Delay(duration) => tokio::time::sleep(duration).await,
        }
        self.inner.append(batch).await
    }

    async fn read_stream(&self, stream: &StreamId, from: Version) -> Result<Vec<Recorded>, LogError> {
        self.before_reading()?;
        self.inner.read_stream(stream, from).await
    }

    async fn read_all(&self, after: Position, limit: usize) -> Result<Vec<Recorded>, LogError> {
        self.before_reading()?;
        self.inner.read_all(after, limit).await
    }

    async fn streams(
        &self,
        kind: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(StreamId, Version)>, LogError> {
        self.before_reading()?;
        self.inner.streams(kind, after, limit).await
    }

    async fn command(&self, id: &str) -> Result<Option<StoredCommand>, LogError> {
        self.before_reading()?;
        self.inner.command(id).await
    }

    async fn command_at(&self, position: Position) -> Result<Option<StoredCommand>, LogError> {
        self.before_reading()?;
        self.inner.command_at(position).await
    }

    async fn read_commands(&self, after: Position, limit: usize) -> Result<Vec<StoredCommand>, LogError> {
        self.before_reading()?;
        self.inner.read_commands(after, limit).await
    }

    async fn head(&self) -> Result<Head, LogError> {
        self.before_reading()?;
        self.inner.head().await
    }

    fn digest_key(&self) -> &DigestKey {
        self.inner.digest_key()
    }

    fn follow(&self) -> Follow {
        self.inner.follow()
    }

    async fn close(&self) -> Result<(), LogError> {
        self.inner.close().await
    }
}

fn unavailable() -> LogError {
    LogError::new(LogErrorKind::Unavailable, "the storage can't be reached; try again")
}

fn in_doubt() -> AppendError {
    let problem = "the answer to the commit was lost; ask by command id, or send the same append again";
    AppendError::Failed(LogError::new(LogErrorKind::InDoubt, problem))
}

#[cfg(test)]
mod tests;
