//! People ask before they apply, and are asked afterwards: enquiries and surveys around a service.

use talab::core::enquiries::{
    AnswerEnquiry, AnswerSurvey, CloseSurvey, DropDraft, EnquiriesCommand, EnquiryTopic, NoteDraft,
    OpenSurvey, RecordChangeTold, RecordEnquiry, SurveyQuestion,
};
use talab::core::service::{
    ProposeServiceVersion, PublishServiceVersion, ServiceCommand, VerifyServiceVersion,
};
use talab::core::testing::{
    self, Moment, applicant, auditor, data_officer, gateway, handler, manager, regulator, representative,
    somebody, stranger,
};
use talab::core::{Channel, PersonId, Role, ServiceCode, SurveyId, Text};
use talab::store::{Position, StreamId, Version};
use talab::{Actor, CommandId, EnquiryRead, NotDone};

use super::world::{SERVICE, World, on_every_backend, refusal};

fn id(key: &str) -> CommandId {
    CommandId::new(key).expect("an id")
}

fn service() -> ServiceCode {
    SERVICE.try_into().expect("a code")
}

fn autumn() -> SurveyId {
    "autumn".try_into().expect("an id")
}

/// A clerk of the national contact centre, which is no part of the provider.
fn operator() -> Actor {
    Actor::officer(somebody("o-1415"), Role::Clerk, "gov.contact-centre".try_into().expect("a body"))
}

fn about(topic: EnquiryTopic, text: Option<&str>, asked_by: Option<PersonId>) -> RecordEnquiry {
    RecordEnquiry { channel: Channel::ServiceCentre, topic, text: text.map(str::to_owned).into(), asked_by }
}

async fn asks(world: &World, by: &Actor, enquiry: RecordEnquiry, key: &str) -> u32 {
    world.talab.as_actor(by).record_enquiry(&service(), enquiry, id(key)).await.expect("recorded")
}

async fn does(world: &World, by: &Actor, command: EnquiriesCommand, key: &str) -> Result<u64, NotDone> {
    world.talab.as_actor(by).change_enquiries(&service(), command, id(key)).await
}

fn answering(number: u32) -> EnquiriesCommand {
    EnquiriesCommand::AnswerEnquiry(AnswerEnquiry { number, text: "عشرة دنانير".into() })
}

async fn read(world: &World, by: &Actor) -> Vec<EnquiryRead> {
    world.talab.as_actor(by).enquiries(&service()).await.expect("readable")
}

#[tokio::test]
async fn what_is_asked_before_there_is_a_request_stays_with_the_service() {
    on_every_backend(|world: World| async move {
        let (caller, me) = (operator(), applicant());
        let first = about(EnquiryTopic::Fees, Some("كم الرسوم؟"), None);
        assert_eq!(asks(&world, &caller, first.clone(), "call").await, 1);
        assert_eq!(asks(&world, &caller, first, "call").await, 1, "sent again, it is the same one");
        let second = about(EnquiryTopic::WhereAndHow, Some("أين أقدّم؟"), None);
        assert_eq!(asks(&world, &me, second, "own").await, 2);
        world.at("2025-10-20 09:00");
        does(&world, &handler(), answering(1), "answer").await.expect("answered");
        let again = does(&world, &handler(), answering(1), "again").await;
        assert_eq!(refusal(again).code(), "enquiry_answered");
        assert_eq!(refusal(does(&world, &handler(), answering(3), "none").await).code(), "enquiry_unknown");

        let whole = read(&world, &handler()).await;
        let texts: Vec<_> = whole.iter().map(|it| it.text.as_deref()).collect();
        assert_eq!(texts, [Some("كم الرسوم؟"), Some("أين أقدّم؟")]);
        assert_eq!(whole[0].answer.as_deref(), Some("عشرة دنانير"));
        assert_eq!(whole[0].answered_at, Some("2025-10-20 09:00".instant()));
        assert_eq!((&whole[0].asked_by, &whole[1].asked_by), (&None, &Some(me.person.clone())));
        assert_eq!(read(&world, &caller).await, whole[..1], "the contact centre sees what it took in");
        assert_eq!(read(&world, &data_officer()).await, whole);
        // Nobody's words are left for those who only watch over it, nor who asked.
        for watcher in [auditor(), regulator()] {
            let json = serde_json::to_string(&read(&world, &watcher).await).expect("JSON");
            for hidden in ["الرسوم", "دنانير", "p-aisha", "o-1415"] {
                assert!(!json.contains(hidden), "{json}");
            }
            assert!(json.contains("where_and_how") && json.contains("service_centre"), "{json}");
        }
        let own = read(&world, &me).await;
        assert_eq!(own.iter().map(|it| it.number).collect::<Vec<_>>(), [2]);
        assert_eq!((own[0].text.as_deref(), &own[0].recorded_by), (Some("أين أقدّم؟"), &None));
        assert_eq!(read(&world, &stranger()).await, []);
        let lawyer = representative();
        let refused = world.talab.as_actor(&lawyer).enquiries(&service()).await;
        assert_eq!(refusal(refused).rule().id, "JO-2a");
        the_service_itself_stays_small(&world).await;
        world.history_holds().await;
    })
    .await;
}

/// Nothing of what was asked is on the stream of the service, and the events say for whom they are.
async fn the_service_itself_stays_small(world: &World) {
    let log = world.talab.log();
    let of = |kind| StreamId::new(kind, SERVICE).expect("a stream");
    let entry = log.read_stream(&of("Service"), Version::new(1)).await.expect("readable");
    assert_eq!(entry.len(), 3, "proposed, verified, published");
    let said = log.read_stream(&of("Enquiries"), Version::new(1)).await.expect("readable");
    assert_eq!(said.len(), 3);
    assert!(said[1].metadata.contains("p-aisha") && !said[0].metadata.contains("p-aisha"));
    for event in log.read_all(Position::START, 1_000).await.expect("readable") {
        let command = log.command_at(event.position).await.expect("readable");
        let record = command.map(|command| command.record).unwrap_or_default();
        assert!(!record.contains("الرسوم") && !record.contains("دنانير"), "only the events hold it");
    }
}

#[tokio::test]
async fn what_many_say_at_once_is_all_taken_in() {
    const AT_ONCE: usize = 40;
    on_every_backend(|world: World| async move {
        does(&world, &regulator(), opening(), "open").await.expect("opened");
        world.at("2025-10-20 09:00");
        let people = (0..AT_ONCE).map(|n| Actor::applicant(somebody(&format!("p-{n}"))));
        let mut said = tokio::task::JoinSet::new();
        for me in people {
            let talab = world.talab.clone();
            said.spawn(async move {
                let me = talab.as_actor(&me);
                let rating = rating(None, &[("clear", 5)], None);
                me.change_enquiries(&service(), rating, id("rate")).await.expect("answered");
                me.record_enquiry(&service(), about(EnquiryTopic::Time, None, None), id("ask")).await
            });
        }
        let mut numbers: Vec<_> = said.join_all().await.into_iter().map(|it| it.expect("recorded")).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=40).collect::<Vec<u32>>());
        let found = world.talab.as_actor(&regulator()).survey_results(&service(), &autumn()).await;
        assert_eq!(found.expect("readable").answers, 40);
    })
    .await;
}

#[tokio::test]
async fn nothing_is_asked_of_a_service_that_the_directory_does_not_have() {
    let world = World::in_memory().await;
    let code = "mun.nothing".try_into().expect("a code");
    let enquiry = about(EnquiryTopic::Other, None, None);
    let caller = operator();
    let refused = world.talab.as_actor(&caller).record_enquiry(&code, enquiry, id("ask")).await;
    assert_eq!(refusal(refused).code(), "unknown_service");
    let me = applicant();
    assert_eq!(refusal(world.talab.as_actor(&me).enquiries(&code).await).code(), "unknown_service");
    let log = world.talab.log();
    assert!(log.streams("Enquiries", None, 10).await.expect("readable").is_empty());
}

fn opening() -> EnquiriesCommand {
    let question = |id: &str, ar: &str, en: &str| SurveyQuestion {
        id: id.try_into().expect("an id"),
        text: Text::new(ar, en),
    };
    EnquiriesCommand::OpenSurvey(OpenSurvey {
        survey: autumn(),
        questions: vec![
            question("clear", "هل كانت الإجراءات واضحة؟", "Were the steps clear?"),
            question("quick", "هل كانت الخدمة سريعة؟", "Was the service quick?"),
        ],
        from: "2025-10-20 00:00".instant(),
        until: None,
    })
}

fn rating(person: Option<&str>, ratings: &[(&str, u8)], text: Option<&str>) -> EnquiriesCommand {
    let ratings = ratings.iter().map(|(id, rating)| ((*id).try_into().expect("an id"), *rating));
    EnquiriesCommand::AnswerSurvey(AnswerSurvey {
        survey: autumn(),
        person: person.map(somebody),
        ratings: ratings.collect(),
        text: text.map(str::to_owned).into(),
    })
}

#[tokio::test]
async fn a_survey_is_answered_once_by_each_and_tells_of_nobody() {
    on_every_backend(|world: World| async move {
        let (caller, me) = (operator(), applicant());
        does(&world, &regulator(), opening(), "open").await.expect("opened");
        let early = does(&world, &me, rating(None, &[("clear", 5)], None), "early").await;
        assert_eq!(refusal(early).code(), "survey_not_open");
        assert_eq!(world.talab.as_actor(&stranger()).surveys(&service()).await.expect("readable"), []);
        world.at("2025-10-20 09:00");
        let open = world.talab.as_actor(&stranger()).surveys(&service()).await.expect("readable");
        assert_eq!((open.len(), open[0].questions.len()), (1, 2), "anybody reads what is asked");
        let mine = rating(None, &[("clear", 5), ("quick", 2)], Some("شكراً، من عائشة"));
        does(&world, &me, mine, "mine").await.expect("answered");
        let by_telephone = rating(Some("p-omar"), &[("clear", 4)], None);
        does(&world, &caller, by_telephone, "call").await.expect("answered");
        let twice = does(&world, &caller, rating(Some("p-aisha"), &[("clear", 1)], None), "twice").await;
        assert_eq!(refusal(twice).code(), "survey_answered");
        let close = || EnquiriesCommand::CloseSurvey(CloseSurvey { survey: autumn() });
        assert_eq!(refusal(does(&world, &manager(), close(), "own").await).code(), "not_permitted");
        does(&world, &regulator(), close(), "close").await.expect("closed");
        let late = does(&world, &stranger(), rating(None, &[("clear", 1)], None), "late").await;
        assert_eq!(refusal(late).code(), "survey_not_open");

        for reader in [regulator(), auditor(), handler()] {
            let found = world.talab.as_actor(&reader).survey_results(&service(), &autumn()).await;
            let found = found.expect("readable");
            assert_eq!((found.answers, found.remarks), (2, 1));
            let figures: Vec<_> =
                found.questions.iter().map(|it| (it.count, it.ratings, it.mean_per_mille)).collect();
            let (clear, quick) = ([0, 0, 0, 1, 1], [0, 1, 0, 0, 0]);
            assert_eq!(figures, [(2, clear, Some(4_500)), (1, quick, Some(2_000))]);
            let json = serde_json::to_string(&found).expect("JSON");
            assert!(!json.contains("p-") && !json.contains("عائشة"), "{json}");
        }
        for nobody in [&me, &caller] {
            let refused = world.talab.as_actor(nobody).survey_results(&service(), &autumn()).await;
            assert_eq!(refusal(refused).rule().id, "LY-11a");
        }
        remarks_and_rights(&world).await;
        world.history_holds().await;
    })
    .await;
}

/// What was written is for the provider's officers; what a person said, for that person.
async fn remarks_and_rights(world: &World) {
    let (officer, me, privacy) = (handler(), applicant(), data_officer());
    let remarks = world.talab.as_actor(&officer).survey_remarks(&service(), &autumn()).await;
    assert_eq!(remarks.expect("readable"), ["شكراً، من عائشة"]);
    for nobody in [regulator(), auditor(), applicant(), operator()] {
        let refused = world.talab.as_actor(&nobody).survey_remarks(&service(), &autumn()).await;
        assert_eq!(refusal(refused).code(), "not_permitted");
    }
    let spring = "spring".try_into().expect("an id");
    let refused = world.talab.as_actor(&officer).survey_remarks(&service(), &spring).await;
    assert_eq!(refusal(refused).code(), "survey_unknown");
    asks(world, &me, about(EnquiryTopic::Time, Some("متى تصدر؟"), None), "ask").await;
    let said = world.talab.as_actor(&me).said_around_services(&me.person).await.expect("readable");
    assert_eq!((said.len(), said[0].enquiries.len(), said[0].surveys.len()), (1, 1, 1));
    assert_eq!(said[0].surveys[0].text.as_deref(), Some("شكراً، من عائشة"));
    let by_officer = world.talab.as_actor(&privacy).said_around_services(&me.person).await;
    assert_eq!(by_officer.expect("readable"), said);
    let nothing = world.talab.as_actor(&privacy).said_around_services(&stranger().person).await;
    assert_eq!(nothing.expect("readable"), []);
    for nobody in [stranger(), officer, auditor()] {
        let refused = world.talab.as_actor(&nobody).said_around_services(&me.person).await;
        assert_eq!(refusal(refused).code(), "not_permitted");
    }
}

/// Publishes the second version of the certificate, from a day on and with a grace.
async fn publishes_another(world: &World) {
    let mut definition = testing::definition();
    definition.version = 2;
    definition.change = Some(testing::lower_fee());
    let publish = PublishServiceVersion {
        effective_from: Some("2025-11-02 00:00".instant()),
        grace_until: Some("2025-12-01 00:00".instant()),
        ..PublishServiceVersion::new(2)
    };
    let propose = ProposeServiceVersion::new(definition, "نقرّ بدقة البيانات".to_owned());
    for (by, key, command) in [
        (manager(), "propose-2", ServiceCommand::ProposeServiceVersion(propose)),
        (regulator(), "verify-2", ServiceCommand::VerifyServiceVersion(VerifyServiceVersion::new(2))),
        (regulator(), "publish-2", ServiceCommand::PublishServiceVersion(publish)),
    ] {
        world.talab.as_actor(&by).change_service(&service(), command, id(key)).await.expect(key);
    }
}

/// SA-10: by the version's own note, with the day on which it begins and the grace.
#[tokio::test]
async fn who_fills_in_an_older_version_is_told_what_changes_and_from_when() {
    on_every_backend(|world: World| async move {
        let me = applicant();
        let note = EnquiriesCommand::NoteDraft(NoteDraft { version: 1, person: None });
        does(&world, &me, note, "draft").await.expect("noted");
        let to_tell = async |by: &Actor| world.talab.as_actor(by).changes_to_tell(&service()).await;
        assert_eq!(to_tell(&gateway()).await.expect("readable"), [], "nothing has changed");
        publishes_another(&world).await;
        let told = to_tell(&gateway()).await.expect("readable");
        let [notice] = told.as_slice() else { panic!("{told:?}") };
        assert_eq!((&notice.person, notice.drafted, notice.version), (&me.person, 1, 2));
        assert_eq!(notice.changes, [testing::lower_fee().note]);
        for (text, part) in [
            (&notice.body.ar, "2025-11-02"),
            (&notice.body.ar, "خُفّض الرسم"),
            (&notice.body.en, "2025-12-01"),
            (&notice.body.en, "The fee is lower"),
            (&notice.title.en, &*testing::definition().name.en),
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert_eq!(to_tell(&me).await.expect("their own"), told);
        assert_eq!(to_tell(&stranger()).await.expect("their own"), []);
        assert_eq!(refusal(to_tell(&auditor()).await).code(), "not_permitted");
        let said = world.talab.as_actor(&me).said_around_services(&me.person).await.expect("readable");
        assert_eq!(said.iter().map(|it| it.draft).collect::<Vec<_>>(), [Some(1)]);
        let done = RecordChangeTold { person: me.person.clone(), version: 2 };
        does(&world, &gateway(), EnquiriesCommand::RecordChangeTold(done), "told").await.expect("recorded");
        assert_eq!(to_tell(&gateway()).await.expect("readable"), []);
        // Whoever is told after the grace is over is not told of it.
        let late = EnquiriesCommand::NoteDraft(NoteDraft { version: 1, person: None });
        does(&world, &stranger(), late, "late").await.expect("noted");
        world.at("2025-12-02 09:00");
        let told = to_tell(&gateway()).await.expect("readable");
        let [notice] = told.as_slice() else { panic!("{told:?}") };
        assert_eq!((notice.effective_on, notice.grace_until), (None, None));
        assert!(
            notice.body.en.contains("is in force") && !notice.body.en.contains("2025-12-01"),
            "{notice:?}"
        );
        let gone = EnquiriesCommand::DropDraft(DropDraft { person: None });
        does(&world, &me, gone, "sent").await.expect("forgotten");
        world.history_holds().await;
    })
    .await;
}
