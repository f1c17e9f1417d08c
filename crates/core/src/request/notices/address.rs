//! The addresses an applicant gives for further ways to be notified (N1-7), and who is told of what goes there.

use std::collections::BTreeMap;

use super::{NoticeChannel, Notification};
use crate::actor::{Actor, Role};
use crate::definition::ServiceDefinition;
use crate::input;
use crate::refusal::Refusal;
use crate::request::Request;
use crate::request::bench::Bench;
use crate::rule;
use crate::text::Text;

/// The most characters of a name in a messaging app.
const MAX_APP_NAME: usize = 128;

impl Request {
    /// The address the applicant gave for that way to be notified, where there is one and it can be read.
    pub fn address(&self, channel: NoticeChannel) -> Option<&str> {
        let given = match channel {
            NoticeChannel::Email => self.intake.email.as_ref(),
            _ => self.intake.addresses.get(&channel),
        };
        given?.get()?.as_deref()
    }
}

impl Request {
    /// Whether `actor`, who may know of the request, is told of that notification: what goes to the provider's desk concerns who
    /// works on the request and who sends it (LY-7.1b).
    pub fn shows_notification_to(&self, notification: &Notification, actor: &Actor) -> bool {
        let sends = actor.role == Role::NotificationGateway;
        notification.is_for_the_applicant() || sends || self.shows_internal_to(actor)
    }

    /// Where that notification goes, for who sends it: nothing for anybody else, and nothing once it was sent (LY-6.5).
    pub fn address_of(&self, notification: &Notification, actor: &Actor) -> Option<&str> {
        let sends = actor.role == Role::NotificationGateway && notification.is_open();
        self.address(notification.queued.channel).filter(|_| sends)
    }
}

/// Each address is for a further way that the service has, and one that could be sent to. Where none is given nothing is noted.
pub(in crate::request) fn accepted(
    bench: &mut Bench<'_>,
    definition: &ServiceDefinition,
    given: BTreeMap<NoticeChannel, String>,
) -> Result<BTreeMap<NoticeChannel, String>, Refusal> {
    let mut accepted = BTreeMap::new();
    for (channel, address) in given {
        let path = || format!("addresses.{channel}");
        let used = definition.notices.as_ref().is_some_and(|terms| terms.further.contains(&channel));
        bench.require(rule::FURTHER_NOTICES, used, || Refusal::FieldInvalid {
            path: path(),
            problem: Text::new(
                "لا تُرسل هذه الخدمة إخطارات بهذه الوسيلة، يُرجى حذف العنوان",
                "the service sends no notices this way: leave the address out",
            ),
        })?;
        let address = match channel {
            NoticeChannel::Sms => input::telephone(&address),
            _ if address.contains('\n') => Err(input::one_line()),
            _ => input::text(&address, MAX_APP_NAME),
        };
        let address = address.map_err(|problem| Refusal::FieldInvalid { path: path(), problem })?;
        accepted.insert(channel, address);
    }
    Ok(accepted)
}
