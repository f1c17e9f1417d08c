//! What must hold always: random commands by random actors at random times, some lawful and some hostile.
//!
//! Each property has the number of the invariant it holds; those without a number hold the engine's own promises.

mod actions_agree;
mod amendments;
mod commands;
mod coverage;
mod dice;
mod elsewhere;
mod i_10_i_11_decisions;
mod i_12_i_13_money;
mod i_15_parts;
mod i_16_after_the_end;
mod i_17_pinned_version;
mod i_18_pure;
mod i_1_one_answer;
mod i_20_redaction;
mod i_22_channel;
mod i_24_late_answers;
mod i_25_ending;
mod i_2_complete;
mod i_3_receipt;
mod i_4_one_deadline;
mod i_5_budget;
mod i_6_suspensions;
mod i_7_fixed_dates;
mod i_8_reasons;
mod i_9_corrections;
mod parts;
mod payments;
mod play;
mod rights;
mod stage_changes;
mod tasks;
mod wire;
mod worlds;

use proptest::prelude::*;

use play::{Played, play};

/// How many stories each property is tried on; `PROPTEST_CASES` in the environment asks for more.
fn cases() -> ProptestConfig {
    let asked = ProptestConfig::default().cases;
    // proptest's own number means that nobody asked for another; a story is longer than one value.
    let cases = if asked == 256 { 40 } else { asked };
    ProptestConfig { max_shrink_iters: 4_096, ..ProptestConfig::with_cases(cases) }
}

/// A random story.
fn stories() -> impl Strategy<Value = Played> {
    (0..worlds::COUNT, prop::collection::vec(any::<u64>(), 1..60))
        .prop_map(|(world, dice)| play(world, &dice))
}
