//! Who may do what, where, as the law and the readings of it say: not the engine's table, which this is compared with.

/// Somebody who tries something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    Aisha,
    Stranger,
    Clerk,
    Verifier,
    Handler,
    Decider,
    /// The handler, in the role of a decider.
    HandlerDeciding,
    /// The decider, in the role of a handler.
    DeciderHandling,
    Supervisor,
    Auditor,
    /// Whoever answers for personal data.
    Guardian,
    Engine,
}

pub(super) const EVERYBODY: [Who; 12] = [
    Who::Aisha,
    Who::Stranger,
    Who::Clerk,
    Who::Verifier,
    Who::Handler,
    Who::Decider,
    Who::HandlerDeciding,
    Who::DeciderHandling,
    Who::Supervisor,
    Who::Auditor,
    Who::Guardian,
    Who::Engine,
];

/// What somebody is in the law.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Capacity {
    User,
    Clerk,
    Verifier,
    Handler,
    Decider,
    Supervisor,
    Auditor,
    Guardian,
    Rule,
}

impl Who {
    fn capacity(self) -> Capacity {
        match self {
            Self::Aisha | Self::Stranger => Capacity::User,
            Self::Clerk => Capacity::Clerk,
            Self::Verifier => Capacity::Verifier,
            Self::Handler | Self::DeciderHandling => Capacity::Handler,
            Self::Decider | Self::HandlerDeciding => Capacity::Decider,
            Self::Supervisor => Capacity::Supervisor,
            Self::Auditor => Capacity::Auditor,
            Self::Guardian => Capacity::Guardian,
            Self::Engine => Capacity::Rule,
        }
    }

    /// The same person in whatever role: that is what a second person must not be.
    pub(super) fn is_the_same_person_as(self, other: Self) -> bool {
        let person = |who| match who {
            Self::HandlerDeciding => Self::Handler,
            Self::DeciderHandling => Self::Decider,
            who => who,
        };
        person(self) == person(other)
    }
}

/// Where a request is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Nowhere,
    Transmitted,
    NotAcknowledged,
    Received,
    Verified,
    WithTheUser,
    Executed,
    Judged,
    Decided,
    Concluded,
    Closed,
}

/// What a source of identities says when it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    Confirms,
    IsDown,
    Differs,
}

/// How a request may be decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Grant,
    Deny,
    Measures,
}

/// What may be amended afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Revoke,
    Reinstate,
    ReopenVerification,
    ReopenExecution,
    CorrectTo(Way),
}

/// What somebody may try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    Submit { complete: bool, source: Source },
    Supplement { complete: bool, source: Source },
    Confirm(Source),
    Acknowledge,
    StartVerification,
    AskCorrections,
    Correct,
    PassVerification,
    Suspend,
    Resume,
    CompleteStep,
    Propose(Way),
    ReturnProposal,
    Approve,
    Deem,
    Issue,
    Deliver,
    Withdraw,
    Lapse,
    Discontinue,
    ProposeAmendment(Change),
    ReturnAmendment,
    ApproveAmendment,
    Disclose,
    Redact,
    Hold,
    LiftHold,
}

/// From the first attempt until the decision.
const OPEN: &[Place] = &[
    Place::Transmitted,
    Place::NotAcknowledged,
    Place::Received,
    Place::Verified,
    Place::WithTheUser,
    Place::Executed,
    Place::Judged,
];
const RUNNING: &[Place] =
    &[Place::Received, Place::Verified, Place::WithTheUser, Place::Executed, Place::Judged];
const WORKED_ON: &[Place] = &[Place::Received, Place::Verified, Place::Executed];
const DECIDED: &[Place] = &[Place::Decided, Place::Concluded];
const EVERYWHERE: &[Place] = &[
    Place::Transmitted,
    Place::NotAcknowledged,
    Place::Received,
    Place::Verified,
    Place::WithTheUser,
    Place::Executed,
    Place::Judged,
    Place::Decided,
    Place::Concluded,
    Place::Closed,
];
const AFTERWARDS: &[Place] = &[Place::Decided, Place::Concluded, Place::Closed];

/// Where this capacity may try this; nothing if it never may.
fn places(act: Act, capacity: Capacity) -> Option<Vec<Place>> {
    use Capacity as C;
    let the = |able: &[Capacity], places: &[Place]| able.contains(&capacity).then(|| places.to_vec());
    match act {
        // 13.1: the user, or a clerk of an assisted channel for them.
        Act::Submit { .. } => the(&[C::User, C::Clerk], &[Place::Nowhere]),
        Act::Supplement { .. } => the(&[C::User, C::Clerk], &[Place::NotAcknowledged]),
        Act::Confirm(_) => {
            the(&[C::Rule, C::Verifier], &[Place::Transmitted, Place::Received, Place::Verified])
        }
        // 15.1 lets an officer do it only where another law says so.
        Act::Acknowledge => the(&[C::Clerk, C::Verifier, C::Handler], &[Place::Transmitted]),
        Act::StartVerification => the(&[C::Verifier, C::Handler], &[Place::Received, Place::Verified]),
        Act::AskCorrections => the(&[C::Verifier, C::Handler], &[Place::Received, Place::Verified]),
        Act::Correct => the(&[C::User, C::Clerk], &[Place::WithTheUser]),
        Act::PassVerification => the(&[C::Verifier], &[Place::Received, Place::Verified, Place::WithTheUser]),
        Act::Suspend | Act::Resume => the(&[C::Handler, C::Supervisor], WORKED_ON).map(|mut places| {
            if capacity == C::Supervisor {
                places.push(Place::Judged);
            }
            places
        }),
        Act::CompleteStep | Act::Propose(_) => the(&[C::Handler], &[Place::Executed]),
        Act::ReturnProposal | Act::Approve => the(&[C::Decider, C::Supervisor], &[Place::Judged]),
        Act::Deem => the(&[C::Rule, C::Supervisor], RUNNING),
        Act::Issue => the(&[C::Handler, C::Decider, C::Rule], DECIDED),
        Act::Deliver => the(&[C::Handler, C::Rule], DECIDED),
        Act::Withdraw => the(&[C::User], OPEN),
        Act::Lapse => {
            the(&[C::Verifier, C::Handler, C::Rule], &[Place::NotAcknowledged, Place::WithTheUser]).map(
                |mut places| {
                    // What nobody paid for lapses from here, by an officer; here nothing is to be paid.
                    if capacity != C::Rule {
                        places.extend(WORKED_ON);
                    }
                    places
                },
            )
        }
        Act::Discontinue => the(&[C::Supervisor, C::Rule], OPEN),
        Act::ProposeAmendment(_) | Act::ReturnAmendment | Act::ApproveAmendment => {
            the(&[C::Decider, C::Supervisor], AFTERWARDS)
        }
        // 6.2 and 12.3: at any time; 6.5 and an order of a court are the guardian's.
        Act::Disclose => the(&[C::User, C::Guardian], EVERYWHERE),
        Act::Redact | Act::Hold | Act::LiftHold => the(&[C::Guardian], EVERYWHERE),
    }
}

/// The refusal at the door, if there is one: may you know of it · your role · the stage.
pub(super) fn door(who: Who, act: Act, place: Place) -> Option<&'static str> {
    let first = matches!(act, Act::Submit { .. }) && place == Place::Nowhere;
    if !first && (place == Place::Nowhere || who == Who::Stranger) {
        return Some("unknown_request");
    }
    match places(act, who.capacity()) {
        None => Some("not_permitted"),
        Some(places) if places.contains(&place) => None,
        Some(_) if matches!(place, Place::Concluded | Place::Closed) => Some("terminal_state"),
        Some(_) => Some("wrong_stage"),
    }
}

/// Those who have a right to this somewhere.
pub(super) fn able(act: Act) -> Vec<Who> {
    let known = EVERYBODY.into_iter().filter(|who| *who != Who::Stranger);
    known.filter(|who| places(act, who.capacity()).is_some()).collect()
}
