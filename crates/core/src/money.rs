//! Money: whole numbers of the smallest unit, never fractions, and arithmetic that says when it does not fit.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::ids::IdInvalid;
use crate::text::Words;
use crate::value::MAX_SAFE_INTEGER;

const CURRENCY_RULE: Words = Words {
    ar: "يُرجى استخدام رمز العملة المكوّن من ثلاثة أحرف لاتينية كبيرة، مثل \u{2068}LYD\u{2069}",
    en: "use the three capital letters of the currency, such as LYD",
};

/// A currency by its three letters (ISO 4217).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency(String);

impl Currency {
    /// Checks and takes the letters.
    ///
    /// # Errors
    /// [`IdInvalid`] names the input and the rule it breaks.
    pub fn new(letters: impl Into<String>) -> Result<Self, IdInvalid> {
        let letters = letters.into();
        let fits = letters.len() == 3 && letters.chars().all(|c| c.is_ascii_uppercase());
        if fits { Ok(Self(letters)) } else { Err(IdInvalid::new("currency", &letters, CURRENCY_RULE)) }
    }

    /// The letters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How many decimals its smallest unit stands for: a Libyan dinar has a thousand dirhams.
    pub fn decimals(&self) -> u32 {
        match self.0.as_str() {
            "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
            "JPY" | "KRW" | "XAF" | "XOF" => 0,
            _ => 2,
        }
    }
}

impl TryFrom<String> for Currency {
    type Error = IdInvalid;
    fn try_from(letters: String) -> Result<Self, IdInvalid> {
        Self::new(letters)
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.0
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An amount in the smallest unit of its currency, not negative.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "part of an event's shape")]
pub struct Money {
    /// How many of the smallest unit.
    pub amount: i64,
    /// Of which currency.
    pub currency: Currency,
}

impl Money {
    /// So many of the smallest unit.
    pub fn new(amount: i64, currency: Currency) -> Self {
        Self { amount, currency }
    }

    /// Nothing of a currency.
    pub fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    /// Whether it is an amount that can be owed: not negative, and exact in every reader of JSON.
    pub fn is_proper(&self) -> bool {
        (0..=MAX_SAFE_INTEGER).contains(&self.amount)
    }

    /// The sum; nothing if the currencies differ or it does not fit.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Option<Self> {
        let amount = self.amount.checked_add(other.amount).filter(|_| self.currency == other.currency)?;
        Some(Self::new(amount, self.currency.clone())).filter(Self::is_proper)
    }

    /// What is left; nothing if the currencies differ or it would be less than nothing.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Option<Self> {
        let amount = self.amount.checked_sub(other.amount).filter(|_| self.currency == other.currency)?;
        Some(Self::new(amount, self.currency.clone())).filter(Self::is_proper)
    }
}

impl fmt::Display for Money {
    /// In the currency's own unit with all its decimals: `157.500 LYD`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let decimals = self.currency.decimals();
        let unit = 10_i64.pow(decimals);
        let (whole, rest) = (self.amount / unit, (self.amount % unit).unsigned_abs());
        match decimals {
            0 => write!(f, "{whole} {}", self.currency),
            _ => write!(f, "{whole}.{rest:0width$} {}", self.currency, width = decimals as usize),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dinars(amount: i64) -> Money {
        Money::new(amount, Currency::new("LYD").unwrap())
    }

    #[test]
    fn amounts_are_whole_and_told_with_their_decimals() {
        assert_eq!(dinars(157_500).to_string(), "157.500 LYD");
        assert_eq!(dinars(7).to_string(), "0.007 LYD");
        let of = |letters: &str| Money::new(1_234, Currency::new(letters).unwrap()).to_string();
        assert_eq!((of("EUR").as_str(), of("JPY").as_str()), ("12.34 EUR", "1234 JPY"));
        assert_eq!(serde_json::to_string(&dinars(5)).unwrap(), r#"{"amount":5,"currency":"LYD"}"#);
        for wrong in ["lyd", "LY", "LYDX", ""] {
            assert!(serde_json::from_value::<Currency>(wrong.into()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn arithmetic_says_when_it_does_not_fit() {
        assert_eq!(dinars(5).plus(&dinars(7)), Some(dinars(12)));
        assert_eq!(dinars(7).minus(&dinars(7)), Some(dinars(0)));
        assert_eq!(dinars(5).minus(&dinars(7)), None);
        assert_eq!(dinars(i64::MAX).plus(&dinars(1)), None);
        assert_eq!(dinars(MAX_SAFE_INTEGER).plus(&dinars(1)), None);
        assert_eq!(dinars(5).plus(&Money::new(5, Currency::new("EUR").unwrap())), None);
        assert!(!dinars(-1).is_proper());
    }

    #[test]
    fn a_currency_is_its_letters() {
        assert_eq!(Currency::new("LYD").unwrap().as_str(), "LYD");
    }
}
