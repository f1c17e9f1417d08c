//! Execution by several bodies: a small graph of tasks, their answers through the channel, and joins (article 17).

use crate::actor::{Actor, Role};
use crate::command_kind::CommandKind;
use crate::definition::{Need, ServiceDefinition};
use crate::ids::{BodyId, StepId};
use crate::private::Private;
use crate::reason::{Reason, ReasonCode};
use crate::refusal::Refusal;
use crate::request::decision::ProposeDecision;
use crate::request::execution::{
    AcceptTask, CancelTask, CompleteStep, CompleteTask, DeclineTask, FailTask, Finding, TaskStanding,
    TimeOutTask,
};
use crate::request::exits::{Discontinue, Withdraw};
use crate::request::{Event, available_actions};
use crate::stage::{Outcome, Stage};
use crate::testing::{
    COUNCIL, ELECTRICITY, Life, POST, REGISTRY, SAFETY, answer, answers, applicant, approve, at, bill, body,
    decider, denial, favourable, grant, handler, message, pass, reply, send, several_bodies, somebody,
    step_done, submission, supervisor, system, verifier,
};

use super::names;

/// The request in execution, with the answers of `submission`.
pub(super) fn in_execution() -> Life {
    executing(several_bodies())
}

fn executing(definition: ServiceDefinition) -> Life {
    let mut life = Life::under(definition);
    life.bring_to(Stage::InExecution);
    life
}

fn id(step: &str) -> StepId {
    step.try_into().unwrap()
}

fn code(refusal: Refusal) -> &'static str {
    refusal.code()
}

fn against(life: &Life, step: &str, moment: &str) -> CompleteTask {
    let reasons = vec![Reason::new(ReasonCode::TskConditionsNotMet)];
    let message = reply(life.request(), step, 700, at(moment));
    CompleteTask::new(id(step), Finding::Unfavourable { reasons }, Some(message))
}

fn standing(life: &Life, step: &str) -> TaskStanding {
    life.request().tasks().find(|(known, _)| known.as_str() == step).unwrap().1.standing
}

/// The names of the steps that a refusal names.
fn open(refusal: Refusal) -> Vec<String> {
    match refusal {
        Refusal::TasksOpen { steps } => steps,
        other => panic!("{other}"),
    }
}

#[test]
fn tasks_go_out_as_the_graph_allows_and_everybody_knows_who_has_the_file() {
    let mut life = in_execution();
    assert_eq!(open(life.refused(handler(), "2025-10-20 08:00", send("survey-by-post"))), ["title"]);
    life.then(handler(), "2025-10-20 09:00", send("title"));
    life.then(system(), "2025-10-20 09:00", send("advice"));
    let Event::TaskDispatched(sent) = life.last("TaskDispatched") else { unreachable!() };
    assert_eq!((sent.body.as_str(), sent.number), (ELECTRICITY, 1));
    assert_eq!(sent.due.unwrap().due_date.to_string(), "2025-10-22");
    let holders: Vec<_> =
        life.request().tasks().filter(|(_, task)| task.is_open()).map(|(_, it)| it.body.as_str()).collect();
    assert_eq!(holders, [ELECTRICITY, REGISTRY]);
    assert_eq!(code(life.refused(handler(), "2025-10-20 10:00", send("title"))), "task_already_closed");
    life.answers("title", "2025-10-21 09:00");
    life.then(handler(), "2025-10-21 10:00", send("survey-by-council"));
    assert_eq!(
        open(life.refused(handler(), "2025-10-21 10:00", step_done())),
        ["advice", "survey-by-post", "survey-by-council"]
    );
}

#[test]
fn the_whole_road_of_several_bodies() {
    let mut life = in_execution();
    life.then(handler(), "2025-10-20 09:00", send("title")).then(
        handler(),
        "2025-10-20 09:00",
        send("advice"),
    );
    let first = AcceptTask {
        step: id("title"),
        message: Some(reply(life.request(), "title", 1, at("2025-10-20 11:00"))),
    };
    life.then(body(REGISTRY), "2025-10-20 11:00", first);
    assert_eq!(standing(&life, "title"), TaskStanding::Accepted);
    let mut done = favourable("title", reply(life.request(), "title", 2, at("2025-10-21 09:00")));
    done.conditions = vec!["c2".try_into().unwrap()];
    done.documents = vec![bill()];
    done.remark = Private::new(Some("القيد مطابق".to_owned()));
    life.then(body(REGISTRY), "2025-10-21 09:00", done);
    life.answers("advice", "2025-10-21 10:00");
    life.then(handler(), "2025-10-21 11:00", send("survey-by-post"));
    life.answers("survey-by-post", "2025-10-22 09:00");
    life.then(handler(), "2025-10-22 10:00", step_done());
    life.then(handler(), "2025-10-22 11:00", grant());
    life.then(decider(), "2025-10-22 12:00", approve());
    assert_eq!(life.request().outcome(), Some(Outcome::Granted));
    let Event::Granted(granted) = life.last("Granted") else { unreachable!() };
    assert_eq!(granted.conditions.len(), 2, "the registry found c2 met, the engine c1");
}

#[test]
fn a_step_that_is_not_needed_here_is_no_step_of_this_request() {
    let mut life = in_execution();
    life.then(handler(), "2025-10-20 09:00", send("title"));
    life.answers("title", "2025-10-20 10:00");
    assert_eq!(code(life.refused(handler(), "2025-10-20 11:00", send("safety"))), "task_unknown");
    let needs = |step| life.request().needs(&several_bodies(), &id(step));
    assert!(!needs("safety") && needs("title"));
    let mut owner = submission();
    let mut owned = answers();
    owned.extend(answer("owns_dwelling", true));
    owner.answers = owned.into();
    let mut life = Life::under(several_bodies());
    life.then(applicant(), "2025-10-16 10:30", owner).then(verifier(), "2025-10-19 11:00", pass());
    life.then(handler(), "2025-10-20 09:00", send("title"));
    life.answers("title", "2025-10-20 10:00");
    life.then(handler(), "2025-10-20 11:00", send("safety"));
    assert_eq!(
        life.request().tasks().map(|(_, task)| task.body.as_str()).collect::<Vec<_>>(),
        [SAFETY, REGISTRY]
    );
}

#[test]
fn a_join_is_met_by_as_many_as_it_needs() {
    let surveys = |life: &mut Life| {
        life.then(handler(), "2025-10-20 09:00", send("title"));
        life.answers("title", "2025-10-20 10:00");
        life.then(handler(), "2025-10-20 11:00", send("survey-by-post"));
        life.then(handler(), "2025-10-20 11:00", send("survey-by-council"));
        life.then(handler(), "2025-10-20 11:00", send("advice"));
        life.answers("advice", "2025-10-20 12:00");
    };
    let mut any = in_execution();
    surveys(&mut any);
    any.then(body(POST), "2025-10-20 13:00", against(&any.clone(), "survey-by-post", "2025-10-20 13:00"));
    any.answers("survey-by-council", "2025-10-20 14:00");
    any.then(handler(), "2025-10-20 15:00", step_done());

    let mut both = several_bodies();
    both.joins[0].need = Need::All;
    let mut life = executing(both);
    surveys(&mut life);
    life.answers("survey-by-council", "2025-10-20 14:00");
    assert_eq!(open(life.refused(handler(), "2025-10-20 15:00", step_done())), ["survey-by-post"]);
    life.then(body(POST), "2025-10-20 16:00", against(&life.clone(), "survey-by-post", "2025-10-20 16:00"));
    let met: ProposeDecision = grant();
    assert_eq!(code(life.refused(handler(), "2025-10-20 17:00", met)), "task_unfavourable");
}

#[test]
fn advice_may_be_left_out_when_its_days_are_over_and_only_advice() {
    let mut life = in_execution();
    life.then(handler(), "2025-10-20 09:00", send("advice")).then(
        handler(),
        "2025-10-20 09:00",
        send("title"),
    );
    let time_out = |step: &str| TimeOutTask { step: id(step) };
    assert_eq!(code(life.refused(system(), "2025-10-22 09:00", time_out("advice"))), "term_not_over");
    life.then(system(), "2025-10-26 00:00", time_out("advice"));
    assert_eq!(standing(&life, "advice"), TaskStanding::TimedOut);
    assert_eq!(open(life.refused(system(), "2025-10-28 09:00", time_out("title"))), ["title"]);
    let late = favourable("advice", reply(life.request(), "advice", 9, at("2025-10-28 10:00")));
    assert_eq!(code(life.refused(body(ELECTRICITY), "2025-10-28 10:00", late)), "task_already_closed");
}

#[test]
fn advice_against_the_request_does_not_bind() {
    let mut life = in_execution();
    life.then(handler(), "2025-10-20 09:00", send("advice")).then(
        handler(),
        "2025-10-20 09:00",
        send("title"),
    );
    life.then(body(ELECTRICITY), "2025-10-20 10:00", against(&life.clone(), "advice", "2025-10-20 10:00"));
    life.answers("title", "2025-10-20 11:00");
    life.then(handler(), "2025-10-20 12:00", send("survey-by-post"));
    life.answers("survey-by-post", "2025-10-21 09:00");
    life.then(handler(), "2025-10-21 10:00", step_done());
}

#[test]
fn once_a_body_says_no_the_denial_waits_for_nobody_else() {
    let mut life = in_execution();
    life.then(handler(), "2025-10-20 09:00", send("title")).then(
        handler(),
        "2025-10-20 09:00",
        send("advice"),
    );
    assert_eq!(
        open(life.refused(handler(), "2025-10-20 10:00", denial())),
        ["title", "advice", "survey-by-post", "survey-by-council", "verify-address"]
    );
    life.then(body(REGISTRY), "2025-10-20 11:00", against(&life.clone(), "title", "2025-10-20 11:00"));
    assert_eq!(code(life.refused(handler(), "2025-10-20 12:00", grant())), "task_unfavourable");
    life.then(handler(), "2025-10-20 12:00", denial());
    let events = life.does(decider(), "2025-10-20 13:00", approve()).unwrap();
    assert_eq!(names(&events)[..4], ["DecisionApproved", "Denied", "Executed", "TaskCancelled"]);
    assert_eq!(standing(&life, "advice"), TaskStanding::Cancelled(ReasonCode::TskParentEnded));
}

#[test]
fn a_declined_failed_or_cancelled_task_is_sent_again_and_older_answers_are_too_late() {
    let mut life = in_execution();
    life.then(handler(), "2025-10-20 09:00", send("title"));
    let first = reply(life.request(), "title", 1, at("2025-10-20 10:00"));
    let decline =
        DeclineTask { step: id("title"), reason: ReasonCode::TskNotOurs, message: Some(first.clone()) };
    life.then(body(REGISTRY), "2025-10-20 10:00", decline);
    life.then(handler(), "2025-10-20 11:00", send("title"));
    let second = reply(life.request(), "title", 2, at("2025-10-20 12:00"));
    let fail =
        FailTask { step: id("title"), reason: ReasonCode::TskTechnical, message: Some(second.clone()) };
    life.then(body(REGISTRY), "2025-10-20 12:00", fail);
    life.then(handler(), "2025-10-20 13:00", send("title"));
    life.then(
        supervisor(),
        "2025-10-20 14:00",
        CancelTask { step: id("title"), reason: ReasonCode::TskMissingInput },
    );
    life.then(handler(), "2025-10-20 15:00", send("title"));
    let Event::TaskDispatched(sent) = life.last("TaskDispatched") else { unreachable!() };
    assert_eq!(sent.number, 4);
    let mut old = second;
    old.id = "IN-99".try_into().unwrap();
    assert_eq!(
        code(life.refused(body(REGISTRY), "2025-10-20 16:00", favourable("title", old))),
        "task_already_closed"
    );
    life.answers("title", "2025-10-20 17:00");
    let again = CancelTask { step: id("title"), reason: ReasonCode::TskMissingInput };
    assert_eq!(code(life.refused(handler(), "2025-10-20 18:00", again)), "task_already_closed");
}

#[test]
fn a_task_is_taken_on_once() {
    let mut life = in_execution();
    life.then(handler(), "2025-10-20 09:00", send("title"));
    let accept = |life: &Life, number| {
        let message = Some(reply(life.request(), "title", number, at("2025-10-20 10:00")));
        AcceptTask { step: id("title"), message }
    };
    life.then(body(REGISTRY), "2025-10-20 10:00", accept(&life.clone(), 1));
    let twice = accept(&life, 2);
    assert_eq!(code(life.refused(body(REGISTRY), "2025-10-20 10:00", twice)), "task_already_closed");
}

/// I-22, by example: whatever is wrong with an answer, nothing changes and the reason is said.
#[test]
fn an_answer_comes_over_the_channel_once_from_the_body_that_was_asked() {
    let mut life = in_execution();
    life.then(handler(), "2025-10-20 09:00", send("title")).then(
        handler(),
        "2025-10-20 09:00",
        send("advice"),
    );
    let now = at("2025-10-20 10:00");
    let right = reply(life.request(), "title", 1, now);
    let before = life.request().clone();
    let mut no = |by: Actor, command: CompleteTask| life.refused(by, now, command);
    let unsaid = CompleteTask::new(id("title"), Finding::Favourable, None);
    assert_eq!(code(no(body(REGISTRY), unsaid)), "channel_required");
    let mut foreign = right.clone();
    foreign.from = "civil-registry".try_into().unwrap();
    assert_eq!(no(body(REGISTRY), favourable("title", foreign)).path(), Some("message.from"));
    let mut elsewhere = right.clone();
    elsewhere.to = "mun.benghazi".try_into().unwrap();
    assert_eq!(no(body(REGISTRY), favourable("title", elsewhere)).path(), Some("message.to"));
    let meddling = message(ELECTRICITY, 2, now);
    assert_eq!(code(no(body(ELECTRICITY), favourable("title", meddling))), "not_assigned");
    assert_eq!(
        code(no(body(REGISTRY), favourable("survey-by-post", message(REGISTRY, 3, now)))),
        "task_unknown"
    );
    assert_eq!(
        code(no(body(REGISTRY), favourable("title", message(REGISTRY, 4, now)))),
        "task_already_closed"
    );
    assert_eq!(code(no(body(COUNCIL), favourable("title", message(COUNCIL, 5, now)))), "unknown_request");
    let silent = Finding::Unfavourable { reasons: Vec::new() };
    let unexplained = CompleteTask::new(id("title"), silent, Some(right.clone()));
    assert_eq!(code(no(body(REGISTRY), unexplained)), "reason_required");
    let mut strange = favourable("title", right.clone());
    strange.conditions = vec!["c9".try_into().unwrap()];
    assert_eq!(no(body(REGISTRY), strange).path(), Some("conditions.c9"));
    let mut secret = favourable("title", right.clone());
    secret.documents = vec![bill()];
    secret.documents[0].classified = true;
    assert_eq!(code(no(body(REGISTRY), secret)), "out_of_scope_document");
    assert_eq!(*life.request(), before);
    life.then(body(REGISTRY), now, favourable("title", right.clone()));
    assert_eq!(
        code(life.refused(body(REGISTRY), now, favourable("title", right))),
        "message_already_applied"
    );
}

#[test]
fn an_answer_to_an_ended_request_is_kept_aside() {
    for withdrawn in [true, false] {
        let mut life = in_execution();
        life.then(handler(), "2025-10-20 09:00", send("title")).then(
            handler(),
            "2025-10-20 09:00",
            send("advice"),
        );
        let events = if withdrawn {
            life.does(applicant(), "2025-10-20 10:00", Withdraw::default())
        } else {
            life.does(supervisor(), "2025-10-20 10:00", Discontinue { reason: ReasonCode::ClsObjectGone })
        };
        assert_eq!(names(&events.unwrap())[..2], ["TaskCancelled", "TaskCancelled"]);
        let now = at("2025-10-21 09:00");
        let mut late = favourable("title", reply(life.request(), "title", 1, now));
        late.remark = Private::new(Some("القيد مطابق".to_owned()));
        let kept = life.does(body(REGISTRY), now, late).unwrap();
        assert_eq!(names(&kept), ["LateAnswerKept"]);
        assert!(!kept[0].is_public());
        let reason = ReasonCode::TskNotOurs;
        let decline = DeclineTask {
            step: id("advice"),
            reason,
            message: Some(reply(life.request(), "advice", 2, now)),
        };
        life.then(body(ELECTRICITY), now, decline);
        let meddling = DeclineTask { step: id("title"), reason, message: Some(message(ELECTRICITY, 3, now)) };
        assert_eq!(code(life.refused(body(ELECTRICITY), now, meddling)), "not_assigned");
        assert_eq!(
            (life.stage(), standing(&life, "title")),
            (Some(Stage::Closed), TaskStanding::Cancelled(ReasonCode::TskParentEnded))
        );
    }
}

#[test]
fn each_does_its_own_steps_only() {
    let mut life = in_execution();
    let theirs = CompleteStep::new(id("title"));
    assert_eq!(code(life.refused(handler(), "2025-10-20 09:00", theirs)), "not_assigned");
    assert_eq!(code(life.refused(handler(), "2025-10-20 09:00", send("verify-address"))), "not_assigned");
    assert_eq!(code(life.refused(handler(), "2025-10-20 09:00", send("paint"))), "task_unknown");
    let never = CancelTask { step: id("title"), reason: ReasonCode::TskTechnical };
    assert_eq!(code(life.refused(handler(), "2025-10-20 09:00", never)), "task_unknown");
    assert_eq!(code(life.refused(body(REGISTRY), "2025-10-20 09:00", send("title"))), "unknown_request");
}

#[test]
fn the_buttons_follow_the_tasks() {
    let buttons = |life: &Life, by: &Actor| -> Vec<CommandKind> {
        available_actions(life.request(), life.facts.definition(), by).iter().map(|it| it.command).collect()
    };
    let expected = |life: &Life| -> Option<CommandKind> {
        let all = [handler(), body(REGISTRY), body(POST)];
        let mut offered =
            all.iter().flat_map(|by| available_actions(life.request(), life.facts.definition(), by));
        offered.find(|it| it.expected).map(|it| it.command)
    };
    let mut life = in_execution();
    assert!(buttons(&life, &handler()).contains(&CommandKind::DispatchTask));
    assert!(!buttons(&life, &handler()).contains(&CommandKind::CompleteStep), "others come first");
    assert_eq!(buttons(&life, &body(REGISTRY)), [], "they have no part in it yet");
    assert_eq!(expected(&life), Some(CommandKind::DispatchTask));
    life.then(handler(), "2025-10-20 09:00", send("title")).then(
        handler(),
        "2025-10-20 09:00",
        send("advice"),
    );
    assert_eq!(expected(&life), Some(CommandKind::CompleteTask));
    let theirs =
        [CommandKind::AcceptTask, CommandKind::DeclineTask, CommandKind::CompleteTask, CommandKind::FailTask];
    assert_eq!(buttons(&life, &body(REGISTRY)), theirs);
    assert!(!buttons(&life, &handler()).contains(&CommandKind::DispatchTask), "both are out");
    assert!(buttons(&life, &system()).contains(&CommandKind::TimeOutTask));
    life.then(body(REGISTRY), "2025-10-20 11:00", against(&life.clone(), "title", "2025-10-20 11:00"));
    assert_eq!(expected(&life), Some(CommandKind::ProposeDecision));
    let officer = Actor::officer(somebody("o-elsewhere"), Role::Handler, BodyId::new(REGISTRY).unwrap());
    assert_eq!(
        buttons(&life, &officer),
        [],
        "the registry's own officers see only what the channel brings them"
    );
}

/// A joined step may stand in for another: it waits until that one is done, well or badly.
#[test]
fn a_step_that_stands_in_for_another_begins_when_that_one_failed_the_applicant() {
    let mut definition = several_bodies();
    definition.steps[4].after = Some(vec![id("survey-by-post")]);
    assert_eq!(crate::definition::verify(&definition), []);
    let mut life = executing(definition);
    life.then(handler(), "2025-10-20 09:00", send("title"));
    life.answers("title", "2025-10-20 10:00");
    assert_eq!(
        open(life.refused(handler(), "2025-10-20 11:00", send("survey-by-council"))),
        ["survey-by-post"]
    );
    life.then(handler(), "2025-10-20 11:00", send("survey-by-post"));
    life.then(body(POST), "2025-10-20 12:00", against(&life.clone(), "survey-by-post", "2025-10-20 12:00"));
    life.then(handler(), "2025-10-20 13:00", send("survey-by-council"));
    let mut circle = several_bodies();
    circle.steps[4].after = Some(vec![id("verify-address")]);
    let places: Vec<_> = crate::definition::verify(&circle).into_iter().map(|it| it.path).collect();
    assert_eq!(
        places.len(),
        1,
        "the provider's step waits for the join, and the join perhaps for it: {places:?}"
    );
}

#[test]
fn free_words_of_a_body_and_conditions_it_cannot_show_are_not_taken() {
    let mut life = in_execution();
    life.then(handler(), "2025-10-20 09:00", send("title")).then(
        handler(),
        "2025-10-20 09:00",
        send("advice"),
    );
    let now = "2025-10-20 10:00";
    let mut named = against(&life, "title", now);
    let Finding::Unfavourable { reasons } = &mut named.finding else { unreachable!() };
    reasons[0] = reasons[0].clone().with_detail(crate::text::Text::new("عائشة", "Aisha"));
    assert_eq!(life.refused(body(REGISTRY), now, named).path(), Some("finding.reasons.detail"));
    let mut proves = against(&life, "title", now);
    proves.conditions = vec!["c2".try_into().unwrap()];
    assert_eq!(life.refused(body(REGISTRY), now, proves).path(), Some("conditions"));
    let mut advises = favourable("advice", reply(life.request(), "advice", 5, at(now)));
    advises.conditions = vec!["c2".try_into().unwrap()];
    assert_eq!(life.refused(body(ELECTRICITY), now, advises).path(), Some("conditions"));
}
