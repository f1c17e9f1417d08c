//! Tests of disclosure, and of what is shown after a redaction.

use std::collections::BTreeSet;

use talab_core::request::parties::{FeedbackKind, RecordContact, RecordFeedback};
use talab_core::request::rights::{DisclosedPart, RedactedItem};
use talab_core::testing::{answer_feedback, disclosed, hold, name_neighbour, neighbour, redact};
use talab_core::{Actor, Channel, Private, ReadKind, ReadPurpose, RequestRead, Role, Value};

use super::{Disclosure, HeldBeside, disclosure};
use crate::testing::walk::note;
use crate::testing::{Case, applicant, auditor, calendar, field, gateway, officer, person};
use crate::{Read, status, trail};

fn guardian() -> Actor {
    Actor::new(person("privacy-1"), Role::DataProtection)
}

fn all() -> BTreeSet<DisclosedPart> {
    DisclosedPart::ALL.iter().copied().collect()
}

fn given(case: &Case, parts: &BTreeSet<DisclosedPart>) -> Disclosure {
    let pinned = (&*case.definition, &calendar());
    disclosure(&case.reference, &case.request, pinned, &case.entries, HeldBeside::default(), parts).unwrap()
}

/// A request that was talked and noted about, and then withdrawn.
fn ended() -> Case {
    let mut case = Case::new(1);
    let submit = case.complete();
    case.must(&applicant(), submit);
    case.must(&officer(Role::Verifier), note(true)).must(&officer(Role::Verifier), note(false));
    let talk = RecordContact { channel: Channel::Desk, summary: "private-talk".to_owned().into() };
    case.must(&officer(Role::Handler), talk);
    let text = Private::new(Some("private-complaint".to_owned()));
    case.must(&applicant(), RecordFeedback { kind: FeedbackKind::Complaint, rating: None, text });
    case.must(&officer(Role::Handler), answer_feedback(1));
    case.must(&applicant(), talab_core::request::exits::Withdraw { reason: None });
    case
}

#[test]
fn everything_held_is_in_it_and_nothing_internal() {
    let mut case = ended();
    case.must(&applicant(), disclosed("citizen-1"));
    case.must(&guardian(), hold("court/1"));
    let given = given(&case, &all());
    let answers = given.answers.as_ref().unwrap();
    let number = answers.iter().find(|it| it.field == field("national_no")).unwrap();
    assert_eq!((number.value.clone(), number.redacted), (Some(Value::from("119900001234")), false));
    assert!(number.origin.is_some() && given.email.is_some());
    assert_eq!(given.documents.as_ref().unwrap().len(), case.request.documents().count());
    assert_eq!(given.messages.as_ref().unwrap().len(), case.request.notifications().len());
    assert_eq!(given.access.as_ref().unwrap().len(), 1);
    let json = serde_json::to_string(&given).unwrap();
    for said in ["private-note", "private-talk", "private-complaint", "Withdrawn"] {
        assert!(json.contains(said), "{said} is not in it");
    }
    for hidden in ["secret-note", "court/1", "LegalHold", "officer-verifier", "officer-handler"] {
        assert!(!json.contains(hidden), "{hidden} is in it");
    }
}

#[test]
fn who_read_is_told_by_role_and_body_and_not_who_was_refused() {
    let case = ended();
    let read = |refused: Option<&str>| Read {
        position: 1,
        recorded_at: case.at,
        read: RequestRead {
            at: case.at,
            by: officer(Role::Handler),
            what: ReadKind::Status,
            asked: Vec::new(),
            purpose: Some(ReadPurpose::new("case/7").unwrap()),
            refused: refused.map(str::to_owned),
        },
    };
    let reads = vec![read(None), read(Some("unknown_request"))];
    let pinned = (&*case.definition, &calendar());
    let told = |parts: &BTreeSet<DisclosedPart>| {
        let beside = HeldBeside { reads: reads.clone(), ..HeldBeside::default() };
        disclosure(&case.reference, &case.request, pinned, &case.entries, beside, parts).unwrap()
    };
    let given = told(&all());
    let [only] = given.readers.as_deref().unwrap() else { panic!("{:?}", given.readers) };
    assert_eq!((only.role, only.what, only.at), (Role::Handler, ReadKind::Status, case.at));
    assert_eq!(only.body, officer(Role::Handler).body);
    assert_eq!(only.purpose.as_ref().unwrap().as_str(), "case/7");
    assert!(!serde_json::to_string(&given).unwrap().contains("officer-handler"), "not by name");
    assert_eq!(told(&BTreeSet::from([DisclosedPart::Documents])).readers, None);
}

#[test]
fn the_json_of_a_disclosure_has_the_fields_that_were_promised() {
    let only = BTreeSet::from([DisclosedPart::Documents]);
    let json = serde_json::to_value(given(&ended(), &only)).unwrap();
    assert_eq!((&json["format"], &json["stage"]), (&1.into(), &"closed".into()));
    assert_eq!(json["parts"], serde_json::json!(["documents"]));
    assert!(json["documents"][0]["sha256"].is_string());
    for part in ["answers", "email", "evidence", "outputs", "messages", "history", "access", "readers"] {
        assert!(json.get(part).is_some_and(serde_json::Value::is_null), "{part} was not asked for");
    }
}

#[test]
fn what_was_redacted_is_in_no_view_also_of_the_time_before() {
    let mut case = ended();
    let mut items = redact(&["national_no"]);
    let words = [RedactedItem::Email, RedactedItem::Notes, RedactedItem::Contacts, RedactedItem::Feedback];
    items.items.extend(words);
    case.must(&guardian(), items);
    let held = given(&case, &all());
    let number = held.answers.as_ref().unwrap().iter().find(|it| it.redacted).unwrap();
    assert_eq!((&number.field, &number.value), (&field("national_no"), &None));
    assert_eq!(held.email, None);
    let everybody = [applicant(), guardian(), auditor(), gateway(), officer(Role::Handler)];
    let mut told = serde_json::to_string(&held).unwrap();
    for viewer in &everybody {
        let (definition, calendar) = (&case.definition, calendar());
        let status =
            status(&case.reference, &case.request, definition, &calendar, case.at, viewer, &case.entries)
                .unwrap();
        told += &serde_json::to_string(&status).unwrap();
        told +=
            &serde_json::to_string(&trail(&case.reference, &case.entries, &[], definition, viewer)).unwrap();
    }
    for gone in ["119900001234", "aisha@", "private-note", "secret-note", "private-talk", "private-complaint"]
    {
        assert!(!told.contains(gone), "{gone} is still told");
    }
    let later = RecordContact { channel: Channel::Desk, summary: "private-later".to_owned().into() };
    case.must(&officer(Role::Handler), later);
    let told = serde_json::to_string(&given(&case, &all())).unwrap();
    assert!(
        told.contains("private-later") && !told.contains("private-talk"),
        "what came later is not hidden"
    );
}

#[test]
fn an_interested_party_sees_the_standing_and_nothing_private() {
    let mut case = ended();
    case.must(&officer(Role::Handler), name_neighbour());
    let (definition, calendar) = (&case.definition, calendar());
    let seen =
        status(&case.reference, &case.request, definition, &calendar, case.at, &neighbour(), &case.entries)
            .unwrap();
    assert_eq!((seen.stage, seen.outcome), (case.request.stage().unwrap(), case.request.outcome()));
    assert!(seen.history.is_empty() && seen.reasons.is_empty() && seen.next_actions.is_empty());
    assert!(seen.fees.is_empty() && seen.feedback.is_empty() && seen.legal_holds.is_empty());
    assert_eq!((seen.acknowledgement_number, seen.steps.len()), (None, definition.steps.len()));
    assert!(trail(&case.reference, &case.entries, &[], definition, &neighbour()).lines.is_empty());
}

#[test]
fn a_hold_is_shown_to_officers_and_feedback_to_both_sides() {
    let mut case = ended();
    case.must(&guardian(), hold("court/1"));
    let seen_by = |viewer: &Actor| {
        let calendar = calendar();
        status(&case.reference, &case.request, &case.definition, &calendar, case.at, viewer, &case.entries)
            .unwrap()
    };
    assert_eq!(seen_by(&officer(Role::Handler)).legal_holds[0].order, "court/1");
    assert_eq!(seen_by(&applicant()).legal_holds, []);
    for viewer in [applicant(), officer(Role::Handler)] {
        let feedback = &seen_by(&viewer).feedback[0];
        assert_eq!((feedback.number, feedback.kind), (1, FeedbackKind::Complaint));
        assert!(feedback.answered_at.is_some());
    }
}
