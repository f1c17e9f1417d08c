//! Names and numbers of the log: which stream, which event of it, which place in the whole.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::InvalidAppend;
use crate::limits::check_text;

/// The name of one stream: the kind of aggregate and the aggregate's own id.
///
/// Both parts are non-empty, at most [`MAX_ID_BYTES`](crate::MAX_ID_BYTES) bytes, and hold no control character.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StreamId {
    // Shared, since a name goes with each of its events and into every memory of its end.
    kind: Arc<str>,
    id: Arc<str>,
}

impl StreamId {
    /// Names a stream, e.g. `StreamId::new("Request", "7QX3…")`.
    ///
    /// # Errors
    /// [`InvalidAppend::Text`] when a part is empty, too long, or holds a control character.
    pub fn new(kind: impl Into<String>, id: impl Into<String>) -> Result<Self, InvalidAppend> {
        let (kind, id) = (kind.into(), id.into());
        check_text("stream kind", &kind)?;
        check_text("stream id", &id)?;
        Ok(Self { kind: kind.into(), id: id.into() })
    }

    /// A name that was checked before, or is only a bound to compare with.
    pub(crate) fn unchecked(kind: &str, id: &str) -> Self {
        Self { kind: kind.into(), id: id.into() }
    }

    /// The same, which shares the other's kind if it has it: most events of a page do.
    #[cfg(feature = "postgres")]
    pub(crate) fn beside(other: Option<&Self>, kind: &str, id: &str) -> Self {
        let shared = other.filter(|other| *other.kind == *kind).map(|other| Arc::clone(&other.kind));
        Self { kind: shared.unwrap_or_else(|| kind.into()), id: id.into() }
    }

    /// The kind of aggregate (`aggregate_type` in the tables).
    #[must_use]
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// The aggregate's own id (`aggregate_id` in the tables).
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }
}

impl fmt::Display for StreamId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.kind, self.id)
    }
}

/// The number of an event within its stream, from 1; [`Version::NONE`] means "no event yet".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Version(u64);

impl Version {
    /// No event yet.
    pub const NONE: Self = Self(0);
    /// The first event of a stream.
    pub const FIRST: Self = Self(1);

    /// The version with this number.
    #[must_use]
    pub const fn new(number: u64) -> Self {
        Self(number)
    }

    /// The number, 0 for [`Version::NONE`].
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }

    /// The version after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The place of an event in the whole log, from 1, without gaps, for ever; [`Position::START`] is before the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Position(u64);

impl Position {
    /// Before the first event.
    pub const START: Self = Self(0);

    /// The position with this number.
    #[must_use]
    pub const fn new(number: u64) -> Self {
        Self(number)
    }

    /// The number, 0 for [`Position::START`].
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }

    /// The position after this one.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// What an append demands of a stream before it may write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(
    clippy::exhaustive_enums,
    reason = "a demand is for some version or for none; a backend must treat every case"
)]
pub enum Expected {
    /// Nothing: the events go wherever the stream ends.
    Any,
    /// The last event has exactly this version; `Exact(Version::NONE)` means the stream must not exist.
    Exact(Version),
}

impl Expected {
    /// Whether a stream that ends at `actual` meets the demand.
    #[must_use]
    pub fn is_met_by(self, actual: Version) -> bool {
        match self {
            Self::Any => true,
            Self::Exact(version) => version == actual,
        }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => f.write_str("any version"),
            Self::Exact(Version::NONE) => f.write_str("no event yet"),
            Self::Exact(version) => write!(f, "version {version}"),
        }
    }
}
