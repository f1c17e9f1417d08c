//! What a decision about a service or a request may know of the rulebook, as plain data.

use std::sync::Arc;

use super::identity::IdentityRule;
use super::{CatalogueAct, Rulebook};
use crate::actor::Actor;
use crate::definition::{Held, ServiceDefinition};
use crate::ids::{BodyId, FieldId, MessageKind};
use crate::instant::Timestamp;
use crate::refusal::Refusal;
use crate::text::{Text, isolate, listed};

/// The rulebook at a revision, and the instant at which it is asked. Where it was not gathered, no rule asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "facts are gathered by a literal, so that none is forgotten")]
pub struct RulebookFacts {
    /// All that was set by that revision.
    pub rulebook: Arc<Rulebook>,
    /// The instant of the act.
    pub at: Timestamp,
}

impl RulebookFacts {
    /// By its revision, as the record of a command keeps it.
    pub fn record(&self) -> serde_json::Value {
        self.rulebook.revision().into()
    }

    /// The same at another instant.
    #[must_use]
    pub(crate) fn as_of(&self, at: Timestamp) -> Self {
        Self { rulebook: Arc::clone(&self.rulebook), at }
    }

    pub(crate) fn identity_rule(&self) -> Option<&IdentityRule> {
        self.rulebook.identity_rule(self.at)
    }

    /// Whether the channel's register, once there is one, lists that kind of message.
    pub(crate) fn takes(&self, kind: &MessageKind) -> bool {
        !self.rulebook.keeps_kinds(self.at) || self.rulebook.lists(kind, self.at)
    }

    /// Whether the body has an approved endpoint, once there is a register of them.
    pub(crate) fn reaches(&self, body: &BodyId) -> bool {
        !self.rulebook.keeps_endpoints(self.at) || self.rulebook.endpoint(body, self.at).is_some()
    }

    /// Whether that way to pay is set, once any are.
    pub(crate) fn pays_by(&self, method: &str) -> bool {
        self.rulebook.payment_methods(self.at).is_none_or(|all| all.iter().any(|it| it == method))
    }

    /// Whether there is a register of licensed trust services (SA-3).
    pub(crate) fn keeps_trust_services(&self) -> bool {
        self.rulebook.keeps_trust_services(self.at)
    }

    /// Whether that trust service is on it.
    pub(crate) fn licenses(&self, trust_service: &str) -> bool {
        self.rulebook.licenses(trust_service, self.at)
    }

    /// Whether what was decided about the directory, if anything was, lets the actor do that (LY-22.2).
    ///
    /// # Errors
    /// [`Refusal::CatalogueNotPermitted`] otherwise.
    pub(crate) fn permits(&self, act: CatalogueAct, actor: &Actor) -> Result<(), Refusal> {
        self.rulebook.permits(act, actor, self.at)
    }

    /// Whether the register, once there is one, has that source.
    pub(crate) fn trusts(&self, source: &BodyId) -> bool {
        !self.rulebook.keeps_sources(self.at) || self.rulebook.source(source, self.at).is_some()
    }

    /// Whether the register, once there is one, says that the source of that name holds this.
    pub(crate) fn holds(&self, source: &str, item: &FieldId) -> bool {
        if !self.rulebook.keeps_sources(self.at) {
            return true;
        }
        let body = BodyId::new(source).ok();
        let held = body.as_ref().and_then(|body| self.rulebook.source(body, self.at));
        held.is_some_and(|held| held.items.contains(item))
    }

    /// What each registered source holds at that instant.
    pub fn held(&self) -> Held {
        self.rulebook.held(self.at)
    }

    /// A definition asks for no less than the rule of identity, and names registered sources for what they hold (LY-8.2,
    /// LY-1d).
    ///
    /// # Errors
    /// [`Refusal::DefinitionInvalid`] at the first place where it does not.
    pub(crate) fn admits(&self, definition: &ServiceDefinition) -> Result<(), Refusal> {
        if let (Some(rule), Some(terms)) = (self.identity_rule(), &definition.identity) {
            if terms.level.is_some_and(|level| level < rule.level) {
                return Err(invalid("identity.level".to_owned(), level_too_low(rule)));
            }
            let outside = |scheme: &&String| !rule.schemes.is_empty() && !rule.schemes.contains(scheme);
            if terms.schemes.iter().any(|scheme| outside(&scheme)) {
                return Err(invalid("identity.schemes".to_owned(), schemes_of(rule)));
            }
        }
        for form in &definition.forms {
            for field in &form.fields {
                if let Some(source) = field.trusted_source().filter(|source| !self.holds(source, &field.id)) {
                    let path = format!("form.{}.field.{}.source", form.id, field.id);
                    return Err(invalid(path, not_held(source)));
                }
            }
        }
        Ok(())
    }
}

fn level_too_low(rule: &IdentityRule) -> Text {
    let level = rule.level.words();
    Text::new(
        format!(
            "أدنى مستوى تحقق تفرضه القاعدة {} هو: {}، يُرجى طلبه أو طلب أعلى منه",
            isolate(&rule.id),
            level.ar
        ),
        format!("the rule {} asks for `{}` at least: ask for that or more", rule.id, rule.level),
    )
}

fn schemes_of(rule: &IdentityRule) -> Text {
    let accepted = listed(rule.schemes.iter().map(String::as_str));
    Text::new(
        format!(
            "لا تقبل القاعدة {} سوى وسائل التحقق الآتية: {}، يُرجى حذف غيرها",
            isolate(&rule.id),
            accepted.ar
        ),
        format!("the rule {} accepts {} only: leave others out", rule.id, accepted.en),
    )
}

fn not_held(source: &str) -> Text {
    Text::new(
        format!(
            "المصدر {} غير مسجل لهذا البيان في سجل المصادر الموثوقة، يُرجى تصحيح المصدر أو تسجيله أولاً",
            isolate(source)
        ),
        format!(
            "`{source}` is not registered as a trusted source of this: name another one, or have it registered"
        ),
    )
}

fn invalid(path: String, problem: Text) -> Refusal {
    Refusal::DefinitionInvalid { path, problem }
}
