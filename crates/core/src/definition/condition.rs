//! Conditions: small CEL expressions over the answers, always bounded, never surprising.

use cel::common::ast::Expr;
use cel::{Context, IdedExpr, Program, Value as CelValue};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::days;
use super::scope::Scope;
use crate::text::{Text, isolate, listed};

/// The longest condition, in bytes.
const MAX_SOURCE: usize = 1_000;
/// The deepest nesting of a condition.
const MAX_DEPTH: usize = 32;
/// How deep walks over lists may stand in one another; each one multiplies the work.
const MAX_WALKS: usize = 2;

/// A condition written in CEL over `answers.<field>`, `applicant.class`, `applicant.kind`, `applicant.country`
/// (`null` where it is not said), `submission.date` and `service.provider`.
///
/// Days are texts `YYYY-MM-DD`, which compare as days do; `days_between(a, b)`, `months_started(a, b)` and
/// `years_between(a, b)` count on the calendar, `min(a, b)` and `max(a, b)` choose among whole numbers. A decimal is a
/// whole number of its smallest unit, as its `scale` says, and money is one of the currency's.
/// Every field of the service is bound, to `null` while it is unanswered. Maps can't be walked or built, and walks
/// over lists stand at most two deep, so the work is bounded by the source and by the longest list answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Condition(String);

/// Why a condition can't be used or could not be judged.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("the condition `{source_text}` {}", .problem.en)]
#[non_exhaustive]
pub struct ConditionInvalid {
    /// The condition.
    pub source_text: String,
    /// What is wrong and how to mend it.
    pub problem: Text,
}

impl ConditionInvalid {
    /// The whole sentence in both languages.
    pub fn text(&self) -> Text {
        Text::new(format!("الشرط {}: {}", isolate(&self.source_text), self.problem.ar), self.to_string())
    }
}

impl Condition {
    /// A condition with this source; it is checked with the definition it stands in.
    pub fn new(source: impl Into<String>) -> Self {
        Self(source.into())
    }

    /// The source.
    pub fn source(&self) -> &str {
        &self.0
    }

    /// Whether the condition holds in `scope`.
    ///
    /// # Errors
    /// [`ConditionInvalid`] if it can't be parsed, fails on these values, or yields no truth value.
    pub fn holds(&self, scope: &Scope<'_>) -> Result<bool, ConditionInvalid> {
        match self.value(scope)? {
            CelValue::Bool(held) => Ok(held),
            other => {
                let kind = other.type_of().to_string();
                Err(self.invalid(Text::new(
                    format!(
                        "نتيجة الشرط من النوع {}، يُرجى كتابته بحيث تكون نتيجته {} أو {}",
                        isolate(&kind),
                        isolate("true"),
                        isolate("false")
                    ),
                    format!("yields {kind}, not true or false"),
                )))
            }
        }
    }

    /// What the expression comes to in `scope`.
    pub(super) fn value(&self, scope: &Scope<'_>) -> Result<CelValue, ConditionInvalid> {
        let program = self.compile()?;
        let mut context = Context::default();
        days::add_to(&mut context);
        for (name, value) in scope.bindings() {
            let value = cel::to_value(value).map_err(|error| self.invalid(fails(&error)))?;
            context.add_variable_from_value(name, value);
        }
        program.execute(&context).map_err(|error| self.invalid(fails(&error)))
    }

    /// The answers the condition reads.
    ///
    /// # Errors
    /// [`ConditionInvalid`] if it can't be parsed or uses what a condition may not.
    pub fn reads(&self) -> Result<Vec<String>, ConditionInvalid> {
        self.walk().map(|walk| walk.reads)
    }

    /// Whether the condition reads `submission.date`; one that is not well formed reads nothing.
    pub(super) fn reads_the_day(&self) -> bool {
        self.walk().is_ok_and(|walk| walk.day)
    }

    fn walk(&self) -> Result<Walk, ConditionInvalid> {
        let program = self.compile()?;
        let mut walk = Walk { reads: Vec::new(), locals: Vec::new(), walks: 0, day: false };
        walk.visit(program.expression(), 0).map_err(|problem| self.invalid(problem))?;
        Ok(walk)
    }

    fn compile(&self) -> Result<Program, ConditionInvalid> {
        if self.0.len() > MAX_SOURCE {
            return Err(self.invalid(Text::new(
                format!("الشرط أطول من المسموح به، يُرجى تقسيمه (الحد الأقصى للحجم بالبايت: {MAX_SOURCE})"),
                format!("is longer than {MAX_SOURCE} bytes: split it"),
            )));
        }
        Program::compile(&self.0).map_err(|errors| {
            let first = errors.errors.first().map_or("", |error| error.msg.as_str());
            self.invalid(Text::new(
                format!(
                    "الشرط ليس تعبيراً صحيحاً بلغة {} ({})، يُرجى تصحيح صياغته",
                    isolate("CEL"),
                    isolate(first)
                ),
                format!("is not a CEL expression: {first}"),
            ))
        })
    }

    pub(super) fn invalid(&self, problem: Text) -> ConditionInvalid {
        ConditionInvalid { source_text: self.0.chars().take(80).collect(), problem }
    }
}

/// A condition that can't be judged on some values.
fn fails(error: &impl std::fmt::Display) -> Text {
    let error = error.to_string();
    Text::new(
        format!("تعذّر تقييم الشرط على هذه القيم ({})، يُرجى تصحيح صياغته", isolate(&error)),
        format!("fails: {error}"),
    )
}

/// Collects what an expression reads, and stops at what it may not do.
struct Walk {
    reads: Vec<String>,
    locals: Vec<String>,
    /// How many walks over lists stand around this place.
    walks: usize,
    /// Whether it reads the day of submission.
    day: bool,
}

impl Walk {
    fn visit(&mut self, node: &IdedExpr, depth: usize) -> Result<(), Text> {
        if depth > MAX_DEPTH {
            return Err(Text::new(
                format!(
                    "تداخُل الشرط أعمق من المسموح به، يُرجى تبسيطه (الحد الأقصى لعدد المستويات: {MAX_DEPTH})"
                ),
                format!("is nested deeper than {MAX_DEPTH}: simplify it"),
            ));
        }
        match &node.expr {
            Expr::Ident(name) if self.locals.contains(name) => Ok(()),
            Expr::Ident(name) if Scope::NAMES.contains(&name.as_str()) => Err(Text::new(
                format!(
                    "يستخدم الشرط {} بكامله، يُرجى قراءة أحد حقوله، مثل {}",
                    isolate(name),
                    isolate(&format!("{name}.x"))
                ),
                format!("uses `{name}` whole: read one of its fields, such as `{name}.x`"),
            )),
            Expr::Ident(name) => Err(unknown(name, &Scope::NAMES)),
            Expr::Select(select) => self.select(&select.operand, &select.field, depth),
            Expr::Call(call) => call
                .target
                .iter()
                .map(AsRef::as_ref)
                .chain(&call.args)
                .try_for_each(|arg| self.visit(arg, depth + 1)),
            Expr::List(list) => list.elements.iter().try_for_each(|item| self.visit(item, depth + 1)),
            Expr::Comprehension(walk) => {
                self.visit(&walk.iter_range, depth + 1)?;
                if self.walks == MAX_WALKS {
                    return Err(Text::new(
                        format!(
                            "عدد الدورات المتداخلة على القوائم في الشرط أكبر من المسموح به، يُرجى تبسيطه (الحد الأقصى: {MAX_WALKS})"
                        ),
                        format!("has more than {MAX_WALKS} walks over lists in one another: simplify it"),
                    ));
                }
                self.walks += 1;
                let locals = self.locals.len();
                self.locals.extend([walk.iter_var.clone(), walk.accu_var.clone()]);
                self.locals.extend(walk.iter_var2.clone());
                for part in [&walk.accu_init, &walk.loop_cond, &walk.loop_step, &walk.result] {
                    self.visit(part, depth + 1)?;
                }
                self.locals.truncate(locals);
                self.walks -= 1;
                Ok(())
            }
            Expr::Literal(_) => Ok(()),
            _ => Err(Text::new(
                "يُنشئ الشرط قاموساً أو بنية مركّبة، يُرجى استخدام القوائم والقيم المفردة فقط",
                "builds a map or a structure: use lists and single values",
            )),
        }
    }

    fn select(&mut self, operand: &IdedExpr, field: &str, depth: usize) -> Result<(), Text> {
        match &operand.expr {
            Expr::Ident(name) if name == Scope::ANSWERS => {
                self.reads.push(field.to_owned());
                Ok(())
            }
            Expr::Ident(name) if name == Scope::APPLICANT => {
                if Scope::APPLICANT_FIELDS.contains(&field) {
                    return Ok(());
                }
                Err(unknown(&format!("applicant.{field}"), &Scope::APPLICANT_FIELDS))
            }
            Expr::Ident(name) if name == Scope::SUBMISSION => {
                self.day = true;
                if Scope::SUBMISSION_FIELDS.contains(&field) {
                    return Ok(());
                }
                Err(unknown(&format!("submission.{field}"), &Scope::SUBMISSION_FIELDS))
            }
            Expr::Ident(name) if name == Scope::SERVICE && !self.locals.contains(name) => {
                if Scope::SERVICE_FIELDS.contains(&field) {
                    return Ok(());
                }
                Err(unknown(&format!("service.{field}"), &Scope::SERVICE_FIELDS))
            }
            _ => self.visit(operand, depth + 1),
        }
    }
}

fn unknown(name: &str, known: &[&str]) -> Text {
    let known = listed(known.iter().copied());
    Text::new(
        format!("يقرأ الشرط {} وهو غير معروف، يُرجى استخدام الأسماء المتاحة فقط: {}", isolate(name), known.ar),
        format!("reads `{name}`: only {} are known", known.en),
    )
}
