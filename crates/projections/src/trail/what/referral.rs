//! Details of a case that no rule covers: to whom it was referred, and the order that it is decided by.

use talab_core::Text;
use talab_core::request::decision::Executed;
use talab_core::request::referral::{CaseReferred, ReferralOrderRecorded};

use super::Telling;
use super::before::pick;
use super::later::labelled;
use crate::labels::{both, date};

impl Telling<'_> {
    pub(super) fn referred(&self, it: &CaseReferred) -> Vec<Text> {
        let to = both(|lang| format!("{}: {}", pick(["الجهة المحال إليها", "to"], lang), it.to.get(lang)));
        vec![to, self.sight.referred(&it.reason)]
    }

    pub(super) fn referral_order(&self, it: &ReferralOrderRecorded) -> Vec<Text> {
        vec![order(&it.order), dated(it.date), self.sight.referred(&it.says)]
    }

    /// How it ended, and by which order, where the case was referred.
    pub(super) fn executed(&self, it: &Executed) -> Vec<Text> {
        let mut told = self.outcome(it.outcome);
        if let Some(cited) = &it.order {
            told.extend([order(&cited.number), dated(cited.date)]);
        }
        told
    }
}

fn order(number: &str) -> Text {
    labelled(["رقم الأمر", "order"], number)
}

fn dated(day: time::Date) -> Text {
    both(|lang| format!("{}: {}", pick(["تاريخ الأمر", "dated"], lang), date(day, lang)))
}
