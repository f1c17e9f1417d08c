//! Tests of the status.

use proptest::prelude::*;
use talab_core::request::clock::{ExtendDeadline, SuspendClock};
use talab_core::request::exits::Withdraw;
use talab_core::request::intake::Unconfirmed;
use talab_core::request::review::{PassVerification, StartVerification};
use talab_core::request::subrequests::{
    PartStanding, SubrequestConcluded, SubrequestOpened, SubrequestReopened,
};
use talab_core::request::{Event, evolve};
use talab_core::testing::{REGISTRY, body, part, retention, rulebook};
use talab_core::{Actor, Lang, Outcome, Personal, ReasonCode, Reference, Role, Stage};
use time::macros::date;
use time::{Date, Duration};

use super::{MustAct, Status, StatusError, status};
use crate::testing::walk::{self, correct, corrections};
use crate::testing::{
    Case, applicant, auditor, calendar, calendar_until, definition, gateway, officer, person, supplement,
    unconfirmed,
};
use crate::{Entry, Style};

fn seen_by(case: &Case, viewer: &Actor) -> Status {
    let (definition, calendar) = (definition(), calendar());
    status(&case.reference, &case.request, &definition, &calendar, case.at, viewer, &case.entries).unwrap()
}

fn acknowledged() -> Case {
    let mut case = Case::new(1);
    let submit = case.complete();
    case.must(&applicant(), submit);
    case
}

/// Three working days from Sunday 1 February 2026, with the weekend on Friday and Saturday.
const EXPECTED: Date = date!(2026 - 02 - 04);

#[test]
fn an_acknowledged_request_tells_when_it_will_be_done() {
    let status = seen_by(&acknowledged(), &applicant());
    assert_eq!((status.stage, status.outcome), (Stage::Acknowledged, None));
    assert_eq!(status.received_at, status.acknowledged_at);
    assert_eq!((status.expected_by, status.provisional), (Some(EXPECTED), false));
    assert_eq!((status.must_act, status.act_by), (MustAct::Provider, Some(EXPECTED)));
    let passed: Vec<_> = status.stages.passed.iter().map(|it| it.stage).collect();
    assert_eq!(passed, [Stage::Submitted, Stage::Acknowledged]);
    let to_come: Vec<_> = status.stages.to_come.iter().map(|it| it.stage).collect();
    assert_eq!(to_come, Stage::ROAD[2..]);
    assert_eq!(status.notifications.len(), 2, "the portal and the e-mail");
    assert_eq!(status.steps.iter().filter(|step| step.done).count(), 0);
    let clock = status.clock.unwrap();
    assert_eq!((clock.budget, clock.spent, clock.left), (3, Some(0), Some(3)));
}

#[test]
fn the_json_has_the_fields_that_were_promised() {
    let status = seen_by(&acknowledged(), &applicant());
    let json = serde_json::to_value(&status).unwrap();
    for field in [
        "reference",
        "service",
        "provider",
        "stage",
        "stage_text",
        "outcome",
        "outcome_text",
        "received_at",
        "acknowledged_at",
        "acknowledgement_number",
        "expected_by",
        "expected_at",
        "provisional",
        "why_moved",
        "delivered_at",
        "missing",
        "reasons",
        "remedies",
        "corrections",
        "measures",
        "outputs",
        "notifications",
        "stages",
        "parts",
        "part_of",
        "steps",
        "next_actions",
        "must_act",
        "history",
        "clock",
    ] {
        assert!(json.get(field).is_some(), "{field} is missing");
    }
    assert_eq!(json["stage"], "acknowledged");
    assert_eq!(json["outcome"], serde_json::Value::Null);
    assert_eq!(json["expected_by"], "2026-02-04");
    assert_eq!(json["received_at"], "2026-02-01T08:00:00.000000Z");
    assert_eq!(json["must_act"], "provider");
    assert_eq!(json["service"]["name"]["en"], "Certificate of residence");
    assert_eq!(json["history"][0]["event"], "Submitted");
}

#[test]
fn what_was_not_acknowledged_says_why_and_waits_for_the_applicant() {
    let mut case = Case::new(2);
    case.found = unconfirmed(Unconfirmed::Mismatch { fields: Vec::new() });
    let submit = case.incomplete();
    case.must(&applicant(), submit);
    let status = seen_by(&case, &applicant());
    assert_eq!((status.stage, status.must_act), (Stage::Rejected, MustAct::Applicant));
    assert_eq!(status.act_by, Some(date!(2026 - 02 - 08)), "five working days to supplement");
    let missing: Vec<_> = status.missing.iter().map(|it| it.item.as_str()).collect();
    assert_eq!(missing, ["national_no", "utility_bill"]);
    let codes: Vec<_> = status.reasons.iter().map(|it| it.code).collect();
    let expected =
        [ReasonCode::NakFieldInvalid, ReasonCode::NakDocumentMissing, ReasonCode::NakIdentityMismatch];
    assert_eq!(codes, expected);
    assert!(status.reasons[0].text.ar.contains("الرقم الوطني"), "{:?}", status.reasons[0]);
    let supplementing = status.next_actions.iter().find(|it| it.expected).unwrap();
    assert_eq!(supplementing.command.code(), "supplement");
    assert_eq!(status.stages.to_come.first().map(|it| it.stage), Some(Stage::Submitted));
    assert!(status.clock.is_none());

    case.found = crate::testing::confirmed();
    case.wait(Duration::days(1)).must(&applicant(), supplement());
    let status = seen_by(&case, &applicant());
    assert_eq!((status.stage, status.reasons.len(), status.missing.len()), (Stage::Acknowledged, 0, 0));
}

#[test]
fn while_corrections_are_out_the_expectation_is_provisional_and_moves_with_the_days() {
    let mut case = acknowledged();
    let verifier = officer(Role::Verifier);
    case.must(&verifier, StartVerification::default()).must(&verifier, corrections());
    case.wait(Duration::days(1));
    let first = seen_by(&case, &applicant());
    assert!(first.provisional);
    assert_eq!((first.must_act, first.act_by), (MustAct::Applicant, Some(date!(2026 - 02 - 08))));
    let asked = first.corrections.unwrap();
    assert_eq!((asked.round, asked.items.len()), (1, 1));
    assert_eq!(asked.items[0].target, "answers.national_no");
    assert_eq!(asked.items[0].instruction.as_ref().unwrap().ar, "اكتب الرقم كما في البطاقة");
    case.wait(Duration::days(2));
    let later = seen_by(&case, &applicant());
    assert!(later.expected_by > first.expected_by, "{:?} {:?}", later.expected_by, first.expected_by);

    case.must(&applicant(), correct());
    let after = seen_by(&case, &applicant());
    assert!(!after.provisional && after.corrections.is_none());
    assert_eq!(after.expected_by, later.expected_by, "resumed just now, as was assumed");
    let moved = after.why_moved.last().unwrap();
    assert_eq!((moved.cause, moved.from), (Some(ReasonCode::CalClockResumed), EXPECTED));
    assert_eq!(Some(moved.to), after.expected_by);
}

#[test]
fn an_extension_says_why_the_date_moved() {
    let mut case = acknowledged();
    let extension = ExtendDeadline { working_days: 2, reason: ReasonCode::ExtInspectionNeeded };
    case.must(&officer(Role::Supervisor), extension);
    let status = seen_by(&case, &applicant());
    assert_eq!(status.expected_by, Some(date!(2026 - 02 - 08)));
    assert_eq!(status.why_moved[0].cause, Some(ReasonCode::ExtInspectionNeeded));
    assert_eq!((status.why_moved[0].from, Some(status.why_moved[0].to)), (EXPECTED, status.expected_by));
    assert_eq!(status.clock.unwrap().budget, 5);
}

#[test]
fn a_calendar_that_ends_too_early_is_said_and_the_rest_is_told() {
    let short = calendar_until(date!(2026 - 02 - 10));
    let mut case = Case::under(5, definition(), short.clone());
    let submit = case.complete();
    case.must(&applicant(), submit);
    case.must(&officer(Role::Supervisor), SuspendClock { reason: ReasonCode::SusAwaitingCourt });
    case.wait(Duration::days(20));
    let told =
        status(&case.reference, &case.request, &definition(), &short, case.at, &applicant(), &case.entries);
    let told = told.unwrap();
    assert_eq!((told.expected_by, told.provisional, told.stage), (None, true, Stage::Acknowledged));
    assert_eq!(told.calendar_limit.unwrap().date, date!(2026 - 02 - 11));
    let clock = told.clock.unwrap();
    assert_eq!(clock.suspended_for, Some(ReasonCode::SusAwaitingCourt));
}

#[test]
fn to_a_stranger_a_request_is_unknown() {
    let case = acknowledged();
    let (definition, calendar) = (definition(), calendar());
    let other_body = Actor::officer(person("x"), Role::Handler, "moi.other".try_into().unwrap());
    for stranger in
        [Actor::applicant(person("citizen-2")), other_body, Actor::new(person("y"), Role::Handler)]
    {
        let told =
            status(&case.reference, &case.request, &definition, &calendar, case.at, &stranger, &case.entries);
        assert_eq!(told, Err(StatusError::Unknown { reference: case.reference.clone() }));
    }
}

#[test]
fn anothers_definition_or_calendar_is_an_error() {
    let case = acknowledged();
    let mut other = definition();
    other.version = 2;
    let told = |definition, calendar: &_| {
        status(&case.reference, &case.request, definition, calendar, case.at, &applicant(), &case.entries)
    };
    let error = told(&other, &calendar()).unwrap_err();
    assert!(error.to_string().contains("mun.residence-certificate version 1"), "{error}");
    let elsewhere: talab_core::calendar::Calendar = {
        let mut json = serde_json::to_value(calendar()).unwrap();
        json["jurisdiction"] = "ly-east".into();
        serde_json::from_value(json).unwrap()
    };
    let error = told(&definition(), &elsewhere).unwrap_err();
    assert!(error.to_string().contains("ly-west, not ly-east"), "{error}");
}

#[test]
fn text_is_arabic_first_and_isolated_unless_told_otherwise() {
    let status = seen_by(&acknowledged(), &applicant());
    let zone = calendar().zone().clone();
    let arabic = status.to_text(&Style::new(Lang::Ar).zone(&zone));
    assert!(arabic.contains(&format!("الطلب: \u{2068}{}\u{2069}", status.reference)), "{arabic}");
    assert!(arabic.contains("2026-02-01 10:00"), "local time: {arabic}");
    let plain = status.to_text(&Style::new(Lang::Ar).plain());
    assert!(!plain.contains(['\u{2068}', '\u{2069}']));
    assert!(plain.contains("2026-02-01 08:00 UTC"), "{plain}");
    let english = status.to_text(&Style::new(Lang::En));
    assert!(english.contains("Expected by: 2026-02-04\n"), "{english}");
    assert!(english.contains("What you may do now:\n  - "), "{english}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// I-23, and the same for personal words.
    #[test]
    fn i_23_nobody_is_told_more_than_they_may_know(picks in proptest::collection::vec(any::<walk::Pick>(), 1..70)) {
        let mut case = Case::new(7);
        for pick in picks {
            walk::step(&mut case, pick);
        }
        let all = |viewer: &Actor| {
            let status = seen_by(&case, viewer);
            let (ar, en) = (status.to_text(&Style::new(Lang::Ar)), status.to_text(&Style::new(Lang::En)));
            (serde_json::to_string(&status).unwrap() + &ar + &en, status)
        };
        let (public, status) = all(&applicant());
        prop_assert!(!public.contains("officer-") && !public.contains("secret-"), "{public}");
        let shown = case.entries.iter().filter(|entry| entry.event.is_public()).count();
        prop_assert_eq!(status.history.len(), shown);
        prop_assert!(status.reasons.iter().all(|it| it.code.shown_to_applicant()));
        let (audited, status) = all(&auditor());
        prop_assert!(!audited.contains("private-"), "{audited}");
        prop_assert_eq!(status.history.len(), case.entries.len());
        let (sent, _) = all(&gateway());
        prop_assert!(!sent.contains("private-") && !sent.contains("secret-") && !sent.contains("VC-77"), "{sent}");
        prop_assert!(!public.contains("aisha@"), "an address is shown to nobody");
    }

    #[test]
    fn whoever_is_expected_is_offered_something(picks in proptest::collection::vec(any::<walk::Pick>(), 1..70)) {
        let mut case = Case::new(8);
        for pick in picks {
            walk::step(&mut case, pick);
        }
        let status = seen_by(&case, &applicant());
        let expected = status.next_actions.iter().any(|action| action.expected);
        prop_assert_eq!(expected, status.must_act == MustAct::Applicant);
        prop_assert_eq!(status.must_act == MustAct::Nobody, status.stage.is_terminal());
        prop_assert_eq!(status.stages.passed.last().map(|it| it.stage), Some(status.stage));
        prop_assert_eq!(status.stages.to_come.is_empty(), status.stage.is_terminal());
        let moves = status.why_moved.windows(2).all(|pair| pair[0].to == pair[1].from);
        prop_assert!(moves, "each move goes on from the one before: {:?}", status.why_moved);
    }
}

#[test]
fn verification_is_a_stage_to_come_while_corrections_are_out() {
    let mut case = acknowledged();
    let verifier = officer(Role::Verifier);
    case.must(&verifier, StartVerification::default());
    case.must(&verifier, corrections());
    let to_come: Vec<_> = seen_by(&case, &applicant()).stages.to_come.iter().map(|it| it.stage).collect();
    assert_eq!(to_come.first(), Some(&Stage::UnderVerification));
    case.must(&applicant(), correct()).must(&verifier, PassVerification::default());
    let status = seen_by(&case, &officer(Role::Handler));
    assert_eq!(status.stage, Stage::InExecution);
    assert!(status.next_actions.iter().any(|it| it.expected && it.command.code() == "complete_step"));
}

/// A request of one part, of which these things were told.
fn told_of_a_part(events: impl IntoIterator<Item = Event>) -> Case {
    let mut whole = definition();
    whole.parts = vec![part("library", "lib.reader-card")];
    let mut case = Case::under(41, whole, calendar());
    let submit = case.complete();
    case.must(&applicant(), submit);
    for event in events {
        evolve(&mut case.request, &event);
        let last = case.entries.last().unwrap().clone();
        let version = case.request.version();
        case.entries.push(Entry { event, version, position: version, ..last });
    }
    case
}

#[test]
fn a_part_is_told_with_its_request_and_how_it_ended_and_nothing_more() {
    let (at, child) = (crate::testing::start(), Reference::from_bits(77));
    let id = || "library".try_into().unwrap();
    let opened = SubrequestOpened {
        at,
        part: id(),
        service: "lib.reader-card".try_into().unwrap(),
        child: child.clone(),
        message: "M-1".try_into().unwrap(),
    };
    let numbers = [("card".try_into().unwrap(), "secret-number".to_owned())].into();
    let outputs = Some(Personal::clear(applicant().person, numbers));
    let outcome = Outcome::Granted;
    let concluded = SubrequestConcluded { at, part: id(), child: child.clone(), outcome, outputs };
    let reopened = SubrequestReopened { at, part: id(), child: child.clone() };
    let story = [
        Event::SubrequestOpened(opened),
        Event::SubrequestConcluded(concluded),
        Event::SubrequestReopened(reopened),
    ];
    let wanted = [PartStanding::Ready, PartStanding::Open, PartStanding::Granted, PartStanding::Open];
    for (events, standing) in wanted.into_iter().enumerate() {
        let case = told_of_a_part(story[..events].iter().cloned());
        let of = |viewer: &Actor| {
            let calendar = calendar();
            status(
                &case.reference,
                &case.request,
                &case.definition,
                &calendar,
                case.at,
                viewer,
                &case.entries,
            )
        };
        for viewer in [applicant(), officer(Role::Handler), auditor()] {
            let status = of(&viewer).unwrap();
            let part = &status.parts[0];
            assert_eq!((part.standing, part.request.is_some()), (standing, events > 0), "{events}");
            assert_eq!(part.outcome, (events == 2).then_some(Outcome::Granted));
            let text = status.to_text(&Style::new(Lang::En));
            assert_eq!(text.contains(child.as_str()), events > 0, "{text}");
            let trail = crate::trail(&case.reference, &case.entries, &[], &case.definition, &viewer);
            let told = format!("{:?}{text}", trail.lines);
            assert!(!told.contains("secret-number"), "{told}");
            let lines = trail.lines.iter().filter(|line| line.event.starts_with("Subrequest"));
            assert!(lines.clone().all(|line| line.what[0].en == "library" && !line.basis.is_empty()));
            assert_eq!(lines.count(), events);
        }
        assert!(of(&body(REGISTRY)).is_err(), "another body sees nothing of it");
    }
}

#[test]
fn officers_are_told_until_when_an_ended_request_is_kept() {
    let mut case = acknowledged();
    let book = rulebook([retention(None, "2 years").into()]);
    let kept = |case: &Case, viewer: &Actor| {
        let (calendar, at) = (calendar(), case.at);
        seen_by(case, viewer).with_retention(&case.request, &calendar, &book, (viewer, at))
    };
    assert_eq!(kept(&case, &auditor()).retention, None, "it has not ended");
    case.must(&applicant(), Withdraw::default());
    assert_eq!(kept(&case, &applicant()).retention, None, "the applicant has it with the record");
    assert_eq!(seen_by(&case, &auditor()).retention, None, "a status alone knows no rulebook");
    for viewer in [auditor(), officer(Role::Supervisor)] {
        let status = kept(&case, &viewer);
        let told = status.retention.clone().unwrap();
        assert_eq!((told.kept_until, told.version, told.over), (date!(2028 - 02 - 01), 1, false));
        for (lang, line) in [(Lang::Ar, "يُحفظ الملف حتى"), (Lang::En, "Kept until")] {
            let text = status.to_text(&Style::new(lang));
            let told = text.lines().find(|it| it.contains(line)).unwrap_or_else(|| panic!("{text}"));
            assert!(told.contains("2028-02-01"), "{told}");
        }
    }
}
