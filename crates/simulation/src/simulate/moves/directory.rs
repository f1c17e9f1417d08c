//! What happens in the directory while a request is under way: holidays declared late, a service suspended, a new
//! version, retirement.

use std::sync::Arc;

use talab::Actor;
use talab::core::almanac::{AlmanacCommand, DeclareHoliday, WithdrawHoliday};
use talab::core::calendar::{DayKind, Holiday, deadline};
use talab::core::request::clock::RecalculateDeadline;
use talab::core::request::exits::Discontinue;
use talab::core::service::{
    ProposeServiceVersion, PublishServiceVersion, ResumeService, RetireService, RunOff, ServiceCommand,
    SuspendService, VerifyServiceVersion,
};
use talab::core::{ReasonCode, Stage, Text};

use super::{Deeds, clock};
use crate::simulate::life::{Act, Deed, Scene};

const DECISION: &str = "117/2025";
const WITHDRAWN: &str = "118/2025";

/// A working day before the deadline is declared a holiday.
pub(super) fn holiday(scene: &mut Scene) -> Deeds {
    let Some(town) = scene.town.clone().filter(|town| town.holiday.is_none()) else { return Ok(None) };
    let Some(due) = clock::due(scene).filter(|due| *due > scene.now) else { return Ok(None) };
    let mut day = scene.today().next_day().unwrap_or(scene.today());
    while scene.calendar.day(day).ok() != Some(DayKind::Working) {
        day = day.next_day().unwrap_or(day);
    }
    if scene.calendar.zone().start_of_day(day) >= due {
        return Ok(None);
    }
    let name = Text::new("عطلة رسمية", "Official holiday");
    let held = Holiday { decision: DECISION.to_owned(), name: name.clone(), provisional: false };
    let Ok(calendar) = scene.calendar.declare(day, held) else { return Ok(None) };
    scene.calendar = Arc::new(calendar);
    if let Some(town) = &mut scene.town {
        town.holiday = Some(day);
    }
    let decision = DECISION.to_owned();
    let declare = DeclareHoliday { from: day, until: day, decision, name, provisional: false };
    Ok(Some(Deed::of(town.regulator, Act::Calendar(AlmanacCommand::DeclareHoliday(declare)))))
}

/// It was no holiday after all, if it is still to come.
pub(super) fn no_holiday(scene: &mut Scene) -> Deeds {
    let Some(town) = scene.town.clone() else { return Ok(None) };
    let Some(date) = town.holiday.filter(|day| *day > scene.today()) else { return Ok(None) };
    let Ok(calendar) = scene.calendar.withdraw(date) else { return Ok(None) };
    scene.calendar = Arc::new(calendar);
    let withdraw = WithdrawHoliday { date, decision: WITHDRAWN.to_owned() };
    Ok(Some(Deed::of(town.regulator, Act::Calendar(AlmanacCommand::WithdrawHoliday(withdraw)))))
}

/// The engine's own reaction to another calendar.
pub(super) fn recalculate(scene: &mut Scene) -> Deeds {
    let state = scene.state.clock();
    let Some(held) = state.due.filter(|_| !state.missed) else { return Ok(None) };
    let counted = deadline::due(
        &scene.calendar,
        state.counted_from.unwrap_or(scene.now),
        state.total(),
        &state.suspensions,
    );
    if clock::due(scene).is_none() || counted.is_ok_and(|counted| counted == held) {
        return Ok(None);
    }
    let cause = ReasonCode::CalHolidayDeclared;
    Ok(Some(Deed::done(Actor::system(), RecalculateDeadline { cause }, "DeadlineRecalculated")))
}

fn keep(scene: &Scene, command: ServiceCommand) -> Option<Deed> {
    let town = scene.town.as_ref()?;
    Some(Deed::of(town.regulator.clone(), Act::Service(Box::new(command))))
}

/// Whether the service is offered in a town of its own.
fn is_offered(scene: &Scene) -> bool {
    scene.stage().is_some() && scene.town.as_ref().is_some_and(|town| !town.suspended && !town.retired)
}

pub(super) fn suspend(scene: &mut Scene) -> Deeds {
    if !is_offered(scene) {
        return Ok(None);
    }
    if let Some(town) = &mut scene.town {
        town.suspended = true;
    }
    let reason = "صيانة".to_owned();
    Ok(keep(scene, ServiceCommand::SuspendService(SuspendService { reason })))
}

pub(super) fn resume(scene: &mut Scene) -> Deeds {
    let Some(town) = scene.town.as_mut().filter(|town| town.suspended) else { return Ok(None) };
    town.suspended = false;
    let reason = "انتهت الصيانة".to_owned();
    Ok(keep(scene, ServiceCommand::ResumeService(ResumeService { reason })))
}

/// A new version, with more time; the request stays under its own.
pub(super) fn propose(scene: &mut Scene) -> Deeds {
    if !is_offered(scene) {
        return Ok(None);
    }
    let mut definition = (*scene.definition()).clone();
    definition.version = 2;
    definition.deadline.working_days += 3;
    let Some(town) = &mut scene.town else { return Ok(None) };
    town.proposed = 2;
    let attestation = "for the simulation".to_owned();
    let propose = ProposeServiceVersion::new(definition, attestation);
    let propose = Act::Service(Box::new(ServiceCommand::ProposeServiceVersion(propose)));
    Ok(Some(Deed::of(town.manager.clone(), propose)))
}

pub(super) fn verify(scene: &mut Scene) -> Deeds {
    let Some(town) = scene.town.as_mut().filter(|town| town.proposed > town.verified && !town.retired) else {
        return Ok(None);
    };
    town.verified = town.proposed;
    let verify = VerifyServiceVersion::new(town.proposed);
    Ok(keep(scene, ServiceCommand::VerifyServiceVersion(verify)))
}

pub(super) fn publish(scene: &mut Scene) -> Deeds {
    let ready = scene.town.as_ref().is_some_and(|town| town.verified == 2 && !town.retired);
    let publish = PublishServiceVersion::new(2);
    Ok(if ready { keep(scene, ServiceCommand::PublishServiceVersion(publish)) } else { None })
}

pub(super) fn retire(scene: &mut Scene) -> Deeds {
    if !is_offered(scene) {
        return Ok(None);
    }
    if let Some(town) = &mut scene.town {
        town.retired = true;
    }
    let reason = "أُلغيت الخدمة".to_owned();
    let run_off = Some(RunOff::Discontinue);
    Ok(keep(scene, ServiceCommand::RetireService(RetireService { reason, run_off })))
}

/// What a retired service left behind ends, as its retirement says.
pub(super) fn run_off(scene: &mut Scene) -> Deeds {
    let retired = scene.town.as_ref().is_some_and(|town| town.retired) && scene.state.reopened() == 0;
    let open = scene.stage().is_some_and(|stage| !stage.is_terminal() && stage != Stage::Decided);
    let end = Discontinue { reason: ReasonCode::ClsServiceRetired };
    Ok((retired && open).then(|| Deed::done(Actor::system(), end, "Discontinued")))
}
