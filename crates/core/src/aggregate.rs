//! The streams beside requests as aggregates of cqrs-es: each is decided by its `decide` and changed by its `evolve`.

/// Lets a driver of cqrs-es handle `$state`, whose `decide` is in scope.
macro_rules! aggregate {
    ($state:ident, $kind:literal, $envelope:ident, $event:ident) => {
        impl cqrs_es::Aggregate for $state {
            const TYPE: &'static str = $kind;
            type Command = $envelope;
            type Event = $event;
            type Error = crate::refusal::Refusal;
            type Services = ();

            async fn handle(
                &mut self,
                command: $envelope,
                _services: &(),
                sink: &cqrs_es::event_sink::EventSink<Self>,
            ) -> Result<(), crate::refusal::Refusal> {
                for event in decide(self, &command)? {
                    sink.write(event, self).await;
                }
                Ok(())
            }

            fn apply(&mut self, event: $event) {
                self.evolve(&event);
            }
        }
    };
}

pub(crate) use aggregate;
