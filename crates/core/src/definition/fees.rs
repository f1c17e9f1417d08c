//! What a service costs (LY-1c, LY-17.5).

use serde::{Deserialize, Serialize};

use super::condition::Condition;
use super::formula::Formula;
use crate::ids::{BodyId, FeeId};
use crate::money::Currency;
use crate::named::named_enum;
use crate::reason::ReasonCode;
use crate::text::{Text, Words};

/// `[fees]`: free of charge, and says so; or what is charged, through which payment system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct FeeTerms {
    /// The words that say that nothing is charged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub none: Option<Text>,
    /// The currency of every fee.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// The payment system, as a body on the integration channel (LY-17.5).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gateway: Option<BodyId>,
    /// Further payment systems through which the same orders may be paid (SA-2).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other_gateways: Vec<BodyId>,
    /// The ways to pay that the regulator has set (LY-12.4); without any, all are taken.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub methods: Vec<String>,
    /// How many working days an order to pay stands.
    #[serde(skip_serializing_if = "is_usual")]
    pub pay_within: u32,
    /// Whether the clock stands still while an order to pay is open.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub suspends_clock: bool,
    /// What is charged.
    #[serde(rename = "fee", skip_serializing_if = "Vec::is_empty")]
    pub fees: Vec<Fee>,
}

/// The working days an order stands, where a definition doesn't say.
const USUAL_TERM: u32 = 10;

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it so")]
fn is_usual(days: &u32) -> bool {
    *days == USUAL_TERM
}

impl Default for FeeTerms {
    fn default() -> Self {
        Self {
            none: None,
            currency: None,
            gateway: None,
            other_gateways: Vec::new(),
            methods: Vec::new(),
            pay_within: USUAL_TERM,
            suspends_clock: false,
            fees: Vec::new(),
        }
    }
}

/// `[[fees.fee]]`: one thing that is charged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Fee {
    /// Its id.
    pub id: FeeId,
    /// What it is called.
    pub name: Text,
    /// What it comes to, in the smallest unit of the currency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<i64>,
    /// How it is worked out, where it is not the same for everybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub formula: Option<Formula>,
    /// The body the money is for.
    pub payee: BodyId,
    /// The law that sets it, of those that the service rests on (LY-4.3); without this, all of them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub law: Option<String>,
    /// What waits for it.
    pub before: FeePoint,
    /// Where it is charged at all; without this, always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// The reasons of the family `RFD` for which it is paid back beyond a double payment, a fault, or a court's order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refund: Vec<ReasonCode>,
}

impl Fee {
    /// Whether what is done at this point waits for it. What a correction made due before receipt, which is past by then, is
    /// due before the execution.
    pub(crate) fn holds_up(&self, point: FeePoint) -> bool {
        self.before == point || (self.before == FeePoint::Receipt && point == FeePoint::Execution)
    }
}

fn point_words(name: &str) -> Option<Words> {
    Some(match name {
        "Receipt" => Words { ar: "قبل استلام الطلب", en: "before the request is received" },
        "Execution" => Words { ar: "قبل تنفيذ الخدمة", en: "before the execution" },
        "Decision" => Words { ar: "قبل الموافقة", en: "before the grant" },
        "Output" => Words { ar: "قبل إصدار المخرَج", en: "before the output is issued" },
        _ => return None,
    })
}

named_enum! {
    /// What waits for a fee to be paid or waived (LY-17.5c).
    pub enum FeePoint, words = point_words, {
        /// The receipt: the fee is itself a requirement of the submission (LY-13.4).
        Receipt = "receipt",
        /// The first step of the execution.
        Execution = "execution",
        /// A proposal to grant.
        Decision = "decision",
        /// The output.
        Output = "output",
    }
}
