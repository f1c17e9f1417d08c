//! The only place that writes: answers to standard output, everything else to standard error.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::error::ErrorKind;
use talab::{Lang, Text};

use crate::answer::Answer;
use crate::failure::{Exit, Failure};

/// Where a command speaks, and how.
#[derive(Debug)]
pub(crate) struct Console {
    pub(crate) lang: Lang,
    pub(crate) json: bool,
}

impl Console {
    pub(crate) fn new(lang: Lang, json: bool) -> Self {
        Self { lang, json }
    }

    /// A console for what goes wrong before the command line is understood.
    pub(crate) fn before_parsing(args: impl Iterator<Item = String>) -> Self {
        Self::new(Lang::default(), args.into_iter().any(|arg| arg == "--json"))
    }

    /// Prints an answer.
    pub(crate) fn answer(&self, answer: &Answer) -> ExitCode {
        let text = if self.json { answer.json.clone() } else { plain(&answer.text) };
        put(io::stdout().lock(), &text);
        code(answer.exit)
    }

    /// Prints why there is no answer, once.
    pub(crate) fn failure(&self, failure: &Failure) -> ExitCode {
        if self.json {
            put(io::stdout().lock(), &failure.to_json(self.lang));
        } else {
            put(io::stderr().lock(), &plain(&self.told(failure)));
        }
        code(failure.exit)
    }

    /// Says something beside the answer.
    pub(crate) fn note(&self, words: &Text) {
        let head = match self.lang {
            Lang::Ar => "ملاحظة",
            Lang::En => "note",
        };
        put(io::stderr().lock(), &plain(&format!("{head}: {}", words.get(self.lang))));
    }

    /// Prints what the parser of the command line has to say: help, the version, or misuse.
    pub(crate) fn usage(&self, error: &clap::Error) -> ExitCode {
        if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
            put(io::stdout().lock(), &error.to_string());
            return code(Exit::Sound);
        }
        let text = error.to_string();
        if self.json {
            // What follows the first paragraph is how to ask for help.
            let text = text.trim_start_matches("error: ").split("\n\n").next().unwrap_or_default();
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let text = text.as_str();
            return self.failure(&Failure::misuse("arguments", Text::new(text, text)));
        }
        put(io::stderr().lock(), &text);
        code(Exit::Misuse)
    }

    fn told(&self, failure: &Failure) -> String {
        let text = failure.text.get(self.lang);
        let mut told = match (self.lang, failure.rule) {
            (Lang::Ar, Some(rule)) => format!("تعذّر التنفيذ: {text} [{}, {rule}]", failure.code),
            (Lang::En, Some(rule)) => format!("refused: {text} [{}, {rule}]", failure.code),
            (Lang::Ar, None) => format!("خطأ: {text}"),
            (Lang::En, None) => format!("error: {text}"),
        };
        for finding in &failure.findings {
            let line = finding.line.map_or_else(String::new, |line| format!(":{line}"));
            told.push_str(&format!("\n{}{line}: {}", finding.file, finding.text));
        }
        told
    }
}

/// Many terminals print the isolates of bidirectional text as boxes.
fn plain(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}

/// Writes the text with one line end. Whoever stopped reading, such as `head`, has heard enough.
fn put(mut to: impl Write, text: &str) {
    let _ = writeln!(to, "{}", text.trim_end_matches('\n')).and_then(|()| to.flush());
}

fn code(exit: Exit) -> ExitCode {
    ExitCode::from(exit as u8)
}
