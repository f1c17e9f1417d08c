//! What is handled outside the electronic procedure because it is confidential or concerns security or defence (LY-4.2): that it is,
//! who says so, and where its file is. Nothing of what the file holds comes in here, not even its title.

use serde::{Deserialize, Serialize};

use super::bench::Bench;
use super::event::Event;
use crate::ids::{BodyId, FileNumber, PersonId, StepId};
use crate::instant::Timestamp;
use crate::named::named_enum;
use crate::refusal::Refusal;
use crate::rule;
use crate::text::Words;

fn label_words(name: &str) -> Option<Words> {
    Some(match name {
        "Confidential" => Words { ar: "سري", en: "confidential" },
        "Security" => Words { ar: "يمس الأمن", en: "concerning security" },
        "Defence" => Words { ar: "يمس الدفاع", en: "concerning defence" },
        _ => return None,
    })
}

named_enum! {
    /// Why something stays outside the electronic procedure.
    pub enum Classification, words = label_words, {
        /// It is confidential.
        Confidential = "confidential",
        /// It concerns security.
        Security = "security",
        /// It concerns defence.
        Defence = "defence",
    }
}

/// Records that a part of the procedure is handled outside the system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a command is written as a literal; a new part is a new command"
)]
pub struct RecordOffSystem {
    /// Which step of the execution leaves the electronic procedure, if it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<StepId>,
    /// Why.
    pub label: Classification,
    /// The body that classified it.
    pub classified_by: BodyId,
    /// The number of the file where it is kept: a number, never a title.
    pub file: FileNumber,
}

/// A part of the procedure is handled outside the system (LY-4.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::exhaustive_structs, reason = "an event's shape is a format; a change is a new version")]
pub struct OffSystemRecorded {
    /// When.
    pub at: Timestamp,
    /// Who recorded it.
    pub recorded_by: PersonId,
    /// Which step of the execution left the electronic procedure, if it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<StepId>,
    /// Why.
    pub label: Classification,
    /// The body that classified it.
    pub classified_by: BodyId,
    /// The number of the file where it is kept.
    pub file: FileNumber,
}

/// Records it, once for each file and step; that it was classified otherwise is recorded anew. The step itself is completed or answered as any other, without what it found.
pub(super) fn record(bench: &mut Bench<'_>, command: RecordOffSystem) -> Result<(), Refusal> {
    let RecordOffSystem { step, label, classified_by, file } = command;
    if let Some(step) = &step {
        let known = bench.definition()?.step(step).is_some();
        bench.require(rule::OUT_OF_SCOPE, known, || Refusal::TaskUnknown { step: step.to_string() })?;
    }
    if bench.state.off_system.contains(&(step.clone(), file.clone(), label, classified_by.clone())) {
        return Ok(());
    }
    bench.found(rule::OUT_OF_SCOPE, true, label.code());
    let (at, recorded_by) = (bench.at, bench.by.person.clone());
    bench.emit(Event::OffSystemRecorded(OffSystemRecorded {
        at,
        recorded_by,
        step,
        label,
        classified_by,
        file,
    }));
    Ok(())
}
