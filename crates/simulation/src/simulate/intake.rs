//! How a request comes in.

use talab::core::request::exits::Withdraw;
use talab::core::request::intake::{ConfirmApplicant, Unconfirmed};
use talab::core::{Channel, Party, ReasonCode, Role, Stage};
use talab::{Actor, Submission};

use super::error::SimulationError;
use super::paper::{self, Paper};
use super::step::Act;
use super::story::Teller;
use super::world::field;

/// What is wrong with an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wrong {
    Nothing,
    NoName,
    NoAddress,
    NoBill,
    OldBill,
    /// The registry has another number.
    Number,
    /// The registry does not answer.
    Silence,
}

impl Teller<'_> {
    /// From the first attempt until the request is acknowledged, given up or withdrawn, or waits for its source.
    pub(super) fn intake(&mut self) -> Result<(), SimulationError> {
        self.hostile_submissions()?;
        let wrong = self.draw_wrong();
        let service = self.world.definition.code.to_string();
        let paper = self.paper.clone().with(wrong, self);
        let attempt = self.attempt(paper, &service);
        let trouble = self.trouble(wrong)?;
        self.under(self.filer.clone(), Act::Submit(attempt), trouble);
        self.email = self.paper.email.is_some();
        match wrong {
            Wrong::Nothing => self.acknowledged(self.now),
            Wrong::Silence => self.source_down(),
            _ => self.rejected(wrong),
        }
    }

    fn draw_wrong(&mut self) -> Wrong {
        let bill = if self.paper.owns { 0 } else { 5 };
        let kinds = [
            Wrong::Nothing,
            Wrong::NoName,
            Wrong::NoAddress,
            Wrong::NoBill,
            Wrong::OldBill,
            Wrong::Number,
            Wrong::Silence,
        ];
        let drawn = self.rng.weighted(&[68, 4, 5, bill, bill, 7, 8]);
        kinds.get(drawn).copied().unwrap_or(Wrong::Nothing)
    }

    /// What the registry says of this attempt.
    fn trouble(&self, wrong: Wrong) -> Result<Option<Unconfirmed>, SimulationError> {
        Ok(match wrong {
            Wrong::Silence => Some(Unconfirmed::SourceUnavailable),
            Wrong::Number => Some(self.mismatch()?),
            _ => None,
        })
    }

    fn mismatch(&self) -> Result<Unconfirmed, SimulationError> {
        let numbered = self.paper.answers.contains_key("national_no");
        Ok(Unconfirmed::Mismatch { fields: if numbered { vec![field("national_no")?] } else { Vec::new() } })
    }

    /// A clerk files for the applicant, at a centre or a desk.
    fn attempt(&mut self, paper: Paper, service: &str) -> Submission {
        let submission = paper.submission(service);
        if self.filer.role != Role::Clerk {
            return submission;
        }
        let channel = *self.rng.pick(&[Channel::ServiceCentre, Channel::Desk]).unwrap_or(&Channel::Desk);
        let applicant = Party::new(self.applicant.person.clone(), paper.class);
        submission.on_behalf_of(applicant).through(channel)
    }

    /// Acknowledged; it counts as received since the instant of the attempt that completed it.
    fn acknowledged(&mut self, received: talab::Timestamp) -> Result<(), SimulationError> {
        self.received = Some(received);
        self.stage = Some(Stage::Acknowledged);
        self.told()?;
        self.desk_told(received)
    }

    /// Received, but the source does not answer: later it confirms, says otherwise, or still has not.
    fn source_down(&mut self) -> Result<(), SimulationError> {
        let received = self.now;
        self.stage = Some(Stage::Submitted);
        self.desk_told(received)?;
        self.hostile()?;
        let later = self.rng.weighted(&[80, 8, 6, 6]);
        self.wait(4, 11);
        let system = Actor::system();
        match later {
            0 => {
                self.under(system, Act::Give(ConfirmApplicant::default().into()), None);
                self.acknowledged(received)
            }
            1 => {
                let trouble = Some(self.mismatch()?);
                self.under(system, Act::Give(ConfirmApplicant::default().into()), trouble);
                self.rejected(Wrong::Number)
            }
            2 => {
                self.withdraw();
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Not acknowledged, with reasons: it is supplemented once or twice, given up, or withdrawn.
    fn rejected(&mut self, wrong: Wrong) -> Result<(), SimulationError> {
        self.stage = Some(Stage::Rejected);
        self.told()?;
        self.hostile()?;
        let mut patience = 2;
        while patience > 0 {
            self.wait(3, 12);
            match self.rng.weighted(&[78, 8, 14]) {
                0 => {}
                1 => {
                    self.withdraw();
                    return Ok(());
                }
                _ => return Ok(()),
            }
            patience -= 1;
            // Somebody in a hurry sends it again as it was.
            let still = if patience > 0 && self.rng.chance(25) { wrong } else { Wrong::Nothing };
            let supplement = self.supplement(wrong, still)?;
            let trouble = self.trouble(still)?;
            self.under(self.filer.clone(), Act::Supplement(supplement), trouble);
            if still == Wrong::Nothing {
                return self.acknowledged(self.now);
            }
            self.told()?;
        }
        Ok(())
    }

    /// What was missing, or nothing new.
    fn supplement(&mut self, wrong: Wrong, still: Wrong) -> Result<Submission, SimulationError> {
        let supplement = Submission::supplement();
        if still != Wrong::Nothing {
            let name = self.paper.answers.get("addressed_to").cloned();
            return Ok(supplement.answer("addressed_to", name.unwrap_or_else(|| "وزارة التعليم".into())));
        }
        let answer = |name: &'static str| self.paper.answers.get(name).map(|value| (name, value.clone()));
        Ok(match wrong {
            Wrong::NoName => supplement.answers(answer("full_name")),
            Wrong::NoAddress => supplement.answers(answer("address")),
            Wrong::NoBill | Wrong::OldBill => {
                let today = self.today();
                supplement.document(paper::bill(&mut self.rng, today)?)
            }
            _ => supplement.answers(answer("national_no")),
        })
    }

    /// The applicant withdraws, saying why or not.
    pub(super) fn withdraw(&mut self) {
        let reason = self.rng.chance(60).then_some(ReasonCode::WdrNoLongerNeeded);
        self.give(self.applicant.clone(), Withdraw { reason });
        self.stage = Some(Stage::Closed);
    }
}

impl Paper {
    /// The paper with this wrong in it.
    fn with(mut self, wrong: Wrong, teller: &mut Teller<'_>) -> Self {
        let is_bill = |kind: &str| kind == "utility_bill";
        match wrong {
            Wrong::NoName => drop(self.answers.remove("full_name")),
            Wrong::NoAddress => drop(self.answers.remove("address")),
            Wrong::NoBill => self.documents.retain(|document| !is_bill(document.kind.as_str())),
            Wrong::OldBill => {
                let old = time::Duration::days(i64::try_from(teller.rng.between(100, 700)).unwrap_or(100));
                let issued = teller.today().saturating_sub(old);
                for document in self.documents.iter_mut().filter(|document| is_bill(document.kind.as_str())) {
                    document.issued_on = Some(issued);
                }
            }
            Wrong::Number if self.answers.contains_key("national_no") => {
                self.answers.insert("national_no", paper::national_number(&mut teller.rng).into());
            }
            Wrong::Number | Wrong::Nothing | Wrong::Silence => {}
        }
        self
    }
}
