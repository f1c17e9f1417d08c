//! Every form that talab's own events were ever written in: the one place where stored events become typed ones.

use std::sync::LazyLock;

use serde::de::DeserializeOwned;
use talab_core::AccessEvent;
use talab_core::almanac::AlmanacEvent;
use talab_core::enquiries::EnquiriesEvent;
use talab_core::mandate::MandateEvent;
use talab_core::objection::ObjectionEvent;
use talab_core::provider::ProviderEvent;
use talab_core::request::{Event, Request};
use talab_core::rulebook::RulebookEvent;
use talab_core::service::ServiceEvent;
use talab_store::snapshot::Fingerprint;
use talab_store::{LogError, Recorded, Upcasters};

use crate::entry::{Accessed, Entry, REQUEST, Read, Refused, Undecodable, Unreadable};
use crate::trace::Trace;

/// The kind of the streams that hold services.
pub const SERVICE: &str = "Service";
/// The kind of the streams that hold calendars.
pub const CALENDAR: &str = "Calendar";
/// The kind of the streams that hold mandates.
pub const MANDATE: &str = "Mandate";
/// The kind of the streams that hold objections.
pub const OBJECTION: &str = "Objection";
/// The kind of the streams that hold providers.
pub const PROVIDER: &str = "Provider";
/// The kind of the streams that hold what is asked and said around a service.
pub const ENQUIRIES: &str = "Enquiries";
/// The kind of the one stream that holds what the regulator sets.
pub const RULEBOOK: &str = "Rulebook";

/// The step from each form that an event of ours was written in, and is no longer, to the next one.
///
/// A release that changes a form adds a step here and a version where the event is declared; it changes none that is
/// here. `tests/archive` holds logs in every form.
fn steps() -> Result<Upcasters, LogError> {
    Upcasters::new()
        // The second form only adds what may be left out: steps of other bodies, and joins.
        .step(SERVICE, ("ServiceVersionProposed", "1"), ("ServiceVersionProposed", "2"), |_| Ok(()))?
        // The second form may say under which mandate it was filed; before there were mandates, under none.
        .step(REQUEST, ("Submitted", "1"), ("Submitted", "2"), |_| Ok(()))?
        // The third may say what other bodies are given for their tasks, and name further payment systems.
        .step(SERVICE, ("ServiceVersionProposed", "2"), ("ServiceVersionProposed", "3"), |_| Ok(()))?
        // The third may say in which country the applicant lives.
        .step(REQUEST, ("Submitted", "2"), ("Submitted", "3"), |_| Ok(()))?
        // Their second may name several payment systems; before, there was the one.
        .step(REQUEST, ("PaymentRequested", "1"), ("PaymentRequested", "2"), |_| Ok(()))?
        .step(REQUEST, ("RefundRequested", "1"), ("RefundRequested", "2"), |_| Ok(()))?
        // Its second may name the law on which it rests while a rule of retention is in force.
        .step(REQUEST, ("PersonalDataRedacted", "1"), ("PersonalDataRedacted", "2"), |_| Ok(()))?
        // So does theirs: a note, an instant from which and a grace, an exception.
        .step(SERVICE, ("ServiceVersionVerified", "1"), ("ServiceVersionVerified", "2"), |_| Ok(()))?
        .step(SERVICE, ("ServiceVersionPublished", "1"), ("ServiceVersionPublished", "2"), |_| Ok(()))?
        .step(REQUEST, ("VerificationPassed", "1"), ("VerificationPassed", "2"), |_| Ok(()))?
        .step(REQUEST, ("DecisionProposed", "1"), ("DecisionProposed", "2"), |_| Ok(()))
}

// A chain that is wrong in itself is found by a test; a build that had one would refuse old forms and read the present.
static OURS: LazyLock<Forms> = LazyLock::new(|| Forms::with(steps().unwrap_or_default()));

/// The forms in which events of ours can be read.
#[derive(Clone, Debug)]
pub struct Forms {
    steps: Upcasters,
}

impl Forms {
    /// The forms that this release reads.
    pub fn ours() -> &'static Self {
        &OURS
    }

    /// The present forms, and the older ones that these steps bring up to date: to try a new form's steps on real logs.
    pub fn with(steps: Upcasters) -> Self {
        Self { steps }
    }

    /// Decodes an event of a request.
    ///
    /// # Errors
    /// [`Undecodable`] names the event and what is wrong with it.
    pub fn request(&self, recorded: &Recorded) -> Result<Entry, Undecodable> {
        Ok(Entry {
            position: recorded.position.get(),
            version: recorded.version.get(),
            recorded_at: recorded.recorded_at.into(),
            occurred_at: recorded.occurred_at.into(),
            event: self.decode(recorded)?,
            by: Trace::from_metadata(&recorded.metadata),
        })
    }

    /// Decodes an event of an access stream.
    ///
    /// # Errors
    /// [`Undecodable`] names the event and what is wrong with it.
    pub fn accessed(&self, recorded: &Recorded) -> Result<Accessed, Undecodable> {
        let (position, recorded_at) = (recorded.position.get(), recorded.recorded_at.into());
        Ok(match self.decode(recorded)? {
            AccessEvent::CommandRefused(refusal) => {
                Accessed::Refused(Refused { position, recorded_at, refusal })
            }
            AccessEvent::RequestRead(read) => Accessed::Read(Read { position, recorded_at, read }),
        })
    }

    /// Decodes an event of any stream of ours.
    ///
    /// # Errors
    /// [`Undecodable`] names the event and what is wrong with it.
    pub fn decode<E: Ours>(&self, recorded: &Recorded) -> Result<E, Undecodable> {
        let wrong = |source| Undecodable::new(recorded, source);
        let latest = self.steps.apply(recorded).map_err(|error| wrong(Unreadable::Step(error.into())))?;
        let (name, version) = (latest.event_type.as_str(), latest.event_version.as_str());
        // A name that nobody knows is best told of by what the payload's reader expected.
        if let Some(written) = E::version_of(name).filter(|written| *written != version) {
            return Err(wrong(unknown_form(written, version)));
        }
        let event: E = serde_json::from_str(&latest.payload).map_err(|error| wrong(error.into()))?;
        if event.name() != name {
            return Err(wrong(Unreadable::OtherEvent(event.name())));
        }
        Ok(event)
    }

    /// The payload in the form that is decoded, as the stored one if that is present.
    ///
    /// # Errors
    /// [`Undecodable`] when a step finds that the payload isn't of its form.
    pub fn payload(&self, recorded: &Recorded) -> Result<String, Undecodable> {
        let latest = self.steps.apply(recorded);
        latest
            .map(|latest| latest.into_owned().payload)
            .map_err(|error| Undecodable::new(recorded, Unreadable::Step(error.into())))
    }
}

/// A version beyond what is written now comes from the future; an older one has lost its step.
fn unknown_form(reads: &'static str, version: &str) -> Unreadable {
    match (version.parse::<u32>(), reads.parse::<u32>()) {
        (Ok(version), Ok(known)) if version > known => Unreadable::Newer { reads },
        _ => Unreadable::Form { reads },
    }
}

/// An event of ours.
pub trait Ours: DeserializeOwned {
    /// The name on the wire.
    fn name(&self) -> &'static str;

    /// The version of the form in which this release writes the event of that name.
    fn version_of(name: &str) -> Option<&'static str>;
}

impl Ours for Event {
    fn name(&self) -> &'static str {
        self.name()
    }

    fn version_of(name: &str) -> Option<&'static str> {
        Self::version_of(name)
    }
}

/// The other streams' events have one version for all of a kind.
macro_rules! ours {
    ($( $event:ty, )+) => { $(
        impl Ours for $event {
            fn name(&self) -> &'static str {
                self.name()
            }

            fn version_of(name: &str) -> Option<&'static str> {
                Self::NAMES.contains(&name).then_some(Self::VERSION)
            }
        }
    )+ };
}

ours! {
    AccessEvent,
    AlmanacEvent,
    EnquiriesEvent,
    MandateEvent, ObjectionEvent, ProviderEvent, RulebookEvent,
}

impl Ours for ServiceEvent {
    fn name(&self) -> &'static str {
        self.name()
    }

    fn version_of(name: &str) -> Option<&'static str> {
        Self::version_of(name)
    }
}

/// What a request is folded by: the rules, and the forms that are read here.
///
/// # Errors
/// Never for a request of this release; its JSON form allows for one.
pub fn request_fingerprint() -> Result<Fingerprint, LogError> {
    Fingerprint::of::<Request>(&[talab_core::SOURCES, include_str!("forms.rs")])
}

/// Decodes an event of a request in any form that this release reads.
///
/// # Errors
/// [`Undecodable`] names the event and what is wrong with it.
pub fn decode(recorded: &Recorded) -> Result<Entry, Undecodable> {
    Forms::ours().request(recorded)
}

/// Decodes an event of an access stream in any form that this release reads.
///
/// # Errors
/// [`Undecodable`] names the event and what is wrong with it.
pub fn decode_accessed(recorded: &Recorded) -> Result<Accessed, Undecodable> {
    Forms::ours().accessed(recorded)
}

#[cfg(test)]
mod tests;
