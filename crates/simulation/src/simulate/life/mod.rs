//! Lives: requests that are played move by move, each move chosen by the dice among those that are possible where the
//! request stands.
//!
//! A told story knows its end before it is played; a life does not. It looks at its request, which it folds from the
//! events of its own commands only, picks a move, says what must come of it, and holds the engine to that.

mod deed;
mod family;
mod parts;
mod play;
mod scene;
mod town;

use std::sync::Arc;

use talab::Timestamp;
use time::{Duration, Time};

use super::error::SimulationError;
use super::moves::{self, HOSTILE, MOVES, choose};
use super::report::Tally;
use super::rng::Rng;
use super::run::Stage;
use super::services::Offered;
use play::Play;
use scene::Begin;

pub(super) use deed::{Act, Deed};
pub(super) use scene::Scene;
pub(super) use town::Town;

/// How often of a hundred turns somebody tries what must be refused.
const MISCHIEF: u64 = 9;
/// How many of a hundred lives are lived in a town of their own.
const TOWNS: u64 = 14;
/// How many turns a life has at most, and how many after its end.
const TURNS: u32 = 90;
/// How often of a hundred turns a request is left as it is from then on, open or ended.
const LEFT: u64 = 1;
const LEFT_ENDED: u64 = 9;
/// From here on nothing more happens: every term that begins before it ends inside the calendar's coverage.
const LAST_DAY: time::Date = time::macros::date!(2027 - 01 - 15);
const FIRST_DAY: time::Date = time::macros::date!(2025 - 01 - 01);
const DAYS: u64 = 365;

/// Lives the `request`th life from its beginning; what an earlier run did is not done again.
pub(super) async fn live(stage: Stage, request: u64, offered: Offered) -> Result<Tally, SimulationError> {
    let mut rng = Rng::of(stage.seed, request);
    let name = format!("{}-{request}", stage.seed);
    let mut calendar = Arc::clone(&stage.world.calendar);
    let now = arrival(&mut rng, &calendar);
    let (mut offered, mut town) = (offered, None);
    if rng.chance(TOWNS) {
        let settled = Town::settle(&stage, &mut rng, &name, &offered, now).await?;
        calendar = Arc::clone(&settled.calendar);
        offered = settled.offered.clone();
        town = Some(settled);
    }
    let last = calendar.zone().start_of_day(LAST_DAY);
    let scene = Scene::begin(Begin { offered, calendar, rng, now, name, town })?;
    let mut play = Play::new(&stage, request, scene);
    let mut made = moves::Made::default();
    for _ in 0..TURNS {
        if play.scene.now > last || is_left(&mut play.scene) {
            break;
        }
        play.scene.wait(2, 10);
        if play.scene.rng.chance(MISCHIEF)
            && let Some(deed) = choose(&mut play.scene, HOSTILE, &mut made)?
        {
            play.act(deed).await?;
        }
        let Some(deed) = choose(&mut play.scene, MOVES, &mut made)? else { break };
        play.act(deed).await?;
        Box::pin(play.live_parts()).await?;
    }
    play.finish().await
}

fn arrival(rng: &mut Rng, calendar: &talab::core::calendar::Calendar) -> Timestamp {
    let day = FIRST_DAY.saturating_add(Duration::days(i64::try_from(rng.below(DAYS)).unwrap_or(0)));
    let micros = i64::try_from(rng.below(86_400_000_000)).unwrap_or(0);
    calendar.zone().from_local(day, Time::MIDNIGHT).plus(Duration::microseconds(micros))
}

fn is_left(scene: &mut Scene) -> bool {
    let left = match scene.stage() {
        None => 0,
        Some(stage) if stage.is_terminal() => LEFT_ENDED,
        Some(_) => LEFT,
    };
    scene.rng.chance(left)
}
