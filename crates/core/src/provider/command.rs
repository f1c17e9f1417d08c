//! What can be asked of a provider's certificates and exceptions.

use serde::{Deserialize, Serialize};

use super::certificate::Covers;
use super::checklist::Checklist;
use super::exception::ExceptionKind;
use crate::actor::Actor;
use crate::ids::{ArticleId, BodyId, CommandId, ExceptionId};
use crate::instant::Timestamp;
use crate::reason::ReasonCode;

/// A command on a provider, who gives it and when.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "the one input of a decision, written as a literal by every driver"
)]
pub struct ProviderEnvelope {
    /// Which provider: the id of its stream.
    pub provider: BodyId,
    /// Who.
    pub by: Actor,
    /// What the act is known by for good.
    pub id: CommandId,
    /// When, by the clock port.
    pub at: Timestamp,
    /// What is asked.
    pub command: ProviderCommand,
}

/// A command on a provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum ProviderCommand {
    /// See [`IssueCertificate`].
    IssueCertificate(IssueCertificate),
    /// See [`RenewCertificate`].
    RenewCertificate(RenewCertificate),
    /// See [`SuspendCertificate`].
    SuspendCertificate(SuspendCertificate),
    /// See [`ResumeCertificate`].
    ResumeCertificate(ResumeCertificate),
    /// See [`RevokeCertificate`].
    RevokeCertificate(RevokeCertificate),
    /// See [`RecordCertificateExpired`].
    RecordCertificateExpired(RecordCertificateExpired),
    /// See [`RequestException`].
    RequestException(RequestException),
    /// See [`GrantException`].
    GrantException(GrantException),
    /// See [`RefuseException`].
    RefuseException(RefuseException),
    /// See [`EndException`].
    EndException(EndException),
}

impl ProviderCommand {
    /// The name on the wire.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::IssueCertificate(_) => "IssueCertificate",
            Self::RenewCertificate(_) => "RenewCertificate",
            Self::SuspendCertificate(_) => "SuspendCertificate",
            Self::ResumeCertificate(_) => "ResumeCertificate",
            Self::RevokeCertificate(_) => "RevokeCertificate",
            Self::RecordCertificateExpired(_) => "RecordCertificateExpired",
            Self::RequestException(_) => "RequestException",
            Self::GrantException(_) => "GrantException",
            Self::RefuseException(_) => "RefuseException",
            Self::EndException(_) => "EndException",
        }
    }
}

/// Issues a certificate (LY-5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct IssueCertificate {
    /// The number it has with the regulator.
    pub number: String,
    /// For which services.
    pub covers: Covers,
    /// Its first instant; before now if it was given on paper.
    pub from: Timestamp,
    /// The instant at which it is over.
    pub until: Timestamp,
    /// Every condition of the policy, checked.
    pub checklist: Checklist,
}

/// Renews a certificate, near its end or after it (LY-5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct RenewCertificate {
    /// Which one.
    pub number: String,
    /// The instant at which it is over now.
    pub until: Timestamp,
    /// Every condition of the policy, checked again.
    pub checklist: Checklist,
}

/// Suspends a certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct SuspendCertificate {
    /// Which one.
    pub number: String,
    /// Why.
    pub reason: String,
}

/// Lets a suspended certificate count again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct ResumeCertificate {
    /// Which one.
    pub number: String,
}

/// Revokes a certificate for good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct RevokeCertificate {
    /// Which one.
    pub number: String,
    /// Why.
    pub reason: String,
}

/// Records that the term of a certificate is over; that it is needs no record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct RecordCertificateExpired {
    /// Which one.
    pub number: String,
}

/// Asks for an exception (LY-5, LY-19.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct RequestException {
    /// From the policy, or from technical requirements.
    pub kind: ExceptionKind,
    /// From which articles.
    pub articles: Vec<ArticleId>,
    /// For which services.
    pub covers: Covers,
    /// Its first instant.
    pub from: Timestamp,
    /// The instant at which it is over; without an end it is refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// The ground, of the family `EXC`.
    pub reason: ReasonCode,
    /// Why the provider needs it.
    pub justification: String,
}

/// Grants an exception (LY-5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct GrantException {
    /// Which one.
    pub exception: ExceptionId,
    /// An earlier end than was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// What the regulator adds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Does not grant an exception.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct RefuseException {
    /// Which one.
    pub exception: ExceptionId,
    /// Why.
    pub reason: String,
}

/// Ends an exception before its time: the regulator, or the provider that no longer needs it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct EndException {
    /// Which one.
    pub exception: ExceptionId,
    /// Why.
    pub reason: String,
}
