//! Details of what rests on the rulebook: storage media, messages routed here, messages in quarantine.

use talab_core::request::MessageQuarantined;
use talab_core::request::intake::StorageMedium;
use talab_core::{ChannelMessage, Lang, Text};

use super::Telling;
use super::before::{instant, pick};
use crate::labels::{self, both, name};

impl Telling<'_> {
    /// On what documents came, who received it and when, why, and every file with its hash.
    pub(super) fn medium(&self, it: &StorageMedium) -> Vec<Text> {
        let kind = it.kind.words();
        let on = both(|lang| {
            format!("{}: {}", pick(["ورد على وسيط تخزين", "on a storage medium"], lang), kind.get(lang))
        });
        let received = both(|lang| {
            let at = instant(it.received_at, lang);
            match (self.sight.person_id(&it.received_by), lang) {
                (Some(by), Lang::Ar) => format!("استلمه {} في {at}", name(&by, lang)),
                (Some(by), Lang::En) => format!("received by {} at {at}", name(&by, lang)),
                (None, Lang::Ar) => format!("استُلم في {at}"),
                (None, Lang::En) => format!("received at {at}"),
            }
        });
        let files = it.files.iter().map(|file| {
            let label = labels::document(self.definition, &file.document);
            both(|lang| {
                let hash = name(&file.sha256, lang);
                format!("{}: {} ({hash})", pick(["ملف من الوسيط", "file from it"], lang), label.get(lang))
            })
        });
        [on, received].into_iter().chain(self.codes(it.reason)).chain(files).collect()
    }

    /// The body that routed the request here, and its message for whoever has use for it.
    pub(super) fn routed(&self, message: &ChannelMessage) -> Option<Text> {
        let tell = || {
            both(|lang| {
                let (from, id) = (name(message.from.as_str(), lang), name(message.id.as_str(), lang));
                match lang {
                    Lang::Ar => format!("وُجِّه من الجهة {from} بالرسالة {id}"),
                    Lang::En => format!("routed by {from} in the message {id}"),
                }
            })
        };
        self.sight.messages().then(tell)
    }

    /// What came from whom, and what it would have done.
    pub(super) fn quarantined(&self, it: &MessageQuarantined) -> Vec<Text> {
        let message = &it.message;
        let what = both(|lang| {
            let (kind, from) = (name(message.kind.as_str(), lang), name(message.from.as_str(), lang));
            let id = name(message.id.as_str(), lang);
            match lang {
                Lang::Ar => format!("الرسالة {id} من الجهة {from}، نوعها {kind}"),
                Lang::En => format!("message {id} of {from}, of the kind {kind}"),
            }
        });
        let act = it.act.words();
        let act =
            both(|lang| format!("{}: {}", pick(["الإجراء المطلوب فيها", "it asked to"], lang), act.get(lang)));
        vec![what, act]
    }
}
