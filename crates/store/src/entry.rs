//! The bytes a leaf hashes: log entry format 1. `docs/formats.md` explains them to a stranger.

use crate::hash::sha256;
use crate::instant::to_micros;
use crate::{Hash, Recorded};

/// The number of the entry format this release writes.
pub const ENTRY_FORMAT: u64 = 1;

/// SHA-256 of `{}`.
const NO_METADATA: Hash = [
    0x44, 0x13, 0x6f, 0xa3, 0x55, 0xb3, 0x67, 0x8a, 0x11, 0x46, 0xad, 0x16, 0xf7, 0xe8, 0x64, 0x9e, 0x94,
    0xfb, 0x4f, 0xc2, 0x1f, 0xe7, 0x7e, 0x83, 0x10, 0xc0, 0x60, 0xf6, 0x1c, 0xaa, 0xff, 0x8a,
];

/// Everything an event's leaf vouches for: the event's row, the leaf before it in its stream, and the command's record.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Entry<'a> {
    /// The event. Its own `leaf` is not part of the entry.
    pub event: &'a Recorded,
    /// The leaf of the event before it in the same stream; none for version 1.
    pub previous: Option<&'a Hash>,
    /// The record of the command that caused it, only on the first event of an append.
    pub record: Option<&'a str>,
}

impl<'a> Entry<'a> {
    /// The entry of `event`.
    #[must_use]
    pub const fn new(event: &'a Recorded, previous: Option<&'a Hash>, record: Option<&'a str>) -> Self {
        Self { event, previous, record }
    }

    /// The entry's bytes: twelve fields, each a 4-byte big-endian length and that many bytes.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let event = self.event;
        let payload = sha256(&[event.payload.as_bytes()]);
        let metadata = match event.metadata.as_str() {
            // Almost every event of most hosts has no metadata at all.
            "{}" => NO_METADATA,
            metadata => sha256(&[metadata.as_bytes()]),
        };
        let record = self.record.map(|record| sha256(&[record.as_bytes()]));
        let fields: [&[u8]; 12] = [
            &ENTRY_FORMAT.to_be_bytes(),
            event.stream.kind().as_bytes(),
            event.stream.id().as_bytes(),
            &event.version.get().to_be_bytes(),
            event.event_type.as_bytes(),
            event.event_version.as_bytes(),
            &to_micros(event.occurred_at).to_be_bytes(),
            &to_micros(event.recorded_at).to_be_bytes(),
            self.previous.map_or(&[], |leaf| &leaf[..]),
            &payload,
            &metadata,
            record.as_ref().map_or(&[], |hash| &hash[..]),
        ];
        let mut bytes = Vec::with_capacity(fields.iter().map(|field| 4 + field.len()).sum());
        for field in fields {
            // No field is longer than MAX_ID_BYTES, so the length always fits.
            let length = u32::try_from(field.len()).unwrap_or(u32::MAX);
            bytes.extend_from_slice(&length.to_be_bytes());
            bytes.extend_from_slice(field);
        }
        bytes
    }

    /// The leaf: SHA-256 of a zero byte and the entry's bytes.
    #[must_use]
    pub fn leaf(&self) -> Hash {
        sha256(&[&[0], &self.to_bytes()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_by_heart_is_right() {
        assert_eq!(NO_METADATA, sha256(&[b"{}"]));
    }
}
