//! What can be asked of the rulebook, by whoever keeps the part of it.

use serde::{Deserialize, Serialize};

use super::catalogue::PermitCatalogue;
use super::entry::Instrument;
use super::hash::SetHashAlgorithm;
use super::identity::AssuranceLevel;
use super::keeper::{AssignKeeper, RulebookPart};
use super::retention::SetRetention;
use crate::actor::Actor;
use crate::ids::{BodyId, CommandId, FieldId, MessageKind};
use crate::instant::Timestamp;

/// A command on the rulebook, who gives it and when.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "the one input of a decision, written as a literal by every driver"
)]
pub struct RulebookEnvelope {
    /// Who.
    pub by: Actor,
    /// What the act is known by for good.
    pub id: CommandId,
    /// When, by the clock port.
    pub at: Timestamp,
    /// What is asked.
    pub command: RulebookCommand,
}

/// A command on the rulebook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum RulebookCommand {
    /// See [`SetIdentityRule`].
    SetIdentityRule(SetIdentityRule),
    /// See [`RegisterSource`].
    RegisterSource(RegisterSource),
    /// See [`WithdrawSource`].
    WithdrawSource(WithdrawSource),
    /// See [`ListMessageKind`].
    ListMessageKind(ListMessageKind),
    /// See [`WithdrawMessageKind`].
    WithdrawMessageKind(WithdrawMessageKind),
    /// See [`ApproveEndpoint`].
    ApproveEndpoint(ApproveEndpoint),
    /// See [`WithdrawEndpoint`].
    WithdrawEndpoint(WithdrawEndpoint),
    /// See [`SetPaymentMethods`].
    SetPaymentMethods(SetPaymentMethods),
    /// See [`LicenseTrustService`].
    LicenseTrustService(LicenseTrustService),
    /// See [`WithdrawTrustService`].
    WithdrawTrustService(WithdrawTrustService),
    /// See [`SetRetention`].
    SetRetention(SetRetention),
    /// See [`SetHashAlgorithm`].
    SetHashAlgorithm(SetHashAlgorithm),
    /// See [`PermitCatalogue`].
    PermitCatalogue(PermitCatalogue),
    /// See [`AssignKeeper`].
    AssignKeeper(AssignKeeper),
}

impl RulebookCommand {
    /// The name on the wire.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::SetIdentityRule(_) => "SetIdentityRule",
            Self::RegisterSource(_) => "RegisterSource",
            Self::WithdrawSource(_) => "WithdrawSource",
            Self::ListMessageKind(_) => "ListMessageKind",
            Self::WithdrawMessageKind(_) => "WithdrawMessageKind",
            Self::ApproveEndpoint(_) => "ApproveEndpoint",
            Self::WithdrawEndpoint(_) => "WithdrawEndpoint",
            Self::SetPaymentMethods(_) => "SetPaymentMethods",
            Self::LicenseTrustService(_) => "LicenseTrustService",
            Self::WithdrawTrustService(_) => "WithdrawTrustService",
            Self::SetRetention(_) => "SetRetention",
            Self::SetHashAlgorithm(_) => "SetHashAlgorithm",
            Self::PermitCatalogue(_) => "PermitCatalogue",
            Self::AssignKeeper(_) => "AssignKeeper",
        }
    }

    /// On what it rests.
    pub const fn instrument(&self) -> &Instrument {
        match self {
            Self::SetIdentityRule(it) => &it.instrument,
            Self::RegisterSource(it) => &it.instrument,
            Self::WithdrawSource(it) => &it.instrument,
            Self::ListMessageKind(it) => &it.instrument,
            Self::WithdrawMessageKind(it) => &it.instrument,
            Self::ApproveEndpoint(it) => &it.instrument,
            Self::WithdrawEndpoint(it) => &it.instrument,
            Self::SetPaymentMethods(it) => &it.instrument,
            Self::LicenseTrustService(it) => &it.instrument,
            Self::WithdrawTrustService(it) => &it.instrument,
            Self::SetRetention(it) => &it.instrument,
            Self::SetHashAlgorithm(it) => &it.instrument,
            Self::PermitCatalogue(it) => &it.instrument,
            Self::AssignKeeper(it) => &it.instrument,
        }
    }

    /// Which part of the rulebook it sets; none where it says who keeps one.
    pub const fn part(&self) -> Option<RulebookPart> {
        Some(match self {
            Self::SetIdentityRule(_) => RulebookPart::Identity,
            Self::RegisterSource(_) | Self::WithdrawSource(_) => RulebookPart::Sources,
            Self::ListMessageKind(_) | Self::WithdrawMessageKind(_) => RulebookPart::MessageKinds,
            Self::ApproveEndpoint(_) | Self::WithdrawEndpoint(_) => RulebookPart::Endpoints,
            Self::SetPaymentMethods(_) => RulebookPart::PaymentMethods,
            Self::LicenseTrustService(_) | Self::WithdrawTrustService(_) => RulebookPart::TrustServices,
            Self::SetRetention(_) => RulebookPart::Retention,
            Self::SetHashAlgorithm(_) => RulebookPart::Hashes,
            Self::PermitCatalogue(_) => RulebookPart::Catalogue,
            Self::AssignKeeper(_) => return None,
        })
    }
}

/// Sets how identity is verified, for every service (LY-8.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct SetIdentityRule {
    /// What the rule is known by; setting it again gives it the next version.
    pub rule: String,
    /// The least level of assurance.
    pub level: AssuranceLevel,
    /// The schemes that are accepted; none named means any.
    #[serde(default)]
    pub schemes: Vec<String>,
    /// On what it rests, and from when it holds.
    pub instrument: Instrument,
}

/// Registers a trusted source, or changes its entry (LY-1d).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct RegisterSource {
    /// Which body.
    pub source: BodyId,
    /// The law that gives it the right to keep these data.
    pub authority: String,
    /// The data it holds, by the ids of the fields that ask for them.
    pub items: Vec<FieldId>,
    /// On what the entry rests, and from when it holds.
    pub instrument: Instrument,
}

/// Takes a source off the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct WithdrawSource {
    /// Which body.
    pub source: BodyId,
    /// On what that rests, and from when it holds.
    pub instrument: Instrument,
}

/// Lists a kind of message with its version on the channel's register (LY-9.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct ListMessageKind {
    /// Which kind, with its version, such as `task.completed.v1`.
    pub kind: MessageKind,
    /// On what the entry rests, and from when it holds.
    pub instrument: Instrument,
}

/// Takes a kind of message off the channel's register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct WithdrawMessageKind {
    /// Which kind.
    pub kind: MessageKind,
    /// On what that rests, and from when it holds.
    pub instrument: Instrument,
}

/// Approves the endpoint of a body on the channel (SA-4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct ApproveEndpoint {
    /// Which body.
    pub body: BodyId,
    /// What the channel knows its endpoint by.
    pub endpoint: String,
    /// On what the entry rests, and from when it holds.
    pub instrument: Instrument,
}

/// Takes back the approval of a body's endpoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct WithdrawEndpoint {
    /// Which body.
    pub body: BodyId,
    /// On what that rests, and from when it holds.
    pub instrument: Instrument,
}

/// Sets the ways to pay for government services, all of them (LY-12.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct SetPaymentMethods {
    /// The whole list, each by the name that payments carry.
    pub methods: Vec<String>,
    /// On what it rests, and from when it holds.
    pub instrument: Instrument,
}

/// Enters a trust service that is licensed, so that outputs may bear its signatures (SA-3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct LicenseTrustService {
    /// Its id, as signatures name it.
    pub trust_service: String,
    /// On what the entry rests, and from when it holds.
    pub instrument: Instrument,
}

/// Takes a trust service off the register: nothing is issued with its signatures any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct WithdrawTrustService {
    /// Its id.
    pub trust_service: String,
    /// On what that rests, and from when it holds.
    pub instrument: Instrument,
}

macro_rules! from {
    ($( $name:ident, )+) => { $(
        impl From<$name> for RulebookCommand {
            fn from(command: $name) -> Self {
                Self::$name(command)
            }
        }
    )+ };
}

from! {
    SetIdentityRule, RegisterSource, WithdrawSource, ListMessageKind, WithdrawMessageKind, ApproveEndpoint,
    WithdrawEndpoint, SetPaymentMethods, LicenseTrustService, WithdrawTrustService, SetRetention,
    SetHashAlgorithm, PermitCatalogue, AssignKeeper,
}
