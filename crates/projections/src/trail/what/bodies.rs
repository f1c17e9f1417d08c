//! Details of the tasks of other bodies.

use talab_core::request::execution::{
    Finding, LateAnswer, LateAnswerKept, TaskCompleted, TaskDispatched, TaskTimedOut,
};
use talab_core::{ChannelMessage, StepId, Text};

use super::before::{pick, until};
use super::{Telling, money};
use crate::labels::{self, both, name, same};

impl Telling<'_> {
    pub(super) fn task_dispatched(&self, it: &TaskDispatched) -> Vec<Text> {
        let body =
            both(|lang| format!("{}: {}", pick(["الجهة", "body"], lang), name(it.body.as_str(), lang)));
        let due = it.due.map(|due| until(["مهلة الردّ حتى", "answer by"], due));
        let message = self.message(it.message.as_str());
        self.task(&it.step, None).into_iter().chain([body]).chain(due).chain(message).collect()
    }

    /// The step, and the message that told of it.
    pub(super) fn task(&self, step: &StepId, message: Option<&ChannelMessage>) -> Vec<Text> {
        let message = message.and_then(|message| self.message(message.id.as_str()));
        [labels::step(self.definition, step)].into_iter().chain(message).collect()
    }

    pub(super) fn task_completed(&self, it: &TaskCompleted) -> Vec<Text> {
        let mut told = self.task(&it.step, Some(&it.message));
        told.extend(self.finding(&it.finding));
        told.extend(self.conditions(&it.conditions));
        // What a body says beside its finding is for the file.
        let remark = it.remark.as_ref().filter(|_| self.sight.internal());
        told.extend(remark.map(|remark| self.sight.words(remark, |words| same(words))));
        told
    }

    pub(super) fn task_timed_out(&self, it: &TaskTimedOut) -> Vec<Text> {
        let term = until(["انقضت المهلة في", "the term ended on"], it.due);
        self.task(&it.step, None).into_iter().chain([term]).collect()
    }

    pub(super) fn late_answer(&self, it: &LateAnswerKept) -> Vec<Text> {
        match &it.answer {
            LateAnswer::Task { step, finding, remark, .. } => {
                let mut told = self.task(step, Some(&it.message));
                told.extend(finding.iter().flat_map(|finding| self.finding(finding)));
                told.extend(remark.as_ref().map(|remark| self.sight.words(remark, |words| same(words))));
                told
            }
            LateAnswer::Evidence { number, .. } => {
                let which = ["السؤال رقم", "question"];
                vec![both(|lang| format!("{}: {number}", pick(which, lang)))]
            }
            LateAnswer::Transfer { accepted: true } => {
                vec![Text::new("قبول الإحالة", "the body would have taken the request over")]
            }
            LateAnswer::Transfer { accepted: false } => {
                vec![Text::new("الاعتذار عن الإحالة", "the body did not take the request over")]
            }
            LateAnswer::Payment { order, amount, method, reference } => {
                let paid = money::paid(amount, method, reference);
                [money::order(*order)].into_iter().chain(paid).collect()
            }
        }
    }

    fn finding(&self, finding: &Finding) -> Vec<Text> {
        match finding {
            Finding::Favourable => vec![Text::new("لا مانع لدى الجهة", "the body has no objection")],
            Finding::Unfavourable { reasons } => self.reasons(reasons),
        }
    }

    /// What the channel knows the message by; the applicant has no use for it.
    fn message(&self, id: &str) -> Option<Text> {
        let tell = || both(|lang| format!("{}: {}", pick(["الرسالة", "message"], lang), name(id, lang)));
        self.sight.messages().then(tell)
    }
}
