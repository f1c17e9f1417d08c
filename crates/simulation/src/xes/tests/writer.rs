//! A tiny XES writer: the reverse of the reader, for the tests alone.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use flate2::Compression;
use flate2::write::GzEncoder;
use time::format_description::well_known::Rfc3339;

use super::super::{Case, Value};

/// An event's attributes as XES, the instant in RFC 3339.
pub(crate) fn event(activity: &str, at: &str, resource: &str) -> String {
    format!(
        "<event>\n<string key=\"concept:name\" value=\"{activity}\"/>\n\
         <date key=\"time:timestamp\" value=\"{at}\"/>\n\
         <string key=\"org:resource\" value=\"{resource}\"/>\n\
         <string key=\"lifecycle:transition\" value=\"complete\"/>\n</event>\n"
    )
}

/// A trace with its name, a channel and these events. It takes three lines before the first event.
pub(crate) fn trace(name: &str, channel: &str, events: &[String]) -> String {
    format!(
        "<trace>\n<string key=\"concept:name\" value=\"{name}\"/>\n<string key=\"channel\" value=\"{channel}\"/>\n\
         {}</trace>\n",
        events.concat()
    )
}

/// A log with these traces. It takes three lines before the first.
pub(crate) fn log(traces: &[String]) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<log xes.version=\"1.0\">\n\
         <extension name=\"Concept\" prefix=\"concept\" uri=\"x\"/>\n{}</log>\n",
        traces.concat()
    )
}

/// `bytes` as one gzip member.
pub(crate) fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes)?;
    encoder.finish()
}

/// A whole log with everything the cases hold.
pub(crate) fn write(cases: &[Case]) -> Result<String, Box<dyn std::error::Error>> {
    let mut text = String::from("<log>\n");
    for case in cases {
        text.push_str("<trace>\n");
        for (key, value) in &case.attributes {
            write_value(&mut text, key, value)?;
        }
        for event in &case.events {
            text.push_str("<event>\n");
            for (key, value) in &event.attributes {
                write_value(&mut text, key, value)?;
            }
            text.push_str("</event>\n");
        }
        text.push_str("</trace>\n");
    }
    text.push_str("</log>\n");
    Ok(text)
}

fn write_value(text: &mut String, key: &str, value: &Value) -> Result<(), Box<dyn std::error::Error>> {
    let (tag, written) = match value {
        Value::String(value) => ("string", value.clone()),
        Value::Date(at) => ("date", at.format(&Rfc3339)?),
        Value::Int(number) => ("int", number.to_string()),
        Value::Float(number) => ("float", number.to_string()),
        Value::Boolean(truth) => ("boolean", truth.to_string()),
        Value::Id(value) => ("id", value.clone()),
        Value::List(values) => {
            writeln!(text, "<list key=\"{}\"><values>", escape(key))?;
            for (key, value) in values {
                write_value(text, key, value)?;
            }
            text.push_str("</values></list>\n");
            return Ok(());
        }
    };
    writeln!(text, "<{tag} key=\"{}\" value=\"{}\"/>", escape(key), escape(&written))?;
    Ok(())
}

/// White space other than the blank is written as a reference, since XML turns it into a blank otherwise.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push_str("&#10;"),
            '\r' => escaped.push_str("&#13;"),
            '\t' => escaped.push_str("&#x9;"),
            c => escaped.push(c),
        }
    }
    escaped
}
