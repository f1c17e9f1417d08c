//! By which way a request comes in, and who may say so (LY-2a, LY-13.1, LY-14.1b); services that are outside (LY-4.2).

use crate::actor::{Actor, Role};
use crate::channel::ChannelMessage;
use crate::definition::{IntakeTerms, ServiceDefinition};
use crate::party::Channel;
use crate::refusal::Refusal;
use crate::request::intake::Submit;
use crate::request::{Event, Request};
use crate::testing::{
    Life, POST, applicant, at, clerk, definition, list_kind, routed, rulebook, somebody, submission,
};

const NOW: &str = "2025-10-16 10:30";

fn open_by(channels: &[Channel]) -> ServiceDefinition {
    let mut definition = definition();
    definition.intake = Some(IntakeTerms::new(channels.to_vec()));
    definition
}

fn by(channel: Channel) -> Submit {
    Submit { channel, ..submission() }
}

/// A clerk of the post office, which routes requests to the provider.
fn post_office() -> Actor {
    Actor::officer(somebody("o-post-clerk"), Role::Clerk, POST.try_into().unwrap())
}

fn over_the_channel(message: Option<ChannelMessage>) -> Submit {
    Submit { message, ..by(Channel::IntegrationChannel) }
}

#[test]
fn each_way_in_is_for_whom_it_is() {
    let all = open_by(Channel::ALL);
    for &channel in Channel::ALL {
        for (actor, its_own) in
            [(applicant(), channel == Channel::Portal), (clerk(), channel != Channel::Portal)]
        {
            let mut life = Life::under(all.clone());
            let came = life.does(actor, NOW, by(channel));
            match came {
                Ok(_) => assert!(its_own, "{channel}"),
                Err(Refusal::WrongChannel { channel: given, allowed }) => {
                    assert!(!its_own && given == channel && !allowed.contains(&channel));
                    assert!(life.events().is_empty());
                }
                // A clerk who routes a request brings its message.
                Err(refusal) => assert_eq!((refusal.code(), its_own), ("channel_required", true)),
            }
        }
    }
}

#[test]
fn a_way_in_that_the_service_has_not_is_refused_and_those_it_has_are_named() {
    let portal = open_by(&[Channel::Portal]);
    let refused = Life::under(portal.clone()).refused(clerk(), NOW, by(Channel::Desk));
    assert_eq!((refused.code(), refused.rule().id), ("wrong_channel", "LY-13.1"));
    assert_eq!(refused, Refusal::WrongChannel { channel: Channel::Desk, allowed: Vec::new() });
    Life::under(portal).then(applicant(), NOW, submission());
    let centre = open_by(&[Channel::ServiceCentre, Channel::Post]);
    let refused = Life::under(centre).refused(clerk(), NOW, by(Channel::Desk));
    let allowed = vec![Channel::ServiceCentre, Channel::Post];
    assert_eq!(refused, Refusal::WrongChannel { channel: Channel::Desk, allowed });
}

#[test]
fn where_the_service_names_no_ways_in_any_is_taken_as_it_is_told() {
    for &channel in Channel::ALL {
        Life::of_a_request().then(clerk(), NOW, by(channel));
        Life::of_a_request().then(applicant(), NOW, by(channel));
    }
}

#[test]
fn a_routed_request_counts_from_its_arrival_here_and_names_its_message() {
    let mut life = Life::under(open_by(&[Channel::IntegrationChannel]));
    let message = routed(POST, 1);
    let events = life.does(post_office(), NOW, over_the_channel(Some(message.clone()))).unwrap();
    let Event::Submitted(submitted) = &events[0] else { unreachable!() };
    assert_eq!(submitted.message.as_deref(), Some(&message));
    assert_eq!(events[0].message(), Some(&message));
    // The channel says it delivered it an hour before, elsewhere.
    assert!(message.received_at < at(NOW));
    assert_eq!(life.request().received_at(), Some(at(NOW)));
}

#[test]
fn a_message_is_of_who_brings_it_to_the_provider_and_only_with_what_was_routed() {
    let with = |change: &dyn Fn(&mut ChannelMessage)| {
        let mut message = routed(POST, 1);
        change(&mut message);
        message
    };
    let refused = |by: Actor, submit: Submit| {
        let mut life = Life::under(open_by(Channel::ALL));
        let refusal = life.refused(by, NOW, submit);
        assert_eq!(life.request(), &Request::default());
        (refusal.code(), refusal.path().map(str::to_owned))
    };
    let path = |path: &str| ("field_invalid", Some(path.to_owned()));
    assert_eq!(refused(post_office(), over_the_channel(None)), ("channel_required", None));
    let of_another = with(&|it| it.from = "quarter-council".try_into().unwrap());
    assert_eq!(refused(post_office(), over_the_channel(Some(of_another))), path("message.from"));
    let to_another = with(&|it| it.to = "mun.benghazi".try_into().unwrap());
    assert_eq!(refused(post_office(), over_the_channel(Some(to_another))), path("message.to"));
    let of_the_provider = with(&|it| it.from = it.to.clone());
    assert_eq!(refused(clerk(), over_the_channel(Some(of_the_provider))), path("message.from"));
    let at_a_desk = Submit { message: Some(routed(POST, 1)), ..by(Channel::Desk) };
    assert_eq!(refused(post_office(), at_a_desk), path("message"));
    assert_eq!(refused(applicant(), over_the_channel(Some(routed(POST, 1)))).0, "wrong_channel");
}

#[test]
fn a_routed_request_of_a_kind_that_is_not_listed_is_refused() {
    let submits = |kind: &str| {
        let mut life = Life::under(open_by(&[Channel::IntegrationChannel]));
        life.meanwhile(|facts| facts.ruled(&rulebook([list_kind(kind).into()]), NOW));
        life.does(post_office(), NOW, over_the_channel(Some(routed(POST, 1)))).map_err(|it| it.code())
    };
    assert_eq!(submits("request.submitted.v2"), Err("message_kind_not_listed"));
    assert!(submits("request.submitted.v1").is_ok());
}

/// The directory may still say that there is such a service; it is asked for elsewhere.
#[test]
fn a_classified_service_takes_no_request_from_anybody() {
    let mut secret = definition();
    secret.classified = true;
    for actor in [applicant(), clerk()] {
        let mut life = Life::under(secret.clone());
        let refused = life.refused(actor, NOW, submission());
        assert_eq!((refused.code(), refused.rule().id), ("out_of_scope_service", "LY-4.2"));
        assert!(life.events().is_empty());
    }
}
