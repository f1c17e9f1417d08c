//! A provider as the regulator knows it: its certificates and its exceptions (articles 5 and 19.3).

mod certificate;
mod checklist;
mod command;
mod decide;
mod event;
mod exception;
mod facts;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::aggregate::aggregate;
use crate::ids::{ArticleId, ExceptionId, ServiceCode};
use crate::instant::Timestamp;

pub use certificate::{Certificate, CertificateStanding, Certification, Covers, Period};
pub use checklist::{CheckResult, CheckedCondition, Checklist, PolicyCondition, conditions};
pub use command::{
    EndException, GrantException, IssueCertificate, ProviderCommand, ProviderEnvelope,
    RecordCertificateExpired, RefuseException, RenewCertificate, RequestException, ResumeCertificate,
    RevokeCertificate, SuspendCertificate,
};
pub use decide::decide;
pub use event::{
    CertificateExpired, CertificateIssued, CertificateRenewed, CertificateResumed, CertificateRevoked,
    CertificateSuspended, ExceptionEnded, ExceptionGranted, ExceptionRefused, ExceptionRequested,
    ProviderEvent,
};
pub use exception::{Exception, ExceptionKind, ExceptionPart, ExceptionStanding};
pub use facts::{ExceptionFact, ProviderFacts};

/// The state of a provider; its revision is the version of the stream.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Provider {
    revision: u64,
    certificates: BTreeMap<String, Certificate>,
    /// In the order in which they were asked for.
    exceptions: Vec<Exception>,
}

impl Provider {
    /// How many events it was folded from.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The certificates it was ever given, by number.
    pub fn certificates(&self) -> impl Iterator<Item = &Certificate> {
        self.certificates.values()
    }

    /// The certificate with this number.
    pub fn certificate(&self, number: &str) -> Option<&Certificate> {
        self.certificates.get(number)
    }

    /// The exceptions it ever asked for, in that order.
    pub fn exceptions(&self) -> impl Iterator<Item = &Exception> {
        self.exceptions.iter()
    }

    /// The exception with this id.
    pub fn exception(&self, id: &ExceptionId) -> Option<&Exception> {
        self.exceptions.iter().find(|exception| exception.id == *id)
    }

    /// Whether a certificate lets it take requests for the service at that instant (LY-5a).
    pub fn certificate_covers(&self, service: &ServiceCode, at: Timestamp) -> bool {
        matches!(self.certification(service, at), Certification::Covered { .. })
    }

    /// How it stands certified for the service at that instant.
    pub fn certification(&self, service: &ServiceCode, at: Timestamp) -> Certification {
        certificate::certification(self.certificates.values(), service, at)
    }

    /// The exception that switches a rule of this article off for the service at that instant (LY-5d, LY-5e).
    pub fn exception_for(
        &self,
        article: &ArticleId,
        service: &ServiceCode,
        at: Timestamp,
    ) -> Option<&Exception> {
        let applies = |it: &&Exception| {
            it.is_in_force(at) && it.covers.includes(service) && it.excepts(article.as_str())
        };
        self.exceptions.iter().find(applies)
    }

    /// The certificates whose term is over at that instant, and of which that is not recorded yet.
    pub fn unrecorded_ends(&self, at: Timestamp) -> impl Iterator<Item = &Certificate> {
        self.certificates.values().filter(move |certificate| certificate.ends_unrecorded(at))
    }

    /// Applies an event; it never fails.
    pub fn evolve(&mut self, event: &ProviderEvent) {
        self.revision += 1;
        match event {
            ProviderEvent::CertificateIssued(it) => {
                self.certificates.insert(it.number.clone(), Certificate::issued(it));
            }
            ProviderEvent::CertificateRenewed(it) => {
                self.amend(&it.number, |held| held.renew(Period { from: it.from, until: it.until }));
            }
            ProviderEvent::CertificateSuspended(it) => {
                self.amend(&it.number, |held| held.standing = CertificateStanding::Suspended);
            }
            ProviderEvent::CertificateResumed(it) => {
                self.amend(&it.number, |held| held.standing = CertificateStanding::Valid);
            }
            ProviderEvent::CertificateRevoked(it) => {
                self.amend(&it.number, |held| held.standing = CertificateStanding::Revoked);
            }
            ProviderEvent::CertificateExpired(it) => {
                self.amend(&it.number, |held| held.end_recorded = Some(it.until));
            }
            ProviderEvent::ExceptionRequested(it) => self.exceptions.push(Exception::requested(it)),
            ProviderEvent::ExceptionGranted(it) => self.answer(&it.exception, |held| {
                held.standing = ExceptionStanding::Granted;
                held.until = it.until;
            }),
            ProviderEvent::ExceptionRefused(it) => {
                self.answer(&it.exception, |held| held.standing = ExceptionStanding::Refused);
            }
            ProviderEvent::ExceptionEnded(it) => {
                self.answer(&it.exception, |held| held.standing = ExceptionStanding::Ended);
            }
        }
    }

    fn amend(&mut self, number: &str, change: impl FnOnce(&mut Certificate)) {
        if let Some(held) = self.certificates.get_mut(number) {
            change(held);
        }
    }

    fn answer(&mut self, id: &ExceptionId, change: impl FnOnce(&mut Exception)) {
        if let Some(held) = self.exceptions.iter_mut().find(|held| held.id == *id) {
            change(held);
        }
    }
}

aggregate!(Provider, "Provider", ProviderEnvelope, ProviderEvent);
