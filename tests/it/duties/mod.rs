//! Every duty that the law and its neighbours put on this engine: what it rests on, where it is built, which tests show
//! it, and what of it is not built. `docs/traceability.md` is written from here, and held to the code.

mod alike;
mod held;
mod ids;
mod jordan;
mod ly_13_16;
mod ly_17_21;
mod ly_1_5;
mod ly_22_25;
mod ly_6_12;
mod page;
mod themes;
mod verified_first;

pub(crate) use page::page;

use talab::core::rule::Basis;

/// One duty.
struct Duty {
    /// Its number: the article, its clause, and a letter where a clause holds several.
    id: &'static str,
    /// On whom it is.
    kinds: &'static [Kind],
    /// What it asks for, in our words.
    says: &'static str,
    basis: Basis,
    built: Built,
    /// `file::symbol`; a file that doesn't begin with `src/` begins with its crate.
    code: &'static [&'static str],
    /// Tests that fail if it is broken.
    tests: &'static [&'static str],
}

/// On whom a duty is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// The engine holds to it.
    E,
    /// A definition says it, and the engine checks the definition.
    D,
    /// A parameter.
    P,
    /// The host's or the institution's; the engine only shows what they need.
    H,
}

/// How much of a duty is built.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Built {
    Whole,
    /// All but this.
    #[expect(
        dead_code,
        reason = "no duty is built in part; one of which something is found missing begins here"
    )]
    InPart(&'static str),
    /// Nothing, or nothing that would bear the name.
    #[expect(dead_code, reason = "no duty is without code; one that the law adds begins here")]
    No(&'static str),
}

const fn text(article: u8, quote: &'static str) -> Basis {
    Basis::Text { article, quote }
}

/// A table of duties, each with its columns in the order of [`Duty`].
macro_rules! duties {
    ($( $id:literal, $kinds:expr, $says:expr, $basis:expr, $built:expr, $code:expr, $tests:expr; )+) => {
        pub(super) const DUTIES: &[Duty] = &[$(
            Duty {
                id: $id, kinds: &$kinds, says: $says, basis: $basis, built: $built, code: &$code, tests: &$tests,
            }
        ),+];
    };
}
use duties;

/// Every duty, in the order of the articles and then of the other seeds.
fn all() -> impl Iterator<Item = &'static Duty> {
    let tables = [
        ly_1_5::DUTIES,
        ly_6_12::DUTIES,
        ly_13_16::DUTIES,
        ly_17_21::DUTIES,
        ly_22_25::DUTIES,
        jordan::DUTIES,
        themes::DUTIES,
    ];
    tables.into_iter().flatten()
}

/// The file and the symbol of a reference to code.
fn place(code: &str) -> (String, &str) {
    let (file, symbol) = code.split_once("::").unwrap_or((code, ""));
    match file.split_once('/') {
        Some((krate, rest)) if krate != "src" => (format!("crates/{krate}/src/{rest}"), symbol),
        _ => (file.to_owned(), symbol),
    }
}
