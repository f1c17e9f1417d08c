//! Rights in a request and over it: what is held, given, named and answered.

use std::collections::BTreeSet;

use talab::core::request::parties::AnswerFeedback;
use talab::core::request::rights::{
    DiscloseRecord, DisclosedPart, LiftLegalHold, NameInterestedParty, PlaceLegalHold, RedactPersonalData,
    RedactedItem, RemoveInterestedParty,
};
use talab::core::{Private, Role};
use talab::{Actor, PersonId};

use super::Deeds;
use crate::simulate::error::SimulationError;
use crate::simulate::life::{Deed, Scene};

/// The order of a court that the one hold of a life rests on.
const ORDER: &str = "441/2025";

fn data_officer() -> Result<Actor, SimulationError> {
    Ok(Actor::new(PersonId::new("data-officer-1")?, Role::DataProtection))
}

fn neighbour(scene: &Scene) -> Result<PersonId, SimulationError> {
    Ok(PersonId::new(format!("neighbour-{}", scene.name))?)
}

fn is_held(scene: &Scene) -> bool {
    scene.state.legal_holds().next().is_some()
}

pub(super) fn hold(scene: &mut Scene) -> Deeds {
    if scene.stage().is_none() || is_held(scene) {
        return Ok(None);
    }
    let place = PlaceLegalHold { order: ORDER.to_owned(), reason: Private::from("تحقيق قضائي") };
    Ok(Some(Deed::done(data_officer()?, place, "LegalHoldPlaced")))
}

pub(super) fn lift(scene: &mut Scene) -> Deeds {
    if !is_held(scene) {
        return Ok(None);
    }
    let lift = LiftLegalHold { order: ORDER.to_owned(), reason: Private::from("انتهى التحقيق") };
    Ok(Some(Deed::done(data_officer()?, lift, "LegalHoldLifted")))
}

/// What was only said of a request goes; what it is decided on stays, so that the life goes on.
fn redaction() -> RedactPersonalData {
    let items = BTreeSet::from([RedactedItem::Notes, RedactedItem::Contacts, RedactedItem::Feedback]);
    RedactPersonalData { items, reason: Private::from("لم تعد لازمة"), ground: None }
}

pub(super) fn redact(scene: &mut Scene) -> Deeds {
    if scene.stage().is_none() || is_held(scene) {
        return Ok(None);
    }
    Ok(Some(Deed::done(data_officer()?, redaction(), "PersonalDataRedacted")))
}

pub(super) fn redact_what_is_held(scene: &mut Scene) -> Deeds {
    if !is_held(scene) {
        return Ok(None);
    }
    Ok(Some(Deed::refused(data_officer()?, redaction(), "legal_hold")))
}

pub(super) fn disclose(scene: &mut Scene) -> Deeds {
    if scene.stage().is_none() {
        return Ok(None);
    }
    let to = scene.applicant.person.clone();
    let parts = BTreeSet::from([DisclosedPart::Answers, DisclosedPart::Documents]);
    let disclose = DiscloseRecord { to, parts, sha256: "0".repeat(64) };
    Ok(Some(Deed::done(scene.applicant.clone(), disclose, "RecordDisclosed")))
}

pub(super) fn disclose_to_another(scene: &mut Scene) -> Deeds {
    if scene.stage().is_none() {
        return Ok(None);
    }
    let to = neighbour(scene)?;
    let parts = BTreeSet::from([DisclosedPart::Answers]);
    let disclose = DiscloseRecord { to, parts, sha256: "0".repeat(64) };
    Ok(Some(Deed::refused(data_officer()?, disclose, "field_invalid")))
}

pub(super) fn name(scene: &mut Scene) -> Deeds {
    let person = neighbour(scene)?;
    if scene.stage().is_none() || scene.state.interested_parties().any(|it| *it == person) {
        return Ok(None);
    }
    let handler = scene.officer(Role::Handler)?;
    let name = NameInterestedParty { person, interest: Private::from("جار العقار") };
    Ok(Some(Deed::done(handler, name, "InterestedPartyNamed")))
}

pub(super) fn remove(scene: &mut Scene) -> Deeds {
    let person = neighbour(scene)?;
    if !scene.state.interested_parties().any(|it| *it == person) {
        return Ok(None);
    }
    let handler = scene.officer(Role::Handler)?;
    let remove = RemoveInterestedParty { person, reason: Private::from("باع العقار") };
    Ok(Some(Deed::done(handler, remove, "InterestedPartyRemoved")))
}

pub(super) fn answer_feedback(scene: &mut Scene) -> Deeds {
    let open = scene.state.feedback().iter().position(|it| it.answered_at.is_none());
    let Some(number) = open.and_then(|index| u32::try_from(index + 1).ok()) else { return Ok(None) };
    let clerk = scene.officer(Role::Clerk)?;
    let answer = AnswerFeedback { number, text: Private::from("شكراً لملاحظتكم") };
    Ok(Some(Deed::done(clerk, answer, "FeedbackAnswered")))
}
