//! A status written for people.

use std::fmt::Write as _;
use talab_core::request::outputs::OutputStanding;

use super::{MustAct, OutputStatus, Status};
use crate::style::Style;

impl Status {
    /// The status as plain text: a line for each fact, lists indented.
    pub fn to_text(&self, style: &Style<'_>) -> String {
        let mut page = Page { style, text: String::new() };
        page.heading(self);
        page.dates(self);
        page.what_is_wrong(self);
        page.what_was_done(self);
        page.money(self);
        page.road(self);
        page.rights(self);
        page.turn(self);
        page.past(self);
        style.finish(page.text)
    }
}

/// The text as it grows.
struct Page<'a> {
    style: &'a Style<'a>,
    text: String,
}

impl Page<'_> {
    fn line(&mut self, label: &str, value: &str) {
        // Writing to a String can't fail.
        let _ = writeln!(self.text, "{label}: {value}");
    }

    fn title(&mut self, title: &str) {
        let _ = writeln!(self.text, "{title}:");
    }

    fn item(&mut self, item: &str) {
        let _ = writeln!(self.text, "  - {item}");
    }

    fn list(&mut self, title: &str, items: Vec<String>) {
        if items.is_empty() {
            return;
        }
        self.title(title);
        for item in items {
            self.item(&item);
        }
    }

    fn heading(&mut self, status: &Status) {
        let (style, lang) = (self.style, self.style.lang);
        self.line(style.words("الطلب", "Request"), &style.name(status.reference.as_str()));
        let code = style.name(&format!("{} v{}", status.service.code, status.service.version));
        self.line(style.words("الخدمة", "Service"), &format!("{} ({code})", status.service.name.get(lang)));
        self.line(style.words("مقدم الخدمة", "Provider"), &style.name(status.provider.as_str()));
        self.line(style.words("الحالة", "Stage"), status.stage_text.get(lang));
        if let Some(outcome) = &status.outcome_text {
            self.line(style.words("النتيجة", "Outcome"), outcome.get(lang));
        }
    }

    fn dates(&mut self, status: &Status) {
        let (style, lang) = (self.style, self.style.lang);
        if let Some(at) = status.received_at {
            self.line(style.words("تاريخ الاستلام", "Received"), &style.instant(at));
        }
        if let (Some(at), Some(number)) = (status.acknowledged_at, &status.acknowledgement_number) {
            let value = format!("{} ({})", style.instant(at), style.name(number));
            self.line(style.words("تأكيد الاستلام", "Acknowledged"), &value);
        }
        if let Some(date) = status.expected_by {
            let mut value = style.name(&date.to_string());
            if status.provisional {
                value.push_str(style.words(
                    " (مؤقت، على فرض استئناف احتساب المدة الآن)",
                    " (provisional: if the clock ran again now)",
                ));
            }
            self.line(style.words("الزمن المتوقع لاكتمال التنفيذ", "Expected by"), &value);
        }
        if let Some(limit) = &status.calendar_limit {
            self.line(style.words("الزمن المتوقع لاكتمال التنفيذ", "Expected by"), limit.text.get(lang));
        }
        self.clock(status);
        let moves = status.why_moved.iter().map(|moved| {
            let cause = moved.cause_text.as_ref().map_or("", |text| text.get(lang));
            let (from, to) = (style.name(&moved.from.to_string()), style.name(&moved.to.to_string()));
            let (of, on) = (style.words("من", "from"), style.words("إلى", "to"));
            format!("{}: {of} {from} {on} {to}: {cause}", style.instant(moved.at))
        });
        let moves = moves.collect();
        self.list(style.words("أسباب تغيّر الزمن المتوقع", "Why it moved"), moves);
        if let Some(at) = status.delivered_at {
            self.line(style.words("تاريخ التسليم", "Delivered"), &style.instant(at));
        }
    }

    fn clock(&mut self, status: &Status) {
        let (style, lang) = (self.style, self.style.lang);
        let Some(clock) = &status.clock else { return };
        if let (Some(spent), Some(left)) = (clock.spent, clock.left) {
            let (used, of, rest) = (
                style.words("المنقضي", "used"),
                style.words("من أصل", "of"),
                style.words("والمتبقي", "left"),
            );
            let value = format!("{used} {spent} {of} {}، {rest} {left}", clock.budget);
            let value = if lang == talab_core::Lang::En { value.replace('،', ",") } else { value };
            self.line(style.words("أيام العمل", "Working days"), &value);
        }
        if let Some(reason) = &clock.suspended_text {
            self.line(style.words("سبب وقف احتساب المدة", "Clock suspended"), reason.get(lang));
        }
        if clock.missed {
            self.line(
                style.words("المدة المحددة", "Deadline"),
                style.words("انقضت قبل اكتمال التنفيذ", "passed before it was done"),
            );
        }
    }

    fn what_is_wrong(&mut self, status: &Status) {
        let (style, lang) = (self.style, self.style.lang);
        let missing = status.missing.iter().map(|it| it.text.get(lang).to_owned()).collect();
        self.list(style.words("المطلوب استكماله", "Missing"), missing);
        let reasons = status.reasons.iter().map(|it| it.text.get(lang).to_owned()).collect();
        self.list(style.words("الأسباب", "Reasons"), reasons);
        if let Some(explanation) = &status.explanation {
            self.line(style.words("التوضيح", "Explanation"), explanation.get(lang));
        }
        if let Some(remedies) = &status.remedies {
            self.line(style.words("سبل التظلّم", "Remedies"), remedies.get(lang));
        }
        let Some(corrections) = &status.corrections else { return };
        let items = corrections.items.iter().map(|item| {
            let how = item.instruction.as_ref().map_or_else(String::new, |it| format!(": {}", it.get(lang)));
            format!("{}: {}{how}", item.target_text.get(lang), item.fault_text.get(lang))
        });
        let items = items.collect();
        self.list(style.words("التصحيحات المطلوبة", "To correct"), items);
        self.line(
            style.words("آخر موعد لتقديم التصحيح", "Correct by"),
            &style.name(&corrections.due.to_string()),
        );
    }

    fn what_was_done(&mut self, status: &Status) {
        let (style, lang) = (self.style, self.style.lang);
        let measures = status.measures.iter().map(|it| it.text.get(lang).to_owned()).collect();
        self.list(style.words("الإجراءات أو التدابير المتخذة", "Measures"), measures);
        let outputs = status.outputs.iter().map(|output| {
            let delivered = output.delivered_at.map_or_else(
                || style.words("لم يُسلَّم بعد", "not delivered yet").to_owned(),
                |at| format!("{} {}", style.words("سُلِّم", "delivered"), style.instant(at)),
            );
            let standing = match output.standing {
                OutputStanding::Revoked | OutputStanding::Expired => {
                    format!(" ({})", output.standing_text.get(lang))
                }
                _ => String::new(),
            };
            let signed = signed(output, style);
            let paper = output.paper.as_ref().map_or_else(String::new, |paper| {
                let words = style.words("النسخة الورقية", "paper copy");
                format!(". {words}: {}", paper.standing_text.get(lang))
            });
            format!(
                "{} ({}): {delivered}{standing}{signed}{paper}",
                output.name.get(lang),
                style.name(&output.number)
            )
        });
        let outputs = outputs.collect();
        self.list(style.words("المخرجات", "Outputs"), outputs);
    }

    fn road(&mut self, status: &Status) {
        let (style, lang) = (self.style, self.style.lang);
        let passed = status.stages.passed.iter();
        let passed = passed.map(|it| format!("{}: {}", style.instant(it.since), it.text.get(lang))).collect();
        self.list(style.words("المراحل التي مرّ بها الطلب", "Stages passed"), passed);
        let to_come = status.stages.to_come.iter().map(|it| it.text.get(lang).to_owned()).collect();
        self.list(style.words("المراحل المتبقية", "Stages to come"), to_come);
        let steps = status.steps.iter().map(|step| {
            let mark = match &step.body {
                _ if step.done => style.words("تمت", "done").to_owned(),
                Some(body) if step.with_its_body => {
                    let by = step.answer_by.map_or_else(String::new, |day| {
                        format!("{} {}", style.words("، حتى", ", by"), style.name(&day.to_string()))
                    });
                    format!("{} {}{by}", style.words("لدى", "with"), style.name(body.as_str()))
                }
                _ => style.words("لم تتم", "open").to_owned(),
            };
            format!("{} ({mark})", step.name.get(lang))
        });
        let steps = steps.collect();
        self.list(style.words("خطوات التنفيذ", "Steps"), steps);
        let parts = status.parts.iter().map(|part| {
            let request = part.request.as_ref().map_or_else(String::new, |reference| {
                let words = style.words("طلب رقم", "request");
                format!("، {words} {}", style.name(reference.as_str()))
            });
            let request = if lang == talab_core::Lang::En { request.replace('،', ",") } else { request };
            format!("{} ({}{request})", part.name.get(lang), part.standing_text.get(lang))
        });
        let parts = parts.collect();
        self.list(style.words("الخدمات التابعة", "Parts"), parts);
        if let Some(parent) = &status.part_of {
            self.line(style.words("يتبع الطلب", "Part of"), &style.name(parent.as_str()));
        }
    }

    fn money(&mut self, status: &Status) {
        let (style, lang) = (self.style, self.style.lang);
        let fees = status.fees.iter().map(|fee| {
            let (amount, standing) = (style.name(&fee.amount_text), fee.standing.words());
            format!("{}: {amount} ({})", fee.name.get(lang), standing.get(lang))
        });
        self.list(style.words("الرسوم", "Fees"), fees.collect());
        for order in status.orders.iter().filter(|order| order.open) {
            let by = style.name(&order.pay_by.to_string());
            let words = style.words("يُرجى السداد حتى", "pay by");
            let what = format!("{} ({words} {by})", style.name(&order.total_text));
            self.line(style.words("المبلغ المطلوب سداده", "To be paid"), &what);
        }
    }

    fn turn(&mut self, status: &Status) {
        let (style, lang) = (self.style, self.style.lang);
        let who = match status.must_act {
            MustAct::Applicant => style.words("مقدّم الطلب", "the applicant"),
            MustAct::Provider => style.words("مقدم الخدمة", "the provider"),
            MustAct::Nobody => style.words("لا أحد", "nobody"),
        };
        let by =
            status.act_by.map_or_else(String::new, |date| format!(" ({})", style.name(&date.to_string())));
        self.line(style.words("المطلوب منه الإجراء التالي", "Waits for"), &format!("{who}{by}"));
        let actions = status.next_actions.iter().map(|action| {
            let mark =
                if action.expected { style.words(" (مطلوب الآن)", " (expected now)") } else { "" };
            format!("{}{mark}", action.text.get(lang))
        });
        let actions = actions.collect();
        self.list(style.words("الإجراءات المتاحة لكم الآن", "What you may do now"), actions);
    }

    fn rights(&mut self, status: &Status) {
        let (style, lang) = (self.style, self.style.lang);
        if let Some(referral) = &status.referral {
            let order = match (&referral.order, referral.dated) {
                (Some(order), Some(dated)) => {
                    let word = style.words("الأمر", "order");
                    format!("{word} {} ({})", style.name(order), style.name(&dated.to_string()))
                }
                _ => style.words("في انتظار الأمر", "its order is awaited").to_owned(),
            };
            let what = format!("{}: {order}", referral.to.get(lang));
            self.line(style.words("أُحيلت الحالة إلى", "Referred to"), &what);
        }
        let holds = status.legal_holds.iter();
        let holds =
            holds.map(|it| format!("{}: {}", style.name(&it.order), style.instant(it.since))).collect();
        self.list(style.words("الملف محفوظ بأمر قانوني", "Held by order"), holds);
        if let Some(kept) = &status.retention {
            let version = style.words("نسخة القاعدة", "version of the rule");
            let over = if kept.over {
                style.words("، وقد انقضت المدة", ", which is over")
            } else {
                ""
            };
            let until = style.name(&kept.kept_until.to_string());
            self.line(
                style.words("يُحفظ الملف حتى", "Kept until"),
                &format!("{until} ({version}: {}){over}", kept.version),
            );
        }
        let open = status.feedback.iter().filter(|it| it.answered_at.is_none());
        let open = open.map(|it| format!("{}. {}", it.number, it.kind_text.get(lang))).collect();
        self.list(style.words("آراء تنتظر الردّ", "Feedback not answered yet"), open);
    }

    fn past(&mut self, status: &Status) {
        let (style, lang) = (self.style, self.style.lang);
        let lines = status.history.iter();
        let lines = lines.map(|it| format!("{}: {}", style.instant(it.at), it.text.get(lang))).collect();
        self.list(style.words("ما تم حتى الآن", "What happened"), lines);
    }
}

/// By which trust service it is signed, or under which exception it is not.
fn signed(output: &OutputStatus, style: &Style<'_>) -> String {
    match (&output.signature, &output.exception) {
        (Some(signature), _) => {
            let words = style.words("موقَّع من خدمة الثقة", "signed by the trust service");
            format!(". {words}: {}", style.name(&signature.trust_service))
        }
        (None, Some(exception)) => {
            let words = style.words("دون توقيع بموجب الاستثناء", "without a signature, under the exception");
            format!(". {words}: {}", style.name(exception.as_str()))
        }
        (None, None) => String::new(),
    }
}
