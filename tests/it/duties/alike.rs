//! Two duties that no code names, because they ask that nothing be told apart: the way in (LY-2b), and people and
//! organisations (LY-4.1).

use talab::core::request::Event;
use talab::core::testing::{
    Life, applicant, approve, decider, definition, deliver, grant, handler, issue, pass, step_done,
    submission, verifier,
};
use talab::core::{ApplicantClass, Channel, Outcome};

/// A request that came in this way, for somebody of this class, brought to its end.
fn lived(channel: Channel, class: ApplicantClass) -> Life {
    let mut definition = definition();
    definition.beneficiaries = ApplicantClass::ALL.to_vec();
    let mut submit = submission();
    (submit.channel, submit.applicant.class) = (channel, class);
    let mut life = Life::under(definition);
    life.then(applicant(), "2025-10-17 23:30", submit);
    life.then(verifier(), "2025-10-19 11:00", pass());
    life.then(handler(), "2025-10-20 09:00", step_done());
    life.then(handler(), "2025-10-20 10:00", grant());
    life.then(decider(), "2025-10-20 11:00", approve());
    life.then(handler(), "2025-10-20 12:00", issue());
    life.then(handler(), "2025-10-20 12:30", deliver());
    life
}

/// Everything that happened but the submission, which alone says the way in and the class.
fn after_submission(life: &Life) -> &[Event] {
    assert!(matches!(life.events()[0], Event::Submitted(_)));
    &life.events()[1..]
}

/// LY-2b: the events after the submission are the same, instants and all, and the receipt is its own instant.
#[test]
fn whichever_way_it_came_in_the_outcome_is_the_same() {
    let portal = lived(Channel::Portal, ApplicantClass::Citizen);
    assert_eq!(portal.request().outcome(), Some(Outcome::Granted));
    for &channel in Channel::ALL {
        let other = lived(channel, ApplicantClass::Citizen);
        let Event::Submitted(submitted) = &other.events()[0] else { unreachable!() };
        assert_eq!(submitted.channel, channel);
        assert_eq!(after_submission(&other), after_submission(&portal), "{channel:?}");
        assert_eq!(other.request().received_at(), Some(submitted.at), "{channel:?}");
    }
}

/// LY-4.1: and so it is for everybody whom the service is for, a public body or a private organisation as well.
#[test]
fn people_and_organisations_go_the_same_road() {
    let citizen = lived(Channel::Portal, ApplicantClass::Citizen);
    for class in
        [ApplicantClass::Visitor, ApplicantClass::GovernmentBody, ApplicantClass::PrivateOrganisation]
    {
        let other = lived(Channel::Portal, class);
        assert_eq!(other.request().applicant().map(|party| party.class), Some(class));
        assert_eq!(after_submission(&other), after_submission(&citizen), "{class:?}");
    }
}
