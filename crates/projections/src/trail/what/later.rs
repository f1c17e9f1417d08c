//! Details of evidence, transfers, duplicates, paper copies, and what is amended after the decision.

use talab_core::request::amendment::{Amended, AmendmentProposed, OutputSuperseded, Reopened};
use talab_core::request::decision::{DeemedDecisionRecorded, PartiallyGranted};
use talab_core::request::duplicates::DuplicateDismissed;
use talab_core::request::evidence::{EvidenceReceived, EvidenceRequested};
use talab_core::request::outputs::paper::{
    Appointment, CollectionScheduled, OutputCollected, PaperCopyDispatched, PaperCopyLapsed,
    PaperCopyRequested,
};
use talab_core::request::parties::Escalated;
use talab_core::request::transfer::{Transferred, TransferredOut};
use talab_core::{BodyId, FieldId, Outcome, OutputId, PersonId, Text};

use super::Telling;
use super::after::signed;
use super::before::{pick, until};
use crate::labels::{self, both, date, name, same};

impl Telling<'_> {
    pub(super) fn evidence_requested(&self, it: &EvidenceRequested) -> Vec<Text> {
        let due = until(["مهلة الردّ حتى", "answer by"], it.due);
        let purpose = labelled(["الغرض", "purpose"], &it.purpose);
        [source(&it.source)].into_iter().chain(self.fields(&it.fields)).chain([purpose, due]).collect()
    }

    /// Which values hold and which are new; the values themselves are in the file.
    pub(super) fn evidence_received(&self, it: &EvidenceReceived) -> Vec<Text> {
        let told = |words: [&'static str; 2], fields: &[FieldId]| -> Vec<Text> {
            let fields = self.fields(fields).into_iter();
            fields.map(|field| both(|lang| format!("{}: {}", pick(words, lang), field.get(lang)))).collect()
        };
        let confirmed = told(["مطابق لما لدى المصدر", "as the source has it"], &it.confirmed);
        let taken = told(["مأخوذ من المصدر", "taken from the source"], &it.taken);
        [source(&it.source)].into_iter().chain(confirmed).chain(taken).collect()
    }

    pub(super) fn of_source(&self, body: &BodyId, fields: &[FieldId]) -> Vec<Text> {
        [source(body)].into_iter().chain(self.fields(fields)).collect()
    }

    pub(super) fn transferred(&self, it: &Transferred) -> Vec<Text> {
        vec![body(&it.to), it.clock.words().to_text()]
    }

    pub(super) fn to_body(&self, id: &BodyId) -> Vec<Text> {
        vec![body(id)]
    }

    pub(super) fn transferred_out(&self, it: &TransferredOut) -> Vec<Text> {
        vec![body(&it.to), labelled(["الرقم لدى الجهة", "reference there"], &it.elsewhere)]
    }

    pub(super) fn other_request(&self, reference: &talab_core::Reference) -> Vec<Text> {
        vec![labelled(["الطلب الآخر", "the other request"], &reference.to_string())]
    }

    pub(super) fn duplicate_dismissed(&self, it: &DuplicateDismissed) -> Vec<Text> {
        let reason = self.sight.words(&it.reason, |words| same(words));
        self.other_request(&it.of).into_iter().chain([reason]).collect()
    }

    pub(super) fn escalated(&self, it: &Escalated) -> Vec<Text> {
        let reason = self.sight.words(&it.reason, |words| same(words));
        self.handler(&it.to).into_iter().chain([reason]).collect()
    }

    pub(super) fn paper_requested(&self, it: &PaperCopyRequested) -> Vec<Text> {
        let address = it.address.as_ref().map(|address| self.sight.words(address, |words| same(words)));
        self.output(&it.output).into_iter().chain(address).collect()
    }

    pub(super) fn paper_dispatched(&self, it: &PaperCopyDispatched) -> Vec<Text> {
        let tracking = labelled(["رقم التتبع", "tracking number"], &it.tracking);
        self.output(&it.output).into_iter().chain([tracking]).collect()
    }

    pub(super) fn collection_scheduled(&self, it: &CollectionScheduled) -> Vec<Text> {
        self.output(&it.output).into_iter().chain(self.appointment(&it.output, &it.appointment)).collect()
    }

    fn appointment(&self, output: &OutputId, it: &Appointment) -> [Text; 2] {
        let terms = self.definition.output(output).and_then(|output| output.paper.as_ref());
        let office = terms.and_then(|terms| terms.office(&it.office));
        let office = office.map_or_else(|| same(it.office.as_str()), |office| office.name.clone());
        [office, both(|lang| name(&it.at.to_string(), lang))]
    }

    pub(super) fn collected(&self, it: &OutputCollected) -> Vec<Text> {
        let collector = self.sight.words(&it.collector, |words| same(words));
        let by = labelled(["مستند التعريف", "identified by"], &it.identified_by);
        self.output(&it.output).into_iter().chain([collector, by]).collect()
    }

    pub(super) fn missed(&self, output: &OutputId, times: u32) -> Vec<Text> {
        let times = both(|lang| format!("{}: {times}", pick(["مرات الفوات", "times missed"], lang)));
        self.output(output).into_iter().chain([times]).collect()
    }

    pub(super) fn paper_lapsed(&self, it: &PaperCopyLapsed) -> Vec<Text> {
        let until = ["حُفظت حتى", "kept until"];
        let until = both(|lang| format!("{}: {}", pick(until, lang), date(it.kept_until, lang)));
        self.output(&it.output).into_iter().chain(self.codes([it.reason])).chain([until]).collect()
    }

    pub(super) fn partly_granted(&self, it: &PartiallyGranted) -> Vec<Text> {
        let outputs = it.outputs.iter().flat_map(|output| self.output(output));
        let outputs = outputs.chain(self.conditions(&it.conditions));
        outputs.chain(self.denied(&it.reasons, &it.remedies, it.explanation.as_ref())).collect()
    }

    pub(super) fn deemed(&self, it: &DeemedDecisionRecorded) -> Vec<Text> {
        vec![it.silence.words().to_text(), until(["انقضت المدة في", "the time ended on"], it.due)]
    }

    pub(super) fn amendment_proposed(&self, it: &AmendmentProposed) -> Vec<Text> {
        let mut told = match &it.amendment {
            Amended::RevokeOutput { output, .. } => self.amend(["إلغاء مخرَج", "revoke"], output),
            Amended::ReinstateOutput { output, .. } => self.amend(["إعادة العمل بمخرَج", "reinstate"], output),
            Amended::SupersedeOutput { output, number, .. } => {
                let number = labelled(["الرقم", "number"], number);
                self.amend(["استبدال مخرَج", "replace"], output).into_iter().chain([number]).collect()
            }
            Amended::CorrectOutcome { legal_basis, to, .. } => {
                let outcome = to.outcome().words();
                let what = ["تصحيح النتيجة إلى", "set the outcome right to"];
                let what = both(|lang| format!("{}: {}", pick(what, lang), outcome.get(lang)));
                vec![what, labelled(["السند القانوني", "legal basis"], legal_basis)]
            }
            Amended::Reopen { stage, working_days, .. } => {
                let stage = stage.words();
                vec![both(|lang| {
                    let what = pick(["إعادة فتح الطلب", "reopen"], lang);
                    let days = pick(["أيام العمل", "working days"], lang);
                    format!("{what}: {} ({days}: {working_days})", stage.get(lang))
                })]
            }
        };
        told.extend(self.codes([it.amendment.reason()]));
        told.extend(it.explanation.as_ref().map(|words| self.sight.words(words, Clone::clone)));
        told.extend(self.who(["أعدّ مشروع التعديل", "proposed by"], &it.proposed_by));
        told
    }

    fn amend(&self, words: [&'static str; 2], output: &OutputId) -> Vec<Text> {
        let output = labels::output(self.definition, output);
        vec![both(|lang| format!("{}: {}", pick(words, lang), output.get(lang)))]
    }

    pub(super) fn amendment_approved(&self, proposed: &PersonId, approved: &PersonId) -> Vec<Text> {
        let proposed = self.who(["أعدّ مشروع التعديل", "proposed by"], proposed);
        proposed.into_iter().chain(self.who(["اعتمد التعديل", "approved by"], approved)).collect()
    }

    pub(super) fn superseded(&self, it: &OutputSuperseded) -> Vec<Text> {
        let old = labelled(["الرقم السابق", "number replaced"], &it.replaced);
        let new = labelled(["الرقم", "number"], &it.number);
        let signed = signed(it.signature.as_ref(), it.exception.as_ref());
        self.output(&it.output).into_iter().chain([old, new]).chain(signed).collect()
    }

    pub(super) fn corrected_outcome(&self, old: Outcome, new: Outcome, legal_basis: &str) -> Vec<Text> {
        let (old, new) = (old.words(), new.words());
        let told = |words: [&'static str; 2], outcome: talab_core::Words| {
            both(|lang| format!("{}: {}", pick(words, lang), outcome.get(lang)))
        };
        vec![
            told(["النتيجة السابقة", "outcome before"], old),
            told(["النتيجة", "outcome"], new),
            labelled(["السند القانوني", "legal basis"], legal_basis),
        ]
    }

    pub(super) fn reopened(&self, it: &Reopened) -> Vec<Text> {
        let old = it.old.words();
        let old =
            both(|lang| format!("{}: {}", pick(["النتيجة السابقة", "outcome before"], lang), old.get(lang)));
        vec![old, it.stage.words().to_text()]
    }

    fn fields(&self, fields: &[FieldId]) -> Vec<Text> {
        fields.iter().map(|field| labels::field(self.definition, field)).collect()
    }

    fn who(&self, words: [&'static str; 2], person: &PersonId) -> Option<Text> {
        let person = self.sight.person_id(person)?;
        Some(both(|lang| format!("{}: {}", pick(words, lang), name(&person, lang))))
    }
}

pub(super) fn labelled(words: [&'static str; 2], value: &str) -> Text {
    both(|lang| format!("{}: {}", pick(words, lang), name(value, lang)))
}

fn source(id: &BodyId) -> Text {
    labelled(["المصدر", "source"], id.as_str())
}

fn body(id: &BodyId) -> Text {
    labelled(["الجهة", "body"], id.as_str())
}
