//! Documents that came on a storage medium: a documented exception, entered by a clerk (LY-7.2).

use serde::{Deserialize, Serialize};

use super::command::Document;
use crate::actor::Role;
use crate::command_kind::CommandKind;
use crate::ids::{DocumentKind, PersonId};
use crate::input;
use crate::instant::Timestamp;
use crate::named::named_enum;
use crate::party::Channel;
use crate::reason::{Family, ReasonCode};
use crate::refusal::Refusal;
use crate::request::bench::Bench;
use crate::rule;
use crate::text::{Text, Words};

fn kind_words(name: &str) -> Option<Words> {
    Some(match name {
        "FlashDrive" => Words { ar: "ذاكرة فلاش", en: "flash drive" },
        "MemoryCard" => Words { ar: "بطاقة ذاكرة", en: "memory card" },
        "OpticalDisc" => Words { ar: "قرص ضوئي", en: "optical disc" },
        "ExternalDisk" => Words { ar: "قرص خارجي", en: "external disk" },
        _ => return None,
    })
}

named_enum! {
    /// What documents came on.
    pub enum MediumKind, words = kind_words, {
        /// A flash drive.
        FlashDrive = "flash_drive",
        /// A memory card.
        MemoryCard = "memory_card",
        /// A CD, a DVD or the like.
        OpticalDisc = "optical_disc",
        /// An external disk.
        ExternalDisk = "external_disk",
    }
}

/// One file as it was on the medium.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "part of an event's shape")]
pub struct MediumFile {
    /// Which of the documents filed it is.
    pub document: DocumentKind,
    /// The SHA-256 of the file as it was on the medium, 64 hexadecimal digits.
    pub sha256: String,
}

/// A storage medium as it was handed over; on the event, whatever was found in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "part of an event's shape")]
pub struct StorageMedium {
    /// What it was.
    pub kind: MediumKind,
    /// Who received it.
    pub received_by: PersonId,
    /// When they received it; the request counts from its filing all the same (LY-14.1).
    pub received_at: Timestamp,
    /// Why it could not come electronically: `EXC.MANUAL_RECORDS` or `EXC.TECHNICAL_IMPOSSIBILITY`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<ReasonCode>,
    /// Every file that was taken from it.
    pub files: Vec<MediumFile>,
}

impl StorageMedium {
    /// A medium received by somebody at an instant, with nothing said of its files yet.
    pub fn new(kind: MediumKind, received_by: PersonId, received_at: Timestamp, reason: ReasonCode) -> Self {
        Self { kind, received_by, received_at, reason: Some(reason), files: Vec::new() }
    }

    /// The same with these documents, each with the hash it was read with.
    #[must_use]
    pub fn with(mut self, documents: &[Document]) -> Self {
        let file = |it: &Document| MediumFile { document: it.kind.clone(), sha256: it.sha256.clone() };
        self.files = documents.iter().map(file).collect();
        self
    }
}

/// The ways in at which a clerk takes a medium.
const AT_A_DESK: [Channel; 3] = [Channel::ServiceCentre, Channel::Desk, Channel::Post];

/// A clerk's record of a medium, as far as it is in order; nothing where nothing came on one.
pub(in crate::request) fn accepted(
    bench: &mut Bench<'_>,
    medium: Option<StorageMedium>,
    (command, channel): (CommandKind, Option<Channel>),
    documents: &[Document],
) -> Result<Option<StorageMedium>, Refusal> {
    let Some(medium) = medium else { return Ok(None) };
    let role = bench.by.role;
    bench.require(rule::STORAGE_MEDIUM, role == Role::Clerk, || Refusal::NotPermitted { role, command })?;
    if let Some(channel) = channel {
        let here = AT_A_DESK.contains(&channel);
        let allowed = AT_A_DESK.to_vec();
        bench.require(rule::STORAGE_MEDIUM, here, || Refusal::WrongChannel { channel, allowed })?;
    }
    let why = [ReasonCode::ExcManualRecords, ReasonCode::ExcTechnicalImpossibility];
    bench.require(rule::STORAGE_MEDIUM, medium.reason.is_some(), || Refusal::MediumReasonRequired)?;
    if let Some(reason) = medium.reason.filter(|reason| !why.contains(reason)) {
        return Err(Refusal::ReasonUnknown { given: reason.code().to_owned(), family: Family::Exc });
    }
    if medium.received_at > bench.at {
        return Err(invalid(
            "received_at",
            Text::new(
                "لا يُستلم الوسيط بعد تسجيله، يُرجى تصحيح وقت الاستلام",
                "a medium isn't received after it is filed: correct the instant",
            ),
        ));
    }
    files(&medium, documents)?;
    Ok(Some(medium))
}

/// Every file is one of the documents filed with it, once, and what was read is what was on the medium.
fn files(medium: &StorageMedium, documents: &[Document]) -> Result<(), Refusal> {
    if medium.files.is_empty() {
        let problem = Text::new(
            "يُرجى ذكر كل ملف ورد على الوسيط مع بصمته الرقمية",
            "name every file that came on the medium, with its hash",
        );
        return Err(invalid("files", problem));
    }
    for (place, file) in medium.files.iter().enumerate() {
        let path = format!("files.{}", file.document);
        input::sha256(&file.sha256).map_err(|problem| invalid(&path, problem))?;
        let twice = medium.files.iter().take(place).any(|other| other.document == file.document);
        let filed = documents.iter().find(|document| document.kind == file.document);
        let same = filed.is_some_and(|filed| filed.sha256.eq_ignore_ascii_case(&file.sha256));
        if twice || !same {
            let problem = Text::new(
                "لا يطابق الملف المقدَّم ما ورد على الوسيط، أو ذُكر أكثر من مرة، يُرجى مراجعة الملفات وبصماتها الرقمية",
                "it is not the file that was filed, or is there twice: look at the files and their hashes",
            );
            return Err(invalid(&path, problem));
        }
    }
    Ok(())
}

fn invalid(path: &str, problem: Text) -> Refusal {
    Refusal::FieldInvalid { path: format!("medium.{path}"), problem }
}
