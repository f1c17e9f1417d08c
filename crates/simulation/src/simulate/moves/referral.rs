//! A case that no rule covers: referred, and decided after the order; and what stays outside the electronic procedure.

use talab::core::definition::Silence;
use talab::core::request::off_system::{Classification, RecordOffSystem};
use talab::core::request::referral::{RecordReferralOrder, ReferCase};
use talab::core::{BodyId, FileNumber, Role, Stage, Text};
use talab::{Actor, PersonId};

use super::{Deeds, clock, decision};
use crate::simulate::life::{Deed, Scene};

const REFERRED_IN: &[Stage] = &[Stage::Acknowledged, Stage::UnderVerification, Stage::InExecution];

pub(super) fn refer(scene: &mut Scene) -> Deeds {
    let first = !scene.is_referred() && scene.state.referral_order().is_none();
    // What silence has decided is not referred any more.
    let speaks = scene.offered.definition.rules.silence != Silence::None;
    let over = speaks && clock::due(scene).is_some_and(|due| scene.now >= due);
    if !scene.is_in(REFERRED_IN) || !first || over {
        return Ok(None);
    }
    let reason = Text::new("لا نص يحكم هذه الحالة", "No rule covers this case");
    let refer = ReferCase {
        to: Text::new("مجلس الوزراء", "The Council of Ministers"),
        reason: reason.into(),
    };
    Ok(Some(Deed::done(scene.officer(Role::Decider)?, refer, "CaseReferred")))
}

/// A part of it stays outside the electronic procedure: only the number of its file comes in here.
pub(super) fn off_system(scene: &mut Scene) -> Deeds {
    if !scene.is_in(REFERRED_IN) {
        return Ok(None);
    }
    let Some(label) = scene.rng.pick(Classification::ALL).copied() else { return Ok(None) };
    let file = FileNumber::new(format!("file/{}/{}", scene.today().year(), scene.rng.between(1, 90_000)))?;
    let step = None;
    let record = RecordOffSystem { step, label, classified_by: BodyId::new("ministry-of-interior")?, file };
    Ok(Some(Deed::done(scene.officer(Role::Handler)?, record, "OffSystemRecorded")))
}

pub(super) fn order(scene: &mut Scene) -> Deeds {
    if !scene.is_referred() {
        return Ok(None);
    }
    let regulator = Actor::new(PersonId::new("regulator-1")?, Role::Regulator);
    let number = scene.rng.between(1, 900);
    let says = Text::new("تُعامل الحالة معاملة مثيلاتها", "The case is treated as its like are");
    let order = RecordReferralOrder {
        order: format!("{number}/{}", scene.today().year()),
        date: scene.today(),
        says: says.into(),
    };
    Ok(Some(Deed::done(regulator, order, "ReferralOrderRecorded")))
}

/// A proposal before the order.
pub(super) fn decided_before(scene: &mut Scene) -> Deeds {
    let here = scene.is_in(&[Stage::InExecution]) && scene.state.suspected_duplicate().is_none();
    if !scene.is_referred() || !here || scene.is_whole() {
        return Ok(None);
    }
    let command = decision::denial_of_falsehood();
    Ok(Some(Deed::refused(scene.officer(Role::Handler)?, command, "case_referred")))
}
