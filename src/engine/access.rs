//! Who read what: noted in the access stream of each request before anything of it is given (LY-21.1).

use talab_core::{
    ACCESS, AccessEvent, ReadKind, ReadPurpose, Reference, Refusal, RequestRead, Role, readers_readable,
};
use talab_projections::{Accessed, Entry, Read, RequestRow, decode_accessed};
use talab_store::{Append, Expected, NewEvent, Version};

use super::Talab;
use super::acting::Acting;
use super::reads::File;
use super::record::{self, NOWHERE};
use crate::error::{Error, NotDone};

impl<'a> Acting<'a> {
    /// The same, reading for this purpose, which is noted with what is read where the host has reading logged
    /// ([`Builder::log_reads`](super::Builder::log_reads)).
    #[must_use]
    pub fn for_purpose(self, purpose: &'a ReadPurpose) -> Self {
        Self { purpose: Some(purpose), ..self }
    }

    /// Who read a request and for what, by name, and who tried to without being given anything: for auditors and the
    /// data-protection officer. Empty where reading was not logged. Reading it is noted like every other read.
    ///
    /// A dropped future has no effect but that the read may be noted.
    ///
    /// # Errors
    /// [`Refusal::UnknownRequest`] if there is no such request, or the actor may not know of it;
    /// [`Refusal::ReadersNotPermitted`] for anybody else who may. A failure if the log can't be read, or the read not noted.
    pub async fn readers(self, reference: &Reference) -> Result<Vec<Read>, NotDone> {
        let entries = self.talab.entries(reference).await?;
        self.talab.file_read(self, reference, entries, ReadKind::Readers).await?;
        Ok(self.talab.reads_of(reference).await?)
    }
}

impl Talab {
    /// The file of a request that is read, once that is noted. Applicants read their own without a note.
    pub(super) async fn file_read(
        &self,
        acting: Acting<'_>,
        reference: &Reference,
        entries: Vec<Entry>,
        what: ReadKind,
    ) -> Result<File, NotDone> {
        // A reference that names nothing must not make a stream of its own.
        let of = if entries.is_empty() { None } else { Some(reference) };
        self.file_read_of(acting, of, entries, what).await
    }

    /// The same for entries that may have been thinned: it is noted on `of`, or apart if there is no such request.
    pub(super) async fn file_read_of(
        &self,
        acting: Acting<'_>,
        of: Option<&Reference>,
        entries: Vec<Entry>,
        what: ReadKind,
    ) -> Result<File, NotDone> {
        self.file_judged(acting, of, entries, what, |file| match what {
            ReadKind::Readers => readers_readable(&file.viewer),
            _ => Ok(()),
        })
        .await
    }

    /// The same where what is wanted of it may be refused: then that is noted, and not that anything was given.
    pub(super) async fn file_judged(
        &self,
        acting: Acting<'_>,
        of: Option<&Reference>,
        entries: Vec<Entry>,
        what: ReadKind,
        judge: impl Fn(&File) -> Result<(), Refusal> + Send,
    ) -> Result<File, NotDone> {
        let opened = self.file(acting, entries).await;
        let opened = opened.and_then(|file| judge(&file).map(|()| file).map_err(NotDone::from));
        let noted = match &opened {
            Ok(file) => {
                let applicant = file.request.applicant().map(|party| &party.person);
                RequestRead::is_noted(acting.actor, applicant).then_some(None)
            }
            Err(NotDone::Refused(refusal)) => Some(Some(refusal)),
            Err(NotDone::Failed(_)) => None,
        };
        if let Some(refused) = noted {
            let of = of.map_or(NOWHERE, Reference::as_str);
            self.note_read(acting, what, Vec::new(), &[of], refused).await?;
        }
        opened
    }

    /// Notes a page of a list on each request of it that is not the reader's own; one that is empty, apart.
    pub(super) async fn note_list(
        &self,
        acting: Acting<'_>,
        asked: Vec<String>,
        rows: &[RequestRow],
    ) -> Result<(), Error> {
        let others = rows.iter().filter(|row| RequestRead::is_noted(acting.actor, Some(&row.applicant)));
        let mut of: Vec<_> = others.map(|row| row.reference.as_str()).collect();
        if rows.is_empty() && acting.actor.role != Role::Applicant {
            of.push(NOWHERE);
        }
        if of.is_empty() { Ok(()) } else { self.note_read(acting, ReadKind::List, asked, &of, None).await }
    }

    /// One append for what is read at once, so that all of it is noted or none.
    ///
    /// What can't be noted is not given: the failure is the reader's answer.
    async fn note_read(
        &self,
        acting: Acting<'_>,
        what: ReadKind,
        asked: Vec<String>,
        of: &[&str],
        refused: Option<&Refusal>,
    ) -> Result<(), Error> {
        if !self.reads_logged {
            return Ok(());
        }
        let at = self.now();
        let read = RequestRead {
            at,
            by: acting.actor.clone(),
            what,
            asked,
            purpose: acting.purpose.cloned(),
            refused: refused.map(|refusal| refusal.code().to_owned()),
        };
        let payload = record::json(&AccessEvent::RequestRead(read))?;
        let mut append = Append::new();
        for stream in of {
            let event = NewEvent::new("RequestRead", payload.clone(), at.get());
            append = append.write(record::stream(ACCESS, stream)?, Expected::Any, vec![event]);
        }
        self.log.append(append).await?;
        Ok(())
    }

    /// What the access stream of a request holds.
    pub(super) async fn accessed(&self, reference: &Reference) -> Result<Vec<Accessed>, Error> {
        let stream = record::stream(ACCESS, reference.as_str())?;
        let recorded = self.log.read_stream(&stream, Version::new(1)).await?;
        let accessed: Result<_, _> = recorded.iter().map(decode_accessed).collect();
        accessed.map_err(record::undecodable)
    }

    /// The reads among it.
    pub(super) async fn reads_of(&self, reference: &Reference) -> Result<Vec<Read>, Error> {
        Ok(self.accessed(reference).await?.into_iter().filter_map(Accessed::read).collect())
    }
}
