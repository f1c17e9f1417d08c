//! Recording officers' values, and what waits for them.

use std::collections::BTreeMap;

use super::command::RecordValue;
use super::compute::compute;
use super::event::ValueRecorded;
use crate::command_kind::CommandKind;
use crate::definition::{Field, Scope, ServiceDefinition};
use crate::ids::FieldId;
use crate::personal::Personal;
use crate::refusal::Refusal;
use crate::request::bench::Bench;
use crate::request::event::Event;
use crate::request::review::ValueChange;
use crate::rule;
use crate::stage::{Outcome, Stage};
use crate::text::Text;
use crate::value::Value;

/// Records a value; the same one again changes nothing.
pub(in crate::request) fn record(bench: &mut Bench<'_>, command: RecordValue) -> Result<(), Refusal> {
    let definition = bench.definition()?;
    // After a decision nothing is recorded, unless silence made it before an officer could.
    let (stage, late) = (bench.state.stage, bench.state.stage == Some(Stage::Decided));
    if late && bench.state.outcome != Some(Outcome::DeemedGranted) {
        let command = CommandKind::RecordValue;
        return bench.require(rule::STAGE_ORDER, false, || Refusal::WrongStage { stage, command });
    }
    let path = || format!("answers.{}", command.field);
    let field = definition.field(&command.field).filter(|field| field.is_officers());
    let not_theirs = || Refusal::FieldInvalid {
        path: path(),
        problem: Text::new(
            "لا يُدخل الموظف هذا الحقل في هذه الخدمة، يُرجى التحقق من الرمز، أو طلب التصحيح من مقدّم الطلب",
            "officers don't fill this field in: correct the code, or ask the applicant for a correction",
        ),
    };
    bench.require(rule::OFFICERS_VALUES, field.is_some(), not_theirs)?;
    let field = field.ok_or_else(not_theirs)?;
    let new = field
        .accept(command.value.into_inner())
        .map_err(|problem| Refusal::FieldInvalid { path: path(), problem })?;
    let old = bench.state.intake.answers.read()?.get(&field.id).cloned();
    if old.as_ref() == Some(&new) {
        return Ok(());
    }
    let change = ValueChange { old, new: Some(new) };
    let (value, personal) = match field.personal {
        true => (None, Some(Personal::clear(bench.applicant()?.person, change))),
        false => (Some(change), None),
    };
    bench.emit(Event::ValueRecorded(ValueRecorded {
        at: bench.at,
        field: field.id.clone(),
        value,
        personal,
    }));
    compute(bench, &definition)
}

/// The officers' values that must be there and aren't, in form order.
///
/// A requirement that can't be judged on these answers counts as one that holds.
pub(in crate::request) fn lacking<'a>(
    definition: &'a ServiceDefinition,
    answers: &BTreeMap<FieldId, Value>,
    scope: &Scope<'_>,
) -> Vec<&'a FieldId> {
    let fields = definition.fields().filter(|field| field.is_officers());
    let lacking = fields.filter(|field| !answers.contains_key(&field.id));
    lacking.filter(|field| field.required.holds(scope).unwrap_or(true)).map(|field| &field.id).collect()
}

/// Nothing is granted before the officers' values are there.
pub(in crate::request) fn recorded(
    bench: &mut Bench<'_>,
    definition: &ServiceDefinition,
) -> Result<(), Refusal> {
    if !definition.fields().any(Field::is_officers) {
        return Ok(());
    }
    let answers = bench.state.intake.answers.read()?;
    let applicant = bench.applicant()?;
    let scope = Scope::new(definition, &answers, &applicant).on(bench.day_of_submission()?);
    let fields: Vec<_> = lacking(definition, &answers, &scope).iter().map(ToString::to_string).collect();
    bench.require(rule::OFFICERS_VALUES, fields.is_empty(), || Refusal::ValueMissing { fields })
}

/// What is wrong with an answer to a field that the applicant doesn't fill in; nothing if the applicant does.
pub(in crate::request) fn not_the_applicants(field: &Field) -> Option<Text> {
    if field.is_computed() {
        return Some(Text::new(
            "يحتسب النظام قيمة هذا الحقل، يُرجى عدم إرسالها",
            "the engine works this value out: leave it out",
        ));
    }
    field.is_officers().then(|| {
        Text::new(
            "يُدخل الموظف المختص قيمة هذا الحقل، يُرجى عدم إرسالها",
            "an officer records this value: leave it out",
        )
    })
}
