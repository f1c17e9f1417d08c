//! What people call the parts of a request, in both languages.

use talab_core::definition::ServiceDefinition;
use talab_core::request::review::Target;
use talab_core::{DocumentKind, FeeId, FieldId, Lang, OutputId, PartId, Reason, StepId, Text, isolate};

/// A text made the same way in each language.
pub(crate) fn both(make: impl Fn(Lang) -> String) -> Text {
    Text::new(make(Lang::Ar), make(Lang::En))
}

/// A name that runs left to right, kept whole inside Arabic.
pub(crate) fn name(name: &str, lang: Lang) -> String {
    match lang {
        Lang::Ar => isolate(name),
        Lang::En => name.to_owned(),
    }
}

/// A date, kept whole inside Arabic.
pub(crate) fn date(date: time::Date, lang: Lang) -> String {
    name(&date.to_string(), lang)
}

/// A text of one language stands for both.
pub(crate) fn same(text: &str) -> Text {
    Text::new(text, text)
}

/// What a definition calls the field, form, document or condition with this id.
pub(crate) fn item(definition: &ServiceDefinition, id: &str) -> Option<Text> {
    let field = definition.fields().find(|field| field.id.as_str() == id).map(|field| &field.label);
    let form = || definition.forms.iter().find(|form| form.id.as_str() == id).map(|form| &form.title);
    let document = || definition.documents.iter().find(|it| it.id.as_str() == id).map(|it| &it.name);
    let condition = || definition.conditions.iter().find(|it| it.id.as_str() == id).map(|it| &it.text);
    field.or_else(form).or_else(document).or_else(condition).cloned()
}

/// A reason with the name of what it is about, rather than its id.
pub(crate) fn reason(reason: &Reason, definition: &ServiceDefinition) -> Text {
    let Some(label) = reason.item.as_deref().and_then(|id| item(definition, id)) else {
        return both(|lang| reason.text(lang));
    };
    let mut bare = reason.clone();
    bare.item = None;
    bare.detail = None;
    both(|lang| {
        let detail = reason.detail.as_ref().map(|detail| detail.get(lang)).filter(|it| !it.is_empty());
        let detail = detail.map_or_else(String::new, |detail| format!(": {detail}"));
        format!("{} ({}){detail}", bare.text(lang), label.get(lang))
    })
}

/// The value or document that is to be corrected.
pub(crate) fn target(definition: &ServiceDefinition, target: &Target) -> Text {
    match target {
        Target::Field(id) => field(definition, id),
        Target::Document(kind) => document(definition, kind),
    }
}

pub(crate) fn field(definition: &ServiceDefinition, id: &FieldId) -> Text {
    definition.field(id).map_or_else(|| same(id.as_str()), |field| field.label.clone())
}

pub(crate) fn document(definition: &ServiceDefinition, kind: &DocumentKind) -> Text {
    definition.document(kind).map_or_else(|| same(kind.as_str()), |document| document.name.clone())
}

pub(crate) fn step(definition: &ServiceDefinition, id: &StepId) -> Text {
    definition.step(id).map_or_else(|| same(id.as_str()), |step| step.name.clone())
}

pub(crate) fn part(definition: &ServiceDefinition, id: &PartId) -> Text {
    definition.part(id).map_or_else(|| same(id.as_str()), |part| part.name.clone())
}

pub(crate) fn fee(definition: &ServiceDefinition, id: &FeeId) -> Text {
    let known = definition.fees.fees.iter().find(|fee| fee.id == *id);
    known.map_or_else(|| same(id.as_str()), |fee| fee.name.clone())
}

pub(crate) fn output(definition: &ServiceDefinition, id: &OutputId) -> Text {
    definition.output(id).map_or_else(|| same(id.as_str()), |output| output.name.clone())
}
