//! For what, and on the ground of which law, a service asks for personal data (LY-6.4).

use super::problems::Problems;
use super::{Form, ServiceDefinition, words};

/// A form that asks people for personal data says for what. Its ground is the law of the service, or of several the one it names.
/// What a local definition asks for, and why, is the common one's to say, which was held to the checks of its own time (N4-4).
pub(super) fn grounds(definition: &ServiceDefinition, problems: &mut Problems) {
    if definition.rests_on.is_some() {
        return;
    }
    for form in definition.forms.iter().filter(|form| form.asks_for_personal_data()) {
        let path = format!("form.{}", form.id);
        problems.unless(form.purpose.is_some(), format!("{path}.purpose"), words::NO_PURPOSE);
        // That there is no law at all is told by itself.
        let grounded = definition.legal_basis.is_empty() || definition.ground_of(form).is_some();
        problems.unless(grounded, format!("{path}.ground"), words::NO_GROUND);
    }
}

impl Form {
    /// Whether anything that can identify a person is collected by it, from whomever.
    pub fn asks_for_personal_data(&self) -> bool {
        self.fields.iter().any(|field| field.personal)
    }
}

impl ServiceDefinition {
    /// The law that allows to ask for the data of `form`: the one it names, or the only one that the service rests on.
    pub fn ground_of<'a>(&'a self, form: &'a Form) -> Option<&'a str> {
        let only = match &*self.legal_basis {
            [only] => Some(only),
            _ => None,
        };
        form.ground.as_ref().or(only).map(String::as_str)
    }
}
