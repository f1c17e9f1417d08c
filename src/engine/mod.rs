//! The engine a host holds: it loads, gathers, asks the core, appends, and decides nothing itself.

mod access;
mod acting;
mod apart;
mod builder;
mod catalogue;
mod change;
mod directory;
mod disclosure;
mod enquiries;
mod execute;
mod gather;
mod health;
mod load;
mod mandates;
mod measures;
mod objections;
mod parts;
mod place;
mod queue;
mod reads;
mod record;
mod retention;
mod submission;
mod tick;

use std::sync::Arc;

use talab_core::{Actor, CommandId, Timestamp};
use talab_projections::RequestsView;
use talab_store::snapshot::Snapshots;
use talab_store::{EventLog, Head};
use tokio::sync::Mutex;

use crate::error::Error;
use crate::ports::{Clock, IdSource, IdentityVerifier};
use directory::Directory;

pub use acting::{Acting, Execute};
pub use builder::Builder;
pub use disclosure::Disclosed;
pub use enquiries::{EnquiryRead, SaidAround, SurveyAnswerRead, SurveyRead};
pub use health::ViewsHealth;
pub use queue::Queue;
pub use reads::{Gap, StatusQuery};
pub use retention::{PastTerm, PastTermPage};
pub use submission::{Submission, Submit, Supplement};
pub use tick::Ticked;

/// A talab engine over one log. Cheap to clone; every clone is the same engine.
///
/// Nothing can be done without saying who does it: see [`Talab::as_actor`].
#[derive(Clone, Debug)]
pub struct Talab {
    log: Arc<dyn EventLog>,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdSource>,
    identity: Option<Arc<dyn IdentityVerifier>>,
    directory: Arc<Directory>,
    views: Arc<Views>,
    /// Whether who reads a request is noted.
    reads_logged: bool,
}

/// The views and the one hand that brings them up to date at a time.
#[derive(Debug)]
struct Views {
    requests: RequestsView,
    catching_up: Mutex<()>,
    /// Folded states of long requests, kept beside the views.
    snapshots: Snapshots,
    fold: load::Requests,
}

impl Talab {
    /// Begins to open an engine: `sqlite:PATH` for a file, `postgres://USER@HOST/DATABASE` for a database on a server
    /// (feature `postgres`), `memory:` for a log that ends with the process.
    ///
    /// ```
    /// # tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
    /// let talab = talab::Talab::builder("memory:").open().await?;
    /// talab.close().await?;
    /// # Ok::<(), talab::Error>(())
    /// # })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn builder(url: impl Into<String>) -> Builder {
        Builder::new(url.into())
    }

    /// The verbs of `actor`: nothing is done or read without one.
    pub fn as_actor<'a>(&'a self, actor: &'a Actor) -> Acting<'a> {
        Acting::new(self, actor)
    }

    /// The same engine under another clock: for imports and simulations, whose acts have their own times.
    #[must_use]
    pub fn with_clock(&self, clock: impl Clock + 'static) -> Self {
        Self { clock: Arc::new(clock), ..self.clone() }
    }

    /// The log underneath, for evidence, exports and a host's own projections.
    pub fn log(&self) -> &Arc<dyn EventLog> {
        &self.log
    }

    /// Where the log stands.
    ///
    /// A dropped future has no effect.
    ///
    /// # Errors
    /// If the log can't be read.
    pub async fn head(&self) -> Result<Head, Error> {
        Ok(self.log.head().await?)
    }

    /// Finishes what was queued and joins the log's writer; closing twice is fine. The views are let go with the last
    /// clone of the engine.
    ///
    /// A dropped future leaves the log closing; call it again to wait for the end.
    ///
    /// # Errors
    /// If the log could not finish.
    pub async fn close(&self) -> Result<(), Error> {
        Ok(self.log.close().await?)
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// An id for a command whose caller gave none.
    fn fresh_id(&self) -> Result<CommandId, Error> {
        let bits = self.ids.command().map_err(Error::no_randomness)?;
        Ok(CommandId::from(uuid::Uuid::from_u128(bits)))
    }
}
