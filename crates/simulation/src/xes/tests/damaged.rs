//! Damaged and hostile logs: each problem is named, with its line, its case and a remedy.

use std::error::Error as _;

use super::super::XesProblem as P;
use super::super::{XesError, XesReader};
use super::read;
use super::writer::{event, gzip, log, trace};

type Test = Result<(), Box<dyn std::error::Error>>;

const AT: &str = "2011-10-11T13:45:40Z";

/// The error of reading `bytes`; a log that reads soundly fails the test.
#[track_caller]
fn refused(bytes: impl Into<Vec<u8>>) -> XesError {
    match read(bytes) {
        Err(error) => error,
        Ok(cases) => panic!("read as {} sound cases", cases.len()),
    }
}

/// A trace of one event with `inside` put in, standing on lines 4 to 8.
fn with_event(inside: &str) -> String {
    let event = format!("<event>\n{inside}\n</event>\n");
    log(&[format!("<trace><string key='concept:name' value='c1'/>\n{event}</trace>\n")])
}

#[track_caller]
fn check(text: &str, line: u64, case: Option<&str>, is: fn(&P) -> bool) {
    let error = refused(text);
    assert!(is(error.problem()), "{error} {:?}", error.problem());
    assert_eq!((error.line(), error.case()), (Some(line), case), "{error}");
}

#[test]
fn gzip_cut_anywhere_is_truncated() -> Test {
    let events: Vec<_> = (0..60).map(|n| event("A", AT, &format!("R{}", n * n * 7919))).collect();
    let whole = gzip(log(&[trace("c1", "Desk", &events)]).as_bytes())?;
    for cut in [1, 2, 5, 9, 10, 11, 20, whole.len() / 2, whole.len() - 9, whole.len() - 8, whole.len() - 1] {
        let error = refused(&whole[..cut]);
        assert!(matches!(error.problem(), P::TruncatedGzip), "cut at {cut}: {error}");
        assert!(error.line().is_some());
    }
    Ok(())
}

#[test]
fn gzip_with_a_flipped_bit_or_rubbish_behind_it_is_corrupt() -> Test {
    let whole = gzip(log(&[trace("c1", "Desk", &[event("A", AT, "R1")])]).as_bytes())?;
    let mut checksum = whole.clone();
    checksum[whole.len() - 6] ^= 1;
    let rubbish = [whole, b"rubbish that is long enough".to_vec()].concat();
    for damaged in [checksum, rubbish] {
        let error = refused(damaged);
        assert!(matches!(error.problem(), P::CorruptGzip { .. }), "{error} {:?}", error.problem());
        assert!(error.source().is_some());
    }
    Ok(())
}

#[test]
fn a_plain_file_cut_anywhere_is_refused() {
    let text = log(&[trace("c1", "Desk", &[event("A", AT, "R1")])]);
    for cut in 0..text.trim_end().len() {
        let error = refused(&text.as_bytes()[..cut]);
        let named = matches!(error.problem(), P::Unclosed { .. } | P::BrokenXml { .. } | P::NotXes { .. });
        assert!(named, "cut at {cut}: {error}");
    }
}

#[test]
fn broken_markup_is_named_with_its_line_and_case() {
    let text = log(&[trace("c1", "Desk", &[event("A", AT, "R1"), "<event>\n</trace>\n".to_owned()])]);
    check(&text, 14, Some("c1"), |problem| matches!(problem, P::BrokenXml { .. }));
    let text = with_event("<string key='concept:name' value='A&nbsp;B'/>");
    check(&text, 6, Some("c1"), |problem| matches!(problem, P::BrokenXml { .. }));
    let text = with_event("<string key='concept:name' value=A/>");
    check(&text, 6, Some("c1"), |problem| matches!(problem, P::BrokenXml { .. }));
    let text = with_event("<string key='a' key='b' value='A'/>");
    check(&text, 6, Some("c1"), |problem| matches!(problem, P::BrokenXml { .. }));
}

#[test]
fn what_is_not_an_xes_log_says_what_it_is() {
    for (text, found) in [
        ("", "nothing"),
        ("plain words", "the text \"plain words\""),
        ("<html>", "<html>"),
        ("<log/><log/>", "second <log>"),
    ] {
        let error = refused(text);
        assert!(matches!(error.problem(), P::NotXes { .. }), "{error}");
        assert!(error.to_string().contains(found), "{error}");
    }
    check("\u{1f}", 1, None, |problem| matches!(problem, P::TruncatedGzip));
    check("<?xml version='1.0' encoding='windows-1256'?>\n<log/>", 1, None, |p| {
        matches!(p, P::Encoding { .. })
    });
}

#[test]
fn bytes_that_are_not_utf_8_are_broken() {
    let text = log(&[trace("c1", "Desk", &[event("A", AT, "R~1")])]);
    let bytes: Vec<u8> = text.bytes().map(|byte| if byte == b'~' { 0xff } else { byte }).collect();
    let error = refused(bytes);
    assert!(matches!(error.problem(), P::BrokenXml { .. }), "{error}");
    assert_eq!(error.line(), Some(10));
}

#[test]
fn a_dtd_is_refused() {
    let text = "<?xml version='1.0'?>\n<!DOCTYPE log [<!ENTITY a 'aaaa'>]>\n<log/>";
    check(text, 2, None, |problem| matches!(problem, P::Dtd));
}

#[test]
fn nothing_that_could_be_an_event_is_passed_over() {
    let stray = log(&[event("A", AT, "R1")]);
    check(&stray, 4, None, |problem| matches!(problem, P::Unexpected { .. }));
    check(&with_event("<evnt/>"), 6, Some("c1"), |problem| matches!(problem, P::Unexpected { .. }));
    check(&with_event("T02"), 5, Some("c1"), |problem| matches!(problem, P::Unexpected { .. }));
    check(&with_event("<![CDATA[T02]]>"), 6, Some("c1"), |problem| matches!(problem, P::Unexpected { .. }));
    check(&with_event("<string key='a' value='1'><event/></string>"), 6, Some("c1"), |problem| {
        matches!(problem, P::Unexpected { .. })
    });
}

#[test]
fn an_event_needs_its_activity_and_its_instant() {
    let no_activity = format!("<date key='time:timestamp' value='{AT}'/>");
    check(
        &with_event(&no_activity),
        5,
        Some("c1"),
        |p| matches!(p, P::Missing { key, .. } if key == "concept:name"),
    );
    let no_time = "<string key='concept:name' value='A'/>";
    check(
        &with_event(no_time),
        5,
        Some("c1"),
        |p| matches!(p, P::Missing { key, .. } if key == "time:timestamp"),
    );
    let as_text = format!("{no_time}<string key='time:timestamp' value='{AT}'/>");
    check(&with_event(&as_text), 5, Some("c1"), |p| matches!(p, P::Missing { kind: "date", .. }));
    check("<log>\n<trace/></log>", 2, None, |p| matches!(p, P::Missing { element: "trace", .. }));
}

#[test]
fn values_must_read_as_their_kind() {
    for inside in [
        "<date key='time:timestamp' value='yesterday'/>",
        "<date key='time:timestamp' value='2011-10-11T13:45:40'/>",
        "<date key='time:timestamp' value='2011-02-30T13:45:40Z'/>",
        "<int key='n' value='9223372036854775808'/>",
        "<float key='n' value='1,5'/>",
        "<boolean key='n' value='yes'/>",
    ] {
        check(&with_event(inside), 6, Some("c1"), |p| matches!(p, P::BadValue { .. }));
    }
}

#[test]
fn attributes_are_whole_and_their_keys_differ() {
    check(&with_event("<string key='a'/>"), 6, Some("c1"), |p| {
        matches!(p, P::IncompleteAttribute { lacks: "value", .. })
    });
    check(&with_event("<string value='a'/>"), 6, Some("c1"), |p| {
        matches!(p, P::IncompleteAttribute { lacks: "key", .. })
    });
    let twice = "<string key='concept:name' value='A'/>\n<string key='concept:name' value='B'/>";
    check(&with_event(twice), 7, Some("c1"), |p| matches!(p, P::RepeatedKey { .. }));
}

#[test]
fn names_can_be_written_down() {
    for name in ["", "  ", "a&#10;b", "a\u{202e}b", &"x".repeat(1025)] {
        let inside =
            format!("<string key='concept:name' value='{name}'/><date key='time:timestamp' value='{AT}'/>");
        check(&with_event(&inside), 5, Some("c1"), |p| matches!(p, P::BadName { .. }));
    }
}

#[test]
fn sizes_are_bounded() {
    let fits = format!("<string key='a' value='{}'/>", "x".repeat(64 * 1024));
    check(&with_event(&fits), 5, Some("c1"), |p| matches!(p, P::Missing { .. }));
    for length in [64 * 1024 + 1, 4 * 1024 * 1024] {
        let huge = format!("<string key='a' value='{}'/>", "x".repeat(length));
        check(&with_event(&huge), 6, Some("c1"), |p| matches!(p, P::TooLong));
    }
    let deep = format!("{}{}", "<list key='a'>".repeat(14), "</list>".repeat(14));
    check(&with_event(&deep), 6, Some("c1"), |p| matches!(p, P::TooDeep));
    let shallow = format!("{}{}", "<list key='a'>".repeat(13), "</list>".repeat(13));
    check(&with_event(&shallow), 5, Some("c1"), |p| matches!(p, P::Missing { .. }));
}

#[test]
fn a_case_is_bounded() {
    let line = event("A", AT, "R").replace('\n', "");
    let text = log(&[format!(
        "<trace>\n<string key='concept:name' value='c1'/>\n{}</trace>",
        (line + "\n").repeat(100_001)
    )]);
    check(&text, 100_006, Some("c1"), |p| matches!(p, P::CaseTooLarge));
    let heavy = format!(
        "<list key='l'>{}</list>",
        format!("<string key='k' value='{}'/>", "x".repeat(60_000)).repeat(1_200)
    );
    check(&with_event(&heavy), 6, Some("c1"), |p| matches!(p, P::CaseTooLarge));
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let error = XesReader::open("no/such/log.xes").err();
    let text = error.as_ref().map(ToString::to_string).unwrap_or_default();
    assert!(text.starts_with("no/such/log.xes: cannot be opened; "), "{text}");
    assert!(error.is_some_and(|error| error.source().is_some() && error.line().is_none()));
}

#[test]
fn the_message_names_file_line_case_and_remedy() {
    let error = refused(with_event("<date key='time:timestamp' value='yesterday'/>"));
    assert_eq!(
        error.to_string(),
        "log.xes, line 6, case \"c1\": \"time:timestamp\" is \"yesterday\", expected an instant with its offset, \
         such as 2011-10-11T13:45:40.276+02:00; correct the value"
    );
}

#[test]
fn after_a_problem_there_is_nothing_more() -> Test {
    let text = log(&[trace("c1", "Desk", &[]), "<trace/>\n".to_owned(), trace("c3", "Desk", &[])]);
    let mut reader = XesReader::new(std::io::Cursor::new(text.into_bytes()), "log.xes")?;
    assert!(reader.next().is_some_and(|case| case.is_ok()));
    assert!(reader.next().is_some_and(|case| case.is_err()));
    assert!(reader.next().is_none());
    Ok(())
}
