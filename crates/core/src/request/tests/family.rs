//! A request made of several with the requests of its parts, each driven by its own rules.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::actor::{Actor, Role};
use crate::definition::ServiceDefinition;
use crate::ids::BodyId;
use crate::reference::Reference;
use crate::refusal::Refusal;
use crate::request::execution::CompleteStep;
use crate::request::intake::Submit;
use crate::request::outputs::{DeliverOutput, IssueOutput};
use crate::request::review::PassVerification;
use crate::request::subrequests::{RecordSubrequest, RelatedFacts, submission as of_part};
use crate::request::{Command, Event};
use crate::stage::Stage;
use crate::testing::{
    Life, SHA256, applicant, approve, composite, decider, definition, grant, handler, library, open_part,
    pass, somebody, submission, system, verifier,
};

/// What the parent is called.
pub(super) fn parent() -> Reference {
    Reference::from_bits(1)
}

/// A parent and its children.
#[derive(Clone)]
pub(super) struct Family {
    pub(super) parent: Life,
    pub(super) children: BTreeMap<String, Life>,
    opened: u64,
}

/// The service of a part.
pub(super) fn service(part: &str) -> ServiceDefinition {
    let [card, permit] = library();
    match part {
        "residence" => definition(),
        "library" => card,
        _ => permit,
    }
}

impl Family {
    /// The newcomer's bundle, filed by somebody who owns their dwelling or not, and verified.
    pub(super) fn filed(owner: bool) -> Self {
        Self::under(composite(), owner)
    }

    /// The same under a changed definition.
    pub(super) fn under(definition: ServiceDefinition, owner: bool) -> Self {
        Self::filing(definition, owner, submission())
    }

    /// The same with this submission of an owner or not.
    pub(super) fn filing(definition: ServiceDefinition, owner: bool, mut submit: Submit) -> Self {
        submit.service = definition.code.clone();
        let mut answers = submit.answers.into_inner();
        answers.insert("owns_dwelling".try_into().unwrap(), owner.into());
        submit.answers = crate::private::Private::new(answers);
        let mut parent = Life::under(definition);
        parent.then(applicant(), "2025-10-16 10:30", submit);
        parent.then(verifier(), "2025-10-19 09:00", pass());
        Self { parent, children: BTreeMap::new(), opened: 1 }
    }

    /// The parent as a fact.
    pub(super) fn related(&self) -> RelatedFacts {
        let request = self.parent.request().clone();
        RelatedFacts { reference: parent(), version: request.version(), request: Arc::new(request) }
    }

    /// Opens a part: the parent's act and the child's, or neither.
    pub(super) fn opens(&mut self, part: &str, by: Actor, at: &str) -> Result<Vec<Event>, Refusal> {
        self.opens_as(part, service(part), by, at)
    }

    /// The same where the service of the part is another than usual.
    pub(super) fn opens_as(
        &mut self,
        part: &str,
        theirs: ServiceDefinition,
        by: Actor,
        at: &str,
    ) -> Result<Vec<Event>, Refusal> {
        let before = self.parent.clone();
        self.opened += 1;
        let child = Reference::from_bits(self.opened);
        self.parent.meanwhile(|facts| facts.child(child));
        let came = self.parent.does(by, at, open_part(part)).and_then(|_| self.child(part, theirs, at));
        if came.is_err() {
            self.parent = before;
        }
        came
    }

    fn child(&mut self, part: &str, theirs: ServiceDefinition, at: &str) -> Result<Vec<Event>, Refusal> {
        let (related, id) = (self.related(), part.try_into().unwrap());
        let own = self.parent.facts.definition().clone();
        let submit = of_part(&related, &own, &id, &Arc::new(theirs.clone()))?;
        let mut child = Life::under(theirs);
        child.meanwhile(|facts| facts.identified(&["national_no"]).beside(related));
        let events = child.does(system(), at, submit)?;
        child.meanwhile(crate::testing::FactsBuilder::alone);
        self.children.insert(part.to_owned(), child);
        Ok(events)
    }

    /// Opens a part that can be opened.
    pub(super) fn open(&mut self, part: &str, at: &str) -> &mut Self {
        self.opens(part, handler(), at).unwrap_or_else(|refusal| panic!("`{part}`: {refusal}"));
        self
    }

    /// The request of a part.
    pub(super) fn part(&mut self, part: &str) -> &mut Life {
        self.children.get_mut(part).unwrap()
    }

    /// Tells the parent where a part stands now.
    pub(super) fn tell(&mut self, part: &str, at: &str) -> Result<Vec<Event>, Refusal> {
        let id: crate::ids::PartId = part.try_into().unwrap();
        let request = self.part(part).request().clone();
        let held = self.parent.request().subrequests().find(|(held, _)| **held == id).unwrap().1;
        let (reference, version) = (held.child.clone(), request.version());
        let related = RelatedFacts { reference, version, request: Arc::new(request) };
        self.parent.meanwhile(|facts| facts.beside(related));
        let came = self.parent.does(system(), at, RecordSubrequest { part: id });
        self.parent.meanwhile(crate::testing::FactsBuilder::alone);
        came
    }

    /// An officer of the provider of a part does something in its request.
    pub(super) fn works(
        &mut self,
        part: &str,
        role: Role,
        at: &str,
        command: impl Into<Command>,
    ) -> &mut Self {
        let by = officer_of(part, role);
        self.part(part).then(by, at, command);
        self
    }

    /// The request of a part is granted, its output delivered, and the parent told, all on one day.
    pub(super) fn grants(&mut self, part: &str, day: &str) -> &mut Self {
        let at = |hour: &str| format!("{day} {hour}");
        let (done, made) = match part {
            "residence" => ("verify-address", "certificate"),
            _ => ("print-card", "card"),
        };
        let output = || made.try_into().unwrap();
        let issue = IssueOutput {
            output: output(),
            number: format!("{made}-7"),
            sha256: SHA256.to_owned(),
            signature: None,
        };
        self.works(part, Role::Verifier, &at("09:00"), PassVerification::default());
        // What was done before a reopening stays done.
        if self.part(part).count("StepCompleted") == 0 {
            self.works(part, Role::Handler, &at("10:00"), CompleteStep::new(done.try_into().unwrap()));
        }
        self.works(part, Role::Handler, &at("10:30"), grant())
            .works(part, Role::Decider, &at("11:00"), approve())
            .works(part, Role::Handler, &at("12:00"), issue)
            .works(
                part,
                Role::Handler,
                &at("12:30"),
                DeliverOutput { output: output(), locator: "o/7".to_owned() },
            );
        assert_eq!(self.part(part).stage(), Some(Stage::Concluded));
        self.tell(part, &at("13:00")).unwrap();
        self
    }

    /// The request of a part is denied, and the parent told.
    pub(super) fn denies(&mut self, part: &str, day: &str) -> &mut Self {
        let at = |hour: &str| format!("{day} {hour}");
        let done = if part == "residence" { "verify-address" } else { "print-card" };
        self.works(part, Role::Verifier, &at("09:00"), PassVerification::default())
            .works(part, Role::Handler, &at("10:00"), CompleteStep::new(done.try_into().unwrap()))
            .works(part, Role::Handler, &at("10:30"), denial())
            .works(part, Role::Decider, &at("11:00"), approve());
        self.tell(part, &at("13:00")).unwrap();
        self
    }

    /// A proposal on the parent is made and approved.
    pub(super) fn decides(&mut self, day: &str, proposal: impl Into<Command>) -> &mut Self {
        self.parent.then(handler(), format!("{day} 14:00").as_str(), proposal);
        self.parent.then(decider(), format!("{day} 15:00").as_str(), approve());
        self
    }
}

/// An officer of the body that has a part.
pub(super) fn officer_of(part: &str, role: Role) -> Actor {
    let body: BodyId = service(part).provider;
    Actor::officer(somebody(&format!("o-{}", role.code())), role, body)
}

/// A denial for a reason that every service knows.
pub(super) fn denial() -> crate::request::decision::ProposeDecision {
    use crate::request::decision::{Proposal, ProposeDecision};
    let reasons = vec![crate::reason::Reason::new(crate::reason::ReasonCode::RefPublicInterest)];
    let remedies = crate::text::Text::new("يجوز التظلم", "An objection may be filed");
    ProposeDecision { proposal: Proposal::Deny { reasons, remedies, explanation: None } }
}

/// A grant of what was granted in the parts.
pub(super) fn in_part() -> crate::request::decision::ProposeDecision {
    use crate::request::decision::{Proposal, ProposeDecision};
    let reasons =
        vec![crate::reason::Reason::new(crate::reason::ReasonCode::RefOtherBodyRefused).about("library")];
    let remedies = crate::text::Text::new("يجوز التظلم لدى المكتبة", "Object to the library");
    let (conditions, outputs, explanation) = (Vec::new(), Vec::new(), None);
    ProposeDecision {
        proposal: Proposal::GrantPartly { conditions, outputs, reasons, remedies, explanation },
    }
}
