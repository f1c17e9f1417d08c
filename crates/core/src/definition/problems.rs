//! What is wrong with a definition: every problem at once, each with its place and its remedy.

use std::fmt;

use crate::text::Text;

/// One problem of a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// Where, as a path such as `form.application.field.national_no.length`.
    pub path: String,
    /// What is wrong and what to do.
    pub problem: Text,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.problem.en)
    }
}

/// Collects problems.
#[derive(Debug, Default)]
pub(super) struct Problems(pub(super) Vec<Problem>);

impl Problems {
    pub(super) fn add(&mut self, path: impl Into<String>, problem: impl Into<Text>) {
        self.0.push(Problem { path: path.into(), problem: problem.into() });
    }

    pub(super) fn unless(&mut self, fine: bool, path: impl Into<String>, problem: impl Into<Text>) {
        if !fine {
            self.add(path, problem);
        }
    }
}
