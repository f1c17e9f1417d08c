//! Objections: who, to what, until when, decided by whom.

use std::collections::BTreeSet;
use std::sync::Arc;

use cqrs_es::test::TestFramework;

use super::*;
use crate::definition::{ObjectionSilence, ObjectionTerms};
use crate::ids::{BodyId, OutputId};
use crate::mandate::MandateAct;
use crate::reason::{Reason, ReasonCode};
use crate::reference::Reference;
use crate::stage::Outcome;
use crate::testing::{
    applicant, at, auditor, calendar, clerk, decider, definition, handler, mandate_facts, mandate_of,
    officer, provider, regulator, representative, somebody, stranger, supervisor, system, verifier,
};
use crate::text::Text;

/// The decision was made on Monday 2025-10-20 at 11:00 by the handler and the decider.
fn denied() -> DecisionFacts {
    DecisionFacts {
        at: at("2025-10-20 11:00"),
        notified_at: None,
        outcome: Some(Outcome::Denied),
        made_by: [handler().person, decider().person].into(),
    }
}

fn facts(decision: Option<DecisionFacts>) -> ObjectionFacts {
    let request = RequestFacts {
        reference: Reference::from_bits(7),
        version: 12,
        service: definition().code,
        service_version: 1,
        provider: provider(),
        applicant: applicant().person,
        filed_under: None,
        terms: Some(ObjectionTerms::new(60, 60)),
        decision,
    };
    ObjectionFacts {
        request: Some(request),
        calendar: Some(Arc::new(calendar())),
        ..ObjectionFacts::default()
    }
}

fn changed(change: impl FnOnce(&mut RequestFacts)) -> ObjectionFacts {
    let mut facts = facts(Some(denied()));
    change(facts.request.as_mut().unwrap());
    facts
}

fn under(mut facts: ObjectionFacts, acts: &[MandateAct]) -> ObjectionFacts {
    let mut grant = mandate_of(&applicant().person, &representative().person);
    grant.scope.acts = acts.iter().copied().collect();
    facts.mandate = Some(mandate_facts("M-1", grant));
    facts
}

fn when(by: Actor, moment: &str, facts: ObjectionFacts, command: ObjectionCommand) -> ObjectionEnvelope {
    let objection = ObjectionId::of(&Reference::from_bits(7), 1);
    ObjectionEnvelope { objection, by, id: "test".try_into().unwrap(), at: at(moment), facts, command }
}

fn filing() -> ObjectionCommand {
    ObjectionCommand::FileObjection(FileObjection {
        against: Against::Outcome,
        grounds: "الشرط مستوفى".into(),
    })
}

fn ruling(ruling: Ruling, reasons: &[ReasonCode]) -> ObjectionCommand {
    ObjectionCommand::DecideObjection(DecideObjection {
        ruling,
        reasons: reasons.iter().copied().map(Reason::new).collect(),
        text: Text::new("قُبل التظلّم لثبوت الإقامة", "Residence was shown").into(),
    })
}

const UPHOLD: Ruling = Ruling::Uphold { effect: Effect::DecideAnew };
const PARTLY: Ruling = Ruling::UpholdPartly { effect: Effect::CorrectOutcome };

fn upholding() -> ObjectionCommand {
    ruling(UPHOLD, &[ReasonCode::ObjGroundsAccepted])
}

fn dismissing() -> ObjectionCommand {
    ruling(Ruling::Dismiss, &[ReasonCode::ObjGroundsRejected])
}

fn withdrawing() -> ObjectionCommand {
    ObjectionCommand::WithdrawObjection(WithdrawObjection::default())
}

fn silent() -> ObjectionCommand {
    ObjectionCommand::RecordObjectionSilence(RecordObjectionSilence::default())
}

fn file(by: Actor, moment: &str, facts: ObjectionFacts) -> Result<ObjectionEvent, Refusal> {
    let event =
        decide(&Objection::default(), &when(by, moment, facts, filing())).map(|mut events| events.remove(0));
    event.iter().for_each(crate::aggregate::is_told);
    event
}

/// An objection that the applicant filed on 2025-10-26 against the denial.
fn open() -> Objection {
    open_on(facts(Some(denied())))
}

fn open_on(facts: ObjectionFacts) -> Objection {
    let mut objection = Objection::default();
    objection.evolve(&file(applicant(), "2025-10-26 10:00", facts).unwrap());
    assert!(objection.is_open());
    objection
}

fn on(
    objection: &Objection,
    by: Actor,
    moment: &str,
    command: ObjectionCommand,
) -> Result<ObjectionEvent, Refusal> {
    crate::aggregate::is_tagged(&command, command.name());
    let envelope = when(by, moment, ObjectionFacts::default(), command);
    let event = decide(objection, &envelope).map(|mut events| events.remove(0));
    event.iter().for_each(crate::aggregate::is_told);
    event
}

/// Decided by another decider on the day after.
fn decided(command: ObjectionCommand) -> Result<ObjectionEvent, Refusal> {
    on(&open(), supervisor(), "2025-10-27 10:00", command)
}

fn inadmissible(event: Result<ObjectionEvent, Refusal>) -> ReasonCode {
    match event {
        Ok(ObjectionEvent::ObjectionInadmissible(it)) => it.reasons[0].code,
        other => panic!("{other:?}"),
    }
}

/// Refusals of objections, for the test that every refusal is told.
pub(crate) fn refusals() -> Vec<Refusal> {
    let mut closed = open();
    closed.evolve(&on(&closed, applicant(), "2025-10-27 09:00", withdrawing()).unwrap());
    let mut again = facts(Some(denied()));
    again.earlier.extend(open().as_earlier(ObjectionId::of(&Reference::from_bits(7), 1)));
    [
        on(&Objection::default(), supervisor(), "2025-10-27 10:00", upholding()),
        on(&closed, supervisor(), "2025-10-27 10:00", upholding()),
        on(&open(), decider(), "2025-10-27 10:00", upholding()),
        on(&open(), handler(), "2025-10-27 10:00", upholding()),
        file(applicant(), "2025-10-27 10:00", again),
        file(applicant(), "2025-10-27 10:00", changed(|it| it.terms = None)),
    ]
    .map(Result::unwrap_err)
    .to_vec()
}

#[test]
fn an_objection_is_filed_with_what_its_decision_will_need() {
    let event = file(applicant(), "2025-10-26 10:00", facts(Some(denied()))).unwrap();
    let ObjectionEvent::ObjectionFiled(filed) = event else { panic!("{event:?}") };
    assert_eq!((filed.request_version, &filed.provider), (12, &provider()));
    assert_eq!(filed.made_by, denied().made_by);
    assert_eq!(filed.window.due_date.to_string(), "2025-12-19", "sixty days after the day of the decision");
    assert_eq!(filed.due.due_date.to_string(), "2025-12-25", "sixty days after the day of filing");
    assert_eq!(filed.due.due_at, at("2025-12-26 00:00"));
    assert_eq!(filed.grounds.subject(), &applicant().person);
}

#[test]
fn the_window_is_calendar_days_and_ends_at_midnight() {
    let late = |moment: &str, decision: DecisionFacts| {
        let event = file(applicant(), moment, facts(Some(decision))).unwrap();
        event.name() == "ObjectionInadmissible"
    };
    assert!(!late("2025-12-19 23:59", denied()));
    assert!(late("2025-12-20 00:00", denied()));
    let told = || DecisionFacts { notified_at: Some(at("2025-10-22 08:00")), ..denied() };
    assert!(!late("2025-12-21 23:59", told()), "it is counted from the notice, where that is known");
    assert!(late("2025-12-22 00:00", told()));
    let early = DecisionFacts { notified_at: Some(at("2025-10-01 08:00")), ..denied() };
    assert!(!late("2025-12-19 23:59", early), "a notice of something earlier does not count");
    assert_eq!(
        inadmissible(file(applicant(), "2025-12-20 00:00", facts(Some(denied())))),
        ReasonCode::ObjLate
    );
}

#[test]
fn what_is_no_decision_or_does_no_harm_is_not_looked_into_and_the_law_says_so() {
    let of = |outcome| facts(Some(DecisionFacts { outcome, ..denied() }));
    let filed = |facts| file(applicant(), "2025-10-26 10:00", facts);
    assert_eq!(inadmissible(filed(facts(None))), ReasonCode::ObjNotADecision);
    for outcome in Outcome::ALL {
        let event = filed(of(Some(*outcome)));
        match outcome {
            Outcome::Granted | Outcome::DeemedGranted => {
                assert_eq!(inadmissible(event), ReasonCode::ObjNoInterest)
            }
            Outcome::Withdrawn | Outcome::TransferredOut => {
                assert_eq!(inadmissible(event), ReasonCode::ObjNotADecision)
            }
            _ => assert_eq!(event.unwrap().name(), "ObjectionFiled", "{outcome}"),
        }
    }
    assert_eq!(filed(of(None)).unwrap().name(), "ObjectionFiled", "the revocation of an output");
    let ObjectionEvent::ObjectionInadmissible(event) = filed(facts(None)).unwrap() else { panic!("no") };
    assert_eq!((event.decided_at, event.window), (None, None));
    let mut objection = Objection::default();
    objection.evolve(&ObjectionEvent::ObjectionInadmissible(event));
    assert_eq!(objection.standing(), Some(ObjectionStanding::Inadmissible));
    assert_eq!(
        on(&objection, supervisor(), "2025-10-27 10:00", upholding()).unwrap_err().code(),
        "objection_closed"
    );
}

#[test]
fn only_the_applicants_side_objects() {
    let code = |by, facts| file(by, "2025-10-26 10:00", facts).map(|it| it.name()).map_err(|it| it.code());
    let decided = || facts(Some(denied()));
    assert_eq!(code(stranger(), decided()), Err("unknown_request"));
    assert_eq!(code(handler(), decided()), Err("not_permitted"));
    assert_eq!(code(applicant(), ObjectionFacts::default()), Err("unknown_request"));
    assert_eq!(code(representative(), decided()), Err("unknown_request"), "without a mandate");
    assert_eq!(code(representative(), under(decided(), &[MandateAct::Objection])), Ok("ObjectionFiled"));
    assert_eq!(code(representative(), under(decided(), &[MandateAct::Filing])), Err("mandate_scope"));
    let other = Actor::new(somebody("p-other"), Role::Representative);
    assert_eq!(code(other, under(decided(), &[MandateAct::Objection])), Err("unknown_request"));
    let elsewhere = changed(|it| it.service = "mun.building-permit".try_into().unwrap());
    let mut listed = under(elsewhere, &[MandateAct::Objection]);
    let mut grant = mandate_of(&applicant().person, &representative().person);
    grant.scope.services = crate::mandate::MandateServices::Listed([definition().code].into());
    listed.mandate = Some(mandate_facts("M-1", grant));
    assert_eq!(code(representative(), listed), Err("unknown_request"), "another service than the mandate's");
}

#[test]
fn after_its_end_a_mandate_objects_to_nothing() {
    let over = |filed_under: Option<&str>| {
        let mut facts = changed(|it| it.filed_under = filed_under.map(|id| id.try_into().unwrap()));
        facts = under(facts, &[MandateAct::Objection]);
        file(representative(), "2026-01-05 10:00", facts).unwrap_err()
    };
    assert_eq!(over(Some("M-1")).code(), "mandate_expired");
    assert_eq!(over(None), Refusal::UnknownRequest, "they never filed it");
}

#[test]
fn an_objection_needs_terms_grounds_a_calendar_and_time_in_order() {
    let refused = |facts, grounds: &str, moment: &str| {
        let command = FileObjection { against: Against::Outcome, grounds: grounds.into() };
        let command = ObjectionCommand::FileObjection(command);
        decide(&Objection::default(), &when(applicant(), moment, facts, command)).unwrap_err()
    };
    let soon = "2025-10-26 10:00";
    assert_eq!(refused(changed(|it| it.terms = None), "سبب", soon), Refusal::ObjectionNotOffered);
    assert_eq!(refused(facts(Some(denied())), " ", soon).path(), Some("grounds"));
    let no_calendar = ObjectionFacts { calendar: None, ..facts(Some(denied())) };
    assert_eq!(refused(no_calendar, "سبب", soon), Refusal::CalendarUnknown);
    assert_eq!(refused(facts(Some(denied())), "سبب", "2025-10-19 10:00").code(), "time_goes_backwards");
    let beyond = changed(|it| it.terms = Some(ObjectionTerms::new(60, 3_660)));
    assert_eq!(refused(beyond, "سبب", soon).code(), "calendar_gap");
}

#[test]
fn a_decision_is_objected_to_once_unless_that_was_withdrawn() {
    let id = ObjectionId::of(&Reference::from_bits(7), 1);
    let again = |earlier: &Objection, facts: ObjectionFacts| {
        let earlier = earlier.as_earlier(id.clone()).into_iter().collect();
        file(applicant(), "2025-10-28 10:00", ObjectionFacts { earlier, ..facts }).map(|it| it.name())
    };
    let made = || Err(Refusal::ObjectionAlreadyMade { objection: id.to_string() });
    let mut objection = open();
    assert_eq!(again(&objection, facts(Some(denied()))), made(), "while it is open");
    objection.evolve(&on(&objection, supervisor(), "2025-10-27 10:00", dismissing()).unwrap());
    assert_eq!(again(&objection, facts(Some(denied()))), made(), "once it was decided");
    let later = DecisionFacts { at: at("2025-10-27 12:00"), ..denied() };
    assert_eq!(again(&objection, facts(Some(later))), Ok("ObjectionFiled"), "another decision");
    let mut withdrawn = open();
    withdrawn.evolve(&on(&withdrawn, applicant(), "2025-10-27 10:00", withdrawing()).unwrap());
    assert_eq!(again(&withdrawn, facts(Some(denied()))), Ok("ObjectionFiled"));
    let mut revoked = facts(Some(denied()));
    revoked.earlier.extend(open().as_earlier(id.clone()));
    let against = Against::Revocation { output: OutputId::new("certificate").unwrap() };
    let command = ObjectionCommand::FileObjection(FileObjection { against, grounds: "سبب".into() });
    let other = decide(&Objection::default(), &when(applicant(), "2025-10-28 10:00", revoked, command));
    assert_eq!(other.unwrap()[0].name(), "ObjectionFiled", "something else was decided");
    let twice = decide(&open(), &when(applicant(), "2025-10-28 10:00", facts(Some(denied())), filing()));
    assert_eq!(twice.unwrap_err().code(), "objection_already_made");
}

#[test]
fn each_ruling_is_an_event_with_its_reasons_and_its_effect() {
    let uphold = decided(upholding()).unwrap();
    let ObjectionEvent::ObjectionUpheld(event) = &uphold else { panic!("{uphold:?}") };
    assert_eq!((event.effect, &event.decided_by), (Effect::DecideAnew, &supervisor().person));
    let both = [ReasonCode::ObjGroundsAccepted, ReasonCode::ObjGroundsRejected];
    for (command, name, standing) in [
        (upholding(), "ObjectionUpheld", ObjectionStanding::Upheld),
        (ruling(PARTLY, &both), "ObjectionPartlyUpheld", ObjectionStanding::PartlyUpheld),
        (dismissing(), "ObjectionDismissed", ObjectionStanding::Dismissed),
    ] {
        let event = decided(command).unwrap();
        assert_eq!(event.name(), name);
        let mut objection = open();
        objection.evolve(&event);
        assert_eq!((objection.standing(), objection.ended()), (Some(standing), Some(&event)));
        let again = on(&objection, supervisor(), "2025-10-28 10:00", dismissing()).unwrap_err();
        assert_eq!(again, Refusal::ObjectionClosed { standing: Some(standing) });
    }
}

#[test]
fn a_ruling_gives_the_reasons_of_its_kind_in_both_languages() {
    let (accepted, rejected) = (ReasonCode::ObjGroundsAccepted, ReasonCode::ObjGroundsRejected);
    let code = |command| decided(command).map(|_| ()).map_err(|it| it.code());
    assert_eq!(code(ruling(UPHOLD, &[])), Err("reason_required"));
    assert_eq!(code(ruling(UPHOLD, &[rejected])), Err("reason_unknown"));
    assert_eq!(code(ruling(UPHOLD, &[accepted, ReasonCode::ObjLate])), Err("reason_unknown"));
    assert_eq!(code(ruling(PARTLY, &[rejected])), Err("reason_required"), "something was right");
    assert_eq!(code(ruling(PARTLY, &[accepted])), Ok(()));
    assert_eq!(code(ruling(Ruling::Dismiss, &[accepted])), Err("reason_unknown"));
    for (text, path) in [(Text::new("", "no"), "text.ar"), (Text::new("لا", " "), "text.en")] {
        let ObjectionCommand::DecideObjection(mut it) = upholding() else { panic!("it is one") };
        it.text = text.into();
        let refusal = decided(ObjectionCommand::DecideObjection(it)).unwrap_err();
        assert_eq!(refusal.path(), Some(path));
    }
}

/// I-11: whoever proposed or approved the decision, filed the objection or is its subject never decides it, in whatever role
/// they come; everybody else does who is a decider or a supervisor of the provider.
#[test]
fn i_11_who_made_the_decision_never_decides_the_objection() {
    let people = ["o-handler", "o-decider", "o-supervisor", "o-other", "p-aisha", "p-lawyer", "talab"];
    let facts = under(facts(Some(denied())), &[MandateAct::Objection]);
    let mut objection = Objection::default();
    objection.evolve(&file(representative(), "2025-10-26 10:00", facts).unwrap());
    let barred: BTreeSet<&str> = ["o-handler", "o-decider", "p-aisha", "p-lawyer"].into();
    let mut allowed = 0;
    for person in people {
        for role in Role::ALL {
            for body in [Some(provider()), Some(BodyId::new("mun.benghazi").unwrap()), None] {
                let mut by = Actor::new(somebody(person), *role);
                by.body.clone_from(&body);
                let came = on(&objection, by, "2025-10-27 10:00", upholding());
                let may = matches!(role, Role::Decider | Role::Supervisor)
                    && body == Some(provider())
                    && !barred.contains(person);
                assert_eq!(came.is_ok(), may, "{person} as {role} of {body:?}: {came:?}");
                allowed += u32::from(may);
            }
        }
    }
    assert_eq!(allowed, 6, "three people in two roles");
    let own = on(&objection, officer("o-handler", Role::Supervisor), "2025-10-27 10:00", upholding());
    assert_eq!(own, Err(Refusal::ObjectionSamePerson));
    assert_eq!(own.unwrap_err().code(), "same_person");
}

#[test]
fn silence_dismisses_only_where_the_service_says_so_and_only_after_the_time() {
    let terms = |silence| {
        let mut terms = ObjectionTerms::new(60, 60);
        terms.silence = silence;
        open_on(changed(|it| it.terms = Some(terms)))
    };
    let says = terms(ObjectionSilence::Dismissed);
    let early = on(&says, system(), "2025-12-25 23:59", silent()).unwrap_err();
    assert_eq!(early.code(), "term_not_over");
    assert_eq!(on(&says, supervisor(), "2025-12-26 00:00", silent()).unwrap_err().code(), "not_permitted");
    let event = on(&says, system(), "2025-12-26 00:00", silent()).unwrap();
    let ObjectionEvent::ObjectionDismissed(it) = &event else { panic!("{event:?}") };
    assert_eq!((it.reasons[0].code, &it.decided_by, &it.text), (ReasonCode::ObjSilence, &None, &None));
    let nothing = terms(ObjectionSilence::None);
    assert_eq!(on(&nothing, system(), "2025-12-26 00:00", silent()).unwrap_err().code(), "not_permitted");
    assert!(!nothing.is_overdue(at("2025-12-25 23:59")) && nothing.is_overdue(at("2025-12-26 00:00")));
    let late = on(&nothing, supervisor(), "2026-02-01 10:00", upholding());
    assert_eq!(late.unwrap().name(), "ObjectionUpheld", "late is better than never");
}

#[test]
fn who_filed_withdraws_or_whom_it_is_for() {
    let facts = under(facts(Some(denied())), &[MandateAct::Objection]);
    let mut objection = Objection::default();
    objection.evolve(&file(representative(), "2025-10-26 10:00", facts.clone()).unwrap());
    let by_lawyer = |facts: ObjectionFacts, moment: &str| {
        decide(&objection, &when(representative(), moment, facts, withdrawing())).map(|it| it[0].name())
    };
    assert_eq!(by_lawyer(facts.clone(), "2025-10-27 10:00"), Ok("ObjectionWithdrawn"));
    assert_eq!(by_lawyer(ObjectionFacts::default(), "2025-10-27 10:00"), Err(Refusal::UnknownObjection));
    let narrow = under(facts.clone(), &[MandateAct::Filing]);
    assert_eq!(by_lawyer(narrow, "2025-10-27 10:00").unwrap_err().code(), "mandate_scope");
    assert_eq!(by_lawyer(facts, "2026-01-05 10:00").unwrap_err().code(), "mandate_expired");
    let own = on(&objection, applicant(), "2025-10-27 10:00", withdrawing()).unwrap();
    assert_eq!(own.name(), "ObjectionWithdrawn");
    let code = |by| on(&objection, by, "2025-10-27 10:00", withdrawing()).unwrap_err().code();
    assert_eq!((code(stranger()), code(supervisor())), ("unknown_objection", "not_permitted"));
    let back = on(&objection, applicant(), "2025-10-25 10:00", withdrawing()).unwrap_err();
    assert_eq!(back.code(), "time_goes_backwards");
}

#[test]
fn only_those_it_concerns_know_of_an_objection() {
    let know =
        |objection: &Objection, by: &Actor| may_know(objection, by, at("2025-10-27 10:00"), None).is_ok();
    let mut inadmissible = Objection::default();
    inadmissible.evolve(&file(applicant(), "2025-10-26 10:00", facts(None)).unwrap());
    for objection in [open(), inadmissible] {
        for by in
            [applicant(), clerk(), verifier(), handler(), supervisor(), auditor(), regulator(), system()]
        {
            assert!(know(&objection, &by), "{}", by.role);
            assert!(!know(&Objection::default(), &by), "{}", by.role);
        }
        let elsewhere =
            Actor::officer(somebody("o-elsewhere"), Role::Decider, BodyId::new("mun.benghazi").unwrap());
        for by in [stranger(), representative(), elsewhere, Actor::new(somebody("o-lost"), Role::Decider)] {
            assert!(!know(&objection, &by), "{}", by.role);
        }
    }
}

#[test]
fn an_event_that_does_not_fit_changes_nothing() {
    let uphold = decided(upholding()).unwrap();
    let mut nothing = Objection::default();
    nothing.evolve(&uphold);
    assert_eq!(nothing, Objection::default());
    let mut objection = open();
    objection.evolve(&uphold);
    let before = objection.clone();
    for event in [decided(dismissing()).unwrap(), file(applicant(), "2025-10-26 10:00", facts(None)).unwrap()]
    {
        objection.evolve(&event);
        assert_eq!(objection, before);
    }
}

#[test]
fn commands_and_events_read_back() {
    let mut terms = ObjectionTerms::new(60, 60);
    terms.silence = ObjectionSilence::Dismissed;
    let says = open_on(changed(|it| it.terms = Some(terms)));
    let both = [ReasonCode::ObjGroundsAccepted, ReasonCode::ObjGroundsRejected];
    let fresh = Objection::default();
    let mut seen = BTreeSet::new();
    for (before, by, moment, facts, command) in [
        (&fresh, applicant(), "2025-10-26 10:00", facts(Some(denied())), filing()),
        (&fresh, applicant(), "2025-10-26 10:00", facts(None), filing()),
        (&says, supervisor(), "2025-10-27 10:00", ObjectionFacts::default(), upholding()),
        (&says, supervisor(), "2025-10-27 10:00", ObjectionFacts::default(), ruling(PARTLY, &both)),
        (&says, supervisor(), "2025-10-27 10:00", ObjectionFacts::default(), dismissing()),
        (&says, applicant(), "2025-10-27 10:00", ObjectionFacts::default(), withdrawing()),
        (&says, system(), "2025-12-27 10:00", ObjectionFacts::default(), silent()),
    ] {
        let events = decide(before, &when(by, moment, facts, command.clone())).unwrap();
        let record = command.record().unwrap();
        assert!(!record.to_string().contains("مستوفى") && !record.to_string().contains("الإقامة"));
        assert_eq!(ObjectionCommand::restore(record, &events).unwrap(), command);
        for event in events {
            let wire = serde_json::to_value(&event).unwrap();
            assert_eq!(wire.as_object().unwrap().keys().collect::<Vec<_>>(), [event.name()]);
            assert!(!event.words().ar.is_empty() && event.at() == at(moment));
            seen.insert(event.name());
            assert_eq!(serde_json::from_value::<ObjectionEvent>(wire).unwrap(), event);
        }
    }
    assert_eq!(seen, ObjectionEvent::NAMES.iter().copied().collect());
}

#[test]
fn the_id_of_an_objection_names_its_request() {
    let reference = Reference::from_bits(7);
    assert_eq!(ObjectionId::of(&reference, 12).reference(), Some(reference));
    assert_eq!(ObjectionId::new("elsewhere").unwrap().reference(), None);
}

#[test]
fn the_framework_drives_it_as_well() {
    TestFramework::<Objection>::with(())
        .given_no_previous_events()
        .when(when(stranger(), "2025-10-26 10:00", facts(Some(denied())), filing()))
        .then_expect_error(Refusal::UnknownRequest);
}
