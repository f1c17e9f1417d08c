//! Notices: duties to tell the applicant, on the portal and by e-mail, each tracked on its own (LY-18.1); and what a service
//! sends beyond that: by further ways to the applicant (N1-7), and to the provider's desk (LY-7.1b).

mod address;
mod event;

use serde::{Deserialize, Serialize};

use super::bench::Bench;
use super::event::Event;
use crate::definition::{SINCE_PROVIDER_TOLD, ServiceDefinition};
use crate::ids::{BodyId, MessageId};
use crate::instant::Timestamp;
use crate::reason::{Family, ReasonCode};
use crate::refusal::Refusal;
use crate::rule;

pub(super) use address::accepted as addresses_accepted;
pub use event::{NoticeChannel, NotificationDelivered, NotificationFailed, NotificationQueued, Purpose};

/// Reports that a notification arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct RecordNotificationDelivered {
    /// Its number in the request.
    pub number: u32,
}

/// Reports that a notification did not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct RecordNotificationFailed {
    /// Its number in the request.
    pub number: u32,
    /// Why, of the family `NTF`.
    pub reason: ReasonCode,
}

/// A duty to tell and its fate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Notification {
    /// How it was queued.
    pub queued: NotificationQueued,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a notification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::exhaustive_enums, reason = "a duty is in exactly one of these")]
pub enum Fate {
    /// Nothing to send: there is no address.
    NotApplicable,
    /// Not reported yet.
    Queued,
    /// It arrived.
    Delivered,
    /// It did not arrive; the duty stays open.
    Failed(ReasonCode),
}

impl Notification {
    /// Whether the duty is still to be met.
    pub const fn is_open(&self) -> bool {
        matches!(self.fate, Fate::Queued | Fate::Failed(_))
    }

    /// Whether it tells the applicant; another one tells the provider.
    pub const fn is_for_the_applicant(&self) -> bool {
        self.queued.to.is_none()
    }

    /// Whether it is a duty of article 18. Trouble with another one is seen, and has no effect in law (N1-7, LY-7.1b).
    pub const fn is_legal(&self) -> bool {
        self.queued.channel.is_legal()
    }
}

/// What the notices room knows of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Notices {
    pub(crate) all: Vec<Notification>,
}

impl Notices {
    pub(super) fn queued(&mut self, event: &NotificationQueued) {
        let fate = if event.not_applicable.is_some() { Fate::NotApplicable } else { Fate::Queued };
        self.all.push(Notification { queued: event.clone(), fate });
    }

    pub(super) fn settled(&mut self, number: u32, fate: Fate) {
        if let Some(notification) = self.all.iter_mut().find(|it| it.queued.number == number) {
            notification.fate = fate;
        }
    }

    /// Whether the provider was told of the request as it was received at that instant.
    fn provider_told(&self, received_at: Option<Timestamp>) -> bool {
        let mut told = self.all.iter().filter(|it| it.queued.purpose == Purpose::NewRequest);
        told.any(|it| Some(it.queued.at) >= received_at)
    }

    fn next_number(&self) -> u32 {
        u32::try_from(self.all.len()).unwrap_or(u32::MAX).saturating_add(1)
    }

    /// The notification with this number, if its duty is open.
    fn open(&self, number: u32) -> bool {
        self.all.iter().any(|notification| notification.queued.number == number && notification.is_open())
    }
}

/// Queues both duties in the append of the fact they tell of; without an address the second says so (LY-18.1). After them, one for
/// each further way for which the applicant gave an address (N1-7).
pub(super) fn tell(bench: &mut Bench<'_>, purpose: Purpose) {
    let email = bench.state.intake.email_given;
    queue(bench, purpose, NoticeChannel::Portal, None, None);
    let none_given = (!email).then_some(ReasonCode::NtfNoneGiven);
    queue(bench, purpose, NoticeChannel::Email, none_given, None);
    let further: Vec<_> = bench.state.intake.addresses.keys().copied().collect();
    for channel in further {
        bench.found(rule::FURTHER_NOTICES, true, channel.code());
        queue(bench, purpose, channel, None, None);
    }
}

/// Queues a notice of the new request to the provider's desk, once for each receipt (LY-7.1b). Versions that were proposed before
/// that was asked of all say themselves whether they want it.
pub(super) fn tell_provider(bench: &mut Bench<'_>, definition: &ServiceDefinition) -> Result<(), Refusal> {
    let checks = bench.facts.service.as_ref().and_then(|service| service.offer.checks);
    let asked = checks.is_some_and(|number| number >= SINCE_PROVIDER_TOLD)
        || definition.notices.as_ref().is_some_and(|terms| terms.provider);
    if !asked || bench.state.notices.provider_told(bench.state.intake.received_at) {
        return Ok(());
    }
    let Some(provider) = bench.state.provider().cloned() else { return Ok(()) };
    let message = bench.new_message()?;
    bench.found(rule::PROVIDER_TOLD, true, provider.as_str());
    queue(bench, Purpose::NewRequest, NoticeChannel::ProviderDesk, None, Some((provider, message)));
    Ok(())
}

fn queue(
    bench: &mut Bench<'_>,
    purpose: Purpose,
    channel: NoticeChannel,
    not_applicable: Option<ReasonCode>,
    to: Option<(BodyId, MessageId)>,
) {
    let number = bench.state.notices.next_number();
    let (to, message) = to.unzip();
    bench.emit(Event::NotificationQueued(NotificationQueued {
        at: bench.at,
        number,
        purpose,
        channel,
        not_applicable,
        to,
        message,
    }));
}

pub(super) fn delivered(bench: &mut Bench<'_>, command: RecordNotificationDelivered) -> Result<(), Refusal> {
    open(bench, command.number)?;
    bench.emit(Event::NotificationDelivered(NotificationDelivered { at: bench.at, number: command.number }));
    Ok(())
}

/// A failure leaves the duty open and moves no date (LY-18.6).
pub(super) fn failed(bench: &mut Bench<'_>, command: RecordNotificationFailed) -> Result<(), Refusal> {
    bench.reason_of(Family::Ntf, command.reason)?;
    open(bench, command.number)?;
    let (number, reason) = (command.number, command.reason);
    bench.emit(Event::NotificationFailed(NotificationFailed { at: bench.at, number, reason }));
    Ok(())
}

fn open(bench: &mut Bench<'_>, number: u32) -> Result<(), Refusal> {
    let open = bench.state.notices.open(number);
    bench.require(rule::COMPLETION_TOLD, open, || Refusal::NotificationUnknown { number })
}
