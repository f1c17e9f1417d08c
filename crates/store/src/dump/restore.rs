//! Making a log of a dump.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use async_trait::async_trait;

use super::check::Checker;
use super::form::{Header, key_check};
use super::read::{Batch, Lines, Unit, bad};
use super::{BadLine, RestoreError};
use crate::hash::hex;
use crate::key::random_bytes;
use crate::ledger::{Laid, Ledger, Tail};
use crate::recent::Recent;
use crate::{DigestKey, Epoch, Head, LogError, LogErrorKind, Position, StreamId};

/// How many ends of streams are remembered; the others are asked of the new log.
const TAILS: usize = 32_768;

/// A log that is being made. Nothing of it can be seen before `finish`, and nothing is left if it is dropped before.
#[async_trait]
pub(crate) trait Target: Send {
    /// Makes an empty log where there is nothing, and doesn't let it be seen yet.
    async fn begin(&mut self, epoch: Epoch, key: DigestKey) -> Result<(), LogError>;

    /// Where these streams end, in the same order.
    async fn tails(&mut self, streams: Vec<StreamId>) -> Result<Vec<Tail>, LogError>;

    /// One of these commands that the log knows already.
    async fn known(&mut self, ids: Vec<String>) -> Result<Option<String>, LogError>;

    /// Adds what follows.
    async fn insert(&mut self, laid: Vec<Laid>) -> Result<(), LogError>;

    /// Lets the log be seen, durable: it ends like this, and was adopted up to there.
    async fn finish(&mut self, end: &Ledger, adopted: Position) -> Result<(), LogError>;
}

/// Reads a dump into a new log, and gives its head.
pub(crate) async fn restore<R: Read + Send + 'static>(
    dump: R,
    key: DigestKey,
    target: &mut dyn Target,
) -> Result<Head, RestoreError> {
    let (mut lines, header) = apart(Lines::new(dump), Lines::header).await?;
    if header.key_check != hex(&key_check(&key)) {
        return Err(RestoreError::WrongKey);
    }
    let epoch = epoch(&header)?;
    let mut checker = Checker::new(&header)?;
    target.begin(epoch, key).await?;
    let mut recent = Recent::of(TAILS);
    loop {
        let (read_on, batch) = apart(lines, Lines::batch).await?;
        lines = read_on;
        let Batch { units, end } = batch;
        if !units.is_empty() {
            let laid = lay(units, &mut checker, &mut recent, target).await?;
            target.insert(laid).await?;
        }
        if let Some(end) = end {
            let (ledger, adopted) = checker.end(end)?;
            target.finish(&ledger, adopted).await?;
            return Ok(Head::new(epoch, ledger.position(), ledger.root()));
        }
    }
}

/// The whole log goes on in its next life, as a copy that is promoted. Some of its streams are another log.
fn epoch(header: &Header) -> Result<Epoch, LogError> {
    if header.streams.is_none() {
        return Ok(Epoch::new(header.epoch, header.epoch_counter.saturating_add(1)));
    }
    Ok(Epoch::new(uuid::Builder::from_random_bytes(random_bytes()?).into_uuid(), 1))
}

/// Checks what was read and lays it out.
async fn lay(
    units: Vec<Unit>,
    checker: &mut Checker,
    recent: &mut Recent<StreamId, Tail>,
    target: &mut dyn Target,
) -> Result<Vec<Laid>, RestoreError> {
    unknown(&units, target).await?;
    let streams: BTreeSet<&StreamId> =
        units.iter().flat_map(|unit| &unit.events).map(|event| &event.stream).collect();
    let (mut tails, mut asked) = (BTreeMap::new(), Vec::new());
    for stream in streams {
        match recent.get(stream) {
            Some(tail) => drop(tails.insert(stream.clone(), *tail)),
            None => asked.push(stream.clone()),
        }
    }
    if !asked.is_empty() {
        let found = target.tails(asked.clone()).await?;
        tails.extend(asked.into_iter().zip(found));
    }
    let laid = units.into_iter().map(|unit| checker.take(unit, &mut tails)).collect();
    tails.into_iter().for_each(|(stream, tail)| recent.put(stream, tail));
    laid
}

/// Makes sure that no command was there before.
async fn unknown(units: &[Unit], target: &mut dyn Target) -> Result<(), RestoreError> {
    let mut lines = BTreeMap::new();
    for unit in units {
        let Some(command) = &unit.command else { continue };
        if lines.insert(command.id.clone(), unit.line).is_some() {
            return Err(bad(unit.line, BadLine::CommandTwice { id: command.id.clone() }));
        }
    }
    if lines.is_empty() {
        return Ok(());
    }
    match target.known(lines.keys().cloned().collect()).await? {
        None => Ok(()),
        Some(id) => Err(bad(lines.get(&id).copied().unwrap_or_default(), BadLine::CommandTwice { id })),
    }
}

/// Reads where it may block, and gives the reader back.
async fn apart<R: Read + Send + 'static, T: Send + 'static>(
    mut lines: Lines<R>,
    read: impl FnOnce(&mut Lines<R>) -> Result<T, RestoreError> + Send + 'static,
) -> Result<(Lines<R>, T), RestoreError> {
    let reading = tokio::task::spawn_blocking(move || {
        let read = read(&mut lines)?;
        Ok((lines, read))
    });
    reading.await.unwrap_or_else(|error| {
        let problem = "reading the dump was cut short; begin again";
        Err(LogError::new(LogErrorKind::Unavailable, problem).because(error).into())
    })
}
