//! What each activity of the log is to the engine, worked out once, before anything is appended.

use std::collections::BTreeMap;

use talab::core::definition::ServiceDefinition;
use talab::core::request::Command;
use talab::core::request::decision::{ApproveDecision, Measure, Proposal, ProposeDecision};
use talab::core::request::execution::CompleteStep;
use talab::core::request::intake::{Acknowledge, CheckCompleteness};
use talab::core::request::parties::AddNote;
use talab::core::request::review::{CorrectionItem, RequestCorrections, Target};
use talab::core::{
    ApplicantClass, Channel, DocumentKind, Family, FieldId, Party, Private, Reason, ReasonCode, StepId,
};
use talab::{Actor, CommandId, Role, Submission, Text};
use uuid::Uuid;

use super::error::ImportError;
use super::names;
use crate::mapping::{Action, Mapping, ReasonItem, Wording};
use crate::xes::{Case, LogEvent};

/// The scheme and the source that a log is.
pub(super) const SOURCE: &str = "source-log";

/// How the whole log is imported.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) mapping: Mapping,
    pub(super) definition: ServiceDefinition,
    log: Uuid,
    class: ApplicantClass,
    /// The fields whose source is the log: each is answered with the case's name.
    sourced: Vec<FieldId>,
    acts: BTreeMap<String, Act>,
}

/// What an activity is.
#[derive(Debug)]
pub(super) struct Act {
    role: Role,
    pub(super) does: Does,
}

/// What an activity does.
#[derive(Debug)]
pub(super) enum Does {
    /// It opens the request.
    Submit,
    /// It is a command on it; the flag says whether it is only a note.
    Command { command: Box<Command>, note: bool },
}

impl Plan {
    /// # Errors
    /// [`ImportError::Unfit`] for the first activity that does not fit the definition.
    pub(super) fn new(mapping: Mapping, definition: ServiceDefinition) -> Result<Self, ImportError> {
        let mut acts = BTreeMap::new();
        for (name, activity) in &mapping.activities {
            let unfit = |problem: String| ImportError::Unfit { activity: name.clone(), problem };
            let role = Role::parse(&activity.role);
            let role = role.ok_or_else(|| unfit(format!("there is no role `{}`", activity.role)))?;
            let does = does(&definition, name, &activity.wording, &activity.action).map_err(unfit)?;
            acts.insert(name.clone(), Act { role, does });
        }
        let sourced = definition.fields().filter(|field| field.source == SOURCE);
        Ok(Self {
            log: Uuid::new_v5(
                &Uuid::NAMESPACE_OID,
                format!("talab import\0{}\0{}", mapping.source, mapping.name.en).as_bytes(),
            ),
            // A log does not say who asks; every class of the service would be as true.
            class: definition.beneficiaries.first().copied().unwrap_or(ApplicantClass::Citizen),
            sourced: sourced.map(|field| field.id.clone()).collect(),
            mapping,
            definition,
            acts,
        })
    }

    /// What the provider says of the entry it proposes.
    pub(super) fn attestation(&self) -> String {
        format!("as the log records it: {}", self.mapping.source)
    }

    /// What an activity is; none if the mapping does not know it.
    pub(super) fn act(&self, activity: &str) -> Option<&Act> {
        self.acts.get(activity)
    }

    /// The id of the command that an event of a case is, by its place in the case.
    pub(super) fn id(&self, case: &Case, place: usize) -> CommandId {
        Uuid::new_v5(&self.log, format!("{}\0{place}", case.name).as_bytes()).into()
    }

    /// Who did an event: the log's own clerk, in the role of the mapping, for the provider.
    pub(super) fn actor(&self, event: &LogEvent, act: &Act) -> Option<Actor> {
        let name = event.resource.as_deref().or(self.mapping.resource.as_deref())?;
        let clerk = Actor::officer(names::clerk(name)?, act.role, self.definition.provider.clone());
        Some(clerk.vouched(SOURCE, event.group.as_deref().unwrap_or("-")))
    }

    /// What a case submits; none if it can't be said.
    pub(super) fn submission(&self, case: &Case) -> Option<Submission> {
        let attribute = self.mapping.channel.attribute.as_ref().and_then(|key| case.attributes.get(key));
        let channel = self.mapping.channel(attribute.and_then(|value| value.as_str()))?;
        let applicant = Party::new(names::applicant(&self.log, &case.name)?, self.class);
        let answers = self.sourced.iter().map(|field| (field.as_str(), case.name.as_str()));
        Some(
            Submission::to(self.definition.code.as_str())
                .through(Channel::parse(channel)?)
                .on_behalf_of(applicant)
                .answers(answers),
        )
    }
}

fn does(
    definition: &ServiceDefinition,
    name: &str,
    wording: &Wording,
    action: &Action,
) -> Result<Does, String> {
    let command: Command = match action {
        Action::Submit => return Ok(Does::Submit),
        Action::Note => {
            let text = Private::new(format!("{}\n{}", wording.ar, wording.en));
            let note = AddNote { text, public: false, about: Some(name.to_owned()) };
            return Ok(Does::Command { command: Box::new(note.into()), note: true });
        }
        Action::CheckCompleteness => CheckCompleteness::default().into(),
        Action::Acknowledge => Acknowledge::default().into(),
        Action::ApproveDecision => ApproveDecision::default().into(),
        Action::CompleteStep { step } => {
            let known = StepId::new(step.as_str()).ok().filter(|step| definition.step(step).is_some());
            CompleteStep::new(known.ok_or_else(|| format!("the service has no step `{step}`"))?).into()
        }
        Action::RequestCorrections { items, instructions } => {
            let items = items.iter().map(|item| correction(definition, item, instructions));
            RequestCorrections { items: items.collect::<Result<_, _>>()? }.into()
        }
        Action::ProposeDecision { decision, reasons, grounds, remedies } => {
            let proposal = proposal(definition, decision, reasons, grounds, remedies.as_ref())?;
            ProposeDecision { proposal }.into()
        }
    };
    Ok(Does::Command { command: Box::new(command), note: false })
}

fn text(wording: &Wording) -> Text {
    Text::new(wording.ar.as_str(), wording.en.as_str())
}

fn code(item: &ReasonItem, family: Family) -> Result<ReasonCode, String> {
    let known = ReasonCode::parse(&item.code).filter(|code| code.family() == family);
    known.ok_or_else(|| format!("there is no reason code `{}` of the family {family}", item.code))
}

/// One thing to correct: the instruction says what is wrong here, where the mapping does, and what to do.
fn correction(
    definition: &ServiceDefinition,
    item: &ReasonItem,
    instructions: &Wording,
) -> Result<CorrectionItem, String> {
    let named = item.item.as_deref().ok_or("an item to correct names no field or document")?;
    let field = FieldId::new(named).ok().filter(|field| definition.field(field).is_some()).map(Target::Field);
    let document = || {
        let kind = DocumentKind::new(named).ok().filter(|kind| definition.document(kind).is_some());
        kind.map(Target::Document)
    };
    let target = field.or_else(document);
    let target = target.ok_or_else(|| format!("the service has no field or document `{named}`"))?;
    let mut instruction = text(instructions);
    if let Some(detail) = &item.detail {
        instruction.ar = format!("{}\n{}", detail.ar, instruction.ar);
        instruction.en = format!("{}\n{}", detail.en, instruction.en);
    }
    Ok(CorrectionItem { target, fault: code(item, Family::Cor)?, instruction: Private::new(instruction) })
}

fn proposal(
    definition: &ServiceDefinition,
    decision: &str,
    reasons: &[ReasonItem],
    grounds: &Wording,
    remedies: Option<&Wording>,
) -> Result<Proposal, String> {
    match (decision, remedies) {
        ("Granted", _) => {
            // Those the engine judges need not be named; the others the log's officer found met.
            let named = definition.conditions.iter().filter(|condition| condition.when.is_none());
            Ok(Proposal::Grant { conditions: named.map(|condition| condition.id.clone()).collect() })
        }
        ("Denied", Some(remedies)) => {
            let reasons = reasons.iter().map(|item| denial(definition, item)).collect::<Result<_, _>>()?;
            let explanation = Some(Private::new(text(grounds)));
            Ok(Proposal::Deny { reasons, remedies: text(remedies), explanation })
        }
        ("MeasuresTaken", _) => {
            let measure = |item: &ReasonItem| Measure {
                code: item.code.clone(),
                text: Private::new(text(item.detail.as_ref().unwrap_or(grounds))),
            };
            Ok(Proposal::TakeMeasures { measures: reasons.iter().map(measure).collect() })
        }
        _ => Err(format!("this engine has no decision `{decision}`: use Granted, Denied or MeasuresTaken")),
    }
}

fn denial(definition: &ServiceDefinition, item: &ReasonItem) -> Result<Reason, String> {
    let mut reason = Reason::new(code(item, Family::Ref)?);
    if let Some(named) = &item.item {
        let condition = definition.conditions.iter().any(|condition| condition.id.as_str() == named);
        if reason.code == ReasonCode::RefConditionNotMet && !condition && named != "beneficiaries" {
            return Err(format!("the service has no condition `{named}`"));
        }
        reason = reason.about(named.as_str());
    }
    Ok(match &item.detail {
        Some(detail) => reason.with_detail(text(detail)),
        None => reason,
    })
}
