//! `docs/traceability.md`: each rule, what it rests on, where it is applied, which tests show it. Generated, and held:
//! a rule that no code applies, or a test that does not exist, fails here.

mod shown;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use shown::SHOWN_BY;
use talab::core::rule::{ALL, Basis, Rule};

const HEAD: &str = "<!-- Generated from the code by `cargo xtask docs`; a test keeps it true. -->\n\n\
# From the law to the code and its tests\n\n\
Each rule the engine applies: what it demands, what it rests on (the words of [the article](law/README.md), an inference\n\
that makes the text work, or a parameter that a service definition sets), where it is applied, and which tests show it.\n\n\
How much of each duty of the policy is built, and what of it is not, follows the rules, duty by duty.\n\n\
| rule | demands | rests on | applied in | shown by |\n|---|---|---|---|---|\n";

/// Every source file with its text.
pub(crate) fn sources() -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap_or_default();
                found.push((path, text));
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in ["crates", "src", "tests"] {
        walk(&root.join(folder), &mut found);
    }
    found.sort();
    found
}

/// The name of the constant of each rule, read from the list of rules.
fn constants(sources: &[(PathBuf, String)]) -> BTreeMap<String, String> {
    let (_, text) =
        sources.iter().find(|(path, _)| path.ends_with("crates/core/src/rule.rs")).expect("the rules");
    let entry = |line: &str| {
        let (name, rest) = line.trim().split_once(" = \"")?;
        let (id, _) = rest.split_once('"')?;
        name.chars().all(|c| c.is_ascii_uppercase() || c == '_').then(|| (id.to_owned(), name.to_owned()))
    };
    text.lines().filter_map(entry).collect()
}

fn applied_in(
    rule: &Rule,
    constants: &BTreeMap<String, String>,
    sources: &[(PathBuf, String)],
) -> Vec<String> {
    let Some(name) = constants.get(rule.id) else { return Vec::new() };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let wanted = format!("rule::{name}");
    let uses = |text: &str| {
        text.match_indices(&wanted).any(|(at, _)| {
            !text[at + wanted.len()..].starts_with(|c: char| c.is_ascii_uppercase() || c == '_')
        })
    };
    sources
        .iter()
        .filter(|(path, _)| !path.components().any(|part| part.as_os_str() == "tests"))
        .filter(|(_, text)| uses(text))
        .filter_map(|(path, _)| Some(path.strip_prefix(root).ok()?.display().to_string()))
        .collect()
}

fn shown_by(rule: &Rule) -> &'static [&'static str] {
    SHOWN_BY.iter().find(|(id, _)| *id == rule.id).map_or(&[], |(_, tests)| tests)
}

#[test]
fn every_rule_is_applied_and_shown() {
    let sources = sources();
    let constants = constants(&sources);
    let mut wrong = Vec::new();
    for rule in ALL {
        if applied_in(rule, &constants, &sources).is_empty() {
            wrong.push(format!("{} is applied nowhere", rule.id));
        }
        if shown_by(rule).is_empty() {
            wrong.push(format!("{} is shown by no test", rule.id));
        }
        for test in shown_by(rule) {
            let declared = format!("fn {test}(");
            if !sources.iter().any(|(_, text)| text.contains(&declared)) {
                wrong.push(format!("{}: there is no test `{test}`", rule.id));
            }
        }
    }
    wrong.extend(
        SHOWN_BY
            .iter()
            .filter(|(id, _)| talab::core::rule::find(id).is_none())
            .map(|(id, _)| format!("{id} is no rule")),
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn documents_traceability() {
    let sources = sources();
    let constants = constants(&sources);
    let mut text = String::from(HEAD);
    for rule in ALL {
        let basis = match rule.basis {
            Basis::Text { article, quote } => format!("article {article}: «{quote}»"),
            Basis::Inferred => "inferred".to_owned(),
            Basis::Parameter => "a parameter".to_owned(),
        };
        let code =
            |items: Vec<String>| items.iter().map(|item| format!("`{item}`")).collect::<Vec<_>>().join(", ");
        let applied = code(applied_in(rule, &constants, &sources));
        let shown = code(shown_by(rule).iter().map(|&test| test.to_owned()).collect());
        let _ = writeln!(text, "| {} | {} | {basis} | {applied} | {shown} |", rule.id, rule.says);
    }
    text.push_str(&crate::duties::page());
    crate::documents::check("docs/traceability.md", &text);
}
