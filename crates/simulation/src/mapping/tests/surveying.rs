//! The first pass: what it counts and what it finds.

use std::path::Path;

use time::macros::datetime;

use crate::xes::tests::writer::{event, gzip, log, trace};
use crate::xes::{XesProblem, XesReader};

use super::super::survey::survey_cases;
use super::super::{FindingKind as K, Findings, Survey, SurveyError, survey};
use super::{MAPPING, parse};

type Failure = Box<dyn std::error::Error>;
type Test = Result<(), Failure>;

fn run(text: &str) -> Result<Survey, Failure> {
    let reader = XesReader::new(std::io::Cursor::new(text.to_owned()), "log.xes")?;
    Ok(survey_cases(reader, Path::new("log.xes"), &parse(MAPPING)?)?)
}

/// What is found in `text`, as (line, case, kind).
fn found(text: &str) -> Result<Vec<(u64, String, K)>, Failure> {
    let findings = findings(text)?;
    assert_eq!(findings.total, findings.shown.len() as u64);
    Ok(findings.shown.into_iter().map(|finding| (finding.line, finding.case, finding.kind)).collect())
}

fn findings(text: &str) -> Result<Findings, Failure> {
    match run(text).map_err(|error| error.downcast::<SurveyError>()) {
        Err(Ok(error)) => match *error {
            SurveyError::Findings(findings) => Ok(findings),
            SurveyError::Unreadable(error) => Err(error.into()),
        },
        Err(Err(error)) => Err(error),
        Ok(_) => Err("nothing was found".into()),
    }
}

const MON: &str = "2011-10-10T09:00:00+02:00";
const TUE: &str = "2011-10-11T09:00:00+02:00";

#[test]
fn a_sound_log_is_counted() -> Test {
    let text = log(&[
        trace("c1", "Desk", &[event("A", TUE, "R1"), event("B", TUE, "R2")]),
        trace("c2", "Post", &[event("A", MON, "R1")]),
        trace("c3", "Post", &[]),
    ]);
    let survey = run(&text)?;
    assert_eq!((survey.cases, survey.events), (3, 3));
    assert_eq!(survey.first, Some(datetime!(2011-10-10 09:00 +2)));
    assert_eq!(survey.last, Some(datetime!(2011-10-11 09:00 +2)));
    assert_eq!(survey.activities.into_iter().collect::<Vec<_>>(), [("A".to_owned(), 2), ("B".to_owned(), 1)]);
    assert_eq!(survey.outcomes, [("both".to_owned(), 1), ("other".to_owned(), 2)]);
    Ok(())
}

#[test]
fn an_unknown_activity_is_named_once_where_it_first_occurs() -> Test {
    let strange = [event("A", MON, "R1"), event("Z", MON, "R1"), event("Z", TUE, "R1")];
    let text = log(&[
        trace("c1", "Desk", &strange),
        trace("c2", "Desk", &[event("Z", MON, "R1"), event("Y", MON, "R1")]),
    ]);
    let unknown = |activity: &str| K::UnknownActivity { activity: activity.to_owned() };
    assert_eq!(found(&text)?, [(13, "c1".to_owned(), unknown("Z")), (35, "c2".to_owned(), unknown("Y"))]);
    Ok(())
}

#[test]
fn events_out_of_order_are_named_and_equal_instants_are_not() -> Test {
    let events = [event("A", TUE, "R1"), event("B", TUE, "R1"), event("B", "2011-10-11T06:59:59Z", "R1")];
    let before = datetime!(2011-10-11 09:00 +2);
    assert_eq!(
        found(&log(&[trace("c1", "Desk", &events)]))?,
        [(19, "c1".to_owned(), K::OutOfOrder { before })]
    );
    Ok(())
}

#[test]
fn transitions_people_and_channels_must_be_known() -> Test {
    let start = event("A", MON, "R1").replace("complete", "start");
    let nobody = event("A", TUE, "R1").replace("org:resource", "someone");
    let text = log(&[trace("c1", "Fax", &[start, nobody])]);
    assert_eq!(
        found(&text)?,
        [
            (4, "c1".to_owned(), K::UnknownChannel { channel: "Fax".to_owned() }),
            (7, "c1".to_owned(), K::UnknownTransition { transition: "start".to_owned() }),
            (13, "c1".to_owned(), K::NoResource),
        ]
    );
    Ok(())
}

#[test]
fn a_second_case_of_one_name_is_named_with_the_line_of_the_first() -> Test {
    let text = log(&[trace("c1", "Desk", &[]), trace("c2", "Desk", &[]), trace("c1", "Desk", &[])]);
    assert_eq!(found(&text)?, [(12, "c1".to_owned(), K::DuplicateCase { first: 4 })]);
    Ok(())
}

#[test]
fn twenty_findings_are_shown_and_all_are_counted() -> Test {
    let text = log(&(0..25).map(|n| trace(&format!("c{n}"), "Fax", &[])).collect::<Vec<_>>());
    let findings = findings(&text)?;
    assert_eq!((findings.shown.len(), findings.total), (20, 25));
    let message = findings.to_string();
    assert!(message.starts_with(
        "log.xes: 25 findings, nothing was imported\nlog.xes, line 4, case \"c0\": unknown channel"
    ));
    assert!(message.ends_with("and 5 more"), "{message}");
    Ok(())
}

#[test]
fn a_log_that_breaks_off_at_its_end_is_unreadable() -> Test {
    let text =
        log(&(0..50).map(|n| trace(&format!("c{n}"), "Desk", &[event("A", MON, "R1")])).collect::<Vec<_>>());
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("log.xes.gz");
    let whole = gzip(text.as_bytes())?;
    std::fs::write(&path, &whole)?;
    let mapping = parse(MAPPING)?;
    assert_eq!(survey(&path, &mapping)?.cases, 50);
    std::fs::write(&path, &whole[..whole.len() - 4])?;
    let Err(SurveyError::Unreadable(error)) = survey(&path, &mapping) else {
        return Err("the cut was not seen".into());
    };
    assert!(matches!(error.problem(), XesProblem::TruncatedGzip), "{error}");
    Ok(())
}
