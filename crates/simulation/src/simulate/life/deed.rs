//! What somebody does in a life, and what must come of it.

use talab::core::almanac::AlmanacCommand;
use talab::core::mandate::{GrantMandate, RevokeMandate};
use talab::core::objection::{FileObjection, ObjectionCommand};
use talab::core::request::Command;
use talab::core::request::intake::Unconfirmed;
use talab::core::service::ServiceCommand;
use talab::core::{MandateId, ObjectionId};
use talab::{Actor, Submission};

use crate::simulate::step::Expect;

/// One thing somebody does.
#[derive(Clone, Debug)]
pub(in crate::simulate) struct Deed {
    pub(in crate::simulate) by: Actor,
    /// The mandate that is named.
    pub(in crate::simulate) under: Option<MandateId>,
    pub(in crate::simulate) act: Act,
    /// What the registry says meanwhile.
    pub(in crate::simulate) trouble: Option<Unconfirmed>,
    pub(in crate::simulate) expect: Expect,
    /// The event that it must bring, if it must bring one.
    pub(in crate::simulate) brings: Option<&'static str>,
}

/// On what it acts.
#[derive(Clone, Debug)]
pub(in crate::simulate) enum Act {
    /// The request of this life, or an attempt that can't be taken in.
    Submit(Submission),
    /// An earlier request for the same by the same person.
    SubmitEarlier(Submission),
    Supplement(Submission),
    Give(Command),
    Grant(GrantMandate),
    Revoke(RevokeMandate),
    File(FileObjection),
    Object(ObjectionId, ObjectionCommand),
    /// The service's entry in the directory.
    Service(Box<ServiceCommand>),
    Calendar(AlmanacCommand),
}

impl Act {
    /// The command's name on the wire.
    pub(in crate::simulate) fn name(&self) -> &'static str {
        match self {
            Self::Submit(_) | Self::SubmitEarlier(_) => "Submit",
            Self::Supplement(_) => "Supplement",
            Self::Give(command) => command.kind().name(),
            Self::Grant(_) => "GrantMandate",
            Self::Revoke(_) => "RevokeMandate",
            Self::File(_) => "FileObjection",
            Self::Object(_, command) => command.name(),
            Self::Service(command) => command.name(),
            Self::Calendar(command) => command.name(),
        }
    }
}

impl Deed {
    /// Something that is done.
    pub(in crate::simulate) fn of(by: Actor, act: Act) -> Self {
        Self { by, under: None, act, trouble: None, expect: Expect::Done, brings: None }
    }

    /// A command on the request that is done and brings this event.
    pub(in crate::simulate) fn done(by: Actor, command: impl Into<Command>, brings: &'static str) -> Self {
        Self { brings: Some(brings), ..Self::of(by, Act::Give(command.into())) }
    }

    /// A command on the request that is refused with this code.
    pub(in crate::simulate) fn refused(by: Actor, command: impl Into<Command>, code: &'static str) -> Self {
        Self { expect: Expect::Refused(code), ..Self::of(by, Act::Give(command.into())) }
    }

    /// The same under a mandate.
    pub(in crate::simulate) fn under(self, mandate: Option<MandateId>) -> Self {
        Self { under: mandate, ..self }
    }

    /// The same while the registry says this.
    pub(in crate::simulate) fn while_registry(self, says: Option<Unconfirmed>) -> Self {
        Self { trouble: says, ..self }
    }
}
