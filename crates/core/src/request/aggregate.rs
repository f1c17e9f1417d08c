//! A request driven by cqrs-es: the framework's trait delegates to the pure functions.

use cqrs_es::Aggregate;
use cqrs_es::event_sink::EventSink;

use super::decide::decide;
use super::envelope::Envelope;
use super::event::Event;
use super::evolve::evolve;
use super::state::Request;
use crate::refusal::Refusal;

impl Aggregate for Request {
    const TYPE: &'static str = "Request";
    type Command = Envelope;
    type Event = Event;
    type Error = Refusal;
    type Services = ();

    async fn handle(
        &mut self,
        command: Envelope,
        _services: &(),
        sink: &EventSink<Self>,
    ) -> Result<(), Refusal> {
        for event in decide(self, &command)?.events {
            sink.write(event, self).await;
        }
        Ok(())
    }

    fn apply(&mut self, event: Event) {
        evolve(self, &event);
    }
}
