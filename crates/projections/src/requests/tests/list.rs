//! Asking the list.

use proptest::prelude::*;
use talab_core::{Actor, Role, Stage, Timestamp};
use time::macros::date;

use super::world::{CASES, Doing, World};
use super::{in_memory, in_sqlite, run};
use crate::requests::{Filter, Order, RequestRow, RequestsError, RequestsView};
use crate::testing::{BODY, applicant, auditor, officer, person, start};

async fn every_page(view: &RequestsView, filter: &Filter) -> Vec<RequestRow> {
    let (mut rows, mut filter) = (Vec::new(), filter.clone());
    loop {
        let page = view.list(&filter).await.unwrap();
        assert!(page.requests.len() <= filter.limit);
        rows.extend(page.requests);
        match page.next {
            Some(next) => filter = filter.after(next),
            None => return rows,
        }
    }
}

fn any_filter() -> impl Strategy<Value = Filter> {
    let order = prop_oneof![Just(Order::Reference), Just(Order::Received), Just(Order::Expected)];
    let stages = proptest::collection::vec(proptest::sample::select(Stage::ALL), 0..4);
    let instant = || proptest::option::weighted(0.3, 0..400_i64);
    (
        order,
        any::<bool>(),
        stages,
        1..5_usize,
        instant(),
        instant(),
        proptest::option::weighted(0.3, 0..400_i64),
    )
        .prop_map(|(order, descending, stages, limit, from, before, day)| {
            let after = |hours: i64| start().plus(time::Duration::hours(hours));
            let mut filter =
                Filter::new().order(order).limit(limit).received(from.map(after), before.map(after));
            filter.descending = descending;
            filter.stages = stages.into_iter().collect();
            filter.expected_before = day.map(|hours| after(hours).get().date());
            filter
        })
}

/// The filter again, as plainly as it can be said.
fn plainly(all: &[RequestRow], filter: &Filter) -> Vec<RequestRow> {
    let last = |at: Option<Timestamp>| (at.is_none(), at);
    let mut rows: Vec<_> = all
        .iter()
        .filter(|row| filter.stages.is_empty() || filter.stages.contains(&row.stage))
        .filter(|row| filter.received_from.is_none_or(|from| row.received_at.is_some_and(|at| from <= at)))
        .filter(|row| {
            filter.received_before.is_none_or(|before| row.received_at.is_some_and(|at| at < before))
        })
        .filter(|row| {
            filter.expected_before.is_none_or(|before| row.expected_by.is_some_and(|day| day < before))
        })
        .cloned()
        .collect();
    rows.sort_by_key(|row| row.reference.clone());
    match filter.order {
        Order::Received => rows.sort_by_key(|row| last(row.received_at)),
        Order::Expected => rows.sort_by_key(|row| last(row.expected_at)),
        _ => {}
    }
    if filter.descending {
        rows.reverse();
    }
    rows
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn pages_together_are_the_filtered_list(
        picks in proptest::collection::vec((0..CASES, any::<(u16, u8)>()), 1..80),
        filters in proptest::collection::vec(any_filter(), 12),
        sqlite in any::<bool>(),
    ) {
        let folder = tempfile::tempdir().unwrap();
        run(async {
            let mut world = World::new();
            for (number, pick) in picks {
                world.take(Doing::Live(number, pick)).await;
            }
            let view = if sqlite { in_sqlite(&folder).await } else { in_memory().await };
            view.catch_up(&world.log).await.unwrap();
            let all = view.list(&Filter::new()).await.unwrap().requests;
            for filter in filters {
                let expected = plainly(&all, &filter);
                assert_eq!(every_page(&view, &filter).await, expected, "{filter:?}");
                assert_eq!(view.count(&filter).await.unwrap(), expected.len() as u64);
            }
        });
    }
}

#[tokio::test]
async fn a_row_says_what_the_request_is() {
    let world = World::acknowledged().await;
    let view = in_memory().await;
    let progress = view.catch_up(&world.log).await.unwrap();
    assert_eq!(progress.requests, CASES as u64);
    let row = view.get(&world.cases[0].reference).await.unwrap().unwrap();
    assert_eq!((row.stage, row.outcome), (Stage::Acknowledged, None));
    assert_eq!((row.provider.as_str(), row.applicant.as_str()), (BODY, "citizen-1"));
    assert_eq!(row.received_at, world.cases[0].request.received_at());
    assert_eq!(row.expected_by, world.cases[0].request.clock().due.map(|due| due.due_date));
    assert_eq!(row.must_act(), crate::MustAct::Provider);
    let json = serde_json::to_value(&row).unwrap();
    assert_eq!(json["expected_by"], row.expected_by.unwrap().to_string());
}

#[tokio::test]
async fn everybody_lists_what_they_may_know_of() {
    let world = World::acknowledged().await;
    let view = in_memory().await;
    view.catch_up(&world.log).await.unwrap();
    let elsewhere = Actor::officer(person("x"), Role::Handler, "moi.other".try_into().unwrap());
    let representative = Actor::new(person("citizen-1"), Role::Representative);
    let cast = [
        (applicant(), CASES / 2),
        (officer(Role::Handler), CASES),
        (auditor(), CASES),
        (elsewhere, 0),
        (representative, 0),
    ];
    for (viewer, expected) in cast {
        let filter = Filter::new().seen_by(&viewer);
        let rows = view.list(&filter).await.unwrap().requests;
        assert_eq!(rows.len(), expected, "{viewer:?}");
        for case in &world.cases {
            let listed = rows.iter().any(|row| row.reference == case.reference);
            assert_eq!(listed, case.request.is_visible_to(&viewer), "{viewer:?}");
        }
    }
    let nosy = Filter::new().applicant(person("citizen-2")).seen_by(&applicant());
    assert_eq!(view.list(&nosy).await.unwrap().requests, []);
}

#[tokio::test]
async fn the_handler_is_no_concern_of_the_applicants() {
    use talab_core::request::parties::AssignHandler;
    let mut world = World::acknowledged().await;
    let handler = person("officer-handler");
    world.cases[0].must(&officer(Role::Supervisor), AssignHandler { handler: handler.clone() });
    world.record(0).await;
    let view = in_memory().await;
    view.catch_up(&world.log).await.unwrap();
    let handlers = async |viewer: &Actor| {
        let rows = view.list(&Filter::new().seen_by(viewer)).await.unwrap().requests;
        rows.into_iter().filter_map(|row| row.handler).collect::<Vec<_>>()
    };
    assert_eq!(handlers(&auditor()).await, [handler]);
    assert_eq!(handlers(&applicant()).await, []);
}

#[tokio::test]
async fn bad_questions_get_typed_answers() {
    let world = World::acknowledged().await;
    let view = in_memory().await;
    view.catch_up(&world.log).await.unwrap();
    for limit in [0, 1_001] {
        let error = view.list(&Filter::new().limit(limit)).await.unwrap_err();
        assert!(matches!(error, RequestsError::Limit { given, most: 1_000 } if given == limit), "{error}");
    }
    let next = view.list(&Filter::new().limit(2)).await.unwrap().next.unwrap();
    for (order, token) in [
        (Order::Received, next.as_str()),
        (Order::Reference, "x"),
        (Order::Reference, ""),
        (Order::Reference, "reference-up.0.ABC"),
        (Order::Received, "received-up.x.0000000000000"),
    ] {
        let error = view.list(&Filter::new().order(order).after(token)).await.unwrap_err();
        assert!(matches!(&error, RequestsError::Token { token: given } if given == token), "{error}");
    }
    let error = view.list(&Filter::new().descending().after(next)).await.unwrap_err();
    assert!(matches!(error, RequestsError::Token { .. }), "another direction is another question");
}

#[tokio::test]
async fn a_list_can_be_asked_to_be_fresh() {
    let mut world = World::acknowledged().await;
    let view = in_memory().await;
    view.catch_up(&world.log).await.unwrap();
    let at = view.position().await.unwrap();
    assert_eq!(view.list(&Filter::new().at_least(at)).await.unwrap().position, at);
    world.take(Doing::Other).await;
    let filter = Filter::new().at_least(at + 1);
    let stale = view.list(&filter).await.unwrap_err();
    assert!(matches!(stale, RequestsError::Stale { asked, at: stands } if asked == at + 1 && stands == at));
    view.catch_up(&world.log).await.unwrap();
    view.list(&filter).await.unwrap();
}

#[tokio::test]
async fn late_requests_are_found_by_their_expected_day() {
    let world = World::acknowledged().await;
    let view = in_memory().await;
    view.catch_up(&world.log).await.unwrap();
    let day = world.cases[0].request.clock().due.unwrap().due_date;
    let on = Filter::new().expected_before(day);
    assert_eq!(view.count(&on).await.unwrap(), 0, "the day itself is in time");
    let after = Filter::new().expected_before(day.next_day().unwrap());
    assert_eq!(view.count(&after).await.unwrap(), CASES as u64);
    assert_eq!(view.count(&Filter::new().expected_before(date!(2025 - 01 - 01))).await.unwrap(), 0);
}
