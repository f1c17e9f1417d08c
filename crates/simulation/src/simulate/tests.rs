//! Tests of the simulator that need its insides.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use talab::core::request::Event;
use talab::core::{ACCESS, CommandKind, Outcome};
use talab::projections::{REQUEST, Trace, decode_accessed};
use talab::store::{LogError, Position, Recorded};
use tokio::sync::Mutex;

use super::error::SimulationError;
use super::moves::{HOSTILE, MOVES};
use super::report::SimulationReport;
use super::run::Stage;
use super::step::Expect;
use super::story::tell;
use super::world::World;
use super::{Simulator, one};
use crate::held::{Earlier, NOWHERE};
use crate::pool;

type Test = Result<(), SimulationError>;

#[test]
fn a_story_is_the_same_every_time_and_no_two_are() -> Test {
    let world = World::new()?;
    let told = |seed, request| tell(&world, seed, request).map(|story| format!("{story:?}"));
    assert_eq!(told(7, 3)?, told(7, 3)?);
    assert_ne!(told(7, 3)?, told(7, 4)?);
    assert_ne!(told(7, 3)?, told(8, 3)?);
    Ok(())
}

#[test]
fn time_only_runs_forwards_in_a_story() -> Test {
    let world = World::new()?;
    for request in 0..2000 {
        let story = tell(&world, 1, request)?;
        for (one, next) in story.steps.iter().zip(story.steps.iter().skip(1)) {
            assert!(one.at < next.at, "request {request}: {one:?} and then {next:?}");
        }
    }
    Ok(())
}

/// Every kind of thing that can happen in the told stories does, and every code that must refuse something is tried.
#[test]
fn stories_go_everywhere() -> Test {
    let world = World::new()?;
    let (mut acts, mut codes, mut ends) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for request in 0..4000 {
        let story = tell(&world, 1, request)?;
        ends.insert(story.ends.code());
        for step in &story.steps {
            match step.expect {
                Expect::Refused(code) => codes.insert(code),
                Expect::Again => codes.insert("again"),
                Expect::Done => acts.insert(step.act.name()),
            };
        }
    }
    assert_eq!(acts.len(), 28, "{acts:?}");
    assert_eq!(codes.len(), 18, "{codes:?}");
    // A proposal is approved or returned before its story stops; `under_decision` is passed through.
    assert_eq!(ends.len(), 9, "{ends:?}");
    Ok(())
}

/// How many requests must bring everything about, of which seed.
const REQUESTS: u64 = 1_500;
const SEED: u64 = 3;

/// What these lives are without: no rulebook lists kinds of messages, so that none is put aside.
const WITHOUT_EVENTS: [&str; 1] = ["MessageQuarantined"];
const WITHOUT_COMMANDS: [&str; 0] = [];

/// Every request of a seed is played, and every command, every event, every outcome and every mischief come about.
#[tokio::test(flavor = "multi_thread")]
async fn lives_go_everywhere() -> Result<(), Box<dyn std::error::Error>> {
    let simulator = Simulator::open("memory:").await?;
    let stage = Stage {
        talab: simulator.talab.clone(),
        registry: simulator.registry.clone(),
        world: Arc::new(World::new()?.settle(&simulator.talab).await?),
        nowhere: Arc::new(Mutex::new(Earlier::of(&simulator.talab, NOWHERE).await?)),
        seed: SEED,
    };
    let (mut report, mut wrong) = (SimulationReport::default(), Vec::new());
    let mut requests = 0..REQUESTS;
    let play =
        |stage: Stage, request| async move { Ok::<_, SimulationError>(one(stage, request, true).await) };
    let next = || requests.next().map(|request| Ok(play(stage.clone(), request)));
    pool::run(next, 8, |played| match played {
        Ok(tally) => report.add(tally),
        Err(error) => wrong.push(error.to_string()),
    })
    .await?;
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(report.violations, 0, "{:#?}", report.findings);
    let (mut events, mut commands) = (BTreeMap::<_, u64>::new(), BTreeSet::new());
    let mut codes = BTreeSet::new();
    for recorded in everything(&simulator).await? {
        match recorded.stream.kind() {
            REQUEST => {
                commands.extend(Trace::from_metadata(&recorded.metadata).command);
                *events.entry(recorded.event_type).or_default() += 1;
            }
            ACCESS => codes.extend(decode_accessed(&recorded)?.refused().map(|it| it.refusal.code)),
            _ => {}
        }
    }
    let missing = Event::NAMES.iter().filter(|name| !events.contains_key(**name));
    assert_eq!(missing.copied().collect::<Vec<_>>(), WITHOUT_EVENTS);
    let missing = CommandKind::ALL.iter().map(|kind| kind.name()).filter(|name| !commands.contains(*name));
    assert_eq!(missing.collect::<Vec<&str>>(), WITHOUT_COMMANDS);
    let outcomes = Outcome::ALL.iter().map(|outcome| outcome.code());
    let missing = outcomes.filter(|code| !report.outcomes.contains_key(*code));
    assert_eq!(missing.collect::<Vec<_>>(), Vec::<&str>::new());
    assert_eq!(report.services.len(), 6, "{:?}", report.services);
    assert!(codes.len() >= 36, "{} {codes:?}", codes.len());
    let share = report.refusals * 100 / report.commands;
    assert!((3..=12).contains(&share), "{share} of a hundred commands were refused");
    Ok(())
}

async fn everything(simulator: &Simulator) -> Result<Vec<Recorded>, LogError> {
    let mut events: Vec<Recorded> = Vec::new();
    loop {
        let after = events.last().map_or(Position::START, |event| event.position);
        let page = simulator.talab.log().read_all(after, 2_000).await?;
        if page.is_empty() {
            return Ok(events);
        }
        events.extend(page);
    }
}

/// Every weight counts, and no two moves share a name.
#[test]
fn every_move_is_told_apart_and_can_be_made() {
    let all: Vec<_> = MOVES.iter().chain(HOSTILE).collect();
    let names: BTreeSet<_> = all.iter().map(|it| it.name).collect();
    assert_eq!(names.len(), all.len());
    assert!(all.iter().all(|it| it.is_possible()));
}

#[test]
fn an_unknown_service_is_told_with_those_there_are() {
    let Err(error) = World::new().and_then(|world| world.only(Some("mun.no-such"))) else {
        panic!("there is no such service")
    };
    let told = error.to_string();
    assert!(told.contains("mun.no-such") && told.contains("mun.building-permit"), "{told}");
}
