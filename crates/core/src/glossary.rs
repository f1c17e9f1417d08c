//! The glossary: what the domain calls a thing, what the wire calls it, and its words in Arabic and English.

use std::fmt::Write as _;

use crate::access::{AccessEvent, ReadKind};
use crate::actor::Role;
use crate::almanac::AlmanacEvent;
use crate::command_kind::CommandKind;
use crate::definition::IndicatorMeasure;
use crate::enquiries::{EnquiriesEvent, EnquiryTopic};
use crate::mandate::{MandateAct, MandateEvent, MandateKind};
use crate::objection::{Effect, ObjectionEvent, ObjectionStanding};
use crate::party::{ApplicantClass, Channel};
use crate::provider::ProviderEvent;
use crate::reason::{Family, ReasonCode};
use crate::request::Event;
use crate::request::intake::{ConsentMeans, MediumKind};
use crate::request::notices::{NoticeChannel, Purpose};
use crate::request::parties::FeedbackKind;
use crate::rulebook::{AssuranceLevel, CatalogueAct, HashAlgorithm, RulebookEvent, RulebookPart};
use crate::service::ServiceEvent;
use crate::stage::{Outcome, Stage};
use crate::text::Words;
use crate::words;

/// Events whose name on the wire is not simply the domain's name without `Request`.
const RENAMED: &[(&str, &str)] = &[
    ("CompletenessChecked", "CompletenessConfirmed, IncompletenessFound"),
    ("Acknowledged", "ReceiptAcknowledged"),
    ("Rejected", "AcknowledgementDeclined"),
    ("Corrected", "CorrectionsSubmitted"),
    ("Denied", "RequestRefused"),
    ("OutputDelivered", "OutputMadeAvailable"),
    ("StepCompleted", "TaskCompleted (the provider's own)"),
    ("TaskDeclined", "TaskRefused"),
    ("LateAnswerKept", "(a late answer, kept aside)"),
    ("MessageQuarantined", "(a message in quarantine)"),
    ("AmendmentProposed", "(two persons, after the decision)"),
    ("AmendmentReturned", "(two persons, after the decision)"),
    ("AmendmentApproved", "(two persons, after the decision)"),
    ("EvidenceCancelled", "(a question taken back)"),
    ("TransferCancelled", "(an offer taken back)"),
    ("TransferredOut", "(the end, by a transfer)"),
    ("PaperCopyLapsed", "(LAP.NOT_COLLECTED)"),
    ("Executed", "(the end of the execution path)"),
    ("ClockStopped", "(the clock's end)"),
    ("SubrequestReopened", "(a part worked on again)"),
    ("CalendarPublished", "(a calendar's first revision)"),
    ("CommandRefused", "(a refused command)"),
    ("RequestRead", "(an access log entry)"),
    ("FeedbackAnswered", "(the answer to FeedbackRecorded)"),
    ("MeasuresRecorded", "MeasuresRecorded"),
];

/// Events that the domain calls `Request…`.
const OF_THE_REQUEST: &[&str] = &[
    "Submitted",
    "Supplemented",
    "Granted",
    "PartiallyGranted",
    "Reopened",
    "Transferred",
    "Escalated",
    "Withdrawn",
    "Lapsed",
    "Discontinued",
    "Concluded",
];

/// The whole glossary as Markdown.
pub fn markdown() -> String {
    let mut text = String::from(HEAD);
    table(
        &mut text,
        "Stages",
        &["code", "name"],
        Stage::ALL.iter().map(|it| (vec![it.code(), it.name()], it.words())),
    );
    table(
        &mut text,
        "Outcomes",
        &["code", "name"],
        Outcome::ALL.iter().map(|it| (vec![it.code(), it.name()], it.words())),
    );
    table(&mut text, "Roles", &["code"], Role::ALL.iter().map(|it| (vec![it.code()], it.words())));
    table(
        &mut text,
        "Applicants",
        &["code"],
        ApplicantClass::ALL.iter().map(|it| (vec![it.code()], it.words())),
    );
    table(&mut text, "Ways in", &["code"], Channel::ALL.iter().map(|it| (vec![it.code()], it.words())));
    let media = MediumKind::ALL.iter().map(|it| (vec![it.code()], it.words()));
    table(&mut text, "Storage media", &["code"], media);
    let means = ConsentMeans::ALL.iter().map(|it| (vec![it.code()], it.words()));
    table(&mut text, "How a consent is given", &["code"], means);
    let levels = AssuranceLevel::ALL.iter().map(|it| (vec![it.code()], it.words()));
    table(&mut text, "Levels of assurance", &["code"], levels);
    let parts = RulebookPart::ALL.iter().map(|it| (vec![it.code()], it.words()));
    table(&mut text, "Parts of the rulebook", &["code"], parts);
    let hashes = HashAlgorithm::ALL.iter().map(|it| (vec![it.code()], it.words()));
    table(&mut text, "Hash algorithms", &["code"], hashes);
    let acts = CatalogueAct::ALL.iter().map(|it| (vec![it.code()], it.words()));
    table(&mut text, "What is done with the directory", &["code"], acts);
    let commands = CommandKind::ALL.iter().map(|it| (vec![it.code(), it.name()], it.words()));
    table(&mut text, "Commands on a request", &["code", "wire"], commands);
    events(&mut text, "Events of a request", Event::NAMES);
    events(&mut text, "Events of a service", &ServiceEvent::NAMES);
    events(&mut text, "Events of a provider", &ProviderEvent::NAMES);
    events(&mut text, "Events of the rulebook", &RulebookEvent::NAMES);
    events(&mut text, "Events of a calendar", &AlmanacEvent::NAMES);
    events(&mut text, "Events of a mandate", &MandateEvent::NAMES);
    table(&mut text, "Mandates", &["code"], MandateKind::ALL.iter().map(|it| (vec![it.code()], it.words())));
    let acts = MandateAct::ALL.iter().map(|it| (vec![it.code()], it.words()));
    table(&mut text, "What a mandate covers", &["code"], acts);
    events(&mut text, "Events of an objection", ObjectionEvent::NAMES);
    let standings = ObjectionStanding::ALL.iter().map(|it| (vec![it.code()], it.words()));
    table(&mut text, "Objections", &["code"], standings);
    let effects = Effect::ALL.iter().map(|it| (vec![it.code()], it.words()));
    table(&mut text, "What an upheld objection orders", &["code"], effects);
    let measures = IndicatorMeasure::ALL.iter().map(|it| (vec![it.code()], it.words()));
    table(&mut text, "Indicators", &["code"], measures);
    let kinds = FeedbackKind::ALL.iter().map(|it| (vec![it.code()], it.words()));
    table(&mut text, "Feedback", &["code"], kinds);
    events(&mut text, "Events around a service", EnquiriesEvent::NAMES);
    let topics = EnquiryTopic::ALL.iter().map(|it| (vec![it.code()], it.words()));
    table(&mut text, "What an enquiry is about", &["code"], topics);
    events(&mut text, "Events of an access stream", &AccessEvent::NAMES);
    table(&mut text, "What is read", &["code"], ReadKind::ALL.iter().map(|it| (vec![it.code()], it.words())));
    table(&mut text, "Notifications", &["code"], Purpose::ALL.iter().map(|it| (vec![it.code()], it.words())));
    table(
        &mut text,
        "Where they go",
        &["code"],
        NoticeChannel::ALL.iter().map(|it| (vec![it.code()], it.words())),
    );
    table(
        &mut text,
        "Families of reasons",
        &["code"],
        Family::ALL.iter().map(|it| (vec![it.code()], it.words())),
    );
    table(&mut text, "Reasons", &["code"], ReasonCode::ALL.iter().map(|it| (vec![it.code()], it.words())));
    text
}

const HEAD: &str = "<!-- Generated from the code by `cargo xtask docs`; a test keeps it true. -->\n\n# Glossary\n\n\
Four different “no”: **`Rejected`** (receipt is not acknowledged, LY-15.3) · **`Denied`** (the merits) · \
**`Refusal`** (a command the rules don't allow; appends nothing) · **`Declined`** (a task or transfer by another body).\n\n\
The person at the portal is «المستخدم» or «مقدّم الطلب»; the beneficiary is «المستفيد»; the provider «مقدم الخدمة»; the \
regulator «الإدارة المختصة». «سحب» is the applicant's own act; the authority's is «إلغاء».\n";

fn table<'a>(
    text: &mut String,
    title: &str,
    heads: &[&str],
    rows: impl Iterator<Item = (Vec<&'a str>, Words)>,
) {
    let _ = writeln!(text, "\n## {title}\n\n| {} | العربية | English |", heads.join(" | "));
    let _ = writeln!(text, "|{}", "---|".repeat(heads.len() + 2));
    for (cells, words) in rows {
        let cells: Vec<_> = cells.iter().map(|cell| format!("`{cell}`")).collect();
        let _ = writeln!(text, "| {} | {} | {} |", cells.join(" | "), words.ar, words.en);
    }
}

fn events(text: &mut String, title: &str, names: &[&str]) {
    let _ = writeln!(text, "\n## {title}\n\n| domain | wire | العربية | English |\n|---|---|---|---|");
    for name in names {
        let words = words::event(name).unwrap_or(Words { ar: "", en: "" });
        let _ = writeln!(text, "| {} | `{name}` | {} | {} |", domain(name), words.ar, words.en);
    }
}

fn domain(wire: &str) -> String {
    match RENAMED.iter().find(|(name, _)| *name == wire) {
        Some((_, domain)) => (*domain).to_owned(),
        None if OF_THE_REQUEST.contains(&wire) => format!("Request{wire}"),
        None => wire.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_field_calls_otherwise_is_told_with_its_own_name() {
        let check = |wire, called: &str| assert_eq!(domain(wire), called);
        check("Acknowledged", "ReceiptAcknowledged");
        check("Denied", "RequestRefused");
        check("Granted", "RequestGranted");
        check("DeadlineSet", "DeadlineSet");
    }

    #[test]
    fn every_row_has_both_languages() {
        for line in markdown().lines().filter(|line| line.starts_with("| ") && !line.contains("العربية"))
        {
            let cells: Vec<_> = line.trim_matches('|').split('|').map(str::trim).collect();
            let [.., arabic, english] = cells.as_slice() else { panic!("{line}") };
            assert!(arabic.chars().any(|c| ('\u{0621}'..='\u{064A}').contains(&c)), "{line}");
            assert!(english.chars().any(|c| c.is_ascii_lowercase()), "{line}");
        }
    }

    #[test]
    fn renamed_events_exist() {
        let known: Vec<_> =
            Event::NAMES.iter().chain(&ServiceEvent::NAMES).chain(&AlmanacEvent::NAMES).collect();
        for name in RENAMED.iter().map(|(name, _)| name).chain(OF_THE_REQUEST) {
            assert!(known.contains(&name) || AccessEvent::NAMES.contains(name), "{name}");
        }
    }
}
