//! What services achieve, worked out over the recorded events of many requests (LY-11): never stored, and without
//! anything that names a person.
//!
//! A request belongs to the period in which its first attempt was transmitted, and never moves to another: so every share
//! has one denominator, and a period that is over changes only as its own requests go on. Times are whole seconds on the wall clock, nights and holidays
//! included; whether a promise was kept is judged by the deadline in working days. Percentiles are those of the nearest
//! rank: the least value that at least so many of a hundred don't exceed. Of nothing there is none.

mod case;
mod export;
mod feedback;
mod figures;
mod indicators;
mod numbers;
mod query;
mod report;
mod survey;
mod task;
mod usage;

#[cfg(test)]
mod tests;

pub use case::RequestCase;
pub use feedback::{FeedbackFeed, FeedbackLine, FeedbackQuery, feedback_of};
pub use figures::{Amendments, BodyFigures, Figures, Promise, Steps, measure};
pub use indicators::IndicatorFigure;
pub use numbers::{Durations, PerRequest, Share};
pub use query::MeasuresQuery;
pub use report::{MEASURES_VERSION, Measures, ProviderMeasures, ServiceMeasures, VersionMeasures, measures};
pub use survey::{QuestionFigures, SurveyResults};
pub use usage::{MonthOfUse, Usage};
