//! What the channel's register does not list: messages in quarantine, and bodies that can't be reached (LY-9.2, SA-4).

use super::bodies::in_execution;
use super::names;
use crate::command_kind::CommandKind;
use crate::refusal::Refusal;
use crate::request::execution::{CompleteTask, TaskStanding};
use crate::request::exits::Withdraw;
use crate::request::transfer::ClockRule;
use crate::request::{Command, Event};
use crate::rulebook::{Rulebook, RulebookCommand};
use crate::stage::Stage;
use crate::testing::{
    CIVIL, Life, REGISTRY, SAFETY, applicant, approve_endpoint, ask_source, at, body, favourable, handler,
    list_kind, reply, rulebook, send, sets, supervisor, transfer_to, verifier,
};

const SENT: &str = "2025-10-20 09:00";
const NOW: &str = "2025-10-20 10:00";

/// The task `title` is with the registry, and the register lists another version of what it answers in.
fn sent() -> (Life, Rulebook) {
    let mut life = in_execution();
    life.then(handler(), SENT, send("title"));
    let book = rulebook([list_kind("task.answer.v2").into()]);
    life.meanwhile(|facts| facts.ruled(&book, NOW));
    (life, book)
}

fn done(life: &Life, number: usize) -> CompleteTask {
    let mut done = favourable("title", reply(life.request(), "title", number, at(NOW)));
    done.remark = Some("عُثر على القيد".to_owned()).into();
    done
}

fn standing(life: &Life) -> TaskStanding {
    life.request().tasks().find(|(step, _)| step.as_str() == "title").unwrap().1.standing
}

#[test]
fn a_message_of_an_unlisted_kind_is_kept_aside_once_and_nothing_follows() {
    let (mut life, book) = sent();
    let before = life.request().clone();
    let command = done(&life, 1);
    let events = life.does(body(REGISTRY), NOW, command.clone()).unwrap();
    assert_eq!(names(&events), ["MessageQuarantined"]);
    let Event::MessageQuarantined(kept) = &events[0] else { unreachable!() };
    assert_eq!((kept.act, &kept.message), (CommandKind::CompleteTask, command.message.as_ref().unwrap()));
    assert!(!events[0].is_public());
    assert_eq!(standing(&life), TaskStanding::Dispatched);
    let mut after = life.request().clone();
    (after.version, after.last_at, after.quarantine) =
        (before.version, before.last_at, before.quarantine.clone());
    assert_eq!(after, before);
    assert!(life.does(body(REGISTRY), "2025-10-20 11:00", command.clone()).unwrap().is_empty(), "once");
    // Once its kind is listed, the same message is applied, and then only once.
    let mut book = book;
    sets(&mut book, NOW, list_kind("task.answer.v1")).unwrap();
    life.meanwhile(|facts| facts.ruled(&book, NOW));
    let events = life.does(body(REGISTRY), "2025-10-20 12:00", command.clone()).unwrap();
    assert_eq!(names(&events), ["TaskCompleted"]);
    let again = life.refused(body(REGISTRY), "2025-10-20 12:00", command);
    assert_eq!(again.code(), "message_already_applied");
}

#[test]
fn what_is_wrong_with_a_message_is_said_whatever_its_kind() {
    let (mut life, _) = sent();
    let forged = |change: &dyn Fn(&mut CompleteTask)| {
        let mut command = done(&life, 1);
        change(&mut command);
        command
    };
    let of_another = forged(&|it| it.message.as_mut().unwrap().from = SAFETY.try_into().unwrap());
    let none = forged(&|it| it.message = None);
    let to_another = forged(&|it| it.message.as_mut().unwrap().to = SAFETY.try_into().unwrap());
    let own = done(&life, 1);
    let version = life.request().version();
    assert_eq!(life.refused(body(REGISTRY), NOW, of_another).path(), Some("message.from"));
    assert_eq!(life.refused(body(REGISTRY), NOW, to_another).path(), Some("message.to"));
    assert_eq!(life.refused(body(REGISTRY), NOW, none).code(), "channel_required");
    assert_eq!(life.refused(body("no-part-in-it"), NOW, own).code(), "unknown_request");
    assert_eq!(life.request().version(), version, "nobody fills the file with what is not theirs");
}

#[test]
fn after_the_end_a_message_of_an_unlisted_kind_moves_nothing_either() {
    let (mut life, _) = sent();
    life.then(applicant(), "2025-10-20 09:30", Withdraw::default());
    let command = done(&life, 1);
    let events = life.does(body(REGISTRY), NOW, command).unwrap();
    assert_eq!(names(&events), ["MessageQuarantined"]);
    assert_eq!(life.stage(), Some(Stage::Closed));
}

#[test]
fn a_register_that_lists_the_kind_or_none_at_all_lets_it_pass() {
    for commands in [vec![list_kind("task.answer.v1").into()], vec![approve_endpoint(REGISTRY).into()]] {
        let (mut life, _) = sent();
        life.meanwhile(|facts| facts.ruled(&rulebook(commands), NOW));
        let command = done(&life, 1);
        assert_eq!(names(&life.does(body(REGISTRY), NOW, command).unwrap()), ["TaskCompleted"]);
    }
}

/// A task, a question and an offer go to bodies that the channel can reach.
#[test]
fn nothing_is_sent_to_a_body_without_an_approved_endpoint() {
    let only = |body: &str| rulebook([RulebookCommand::from(approve_endpoint(body))]);
    let verified = || Life::at_stage(Stage::UnderVerification);
    let acts: [(Life, crate::actor::Actor, Command, &str); 3] = [
        (in_execution(), handler(), send("title").into(), REGISTRY),
        (verified(), verifier(), ask_source(CIVIL, &["national_no"]).into(), CIVIL),
        (verified(), supervisor(), transfer_to("mun.janzour", ClockRule::GoesOn).into(), "mun.janzour"),
    ];
    for (mut life, by, command, to) in acts {
        life.meanwhile(|facts| facts.ruled(&only("another-body"), NOW));
        let refused = life.refused(by.clone(), SENT, command.clone());
        assert_eq!(refused, Refusal::EndpointNotApproved { body: to.to_owned() });
        assert_eq!(refused.rule().id, "SA-4");
        life.meanwhile(|facts| facts.ruled(&only(to), NOW));
        life.then(by, SENT, command);
    }
}
