//! What a publication did, told to programs and to people.

use serde::Serialize;
use talab::core::definition::ServiceDefinition;
use talab::core::isolate;
use talab::{Lang, Text};

use super::PublishArgs;

/// What was done.
#[derive(Serialize)]
pub(super) struct Published {
    pub(super) calendar: Option<PublishedCalendar>,
    pub(super) services: Vec<PublishedService>,
}

#[derive(Serialize)]
pub(super) struct PublishedCalendar {
    pub(super) file: String,
    pub(super) jurisdiction: String,
    /// False if it had been published before.
    pub(super) done: bool,
}

#[derive(Serialize)]
pub(super) struct PublishedService {
    pub(super) file: String,
    pub(super) code: String,
    pub(super) version: u32,
    pub(super) name: Text,
    /// The acts of this run: none if all had been done before.
    pub(super) done: Vec<&'static str>,
}

pub(super) fn calendar_missing(definition: &ServiceDefinition) -> Text {
    let (code, calendar) = (&definition.code, &definition.calendar);
    Text::new(
        format!(
            "التقويم {} لم يُنشر بعد، ولا يُقبل أي طلب للخدمة {} قبل نشره، يُرجى إضافة {}",
            isolate(calendar.as_str()),
            isolate(code.as_str()),
            isolate("--calendar FILE")
        ),
        format!(
            "the calendar {calendar} is not published yet, so no request for {code} can be taken in: add --calendar FILE"
        ),
    )
}

pub(super) fn text(done: &Published, args: &PublishArgs, lang: Lang) -> String {
    let mut lines = Vec::new();
    if let Some(calendar) = &done.calendar {
        let jurisdiction = &calendar.jurisdiction;
        lines.push(match (lang, calendar.done) {
            (Lang::Ar, true) => format!("نُشر التقويم {jurisdiction}"),
            (Lang::Ar, false) => format!("التقويم {jurisdiction} منشور من قبل"),
            (Lang::En, true) => format!("published the calendar {jurisdiction}"),
            (Lang::En, false) => format!("the calendar {jurisdiction} was published before"),
        });
    }
    for service in &done.services {
        let what = format!("{} ({} v{})", service.name.get(lang), service.code, service.version);
        if service.done.is_empty() {
            lines.push(match lang {
                Lang::Ar => format!("الخدمة منشورة من قبل: {what}"),
                Lang::En => format!("published before: {what}"),
            });
            continue;
        }
        let (officer, regulator) = (&args.officer, &args.verified_by);
        lines.push(match (lang, service.done.contains(&"proposed")) {
            (Lang::Ar, true) => format!("نُشرت الخدمة: {what}، اقترحها {officer} وتحقّق منها {regulator}"),
            (Lang::Ar, false) => format!("نُشرت الخدمة: {what}، وتحقّق منها {regulator}"),
            (Lang::En, true) => format!("published: {what}, proposed by {officer}, verified by {regulator}"),
            (Lang::En, false) => format!("published: {what}, verified by {regulator}"),
        });
    }
    lines.join("\n")
}
