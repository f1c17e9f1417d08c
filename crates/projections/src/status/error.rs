//! Why there is no status.

use talab_core::Reference;
use thiserror::Error;

/// Why a status can't be told.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum StatusError {
    /// There is no such request, or the viewer may not know of it; the two look the same on purpose.
    #[error(
        "there is no request {reference} that this viewer may see: check the reference and the viewer's role"
    )]
    Unknown {
        /// What was asked for.
        reference: Reference,
    },
    /// The definition is of another service or version than the request is pinned to.
    #[error("request {reference} is pinned to {pinned}, not {given}: give the definition it is pinned to")]
    Definition {
        /// Which request.
        reference: Reference,
        /// The service and version it is pinned to.
        pinned: String,
        /// The service and version that was given.
        given: String,
    },
    /// The calendar is of another jurisdiction.
    #[error(
        "request {reference} counts its days on the calendar of {pinned}, not {given}: give its own calendar"
    )]
    Calendar {
        /// Which request.
        reference: Reference,
        /// The jurisdiction it counts in.
        pinned: String,
        /// The jurisdiction of the calendar that was given.
        given: String,
    },
}
