//! Details of a case that no rule covers: to whom it was referred, and the order that it is decided by; and of what left the
//! electronic procedure.

use talab_core::Text;
use talab_core::request::decision::Executed;
use talab_core::request::off_system::OffSystemRecorded;
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

    /// Why it is handled elsewhere, who says so, and in which file.
    pub(super) fn off_system(&self, it: &OffSystemRecorded) -> Vec<Text> {
        let label = it.label.words();
        let by = it.classified_by.as_str();
        let mut told = vec![
            both(|lang| {
                format!("{}: {}", pick(["التصنيف", "classified"], lang), pick([label.ar, label.en], lang))
            }),
            labelled(["الجهة المصنِّفة", "by"], by),
            labelled(["رقم الملف", "file"], it.file.as_str()),
        ];
        told.extend(it.step.iter().map(|step| labelled(["الخطوة", "step"], step.as_str())));
        told
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
