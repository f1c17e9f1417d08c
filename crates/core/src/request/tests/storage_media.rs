//! Documents that came on a storage medium: filed by a clerk, with the reason and every file's hash (LY-7.2).

use crate::actor::Actor;
use crate::party::Channel;
use crate::reason::ReasonCode;
use crate::refusal::Refusal;
use crate::request::Event;
use crate::request::intake::{StorageMedium, Submit, Supplement};
use crate::testing::{
    Life, Moment, applicant, at, bill, clerk, flash_drive, incomplete_submission, submission, supplement_bill,
};

const NOW: &str = "2025-10-16 10:30";

fn on(medium: StorageMedium) -> Submit {
    Submit { channel: Channel::Desk, medium: Some(Box::new(medium)), ..submission() }
}

fn with(change: impl FnOnce(&mut StorageMedium)) -> Submit {
    let mut medium = flash_drive(&[bill()]);
    change(&mut medium);
    on(medium)
}

fn refused(by: Actor, submit: Submit) -> Refusal {
    let mut life = Life::of_a_request();
    let refusal = life.refused(by, NOW, submit);
    assert!(life.events().is_empty());
    refusal
}

#[test]
fn a_clerk_files_what_came_on_a_medium_and_the_event_says_so() {
    for reason in [ReasonCode::ExcManualRecords, ReasonCode::ExcTechnicalImpossibility] {
        let mut life = Life::of_a_request();
        life.then(clerk(), NOW, with(|it| it.reason = Some(reason)));
        let Event::Submitted(submitted) = &life.events()[0] else { unreachable!() };
        let medium = submitted.medium.as_ref().unwrap();
        assert_eq!((medium.reason, medium.received_at), (Some(reason), at("2025-10-16 09:00")));
        assert_eq!(medium.received_by, clerk().person);
        assert_eq!((medium.files.len(), &medium.files[0].sha256), (1, &bill().sha256));
        assert_eq!(life.request().received_at(), Some(at(NOW)), "it counts from its filing");
    }
}

#[test]
fn a_medium_comes_with_a_reason_of_its_own() {
    let none = refused(clerk(), with(|it| it.reason = None));
    assert_eq!((none.code(), none.rule().id), ("reason_required", "LY-7.2"));
    let other = refused(clerk(), with(|it| it.reason = Some(ReasonCode::ExcSecurity)));
    assert_eq!(other.code(), "reason_unknown");
}

#[test]
fn only_a_clerk_takes_a_medium_in_and_not_at_the_portal() {
    let medium = || flash_drive(&[bill()]);
    assert_eq!(
        refused(applicant(), Submit { medium: Some(Box::new(medium())), ..submission() }).code(),
        "not_permitted"
    );
    assert_eq!(refused(applicant(), on(medium())).code(), "not_permitted");
    for channel in [Channel::Portal, Channel::IntegrationChannel] {
        let refusal = refused(clerk(), Submit { channel, ..on(medium()) });
        assert_eq!(refusal.code(), "wrong_channel", "{channel}");
    }
}

#[test]
fn every_file_is_a_document_that_was_filed_as_it_was_read() {
    let path = |submit| refused(clerk(), submit).path().map(str::to_owned);
    let bill_is = Some("medium.files.utility_bill".to_owned());
    assert_eq!(path(with(|it| it.files.clear())), Some("medium.files".to_owned()));
    assert_eq!(path(with(|it| it.files[0].sha256 = "a".repeat(64))), bill_is, "another file was read");
    assert_eq!(path(with(|it| it.files[0].sha256 = "abc".to_owned())), bill_is, "no hash");
    assert_eq!(path(with(|it| it.files.push(it.files[0].clone()))), bill_is, "named twice");
    let permit = Some("medium.files.residence_permit".to_owned());
    assert_eq!(path(on(flash_drive(&[crate::testing::permit()]))), permit, "it was not filed");
    let late = "2025-10-16 10:31".instant();
    assert_eq!(path(with(|it| it.received_at = late)), Some("medium.received_at".to_owned()));
}

#[test]
fn a_supplement_may_come_on_a_medium_too_from_a_clerk() {
    let supplement = || {
        let supplement = supplement_bill();
        Supplement { medium: Some(flash_drive(&supplement.documents)), ..supplement }
    };
    let mut life = Life::of_a_request();
    life.then(clerk(), NOW, Submit { channel: Channel::Desk, ..incomplete_submission() });
    assert_eq!(life.refused(applicant(), "2025-10-16 11:00", supplement()).code(), "not_permitted");
    life.then(clerk(), "2025-10-16 11:00", supplement());
    let Event::Supplemented(supplemented) = life.last("Supplemented") else { unreachable!() };
    assert_eq!(supplemented.medium.as_ref().unwrap().files.len(), 1);
}
