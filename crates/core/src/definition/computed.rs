//! What the engine works out itself: the values of fields whose source is `computed`.

use std::collections::BTreeMap;

use cel::Value as CelValue;
use time::Date;

use super::fields::{Field, FieldType};
use super::{ConditionInvalid, Formula, Scope, ServiceDefinition, shapes};
use crate::ids::FieldId;
use crate::party::Party;
use crate::text::{Text, isolate};
use crate::value::Value;

/// A value that can't be worked out: which field's, and why.
pub(crate) type NotComputed = (FieldId, ConditionInvalid);

impl Field {
    /// What `source` says of a field that the engine works out.
    pub const COMPUTED: &'static str = "computed";
    /// What `source` says of a field that an officer fills in.
    pub const OFFICER: &'static str = "officer";

    /// Whether the engine works the value out.
    pub fn is_computed(&self) -> bool {
        self.source == Self::COMPUTED
    }

    /// Whether an officer gives the value.
    pub fn is_officers(&self) -> bool {
        self.source == Self::OFFICER
    }
}

/// The types that a formula can yield.
pub(super) const YIELDS: [FieldType; 7] = [
    FieldType::Text,
    FieldType::Integer,
    FieldType::Boolean,
    FieldType::Date,
    FieldType::Choice,
    FieldType::Decimal,
    FieldType::Money,
];

impl ServiceDefinition {
    /// The values of all computed fields on these answers, whatever stood in them before.
    ///
    /// They are worked out in form order, each seeing those before it. A formula that reads what is not answered and
    /// fails for that, or yields `null`, leaves its field empty.
    ///
    /// # Errors
    /// The first field whose formula fails on answers that are all there, or yields what the field can't hold.
    pub(crate) fn computed(
        &self,
        answers: &BTreeMap<FieldId, Value>,
        applicant: &Party,
        day: Option<Date>,
    ) -> Result<BTreeMap<FieldId, Value>, NotComputed> {
        let mut all = answers.clone();
        all.retain(|id, _| !self.field(id).is_some_and(Field::is_computed));
        let mut computed = BTreeMap::new();
        for field in self.fields().filter(|field| field.is_computed()) {
            let Some(formula) = &field.formula else { continue };
            let scope = Scope::new(self, &all, applicant);
            let scope = match day {
                Some(day) => scope.on(day),
                None => scope,
            };
            let value = match formula.value(&scope, field) {
                Ok(value) => value,
                Err(_) if waits(formula, &all) => None,
                Err(error) => return Err((field.id.clone(), error)),
            };
            if let Some(value) = value {
                all.insert(field.id.clone(), value.clone());
                computed.insert(field.id.clone(), value);
            }
        }
        Ok(computed)
    }
}

/// Whether the formula reads something that is not answered.
fn waits(formula: &Formula, answers: &BTreeMap<FieldId, Value>) -> bool {
    formula.reads().is_ok_and(|reads| reads.iter().any(|name| !answers.contains_key(name.as_str())))
}

impl Formula {
    /// What it comes to as the value of `field`; nothing if it is `null`.
    pub(super) fn value(&self, scope: &Scope<'_>, field: &Field) -> Result<Option<Value>, ConditionInvalid> {
        let found = self.0.value(scope)?;
        let kind = found.type_of().to_string();
        let value = match (found, field.kind) {
            (CelValue::Null, _) => return Ok(None),
            (CelValue::Int(amount), FieldType::Decimal) => {
                Value::Text(shapes::decimal_text(amount, field.scale()))
            }
            (CelValue::Int(number), _) => Value::Integer(number),
            (CelValue::Bool(held), _) => Value::Boolean(held),
            (CelValue::String(text), _) => Value::Text(text.to_string()),
            _ => return Err(self.unfit(&kind)),
        };
        field.accept(value).map(Some).map_err(|_| self.unfit(&kind))
    }

    /// A result that the field can't hold.
    fn unfit(&self, kind: &str) -> ConditionInvalid {
        self.0.invalid(Text::new(
            format!(
                "نتيجة المعادلة من النوع {} لا يقبلها نوع الحقل أو حدوده، يُرجى تصحيح المعادلة أو الحقل",
                isolate(kind)
            ),
            format!(
                "yields {kind} that the field's type or bounds don't take: correct the formula or the field"
            ),
        ))
    }
}
