//! Deciding about paper copies: one way at a time, appointments on working days, collected by somebody with a name.

use time::Duration;

use super::command::{
    Appointment, LapsePaperCopy, RecordCollected, RecordCollectionMissed, RecordPaperDispatched,
    RecordPaperReturned, RequestPaperCopy, ScheduleCollection,
};
use super::event::{
    CollectionMissed, CollectionScheduled, OutputCollected, PaperCopyDispatched, PaperCopyLapsed,
    PaperCopyRequested, PaperCopyReturned,
};
use super::{PaperCopy, PaperStanding};
use crate::calendar::DayKind;
use crate::definition::PaperTerms;
use crate::ids::{BodyId, OutputId};
use crate::input;
use crate::reason::{Family, ReasonCode};
use crate::refusal::Refusal;
use crate::request::bench::Bench;
use crate::request::event::Event;
use crate::request::rights;
use crate::rule;
use crate::text::Text;

/// Asks for a copy: by post or by appointment, never both, and one copy at a time.
pub(in crate::request) fn request(bench: &mut Bench<'_>, command: RequestPaperCopy) -> Result<(), Refusal> {
    let RequestPaperCopy { output, post, collection } = command;
    let terms = terms(bench, &output)?;
    super::super::not_revoked(bench, &output)?;
    let before = bench.state.outputs.papers.get(&output).cloned();
    let may = before.as_ref().is_none_or(|copy| copy.standing == PaperStanding::Returned);
    stands(bench, &output, before.as_ref(), may)?;
    bench.require(rule::PAPER, post.is_some() != collection.is_some(), || Refusal::FieldInvalid {
        path: "delivery".to_owned(),
        problem: Text::new(
            "تُرسل النسخة الورقية بالبريد أو يُحدد موعد لاستلامها شخصياً، يُرجى اختيار طريقة واحدة",
            "a paper copy goes by post or is collected by appointment: choose one of the two",
        ),
    })?;
    bench.require(rule::PAPER, post.is_none() || terms.post, || not_offered("post"))?;
    let address = post.map(|address| bench.personal_text("post", Some(address.into_inner()), 1_024));
    let address = address.transpose()?.flatten();
    if let Some(appointment) = &collection {
        bookable(bench, &terms, appointment)?;
    }
    bench.emit(Event::PaperCopyRequested(PaperCopyRequested {
        at: bench.at,
        output: output.clone(),
        address,
    }));
    if let Some(appointment) = collection {
        let keeper = keeper(bench, &terms, &appointment);
        let scheduled = CollectionScheduled { at: bench.at, output, appointment, keeper };
        bench.emit(Event::CollectionScheduled(scheduled));
    }
    Ok(())
}

/// Makes another appointment.
pub(in crate::request) fn schedule(
    bench: &mut Bench<'_>,
    command: ScheduleCollection,
) -> Result<(), Refusal> {
    let ScheduleCollection { output, appointment } = command;
    let terms = terms(bench, &output)?;
    super::super::not_revoked(bench, &output)?;
    let wanted = [PaperStanding::Missed, PaperStanding::Returned, PaperStanding::Scheduled];
    copy(bench, &output, &wanted)?;
    bookable(bench, &terms, &appointment)?;
    let keeper = keeper(bench, &terms, &appointment);
    let scheduled = CollectionScheduled { at: bench.at, output, appointment, keeper };
    bench.emit(Event::CollectionScheduled(scheduled));
    Ok(())
}

pub(in crate::request) fn dispatched(
    bench: &mut Bench<'_>,
    command: RecordPaperDispatched,
) -> Result<(), Refusal> {
    super::super::not_revoked(bench, &command.output)?;
    copy(bench, &command.output, &[PaperStanding::ToBeSent])?;
    let tracking = input::name(&command.tracking)
        .map_err(|problem| Refusal::FieldInvalid { path: "tracking".to_owned(), problem })?;
    let output = command.output;
    bench.emit(Event::PaperCopyDispatched(PaperCopyDispatched { at: bench.at, output, tracking }));
    Ok(())
}

pub(in crate::request) fn returned(
    bench: &mut Bench<'_>,
    command: RecordPaperReturned,
) -> Result<(), Refusal> {
    bench.reason_of(Family::Ntf, command.reason)?;
    copy(bench, &command.output, &[PaperStanding::Dispatched])?;
    let RecordPaperReturned { output, reason } = command;
    bench.emit(Event::PaperCopyReturned(PaperCopyReturned { at: bench.at, output, reason }));
    Ok(())
}

/// Collected by somebody with a name, identified by a document (LY-18.5b).
pub(in crate::request) fn collected(bench: &mut Bench<'_>, command: RecordCollected) -> Result<(), Refusal> {
    kept_here(bench, &command.output)?;
    super::super::not_revoked(bench, &command.output)?;
    copy(bench, &command.output, &[PaperStanding::Scheduled, PaperStanding::Missed])?;
    let collector = command.collector.into_inner();
    let named = !collector.trim().is_empty() && !command.identified_by.trim().is_empty();
    bench.require(rule::PAPER, named, || Refusal::CollectorUnknown)?;
    let identified_by = input::name(&command.identified_by)
        .map_err(|problem| Refusal::FieldInvalid { path: "identified_by".to_owned(), problem })?;
    let collector = bench.personal_text("collector", Some(collector), 1_024)?;
    let collector = collector.ok_or(Refusal::CollectorUnknown)?;
    let output = command.output;
    bench.emit(Event::OutputCollected(OutputCollected { at: bench.at, output, collector, identified_by }));
    Ok(())
}

/// Nobody came; before the appointment that can't be said.
pub(in crate::request) fn missed(
    bench: &mut Bench<'_>,
    command: RecordCollectionMissed,
) -> Result<(), Refusal> {
    kept_here(bench, &command.output)?;
    let copy = copy(bench, &command.output, &[PaperStanding::Scheduled])?;
    let slot = copy.appointment.map_or(bench.at, |appointment| appointment.at);
    bench.require(rule::PAPER, bench.at >= slot, || Refusal::TermNotOver {
        until: slot.to_string(),
        term: rule::PAPER,
    })?;
    let (output, times) = (command.output, copy.missed + 1);
    bench.emit(Event::CollectionMissed(CollectionMissed { at: bench.at, output, times }));
    Ok(())
}

/// Lets a copy lapse that was missed too often, or came back, and was kept as long as the service says.
pub(in crate::request) fn lapse(bench: &mut Bench<'_>, command: LapsePaperCopy) -> Result<(), Refusal> {
    let terms = terms(bench, &command.output)?;
    let copy = copy(bench, &command.output, &[PaperStanding::Missed, PaperStanding::Returned])?;
    let often =
        copy.standing == PaperStanding::Returned || terms.missed.is_some_and(|missed| copy.missed >= missed);
    let days = terms.keep_days.filter(|_| often);
    stands(bench, &command.output, Some(&copy), days.is_some())?;
    rights::nothing_held(bench)?;
    let zone = bench.calendar()?.zone().clone();
    let since = zone.local_date(copy.since);
    let last = since.checked_add(Duration::days(i64::from(days.unwrap_or_default()))).unwrap_or(since);
    let over = zone.local_date(bench.at) > last;
    bench
        .require(rule::PAPER, over, || Refusal::TermNotOver { until: last.to_string(), term: rule::PAPER })?;
    bench.emit(Event::PaperCopyLapsed(PaperCopyLapsed {
        at: bench.at,
        output: command.output,
        reason: ReasonCode::LapNotCollected,
        kept_until: last,
    }));
    Ok(())
}

/// The body at whose office the appointment is, where that is not the body that has the request.
fn keeper(bench: &Bench<'_>, terms: &PaperTerms, appointment: &Appointment) -> Option<BodyId> {
    let body = terms.office(&appointment.office).and_then(|office| office.body.clone());
    body.filter(|body| bench.state.intake.provider.as_ref() != Some(body))
}

/// A clerk of the body that keeps copies hands out those that are with it, and no others (N1-2).
fn kept_here(bench: &mut Bench<'_>, output: &OutputId) -> Result<(), Refusal> {
    if !bench.before.only_hands_out(bench.by) {
        return Ok(());
    }
    let copy = bench.before.outputs.papers.get(output);
    let here = copy.zip(bench.by.body.as_ref()).is_some_and(|(copy, body)| copy.is_kept_by(body));
    bench.require(rule::PAPER, here, || Refusal::OutputUnknown { output: output.to_string() })
}

/// The paper terms of an output that was issued.
fn terms(bench: &mut Bench<'_>, output: &OutputId) -> Result<PaperTerms, Refusal> {
    let definition = bench.definition()?;
    let issued = bench.state.outputs.by_id.contains_key(output);
    bench.require(rule::PAPER, issued, || Refusal::OutputNotIssued { output: output.to_string() })?;
    let terms = definition.output(output).and_then(|output| output.paper.clone());
    bench.found(rule::PAPER, terms.is_some(), output.as_str());
    terms.ok_or_else(|| not_offered("output"))
}

fn not_offered(path: &str) -> Refusal {
    Refusal::FieldInvalid {
        path: path.to_owned(),
        problem: Text::new(
            "لا تتيح الخدمة نسخة ورقية من هذا المخرَج بهذه الطريقة، يُرجى الرجوع إلى دليل الخدمات",
            "the service gives no paper copy of this output in this way: see the directory",
        ),
    }
}

/// An appointment is in the future, at an office of the output, on a working day and within its hours.
fn bookable(bench: &mut Bench<'_>, terms: &PaperTerms, appointment: &Appointment) -> Result<(), Refusal> {
    let known = terms.office(&appointment.office).is_some();
    bench.require(rule::PAPER, known, || not_offered("office"))?;
    bench.require(rule::PAPER, appointment.at > bench.at, || Refusal::DueDateInPast {
        date: appointment.at.to_string(),
    })?;
    let calendar = bench.calendar()?;
    let local = calendar.zone().local_datetime(appointment.at);
    let open = calendar.day(local.date())? == DayKind::Working && terms.is_open_at(local.time());
    bench.require(rule::PAPER, open, || Refusal::CalendarClosed {
        at: format!("{} {:02}:{:02}", local.date(), local.hour(), local.minute()),
    })
}

/// The copy, where it stands in one of these ways.
fn copy(bench: &mut Bench<'_>, output: &OutputId, wanted: &[PaperStanding]) -> Result<PaperCopy, Refusal> {
    let copy = bench.state.outputs.papers.get(output).cloned();
    let there = copy.as_ref().is_some_and(|copy| wanted.contains(&copy.standing));
    stands(bench, output, copy.as_ref(), there)?;
    copy.ok_or_else(|| Refusal::PaperCopyStanding { output: output.to_string(), standing: None })
}

fn stands(
    bench: &mut Bench<'_>,
    output: &OutputId,
    copy: Option<&PaperCopy>,
    holds: bool,
) -> Result<(), Refusal> {
    bench.require(rule::PAPER, holds, || Refusal::PaperCopyStanding {
        output: output.to_string(),
        standing: copy.map(|copy| copy.standing),
    })
}
