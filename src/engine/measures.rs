//! What services achieve, and what people say of them, gathered from the requests of the log.

use std::collections::BTreeMap;
use std::sync::Arc;

use talab_core::calendar::Zone;
use talab_core::definition::ServiceDefinition;
use talab_core::{BodyId, Jurisdiction, Reference, Refusal, ServiceCode, Text, Timestamp, results};
use talab_projections::measures::{
    FeedbackFeed, FeedbackQuery, Measures, MeasuresQuery, RequestCase, feedback_of, measures,
};
use talab_projections::{Entry, Filter, RequestRow, decode};
use talab_store::Version;

use super::Talab;
use super::acting::Acting;
use super::record::{self, REQUEST};
use crate::error::{Error, ErrorKind, NotDone};

/// Requests looked at with one question to the view.
const PAGE: usize = 500;

impl Acting<'_> {
    /// What services achieved (LY-11): counts, times, shares and promises of the requests whose first attempt was transmitted in
    /// a period, by provider, service and version, without anything that names a person.
    ///
    /// The regulator and auditors measure all; an officer the services of the provider they serve, whichever they ask for. The
    /// figures are worked out from the events of each request there and then, and nothing is appended; a dropped future may
    /// leave the view of requests brought up in part.
    ///
    /// # Errors
    /// [`Refusal::ResultsNotPermitted`] for anybody else, and for an officer who names another provider or a service of
    /// another one; [`Refusal::UnknownService`] for a service that there never was; `field_invalid` for a period that ends
    /// before it begins. A failure if the log or the views can't be read.
    pub async fn measures(self, query: &MeasuresQuery) -> Result<Measures, NotDone> {
        let talab = self.talab;
        let provider = results::readable(self.actor, query.provider.as_ref())?.cloned();
        in_order(query.from, query.until)?;
        let mut query = query.clone();
        query.provider = provider;
        talab.offered(self, query.service.as_ref()).await?;
        let mut pinned = Pinned::default();
        let mut cases = Vec::new();
        // The last attempt is never before the first, so what was last transmitted before the period was filed before it.
        let asked = |row: &RequestRow| query.from.is_none_or(|from| row.submitted_at >= from);
        let filter = narrowed(query.service.clone(), query.provider.clone());
        let unreadable = talab
            .each_request(filter, &mut pinned, asked, |entries, zone| {
                cases.extend(RequestCase::new(entries, zone).filter(|case| query.includes(case)));
            })
            .await?;
        let mut measured = measures(&cases, &pinned.definitions, &query, talab.now());
        measured.unreadable = unreadable;
        Ok(measured)
    }

    /// What people said of services, of all providers, without anything that names a person or leads back to a request
    /// (JO-8). What they wrote is left out, since free text names people; who may see the request reads it there.
    ///
    /// The regulator, auditors and officers of any provider read it. Nothing is appended; a dropped future may leave the view of
    /// requests brought up in part.
    ///
    /// # Errors
    /// [`Refusal::ResultsNotPermitted`] for anybody else; [`Refusal::UnknownService`] and `field_invalid` as for
    /// [`Acting::measures`]. A failure if the log or the views can't be read.
    pub async fn feedback_feed(self, query: &FeedbackQuery) -> Result<FeedbackFeed, NotDone> {
        let talab = self.talab;
        results::feedback_readable(self.actor)?;
        in_order(query.from, query.until)?;
        if let Some(service) = &query.service {
            talab.provider_of(service).await?;
        }
        let mut feed = FeedbackFeed::default();
        let mut pinned = Pinned::default();
        // Nothing was said after the last event.
        let asked = |row: &RequestRow| query.from.is_none_or(|from| row.updated_at >= from);
        let filter = narrowed(query.service.clone(), query.provider.clone());
        feed.unreadable = talab
            .each_request(filter, &mut pinned, asked, |entries, zone| {
                feed.lines.extend(feedback_of(entries, zone, query));
            })
            .await?;
        // By what the lines say and nothing else: the order of the requests would tell them apart.
        feed.lines.sort();
        Ok(feed)
    }
}

fn narrowed(service: Option<ServiceCode>, provider: Option<BodyId>) -> Filter {
    let mut filter = Filter::new().limit(PAGE);
    (filter.service, filter.provider) = (service, provider);
    filter
}

fn in_order(from: Option<Timestamp>, until: Option<Timestamp>) -> Result<(), Refusal> {
    match (from, until) {
        (Some(from), Some(until)) if until <= from => Err(Refusal::FieldInvalid {
            path: "until".to_owned(),
            problem: Text::new("يُرجى اختيار نهاية للفترة بعد بدايتها", "let the period end after it begins"),
        }),
        _ => Ok(()),
    }
}

/// What the requests that are looked at are pinned to, read once each.
#[derive(Debug, Default)]
struct Pinned {
    definitions: BTreeMap<(ServiceCode, u32), Arc<ServiceDefinition>>,
    zones: BTreeMap<Jurisdiction, Zone>,
}

impl Talab {
    /// An officer asks for a service of their own provider, and nobody for one that there never was.
    async fn offered(&self, acting: Acting<'_>, service: Option<&ServiceCode>) -> Result<(), NotDone> {
        if let Some(service) = service {
            let provider = self.provider_of(service).await?;
            results::readable(acting.actor, Some(&provider))?;
        }
        Ok(())
    }

    /// The provider of a service, by its latest version.
    async fn provider_of(&self, code: &ServiceCode) -> Result<BodyId, NotDone> {
        let (service, _, _) = self.directory.service(&self.log, code).await?;
        let latest = service.definition(service.latest());
        let unknown = || Refusal::UnknownService { service: code.to_string() };
        Ok(latest.ok_or_else(unknown)?.provider.clone())
    }

    /// Looks at the events of each request that the filter finds and that is asked for by its row; gives how many can't be
    /// read.
    async fn each_request(
        &self,
        mut filter: Filter,
        pinned: &mut Pinned,
        asked: impl Fn(&RequestRow) -> bool + Send + Sync,
        mut look: impl FnMut(&[Entry], &Zone) + Send,
    ) -> Result<u64, Error> {
        let mut unreadable = 0;
        loop {
            let page = self.all_requests(&filter).await?;
            for row in page.requests.iter().filter(|row| asked(row)) {
                match self.readable(&row.reference).await? {
                    Some(entries) => look(&entries, self.zone_of(row, pinned).await?),
                    None => unreadable += 1,
                }
            }
            match page.next {
                Some(next) => filter = filter.after(next),
                None => return Ok(unreadable),
            }
        }
    }

    /// The events of a request, if this release can read every one.
    async fn readable(&self, reference: &Reference) -> Result<Option<Vec<Entry>>, Error> {
        let stream = record::stream(REQUEST, reference.as_str())?;
        let recorded = self.log.read_stream(&stream, Version::new(1)).await?;
        Ok(recorded.iter().map(decode).collect::<Result<_, _>>().ok())
    }

    /// The zone of the calendar of a request; its definition is kept on the way.
    async fn zone_of<'p>(&self, row: &RequestRow, pinned: &'p mut Pinned) -> Result<&'p Zone, Error> {
        let lost = |what: &str| {
            Error::new(ErrorKind::Undecodable, format!("the {what} of a request is not in this log"))
        };
        let key = (row.service.clone(), row.service_version);
        if !pinned.definitions.contains_key(&key) {
            let (service, _, _) = self.directory.service(&self.log, &row.service).await?;
            let definition = service.definition(row.service_version).cloned();
            pinned.definitions.insert(key.clone(), definition.ok_or_else(|| lost("service definition"))?);
        }
        let definition = pinned.definitions.get(&key).ok_or_else(|| lost("service definition"))?;
        let jurisdiction = definition.calendar.clone();
        if !pinned.zones.contains_key(&jurisdiction) {
            let (almanac, _, _) = self.directory.almanac(&self.log, &jurisdiction).await?;
            let calendar = almanac.calendar().ok_or_else(|| lost("calendar"))?;
            pinned.zones.insert(jurisdiction.clone(), calendar.zone().clone());
        }
        pinned.zones.get(&jurisdiction).ok_or_else(|| lost("calendar"))
    }
}
