//! The reader: from markup to cases.

use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::case::{Attributes, Case, LogEvent};
use super::error::{XesError, XesProblem};
use super::limits;
use super::markup::{Element, Located, Markup, Token, excerpt};
use super::names::{log_event, missing, name_of};
use super::source::Source;
use super::value::Value;

/// Reads a log case by case, in the order of the file.
///
/// As an iterator it yields every case, or the first problem and then nothing more. A problem can lie behind cases
/// that were already yielded, so run over the whole file once before acting on any of it.
pub struct XesReader {
    file: PathBuf,
    case_key: String,
    markup: Markup,
    stage: Stage,
    case: CaseSoFar,
}

/// How far the reader has come.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Stage {
    Before,
    InLog,
    Done,
}

/// What is known of the case being read: its name for messages, its size for the bounds.
#[derive(Debug, Default)]
struct CaseSoFar {
    name: Option<String>,
    bytes: usize,
}

impl XesReader {
    /// Opens the log at `path`, `.xes` or `.xes.gz`: the content decides, not the name.
    ///
    /// # Errors
    /// [`XesProblem::Open`] if the file cannot be opened, [`XesProblem::Read`] if its first bytes cannot be read.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, XesError> {
        let path = path.as_ref();
        match File::open(path) {
            Ok(file) => Self::new(file, path),
            Err(source) => Err(XesError::new(path, None, None, XesProblem::Open { source })),
        }
    }

    /// Reads a log from `read`; `file` is what messages call it.
    ///
    /// # Errors
    /// [`XesProblem::Read`] if the first bytes cannot be read.
    pub fn new(read: impl Read + Send + 'static, file: impl Into<PathBuf>) -> Result<Self, XesError> {
        let file = file.into();
        match Source::new(Box::new(read)) {
            Ok(source) => Ok(Self {
                file,
                case_key: "concept:name".to_owned(),
                markup: Markup::new(source),
                stage: Stage::Before,
                case: CaseSoFar::default(),
            }),
            Err(source) => Err(XesError::new(&file, None, None, XesProblem::Read { source })),
        }
    }

    /// Takes the name of each case from `key` instead of `concept:name`.
    #[must_use]
    pub fn named_by(mut self, key: impl Into<String>) -> Self {
        self.case_key = key.into();
        self
    }

    fn next_case(&mut self) -> Result<Option<Case>, Located> {
        if self.stage == Stage::Before {
            self.enter_log()?;
            self.stage = Stage::InLog;
        }
        loop {
            self.case = CaseSoFar::default();
            match self.markup.next()? {
                Token::Open(element) if element.name == "trace" => return self.read_case(&element).map(Some),
                Token::Open(element) if is_preamble(&element.name) => self.skip()?,
                Token::Open(element) => return Err(unexpected(&element, "log")),
                Token::Close => {
                    self.stage = Stage::Done;
                    return self.leave_log();
                }
                Token::End => return Ok(None),
            }
        }
    }

    fn enter_log(&mut self) -> Result<(), Located> {
        let line = self.markup.line();
        match self.markup.next()? {
            Token::Open(element) if element.name == "log" => Ok(()),
            Token::Open(Element { line, name, .. }) => {
                Err(Located { line, problem: XesProblem::NotXes { found: format!("<{name}>") } })
            }
            Token::Close | Token::End => {
                Err(Located { line, problem: XesProblem::NotXes { found: "nothing".to_owned() } })
            }
        }
    }

    /// Runs to the end of the file, which is where gzip has its checksum.
    fn leave_log(&mut self) -> Result<Option<Case>, Located> {
        match self.markup.next()? {
            Token::Open(element) => {
                let found = format!("a second <{}> after the end of the log", element.name);
                Err(Located { line: element.line, problem: XesProblem::NotXes { found } })
            }
            Token::Close | Token::End => Ok(None),
        }
    }

    /// Passes over everything inside the element that has just opened.
    fn skip(&mut self) -> Result<(), Located> {
        let mut depth = 1_usize;
        while depth > 0 {
            match self.markup.next()? {
                Token::Open(_) => depth += 1,
                Token::Close => depth -= 1,
                Token::End => break,
            }
        }
        Ok(())
    }

    fn read_case(&mut self, trace: &Element) -> Result<Case, Located> {
        let mut attributes = Attributes::new();
        let mut events = Vec::new();
        while let Token::Open(element) = self.markup.next()? {
            if element.name == "event" {
                if events.len() == limits::CASE_EVENTS {
                    return Err(Located { line: element.line, problem: XesProblem::CaseTooLarge });
                }
                events.push(self.read_event(&element)?);
            } else {
                self.read_into(&mut attributes, element, "trace")?;
                self.case.name = attributes.get(&self.case_key).and_then(Value::as_str).map(str::to_owned);
            }
        }
        let at = |problem| Located { line: trace.line, problem };
        let name = name_of(&attributes, &self.case_key).map_err(at)?;
        let key = &self.case_key;
        let name = name.ok_or_else(|| at(missing("trace", key, "string")))?;
        Ok(Case { name, line: trace.line, attributes, events })
    }

    fn read_event(&mut self, event: &Element) -> Result<LogEvent, Located> {
        let mut attributes = Attributes::new();
        while let Token::Open(element) = self.markup.next()? {
            self.read_into(&mut attributes, element, "event")?;
        }
        log_event(event.line, attributes).map_err(|problem| Located { line: event.line, problem })
    }

    fn read_into(
        &mut self,
        attributes: &mut Attributes,
        element: Element,
        inside: &'static str,
    ) -> Result<(), Located> {
        let line = element.line;
        let (key, value) = self.read_attribute(element, inside)?;
        if attributes.contains_key(&key) {
            return Err(Located { line, problem: XesProblem::RepeatedKey { key } });
        }
        attributes.insert(key, value);
        Ok(())
    }

    /// Reads the attribute that has just opened, with all that is inside it. The markup bounds how deep this goes.
    fn read_attribute(&mut self, element: Element, inside: &str) -> Result<(String, Value), Located> {
        let at = |problem| Located { line: element.line, problem };
        let is_list = matches!(&*element.name, "list" | "container");
        if !is_list && !is_scalar(&element.name) {
            return Err(unexpected(&element, inside));
        }
        let incomplete = |lacks| at(XesProblem::IncompleteAttribute { element: element.name.clone(), lacks });
        let key = element.key.as_ref().ok_or_else(|| incomplete("key"))?;
        let text = match &element.value {
            Some(value) => value,
            None if is_list => "",
            None => return Err(incomplete("value")),
        };
        self.case.bytes += key.len() + text.len() + size_of::<(String, Value)>();
        if self.case.bytes > limits::CASE_BYTES {
            return Err(at(XesProblem::CaseTooLarge));
        }
        let scalar = if is_list {
            None
        } else {
            let value = Value::parse(&element.name, text).map_err(|expected| {
                at(XesProblem::BadValue { key: key.clone(), value: excerpt(text), expected })
            })?;
            Some(value)
        };
        let nested = self.read_nested(&element.name, is_list)?;
        Ok((key.clone(), scalar.unwrap_or(Value::List(nested))))
    }

    /// Reads what is nested in an attribute: kept if `keep`, for the values of a list; otherwise only checked.
    fn read_nested(&mut self, inside: &str, keep: bool) -> Result<Vec<(String, Value)>, Located> {
        let mut values = Vec::new();
        while let Token::Open(element) = self.markup.next()? {
            // XES 2.0 wraps the values of a list in <values>; XES 1.0 does not.
            if keep && element.name == "values" {
                values.extend(self.read_nested("values", true)?);
                continue;
            }
            let value = self.read_attribute(element, inside)?;
            if keep {
                values.push(value);
            }
        }
        Ok(values)
    }
}

impl Iterator for XesReader {
    type Item = Result<Case, XesError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.stage == Stage::Done {
            return None;
        }
        match self.next_case() {
            Ok(case) => case.map(Ok),
            Err(Located { line, problem }) => {
                self.stage = Stage::Done;
                Some(Err(XesError::new(&self.file, Some(line), self.case.name.as_deref(), problem)))
            }
        }
    }
}

impl fmt::Debug for XesReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("XesReader")
            .field("file", &self.file)
            .field("line", &self.markup.line())
            .field("stage", &self.stage)
            .finish_non_exhaustive()
    }
}

fn unexpected(element: &Element, inside: &str) -> Located {
    let found = format!("<{}>", element.name);
    Located { line: element.line, problem: XesProblem::Unexpected { found, inside: inside.to_owned() } }
}

/// What may stand in a log before and between its cases; it describes the log, not what happened.
fn is_preamble(name: &str) -> bool {
    matches!(name, "extension" | "global" | "classifier" | "list" | "container") || is_scalar(name)
}

fn is_scalar(name: &str) -> bool {
    matches!(name, "string" | "date" | "int" | "float" | "boolean" | "id")
}
