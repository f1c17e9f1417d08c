//! Deciding about decisions.

use std::collections::BTreeSet;

use super::command::{Measure, Proposal, ProposeDecision, ReturnDecision};
use super::event::{DecisionApproved, DecisionProposed, DecisionReturned, Executed, MeasureTaken, Proposed};
use crate::command_kind::CommandKind;
use crate::definition::{FeePoint, Scope, ServiceDefinition};
use crate::ids::{ConditionId, ExceptionId, OutputId};
use crate::input;
use crate::personal::Personal;
use crate::private::Private;
use crate::reason::{Family, Reason, ReasonCode};
use crate::refusal::Refusal;
use crate::request::bench::Bench;
use crate::request::clock;
use crate::request::event::Event;
use crate::request::execution::{self, Plan};
use crate::request::fees;
use crate::request::intake::missing;
use crate::request::notices::{self, Purpose};
use crate::request::{duplicates, evidence, outputs, referral, review, subrequests, transfer, values};
use crate::rule;
use crate::stage::Outcome;
use crate::text::Text;

/// Proposes, when every step of the pinned version is done.
pub(in crate::request) fn propose(bench: &mut Bench<'_>, command: ProposeDecision) -> Result<(), Refusal> {
    let definition = bench.definition()?;
    duplicates::settled(bench)?;
    referral::answered(bench)?;
    ready(bench, &definition, matches!(command.proposal, Proposal::Deny { .. }))?;
    let (proposal, exception) = proposed(bench, &definition, command.proposal)?;
    let proposed_by = bench.by.person.clone();
    bench.emit(Event::DecisionProposed(DecisionProposed { at: bench.at, proposed_by, proposal, exception }));
    // Who decides does not offer the request to others meanwhile.
    transfer::cancel(bench);
    Ok(())
}

/// What is proposed, judged and taken in, and the exception it needed.
pub(in crate::request) fn proposed(
    bench: &mut Bench<'_>,
    definition: &ServiceDefinition,
    proposal: Proposal,
) -> Result<(Proposed, Option<ExceptionId>), Refusal> {
    subrequests::decidable(bench, definition, proposal.outcome())?;
    let mut exception = None;
    let proposed = match proposal {
        Proposal::Grant { conditions } => {
            let (conditions, under) = grant(bench, definition, conditions, &BTreeSet::new())?;
            exception = under;
            Proposed::Grant { conditions }
        }
        Proposal::GrantPartly { conditions, outputs, reasons, remedies, explanation } => {
            parts(bench, definition, &outputs)?;
            let unmet = reasons.iter().filter(|it| it.code == ReasonCode::RefConditionNotMet);
            let unmet = unmet.filter_map(|it| it.item.clone()).collect();
            let (conditions, under) = grant(bench, definition, conditions, &unmet)?;
            exception = under;
            let (reasons, remedies, explanation) =
                against(bench, definition, reasons, remedies, explanation)?;
            Proposed::GrantPartly { conditions, outputs, reasons, remedies, explanation }
        }
        Proposal::Deny { reasons, remedies, explanation } => {
            let (reasons, remedies, explanation) =
                against(bench, definition, reasons, remedies, explanation)?;
            Proposed::Deny { reasons, remedies, explanation }
        }
        Proposal::TakeMeasures { measures } => {
            Proposed::TakeMeasures { measures: measures_taken(bench, measures)? }
        }
    };
    Ok((proposed, exception))
}

/// A part is some outputs of the service, each named once, and not all of them.
fn parts(bench: &mut Bench<'_>, definition: &ServiceDefinition, outputs: &[OutputId]) -> Result<(), Refusal> {
    if let Some(unknown) = outputs.iter().find(|id| definition.output(id).is_none()) {
        return Err(Refusal::OutputUnknown { output: unknown.to_string() });
    }
    let named: BTreeSet<_> = outputs.iter().collect();
    let once = named.len() == outputs.len();
    // Where a service is made of others, what is left out may be a part and no output of its own.
    let some = definition.is_composite() || (!named.is_empty() && named.len() < definition.outputs.len());
    let some = once && some;
    bench.require(rule::PARTIAL, some, || Refusal::FieldInvalid {
        path: "outputs".to_owned(),
        problem: Text::new(
            "الموافقة الجزئية تشمل بعض مخرجات الخدمة دون بعضها، يُرجى ذكر كل مخرَج موافق عليه مرة واحدة",
            "a grant in part covers some outputs of the service and not all: name each once",
        ),
    })
}

/// Every step is done. Once one speaks against the request, a denial waits for no other, and nothing else can be proposed.
fn ready(bench: &mut Bench<'_>, definition: &ServiceDefinition, denial: bool) -> Result<(), Refusal> {
    let plan = Plan::of(&bench.state, definition);
    let lost = plan.lost().first().map(ToString::to_string);
    let open: Vec<_> = plan.open().iter().map(ToString::to_string).collect();
    match lost {
        Some(_) if denial => Ok(()),
        Some(step) => bench.require(rule::SEVERAL_BODIES, false, || Refusal::TaskUnfavourable { step }),
        None => {
            let done = open.is_empty();
            bench.require(rule::EXECUTED_AS_PUBLISHED, done, || Refusal::TasksOpen { steps: open })
        }
    }
}

/// A grant rests on every condition: the engine judges those it can, other bodies or the handler find the others (LY-17.1b).
fn grant(
    bench: &mut Bench<'_>,
    definition: &ServiceDefinition,
    named: Vec<ConditionId>,
    unmet: &BTreeSet<String>,
) -> Result<(Vec<ConditionId>, Option<ExceptionId>), Refusal> {
    if let Some(unknown) = named.iter().find(|id| definition.condition(id).is_none()) {
        return Err(Refusal::unknown_condition(unknown));
    }
    let applicant = bench.applicant()?;
    let eligible = definition.beneficiaries.contains(&applicant.class);
    bench.require(rule::APPLICANT_CLASSES, eligible, || Refusal::ConditionNotMet {
        condition: "beneficiaries".to_owned(),
    })?;
    // Where decisions may come first nobody verified before; only an exception of the regulator's lets it pass (LY-5e).
    let exception = review::trusted(bench, definition)?;
    complete(bench, definition)?;
    values::recorded(bench, definition)?;
    fees::settled(bench, FeePoint::Execution)?;
    fees::settled(bench, FeePoint::Decision)?;
    let answers = bench.state.intake.answers.read()?;
    let scope = Scope::new(definition, &answers, &applicant).on(bench.day_of_submission()?);
    // What the reasons of a grant in part name as not met is left out of it, and nothing else is.
    let counted = || definition.conditions.iter().filter(|it| !unmet.contains(it.id.as_str()));
    for condition in counted() {
        let met = match &condition.when {
            Some(when) => when.holds(&scope).map_err(|error| Refusal::DefinitionInvalid {
                path: format!("condition.{}.when", condition.id),
                problem: error.text(),
            })?,
            None => named.contains(&condition.id) || bench.state.execution.proven.contains(&condition.id),
        };
        bench.found(rule::DECISION_GROUNDS, met, condition.id.as_str());
        if !met {
            return Err(Refusal::ConditionNotMet { condition: condition.id.to_string() });
        }
    }
    Ok((counted().map(|condition| condition.id.clone()).collect(), exception))
}

/// A correction may have taken away what the service requires; it is not granted without (LY-13.4).
fn complete(bench: &mut Bench<'_>, definition: &ServiceDefinition) -> Result<(), Refusal> {
    let applicant = bench.applicant()?;
    let answers = bench.state.intake.answers.read()?;
    let submitted_at = bench.state.intake.submitted_at.unwrap_or(bench.at);
    let today = bench.calendar()?.zone().local_date(submitted_at);
    let intake = &bench.state.intake;
    let lacking = missing(definition, &applicant, &answers, &intake.documents, intake.declared, today)?;
    let items: Vec<_> = lacking.into_iter().map(|missing| missing.item).collect();
    bench.require(rule::COMPLETE, items.is_empty(), || Refusal::Incomplete { missing: items })
}

/// What is said against a request: reasons, what can be done about it, and an explanation.
type Against = (Vec<Reason>, Text, Option<Personal<Text>>);

/// A denial, whole or in part, gives reasons and says what can be done against it.
fn against(
    bench: &mut Bench<'_>,
    definition: &ServiceDefinition,
    reasons: Vec<Reason>,
    remedies: Text,
    explanation: Option<Private<Text>>,
) -> Result<Against, Refusal> {
    let what = || Refusal::ReasonRequired { what: "a denial".to_owned() };
    bench.require(rule::DECISION_GROUNDS, !reasons.is_empty(), what)?;
    for reason in &reasons {
        bench.reason_of(Family::Ref, reason.code)?;
        if reason.code == ReasonCode::RefConditionNotMet {
            let item = reason.item.as_deref().unwrap_or_default();
            let known = item == "beneficiaries"
                || definition.conditions.iter().any(|condition| condition.id.as_str() == item);
            bench.require(rule::DECISION_GROUNDS, known, || Refusal::FieldInvalid {
                path: "reasons.item".to_owned(),
                problem: Text::new(
                    "يُرجى تحديد شرط الخدمة غير المستوفى",
                    "name the condition of the service that is not met",
                ),
            })?;
        }
    }
    let remedies = both(remedies, "remedies")?;
    let subject = bench.applicant()?.person;
    let explanation = explanation.map(|text| both(text.into_inner(), "explanation")).transpose()?;
    let explanation = explanation.map(|text| Personal::clear(subject, text));
    Ok((reasons, remedies, explanation))
}

fn measures_taken(bench: &mut Bench<'_>, measures: Vec<Measure>) -> Result<Vec<MeasureTaken>, Refusal> {
    let what = || Refusal::ReasonRequired { what: "ending with measures".to_owned() };
    bench.require(rule::MEASURES_TOLD, !measures.is_empty(), what)?;
    let subject = bench.applicant()?.person;
    let mut taken = Vec::with_capacity(measures.len());
    for measure in measures {
        let code = input::name(&measure.code)
            .map_err(|problem| Refusal::FieldInvalid { path: "measures.code".to_owned(), problem })?;
        let text = both(measure.text.into_inner(), "measures.text")?;
        taken.push(MeasureTaken { code, text: Personal::clear(subject.clone(), text) });
    }
    Ok(taken)
}

/// A text for the applicant is said in both languages.
pub(in crate::request) fn both(text: Text, path: &str) -> Result<Text, Refusal> {
    let accept = |text: &str, lang: &str| {
        input::text(text, input::MAX_FREE_TEXT)
            .map_err(|problem| Refusal::FieldInvalid { path: format!("{path}.{lang}"), problem })
    };
    Ok(Text { ar: accept(&text.ar, "ar")?, en: accept(&text.en, "en")? })
}

/// Returns a proposal, with a reason.
pub(in crate::request) fn return_proposal(
    bench: &mut Bench<'_>,
    command: ReturnDecision,
) -> Result<(), Refusal> {
    let reason = bench.personal_text("reason", Some(command.reason.into_inner()), input::MAX_FREE_TEXT)?;
    let reason = reason.ok_or_else(|| Refusal::ReasonRequired { what: "a return".to_owned() })?;
    let returned_by = bench.by.person.clone();
    bench.emit(Event::DecisionReturned(DecisionReturned { at: bench.at, returned_by, reason }));
    Ok(())
}

/// Approves: the act, `Executed`, the clock stopped and the duties to tell, in one append (LY-18.1 to LY-18.3).
pub(in crate::request) fn approve(bench: &mut Bench<'_>) -> Result<(), Refusal> {
    let definition = bench.definition()?;
    let stage = bench.state.stage;
    let wrong = || Refusal::WrongStage { stage, command: CommandKind::ApproveDecision };
    let proposed = bench.state.decision.proposed.clone().ok_or_else(wrong)?;
    let approved_by = bench.by.person.clone();
    if definition.rules.second_person {
        let another = approved_by != proposed.proposed_by;
        let same = || Refusal::SamePerson { command: CommandKind::ApproveDecision };
        bench.require(rule::SECOND_PERSON, another, same)?;
    }
    referral::answered(bench)?;
    // A part may be worked on again since.
    subrequests::decidable(bench, &definition, proposed.proposal.outcome())?;
    // A source may have answered since, and differently: no grant goes against it (LY-17.2).
    if proposed.proposal.outcome().is_grant() && !bench.state.evidence.differing.is_empty() {
        review::trusted(bench, &definition)?;
    }
    let at = bench.at;
    let outcome = proposed.proposal.outcome();
    bench.emit(Event::DecisionApproved(DecisionApproved {
        at,
        proposed_by: proposed.proposed_by,
        approved_by,
    }));
    bench.emit(proposed.proposal.event(at));
    executed(bench, &definition, outcome)
}

/// The end of the execution path with its outcome, and all that ends with it.
pub(super) fn executed(
    bench: &mut Bench<'_>,
    definition: &ServiceDefinition,
    outcome: Outcome,
) -> Result<(), Refusal> {
    let order = bench.state.referrals.cited();
    bench.emit(Event::Executed(Executed { at: bench.at, outcome, order }));
    execution::cancel_all(bench);
    evidence::cancel_all(bench);
    transfer::cancel(bench);
    if !outcome.is_grant() {
        fees::cancel_all(bench);
    }
    clock::stop(bench)?;
    notices::tell(bench, Purpose::Completion);
    outputs::conclude_if_done(bench, definition);
    Ok(())
}
