//! Details of what happens from the execution on, and around the file.

use talab_core::request::decision::{
    DecisionApproved, DecisionProposed, DecisionReturned, MeasureTaken, Proposed,
};
use talab_core::request::execution::StepCompleted;
use talab_core::request::exits::Lapsed;
use talab_core::request::notices::NotificationQueued;
use talab_core::request::outputs::{OutputIssued, OutputSignature};
use talab_core::request::parties::{ContactRecorded, FeedbackRecorded, NoteAdded};
use talab_core::{ConditionId, ExceptionId, Outcome, OutputId, PersonId, Personal, Reason, ReasonCode, Text};

use super::Telling;
use super::before::{pick, until};
use crate::labels::{self, both, date, name, same};

impl Telling<'_> {
    /// The finding is for the file, so the applicant isn't shown it.
    pub(super) fn step_completed(&self, it: &StepCompleted) -> Vec<Text> {
        let mut told = vec![labels::step(self.definition, &it.step)];
        if let Some(finding) = it.finding.as_ref().filter(|_| self.sight.internal()) {
            told.push(self.sight.words(finding, |words| same(words)));
        }
        if let Some(record) = it.record.as_deref().filter(|_| self.sight.internal()) {
            told.push(both(|lang| {
                let word = pick(["السجل في نظام داعم", "record in a supporting system"], lang);
                format!("{word}: {}", name(record, lang))
            }));
        }
        told
    }

    pub(super) fn decision_proposed(&self, it: &DecisionProposed) -> Vec<Text> {
        let mut told = self.outcome(it.proposal.outcome());
        told.extend(match &it.proposal {
            Proposed::Grant { conditions } => self.conditions(conditions),
            Proposed::GrantPartly { conditions, outputs, reasons, remedies, explanation } => {
                let outputs = outputs.iter().flat_map(|output| self.output(output));
                let told = outputs.chain(self.conditions(conditions));
                told.chain(self.denied(reasons, remedies, explanation.as_ref())).collect()
            }
            Proposed::Deny { reasons, remedies, explanation } => {
                self.denied(reasons, remedies, explanation.as_ref())
            }
            Proposed::TakeMeasures { measures } => self.measures(measures),
        });
        told.extend(self.person(["أعدّ مشروع القرار", "proposed by"], &it.proposed_by));
        told
    }

    pub(super) fn decision_returned(&self, it: &DecisionReturned) -> Vec<Text> {
        let reason = self.sight.words(&it.reason, |words| same(words));
        [reason].into_iter().chain(self.person(["أعاد المشروع", "returned by"], &it.returned_by)).collect()
    }

    pub(super) fn decision_approved(&self, it: &DecisionApproved) -> Vec<Text> {
        let proposed = self.person(["أعدّ مشروع القرار", "proposed by"], &it.proposed_by);
        proposed.into_iter().chain(self.person(["اعتمد القرار", "approved by"], &it.approved_by)).collect()
    }

    pub(super) fn conditions(&self, conditions: &[ConditionId]) -> Vec<Text> {
        let met = conditions.iter().map(|id| {
            let text = self.definition.condition(id).map_or_else(|| same(id.as_str()), |it| it.text.clone());
            both(|lang| format!("{}: {}", pick(["شرط متحقق", "condition met"], lang), text.get(lang)))
        });
        met.collect()
    }

    pub(super) fn denied(
        &self,
        reasons: &[Reason],
        remedies: &Text,
        explanation: Option<&Personal<Text>>,
    ) -> Vec<Text> {
        let mut told = self.reasons(reasons);
        told.extend(explanation.map(|it| self.sight.words(it, Clone::clone)));
        let word = ["سبل التظلّم", "remedies"];
        told.push(both(|lang| format!("{}: {}", pick(word, lang), remedies.get(lang))));
        told
    }

    pub(super) fn measures(&self, measures: &[MeasureTaken]) -> Vec<Text> {
        let told = measures.iter().map(|taken| {
            let text = self.sight.words(&taken.text, Clone::clone);
            both(|lang| format!("{}: {}", name(&taken.code, lang), text.get(lang)))
        });
        told.collect()
    }

    pub(super) fn outcome(&self, outcome: Outcome) -> Vec<Text> {
        vec![outcome.words().to_text()]
    }

    pub(super) fn output_issued(&self, it: &OutputIssued) -> Vec<Text> {
        let number = both(|lang| format!("{}: {}", pick(["الرقم", "number"], lang), name(&it.number, lang)));
        let issued = ["تاريخ الإصدار", "issued on"];
        let issued = both(|lang| format!("{}: {}", pick(issued, lang), date(it.issued_on, lang)));
        let valid = it.valid_until.map(|day| {
            both(|lang| format!("{}: {}", pick(["صالح حتى", "valid until"], lang), date(day, lang)))
        });
        // Before the decision it rests on these alone.
        let steps = it.rests_on.iter().map(|step| labels::step(self.definition, step));
        let signed = signed(it.signature.as_ref(), it.exception.as_ref());
        let facts = [number, issued].into_iter().chain(valid).chain(steps).chain(signed);
        self.output(&it.output).into_iter().chain(facts).collect()
    }

    pub(super) fn output(&self, id: &OutputId) -> Vec<Text> {
        vec![labels::output(self.definition, id)]
    }

    pub(super) fn notification_queued(&self, it: &NotificationQueued) -> Vec<Text> {
        let (purpose, channel) = (it.purpose.words(), it.channel.words());
        let what = both(|lang| format!("{}. {}: {}", it.number, purpose.get(lang), channel.get(lang)));
        [what].into_iter().chain(self.codes(it.not_applicable)).collect()
    }

    pub(super) fn notification(&self, number: u32, failed: Option<ReasonCode>) -> Vec<Text> {
        let which = both(|lang| format!("{}: {number}", pick(["رقم الإخطار", "notice"], lang)));
        [which].into_iter().chain(self.codes(failed)).collect()
    }

    pub(super) fn handler(&self, person: &PersonId) -> Vec<Text> {
        self.person(["الموظف المختص", "officer"], person).into_iter().collect()
    }

    pub(super) fn note(&self, it: &NoteAdded) -> Vec<Text> {
        let about = it.about.as_deref().map(same);
        about.into_iter().chain([self.sight.words(&it.text, |words| same(words))]).collect()
    }

    pub(super) fn contact(&self, it: &ContactRecorded) -> Vec<Text> {
        vec![it.channel.words().to_text(), self.sight.words(&it.summary, |words| same(words))]
    }

    pub(super) fn feedback(&self, it: &FeedbackRecorded) -> Vec<Text> {
        let mut told = vec![it.kind.words().to_text()];
        told.extend(
            it.rating.map(|rating| both(|lang| format!("{}: {rating}", pick(["التقييم", "rating"], lang)))),
        );
        told.extend(it.text.as_ref().map(|text| self.sight.words(text, |words| same(words))));
        told
    }

    pub(super) fn lapsed(&self, it: &Lapsed) -> Vec<Text> {
        let term = until(["انقضت المهلة في", "the term ended on"], it.term);
        self.codes([it.reason]).into_iter().chain([term]).collect()
    }

    fn person(&self, words: [&'static str; 2], person: &PersonId) -> Option<Text> {
        let person = self.sight.person_id(person)?;
        Some(both(|lang| format!("{}: {}", pick(words, lang), name(&person, lang))))
    }
}

/// By which trust service it is signed, or under which exception it is not.
pub(super) fn signed(signature: Option<&OutputSignature>, exception: Option<&ExceptionId>) -> Vec<Text> {
    let signature = signature.map(|it| {
        both(|lang| {
            let (by, reference) = (name(&it.trust_service, lang), name(&it.reference, lang));
            format!(
                "{}: {by} ({reference})",
                pick(["موقَّع من خدمة الثقة", "signed by the trust service"], lang)
            )
        })
    });
    let exception = exception.map(|it| {
        let words = ["دون توقيع بموجب الاستثناء", "without a signature, under the exception"];
        both(|lang| format!("{}: {}", pick(words, lang), name(it.as_str(), lang)))
    });
    signature.into_iter().chain(exception).collect()
}
