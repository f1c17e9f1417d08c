//! What every reason code can do; the codes themselves are rows of `table.rs`.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::table::ReasonCode;

/// On whose side the cause lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Fault {
    /// With the applicant, or whoever acts for them.
    Applicant,
    /// With the body that provides the service.
    Provider,
    /// With another body, a source, a court or a carrier.
    Third,
    /// With nobody, or it isn't established with whom.
    Nobody,
}

/// Makes [`ReasonCode`] from one row per code: its name, code, who sees it, whose fault, and its words.
macro_rules! reason_codes {
    ($($family:ident {
        $($name:ident $code:literal $shown:ident $fault:ident $ar:literal $en:literal;)+
    })+) => {
        /// Why something negative happened, from a fixed list. On the wire it is its code,
        /// `"NAK.FORM_MISSING"`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum ReasonCode {
            $($(#[doc = concat!("`", $code, "`: ", $en, ".")] $name,)+)+
        }

        impl ReasonCode {
            /// Every code, family by family.
            pub const ALL: &[Self] = &[$($(Self::$name,)+)+];

            /// The code as written: family, dot, detail.
            pub const fn code(self) -> &'static str {
                match self {
                    $($(Self::$name => $code,)+)+
                }
            }

            /// What the code is a reason for.
            pub const fn family(self) -> Family {
                match self {
                    $($(Self::$name => Family::$family,)+)+
                }
            }

            /// The reason as a sentence for people, without a final full stop.
            pub const fn words(self) -> Words {
                match self {
                    $($(Self::$name => Words { ar: $ar, en: $en },)+)+
                }
            }

            /// Whether the applicant is told this reason; the others are for officers and auditors.
            pub const fn shown_to_applicant(self) -> bool {
                match self {
                    $($(Self::$name => Seen::$shown.by_applicant(),)+)+
                }
            }

            /// On whose side the cause lies.
            pub const fn fault(self) -> Fault {
                match self {
                    $($(Self::$name => Fault::$fault,)+)+
                }
            }

            /// The code written as `code`, if the list has it.
            pub fn parse(code: &str) -> Option<Self> {
                match code {
                    $($($code => Some(Self::$name),)+)+
                    _ => None,
                }
            }
        }
    };
}
pub(super) use reason_codes;

/// Who sees a reason, as a row of the table says it.
pub(super) enum Seen {
    /// Everybody who sees the request.
    All,
    /// Officers and auditors only.
    Office,
}

impl Seen {
    /// Whether the applicant is among them.
    pub(super) const fn by_applicant(self) -> bool {
        matches!(self, Self::All)
    }
}

impl fmt::Display for ReasonCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl Serialize for ReasonCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for ReasonCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(CodeVisitor)
    }
}

/// Reads a code without owning its text.
struct CodeVisitor;

impl de::Visitor<'_> for CodeVisitor {
    type Value = ReasonCode;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a reason code of the fixed list, such as \"NAK.FORM_MISSING\"")
    }

    fn visit_str<E: de::Error>(self, code: &str) -> Result<ReasonCode, E> {
        ReasonCode::parse(code).ok_or_else(|| E::invalid_value(de::Unexpected::Str(code), &self))
    }
}
