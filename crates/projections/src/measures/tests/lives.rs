//! Lives of requests with times that can be counted on fingers, and lives at random.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use talab_core::definition::ServiceDefinition;
use talab_core::request::decision::{ApproveDecision, Proposal, ProposeDecision};
use talab_core::request::execution::CompleteStep;
use talab_core::request::exits::Withdraw;
use talab_core::request::outputs::{DeliverOutput, IssueOutput};
use talab_core::request::parties::RecordContact;
use talab_core::request::review::{PassVerification, StartVerification};
use talab_core::testing::{approve_amendment, supersede};
use talab_core::{Channel, ConditionId, Role, ServiceCode, StepId, Timestamp};
use time::Duration;

use crate::measures::{FeedbackQuery, Measures, MeasuresQuery, RequestCase, feedback_of, measures};
use crate::testing::walk::{self, certificate, correct, corrections};
use crate::testing::{Case, applicant, calendar, definition, officer, several, start, supplement};

pub(super) fn hours(hours: i64) -> Duration {
    Duration::hours(hours)
}

/// The service with its first step done by hand.
pub(super) fn half_manual() -> ServiceDefinition {
    let mut definition = definition();
    definition.steps[0].manual = true;
    definition
}

pub(super) fn case_of(case: &Case) -> RequestCase {
    RequestCase::new(&case.entries, calendar().zone()).unwrap()
}

/// The measures of these requests under the version of a definition that they have.
pub(super) fn measured(
    cases: &[RequestCase],
    definition: ServiceDefinition,
    query: &MeasuresQuery,
    as_of: Timestamp,
) -> Measures {
    let key = (definition.code.clone(), definition.version);
    measures(cases, &BTreeMap::from([(key, Arc::new(definition))]), query, as_of)
}

/// As of a day on which every deadline of these lives is long over.
pub(super) fn later() -> Timestamp {
    start().plus(Duration::days(60))
}

fn carried_out(case: &mut Case) {
    for step in ["verify-address", "print"] {
        case.must(&officer(Role::Handler), CompleteStep::new(StepId::new(step).unwrap()));
    }
    let proposal = Proposal::Grant { conditions: vec![ConditionId::new("c1").unwrap()] };
    case.must(&officer(Role::Handler), ProposeDecision { proposal });
}

fn issued(case: &mut Case) {
    let issue = IssueOutput {
        output: certificate(),
        number: "RC-1".to_owned(),
        sha256: "b".repeat(64),
        signature: None,
    };
    let deliver = DeliverOutput { output: certificate(), locator: "box/1".to_owned() };
    case.must(&officer(Role::Handler), issue).must(&officer(Role::Handler), deliver);
}

/// An hour in each stage, and in time: decided after four hours and delivered after five. Nine commands.
pub(super) fn swift() -> Case {
    let mut case = Case::under(1, half_manual(), calendar());
    let submit = case.complete();
    case.must(&applicant(), submit);
    case.wait(hours(1)).must(&officer(Role::Verifier), StartVerification::default());
    case.wait(hours(1)).must(&officer(Role::Verifier), PassVerification::default());
    case.wait(hours(1));
    carried_out(&mut case);
    case.wait(hours(1)).must(&officer(Role::Decider), ApproveDecision::default());
    case.wait(hours(1));
    issued(&mut case);
    case
}

/// An hour until it is looked at, one until corrections are asked, a day with the applicant, two hours more, and ten days of
/// execution: decided and delivered after 268 hours, too late. Two contacts, and the certificate had an error. Fifteen commands.
pub(super) fn slow() -> Case {
    let mut case = Case::under(2, half_manual(), calendar());
    let submit = case.complete();
    case.must(&applicant(), submit);
    case.wait(hours(1)).must(&officer(Role::Verifier), StartVerification::default());
    case.wait(hours(1)).must(&officer(Role::Verifier), corrections());
    case.wait(hours(24)).must(&applicant(), correct());
    case.wait(hours(2)).must(&officer(Role::Verifier), PassVerification::default());
    case.wait(hours(240));
    carried_out(&mut case);
    case.must(&officer(Role::Decider), ApproveDecision::default());
    issued(&mut case);
    for _ in 0..2 {
        let summary = "private-talk".to_owned().into();
        case.must(&officer(Role::Handler), RecordContact { channel: Channel::Desk, summary });
    }
    case.wait(hours(1)).must(&officer(Role::Supervisor), supersede("RC-2"));
    case.must(&officer(Role::Decider), approve_amendment());
    case
}

/// Not acknowledged, supplemented after two days, withdrawn an hour later: it ended in time without a decision. Three commands.
pub(super) fn withdrawn() -> Case {
    let mut case = Case::under(3, half_manual(), calendar());
    let submit = case.incomplete();
    case.must(&applicant(), submit);
    case.wait(hours(48)).must(&applicant(), supplement());
    case.wait(hours(1)).must(&applicant(), Withdraw::default());
    case
}

/// Submitted, and nothing since.
pub(super) fn open() -> Case {
    let mut case = Case::under(4, half_manual(), calendar());
    let submit = case.complete();
    case.must(&applicant(), submit);
    case
}

fn walked(number: u64, picks: &[walk::Pick]) -> Case {
    let definition = if number.is_multiple_of(2) { several() } else { half_manual() };
    let mut case = Case::under(number, definition, calendar());
    picks.iter().for_each(|pick| walk::step(&mut case, *pick));
    case
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Whatever happens: nothing that names a person or says what they wrote comes out, nothing that leads back to a request, and the
    /// parts add up to the whole.
    #[test]
    fn no_figure_names_a_person_and_the_parts_make_the_whole(
        lives in proptest::collection::vec((0..40_u64, proptest::collection::vec(any::<walk::Pick>(), 1..60)), 1..5),
    ) {
        let lived: Vec<_> = lives.iter().map(|(number, picks)| walked(*number, picks)).collect();
        let cases: Vec<_> = lived.iter().filter_map(|case| RequestCase::new(&case.entries, calendar().zone())).collect();
        let found = measured(&cases, half_manual(), &MeasuresQuery::new(), later());
        let feed: Vec<_> = lived
            .iter()
            .flat_map(|case| feedback_of(&case.entries, calendar().zone(), &FeedbackQuery::new()))
            .collect();
        let written = format!(
            "{}\n{}\n{}", serde_json::to_string(&found).unwrap(), found.to_csv(), serde_json::to_string(&feed).unwrap()
        );
        for hidden in ["private", "secret", "citizen-", "officer-", "o-real", "1199000", "neighbour", "example.ly"] {
            prop_assert!(!written.contains(hidden), "{hidden}: {written}");
        }
        for case in &lived {
            prop_assert!(!written.contains(case.reference.as_str()));
        }
        let all: u64 = found.providers.iter().map(|it| it.figures.requests).sum();
        prop_assert_eq!(all, cases.len() as u64);
        for provider in &found.providers {
            let of = |count: fn(&crate::measures::Figures) -> u64| {
                let services: u64 = provider.services.iter().map(|it| count(&it.figures)).sum();
                let versions = provider.services.iter().flat_map(|it| &it.versions);
                (count(&provider.figures), services, versions.map(|it| count(&it.figures)).sum::<u64>())
            };
            for (whole, services, versions) in [
                of(|it| it.requests), of(|it| it.open), of(|it| it.promise.missed), of(|it| it.corrections.total),
                of(|it| it.usage.commands), of(|it| it.steps.completed), of(|it| it.bodies.iter().map(|it| it.sent).sum()),
            ] {
                prop_assert_eq!((whole, whole), (services, versions));
            }
            let figures = &provider.figures;
            prop_assert!(figures.promise.kept + figures.promise.missed + figures.promise.running <= figures.requests);
            prop_assert!(figures.received <= figures.requests);
        }
        for line in found.to_csv().lines() {
            prop_assert_eq!(line.split(',').count(), 12, "{}", line);
        }
    }
}

/// A page of a table that holds nothing is its header.
#[test]
fn nothing_is_measured_of_nothing() {
    let none = measured(&[], half_manual(), &MeasuresQuery::new(), later());
    assert!(none.providers.is_empty());
    // The head, and that no request was left out because it could not be read.
    let table = none.to_csv();
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), 2, "{table}");
    assert!(lines[1].contains("unreadable"), "{table}");
    assert!(RequestCase::new(&[], calendar().zone()).is_none());
    let code = ServiceCode::new("mun.other").unwrap();
    let other = MeasuresQuery::new().service(code);
    assert!(measured(&[case_of(&swift())], half_manual(), &other, later()).providers.is_empty());
}
