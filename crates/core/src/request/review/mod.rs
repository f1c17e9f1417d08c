//! Review: verification and corrections item by item (article 16).

mod command;
mod decide;
mod event;

use serde::{Deserialize, Serialize};

use crate::calendar::Due;
use crate::instant::Timestamp;
use crate::stage::Stage;

pub use command::{
    Change, Correct, CorrectionItem, ExtendCorrectionPeriod, PassVerification, RequestCorrections,
    StartVerification,
};
pub(super) use decide::{correct, extend_period, pass, request, start, trusted};
pub use event::{
    Corrected, CorrectionPeriodExtended, CorrectionsRequested, DocumentChange, FaultyItem,
    PersonalCorrections, Target, ValueChange, VerificationPassed, VerificationStarted,
};

/// What review knows of a request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Review {
    pub(crate) rounds: u32,
    pub(crate) open: Option<CorrectionsRequested>,
    /// The stage in which corrections were asked, to which an unacknowledged request returns.
    pub(crate) asked_in: Option<Stage>,
    pub(crate) started: bool,
    pub(crate) passed: bool,
}

impl Review {
    /// Since when corrections are out with the applicant.
    pub(crate) fn open_since(&self) -> Option<Timestamp> {
        self.open.as_ref().map(|open| open.at)
    }

    /// The end of the term to answer.
    pub(crate) fn due(&self) -> Option<Due> {
        self.open.as_ref().map(|open| open.due)
    }

    pub(super) fn requested(&mut self, event: &CorrectionsRequested, asked_in: Option<Stage>) {
        self.rounds = event.round;
        self.open = Some(event.clone());
        self.asked_in = asked_in;
    }

    pub(super) fn period_extended(&mut self, event: &CorrectionPeriodExtended) {
        if let Some(open) = &mut self.open {
            open.due = event.new;
        }
    }

    pub(super) fn closed(&mut self) {
        self.open = None;
    }
}
