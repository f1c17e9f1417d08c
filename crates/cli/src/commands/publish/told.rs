//! What a publication did, told to programs and to people.

use serde::Serialize;
use talab::core::definition::{Carried, RestsOn, ServiceDefinition};
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

/// The common definition of a local one is nowhere to be found.
pub(super) fn common_missing(rests_on: &RestsOn) -> String {
    let RestsOn { service, version } = rests_on;
    format!(
        "rests_on: {service} v{version} is neither among the files nor verified in the directory: add its file, or have it \
         verified first"
    )
}

/// What an applicant may be made to carry between bodies: for a person to look at.
pub(super) fn carried(definition: &ServiceDefinition, found: &Carried) -> Text {
    let problem = found.problem();
    let code = &definition.code;
    Text::new(
        format!("{} {}: {}", isolate(code.as_str()), isolate(&problem.path), problem.problem.ar),
        format!("{code} {problem}"),
    )
}

/// What stands once the acts are done, told by its first word.
fn outcome(args: &PublishArgs, lang: Lang, before: bool) -> &'static str {
    match (lang, args.verify_only, before) {
        (Lang::Ar, false, true) => "الخدمة منشورة من قبل",
        (Lang::Ar, false, false) => "نُشرت الخدمة",
        (Lang::Ar, true, true) => "تم التحقق من التعريف من قبل",
        (Lang::Ar, true, false) => "تم التحقق من التعريف",
        (Lang::En, false, true) => "published before",
        (Lang::En, false, false) => "published",
        (Lang::En, true, true) => "verified before",
        (Lang::En, true, false) => "verified",
    }
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
            lines.push(format!("{}: {what}", outcome(args, lang, true)));
            continue;
        }
        let (officer, regulator) = (&args.officer, &args.verified_by);
        let done = outcome(args, lang, false);
        lines.push(match (lang, service.done.contains(&"proposed")) {
            (Lang::Ar, true) => format!("{done}: {what}، اقترحها {officer} وتحقّق منها {regulator}"),
            (Lang::Ar, false) => format!("{done}: {what}، وتحقّق منها {regulator}"),
            (Lang::En, true) => format!("{done}: {what}, proposed by {officer}, verified by {regulator}"),
            (Lang::En, false) => format!("{done}: {what}, verified by {regulator}"),
        });
    }
    lines.join("\n")
}
