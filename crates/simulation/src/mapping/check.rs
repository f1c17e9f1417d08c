//! From the file as written to a mapping that is whole, or the first rule it breaks.

use std::collections::BTreeMap;
use std::path::Path;

use toml::Spanned;

use super::error::{MappingError, MappingProblem};
use super::file::{ActivityEntry, Defaults, MappingFile};
use super::rules::{
    Broken, Checked, beside, broken, channel, filled, line_of, needed, needed_wording, one_of, outcomes,
    reasons, role, unknown, wording,
};
use super::{Action, Activity, Mapping};

const DECISIONS: [&str; 4] = ["Granted", "PartiallyGranted", "Denied", "MeasuresTaken"];
const COMMANDS: [&str; 7] = [
    "Submit",
    "CheckCompleteness",
    "Acknowledge",
    "CompleteStep",
    "RequestCorrections",
    "ProposeDecision",
    "ApproveDecision",
];

/// Reads and checks `text` as the mapping file called `path`.
pub(super) fn mapping(text: &str, path: &Path) -> Result<Mapping, MappingError> {
    let file: MappingFile = toml::from_str(text).map_err(|error| {
        let line = error.span().map(|span| line_of(text, span.start));
        MappingError::new(path, line, MappingProblem::Syntax { source: error.message().to_owned().into() })
    })?;
    check(file, path.parent().unwrap_or(Path::new(""))).map_err(|Broken { at, key, rule, remedy }| {
        let problem = MappingProblem::Rule { key, rule, remedy };
        MappingError::new(path, Some(line_of(text, at.start)), problem)
    })
}

fn check(file: MappingFile, folder: &Path) -> Checked<Mapping> {
    let defaults = &file.defaults;
    role(defaults.span(), "defaults.role", &defaults.get_ref().role)?;
    let activities = activities(file.activity, defaults)?;
    let outcomes = outcomes(file.outcome, &activities, defaults.span())?;
    let source = filled("log.source", &file.log.source)?;
    Ok(Mapping {
        name: wording("log.name", file.log.name)?,
        source,
        case_key: filled("log.case_id", &file.log.case_id)?,
        transitions: file.log.transitions,
        definition: beside(folder, "service.definition", &file.service.definition)?,
        calendar: beside(folder, "service.calendar", &file.service.calendar)?,
        resource: file.defaults.into_inner().resource,
        channel: channel(file.channel)?,
        activities,
        outcomes,
    })
}

fn activities(
    entries: Vec<Spanned<ActivityEntry>>,
    defaults: &Spanned<Defaults>,
) -> Checked<BTreeMap<String, Activity>> {
    let mut activities = BTreeMap::new();
    for entry in entries {
        let entry = entry.into_inner();
        let at = entry.name.span();
        let name = filled("activity.name", &entry.name)?;
        if activities.contains_key(&name) {
            return broken(at, format!("activity {name:?}"), "is there twice", "keep one of the two");
        }
        let activity = activity(&name, entry, &defaults.get_ref().role)?;
        activities.insert(name, activity);
    }
    if activities.is_empty() {
        let remedy = "add an [[activity]] for each activity of the log";
        return broken(defaults.span(), "activity", "has no entry", remedy);
    }
    Ok(activities)
}

fn activity(name: &str, mut entry: ActivityEntry, default_role: &str) -> Checked<Activity> {
    let within = |key: &str| format!("activity {name:?}: {key}");
    let role_name = match entry.role.take() {
        Some(given) => {
            role(given.span(), &within("role"), given.get_ref())?;
            given.into_inner()
        }
        None => default_role.to_owned(),
    };
    let words = wording(&within("wording"), entry.wording.clone())?;
    let action = action(name, &mut entry)?;
    let left_over = [
        ("step", entry.step.map(|key| key.span())),
        ("items", entry.items.map(|key| key.span())),
        ("instructions", entry.instructions.map(|key| key.span())),
        ("decision", entry.decision.map(|key| key.span())),
        ("reasons", entry.reasons.map(|key| key.span())),
        ("grounds", entry.grounds.map(|key| key.span())),
        ("remedies", entry.remedies.map(|key| key.span())),
    ];
    for (key, span) in left_over {
        if let Some(at) = span {
            return broken(at, within(key), "says nothing to this command", "remove it");
        }
    }
    Ok(Activity { wording: words, role: role_name, action })
}

/// Takes out of `entry` what its command needs; what is left over belongs to another command.
fn action(name: &str, entry: &mut ActivityEntry) -> Checked<Action> {
    let at = entry.name.span();
    let within = |key: &str| format!("activity {name:?}: {key}");
    let command = match (entry.command.take(), entry.note.take()) {
        (Some(command), None) => command,
        (None, Some(note)) if *note.get_ref() => return Ok(Action::Note),
        (None, _) => {
            return broken(at, within("command"), "is missing", "name a command, or write note = true");
        }
        (Some(_), Some(note)) => {
            let rule = "stands beside a command";
            return broken(note.span(), within("note"), rule, "keep either the command or the note");
        }
    };
    match command.get_ref().as_str() {
        "Submit" => Ok(Action::Submit),
        "CheckCompleteness" => Ok(Action::CheckCompleteness),
        "Acknowledge" => Ok(Action::Acknowledge),
        "ApproveDecision" => Ok(Action::ApproveDecision),
        "CompleteStep" => {
            let step = needed(at, within("step"), entry.step.take())?;
            Ok(Action::CompleteStep { step: filled(&within("step"), &step)? })
        }
        "RequestCorrections" => Ok(Action::RequestCorrections {
            items: reasons(at.clone(), within("items"), entry.items.take())?,
            instructions: needed_wording(at, within("instructions"), entry.instructions.take())?,
        }),
        "ProposeDecision" => {
            let decision = needed(at.clone(), within("decision"), entry.decision.take())?;
            let decision = one_of(&within("decision"), &decision, &DECISIONS)?;
            let reasons = reasons(at.clone(), within("reasons"), entry.reasons.take())?;
            let grounds = needed_wording(at.clone(), within("grounds"), entry.grounds.take())?;
            let remedies = match decision.as_str() {
                "Denied" => Some(needed_wording(at, within("remedies"), entry.remedies.take())?),
                _ => None,
            };
            Ok(Action::ProposeDecision { decision, reasons, grounds, remedies })
        }
        _ => Err(unknown(&within("command"), &command, &COMMANDS)),
    }
}
