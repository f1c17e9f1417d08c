//! The directory is read and searched in several ways (LY-22.1, LY-23), and says what is overdue in it (JO-7a, LY-25.3).

use talab::catalogue::ServiceQuery;
use talab::core::testing::{applicant, calendar, stranger};
use talab::core::{ApplicantClass, ServiceCode};
use talab::read_definition;
use time::macros::date;

use super::services::office::file;
use super::world::{World, on_every_backend};

const FILES: [&str; 5] = [
    "criminal-record.toml",
    "commercial-register-renewal.toml",
    "building-permit.toml",
    "driving-licence-renewal.toml",
    "birth-registration.toml",
];

async fn offering(world: &World) {
    for name in FILES {
        let definition = read_definition(file(name)).expect("a definition");
        world.talab.publish_for_tests(&definition, &calendar()).await.expect("published");
    }
}

async fn found(world: &World, query: ServiceQuery) -> Vec<String> {
    let page = world.talab.as_actor(&stranger()).services(&query).await.expect("readable");
    page.services.iter().map(|entry| entry.code.to_string()).collect()
}

#[tokio::test]
async fn a_service_is_found_by_provider_class_life_event_category_and_words() {
    on_every_backend(|world: World| async move {
        offering(&world).await;
        let every = found(&world, ServiceQuery::new()).await;
        assert!(every.len() >= 5 && every.is_sorted(), "{every:?}");
        let provider = "moi.criminal-investigation".try_into().expect("a body");
        assert_eq!(found(&world, ServiceQuery::new().of(provider)).await, ["moi.criminal-record"]);
        let birth = ServiceQuery::new().at_life_event("birth");
        assert_eq!(found(&world, birth).await, ["civ.birth-registration"]);
        let driving = ServiceQuery::new().in_category("driving");
        assert_eq!(found(&world, driving).await, ["tra.driving-licence-renewal"]);
        // As people type: without hamza and vowel marks, another word than the title's, two words in any order.
        for (typed, code) in [
            ("بنا", "mun.building-permit"),
            ("سجل التجاري", "moe.commercial-register-renewal"),
            ("سوابق", "moi.criminal-record"),
            ("licence driving", "tra.driving-licence-renewal"),
        ] {
            assert_eq!(found(&world, ServiceQuery::new().words(typed)).await, [code], "{typed}");
        }
        assert!(found(&world, ServiceQuery::new().words("جواز مفقود")).await.is_empty());
        let organisations = ServiceQuery::new().for_class(ApplicantClass::PrivateOrganisation);
        assert!(found(&world, organisations.words("criminal")).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_page_says_where_the_next_one_begins() {
    let world = World::in_memory().await;
    offering(&world).await;
    let me = applicant();
    let every = found(&world, ServiceQuery::new()).await;
    let (mut paged, mut after) = (Vec::new(), None);
    loop {
        let mut query = ServiceQuery::new().limit(2);
        query = match after.take() {
            Some(code) => query.after(code),
            None => query,
        };
        let page = world.talab.as_actor(&me).services(&query).await.expect("readable");
        assert!((1..=2).contains(&page.services.len()));
        paged.extend(page.services.iter().map(|entry| entry.code.to_string()));
        match page.next {
            Some(next) => after = Some(next),
            None => break,
        }
    }
    assert_eq!(paged, every);
}

#[tokio::test]
async fn an_entry_is_what_is_in_force_and_says_what_is_overdue() {
    let world = World::in_memory().await;
    let me = applicant();
    let unknown = ServiceCode::new("mun.nothing").expect("a code");
    assert!(world.talab.as_actor(&me).service(&unknown).await.expect("readable").is_none());
    let mut definition = read_definition(file(FILES[0])).expect("a definition");
    definition.directory.get_or_insert_default().review_by = Some(date!(2025 - 12 - 31));
    world.talab.publish_for_tests(&definition, &calendar()).await.expect("published");
    let entry = || async {
        let entry = world.talab.as_actor(&me).service(&definition.code).await.expect("readable");
        entry.expect("in force")
    };
    assert_eq!(entry().await.definition.name.en, "Criminal-record certificate");
    world.at("2025-12-31 23:59");
    assert!(!entry().await.review_overdue);
    world.at("2026-01-01 00:00");
    assert!(entry().await.review_overdue, "by the calendar of the service");
}
