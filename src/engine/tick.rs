//! What time and calendars bring about by rule: deadlines counted again or missed, lapses, sources asked again.

use std::future::Future;
use std::time::Duration;

use talab_core::definition::{NoAnswer, ServiceDefinition, Silence};
use talab_core::provider::{ProviderCommand, RecordCertificateExpired};
use talab_core::request::clock::{RecalculateDeadline, RecordDeadlineMissed};
use talab_core::request::decision::RecordDeemedDecision;
use talab_core::request::execution::{Task, TimeOutTask};
use talab_core::request::exits::{Discontinue, Lapse};
use talab_core::request::fees::ExpirePayment;
use talab_core::request::intake::ConfirmApplicant;
use talab_core::request::{Command, Request};
use talab_core::service::{Availability, RunOff};
use talab_core::{Actor, BodyId, CommandId, ReasonCode, Reference, Stage, StepId, Timestamp};
use talab_projections::Filter;
use uuid::Uuid;

use super::Talab;
use super::execute::Order;
use super::record::PROVIDER;
use crate::error::{Error, ErrorKind, NotDone};

/// Stages in which something can come due.
const OPEN: [Stage; 8] = [
    Stage::Submitted,
    Stage::Rejected,
    Stage::Acknowledged,
    Stage::UnderVerification,
    Stage::AwaitingCorrection,
    Stage::InExecution,
    Stage::UnderDecision,
    Stage::Decided,
];
/// How many ticks in a row may fail for a passing reason.
const MAX_FAILURES: u32 = 10;
/// Requests looked at with one question to the view.
const PAGE: usize = 500;

/// What a tick did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Ticked {
    /// Deadlines that moved with the calendar.
    pub recalculated: u64,
    /// Deadlines recorded as missed.
    pub missed: u64,
    /// Requests that lapsed by rule.
    pub lapsed: u64,
    /// Advisory tasks left unanswered when their days were over.
    pub timed_out: u64,
    /// Orders to pay whose term was over.
    pub expired: u64,
    /// Requests decided by silence, where the service says what silence means.
    pub deemed: u64,
    /// Requests acknowledged after their source answered.
    pub confirmed: u64,
    /// Requests that a retired service left behind, discontinued as its retirement says.
    pub discontinued: u64,
    /// Requests told how one of their parts stands.
    pub parts: u64,
    /// Certificates of providers whose end was recorded.
    pub certificates: u64,
    /// Acts that the rules refused, such as a date beyond the calendar's coverage: look at these requests.
    pub refused: u64,
    /// Requests that could not be read; the others were looked at all the same.
    pub unreadable: u64,
}

impl Talab {
    /// Does what is due by the clock port and the calendars, once for each open request.
    ///
    /// Each act has an id that follows from its cause, so two ticks, or two processes, do it once. Dropped, it leaves
    /// done what was done; the next one goes on.
    ///
    /// # Errors
    /// If the log or the views fail.
    pub async fn tick(&self) -> Result<Ticked, Error> {
        let mut ticked = Ticked::default();
        for reference in self.open_requests().await? {
            match Box::pin(self.tick_one(&reference, &mut ticked)).await {
                // One request that can't be read must not stop time for all others.
                Err(error) if error.kind() == ErrorKind::Undecodable => ticked.unreadable += 1,
                done => done?,
            }
        }
        self.tick_certificates(&mut ticked).await?;
        Ok(ticked)
    }

    /// Records the ends of certificates; that one is over needs no record (LY-5b).
    async fn tick_certificates(&self, ticked: &mut Ticked) -> Result<(), Error> {
        let system = Actor::system();
        let mut after: Option<String> = None;
        loop {
            let page = self.log.streams(PROVIDER, after.as_deref(), PAGE).await?;
            let Some((last, _)) = page.last() else { return Ok(()) };
            after = Some(last.id().to_owned());
            for (stream, _) in &page {
                let Ok(body) = BodyId::new(stream.id()) else { continue };
                let (provider, _, _) = self.directory.provider(&self.log, &body).await?;
                for certificate in provider.unrecorded_ends(self.now()) {
                    let number = certificate.number.clone();
                    let Some(until) = certificate.until() else { continue };
                    let id = act_id(&format!("expired/{number}/{until}"), body.as_str());
                    let command =
                        ProviderCommand::RecordCertificateExpired(RecordCertificateExpired { number });
                    match self.as_actor(&system).change_provider(&body, command, id).await {
                        Ok(_) => ticked.certificates += 1,
                        Err(NotDone::Refused(_)) => ticked.refused += 1,
                        Err(NotDone::Failed(error)) => return Err(error),
                    }
                }
            }
        }
    }

    async fn tick_one(&self, reference: &Reference, ticked: &mut Ticked) -> Result<(), Error> {
        let system = Actor::system();
        let request = self.request(reference).await?.state;
        for (name, command) in self.due(&request).await? {
            let counter = match &command {
                Command::RecalculateDeadline(_) => &mut ticked.recalculated,
                Command::RecordDeadlineMissed(_) => &mut ticked.missed,
                Command::Lapse(_) => &mut ticked.lapsed,
                Command::RecordDeemedDecision(_) => &mut ticked.deemed,
                Command::Discontinue(_) => &mut ticked.discontinued,
                Command::ExpirePayment(_) => &mut ticked.expired,
                Command::TimeOutTask(_) => &mut ticked.timed_out,
                Command::RecordSubrequest(_) => &mut ticked.parts,
                _ => &mut ticked.confirmed,
            };
            let id = act_id(&name, reference.as_str());
            let order = Order {
                actor: &system,
                reference: Some(reference.clone()),
                mandate: None,
                command,
                id,
                expecting: None,
                tried: false,
            };
            match self.carry_out(order).await {
                Ok(done) => {
                    *counter += u64::from(!done.receipt.events.is_empty() && !done.receipt.replayed);
                    // What ends a request leaves nothing else to do on it.
                    if !done.receipt.replayed && done.request.stage().is_some_and(Stage::is_terminal) {
                        break;
                    }
                }
                // The request moved on since the look, or the calendar does not reach far enough.
                Err(NotDone::Refused(_)) => ticked.refused += 1,
                Err(NotDone::Failed(error)) => return Err(error),
            }
        }
        Ok(())
    }

    /// Ticks every `interval` until `shutdown` completes. Nothing runs that the host did not start.
    ///
    /// # Errors
    /// The first failure of a tick that another one does not mend, or a transient one that lasts for ten of them.
    pub async fn run(
        &self,
        interval: Duration,
        shutdown: impl Future<Output = ()> + Send,
    ) -> Result<(), Error> {
        tokio::pin!(shutdown);
        let mut failures = 0;
        loop {
            let round = async {
                let ticked = self.tick().await;
                tokio::time::sleep(interval).await;
                ticked
            };
            let ticked = tokio::select! {
                biased;
                () = &mut shutdown => return Ok(()),
                ticked = round => ticked,
            };
            match ticked {
                Ok(_) => failures = 0,
                Err(error) if error.is_transient() && failures < MAX_FAILURES => failures += 1,
                Err(error) => return Err(error),
            }
        }
    }

    /// What is due on a request, each with a name for its cause.
    async fn due(&self, request: &Request) -> Result<Vec<(String, Command)>, Error> {
        let mut due = Vec::new();
        let (Some((code, version)), Some(jurisdiction)) = (request.service(), request.jurisdiction()) else {
            return Ok(due);
        };
        let now = self.now();
        let clock = request.clock();
        let (almanac, _, _) = self.directory.almanac(&self.log, jurisdiction).await?;
        if let Some(calendar) = almanac.calendar()
            && clock.is_started()
            && !clock.missed
            && clock.calendar_revision != calendar.revision()
        {
            let cause = almanac.last_cause().unwrap_or(ReasonCode::CalHolidayDeclared);
            let name = format!("calendar/{jurisdiction}/{}", calendar.revision());
            due.push((name, RecalculateDeadline { cause }.into()));
        }
        if let Some(end) = clock.due
            && clock.is_started()
            && !clock.missed
            && !clock.is_suspended()
            && now >= end.due_at
        {
            due.push((format!("missed/{}", end.due_date), RecordDeadlineMissed::default().into()));
        }
        let (service, _, _) = self.directory.service(&self.log, code).await?;
        let definition = service.definition(version);
        if service.availability() == Availability::Retired(RunOff::Discontinue)
            && request.stage() != Some(Stage::Decided)
            // Whoever reopened it since means it to be worked on.
            && request.reopened() == 0
        {
            let reason = ReasonCode::ClsServiceRetired;
            due.insert(0, ("retired".to_owned(), Discontinue { reason }.into()));
        }
        due.extend(self.due_of_parts(request).await?);
        due.extend(definition.and_then(|definition| silence(request, definition, now)));
        due.extend(unpaid(request, now));
        due.extend(definition.into_iter().flat_map(|definition| unanswered(request, definition, now)));
        let automatic = definition
            .is_some_and(|definition| definition.corrections.on_no_answer == NoAnswer::LapseAutomatic);
        let term = match request.stage() {
            Some(Stage::AwaitingCorrection) if automatic => request.open_corrections().map(|open| open.due),
            Some(Stage::Rejected) => request.rejected().and_then(|rejected| rejected.supplement_until),
            _ => None,
        };
        if let Some(term) = term
            && now >= term.due_at
        {
            due.push((format!("lapse/{}", term.due_date), Lapse::default().into()));
        }
        if request.stage() == Some(Stage::Submitted)
            && request.received_at().is_some()
            && self.identity.is_some()
        {
            due.push((format!("confirm/{}", request.attempt()), ConfirmApplicant::default().into()));
        }
        Ok(due)
    }

    /// The requests on which something can still come due, from the view.
    async fn open_requests(&self) -> Result<Vec<Reference>, Error> {
        let mut filter = OPEN.iter().fold(Filter::new().limit(PAGE), |filter, stage| filter.stage(*stage));
        let mut open = Vec::new();
        loop {
            let page = self.all_requests(&filter).await?;
            open.extend(page.requests.into_iter().map(|row| row.reference));
            match page.next {
                Some(next) => filter = filter.after(next),
                None => return Ok(open),
            }
        }
    }
}

/// What silence means once the deadline has passed; who decided in time was not silent.
fn silence(request: &Request, definition: &ServiceDefinition, now: Timestamp) -> Option<(String, Command)> {
    let (clock, end) = (request.clock(), request.clock().due?);
    let over = clock.is_started() && !clock.is_suspended() && now >= end.due_at;
    let speaks = definition.rules.silence != Silence::None;
    // A case that was referred is decided by its order, and not by silence.
    let decidable = speaks && !request.is_under_referral();
    (over && decidable).then(|| (format!("deemed/{}", end.due_date), RecordDeemedDecision::default().into()))
}

/// Advice that is not coming any more.
fn unanswered<'a>(
    request: &'a Request,
    definition: &'a ServiceDefinition,
    now: Timestamp,
) -> impl Iterator<Item = (String, Command)> + 'a {
    let advisory = |step: &StepId| definition.step(step).is_some_and(|step| step.advisory);
    let over = move |task: &Task| task.is_open() && task.due.is_some_and(|due| now >= due.due_at);
    let tasks = request.tasks().filter(move |(step, task)| advisory(step) && over(task));
    tasks.map(|(step, task)| {
        (format!("timed-out/{step}/{}", task.number), TimeOutTask { step: step.clone() }.into())
    })
}

/// Orders whose term is over.
fn unpaid(request: &Request, now: Timestamp) -> impl Iterator<Item = (String, Command)> + '_ {
    let orders = request.orders().zip(1_u32..);
    let over = orders.filter(move |(order, _)| order.is_open() && now >= order.due.due_at);
    over.map(|(_, order)| (format!("expired/{order}"), ExpirePayment { order }.into()))
}

/// The id of an act that a cause brings about on a request or a provider.
pub(super) fn act_id(cause: &str, of: &str) -> CommandId {
    CommandId::from(Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("{cause}\0{of}").as_bytes()))
}
