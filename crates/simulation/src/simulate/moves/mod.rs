//! The moves of a life: what may happen to a request, each with its weight against the others.
//!
//! A move looks at the scene and, where it is possible, says who does what and what must come of it. To add one, write
//! it into the file of its subject and give it a line in [`MOVES`], or in [`HOSTILE`] if it must be refused.

mod amendments;
mod clock;
mod decision;
mod directory;
mod duplicates;
mod evidence;
mod exits;
mod fees;
mod hostile;
mod intake;
mod mandates;
mod notices;
mod objections;
mod outputs;
mod paper;
mod parties;
mod parts;
mod referral;
mod review;
mod rights;
mod tasks;
mod transfer;

use std::collections::BTreeMap;

use super::error::SimulationError;
use super::life::{Deed, Scene};

/// Who does what, if it is possible here.
type Deeds = Result<Option<Deed>, SimulationError>;

/// A move.
#[derive(Debug)]
pub(super) struct Move {
    pub(super) name: &'static str,
    /// How heavy it weighs against the others that are possible.
    weight: u64,
    /// How often it is made in one life at most.
    most: u32,
    make: fn(&mut Scene) -> Deeds,
}

#[cfg(test)]
impl Move {
    /// Whether it weighs anything and may be made at all.
    pub(super) const fn is_possible(&self) -> bool {
        self.weight > 0 && self.most > 0
    }
}

/// How often which move was made.
pub(super) type Made = BTreeMap<&'static str, u32>;

const fn step(name: &'static str, weight: u64, most: u32, make: fn(&mut Scene) -> Deeds) -> Move {
    Move { name, weight, most, make }
}

/// A move of the road that every request takes, as often as its turn comes.
const fn road(name: &'static str, weight: u64, make: fn(&mut Scene) -> Deeds) -> Move {
    step(name, weight, 9, make)
}

/// Every move, in the order of the life cycle, and every weight.
#[rustfmt::skip]
pub(super) const MOVES: &[Move] = &[
    // How it comes in.
    road("submit", 60, intake::submit),
    step("submit an earlier request", 5, 1, intake::submit_earlier),
    step("grant a mandate", 10, 1, mandates::grant),
    step("revoke the mandate", 3, 1, mandates::revoke),
    step("supplement", 60, 3, intake::supplement),
    step("supplement what was not missing", 10, 1, intake::supplement_in_vain),
    step("let the supplement lapse", 12, 1, intake::lapse),
    road("ask the registry again", 60, intake::confirm),
    step("find something missing", 15, 1, intake::find_missing),
    step("check completeness", 10, 1, intake::check),
    road("acknowledge", 60, intake::acknowledge),
    // How it is verified.
    step("start verification", 50, 1, review::start),
    step("ask for corrections", 22, 2, review::ask),
    step("extend the term for corrections", 8, 1, review::extend),
    road("correct", 60, review::correct),
    step("answer in words", 6, 1, review::explain),
    step("correct late", 8, 1, review::correct_late),
    step("let corrections lapse", 10, 1, review::lapse),
    step("go on without an answer", 12, 1, review::go_on),
    road("pass verification", 45, review::pass),
    road("take a value from the record", 60, review::record),
    // What others say.
    road("ask a source that must confirm", 70, evidence::ask_needed),
    step("ask a source", 3, 2, evidence::ask),
    road("a source confirms", 40, evidence::confirm),
    step("a source differs", 9, 1, evidence::differ),
    step("a source gives nothing", 9, 1, evidence::nothing),
    step("a source answers late", 25, 1, evidence::late),
    road("send a task", 60, tasks::dispatch),
    step("a body takes a task on", 18, 3, tasks::accept),
    step("a body declines", 4, 1, tasks::decline),
    step("a body fails", 4, 1, tasks::fail),
    road("a body agrees", 40, tasks::agree),
    step("a body disagrees", 5, 1, tasks::disagree),
    step("take a task back", 3, 1, tasks::cancel),
    step("go on without advice", 14, 2, tasks::time_out),
    step("a body answers late", 14, 1, tasks::late),
    road("complete a step", 60, tasks::complete),
    // What it costs.
    road("work the fees out", 60, fees::assess),
    road("ask for payment", 60, fees::request),
    road("pay", 50, fees::pay),
    step("a payment fails", 7, 1, fees::fail),
    step("an order expires", 7, 1, fees::expire),
    step("lapse unpaid", 12, 1, fees::lapse),
    step("waive a fee", 4, 1, fees::waive),
    step("money comes late", 14, 1, fees::late),
    step("ask for a refund", 6, 2, fees::refund),
    step("pay back", 40, 2, fees::paid_back),
    step("a refund fails", 8, 1, fees::refund_failed),
    // How its clock runs.
    road("record a missed deadline", 60, clock::missed),
    step("suspend the clock", 2, 1, clock::suspend),
    road("resume the clock", 40, clock::resume),
    step("extend the deadline", 5, 1, clock::extend),
    // What it is compared with, and to whom it is offered.
    step("report a duplicate", 60, 1, duplicates::report),
    step("confirm the duplicate", 50, 1, duplicates::confirm),
    step("dismiss the duplicate", 50, 1, duplicates::dismiss),
    step("offer to another body", 3, 1, transfer::offer),
    step("the other body takes it over", 40, 1, transfer::accept),
    step("the other body goes on under its own number", 15, 1, transfer::accept_elsewhere),
    step("the other body declines", 25, 1, transfer::decline),
    step("the other body answers late", 30, 1, transfer::late),
    step("refer the case", 2, 1, referral::refer),
    road("the order comes", 40, referral::order),
    step("keep a file outside", 2, 1, referral::off_system),
    // What it is made of.
    road("open a part", 60, parts::open),
    // How it is decided.
    road("propose a grant", 60, decision::grant),
    step("propose a grant in part", 9, 2, decision::grant_partly),
    step("propose a denial", 5, 2, decision::deny),
    step("propose a denial that is due", 60, 3, decision::deny_duly),
    step("propose measures", 3, 1, decision::measures),
    step("return the proposal", 8, 1, decision::hand_back),
    road("approve the proposal", 60, decision::approve),
    step("silence decides", 14, 1, decision::deemed),
    // What comes of it.
    step("issue before the decision", 30, 6, outputs::issue_early),
    road("issue what is owed", 60, outputs::issue_owed),
    step("issue what is not owed", 8, 3, outputs::issue_more),
    road("deliver", 60, outputs::deliver),
    step("open", 20, 3, outputs::open),
    step("record an expiry", 8, 2, outputs::expire),
    step("ask for paper by post", 14, 1, paper::by_post),
    step("ask for paper in person", 14, 1, paper::in_person),
    road("send the paper", 40, paper::dispatch),
    step("the post brings it back", 25, 1, paper::returned),
    step("make another appointment", 30, 3, paper::schedule),
    step("collect the paper", 20, 1, paper::collect),
    step("miss the appointment", 22, 3, paper::miss),
    step("stop keeping the paper", 30, 1, paper::lapse),
    // How it is amended and objected to.
    step("propose to revoke an output", 5, 2, amendments::revoke),
    step("propose to replace an output", 4, 1, amendments::supersede),
    step("propose to reinstate an output", 20, 1, amendments::reinstate),
    step("propose another outcome", 6, 1, amendments::correct),
    step("propose to reopen", 4, 1, amendments::reopen),
    step("return the amendment", 9, 1, amendments::hand_back),
    road("approve the amendment", 60, amendments::approve),
    step("object", 14, 2, objections::file),
    step("object too late", 6, 1, objections::file_late),
    step("decide the objection", 40, 2, objections::decide),
    step("withdraw the objection", 8, 1, objections::withdraw),
    step("silence dismisses the objection", 20, 1, objections::silence),
    // What people do around it.
    road("a notice arrives", 14, notices::delivered),
    step("a notice fails", 5, 3, notices::failed),
    step("assign a handler", 7, 2, parties::assign),
    step("release the handler", 2, 1, parties::release),
    step("escalate", 2, 1, parties::escalate),
    step("add a note", 5, 3, parties::note),
    step("record a contact", 3, 2, parties::contact),
    step("give feedback", 5, 2, parties::feedback),
    step("answer feedback", 30, 2, rights::answer_feedback),
    // What rights there are in it and over it.
    step("place a legal hold", 2, 1, rights::hold),
    step("lift the legal hold", 20, 1, rights::lift),
    step("redact what was said", 2, 1, rights::redact),
    step("take the record", 2, 2, rights::disclose),
    step("name an interested party", 2, 1, rights::name),
    step("remove the interested party", 15, 1, rights::remove),
    // How it ends without a decision.
    step("withdraw", 2, 1, exits::withdraw),
    step("discontinue", 1, 1, exits::discontinue),
    // What happens in the directory of a town of its own.
    step("declare a holiday late", 14, 1, directory::holiday),
    step("withdraw the holiday", 6, 1, directory::no_holiday),
    step("count the deadline again", 60, 3, directory::recalculate),
    step("suspend the service", 4, 1, directory::suspend),
    step("resume the service", 30, 1, directory::resume),
    step("propose a new version", 6, 1, directory::propose),
    step("verify the new version", 60, 1, directory::verify),
    step("publish the new version", 60, 1, directory::publish),
    step("retire the service", 2, 1, directory::retire),
    step("end what a retired service left", 50, 1, directory::run_off),
];

/// What must be refused, and change nothing.
#[rustfmt::skip]
pub(super) const HOSTILE: &[Move] = &[
    step("submit a field that is none", 8, 1, hostile::unknown_field),
    step("submit to no service", 8, 1, hostile::unknown_service),
    step("submit for another without a mandate", 8, 1, hostile::no_mandate),
    step("submit to a suspended service", 60, 1, hostile::suspended_service),
    step("submit to a retired service", 60, 1, hostile::retired_service),
    step("an auditor writes", 2, 2, hostile::auditor),
    step("the applicant decides", 2, 2, hostile::applicant_decides),
    step("an officer of another body", 2, 2, hostile::stranger),
    step("somebody else's request", 2, 2, hostile::neighbour),
    step("a mandate that was revoked", 30, 1, hostile::lawyer),
    step("approve before its stage", 3, 2, hostile::early_approval),
    step("deliver before its stage", 3, 2, hostile::early_delivery),
    step("a reason of another family", 3, 2, hostile::wrong_reason),
    step("miss a deadline before its time", 3, 2, hostile::early_watch),
    step("extend what can't be extended", 3, 1, hostile::extension),
    step("lapse before the term", 15, 1, hostile::early_lapse),
    step("correct after the term", 30, 1, hostile::late_correction),
    step("correct what was not named", 15, 1, hostile::other_field),
    step("ask for corrections once too often", 30, 1, hostile::third_round),
    step("pass what no source confirmed", 30, 1, hostile::unconfirmed),
    step("ask a source that is none", 4, 1, hostile::no_source),
    step("ask for what the source does not own", 4, 1, hostile::no_ground),
    step("ask a source twice", 15, 1, hostile::asked_twice),
    step("propose before the order", 60, 1, referral::decided_before),
    step("open a part twice", 20, 1, parts::open_again),
    step("propose with steps open", 10, 1, hostile::open_steps),
    step("propose with a duplicate open", 30, 1, hostile::open_duplicate),
    step("grant what does not meet a condition", 30, 1, hostile::condition),
    step("work before it is paid", 25, 1, hostile::unpaid),
    step("pay another amount", 25, 2, hostile::amount),
    step("pay in a way that is not offered", 10, 1, hostile::method),
    step("pay without the channel", 10, 1, hostile::no_channel),
    step("pay back more than was paid", 15, 1, hostile::too_much_back),
    step("send a message twice", 10, 2, hostile::message_twice),
    step("send what is no task", 5, 1, hostile::no_task),
    step("approve one's own proposal", 20, 1, hostile::own_proposal),
    step("issue twice", 12, 1, hostile::issued_twice),
    step("deliver what was not issued", 12, 1, hostile::not_issued),
    step("come when the office is closed", 25, 1, hostile::closed),
    step("approve one's own amendment", 25, 1, hostile::own_amendment),
    step("propose a second amendment", 25, 1, hostile::second_amendment),
    step("withdraw after the end", 6, 1, hostile::after_the_end),
    step("decide an objection as a handler", 25, 1, hostile::objection),
    step("redact what is held", 30, 1, rights::redact_what_is_held),
    step("disclose to somebody else", 3, 1, rights::disclose_to_another),
];

/// One of the moves that are possible, by weight; none if none is.
pub(super) fn choose(
    scene: &mut Scene,
    moves: &[Move],
    made: &mut Made,
) -> Result<Option<Deed>, SimulationError> {
    let again = |it: &&Move| made.get(it.name).is_none_or(|times| *times < it.most);
    let mut left: Vec<&Move> = moves.iter().filter(again).collect();
    while !left.is_empty() {
        let weights: Vec<u64> = left.iter().map(|it| it.weight).collect();
        let at = scene.rng.weighted(&weights).min(left.len() - 1);
        let tried = left.swap_remove(at);
        if let Some(deed) = (tried.make)(scene)? {
            *made.entry(tried.name).or_default() += 1;
            return Ok(Some(deed));
        }
    }
    Ok(None)
}
