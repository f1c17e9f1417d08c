//! Certificates and exceptions of the small world.

use super::people::provider;
use super::time::Moment;
use crate::actor::Actor;
use crate::ids::{ArticleId, CommandId};
use crate::instant::Timestamp;
use crate::provider::{
    Checklist, Covers, ExceptionKind, IssueCertificate, ProviderCommand, ProviderEnvelope, RequestException,
    conditions,
};
use crate::reason::ReasonCode;

/// The list of conditions, every one found met.
pub fn all_met() -> Checklist {
    Checklist::met(conditions(1).unwrap_or_default().iter().map(|condition| condition.id))
}

/// A certificate for whatever the provider offers, over all days that tests live in.
pub fn certificate() -> IssueCertificate {
    IssueCertificate {
        number: "1/2020".to_owned(),
        covers: Covers::All,
        from: "2000-01-01 00:00".instant(),
        until: "2100-01-01 00:00".instant(),
        checklist: all_met(),
    }
}

/// Asks to be excepted from an article for all services until that moment, while records are kept by hand.
///
/// # Panics
/// If the article can't be one.
pub fn ask_exception(article: &str, from: &str, until: &str) -> RequestException {
    RequestException {
        kind: ExceptionKind::Policy,
        articles: vec![ArticleId::new(article).unwrap_or_else(|error| panic!("{error}"))],
        covers: Covers::All,
        from: from.instant(),
        until: Some(until.instant()),
        reason: ReasonCode::ExcManualRecords,
        justification: "السجل المدني في البلدية ورقي إلى حين اكتمال الرقمنة".to_owned(),
    }
}

/// A command on the provider of the small world.
///
/// # Panics
/// Never: its id is well formed.
pub fn on_the_provider(by: Actor, at: Timestamp, command: ProviderCommand) -> ProviderEnvelope {
    let id = CommandId::new("test").unwrap_or_else(|error| panic!("{error}"));
    ProviderEnvelope { provider: provider(), by, id, at, command }
}
