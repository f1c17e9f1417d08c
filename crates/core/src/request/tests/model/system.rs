//! The engine under test: the same acts as commands, and what it holds compared with what the model holds.

use proptest_state_machine::{ReferenceStateMachine, StateMachineTest};
use time::Duration;

use super::reference::{Clock, End, Model, NoAnswer, Parameters, Step};
use super::rights::{Act, Change, Place, Source, Way, Who};
use crate::actor::{Actor, Role};
use crate::definition::{AcknowledgementMode, NoAnswer as Meant, ServiceDefinition};
use crate::instant::Timestamp;
use crate::reason::ReasonCode;
use crate::request::amendment::ReturnAmendment;
use crate::request::clock::{ResumeClock, SuspendClock};
use crate::request::decision::{RecordDeemedDecision, ReturnDecision};
use crate::request::exits::{Discontinue, Lapse, Withdraw};
use crate::request::intake::{ConfirmApplicant, Supplement};
use crate::request::review::StartVerification;
use crate::request::{Command, Event, Request};
use crate::stage::{Outcome, Stage};
use crate::testing::{
    HOLD, Life, acknowledge, applicant, approve, approve_amendment, ask_corrections, at, auditor, clerk,
    correct_answer, correct_outcome, data_officer, decider, definition, deliver, denial, disclosed, facts,
    grant, handler, hold, incomplete_submission, issue, lift, measures, officer, pass, redact, reinstate,
    reopen, revoke, step_done, stranger, submission, supervisor, supplement_bill, system, verifier,
};

/// What is told and what is counted follows from the rest, and the model has its own way to count.
const FOLLOWS: [&str; 3] = ["NotificationQueued", "DeadlineRecalculated", "DeadlineMissed"];

#[derive(Debug)]
pub(super) struct Engine;

impl StateMachineTest for Engine {
    type SystemUnderTest = Life;
    type Reference = Model;

    fn init_test(model: &Model) -> Life {
        Life::under(service(model.parameters))
    }

    fn apply(mut life: Life, model: &Model, step: Step) -> Life {
        let before = life.request().clone();
        let source = source_of(step.act);
        life.meanwhile(|_| {
            let facts = facts().of(service(model.parameters));
            match source {
                Source::Confirms => facts,
                Source::IsDown => facts.source_down(),
                Source::Differs => facts.mismatch("national_no"),
            }
        });
        let came = life.does(actor(step.who), now(model), command(step.act));
        let told = came.as_ref().map(|events| names(events)).map_err(|refusal| refusal.code());
        assert_eq!(told, model.answer, "{step:?} in {:?} ({:?})", before.stage(), model.parameters);
        if told.is_err() {
            assert_eq!(life.request(), &before, "a refusal changes nothing");
        }
        life
    }

    fn check_invariants(life: &Life, model: &<Self::Reference as ReferenceStateMachine>::State) {
        let request = life.request();
        assert_eq!(request.stage(), stage(model.place));
        assert_eq!(request.outcome(), model.end.map(outcome));
        assert_eq!(request.acknowledged().is_some(), model.acknowledged);
        assert_eq!(request.correction_rounds(), model.rounds);
        assert_eq!(request.open_corrections().is_some(), model.place == Place::WithTheUser);
        assert_eq!(
            request.proposed_by().map(ToString::to_string),
            model.proposed.map(|it| actor(it.1).person.to_string())
        );
        assert_eq!(request.open_amendment().is_some(), model.amendment.is_some());
        assert_eq!(request.reopened(), model.reopened);
        assert_eq!(request.legal_holds().count(), usize::from(model.held));
        assert_eq!(request.redacted().count(), usize::from(model.redacted));
        let outputs: Vec<_> =
            request.outputs().map(|(_, it)| (it.delivered_at.is_some(), it.revoked.is_some())).collect();
        let expected: Vec<_> = model.output.iter().map(|it| (it.delivered, it.revoked)).collect();
        assert_eq!(outputs, expected);
        same_time(request, model);
    }
}

/// The clock stands as the model's does, and as many days are used up.
fn same_time(request: &Request, model: &Model) {
    let clock = request.clock();
    let stands = match (clock.counted_from, clock.stopped_at, clock.suspended_for) {
        (None, ..) => Clock::NotStarted,
        (_, Some(_), _) => Clock::Stopped,
        (.., Some(reason)) => Clock::Stands { for_corrections: reason == ReasonCode::SusAwaitingCorrection },
        _ => Clock::Runs,
    };
    assert_eq!(stands, model.clock);
    if clock.counted_from.is_some() {
        let used = model.used.min(model.budget);
        let spent = clock.spent(facts().calendar(), now(model)).expect("the calendar covers it");
        assert_eq!(spent, (used, model.budget - used), "days used up, and left");
    }
}

fn now(model: &Model) -> Timestamp {
    let days = Duration::days(i64::from(model.day));
    at("2025-10-16 10:30").plus(days).plus(Duration::minutes(i64::from(model.acts)))
}

fn names(events: &[Event]) -> Vec<&'static str> {
    events.iter().map(Event::name).filter(|name| !FOLLOWS.contains(name)).collect()
}

fn service(parameters: Parameters) -> ServiceDefinition {
    let mut service = definition();
    if parameters.by_officer {
        service.rules.acknowledgement = AcknowledgementMode::ByOfficer;
    }
    service.rules.second_person = parameters.second_person;
    service.rules.supplement_within = parameters.supplement_within;
    service.corrections.rounds = parameters.rounds;
    service.corrections.on_no_answer = match parameters.no_answer {
        NoAnswer::LapsesByDecision => Meant::LapseByDecision,
        NoAnswer::LapsesByItself => Meant::LapseAutomatic,
        NoAnswer::IsDecidedAsItIs => Meant::DecideAsIs,
    };
    service
}

fn actor(who: Who) -> Actor {
    match who {
        Who::Aisha => applicant(),
        Who::Stranger => stranger(),
        Who::Clerk => clerk(),
        Who::Verifier => verifier(),
        Who::Handler => handler(),
        Who::Decider => decider(),
        Who::HandlerDeciding => officer("o-handler", Role::Decider),
        Who::DeciderHandling => officer("o-decider", Role::Handler),
        Who::Supervisor => supervisor(),
        Who::Auditor => auditor(),
        Who::Guardian => data_officer(),
        Who::Engine => system(),
    }
}

fn source_of(act: Act) -> Source {
    match act {
        Act::Submit { source, .. } | Act::Supplement { source, .. } | Act::Confirm(source) => source,
        _ => Source::Confirms,
    }
}

fn command(act: Act) -> Command {
    match act {
        Act::Submit { complete: true, .. } => submission().into(),
        Act::Submit { complete: false, .. } => incomplete_submission().into(),
        Act::Supplement { complete: true, .. } => supplement_bill().into(),
        Act::Supplement { complete: false, .. } => Supplement::default().into(),
        Act::Confirm(_) => ConfirmApplicant::default().into(),
        Act::Acknowledge => acknowledge().into(),
        Act::StartVerification => StartVerification::default().into(),
        Act::AskCorrections => ask_corrections(&["full_name"]).into(),
        Act::Correct => correct_answer("full_name", "عائشة سالم الزوي").into(),
        Act::PassVerification => pass().into(),
        Act::Suspend => SuspendClock { reason: ReasonCode::SusAwaitingCourt }.into(),
        Act::Resume => ResumeClock::default().into(),
        Act::CompleteStep => step_done().into(),
        Act::Propose(way) => proposal(way).into(),
        Act::ReturnProposal => ReturnDecision { reason: "العنوان غير واضح".into() }.into(),
        Act::Approve => approve().into(),
        Act::Deem => RecordDeemedDecision::default().into(),
        Act::Issue => issue().into(),
        Act::Deliver => deliver().into(),
        Act::Withdraw => Withdraw::default().into(),
        Act::Lapse => Lapse::default().into(),
        Act::Discontinue => Discontinue { reason: ReasonCode::ClsOutOfScope }.into(),
        Act::ProposeAmendment(change) => match change {
            Change::Revoke => revoke(ReasonCode::RevCourtOrder).into(),
            Change::Reinstate => reinstate().into(),
            Change::ReopenVerification => reopen(Stage::UnderVerification, 5).into(),
            Change::ReopenExecution => reopen(Stage::InExecution, 5).into(),
            Change::CorrectTo(way) => correct_outcome(proposal(way)).into(),
        },
        Act::ReturnAmendment => ReturnAmendment { reason: "يُستكمل".into() }.into(),
        Act::ApproveAmendment => approve_amendment().into(),
        Act::Disclose => disclosed("p-aisha").into(),
        Act::Redact => redact(&["full_name"]).into(),
        Act::Hold => hold(HOLD).into(),
        Act::LiftHold => lift(HOLD).into(),
    }
}

fn proposal(way: Way) -> crate::request::decision::ProposeDecision {
    match way {
        Way::Grant => grant(),
        Way::Deny => denial(),
        Way::Measures => measures(),
    }
}

fn stage(place: Place) -> Option<Stage> {
    Some(match place {
        Place::Nowhere => return None,
        Place::Transmitted => Stage::Submitted,
        Place::NotAcknowledged => Stage::Rejected,
        Place::Received => Stage::Acknowledged,
        Place::Verified => Stage::UnderVerification,
        Place::WithTheUser => Stage::AwaitingCorrection,
        Place::Executed => Stage::InExecution,
        Place::Judged => Stage::UnderDecision,
        Place::Decided => Stage::Decided,
        Place::Concluded => Stage::Concluded,
        Place::Closed => Stage::Closed,
    })
}

fn outcome(end: End) -> Outcome {
    match end {
        End::Decided(Way::Grant) => Outcome::Granted,
        End::Decided(Way::Deny) => Outcome::Denied,
        End::Decided(Way::Measures) => Outcome::MeasuresTaken,
        End::Withdrawn => Outcome::Withdrawn,
        End::Lapsed => Outcome::Lapsed,
        End::Discontinued => Outcome::Discontinued,
    }
}
