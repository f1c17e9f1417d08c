//! What a service achieved, read by the regulator and its provider, and by nobody else.

use serde_json::json;
use talab::core::definition::ServiceDefinition;
use talab::core::request::parties::FeedbackKind;
use talab::core::testing::{
    self, Moment, answer_feedback, applicant, auditor, feedback, handler, manager, regulator, somebody,
    stranger, supervisor, verifier,
};
use talab::core::{BodyId, Channel, Role, ServiceCode};
use talab::projections::measures::{FeedbackQuery, Measures, MeasuresQuery};
use talab::{Actor, Reference};

use super::world::{World, on_every_backend, refusal};

/// The certificate with its step done by hand, and two indicators: one that is met here, and one that isn't.
fn promising() -> ServiceDefinition {
    let mut definition = testing::definition();
    definition.code = code("mun.residence-measured");
    definition.steps[0].manual = true;
    definition.indicators = serde_json::from_value(json!([
        { "code": "on-time", "name": { "ar": "في الموعد", "en": "On time" }, "measure": "on_time_share", "target": 60 },
        { "code": "swift", "name": { "ar": "سرعة التسليم", "en": "Swift" }, "measure": "p90_days_to_deliver", "target": 5 },
    ]))
    .expect("indicators");
    definition
}

fn code(code: &str) -> ServiceCode {
    ServiceCode::new(code).expect("a code")
}

fn foreigner() -> Actor {
    Actor::officer(somebody("o-benghazi"), Role::ProviderManager, body("mun.benghazi"))
}

fn body(body: &str) -> BodyId {
    BodyId::new(body).expect("a body")
}

/// Three requests of a Thursday with three working days, so until Tuesday: one done on Sunday, one on Monday after corrections, one
/// three weeks late.
async fn lived(world: &World) -> Reference {
    let definition = promising();
    world.talab.publish_for_tests(&definition, &testing::calendar()).await.expect("published");
    let mut filed = Vec::new();
    for _ in 0..3 {
        filed.push(world.submits_to(&definition.code).await.reference);
    }
    world.at("2025-10-19 09:00");
    delivered(world, &filed[0]).await;
    world.does(&verifier(), &filed[1], testing::ask_corrections(&["address"])).await;
    world.at("2025-10-20 09:00");
    world.does(&applicant(), &filed[1], testing::correct_answer("address", "شارع آخر 9")).await;
    world.at("2025-10-20 10:00");
    delivered(world, &filed[1]).await;
    world.at("2025-11-10 09:00");
    delivered(world, &filed[2]).await;
    world.does(&applicant(), &filed[0], feedback(FeedbackKind::Complaint)).await;
    world.does(&handler(), &filed[0], answer_feedback(1)).await;
    world.does(&applicant(), &filed[2], feedback(FeedbackKind::Praise)).await;
    filed[0].clone()
}

async fn delivered(world: &World, reference: &Reference) {
    world.grants(reference).await;
    world.does(&handler(), reference, testing::issue()).await;
    world.does(&handler(), reference, testing::deliver()).await;
}

/// A server's handlers may wait for it on any thread.
fn sendable<F: Future + Send>(future: F) -> F {
    future
}

async fn read(world: &World, actor: &Actor, query: &MeasuresQuery) -> Measures {
    sendable(world.talab.as_actor(actor).measures(query)).await.expect("measures")
}

async fn refused(world: &World, actor: &Actor, query: &MeasuresQuery) -> String {
    refusal(world.talab.as_actor(actor).measures(query).await).code().to_owned()
}

#[tokio::test]
async fn the_measures_of_a_service_are_what_was_lived() {
    on_every_backend(|world: World| async move {
        let reference = lived(&world).await;
        let query = MeasuresQuery::new().service(promising().code);
        let measures = read(&world, &regulator(), &query).await;
        assert_eq!((measures.measures_version, measures.unreadable, measures.providers.len()), (1, 0, 1));
        let service = &measures.providers[0].services[0];
        let figures = &service.figures;
        assert_eq!((figures.requests, figures.acknowledged, figures.open), (3, 3, 0));
        let promise = figures.promise;
        assert_eq!((promise.kept, promise.missed, promise.on_time.per_mille), (2, 1, Some(667)));
        assert_eq!((figures.corrections.total, figures.corrections.requests.per_mille), (1, Some(333)));
        assert_eq!((figures.steps.completed, figures.steps.manual.per_mille), (3, Some(1000)));
        assert_eq!(figures.usage.filed_through.get(&Channel::Portal), Some(&3));
        // From Thursday 10:30 to Sunday 09:00, to Monday 10:00, and to Monday 09:00 three weeks later.
        let hour = 3_600;
        assert_eq!(figures.to_deliver.median_seconds, Some(95 * hour + hour / 2));
        assert_eq!(figures.to_deliver.p90_seconds, Some(598 * hour + hour / 2));
        let version = &service.versions[0];
        assert_eq!((version.version, version.promised_working_days), (1, Some(3)));
        let told: Vec<_> =
            version.indicators.iter().map(|it| (it.code.as_str(), it.value.as_deref(), it.met)).collect();
        assert_eq!(told, [("on-time", Some("66.7"), Some(true)), ("swift", Some("24.9"), Some(false))]);
        let written = format!("{}{}", serde_json::to_string(&measures).expect("JSON"), measures.to_csv());
        for hidden in [
            reference.as_str(),
            "119900",
            "example.ly",
            applicant().person.as_str(),
            handler().person.as_str(),
        ] {
            assert!(!written.contains(hidden), "{hidden}");
        }
    })
    .await;
}

#[tokio::test]
async fn measures_are_read_by_who_answers_for_them() {
    on_every_backend(|world: World| async move {
        lived(&world).await;
        let before = world.position().await;
        let (all, own) = (MeasuresQuery::new(), testing::provider());
        let of_service = all.clone().service(promising().code);
        let whole = read(&world, &regulator(), &all).await;
        assert_eq!(read(&world, &auditor(), &all).await, whole);
        // The provider's own officers, whether they name it or not.
        for query in [all.clone(), all.clone().provider(own.clone()), of_service.clone()] {
            assert_eq!(read(&world, &manager(), &query).await.providers, whole.providers);
            assert_eq!(read(&world, &supervisor(), &query).await.providers, whole.providers);
        }
        // Another provider's read nothing of it, by whatever they name.
        assert!(read(&world, &foreigner(), &all).await.providers.is_empty());
        for query in [
            all.clone().provider(own.clone()),
            of_service.clone(),
            of_service.clone().provider(body("mun.benghazi")),
        ] {
            assert_eq!(refused(&world, &foreigner(), &query).await, "not_permitted");
        }
        for nobody in [applicant(), stranger(), testing::body(testing::REGISTRY), testing::gateway()] {
            for query in [all.clone(), of_service.clone()] {
                assert_eq!(refused(&world, &nobody, &query).await, "not_permitted");
            }
        }
        let unknown = all.clone().service(code("mun.nothing"));
        assert_eq!(refused(&world, &regulator(), &unknown).await, "unknown_service");
        assert_eq!(world.position().await, before, "nothing was appended");
    })
    .await;
}

/// The first attempts were transmitted at 10:30 on 16 October, and the period ends before its end.
#[tokio::test]
async fn a_period_is_half_open_and_ends_after_it_begins() {
    let world = World::in_memory().await;
    lived(&world).await;
    let period =
        |from: &str, until: &str| MeasuresQuery::new().period(Some(from.instant()), Some(until.instant()));
    let requests = async |query: MeasuresQuery| {
        let found = read(&world, &regulator(), &query).await;
        found.providers.iter().map(|it| it.figures.requests).sum::<u64>()
    };
    assert_eq!(requests(period("2025-10-16 10:30", "2025-10-16 10:31")).await, 3);
    assert_eq!(requests(period("2025-10-16 00:00", "2025-10-16 10:30")).await, 0);
    assert_eq!(requests(period("2025-10-16 10:31", "2025-12-01 00:00")).await, 0);
    for (from, until) in [("2025-10-16 10:30", "2025-10-16 10:30"), ("2025-10-17 00:00", "2025-10-16 00:00")]
    {
        assert_eq!(refused(&world, &regulator(), &period(from, until)).await, "field_invalid");
    }
}

#[tokio::test]
async fn feedback_is_read_across_providers_without_its_words_or_its_request() {
    on_every_backend(|world: World| async move {
        let reference = lived(&world).await;
        let before = world.position().await;
        let all = FeedbackQuery::new();
        let feed = async |actor: &Actor, query: &FeedbackQuery| {
            world.talab.as_actor(actor).feedback_feed(query).await.expect("a feed")
        };
        let read = feed(&foreigner(), &all).await;
        let told: Vec<_> = read.lines.iter().map(|it| (it.date.to_string(), it.kind, it.answered)).collect();
        let day = "2025-11-10".to_owned();
        assert_eq!(told, [(day.clone(), FeedbackKind::Complaint, true), (day, FeedbackKind::Praise, false)]);
        let written = serde_json::to_string(&read).expect("JSON");
        for hidden in [reference.as_str(), applicant().person.as_str(), "text"] {
            assert!(!written.contains(hidden), "{hidden}: {written}");
        }
        for reader in [regulator(), auditor(), manager()] {
            assert_eq!(feed(&reader, &all).await, read);
        }
        assert!(feed(&regulator(), &all.clone().provider(body("mun.benghazi"))).await.lines.is_empty());
        let later = all.clone().period(Some("2025-11-10 09:01".instant()), None);
        assert!(feed(&regulator(), &later).await.lines.is_empty());
        let tries = async |actor: &Actor, query: &FeedbackQuery| {
            refusal(world.talab.as_actor(actor).feedback_feed(query).await).code().to_owned()
        };
        for nobody in [applicant(), stranger(), testing::body(testing::REGISTRY)] {
            assert_eq!(tries(&nobody, &all).await, "not_permitted");
        }
        assert_eq!(tries(&regulator(), &all.clone().service(code("mun.nothing"))).await, "unknown_service");
        let (from, until) = (Some("2025-11-10 09:00".instant()), Some("2025-11-09 09:00".instant()));
        assert_eq!(tries(&regulator(), &all.period(from, until)).await, "field_invalid");
        assert_eq!(world.position().await, before, "nothing was appended");
    })
    .await;
}
