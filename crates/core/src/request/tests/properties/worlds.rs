//! The definitions the stories are played under, and the people in them.

use super::elsewhere::JANZOUR;
use crate::actor::{Actor, Role};
use crate::definition::{AcknowledgementMode, NoAnswer, OutputType, ServiceDefinition, Silence};
use crate::ids::BodyId;
use crate::testing::{
    CIVIL, COUNCIL, ELECTRICITY, POST, REGISTRY, SAFETY, applicant, auditor, body, cashier, charged, clerk,
    data_officer, decider, definition, extension, gateway, handler, manager, municipal, neighbour, officer,
    on_paper, output, prepaid, regulator, representative, several_bodies, somebody, source, step, stranger,
    supervisor, system, verifier, with_values,
};

/// How many definitions there are.
pub(super) const COUNT: usize = 13;

/// How many of everybody are ever offered something.
pub(super) const FIRST: usize = 21;
/// Those among all who are expected to act at some stage: applicant, clerk, verifier, handler, decider, the rule, the other
/// bodies, and the regulator on what was referred.
pub(super) const EXPECTED: [usize; 18] = [0, 1, 2, 3, 4, 6, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 24];

/// One of the definitions.
pub(super) fn world(number: usize) -> ServiceDefinition {
    let mut definition = match number {
        1 | 5 => municipal(),
        6 => several_bodies(),
        7 => charged(),
        10 => on_paper(),
        11 => prepaid(),
        12 => super::parts::composite(),
        3 => with_values(),
        _ => definition(),
    };
    match number {
        1 => definition.rules.second_person = false,
        2 => {
            definition.corrections.on_no_answer = NoAnswer::LapseAutomatic;
            definition.rules.supplement_within = Some(2);
            definition.rules.declaration = true;
        }
        3 => {
            definition.corrections.on_no_answer = NoAnswer::DecideAsIs;
            definition.deadline.extension = Some(extension(2, 6));
            definition.corrections.rounds = 4;
        }
        4 => {
            definition.rules.decision_before_acknowledgement = true;
            definition.steps.push(step("write-certificate"));
            definition.outputs.push(output("extract", true));
            definition.outputs.push(output("card", false));
        }
        5 => {
            definition.rules.decision_before_acknowledgement = false;
            definition.rules.acknowledgement = AcknowledgementMode::ByOfficer;
            definition.rules.supplement_within = Some(3);
            definition.deadline.extension = Some(extension(1, 3));
        }
        8 => {
            definition.rules.silence = Silence::DeemedGranted;
            definition.outputs.push(output("card", true));
            for output in &mut definition.outputs {
                output.valid_for = "3 days".parse().ok();
            }
        }
        9 => {
            definition.rules.silence = Silence::DeemedDenied;
            definition.outputs.push(output("extract", false));
        }
        // One that needn't wait for the decision.
        6 => definition.outputs.push(OutputType {
            after: vec!["title".try_into().unwrap()],
            valid_for: "3 days".parse().ok(),
            ..output("extract", false)
        }),
        // A copy that nobody comes for lapses within a story.
        10 => {
            let terms = definition.outputs[0].paper.as_mut().unwrap();
            (terms.opens, terms.closes, terms.missed, terms.keep_days) = (None, None, Some(1), Some(2));
            terms.offices[0].body = BodyId::new(POST).ok();
        }
        _ => {}
    }
    definition
}

/// An officer of the body that a request is offered to.
fn there(person: &str, role: Role) -> Actor {
    Actor::officer(somebody(person), role, BodyId::new(JANZOUR).unwrap())
}

/// Everybody who tries something, lawfully or not.
pub(super) fn everybody() -> Vec<Actor> {
    let elsewhere = BodyId::new("mun.benghazi").unwrap();
    vec![
        applicant(),
        clerk(),
        verifier(),
        handler(),
        decider(),
        supervisor(),
        system(),
        gateway(),
        officer("o-handler", Role::Decider),
        officer("o-decider", Role::Handler),
        body(REGISTRY),
        body(SAFETY),
        body(ELECTRICITY),
        body(POST),
        body(COUNCIL),
        cashier(),
        source(CIVIL),
        body(JANZOUR),
        there("o-verifier-2", Role::Verifier),
        there("o-handler-2", Role::Handler),
        there("o-decider-2", Role::Decider),
        stranger(),
        representative(),
        auditor(),
        regulator(),
        manager(),
        data_officer(),
        neighbour(),
        Actor::officer(somebody("o-elsewhere"), Role::Verifier, elsewhere),
        Actor::new(somebody("registry"), Role::TrustedSource),
        Actor::officer(somebody("o-post-clerk"), Role::Clerk, BodyId::new(POST).unwrap()),
    ]
}
