//! Appends that go into the database together, and what has come of each.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::mem;

use super::statement::Columns;
use crate::ledger::{Laid, Ledger, Tail, check_expected, replay};
use crate::queue::{Answer, Job, size};
use crate::{
    Append, AppendError, Appended, Hash, LogClock, LogError, LogErrorKind, Position, StoredCommand, StreamId,
    StreamWrite,
};

/// Appends, each at its place, and where their answers go.
#[derive(Debug, Default)]
pub(super) struct Group {
    members: Vec<Member>,
    answers: Vec<Answer>,
    bytes: usize,
    draft: Draft,
    /// Whether it was sent and nothing clear has been heard of it.
    pub(super) in_doubt: bool,
}

/// What has come of an append.
#[derive(Debug)]
enum Member {
    /// Nothing yet.
    Waiting(Append),
    /// It has its place at the end of the log, if the log ends where the draft says.
    Laid(Laid),
    /// It may not be made as its streams are; its id may still turn out to be known.
    Refused(Append, AppendError),
    /// This is its answer, if the transaction that found it stands.
    Found(Append, Result<Appended, AppendError>),
    /// This is its answer.
    Answered(Result<Appended, AppendError>),
}

/// The end of the log, and what it is with the laid members added.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) on: Ledger,
    pub(super) end: Ledger,
    tails: HashMap<StreamId, Tail>,
    ids: HashSet<String>,
    columns: Columns,
}

/// A transaction that may have been committed although its answer was lost.
#[derive(Debug)]
pub(super) struct Doubt {
    pub(super) first: Position,
    pub(super) leaf: Hash,
    appended: Vec<(usize, Appended)>,
}

impl Group {
    pub(super) fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// How many appends it has, and how many bytes of payload and metadata these have.
    pub(super) fn size(&self) -> (usize, usize) {
        (self.members.len(), self.bytes)
    }

    /// Adds an append.
    pub(super) fn push(&mut self, job: Job) {
        self.bytes += size(&job.append);
        self.members.push(Member::Waiting(job.append));
        self.answers.push(job.answer);
    }

    /// Whether somebody still waits.
    pub(super) fn is_open(&self) -> bool {
        !self.members.iter().all(|member| matches!(member, Member::Answered(_)))
    }

    /// The last position written by the group itself.
    pub(super) fn last_appended(&self) -> Option<Position> {
        let done = self.members.iter().filter_map(|member| match member {
            Member::Answered(Ok(appended)) if !appended.replayed => Some(appended.last),
            _ => None,
        });
        done.max()
    }

    /// Gives everybody their answer.
    pub(super) fn answer(self) {
        for (answer, member) in self.answers.into_iter().zip(self.members) {
            answer.send(match member {
                Member::Answered(outcome) => outcome,
                _ => Err(AppendError::Closed),
            });
        }
    }

    pub(super) fn draft(&self) -> &Draft {
        &self.draft
    }

    /// Has what is laid out rest on this end of the log; what rested on another one waits again.
    pub(super) fn rest_on(&mut self, end: &Ledger) {
        if self.draft.on != *end {
            self.take_back();
        }
        // A draft that holds something rests there already.
        if self.draft.ids.is_empty() && self.draft.tails.is_empty() {
            self.draft = Draft { on: end.clone(), end: end.clone(), ..Draft::default() };
        }
    }

    /// Lays out every append that waits and whose streams' ends are known, or refuses it; gives the streams whose ends
    /// are not known. A command whose id stands twice in the group waits for the next round, which then finds it known.
    pub(super) fn lay(
        &mut self,
        known: impl Fn(&StreamWrite) -> Option<Tail>,
        clock: &dyn LogClock,
    ) -> BTreeSet<StreamId> {
        let mut unknown = BTreeSet::new();
        for member in &mut self.members {
            if let Member::Waiting(append) = member
                && let Some(laid) = self.draft.lay(append, &known, clock, &mut unknown)
            {
                *member = laid;
            }
        }
        unknown
    }

    /// The same for the append that came last.
    pub(super) fn lay_last(&mut self, known: impl Fn(&StreamWrite) -> Option<Tail>, clock: &dyn LogClock) {
        if let Some(member) = self.members.last_mut()
            && let Member::Waiting(append) = member
            && let Some(laid) = self.draft.lay(append, &known, clock, &mut BTreeSet::new())
        {
            *member = laid;
        }
    }

    /// Whether nothing is laid out.
    pub(super) fn adds_nothing(&self) -> bool {
        self.draft.on.position() == self.draft.end.position()
    }

    /// The rows of what is laid out; they are given once.
    pub(super) fn columns(&mut self) -> Columns {
        mem::take(&mut self.draft.columns)
    }

    fn laid_members(&self) -> impl Iterator<Item = (usize, &Laid)> {
        self.members.iter().enumerate().filter_map(|(at, member)| match member {
            Member::Laid(laid) => Some((at, laid)),
            _ => None,
        })
    }

    /// What is laid out is in the log; gives the new ends of its streams.
    pub(super) fn keep(&mut self) -> (Ledger, HashMap<StreamId, Tail>) {
        self.turn(|member| match member {
            Member::Laid(laid) => Member::Answered(Ok(laid.appended)),
            other => other,
        });
        let Draft { end, tails, .. } = mem::take(&mut self.draft);
        (end, tails)
    }

    /// What was found stands.
    pub(super) fn confirm(&mut self) {
        self.turn(|member| match member {
            Member::Found(_, outcome) => Member::Answered(outcome),
            other => other,
        });
    }

    /// Takes back whatever rests on a transaction that may not have been committed, or on an end of the log that is
    /// elsewhere.
    pub(super) fn take_back(&mut self) {
        self.turn(|member| match member {
            Member::Laid(laid) => Member::Waiting(laid.take_back()),
            Member::Refused(append, _) | Member::Found(append, _) => Member::Waiting(append),
            other => other,
        });
        self.draft = Draft::default();
    }

    fn turn(&mut self, turned: impl Fn(Member) -> Member) {
        for member in &mut self.members {
            let old = mem::replace(member, Member::Answered(Err(AppendError::Closed)));
            *member = turned(old);
        }
    }

    /// Gives everybody who still waits this answer.
    pub(super) fn fail(&mut self, error: &LogError, in_doubt: bool) {
        let error = if in_doubt { error.clone().with_kind(LogErrorKind::InDoubt) } else { error.clone() };
        for member in self.members.iter_mut().filter(|member| !matches!(member, Member::Answered(_))) {
            *member = Member::Answered(Err(AppendError::Failed(error.clone())));
        }
    }

    /// The ids of the commands that wait.
    pub(super) fn waiting_ids(&self) -> Vec<String> {
        self.ids(|member| matches!(member, Member::Waiting(_)))
    }

    /// The ids of the commands that are refused unless they are known.
    pub(super) fn refused_ids(&self) -> Vec<String> {
        self.ids(|member| matches!(member, Member::Refused(..)))
    }

    fn ids(&self, which: impl Fn(&Member) -> bool) -> Vec<String> {
        let members = self.members.iter().filter(|member| which(member));
        members.filter_map(|member| Some(member.unlaid()?.command.as_ref()?.id.clone())).collect()
    }

    /// The streams of those who wait.
    pub(super) fn waiting_streams(&self) -> BTreeSet<StreamId> {
        let waiting = self.members.iter().filter(|member| matches!(member, Member::Waiting(_)));
        let writes = waiting.filter_map(Member::unlaid).flat_map(|append| &append.writes);
        writes.map(|write| write.stream.clone()).collect()
    }

    /// Answers whoever sent this command, and is not laid out, with its first outcome.
    pub(super) fn found(&mut self, stored: &StoredCommand) {
        for member in &mut self.members {
            let Some(append) = member.unlaid_mut() else { continue };
            if let Some(command) = append.command.as_ref().filter(|command| command.id == stored.id) {
                let outcome = replay(command, stored.clone());
                *member = Member::Found(mem::take(append), outcome);
            }
        }
    }

    /// Those who are refused, and whose ids are not known, are answered so.
    pub(super) fn refuse(&mut self) {
        self.turn(|member| match member {
            Member::Refused(append, conflict) => Member::Found(append, Err(conflict)),
            other => other,
        });
    }

    /// A doubt turned out to have been committed.
    pub(super) fn happened(&mut self, doubt: &Doubt) {
        for (at, appended) in &doubt.appended {
            if let Some(member) = self.members.get_mut(*at)
                && let Some(append) = member.unlaid_mut()
            {
                *member = Member::Found(mem::take(append), Ok(appended.clone()));
            }
        }
    }

    /// What may have been committed, of what is laid out.
    pub(super) fn doubt(&self) -> Option<Doubt> {
        let appended = self.laid_members().map(|(at, laid)| (at, laid.appended.clone())).collect();
        // Not the first place's: what had to be looked up was laid out after the others.
        let events = self.laid_members().filter_map(|(_, laid)| laid.events.first());
        let first = events.min_by_key(|event| event.position)?;
        Some(Doubt { first: first.position, leaf: first.leaf, appended })
    }
}

impl Member {
    /// The append of one that has no answer and no place.
    fn unlaid(&self) -> Option<&Append> {
        match self {
            Self::Waiting(append) | Self::Refused(append, _) => Some(append),
            Self::Laid(_) | Self::Found(..) | Self::Answered(_) => None,
        }
    }

    fn unlaid_mut(&mut self) -> Option<&mut Append> {
        match self {
            Self::Waiting(append) | Self::Refused(append, _) => Some(append),
            Self::Laid(_) | Self::Found(..) | Self::Answered(_) => None,
        }
    }
}

impl Draft {
    /// The end of a stream as the draft leaves it.
    pub(super) fn tail(&self, stream: &StreamId) -> Option<Tail> {
        self.tails.get(stream).copied()
    }

    /// Lays an append out or refuses it. Nothing, and the append left as it is, if it must wait.
    fn lay(
        &mut self,
        append: &mut Append,
        known: &impl Fn(&StreamWrite) -> Option<Tail>,
        clock: &dyn LogClock,
        unknown: &mut BTreeSet<StreamId>,
    ) -> Option<Member> {
        let id = append.command.as_ref().map(|command| command.id.clone());
        if id.as_ref().is_some_and(|id| self.ids.contains(id)) {
            return None;
        }
        let mut tails = Vec::with_capacity(append.writes.len());
        for write in &append.writes {
            match self.tail(&write.stream).or_else(|| known(write)) {
                Some(tail) => tails.push(tail),
                None => drop(unknown.insert(write.stream.clone())),
            }
        }
        if tails.len() < append.writes.len() {
            return None;
        }
        self.ids.extend(id);
        let append = mem::take(append);
        let mut checked = append.writes.iter().zip(&tails);
        if let Err(conflict) = checked.try_for_each(|(write, tail)| check_expected(write, tail.version)) {
            return Some(Member::Refused(append, conflict));
        }
        let laid = self.end.lay(append, &tails, clock.now());
        self.columns.add(&laid);
        for event in &laid.events {
            let tail = Tail { version: event.version, leaf: Some(event.leaf) };
            self.tails.insert(event.stream.clone(), tail);
        }
        Some(Member::Laid(laid))
    }
}
