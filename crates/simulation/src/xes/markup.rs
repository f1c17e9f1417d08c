//! The markup of a log, reduced to what XES uses: elements that open and close, a key, a value.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesDecl, BytesStart, Event};

use super::error::XesProblem;
use super::limits;
use super::source::Source;

/// One step through the markup.
pub(super) enum Token {
    /// An element opens.
    Open(Element),
    /// The innermost element closes.
    Close,
    /// The file is at its end, with every element closed.
    End,
}

/// An element that opens. Attributes other than `key` and `value` say nothing about cases and are not kept.
pub(super) struct Element {
    pub(super) line: u64,
    pub(super) name: String,
    pub(super) key: Option<String>,
    pub(super) value: Option<String>,
}

/// A problem and the line it is on.
pub(super) struct Located {
    pub(super) line: u64,
    pub(super) problem: XesProblem,
}

/// Walks the markup from its start to its end.
pub(super) struct Markup {
    xml: quick_xml::Reader<Source>,
    buffer: Vec<u8>,
    open: Vec<String>,
}

impl Markup {
    pub(super) fn new(source: Source) -> Self {
        let mut xml = quick_xml::Reader::from_reader(source);
        xml.config_mut().expand_empty_elements = true;
        xml.config_mut().check_end_names = true;
        Self { xml, buffer: Vec::new(), open: Vec::new() }
    }

    /// The line the walk has come to.
    pub(super) fn line(&self) -> u64 {
        self.xml.get_ref().line()
    }

    /// The next step. After an error or the end, there is none worth asking for.
    pub(super) fn next(&mut self) -> Result<Token, Located> {
        let mut buffer = std::mem::take(&mut self.buffer);
        let token = loop {
            buffer.clear();
            self.xml.get_mut().allow(limits::MARKUP_BYTES);
            let line = self.line();
            match self.read(line, &mut buffer) {
                Ok(None) => {}
                Ok(Some(token)) => break Ok(token),
                Err(located) => break Err(located),
            }
        };
        self.buffer = buffer;
        token
    }

    fn read(&mut self, line: u64, buffer: &mut Vec<u8>) -> Result<Option<Token>, Located> {
        let event = match self.xml.read_event_into(buffer) {
            Ok(event) => event,
            Err(error) => return Err(self.broken(line, error)),
        };
        let at = |problem| Located { line, problem };
        match event {
            Event::Start(start) => self.enter(line, &start).map(Some).map_err(at),
            Event::End(_) => {
                self.open.pop();
                Ok(Some(Token::Close))
            }
            Event::Eof => match self.open.pop() {
                None => Ok(Some(Token::End)),
                Some(element) => Err(at(XesProblem::Unclosed { element })),
            },
            Event::Decl(declaration) => check_encoding(&declaration).map(|()| None).map_err(at),
            Event::DocType(_) => Err(at(XesProblem::Dtd)),
            Event::Text(text) if text.chars().all(is_blank) => Ok(None),
            Event::Text(text) => Err(at(self.stray(&text))),
            Event::CData(text) => Err(at(self.stray(&text))),
            Event::GeneralRef(name) => Err(at(self.stray(&format!("&{};", &*name)))),
            Event::Comment(_) | Event::PI(_) | Event::Empty(_) => Ok(None),
        }
    }

    fn enter(&mut self, line: u64, start: &BytesStart<'_>) -> Result<Token, XesProblem> {
        if self.open.len() == limits::NESTING {
            return Err(XesProblem::TooDeep);
        }
        let name = start.local_name().as_ref().to_owned();
        let mut element = Element { line, name, key: None, value: None };
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| XesProblem::BrokenXml { source: error.into() })?;
            let slot = match attribute.key.as_ref() {
                "key" => &mut element.key,
                "value" => &mut element.value,
                _ => continue,
            };
            let value = attribute
                .normalized_value(XmlVersion::Explicit1_0)
                .map_err(|error| XesProblem::BrokenXml { source: error.into() })?;
            if value.len() > limits::VALUE_BYTES {
                return Err(XesProblem::TooLong);
            }
            *slot = Some(value.into_owned());
        }
        self.open.push(element.name.clone());
        Ok(Token::Open(element))
    }

    fn stray(&self, text: &str) -> XesProblem {
        let found = format!("the text {:?}", excerpt(text.trim()));
        match self.open.last() {
            Some(inside) => XesProblem::Unexpected { found, inside: inside.clone() },
            None => XesProblem::NotXes { found },
        }
    }

    /// Tells a stream that failed from markup that is wrong: the first shows where the stream stopped, the second
    /// where the piece of markup began.
    fn broken(&self, line: u64, error: quick_xml::Error) -> Located {
        match error {
            quick_xml::Error::Io(error) => {
                let error = std::io::Error::new(error.kind(), error);
                Located { line: self.line(), problem: self.xml.get_ref().explain(error) }
            }
            error => Located { line, problem: XesProblem::BrokenXml { source: error.into() } },
        }
    }
}

/// White space, or the byte order mark that some exporters begin the file with.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// The beginning of a text, short enough for a message.
pub(super) fn excerpt(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn check_encoding(declaration: &BytesDecl<'_>) -> Result<(), XesProblem> {
    let Some(encoding) = declaration.encoding() else { return Ok(()) };
    let encoding = encoding.map_err(|error| XesProblem::BrokenXml { source: error.into() })?;
    if ["utf-8", "utf8", "us-ascii"].iter().any(|known| encoding.eq_ignore_ascii_case(known)) {
        return Ok(());
    }
    Err(XesProblem::Encoding { encoding: encoding.into_owned() })
}
