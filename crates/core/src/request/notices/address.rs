//! The addresses an applicant gives for further ways to be notified (N1-7).

use std::collections::BTreeMap;

use super::NoticeChannel;
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
