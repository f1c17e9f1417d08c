//! Files people write: service definitions and calendars in TOML, refused with file, line and remedy.

use std::fmt;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;
use talab_core::calendar::{Calendar, CalendarFile};
use talab_core::definition::{LocalDefinition, ServiceDefinition, verify};

use crate::zones;

/// A file that can't be taken in.
#[derive(Debug)]
#[non_exhaustive]
pub struct FileInvalid {
    /// Which file.
    pub file: PathBuf,
    /// The first line of the trouble, counted from 1, where it has one.
    pub line: Option<usize>,
    /// Every problem, each with what to do.
    pub problems: Vec<String>,
}

impl fmt::Display for FileInvalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.problems.join("; "))
    }
}

impl std::error::Error for FileInvalid {}

/// Reads a service definition and verifies it.
///
/// # Errors
/// [`FileInvalid`] if the file can't be read, is not TOML, holds an unknown or missing key, or does not pass
/// verification; then every problem is named.
pub fn read_definition(path: impl AsRef<Path>) -> Result<ServiceDefinition, FileInvalid> {
    let path = path.as_ref();
    let text = read(path)?;
    let definition: ServiceDefinition = parse(path, &text)?;
    let problems = verify(&definition);
    if problems.is_empty() {
        return Ok(definition);
    }
    let line = problems.first().and_then(|first| line_of(&text, &first.path));
    Err(FileInvalid {
        file: path.to_owned(),
        line,
        problems: problems.iter().map(ToString::to_string).collect(),
    })
}

/// Whether a file is a local definition: one that rests on a common one and has no forms of its own.
///
/// # Errors
/// [`FileInvalid`] if the file can't be read or is not TOML.
pub fn is_local_definition(path: impl AsRef<Path>) -> Result<bool, FileInvalid> {
    let path = path.as_ref();
    let keys: toml::Table = parse(path, &read(path)?)?;
    Ok(keys.contains_key("rests_on") && !keys.contains_key("form"))
}

/// Reads a local definition: what a body writes to offer a service that has a common definition (N4-4).
///
/// # Errors
/// [`FileInvalid`] if the file can't be read, is not TOML, or holds an unknown or missing key.
pub fn read_local(path: impl AsRef<Path>) -> Result<LocalDefinition, FileInvalid> {
    let path = path.as_ref();
    parse(path, &read(path)?)
}

/// Reads a local definition and makes it whole over the common one that it rests on.
///
/// # Errors
/// [`FileInvalid`] as for [`read_local`], or if the values don't fit the common definition; then every problem is named.
pub fn read_local_over(
    path: impl AsRef<Path>,
    common: &ServiceDefinition,
) -> Result<ServiceDefinition, FileInvalid> {
    let path = path.as_ref();
    let text = read(path)?;
    let local: LocalDefinition = parse(path, &text)?;
    local.over(common).map_err(|problems| FileInvalid {
        file: path.to_owned(),
        line: problems.first().and_then(|first| line_of(&text, &first.path)),
        problems: problems.iter().map(ToString::to_string).collect(),
    })
}

/// Reads a calendar file and gives it the clock changes of its zone.
///
/// # Errors
/// [`FileInvalid`] if the file can't be read, is not TOML, holds an unknown or missing key, or is no calendar.
pub fn read_calendar(path: impl AsRef<Path>) -> Result<Calendar, FileInvalid> {
    let path = path.as_ref();
    let text = read(path)?;
    let file: CalendarFile = parse(path, &text)?;
    let invalid =
        |problem: String| FileInvalid { file: path.to_owned(), line: None, problems: vec![problem] };
    let zone = zones::zone(&file.zone, file.covers).map_err(|error| invalid(error.to_string()))?;
    file.into_calendar(zone).map_err(|error| invalid(error.to_string()))
}

fn read(path: &Path) -> Result<String, FileInvalid> {
    std::fs::read_to_string(path).map_err(|error| FileInvalid {
        file: path.to_owned(),
        line: None,
        problems: vec![format!("can't be read: {error}")],
    })
}

fn parse<T: DeserializeOwned>(path: &Path, text: &str) -> Result<T, FileInvalid> {
    toml::from_str(text).map_err(|error| FileInvalid {
        file: path.to_owned(),
        line: error.span().map(|span| line_at(text, span.start)),
        problems: vec![remedy(error.message())],
    })
}

/// serde says what is wrong; people also want to know what to do.
fn remedy(message: &str) -> String {
    let message = message.trim().replace('\n', ", ");
    if message.starts_with("unknown field") {
        format!("{message}: correct the key or remove it")
    } else if message.starts_with("missing field") {
        format!("{message}: add it")
    } else {
        message
    }
}

fn line_at(text: &str, offset: usize) -> usize {
    text.as_bytes().iter().take(offset).filter(|&&byte| byte == b'\n').count() + 1
}

/// The line on which the last part of a problem's path that is an id or key stands, if it is easily found.
fn line_of(text: &str, path: &str) -> Option<usize> {
    let mut after = 0;
    for part in path.split('.') {
        let id = format!("\"{part}\"");
        let found = text[after..].find(&id).or_else(|| find_key(&text[after..], part));
        if let Some(at) = found {
            after += at;
        }
    }
    (after > 0).then(|| line_at(text, after))
}

fn find_key(text: &str, key: &str) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start().trim_start_matches('[');
        if bare.starts_with(key) && bare[key.len()..].trim_start().starts_with(['=', ']']) {
            return Some(at);
        }
        at += line.len();
    }
    None
}
