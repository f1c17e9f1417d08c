//! Details of what happens before the execution: intake, review, the clock.

use talab_core::calendar::Due;
use talab_core::request::clock::{ClockSuspended, DeadlineExtended, DeadlineMissed, DeadlineSet};
use talab_core::request::intake::{
    Acknowledged, ApplicantIdentityConfirmed, ApplicantIdentityNotConfirmed, CompletenessChecked, Consent,
    Rejected, Submitted, Supplemented, Unconfirmed,
};
use talab_core::request::review::{
    Corrected, CorrectionPeriodExtended, CorrectionsRequested, VerificationPassed,
};
use talab_core::{Lang, Reason, ReasonCode, Text, Timestamp};

use super::Telling;
use crate::labels::{self, both, date, name};

impl Telling<'_> {
    pub(super) fn submitted(&self, it: &Submitted) -> Vec<Text> {
        let service = both(|lang| {
            let code = name(&format!("{} v{}", it.service, it.service_version), lang);
            let (word, called) = (["الخدمة", "service"], self.definition.name.get(lang));
            format!("{}: {called} ({code})", pick(word, lang))
        });
        let class = it.applicant.class.words();
        let who =
            both(|lang| format!("{}: {}", pick(["فئة مقدّم الطلب", "applicant"], lang), class.get(lang)));
        let mut told = vec![service, who, attempt(1)];
        told.extend(it.mandate.as_ref().map(|id| {
            both(|lang| format!("{}: {}", pick(["صفة التمثيل", "mandate"], lang), name(id.as_str(), lang)))
        }));
        told.extend(it.parent.iter().flat_map(|parent| self.part_of(parent)));
        told.extend(self.supplied(it.answers.len(), it.documents.iter().map(|it| &it.kind)));
        told.extend(it.message.as_ref().and_then(|message| self.routed(message)));
        told.extend(it.medium.iter().flat_map(|medium| self.medium(medium)));
        told.extend(it.declaration.as_deref().map(declared));
        told.extend(it.consent.as_deref().into_iter().flat_map(consent));
        told
    }

    pub(super) fn supplemented(&self, it: &Supplemented) -> Vec<Text> {
        let mut told = vec![attempt(it.attempt)];
        told.extend(self.supplied(it.answers.len(), it.documents.iter().map(|it| &it.kind)));
        told.extend(it.medium.iter().flat_map(|medium| self.medium(medium)));
        told.extend(it.declaration.as_deref().map(declared));
        told.extend(it.consent.iter().flat_map(consent));
        told
    }

    /// Personal answers are one sealed part, so only the others can be counted by everybody alike.
    fn supplied<'d>(
        &self,
        plain: usize,
        documents: impl Iterator<Item = &'d talab_core::DocumentKind>,
    ) -> Vec<Text> {
        let answers = (plain > 0).then(|| {
            both(|lang| match lang {
                Lang::Ar => format!("عدد البيانات غير الشخصية: {plain}"),
                Lang::En => format!("data that identify nobody: {plain}"),
            })
        });
        let documents = documents.map(|kind| {
            let label = labels::document(self.definition, kind);
            both(|lang| format!("{}: {}", pick(["مستند", "document"], lang), label.get(lang)))
        });
        answers.into_iter().chain(documents).collect()
    }

    pub(super) fn completeness_checked(&self, it: &CompletenessChecked) -> Vec<Text> {
        let mut told = vec![attempt(it.attempt)];
        if it.missing.is_empty() {
            told.push(Text::new("الطلب مكتمل", "the request is complete"));
        }
        told.extend(it.missing.iter().map(|missing| {
            let label = missing.label(self.definition);
            both(|lang| format!("{}: {}", pick(["المطلوب استكماله", "missing"], lang), label.get(lang)))
        }));
        told.extend(it.received_at.map(received));
        told
    }

    pub(super) fn identity_confirmed(&self, it: &ApplicantIdentityConfirmed) -> Vec<Text> {
        let level = both(|lang| {
            let (source, level) = (name(&it.source, lang), name(&it.level, lang));
            match lang {
                Lang::Ar => format!("المصدر: {source}، مستوى التحقق: {level}"),
                Lang::En => format!("source: {source}, level: {level}"),
            }
        });
        let fields = it.fields.iter().map(|id| {
            let label = labels::field(self.definition, id);
            both(|lang| format!("{}: {}", pick(["بيان مؤكد", "confirmed"], lang), label.get(lang)))
        });
        let authenticated = it.authenticated_at.map(|at| {
            both(|lang| {
                format!("{}: {}", pick(["وقت إثبات الهوية", "authenticated at"], lang), instant(at, lang))
            })
        });
        let rule = it.rule.as_ref().map(|rule| {
            both(|lang| {
                let id = name(&rule.id, lang);
                format!(
                    "{} {id} v{}",
                    pick(["قاعدة التحقق من الهوية:", "rule of identity:"], lang),
                    rule.version
                )
            })
        });
        [level].into_iter().chain(authenticated).chain(fields).chain(rule).collect()
    }

    pub(super) fn identity_not_confirmed(&self, it: &ApplicantIdentityNotConfirmed) -> Vec<Text> {
        let source = both(|lang| format!("{}: {}", pick(["المصدر", "source"], lang), name(&it.source, lang)));
        let mut told = vec![source];
        told.extend(self.reasons(&it.because.reasons()));
        if let Unconfirmed::TooWeak { level, required } = &it.because {
            told.push(both(|lang| {
                let (level, required) = (name(level, lang), name(required, lang));
                match lang {
                    Lang::Ar => format!("مستوى التحقق: {level}، والمستوى المطلوب: {required}"),
                    Lang::En => format!("level: {level}, required: {required}"),
                }
            }));
        }
        told
    }

    pub(super) fn acknowledged(&self, it: &Acknowledged) -> Vec<Text> {
        let number = both(|lang| {
            format!("{}: {}", pick(["رقم تأكيد الاستلام", "number"], lang), name(&it.number, lang))
        });
        vec![number, received(it.received_at)]
    }

    pub(super) fn rejected(&self, it: &Rejected) -> Vec<Text> {
        let mut told = vec![attempt(it.attempt)];
        told.extend(self.reasons(&it.reasons));
        told.extend(
            it.supplement_until.map(|due| until(["يمكن استكماله حتى", "may be supplemented until"], due)),
        );
        told
    }

    pub(super) fn corrections_requested(&self, it: &CorrectionsRequested) -> Vec<Text> {
        let round = both(|lang| format!("{}: {}", pick(["جولة التصحيح", "round"], lang), it.round));
        let items = it.items.iter().enumerate().map(|(at, item)| {
            let (target, fault) = (labels::target(self.definition, &item.target), item.fault.words());
            let how = self.sight.words(&it.instructions, |all| all.get(at).cloned().unwrap_or_default());
            both(|lang| format!("{}: {}: {}", target.get(lang), fault.get(lang), how.get(lang)))
        });
        let due = until(["آخر موعد لتقديم التصحيح", "to correct by"], it.due);
        [round].into_iter().chain(items).chain([due]).collect()
    }

    pub(super) fn correction_period_extended(&self, it: &CorrectionPeriodExtended) -> Vec<Text> {
        self.moved(it.old, it.new, it.reason)
    }

    pub(super) fn corrected(&self, it: &Corrected) -> Vec<Text> {
        let changed = |label: Text, gone: bool| {
            let word = if gone { ["حُذف", "removed"] } else { ["صُحِّح", "corrected"] };
            both(|lang| format!("{}: {}", pick(word, lang), label.get(lang)))
        };
        let values = it.values.iter();
        let values =
            values.map(|(id, change)| changed(labels::field(self.definition, id), change.new.is_none()));
        let personal = it.personal.get().into_iter().flat_map(|part| &part.values);
        let personal =
            personal.map(|(id, change)| changed(labels::field(self.definition, id), change.new.is_none()));
        let documents = it.documents.iter();
        let documents = documents
            .map(|(id, change)| changed(labels::document(self.definition, id), change.new.is_none()));
        let mut told = vec![both(|lang| format!("{}: {}", pick(["جولة التصحيح", "round"], lang), it.round))];
        told.extend(values.chain(personal).chain(documents));
        told.extend(it.medium.iter().flat_map(|medium| self.medium(medium)));
        let statement = it.personal.get().is_some_and(|part| part.statement.is_some());
        if statement || it.personal.is_erased() {
            told.push(
                self.sight
                    .words(&it.personal, |part| labels::same(part.statement.as_deref().unwrap_or_default())),
            );
        }
        told
    }

    pub(super) fn verification_passed(&self, it: &VerificationPassed) -> Vec<Text> {
        let checked = it.checked.iter().map(|id| {
            let label = labels::item(self.definition, id);
            both(|lang| {
                let label = label.as_ref().map_or_else(|| name(id, lang), |it| it.get(lang).to_owned());
                format!("{}: {label}", pick(["جرى التحقق من", "checked"], lang))
            })
        });
        checked.collect()
    }

    pub(super) fn deadline_set(&self, it: &DeadlineSet) -> Vec<Text> {
        let days =
            both(|lang| format!("{}: {}", pick(["عدد أيام العمل", "working days"], lang), it.working_days));
        vec![until(["الزمن المتوقع لاكتمال التنفيذ", "expected by"], it.due), days]
    }

    pub(super) fn moved(&self, old: Due, new: Due, cause: ReasonCode) -> Vec<Text> {
        let dates = both(|lang| {
            let (old, new) = (date(old.due_date, lang), date(new.due_date, lang));
            match lang {
                Lang::Ar => format!("من {old} إلى {new}"),
                Lang::En => format!("from {old} to {new}"),
            }
        });
        [dates].into_iter().chain(self.codes([cause])).collect()
    }

    pub(super) fn deadline_extended(&self, it: &DeadlineExtended) -> Vec<Text> {
        let days = both(|lang| {
            format!("{}: {}", pick(["عدد أيام العمل المضافة", "working days added"], lang), it.working_days)
        });
        self.moved(it.old, it.new, it.reason).into_iter().chain([days]).collect()
    }

    pub(super) fn deadline_missed(&self, it: &DeadlineMissed) -> Vec<Text> {
        vec![until(["كان اكتمال التنفيذ متوقعاً في", "was expected by"], it.due)]
    }

    pub(super) fn clock_suspended(&self, it: &ClockSuspended) -> Vec<Text> {
        let mut told = self.codes([it.reason]);
        if it.from != it.at {
            let word = ["احتساب المدة موقوف منذ", "suspended since"];
            told.push(both(|lang| format!("{}: {}", pick(word, lang), instant(it.from, lang))));
        }
        told
    }

    /// The reasons the viewer is told, in words.
    pub(super) fn reasons(&self, reasons: &[Reason]) -> Vec<Text> {
        let shown = reasons.iter().filter(|reason| self.sight.reason(reason.code));
        shown.map(|reason| labels::reason(reason, self.definition)).collect()
    }

    /// The codes the viewer is told, in words.
    pub(super) fn codes(&self, codes: impl IntoIterator<Item = ReasonCode>) -> Vec<Text> {
        let shown = codes.into_iter().filter(|code| self.sight.reason(*code));
        shown.map(|code| code.words().to_text()).collect()
    }
}

/// The Arabic or the English of a pair.
pub(super) fn pick(words: [&'static str; 2], lang: Lang) -> &'static str {
    let [ar, en] = words;
    match lang {
        Lang::Ar => ar,
        Lang::En => en,
    }
}

pub(super) fn until(words: [&'static str; 2], due: Due) -> Text {
    both(|lang| format!("{}: {}", pick(words, lang), date(due.due_date, lang)))
}

fn attempt(number: u32) -> Text {
    both(|lang| format!("{}: {number}", pick(["المحاولة", "attempt"], lang)))
}

fn received(at: Timestamp) -> Text {
    both(|lang| {
        format!("{}: {}", pick(["لحظة الاستلام المعتدّ بها", "counts as received at"], lang), instant(at, lang))
    })
}

/// The legal instant itself, exact and in UTC; texts for people put their own clock's in its place.
pub(super) fn instant(at: Timestamp, lang: Lang) -> String {
    name(&at.to_string(), lang)
}

/// Which text was declared.
fn declared(text: &str) -> Text {
    both(|lang| format!("{}: {}", pick(["نص الإقرار", "text declared"], lang), name(text, lang)))
}

/// How and when the applicant consented to be filed for, and where that is kept.
fn consent(it: &Consent) -> Vec<Text> {
    let how = it.how.words();
    let given = both(|lang| {
        let at = instant(it.given_at, lang);
        match lang {
            Lang::Ar => format!("موافقة مقدّم الطلب: {} في {at}", how.ar),
            Lang::En => format!("the applicant's consent: {} at {at}", how.en),
        }
    });
    let kept = it.reference.as_deref().map(|kept| {
        both(|lang| format!("{}: {}", pick(["مرجع الموافقة", "kept as"], lang), name(kept, lang)))
    });
    [given].into_iter().chain(kept).collect()
}
