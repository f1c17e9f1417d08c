//! What must be refused: the wrong person, the wrong time, the wrong content. Nothing of it changes the request.

use talab::core::definition::{FeePoint, NoAnswer};
use talab::core::request::amendment::{Amendment, ApproveAmendment, ProposeAmendment};
use talab::core::request::clock::{ExtendDeadline, RecordDeadlineMissed};
use talab::core::request::decision::{ApproveDecision, Proposal, ProposeDecision};
use talab::core::request::evidence::RequestEvidence;
use talab::core::request::execution::{CompleteStep, DispatchTask};
use talab::core::request::exits::{Discontinue, Lapse, Withdraw};
use talab::core::request::fees::{Order, PaymentResult, RecordPayment, RequestRefund};
use talab::core::request::outputs::paper::RequestPaperCopy;
use talab::core::request::outputs::{DeliverOutput, IssueOutput};
use talab::core::request::parties::AddNote;
use talab::core::request::review::{Change, Correct, PassVerification, RequestCorrections, Target};
use talab::core::{BodyId, FieldId, Money, OutputId, Party, Private, ReasonCode, Role, Stage, StepId};
use talab::{Actor, PersonId, Submission};
use time::macros::time;

use super::{Deeds, clock, decision, evidence, fees, objections, outputs, paper, review};
use crate::simulate::error::SimulationError;
use crate::simulate::life::{Act, Deed, Scene};
use crate::simulate::paper::digest;
use crate::simulate::step::Expect;

const WORKING: &[Stage] = &[Stage::Acknowledged, Stage::UnderVerification, Stage::InExecution];
const ENDED: &[Stage] = &[Stage::Decided, Stage::Concluded, Stage::Closed];

fn person(name: &str, role: Role) -> Result<Actor, SimulationError> {
    Ok(Actor::new(PersonId::new(name)?, role))
}

fn note() -> AddNote {
    AddNote { text: Private::from("ملاحظة"), public: false, about: None }
}

/// Refused, if it is tried here.
fn when(
    here: bool,
    scene: &mut Scene,
    deed: impl FnOnce(&mut Scene) -> Result<Deed, SimulationError>,
) -> Deeds {
    if here { deed(scene).map(Some) } else { Ok(None) }
}

// At the door.

fn at_the_door(scene: &Scene, by: Actor, submission: Submission, code: &'static str) -> Deeds {
    let deed = Deed { expect: Expect::Refused(code), ..Deed::of(by, Act::Submit(submission)) };
    Ok(scene.stage().is_none().then_some(deed))
}

fn complete(scene: &Scene) -> Submission {
    scene.sheet.without(None, Submission::to(scene.offered.definition.code.to_string()))
}

pub(super) fn unknown_field(scene: &mut Scene) -> Deeds {
    at_the_door(scene, scene.applicant.clone(), complete(scene).answer("shoe_size", 42), "field_invalid")
}

pub(super) fn unknown_service(scene: &mut Scene) -> Deeds {
    at_the_door(scene, scene.applicant.clone(), Submission::to("mun.no-such-service"), "unknown_service")
}

pub(super) fn no_mandate(scene: &mut Scene) -> Deeds {
    let party = Party::new(scene.applicant.person.clone(), scene.sheet.class);
    let stranger = person(&format!("stranger-{}", scene.name), Role::Representative)?;
    at_the_door(scene, stranger, complete(scene).on_behalf_of(party), "mandate_missing")
}

fn second(scene: &Scene, here: bool, code: &'static str) -> Deeds {
    let deed = Deed::of(scene.applicant.clone(), Act::Submit(complete(scene)));
    Ok((here && scene.stage().is_some()).then_some(Deed { expect: Expect::Refused(code), ..deed }))
}

pub(super) fn suspended_service(scene: &mut Scene) -> Deeds {
    let here = scene.town.as_ref().is_some_and(|town| town.suspended);
    second(scene, here, "service_suspended")
}

pub(super) fn retired_service(scene: &mut Scene) -> Deeds {
    let here = scene.town.as_ref().is_some_and(|town| town.retired);
    second(scene, here, "service_retired")
}

// The wrong person.

pub(super) fn auditor(scene: &mut Scene) -> Deeds {
    when(scene.stage().is_some(), scene, |_| {
        Ok(Deed::refused(person("auditor-1", Role::Auditor)?, note(), "not_permitted"))
    })
}

pub(super) fn applicant_decides(scene: &mut Scene) -> Deeds {
    when(scene.stage().is_some(), scene, |scene| {
        Ok(Deed::refused(scene.applicant.clone(), ApproveDecision::default(), "not_permitted"))
    })
}

pub(super) fn stranger(scene: &mut Scene) -> Deeds {
    when(scene.stage().is_some(), scene, |_| {
        let body = BodyId::new("mun.hay-al-andalus")?;
        let by = Actor::officer(PersonId::new("stranger-1")?, Role::Handler, body);
        Ok(Deed::refused(by, note(), "unknown_request"))
    })
}

pub(super) fn neighbour(scene: &mut Scene) -> Deeds {
    when(scene.stage().is_some(), scene, |_| {
        Ok(Deed::refused(person("neighbour-1", Role::Applicant)?, Withdraw::default(), "unknown_request"))
    })
}

/// A mandate ends at once for who acted under it.
pub(super) fn lawyer(scene: &mut Scene) -> Deeds {
    when(scene.stage().is_some() && scene.revoked, scene, |scene| {
        Ok(Deed::refused(scene.filer.clone(), Withdraw::default(), "mandate_expired"))
    })
}

pub(super) fn own_proposal(scene: &mut Scene) -> Deeds {
    let proposer = scene.state.proposed_by().cloned().filter(|_| scene.is_in(&[Stage::UnderDecision]));
    let Some(proposer) = proposer.filter(|_| !scene.is_referred()) else { return Ok(None) };
    let mut by = scene.officer(Role::Decider)?;
    by.person = proposer;
    Ok(Some(Deed::refused(by, ApproveDecision::default(), "same_person")))
}

pub(super) fn own_amendment(scene: &mut Scene) -> Deeds {
    let proposer = scene.state.open_amendment().map(|open| open.proposed_by.clone());
    let Some(proposer) = proposer.filter(|_| scene.is_in(ENDED)) else { return Ok(None) };
    let mut by = scene.officer(Role::Decider)?;
    by.person = proposer;
    Ok(Some(Deed::refused(by, ApproveAmendment::default(), "same_person")))
}

/// Who may not decide on objections at all, whatever became of this one.
pub(super) fn objection(scene: &mut Scene) -> Deeds {
    let Some((id, _)) = objections::open(scene) else { return Ok(None) };
    let by = objections::reviewer(scene, Role::Handler)?;
    let silence = talab::core::objection::RecordObjectionSilence::default();
    let silence = talab::core::objection::ObjectionCommand::RecordObjectionSilence(silence);
    let deed = Deed::of(by, Act::Object(id, silence));
    Ok(Some(Deed { expect: Expect::Refused("not_permitted"), ..deed }))
}

// The wrong time.

pub(super) fn early_approval(scene: &mut Scene) -> Deeds {
    let before =
        [Stage::Acknowledged, Stage::UnderVerification, Stage::AwaitingCorrection, Stage::InExecution];
    when(scene.is_in(&before), scene, |scene| {
        Ok(Deed::refused(scene.officer(Role::Decider)?, ApproveDecision::default(), "wrong_stage"))
    })
}

pub(super) fn early_delivery(scene: &mut Scene) -> Deeds {
    let before =
        [Stage::Acknowledged, Stage::UnderVerification, Stage::AwaitingCorrection, Stage::InExecution];
    let Some(output) = any_output(scene).filter(|_| scene.is_in(&before)) else { return Ok(None) };
    // Where some output may come early, any is looked for.
    let early = scene.offered.definition.outputs.iter().any(|output| !output.after.is_empty());
    if early && scene.is_in(&[Stage::InExecution]) {
        return Ok(None);
    }
    let deliver = DeliverOutput { output, locator: "outputs/early".to_owned() };
    Ok(Some(Deed::refused(scene.officer(Role::Handler)?, deliver, "wrong_stage")))
}

fn any_output(scene: &Scene) -> Option<OutputId> {
    scene.offered.definition.outputs.first().map(|output| output.id.clone())
}

pub(super) fn early_watch(scene: &mut Scene) -> Deeds {
    let early = clock::due(scene).is_some_and(|due| scene.now < due) && !scene.state.clock().missed;
    // What another calendar makes of it is the engine's to count first.
    let settled = scene.town.is_none();
    when(early && settled, scene, |_| {
        Ok(Deed::refused(Actor::system(), RecordDeadlineMissed::default(), "term_not_over"))
    })
}

pub(super) fn extension(scene: &mut Scene) -> Deeds {
    let none = scene.offered.definition.deadline.extension.is_none();
    when(none && scene.is_in(WORKING), scene, |scene| {
        let more = ExtendDeadline { working_days: 2, reason: ReasonCode::ExtComplexity };
        Ok(Deed::refused(scene.officer(Role::Supervisor)?, more, "extension_limit"))
    })
}

pub(super) fn early_lapse(scene: &mut Scene) -> Deeds {
    let decided = scene.offered.definition.corrections.on_no_answer == NoAnswer::LapseByDecision;
    let early = scene.is_in(&[Stage::AwaitingCorrection]) && !review::is_over(scene);
    when(decided && early, scene, |scene| {
        Ok(Deed::refused(scene.officer(Role::Verifier)?, Lapse::default(), "term_not_over"))
    })
}

pub(super) fn late_correction(scene: &mut Scene) -> Deeds {
    let automatic = scene.offered.definition.corrections.on_no_answer == NoAnswer::LapseAutomatic;
    let late = scene.is_in(&[Stage::AwaitingCorrection]) && review::is_over(scene);
    when(automatic && late, scene, |scene| {
        let mut correct = Correct::default();
        correct.statement = Private::new(Some("البيانات صحيحة".to_owned()));
        Ok(Deed::refused(scene.speaker(), correct, "deadline_passed"))
    })
}

pub(super) fn after_the_end(scene: &mut Scene) -> Deeds {
    when(scene.stage().is_some_and(Stage::is_terminal), scene, |scene| {
        Ok(Deed::refused(scene.applicant.clone(), Withdraw::default(), "terminal_state"))
    })
}

// The wrong content.

pub(super) fn wrong_reason(scene: &mut Scene) -> Deeds {
    let open = scene.stage().is_some_and(|stage| !stage.is_terminal() && stage != Stage::Decided);
    when(open, scene, |scene| {
        let discontinue = Discontinue { reason: ReasonCode::WdrTooSlow };
        Ok(Deed::refused(scene.officer(Role::Supervisor)?, discontinue, "reason_unknown"))
    })
}

pub(super) fn other_field(scene: &mut Scene) -> Deeds {
    let Some(open) = scene.state.open_corrections().cloned() else { return Ok(None) };
    let closed = review::is_over(scene)
        && scene.offered.definition.corrections.on_no_answer == NoAnswer::LapseAutomatic;
    if !scene.is_in(&[Stage::AwaitingCorrection]) || closed {
        return Ok(None);
    }
    let named = |field: &str| {
        open.items.iter().any(|item| matches!(&item.target, Target::Field(it) if it.as_str() == field))
    };
    let other = scene.sheet.answers.iter().find(|(field, _)| !named(field));
    let Some((field, value)) = other.map(|(field, value)| (*field, value.clone())) else { return Ok(None) };
    let mut correct = Correct::default();
    correct.changes.push(Change::Answer { field: FieldId::new(field)?, value: Private::new(value) });
    Ok(Some(Deed::refused(scene.speaker(), correct, "field_not_open")))
}

pub(super) fn third_round(scene: &mut Scene) -> Deeds {
    let spent = scene.state.correction_rounds() >= scene.offered.definition.corrections.rounds;
    when(spent && scene.is_in(&[Stage::UnderVerification]), scene, |scene| {
        let ask = RequestCorrections { items: review::items(scene)? };
        Ok(Deed::refused(scene.officer(Role::Verifier)?, ask, "correction_rounds"))
    })
}

pub(super) fn unconfirmed(scene: &mut Scene) -> Deeds {
    let here = scene.is_in(&[Stage::UnderVerification]) && !scene.untrusted().is_empty();
    when(here, scene, |scene| {
        Ok(Deed::refused(scene.officer(Role::Verifier)?, PassVerification::default(), "evidence_missing"))
    })
}

fn ask(source: &str, fields: Vec<FieldId>) -> Result<RequestEvidence, SimulationError> {
    let purpose = "التحقق من بيانات مقدّم الطلب".to_owned();
    Ok(RequestEvidence { source: BodyId::new(source)?, fields, purpose, working_days: 2 })
}

pub(super) fn no_source(scene: &mut Scene) -> Deeds {
    when(scene.is_in(WORKING), scene, |scene| {
        let field = scene.offered.definition.fields().next().map(|field| field.id.clone());
        let ask = ask("weather-office", field.into_iter().collect())?;
        Ok(Deed::refused(scene.officer(Role::Verifier)?, ask, "evidence_source_not_registered"))
    })
}

pub(super) fn no_ground(scene: &mut Scene) -> Deeds {
    let definition = scene.definition();
    let source = definition.fields().find_map(|field| field.trusted_source());
    let other = definition.fields().find(|field| field.trusted_source() != source);
    let (Some(source), Some(other)) = (source, other) else { return Ok(None) };
    when(scene.is_in(WORKING), scene, |scene| {
        let ask = ask(source, vec![other.id.clone()])?;
        Ok(Deed::refused(scene.officer(Role::Verifier)?, ask, "no_legal_basis"))
    })
}

pub(super) fn asked_twice(scene: &mut Scene) -> Deeds {
    let Some(open) = evidence::open(scene).filter(|_| scene.is_in(WORKING)) else { return Ok(None) };
    let ask = ask(open.asked.source.as_str(), open.asked.fields)?;
    Ok(Some(Deed::refused(scene.officer(Role::Verifier)?, ask, "evidence_pending")))
}

fn to_grant(scene: &mut Scene, code: &'static str) -> Deeds {
    // That there is no order yet is told first.
    if scene.is_referred() {
        return Ok(None);
    }
    let proposal = Proposal::Grant { conditions: decision::found(scene) };
    Ok(Some(Deed::refused(scene.officer(Role::Handler)?, ProposeDecision { proposal }, code)))
}

pub(super) fn open_steps(scene: &mut Scene) -> Deeds {
    let here = scene.is_in(&[Stage::InExecution]) && scene.state.suspected_duplicate().is_none();
    if here && !scene.is_carried_out() && !scene.is_lost() { to_grant(scene, "tasks_open") } else { Ok(None) }
}

pub(super) fn open_duplicate(scene: &mut Scene) -> Deeds {
    let open = scene.state.suspected_duplicate().is_some() && scene.is_in(&[Stage::InExecution]);
    if open { to_grant(scene, "duplicate_open") } else { Ok(None) }
}

/// Everything is done and paid, and the answers don't meet a condition.
pub(super) fn condition(scene: &mut Scene) -> Deeds {
    let here = scene.is_in(&[Stage::InExecution])
        && scene.is_carried_out()
        && !scene.is_whole()
        && scene.state.suspected_duplicate().is_none()
        && scene.unmet().is_some()
        && scene.untrusted().is_empty()
        && scene.unrecorded().is_empty()
        && !scene.is_due(FeePoint::Execution)
        && !scene.is_due(FeePoint::Decision);
    if here { to_grant(scene, "condition_not_met") } else { Ok(None) }
}

/// What is to be paid before the execution is not paid.
pub(super) fn unpaid(scene: &mut Scene) -> Deeds {
    let due = scene.is_due(FeePoint::Execution) && scene.is_in(&[Stage::InExecution]);
    if !due || scene.is_lost() {
        return Ok(None);
    }
    let (own, other) = (scene.ready(true), scene.ready(false));
    let handler = scene.officer(Role::Handler)?;
    Ok(match (own.first(), other.first()) {
        (Some(step), _) => Some(Deed::refused(handler, CompleteStep::new(step.id.clone()), "payment_due")),
        (None, Some(step)) => {
            Some(Deed::refused(handler, DispatchTask { step: step.id.clone() }, "payment_due"))
        }
        _ => None,
    })
}

fn open_order(scene: &Scene) -> Option<(u32, Order)> {
    fees::order(scene, Order::is_open)
}

pub(super) fn amount(scene: &mut Scene) -> Deeds {
    let Some((number, order)) = open_order(scene) else { return Ok(None) };
    let short = Money::new(order.total.amount - 1, order.total.currency.clone());
    let result = fees::paid(scene, short);
    let (by, record) = fees::report(scene, number, &order, result)?;
    Ok(Some(Deed::refused(by, record, "amount_mismatch")))
}

pub(super) fn method(scene: &mut Scene) -> Deeds {
    let named = !scene.offered.definition.fees.methods.is_empty();
    let Some((number, order)) = open_order(scene).filter(|_| named) else { return Ok(None) };
    let result = match fees::paid(scene, order.total.clone()) {
        PaymentResult::Paid { amount, reference, .. } => {
            PaymentResult::Paid { amount, method: "barter".to_owned(), reference }
        }
        other => other,
    };
    let (by, record) = fees::report(scene, number, &order, result)?;
    Ok(Some(Deed::refused(by, record, "payment_method_not_allowed")))
}

pub(super) fn no_channel(scene: &mut Scene) -> Deeds {
    let Some((number, order)) = open_order(scene) else { return Ok(None) };
    let result = fees::paid(scene, order.total.clone());
    let (by, record) = fees::report(scene, number, &order, result)?;
    Ok(Some(Deed::refused(by, RecordPayment { message: None, ..record }, "channel_required")))
}

pub(super) fn too_much_back(scene: &mut Scene) -> Deeds {
    let Some((number, order)) = fees::order(scene, |order| order.held().amount > 0) else { return Ok(None) };
    let amount = Money::new(order.held().amount + 1, order.total.currency.clone());
    let ask = RequestRefund { order: number, amount, reason: ReasonCode::RfdProviderFault };
    Ok(Some(Deed::refused(scene.officer(Role::Supervisor)?, ask, "refund_exceeds_paid")))
}

/// The channel brings the same message again, under another id.
pub(super) fn message_twice(scene: &mut Scene) -> Deeds {
    let Some((by, command)) = scene.heard.clone() else { return Ok(None) };
    Ok(Some(Deed::refused(by, command, "message_already_applied")))
}

pub(super) fn no_task(scene: &mut Scene) -> Deeds {
    when(scene.is_in(&[Stage::InExecution]), scene, |scene| {
        let send = DispatchTask { step: StepId::new("no-such-step")? };
        Ok(Deed::refused(scene.officer(Role::Handler)?, send, "task_unknown"))
    })
}

pub(super) fn issued_twice(scene: &mut Scene) -> Deeds {
    let granted = |scene: &Scene, id: &OutputId| scene.state.grants(id);
    let Some(output) = outputs::held(scene, |_| true).filter(|id| granted(scene, id)) else {
        return Ok(None);
    };
    let issue =
        IssueOutput { output, number: "1".to_owned(), sha256: digest(&mut scene.rng), signature: None };
    Ok(Some(Deed::refused(scene.officer(Role::Handler)?, issue, "output_already_issued")))
}

pub(super) fn not_issued(scene: &mut Scene) -> Deeds {
    let definition = scene.definition();
    let held = |id: &OutputId| scene.state.outputs().any(|(it, _)| it == id);
    let none = definition.outputs.iter().find(|output| !held(&output.id)).map(|output| output.id.clone());
    let Some(output) = none.filter(|_| scene.is_in(&[Stage::Decided, Stage::Concluded])) else {
        return Ok(None);
    };
    let deliver = DeliverOutput { output, locator: "outputs/none".to_owned() };
    Ok(Some(Deed::refused(scene.officer(Role::Handler)?, deliver, "output_not_issued")))
}

pub(super) fn closed(scene: &mut Scene) -> Deeds {
    let Some((output, terms)) = paper::copy(scene, None) else { return Ok(None) };
    let Some(night) = paper::appointment(scene, &terms, time!(23:30)) else { return Ok(None) };
    let ask = RequestPaperCopy { output, post: None, collection: Some(night) };
    Ok(Some(Deed::refused(scene.applicant.clone(), ask, "calendar_closed")))
}

pub(super) fn second_amendment(scene: &mut Scene) -> Deeds {
    let waits = scene.state.open_amendment().is_some() && scene.is_in(ENDED);
    let Some(output) = any_output(scene).filter(|_| waits) else { return Ok(None) };
    let amendment = Amendment::RevokeOutput { output, reason: ReasonCode::RevCourtOrder };
    let propose = ProposeAmendment { amendment, explanation: None };
    Ok(Some(Deed::refused(scene.officer(Role::Decider)?, propose, "amendment_waits")))
}
