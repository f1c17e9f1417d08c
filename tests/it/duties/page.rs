//! The duties as a part of `docs/traceability.md`.

use std::fmt::Write as _;

use talab::core::rule::Basis;

use super::{Built, Duty, Kind, all, place};

const HEAD: &str = "\n## Every duty\n\n\
What the policy asks of a service engine, duty by duty, and what the other texts that were read add to it. Kinds: **E** the\n\
engine holds to it, **D** a definition says it and the engine checks the definition, **P** a parameter, **H** the host's\n\
duty, for which the engine shows what is needed. A duty that rests on a text says the words of its article; what is\n\
inferred or set as a parameter is never told a citizen as law. Only articles 1 to 25 bind here: the Jordanian draft (JO),\n\
the Saudi policy (SA) and the newsletters (N1, N4) are neighbours. N1-1 and N1-9 size the tests and ask nothing of the engine.\n\n";

/// The whole part.
pub(crate) fn page() -> String {
    let mut text = String::from(HEAD);
    counts(&mut text);
    let mut section = String::new();
    for duty in all() {
        let own = section_of(duty.id);
        if own != section {
            let _ = writeln!(
                text,
                "\n### {own}\n\n| duty | kind | asks | rests on | code | tests |\n|---|---|---|---|---|---|"
            );
            section = own;
        }
        row(&mut text, duty);
    }
    missing(&mut text, "Built in part", "What is there is in the tables above; what is not:", |built| {
        match built {
            Built::InPart(what) => Some(what),
            _ => None,
        }
    });
    missing(&mut text, "Not built yet", "No code bears these; the reason is what one would miss:", |built| {
        match built {
            Built::No(what) => Some(what),
            _ => None,
        }
    });
    text
}

fn counts(text: &mut String) {
    text.push_str("| | duties | whole | in part | not built | text | inferred | parameter |\n|---|---|---|---|---|---|---|---|\n");
    for (name, ours) in [("the policy", true), ("its neighbours", false)] {
        let duties: Vec<_> = all().filter(|duty| duty.id.starts_with("LY-") == ours).collect();
        let built = |wanted: fn(&Built) -> bool| duties.iter().filter(|duty| wanted(&duty.built)).count();
        let rests = |code: &str| duties.iter().filter(|duty| duty.basis.code() == code).count();
        let _ = writeln!(
            text,
            "| {name} | {} | {} | {} | {} | {} | {} | {} |",
            duties.len(),
            built(|it| matches!(it, Built::Whole)),
            built(|it| matches!(it, Built::InPart(_))),
            built(|it| matches!(it, Built::No(_))),
            rests("text"),
            rests("inferred"),
            rests("parameter"),
        );
    }
}

/// The article of a duty of the policy, or the text that another comes from.
fn section_of(id: &str) -> String {
    match id.split_once('-') {
        Some(("LY", rest)) => {
            let article: String = rest.chars().take_while(char::is_ascii_digit).collect();
            format!("Article {article}")
        }
        Some(("JO", _)) => "Jordan, draft regulation of 2025 (JO)".to_owned(),
        Some(("SA", _)) => "Saudi Arabia, policy on platforms (SA)".to_owned(),
        _ => "Newsletters of the programme (N1, N4)".to_owned(),
    }
}

fn row(text: &mut String, duty: &Duty) {
    let kinds: Vec<_> = duty.kinds.iter().map(|kind| kind.letter()).collect();
    let basis = match duty.basis {
        Basis::Text { quote, .. } if duty.id.starts_with("LY-") => format!("«{quote}»"),
        Basis::Text { article, quote } => format!("article {article}: «{quote}»"),
        Basis::Inferred => "inferred".to_owned(),
        Basis::Parameter => "a parameter".to_owned(),
    };
    let code = duty.code.iter().map(|code| {
        let (file, symbol) = place(code);
        format!("`{file}` `{symbol}`")
    });
    let code = match duty.built {
        Built::No(_) => "*not built*".to_owned(),
        Built::InPart(_) => format!("{} (*in part*)", code.collect::<Vec<_>>().join(", ")),
        Built::Whole => code.collect::<Vec<_>>().join(", "),
    };
    let tests: Vec<_> = duty.tests.iter().map(|test| format!("`{test}`")).collect();
    let (id, kinds, says, tests) = (duty.id, kinds.join(" "), duty.says, tests.join(", "));
    let _ = writeln!(text, "| {id} | {kinds} | {says} | {basis} | {code} | {tests} |");
}

impl Kind {
    const fn letter(self) -> &'static str {
        match self {
            Self::E => "E",
            Self::D => "D",
            Self::P => "P",
            Self::H => "H",
        }
    }
}

fn missing(text: &mut String, title: &str, lead: &str, of: fn(Built) -> Option<&'static str>) {
    if all().all(|duty| of(duty.built).is_none()) {
        return;
    }
    let _ = writeln!(text, "\n### {title}\n\n{lead}\n");
    for duty in all() {
        if let Some(what) = of(duty.built) {
            let _ = writeln!(text, "- **{}** ({}): {what}.", duty.id, duty.says);
        }
    }
}
