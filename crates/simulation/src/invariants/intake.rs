//! Attempts, completeness, receipt, and the pinned version.

use talab::Timestamp;
use talab::core::definition::{AcknowledgementMode, ServiceDefinition};
use talab::core::request::Event;
use talab::core::request::fees::{FeeWaived, PaymentConfirmed};
use talab::core::request::intake::{Acknowledged, CompletenessChecked, Submitted};
use talab::projections::Entry;

use super::{Found, Invariant as I};

/// One attempt, as far as it has come.
#[derive(Default)]
struct Attempt {
    number: u32,
    submitted_at: Option<Timestamp>,
    /// Since when it counts as received, if the last check found nothing missing.
    complete: Option<Timestamp>,
    confirmed: bool,
    rejected: bool,
}

pub(super) fn check(entries: &[Entry], definition: &ServiceDefinition, found: &mut Found) {
    let mut attempt = Attempt::default();
    let mut acknowledged = false;
    let mut before: Option<&Entry> = None;
    for entry in entries {
        match &entry.event {
            Event::Submitted(it) => {
                found.unless(attempt.number == 0, I::OneAnswer, entry, "the request was submitted before");
                pinned(it, definition, entry, found);
                attempt = Attempt { number: 1, submitted_at: Some(it.at), ..Attempt::default() };
            }
            Event::Supplemented(it) => {
                let next = it.attempt == attempt.number + 1 && attempt.rejected;
                found.unless(
                    next,
                    I::OneAnswer,
                    entry,
                    "the attempt before it is not rejected, or not the one before",
                );
                attempt = Attempt { number: it.attempt, submitted_at: Some(it.at), ..Attempt::default() };
            }
            // What is paid or waived before receipt is the last part of the submission.
            Event::PaymentConfirmed(PaymentConfirmed { at, .. }) | Event::FeeWaived(FeeWaived { at, .. })
                if attempt.complete.is_none() && !attempt.rejected =>
            {
                attempt.submitted_at = Some(*at);
            }
            Event::CompletenessChecked(it) => checked(it, &mut attempt, entry, found),
            Event::ApplicantIdentityConfirmed(it) => {
                found.unless(it.attempt == attempt.number, I::OneAnswer, entry, "of another attempt");
                attempt.confirmed = true;
            }
            Event::Acknowledged(it) => {
                found.unless(
                    !acknowledged && !attempt.rejected,
                    I::OneAnswer,
                    entry,
                    "the attempt was answered before",
                );
                acknowledgement(it, &attempt, entry, found);
                at_once(definition, before, entry, found);
                acknowledged = true;
            }
            Event::Rejected(it) => {
                let first = !acknowledged && !attempt.rejected && it.attempt == attempt.number;
                found.unless(first, I::OneAnswer, entry, "the attempt was answered before");
                attempt.rejected = true;
            }
            _ => found.unless(attempt.number > 0, I::OneAnswer, entry, "before the submission"),
        }
        before = Some(entry);
    }
}

fn pinned(submitted: &Submitted, definition: &ServiceDefinition, entry: &Entry, found: &mut Found) {
    let same = submitted.service == definition.code
        && submitted.service_version == definition.version
        && submitted.provider == definition.provider
        && submitted.calendar == definition.calendar;
    let what = format!("pinned to {} version {}", submitted.service, submitted.service_version);
    found.unless(same, I::VersionPinned, entry, what);
}

fn checked(it: &CompletenessChecked, attempt: &mut Attempt, entry: &Entry, found: &mut Found) {
    found.unless(it.attempt == attempt.number, I::OneAnswer, entry, "of another attempt");
    let agree = it.missing.is_empty() == it.received_at.is_some();
    found.unless(agree, I::CompleteAndConfirmed, entry, "complete, or received, but not both");
    let since = it.received_at.is_none() || it.received_at == attempt.submitted_at;
    found.unless(since, I::ReceivedWhenComplete, entry, "received at another instant than submitted");
    attempt.complete = it.received_at;
}

fn acknowledgement(it: &Acknowledged, attempt: &Attempt, entry: &Entry, found: &mut Found) {
    found.unless(attempt.complete.is_some(), I::CompleteAndConfirmed, entry, "something is missing");
    found.unless(attempt.confirmed, I::CompleteAndConfirmed, entry, "the applicant is not confirmed");
    let received = attempt.complete.is_none_or(|complete| complete == it.received_at);
    found.unless(received, I::ReceivedWhenComplete, entry, "another instant of receipt than the check's");
    found.unless(
        it.received_at <= it.at,
        I::ReceivedWhenComplete,
        entry,
        "acknowledged before it was received",
    );
}

/// Where the rule acknowledges, it does so in the append of what made it possible.
fn at_once(definition: &ServiceDefinition, before: Option<&Entry>, entry: &Entry, found: &mut Found) {
    let rule = definition.rules.acknowledgement == AcknowledgementMode::AtOnce;
    let together = before.is_some_and(|before| before.by.command_id == entry.by.command_id);
    found.unless(
        !rule || together,
        I::ReceivedWhenComplete,
        entry,
        "not in the append that completed the request",
    );
}
