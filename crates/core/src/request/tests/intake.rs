//! Attempts, completeness, acknowledgement and rejection (articles 13 to 15).

use crate::calendar::Due;
use crate::reason::ReasonCode;
use crate::request::Event;
use crate::request::exits::Lapse;
use crate::request::intake::{ConfirmApplicant, Supplement};
use crate::stage::Stage;
use crate::testing::{
    Life, applicant, at, bill, clerk, definition, handler, incomplete_submission, resident,
    resident_submission, submission, supplement_bill, system,
};

use super::{date, due, reasons};

#[test]
fn everything_that_is_missing_is_told_at_once_and_in_form_order() {
    let mut life = Life::of_a_request();
    life.meanwhile(|facts| facts.mismatch("national_no"));
    life.then(applicant(), "2025-10-16 10:30", incomplete_submission());
    assert_eq!(life.stage(), Some(Stage::Rejected));
    assert_eq!(
        reasons(life.request()),
        [
            "NAK.FIELD_INVALID address",
            "NAK.DOCUMENT_MISSING utility_bill",
            "NAK.IDENTITY_MISMATCH national_no"
        ]
    );
    assert_eq!(life.request().received_at(), None);
    assert_eq!(life.count("Acknowledged") + life.count("DeadlineSet"), 0);
}

#[test]
fn an_untouched_form_is_one_missing_form() {
    let mut submit = submission();
    submit.answers = std::collections::BTreeMap::new().into();
    let mut life = Life::of_a_request();
    life.then(applicant(), "2025-10-16 10:30", submit);
    // Whether the bill is needed depends on an answer that is not there yet, so it is not asked for.
    assert_eq!(reasons(life.request()), ["NAK.FORM_MISSING application"]);
}

#[test]
fn a_supplement_completes_and_its_instant_is_the_receipt() {
    let mut life = Life::at_stage(Stage::Rejected);
    life.then(applicant(), "2025-10-19 08:00", supplement_bill());
    assert_eq!(life.stage(), Some(Stage::Acknowledged));
    assert_eq!(life.request().attempt(), 2);
    assert_eq!(life.request().received_at(), Some(at("2025-10-19 08:00")));
    assert_eq!(due(&life), "2025-10-22");
    assert!(life.request().rejected().is_none());
}

/// H2: missing twice; the third attempt is complete on a Friday night, and Sunday is the first day that counts.
#[test]
fn the_third_attempt_completes_on_a_friday_night() {
    let mut life = Life::of_a_request();
    life.then(applicant(), "2025-10-15 10:00", incomplete_submission());
    life.then(applicant(), "2025-10-16 10:00", Supplement::default());
    life.then(applicant(), "2025-10-17 23:59", supplement_bill());
    assert_eq!((life.count("Rejected"), life.count("Acknowledged")), (2, 1));
    assert_eq!(life.request().attempt(), 3);
    assert_eq!(life.request().received_at(), Some(at("2025-10-17 23:59")));
    let Event::DeadlineSet(set) = life.last("DeadlineSet") else { unreachable!() };
    assert_eq!(set.counted_from, at("2025-10-17 23:59"));
    assert_eq!(set.due, Due { due_date: date("2025-10-21"), due_at: at("2025-10-22 00:00") });
}

#[test]
fn a_data_mismatch_alone_is_a_rejection() {
    let mut life = Life::of_a_request();
    life.meanwhile(|facts| facts.another_person());
    life.then(applicant(), "2025-10-16 10:30", submission());
    assert_eq!(reasons(life.request()), ["NAK.IDENTITY_MISMATCH"]);
    life.meanwhile(|facts| facts.too_weak());
    life.then(applicant(), "2025-10-16 11:30", Supplement::default());
    assert_eq!(reasons(life.request()), ["NAK.IDENTITY_TOO_WEAK"]);
    life.meanwhile(|facts| facts.identified(&["national_no"]));
    life.then(applicant(), "2025-10-16 12:30", Supplement::default());
    assert_eq!(life.request().received_at(), Some(at("2025-10-16 12:30")));
}

/// 15.3 asks the applicant for something; an outage does not, so the first instant of receipt stands.
#[test]
fn an_outage_of_the_source_costs_the_applicant_no_day() {
    let mut life = Life::of_a_request();
    life.meanwhile(|facts| facts.source_down());
    life.then(applicant(), "2025-10-16 10:30", submission());
    assert_eq!(life.stage(), Some(Stage::Submitted));
    assert_eq!(life.request().received_at(), Some(at("2025-10-16 10:30")));
    assert!(life.request().acknowledged().is_none());
    life.meanwhile(|facts| facts.identified(&["national_no"]));
    life.then(system(), "2025-10-19 07:00", ConfirmApplicant::default());
    let acknowledged = life.request().acknowledged().unwrap();
    assert_eq!((acknowledged.at, acknowledged.received_at), (at("2025-10-19 07:00"), at("2025-10-16 10:30")));
    assert_eq!(due(&life), "2025-10-21");
}

#[test]
fn a_source_that_is_still_down_changes_nothing() {
    let mut life = Life::at_stage(Stage::Submitted);
    life.meanwhile(|facts| facts.source_down());
    assert_eq!(life.does(system(), "2025-10-19 07:00", ConfirmApplicant::default()).unwrap(), []);
}

#[test]
fn a_source_that_answers_no_after_an_outage_rejects_and_the_receipt_is_void() {
    let mut life = Life::at_stage(Stage::Submitted);
    life.meanwhile(|facts| facts.mismatch("national_no"));
    life.then(system(), "2025-10-19 07:00", ConfirmApplicant::default());
    assert_eq!(reasons(life.request()), ["NAK.IDENTITY_MISMATCH national_no"]);
    assert_eq!(life.request().received_at(), None);
}

#[test]
fn a_resident_needs_a_permit_and_no_national_number() {
    let (omar, _) = resident();
    let mut without = resident_submission();
    without.documents.retain(|document| document.kind.as_str() != "residence_permit");
    let mut life = Life::of_a_request();
    life.meanwhile(|facts| facts.identified(&[]));
    life.then(omar.clone(), "2025-10-16 10:30", without);
    assert_eq!(reasons(life.request()), ["NAK.DOCUMENT_MISSING residence_permit"]);
    let supplement = Supplement { documents: vec![crate::testing::permit()], ..Supplement::default() };
    life.then(omar, "2025-10-16 11:30", supplement);
    assert_eq!(life.stage(), Some(Stage::Acknowledged));
}

#[test]
fn a_bill_may_be_three_months_old_to_the_day_and_not_a_day_older() {
    for (issued, complete) in [("2025-07-16", true), ("2025-07-15", false)] {
        let mut submit = submission();
        submit.documents = vec![bill().issued_on(date(issued))];
        let mut life = Life::of_a_request();
        life.then(applicant(), "2025-10-16 23:59", submit);
        assert_eq!(life.request().missing().is_empty(), complete, "{issued}");
        if !complete {
            let reason = &life.request().rejected().unwrap().reasons[0];
            assert_eq!(reason.code, ReasonCode::NakDocumentMissing);
            assert!(reason.detail.as_ref().unwrap().en.contains("older"));
        }
    }
}

#[test]
fn a_bill_without_its_date_is_missing_its_date() {
    let mut submit = submission();
    submit.documents[0].issued_on = None;
    let mut life = Life::of_a_request();
    life.then(applicant(), "2025-10-16 10:30", submit);
    assert_eq!(life.request().missing()[0].kind.code(), "document_date");
    let label = life.request().missing()[0].label(&definition());
    assert_eq!(label.en, "the date of issue of “Utility bill”");
}

#[test]
fn an_owner_needs_no_bill() {
    let mut submit = submission();
    let mut answers = crate::testing::answers();
    answers.extend(crate::testing::answer("owns_dwelling", true));
    submit.answers = answers.into();
    submit.documents.clear();
    let mut life = Life::of_a_request();
    life.then(applicant(), "2025-10-16 10:30", submit);
    assert_eq!(life.stage(), Some(Stage::Acknowledged));
}

#[test]
fn a_declaration_is_asked_for_only_where_the_service_asks() {
    let mut submit = submission();
    submit.declared = false;
    let mut life = Life::of_a_request();
    life.then(applicant(), "2025-10-16 10:30", submit.clone());
    assert_eq!(life.stage(), Some(Stage::Acknowledged));
    let mut strict = definition();
    strict.rules.declaration = true;
    let mut life = Life::under(strict);
    life.then(applicant(), "2025-10-16 10:30", submit);
    assert_eq!(reasons(life.request()), ["NAK.DECLARATION_MISSING declaration"]);
    let supplement = Supplement { declared: true, ..Supplement::default() };
    life.then(applicant(), "2025-10-16 11:30", supplement);
    assert_eq!(life.stage(), Some(Stage::Acknowledged));
}

#[test]
fn a_supplement_takes_back_neither_the_declaration_nor_the_address() {
    let mut strict = definition();
    strict.rules.declaration = true;
    let mut life = Life::under(strict);
    life.bring_to(Stage::Rejected);
    assert!(!supplement_bill().declared && supplement_bill().email.get().is_none());
    life.then(applicant(), "2025-10-19 08:00", supplement_bill());
    assert_eq!(life.stage(), Some(Stage::Acknowledged));
    let told = life.request().notifications().last().unwrap();
    assert_eq!(told.queued.not_applicable, None, "the first attempt gave an e-mail address");
}

#[test]
fn a_clerk_files_for_the_applicant_and_the_applicant_sees_it() {
    let mut submit = submission();
    submit.channel = crate::party::Channel::Desk;
    let mut life = Life::of_a_request();
    life.then(clerk(), "2025-10-16 10:30", submit);
    assert_eq!(life.stage(), Some(Stage::Acknowledged));
    assert!(life.request().is_visible_to(&applicant()));
    let Event::Submitted(submitted) = &life.events()[0] else { unreachable!() };
    assert_eq!((submitted.operator.as_str(), submitted.applicant.person.as_str()), ("o-clerk", "p-aisha"));
}

#[test]
fn an_attempt_that_is_not_supplemented_in_its_term_may_lapse() {
    let mut definition = definition();
    definition.rules.supplement_within = Some(2);
    let mut life = Life::under(definition);
    life.bring_to(Stage::Rejected);
    let until = life.request().rejected().unwrap().supplement_until.unwrap();
    assert_eq!(until.due_date, date("2025-10-20"));
    let early = life.refused(system(), "2025-10-20 23:59", Lapse::default());
    assert_eq!(early.code(), "term_not_over");
    let late = life.refused(applicant(), "2025-10-21 00:00", supplement_bill());
    assert_eq!(late.code(), "deadline_passed");
    life.then(system(), "2025-10-21 00:00", Lapse::default());
    assert_eq!(life.stage(), Some(Stage::Closed));
    assert_eq!(life.request().exit_reason(), Some(ReasonCode::LapAttemptNotSupplemented));
}

#[test]
fn without_a_term_an_attempt_stays_open() {
    let mut life = Life::at_stage(Stage::Rejected);
    assert_eq!(life.refused(handler(), "2027-10-16 10:30", Lapse::default()).code(), "wrong_stage");
    life.then(applicant(), "2025-12-01 10:30", {
        let mut supplement = supplement_bill();
        supplement.documents = vec![bill().issued_on(date("2025-11-01"))];
        supplement
    });
    assert_eq!(life.stage(), Some(Stage::Acknowledged));
}
