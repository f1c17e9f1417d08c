//! What the directory and the calendars of a log hold: read from their streams, since only the engine changes them.

use talab::core::almanac::{Almanac, AlmanacEvent};
use talab::core::calendar::{Calendar, Zone};
use talab::core::provider::{Provider, ProviderEvent};
use talab::core::service::{Service, ServiceEvent};
use talab::core::{BodyId, Jurisdiction, ServiceCode};
use talab::projections::{Forms, Ours, REQUEST, decode, fold};
use talab::store::{LogError, LogErrorKind, Recorded, StreamId, Version};
use talab::{Reference, Talab};

use crate::failure::Failure;

/// A service and the number of events it has.
pub(crate) async fn service(talab: &Talab, code: &ServiceCode) -> Result<(Service, usize), Failure> {
    let events: Vec<ServiceEvent> = read(talab, "Service", code.as_str()).await?;
    let mut service = Service::default();
    events.iter().for_each(|event| service.evolve(event));
    Ok((service, events.len()))
}

/// A provider as its stream tells it; nothing of it is known before its first certificate.
pub(crate) async fn provider(talab: &Talab, body: &BodyId) -> Result<Provider, Failure> {
    let events: Vec<ProviderEvent> = read(talab, "Provider", body.as_str()).await?;
    let mut provider = Provider::default();
    events.iter().for_each(|event| provider.evolve(event));
    Ok(provider)
}

/// The calendar of a jurisdiction as it was published and as it is now.
pub(crate) async fn calendar(
    talab: &Talab,
    jurisdiction: &Jurisdiction,
) -> Result<Option<(Calendar, Calendar)>, Failure> {
    let events: Vec<AlmanacEvent> = read(talab, "Calendar", jurisdiction.as_str()).await?;
    let mut almanac = Almanac::default();
    events.iter().for_each(|event| almanac.evolve(event));
    let published = events.into_iter().find_map(|event| match event {
        AlmanacEvent::CalendarPublished(it) => Some(it.calendar),
        _ => None,
    });
    Ok(published.zip(almanac.calendar().map(|now| now.as_ref().clone())))
}

/// The zone in which a request counts its days; nothing if there is no such request or calendar.
pub(crate) async fn zone(talab: &Talab, reference: &Reference) -> Result<Option<Zone>, Failure> {
    let recorded = recorded(talab, REQUEST, reference.as_str()).await?;
    let entries: Result<Vec<_>, _> = recorded.iter().map(decode).collect();
    let entries = entries.map_err(|error| Failure::unreadable(reference.as_str(), &error))?;
    let Some(jurisdiction) = fold(&entries).jurisdiction().cloned() else { return Ok(None) };
    Ok(calendar(talab, &jurisdiction).await?.map(|(_, now)| now.zone().clone()))
}

async fn read<E: Ours>(talab: &Talab, kind: &str, id: &str) -> Result<Vec<E>, Failure> {
    let recorded = recorded(talab, kind, id).await?;
    let decoded = recorded.iter().map(|it| Forms::ours().decode(it));
    decoded.collect::<Result<_, _>>().map_err(|error| Failure::unreadable(&format!("{kind} {id}"), &error))
}

async fn recorded(talab: &Talab, kind: &str, id: &str) -> Result<Vec<Recorded>, Failure> {
    let stream = StreamId::new(kind, id).map_err(|error| {
        LogError::new(LogErrorKind::Invalid, format!("{id} names no stream")).because(error)
    })?;
    Ok(talab.log().read_stream(&stream, Version::FIRST).await?)
}
