//! What was answered, held against what is found.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use talab_store::{AppendError, Appended, EventLog, LogError, LogErrorKind, Position, Recorded};

use crate::workload::{Manner, Order, Told};

/// How a command was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Answer {
    /// It was acknowledged, with this outcome of its first append.
    Acknowledged(Appended),
    /// It may or may not have happened.
    InDoubt,
    /// It didn't happen, for this reason.
    Refused(LogErrorKind),
}

/// What one client was told, by command.
#[derive(Debug, Clone)]
pub struct Ledger {
    manner: Manner,
    answers: BTreeMap<String, Answer>,
    /// Acknowledged since the log was last examined.
    fresh: BTreeSet<String>,
    in_doubt: u64,
    wrong: Vec<String>,
}

/// What is wrong with a log, by what its clients were told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verdict {
    /// Commands acknowledged since the last examination.
    pub acknowledged: u64,
    /// Commands in doubt since then.
    pub in_doubt: u64,
    /// Acknowledged commands that are not there, or not as they were acknowledged.
    pub lost: u64,
    /// Commands of which an event is there twice.
    pub duplicated: u64,
    /// Commands of which some events are there and others are not.
    pub half_applied: u64,
    /// Every other promise that was broken, in words.
    pub broken: Vec<String>,
}

impl Ledger {
    /// Nothing was sent yet.
    #[must_use]
    pub fn new(manner: Manner) -> Self {
        let (answers, fresh) = (BTreeMap::new(), BTreeSet::new());
        Self { manner, answers, fresh, in_doubt: 0, wrong: Vec::new() }
    }

    /// What the command was last told.
    #[must_use]
    pub fn answer(&self, id: &str) -> Option<&Answer> {
        self.answers.get(id)
    }

    /// Notes an acknowledgement that another process was given; its outcome isn't known.
    pub fn acknowledged_elsewhere(&mut self, id: impl Into<String>) {
        self.fresh.insert(id.into());
    }

    /// Sends the commands of a group at the same time and notes the answers. Whether all were acknowledged.
    pub async fn send(&mut self, log: &Arc<dyn EventLog>, group: &[Order]) -> bool {
        let mut sent = Vec::new();
        for order in group {
            // Without an id, only what was not acknowledged is sent again.
            if self.manner != Manner::Whole && matches!(self.answer(&order.id), Some(Answer::Acknowledged(_)))
            {
                continue;
            }
            let (log, appends) = (Arc::clone(log), order.appends(&**log, self.manner));
            let sending = tokio::spawn(async move {
                let mut first = None;
                for append in appends {
                    let outcome = log.append(append).await?;
                    first.get_or_insert(outcome);
                }
                Ok::<_, AppendError>(first)
            });
            sent.push((order.id.clone(), sending));
        }
        let mut all = true;
        for (id, sending) in sent {
            let answer = match sending.await {
                Ok(Ok(Some(appended))) => Answer::Acknowledged(appended),
                Ok(Err(AppendError::Failed(error))) if error.kind() != LogErrorKind::InDoubt => {
                    Answer::Refused(error.kind())
                }
                Ok(Err(error)) if !error.is_in_doubt() => {
                    self.wrong.push(format!("{id} was answered with {error:?}"));
                    Answer::InDoubt
                }
                _ => Answer::InDoubt,
            };
            all &= matches!(answer, Answer::Acknowledged(_));
            self.note(id, answer);
        }
        all
    }

    fn note(&mut self, id: String, answer: Answer) {
        match (&answer, self.answers.get(&id)) {
            (Answer::Acknowledged(now), Some(Answer::Acknowledged(first))) => {
                if *now != first.clone().again() {
                    self.wrong.push(format!("{id} was {first:?} and is {now:?}"));
                }
                return;
            }
            // An acknowledgement holds, whatever is said later.
            (_, Some(Answer::Acknowledged(_))) => return,
            (Answer::Acknowledged(_), _) => {
                self.fresh.insert(id.clone());
            }
            // A refusal says nothing of an earlier append that is in doubt.
            (Answer::Refused(_), Some(Answer::InDoubt)) => return,
            (Answer::InDoubt, before) => self.in_doubt += u64::from(!matches!(before, Some(Answer::InDoubt))),
            _ => {}
        }
        self.answers.insert(id, answer);
    }

    /// Holds the log against what was answered. What turns out to be lost counts as never acknowledged from then on.
    ///
    /// # Errors
    /// When the log can't be read; then nothing was examined.
    pub async fn examine(&mut self, log: &dyn EventLog) -> Result<Verdict, LogError> {
        let events = everything(log).await?;
        let mut found: BTreeMap<String, BTreeMap<u32, u32>> = BTreeMap::new();
        let mut sizes = BTreeMap::new();
        let mut verdict = self.begin(&events);
        for event in &events {
            let Ok(told) = serde_json::from_str::<Told>(&event.payload) else {
                verdict.broken.push(format!("{} holds what nobody sent", event.position));
                continue;
            };
            *found.entry(told.command.clone()).or_default().entry(told.part).or_default() += 1;
            sizes.insert(told.command, told.of);
        }
        for (id, parts) in &found {
            let whole = (0..sizes.get(id).copied().unwrap_or(0)).all(|part| parts.contains_key(&part));
            verdict.half_applied += u64::from(!whole);
            verdict.duplicated += u64::from(parts.values().any(|times| *times > 1));
            if let Some(Answer::Refused(kind)) = self.answers.get(id) {
                verdict.broken.push(format!("{id} was refused ({kind:?}) and is there"));
            }
        }
        let mut commands = BTreeMap::new();
        if self.manner == Manner::Whole {
            let stored = log.read_commands(Position::START, usize::MAX).await?;
            commands.extend(stored.into_iter().map(|command| (command.id, command.appended)));
        }
        let acknowledged =
            self.answers.iter().filter(|(_, answer)| matches!(answer, Answer::Acknowledged(_)));
        let ids: BTreeSet<String> =
            acknowledged.map(|(id, _)| id.clone()).chain(self.fresh.clone()).collect();
        for id in ids {
            let there = found.contains_key(&id) && self.same_outcome(commands.get(&id), &id);
            if !there {
                verdict.lost += 1;
                self.answers.remove(&id);
            }
        }
        for id in commands.keys().filter(|id| !found.contains_key(*id)) {
            verdict.broken.push(format!("{id} is there without its events"));
        }
        self.fresh.clear();
        Ok(verdict)
    }

    /// The verdict on a log that can't be read at all: everything acknowledged is lost.
    pub fn despair(&mut self) -> Verdict {
        let mut verdict = self.begin(&[]);
        self.answers.retain(|_, answer| !matches!(answer, Answer::Acknowledged(_)));
        verdict.lost = verdict.acknowledged;
        self.fresh.clear();
        verdict
    }

    fn begin(&mut self, events: &[Recorded]) -> Verdict {
        let mut broken = std::mem::take(&mut self.wrong);
        for pair in events.windows(2) {
            if pair[0].position.next() != pair[1].position {
                broken.push(format!("after {} comes {}", pair[0].position, pair[1].position));
            }
            if pair[0].recorded_at > pair[1].recorded_at {
                broken.push(format!("recorded_at runs backwards at {}", pair[1].position));
            }
        }
        let acknowledged = self.fresh.len() as u64;
        Verdict { acknowledged, in_doubt: std::mem::take(&mut self.in_doubt), broken, ..Verdict::default() }
    }

    /// Whether a command is stored with the outcome that was answered.
    fn same_outcome(&self, stored: Option<&Appended>, id: &str) -> bool {
        match (stored, self.answers.get(id)) {
            _ if self.manner != Manner::Whole => true,
            (Some(stored), Some(Answer::Acknowledged(answered))) => *stored == answered.clone().again(),
            (stored, _) => stored.is_some(),
        }
    }
}

/// Every event of the log.
async fn everything(log: &dyn EventLog) -> Result<Vec<Recorded>, LogError> {
    let mut all: Vec<Recorded> = Vec::new();
    loop {
        let after = all.last().map_or(Position::START, |event| event.position);
        let page = log.read_all(after, 1000).await?;
        if page.is_empty() {
            return Ok(all);
        }
        all.extend(page);
    }
}
