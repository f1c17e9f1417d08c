//! What an attempt may hold, and what it still lacks (articles 13 and 15.3).

use std::collections::BTreeMap;

use time::Date;

use super::command::Document;
use super::event::{Missing, MissingKind};
use crate::definition::{DocumentType, Requirement, Scope, ServiceDefinition};
use crate::ids::{DocumentKind, FieldId};
use crate::input;
use crate::party::Party;
use crate::refusal::Refusal;
use crate::request::values::not_the_applicants;
use crate::text::{Text, isolate, listed};
use crate::value::Value;

fn invalid(path: impl Into<String>, ar: impl Into<String>, en: impl Into<String>) -> Refusal {
    Refusal::FieldInvalid { path: path.into(), problem: Text::new(ar, en) }
}

/// Takes answers in: known fields, right shapes, bounded size.
///
/// # Errors
/// [`Refusal::FieldInvalid`] for the first field, in form order, that can't be taken in.
pub fn accept_answers(
    definition: &ServiceDefinition,
    mut answers: BTreeMap<FieldId, Value>,
) -> Result<BTreeMap<FieldId, Value>, Refusal> {
    let mut accepted = BTreeMap::new();
    for field in definition.fields() {
        let Some(value) = answers.remove(&field.id) else { continue };
        let path = || format!("answers.{}", field.id);
        if let Some(problem) = not_the_applicants(field) {
            return Err(Refusal::FieldInvalid { path: path(), problem });
        }
        accepted.insert(
            field.id.clone(),
            field.accept(value).map_err(|problem| Refusal::FieldInvalid { path: path(), problem })?,
        );
    }
    if let Some(unknown) = answers.keys().next() {
        return Err(invalid(
            format!("answers.{unknown}"),
            "لا يوجد هذا الحقل في نماذج الخدمة، يُرجى حذفه",
            "the service has no such field: remove it",
        ));
    }
    let bytes: usize = accepted.values().map(|value| value.to_string().len()).sum();
    if bytes > input::MAX_ANSWERS {
        return Err(invalid(
            "answers",
            format!(
                "حجم الإجابات أكبر من المسموح به، يُرجى اختصارها (الحد الأقصى لمجموعها بالبايت: {})",
                input::MAX_ANSWERS
            ),
            format!("give at most {} bytes in all", input::MAX_ANSWERS),
        ));
    }
    Ok(accepted)
}

/// Takes documents in: known kinds, each once, of an allowed format and size, none of them classified.
///
/// # Errors
/// [`Refusal::OutOfScopeDocument`] or [`Refusal::FieldInvalid`] for the first that can't be taken in.
pub fn accept_documents(
    definition: &ServiceDefinition,
    documents: Vec<Document>,
) -> Result<Vec<Document>, Refusal> {
    accept_each(documents, |document| {
        let path = format!("documents.{}", document.kind);
        let kind = definition.document(&document.kind).ok_or_else(|| {
            invalid(
                path,
                "لا تتطلب الخدمة هذا المستند، يُرجى حذفه",
                "the service has no such document: remove it",
            )
        })?;
        accept_document(Some(kind), document)
    })
}

/// Takes documents of another body in: each once, none of them classified, of whatever kind it sends.
///
/// # Errors
/// [`Refusal::OutOfScopeDocument`] or [`Refusal::FieldInvalid`] for the first that can't be taken in.
pub(in crate::request) fn accept_foreign_documents(
    documents: Vec<Document>,
) -> Result<Vec<Document>, Refusal> {
    accept_each(documents, |document| accept_document(None, document))
}

/// What holds for documents of anybody.
fn accept_each(
    documents: Vec<Document>,
    mut accept: impl FnMut(&mut Document) -> Result<(), Refusal>,
) -> Result<Vec<Document>, Refusal> {
    if documents.len() > input::MAX_DOCUMENTS {
        return Err(invalid(
            "documents",
            format!(
                "عدد المستندات أكبر من المسموح به، يُرجى تقليله (الحد الأقصى لعدد المستندات: {})",
                input::MAX_DOCUMENTS
            ),
            format!("give at most {} documents", input::MAX_DOCUMENTS),
        ));
    }
    let mut accepted: Vec<Document> = Vec::with_capacity(documents.len());
    for mut document in documents {
        if document.classified {
            return Err(Refusal::OutOfScopeDocument { document: document.kind.to_string() });
        }
        if accepted.iter().any(|other| other.kind == document.kind) {
            return Err(invalid(
                format!("documents.{}", document.kind),
                "المستند مرفق أكثر من مرة، يُرجى إرفاقه مرة واحدة",
                "is there twice: give one",
            ));
        }
        accept(&mut document)?;
        accepted.push(document);
    }
    Ok(accepted)
}

fn accept_document(kind: Option<&DocumentType>, document: &mut Document) -> Result<(), Refusal> {
    let path = |part: &str| format!("documents.{}{part}", document.kind);
    input::sha256(&document.sha256)
        .map_err(|problem| Refusal::FieldInvalid { path: path(".sha256"), problem })?;
    let format = document.format.to_ascii_lowercase();
    let formats = kind.map_or(&[][..], |kind| &kind.formats);
    if !formats.is_empty() && !formats.contains(&format) {
        let formats = listed(formats.iter().map(String::as_str));
        return Err(invalid(
            path(".format"),
            format!("صيغة الملف غير مقبولة، يُرجى إرفاق الملف بإحدى الصيغ الآتية: {}", formats.ar),
            format!("give one of {}", formats.en),
        ));
    }
    let most = kind.and_then(|kind| kind.max_bytes).unwrap_or(u64::MAX);
    if document.bytes == 0 || document.bytes > most {
        return Err(invalid(
            path(".bytes"),
            format!(
                "الملف فارغ أو أكبر من المسموح به، يُرجى إرفاق ملف غير فارغ (الحد الأقصى للحجم بالبايت: {most})"
            ),
            format!("give a file of 1 to {most} bytes"),
        ));
    }
    if let Some(locator) = &document.locator {
        let locator = input::name(locator)
            .map_err(|problem| Refusal::FieldInvalid { path: path(".locator"), problem })?;
        document.locator = Some(locator);
    }
    document.format = format;
    accept_form(kind, document)
}

/// The language, the signature and the standard of a document: proper where it says them, and as its kind asks where it does. A
/// document that says nothing of what is asked is not taken in (LY-10.2).
fn accept_form(kind: Option<&DocumentType>, document: &mut Document) -> Result<(), Refusal> {
    let path = |part: &str| format!("documents.{}.{part}", document.kind);
    let language = document.language.as_ref().map(|language| language.to_ascii_lowercase());
    if language.as_deref().is_some_and(|language| !input::is_language(language)) {
        return Err(invalid(
            path("language"),
            format!("يُرجى كتابة رمز اللغة، مثل {}", isolate("ar")),
            "give the code of a language, such as ar",
        ));
    }
    let standard = document.standard.as_deref().map(input::name).transpose();
    let standard = standard.map_err(|problem| Refusal::FieldInvalid { path: path("standard"), problem })?;
    if let Some(kind) = kind {
        if !kind.languages.is_empty() && !language.as_ref().is_some_and(|it| kind.languages.contains(it)) {
            let languages = listed(kind.languages.iter().map(String::as_str));
            return Err(invalid(
                path("language"),
                format!("يُرجى إرفاق المستند بإحدى اللغات الآتية وبيان لغته: {}", languages.ar),
                format!("give the document in one of {}, and say which", languages.en),
            ));
        }
        if kind.signed && !document.signed {
            return Err(invalid(
                path("signed"),
                "يجب أن يكون المستند موقّعاً إلكترونياً، يُرجى إرفاق النسخة الموقّعة وبيان ذلك",
                "give the document with its electronic signature, and say so",
            ));
        }
        if let Some(wanted) = kind.standard.as_ref().filter(|wanted| Some(*wanted) != standard.as_ref()) {
            return Err(invalid(
                path("standard"),
                format!("يُرجى إرفاق المستند وفق المعيار {} وبيان ذلك", isolate(wanted)),
                format!("give the document after the standard {wanted}, and say so"),
            ));
        }
    }
    (document.language, document.standard) = (language, standard);
    Ok(())
}

/// Everything a request lacks, in form order; nothing if it is complete.
///
/// `today` is the local date of the submission, on which documents must not be too old, and which conditions read.
///
/// # Errors
/// [`Refusal::DefinitionInvalid`] if a condition of the definition can't be judged on these answers.
pub fn missing(
    definition: &ServiceDefinition,
    applicant: &Party,
    answers: &BTreeMap<FieldId, Value>,
    documents: &BTreeMap<DocumentKind, Document>,
    declared: bool,
    today: Date,
) -> Result<Vec<Missing>, Refusal> {
    let scope = Scope::new(definition, answers, applicant).on(today);
    let mut missing = Vec::new();
    for form in &definition.forms {
        let mut absent = Vec::new();
        let asked = || form.fields.iter().filter(|field| not_the_applicants(field).is_none());
        for field in asked() {
            let required = required(&field.required, &scope, answers, &format!("field.{}", field.id))?;
            if required && !answers.contains_key(&field.id) {
                absent.push(Missing::new(MissingKind::Field, field.id.as_str()));
            }
        }
        let untouched = asked().all(|field| !answers.contains_key(&field.id));
        if untouched && !absent.is_empty() {
            missing.push(Missing::new(MissingKind::Form, form.id.as_str()));
        } else {
            missing.append(&mut absent);
        }
    }
    for kind in &definition.documents {
        let item = kind.id.as_str();
        match (documents.get(&kind.id), kind.not_older_than) {
            (None, _) => {
                if required(&kind.required, &scope, answers, &format!("document.{item}"))? {
                    missing.push(Missing::new(MissingKind::Document, item));
                }
            }
            (Some(document), Some(age)) => match document.issued_on {
                None => missing.push(Missing::new(MissingKind::DocumentDate, item)),
                Some(issued) if issued < age.before(today) => {
                    missing.push(Missing::new(MissingKind::DocumentTooOld, item));
                }
                Some(_) => {}
            },
            (Some(_), None) => {}
        }
    }
    if definition.rules.declaration && !declared {
        missing.push(Missing::new(MissingKind::Declaration, "declaration"));
    }
    Ok(missing)
}

/// A requirement that reads an unanswered field, and fails for it, waits for that field: it is missing itself.
fn required(
    requirement: &Requirement,
    scope: &Scope<'_>,
    answers: &BTreeMap<FieldId, Value>,
    path: &str,
) -> Result<bool, Refusal> {
    requirement.holds(scope).or_else(|error| {
        let reads = requirement.condition().and_then(|condition| condition.reads().ok()).unwrap_or_default();
        let waits = reads.iter().any(|name| !answers.contains_key(name.as_str()));
        if waits {
            Ok(false)
        } else {
            Err(Refusal::DefinitionInvalid { path: format!("{path}.required"), problem: error.text() })
        }
    })
}
