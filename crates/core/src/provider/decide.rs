//! Deciding about a provider: the regulator certifies and excepts, the provider asks (LY-5, LY-19.3).

use super::Provider;
use super::certificate::{Certificate, CertificateStanding, Covers};
use super::checklist::{CheckResult, Checklist, conditions};
use super::command::{
    GrantException, IssueCertificate, ProviderCommand, ProviderEnvelope, RenewCertificate, RequestException,
};
use super::event::{
    CertificateExpired, CertificateIssued, CertificateRenewed, CertificateResumed, CertificateRevoked,
    CertificateSuspended, ExceptionEnded, ExceptionGranted, ExceptionRefused, ExceptionRequested,
    ProviderEvent,
};
use super::exception::{Exception, ExceptionPart, ExceptionStanding};
use crate::actor::Role;
use crate::ids::ExceptionId;
use crate::input;
use crate::instant::Timestamp;
use crate::reason::Family;
use crate::refusal::Refusal;
use crate::rule;
use crate::text::{Text, isolate};

/// Decides a command on a provider.
///
/// # Errors
/// The [`Refusal`] of the first rule that does not hold.
pub fn decide(provider: &Provider, envelope: &ProviderEnvelope) -> Result<Vec<ProviderEvent>, Refusal> {
    let desk = Desk { provider, envelope, at: envelope.at };
    desk.permitted()?;
    Ok(vec![match &envelope.command {
        ProviderCommand::IssueCertificate(it) => desk.issue(it)?,
        ProviderCommand::RenewCertificate(it) => desk.renew(it)?,
        ProviderCommand::SuspendCertificate(it) => {
            let number = desk.certificate(&it.number, &[CertificateStanding::Valid])?.number.clone();
            let (at, suspended_by, reason) = (desk.at, desk.person(), desk.reason(&it.reason)?);
            let event = CertificateSuspended { at, suspended_by, number, reason };
            ProviderEvent::CertificateSuspended(event)
        }
        ProviderCommand::ResumeCertificate(it) => {
            let number = desk.certificate(&it.number, &[CertificateStanding::Suspended])?.number.clone();
            let event = CertificateResumed { at: desk.at, resumed_by: desk.person(), number };
            ProviderEvent::CertificateResumed(event)
        }
        ProviderCommand::RevokeCertificate(it) => {
            let stands = [CertificateStanding::Valid, CertificateStanding::Suspended];
            let number = desk.certificate(&it.number, &stands)?.number.clone();
            let (at, revoked_by, reason) = (desk.at, desk.person(), desk.reason(&it.reason)?);
            ProviderEvent::CertificateRevoked(CertificateRevoked { at, revoked_by, number, reason })
        }
        ProviderCommand::RecordCertificateExpired(it) => return desk.expired(&it.number),
        ProviderCommand::RequestException(it) => desk.request(it)?,
        ProviderCommand::GrantException(it) => desk.grant(it)?,
        ProviderCommand::RefuseException(it) => {
            let exception = desk.asked_by_another(&it.exception)?.id.clone();
            let (at, refused_by, reason) = (desk.at, desk.person(), desk.reason(&it.reason)?);
            ProviderEvent::ExceptionRefused(ExceptionRefused { at, refused_by, exception, reason })
        }
        ProviderCommand::EndException(it) => {
            let exception = desk.exception(&it.exception, ExceptionStanding::Granted)?.id.clone();
            let (at, ended_by, reason) = (desk.at, desk.person(), desk.reason(&it.reason)?);
            ProviderEvent::ExceptionEnded(ExceptionEnded { at, ended_by, exception, reason })
        }
    }])
}

/// A command on the table, with the provider it is about.
struct Desk<'a> {
    provider: &'a Provider,
    envelope: &'a ProviderEnvelope,
    at: Timestamp,
}

impl Desk<'_> {
    /// The regulator decides and is no officer of this provider; the provider's own manager asks (LY-1a).
    fn permitted(&self) -> Result<(), Refusal> {
        let by = &self.envelope.by;
        let own = by.body.as_ref() == Some(&self.envelope.provider);
        let regulator = by.role == Role::Regulator && !own;
        let manager = by.role == Role::ProviderManager && own;
        let may = match &self.envelope.command {
            ProviderCommand::RequestException(_) => manager,
            ProviderCommand::EndException(_) => manager || regulator,
            ProviderCommand::RecordCertificateExpired(_) => by.role == Role::System,
            _ => regulator,
        };
        let command = self.envelope.command.name();
        if may { Ok(()) } else { Err(Refusal::DirectoryNotPermitted { role: by.role, command }) }
    }

    fn person(&self) -> crate::ids::PersonId {
        self.envelope.by.person.clone()
    }

    fn reason(&self, reason: &str) -> Result<String, Refusal> {
        let command = self.envelope.command.name();
        input::text(reason, input::MAX_FREE_TEXT).map_err(|_| Refusal::DirectoryReasonRequired { command })
    }

    fn certificate(&self, number: &str, wanted: &[CertificateStanding]) -> Result<&Certificate, Refusal> {
        let unknown = || Refusal::CertificateUnknown { number: number.chars().take(80).collect() };
        let held = self.provider.certificate(number.trim()).ok_or_else(unknown)?;
        if wanted.contains(&held.standing) {
            return Ok(held);
        }
        Err(Refusal::CertificateStanding { number: held.number.clone(), standing: held.standing })
    }

    fn issue(&self, command: &IssueCertificate) -> Result<ProviderEvent, Refusal> {
        let number = input::name(&command.number).map_err(|problem| invalid("number", problem))?;
        if self.provider.certificate(&number).is_some() {
            let problem = Text::new(
                "هذا الرقم مستخدم لشهادة أخرى، يُرجى إدخال رقم الشهادة الجديدة",
                "another certificate has this number: give the number of the new one",
            );
            return Err(invalid("number", problem));
        }
        some_services(&command.covers)?;
        if command.from >= command.until {
            return Err(invalid("until", ends_first()));
        }
        self.ahead(command.until)?;
        self.checked(&command.checklist, &command.covers)?;
        Ok(ProviderEvent::CertificateIssued(CertificateIssued {
            at: self.at,
            issued_by: self.person(),
            number,
            covers: command.covers.clone(),
            from: command.from,
            until: command.until,
            checklist: command.checklist.clone(),
        }))
    }

    /// A renewal goes on where the term ends; after the end it begins anew, and what lay between stays uncovered.
    fn renew(&self, command: &RenewCertificate) -> Result<ProviderEvent, Refusal> {
        let held = self.certificate(&command.number, &[CertificateStanding::Valid])?;
        let from = held.until().map_or(self.at, |until| until.max(self.at));
        if command.until <= from {
            let problem = Text::new(
                format!("الشهادة سارية حتى {}، يُرجى تحديد تاريخ لاحق", isolate(&from.to_string())),
                format!("it runs until {from} as it is: give a later end"),
            );
            return Err(invalid("until", problem));
        }
        self.checked(&command.checklist, &held.covers)?;
        Ok(ProviderEvent::CertificateRenewed(CertificateRenewed {
            at: self.at,
            renewed_by: self.person(),
            number: held.number.clone(),
            from,
            until: command.until,
            checklist: command.checklist.clone(),
        }))
    }

    /// Once for each end; a second time there is nothing left to record.
    fn expired(&self, number: &str) -> Result<Vec<ProviderEvent>, Refusal> {
        let stands = [CertificateStanding::Valid, CertificateStanding::Suspended];
        let held = self.certificate(number, &stands)?;
        let Some(until) = held.until().filter(|_| held.has_expired(self.at)) else {
            let until = held.until().map_or_else(String::new, |until| until.to_string());
            return Err(Refusal::TermNotOver { until, term: rule::CERTIFICATE_TERM });
        };
        let left = held.ends_unrecorded(self.at).then(|| CertificateExpired {
            at: self.at,
            number: held.number.clone(),
            until,
        });
        Ok(left.into_iter().map(ProviderEvent::CertificateExpired).collect())
    }

    /// Every condition of the list is there, once, and met or excepted.
    fn checked(&self, checklist: &Checklist, covers: &Covers) -> Result<(), Refusal> {
        let unknown = |path: String| {
            invalid(
                &path,
                Text::new(
                    "لا يوجد هذا البند في قائمة الشروط، أو ورد أكثر من مرة، يُرجى مراجعة القائمة",
                    "the list has no such condition, or it is there twice: look at the list",
                ),
            )
        };
        let list = conditions(checklist.list).ok_or_else(|| unknown("checklist.list".to_owned()))?;
        let mut open: Vec<&str> = list.iter().map(|condition| condition.id).collect();
        let mut failed = Vec::new();
        for item in &checklist.items {
            let path = || format!("checklist.{}", item.condition.chars().take(80).collect::<String>());
            let place = open.iter().position(|id| *id == item.condition).ok_or_else(|| unknown(path()))?;
            let id = open.remove(place);
            if let Some(note) = &item.note {
                input::text(note, input::MAX_FREE_TEXT).map_err(|problem| invalid(&path(), problem))?;
            }
            match &item.result {
                CheckResult::Met => {}
                CheckResult::NotMet => failed.push(id.to_owned()),
                CheckResult::Excepted { exception } => self.excepted(exception, id, covers)?,
            }
        }
        let unchecked: Vec<_> = open.into_iter().map(str::to_owned).collect();
        if unchecked.is_empty() && failed.is_empty() {
            return Ok(());
        }
        Err(Refusal::ChecklistIncomplete { unchecked, failed })
    }

    /// Only an exception in force, for all that the certificate is for, stands in for a condition.
    fn excepted(&self, id: &ExceptionId, condition: &str, covers: &Covers) -> Result<(), Refusal> {
        let held = self.exception(id, ExceptionStanding::Granted)?;
        if held.is_in_force(self.at) && held.excepts(condition) && held.covers.includes_all(covers) {
            return Ok(());
        }
        Err(invalid(
            &format!("checklist.{condition}"),
            Text::new(
                "هذا الاستثناء غير سارٍ الآن، أو لا يشمل هذا البند أو كل خدمات الشهادة، يُرجى مراجعة الاستثناء",
                "this exception is not in force, or not for this condition and all services of the certificate",
            ),
        ))
    }

    fn request(&self, command: &RequestException) -> Result<ProviderEvent, Refusal> {
        let justification = input::text(&command.justification, input::MAX_FREE_TEXT);
        let lacks: Vec<_> = [
            (command.articles.is_empty(), ExceptionPart::Articles),
            (command.covers.is_empty(), ExceptionPart::Services),
            (command.until.is_none(), ExceptionPart::End),
            (command.justification.trim().is_empty(), ExceptionPart::Justification),
        ]
        .into_iter()
        .filter_map(|(lacks, part)| lacks.then_some(part))
        .collect();
        let (Some(until), true) = (command.until, lacks.is_empty()) else {
            return Err(Refusal::ExceptionIncomplete { kind: command.kind, lacks });
        };
        let justification = justification.map_err(|problem| invalid("justification", problem))?;
        if command.reason.family() != Family::Exc {
            let given = command.reason.code().to_owned();
            return Err(Refusal::ReasonUnknown { given, family: Family::Exc });
        }
        if command.from >= until {
            return Err(invalid("until", ends_first()));
        }
        self.ahead(until)?;
        let number = self.provider.exceptions().count() + 1;
        Ok(ProviderEvent::ExceptionRequested(ExceptionRequested {
            at: self.at,
            requested_by: self.person(),
            exception: ExceptionId::of(&self.envelope.provider, number),
            kind: command.kind,
            articles: command.articles.clone(),
            covers: command.covers.clone(),
            from: command.from,
            until,
            reason: command.reason,
            justification,
        }))
    }

    fn grant(&self, command: &GrantException) -> Result<ProviderEvent, Refusal> {
        let held = self.asked_by_another(&command.exception)?;
        let until = command.until.unwrap_or(held.until);
        if until > held.until || until <= held.from {
            let asked = held.until.to_string();
            let problem = Text::new(
                format!("طُلب الاستثناء حتى {}، ولا يُمنح لمدة أطول أو لمدة تنتهي قبل بدايتها", isolate(&asked)),
                format!("it was asked for until {asked}: grant it for as long or less"),
            );
            return Err(invalid("until", problem));
        }
        self.ahead(until)?;
        let note = command.note.as_deref().map(|note| input::text(note, input::MAX_FREE_TEXT)).transpose();
        Ok(ProviderEvent::ExceptionGranted(ExceptionGranted {
            at: self.at,
            granted_by: self.person(),
            exception: held.id.clone(),
            until,
            note: note.map_err(|problem| invalid("note", problem))?,
        }))
    }

    fn exception(&self, id: &ExceptionId, wanted: ExceptionStanding) -> Result<&Exception, Refusal> {
        let unknown = || Refusal::ExceptionUnknown { exception: id.to_string() };
        let held = self.provider.exception(id).ok_or_else(unknown)?;
        if held.standing == wanted {
            return Ok(held);
        }
        Err(Refusal::ExceptionStanding { exception: id.to_string(), standing: held.standing })
    }

    /// An exception that waits for its answer, and not from whoever asked for it.
    fn asked_by_another(&self, id: &ExceptionId) -> Result<&Exception, Refusal> {
        let held = self.exception(id, ExceptionStanding::Requested)?;
        if held.requested_by == self.envelope.by.person {
            return Err(Refusal::ExceptionSamePerson { exception: id.to_string() });
        }
        Ok(held)
    }

    /// What is given ends in the future.
    fn ahead(&self, until: Timestamp) -> Result<(), Refusal> {
        if until > self.at {
            return Ok(());
        }
        let problem =
            Text::new("هذا التاريخ انقضى، يُرجى تحديد تاريخ لاحق", "that is over already: give a later end");
        Err(invalid("until", problem))
    }
}

fn some_services(covers: &Covers) -> Result<(), Refusal> {
    if !covers.is_empty() {
        return Ok(());
    }
    let problem = Text::new(
        "لم تُحدَّد أي خدمة، يُرجى تحديد الخدمات أو جعل الشهادة لجميعها",
        "no service is named: name some, or all",
    );
    Err(invalid("covers", problem))
}

fn ends_first() -> Text {
    Text::new(
        "يجب أن يكون تاريخ النهاية لاحقاً لتاريخ البداية، يُرجى تصحيح التاريخين",
        "it ends before it begins: correct the two",
    )
}

fn invalid(path: &str, problem: Text) -> Refusal {
    Refusal::FieldInvalid { path: path.to_owned(), problem }
}
