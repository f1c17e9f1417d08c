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

/// What is written of an event or a command: one tag, which is its name, around its content; an event says its form too.
#[cfg(test)]
pub(crate) fn is_tagged(value: &impl serde::Serialize, name: &str) {
    let wire = serde_json::to_value(value).unwrap();
    let tags: Vec<_> = wire.as_object().into_iter().flat_map(|tags| tags.keys()).collect();
    assert_eq!(tags, [name], "{wire}");
}

/// The same of an event, whose type on the wire is its name.
#[cfg(test)]
pub(crate) fn is_told<E: cqrs_es::DomainEvent>(event: &E) {
    is_tagged(event, &event.event_type());
    assert!(["1", "2", "3"].contains(&event.event_version().as_str()), "{}", event.event_version());
}
