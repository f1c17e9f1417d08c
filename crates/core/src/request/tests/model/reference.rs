//! The model: what the law expects of a request, in the smallest state that can say it.

mod afterwards;
mod lives;

use super::rights::{Act, Change, Place, Source, Way, Who, door};

/// What a term that passed in vain means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoAnswer {
    LapsesByDecision,
    LapsesByItself,
    IsDecidedAsItIs,
}

/// The parameters the policy leaves open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parameters {
    pub(super) by_officer: bool,
    pub(super) second_person: bool,
    pub(super) rounds: u32,
    pub(super) no_answer: NoAnswer,
    pub(super) supplement_within: Option<u32>,
}

/// The clock: not started, running, standing still (for corrections or not), stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clock {
    NotStarted,
    Runs,
    Stands { for_corrections: bool },
    Stopped,
}

/// How it ended, or was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Decided(Way),
    Withdrawn,
    Lapsed,
    Discontinued,
}

/// The only output.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Output {
    pub(super) delivered: bool,
    pub(super) revoked: bool,
}

/// What the law says to an act: these events, or this refusal.
pub(super) type Answer = Result<Vec<&'static str>, &'static str>;

/// Somebody tries something, some days after the last act.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub(super) days: u32,
    pub(super) who: Who,
    pub(super) act: Act,
}

/// A request as the law sees it. Day 0 is Thursday 16 October 2025.
#[derive(Clone, Debug)]
pub(super) struct Model {
    pub(super) parameters: Parameters,
    pub(super) answer: Answer,
    pub(super) day: u32,
    pub(super) acts: u32,
    pub(super) place: Place,
    pub(super) end: Option<End>,
    complete: bool,
    confirmed: bool,
    pub(super) acknowledged: bool,
    received_on: u32,
    /// The day on which a term begins to be over: to supplement, or to correct.
    term: Option<u32>,
    pub(super) clock: Clock,
    /// Working days used up, and how many there are.
    pub(super) used: u32,
    pub(super) budget: u32,
    pub(super) rounds: u32,
    begun: bool,
    verified: bool,
    done: bool,
    pub(super) proposed: Option<(Way, Who)>,
    pub(super) output: Option<Output>,
    pub(super) amendment: Option<(Change, Who)>,
    pub(super) reopened: u32,
    pub(super) held: bool,
    pub(super) redacted: bool,
}

/// Friday and Saturday are no working days, and Thursday the 23rd is Liberation Day.
fn works(day: u32) -> bool {
    !matches!(day % 7, 1 | 2) && day != 7
}

/// The first day after a term of so many working days; the day it begins on is not counted.
fn end_of_term(from: u32, working_days: u32) -> u32 {
    let mut counted = 0;
    let mut day = from;
    while counted < working_days {
        day += 1;
        counted += u32::from(works(day));
    }
    day + 1
}

impl Model {
    fn new(parameters: Parameters) -> Self {
        Self {
            parameters,
            answer: Ok(Vec::new()),
            day: 0,
            acts: 0,
            place: Place::Nowhere,
            end: None,
            complete: false,
            confirmed: false,
            acknowledged: false,
            received_on: 0,
            term: None,
            clock: Clock::NotStarted,
            used: 0,
            budget: 0,
            rounds: 0,
            begun: false,
            verified: false,
            done: false,
            proposed: None,
            output: None,
            amendment: None,
            reopened: 0,
            held: false,
            redacted: false,
        }
    }

    /// A working day is used up at its close, if the clock runs then; the day of receipt is not counted.
    fn wait(&mut self, days: u32) {
        for _ in 0..days {
            let counts = self.clock == Clock::Runs && works(self.day) && self.day > self.received_on;
            self.used += u32::from(counts);
            self.day += 1;
        }
    }

    fn tries(&mut self, who: Who, act: Act) {
        let mut after = self.clone();
        self.answer = match door(who, act, self.place) {
            Some(refused) => Err(refused),
            None => after.does(who, act),
        };
        if self.answer.is_ok() {
            let answer = self.answer.clone();
            *self = Self { answer, ..after };
        }
    }

    fn does(&mut self, who: Who, act: Act) -> Answer {
        match act {
            Act::Submit { .. } if who == Who::Stranger => Err("mandate_missing"),
            Act::Submit { complete, source } => self.attempted("Submitted", complete, source),
            Act::Supplement { .. } if self.term_is_over() => Err("deadline_passed"),
            Act::Supplement { complete, source } => self.attempted("Supplemented", complete, source),
            Act::Confirm(source) => self.confirm(source),
            // At once means that no officer does it.
            Act::Acknowledge if !self.parameters.by_officer => Err("wrong_stage"),
            Act::Acknowledge if !self.confirmed => Err("identity_not_confirmed"),
            Act::Acknowledge => Ok(self.received()),
            Act::StartVerification => Ok(self.begin()),
            Act::AskCorrections => self.ask_corrections(),
            Act::Correct => self.correct(),
            Act::PassVerification => self.pass(),
            Act::Suspend => self.stand(),
            Act::Resume => self.run(),
            Act::CompleteStep if self.done => Err("task_already_closed"),
            Act::CompleteStep => {
                self.done = true;
                Ok(vec!["StepCompleted"])
            }
            Act::Propose(way) => self.propose(way, who),
            Act::ReturnProposal => {
                self.proposed = None;
                self.place = Place::Executed;
                Ok(vec!["DecisionReturned"])
            }
            Act::Approve => self.approve(who),
            // Silence means nothing unless the service says so, and this one does not.
            Act::Deem => Err("wrong_stage"),
            Act::Issue => self.issue(),
            Act::Deliver => self.deliver(),
            Act::Withdraw => Ok(self.ends(End::Withdrawn, "Withdrawn")),
            Act::Lapse => self.lapse(who),
            // The engine's own rules discontinue only what a retired service left behind.
            Act::Discontinue if who == Who::Engine => Err("wrong_stage"),
            Act::Discontinue => Ok(self.ends(End::Discontinued, "Discontinued")),
            Act::ProposeAmendment(change) => self.propose_amendment(change, who),
            Act::ReturnAmendment => {
                self.amendment.take().ok_or("wrong_stage")?;
                Ok(vec!["AmendmentReturned"])
            }
            Act::ApproveAmendment => self.approve_amendment(who),
            Act::Disclose => Ok(vec!["RecordDisclosed"]),
            Act::Redact => self.redact(),
            Act::Hold if std::mem::replace(&mut self.held, true) => Err("legal_hold_stands"),
            Act::Hold => Ok(vec!["LegalHoldPlaced"]),
            Act::LiftHold if !std::mem::replace(&mut self.held, false) => Err("legal_hold_unknown"),
            Act::LiftHold => Ok(vec!["LegalHoldLifted"]),
        }
    }

    fn term_is_over(&self) -> bool {
        self.term.is_some_and(|over| self.day >= over)
    }

    /// 13, 14 and 15: taken in, checked for what is missing, and told yes or no.
    fn attempted(&mut self, name: &'static str, complete: bool, source: Source) -> Answer {
        self.place = Place::Transmitted;
        self.complete |= complete;
        self.confirmed = false;
        self.term = None;
        // 14.1: the receipt is the instant at which nothing is missing any more.
        self.received_on = self.day;
        let mut events = vec![name, "CompletenessChecked"];
        events.extend(self.told(source));
        Ok(events)
    }

    /// 15.1 and 15.3: not acknowledged for what is missing or what can't be confirmed; an outage is nobody's fault.
    fn told(&mut self, source: Source) -> Vec<&'static str> {
        let mut events = vec![self.identified(source)];
        if !self.complete || source == Source::Differs {
            self.place = Place::NotAcknowledged;
            self.confirmed = false;
            self.term = self.parameters.supplement_within.map(|days| end_of_term(self.day, days));
            events.push("Rejected");
        } else if source == Source::Confirms && !self.parameters.by_officer {
            events.extend(self.received());
        }
        events
    }

    fn identified(&mut self, source: Source) -> &'static str {
        match source {
            Source::Confirms => self.confirmed = true,
            Source::Differs => self.confirmed = false,
            Source::IsDown => {}
        }
        if source == Source::Confirms {
            "ApplicantIdentityConfirmed"
        } else {
            "ApplicantIdentityNotConfirmed"
        }
    }

    /// The time counts from the receipt, not from the acknowledgement: nobody loses a day to an outage.
    fn received(&mut self) -> Vec<&'static str> {
        self.place = Place::Received;
        self.acknowledged = true;
        self.clock = Clock::Runs;
        self.budget = 3;
        let whole = self.received_on + 1..self.day;
        self.used = whole.map(|day| u32::from(works(day))).sum();
        vec!["Acknowledged", "DeadlineSet"]
    }

    fn confirm(&mut self, source: Source) -> Answer {
        match (source, self.place) {
            (Source::IsDown, _) => Ok(Vec::new()),
            (source, Place::Transmitted) => Ok(self.told(source)),
            (source, _) => Ok(vec![self.identified(source)]),
        }
    }

    fn begin(&mut self) -> Vec<&'static str> {
        self.place = Place::Verified;
        if std::mem::replace(&mut self.begun, true) { Vec::new() } else { vec!["VerificationStarted"] }
    }

    /// 16.2: with the user, in a term; the time stands still meanwhile.
    fn ask_corrections(&mut self) -> Answer {
        if self.rounds == self.parameters.rounds {
            return Err("correction_rounds");
        }
        self.rounds += 1;
        self.place = Place::WithTheUser;
        self.term = Some(end_of_term(self.day, 5));
        let mut events = vec!["CorrectionsRequested"];
        if self.clock == Clock::Runs {
            self.clock = Clock::Stands { for_corrections: true };
            events.push("ClockSuspended");
        }
        Ok(events)
    }

    fn correct(&mut self) -> Answer {
        if self.parameters.no_answer == NoAnswer::LapsesByItself && self.term_is_over() {
            return Err("deadline_passed");
        }
        self.place = Place::Verified;
        let mut events = vec!["Corrected"];
        events.extend(self.back_from_the_user());
        Ok(events)
    }

    /// What stood still for corrections runs again; what an officer suspended waits for the officer.
    fn back_from_the_user(&mut self) -> Option<&'static str> {
        self.term = None;
        (self.clock == Clock::Stands { for_corrections: true }).then(|| {
            self.clock = Clock::Runs;
            "ClockResumed"
        })
    }

    /// 17.2: what a trusted source owns comes from it.
    fn pass(&mut self) -> Answer {
        let mut events = Vec::new();
        if self.place == Place::WithTheUser {
            if self.parameters.no_answer != NoAnswer::IsDecidedAsItIs {
                return Err("wrong_stage");
            }
            if !self.term_is_over() {
                return Err("term_not_over");
            }
            events.extend(self.back_from_the_user());
        }
        if !self.confirmed {
            return Err("evidence_missing");
        }
        events.extend(self.begin());
        events.push("VerificationPassed");
        self.place = Place::Executed;
        self.verified = true;
        Ok(events)
    }

    fn stand(&mut self) -> Answer {
        if self.clock != Clock::Runs {
            return Err("wrong_stage");
        }
        self.clock = Clock::Stands { for_corrections: false };
        Ok(vec!["ClockSuspended"])
    }

    fn run(&mut self) -> Answer {
        if !matches!(self.clock, Clock::Stands { .. }) {
            return Err("wrong_stage");
        }
        self.clock = Clock::Runs;
        Ok(vec!["ClockResumed"])
    }

    fn propose(&mut self, way: Way, who: Who) -> Answer {
        if !self.done {
            return Err("tasks_open");
        }
        self.judged(way)?;
        self.proposed = Some((way, who));
        self.place = Place::Judged;
        Ok(vec!["DecisionProposed"])
    }

    /// 17.2 again: nothing is granted on what was only claimed.
    fn judged(&self, way: Way) -> Result<(), &'static str> {
        if way == Way::Grant && !self.confirmed { Err("evidence_missing") } else { Ok(()) }
    }

    fn may_approve(&self, who: Who, proposer: Who) -> Result<(), &'static str> {
        let alone = self.parameters.second_person && who.is_the_same_person_as(proposer);
        if alone { Err("same_person") } else { Ok(()) }
    }

    /// 18: the act and its outcome; where nothing is to be delivered, all that was decided is with the user.
    fn approve(&mut self, who: Who) -> Answer {
        let (way, proposer) = self.proposed.ok_or("wrong_stage")?;
        self.may_approve(who, proposer)?;
        self.proposed = None;
        self.place = Place::Decided;
        self.end = Some(End::Decided(way));
        let mut events = vec!["DecisionApproved", act_of(way), "Executed"];
        events.extend(self.stop());
        events.extend(self.conclude());
        Ok(events)
    }

    fn stop(&mut self) -> Vec<&'static str> {
        match std::mem::replace(&mut self.clock, Clock::Stopped) {
            Clock::NotStarted => {
                self.clock = Clock::NotStarted;
                Vec::new()
            }
            Clock::Runs => vec!["ClockStopped"],
            Clock::Stands { .. } => vec!["ClockResumed", "ClockStopped"],
            Clock::Stopped => Vec::new(),
        }
    }

    fn granted(&self) -> bool {
        self.end == Some(End::Decided(Way::Grant))
    }

    /// 18.3 and 18.4: a grant is complete with the delivery of what it owes, and that is done once.
    fn conclude(&mut self) -> Option<&'static str> {
        let owed = self.granted() && !self.output.is_some_and(|output| output.delivered && !output.revoked);
        (self.place == Place::Decided && !owed).then(|| {
            self.place = Place::Concluded;
            "Concluded"
        })
    }

    fn issue(&mut self) -> Answer {
        if !self.granted() {
            return Err("output_unknown");
        }
        if self.output.is_some() {
            return Err("output_already_issued");
        }
        self.output = Some(Output::default());
        Ok(vec!["OutputIssued"])
    }

    fn deliver(&mut self) -> Answer {
        let output = self.output.as_mut().ok_or("output_not_issued")?;
        if output.delivered {
            return Ok(Vec::new());
        }
        if output.revoked {
            return Err("output_revoked");
        }
        output.delivered = true;
        let mut events = vec!["OutputDelivered"];
        events.extend(self.conclude());
        Ok(events)
    }

    fn lapse(&mut self, who: Who) -> Answer {
        let by_rule = who == Who::Engine;
        match (self.place, self.parameters.no_answer) {
            (Place::NotAcknowledged, _) => {}
            (Place::WithTheUser, NoAnswer::LapsesByItself) => {}
            (Place::WithTheUser, NoAnswer::LapsesByDecision) if !by_rule => {}
            _ => return Err("wrong_stage"),
        }
        let over = self.term.ok_or("wrong_stage")?;
        if self.day < over {
            return Err("term_not_over");
        }
        Ok(self.ends(End::Lapsed, "Lapsed"))
    }

    fn ends(&mut self, end: End, name: &'static str) -> Vec<&'static str> {
        self.place = Place::Closed;
        self.end = Some(end);
        self.term = None;
        self.proposed = None;
        let mut events = self.stop();
        events.push(name);
        events
    }
}

fn act_of(way: Way) -> &'static str {
    match way {
        Way::Grant => "Granted",
        Way::Deny => "Denied",
        Way::Measures => "MeasuresRecorded",
    }
}
