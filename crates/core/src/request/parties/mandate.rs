//! By which mandate a representative knows of a request and acts on it (LY-1f).

use crate::actor::{Actor, Role};
use crate::command_kind::CommandKind;
use crate::ids::ServiceCode;
use crate::instant::Timestamp;
use crate::mandate::{MandateAct, MandateFacts};
use crate::party::Party;
use crate::refusal::Refusal;
use crate::request::bench::Bench;
use crate::request::envelope::Facts;
use crate::request::intake::Submit;
use crate::request::state::Request;
use crate::rule;
use crate::text::Text;

/// Whether `by` may know of the request at all: a representative by the mandate among the facts, anybody else by who they
/// are.
///
/// A driver asks this before it tells anything of a request; `decide` asks it again.
///
/// # Errors
/// [`Refusal::UnknownRequest`], and [`Refusal::MandateExpired`] for who filed it under a mandate that has ended: they know
/// of it already, and are told what to do.
pub fn may_know(request: &Request, by: &Actor, at: Timestamp, facts: &Facts) -> Result<(), Refusal> {
    if by.role != Role::Representative {
        return if request.is_visible_to(by) { Ok(()) } else { Err(Refusal::UnknownRequest) };
    }
    let applicant = request.applicant().ok_or(Refusal::UnknownRequest)?;
    let shown = shown(facts, by, applicant).ok_or(Refusal::UnknownRequest)?;
    match shown.mandate.holds(at) {
        Ok(granted) if request.is_reached_by(&granted.scope.services) => Ok(()),
        Err(expired @ Refusal::MandateExpired { .. })
            if request.mandate_of(&by.person) == Some(&shown.id) =>
        {
            Err(expired)
        }
        _ => Err(Refusal::UnknownRequest),
    }
}

/// The mandate among the facts, if by it this actor acts for this applicant.
fn shown<'a>(facts: &'a Facts, by: &Actor, applicant: &Party) -> Option<&'a MandateFacts> {
    facts.mandate.as_ref().filter(|shown| shown.mandate.is_of(&by.person, &applicant.person))
}

/// What a representative does when they give this command; nothing for what needs no act of a mandate of its own.
pub(in crate::request) fn act_of(command: CommandKind) -> Option<MandateAct> {
    match command {
        CommandKind::Submit | CommandKind::Supplement => Some(MandateAct::Filing),
        CommandKind::Correct => Some(MandateAct::Corrections),
        CommandKind::Withdraw => Some(MandateAct::Withdrawal),
        CommandKind::OpenOutput
        | CommandKind::RequestPaperCopy
        | CommandKind::ScheduleCollection
        | CommandKind::DiscloseRecord => Some(MandateAct::Collection),
        _ => None,
    }
}

/// The mandate of a representative covers what they do on a request that there is.
pub(in crate::request) fn covered(bench: &mut Bench<'_>, command: CommandKind) -> Result<(), Refusal> {
    // Filing is asked for where it is filed.
    let act = act_of(command).filter(|act| *act != MandateAct::Filing);
    let Some(act) = act.filter(|_| bench.by.role == Role::Representative) else { return Ok(()) };
    let applicant = bench.applicant()?;
    let own = bench.before.service().map(|(service, _)| service.clone()).ok_or(Refusal::UnknownRequest)?;
    let service = reached(bench, &applicant, own, act);
    covers(bench, &applicant, &service, act)
}

/// The service for which the mandate is asked: a mandate for a service made of several reaches its parts.
fn reached(bench: &Bench<'_>, applicant: &Party, own: ServiceCode, act: MandateAct) -> ServiceCode {
    let whole = bench.before.parent().map(|parent| parent.service.clone());
    let reaches = |service: &ServiceCode| {
        shown(bench.facts, bench.by, applicant)
            .is_some_and(|shown| shown.mandate.covers(service, act, bench.at).is_ok())
    };
    whole.filter(|whole| !reaches(&own) && reaches(whole)).unwrap_or(own)
}

/// The representative files for this applicant under a mandate for that.
pub(in crate::request) fn may_file(bench: &mut Bench<'_>, applicant: &Party) -> Result<(), Refusal> {
    let service = bench.facts.service.as_ref().map(|service| service.definition.code.clone());
    let service = reached(bench, applicant, service.ok_or(Refusal::MandateMissing)?, MandateAct::Filing);
    covers(bench, applicant, &service, MandateAct::Filing)
}

fn covers(
    bench: &mut Bench<'_>,
    applicant: &Party,
    service: &ServiceCode,
    act: MandateAct,
) -> Result<(), Refusal> {
    let shown = shown(bench.facts, bench.by, applicant).ok_or(Refusal::MandateMissing);
    let covered = shown.and_then(|shown| shown.mandate.covers(service, act, bench.at));
    let rule = covered.as_ref().map_or_else(Refusal::rule, |()| rule::MANDATE_SCOPE);
    bench.found(rule, covered.is_ok(), act.code());
    covered
}

/// A submission names the mandate that was looked at, and only a representative names one.
pub(in crate::request) fn named(bench: &Bench<'_>, command: &Submit) -> Result<(), Refusal> {
    if bench.by.role == Role::Representative {
        let found = bench.facts.mandate.as_ref().map(|found| &found.id);
        return if found == command.mandate.as_ref() { Ok(()) } else { Err(Refusal::MandateMissing) };
    }
    if command.mandate.is_none() {
        return Ok(());
    }
    let problem = Text::new(
        "تُذكر صفة التمثيل عند التقديم نيابةً عن الغير فقط، يُرجى حذفها",
        "only a representative acts under a mandate: leave it out",
    );
    Err(Refusal::FieldInvalid { path: "mandate".to_owned(), problem })
}
