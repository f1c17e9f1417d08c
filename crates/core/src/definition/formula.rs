//! Formulas: what a fee comes to, or what a computed field holds, as a CEL expression.

use cel::Value as CelValue;
use serde::{Deserialize, Serialize};

use super::condition::{Condition, ConditionInvalid};
use super::scope::Scope;
use crate::money::Money;
use crate::text::{Text, isolate};
use crate::value::MAX_SAFE_INTEGER;

/// An amount, or the value of a computed field, written in CEL over the same names as a [`Condition`], and as bounded.
///
/// Division of whole numbers cuts off, and that is all the rounding there is: `(a * 750 + 999) / 1000` rounds up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Formula(pub(super) Condition);

impl Formula {
    /// A formula with this source; it is checked with the definition it stands in.
    pub fn new(source: impl Into<String>) -> Self {
        Self(Condition::new(source))
    }

    /// The answers it reads.
    ///
    /// # Errors
    /// [`ConditionInvalid`] if it can't be parsed or uses what it may not.
    pub fn reads(&self) -> Result<Vec<String>, ConditionInvalid> {
        self.0.reads()
    }

    /// What it comes to in `scope`.
    ///
    /// # Errors
    /// [`ConditionInvalid`] if it can't be parsed, fails on these values, or yields anything but an amount.
    pub fn amount(&self, scope: &Scope<'_>) -> Result<i64, ConditionInvalid> {
        match self.0.value(scope)? {
            CelValue::Int(amount) if (0..=MAX_SAFE_INTEGER).contains(&amount) => Ok(amount),
            other => {
                let kind = other.type_of().to_string();
                Err(self.0.invalid(Text::new(
                    format!(
                        "نتيجة المعادلة من النوع {} أو سالبة أو كبيرة جداً، يُرجى كتابتها بحيث تكون نتيجتها عدداً صحيحاً من أصغر وحدات العملة",
                        isolate(&kind)
                    ),
                    format!("yields {kind} that is no amount: let it come to a whole number, not negative"),
                )))
            }
        }
    }
}

/// The sum of lines of one currency; nothing if it does not fit.
pub(crate) fn total<'a>(mut lines: impl Iterator<Item = &'a Money>) -> Option<Money> {
    let first = lines.next()?.clone();
    lines.try_fold(first, |sum, line| sum.plus(line))
}
