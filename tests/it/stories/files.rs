//! Files people write are refused with file, line and remedy.

use std::path::Path;

use talab::FileInvalid;

fn service(change: impl FnOnce(String) -> String) -> Result<(), FileInvalid> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/services/residence-certificate.toml");
    let text = std::fs::read_to_string(root).expect("the example");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("service.toml");
    std::fs::write(&path, change(text)).expect("written");
    talab::read_definition(&path).map(|_| ())
}

#[test]
fn the_example_is_sound() {
    service(|text| text).expect("sound");
}

#[track_caller]
fn check(from: &str, to: &str, line_holds: &str, problem: &str) {
    let mut changed = String::new();
    let error = service(|text| {
        assert!(text.contains(from), "the example has `{from}`");
        changed = text.replacen(from, to, 1);
        changed.clone()
    })
    .expect_err("must be refused");
    assert!(error.problems.iter().any(|it| it.contains(problem)), "{error}");
    let line = error.line.unwrap_or_else(|| panic!("no line: {error}"));
    let text = changed.lines().nth(line - 1).unwrap_or_default();
    assert!(text.contains(line_holds), "line {line} is `{text}`: {error}");
}

#[test]
fn an_unknown_key_names_its_line() {
    check("working_days = 3", "working_day = 3", "working_day = 3", "unknown field `working_day`");
}

#[test]
fn a_condition_on_an_unknown_field_names_its_place() {
    check("!answers.owns_dwelling", "!answers.owns_house", "!answers.owns_house", "no such field");
}

#[test]
fn fees_are_said_in_full() {
    let error =
        service(|text| text.replacen("[fees]", "[[fees.fee]]\namount = 1\n[fees]", 1)).expect_err("refused");
    assert!(error.to_string().contains("missing field `id`"), "{error}");
}

#[test]
fn a_step_of_nobody_names_its_place() {
    check("by = \"provider\"", "by = \"Civil Registry\"", "Civil Registry", "the code of the body");
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let error = talab::read_definition("no/such/file.toml").expect_err("refused");
    assert!(error.to_string().contains("no/such/file.toml"), "{error}");
}
