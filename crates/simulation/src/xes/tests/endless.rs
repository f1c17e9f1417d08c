//! Logs without an end: the reader asks for no more than it needs.

use std::io::{self, Cursor, Read};

use super::super::{XesProblem, XesReader};
use super::writer::{event, trace};

type Test = Result<(), Box<dyn std::error::Error>>;

/// The same bytes again and again, as long as somebody reads.
struct Again {
    bytes: Vec<u8>,
    at: usize,
}

impl Read for Again {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = (&self.bytes[self.at..]).read(into)?;
        self.at = (self.at + read) % self.bytes.len();
        Ok(read)
    }
}

fn endless(start: &str, again: &str) -> impl Read + Send + use<> {
    let start = Cursor::new(start.to_owned().into_bytes());
    start.chain(Again { bytes: again.as_bytes().to_vec(), at: 0 })
}

#[test]
fn cases_come_one_by_one_before_the_log_is_read_to_its_end() -> Test {
    let case = trace("c1", "Desk", &[event("A", "2011-10-11T13:45:40Z", "R1")]);
    let reader = XesReader::new(endless("<log>\n", &case), "endless.xes")?;
    let lines_of_case = u64::try_from(case.lines().count())?;
    for (index, found) in (0..2_000).zip(reader) {
        let found = found?;
        assert_eq!((found.line, found.events.len()), (2 + index * lines_of_case, 1));
    }
    Ok(())
}

#[test]
fn one_piece_of_markup_cannot_go_on_for_ever() -> Test {
    for start in [
        "<log><string key='a' value='",
        "<log><string key='",
        "<log><!-- ",
        "<log",
        "<log>",
        "<log><trace><",
        "<log>&",
        "<log><![CDATA[",
        "<?xml ",
    ] {
        for again in ["x", " "] {
            let first = XesReader::new(endless(start, again), "endless.xes")?.next();
            let error = first.and_then(Result::err).ok_or("it ended")?;
            let is_named = matches!(error.problem(), XesProblem::TooLong | XesProblem::BrokenXml { .. });
            assert!(is_named, "{start}{again}…: {error}");
        }
    }
    Ok(())
}

#[test]
fn a_case_cannot_go_on_for_ever() -> Test {
    let value = format!("<string key='x' value='{}'/>", "y".repeat(2_000));
    for again in [&value, "<event/>", "<string key='", "<trace>", "</x>"] {
        let start = "<log><trace><string key='concept:name' value='c1'/><list key='l'>";
        let first = XesReader::new(endless(start, again), "endless.xes")?.next();
        let error = first.and_then(Result::err).ok_or("it ended")?;
        assert_eq!(error.case(), Some("c1"), "{again}: {error}");
    }
    Ok(())
}
