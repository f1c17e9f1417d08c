//! Enquiries: taken in, answered once. Surveys: opened, answered once by each person, closed.

mod drafts;

use std::collections::BTreeSet;

use cqrs_es::test::TestFramework;

use super::*;
use crate::ids::{QuestionId, ServiceCode};
use crate::party::Channel;
use crate::personal::Personal;
use crate::testing::{
    applicant, at, auditor, clerk, data_officer, decider, definition, gateway, handler, manager, provider,
    regulator, representative, somebody, stranger, supervisor, system,
};
use crate::text::Text;

const ASKED: &str = "2025-10-15 09:00";

fn service() -> ServiceCode {
    definition().code
}

fn known() -> KnownService {
    KnownService { version: 1, provider: provider(), published: Some(1) }
}

/// A clerk of the national contact centre, which is no part of the provider.
fn operator() -> Actor {
    Actor::officer(somebody("o-1415"), Role::Clerk, BodyId::new("gov.contact-centre").unwrap())
}

/// The same role at another provider.
fn elsewhere(role: Role) -> Actor {
    Actor::officer(somebody("o-elsewhere"), role, BodyId::new("mun.benghazi").unwrap())
}

fn envelope(by: Actor, moment: &str, command: EnquiriesCommand) -> EnquiriesEnvelope {
    let id = "test".try_into().unwrap();
    EnquiriesEnvelope { service: service(), by, id, at: at(moment), known: Some(known()), command }
}

type Act = (Actor, &'static str, EnquiriesCommand);

/// What there is after these acts, of which only the last may be refused.
fn after(acts: &[Act]) -> (Enquiries, Result<Vec<EnquiriesEvent>, Refusal>) {
    let mut enquiries = Enquiries::default();
    let mut last = Ok(Vec::new());
    for (by, moment, command) in acts {
        assert!(last.is_ok(), "{last:?}");
        crate::aggregate::is_tagged(command, command.name());
        last = decide(&enquiries, &envelope(by.clone(), moment, command.clone()));
        last.iter().flatten().for_each(crate::aggregate::is_told);
        last.iter().flatten().for_each(|event| enquiries.evolve(event));
    }
    (enquiries, last)
}

fn refused(acts: &[Act]) -> Refusal {
    after(acts).1.unwrap_err()
}

fn asks(text: Option<&str>, asked_by: Option<PersonId>) -> EnquiriesCommand {
    EnquiriesCommand::RecordEnquiry(RecordEnquiry {
        channel: Channel::ServiceCentre,
        topic: EnquiryTopic::Fees,
        text: text.map(str::to_owned).into(),
        asked_by,
    })
}

fn answers(number: u32, text: &str) -> EnquiriesCommand {
    EnquiriesCommand::AnswerEnquiry(AnswerEnquiry { number, text: text.into() })
}

fn question(id: &str) -> SurveyQuestion {
    let text = Text::new("هل كانت الإجراءات واضحة؟", "Were the steps clear?");
    SurveyQuestion { id: id.try_into().unwrap(), text }
}

fn opens(change: impl FnOnce(&mut OpenSurvey)) -> EnquiriesCommand {
    let mut open = OpenSurvey {
        survey: "autumn".try_into().unwrap(),
        questions: vec![question("clear"), question("quick")],
        from: at("2025-10-20 00:00"),
        until: Some(at("2025-11-20 00:00")),
    };
    change(&mut open);
    EnquiriesCommand::OpenSurvey(open)
}

fn closes(survey: &str) -> EnquiriesCommand {
    EnquiriesCommand::CloseSurvey(CloseSurvey { survey: survey.try_into().unwrap() })
}

fn rates(person: Option<&str>, ratings: &[(&str, u8)]) -> EnquiriesCommand {
    let ratings = ratings.iter().map(|(id, rating)| (id.to_owned().try_into().unwrap(), *rating));
    EnquiriesCommand::AnswerSurvey(AnswerSurvey {
        survey: "autumn".try_into().unwrap(),
        person: person.map(somebody),
        ratings: ratings.collect(),
        text: None.into(),
    })
}

fn open() -> Act {
    (regulator(), ASKED, opens(|_| {}))
}

#[test]
fn an_enquiry_is_kept_with_the_service_and_numbered() {
    let aisha = applicant().person;
    let (enquiries, last) = after(&[
        (operator(), ASKED, asks(Some(" كم الرسوم؟ "), None)),
        (clerk(), ASKED, asks(None, Some(aisha.clone()))),
        (applicant(), ASKED, asks(Some("أين أقدّم؟"), None)),
    ]);
    let EnquiriesEvent::EnquiryRecorded(event) = &last.unwrap()[0] else { panic!("recorded") };
    assert_eq!((event.number, event.asked_by.as_ref()), (3, Some(&aisha)));
    assert_eq!(event.text.as_ref().map(Personal::subject), Some(&aisha));
    let by: Vec<_> =
        (1..=4).map(|number| enquiries.enquiry(number).map(|it| it.recorded_by.as_str())).collect();
    assert_eq!(by, [Some("o-1415"), Some("o-clerk"), Some("p-aisha"), None]);
    assert_eq!(enquiries.enquiry(0), None);
}

#[test]
fn the_words_of_somebody_unnamed_are_nobody_elses() {
    let (enquiries, last) = after(&[(operator(), ASKED, asks(Some("كم الرسوم؟"), None))]);
    let EnquiriesEvent::EnquiryRecorded(event) = &last.unwrap()[0] else { panic!("recorded") };
    let text = event.text.as_ref().unwrap();
    assert_eq!(text.subject().as_str(), "enquiry:mun.residence-certificate/1");
    assert_eq!((text.get().map(String::as_str), &event.asked_by), (Some("كم الرسوم؟"), &None));
    let answer = decide(&enquiries, &envelope(handler(), ASKED, answers(1, "عشرة دنانير"))).unwrap();
    let EnquiriesEvent::EnquiryAnswered(answer) = &answer[0] else { panic!("answered") };
    assert_eq!(answer.text.subject(), text.subject(), "erased with what was asked");
}

#[test]
fn who_asks_and_who_takes_in_records_and_nobody_else() {
    let ask = || asks(Some("كم الرسوم؟"), None);
    for by in [applicant(), clerk(), operator(), handler(), decider(), supervisor(), manager()] {
        assert!(after(&[(by.clone(), ASKED, ask())]).1.is_ok(), "{}", by.role);
    }
    for by in [elsewhere(Role::Handler), representative(), regulator(), auditor(), gateway(), system()] {
        assert_eq!(refused(&[(by, ASKED, ask())]).code(), "not_permitted");
    }
    let lost = Actor::new(somebody("o-lost"), Role::Clerk);
    assert_eq!(refused(&[(lost, ASKED, ask())]).code(), "not_permitted", "a clerk of no body");
    let other = asks(None, Some(stranger().person));
    assert_eq!(refused(&[(applicant(), ASKED, other)]).path(), Some("asked_by"));
    assert!(after(&[(applicant(), ASKED, asks(None, Some(applicant().person)))]).1.is_ok());
    assert_eq!(refused(&[(clerk(), ASKED, asks(Some(" "), None))]).path(), Some("text"));
}

#[test]
fn nothing_is_asked_of_a_service_that_nobody_published() {
    let mut asked = envelope(clerk(), ASKED, asks(None, None));
    asked.known = Some(KnownService { published: None, ..known() });
    let code = |asked: &EnquiriesEnvelope| decide(&Enquiries::default(), asked).unwrap_err().code();
    assert_eq!(code(&asked), "service_not_published");
    asked.known = None;
    assert_eq!(code(&asked), "unknown_service");
    asked.command = opens(|_| {});
    assert_eq!(code(&asked), "unknown_service");
}

#[test]
fn an_enquiry_is_answered_once_by_who_may_know_of_it() {
    let asked = (operator(), ASKED, asks(Some("كم الرسوم؟"), None));
    let answered = |by: Actor| after(&[asked.clone(), (by, "2025-10-16 09:00", answers(1, "عشرة دنانير"))]);
    for by in [clerk(), handler(), supervisor(), manager(), operator()] {
        let (enquiries, last) = answered(by.clone());
        let EnquiriesEvent::EnquiryAnswered(event) = &last.unwrap()[0] else { panic!("answered") };
        assert_eq!((event.recorded_at, &event.answered_by), (at(ASKED), &by.person));
        assert_eq!(enquiries.enquiry(1).unwrap().answered_at, Some(at("2025-10-16 09:00")));
        let again = decide(&enquiries, &envelope(handler(), "2025-10-17 09:00", answers(1, "لا رسوم")));
        let before = at("2025-10-16 09:00").to_string();
        assert_eq!(again.unwrap_err(), Refusal::EnquiryAnswered { number: 1, at: before });
    }
    let code = |by| answered(by).1.unwrap_err().code();
    assert_eq!(code(elsewhere(Role::Clerk)), "enquiry_unknown", "who did not take it in");
    assert_eq!(code(elsewhere(Role::Handler)), "enquiry_unknown");
    for by in [applicant(), regulator(), auditor(), system()] {
        assert_eq!(code(by), "not_permitted");
    }
    for number in [0, 2] {
        let unknown = refused(&[asked.clone(), (handler(), "2025-10-16 09:00", answers(number, "نعم"))]);
        assert_eq!(unknown, Refusal::EnquiryUnknown { number });
    }
    let empty = refused(&[asked.clone(), (handler(), "2025-10-16 09:00", answers(1, " "))]);
    assert_eq!(empty.path(), Some("text"));
    let back = refused(&[asked, (handler(), "2025-10-14 09:00", answers(1, "نعم"))]);
    assert_eq!(back.code(), "time_goes_backwards");
}

#[test]
fn nobody_answers_what_they_asked_at_another_body() {
    let own = asks(Some("كم الرسوم؟"), Some(operator().person));
    let acts = [(operator(), ASKED, own), (operator(), "2025-10-16 09:00", answers(1, "نعم"))];
    assert_eq!(refused(&acts).code(), "enquiry_unknown");
}

#[test]
fn a_survey_is_opened_by_the_regulator_or_the_providers_manager() {
    let (enquiries, last) = after(&[open()]);
    assert_eq!(last.unwrap()[0].name(), "SurveyOpened");
    let survey = enquiries.survey(&"autumn".try_into().unwrap()).unwrap();
    assert_eq!((survey.body.as_ref(), survey.answers(), survey.remarks), (None, 0, 0));
    let (own, _) = after(&[(manager(), ASKED, opens(|_| {}))]);
    assert_eq!(own.surveys().next().unwrap().1.body, Some(provider()));
    for by in [elsewhere(Role::ProviderManager), handler(), clerk(), applicant(), auditor()] {
        assert_eq!(refused(&[(by, ASKED, opens(|_| {}))]).code(), "not_permitted");
    }
    let twice = refused(&[open(), (manager(), ASKED, opens(|_| {}))]);
    assert_eq!(twice, Refusal::SurveyAlreadyOpened { survey: "autumn".to_owned() });
}

#[test]
fn a_survey_asks_questions_in_both_languages_and_has_a_time() {
    let path = |change: fn(&mut OpenSurvey)| {
        let refusal = refused(&[(regulator(), ASKED, opens(change))]);
        refusal.path().unwrap_or_default().to_owned()
    };
    assert_eq!(path(|it| it.questions.clear()), "questions");
    let many = |it: &mut OpenSurvey| {
        it.questions = (0..=OpenSurvey::MAX_QUESTIONS).map(|n| question(&format!("q{n}"))).collect();
    };
    assert_eq!(path(many), "questions");
    assert_eq!(path(|it| it.questions.push(question("clear"))), "questions.clear");
    assert_eq!(path(|it| it.questions[1].text.en.clear()), "questions.quick.en");
    assert_eq!(path(|it| it.questions[0].text.ar = " ".to_owned()), "questions.clear.ar");
    assert_eq!(path(|it| it.until = Some(it.from)), "until");
    let over = |it: &mut OpenSurvey| {
        (it.from, it.until) = (at("2025-09-01 00:00"), Some(at("2025-10-01 00:00")));
    };
    assert_eq!(path(over), "until", "it is over already");
    assert!(after(&[(regulator(), ASKED, opens(|it| it.until = None))]).1.is_ok());
}

#[test]
fn each_person_answers_a_survey_once_themselves_or_by_a_clerk() {
    let mine = rates(None, &[("clear", 5), ("quick", 2)]);
    let (enquiries, last) = after(&[
        open(),
        (applicant(), "2025-10-20 00:00", mine),
        (operator(), "2025-10-21 09:00", rates(Some("p-omar"), &[("clear", 4)])),
    ]);
    let EnquiriesEvent::SurveyAnswered(event) = &last.unwrap()[0] else { panic!("answered") };
    assert_eq!((event.person.as_str(), event.recorded_by.as_str()), ("p-omar", "o-1415"));
    let survey = enquiries.survey(&"autumn".try_into().unwrap()).unwrap();
    let given = |id: &str| survey.ratings(&QuestionId::new(id).unwrap());
    assert_eq!((survey.answers(), given("clear"), given("quick")), (2, [0, 0, 0, 1, 1], [0, 1, 0, 0, 0]));
    let again = |by, person| {
        let act = envelope(by, "2025-10-22 09:00", rates(person, &[("clear", 1)]));
        decide(&enquiries, &act).unwrap_err()
    };
    let answered = Refusal::SurveyAnswered { survey: "autumn".to_owned() };
    assert_eq!(again(applicant(), None), answered);
    assert_eq!(again(clerk(), Some("p-aisha")), answered, "by a clerk neither");
    assert_eq!(again(clerk(), None).path(), Some("person"));
    assert_eq!(again(stranger(), Some("p-aisha")).path(), Some("person"));
    for by in [handler(), regulator(), representative(), auditor(), Actor::new(somebody("x"), Role::Clerk)] {
        assert_eq!(again(by, Some("p-new")).code(), "not_permitted");
    }
}

#[test]
fn an_answer_comes_while_the_survey_is_open_and_rates_what_it_asks() {
    let answer = |moment, ratings: &[(&str, u8)]| {
        after(&[open(), (applicant(), moment, rates(None, ratings))]).1.map(|_| ()).map_err(|it| {
            match it.path() {
                Some(path) => path.to_owned(),
                None => it.code().to_owned(),
            }
        })
    };
    let good = [("clear", 1)];
    assert_eq!(answer("2025-10-19 23:59", &good), Err("survey_not_open".to_owned()));
    assert_eq!(answer("2025-10-20 00:00", &good), Ok(()));
    assert_eq!(answer("2025-11-19 23:59", &good), Ok(()));
    assert_eq!(answer("2025-11-20 00:00", &good), Err("survey_not_open".to_owned()));
    assert_eq!(answer("2025-10-21 09:00", &[]), Err("ratings".to_owned()));
    assert_eq!(answer("2025-10-21 09:00", &[("cheap", 3)]), Err("ratings.cheap".to_owned()));
    for rating in [0, 6] {
        assert_eq!(answer("2025-10-21 09:00", &[("quick", rating)]), Err("ratings.quick".to_owned()));
    }
    let none = refused(&[(applicant(), ASKED, rates(None, &good))]);
    assert_eq!(none, Refusal::SurveyUnknown { survey: "autumn".to_owned() });
}

#[test]
fn a_survey_is_closed_by_who_keeps_it() {
    let late = "2025-10-25 09:00";
    let close = |opened_by: Actor, by: Actor| {
        after(&[(opened_by, ASKED, opens(|_| {})), (by, late, closes("autumn"))]).1.map(|it| it[0].name())
    };
    assert_eq!(close(regulator(), regulator()), Ok("SurveyClosed"));
    assert_eq!(close(manager(), regulator()), Ok("SurveyClosed"));
    assert_eq!(close(manager(), manager()), Ok("SurveyClosed"));
    let code = |opened_by, by| close(opened_by, by).unwrap_err().code();
    assert_eq!(code(regulator(), manager()), "not_permitted", "the regulator's own survey");
    assert_eq!(code(manager(), elsewhere(Role::ProviderManager)), "not_permitted");
    assert_eq!(code(manager(), clerk()), "not_permitted");
    assert_eq!(refused(&[(regulator(), late, closes("spring"))]).code(), "survey_unknown");
    let closed = [open(), (regulator(), late, closes("autumn"))];
    let then = |by, moment, command| refused(&[closed.to_vec(), vec![(by, moment, command)]].concat()).code();
    assert_eq!(then(applicant(), "2025-10-26 09:00", rates(None, &[("clear", 1)])), "survey_not_open");
    assert_eq!(then(regulator(), "2025-10-26 09:00", closes("autumn")), "survey_not_open");
    assert_eq!(then(regulator(), ASKED, opens(|_| {})), "survey_already_opened", "and stays what it was");
    assert_eq!(
        refused(&[open(), (regulator(), "2025-11-20 00:00", closes("autumn"))]).code(),
        "survey_not_open"
    );
    assert_eq!(
        refused(&[open(), (regulator(), "2025-10-14 09:00", closes("autumn"))]).code(),
        "time_goes_backwards"
    );
}

#[test]
fn who_reads_what_was_asked() {
    let seen = |by: &Actor| readable(by, &provider());
    for by in [handler(), clerk(), manager(), data_officer()] {
        assert_eq!(seen(&by), Ok(EnquiriesSeen::Whole));
    }
    for by in [regulator(), auditor()] {
        assert_eq!(seen(&by), Ok(EnquiriesSeen::WithoutPersons));
    }
    assert_eq!(
        (seen(&applicant()), seen(&operator())),
        (Ok(EnquiriesSeen::Asked), Ok(EnquiriesSeen::TakenIn))
    );
    let lost = Actor::new(somebody("o-lost"), Role::Clerk);
    for by in [elsewhere(Role::Handler), representative(), gateway(), system(), lost] {
        assert_eq!(seen(&by), Err(Refusal::EnquiriesNotPermitted { role: by.role }));
    }
}

#[test]
fn an_event_that_does_not_fit_changes_nothing() {
    let (mut enquiries, last) =
        after(&[open(), (applicant(), "2025-10-21 09:00", rates(None, &[("clear", 5)]))]);
    let before = enquiries.clone();
    last.unwrap().iter().for_each(|event| enquiries.evolve(event));
    assert_eq!(enquiries, before, "a second answer of the same person");
    let moment = at("2025-10-21 09:00");
    let (survey, closed_by) = ("spring".try_into().unwrap(), regulator().person);
    enquiries.evolve(&EnquiriesEvent::SurveyClosed(SurveyClosed { at: moment, survey, closed_by }));
    enquiries.evolve(&EnquiriesEvent::EnquiryAnswered(EnquiryAnswered {
        at: moment,
        number: 7,
        recorded_at: moment,
        answered_by: handler().person,
        text: Personal::clear(applicant().person, "نعم".to_owned()),
    }));
    assert_eq!(enquiries, before);
}

#[test]
fn commands_and_events_read_back() {
    let words = |mut command: EnquiriesCommand| {
        if let EnquiriesCommand::AnswerSurvey(it) = &mut command {
            it.text = Some("شكراً لكم".to_owned()).into();
        }
        command
    };
    let acts = [
        (operator(), ASKED, asks(Some("كم الرسوم؟"), None)),
        (clerk(), ASKED, asks(None, Some(applicant().person))),
        (handler(), ASKED, answers(1, "عشرة دنانير")),
        open(),
        (applicant(), "2025-10-21 09:00", words(rates(None, &[("clear", 5)]))),
        (operator(), "2025-10-21 09:00", rates(Some("p-omar"), &[("quick", 3)])),
        (regulator(), "2025-10-22 09:00", closes("autumn")),
        (applicant(), "2025-10-22 09:00", drafts(1, None)),
        (operator(), "2025-10-22 09:00", drafts(2, Some(stranger().person))),
        (gateway(), "2025-10-22 09:00", tells(&applicant(), 3)),
        (applicant(), "2025-10-22 09:00", drops(None)),
    ];
    let (mut enquiries, mut seen) = (Enquiries::default(), BTreeSet::new());
    for (by, moment, command) in acts {
        let known = Some(KnownService { published: Some(3), version: 3, ..known() });
        let envelope = EnquiriesEnvelope { known, ..envelope(by, moment, command.clone()) };
        let events = decide(&enquiries, &envelope).unwrap();
        let record = command.record().unwrap();
        for word in ["الرسوم", "دنانير", "شكراً"] {
            assert!(!record.to_string().contains(word), "{record}");
        }
        assert_eq!(EnquiriesCommand::restore(record, &events).unwrap(), command);
        for event in events {
            let wire = serde_json::to_value(&event).unwrap();
            assert!(!event.words().ar.is_empty() && event.at() == at(moment));
            seen.insert(event.name());
            assert_eq!(serde_json::from_value::<EnquiriesEvent>(wire).unwrap(), event);
            enquiries.evolve(&event);
        }
    }
    assert_eq!(seen, EnquiriesEvent::NAMES.iter().copied().collect());
    let state = serde_json::to_value(&enquiries).unwrap();
    assert_eq!(serde_json::from_value::<Enquiries>(state).unwrap(), enquiries);
}

#[test]
fn what_was_erased_is_not_restored_by_guessing() {
    let command = asks(Some("كم الرسوم؟"), None);
    let (_, events) = after(&[(operator(), ASKED, command.clone())]);
    let mut events = events.unwrap();
    let EnquiriesEvent::EnquiryRecorded(it) = &mut events[0] else { panic!("recorded") };
    it.text = it.text.take().map(|text| Personal::erased(text.subject().clone()));
    let restored = EnquiriesCommand::restore(command.record().unwrap(), &events);
    assert_eq!(restored, Err(crate::request::NotRestored::Unreadable));
}

#[test]
fn the_framework_drives_it_as_well() {
    TestFramework::<Enquiries>::with(())
        .given_no_previous_events()
        .when(envelope(auditor(), ASKED, asks(None, None)))
        .then_expect_error(Refusal::RoleNotPermitted { role: Role::Auditor, command: "RecordEnquiry" });
}

fn drafts(version: u32, person: Option<PersonId>) -> EnquiriesCommand {
    EnquiriesCommand::NoteDraft(NoteDraft { version, person })
}

fn drops(person: Option<PersonId>) -> EnquiriesCommand {
    EnquiriesCommand::DropDraft(DropDraft { person })
}

fn tells(person: &Actor, version: u32) -> EnquiriesCommand {
    EnquiriesCommand::RecordChangeTold(RecordChangeTold { person: person.person.clone(), version })
}

/// Each refusal that is said here only, as a command produced it.
pub(crate) fn refusals() -> Vec<Refusal> {
    let asked = (operator(), ASKED, asks(None, None));
    let answer = || (handler(), "2025-10-16 09:00", answers(1, "نعم"));
    let mine = (applicant(), "2025-10-21 09:00", rates(None, &[("clear", 5)]));
    let early = (applicant(), ASKED, rates(None, &[("clear", 5)]));
    vec![
        readable(&gateway(), &provider()).unwrap_err(),
        refused(&[answer()]),
        refused(&[asked, answer(), answer()]),
        refused(std::slice::from_ref(&mine)),
        refused(&[open(), open()]),
        refused(&[open(), early.clone()]),
        refused(&[(regulator(), ASKED, opens(|it| it.until = None)), early]),
        refused(&[open(), mine.clone(), mine]),
        refused(&[(applicant(), ASKED, drops(None))]),
    ]
}
