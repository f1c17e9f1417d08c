//! LY-16.1 from its other side: nothing is executed or decided before the request was verified.

use talab::core::Stage;
use talab::core::testing::{Life, grant, handler, step_done};

#[test]
fn nothing_is_executed_before_it_is_verified() {
    for stage in [Stage::Acknowledged, Stage::UnderVerification, Stage::AwaitingCorrection] {
        let mut life = Life::at_stage(stage);
        let step = life.refused(handler(), "2025-10-21 09:00", step_done());
        let decision = life.refused(handler(), "2025-10-21 09:00", grant());
        assert_eq!((step.code(), decision.code()), ("wrong_stage", "wrong_stage"), "{stage:?}");
        assert_eq!(life.stage(), Some(stage));
    }
}
