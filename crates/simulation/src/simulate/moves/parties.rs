//! What people do around a request.

use talab::core::request::parties::{
    AddNote, AssignHandler, Escalate, FeedbackKind, RecordContact, RecordFeedback, ReleaseHandler,
};
use talab::core::{Channel, Private, Role, Stage};

use super::Deeds;
use crate::simulate::life::{Deed, Scene};

const RUNNING: &[Stage] = &[
    Stage::Acknowledged,
    Stage::UnderVerification,
    Stage::AwaitingCorrection,
    Stage::InExecution,
    Stage::UnderDecision,
];

pub(super) fn assign(scene: &mut Scene) -> Deeds {
    let handler = scene.officer(Role::Handler)?.person;
    if !scene.is_in(RUNNING) || scene.state.handler() == Some(&handler) {
        return Ok(None);
    }
    let supervisor = scene.officer(Role::Supervisor)?;
    Ok(Some(Deed::done(supervisor, AssignHandler { handler }, "HandlerAssigned")))
}

pub(super) fn release(scene: &mut Scene) -> Deeds {
    if !scene.is_in(RUNNING) || scene.state.handler().is_none() {
        return Ok(None);
    }
    let supervisor = scene.officer(Role::Supervisor)?;
    Ok(Some(Deed::done(supervisor, ReleaseHandler::default(), "HandlerReleased")))
}

pub(super) fn escalate(scene: &mut Scene) -> Deeds {
    if !scene.is_in(RUNNING) {
        return Ok(None);
    }
    let to = scene.officer(Role::Supervisor)?.person;
    let handler = scene.officer(Role::Handler)?;
    let escalate = Escalate { to, reason: Private::from("تأخر الردّ من جهة أخرى") };
    Ok(Some(Deed::done(handler, escalate, "Escalated")))
}

pub(super) fn note(scene: &mut Scene) -> Deeds {
    if scene.stage().is_none() {
        return Ok(None);
    }
    let public = scene.rng.chance(30);
    let verifier = scene.officer(Role::Verifier)?;
    let note = AddNote { text: Private::from("يُراجع مع السجل"), public, about: None };
    Ok(Some(Deed::done(verifier, note, "NoteAdded")))
}

pub(super) fn contact(scene: &mut Scene) -> Deeds {
    if scene.stage().is_none() {
        return Ok(None);
    }
    let clerk = scene.officer(Role::Clerk)?;
    let summary = Private::from("سأل مقدّم الطلب عن موعد الإنجاز");
    Ok(Some(Deed::done(clerk, RecordContact { channel: Channel::Desk, summary }, "ContactRecorded")))
}

pub(super) fn feedback(scene: &mut Scene) -> Deeds {
    if scene.stage().is_none() {
        return Ok(None);
    }
    let rating = u8::try_from(scene.rng.between(1, 5)).ok();
    let kinds = [FeedbackKind::Comment, FeedbackKind::Complaint, FeedbackKind::Praise];
    let kind = *scene.rng.pick(&kinds).unwrap_or(&FeedbackKind::Comment);
    let text = Private::new(scene.rng.chance(50).then(|| "شكراً على سرعة الإنجاز".to_owned()));
    let feedback = RecordFeedback { kind, rating, text };
    Ok(Some(Deed::done(scene.applicant.clone(), feedback, "FeedbackRecorded")))
}
