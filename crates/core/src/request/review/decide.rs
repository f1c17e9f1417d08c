//! Deciding in review.

use std::collections::{BTreeMap, BTreeSet};

use super::command::{Change, Correct, ExtendCorrectionPeriod, PassVerification, RequestCorrections};
use super::event::{
    Corrected, CorrectionPeriodExtended, CorrectionsRequested, DocumentChange, FaultyItem,
    PersonalCorrections, Target, ValueChange, VerificationPassed, VerificationStarted,
};
use crate::command_kind::CommandKind;
use crate::definition::{NoAnswer, ServiceDefinition};
use crate::ids::{ExceptionId, FieldId};
use crate::input;
use crate::personal::Personal;
use crate::reason::{Family, ReasonCode};
use crate::refusal::Refusal;
use crate::request::bench::Bench;
use crate::request::clock;
use crate::request::event::Event;
use crate::request::intake::{
    accept_answers, accept_documents, check_corrected, medium_accepted, record_identification,
};
use crate::request::notices::{self, Purpose};
use crate::request::values::{self, not_the_applicants};
use crate::rule;
use crate::stage::Stage;
use crate::text::{Text, isolate};

/// Begins to verify; a second time changes nothing.
pub(in crate::request) fn start(bench: &mut Bench<'_>) -> Result<(), Refusal> {
    if !bench.state.review.started {
        bench.emit(Event::VerificationStarted(VerificationStarted { at: bench.at }));
    }
    Ok(())
}

/// Asks for corrections: items with instructions, a term, the clock suspended, the duty to tell (LY-16.2).
pub(in crate::request) fn request(bench: &mut Bench<'_>, command: RequestCorrections) -> Result<(), Refusal> {
    let definition = bench.definition()?;
    bench.require(rule::CORRECTIONS, !command.items.is_empty(), || Refusal::InstructionsRequired)?;
    let rounds = definition.corrections.rounds;
    let within = bench.state.review.rounds < rounds;
    bench.require(rule::CORRECTION_ROUNDS, within, || Refusal::CorrectionRounds { allowed: rounds })?;
    let mut items: Vec<FaultyItem> = Vec::with_capacity(command.items.len());
    let mut instructions = Vec::with_capacity(command.items.len());
    for item in command.items {
        bench.reason_of(Family::Cor, item.fault)?;
        known(&definition, &item.target)?;
        if items.iter().any(|other| other.target == item.target) {
            let problem = Text::new(
                "العنصر مذكور أكثر من مرة، يُرجى جمع تعليماته في موضع واحد",
                "is named twice: join the instructions",
            );
            return Err(Refusal::FieldInvalid { path: item.target.path(), problem });
        }
        instructions.push(instruction(item.instruction.into_inner())?);
        items.push(FaultyItem { target: item.target, fault: item.fault });
    }
    let due = clock::term(bench, definition.corrections.working_days)?;
    let subject = bench.applicant()?.person;
    bench.emit(Event::CorrectionsRequested(CorrectionsRequested {
        at: bench.at,
        round: bench.state.review.rounds + 1,
        items,
        due,
        instructions: Personal::clear(subject, instructions),
    }));
    clock::suspend(bench, bench.at, ReasonCode::SusAwaitingCorrection)?;
    notices::tell(bench, Purpose::Corrections);
    Ok(())
}

/// An instruction says in both languages what to do.
fn instruction(text: Text) -> Result<Text, Refusal> {
    let accept = |text: &str| input::text(text, input::MAX_FREE_TEXT);
    match (accept(&text.ar), accept(&text.en)) {
        (Ok(ar), Ok(en)) => Ok(Text { ar, en }),
        _ if text.ar.trim().is_empty() || text.en.trim().is_empty() => Err(Refusal::InstructionsRequired),
        (Err(problem), _) | (_, Err(problem)) => {
            Err(Refusal::FieldInvalid { path: "items.instruction".to_owned(), problem })
        }
    }
}

fn known(definition: &ServiceDefinition, target: &Target) -> Result<(), Refusal> {
    let known = match target {
        Target::Field(field) => {
            let field = definition.field(field);
            if let Some(problem) = field.and_then(not_the_applicants) {
                return Err(Refusal::FieldInvalid { path: target.path(), problem });
            }
            field.is_some()
        }
        Target::Document(kind) => definition.document(kind).is_some(),
    };
    let problem = || {
        Text::new(
            "لا يوجد هذا الحقل أو المستند في تعريف الخدمة، يُرجى التحقق من الرمز",
            "the service has no such field or document",
        )
    };
    if known { Ok(()) } else { Err(Refusal::FieldInvalid { path: target.path(), problem: problem() }) }
}

/// Gives more time; the new term must end later than the old one.
pub(in crate::request) fn extend_period(
    bench: &mut Bench<'_>,
    command: ExtendCorrectionPeriod,
) -> Result<(), Refusal> {
    bench.reason_of(Family::Ext, command.reason)?;
    let stage = bench.state.stage;
    let wrong = || Refusal::WrongStage { stage, command: CommandKind::ExtendCorrectionPeriod };
    let old = bench.state.review.due().ok_or_else(wrong)?;
    let new = clock::term(bench, command.working_days)?;
    bench.require(rule::CORRECTION_TERM, new > old, || Refusal::FieldInvalid {
        path: "working_days".to_owned(),
        problem: Text::new(
            format!(
                "المهلة الحالية سارية حتى {}، يُرجى تحديد عدد أكبر من أيام العمل",
                isolate(&old.due_date.to_string())
            ),
            format!("the term already runs until {}: give more days", old.due_date),
        ),
    })?;
    bench.emit(Event::CorrectionPeriodExtended(CorrectionPeriodExtended {
        at: bench.at,
        reason: command.reason,
        old,
        new,
    }));
    Ok(())
}

/// Takes corrections in: only the named items change (LY-16.2b), and the clock runs again.
pub(in crate::request) fn correct(bench: &mut Bench<'_>, command: Correct) -> Result<(), Refusal> {
    let definition = bench.definition()?;
    let stage = bench.state.stage;
    let wrong = || Refusal::WrongStage { stage, command: CommandKind::Correct };
    let open = bench.state.review.open.clone().ok_or_else(wrong)?;
    if definition.corrections.on_no_answer == NoAnswer::LapseAutomatic {
        let in_time = bench.at < open.due.due_at;
        bench.require(rule::CORRECTION_TERM, in_time, || Refusal::DeadlinePassed {
            due: open.due.due_date.to_string(),
            term: rule::CORRECTION_TERM,
        })?;
    }
    let statement =
        command.statement.into_inner().map(|text| input::text(&text, input::MAX_FREE_TEXT)).transpose();
    let statement =
        statement.map_err(|problem| Refusal::FieldInvalid { path: "statement".to_owned(), problem })?;
    if command.changes.is_empty() && statement.is_none() {
        let problem = Text::new(
            "يُرجى تعديل عنصر واحد على الأقل من العناصر المطلوب تصحيحها، أو بيان سبب عدم التعديل في إفادة مكتوبة",
            "change at least one of the items, or say why not in a statement",
        );
        return Err(Refusal::FieldInvalid { path: "changes".to_owned(), problem });
    }
    let mut event = answer(bench, &definition, &open, command.changes)?;
    let subject = bench.applicant()?.person;
    let asks_source =
        event.iter_fields().any(|id| definition.field(id).is_some_and(|f| f.trusted_source().is_some()));
    event.personal.statement = statement;
    let filed: Vec<_> = event.documents.values().filter_map(|change| change.new.clone()).collect();
    let medium = medium_accepted(bench, command.medium, (CommandKind::Correct, None), &filed)?;
    bench.emit(Event::Corrected(Corrected {
        at: bench.at,
        round: open.round,
        values: event.values,
        documents: event.documents,
        personal: Personal::clear(subject, event.personal),
        medium,
    }));
    if asks_source && let Some(found) = bench.facts.identification.clone() {
        record_identification(bench, &definition, found);
    }
    values::compute(bench, &definition)?;
    check_corrected(bench, &definition)?;
    clock::resume_after_corrections(bench)
}

/// The changes of one answer, sorted into what is personal and what is not.
#[derive(Default)]
struct Sorted {
    values: BTreeMap<FieldId, ValueChange>,
    documents: BTreeMap<crate::ids::DocumentKind, DocumentChange>,
    personal: PersonalCorrections,
}

impl Sorted {
    fn iter_fields(&self) -> impl Iterator<Item = &FieldId> {
        self.values.keys().chain(self.personal.values.keys())
    }
}

fn answer(
    bench: &mut Bench<'_>,
    definition: &ServiceDefinition,
    open: &CorrectionsRequested,
    changes: Vec<Change>,
) -> Result<Sorted, Refusal> {
    let before = bench.state.intake.answers.read()?;
    let mut sorted = Sorted::default();
    let mut seen = BTreeSet::new();
    for change in changes {
        let target = change.target();
        if !seen.insert(target.clone()) {
            let problem =
                Text::new("العنصر مذكور أكثر من مرة، يُرجى ذكره مرة واحدة", "is there twice: change it once");
            return Err(Refusal::FieldInvalid { path: target.path(), problem });
        }
        let named = open.items.iter().any(|item| item.target == target);
        let held = &bench.state.intake.documents;
        let adds = matches!(&change, Change::Document(document) if !held.contains_key(&document.kind));
        bench.require(rule::ONLY_NAMED_ITEMS, named || adds, || Refusal::FieldNotOpen {
            path: target.path(),
        })?;
        match change {
            Change::Answer { field, value } => {
                let accepted =
                    accept_answers(definition, BTreeMap::from([(field.clone(), value.into_inner())]))?;
                sorted.value(definition, &before, field.clone(), accepted.into_values().next());
            }
            Change::RemoveAnswer(field) => sorted.value(definition, &before, field, None),
            Change::Document(document) => {
                for document in accept_documents(definition, vec![document])? {
                    let old = bench.state.intake.documents.get(&document.kind).cloned();
                    sorted
                        .documents
                        .insert(document.kind.clone(), DocumentChange { old, new: Some(document) });
                }
            }
            Change::RemoveDocument(kind) => {
                let old = bench.state.intake.documents.get(&kind).cloned();
                sorted.documents.insert(kind, DocumentChange { old, new: None });
            }
        }
    }
    Ok(sorted)
}

impl Sorted {
    fn value(
        &mut self,
        definition: &ServiceDefinition,
        before: &BTreeMap<FieldId, crate::value::Value>,
        field: FieldId,
        new: Option<crate::value::Value>,
    ) {
        let change = ValueChange { old: before.get(&field).cloned(), new };
        let personal = definition.field(&field).is_none_or(|field| field.personal);
        if personal { &mut self.personal.values } else { &mut self.values }.insert(field, change);
    }
}

/// Finds the request verified: what a trusted source owns must come from it (LY-17.2).
pub(in crate::request) fn pass(bench: &mut Bench<'_>, command: PassVerification) -> Result<(), Refusal> {
    let definition = bench.definition()?;
    if bench.state.stage == Some(Stage::AwaitingCorrection) {
        go_on_without_answer(bench, &definition)?;
    }
    for id in &command.checked {
        let known = definition.fields().any(|field| field.id.as_str() == id)
            || definition.documents.iter().any(|document| document.id.as_str() == id)
            || definition.conditions.iter().any(|condition| condition.id.as_str() == id);
        bench.require(rule::VERIFIED, known, || Refusal::FieldInvalid {
            path: format!("checked.{id}"),
            problem: Text::new(
                "لا يوجد هذا الحقل أو المستند أو الشرط في تعريف الخدمة، يُرجى التحقق من الرمز",
                "the service has no such field, document or condition",
            ),
        })?;
    }
    let exception = trusted(bench, &definition)?;
    start(bench)?;
    bench.emit(Event::VerificationPassed(VerificationPassed {
        at: bench.at,
        checked: command.checked,
        exception,
    }));
    Ok(())
}

/// Without an answer an officer goes on only where the definition says so, and after the term.
fn go_on_without_answer(bench: &mut Bench<'_>, definition: &ServiceDefinition) -> Result<(), Refusal> {
    let stage = bench.state.stage;
    let may = definition.corrections.on_no_answer == NoAnswer::DecideAsIs;
    bench.require(rule::CORRECTION_TERM, may, || Refusal::WrongStage {
        stage,
        command: CommandKind::PassVerification,
    })?;
    if let Some(due) = bench.state.review.due() {
        let over = bench.at >= due.due_at;
        bench.require(rule::CORRECTION_TERM, over, || Refusal::TermNotOver {
            until: due.due_date.to_string(),
            term: rule::CORRECTION_TERM,
        })?;
    }
    clock::resume_after_corrections(bench)
}

/// Every answered value that a trusted source owns was confirmed by it, or an exception lets it be claimed (LY-5e).
pub(in crate::request) fn trusted(
    bench: &mut Bench<'_>,
    definition: &ServiceDefinition,
) -> Result<Option<ExceptionId>, Refusal> {
    let mut under = None;
    let answers = bench.state.intake.answers.read()?;
    for field in definition.fields() {
        if field.trusted_source().is_none() || !answers.contains_key(&field.id) {
            continue;
        }
        let confirmed = bench.state.is_trusted(&field.id);
        if !confirmed && let Some(exception) = bench.exception_from(rule::TRUSTED_DATA) {
            bench.found(rule::TRUSTED_DATA, false, field.id.as_str());
            under = Some(exception);
            continue;
        }
        bench.require(rule::TRUSTED_DATA, confirmed, || Refusal::EvidenceMissing {
            item: field.id.to_string(),
        })?;
    }
    Ok(under)
}
