//! The promises of [`EventLog`], as tests any backend can run (feature `test-util`).
//!
//! Each promise is an async function that is given an empty log and the clock the log runs on, and panics when the
//! promise is broken. [`event_log_conformance!`](crate::event_log_conformance) makes a test of each; [`run`] runs all.
//!
//! ```
//! # #[tokio::main]
//! # async fn main() {
//! use std::sync::Arc;
//! use talab_store::{EventLog, MemoryLog, conformance};
//!
//! conformance::run(async |clock| {
//!     let log: Arc<dyn EventLog> = Arc::new(MemoryLog::with_clock(clock).expect("random bytes"));
//!     // The second part is kept until the promise is done, e.g. a temporary folder.
//!     (log, ())
//! })
//! .await;
//! # }
//! ```

mod appending;
mod cancelling;
mod closing;
mod commands;
mod concurrency;
mod evidence;
mod reading;
mod support;

use std::sync::Arc;

pub use self::appending::{
    appends_go_to_the_end_when_any_version_will_do, checked_streams_must_be_as_expected,
    conflicts_append_nothing, events_are_read_back_byte_for_byte, malformed_appends_change_nothing,
    one_append_reaches_several_streams, recorded_at_never_runs_backwards,
};
pub use self::cancelling::dropped_appends_happen_as_a_whole_or_not_at_all;
pub use self::closing::{closed_logs_refuse, followers_are_woken};
pub use self::commands::{
    command_ids_are_never_reused, commands_are_found_from_their_events, records_are_kept_byte_for_byte,
    refused_appends_do_not_consume_the_id, repeated_commands_give_the_first_outcome,
};
pub use self::concurrency::{
    concurrent_writers_lose_and_repeat_nothing, the_same_command_at_once_appends_once,
};
pub use self::evidence::{
    assert_recomputed, empty_logs_have_the_empty_root, leaves_chains_and_tree_can_be_recomputed,
};
pub use self::reading::{
    nothing_is_read_where_nothing_is, streams_are_listed_in_byte_order, the_whole_log_is_read_in_pages,
};
pub use self::support::TestClock;
use crate::{EventLog, LogClock};

/// Runs every promise, each on a log of its own made by `make`, whose second result is kept until the promise is done.
///
/// # Panics
/// When a promise is broken.
pub async fn run<K, M>(make: M)
where
    M: AsyncFn(Arc<dyn LogClock>) -> (Arc<dyn EventLog>, K),
{
    macro_rules! each {
        ($($promise:ident)*) => {$({
            let clock = TestClock::new();
            let (log, _keep) = make(Arc::new(clock.clone())).await;
            $promise(log, clock).await;
        })*};
    }
    each! {
        events_are_read_back_byte_for_byte
        one_append_reaches_several_streams
        conflicts_append_nothing
        checked_streams_must_be_as_expected
        appends_go_to_the_end_when_any_version_will_do
        malformed_appends_change_nothing
        recorded_at_never_runs_backwards
        repeated_commands_give_the_first_outcome
        command_ids_are_never_reused
        refused_appends_do_not_consume_the_id
        records_are_kept_byte_for_byte
        commands_are_found_from_their_events
        nothing_is_read_where_nothing_is
        the_whole_log_is_read_in_pages
        streams_are_listed_in_byte_order
        empty_logs_have_the_empty_root
        leaves_chains_and_tree_can_be_recomputed
        dropped_appends_happen_as_a_whole_or_not_at_all
        concurrent_writers_lose_and_repeat_nothing
        the_same_command_at_once_appends_once
        followers_are_woken
        closed_logs_refuse
    }
}

/// Makes a `#[tokio::test]` of every promise in [`conformance`](crate::conformance).
///
/// The argument is an expression for `async fn(Arc<dyn LogClock>) -> (Arc<dyn EventLog>, K)`; the crate that uses it
/// needs `tokio` with `macros` and `rt-multi-thread`.
#[macro_export]
macro_rules! event_log_conformance {
    ($make:expr) => {
        $crate::event_log_conformance! { @each $make;
            events_are_read_back_byte_for_byte
            one_append_reaches_several_streams
            conflicts_append_nothing
            checked_streams_must_be_as_expected
            appends_go_to_the_end_when_any_version_will_do
            malformed_appends_change_nothing
            recorded_at_never_runs_backwards
            repeated_commands_give_the_first_outcome
            command_ids_are_never_reused
            refused_appends_do_not_consume_the_id
            records_are_kept_byte_for_byte
            commands_are_found_from_their_events
            nothing_is_read_where_nothing_is
            the_whole_log_is_read_in_pages
            streams_are_listed_in_byte_order
            empty_logs_have_the_empty_root
            leaves_chains_and_tree_can_be_recomputed
            dropped_appends_happen_as_a_whole_or_not_at_all
            concurrent_writers_lose_and_repeat_nothing
            the_same_command_at_once_appends_once
            followers_are_woken
            closed_logs_refuse
        }
    };
    (@each $make:expr; $($promise:ident)*) => {$(
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $promise() {
            let clock = $crate::conformance::TestClock::new();
            let (log, _keep) = ($make)(::std::sync::Arc::new(clock.clone())).await;
            $crate::conformance::$promise(log, clock).await;
        }
    )*};
}
