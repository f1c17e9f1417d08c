//! Notices beyond article 18: by further ways to the applicant (N1-7), and to the provider's desk (LY-7.1b).

use std::collections::BTreeMap;

use super::family::{self, Family};
use crate::definition::{AcknowledgementMode, CHECKS, NoticeTerms, ServiceDefinition, verify};
use crate::private::Private;
use crate::reason::ReasonCode;
use crate::reference::Reference;
use crate::request::exits::Withdraw;
use crate::request::intake::{ConfirmApplicant, Identification, Submit, Unconfirmed};
use crate::request::notices::{
    Fate, NoticeChannel, Notification, Purpose, RecordNotificationDelivered, RecordNotificationFailed,
};
use crate::request::rights::{RedactedItem, without};
use crate::request::{Command, Event, Offer, message};
use crate::stage::Stage;
use crate::testing::{
    Life, acknowledge, applicant, approve, calendar, composite, data_officer, decider, definition, deliver,
    denial, gateway, grant, handler, incomplete_submission, issue, pass, redact, step_done, submission,
    supplement_bill, system, verifier,
};
use crate::text::Lang;

const NOW: &str = "2025-10-16 10:30";
const LATER: &str = "2025-10-16 11:00";
const PHONE: &str = "+218912345678";

fn with(terms: NoticeTerms) -> ServiceDefinition {
    let mut definition = definition();
    definition.notices = Some(terms);
    definition
}

/// A service that sends text messages, and to the messaging app.
fn further() -> ServiceDefinition {
    with(NoticeTerms::new(vec![NoticeChannel::Sms, NoticeChannel::MessagingApp], false))
}

/// A service that tells its provider of new requests.
fn telling() -> ServiceDefinition {
    with(NoticeTerms::new(Vec::new(), true))
}

fn addresses(given: &[(NoticeChannel, &str)]) -> Private<BTreeMap<NoticeChannel, String>> {
    Private::new(given.iter().map(|(channel, address)| (*channel, (*address).to_owned())).collect())
}

fn by_text_message() -> Submit {
    Submit { addresses: addresses(&[(NoticeChannel::Sms, "00218 91-2345678")]), ..submission() }
}

fn channels(life: &Life, purpose: Purpose) -> Vec<NoticeChannel> {
    let all = life.request().notifications().iter().filter(|it| it.queued.purpose == purpose);
    all.map(|it| it.queued.channel).collect()
}

fn first(life: &Life, channel: NoticeChannel) -> Notification {
    life.request().notifications().iter().find(|it| it.queued.channel == channel).expect("queued").clone()
}

#[test]
fn further_ways_are_told_after_the_two_of_the_law_and_only_to_who_gave_an_address() {
    use NoticeChannel as C;
    let mut life = Life::under(further());
    life.then(applicant(), NOW, by_text_message());
    assert_eq!(channels(&life, Purpose::Acknowledgement), [C::Portal, C::Email, C::Sms]);
    assert_eq!(life.request().address(C::Sms), Some(PHONE), "in one form, however it was written");
    assert_eq!(life.request().address(C::MessagingApp), None);
    let Event::Submitted(submitted) = &life.events()[0] else { unreachable!() };
    assert_eq!(submitted.addresses_given.iter().collect::<Vec<_>>(), [&C::Sms]);
    let wire = serde_json::to_value(&life.events()[0]).unwrap();
    assert_eq!(wire["Submitted"]["addresses_given"], serde_json::json!(["sms"]));
    assert!(!format!("{:?}", by_text_message()).contains("2345678"), "an address is never printed");
    let mut silent = Life::under(further());
    silent.then(applicant(), NOW, submission());
    assert_eq!(channels(&silent, Purpose::Acknowledgement), [C::Portal, C::Email]);
    let mut plain = Life::of_a_request();
    plain.then(applicant(), NOW, submission());
    assert_eq!(silent.events(), plain.events(), "a service that may, and an applicant who gives none");
    let wire = serde_json::to_value(plain.events()).unwrap().to_string();
    for key in ["addresses_given", "\"addresses\"", "\"to\"", "\"message\""] {
        assert!(!wire.contains(key), "{key} is not written where it was not asked for");
    }
    let command = serde_json::to_value(Command::from(submission())).unwrap().to_string();
    assert!(!command.contains("addresses"), "commands without one keep their digest");
}

#[test]
fn an_address_is_for_a_way_that_the_service_has_and_one_that_could_be_sent_to() {
    use NoticeChannel as C;
    for (definition, channel, address, path) in [
        (definition(), C::Sms, PHONE, "addresses.sms"),
        (further(), C::Sms, "0912345678", "addresses.sms"),
        (further(), C::Sms, "", "addresses.sms"),
        (further(), C::MessagingApp, " ", "addresses.messaging_app"),
        (further(), C::MessagingApp, "a\u{202E}b", "addresses.messaging_app"),
        (further(), C::MessagingApp, "a\nTo: b", "addresses.messaging_app"),
        (further(), C::Portal, PHONE, "addresses.portal"),
        (further(), C::Email, "aisha@example.ly", "addresses.email"),
        (further(), C::ProviderDesk, PHONE, "addresses.provider_desk"),
        (telling(), C::Sms, PHONE, "addresses.sms"),
    ] {
        let mut life = Life::under(definition);
        let given = Submit { addresses: addresses(&[(channel, address)]), ..submission() };
        let refused = life.refused(applicant(), NOW, given);
        assert_eq!((refused.code(), refused.path()), ("field_invalid", Some(path)));
        assert!(life.events().is_empty(), "a refusal changes nothing");
    }
}

#[test]
fn a_supplement_adds_an_address_and_changes_one() {
    let mut life = Life::under(further());
    let short = Submit { addresses: addresses(&[(NoticeChannel::Sms, PHONE)]), ..incomplete_submission() };
    life.then(applicant(), NOW, short);
    let rejected = [NoticeChannel::Portal, NoticeChannel::Email, NoticeChannel::Sms];
    assert_eq!(channels(&life, Purpose::Rejection), rejected);
    let mut supplement = supplement_bill();
    supplement.addresses =
        addresses(&[(NoticeChannel::Sms, "+218921112223"), (NoticeChannel::MessagingApp, "@aisha")]);
    life.then(applicant(), LATER, supplement);
    assert_eq!(life.request().address(NoticeChannel::Sms), Some("+218921112223"));
    assert_eq!(life.request().address(NoticeChannel::MessagingApp), Some("@aisha"));
    assert_eq!(channels(&life, Purpose::Acknowledgement).len(), 4);
}

#[test]
fn trouble_with_a_further_way_moves_nothing_and_stays_visible() {
    let mut life = Life::under(further());
    life.then(applicant(), NOW, by_text_message());
    let mut plain = Life::under(further());
    plain.then(applicant(), NOW, submission());
    let sms = first(&life, NoticeChannel::Sms);
    assert!(sms.is_open() && !sms.is_legal() && sms.is_for_the_applicant());
    let due = life.request().clock().due;
    let failed = RecordNotificationFailed { number: sms.queued.number, reason: ReasonCode::NtfGatewayDown };
    life.then(gateway(), LATER, failed);
    let sms = first(&life, NoticeChannel::Sms);
    assert_eq!((sms.fate, sms.is_open()), (Fate::Failed(ReasonCode::NtfGatewayDown), true));
    assert_eq!(life.request().clock().due, due);
    for life in [&mut life, &mut plain] {
        life.then(verifier(), "2025-10-19 09:00", pass()).then(handler(), "2025-10-19 10:00", step_done());
        life.then(handler(), "2025-10-19 11:00", grant());
        life.then(decider(), "2025-10-20 11:00", approve());
        life.then(handler(), "2025-10-21 09:00", issue()).then(handler(), "2025-10-21 09:30", deliver());
        assert_eq!(life.stage(), Some(Stage::Concluded), "with every text message still to be sent");
    }
    assert_eq!(life.request().delivered_at(), plain.request().delivered_at());
    assert!(first(&life, NoticeChannel::Sms).is_open());
    let delivered = RecordNotificationDelivered { number: sms.queued.number };
    life.then(gateway(), "2025-10-22 09:00", delivered);
    assert_eq!(life.refused(gateway(), "2025-10-22 09:01", delivered).code(), "notification_unknown");
    assert_eq!(life.refused(applicant(), "2025-10-22 09:01", delivered).code(), "not_permitted");
}

/// The window of an objection runs from what the law knows as notice, and not from a text message that came before it.
#[test]
fn a_text_message_begins_no_window() {
    let mut life = Life::under(further());
    life.then(applicant(), NOW, by_text_message());
    life.then(verifier(), "2025-10-19 09:00", pass()).then(handler(), "2025-10-19 10:00", step_done());
    life.then(handler(), "2025-10-19 11:00", denial()).then(decider(), "2025-10-20 11:00", approve());
    let of = |life: &Life, channel| {
        let told =
            |it: &&Notification| it.queued.purpose == Purpose::Completion && it.queued.channel == channel;
        let number = life.request().notifications().iter().find(told).unwrap().queued.number;
        RecordNotificationDelivered { number }
    };
    let notified = |life: &Life| {
        let history = life.events().iter().map(|event| (event, None));
        crate::objection::last_decision(history, &crate::objection::Against::Outcome).unwrap().notified_at
    };
    life.then(gateway(), "2025-10-20 12:00", of(&life, NoticeChannel::Sms));
    assert_eq!(notified(&life), None);
    life.then(gateway(), "2025-10-20 13:00", of(&life, NoticeChannel::Portal));
    assert_eq!(notified(&life), Some(crate::testing::at("2025-10-20 13:00")));
}

#[test]
fn what_lies_open_on_a_telephone_says_no_more_than_that_there_is_news() {
    let mut life = Life::under(further());
    life.then(applicant(), NOW, Submit { addresses: by_text_message().addresses, ..incomplete_submission() });
    let reference = Reference::from_bits(7);
    let said = |channel| {
        let queued = first(&life, channel).queued;
        message(&reference, life.request(), &further(), &calendar(), &queued)
    };
    let (portal, sms) = (said(NoticeChannel::Portal), said(NoticeChannel::Sms));
    assert_eq!(portal.title, sms.title);
    let reason = life.request().rejected().unwrap().reasons[0].text(Lang::En);
    assert!(portal.body.en.contains(&reason) && !sms.body.en.contains(&reason));
    assert!(
        sms.body.en.contains(reference.as_str()) && !sms.body.en.contains('{') && !sms.body.ar.contains('{')
    );
    assert!(!sms.body.en.contains(&further().name.en), "not even the service");
}

#[test]
fn the_provider_is_told_of_a_new_request_at_its_receipt() {
    let mut life = Life::under(telling());
    life.then(applicant(), NOW, submission());
    let desk = first(&life, NoticeChannel::ProviderDesk);
    let queued = &desk.queued;
    assert_eq!((queued.purpose, queued.to.as_ref()), (Purpose::NewRequest, life.request().provider()));
    assert!(queued.message.is_some() && !desk.is_legal() && !desk.is_for_the_applicant());
    let said = message(&Reference::from_bits(7), life.request(), &telling(), &calendar(), queued);
    assert!(said.body.en.contains(&telling().name.en) && !said.body.en.contains('{'));
    let number = queued.number;
    let failed = RecordNotificationFailed { number, reason: ReasonCode::NtfGatewayDown };
    life.then(gateway(), LATER, failed);
    assert!(first(&life, NoticeChannel::ProviderDesk).is_open());
    life.then(gateway(), LATER, RecordNotificationDelivered { number });
    let twice = life.refused(gateway(), LATER, RecordNotificationDelivered { number });
    assert_eq!(twice.code(), "notification_unknown", "it is delivered at most once");
    let mut plain = Life::of_a_request();
    plain.then(applicant(), NOW, submission());
    assert!(channels(&plain, Purpose::NewRequest).is_empty(), "proposed before that was asked of all");
}

/// LY-7.1b: whatever the definition says, once the version was held to the checks that ask it of all.
#[test]
fn under_the_checks_of_today_the_provider_is_always_told() {
    let told = |checks| {
        let mut life = Life::of_a_request();
        life.meanwhile(|facts| facts.offered(Offer { checks, ..Offer::default() }));
        life.then(applicant(), NOW, submission());
        channels(&life, Purpose::NewRequest)
    };
    assert_eq!(told(Some(CHECKS)), [NoticeChannel::ProviderDesk]);
    assert_eq!((told(Some(1)), told(None)), (vec![], vec![]));
}

#[test]
fn the_provider_is_told_once_for_each_receipt_and_of_no_attempt_that_was_not_received() {
    let mut life = Life::under(telling());
    life.then(applicant(), NOW, incomplete_submission());
    assert!(channels(&life, Purpose::NewRequest).is_empty());
    life.then(applicant(), LATER, supplement_bill());
    assert_eq!(channels(&life, Purpose::NewRequest).len(), 1);
    // Received while the source was down: told at once, and not again at the acknowledgement.
    let mut waits = Life::under(telling());
    let confirmed = Identification::confirmed("national-id", "substantial", Vec::new());
    let down = Identification::not_confirmed("national-id", Unconfirmed::SourceUnavailable);
    waits.meanwhile(|facts| facts.found(down));
    waits.then(applicant(), NOW, submission());
    assert_eq!((waits.stage(), channels(&waits, Purpose::NewRequest).len()), (Some(Stage::Submitted), 1));
    waits.meanwhile(|facts| facts.found(confirmed));
    waits.then(system(), LATER, ConfirmApplicant::default());
    assert!(waits.request().acknowledged().is_some());
    assert_eq!(channels(&waits, Purpose::NewRequest).len(), 1);
}

#[test]
fn where_officers_acknowledge_the_provider_is_told_before_they_do() {
    let mut definition = telling();
    definition.rules.acknowledgement = AcknowledgementMode::ByOfficer;
    let mut life = Life::under(definition);
    life.then(applicant(), NOW, submission());
    assert!(life.request().acknowledged().is_none());
    assert_eq!(channels(&life, Purpose::NewRequest).len(), 1);
    life.then(verifier(), LATER, acknowledge());
    assert_eq!(channels(&life, Purpose::NewRequest).len(), 1);
}

#[test]
fn the_terms_say_something_and_name_further_ways_once() {
    use NoticeChannel as C;
    let paths =
        |terms: NoticeTerms| verify(&with(terms)).into_iter().map(|problem| problem.path).collect::<Vec<_>>();
    assert_eq!(paths(NoticeTerms::default()), ["notices"]);
    for wrong in [vec![C::Portal], vec![C::Email], vec![C::ProviderDesk], vec![C::Sms, C::Sms]] {
        assert_eq!(paths(NoticeTerms::new(wrong, true)), ["notices.further"]);
    }
    assert!(paths(NoticeTerms::new(vec![C::MessagingApp, C::Sms], false)).is_empty());
    assert!(paths(NoticeTerms::new(Vec::new(), true)).is_empty());
    assert!(serde_json::to_value(definition()).unwrap().get("notices").is_none());
}

#[test]
fn a_part_takes_over_the_addresses_that_its_own_service_has_a_use_for() {
    use NoticeChannel as C;
    let mut whole = composite();
    whole.notices = further().notices;
    let both = addresses(&[(C::Sms, PHONE), (C::MessagingApp, "@aisha")]);
    let family = || Family::filing(whole.clone(), false, Submit { addresses: both.clone(), ..submission() });
    let mut own = family::service("residence");
    own.notices = Some(NoticeTerms::new(vec![C::Sms], true));
    let mut with_own = family();
    let came = with_own.opens_as("residence", own, handler(), "2025-10-20 09:00").unwrap();
    let Event::Submitted(submitted) = &came[0] else { panic!("{came:?}") };
    assert_eq!(submitted.addresses_given.iter().collect::<Vec<_>>(), [&C::Sms]);
    let part = with_own.part("residence");
    assert_eq!(part.request().address(C::Sms), Some(PHONE));
    assert_eq!(channels(part, Purpose::Acknowledgement), [C::Portal, C::Email, C::Sms]);
    assert_eq!(channels(part, Purpose::NewRequest), [C::ProviderDesk]);
    let mut without = family();
    let came = without.opens("residence", handler(), "2025-10-20 09:00").unwrap();
    let Event::Submitted(submitted) = &came[0] else { panic!("{came:?}") };
    assert!(submitted.addresses_given.is_empty());
}

#[test]
fn an_address_is_redacted_by_itself_and_nobody_is_told_there_any_more() {
    const END: &str = "2025-10-20 09:00";
    let only = |channel| {
        let mut redact = redact(&[]);
        redact.items.insert(RedactedItem::Address(channel));
        redact
    };
    let mut life = Life::under(further());
    life.then(applicant(), NOW, by_text_message());
    assert_eq!(life.refused(data_officer(), LATER, only(NoticeChannel::Sms)).code(), "still_needed");
    life.then(applicant(), LATER, Withdraw { reason: None });
    for channel in [NoticeChannel::Portal, NoticeChannel::Email, NoticeChannel::ProviderDesk] {
        let refused = life.refused(data_officer(), END, only(channel));
        assert_eq!(refused.path(), Some(format!("addresses.{channel}").as_str()));
    }
    assert_eq!(life.refused(handler(), END, only(NoticeChannel::Sms)).code(), "not_permitted");
    life.then(data_officer(), END, only(NoticeChannel::Sms));
    assert_eq!(life.request().address(NoticeChannel::Sms), None);
    assert!(life.request().address(NoticeChannel::Email).is_some(), "the rest is there");
    assert_eq!(life.refused(data_officer(), END, only(NoticeChannel::Sms)).path(), Some("addresses.sms"));
    let shown = without(&life.events()[0], &only(NoticeChannel::Sms).items);
    assert!(!serde_json::to_string(&shown).unwrap().contains(PHONE));
    assert!(serde_json::to_string(&life.events()[0]).unwrap().contains(PHONE), "the log keeps it");
}

#[test]
fn the_command_is_put_together_again_from_its_record_and_its_event() {
    let mut life = Life::under(further());
    let command = Command::from(by_text_message());
    let events = life.does(applicant(), NOW, by_text_message()).unwrap();
    let record = command.record().unwrap();
    assert!(!record.to_string().contains("2345678"), "the record has a mark in its place");
    let Command::Submit(restored) = Command::restore(record, &events).unwrap() else { unreachable!() };
    assert_eq!(restored.addresses.get().get(&NoticeChannel::Sms).map(String::as_str), Some(PHONE));
}
