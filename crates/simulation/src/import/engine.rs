//! The engine an import runs on.

use async_trait::async_trait;
use talab::{Builder, Claim, DerivedIds, Identification, IdentityVerifier, Talab};

use super::plan::SOURCE;

/// Begins to open an engine for [`import_log`](super::import_log()): `sqlite:PATH` for a file, `memory:` for none.
///
/// Its references follow from the log's own names, so an import into another database gives the same ones. Applicants
/// count as confirmed at the level `as recorded` of the scheme `source-log`: that the source took their requests in is
/// all that a log tells. Never open a portal so.
pub fn import_engine(url: impl Into<String>) -> Builder {
    Talab::builder(url).ids(DerivedIds::new("talab import")).identity(SourceLog)
}

/// Confirms what a source log recorded.
#[derive(Clone, Copy, Debug)]
struct SourceLog;

#[async_trait]
impl IdentityVerifier for SourceLog {
    async fn verify(&self, claim: &Claim) -> Identification {
        let owned = claim.values.iter().filter(|value| value.source == SOURCE);
        let fields = owned.map(|value| value.field.clone()).collect();
        Identification::confirmed(SOURCE, "as recorded", fields)
    }
}
