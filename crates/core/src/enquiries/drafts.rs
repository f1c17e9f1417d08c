//! Drafts: who has begun to fill in the forms of a version, so that they are told when another one comes (SA-10). What is in a
//! draft stays with the portal; that there is one is all that comes in here.

use serde::{Deserialize, Serialize};

use super::command::{DropDraft, EnquiriesEnvelope, NoteDraft, RecordChangeTold};
use super::decide::{in_order, invalid, not_permitted, own};
use super::event::{DraftChangeTold, DraftDropped, DraftNoted};
use super::{Enquiries, serves};
use crate::actor::{Actor, Role};
use crate::ids::{BodyId, PersonId};
use crate::instant::Timestamp;
use crate::refusal::Refusal;
use crate::text::Text;

/// A draft of somebody's, as far as it is known here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Draft {
    /// The version of the service whose forms are filled in.
    pub version: u32,
    /// When it was noted last.
    pub noted_at: Timestamp,
    /// Who noted it last.
    pub recorded_by: PersonId,
    /// The last version of which its author was told.
    pub told: Option<u32>,
}

impl Draft {
    /// Whether its author is to be told that this version was published.
    pub fn is_concerned_by(&self, published: u32) -> bool {
        self.version < published && self.told.is_none_or(|told| told < published)
    }
}

/// Whose drafts somebody reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "all, or the reader's own")]
pub enum DraftsSeen {
    /// All of the service.
    All,
    /// The reader's own.
    Own,
}

/// Whose drafts `actor` reads: who sends the notices, the provider's officers and the data-protection officer all, people their own.
///
/// # Errors
/// [`Refusal::EnquiriesNotPermitted`] for anybody else.
pub fn drafts_readable(actor: &Actor, provider: &BodyId) -> Result<DraftsSeen, Refusal> {
    match actor.role {
        Role::NotificationGateway | Role::System | Role::DataProtection => Ok(DraftsSeen::All),
        Role::Applicant => Ok(DraftsSeen::Own),
        _ if serves(actor, provider) => Ok(DraftsSeen::All),
        role => Err(Refusal::EnquiriesNotPermitted { role }),
    }
}

/// Notes that somebody fills in the forms of a version; of a later one, in place of the earlier.
pub(super) fn note(
    enquiries: &Enquiries,
    envelope: &EnquiriesEnvelope,
    it: &NoteDraft,
) -> Result<DraftNoted, Refusal> {
    let person = whose(envelope, it.person.as_ref())?;
    let published = envelope.known.as_ref().and_then(|known| known.published).unwrap_or_default();
    if !(1..=published).contains(&it.version) {
        let problem = Text::new(
            format!("لم تُنشر هذه النسخة، وآخر نسخة منشورة هي {published}، يُرجى تصحيح رقم النسخة"),
            format!(
                "this version was not published, and {published} is the last one that was: correct the number"
            ),
        );
        return Err(invalid("version", problem));
    }
    if let Some(draft) = enquiries.draft(&person) {
        may_touch(envelope, draft)?;
        in_order(envelope, draft.noted_at)?;
    }
    let recorded_by = envelope.by.person.clone();
    Ok(DraftNoted { at: envelope.at, person, version: it.version, recorded_by })
}

/// Forgets a draft: it was sent, or given up.
pub(super) fn discard(
    enquiries: &Enquiries,
    envelope: &EnquiriesEnvelope,
    it: &DropDraft,
) -> Result<DraftDropped, Refusal> {
    let person = whose(envelope, it.person.as_ref())?;
    let draft = enquiries.draft(&person).ok_or(Refusal::DraftUnknown)?;
    may_touch(envelope, draft)?;
    in_order(envelope, draft.noted_at)?;
    Ok(DraftDropped { at: envelope.at, person, recorded_by: envelope.by.person.clone() })
}

/// Who sends notices records that an author was told of the version last published, once.
pub(super) fn told(
    enquiries: &Enquiries,
    envelope: &EnquiriesEnvelope,
    it: &RecordChangeTold,
) -> Result<DraftChangeTold, Refusal> {
    if envelope.by.role != Role::NotificationGateway {
        return Err(not_permitted(envelope));
    }
    let published = envelope.known.as_ref().and_then(|known| known.published);
    let concerned = |draft: &&Draft| published == Some(it.version) && draft.is_concerned_by(it.version);
    let draft = enquiries.draft(&it.person).filter(concerned).ok_or(Refusal::DraftUnknown)?;
    in_order(envelope, draft.noted_at)?;
    Ok(DraftChangeTold { at: envelope.at, person: it.person.clone(), version: it.version })
}

/// A clerk keeps the drafts that they noted, and no others: to them these are as unknown as none.
fn may_touch(envelope: &EnquiriesEnvelope, draft: &Draft) -> Result<(), Refusal> {
    let by = &envelope.by;
    let own = by.role == Role::Applicant || draft.recorded_by == by.person;
    if own { Ok(()) } else { Err(Refusal::DraftUnknown) }
}

/// People note their own drafts; a clerk who helps somebody says whose it is.
fn whose(envelope: &EnquiriesEnvelope, named: Option<&PersonId>) -> Result<PersonId, Refusal> {
    let by = &envelope.by;
    match (by.role, named) {
        (Role::Applicant, named) => own(envelope, "person", named),
        (Role::Clerk, Some(person)) if by.body.is_some() => Ok(person.clone()),
        (Role::Clerk, None) if by.body.is_some() => {
            let problem = Text::new("يُرجى تحديد صاحب المسودة", "say whose draft it is");
            Err(invalid("person", problem))
        }
        _ => Err(not_permitted(envelope)),
    }
}
