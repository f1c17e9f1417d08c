//! Exceptions from the policy, from some of its articles, or from technical requirements (LY-5, LY-19.3).

use serde::{Deserialize, Serialize};

use super::certificate::Covers;
use super::event::ExceptionRequested;
use crate::ids::{ArticleId, ExceptionId, PersonId};
use crate::instant::Timestamp;

/// From what it excepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::exhaustive_enums, reason = "the policy knows these two")]
pub enum ExceptionKind {
    /// From articles of the policy (LY-5).
    Policy,
    /// From technical requirements, standards and policies that the regulator approved (LY-19.3).
    TechnicalRequirements,
}

/// How far an exception came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ExceptionStanding {
    /// Asked for; until it is answered every rule holds.
    Requested,
    /// Granted by the regulator.
    Granted,
    /// Not granted.
    Refused,
    /// Ended before its time.
    Ended,
}

/// What a request for an exception can't be without.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ExceptionPart {
    /// The articles it is from.
    Articles,
    /// The services it is for.
    Services,
    /// When it ends.
    End,
    /// Why it is needed.
    Justification,
}

/// An exception that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Exception {
    /// What it is known by, also in the events that name it.
    pub id: ExceptionId,
    /// From what.
    pub kind: ExceptionKind,
    /// From which articles.
    pub articles: Vec<ArticleId>,
    /// For which services.
    pub covers: Covers,
    /// Its first instant.
    pub from: Timestamp,
    /// The instant at which it is over.
    pub until: Timestamp,
    /// Who asked for it.
    pub requested_by: PersonId,
    /// How far it came.
    pub standing: ExceptionStanding,
}

impl Exception {
    pub(super) fn requested(event: &ExceptionRequested) -> Self {
        Self {
            id: event.exception.clone(),
            kind: event.kind,
            articles: event.articles.clone(),
            covers: event.covers.clone(),
            from: event.from,
            until: event.until,
            requested_by: event.requested_by.clone(),
            standing: ExceptionStanding::Requested,
        }
    }

    /// Whether it switches anything off at that instant.
    pub fn is_in_force(&self, at: Timestamp) -> bool {
        self.standing == ExceptionStanding::Granted && self.from <= at && at < self.until
    }

    /// Whether it excepts from the rule with this number.
    pub fn excepts(&self, rule: &str) -> bool {
        self.articles.iter().any(|article| article.includes(rule))
    }
}
