//! Outputs: issued, delivered, concluded (articles 10.3, 18.3 and 18.4).

use crate::actor::Role;
use crate::request::Event;
use crate::request::outputs::{DeliverOutput, IssueOutput, OpenOutput};
use crate::stage::Stage;
use crate::testing::{
    Life, SHA256, applicant, at, definition, deliver, handler, issue, officer, output, system,
};

use super::date;

pub(super) fn issue_of(output: &str) -> IssueOutput {
    IssueOutput { output: output.try_into().unwrap(), ..issue() }
}

pub(super) fn deliver_of(output: &str) -> DeliverOutput {
    DeliverOutput { output: output.try_into().unwrap(), ..deliver() }
}

#[test]
fn an_output_has_its_number_its_code_and_its_last_day() {
    let mut life = Life::at_stage(Stage::Decided);
    // Half past midnight in Tripoli is still the day before in UTC: the local day is the one that counts.
    life.then(handler(), "2025-10-31 00:30", issue());
    let Event::OutputIssued(issued) = life.last("OutputIssued") else { unreachable!() };
    assert_eq!((issued.issued_on, issued.valid_until), (date("2025-10-31"), Some(date("2026-04-30"))));
    assert_eq!((issued.number.as_str(), issued.verification_code.as_str()), ("2025/117", "VC-0001"));
}

#[test]
fn an_output_that_is_valid_for_good_has_no_last_day() {
    let mut definition = definition();
    definition.outputs[0].valid_for = None;
    let mut life = Life::under(definition);
    life.bring_to(Stage::Decided);
    life.then(system(), "2025-10-21 09:00", issue());
    let Event::OutputIssued(issued) = life.last("OutputIssued") else { unreachable!() };
    assert_eq!(issued.valid_until, None);
}

#[test]
fn an_output_is_issued_once_and_before_it_is_delivered() {
    let mut life = Life::at_stage(Stage::Decided);
    assert_eq!(life.refused(handler(), "2025-10-21 09:00", deliver()).code(), "output_not_issued");
    life.then(officer("o-decider", Role::Decider), "2025-10-21 09:00", issue());
    assert_eq!(life.refused(handler(), "2025-10-21 10:00", issue()).code(), "output_already_issued");
    let foreign = life.refused(handler(), "2025-10-21 10:00", issue_of("passport"));
    assert_eq!(foreign.code(), "output_unknown");
    let open = OpenOutput { output: "certificate".try_into().unwrap() };
    assert_eq!(life.refused(applicant(), "2025-10-21 10:00", open).code(), "output_not_issued");
}

#[test]
fn a_second_delivery_keeps_the_first_instant() {
    let mut life = Life::at_stage(Stage::Concluded);
    assert_eq!(life.does(handler(), "2025-11-02 09:00", deliver()).unwrap(), []);
    let (_, output) = life.request().outputs().next().unwrap();
    assert_eq!(output.delivered_at, Some(at("2025-10-20 12:30")));
}

#[test]
fn a_request_is_concluded_with_its_last_mandatory_output() {
    let mut definition = definition();
    definition.outputs.push(output("extract", true));
    definition.outputs.push(output("card", false));
    let mut life = Life::under(definition);
    life.bring_to(Stage::Decided);
    life.then(handler(), "2025-10-21 09:00", issue());
    life.then(handler(), "2025-10-21 10:00", deliver());
    assert_eq!(life.stage(), Some(Stage::Decided));
    life.then(handler(), "2025-10-22 09:00", issue_of("extract"));
    life.then(handler(), "2025-10-22 10:00", deliver_of("extract"));
    assert_eq!(life.stage(), Some(Stage::Concluded));
    assert_eq!(life.request().delivered_at(), Some(at("2025-10-22 10:00")));
    // What is not mandatory may follow, and moves nothing.
    life.then(handler(), "2025-10-26 09:00", issue_of("card"));
    life.then(handler(), "2025-10-26 10:00", deliver_of("card"));
    assert_eq!(life.request().delivered_at(), Some(at("2025-10-22 10:00")));
    assert_eq!(life.count("Concluded"), 1);
}

#[test]
fn what_is_said_of_an_output_is_readable() {
    let mut life = Life::at_stage(Stage::Decided);
    let short = IssueOutput { sha256: SHA256[1..].to_owned(), ..issue() };
    assert_eq!(life.refused(handler(), "2025-10-21 09:00", short).path(), Some("sha256"));
    let upper = IssueOutput { sha256: SHA256.to_uppercase(), ..issue() };
    assert_eq!(life.refused(handler(), "2025-10-21 09:00", upper).path(), Some("sha256"));
    let nameless = IssueOutput { number: "\u{202E}1".to_owned(), ..issue() };
    assert_eq!(life.refused(handler(), "2025-10-21 09:00", nameless).path(), Some("number"));
    life.then(handler(), "2025-10-21 09:00", issue());
    let nowhere = DeliverOutput { locator: String::new(), ..deliver() };
    assert_eq!(life.refused(handler(), "2025-10-21 10:00", nowhere).path(), Some("locator"));
}
