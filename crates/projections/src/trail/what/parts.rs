//! Details of the parts of a service made of several, and of a request that is such a part.

use talab_core::request::subrequests::Parent;
use talab_core::{Outcome, PartId, Reference, Text};

use super::Telling;
use super::before::pick;
use crate::labels::{self, both, name};

impl Telling<'_> {
    /// The part, its request, and how that ended.
    pub(super) fn part(&self, part: &PartId, child: &Reference, outcome: Option<Outcome>) -> Vec<Text> {
        let request = ["رقم طلبها", "its request"];
        let request = both(|lang| format!("{}: {}", pick(request, lang), name(child.as_str(), lang)));
        let outcome = outcome.map(|outcome| outcome.words().to_text());
        [labels::part(self.definition, part), request].into_iter().chain(outcome).collect()
    }

    /// What a part says of the request it belongs to: which one, and what it was not asked for again.
    pub(super) fn part_of(&self, parent: &Parent) -> Vec<Text> {
        let of = ["الطلب الأصلي", "part of the request"];
        let of = both(|lang| format!("{}: {}", pick(of, lang), name(parent.request.as_str(), lang)));
        let taken = |words: [&'static str; 2], labels: Vec<Text>| {
            let given = !labels.is_empty();
            given.then(|| {
                both(|lang| {
                    let labels: Vec<_> = labels.iter().map(|label| label.get(lang)).collect();
                    format!("{}: {}", pick(words, lang), labels.join(pick(["، ", ", "], lang)))
                })
            })
        };
        let fields = |ids: Vec<_>| ids.into_iter().map(|id| labels::field(self.definition, id)).collect();
        let documents = parent.documents.keys().map(|kind| labels::document(self.definition, kind)).collect();
        let given = fields(parent.answers.keys().collect());
        let fed = fields(parent.outputs.keys().collect());
        let told = [
            taken(["بيانات مأخوذة من الطلب الأصلي", "data taken over from there"], given),
            taken(["مستندات مأخوذة من الطلب الأصلي", "documents taken over from there"], documents),
            taken(["بيانات من مخرجات خدمة سابقة", "data from an output of a part before it"], fed),
        ];
        [of].into_iter().chain(told.into_iter().flatten()).collect()
    }
}
