//! Where each part stands: those of the pinned version that are asked for, over what was told of them so far.

use std::collections::BTreeMap;

use super::PartStanding as P;
use crate::definition::{Part, Scope, ServiceDefinition};
use crate::ids::PartId;
use crate::request::rights::RedactedItem;
use crate::request::state::Request;
use crate::stage::Outcome;

/// The parts that this request asks for, each with where it stands.
#[derive(Debug)]
pub(crate) struct Parts<'a> {
    definition: &'a ServiceDefinition,
    standing: BTreeMap<&'a PartId, P>,
}

impl<'a> Parts<'a> {
    /// The parts of `request`. One whose condition can't be judged here is asked for.
    pub(crate) fn of(request: &Request, definition: &'a ServiceDefinition) -> Self {
        let mut parts = Self { definition, standing: BTreeMap::new() };
        let chosen: Vec<&Part> =
            definition.parts.iter().filter(|it| is_chosen(request, definition, it)).collect();
        // What comes first is settled first; a round for each part is enough, since none comes after itself.
        for _ in &chosen {
            for part in &chosen {
                let standing = parts.stands(request, part, &chosen);
                parts.standing.insert(&part.id, standing);
            }
        }
        parts
    }

    fn stands(&self, request: &Request, part: &Part, chosen: &[&Part]) -> P {
        let opened = request.subrequests.by_part.get(&part.id);
        let before = || part.after.iter().filter(|id| chosen.iter().any(|it| it.id == **id));
        match opened.map(|it| it.outcome) {
            Some(None) => P::Open,
            Some(Some(Outcome::Granted | Outcome::DeemedGranted)) => P::Granted,
            Some(Some(Outcome::PartiallyGranted)) => P::GrantedInPart,
            Some(Some(Outcome::Withdrawn)) if !part.mandatory => P::LeftOut,
            Some(Some(_)) => P::NotGranted,
            None if before().all(|id| self.met(id)) => P::Ready,
            None if before().any(|id| self.is(id, &[P::NotGranted, P::LeftOut, P::Unreachable])) => {
                P::Unreachable
            }
            None => P::Waiting,
        }
    }

    fn met(&self, part: &PartId) -> bool {
        self.is(part, &[P::Granted, P::GrantedInPart])
    }

    fn is(&self, part: &PartId, wanted: &[P]) -> bool {
        self.standing.get(part).is_some_and(|standing| wanted.contains(standing))
    }

    /// The part, if it is asked for.
    pub(crate) fn chosen(&self, id: &PartId) -> Option<(&'a Part, P)> {
        let standing = self.standing.get(id)?;
        self.definition.part(id).map(|part| (part, *standing))
    }

    /// Every part that is asked for, in the order of the definition.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&'a Part, P)> {
        self.definition.parts.iter().filter_map(|part| self.chosen(&part.id))
    }

    /// What must be granted before `part` and is not, in its order.
    pub(crate) fn before(&self, part: &'a Part) -> Vec<&'a PartId> {
        part.after.iter().filter(|id| self.standing.contains_key(id) && !self.met(id)).collect()
    }

    /// Those that stand in one of these ways.
    pub(crate) fn which(&self, wanted: &[P]) -> Vec<&'a PartId> {
        self.all().filter(|(_, standing)| wanted.contains(standing)).map(|(part, _)| &part.id).collect()
    }

    /// The mandatory ones that were not granted, or can't be any more.
    pub(crate) fn lost(&self) -> Vec<&'a PartId> {
        let lost =
            |part: &Part, standing| part.mandatory && matches!(standing, P::NotGranted | P::Unreachable);
        self.all().filter(|(part, standing)| lost(part, *standing)).map(|(part, _)| &part.id).collect()
    }
}

fn is_chosen(request: &Request, definition: &ServiceDefinition, part: &Part) -> bool {
    // What was opened is a part, whatever the answers say by now.
    if request.subrequests.by_part.contains_key(&part.id) {
        return true;
    }
    let Some(when) = &part.when else { return true };
    // What is judged on answers is not judged again once some are redacted: what wasn't opened by then isn't asked for.
    if request.redacted().any(|item| matches!(item, RedactedItem::Answer(_))) {
        return false;
    }
    let (Some(answers), Some(applicant)) = (request.answers(), request.applicant()) else { return true };
    when.holds(&Scope::new(definition, &answers, applicant)).unwrap_or(true)
}
