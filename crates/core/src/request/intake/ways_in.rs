//! By which way a request comes in: one that the service has, and that is open to whoever says so (LY-2a, LY-13.1,
//! LY-14.1b).

use super::command::Submit;
use crate::channel::ChannelMessage;
use crate::definition::ServiceDefinition;
use crate::party::Channel;
use crate::refusal::Refusal;
use crate::request::bench::Bench;
use crate::rule;
use crate::text::Text;

/// The way in is one of the service's, and a message came with it exactly where it came over the channel.
///
/// Where the definition names no ways in, any is taken as it is told, as it always was.
pub(super) fn allowed(
    bench: &mut Bench<'_>,
    definition: &ServiceDefinition,
    command: &Submit,
) -> Result<(), Refusal> {
    // A part comes in by no way of its own: the engine opens it, and its parent came by one.
    if command.parent.is_some() {
        return Ok(());
    }
    let channel = command.channel;
    if let Some(terms) = &definition.intake {
        let allowed = terms.open_to(bench.by.role);
        let held = allowed.contains(&channel);
        bench.require(rule::WAYS_IN, held, || Refusal::WrongChannel { channel, allowed })?;
    }
    match (&command.message, channel) {
        (Some(message), Channel::IntegrationChannel) => arrived(bench, definition, message),
        (Some(_), _) => Err(message_invalid(
            "message",
            "لا ترد الرسالة إلا مع طلب وارد عبر قناة التكامل، يُرجى حذفها أو تصحيح وسيلة التقديم",
            "only a request that came over the integration channel carries a message: leave it out, or correct the way in",
        )),
        (None, Channel::IntegrationChannel) if definition.intake.is_some() => {
            bench.found(rule::ROUTED, false, "");
            Err(Refusal::ChannelRequired)
        }
        (None, _) => Ok(()),
    }
}

/// The message is from the body of whoever brings it, to the provider, and of a kind that the channel's register lists. The
/// instant that counts is that of the submission here, whatever the message says of its own.
fn arrived(
    bench: &mut Bench<'_>,
    definition: &ServiceDefinition,
    message: &ChannelMessage,
) -> Result<(), Refusal> {
    // Whoever provides the service sends itself nothing.
    let from = Some(&message.from) == bench.by.body.as_ref() && message.from != definition.provider;
    for (path, held) in [("from", from), ("to", message.to == definition.provider)] {
        bench.require(rule::ROUTED, held, || {
            message_invalid(
                &format!("message.{path}"),
                "الرسالة ليست من الجهة التي تقدّم الطلب إلى مقدم الخدمة، يُرجى تصحيح المرسِل والمرسَل إليه",
                "the message is not from the body that submits to the provider: correct sender and receiver",
            )
        })?;
    }
    let Some(rulebook) = &bench.facts.rulebook else { return Ok(()) };
    let listed = rulebook.takes(&message.kind);
    let kind = message.kind.to_string();
    bench.require(rule::MESSAGE_KINDS, listed, || Refusal::MessageKindNotListed { kind })
}

fn message_invalid(path: &str, ar: &str, en: &str) -> Refusal {
    Refusal::FieldInvalid { path: path.to_owned(), problem: Text::new(ar, en) }
}
