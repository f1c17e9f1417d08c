//! The verbs of an actor.

use std::future::{Future, IntoFuture};
use std::pin::Pin;

use talab_core::request::Command;
use talab_core::{Actor, CommandId, MandateId, ReadPurpose, Reference};

use super::Talab;
use super::execute::Order;
use super::submission::{Submission, Submit, Supplement};
use crate::error::{Error, NotDone};
use crate::receipt::Receipt;

/// An engine with somebody acting on it.
#[derive(Clone, Copy, Debug)]
pub struct Acting<'a> {
    pub(super) talab: &'a Talab,
    pub(super) actor: &'a Actor,
    /// The mandate they name.
    pub(super) mandate: Option<&'a MandateId>,
    /// For what they read.
    pub(super) purpose: Option<&'a ReadPurpose>,
}

impl<'a> Acting<'a> {
    pub(super) fn new(talab: &'a Talab, actor: &'a Actor) -> Self {
        Self { talab, actor, mandate: None, purpose: None }
    }

    /// The same, acting under this mandate: a representative submits under it, and sees and does what it covers, also on
    /// what the applicant filed themselves (LY-1f). What they filed under it needs no naming again.
    #[must_use]
    pub fn under(self, mandate: &'a MandateId) -> Self {
        Self { mandate: Some(mandate), ..self }
    }

    /// Submits a request (LY-13.1). Await it, after naming its id where the caller may have to repeat it.
    ///
    /// Dropped before the append, nothing happened; during it, the outcome is unknown until the same submission is
    /// sent again under the same id, which does it once.
    ///
    /// # Errors
    /// [`NotDone::Refused`] if it can't be taken in at all; that the law does not acknowledge it is an answer, not an
    /// error. [`NotDone::Failed`] if the log fails.
    pub fn submit(self, submission: Submission) -> Submit<'a> {
        Submit::new(self, submission)
    }

    /// Supplements what was not acknowledged (LY-15.3); only the answers, documents and address of `submission` count.
    ///
    /// # Errors
    /// As for [`Acting::submit`].
    pub fn supplement(self, reference: &'a Reference, submission: Submission) -> Supplement<'a> {
        Supplement::new(self, reference, submission)
    }

    /// Gives a command on a request.
    ///
    /// Dropped before the append, nothing happened; during it, the outcome is unknown until the same command is sent
    /// again under the same id, which does it once.
    ///
    /// # Errors
    /// [`NotDone::Refused`] if a rule says no; nothing was appended then, but who tried is in the access stream.
    /// [`NotDone::Failed`] if the log fails.
    pub fn execute(self, reference: &'a Reference, command: impl Into<Command>) -> Execute<'a> {
        Execute { acting: self, reference, command: command.into(), id: None, expecting: None }
    }

    /// The first outcome of a command of this engine, if it was ever done.
    ///
    /// A dropped future has no effect.
    ///
    /// # Errors
    /// If the log can't be read.
    pub async fn outcome_of(self, id: &CommandId) -> Result<Option<Receipt>, Error> {
        self.talab.outcome_of(self, id).await
    }
}

/// A command about to be given; awaiting it gives it.
#[derive(Debug)]
#[must_use = "a command is given by awaiting it"]
pub struct Execute<'a> {
    acting: Acting<'a>,
    reference: &'a Reference,
    command: Command,
    id: Option<CommandId>,
    expecting: Option<u64>,
}

impl Execute<'_> {
    /// The id the command is known by for good; without one, sending it again is another command.
    pub fn id(mut self, id: CommandId) -> Self {
        self.id = Some(id);
        self
    }

    /// Only if the request still stands at `version`: turns silent deciding anew off.
    pub fn expecting(mut self, version: u64) -> Self {
        self.expecting = Some(version);
        self
    }
}

impl<'a> IntoFuture for Execute<'a> {
    type Output = Result<Receipt, NotDone>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let Acting { talab, actor, mandate, .. } = self.acting;
            let id = match self.id {
                Some(id) => id,
                None => talab.fresh_id()?,
            };
            let order = Order {
                actor,
                reference: Some(self.reference.clone()),
                mandate: mandate.cloned(),
                command: self.command,
                id,
                expecting: self.expecting,
                tried: true,
            };
            talab.carry_out(order).await.map(|done| done.receipt)
        })
    }
}
