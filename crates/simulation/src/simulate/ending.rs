//! How a request is executed, decided and delivered.

use talab::core::request::decision::{ApproveDecision, Measure, Proposal, ProposeDecision, ReturnDecision};
use talab::core::request::execution::CompleteStep;
use talab::core::request::outputs::{DeliverOutput, IssueOutput, OpenOutput};
use talab::core::request::parties::{FeedbackKind, RecordFeedback};
use talab::core::{Private, Reason, ReasonCode, Role, Stage, Text};

use super::error::SimulationError;
use super::paper::digest;
use super::story::Teller;

impl Teller<'_> {
    /// The steps of the service and the decision, as often as it is returned.
    pub(super) fn execution(&mut self) -> Result<(), SimulationError> {
        self.wait(3, 10);
        self.watch();
        let handler = self.officer(Role::Handler)?;
        let step = CompleteStep::new(self.world.step.clone());
        let found = self.rng.chance(50);
        self.give(handler.clone(), if found { step.finding("زيارة ميدانية: العنوان مطابق") } else { step });
        self.step_done = true;
        self.hostile()?;
        loop {
            if self.leaves()? {
                return Ok(());
            }
            self.propose()?;
            self.wait(3, 9);
            self.watch();
            let decider = self.officer(Role::Decider)?;
            if !self.rng.chance(8) {
                break self.give(decider, ApproveDecision::default());
            }
            self.give(decider, ReturnDecision { reason: Private::from("يُستكمل بيان الأسباب") });
            self.stage = Some(Stage::InExecution);
            self.hostile()?;
        }
        self.stage = Some(Stage::Decided);
        Ok(())
    }

    /// A proposal; what it proposes is kept in `granting`.
    fn propose(&mut self) -> Result<(), SimulationError> {
        self.wait(3, 9);
        self.watch();
        let handler = self.officer(Role::Handler)?;
        let grant = Proposal::Grant { conditions: Vec::new() };
        let (eligible, whole) = (self.paper.eligible, self.paper.is_whole());
        if !(eligible && whole) && self.rng.chance(20) {
            let code = if whole { "condition_not_met" } else { "incomplete" };
            self.refused(handler.clone(), ProposeDecision { proposal: grant.clone() }, code);
        }
        let how = if eligible && whole { self.rng.weighted(&[90, 6, 4]) } else { 1 };
        self.granting = how == 0;
        let proposal = match how {
            0 => grant,
            1 => self.denial(),
            _ => measures(),
        };
        self.give(handler, ProposeDecision { proposal });
        self.stage = Some(Stage::UnderDecision);
        self.hostile()
    }

    fn denial(&mut self) -> Proposal {
        let reason = if self.paper.eligible {
            Reason::new(ReasonCode::RefFalseInformation)
        } else {
            Reason::new(ReasonCode::RefConditionNotMet).about("c1")
        };
        let explained = self.rng.chance(40);
        Proposal::Deny {
            reasons: vec![reason],
            remedies: Text::new(
                "يجوز التظلّم لدى البلدية خلال ستين يوماً من العلم بالقرار",
                "An objection may be filed with the municipality within sixty days of knowing of the decision",
            ),
            explanation: explained.then(|| {
                Private::new(Text::new("كما ثبت من المعاينة الميدانية", "As the visit to the address showed"))
            }),
        }
    }

    /// What follows an approval: a denial or measures conclude the request; a grant is issued and delivered.
    pub(super) fn delivery(&mut self) -> Result<(), SimulationError> {
        if self.stage != Some(Stage::Decided) {
            return Ok(());
        }
        self.told()?;
        if !self.granting {
            self.stage = Some(Stage::Concluded);
            return Ok(());
        }
        self.hostile()?;
        if self.rng.chance(3) {
            return Ok(());
        }
        self.wait(1, 8);
        let handler = self.officer(Role::Handler)?;
        let output = self.world.output.clone();
        let number = format!("{}/{:06}", self.today().year(), self.rng.below(1_000_000));
        let sha256 = digest(&mut self.rng);
        let locator = format!("outputs/{number}");
        self.give(handler.clone(), IssueOutput { output: output.clone(), number, sha256, signature: None });
        if self.rng.chance(2) {
            return Ok(());
        }
        self.wait(0, 6);
        self.give(handler, DeliverOutput { output: output.clone(), locator });
        self.stage = Some(Stage::Concluded);
        if self.rng.chance(60) {
            self.wait(2, 12);
            self.give(self.applicant.clone(), OpenOutput { output });
        }
        Ok(())
    }

    /// What may still be said of a request, ended or not, and what may no longer be done.
    pub(super) fn after_the_end(&mut self) -> Result<(), SimulationError> {
        self.wait(2, 10);
        self.hostile()?;
        if self.rng.chance(15) {
            self.wait(2, 12);
            let rating = u8::try_from(self.rng.between(1, 5)).ok();
            let said = self.rng.chance(50).then(|| "شكراً على سرعة الإنجاز".to_owned());
            let feedback = RecordFeedback { kind: FeedbackKind::Comment, rating, text: Private::new(said) };
            self.give(self.applicant.clone(), feedback);
        }
        Ok(())
    }
}

fn measures() -> Proposal {
    let text = Text::new("صُحِّح القيد في سجل البلدية", "The entry in the municipal register was corrected");
    Proposal::TakeMeasures {
        measures: vec![Measure { code: "register-corrected".to_owned(), text: Private::new(text) }],
    }
}
