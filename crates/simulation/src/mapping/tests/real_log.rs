//! The receipt log of a Dutch municipality: 1,434 permit requests of 2010 to 2012. Its licence keeps it out of the
//! repository, so without it these tests say that they skip.

use std::path::{Path, PathBuf};

use time::macros::datetime;

use super::super::{Action, Mapping, survey};
use crate::xes::{Case, XesError, XesReader};

type Test = Result<(), Box<dyn std::error::Error>>;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn mapping() -> Result<Mapping, Box<dyn std::error::Error>> {
    Ok(Mapping::load(root().join("examples/real-log/receipt.toml"))?)
}

#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn log() -> Option<PathBuf> {
    let path = root().join("../shared/data/receipt.xes.gz");
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {} is not there", path.display());
    None
}

#[test]
fn the_example_maps_seven_activities_to_commands_and_twenty_to_notes() -> Test {
    let mapping = mapping()?;
    let notes = mapping.activities.values().filter(|activity| activity.action == Action::Note).count();
    assert_eq!((mapping.activities.len(), notes), (27, 20));
    let action = |start: &str| {
        let found = mapping.activities.iter().find(|(name, _)| name.starts_with(start));
        found.map(|(_, activity)| (&activity.action, activity.role.as_str()))
    };
    assert_eq!(action("Confirmation"), Some((&Action::Submit, "clerk")));
    assert_eq!(action("T02"), Some((&Action::CheckCompleteness, "clerk")));
    assert_eq!(action("T05"), Some((&Action::Acknowledge, "clerk")));
    assert_eq!(action("T10"), Some((&Action::CompleteStep { step: "admissibility".to_owned() }, "handler")));
    assert!(matches!(action("T14"), Some((Action::ProposeDecision { .. }, "handler"))));
    assert_eq!(action("T15"), Some((&Action::ApproveDecision, "decider")));
    assert!(matches!(action("T20"), Some((Action::RequestCorrections { .. }, "handler"))));
    Ok(())
}

#[test]
fn the_whole_log_is_surveyed() -> Test {
    let Some(path) = log() else { return Ok(()) };
    let survey = survey(path, &mapping()?)?;
    assert_eq!((survey.cases, survey.events, survey.activities.len()), (1434, 8577, 27));
    assert_eq!(survey.first, Some(datetime!(2010-10-02 07:20:39.266 UTC)));
    assert_eq!(survey.last, Some(datetime!(2012-01-23 14:42:54.644 UTC)));
    assert_eq!(survey.activities["T06 Determine necessity of stop advice"], 1416);
    let outcomes: Vec<_> = survey.outcomes.iter().map(|(name, count)| (name.as_str(), *count)).collect();
    assert_eq!(
        outcomes,
        [("denied", 39), ("held", 20), ("admissible", 1219), ("registered_only", 116), ("other", 40)]
    );
    Ok(())
}

#[test]
fn the_log_names_its_lines_people_and_channels() -> Test {
    let Some(path) = log() else { return Ok(()) };
    let cases: Vec<Case> = XesReader::open(path)?.collect::<Result<_, XesError>>()?;
    assert_eq!((cases[0].name.as_str(), cases[0].line, cases[0].events[0].line), ("case-10011", 1798, 1807));
    let events = || cases.iter().flat_map(|case| &case.events);
    let distinct =
        |names: Vec<Option<&str>>| names.into_iter().collect::<std::collections::BTreeSet<_>>().len();
    assert_eq!(distinct(events().map(|event| event.resource.as_deref()).collect()), 48);
    assert_eq!(distinct(events().map(|event| event.group.as_deref()).collect()), 10);
    assert_eq!(distinct(events().map(|event| event.instance.as_deref()).collect()), 8577);
    let mapping = mapping()?;
    let channel = |case: &Case| mapping.channel(case.attributes["channel"].as_str()).map(str::to_owned);
    let by = |ours: &str| cases.iter().filter(|case| channel(case).as_deref() == Some(ours)).count();
    assert_eq!((by("portal"), by("desk"), by("post")), (1250 + 21, 109 + 1, 53));
    Ok(())
}

#[test]
fn the_real_log_cut_short_is_truncated_wherever_it_is_cut() -> Test {
    let Some(path) = log() else { return Ok(()) };
    let whole = std::fs::read(path)?;
    for cut in [1, 100, whole.len() / 3, whole.len() / 2, whole.len() - 1] {
        let result: Result<Vec<Case>, XesError> =
            XesReader::new(std::io::Cursor::new(whole[..cut].to_vec()), "cut.xes.gz")?.collect();
        let error = result.err().ok_or("the cut was not seen")?;
        assert!(matches!(error.problem(), crate::xes::XesProblem::TruncatedGzip), "{error}");
    }
    Ok(())
}
