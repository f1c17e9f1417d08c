//! Deciding about transfers.

use super::command::{AcceptTransfer, ClockRule, DeclineTransfer, Transfer};
use super::event::{TransferAccepted, TransferCancelled, TransferDeclined, Transferred, TransferredOut};
use crate::channel::ChannelMessage;
use crate::input;
use crate::reason::Family;
use crate::refusal::Refusal;
use crate::request::bench::Bench;
use crate::request::event::Event;
use crate::request::execution::{self, LateAnswer};
use crate::request::notices::{self, Purpose};
use crate::request::{clock, evidence, fees, quarantine};
use crate::rule;
use crate::stage::Stage;
use crate::text::Text;

/// Offers the request; one offer waits at a time.
pub(in crate::request) fn transfer(bench: &mut Bench<'_>, command: Transfer) -> Result<(), Refusal> {
    bench.reason_of(Family::Trf, command.reason)?;
    let none = bench.state.transfers.offered.is_none();
    bench.require(rule::TRANSFER, none, || Refusal::TransferWaits)?;
    let from = bench.state.intake.provider.clone().ok_or(Refusal::UnknownRequest)?;
    let another = command.to != from;
    bench.require(rule::TRANSFER, another, || Refusal::FieldInvalid {
        path: "to".to_owned(),
        problem: Text::new(
            "الطلب لدى هذه الجهة بالفعل، يُرجى تحديد الجهة المختصة",
            "the request is with this body already: name the competent one",
        ),
    })?;
    quarantine::reaches(bench, &command.to)?;
    let message = bench.new_message()?;
    let Transfer { to, reason, clock } = command;
    bench.emit(Event::Transferred(Transferred { at: bench.at, from, to, reason, clock, message }));
    Ok(())
}

/// Takes over: the provider changes and the clock follows its rule, or the request ends here.
pub(in crate::request) fn accept(bench: &mut Bench<'_>, command: AcceptTransfer) -> Result<(), Refusal> {
    let Some((offer, message)) = asked(bench, command.message, true)? else { return Ok(()) };
    let elsewhere = command.elsewhere.map(|reference| input::name(&reference)).transpose();
    let elsewhere =
        elsewhere.map_err(|problem| Refusal::FieldInvalid { path: "elsewhere".to_owned(), problem })?;
    let Transferred { from, to, reason, clock: rule, .. } = offer;
    bench.emit(Event::TransferAccepted(TransferAccepted { at: bench.at, from, to: to.clone(), message }));
    // What was sent or asked by the one body is not answered to the other.
    execution::cancel_all(bench);
    evidence::cancel_all(bench);
    match elsewhere {
        Some(elsewhere) => {
            fees::cancel_all(bench);
            clock::stop(bench)?;
            bench.emit(Event::TransferredOut(TransferredOut { at: bench.at, to, reason, elsewhere }));
        }
        None if rule == ClockRule::StartsAgain => clock::restart(bench)?,
        None => {}
    }
    notices::tell(bench, Purpose::Transfer);
    Ok(())
}

/// Declines: the request stays where it is, and so does its time.
pub(in crate::request) fn decline(bench: &mut Bench<'_>, command: DeclineTransfer) -> Result<(), Refusal> {
    bench.reason_of(Family::Tsk, command.reason)?;
    let Some((offer, message)) = asked(bench, command.message, false)? else { return Ok(()) };
    let (by, reason) = (offer.to, command.reason);
    bench.emit(Event::TransferDeclined(TransferDeclined { at: bench.at, by, reason, message }));
    Ok(())
}

/// Takes an offer back that nobody answered, in the append that ends or decides the request.
pub(in crate::request) fn cancel(bench: &mut Bench<'_>) {
    if let Some(offer) = bench.state.transfers.offered.clone() {
        bench.emit(Event::TransferCancelled(TransferCancelled { at: bench.at, to: offer.to }));
    }
}

/// The offer that a message answers; nothing if it came too late and was kept aside.
fn asked(
    bench: &mut Bench<'_>,
    message: Option<ChannelMessage>,
    accepted: bool,
) -> Result<Option<(Transferred, ChannelMessage)>, Refusal> {
    let message = bench.message(message)?;
    let by = bench.by.body.clone();
    let offered = by.as_ref().is_some_and(|body| bench.state.transfers.bodies.contains(body));
    bench.require(rule::TRANSFER, offered, || Refusal::TransferUnknown)?;
    if matches!(bench.state.stage, Some(Stage::Decided | Stage::Concluded | Stage::Closed)) {
        bench.keep(LateAnswer::Transfer { accepted }, message);
        return Ok(None);
    }
    let offer = bench.state.transfers.offered.clone();
    let answers = |offer: &Transferred| {
        Some(&offer.to) == by.as_ref() && message.in_reply_to.as_ref() == Some(&offer.message)
    };
    let offer = offer.filter(answers);
    bench.require(rule::TRANSFER, offer.is_some(), || Refusal::TransferUnknown)?;
    Ok(offer.map(|offer| (offer, message)))
}
