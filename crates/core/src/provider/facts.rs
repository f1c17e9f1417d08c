//! What a decision about a service or a request may know of its provider, as plain data.

use super::Provider;
use super::certificate::Certification;
use crate::ids::{ArticleId, BodyId, ExceptionId, ServiceCode};
use crate::instant::Timestamp;
use crate::refusal::Refusal;

/// How a provider stands for one service at one instant.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "facts are gathered by a literal, so that none is forgotten")]
pub struct ProviderFacts {
    /// The provider.
    pub provider: BodyId,
    /// The revision of its stream these were read from.
    pub revision: u64,
    /// How it stands certified.
    pub certification: Certification,
    /// The exceptions in force.
    pub exceptions: Vec<ExceptionFact>,
}

/// An exception in force for the service.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "facts are gathered by a literal, so that none is forgotten")]
pub struct ExceptionFact {
    /// What it is known by.
    pub id: ExceptionId,
    /// From which articles.
    pub articles: Vec<ArticleId>,
}

impl Provider {
    /// How it stands for a service at an instant.
    pub fn facts(&self, provider: &BodyId, service: &ServiceCode, at: Timestamp) -> ProviderFacts {
        let here = self.exceptions().filter(|it| it.is_in_force(at) && it.covers.includes(service));
        ProviderFacts {
            provider: provider.clone(),
            revision: self.revision(),
            certification: self.certification(service, at),
            exceptions: here
                .map(|it| ExceptionFact { id: it.id.clone(), articles: it.articles.clone() })
                .collect(),
        }
    }
}

impl ProviderFacts {
    /// By number and revision, as the record of a command keeps them.
    pub fn record(&self) -> serde_json::Value {
        serde_json::json!({ "body": self.provider, "revision": self.revision })
    }

    /// The exception in force that switches the rule with this number off.
    pub(crate) fn exception_from(&self, rule: &str) -> Option<&ExceptionId> {
        let excepts = |it: &&ExceptionFact| it.articles.iter().any(|article| article.includes(rule));
        self.exceptions.iter().find(excepts).map(|it| &it.id)
    }

    /// Only a certified provider offers a service (LY-5a, LY-5b).
    ///
    /// # Errors
    /// [`Refusal::CertificateExpired`] if its certificate is over, [`Refusal::ProviderNotCertified`] if there is none.
    pub fn certified(&self, service: &ServiceCode) -> Result<(), Refusal> {
        match &self.certification {
            Certification::Covered { .. } => Ok(()),
            Certification::Expired { number, until } => {
                Err(Refusal::CertificateExpired { number: number.clone(), until: until.to_string() })
            }
            Certification::Missing => Err(Refusal::ProviderNotCertified {
                provider: self.provider.to_string(),
                service: service.to_string(),
            }),
        }
    }
}
