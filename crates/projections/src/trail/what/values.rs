//! Details of values that the applicant didn't give.

use talab_core::request::review::ValueChange;
use talab_core::request::values::{ValueRecorded, ValuesComputed};
use talab_core::{FieldId, Text};

use super::Telling;
use crate::labels::{self, both, name};

impl Telling<'_> {
    pub(super) fn values_computed(&self, it: &ValuesComputed) -> Vec<Text> {
        let personal = it.personal.get().filter(|_| self.sight.personal()).into_iter().flatten();
        it.values.iter().chain(personal).map(|(field, change)| self.value(field, change)).collect()
    }

    pub(super) fn value_recorded(&self, it: &ValueRecorded) -> Vec<Text> {
        let said = it.value.iter().map(|change| self.value(&it.field, change));
        let personal =
            it.personal.iter().map(|part| self.sight.words(part, |it_is| self.value(&it.field, it_is)));
        said.chain(personal).collect()
    }

    /// What a field holds now.
    fn value(&self, field: &FieldId, change: &ValueChange) -> Text {
        let label = labels::field(self.definition, field);
        let new = change.new.as_ref().map_or_else(|| "–".to_owned(), ToString::to_string);
        both(|lang| format!("{}: {}", label.get(lang), name(&new, lang)))
    }
}
