//! The reference of a request: twelve Crockford base-32 characters and a check character.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::ids::IdInvalid;
use crate::text::Words;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// The five extra symbols only a check character may be.
const CHECKS: &[u8; 37] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";
const RULE: Words = Words {
    ar: "يتكوّن الرقم المرجعي من 12 خانة من الأرقام والأحرف اللاتينية عدا أربعة منها، تليها خانة تحقق، يُرجى التحقق منه",
    en: "a reference is 12 characters of 0-9 and A-Z without I, L, O, U, and a matching check character",
};
const LENGTH: usize = 12;

/// What a request is called everywhere: its stream id, easy to read out and to type.
///
/// Reading accepts lower case, hyphens, `O` for `0`, and `I` or `L` for `1`; the check character catches
/// a mistyped or swapped character.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Reference(String);

impl Reference {
    /// The reference for 60 bits from an id source; higher bits are ignored.
    pub fn from_bits(bits: u64) -> Self {
        let bits = bits & ((1 << 60) - 1);
        let mut text = String::with_capacity(LENGTH + 1);
        for place in (0..LENGTH).rev() {
            text.push(char::from(ALPHABET[usize::try_from(bits >> (place * 5) & 31).unwrap_or(0)]));
        }
        text.push(check(bits));
        Self(text)
    }

    /// The twelve characters before the check character.
    pub fn digits(&self) -> &str {
        &self.0[..LENGTH]
    }

    /// The thirteen characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn check(bits: u64) -> char {
    char::from(CHECKS[usize::try_from(bits % 37).unwrap_or(0)])
}

/// The value of one character as people may type it.
fn value(c: char) -> Option<u64> {
    let c = match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        c => c,
    };
    ALPHABET.iter().position(|&symbol| char::from(symbol) == c).and_then(|at| u64::try_from(at).ok())
}

impl FromStr for Reference {
    type Err = IdInvalid;

    fn from_str(text: &str) -> Result<Self, IdInvalid> {
        let invalid = || IdInvalid::new("reference", text, RULE);
        let typed: Vec<char> = text.chars().filter(|&c| c != '-').collect();
        let [digits @ .., last] = typed.as_slice() else { return Err(invalid()) };
        if digits.len() != LENGTH {
            return Err(invalid());
        }
        let bits =
            digits.iter().try_fold(0u64, |bits, &c| Some(bits << 5 | value(c)?)).ok_or_else(invalid)?;
        let given = if check(bits).is_ascii_digit() { value(*last).map(check) } else { None };
        if check(bits) == last.to_ascii_uppercase() || given == Some(check(bits)) {
            Ok(Self::from_bits(bits))
        } else {
            Err(invalid())
        }
    }
}

impl TryFrom<String> for Reference {
    type Error = IdInvalid;
    fn try_from(text: String) -> Result<Self, IdInvalid> {
        text.parse()
    }
}

impl From<Reference> for String {
    fn from(reference: Reference) -> Self {
        reference.0
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_reference_reads_back(bits in any::<u64>()) {
            let reference = Reference::from_bits(bits);
            prop_assert_eq!(reference.as_str().len(), 13);
            prop_assert_eq!(reference.as_str().parse::<Reference>().unwrap(), reference.clone());
            prop_assert_eq!(reference.as_str().to_lowercase().parse::<Reference>().unwrap(), reference);
        }

        #[test]
        fn one_mistyped_character_is_caught(bits in any::<u64>(), place in 0usize..12, other in 0usize..32) {
            let text = Reference::from_bits(bits).to_string();
            let mut typed: Vec<char> = text.chars().collect();
            let wrong = char::from(ALPHABET[other]);
            prop_assume!(typed[place] != wrong);
            typed[place] = wrong;
            prop_assert!(typed.into_iter().collect::<String>().parse::<Reference>().is_err());
        }
    }

    #[test]
    fn people_may_type_look_alikes() {
        let reference = Reference::from_bits(32); // …00010 and its check character
        assert_eq!(reference.as_str(), "000000000010*");
        assert_eq!("OOOO-OOOO-OOIO*".parse::<Reference>().unwrap(), reference);
        assert!("000000000010".parse::<Reference>().is_err());
        assert!("".parse::<Reference>().is_err());
    }

    #[test]
    fn the_digits_are_all_but_the_check() {
        let reference = Reference::from_bits(12_345);
        assert_eq!(reference.digits(), &reference.as_str()[..12]);
        assert_eq!(reference.as_str().len(), 13);
    }
}
