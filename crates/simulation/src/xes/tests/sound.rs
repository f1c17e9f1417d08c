//! Sound logs, in the shapes that exporters write.

use time::macros::datetime;

use super::super::Value;
use super::read;
use super::writer::{event, gzip, log, trace};

type Test = Result<(), Box<dyn std::error::Error>>;

fn two_cases() -> String {
    log(&[
        trace(
            "c1",
            "Desk",
            &[event("A", "2011-10-11T13:45:40.276+02:00", "سالم"), event("B", "2011-10-12T08:00:00Z", "R2")],
        ),
        trace("c2", "Post", &[event("A", "2011-11-24T15:36:51+01:00", "R1")]),
    ])
}

#[test]
fn cases_and_events_come_with_their_lines_and_instants() -> Test {
    let cases = read(two_cases())?;
    let names: Vec<_> = cases.iter().map(|case| (case.name.as_str(), case.line, case.events.len())).collect();
    assert_eq!(names, [("c1", 4, 2), ("c2", 20, 1)]);
    let first = &cases[0].events[0];
    assert_eq!((first.line, first.activity.as_str()), (7, "A"));
    assert_eq!(first.at, datetime!(2011-10-11 13:45:40.276 +02:00));
    assert_eq!(first.at.offset().whole_hours(), 2);
    assert_eq!(first.resource.as_deref(), Some("سالم"));
    assert_eq!((first.group.as_deref(), first.transition.as_deref()), (None, Some("complete")));
    assert_eq!(cases[1].events[0].line, 23);
    assert_eq!(cases[1].attributes["channel"], Value::String("Post".to_owned()));
    Ok(())
}

#[test]
fn gzip_is_known_by_its_content_and_may_have_several_members() -> Test {
    let text = two_cases();
    let plain = read(text.clone())?;
    assert_eq!(read(gzip(text.as_bytes())?)?, plain);
    let (head, tail) = text.as_bytes().split_at(text.len() / 3);
    let members = [gzip(head)?, gzip(tail)?].concat();
    assert_eq!(read(members)?, plain);
    Ok(())
}

#[test]
fn every_kind_of_value_is_read_and_references_are_decoded() -> Test {
    let text = "\u{feff}<?xml version='1.0'?><x:log xmlns:x='http://www.xes-standard.org/'><x:trace>\
        <x:string key='concept:name' value='a &amp; b &#x644;'/><x:date key='d' value='2012-01-23T15:42:54.644+01:00'/>\
        <x:int key='i' value='-7'/><x:float key='f' value='2.5E3'/><x:boolean key='b' value='true'/><x:id key='u' value='z'/>\
        <x:list key='l'><x:values><x:int key='n' value='1'/><x:int key='n' value='2'/></x:values></x:list>\
        <x:list key='old'><x:int key='n' value='3'/></x:list>\
        </x:trace></x:log>";
    let cases = read(text)?;
    let case = &cases[0];
    assert_eq!(case.name, "a & b ل");
    assert_eq!(case.attributes["d"], Value::Date(datetime!(2012-01-23 15:42:54.644 +01:00)));
    assert_eq!(case.attributes["i"], Value::Int(-7));
    assert_eq!(case.attributes["f"], Value::Float(2500.0));
    assert_eq!(case.attributes["b"], Value::Boolean(true));
    assert_eq!(case.attributes["u"], Value::Id("z".to_owned()));
    let one = |n| ("n".to_owned(), Value::Int(n));
    assert_eq!(case.attributes["l"], Value::List(vec![one(1), one(2)]));
    assert_eq!(case.attributes["old"], Value::List(vec![one(3)]));
    Ok(())
}

#[test]
fn what_describes_the_log_and_what_is_nested_in_attributes_is_passed_over() -> Test {
    let text = "<log><!-- a comment --><global scope='event'><string key='concept:name' value='U'/></global>\
        <classifier name='c' keys='concept:name'/><float key='mean' value='2.1'><float key='x' value='1'/></float>\
        <trace><string key='concept:name' value='c1'><string key='meta' value='m'/></string></trace></log>\n<!-- end -->\n";
    let cases = read(text)?;
    assert_eq!((cases.len(), cases[0].name.as_str(), cases[0].events.len()), (1, "c1", 0));
    assert_eq!(cases[0].attributes.len(), 1);
    Ok(())
}

#[test]
fn an_empty_log_has_no_cases() -> Test {
    assert_eq!(read("<log/>")?, []);
    Ok(())
}

#[test]
fn the_name_of_a_case_can_come_from_another_key() -> Test {
    let text = "<log><trace><id key='ref' value='2011/17'/></trace></log>";
    let cases: Vec<_> =
        super::XesReader::new(text.as_bytes(), "log.xes")?.named_by("ref").collect::<Result<_, _>>()?;
    assert_eq!(cases[0].name, "2011/17");
    Ok(())
}
