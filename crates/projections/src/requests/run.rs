//! One run through the log: from where the view stands to the head known at the start.

use std::collections::BTreeMap;
use std::sync::Arc;

use talab_core::Reference;
use talab_core::request::Request;
use talab_store::view::{Checkpoint, Query, RowChange, ViewDb};
use talab_store::{EventLog, Head, LogError, LogErrorKind, Position, Recorded, StreamId, Version};

use super::Progress;
use super::error::{Divergence, RequestsError};
use super::fold::fold;
use super::mark::{self, Mark};
use super::parked::Parked;
use super::row::RequestRow;
use super::tables::{MARK, PARKED, REQUESTS, VIEW};
use crate::entry::REQUEST;

/// How many events are taken in with one commit.
pub(super) const PAGE: usize = 512;
/// How many folded requests are remembered, so that a busy request isn't folded anew with every page.
const REMEMBERED: usize = 4_096;

/// A run. Nothing outlives it but what was committed.
pub(super) struct Run<'a> {
    log: &'a dyn EventLog,
    db: &'a Arc<dyn ViewDb>,
    head: Head,
    page: usize,
    checkpoint: Option<Checkpoint>,
    mark: Mark,
    parked: BTreeMap<String, Parked>,
    folded: BTreeMap<String, Request>,
    progress: Progress,
}

impl<'a> Run<'a> {
    /// Prepares a run and checks that the view followed this very log.
    pub(super) async fn begin(
        log: &'a dyn EventLog,
        db: &'a Arc<dyn ViewDb>,
        page: usize,
    ) -> Result<Self, RequestsError> {
        // The checkpoint first: whatever the head is after that, it is not behind a sound checkpoint.
        let checkpoint = db.checkpoint(VIEW).await?;
        let head = log.head().await?;
        let mark = match checkpoint {
            None => Mark::default(),
            Some(checkpoint) => standing(&**db, checkpoint, head).await?,
        };
        let parked = all_parked(&**db).await?;
        let parked = parked.into_iter().map(|parked| (parked.reference.clone(), parked)).collect();
        let folded = BTreeMap::new();
        let progress = Progress { position: mark.position().get(), events: 0, requests: 0 };
        let run = Self { log, db, head, page, checkpoint, mark, parked, folded, progress };
        run.last_event_is_the_same().await?;
        Ok(run)
    }

    /// Stops at this position, if the head is further on.
    pub(super) fn until(mut self, checkpoint: Checkpoint) -> Self {
        if checkpoint.position < self.head.position {
            self.head = Head::new(checkpoint.epoch, checkpoint.position, checkpoint.root);
        }
        self
    }

    /// Reads on to the head.
    pub(super) async fn finish(mut self) -> Result<Progress, RequestsError> {
        while self.mark.position() < self.head.position {
            self.next_page().await?;
        }
        Ok(self.progress)
    }

    /// Folds every parked request again, from its first event, and gives the number that are free again.
    pub(super) async fn retry(mut self) -> Result<usize, RequestsError> {
        let Some(checkpoint) = self.checkpoint else { return Ok(0) };
        let before = self.parked.len();
        let mut changes = Vec::new();
        for reference in std::mem::take(&mut self.parked).into_keys() {
            let stream = StreamId::new(REQUEST, reference.as_str()).map_err(|error| malformed(&error))?;
            let events = self.log.read_stream(&stream, Version::FIRST).await?;
            let events = events.into_iter().filter(|event| event.position <= checkpoint.position).collect();
            changes.push(RowChange::delete(PARKED, [reference.as_str()]));
            changes.extend(self.take_in(reference, events).await?);
        }
        let free = before - self.parked.len();
        self.db.commit(VIEW, Some(&checkpoint), changes, checkpoint).await?;
        Ok(free)
    }

    /// The cheapest sign that the log was swapped: another event where the last one was read.
    async fn last_event_is_the_same(&self) -> Result<(), RequestsError> {
        let at = self.mark.position();
        let Some(before) = at.get().checked_sub(1) else { return Ok(()) };
        let found = self.log.read_all(Position::new(before), 1).await?;
        match found.first() {
            Some(event) if self.mark.ends_with(event) => Ok(()),
            _ => Err(diverged(at, Divergence::OtherEvent)),
        }
    }

    async fn next_page(&mut self) -> Result<(), RequestsError> {
        let from = self.mark.position();
        let left = self.head.position.get().saturating_sub(from.get());
        let limit = self.page.min(usize::try_from(left).unwrap_or(usize::MAX));
        let page = self.log.read_all(from, limit).await?;
        if page.is_empty() {
            return Err(diverged(from, Divergence::BeyondHead));
        }
        let mut touched: BTreeMap<String, Vec<Recorded>> = BTreeMap::new();
        for event in page {
            self.mark.push(&event);
            self.progress.events += 1;
            // Streams of other kinds are other views' concern.
            if event.stream.kind() == REQUEST {
                touched.entry(event.stream.id().to_owned()).or_default().push(event);
            }
        }
        let mut changes = Vec::new();
        for (reference, events) in touched {
            changes.extend(self.take_in(reference, events).await?);
        }
        self.commit(changes).await
    }

    /// At the head, the events read must make the log's own root; nothing is committed if they don't.
    async fn commit(&mut self, mut changes: Vec<RowChange>) -> Result<(), RequestsError> {
        let position = self.mark.position();
        if position == self.head.position && self.mark.root() != self.head.root {
            return Err(diverged(position, Divergence::OtherRoot));
        }
        changes.push(RowChange::upsert(MARK, self.mark.to_row()));
        let to = Checkpoint::new(self.head.epoch, position, self.mark.root());
        self.db.commit(VIEW, self.checkpoint.as_ref(), changes, to).await?;
        self.checkpoint = Some(to);
        self.progress.position = position.get();
        Ok(())
    }

    /// What the next events of one request change.
    async fn take_in(
        &mut self,
        reference: String,
        events: Vec<Recorded>,
    ) -> Result<Vec<RowChange>, RequestsError> {
        let new = u64::try_from(events.len()).unwrap_or(u64::MAX);
        if let Some(parked) = self.parked.get_mut(&reference) {
            parked.queued = parked.queued.saturating_add(new);
            return Ok(vec![RowChange::upsert(PARKED, parked.to_row())]);
        }
        let (mut request, events) = self.load(&reference, events).await?;
        let mut changes = Vec::new();
        let (last, poison) = fold(&mut request, &events);
        if let Some(poison) = poison {
            changes.push(RowChange::upsert(PARKED, poison.to_row()));
            self.parked.insert(reference.clone(), poison);
        }
        if let (Some(last), Ok(known)) = (last, reference.parse::<Reference>())
            && let Some(row) = RequestRow::new(known, &request, last.get())
        {
            changes.push(RowChange::upsert(REQUESTS, row.to_row()));
            self.progress.requests += 1;
        }
        self.remember(reference, request);
        Ok(changes)
    }

    /// The request before these events, remembered or folded from the earlier ones, and what is to be folded now.
    async fn load(
        &mut self,
        reference: &str,
        events: Vec<Recorded>,
    ) -> Result<(Request, Vec<Recorded>), LogError> {
        let before = events.first().map_or(0, |event| event.version.get().saturating_sub(1));
        if before == 0 {
            return Ok((Request::default(), events));
        }
        match self.folded.remove(reference) {
            Some(request) if request.version() == before => Ok((request, events)),
            _ => {
                let Some(stream) = events.first().map(|event| event.stream.clone()) else {
                    return Ok((Request::default(), events));
                };
                let mut all = self.log.read_stream(&stream, Version::FIRST).await?;
                all.retain(|event| event.version.get() <= before);
                all.extend(events);
                Ok((Request::default(), all))
            }
        }
    }

    fn remember(&mut self, reference: String, request: Request) {
        if self.folded.len() >= REMEMBERED {
            self.folded.clear();
        }
        self.folded.insert(reference, request);
    }
}

/// The mark kept with the checkpoint, if checkpoint, mark and head can belong together.
async fn standing(db: &dyn ViewDb, checkpoint: Checkpoint, head: Head) -> Result<Mark, RequestsError> {
    let wrong = |divergence| Err(diverged(checkpoint.position, divergence));
    if checkpoint.epoch != head.epoch {
        return wrong(Divergence::Epoch);
    }
    if checkpoint.position > head.position {
        return wrong(Divergence::BeyondHead);
    }
    if checkpoint.position == head.position && checkpoint.root != head.root {
        return wrong(Divergence::OtherRoot);
    }
    let row = db.get(MARK, &[mark::NAME.into()]).await?;
    let mark = row.map(|row| Mark::from_row(&row)).transpose()?.flatten();
    if let Some(mark) = mark.filter(|it| it.position() == checkpoint.position && it.root() == checkpoint.root)
    {
        return Ok(mark);
    }
    // The two are read one after the other, and another runner may have committed between.
    if db.checkpoint(VIEW).await? != Some(checkpoint) {
        return Err(
            LogError::new(LogErrorKind::Conflict, "another runner moved the list on: begin again").into()
        );
    }
    wrong(Divergence::NoMark)
}

/// Every parked request, by reference.
pub(super) async fn all_parked(db: &dyn ViewDb) -> Result<Vec<Parked>, LogError> {
    let mut parked = Vec::new();
    let mut query = Query::first(PAGE);
    loop {
        let page = db.page(PARKED, &query).await?;
        for row in &page.rows {
            parked.push(Parked::from_row(row)?);
        }
        match page.next {
            Some(next) => query = query.after(next),
            None => return Ok(parked),
        }
    }
}

fn diverged(position: Position, divergence: Divergence) -> RequestsError {
    RequestsError::Diverged { position: position.get(), divergence }
}

fn malformed(error: &talab_store::InvalidAppend) -> LogError {
    LogError::new(LogErrorKind::Corrupt, format!("a parked row names no stream: {error}; rebuild the view"))
}
