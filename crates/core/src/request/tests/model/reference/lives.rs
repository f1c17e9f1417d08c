//! The lives that are tried: mostly what moves a request on, by somebody who may; else anything, by anybody.

use proptest::prelude::*;
use proptest::sample::select;
use proptest_state_machine::ReferenceStateMachine;

use super::super::rights::{Act, Change, EVERYBODY, Place, Source, Way, able};
use super::{Model, NoAnswer, Parameters, Step};

impl Model {
    /// What moves it on from where it is.
    fn next(&self) -> Vec<Act> {
        let amend = [Change::Revoke, Change::Reinstate, Change::ReopenVerification, Change::ReopenExecution];
        match self.place {
            Place::Nowhere => vec![Act::Submit { complete: true, source: Source::Confirms }],
            Place::Transmitted => vec![Act::Confirm(Source::Confirms), Act::Acknowledge],
            Place::NotAcknowledged => vec![Act::Supplement { complete: true, source: Source::Confirms }],
            Place::Received => vec![Act::StartVerification, Act::AskCorrections, Act::PassVerification],
            Place::Verified => vec![Act::PassVerification, Act::PassVerification, Act::AskCorrections],
            Place::WithTheUser => vec![Act::Correct, Act::PassVerification, Act::Lapse],
            Place::Executed if self.done => {
                vec![Act::Propose(Way::Grant), Act::Propose(Way::Deny), Act::Propose(Way::Grant)]
            }
            Place::Executed => vec![Act::CompleteStep],
            Place::Judged => vec![Act::Approve, Act::Approve, Act::ReturnProposal],
            Place::Decided => vec![Act::Issue, Act::Deliver],
            Place::Concluded | Place::Closed if self.amendment.is_some() => vec![Act::ApproveAmendment],
            Place::Concluded | Place::Closed => {
                let mut acts = amend.map(Act::ProposeAmendment).to_vec();
                acts.push(Act::ProposeAmendment(Change::CorrectTo(Way::Measures)));
                acts
            }
        }
    }
}

/// Anything at all.
fn anything() -> impl Strategy<Value = Act> {
    let source = || select(vec![Source::Confirms, Source::IsDown, Source::Differs]);
    let way = || select(vec![Way::Grant, Way::Deny, Way::Measures]);
    let submit = (any::<bool>(), source()).prop_map(|(complete, source)| Act::Submit { complete, source });
    let supplement =
        (any::<bool>(), source()).prop_map(|(complete, source)| Act::Supplement { complete, source });
    let change = prop_oneof![
        select(vec![Change::Revoke, Change::Reinstate, Change::ReopenVerification, Change::ReopenExecution]),
        way().prop_map(Change::CorrectTo),
    ];
    let plain = vec![
        Act::Acknowledge,
        Act::StartVerification,
        Act::AskCorrections,
        Act::Correct,
        Act::PassVerification,
        Act::Suspend,
        Act::Resume,
        Act::CompleteStep,
        Act::ReturnProposal,
        Act::Approve,
        Act::Deem,
        Act::Issue,
        Act::Deliver,
        Act::Withdraw,
        Act::Lapse,
        Act::Discontinue,
        Act::ReturnAmendment,
        Act::ApproveAmendment,
        Act::Disclose,
        Act::Redact,
        Act::Redact,
        Act::Hold,
        Act::LiftHold,
        Act::LiftHold,
    ];
    prop_oneof![
        2 => submit,
        2 => supplement,
        2 => source().prop_map(Act::Confirm),
        2 => way().prop_map(Act::Propose),
        3 => change.prop_map(Act::ProposeAmendment),
        12 => select(plain),
    ]
}

/// Where the terms and the calendar of the small world end.
const LAST_DAY: u32 = 40;

impl ReferenceStateMachine for Model {
    type State = Self;
    type Transition = Step;

    fn init_state() -> BoxedStrategy<Self> {
        let no_answer =
            select(vec![NoAnswer::LapsesByDecision, NoAnswer::LapsesByItself, NoAnswer::IsDecidedAsItIs]);
        (any::<bool>(), any::<bool>(), 1..4_u32, no_answer, prop::option::of(1..4_u32))
            .prop_map(|(by_officer, second_person, rounds, no_answer, supplement_within)| {
                Self::new(Parameters { by_officer, second_person, rounds, no_answer, supplement_within })
            })
            .boxed()
    }

    /// Mostly what moves it on, by somebody who may do such a thing; else anything, by anybody.
    fn transitions(state: &Self) -> BoxedStrategy<Step> {
        let days = if state.day < LAST_DAY {
            prop_oneof![8 => Just(0_u32), 3 => Just(1), 1 => 2..9_u32].boxed()
        } else {
            Just(0).boxed()
        };
        let act = prop_oneof![3 => select(state.next()), 2 => anything()];
        (days, act, any::<prop::sample::Index>(), 0..8_u32)
            .prop_map(|(days, act, who, dice)| {
                let able = if dice == 0 { EVERYBODY.to_vec() } else { able(act) };
                Step { days, act, who: able[who.index(able.len())] }
            })
            .boxed()
    }

    fn apply(mut state: Self, step: &Step) -> Self {
        state.acts += 1;
        state.wait(step.days);
        state.tries(step.who, step.act);
        state
    }
}
