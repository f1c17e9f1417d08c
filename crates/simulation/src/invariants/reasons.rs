//! Reasons for whatever takes something from the applicant.

use talab::core::request::Event;
use talab::core::request::decision::Proposed;
use talab::core::{Family, Reason, ReasonCode, Text};
use talab::projections::Entry;

use super::{Found, Invariant as I};

pub(super) fn check(entries: &[Entry], found: &mut Found) {
    for entry in entries {
        match &entry.event {
            Event::Rejected(it) => all(&it.reasons, Family::Nak, entry, found),
            Event::CorrectionsRequested(it) => {
                found.unless(!it.items.is_empty(), I::ReasonsGiven, entry, "nothing to correct");
                it.items.iter().for_each(|item| one(item.fault, Family::Cor, entry, found));
                let each = it.instructions.get().is_none_or(|given| given.len() == it.items.len());
                found.unless(each, I::ReasonsGiven, entry, "an item has no instruction");
            }
            Event::CorrectionPeriodExtended(it) => one(it.reason, Family::Ext, entry, found),
            Event::DeadlineExtended(it) => one(it.reason, Family::Ext, entry, found),
            Event::ClockSuspended(it) => one(it.reason, Family::Sus, entry, found),
            Event::DecisionProposed(it) => {
                if let Proposed::Deny { reasons, remedies, .. } = &it.proposal {
                    denial(reasons, remedies, entry, found);
                }
            }
            Event::Denied(it) => denial(&it.reasons, &it.remedies, entry, found),
            Event::PartiallyGranted(it) => denial(&it.reasons, &it.remedies, entry, found),
            Event::TaskDeclined(it) => one(it.reason, Family::Tsk, entry, found),
            Event::TaskFailed(it) => one(it.reason, Family::Tsk, entry, found),
            Event::TaskCancelled(it) => one(it.reason, Family::Tsk, entry, found),
            Event::EvidenceUnavailable(it) => one(it.reason, Family::Evd, entry, found),
            Event::FeeWaived(it) => one(it.reason, Family::Fee, entry, found),
            Event::PaymentFailed(it) => one(it.reason, Family::Fee, entry, found),
            Event::RefundRequested(it) => one(it.reason, Family::Rfd, entry, found),
            Event::RefundFailed(it) => one(it.reason, Family::Rfd, entry, found),
            Event::Transferred(it) => one(it.reason, Family::Trf, entry, found),
            Event::TransferredOut(it) => one(it.reason, Family::Trf, entry, found),
            Event::DuplicateConfirmed(it) => one(it.reason, Family::Dup, entry, found),
            Event::OutputRevoked(it) => one(it.reason, Family::Rev, entry, found),
            Event::OutputReinstated(it) => one(it.reason, Family::Rpn, entry, found),
            Event::OutputSuperseded(it) => one(it.reason, Family::Sup, entry, found),
            Event::OutcomeCorrected(it) => one(it.reason, Family::Rpn, entry, found),
            Event::Reopened(it) => one(it.reason, Family::Rpn, entry, found),
            Event::PaperCopyLapsed(it) => one(it.reason, Family::Lap, entry, found),
            Event::MeasuresRecorded(it) => {
                found.unless(!it.measures.is_empty(), I::ReasonsGiven, entry, "no measure");
            }
            Event::NotificationFailed(it) => one(it.reason, Family::Ntf, entry, found),
            Event::Withdrawn(it) => {
                it.reason.into_iter().for_each(|reason| one(reason, Family::Wdr, entry, found));
            }
            Event::Lapsed(it) => one(it.reason, Family::Lap, entry, found),
            Event::Discontinued(it) => one(it.reason, Family::Cls, entry, found),
            _ => {}
        }
    }
}

fn denial(reasons: &[Reason], remedies: &Text, entry: &Entry, found: &mut Found) {
    all(reasons, Family::Ref, entry, found);
    found.unless(is_arabic(&remedies.ar), I::ReasonsGiven, entry, "no remedies in Arabic");
}

fn all(reasons: &[Reason], family: Family, entry: &Entry, found: &mut Found) {
    found.unless(!reasons.is_empty(), I::ReasonsGiven, entry, "no reason");
    reasons.iter().for_each(|reason| one(reason.code, family, entry, found));
}

fn one(code: ReasonCode, family: Family, entry: &Entry, found: &mut Found) {
    let fits = code.family() == family && is_arabic(code.words().ar);
    found.unless(fits, I::ReasonsGiven, entry, format!("{code} is not of {family}, or not in Arabic"));
}

fn is_arabic(text: &str) -> bool {
    text.chars().any(|c| ('\u{0621}'..='\u{064A}').contains(&c))
}
