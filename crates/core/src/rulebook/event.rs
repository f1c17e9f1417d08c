//! What happens to the rulebook.

use cqrs_es::DomainEvent;
use serde::{Deserialize, Serialize};

use super::catalogue::CataloguePermitted;
use super::entry::Instrument;
use super::hash::HashAlgorithmSet;
use super::identity::AssuranceLevel;
use super::keeper::KeeperAssigned;
use super::retention::RetentionSet;
use crate::ids::{BodyId, FieldId, MessageKind, PersonId};
use crate::instant::Timestamp;

/// An event of the rulebook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_enums, reason = "a projection must be made to look at a new event")]
pub enum RulebookEvent {
    /// See [`IdentityRuleSet`].
    IdentityRuleSet(IdentityRuleSet),
    /// See [`SourceRegistered`].
    SourceRegistered(SourceRegistered),
    /// See [`SourceWithdrawn`].
    SourceWithdrawn(SourceWithdrawn),
    /// See [`MessageKindListed`].
    MessageKindListed(MessageKindListed),
    /// See [`MessageKindWithdrawn`].
    MessageKindWithdrawn(MessageKindWithdrawn),
    /// See [`EndpointApproved`].
    EndpointApproved(EndpointApproved),
    /// See [`EndpointWithdrawn`].
    EndpointWithdrawn(EndpointWithdrawn),
    /// See [`PaymentMethodsSet`].
    PaymentMethodsSet(PaymentMethodsSet),
    /// See [`TrustServiceLicensed`].
    TrustServiceLicensed(TrustServiceLicensed),
    /// See [`TrustServiceWithdrawn`].
    TrustServiceWithdrawn(TrustServiceWithdrawn),
    /// See [`RetentionSet`].
    RetentionSet(RetentionSet),
    /// See [`HashAlgorithmSet`].
    HashAlgorithmSet(HashAlgorithmSet),
    /// See [`CataloguePermitted`].
    CataloguePermitted(CataloguePermitted),
    /// See [`KeeperAssigned`].
    KeeperAssigned(KeeperAssigned),
}

/// How identity is verified was set (LY-8.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct IdentityRuleSet {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub set_by: PersonId,
    /// What the rule is known by.
    pub rule: String,
    /// How often it was set by now.
    pub version: u32,
    /// The least level of assurance.
    pub level: AssuranceLevel,
    /// The schemes that are accepted; none named means any.
    pub schemes: Vec<String>,
    /// On what it rests, and from when it holds.
    pub instrument: Instrument,
}

/// A trusted source was registered, or its entry changed (LY-1d).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct SourceRegistered {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub set_by: PersonId,
    /// Which body.
    pub source: BodyId,
    /// The law that gives it the right to keep these data.
    pub authority: String,
    /// The data it holds.
    pub items: Vec<FieldId>,
    /// On what the entry rests, and from when it holds.
    pub instrument: Instrument,
}

/// A source is no longer a trusted one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct SourceWithdrawn {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub set_by: PersonId,
    /// Which body.
    pub source: BodyId,
    /// On what that rests, and from when it holds.
    pub instrument: Instrument,
}

/// A kind of message, with its version, is exchanged on the channel (LY-9.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct MessageKindListed {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub set_by: PersonId,
    /// Which kind.
    pub kind: MessageKind,
    /// On what the entry rests, and from when it holds.
    pub instrument: Instrument,
}

/// A kind of message is no longer exchanged on the channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct MessageKindWithdrawn {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub set_by: PersonId,
    /// Which kind.
    pub kind: MessageKind,
    /// On what that rests, and from when it holds.
    pub instrument: Instrument,
}

/// A body's endpoint on the channel was approved (SA-4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct EndpointApproved {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub set_by: PersonId,
    /// Which body.
    pub body: BodyId,
    /// What the channel knows its endpoint by.
    pub endpoint: String,
    /// On what the entry rests, and from when it holds.
    pub instrument: Instrument,
}

/// A body no longer has an approved endpoint on the channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct EndpointWithdrawn {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub set_by: PersonId,
    /// Which body.
    pub body: BodyId,
    /// On what that rests, and from when it holds.
    pub instrument: Instrument,
}

/// The ways to pay were set, all of them (LY-12.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct PaymentMethodsSet {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub set_by: PersonId,
    /// The whole list.
    pub methods: Vec<String>,
    /// On what it rests, and from when it holds.
    pub instrument: Instrument,
}

/// A trust service was entered as licensed (SA-3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct TrustServiceLicensed {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub set_by: PersonId,
    /// Its id, as signatures name it.
    pub trust_service: String,
    /// On what it rests, and from when it holds.
    pub instrument: Instrument,
}

/// A trust service was taken off the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct TrustServiceWithdrawn {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub set_by: PersonId,
    /// Its id.
    pub trust_service: String,
    /// On what it rests, and from when it holds.
    pub instrument: Instrument,
}

impl RulebookEvent {
    /// The names on the wire of every event.
    pub const NAMES: [&'static str; 14] = [
        "IdentityRuleSet",
        "SourceRegistered",
        "SourceWithdrawn",
        "MessageKindListed",
        "MessageKindWithdrawn",
        "EndpointApproved",
        "EndpointWithdrawn",
        "PaymentMethodsSet",
        "TrustServiceLicensed",
        "TrustServiceWithdrawn",
        "RetentionSet",
        "HashAlgorithmSet",
        "CataloguePermitted",
        "KeeperAssigned",
    ];

    /// The version of the form of each, as this release writes it.
    pub const VERSION: &'static str = "1";

    /// The name on the wire.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::IdentityRuleSet(_) => Self::NAMES[0],
            Self::SourceRegistered(_) => Self::NAMES[1],
            Self::SourceWithdrawn(_) => Self::NAMES[2],
            Self::MessageKindListed(_) => Self::NAMES[3],
            Self::MessageKindWithdrawn(_) => Self::NAMES[4],
            Self::EndpointApproved(_) => Self::NAMES[5],
            Self::EndpointWithdrawn(_) => Self::NAMES[6],
            Self::PaymentMethodsSet(_) => Self::NAMES[7],
            Self::TrustServiceLicensed(_) => Self::NAMES[8],
            Self::TrustServiceWithdrawn(_) => Self::NAMES[9],
            Self::RetentionSet(_) => Self::NAMES[10],
            Self::HashAlgorithmSet(_) => Self::NAMES[11],
            Self::CataloguePermitted(_) => Self::NAMES[12],
            Self::KeeperAssigned(_) => Self::NAMES[13],
        }
    }

    /// When it was recorded; what it says may hold from later on.
    pub const fn at(&self) -> Timestamp {
        match self {
            Self::IdentityRuleSet(it) => it.at,
            Self::SourceRegistered(it) => it.at,
            Self::SourceWithdrawn(it) => it.at,
            Self::MessageKindListed(it) => it.at,
            Self::MessageKindWithdrawn(it) => it.at,
            Self::EndpointApproved(it) => it.at,
            Self::EndpointWithdrawn(it) => it.at,
            Self::PaymentMethodsSet(it) => it.at,
            Self::TrustServiceLicensed(it) => it.at,
            Self::TrustServiceWithdrawn(it) => it.at,
            Self::RetentionSet(it) => it.at,
            Self::HashAlgorithmSet(it) => it.at,
            Self::CataloguePermitted(it) => it.at,
            Self::KeeperAssigned(it) => it.at,
        }
    }
}

impl DomainEvent for RulebookEvent {
    fn event_type(&self) -> String {
        self.name().to_owned()
    }

    fn event_version(&self) -> String {
        Self::VERSION.to_owned()
    }
}
