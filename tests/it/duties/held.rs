//! The table of duties is held to the law and to the code.

use std::fs;
use std::path::Path;

use talab::core::rule::{self, Basis};

use super::ids::{IDS, IN_PART, NOT_BUILT};
use super::{Built, Duty, Kind, all, place};
use crate::traceability::sources;

/// Ids that name another thing as a rule than as a duty.
const OTHER_RULES: &[&str] = &["LY-1g", "LY-15.3d"];

#[test]
fn duties_are_all_there_once_and_in_order() {
    let ids: Vec<_> = all().map(|duty| duty.id).collect();
    assert_eq!(ids, IDS.split_whitespace().collect::<Vec<_>>());
}

/// A duty that is given up, or half given up, is counted, so that nobody does it in passing.
#[test]
fn duties_not_built_are_counted() {
    let count = |wanted: fn(&Built) -> bool| all().filter(|duty| wanted(&duty.built)).count();
    assert_eq!(count(|built| matches!(built, Built::No(_))), NOT_BUILT, "not built");
    assert_eq!(count(|built| matches!(built, Built::InPart(_))), IN_PART, "built in part");
}

#[test]
fn duties_have_their_code_and_their_tests() {
    let sources = sources();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut wrong = Vec::new();
    for duty in all() {
        for code in duty.code {
            let (file, symbol) = place(code);
            let text = sources.iter().find(|(path, _)| *path == root.join(&file)).map(|(_, text)| text);
            if !text.is_some_and(|text| declares(text, symbol)) {
                wrong.push(format!("{}: there is no `{symbol}` in {file}", duty.id));
            }
        }
        for test in duty.tests {
            if !sources.iter().any(|(_, text)| is_test(text, test)) {
                wrong.push(format!("{}: there is no test `{test}`", duty.id));
            }
        }
        wrong.extend(amiss(duty).map(|what| format!("{}: {what}", duty.id)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What the row of a duty lacks, or has too much.
fn amiss(duty: &Duty) -> Option<&'static str> {
    let ours = duty.kinds.iter().any(|kind| matches!(kind, Kind::E | Kind::D));
    match duty.built {
        Built::No(why) | Built::InPart(why) if why.trim().is_empty() => Some("what is missing is not said"),
        Built::No(_) if !duty.code.is_empty() || !duty.tests.is_empty() => {
            Some("it is not built, and names code or tests")
        }
        Built::Whole | Built::InPart(_) if ours && duty.code.is_empty() => Some("it names no code"),
        Built::Whole | Built::InPart(_) if ours && duty.tests.is_empty() => Some("it names no test"),
        _ => None,
    }
}

/// Whether a file declares a symbol: a function, a type or a constant of that name.
fn declares(text: &str, symbol: &str) -> bool {
    ["fn", "struct", "enum", "trait", "const"].iter().any(|kind| {
        let wanted = format!("{kind} {symbol}");
        text.match_indices(&wanted).any(|(at, _)| {
            let goes_on = |c: char| c.is_alphanumeric() || c == '_';
            let begins = text[..at].chars().next_back().is_none_or(|c| !goes_on(c));
            begins && !text[at + wanted.len()..].starts_with(goes_on)
        })
    })
}

/// Whether a file has a test of that name: the function, under the attribute that makes it one.
fn is_test(text: &str, name: &str) -> bool {
    text.find(&format!("fn {name}(")).is_some_and(|at| {
        let above = &text[..at];
        let since = above.rfind('}').map_or(0, |end| end + 1);
        above[since..].contains("test]") || above[since..].contains("test(")
    })
}

#[test]
fn duties_quote_the_law() {
    let mut wrong = Vec::new();
    for duty in all() {
        let Basis::Text { article, quote } = duty.basis else { continue };
        let path = format!("{}/docs/law/article-{article:02}.md", env!("CARGO_MANIFEST_DIR"));
        let law = fs::read_to_string(&path).expect("the article is in docs/law");
        let law = law.split_whitespace().collect::<Vec<_>>().join(" ");
        if quote.is_empty() || !law.contains(quote) {
            wrong.push(format!("{}: «{quote}» is not in article {article}", duty.id));
        }
        let own = duty.id.strip_prefix("LY-").and_then(|id| id.split(|c: char| !c.is_ascii_digit()).next());
        if own.is_some_and(|own| own != article.to_string()) {
            wrong.push(format!("{}: it quotes article {article}", duty.id));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a refusal tells a citizen that its rule rests on is what this table says of the duty.
#[test]
fn duties_rest_on_what_their_rules_rest_on() {
    let same_id = all().filter(|duty| !OTHER_RULES.contains(&duty.id));
    for duty in same_id {
        if let Some(rule) = rule::find(duty.id) {
            assert_eq!(duty.basis, rule.basis, "{}", duty.id);
        }
    }
}
