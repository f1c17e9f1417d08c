//! Certificates: for which services, from when until when, and whether they stand (LY-5).

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::event::CertificateIssued;
use crate::ids::ServiceCode;
use crate::instant::Timestamp;

/// Which services of a provider a certificate or an exception is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::exhaustive_enums, reason = "part of an event's shape")]
pub enum Covers {
    /// Whatever it offers.
    All,
    /// These and no others.
    Services(BTreeSet<ServiceCode>),
}

impl Covers {
    /// Whether the service is among them.
    pub fn includes(&self, service: &ServiceCode) -> bool {
        match self {
            Self::All => true,
            Self::Services(services) => services.contains(service),
        }
    }

    /// Whether all of `others` are among them.
    pub fn includes_all(&self, others: &Self) -> bool {
        match (self, others) {
            (Self::All, _) => true,
            (Self::Services(_), Self::All) => false,
            (Self::Services(services), Self::Services(others)) => services.is_superset(others),
        }
    }

    /// Whether there is nothing among them.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Services(services) if services.is_empty())
    }
}

/// A stretch of time: its first instant belongs to it, its last does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "a stretch of time has two ends")]
pub struct Period {
    /// Its first instant.
    pub from: Timestamp,
    /// The instant at which it is over.
    pub until: Timestamp,
}

impl Period {
    /// Whether the instant belongs to it.
    pub fn contains(&self, at: Timestamp) -> bool {
        self.from <= at && at < self.until
    }
}

/// Whether a certificate stands, apart from its term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum CertificateStanding {
    /// It stands as it was issued.
    Valid,
    /// It counts for nothing until it is resumed.
    Suspended,
    /// It counts for nothing any more.
    Revoked,
}

/// A certificate to provide services.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Certificate {
    /// The number the regulator gave it.
    pub number: String,
    /// For which services.
    pub covers: Covers,
    /// From when until when; a renewal adds to it. Between two of them it had expired.
    pub periods: Vec<Period>,
    /// Whether it stands.
    pub standing: CertificateStanding,
    /// The end that is recorded as passed.
    pub(super) end_recorded: Option<Timestamp>,
}

impl Certificate {
    pub(super) fn issued(event: &CertificateIssued) -> Self {
        Self {
            number: event.number.clone(),
            covers: event.covers.clone(),
            periods: vec![Period { from: event.from, until: event.until }],
            standing: CertificateStanding::Valid,
            end_recorded: None,
        }
    }

    pub(super) fn renew(&mut self, period: Period) {
        self.periods.push(period);
    }

    /// The instant at which its last term is over.
    pub fn until(&self) -> Option<Timestamp> {
        self.periods.last().map(|period| period.until)
    }

    /// Whether its last term is over at that instant.
    pub fn has_expired(&self, at: Timestamp) -> bool {
        self.until().is_some_and(|until| until <= at)
    }

    /// Whether it stands at that instant; what is over needs no event to be over.
    pub fn is_valid(&self, at: Timestamp) -> bool {
        self.standing == CertificateStanding::Valid && self.periods.iter().any(|period| period.contains(at))
    }

    pub(super) fn ends_unrecorded(&self, at: Timestamp) -> bool {
        let stands = self.standing != CertificateStanding::Revoked;
        stands && self.has_expired(at) && self.end_recorded != self.until()
    }
}

/// How a provider stands certified for a service at an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "whoever asks must look at each answer")]
pub enum Certification {
    /// A certificate covers it.
    Covered {
        /// Its number.
        number: String,
    },
    /// The one that covered it is over.
    Expired {
        /// Its number.
        number: String,
        /// Since when.
        until: Timestamp,
    },
    /// There is none: never issued, not begun, suspended or revoked.
    Missing,
}

/// How one stands certified by these: what covers counts before what is over, and the one that ended last before others.
pub(super) fn certification<'a>(
    certificates: impl Iterator<Item = &'a Certificate> + Clone,
    service: &ServiceCode,
    at: Timestamp,
) -> Certification {
    let mut mine = certificates.filter(|it| it.covers.includes(service));
    if let Some(valid) = mine.clone().find(|it| it.is_valid(at)) {
        return Certification::Covered { number: valid.number.clone() };
    }
    let over = |it: &&Certificate| it.standing == CertificateStanding::Valid && it.has_expired(at);
    let last = mine.by_ref().filter(over).max_by_key(|it| it.until());
    match last.and_then(|it| Some((it.number.clone(), it.until()?))) {
        Some((number, until)) => Certification::Expired { number, until },
        None => Certification::Missing,
    }
}
