//! A trail written for people.

use std::fmt::Write as _;

use talab_core::{CommandKind, isolate};

use super::{LineKind, Trail, TrailLine};
use crate::style::Style;

impl Trail {
    /// The trail as plain text: a paragraph for each line.
    pub fn to_text(&self, style: &Style<'_>) -> String {
        let title = style.words("سجل الطلب", "Trail of request");
        let mut text = format!("{title} {}\n", style.name(self.reference.as_str()));
        for line in &self.lines {
            // Writing to a String can't fail.
            let _ = write!(text, "\n{}", line.to_text(style));
        }
        style.finish(text)
    }
}

impl TrailLine {
    fn to_text(&self, style: &Style<'_>) -> String {
        let lang = style.lang;
        let number = self.version.map_or_else(|| "—".to_owned(), |version| format!("{version}."));
        let event = style.name(self.event);
        let mut text =
            format!("{number} {}  {} ({event})\n", style.instant(self.occurred_at), self.text.get(lang));
        let mut add = |label: &str, value: String| {
            let _ = writeln!(text, "   {label}: {value}");
        };
        if self.recorded_at != self.occurred_at {
            add(style.words("تاريخ التسجيل", "recorded"), style.instant(self.recorded_at));
        }
        if let Some(who) = self.who_text(style) {
            add(style.words("بواسطة", "by"), who);
        }
        if let Some(person) = &self.for_whom {
            add(style.words("لصالح", "for"), style.name(person));
        }
        if let Some(mandate) = &self.mandate {
            add(style.words("بصفة التمثيل", "under the mandate"), style.name(mandate));
        }
        if let Some(through) = &self.through_text {
            add(style.words("عبر", "through"), through.get(lang).to_owned());
        }
        if let Some(command) = &self.command {
            let words = CommandKind::parse(command);
            let words = words.map_or_else(|| style.name(command), |kind| kind.words().get(lang).to_owned());
            add(style.words("الإجراء", "command"), words);
        }
        for what in &self.what {
            let _ = writeln!(text, "   - {}", self.on_the_clock(what.get(lang), style));
        }
        if !self.why.is_empty() {
            let _ = writeln!(text, "   {}: {}", style.words("رموز الأسباب", "why"), self.why_text(style));
        }
        if !self.basis.is_empty() {
            let _ = writeln!(text, "   {}: {}", style.words("الأساس", "basis"), self.basis_text(style));
        }
        if self.internal {
            let mark = match self.kind {
                LineKind::Event => style.words("داخلي", "internal"),
                LineKind::Refused => style.words("داخلي، لم يُقبل", "internal, refused"),
            };
            let _ = writeln!(text, "   [{mark}]");
        }
        text
    }

    /// A detail with its instant as the reader's clock has it; programs are given the exact one.
    fn on_the_clock(&self, detail: &str, style: &Style<'_>) -> String {
        self.moment.map_or_else(
            || detail.to_owned(),
            |at| detail.replace(&style.name(&at.to_string()), &style.instant(at)),
        )
    }

    /// Every code once, however many items it is about.
    fn why_text(&self, style: &Style<'_>) -> String {
        let mut codes: Vec<String> = Vec::new();
        for code in self.why.iter().map(|code| style.name(code)) {
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
        codes.join(style.words("، ", ", "))
    }

    fn who_text(&self, style: &Style<'_>) -> Option<String> {
        let role = self.who.role_text.as_ref().map(|role| role.get(style.lang).to_owned());
        let person = self.who.person.as_ref().map(|person| style.name(person));
        let body = self.who.body.as_ref().map(|body| style.name(body));
        let vouched = self.who.vouched.as_ref().map(|vouched| {
            let by = style.words("ومصدر إثبات الصفة", "vouched by");
            let authority =
                vouched.authority.as_ref().map_or_else(String::new, |it| format!(": {}", style.name(it)));
            format!("{by} {}{authority}", style.name(&vouched.by))
        });
        let parts: Vec<_> = [role, person, body, vouched].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(style.words("، ", ", ")))
    }

    /// An inference or a parameter is never told as if the article said it.
    fn basis_text(&self, style: &Style<'_>) -> String {
        let grounds = self.basis.iter().map(|ground| {
            let rule = style.name(ground.rule);
            match (ground.quote, ground.basis) {
                (Some(quote), _) => format!("{rule} {}", isolate(&format!("«{quote}»"))),
                (None, "parameter") => {
                    format!("{rule} ({})", style.words("يحدده تعريف الخدمة", "set by the service definition"))
                }
                (None, _) => format!("{rule} ({})", style.words("استنتاج", "inferred")),
            }
        });
        grounds.collect::<Vec<_>>().join(style.words("؛ ", "; "))
    }
}
