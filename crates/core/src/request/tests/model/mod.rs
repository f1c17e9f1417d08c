//! A model beside the engine: a small machine written from the words of the law, driven together with `decide`.
//!
//! It has its own stages, its own idea of who may do what where, and counts days by itself. It knows one service under its
//! parameters; fees, tasks, other bodies, paper and laws that let decisions come first are left to the stories.

mod coverage;
mod reference;
mod rights;
mod system;

use proptest::prelude::*;
use proptest_state_machine::prop_state_machine;

use system::Engine;

/// How many lives are compared; `PROPTEST_CASES` in the environment asks for more.
fn cases() -> ProptestConfig {
    let asked = ProptestConfig::default().cases;
    // proptest's own number means that nobody asked for another.
    let cases = if asked == 256 { 96 } else { asked };
    ProptestConfig { failure_persistence: None, max_shrink_iters: 2_048, ..ProptestConfig::with_cases(cases) }
}

prop_state_machine! {
    #![proptest_config(cases())]

    #[test]
    fn the_engine_lives_as_the_law_says(sequential 20..60 => Engine);
}
