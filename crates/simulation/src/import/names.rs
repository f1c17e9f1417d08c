//! Names of people: a log's own words for them, as ids.

use std::fmt::Write as _;

use talab::PersonId;
use uuid::Uuid;

/// A clerk by the log's own name for them. What an id can't hold is written as its bytes, `%20` for a space, so two
/// names never become one; a name too long for that becomes a digest of itself.
pub(super) fn clerk(name: &str) -> Option<PersonId> {
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && c != '%';
    // `talab` is the engine itself, and no clerk's.
    let mut text = String::with_capacity(name.len());
    for c in name.chars() {
        if plain(c) && name != "talab" {
            text.push(c);
            continue;
        }
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            // Writing to a string does not fail.
            let _ = write!(text, "%{byte:02X}");
        }
    }
    PersonId::new(text).or_else(|_| PersonId::new(digest(name))).ok()
}

/// The applicant of a case: a pseudonym, since a log holds cases and no applicants.
pub(super) fn applicant(log: &Uuid, case: &str) -> Option<PersonId> {
    PersonId::new(format!("applicant-{}", Uuid::new_v5(log, format!("applicant\0{case}").as_bytes()))).ok()
}

fn digest(name: &str) -> String {
    format!("person-{}", Uuid::new_v5(&Uuid::NAMESPACE_OID, name.as_bytes()))
}
