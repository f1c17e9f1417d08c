//! The parts of a life: which of them are asked for, and where each stands, counted from what was told of them.

use talab::core::definition::Part;
use talab::core::{Outcome, PartId};

use super::Scene;

/// How a part ends that may be opened again.
const AGAIN: [Outcome; 2] = [Outcome::Discontinued, Outcome::Duplicate];

/// Where a part stands, seen from the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// It can't be opened yet.
    Waits,
    /// It can be opened.
    Ready,
    /// It is worked on.
    Open,
    Granted,
    /// Granted, but not all of it.
    InPart,
    /// Its applicant took it back, and it needn't be there.
    LeftOut,
    /// It ended otherwise, or will never be opened.
    Lost,
}

impl Scene {
    fn part(&self, part: &Part) -> Standing {
        let definition = self.definition();
        let opened = self.state.subrequests().find(|(id, _)| **id == part.id).map(|(_, it)| it.outcome);
        match opened {
            Some(None) => return Standing::Open,
            Some(Some(Outcome::Granted | Outcome::DeemedGranted)) => return Standing::Granted,
            Some(Some(Outcome::PartiallyGranted)) => return Standing::InPart,
            Some(Some(Outcome::Withdrawn)) if !part.mandatory => return Standing::LeftOut,
            Some(Some(_)) => return Standing::Lost,
            None => {}
        }
        let before = definition.parts.iter().filter(|it| part.after.contains(&it.id));
        let before: Vec<_> = before.filter(|it| self.asks_for(it)).map(|it| self.part(it)).collect();
        if before.iter().all(|it| matches!(it, Standing::Granted | Standing::InPart)) {
            Standing::Ready
        } else if before.iter().any(|it| matches!(it, Standing::Lost | Standing::LeftOut)) {
            Standing::Lost
        } else {
            Standing::Waits
        }
    }

    fn asks_for(&self, part: &Part) -> bool {
        let opened = self.state.subrequests().any(|(id, _)| *id == part.id);
        opened || part.when.as_ref().is_none_or(|when| self.meets(when))
    }

    fn parts(&self) -> Vec<(Part, Standing)> {
        let definition = self.definition();
        let asked = definition.parts.iter().filter(|part| self.asks_for(part));
        asked.map(|part| (part.clone(), self.part(part))).collect()
    }

    /// The parts that can be opened now; one whose request ended without anybody deciding on it, again.
    pub(in crate::simulate) fn openable_parts(&self) -> Vec<PartId> {
        let again = |part: &Part| {
            let mut opened = self.state.subrequests();
            opened
                .any(|(id, it)| *id == part.id && it.outcome.is_some_and(|outcome| AGAIN.contains(&outcome)))
        };
        let parts = self.parts().into_iter();
        parts.filter(|(part, at)| *at == Standing::Ready || again(part)).map(|(part, _)| part.id).collect()
    }

    /// Whether a part is worked on.
    pub(in crate::simulate) fn has_an_open_part(&self) -> bool {
        self.parts().iter().any(|(_, at)| *at == Standing::Open)
    }

    /// Whether a part without which nothing is granted is lost.
    pub(in crate::simulate) fn has_lost_a_part(&self) -> bool {
        self.parts().iter().any(|(part, at)| part.mandatory && *at == Standing::Lost)
    }

    /// Whether every part has come to its end, and whether the whole can be granted with that: all of it, or but a part.
    pub(in crate::simulate) fn parts_allow(&self, whole: bool) -> bool {
        let parts = self.parts();
        let open = [Standing::Waits, Standing::Ready, Standing::Open];
        let short = parts.iter().any(|(_, at)| matches!(at, Standing::Lost | Standing::InPart));
        parts.iter().all(|(_, at)| !open.contains(at)) && !self.has_lost_a_part() && (short != whole)
    }
}
