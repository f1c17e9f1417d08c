//! Why a command gives no answer: a refusal, findings in a file, misuse, or something that can't be read.

use std::collections::BTreeMap;
use std::error::Error as StdError;

use serde::Serialize;
use talab::core::{Class, isolate};
use talab::store::{LogError, LogErrorKind};
use talab::{Error, ErrorKind, Lang, NotDone, Refusal, Text};

/// How a command ended, as its exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    Sound = 0,
    Finding = 1,
    Misuse = 2,
    Unreadable = 3,
}

/// Why there is no answer, in both languages, with what to do about it.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) exit: Exit,
    pub(crate) code: &'static str,
    pub(crate) rule: Option<&'static str>,
    pub(crate) class: &'static str,
    pub(crate) path: Option<String>,
    pub(crate) text: Box<Text>,
    /// Every problem of a file, where there may be several.
    pub(crate) findings: Vec<Finding>,
}

/// One problem of a file.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Finding {
    pub(crate) file: String,
    pub(crate) line: Option<u64>,
    pub(crate) text: String,
}

impl Failure {
    fn new(exit: Exit, code: &'static str, text: Text) -> Self {
        let class = match exit {
            Exit::Sound => "sound",
            Exit::Finding => "finding",
            Exit::Misuse => "misuse",
            Exit::Unreadable => "unreadable",
        };
        Self { exit, code, rule: None, class, path: None, text: Box::new(text), findings: Vec::new() }
    }

    /// The command line asks for something that makes no sense.
    pub(crate) fn misuse(path: &str, text: Text) -> Self {
        Self { path: Some(path.to_owned()), ..Self::new(Exit::Misuse, "misuse", text) }
    }

    /// Something can't be read or opened; `what` names it.
    pub(crate) fn unreadable(what: &str, error: &(dyn StdError + 'static)) -> Self {
        let detail = chain(error);
        let text = Text::new(
            format!("تعذّرت القراءة ({}): {}", isolate(what), isolate(&detail)),
            format!("{what} can't be read: {detail}"),
        );
        Self { path: Some(what.to_owned()), ..Self::new(Exit::Unreadable, "unreadable", text) }
    }

    /// A file can be opened, and reading it fails at a place that the error names.
    pub(crate) fn damaged(path: &str, error: &(dyn StdError + 'static)) -> Self {
        let detail = chain(error);
        let text = Text::new(format!("تعذّرت القراءة: {}", isolate(&detail)), detail);
        Self { path: Some(path.to_owned()), ..Self::new(Exit::Unreadable, "unreadable", text) }
    }

    /// A file can't be written.
    pub(crate) fn unwritable(path: &str, error: &std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::AlreadyExists {
            let arabic = format!("الملف {} موجود من قبل، يُرجى اختيار اسم آخر", isolate(path));
            let text = Text::new(arabic, format!("{path} exists; name a file that doesn't"));
            return Self { path: Some(path.to_owned()), ..Self::new(Exit::Misuse, "already_exists", text) };
        }
        let text = Text::new(
            format!("تعذّرت كتابة الملف {}: {}", isolate(path), isolate(&error.to_string())),
            format!("{path} can't be written; check its folder, permissions and room: {error}"),
        );
        Self { path: Some(path.to_owned()), ..Self::new(Exit::Unreadable, "unwritable", text) }
    }

    /// There is nothing where something should be.
    pub(crate) fn not_found(path: &str, text: Text) -> Self {
        Self { path: Some(path.to_owned()), ..Self::new(Exit::Unreadable, "not_found", text) }
    }

    /// Something was read, and it says no.
    pub(crate) fn finding(code: &'static str, text: Text) -> Self {
        Self::new(Exit::Finding, code, text)
    }

    /// Files were read, and something in them must be mended first.
    pub(crate) fn findings(code: &'static str, text: Text, findings: Vec<Finding>) -> Self {
        let path = findings.first().map(|first| first.file.clone());
        Self { path, findings, ..Self::finding(code, text) }
    }

    /// The failure as `--json` prints it.
    pub(crate) fn to_json(&self, lang: Lang) -> String {
        let error = Document {
            code: self.code,
            rule: self.rule,
            class: self.class,
            text: self.text.get(lang),
            path: self.path.as_deref(),
            findings: &self.findings,
        };
        // A document of texts and numbers always has a JSON form.
        serde_json::to_string_pretty(&BTreeMap::from([("error", error)])).unwrap_or_default()
    }
}

/// The document of a failure: the contract of `--json`.
#[derive(Serialize)]
struct Document<'a> {
    code: &'a str,
    rule: Option<&'a str>,
    class: &'a str,
    text: &'a str,
    path: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    findings: &'a [Finding],
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        let class = class(refusal.class());
        let text = Text::new(refusal.text(Lang::Ar), refusal.text(Lang::En));
        Self {
            rule: Some(refusal.rule().id),
            class,
            path: refusal.path().map(str::to_owned),
            ..Self::new(Exit::Finding, refusal.code(), text)
        }
    }
}

impl From<NotDone> for Failure {
    fn from(not_done: NotDone) -> Self {
        match not_done {
            NotDone::Refused(refusal) => refusal.into(),
            NotDone::Failed(error) => error.into(),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        // The log's own words say more than that it failed.
        if let Some(log) = error.source().and_then(|source| source.downcast_ref::<LogError>()) {
            return log.into();
        }
        let exit = match error.kind() {
            ErrorKind::Configuration => Exit::Misuse,
            _ => Exit::Unreadable,
        };
        Self::engine(exit, kind(error.kind()), &error)
    }
}

impl From<LogError> for Failure {
    fn from(error: LogError) -> Self {
        (&error).into()
    }
}

impl From<&LogError> for Failure {
    fn from(error: &LogError) -> Self {
        let (exit, kind) = match error.kind() {
            LogErrorKind::Invalid => (Exit::Misuse, kind(ErrorKind::Configuration)),
            LogErrorKind::AlreadyExists => {
                (Exit::Misuse, ("already_exists", "الملف موجود من قبل، يُرجى اختيار اسم آخر"))
            }
            LogErrorKind::NotFound => {
                let arabic = "لا توجد قاعدة بيانات في هذا الموضع، يُرجى التحقق من المسار أو إنشاؤها أولاً";
                (Exit::Unreadable, ("not_found", arabic))
            }
            LogErrorKind::NotATalabLog => (Exit::Unreadable, kind(ErrorKind::NotATalabLog)),
            LogErrorKind::NewerFormat => (Exit::Unreadable, kind(ErrorKind::NewerFormat)),
            LogErrorKind::NeedsMigration => (Exit::Unreadable, kind(ErrorKind::NeedsMigration)),
            LogErrorKind::Corrupt => (Exit::Unreadable, kind(ErrorKind::Undecodable)),
            LogErrorKind::Full => (Exit::Unreadable, kind(ErrorKind::Full)),
            LogErrorKind::ReadOnly => (Exit::Unreadable, kind(ErrorKind::ReadOnly)),
            LogErrorKind::Superseded => (Exit::Unreadable, kind(ErrorKind::Superseded)),
            LogErrorKind::Closed => (Exit::Unreadable, kind(ErrorKind::Closed)),
            LogErrorKind::Conflict => (Exit::Unreadable, kind(ErrorKind::Conflict)),
            _ => (Exit::Unreadable, kind(ErrorKind::Unavailable)),
        };
        Self::engine(exit, kind, error)
    }
}

impl Failure {
    /// A failure whose detail exists in English only; the Arabic says what it means and keeps the detail.
    fn engine(exit: Exit, (code, arabic): (&'static str, &str), error: &(dyn StdError + 'static)) -> Self {
        let detail = chain(error);
        Self::new(exit, code, Text::new(format!("{arabic}: {}", isolate(&detail)), detail))
    }
}

/// The kind of no, as its JSON spells it.
fn class(class: Class) -> &'static str {
    match class {
        Class::Invalid => "invalid",
        Class::Forbidden => "forbidden",
        Class::Unknown => "unknown",
        Class::Conflict => "conflict",
        Class::NotNow => "not_now",
        Class::Gone => "gone",
        _ => "refused",
    }
}

/// The code of a kind of failure, and what it means in Arabic.
fn kind(kind: ErrorKind) -> (&'static str, &'static str) {
    match kind {
        ErrorKind::Conflict => ("conflict", "تغيّرت البيانات أثناء التنفيذ، يُرجى إعادة المحاولة"),
        ErrorKind::Full => ("full", "امتلأت وحدة التخزين، يُرجى إفساح مكان ثم إعادة المحاولة"),
        ErrorKind::Undecodable => {
            ("undecodable", "في قاعدة البيانات ما تتعذر قراءته، يُرجى استعادتها من نسخة احتياطية")
        }
        ErrorKind::NewerFormat => {
            ("newer_format", "كُتبت قاعدة البيانات بإصدار أحدث، يُرجى استخدام ذلك الإصدار")
        }
        ErrorKind::NeedsMigration => {
            ("needs_migration", "صيغة قاعدة البيانات أقدم، يُرجى تنفيذ الأمر \u{2068}talab migrate\u{2069}")
        }
        ErrorKind::NotATalabLog => ("not_a_talab_log", "ليس هذا الملف قاعدة بيانات \u{2068}talab\u{2069}"),
        ErrorKind::Superseded => {
            ("superseded", "هذه نسخة سابقة من السجل وقد حلّت محلها نسخة أخرى، يُرجى الاتصال بها")
        }
        ErrorKind::ReadOnly => ("read_only", "قاعدة البيانات مفتوحة للقراءة فقط، يُرجى فتحها للكتابة"),
        ErrorKind::Closed => ("closed", "قاعدة البيانات مغلقة، يُرجى فتحها من جديد"),
        ErrorKind::Configuration => ("misuse", "الإعداد غير صالح، يُرجى تصحيحه"),
        _ => ("unavailable", "تعذّر فتح قاعدة البيانات، يُرجى التحقق من المسار والصلاحيات"),
    }
}

/// An error with everything under it, once each.
pub(crate) fn chain(error: &(dyn StdError + 'static)) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        let words = cause.to_string();
        if !text.contains(&words) {
            text.push_str(": ");
            text.push_str(&words);
        }
        next = cause.source();
    }
    text
}
