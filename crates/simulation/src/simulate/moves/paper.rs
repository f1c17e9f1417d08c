//! Paper copies: by post, brought back, collected by appointment, missed, no longer kept.

use talab::core::calendar::DayKind;
use talab::core::definition::PaperTerms;
use talab::core::request::outputs::paper::{
    Appointment, LapsePaperCopy, PaperStanding, RecordCollected, RecordCollectionMissed,
    RecordPaperDispatched, RecordPaperReturned, RequestPaperCopy, ScheduleCollection,
};
use talab::core::{OutputId, Private, ReasonCode, Role, Stage};
use talab::{Actor, Timestamp};
use time::macros::time;
use time::{Date, Duration, Time};

use super::Deeds;
use crate::simulate::life::{Deed, Scene};

/// An output whose paper copy stands so, or was not asked for; none that was revoked.
pub(super) fn copy(scene: &Scene, standing: Option<&[PaperStanding]>) -> Option<(OutputId, PaperTerms)> {
    if !scene.is_in(&[Stage::Decided, Stage::Concluded]) {
        return None;
    }
    let definition = scene.definition();
    let here = |id: &OutputId| {
        let copy = scene.state.paper_copies().find(|(it, _)| *it == id).map(|(_, copy)| copy.standing);
        match (standing, copy) {
            (None, None) => true,
            (Some(wanted), Some(copy)) => wanted.contains(&copy),
            _ => false,
        }
    };
    let held = scene.state.outputs().filter(|(_, output)| output.revoked.is_none());
    let found = held.map(|(id, _)| id).find(|id| here(id))?.clone();
    let terms = definition.output(&found)?.paper.clone()?;
    Some((found, terms))
}

/// An appointment on a working day to come, at this time of it.
pub(super) fn appointment(scene: &mut Scene, terms: &PaperTerms, at: Time) -> Option<Appointment> {
    let office = terms.offices.first()?.id.clone();
    let mut day: Date = scene.today().saturating_add(Duration::days(2));
    while scene.calendar.day(day).ok()? != DayKind::Working {
        day = day.next_day()?;
    }
    Some(Appointment { office, at: scene.calendar.zone().from_local(day, at) })
}

pub(super) fn by_post(scene: &mut Scene) -> Deeds {
    let Some((output, terms)) = copy(scene, None) else { return Ok(None) };
    let post = Some(Private::from("شارع الاستقلال، طرابلس"));
    let ask = RequestPaperCopy { output, post, collection: None };
    Ok(terms.post.then(|| Deed::done(scene.applicant.clone(), ask, "PaperCopyRequested")))
}

pub(super) fn in_person(scene: &mut Scene) -> Deeds {
    let Some((output, terms)) = copy(scene, None) else { return Ok(None) };
    let Some(collection) = appointment(scene, &terms, time!(10:00)) else { return Ok(None) };
    let ask = RequestPaperCopy { output, post: None, collection: Some(collection) };
    Ok(Some(Deed::done(scene.applicant.clone(), ask, "CollectionScheduled")))
}

pub(super) fn dispatch(scene: &mut Scene) -> Deeds {
    let Some((output, _)) = copy(scene, Some(&[PaperStanding::ToBeSent])) else { return Ok(None) };
    let sent = RecordPaperDispatched { output, tracking: format!("LP-{}", scene.name) };
    let clerk = scene.officer(Role::Clerk)?;
    Ok(Some(Deed::done(clerk, sent, "PaperCopyDispatched")))
}

pub(super) fn returned(scene: &mut Scene) -> Deeds {
    let Some((output, _)) = copy(scene, Some(&[PaperStanding::Dispatched])) else { return Ok(None) };
    let back = RecordPaperReturned { output, reason: ReasonCode::NtfPostReturned };
    let clerk = scene.officer(Role::Clerk)?;
    Ok(Some(Deed::done(clerk, back, "PaperCopyReturned")))
}

pub(super) fn schedule(scene: &mut Scene) -> Deeds {
    let waits = [PaperStanding::Missed, PaperStanding::Returned];
    let Some((output, terms)) = copy(scene, Some(&waits)) else { return Ok(None) };
    let Some(appointment) = appointment(scene, &terms, time!(09:30)) else { return Ok(None) };
    let again = ScheduleCollection { output, appointment };
    Ok(Some(Deed::done(scene.applicant.clone(), again, "CollectionScheduled")))
}

/// When the appointment of an output is.
fn appointed(scene: &Scene, output: &OutputId) -> Option<Timestamp> {
    let (_, copy) = scene.state.paper_copies().find(|(id, _)| *id == output)?;
    copy.appointment.as_ref().map(|appointment| appointment.at)
}

pub(super) fn collect(scene: &mut Scene) -> Deeds {
    let Some((output, _)) = copy(scene, Some(&[PaperStanding::Scheduled])) else { return Ok(None) };
    let Some(at) = appointed(scene, &output) else { return Ok(None) };
    scene.until(at);
    let identified_by = "passport".to_owned();
    let collected =
        RecordCollected { output, collector: Private::from("صاحب الطلب"), identified_by };
    let clerk = scene.officer(Role::Clerk)?;
    Ok(Some(Deed::done(clerk, collected, "OutputCollected")))
}

pub(super) fn miss(scene: &mut Scene) -> Deeds {
    let Some((output, _)) = copy(scene, Some(&[PaperStanding::Scheduled])) else { return Ok(None) };
    let Some(at) = appointed(scene, &output) else { return Ok(None) };
    scene.until(at);
    let clerk = scene.officer(Role::Clerk)?;
    Ok(Some(Deed::done(clerk, RecordCollectionMissed { output }, "CollectionMissed")))
}

pub(super) fn lapse(scene: &mut Scene) -> Deeds {
    let waits = [PaperStanding::Missed, PaperStanding::Returned];
    let Some((output, terms)) = copy(scene, Some(&waits)) else { return Ok(None) };
    let held = scene.state.paper_copies().find(|(id, _)| **id == output).map(|(_, copy)| copy.clone());
    let (Some(copy), Some(days)) = (held, terms.keep_days) else { return Ok(None) };
    let often =
        copy.standing == PaperStanding::Returned || terms.missed.is_some_and(|most| copy.missed >= most);
    if !often {
        return Ok(None);
    }
    let since = scene.calendar.zone().local_date(copy.since);
    let after = since.saturating_add(Duration::days(i64::from(days) + 1));
    let start = scene.calendar.zone().start_of_day(after);
    scene.until(start);
    Ok(Some(Deed::done(Actor::system(), LapsePaperCopy { output }, "PaperCopyLapsed")))
}
