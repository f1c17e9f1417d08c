//! Why an import does not run, or stopped.

use talab::FileInvalid;

use crate::held::HeldError;
use crate::mapping::{MappingError, SurveyError};
use crate::publish::PublishError;
use crate::xes::XesError;

/// Why an import does not run, or stopped. A command that the rules refuse is none of these: it is counted.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImportError {
    /// The mapping file can't be used.
    #[error(transparent)]
    Mapping(#[from] MappingError),
    /// The mapping's service definition or calendar can't be used.
    #[error(transparent)]
    File(#[from] FileInvalid),
    /// An activity of the mapping does not fit the service definition.
    #[error("activity {activity:?}: {problem}; correct it in the mapping or in the service definition")]
    Unfit {
        /// The activity.
        activity: String,
        /// What does not fit.
        problem: String,
    },
    /// The first pass found something; nothing was appended.
    #[error(transparent)]
    Survey(#[from] SurveyError),
    /// The service or its calendar is not in force; no case was imported.
    #[error("the service of the mapping could not be published")]
    Publish(#[from] PublishError),
    /// The log reads otherwise than a moment ago, in the first pass.
    #[error("the log changed while it was being imported: leave it alone and import it again")]
    Changed {
        /// What can't be read now, if it is that.
        source: Option<Box<XesError>>,
    },
    /// The engine failed at an event; import the log again to go on from there.
    #[error(
        "case {case:?}, line {line}: the command could not be carried out; mend the cause and import again"
    )]
    Failed {
        /// The case.
        case: String,
        /// The line of its event.
        line: u64,
        /// What failed.
        source: Box<talab::Error>,
    },
    /// What the engine holds can't be read.
    #[error("what was imported can't be read back")]
    Held(#[from] HeldError),
}

impl ImportError {
    pub(super) fn changed(error: XesError) -> Self {
        Self::Changed { source: Some(Box::new(error)) }
    }
}
