//! What time and late decisions bring: holidays, missed deadlines, lapses.

use talab::core::almanac::{AlmanacCommand, WithdrawHoliday};
use talab::core::definition::NoAnswer;
use talab::core::testing::{self, Moment, regulator, verifier};
use talab::core::{Jurisdiction, Outcome, ReasonCode, Stage};
use talab::{CommandId, Ticked};
use time::macros::date;

use super::world::{World, on_every_backend};

fn jurisdiction() -> Jurisdiction {
    Jurisdiction::new("ly-west").expect("a jurisdiction")
}

#[tokio::test]
async fn a_late_holiday_moves_open_deadlines_and_says_why() {
    on_every_backend(|world: World| async move {
        let reference = world.submits().await.reference;
        world.at("2025-10-19 20:00");
        world.declares_holiday("2025-10-20").await;
        assert_eq!(world.talab.tick().await.expect("a tick").recalculated, 1);
        assert_eq!(
            world.talab.tick().await.expect("a tick"),
            Ticked::default(),
            "a second tick does nothing"
        );
        let status = world.status(&reference).await;
        assert_eq!(status.expected_by.map(|date| date.to_string()).as_deref(), Some("2025-10-22"));
        assert_eq!(status.why_moved[0].cause, Some(ReasonCode::CalHolidayDeclared));

        let actor = regulator();
        let withdraw = WithdrawHoliday { date: date!(2025 - 10 - 20), decision: "501/2025".to_owned() };
        let command = AlmanacCommand::WithdrawHoliday(withdraw);
        let id = CommandId::new("h-2").expect("an id");
        world.talab.as_actor(&actor).change_calendar(&jurisdiction(), command, id).await.expect("withdrawn");
        assert_eq!(world.talab.tick().await.expect("a tick").recalculated, 1);
        let status = world.status(&reference).await;
        assert_eq!(status.expected_by.map(|date| date.to_string()).as_deref(), Some("2025-10-21"));
        assert_eq!(status.why_moved[1].cause, Some(ReasonCode::CalHolidayWithdrawn));
    })
    .await;
}

/// Asked, a holiday meanwhile, answered: two moves, each with its cause.
#[tokio::test]
async fn a_holiday_during_a_suspension_and_the_answer_are_two_causes() {
    on_every_backend(|world: World| async move {
        let reference = world.submits().await.reference;
        world.at("2025-10-19 09:00");
        world.does(&verifier(), &reference, testing::ask_corrections(&["address"])).await;
        world.at("2025-10-19 20:00");
        world.declares_holiday("2025-10-21").await;
        assert_eq!(world.talab.tick().await.expect("a tick").recalculated, 1);
        world.at("2025-10-22 09:00");
        world.does(&testing::applicant(), &reference, testing::correct_answer("address", "شارع آخر 9")).await;
        let causes: Vec<_> =
            world.status(&reference).await.why_moved.iter().filter_map(|it| it.cause).collect();
        assert_eq!(causes, [ReasonCode::CalHolidayDeclared, ReasonCode::CalClockResumed]);
    })
    .await;
}

/// The same without a tick in between: the answer itself keeps the two causes apart.
#[tokio::test]
async fn a_holiday_nobody_counted_yet_keeps_its_own_cause() {
    let world = World::in_memory().await;
    let reference = world.submits().await.reference;
    world.at("2025-10-19 09:00");
    world.does(&verifier(), &reference, testing::ask_corrections(&["address"])).await;
    world.at("2025-10-19 20:00");
    world.declares_holiday("2025-10-21").await;
    world.at("2025-10-22 09:00");
    world.does(&testing::applicant(), &reference, testing::correct_answer("address", "شارع آخر 9")).await;
    let causes: Vec<_> = world.status(&reference).await.why_moved.iter().filter_map(|it| it.cause).collect();
    assert_eq!(causes, [ReasonCode::CalHolidayDeclared, ReasonCode::CalClockResumed]);
}

/// Suspending late does not hide that the deadline had passed.
#[tokio::test]
async fn a_deadline_that_passed_is_on_record_before_the_clock_is_suspended() {
    let world = World::in_memory().await;
    let reference = world.submits().await.reference;
    world.at("2025-10-22 09:00");
    let asked = world.does(&verifier(), &reference, testing::ask_corrections(&["address"])).await;
    let place = |name: &str| asked.events.iter().position(|event| event == name);
    assert!(place("DeadlineMissed").expect("recorded") < place("ClockSuspended").expect("suspended"));
    world.at("2025-10-23 09:00");
    let answered =
        world.does(&testing::applicant(), &reference, testing::correct_answer("address", "شارع آخر 9")).await;
    assert!(!answered.events.iter().any(|event| event == "DeadlineRecalculated"), "and it is not revived");
}

#[tokio::test]
async fn a_missed_deadline_is_recorded_once_and_not_revived() {
    on_every_backend(|world: World| async move {
        let reference = world.submits().await.reference;
        world.at("2025-10-21 23:59");
        assert_eq!(world.talab.tick().await.expect("a tick").missed, 0);
        world.at("2025-10-22 00:00");
        assert_eq!(world.talab.tick().await.expect("a tick").missed, 1);
        assert_eq!(world.talab.tick().await.expect("a tick"), Ticked::default());
        world.declares_holiday("2025-10-21").await;
        assert_eq!(world.talab.tick().await.expect("a tick").recalculated, 0, "both facts stay");
        assert_eq!(world.status(&reference).await.why_moved.len(), 0);
    })
    .await;
}

#[tokio::test]
async fn corrections_lapse_by_rule_only_where_the_definition_says_so() {
    let world = World::in_memory().await;
    let mut definition = testing::definition();
    definition.version = 2;
    definition.corrections.on_no_answer = NoAnswer::LapseAutomatic;
    world.talab.publish_for_tests(&definition, &testing::calendar()).await.expect("published");
    let reference = world.submits().await.reference;
    world.does(&verifier(), &reference, testing::ask_corrections(&["address"])).await;
    world.clock.set("2025-10-23 12:00".instant());
    assert_eq!(world.talab.tick().await.expect("a tick").lapsed, 0);
    world.clock.set("2025-10-27 00:00".instant());
    assert_eq!(world.talab.tick().await.expect("a tick").lapsed, 1);
    let status = world.status(&reference).await;
    assert_eq!((status.stage, status.outcome), (Stage::Closed, Some(Outcome::Lapsed)));
}

#[tokio::test]
async fn a_running_engine_ticks_until_it_is_told_to_stop() {
    let world = World::in_memory().await;
    let reference = world.submits().await.reference;
    world.at("2025-10-22 08:00");
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let talab = world.talab.clone();
    let running = tokio::spawn(async move {
        talab
            .run(std::time::Duration::from_millis(5), async move {
                let _ = stopped.await;
            })
            .await
    });
    let mut missed = false;
    for _ in 0..200 {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        let trail = world.talab.as_actor(&testing::auditor()).trail(&reference).await.expect("a trail");
        missed = trail.lines.iter().any(|line| line.event == "DeadlineMissed");
        if missed {
            break;
        }
    }
    stop.send(()).expect("still running");
    running.await.expect("joined").expect("stopped in peace");
    assert!(missed);
}

/// What was expected then is told by the calendar of then.
#[tokio::test]
async fn an_earlier_status_knows_no_later_holiday() {
    let world = World::in_memory().await;
    let reference = world.submits().await.reference;
    world.at("2025-10-19 09:00");
    world.does(&verifier(), &reference, testing::ask_corrections(&["address"])).await;
    world.at("2025-10-19 20:00");
    world.declares_holiday("2025-10-21").await;
    let actor = testing::applicant();
    let status = |time: &'static str| {
        let (talab, reference, actor) = (world.talab.clone(), reference.clone(), actor.clone());
        async move {
            talab.as_actor(&actor).status(&reference).at(time.instant()).await.expect("a status").expected_by
        }
    };
    let (then, since) = (status("2025-10-19 12:00").await, status("2025-10-19 21:00").await);
    assert_eq!(then.map(|date| date.to_string()).as_deref(), Some("2025-10-21"));
    assert_eq!(since.map(|date| date.to_string()).as_deref(), Some("2025-10-22"));
}
