//! How a request is verified: corrections in rounds, a clock that stands still, exits.

use talab::core::calendar::deadline;
use talab::core::request::clock::{ResumeClock, SuspendClock};
use talab::core::request::exits::{Discontinue, Lapse};
use talab::core::request::parties::{AddNote, AssignHandler, RecordContact, ReleaseHandler};
use talab::core::request::review::{
    Change, Correct, CorrectionItem, ExtendCorrectionPeriod, PassVerification, RequestCorrections,
    StartVerification, Target,
};
use talab::core::{Channel, DocumentKind, Private, ReasonCode, Role, Stage, Text};

use super::error::SimulationError;
use super::paper;
use super::story::Teller;
use super::world::field;

/// What officers may find wrong; a name that begins with `documents.` is a document's.
const FAULTY: [&str; 7] = [
    "full_name",
    "address",
    "national_no",
    "owns_dwelling",
    "resident_since",
    "addressed_to",
    "documents.utility_bill",
];

impl Teller<'_> {
    /// From the acknowledgement until verification is passed; false if the request ended or its story stops here.
    pub(super) fn review(&mut self) -> Result<bool, SimulationError> {
        self.office()?;
        if self.leaves()? {
            return Ok(false);
        }
        if self.rng.chance(90) {
            self.wait(3, 10);
            self.watch();
            let verifier = self.officer(Role::Verifier)?;
            self.give(verifier, StartVerification::default());
            self.stage = Some(Stage::UnderVerification);
            self.hostile()?;
        }
        let rounds = self.rng.weighted(&[70, 20, 10]);
        for _ in 0..rounds {
            if !self.round()? {
                return Ok(false);
            }
        }
        self.standstill()?;
        if self.leaves()? {
            return Ok(false);
        }
        self.wait(3, 10);
        self.watch();
        let verifier = self.officer(Role::Verifier)?;
        let mut pass = PassVerification::default();
        pass.checked = vec!["full_name".to_owned(), "c1".to_owned()];
        self.give(verifier, pass);
        self.stage = Some(Stage::InExecution);
        self.hostile()?;
        Ok(true)
    }

    /// Things an office does around a request.
    fn office(&mut self) -> Result<(), SimulationError> {
        if self.rng.chance(50) {
            self.wait(0, 8);
            self.watch();
            let supervisor = self.officer(Role::Supervisor)?;
            let handler = self.officer(Role::Handler)?.person;
            self.give(supervisor.clone(), AssignHandler { handler });
            if self.rng.chance(10) {
                self.wait(0, 8);
                self.watch();
                self.give(supervisor, ReleaseHandler::default());
            }
        }
        if self.rng.chance(25) {
            self.wait(0, 8);
            self.watch();
            let verifier = self.officer(Role::Verifier)?;
            let public = self.rng.chance(30);
            self.give(
                verifier,
                AddNote {
                    text: Private::from("يُراجع العنوان مع السجل"), public, about: None
                },
            );
        }
        if self.rng.chance(10) {
            self.wait(0, 8);
            self.watch();
            let clerk = self.officer(Role::Clerk)?;
            let summary = Private::from("سأل مقدّم الطلب عن موعد الإنجاز");
            self.give(clerk, RecordContact { channel: Channel::Desk, summary });
        }
        Ok(())
    }

    /// Whether the request ends here: withdrawn, discontinued, or simply still lying there.
    pub(super) fn leaves(&mut self) -> Result<bool, SimulationError> {
        let how = self.rng.weighted(&[94, 3, 2, 1]);
        if how == 0 {
            return Ok(false);
        }
        self.wait(3, 10);
        self.watch();
        match how {
            1 => self.withdraw(),
            2 => {
                let supervisor = self.officer(Role::Supervisor)?;
                self.give(supervisor, Discontinue { reason: ReasonCode::ClsObjectGone });
                self.stage = Some(Stage::Closed);
            }
            _ => {}
        }
        Ok(true)
    }

    /// The clock stands still by order, and runs again.
    fn standstill(&mut self) -> Result<(), SimulationError> {
        if !self.rng.chance(6) {
            return Ok(());
        }
        self.wait(3, 9);
        self.watch();
        let supervisor = self.officer(Role::Supervisor)?;
        self.give(supervisor.clone(), SuspendClock { reason: ReasonCode::SusForceMajeure });
        self.suspend();
        self.hostile()?;
        self.wait(6, 13);
        self.give(supervisor, ResumeClock::default());
        self.resume();
        Ok(())
    }

    /// One round of corrections; false if the story ends in it.
    fn round(&mut self) -> Result<bool, SimulationError> {
        self.wait(3, 9);
        self.watch();
        let targets = self.faults();
        let verifier = self.officer(Role::Verifier)?;
        let asked = self.now;
        self.give(verifier.clone(), ask(&targets)?);
        self.rounds += 1;
        self.stage = Some(Stage::AwaitingCorrection);
        self.suspend();
        self.told()?;
        self.hostile()?;
        let term = self.world.definition.corrections.working_days;
        let Ok(due) = deadline::due(&self.world.calendar, asked, term, &[]) else { return Ok(false) };
        match self.rng.weighted(&[70, 12, 6, 8, 4]) {
            0 => self.wait(3, 11),
            1 => self.wait_past(due.due_at),
            2 => {
                self.wait(3, 9);
                self.give(
                    verifier,
                    ExtendCorrectionPeriod { working_days: 15, reason: ReasonCode::ExtComplexity },
                );
                self.wait(3, 13);
            }
            3 => {
                self.refused(verifier.clone(), Lapse::default(), "term_not_over");
                self.wait_past(due.due_at);
                self.give(verifier, Lapse::default());
                self.stage = Some(Stage::Closed);
                return Ok(false);
            }
            _ => return self.waits_for_ever(),
        }
        let answer = self.answer(&targets)?;
        self.give(self.filer.clone(), answer);
        self.resume();
        self.stage = Some(Stage::UnderVerification);
        self.hostile()?;
        Ok(true)
    }

    /// No answer came, and nobody decided anything yet; or the applicant withdraws meanwhile.
    fn waits_for_ever(&mut self) -> Result<bool, SimulationError> {
        if self.rng.chance(50) {
            self.wait(3, 10);
            self.withdraw();
        }
        Ok(false)
    }

    /// One or two things that are wrong, of those this request has.
    fn faults(&mut self) -> Vec<&'static str> {
        let answered = &self.paper.answers;
        let held: Vec<_> = FAULTY
            .iter()
            .copied()
            .filter(|name| name.starts_with("documents.") || answered.contains_key(name))
            .collect();
        let mut targets: Vec<&'static str> = Vec::new();
        for _ in 0..self.rng.between(1, 2) {
            targets.extend(self.rng.pick(&held).filter(|name| !targets.contains(name)));
        }
        targets
    }

    /// What the applicant changes, removes or says.
    fn answer(&mut self, targets: &[&'static str]) -> Result<Correct, SimulationError> {
        let mut correct = Correct::default();
        if self.rng.chance(8) {
            correct.statement = Private::new(Some("البيانات صحيحة كما هي في الوثائق المرفقة".to_owned()));
            return Ok(correct);
        }
        for name in targets {
            let change = self.change(name)?;
            correct.changes.push(change);
        }
        Ok(correct)
    }

    fn change(&mut self, name: &'static str) -> Result<Change, SimulationError> {
        let value = match name {
            "documents.utility_bill" => {
                let held =
                    self.paper.documents.iter().any(|document| document.kind.as_str() == "utility_bill");
                if held && self.paper.is_owner() && self.rng.chance(40) {
                    self.paper.documents.retain(|document| document.kind.as_str() != "utility_bill");
                    return Ok(Change::RemoveDocument(DocumentKind::new("utility_bill")?));
                }
                let today = self.today();
                let bill = paper::bill(&mut self.rng, today)?;
                self.paper.documents.retain(|document| document.kind != bill.kind);
                self.paper.documents.push(bill.clone());
                return Ok(Change::Document(bill));
            }
            "addressed_to" | "resident_since" if self.rng.chance(50) => {
                self.paper.answers.remove(name);
                return Ok(Change::RemoveAnswer(field(name)?));
            }
            "full_name" => paper::full_name(&mut self.rng).into(),
            "address" => paper::address(&mut self.rng).into(),
            "national_no" => paper::national_number(&mut self.rng).into(),
            "owns_dwelling" => self.rng.chance(50).into(),
            "resident_since" => "2019-04-01".into(),
            _ => "مصرف الوحدة".into(),
        };
        self.paper.answers.insert(name, value);
        let value = self.paper.answers.get(name).cloned().unwrap_or_else(|| "".into());
        Ok(Change::Answer { field: field(name)?, value: Private::new(value) })
    }
}

/// Asks for corrections of these, each with its instruction.
pub(super) fn ask(targets: &[&str]) -> Result<RequestCorrections, SimulationError> {
    let item = |name: &&str| -> Result<CorrectionItem, SimulationError> {
        let (target, fault) = match name.strip_prefix("documents.") {
            Some(kind) => (Target::Document(DocumentKind::new(kind)?), ReasonCode::CorDocumentUnreadable),
            None => (Target::Field(field(name)?), ReasonCode::CorValueWrong),
        };
        let instruction =
            Text::new("يُرجى التصحيح كما في الوثيقة الرسمية", "Correct it as in the official paper");
        Ok(CorrectionItem { target, fault, instruction: Private::new(instruction) })
    };
    Ok(RequestCorrections { items: targets.iter().map(item).collect::<Result<_, _>>()? })
}
