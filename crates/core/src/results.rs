//! Who may read what services achieve, and what people say of them (LY-11, JO-8).
//!
//! Neither holds personal data, but figures of a service with few requests still tell of these few: nobody reads them who
//! has no office for it.

use crate::actor::{Actor, Role};
use crate::ids::BodyId;
use crate::refusal::Refusal;

/// Whose results `actor` may read, of `provider` or, if none is named, of all: a provider, or nothing for every one.
///
/// The regulator and auditors read all. An officer reads those of the provider they serve, and no other.
///
/// # Errors
/// [`Refusal::ResultsNotPermitted`] for anybody else, and for an officer who names another provider.
pub fn readable<'a>(actor: &'a Actor, provider: Option<&'a BodyId>) -> Result<Option<&'a BodyId>, Refusal> {
    match (actor.role, &actor.body) {
        (Role::Regulator | Role::Auditor, _) => Ok(provider),
        (role, Some(own)) if role.is_officer() && provider.is_none_or(|named| named == own) => Ok(Some(own)),
        _ => Err(refused(actor)),
    }
}

/// Whether `actor` may read the feedback on the services of every provider: the regulator, auditors, and officers of any.
///
/// # Errors
/// [`Refusal::ResultsNotPermitted`] for anybody else.
pub fn feedback_readable(actor: &Actor) -> Result<(), Refusal> {
    match (actor.role, &actor.body) {
        (Role::Regulator | Role::Auditor, _) => Ok(()),
        (role, Some(_)) if role.is_officer() => Ok(()),
        _ => Err(refused(actor)),
    }
}

fn refused(actor: &Actor) -> Refusal {
    Refusal::ResultsNotPermitted { role: actor.role }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{applicant, auditor, body, clerk, decider, manager, provider, regulator, system};

    #[test]
    fn results_are_read_by_who_answers_for_them() {
        let (own, other) = (provider(), BodyId::new("mun.benghazi").unwrap());
        for reader in [regulator(), auditor()] {
            assert_eq!(readable(&reader, None), Ok(None));
            assert_eq!(readable(&reader, Some(&other)), Ok(Some(&other)));
            assert_eq!(feedback_readable(&reader), Ok(()));
        }
        for officer in [clerk(), decider(), manager()] {
            assert_eq!(readable(&officer, None), Ok(Some(&own)));
            assert_eq!(readable(&officer, Some(&own)), Ok(Some(&own)));
            let refusal = readable(&officer, Some(&other)).unwrap_err();
            assert_eq!((refusal.code(), refusal.rule().id), ("not_permitted", "LY-11a"));
            assert_eq!(feedback_readable(&officer), Ok(()));
        }
        let mut of_no_body = manager();
        of_no_body.body = None;
        for nobody in [applicant(), body("libya-post"), system(), of_no_body] {
            for named in [None, Some(&own)] {
                assert_eq!(readable(&nobody, named).unwrap_err().code(), "not_permitted");
            }
            assert_eq!(feedback_readable(&nobody).unwrap_err().code(), "not_permitted");
        }
    }
}
