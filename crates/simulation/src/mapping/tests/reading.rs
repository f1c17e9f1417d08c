//! Reading mapping files, whole and wrong.

use std::error::Error as _;
use std::path::Path;

use super::super::{Action, MappingProblem};
use super::{MAPPING, parse};

type Test = Result<(), Box<dyn std::error::Error>>;

/// The mapping with `old` written as `new` is refused on `line` with words that include each of `said`.
#[track_caller]
fn check(old: &str, new: &str, line: usize, said: &[&str]) {
    assert!(MAPPING.contains(old), "{old:?} is not in the mapping");
    let Err(error) = parse(&MAPPING.replacen(old, new, 1)) else { panic!("{new:?} was accepted") };
    let source = error.source().map(ToString::to_string).unwrap_or_default();
    let text = format!("{error} {source}");
    assert_eq!(error.line(), Some(line), "{text}");
    for words in said {
        assert!(text.contains(words), "{words:?} is not in {text:?}");
    }
}

#[test]
fn a_whole_mapping_is_read() -> Test {
    let mapping = parse(MAPPING)?;
    assert_eq!(mapping.case_key, "concept:name");
    assert_eq!(mapping.definition, Path::new("maps/service.toml"));
    assert_eq!(mapping.calendar, Path::new("maps/../calendars/x.toml"));
    let (a, b) = (&mapping.activities["A"], &mapping.activities["B"]);
    assert_eq!((&a.action, a.role.as_str()), (&Action::Submit, "clerk"));
    assert_eq!((&b.action, b.role.as_str()), (&Action::Note, "handler"));
    assert_eq!(
        (mapping.channel(Some("Post")), mapping.channel(Some("Fax")), mapping.channel(None)),
        (Some("post"), None, None)
    );
    assert_eq!(
        (mapping.outcome(["B", "A", "B"]), mapping.outcome(["A"]), mapping.outcome([])),
        ("both", "other", "other")
    );
    Ok(())
}

#[test]
fn what_a_command_needs_is_read() -> Test {
    let text = MAPPING.replacen(
        "command = \"Submit\"",
        "command = \"ProposeDecision\"\ndecision = \"Denied\"\n\
         reasons = [{ code = \"REF.CONDITION_NOT_MET\", item = \"c1\" }]\ngrounds = { ar = \"سبب\", en = \"Because\" }\n\
         remedies = { ar = \"تظلّم\", en = \"Object\" }",
        1,
    );
    let mapping = parse(&text)?;
    let Action::ProposeDecision { decision, reasons, grounds, remedies } = &mapping.activities["A"].action
    else {
        return Err("not a proposal".into());
    };
    assert_eq!((decision.as_str(), grounds.en.as_str()), ("Denied", "Because"));
    assert_eq!(remedies.as_ref().map(|words| words.en.as_str()), Some("Object"));
    assert_eq!((reasons[0].code.as_str(), reasons[0].item.as_deref()), ("REF.CONDITION_NOT_MET", Some("c1")));
    Ok(())
}

#[test]
fn unknown_and_missing_keys_are_named_with_their_line() {
    check("source =", "sauce =", 3, &["maps/log.toml, line 3", "unknown field `sauce`"]);
    check("role = \"clerk\"", "rolle = \"clerk\"", 20, &["unknown field `rolle`"]);
    check("ar = \"تسجيل\", ", "", 18, &["missing field `ar`"]);
    check("[service]", "[service", 5, &["correct the key or the syntax"]);
    check("command = \"Submit\"", "command = 7", 19, &["string"]);
}

#[test]
fn commands_are_known_and_whole() {
    check(
        "\"Submit\"",
        "\"Submitt\"",
        19,
        &["activity \"A\": command is \"Submitt\"", "use one of Submit, "],
    );
    check("command = \"Submit\"\n", "", 17, &["command is missing", "note = true"]);
    check("note = true", "note = false", 23, &["command is missing"]);
    check("note = true", "note = true\ncommand = \"Submit\"", 25, &["stands beside a command"]);
    check("\"Submit\"", "\"CompleteStep\"", 17, &["step is missing"]);
    check("\"Submit\"", "\"CompleteStep\"\nstep = ' '", 20, &["step is empty"]);
    check("\"Submit\"", "\"Submit\"\nstep = 's'", 20, &["step says nothing to this command", "remove it"]);
    check("\"Submit\"", "\"ProposeDecision\"", 17, &["decision is missing"]);
    check("\"Submit\"", "\"ProposeDecision\"\ndecision = 'Refused'", 20, &["use one of Granted, "]);
    check("\"Submit\"", "\"RequestCorrections\"\nitems = []", 20, &["items is empty"]);
    check("\"Submit\"", "\"RequestCorrections\"\nitems = [{ code = 'lost' }]", 20, &["no reason code"]);
}

#[test]
fn names_words_and_roles_are_sound() {
    check("name = \"B\"", "name = \"A\"", 23, &["activity \"A\" is there twice"]);
    check("name = \"B\"", "name = \"\"", 23, &["activity.name is empty"]);
    check("ar = \"تسجيل\"", "ar = \"Register\"", 18, &["has no Arabic letter"]);
    check("en = \"Register\"", "en = \"تسجيل\"", 18, &["write it in English"]);
    check("\"clerk\"", "\"The clerk\"", 20, &["no role"]);
    check("\"desk\"", "\"counter\"", 14, &["channel.values.\"Desk\" is \"counter\"", "use one of portal, "]);
    check("\"service.toml\"", "\"\"", 6, &["service.definition is empty"]);
}

#[test]
fn outcomes_class_every_case_once() {
    check("all = [\"A\", \"B\"]", "all = [\"A\", \"Z\"]", 28, &["names \"Z\"", "no activity"]);
    check("name = \"other\"", "name = \"both\"", 33, &["is there twice"]);
    check("all = [\"A\", \"B\"]", "", 28, &["takes every case before the last"]);
    check("name = \"other\"", "name = \"other\"\nall = [\"A\"]", 33, &["is last but has conditions"]);
    check("name = \"both\"", "name = \"Both\"", 28, &["outcome.name is \"Both\""]);
}

#[test]
fn a_case_is_classed_by_what_occurred_what_did_not_and_what_else_did() -> Test {
    let class = |conditions: &str, activities: &[&'static str]| -> Result<bool, Box<dyn std::error::Error>> {
        let mapping = parse(&MAPPING.replacen("all = [\"A\", \"B\"]", conditions, 1))?;
        Ok(mapping.outcome(activities.iter().copied()) == "both")
    };
    assert!(class("all = ['A']\nnone = ['B']", &["A"])?);
    assert!(!class("all = ['A']\nnone = ['B']", &["A", "B"])?);
    assert!(!class("all = ['A']\nnone = ['B']", &[])?);
    assert!(class("only = ['A']", &["A", "A"])?);
    assert!(!class("only = ['A']", &["A", "B"])?);
    assert!(!class("all = ['A', 'B']\nonly = ['A', 'B']", &["B"])?);
    Ok(())
}

#[test]
fn a_file_that_is_not_there_or_not_text_is_named() -> Test {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("m.toml");
    let error = super::Mapping::load(&path).err().ok_or("it is there")?;
    assert!(matches!(error.problem(), MappingProblem::Unreadable { .. }), "{error}");
    std::fs::write(&path, [0xff, 0xfe])?;
    let error = super::Mapping::load(&path).err().ok_or("it is text")?;
    assert!(matches!(error.problem(), MappingProblem::Unreadable { .. }), "{error}");
    std::fs::write(&path, MAPPING)?;
    assert_eq!(super::Mapping::load(&path)?.definition, folder.path().join("service.toml"));
    std::fs::write(&path, "#".repeat(1024 * 1024 + 1))?;
    let error = super::Mapping::load(&path).err().ok_or("it is small")?;
    assert!(matches!(error.problem(), MappingProblem::TooLarge), "{error}");
    Ok(())
}
