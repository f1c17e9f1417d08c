//! Reading the directory: one entry, or those that a query finds.

use std::sync::Arc;

use talab_core::definition::ServiceDefinition;
use talab_core::rulebook::CatalogueAct;
use talab_core::{ServiceCode, Standing};

use super::acting::Acting;
use super::record::SERVICE;
use crate::catalogue::{CommonEntry, ServiceEntry, ServicePage, ServiceQuery};
use crate::error::{Error, ErrorKind, NotDone};

/// How many streams are looked through at once.
const STREAMS: usize = 100;

impl Acting<'_> {
    /// The entry of a service in the directory; nothing while no version of it is in force. Everybody may read it, unless the
    /// regulator has decided who may (LY-22.2).
    ///
    /// Reading appends nothing; a dropped future is nothing.
    ///
    /// # Errors
    /// [`Refusal::CatalogueNotPermitted`](talab_core::Refusal::CatalogueNotPermitted) for whom the regulator's decision does not
    /// include; a failure if the log can't be read.
    pub async fn service(self, code: &ServiceCode) -> Result<Option<ServiceEntry>, NotDone> {
        self.reads_the_directory().await?;
        Ok(self.entry(code).await?)
    }

    /// Whether the actor may read the directory now.
    async fn reads_the_directory(self) -> Result<(), NotDone> {
        let (rulebook, _, _) = self.talab.directory.rulebook(&self.talab.log).await?;
        Ok(rulebook.permits(CatalogueAct::Read, self.actor, self.talab.now())?)
    }

    async fn entry(self, code: &ServiceCode) -> Result<Option<ServiceEntry>, Error> {
        let talab = self.talab;
        let now = talab.now();
        let (service, _, _) = talab.directory.service(&talab.log, code).await?;
        let current = service.current_at(now).and_then(|version| service.definition(version));
        let Some(definition) = current.cloned() else { return Ok(None) };
        let (almanac, _, _) = talab.directory.almanac(&talab.log, &definition.calendar).await?;
        let zone = almanac.calendar().map(|calendar| calendar.zone());
        let today = zone.map_or_else(|| now.get().date(), |zone| zone.local_date(now));
        let mut common = None;
        if let Some(rests_on) = &definition.rests_on {
            let (held, _, _) = talab.directory.service(&talab.log, &rests_on.service).await?;
            common = Some(CommonEntry::of(rests_on, &held));
        }
        Ok(Some(ServiceEntry::of(definition, &service, common, (now, today), self.actor)))
    }

    /// A version of a service that the regulator has verified, also one that is not in force: what a local definition may rest
    /// on (N4-4). Whoever may read the directory may read it; nothing where there is no such version, or it is not verified.
    ///
    /// Reading appends nothing; a dropped future is nothing.
    ///
    /// # Errors
    /// As for [`Acting::service`].
    pub async fn verified_definition(
        self,
        code: &ServiceCode,
        version: u32,
    ) -> Result<Option<Arc<ServiceDefinition>>, NotDone> {
        self.reads_the_directory().await?;
        let (service, _, _) = self.talab.directory.service(&self.talab.log, code).await?;
        let verified = matches!(service.standing(version), Some(Standing::Verified | Standing::Published));
        Ok(service.definition(version).filter(|_| verified).cloned())
    }

    /// The services that a query finds, in the order of their codes (LY-23). Whoever may read the directory may search it.
    ///
    /// Reading appends nothing; a dropped future is nothing.
    ///
    /// # Errors
    /// As for [`Acting::service`].
    pub async fn services(self, query: &ServiceQuery) -> Result<ServicePage, NotDone> {
        self.reads_the_directory().await?;
        let mut page = ServicePage::default();
        let mut after = query.after.clone();
        loop {
            let streams =
                self.talab.log.streams(SERVICE, after.as_ref().map(ServiceCode::as_str), STREAMS).await?;
            let last = streams.len() < STREAMS;
            for (stream, _) in streams {
                let code = ServiceCode::new(stream.id()).map_err(|error| {
                    Error::new(ErrorKind::Undecodable, "a service's stream has no code").because(error)
                })?;
                let found = self.entry(&code).await?.filter(|entry| query.finds(&entry.definition));
                if found.is_some() && page.services.len() == query.limit {
                    page.next = page.services.last().map(|entry| entry.code.clone());
                    return Ok(page);
                }
                page.services.extend(found);
                after = Some(code);
            }
            if last {
                return Ok(page);
            }
        }
    }
}
