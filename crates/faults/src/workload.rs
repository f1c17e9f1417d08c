//! Commands that say who they are, so that whatever is found in a log can be told apart.

use serde::{Deserialize, Serialize};
use talab_store::{Append, CommandRecord, EventLog, Expected, NewEvent, StreamId};
use time::OffsetDateTime;

use crate::rng::Rng;

/// How commands are sent. Only the first way is right; the others are controls, which a check must find out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Manner {
    /// Each as one append with its id.
    Whole,
    /// Each as one append for each of its events, of which the first one has the id.
    Split,
    /// Without ids, and sent again when there was no answer.
    Unkeyed,
}

/// One command: some events for two streams.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Order {
    /// Its id.
    pub id: String,
    /// How many events it has; at least 2.
    pub events: u32,
    /// How many bytes of ballast each event carries.
    pub ballast: usize,
}

/// Commands in the order in which they are sent, those of a group at the same time.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Workload {
    /// The groups.
    pub groups: Vec<Vec<Order>>,
}

/// What the payload of an event says.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Told {
    pub(crate) command: String,
    pub(crate) part: u32,
    pub(crate) of: u32,
    ballast: String,
}

impl Workload {
    /// So many commands, in groups and of sizes that follow from the seed: some fill several pages of the file.
    #[must_use]
    pub fn seeded(seed: u64, commands: usize) -> Self {
        let mut rng = Rng::new(seed);
        let mut groups = Vec::new();
        let mut made = 0;
        while made < commands {
            let size = [1, 1, 2, 4][usize::try_from(rng.below(4)).unwrap_or(0)].min(commands - made);
            let order = |n| {
                let ballast = if rng.percent(15) { 5000 } else { rng.below(300) };
                let events = 2 + u32::try_from(rng.below(3)).unwrap_or(0);
                Order { id: format!("c{n}"), events, ballast: usize::try_from(ballast).unwrap_or(0) }
            };
            groups.push((made..made + size).map(order).collect());
            made += size;
        }
        Self { groups }
    }
}

impl Order {
    /// A small command.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), events: 3, ballast: 60 }
    }

    /// With so many bytes of ballast in each event.
    #[must_use]
    pub fn ballast(mut self, bytes: usize) -> Self {
        self.ballast = bytes;
        self
    }

    /// The appends it takes, the same ones each time.
    #[must_use]
    pub fn appends(&self, log: &dyn EventLog, manner: Manner) -> Vec<Append> {
        let digest = log.digest_key().hmac(self.id.as_bytes());
        let command = CommandRecord::new(&self.id, digest, format!(r#"{{"says":"{}"}}"#, self.id));
        let (first, rest): (Vec<_>, Vec<_>) =
            (0..self.events).map(|part| self.event(part)).partition(|e| e.0 == 0);
        let write = |append: Append, stream: String, events: Vec<(u32, NewEvent)>| {
            let events = events.into_iter().map(|(_, event)| event).collect();
            // The names are letters and digits.
            match StreamId::new("Order", &stream) {
                Ok(stream) => append.write(stream, Expected::Any, events),
                Err(_) => append,
            }
        };
        let sum = self.id.bytes().fold(0_u64, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into()));
        let (here, there) = (format!("a{}", sum % 3), format!("b{}", sum % 5));
        match manner {
            Manner::Whole => {
                vec![write(write(Append::new(), here, first), there, rest).command(command)]
            }
            Manner::Unkeyed => vec![write(write(Append::new(), here, first), there, rest)],
            Manner::Split => {
                let begin = write(Append::new(), here, first).command(command);
                let others = rest.into_iter().map(|event| write(Append::new(), there.clone(), vec![event]));
                std::iter::once(begin).chain(others).collect()
            }
        }
    }

    fn event(&self, part: u32) -> (u32, NewEvent) {
        let told =
            Told { command: self.id.clone(), part, of: self.events, ballast: "x".repeat(self.ballast) };
        let payload = serde_json::to_string(&told).unwrap_or_default();
        (part, NewEvent::new("Told", payload, OffsetDateTime::UNIX_EPOCH))
    }
}
