//! Notices: duties to tell the applicant, on the portal and by e-mail, each tracked on its own (LY-18.1).

mod event;

use serde::{Deserialize, Serialize};

use super::bench::Bench;
use super::event::Event;
use crate::reason::{Family, ReasonCode};
use crate::refusal::Refusal;
use crate::rule;

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

    fn next_number(&self) -> u32 {
        u32::try_from(self.all.len()).unwrap_or(u32::MAX).saturating_add(1)
    }

    /// The notification with this number, if its duty is open.
    fn open(&self, number: u32) -> bool {
        self.all.iter().any(|notification| notification.queued.number == number && notification.is_open())
    }
}

/// Queues both duties in the append of the fact they tell of; without an address the second says so (LY-18.1).
pub(super) fn tell(bench: &mut Bench<'_>, purpose: Purpose) {
    let email = bench.state.intake.email_given;
    for (channel, not_applicable) in
        [(NoticeChannel::Portal, None), (NoticeChannel::Email, (!email).then_some(ReasonCode::NtfNoneGiven))]
    {
        let number = bench.state.notices.next_number();
        bench.emit(Event::NotificationQueued(NotificationQueued {
            at: bench.at,
            number,
            purpose,
            channel,
            not_applicable,
        }));
    }
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
