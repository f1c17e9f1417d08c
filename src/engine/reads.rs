//! What an actor may read: always with a viewer, always fresh for one request.

use std::collections::BTreeMap;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::sync::Arc;

use talab_core::almanac::Almanac;
use talab_core::calendar::Calendar;
use talab_core::definition::ServiceDefinition;
use talab_core::request::execution::TaskFile;
use talab_core::request::fees;
use talab_core::request::intake::{self, Document, Missing};
use talab_core::request::notices::Notification;
use talab_core::request::values;
use talab_core::request::{Action, Message, Request, available_actions, message};
use talab_core::{
    Actor, FieldId, Party, ReadKind, Reference, Refusal, ServiceCode, StepId, Text, Timestamp, Value,
};
use talab_projections::{
    Accessed, Entry, Filter, Forms, Listing, RequestsError, Status, Trail, fold, status, trail,
};
use talab_store::{Recorded, Version};

use super::acting::Acting;
use super::record;
use super::submission::Submission;
use super::{Talab, Views};
use crate::error::{Error, ErrorKind, NotDone};
use crate::telemetry;

/// One thing a submission would lack.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Gap {
    /// What kind of thing, and its id.
    pub missing: Missing,
    /// What it is called, as the applicant knows it.
    pub text: Text,
}

/// A look at the status of a request; awaiting it looks.
#[derive(Debug)]
#[must_use = "a status is read by awaiting it"]
pub struct StatusQuery<'a> {
    acting: Acting<'a>,
    reference: &'a Reference,
    moment: Moment,
}

#[derive(Clone, Copy, Debug)]
enum Moment {
    Now,
    Recorded(Timestamp),
    Legal(Timestamp),
}

impl StatusQuery<'_> {
    /// As it stood by what had been recorded at `time`.
    pub fn at(mut self, time: Timestamp) -> Self {
        self.moment = Moment::Recorded(time);
        self
    }

    /// As it stood in law at `time`: by when things happened, which in an import is not when they were recorded.
    pub fn legal(mut self, time: Timestamp) -> Self {
        self.moment = Moment::Legal(time);
        self
    }
}

impl<'a> IntoFuture for StatusQuery<'a> {
    type Output = Result<Status, NotDone>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send + 'a>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let talab = self.acting.talab;
            let mut entries = talab.entries(self.reference).await?;
            let of = if entries.is_empty() { None } else { Some(self.reference) };
            let now = match self.moment {
                Moment::Now => talab.now(),
                Moment::Recorded(time) => {
                    entries.retain(|entry| entry.recorded_at <= time);
                    time
                }
                Moment::Legal(time) => {
                    entries.retain(|entry| entry.occurred_at <= time);
                    time
                }
            };
            let mut file = talab.file_read_of(self.acting, of, entries, ReadKind::Status).await?;
            if let Some(then) = talab.calendar_then(&file.definition, self.moment).await? {
                file.calendar = then;
            }
            let (definition, calendar) = (&file.definition, &file.calendar);
            let status =
                status(self.reference, &file.request, definition, calendar, now, &file.viewer, &file.entries);
            let status = status.map_err(|error| {
                Error::new(ErrorKind::Undecodable, "the status can't be told").because(error)
            })?;
            if file.request.ended_at().is_none() {
                return Ok(status);
            }
            // What is set begins when it is recorded or later, so what is in force at a moment is what was known then.
            let (rulebook, _, _) = talab.directory.rulebook(&talab.log).await?;
            Ok(status.with_retention(&file.request, calendar, &rulebook, (&file.viewer, now)))
        })
    }
}

/// A request with what is needed to tell of it.
pub(super) struct File {
    pub(super) viewer: Actor,
    pub(super) entries: Vec<Entry>,
    pub(super) request: Request,
    pub(super) definition: Arc<ServiceDefinition>,
    pub(super) calendar: Arc<Calendar>,
}

impl Talab {
    /// The calendar as it stood at the moment asked for: a holiday declared since then was not known.
    ///
    /// Its first revision always counts, since an import publishes a calendar later than the times it tells of.
    async fn calendar_then(
        &self,
        definition: &ServiceDefinition,
        moment: Moment,
    ) -> Result<Option<Arc<Calendar>>, Error> {
        let known: Box<dyn Fn(&Recorded) -> bool + Send> = match moment {
            Moment::Now => return Ok(None),
            Moment::Recorded(time) => Box::new(move |event| Timestamp::from(event.recorded_at) <= time),
            Moment::Legal(time) => Box::new(move |event| Timestamp::from(event.occurred_at) <= time),
        };
        let stream = record::stream(record::CALENDAR, definition.calendar.as_str())?;
        let mut almanac = Almanac::default();
        for event in self.log.read_stream(&stream, Version::new(1)).await? {
            if event.version == Version::new(1) || known(&event) {
                almanac.evolve(&Forms::ours().decode(&event).map_err(record::undecodable)?);
            }
        }
        Ok(almanac.calendar().cloned())
    }

    /// The file of a request its viewer may know of.
    pub(super) async fn file(&self, acting: Acting<'_>, entries: Vec<Entry>) -> Result<File, NotDone> {
        let request = fold(&entries);
        let viewer = self.viewer(acting, Some(&request)).await?;
        if !request.is_visible_to(&viewer) {
            return Err(Refusal::UnknownRequest.into());
        }
        let lost = |what: &str| {
            Error::new(ErrorKind::Undecodable, format!("the {what} of the request is not in this log"))
        };
        let (code, version) = request.service().ok_or(Refusal::UnknownRequest)?;
        let (service, _, _) = self.directory.service(&self.log, code).await?;
        let definition = service.definition(version).cloned().ok_or_else(|| lost("service definition"))?;
        let (almanac, _, _) = self.directory.almanac(&self.log, &definition.calendar).await?;
        let calendar = almanac.calendar().cloned().ok_or_else(|| lost("calendar"))?;
        Ok(File { viewer, entries, request, definition, calendar })
    }
}

impl<'a> Acting<'a> {
    /// The status of a request: stage, what is to come, the expected time and why it moved, what to do now (LY-16.3).
    ///
    /// A dropped future has no effect.
    ///
    /// # Errors
    /// [`Refusal::UnknownRequest`] if there is no such request, or the actor may not know of it; a failure if the log
    /// can't be read, or the read not be noted where reading is logged.
    pub fn status(self, reference: &'a Reference) -> StatusQuery<'a> {
        StatusQuery { acting: self, reference, moment: Moment::Now }
    }

    /// The audit trail of a request: who, in which role, for whom, when, through what, what, why, on what legal basis.
    ///
    /// A dropped future has no effect.
    ///
    /// # Errors
    /// As for [`Acting::status`].
    pub async fn trail(self, reference: &Reference) -> Result<Trail, NotDone> {
        let entries = self.talab.entries(reference).await?;
        let file = self.talab.file_read(self, reference, entries, ReadKind::Trail).await?;
        let accessed = self.talab.accessed(reference).await?;
        let refused: Vec<_> = accessed.into_iter().filter_map(Accessed::refused).collect();
        Ok(trail(reference, &file.entries, &refused, &file.definition, &file.viewer))
    }

    /// What the actor may do on a request now: the buttons of a portal.
    ///
    /// A dropped future has no effect.
    ///
    /// # Errors
    /// As for [`Acting::status`].
    pub async fn available_actions(self, reference: &Reference) -> Result<Vec<Action>, NotDone> {
        let entries = self.talab.entries(reference).await?;
        let file = self.talab.file_read(self, reference, entries, ReadKind::Status).await?;
        Ok(available_actions(&file.request, &file.definition, &file.viewer))
    }

    /// The message of a notification, in both languages, for the portal and for whoever sends it (LY-15.2, LY-18.1). The
    /// gateway that sends it is given the address as well; what goes to the provider's desk is told to it and to the provider.
    ///
    /// A dropped future has no effect.
    ///
    /// # Errors
    /// As for [`Acting::status`], and [`Refusal::NotificationUnknown`] if the request has no such notification.
    pub async fn message(self, reference: &Reference, number: u32) -> Result<Message, NotDone> {
        let entries = self.talab.entries(reference).await?;
        let file = self.talab.file_read(self, reference, entries, ReadKind::Message).await?;
        let shown = file.request.shows_messages_to(&file.viewer);
        let told = |it: &&Notification| shown && file.request.shows_notification_to(it, &file.viewer);
        let mut found = file.request.notifications().iter().filter(told);
        let notification = found.find(|it| it.queued.number == number);
        let notification = notification.ok_or(Refusal::NotificationUnknown { number })?;
        let mut message =
            message(reference, &file.request, &file.definition, &file.calendar, &notification.queued);
        message.to = file.request.address_of(notification, &file.viewer).map(str::to_owned);
        Ok(message)
    }

    /// What the actor's body is given for its open task at `step`: the answers and documents that the definition names for it, and
    /// nothing else of the request (LY-6.5).
    ///
    /// A dropped future has no effect.
    ///
    /// # Errors
    /// As for [`Acting::status`], and as for [`Request::task_file`].
    pub async fn task(self, reference: &Reference, step: &StepId) -> Result<TaskFile, NotDone> {
        let entries = self.talab.entries(reference).await?;
        let of = if entries.is_empty() { None } else { Some(reference) };
        let given = |file: &File| file.request.task_file(&file.definition, step, &file.viewer);
        let judge = |file: &File| given(file).map(drop);
        let file = self.talab.file_judged(self, of, entries, ReadKind::Task, judge).await?;
        Ok(given(&file)?)
    }

    /// What a submission with these answers would lack, without documents; nothing is appended.
    ///
    /// A dropped future has no effect.
    ///
    /// # Errors
    /// [`NotDone::Refused`] if the service is unknown or an answer can't be taken in.
    pub async fn check<F, V>(self, service: &str, answers: &BTreeMap<F, V>) -> Result<Vec<Gap>, NotDone>
    where
        F: AsRef<str> + Sync,
        V: Clone + Into<Value> + Sync,
    {
        let answers = answers.iter().map(|(field, value)| (field.as_ref().to_owned(), value.clone()));
        self.check_submission(&Submission::to(service).answers(answers)).await
    }

    /// What this submission would lack; nothing is appended.
    ///
    /// A dropped future has no effect.
    ///
    /// # Errors
    /// As for [`Acting::check`].
    pub async fn check_submission(self, submission: &Submission) -> Result<Vec<Gap>, NotDone> {
        let parts = submission.parts(self.actor)?;
        let talab = self.talab;
        let (service, _, _) = talab.directory.service(&talab.log, &parts.service).await?;
        let code = parts.service.to_string();
        let current = service.current_at(talab.now()).and_then(|version| service.definition(version));
        let definition = match (current, service.latest()) {
            (Some(definition), _) => definition,
            (None, 0) => return Err(Refusal::UnknownService { service: code }.into()),
            (None, _) => return Err(Refusal::ServiceNotPublished { service: code }.into()),
        };
        let (almanac, _, _) = talab.directory.almanac(&talab.log, &definition.calendar).await?;
        let calendar = almanac.calendar().ok_or(Refusal::CalendarUnknown)?;
        let today = calendar.zone().local_date(talab.now());
        let answers = intake::accept_answers(definition, parts.answers)?;
        let documents = intake::accept_documents(definition, parts.documents)?;
        let documents = documents.into_iter().map(|document| (document.kind.clone(), document)).collect();
        let answers = values::with_computed(definition, answers, &parts.applicant, today)?;
        let mut missing =
            intake::missing(definition, &parts.applicant, &answers, &documents, parts.declared, today)?;
        missing.extend(fees::due_before_receipt(definition, &parts.applicant, &answers, today)?);
        Ok(missing.into_iter().map(|missing| Gap { text: missing.label(definition), missing }).collect())
    }

    /// The requests the actor may know of, from the view, brought up to the head of the log first. Officers see those of
    /// their body; what a clerk filed for another body is found by its reference only.
    ///
    /// A dropped future may leave the view brought up in part; the next one goes on.
    ///
    /// # Errors
    /// If the log or the views can't be read, or the read not be noted where reading is logged.
    pub async fn requests(self, filter: Filter) -> Result<Listing, Error> {
        let viewer = self.talab.viewer(self, None).await?;
        let asked = filter.told();
        let listing = self.talab.all_requests(&filter.seen_by(&viewer)).await?;
        self.talab.note_list(self, asked, &listing.requests).await?;
        Ok(listing)
    }
}

impl Talab {
    /// A page of the view of requests, brought up to the head of the log first.
    pub(super) async fn all_requests(&self, filter: &Filter) -> Result<Listing, Error> {
        self.views.catch_up(self).await?;
        Ok(self.views.requests.list(filter).await?)
    }

    /// How many requests of the view a filter lets through, brought up to the head of the log first.
    pub(super) async fn count_requests(&self, filter: &Filter) -> Result<u64, Error> {
        self.views.catch_up(self).await?;
        Ok(self.views.requests.count(filter).await?)
    }
}

impl Views {
    /// Brings the view up to the head; one caller at a time does the work.
    async fn catch_up(&self, talab: &Talab) -> Result<(), Error> {
        let _one = self.catching_up.lock().await;
        let work = async {
            let progress = match self.requests.catch_up(talab.log.as_ref()).await {
                // The list followed another log, such as the one before a backup was restored: it is disposable.
                Err(RequestsError::Diverged { .. }) => self.requests.rebuild(talab.log.as_ref()).await?,
                done => done?,
            };
            Ok((progress.events, progress.position))
        };
        telemetry::catch_up("requests", work).await
    }
}

/// The checked parts of a submission.
pub(super) struct Parts {
    pub(super) service: ServiceCode,
    pub(super) applicant: Party,
    pub(super) answers: BTreeMap<FieldId, Value>,
    pub(super) documents: Vec<Document>,
    pub(super) declared: bool,
}
