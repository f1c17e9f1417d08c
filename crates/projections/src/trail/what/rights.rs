//! Details of what happens to the rights in a request.

use talab_core::request::parties::FeedbackAnswered;
use talab_core::request::rights::{PersonalDataRedacted, RecordDisclosed, RedactedItem};
use talab_core::{PersonId, Personal, Text};

use super::Telling;
use super::before::pick;
use super::later::labelled;
use crate::labels::{self, both, same};

impl Telling<'_> {
    pub(super) fn feedback_answered(&self, it: &FeedbackAnswered) -> Vec<Text> {
        let number = labelled(["رقم الرأي", "feedback"], &it.number.to_string());
        vec![number, self.sight.words(&it.text, |words| same(words))]
    }

    /// The applicant is told who may see where their request stands: they may remove them.
    pub(super) fn interested(&self, person: &PersonId, why: &Personal<String>) -> Vec<Text> {
        let person = labelled(["صاحب المصلحة", "interested party"], person.as_str());
        vec![person, self.sight.words(why, |words| same(words))]
    }

    /// To whom, which parts, and the hash by which what was given can be found again.
    pub(super) fn disclosed(&self, it: &RecordDisclosed) -> Vec<Text> {
        let to = labelled(["المستلم", "to"], it.to.as_str());
        let parts = it.parts.iter().map(|part| part.words().to_text());
        let hash = labelled(["البصمة", "SHA-256"], &it.sha256);
        [to].into_iter().chain(parts).chain([hash]).collect()
    }

    pub(super) fn redacted(&self, it: &PersonalDataRedacted) -> Vec<Text> {
        let items = it.items.iter().map(|item| self.item(item));
        let ground = it.ground.as_deref().map(|ground| labelled(["السند القانوني", "ground in law"], ground));
        items.chain([self.sight.words(&it.reason, |words| same(words))]).chain(ground).collect()
    }

    fn item(&self, item: &RedactedItem) -> Text {
        let words = match item {
            RedactedItem::Answer(field) => return labels::field(self.definition, field),
            RedactedItem::Email => ["البريد الإلكتروني", "e-mail address"],
            RedactedItem::Address(channel) => return channel.words().to_text(),
            RedactedItem::PostalAddress => ["العنوان البريدي", "postal address"],
            RedactedItem::Statements => ["ما قاله مقدّم الطلب مع التصحيحات", "statements"],
            RedactedItem::Notes => ["نصوص الملاحظات", "notes"],
            RedactedItem::Contacts => ["نصوص الاتصالات", "contacts"],
            RedactedItem::Feedback => ["نصوص الآراء والردود", "feedback"],
        };
        both(|lang| pick(words, lang).to_owned())
    }

    pub(super) fn hold(&self, order: &str, why: &Personal<String>) -> Vec<Text> {
        vec![labelled(["الأمر", "order"], order), self.sight.words(why, |words| same(words))]
    }
}
