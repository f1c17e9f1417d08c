//! What a notification says: the provider's words or the engine's, with the facts of the request filled in.

use super::notices::{NotificationQueued, Purpose};
use super::state::Request;
use crate::calendar::Calendar;
use crate::definition::ServiceDefinition;
use crate::reason::Reason;
use crate::reference::Reference;
use crate::stage::Outcome;
use crate::text::{Lang, Text, isolate};
use crate::words;

/// A message to the applicant.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Message {
    /// One line.
    pub title: Text,
    /// Whole sentences; it may name persons, and must not be logged.
    pub body: Text,
    /// The address it goes to, for who sends it: nothing where there is none, it can't be read, or the reader doesn't send.
    pub to: Option<String>,
}

/// The message of a notification of this request (LY-15.1 to 15.3, LY-16.2, LY-18.1 to 18.3).
pub fn message(
    reference: &Reference,
    request: &Request,
    definition: &ServiceDefinition,
    calendar: &Calendar,
    notification: &NotificationQueued,
) -> Message {
    let notice = words::notice(notification.purpose.code());
    let title = notice.map_or_else(Text::default, |notice| notice.title.to_text());
    let body = match (notification.purpose, notice) {
        // What lies open on a telephone says that there is news, and no more.
        _ if notification.channel.is_further() => {
            words::notice("pointer").map_or_else(Text::default, |pointer| pointer.body.to_text())
        }
        (Purpose::Acknowledgement, _) => definition.acknowledgement.template.clone(),
        (_, Some(notice)) => notice.body.to_text(),
        (_, None) => Text::default(),
    };
    let fill = |lang: Lang| {
        let values = values(reference, request, definition, calendar, notification, lang);
        filled(body.get(lang), &values)
    };
    Message { title, body: Text::new(fill(Lang::Ar), fill(Lang::En)), to: None }
}

/// The template with its variables filled in, in one pass: braces inside a value stay what they are.
fn filled(template: &str, values: &[(&'static str, String)]) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let found = after
            .split_once('}')
            .and_then(|(name, tail)| Some((values.iter().find(|(known, _)| *known == name)?, tail)));
        rest = match found {
            Some(((_, value), tail)) => {
                text.push_str(value);
                tail
            }
            None => {
                text.push('{');
                after
            }
        };
    }
    text + rest
}

fn values(
    reference: &Reference,
    request: &Request,
    definition: &ServiceDefinition,
    calendar: &Calendar,
    notification: &NotificationQueued,
    lang: Lang,
) -> [(&'static str, String); 11] {
    let ltr = |text: String| if lang == Lang::Ar { isolate(&text) } else { text };
    let local = |at: crate::instant::Timestamp| {
        let local = calendar.zone().local_datetime(at);
        format!("{} {:02}:{:02}", local.date(), local.hour(), local.minute())
    };
    let expected = request.clock().due.map_or_else(String::new, |due| ltr(due.due_date.to_string()));
    let order = request
        .orders()
        .filter(|_| notification.purpose == Purpose::Payment)
        .find(|order| order.asked_at == notification.at);
    let term = order.map(|order| order.due).or(request.open_corrections().map(|open| open.due));
    let due = term.map_or_else(|| expected.clone(), |due| ltr(due.due_date.to_string()));
    [
        ("reference", ltr(reference.to_string())),
        ("number", ltr(request.acknowledged().map_or_else(String::new, |it| it.number.clone()))),
        ("received_at", ltr(request.received_at().map_or_else(String::new, local))),
        ("expected_by", expected),
        ("service", definition.name.get(lang).to_owned()),
        ("due", due),
        ("amount", order.map_or_else(String::new, |order| ltr(order.total.to_string()))),
        ("reasons", reasons(request, notification.purpose, lang)),
        ("outcome", outcome(request, lang)),
        ("instructions", instructions(request, lang)),
        ("news", notification.purpose.words().get(lang).to_owned()),
    ]
}

/// Reasons of a rejection, the faults of the corrections asked, or why what was decided was amended.
fn reasons(request: &Request, purpose: Purpose, lang: Lang) -> String {
    let separator = if lang == Lang::Ar { "؛ " } else { "; " };
    let of = |reasons: &[Reason]| {
        reasons.iter().map(|reason| reason.text(lang)).collect::<Vec<_>>().join(separator)
    };
    if purpose == Purpose::Amendment {
        return request.amendments.last.as_ref().map_or_else(String::new, |last| {
            let said = last.explanation.as_ref().and_then(|text| text.get());
            let mut parts = vec![of(&[Reason::new(last.amendment.reason())])];
            parts.extend(said.map(|text| text.get(lang).to_owned()));
            parts.join(separator)
        });
    }
    if purpose == Purpose::Transfer {
        return request.transfers.last.map_or_else(String::new, |reason| of(&[Reason::new(reason)]));
    }
    match (request.rejected(), request.open_corrections()) {
        (Some(rejected), _) => of(&rejected.reasons),
        (None, Some(open)) => {
            let faults: Vec<_> =
                open.items.iter().map(|item| Reason::new(item.fault).about(item.target.path())).collect();
            of(&faults)
        }
        (None, None) => String::new(),
    }
}

/// How to correct or remove each item; nothing once the person's key is destroyed.
fn instructions(request: &Request, lang: Lang) -> String {
    let separator = if lang == Lang::Ar { "؛ " } else { "; " };
    let said = request.open_corrections().and_then(|open| open.instructions.get());
    said.map_or_else(String::new, |texts| {
        texts.iter().map(|text| text.get(lang)).collect::<Vec<_>>().join(separator)
    })
}

/// What was said against a request, and what may be done about it: labelled, so that it is not read as one more reason.
fn against(reasons: &[Reason], remedies: &Text, lang: Lang) -> Vec<String> {
    let label = if lang == Lang::Ar { "سبل التظلّم" } else { "what you can do" };
    let mut parts: Vec<_> = reasons.iter().map(|reason| reason.text(lang)).collect();
    parts.push(format!("{label}: {}", remedies.get(lang)));
    parts
}

fn outcome(request: &Request, lang: Lang) -> String {
    let Some(outcome) = request.outcome() else { return String::new() };
    let words = outcome.words().get(lang).to_owned();
    let separator = if lang == Lang::Ar { "؛ " } else { "; " };
    let details: Vec<String> = match outcome {
        Outcome::Denied => {
            request.denied().map_or_else(Vec::new, |it| against(&it.reasons, &it.remedies, lang))
        }
        Outcome::PartiallyGranted => {
            request.partly_granted().map_or_else(Vec::new, |it| against(&it.reasons, &it.remedies, lang))
        }
        Outcome::MeasuresTaken => request.measures().map_or_else(Vec::new, |taken| {
            taken
                .measures
                .iter()
                .filter_map(|it| it.text.get())
                .map(|text| text.get(lang).to_owned())
                .collect()
        }),
        _ => Vec::new(),
    };
    if details.is_empty() { words } else { format!("{words}: {}", details.join(separator)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_inside_a_value_stay_what_they_are() {
        let values = [("reasons", "{outcome}".to_owned()), ("outcome", "x".to_owned())];
        assert_eq!(filled("{reasons}: {outcome} {unknown} {", &values), "{outcome}: x {unknown} {");
    }
}
