//! Submitting and supplementing.

use std::collections::BTreeMap;
use std::future::{Future, IntoFuture};
use std::pin::Pin;

use talab_core::request::Command;
use talab_core::request::intake::{self, Consent, Document, StorageMedium};
use talab_core::request::notices::NoticeChannel;
use talab_core::{
    Actor, ApplicantClass, Channel, ChannelMessage, CommandId, Country, FieldId, Party, Private, Reference,
    Refusal, ServiceCode, Value,
};

use super::acting::Acting;
use super::execute::{Done, Order};
use super::reads::Parts;
use crate::error::{Error, ErrorKind, NotDone};
use crate::receipt::{Filed, Intake};

/// What somebody submits.
#[derive(Clone)]
#[must_use]
pub struct Submission {
    service: String,
    version: Option<u32>,
    channel: Channel,
    applicant: Option<Party>,
    class: ApplicantClass,
    country: Option<Country>,
    answers: BTreeMap<String, Value>,
    documents: Vec<Document>,
    email: Option<String>,
    addresses: BTreeMap<NoticeChannel, String>,
    declared: bool,
    message: Option<ChannelMessage>,
    medium: Option<StorageMedium>,
    declaration: Option<String>,
    consent: Option<Consent>,
}

impl std::fmt::Debug for Submission {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Submission").field("service", &self.service).finish_non_exhaustive()
    }
}

impl Submission {
    /// A submission to the service with this code, through the portal, by a citizen for themselves, with nothing in
    /// it yet.
    pub fn to(service: impl Into<String>) -> Self {
        Self {
            service: service.into(),
            version: None,
            channel: Channel::Portal,
            applicant: None,
            class: ApplicantClass::Citizen,
            country: None,
            answers: BTreeMap::new(),
            documents: Vec::new(),
            email: None,
            addresses: BTreeMap::new(),
            declared: false,
            message: None,
            medium: None,
            declaration: None,
            consent: None,
        }
    }

    /// A supplement of an earlier submission: what it adds or changes.
    pub fn supplement() -> Self {
        Self::to("")
    }

    /// The version whose forms were filled in; without it, the one in force.
    pub fn version(mut self, version: u32) -> Self {
        self.version = Some(version);
        self
    }

    /// How it came in.
    pub fn through(mut self, channel: Channel) -> Self {
        self.channel = channel;
        self
    }

    /// The class under which the actor asks for themselves.
    pub fn class(mut self, class: ApplicantClass) -> Self {
        self.class = class;
        self
    }

    /// The country in which the actor lives, who asks for themselves (LY-1b). Of others [`Party::living_in`] says it.
    pub fn living_in(mut self, country: Country) -> Self {
        self.country = Some(country);
        self
    }

    /// Whom a clerk, or a representative under a mandate, files it for.
    pub fn on_behalf_of(mut self, applicant: Party) -> Self {
        self.applicant = Some(applicant);
        self
    }

    /// Adds one answer.
    pub fn answer(mut self, field: impl Into<String>, value: impl Into<Value>) -> Self {
        self.answers.insert(field.into(), value.into());
        self
    }

    /// Adds answers.
    pub fn answers<F: Into<String>, V: Into<Value>>(
        mut self,
        answers: impl IntoIterator<Item = (F, V)>,
    ) -> Self {
        self.answers.extend(answers.into_iter().map(|(field, value)| (field.into(), value.into())));
        self
    }

    /// Adds a document.
    pub fn document(mut self, document: Document) -> Self {
        self.documents.push(document);
        self
    }

    /// Adds documents.
    pub fn documents(mut self, documents: impl IntoIterator<Item = Document>) -> Self {
        self.documents.extend(documents);
        self
    }

    /// The address for notifications (LY-18.1).
    pub fn email(mut self, email: impl Into<String>) -> Self {
        self.email = Some(email.into());
        self
    }

    /// The address for a further way to be notified that the service has: a telephone number for text messages, a name or a
    /// number in the messaging app (N1-7).
    pub fn address(mut self, channel: NoticeChannel, address: impl Into<String>) -> Self {
        self.addresses.insert(channel, address.into());
        self
    }

    /// Says in which message of the integration channel it came here: it counts once, from its arrival here (LY-14.1b).
    pub fn routed_in(mut self, message: ChannelMessage) -> Self {
        self.message = Some(message);
        self
    }

    /// Records the storage medium on which a clerk took documents in, and why (LY-7.2).
    pub fn on_medium(mut self, medium: StorageMedium) -> Self {
        self.medium = Some(medium);
        self
    }

    /// Declares that the data are correct, where the service asks for it.
    pub fn declared(mut self) -> Self {
        self.declared = true;
        self
    }

    /// Declares it by a text, which is named by its version or its hash (LY-14.2).
    pub fn declared_by(mut self, text: impl Into<String>) -> Self {
        self.declaration = Some(text.into());
        self.declared()
    }

    /// Records that the applicant consented to be filed for by a clerk (N4-2).
    pub fn with_consent(mut self, consent: Consent) -> Self {
        self.consent = Some(consent);
        self
    }

    /// The class under which it asks, for checks.
    fn party(&self, actor: &Actor) -> Party {
        let own = || {
            let mut own = Party::new(actor.person.clone(), self.class);
            own.country = self.country.clone();
            own
        };
        self.applicant.clone().unwrap_or_else(own)
    }

    fn fields(answers: BTreeMap<String, Value>) -> Result<BTreeMap<FieldId, Value>, Refusal> {
        answers
            .into_iter()
            .map(|(field, value)| {
                let id = FieldId::new(field.as_str()).map_err(|error| Refusal::FieldInvalid {
                    path: format!("answers.{}", field.chars().take(80).collect::<String>()),
                    problem: error.text(),
                })?;
                Ok((id, value))
            })
            .collect()
    }

    /// The parts a check looks at.
    pub(super) fn parts(&self, actor: &Actor) -> Result<Parts, Refusal> {
        Ok(Parts {
            service: self.code()?,
            applicant: self.party(actor),
            answers: Self::fields(self.answers.clone())?,
            documents: self.documents.clone(),
            declared: self.declared,
        })
    }

    fn code(&self) -> Result<ServiceCode, Refusal> {
        let unknown = || Refusal::UnknownService { service: self.service.chars().take(80).collect() };
        ServiceCode::new(self.service.as_str()).map_err(|_| unknown())
    }

    fn into_submit(self, acting: Acting<'_>) -> Result<intake::Submit, Refusal> {
        let mut command = intake::Submit::new(self.code()?, self.party(acting.actor));
        command.mandate = acting.mandate.cloned();
        command.version = self.version;
        command.channel = self.channel;
        command.message = self.message;
        command.medium = self.medium.map(Box::new);
        command.declaration = self.declaration;
        command.consent = self.consent;
        command.answers = Private::new(Self::fields(self.answers)?);
        command.documents = self.documents;
        command.email = Private::new(self.email);
        command.addresses = Private::new(self.addresses);
        command.declared = self.declared;
        Ok(command)
    }

    fn into_supplement(self) -> Result<intake::Supplement, Refusal> {
        let mut command = intake::Supplement::default();
        command.medium = self.medium;
        command.declaration = self.declaration;
        command.consent = self.consent;
        command.answers = Private::new(Self::fields(self.answers)?);
        command.documents = self.documents;
        command.email = Private::new(self.email);
        command.addresses = Private::new(self.addresses);
        command.declared = self.declared;
        Ok(command)
    }
}

/// A submission about to be sent; awaiting it sends it.
#[derive(Debug)]
#[must_use = "a submission is sent by awaiting it"]
pub struct Submit<'a> {
    acting: Acting<'a>,
    submission: Submission,
    id: Option<CommandId>,
}

impl<'a> Submit<'a> {
    pub(super) fn new(acting: Acting<'a>, submission: Submission) -> Self {
        Self { acting, submission, id: None }
    }

    /// The id the submission is known by for good: sent twice, it is one request.
    pub fn id(mut self, id: CommandId) -> Self {
        self.id = Some(id);
        self
    }
}

impl<'a> IntoFuture for Submit<'a> {
    type Output = Result<Filed, NotDone>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let Acting { talab, actor, .. } = self.acting;
            let command = match self.submission.into_submit(self.acting) {
                Ok(command) => command,
                Err(refusal) => {
                    return Err(talab.refused_at_the_door(actor, None, "Submit", refusal).await?);
                }
            };
            let id = match self.id {
                Some(id) => id,
                None => talab.fresh_id()?,
            };
            let order = Order {
                actor,
                reference: None,
                mandate: None,
                command: command.into(),
                id,
                expecting: None,
                tried: true,
            };
            filed(talab.carry_out(order).await?)
        })
    }
}

/// A supplement about to be sent; awaiting it sends it.
#[derive(Debug)]
#[must_use = "a supplement is sent by awaiting it"]
pub struct Supplement<'a> {
    acting: Acting<'a>,
    reference: &'a Reference,
    submission: Submission,
    id: Option<CommandId>,
}

impl<'a> Supplement<'a> {
    pub(super) fn new(acting: Acting<'a>, reference: &'a Reference, submission: Submission) -> Self {
        Self { acting, reference, submission, id: None }
    }

    /// The id the supplement is known by for good.
    pub fn id(mut self, id: CommandId) -> Self {
        self.id = Some(id);
        self
    }
}

impl<'a> IntoFuture for Supplement<'a> {
    type Output = Result<Filed, NotDone>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let Acting { talab, actor, mandate, .. } = self.acting;
            let command: Command = match self.submission.into_supplement() {
                Ok(command) => command.into(),
                Err(refusal) => {
                    let place = Some(self.reference.as_str());
                    return Err(talab.refused_at_the_door(actor, place, "Supplement", refusal).await?);
                }
            };
            let id = match self.id {
                Some(id) => id,
                None => talab.fresh_id()?,
            };
            let reference = Some(self.reference.clone());
            let mandate = mandate.cloned();
            let order = Order { actor, reference, mandate, command, id, expecting: None, tried: true };
            filed(talab.carry_out(order).await?)
        })
    }
}

fn filed(done: Done) -> Result<Filed, NotDone> {
    let undecodable = || Error::new(ErrorKind::Undecodable, "the request has no answer to its submission");
    let outcome = Intake::of(&done.request).ok_or_else(undecodable)?;
    let receipt = done.receipt;
    Ok(Filed {
        reference: receipt.reference,
        version: receipt.version,
        position: receipt.position,
        replayed: receipt.replayed,
        outcome,
    })
}
