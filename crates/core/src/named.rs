//! Enums whose variants are words of the law: a wire code, a name, and words in two languages.

/// Defines a fieldless enum with its snake_case wire code, its name, the list of all and its words.
///
/// `words = path` is a lookup from the variant's name to its words.
macro_rules! named_enum {
    (
        $(#[$meta:meta])*
        pub enum $name:ident, words = $words:path, {
            $( $(#[$vmeta:meta])* $variant:ident = $code:literal, )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[non_exhaustive]
        pub enum $name {
            $( $(#[$vmeta])* #[serde(rename = $code)] $variant, )+
        }

        impl $name {
            /// Every value, in the order of the law's own telling.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable snake_case code used in JSON.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The name used in the code and the documents.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => stringify!($variant),)+ }
            }

            /// The value with this code or name, if there is one.
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.code() == text || value.name() == text)
            }

            /// The words for people.
            pub fn words(self) -> $crate::text::Words {
                $words(self.name()).unwrap_or($crate::text::Words { ar: self.name(), en: self.name() })
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }
    };
}

pub(crate) use named_enum;
