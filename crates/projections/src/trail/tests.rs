//! Tests of the trail.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use talab_core::calendar::Zone;
use talab_core::request::Event;
use talab_core::request::exits::Withdraw;
use talab_core::request::parties::{AssignHandler, ReleaseHandler};
use talab_core::{Actor, ApplicantClass, CommandRefused, Lang, Refusal, Role, Text};

use super::{LineKind, Trail, trail};
use crate::testing::walk::{self, note};
use crate::testing::{
    Case, applicant, auditor, calendar, charged, definition, gateway, lasting, officer, person, several,
};
use crate::{Refused, Style};

fn seen_by(case: &Case, viewer: &Actor, refused: &[Refused]) -> Trail {
    trail(&case.reference, &case.entries, refused, &case.definition, viewer)
}

/// A third of the lives are of several bodies, a third cost money.
fn walked(number: u64, picks: &[walk::Pick]) -> Case {
    let definition = match (number + picks.len() as u64) % 4 {
        0 => definition(),
        1 => several(),
        2 => charged(),
        _ => lasting(),
    };
    let mut case = Case::under(number, definition, calendar());
    for pick in picks {
        walk::step(&mut case, *pick);
    }
    case
}

fn refused(case: &Case, by: Actor, position: u64) -> Refused {
    let refusal = Refusal::IdentityMissing;
    let refusal = CommandRefused::new(case.at, by, "approve_decision", &refusal);
    Refused { position, recorded_at: case.at, refusal }
}

fn submitted() -> Case {
    let mut case = Case::new(1);
    let submit = case.complete();
    case.must(&applicant(), submit);
    case
}

#[test]
fn a_line_tells_who_did_what_for_whom_and_on_what_basis() {
    let case = submitted();
    let trail = seen_by(&case, &auditor(), &[]);
    let first = &trail.lines[0];
    assert_eq!((first.event, first.version, first.kind), ("Submitted", Some(1), LineKind::Event));
    assert_eq!(first.who.person.as_deref(), Some("citizen-1"));
    assert_eq!(first.who.role.as_deref(), Some("applicant"));
    assert_eq!(first.for_whom.as_deref(), Some("citizen-1"));
    assert_eq!(first.through.as_deref(), Some("portal"), "from the event, as the metadata has none");
    assert_eq!(first.command.as_deref(), Some("Submit"));
    assert!(first.what.iter().any(|text| text.en.contains("Certificate of residence")));
    let ground = first.basis.iter().find(|ground| ground.rule == "LY-13.3").unwrap();
    assert_eq!((ground.basis, ground.article), ("text", Some(13)));
    assert!(ground.quote.unwrap().contains("متطلبات تنفيذ الخدمة"));
    let pinned = first.basis.iter().find(|ground| ground.rule == "LY-25.4").unwrap();
    assert_eq!((pinned.basis, pinned.quote), ("inferred", None));
}

#[test]
fn an_officer_is_vouched_for_and_the_applicant_sees_the_role_only() {
    let mut case = submitted();
    case.must(&officer(Role::Verifier), note(true));
    let last = |viewer: &Actor| seen_by(&case, viewer, &[]).lines.pop().unwrap();
    let inside = last(&auditor());
    assert_eq!(inside.who.person.as_deref(), Some("officer-verifier"));
    let vouched = inside.who.vouched.unwrap();
    assert_eq!(
        (vouched.by.as_str(), vouched.authority.as_deref()),
        ("staff-directory", Some("decision 12/2024"))
    );
    let outside = last(&applicant());
    assert_eq!((outside.who.person, outside.who.vouched), (None, None));
    assert_eq!(outside.who.role.as_deref(), Some("verifier"));
    assert_eq!(outside.who.body.as_deref(), Some(crate::testing::BODY));
}

#[test]
fn refused_commands_stand_in_their_place_for_internal_viewers_only() {
    let mut case = submitted();
    let positions = u64::try_from(case.entries.len()).unwrap();
    let tried = [refused(&case, officer(Role::Clerk), positions + 1)];
    case.must(&applicant(), Withdraw { reason: None });
    for entry in case.entries.iter_mut().filter(|entry| entry.version > positions) {
        entry.position += 1;
    }
    let inside = seen_by(&case, &auditor(), &tried);
    let line = inside.lines.iter().find(|line| line.kind == LineKind::Refused).unwrap();
    assert_eq!(
        (line.why.as_slice(), line.basis[0].rule),
        (["identity_missing".to_owned()].as_slice(), "LY-8.1")
    );
    assert_eq!((line.version, line.internal), (None, true));
    assert!(inside.lines.is_sorted_by_key(|line| line.position));
    for viewer in [applicant(), gateway()] {
        let outside = seen_by(&case, &viewer, &tried);
        assert!(outside.lines.iter().all(|line| line.kind == LineKind::Event));
    }
}

#[test]
fn a_stranger_gets_an_empty_trail() {
    let trail = seen_by(&submitted(), &Actor::applicant(person("citizen-2")), &[]);
    assert!(trail.lines.is_empty());
}

#[test]
fn text_names_inferences_as_such() {
    let text = seen_by(&submitted(), &auditor(), &[]).to_text(&Style::new(Lang::En));
    assert!(text.contains("LY-25.4 (inferred)"), "{text}");
    assert!(text.contains("LY-13.3 \u{2068}«"), "{text}");
    assert!(text.contains("by: Applicant, citizen-1"), "{text}");
    let plain = seen_by(&submitted(), &auditor(), &[]).to_text(&Style::new(Lang::Ar).plain());
    assert!(!plain.contains(['\u{2068}', '\u{2069}']));
    assert!(plain.contains("LY-25.4 (استنتاج)"), "{plain}");
}

#[test]
fn text_tells_instants_on_the_readers_clock_and_programs_get_the_exact_ones() {
    let case = submitted();
    let trail = seen_by(&case, &auditor(), &[]);
    let exact = case.request.received_at().unwrap().to_string();
    assert!(serde_json::to_string(&trail).unwrap().contains(&format!("counts as received at: {exact}")));
    let zone = Zone::new("Africa/Tripoli", 7_200, Vec::new()).unwrap();
    for lang in [Lang::Ar, Lang::En] {
        let text = trail.to_text(&Style::new(lang).plain().zone(&zone));
        assert!(!text.contains(&exact), "{text}");
    }
    let arabic = trail.to_text(&Style::new(Lang::Ar).plain().zone(&zone));
    assert!(arabic.contains("لحظة الاستلام المعتدّ بها: 20"), "{arabic}");
}

#[test]
fn text_tells_every_code_once_and_a_refusal_has_no_number() {
    let case = submitted();
    let mut trail = seen_by(&case, &auditor(), &[refused(&case, officer(Role::Clerk), 1_000)]);
    let line = trail.lines.last_mut().unwrap();
    assert!(line.what.is_empty(), "the code is among the reasons: {line:?}");
    line.why = ["b", "a", "b", "b"].map(str::to_owned).to_vec();
    let arabic = trail.to_text(&Style::new(Lang::Ar).plain());
    assert!(arabic.contains("رموز الأسباب: b، a\n"), "{arabic}");
    assert!(arabic.contains("\n— 20"), "{arabic}");
    assert!(trail.to_text(&Style::new(Lang::En)).contains("why: b, a\n"));
}

#[test]
fn erased_words_say_so_and_nothing_else_changes() {
    let mut case = submitted();
    case.must(&officer(Role::Handler), note(true));
    let before = seen_by(&case, &applicant(), &[]);
    let Some(Event::NoteAdded(added)) = case.entries.last_mut().map(|entry| &mut entry.event) else {
        panic!("the last event is the note")
    };
    added.text = talab_core::Personal::erased(added.text.subject().clone());
    let mut after = seen_by(&case, &applicant(), &[]);
    assert_eq!(after.lines.last().unwrap().what[0].en, "[personal data, erased]");
    after.lines.last_mut().unwrap().what = before.lines.last().unwrap().what.clone();
    assert_eq!(after, before);
}

fn both_languages(text: &Text) -> bool {
    !text.ar.trim().is_empty() && !text.en.trim().is_empty()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// I-23, and the same for personal words.
    #[test]
    fn i_23_nobody_is_told_more_than_they_may_know(picks in proptest::collection::vec(any::<walk::Pick>(), 1..70)) {
        let case = walked(2, &picks);
        let tried = [refused(&case, officer(Role::Clerk), 1_000)];
        let all = |viewer: &Actor| {
            let trail = seen_by(&case, viewer, &tried);
            let (ar, en) = (trail.to_text(&Style::new(Lang::Ar)), trail.to_text(&Style::new(Lang::En)));
            (serde_json::to_string(&trail).unwrap() + &ar + &en, trail)
        };
        let (public, trail) = all(&applicant());
        prop_assert!(!public.contains("officer-") && !public.contains("secret-"), "{public}");
        prop_assert!(!public.contains("staff-directory") && trail.lines.iter().all(|line| !line.internal));
        let (audited, trail) = all(&auditor());
        prop_assert!(!audited.contains("private-") && !audited.contains("secret-"), "{audited}");
        prop_assert_eq!(trail.lines.len(), case.entries.len() + 1);
        let (sent, _) = all(&gateway());
        prop_assert!(!sent.contains("private-") && !sent.contains("officer-"), "{sent}");
        prop_assert!(!audited.contains("119900001234") && !public.contains("119900001234"));
    }

    #[test]
    fn every_line_is_in_both_languages(picks in proptest::collection::vec(any::<walk::Pick>(), 1..70)) {
        let case = walked(3, &picks);
        for line in seen_by(&case, &officer(Role::Handler), &[]).lines {
            prop_assert!(both_languages(&line.text) && line.what.iter().all(both_languages), "{line:?}");
            prop_assert!(line.who.role_text.as_ref().is_some_and(both_languages));
            let unfounded = matches!(line.event, "NoteAdded" | "FeedbackRecorded");
            prop_assert_eq!(line.basis.is_empty(), unfounded, "{}", line.event);
        }
    }
}

/// A walk has no other request beside it; `status::tests` tells these.
const OF_PARTS: [&str; 3] = ["SubrequestOpened", "SubrequestConcluded", "SubrequestReopened"];

/// The walks must reach the whole life, or the properties above would say little.
#[test]
fn random_lives_hold_every_event() {
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    );
    let strategy = proptest::collection::vec(any::<walk::Pick>(), 150);
    let mut seen = BTreeSet::new();
    for number in 0..250 {
        let picks = strategy.new_tree(&mut runner).unwrap().current();
        seen.extend(walked(number, &picks).entries.iter().map(|entry| entry.event.name()));
        if Event::NAMES.iter().all(|name| seen.contains(name) || OF_PARTS.contains(name)) {
            return;
        }
    }
    let unseen = Event::NAMES.iter().filter(|name| !seen.contains(*name) && !OF_PARTS.contains(name));
    let unseen: Vec<_> = unseen.collect();
    assert!(unseen.is_empty(), "never seen: {unseen:?}");
}

/// A request of this class, handed to one officer, back, and to another.
fn handed_over(class: ApplicantClass) -> Case {
    let mut case = Case::new(1);
    let mut submit = case.complete();
    submit.applicant.class = class;
    case.must(&applicant(), submit);
    let assign = |name: &str| AssignHandler { handler: person(name) };
    case.must(&officer(Role::Supervisor), assign("officer-first"));
    case.must(&officer(Role::Supervisor), ReleaseHandler::default());
    case.must(&officer(Role::Supervisor), assign("officer-second"));
    case
}

#[test]
fn a_public_body_sees_that_its_file_changed_hands_and_not_whose() {
    let handed = |trail: &Trail| {
        let lines = trail.lines.iter().filter(|line| line.event.starts_with("Handler"));
        lines.map(|line| (line.event, line.occurred_at, line.internal)).collect::<Vec<_>>()
    };
    let body = handed_over(ApplicantClass::GovernmentBody);
    let at = body.at;
    let (own, auditors) = (seen_by(&body, &applicant(), &[]), seen_by(&body, &auditor(), &[]));
    let expected =
        [("HandlerAssigned", at, false), ("HandlerReleased", at, false), ("HandlerAssigned", at, false)];
    let times =
        |of: Vec<(&'static str, _, bool)>| of.into_iter().map(|(it, _, told)| (it, told)).collect::<Vec<_>>();
    assert_eq!(times(handed(&own)), times(expected.to_vec()));
    assert_eq!(handed(&own), handed(&auditors), "and when");
    let told = serde_json::to_string(&own).unwrap();
    for hidden in ["officer-first", "officer-second", "officer-supervisor"] {
        assert!(!told.contains(hidden), "{hidden} is told");
    }
    let line = own.lines.iter().find(|line| line.event == "HandlerAssigned").unwrap();
    assert_eq!((line.who.role.as_deref(), &line.who.person, line.what.len()), (Some("supervisor"), &None, 0));
    let neighbour = talab_core::testing::neighbour();
    assert!(handed(&seen_by(&body, &neighbour, &[])).is_empty());
    for class in [ApplicantClass::Citizen, ApplicantClass::PrivateOrganisation] {
        let case = handed_over(class);
        assert!(handed(&seen_by(&case, &applicant(), &[])).is_empty(), "{class}: the provider's own affair");
        assert!(handed(&seen_by(&case, &auditor(), &[])).iter().all(|(_, _, internal)| *internal));
    }
}
