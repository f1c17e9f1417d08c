//! What happens to a provider's certificates and exceptions.

use cqrs_es::DomainEvent;
use serde::{Deserialize, Serialize};

use super::certificate::Covers;
use super::checklist::Checklist;
use super::exception::ExceptionKind;
use crate::ids::{ArticleId, ExceptionId, PersonId};
use crate::instant::Timestamp;
use crate::reason::ReasonCode;

/// An event of a provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_enums, reason = "a projection must be made to look at a new event")]
pub enum ProviderEvent {
    /// See [`CertificateIssued`].
    CertificateIssued(CertificateIssued),
    /// See [`CertificateRenewed`].
    CertificateRenewed(CertificateRenewed),
    /// See [`CertificateSuspended`].
    CertificateSuspended(CertificateSuspended),
    /// See [`CertificateResumed`].
    CertificateResumed(CertificateResumed),
    /// See [`CertificateRevoked`].
    CertificateRevoked(CertificateRevoked),
    /// See [`CertificateExpired`].
    CertificateExpired(CertificateExpired),
    /// See [`ExceptionRequested`].
    ExceptionRequested(ExceptionRequested),
    /// See [`ExceptionGranted`].
    ExceptionGranted(ExceptionGranted),
    /// See [`ExceptionRefused`].
    ExceptionRefused(ExceptionRefused),
    /// See [`ExceptionEnded`].
    ExceptionEnded(ExceptionEnded),
}

/// A certificate was issued; who issued it checked every condition of the list, at that instant (LY-5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct CertificateIssued {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub issued_by: PersonId,
    /// Its number.
    pub number: String,
    /// For which services.
    pub covers: Covers,
    /// Its first instant.
    pub from: Timestamp,
    /// The instant at which it is over.
    pub until: Timestamp,
    /// What was checked.
    pub checklist: Checklist,
}

/// A certificate was renewed, every condition checked again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct CertificateRenewed {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub renewed_by: PersonId,
    /// Which one.
    pub number: String,
    /// Since when it counts again: the end before, or now if that was over.
    pub from: Timestamp,
    /// The instant at which it is over.
    pub until: Timestamp,
    /// What was checked.
    pub checklist: Checklist,
}

/// A certificate was suspended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct CertificateSuspended {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub suspended_by: PersonId,
    /// Which one.
    pub number: String,
    /// Why.
    pub reason: String,
}

/// A suspended certificate counts again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct CertificateResumed {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub resumed_by: PersonId,
    /// Which one.
    pub number: String,
}

/// A certificate was revoked for good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct CertificateRevoked {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub revoked_by: PersonId,
    /// Which one.
    pub number: String,
    /// Why.
    pub reason: String,
}

/// The term of a certificate is over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct CertificateExpired {
    /// When.
    pub at: Timestamp,
    /// Which one.
    pub number: String,
    /// Since when.
    pub until: Timestamp,
}

/// An exception was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct ExceptionRequested {
    /// When.
    pub at: Timestamp,
    /// By whom; somebody else answers.
    pub requested_by: PersonId,
    /// What it is known by.
    pub exception: ExceptionId,
    /// From the policy, or from technical requirements.
    pub kind: ExceptionKind,
    /// From which articles.
    pub articles: Vec<ArticleId>,
    /// For which services.
    pub covers: Covers,
    /// Its first instant.
    pub from: Timestamp,
    /// The instant at which it is over.
    pub until: Timestamp,
    /// The ground.
    pub reason: ReasonCode,
    /// Why the provider needs it.
    pub justification: String,
}

/// An exception was granted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct ExceptionGranted {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub granted_by: PersonId,
    /// Which one.
    pub exception: ExceptionId,
    /// The instant at which it is over.
    pub until: Timestamp,
    /// What the regulator adds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// An exception was not granted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct ExceptionRefused {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub refused_by: PersonId,
    /// Which one.
    pub exception: ExceptionId,
    /// Why.
    pub reason: String,
}

/// An exception was ended before its time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct ExceptionEnded {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub ended_by: PersonId,
    /// Which one.
    pub exception: ExceptionId,
    /// Why.
    pub reason: String,
}

impl ProviderEvent {
    /// The names on the wire of every event.
    pub const NAMES: [&'static str; 10] = [
        "CertificateIssued",
        "CertificateRenewed",
        "CertificateSuspended",
        "CertificateResumed",
        "CertificateRevoked",
        "CertificateExpired",
        "ExceptionRequested",
        "ExceptionGranted",
        "ExceptionRefused",
        "ExceptionEnded",
    ];

    /// The version of the form of each, as this release writes it.
    pub const VERSION: &'static str = "1";

    /// The name on the wire.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::CertificateIssued(_) => Self::NAMES[0],
            Self::CertificateRenewed(_) => Self::NAMES[1],
            Self::CertificateSuspended(_) => Self::NAMES[2],
            Self::CertificateResumed(_) => Self::NAMES[3],
            Self::CertificateRevoked(_) => Self::NAMES[4],
            Self::CertificateExpired(_) => Self::NAMES[5],
            Self::ExceptionRequested(_) => Self::NAMES[6],
            Self::ExceptionGranted(_) => Self::NAMES[7],
            Self::ExceptionRefused(_) => Self::NAMES[8],
            Self::ExceptionEnded(_) => Self::NAMES[9],
        }
    }

    /// When it happened.
    pub const fn at(&self) -> Timestamp {
        match self {
            Self::CertificateIssued(it) => it.at,
            Self::CertificateRenewed(it) => it.at,
            Self::CertificateSuspended(it) => it.at,
            Self::CertificateResumed(it) => it.at,
            Self::CertificateRevoked(it) => it.at,
            Self::CertificateExpired(it) => it.at,
            Self::ExceptionRequested(it) => it.at,
            Self::ExceptionGranted(it) => it.at,
            Self::ExceptionRefused(it) => it.at,
            Self::ExceptionEnded(it) => it.at,
        }
    }
}

impl DomainEvent for ProviderEvent {
    fn event_type(&self) -> String {
        self.name().to_owned()
    }

    fn event_version(&self) -> String {
        Self::VERSION.to_owned()
    }
}
