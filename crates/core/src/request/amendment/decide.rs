//! Deciding about amendments: proposed by one person, approved by another, judged anew at the approval.

use super::command::{Amendment, ProposeAmendment, ReturnAmendment};
use super::event::{
    Amended, AmendmentApproved, AmendmentProposed, AmendmentReturned, OutcomeCorrected, OutputReinstated,
    OutputRevoked, OutputSuperseded, Reopened,
};
use crate::command_kind::CommandKind;
use crate::definition::ServiceDefinition;
use crate::ids::{ExceptionId, OutputId};
use crate::input;
use crate::personal::Personal;
use crate::reason::{Family, ReasonCode};
use crate::refusal::Refusal;
use crate::request::bench::Bench;
use crate::request::event::Event;
use crate::request::notices::{self, Purpose};
use crate::request::outputs::{self, Output};
use crate::request::{clock, decision, fees, rights};
use crate::rule;
use crate::stage::{Outcome, Stage};
use crate::text::Text;

/// Proposes an amendment; one waits at a time.
pub(in crate::request) fn propose(bench: &mut Bench<'_>, command: ProposeAmendment) -> Result<(), Refusal> {
    let definition = bench.definition()?;
    let none_waits = bench.state.amendments.proposed.is_none();
    bench.require(rule::AMENDMENT, none_waits, || Refusal::AmendmentWaits)?;
    if matches!(command.amendment, Amendment::CorrectOutcome { .. } | Amendment::Reopen { .. }) {
        rights::answers_are_whole(bench)?;
    }
    let (amendment, exception) = taken_in(bench, &definition, command.amendment)?;
    stands(bench, &amendment)?;
    let subject = bench.applicant()?.person;
    let explanation = command.explanation.map(|text| decision::both(text.into_inner(), "explanation"));
    let explanation = explanation.transpose()?.map(|text| Personal::clear(subject, text));
    bench.emit(Event::AmendmentProposed(AmendmentProposed {
        at: bench.at,
        proposed_by: bench.by.person.clone(),
        amendment,
        explanation,
        exception,
    }));
    Ok(())
}

/// Returns the amendment that waits, with a reason.
pub(in crate::request) fn return_proposal(
    bench: &mut Bench<'_>,
    command: ReturnAmendment,
) -> Result<(), Refusal> {
    waiting(bench, CommandKind::ReturnAmendment)?;
    let reason = bench.personal_text("reason", Some(command.reason.into_inner()), input::MAX_FREE_TEXT)?;
    let reason = reason.ok_or_else(|| Refusal::ReasonRequired { what: "a return".to_owned() })?;
    let returned_by = bench.by.person.clone();
    bench.emit(Event::AmendmentReturned(AmendmentReturned { at: bench.at, returned_by, reason }));
    Ok(())
}

/// Approves: what was proposed is judged again and takes effect in the same append.
pub(in crate::request) fn approve(bench: &mut Bench<'_>) -> Result<(), Refusal> {
    let definition = bench.definition()?;
    let proposed = waiting(bench, CommandKind::ApproveAmendment)?;
    let approved_by = bench.by.person.clone();
    if definition.rules.second_person {
        let another = approved_by != proposed.proposed_by;
        let same = || Refusal::SamePerson { command: CommandKind::ApproveAmendment };
        bench.require(rule::SECOND_PERSON, another, same)?;
    }
    stands(bench, &proposed.amendment)?;
    let proposed_by = proposed.proposed_by;
    bench.emit(Event::AmendmentApproved(AmendmentApproved { at: bench.at, proposed_by, approved_by }));
    take_effect(bench, &definition, proposed.amendment)
}

fn waiting(bench: &Bench<'_>, command: CommandKind) -> Result<AmendmentProposed, Refusal> {
    let stage = bench.state.stage;
    bench.state.amendments.proposed.clone().ok_or(Refusal::WrongStage { stage, command })
}

/// Takes the content of an amendment in: the family of its reason, names, hashes; and the exception that it needed.
fn taken_in(
    bench: &mut Bench<'_>,
    definition: &ServiceDefinition,
    amendment: Amendment,
) -> Result<(Amended, Option<ExceptionId>), Refusal> {
    let mut exception = None;
    let named = |text: &str, path: &str| {
        input::name(text).map_err(|problem| Refusal::FieldInvalid { path: path.to_owned(), problem })
    };
    let amendment = match amendment {
        Amendment::RevokeOutput { output, reason } => {
            bench.reason_of(Family::Rev, reason)?;
            Amended::RevokeOutput { output, reason }
        }
        Amendment::ReinstateOutput { output, reason } => {
            bench.reason_of(Family::Rpn, reason)?;
            Amended::ReinstateOutput { output, reason }
        }
        Amendment::SupersedeOutput { output, reason, number, sha256, locator, signature } => {
            bench.reason_of(Family::Sup, reason)?;
            let number = named(&number, "number")?;
            input::sha256(&sha256)
                .map_err(|problem| Refusal::FieldInvalid { path: "sha256".to_owned(), problem })?;
            let locator = named(&locator, "locator")?;
            let (signature, under) = outputs::signed(bench, definition, &output, signature)?;
            exception = under;
            Amended::SupersedeOutput { output, reason, number, sha256, locator, signature }
        }
        Amendment::CorrectOutcome { reason, legal_basis, to } => {
            bench.reason_of(Family::Rpn, reason)?;
            let legal_basis = named(&legal_basis, "legal_basis")?;
            let (to, under) = decision::proposed(bench, definition, to)?;
            exception = under;
            Amended::CorrectOutcome { reason, legal_basis, to }
        }
        Amendment::Reopen { reason, stage, working_days } => {
            bench.reason_of(Family::Rpn, reason)?;
            Amended::Reopen { reason, stage, working_days }
        }
    };
    Ok((amendment, exception))
}

/// Whether the request, as it stands, can be amended so.
fn stands(bench: &mut Bench<'_>, amendment: &Amended) -> Result<(), Refusal> {
    match amendment {
        Amended::RevokeOutput { output, .. } => in_effect(bench, output),
        Amended::SupersedeOutput { output, .. } => {
            in_effect(bench, output)?;
            let delivered = held(bench, output)?.delivered_at.is_some();
            bench.require(rule::DELIVERED, delivered, || Refusal::OutputNotIssued {
                output: output.to_string(),
            })
        }
        Amended::ReinstateOutput { output, .. } => {
            let revoked = held(bench, output)?.revoked.is_some();
            bench.require(rule::AMENDMENT, revoked, || Refusal::OutputInForce {
                output: output.to_string(),
            })?;
            still_granted(bench, output)
        }
        Amended::CorrectOutcome { to, .. } => {
            let old = decided(bench)?;
            let another = old != to.outcome();
            bench.require(rule::AMENDMENT, another, || Refusal::FieldInvalid {
                path: "to".to_owned(),
                problem: Text::new(
                    "هذه هي نتيجة الطلب القائمة، يُرجى تحديد النتيجة الصحيحة",
                    "this is the outcome already: say what it should have been",
                ),
            })?;
            nothing_in_effect(bench)
        }
        Amended::Reopen { stage, working_days, .. } => may_reopen(bench, *stage, *working_days),
    }
}

/// A request is reopened once it has ended, by the authority's act or failure and not by the applicant's.
fn may_reopen(bench: &mut Bench<'_>, to: Stage, working_days: u32) -> Result<(), Refusal> {
    let stage = bench.state.stage;
    let ended = stage.is_some_and(Stage::is_terminal)
        && bench.state.outcome.is_some_and(|outcome| outcome != Outcome::Withdrawn)
        && bench.state.intake.acknowledged.is_some();
    bench.require(rule::REOPENING, ended, || {
        amiss(
            "يُعاد فتح الطلب بعد انتهائه، ما لم يسحبه مقدّمه، يُرجى اختيار تعديل آخر",
            "a request is reopened once it has ended, unless its applicant withdrew it: choose another amendment",
        )
    })?;
    let there = to == Stage::UnderVerification || (to == Stage::InExecution && bench.state.review.passed);
    bench.require(rule::REOPENING, there, || Refusal::FieldInvalid {
        path: "stage".to_owned(),
        problem: Text::new(
            "يُعاد فتح الطلب في مرحلة التحقق، أو في مرحلة التنفيذ إذا سبق التحقق منه، يُرجى اختيار إحداهما",
            "a request is reopened under verification, or in execution if it was verified: choose one of them",
        ),
    })?;
    nothing_in_effect(bench)?;
    bench.require(rule::REOPENING, working_days >= 1, || Refusal::FieldInvalid {
        path: "working_days".to_owned(),
        problem: Text::new("يُرجى تحديد يوم عمل واحد على الأقل", "give 1 or more working days"),
    })?;
    clock::term(bench, working_days).map(drop)
}

/// An outcome on the merits, or one in measures.
fn decided(bench: &Bench<'_>) -> Result<Outcome, Refusal> {
    let on_the_merits = bench.state.outcome.filter(|_| bench.state.stage != Some(Stage::Closed));
    on_the_merits.ok_or_else(|| {
        amiss(
            "لم تصدر في الطلب نتيجة يمكن تصحيحها، ويمكن إعادة فتحه",
            "the request has no outcome on the merits to set right: it can be reopened",
        )
    })
}

/// An amendment that does not fit the request.
fn amiss(ar: &str, en: &str) -> Refusal {
    Refusal::FieldInvalid { path: "amendment".to_owned(), problem: Text::new(ar, en) }
}

/// The outcome may have been set right since: no act has effect again without its ground (LY-18.3).
fn still_granted(bench: &mut Bench<'_>, output: &OutputId) -> Result<(), Refusal> {
    let early = bench.state.outputs.by_id.get(output).is_some_and(Output::is_early);
    if early || bench.state.grants(output) {
        return Ok(());
    }
    bench.found(rule::ACT_ADOPTED, false, output.as_str());
    Err(amiss(
        "نتيجة الطلب القائمة لا تشمل هذا المخرَج فلا يُعاد العمل به، يُرجى تصحيح النتيجة أولاً",
        "the outcome as it stands does not grant this output: set the outcome right first",
    ))
}

fn held<'a>(bench: &'a Bench<'_>, output: &OutputId) -> Result<&'a Output, Refusal> {
    let unknown = || Refusal::OutputNotIssued { output: output.to_string() };
    bench.state.outputs.by_id.get(output).ok_or_else(unknown)
}

fn in_effect(bench: &mut Bench<'_>, output: &OutputId) -> Result<(), Refusal> {
    let in_effect = held(bench, output)?.is_in_effect();
    bench.require(rule::AMENDMENT, in_effect, || Refusal::OutputRevoked { output: output.to_string() })
}

/// What another outcome would contradict is revoked first, so that no act outlives its ground.
fn nothing_in_effect(bench: &mut Bench<'_>) -> Result<(), Refusal> {
    let outputs = &bench.state.outputs.by_id;
    let contradicted = |output: &Output| output.is_in_effect() && !output.is_early();
    let first = outputs.iter().find(|(_, output)| contradicted(output)).map(|(id, _)| id.to_string());
    bench.require(rule::AMENDMENT, first.is_none(), || Refusal::OutputInForce {
        output: first.unwrap_or_default(),
    })
}

fn take_effect(
    bench: &mut Bench<'_>,
    definition: &ServiceDefinition,
    amendment: Amended,
) -> Result<(), Refusal> {
    let at = bench.at;
    match amendment {
        Amended::RevokeOutput { output, reason } => {
            bench.emit(Event::OutputRevoked(OutputRevoked { at, output, reason }));
        }
        Amended::ReinstateOutput { output, reason } => {
            bench.emit(Event::OutputReinstated(OutputReinstated { at, output, reason }));
            outputs::conclude_if_done(bench, definition);
        }
        Amended::SupersedeOutput { output, reason, number, sha256, locator, signature } => {
            let replaced = held(bench, &output)?.issued.clone();
            // The exception may have ended since.
            let (signature, exception) = outputs::signed(bench, definition, &output, signature)?;
            let issued_on = bench.calendar()?.zone().local_date(at);
            bench.emit(Event::OutputSuperseded(OutputSuperseded {
                at,
                output,
                reason,
                replaced: replaced.number,
                number,
                issued_on,
                valid_until: replaced.valid_until,
                sha256,
                verification_code: bench.facts.fresh.verification_code.clone(),
                locator,
                signature,
                exception,
            }));
        }
        Amended::CorrectOutcome { reason, legal_basis, to } => {
            let old = decided(bench)?;
            let new = to.outcome();
            bench.emit(Event::OutcomeCorrected(OutcomeCorrected { at, reason, legal_basis, old, new }));
            bench.emit(to.event(at));
            if !new.is_grant() {
                fees::cancel_all(bench);
            }
            notices::tell(bench, Purpose::Completion);
            outputs::conclude_if_done(bench, definition);
        }
        Amended::Reopen { reason, stage, working_days } => reopen(bench, reason, stage, working_days)?,
    }
    notices::tell(bench, Purpose::Amendment);
    Ok(())
}

/// Reopens, with a time of its own counted from now.
fn reopen(bench: &mut Bench<'_>, reason: ReasonCode, stage: Stage, working_days: u32) -> Result<(), Refusal> {
    let Some(old) = bench.state.outcome else { return Ok(()) };
    let delivered_at = bench.state.outputs.delivered_at;
    bench.emit(Event::Reopened(Reopened { at: bench.at, reason, stage, old, delivered_at }));
    clock::start_again(bench, working_days)
}
