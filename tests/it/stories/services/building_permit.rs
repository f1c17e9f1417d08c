//! S3, the building permit: several bodies, the fee by area and floors, the refusal of one body, the second person.

use talab::core::request::decision::{Proposal, ProposeDecision};
use talab::core::request::execution::{CompleteStep, Finding};
use talab::core::request::fees::AssessFee;
use talab::core::request::outputs::{IssueOutput, OutputStanding};
use talab::core::request::transfer::ClockRule;
use talab::core::testing::{SHA256, applicant, approve, ask_corrections, body, correct_answer, transfer_to};
use talab::core::{Outcome, Reason, ReasonCode, Stage, Text, Value};
use talab::{Actor, Intake, Reference, Role, Submission};

use super::super::world::{World, on_every_backend};
use super::office::{Office, paper};

const FILE: &str = "building-permit.toml";

fn house(area: &str, floors: i32) -> Submission {
    Submission::to("mun.building-permit")
        .answer("plot_no", "44/7")
        .answer("district", "dahra")
        .answer("plot_area", "600")
        .answer("build_area", area)
        .answer("floors", floors)
        .answer("use", "residential")
        .answer("engineer_no", "E-2210")
        .answer("location", "32.887209,13.191338")
        .answer("party_wall", false)
        .documents(["arch_drawings", "struct_drawings", "soil_report"].map(|kind| paper(kind, "pdf")))
}

/// Verified, and the review fee is paid.
async fn in_execution(office: &Office, submission: Submission) -> Reference {
    let filed = office.world.talab.as_actor(&applicant()).submit(submission).await.expect("submitted");
    assert!(matches!(filed.outcome, Intake::Acknowledged { .. }), "{:?}", filed.outcome);
    office.verifies(&filed.reference).await;
    office.is_paid(&filed.reference, &["review"], 50_000, 900).await;
    filed.reference
}

fn unfavourable() -> Finding {
    Finding::Unfavourable { reasons: vec![Reason::new(ReasonCode::TskConditionsNotMet).about("c2")] }
}

/// A denial because another body said no.
fn denial() -> ProposeDecision {
    let reasons = vec![Reason::new(ReasonCode::RefOtherBodyRefused).about("plan")];
    let remedies = Text::new(
        "يجوز التظلم أمام البلدية، أو تعديل المخططات وتقديم طلب جديد",
        "Object to the municipality, or change the drawings and apply again",
    );
    ProposeDecision { proposal: Proposal::Deny { reasons, remedies, explanation: None } }
}

fn statement() -> IssueOutput {
    let output = "site-suitability".try_into().expect("an id");
    IssueOutput { output, number: "SS-44".to_owned(), sha256: SHA256.to_owned(), signature: None }
}

async fn all_agree(office: &Office, reference: &Reference) {
    office.sends(reference, "title").await;
    office.hears(reference, "title", 1, &["c1"]).await;
    office.sends(reference, "plan").await;
    office.sends(reference, "electricity").await;
    office.hears(reference, "plan", 2, &["c2"]).await;
    office.hears(reference, "electricity", 3, &[]).await;
    office.completes(reference, "inspection").await;
}

#[tokio::test]
async fn the_main_story_of_a_house_of_three_floors() {
    on_every_backend(|world: World| async move {
        let office = Office::opens(world, FILE).await;
        let reference = in_execution(&office, house("180.50", 3)).await;
        let plan = office.refuses(Role::Handler, &reference, talab::core::testing::send("plan")).await;
        assert_eq!(plan.code(), "tasks_open", "the title comes first");
        let safety = office.refuses(Role::Handler, &reference, talab::core::testing::send("safety")).await;
        assert_eq!(safety.code(), "task_unknown", "three floors need no opinion on safety");
        all_agree(&office, &reference).await;
        office.grants(&reference, &["c3"]).await;
        office.is_paid(&reference, &["permit", "cleaning"], 406_125 + 25_000, 901).await;
        office.delivers(&reference, "permit").await;
        assert_eq!(office.status(&reference).await.stage, Stage::Decided, "the drawings are still to come");
        office.delivers(&reference, "stamped-drawings").await;
        let status = office.world.status(&reference).await;
        assert_eq!((status.stage, status.outcome), (Stage::Concluded, Some(Outcome::Granted)));
    })
    .await;
}

/// The statement of the site's suitability rests on two bodies' word: it comes before the permit, and outlives its refusal.
#[tokio::test]
async fn the_statement_of_the_site_comes_before_the_decision() {
    on_every_backend(|world: World| async move {
        let office = Office::opens(world, FILE).await;
        let reference = in_execution(&office, house("180", 3)).await;
        let early = office.refuses(Role::Handler, &reference, statement()).await;
        assert_eq!(early.code(), "tasks_open");
        office.sends(&reference, "title").await;
        office.hears(&reference, "title", 1, &["c1"]).await;
        office.sends(&reference, "plan").await;
        office.hears(&reference, "plan", 2, &["c2"]).await;
        let permit = IssueOutput { output: "permit".try_into().expect("an id"), ..statement() };
        let refused = office.refuses(Role::Handler, &reference, permit).await;
        assert_eq!(refused.code(), "output_awaits_decision", "the permit waits for the decision");
        office.delivers(&reference, "site-suitability").await;
        let status = office.world.status(&reference).await;
        assert_eq!((status.stage, status.outcome), (Stage::InExecution, None));
        assert_eq!(status.outputs[0].standing, OutputStanding::Available);
        office.sends(&reference, "electricity").await;
        office.hears(&reference, "electricity", 3, &[]).await;
        office.completes(&reference, "inspection").await;
        office.does(Role::Handler, &reference, denial()).await;
        office.does(Role::Decider, &reference, approve()).await;
        let status = office.world.status(&reference).await;
        assert_eq!(
            (status.outcome, status.outputs[0].standing),
            (Some(Outcome::Denied), OutputStanding::Available)
        );
    })
    .await;
}

/// H6: the advice times out, the planning authority refuses: denied, since another body refused, with remedies.
#[tokio::test]
async fn h6_advice_times_out_and_the_plan_is_refused() {
    on_every_backend(|world: World| async move {
        let office = Office::opens(world, FILE).await;
        let reference = in_execution(&office, house("180", 3)).await;
        office.sends(&reference, "title").await;
        office.hears(&reference, "title", 1, &["c1"]).await;
        office.sends(&reference, "electricity").await;
        office.sends(&reference, "plan").await;
        office.world.at("2025-10-27 00:00");
        assert_eq!(
            office.world.talab.tick().await.expect("a tick").timed_out,
            1,
            "five working days, and Liberation Day isn't one"
        );
        let no = office.answer(&reference, "plan", 2, unfavourable()).await;
        office.world.does(&body("urban-planning"), &reference, no).await;
        let grant = office.refuses(Role::Handler, &reference, Office::grant(&["c1", "c2", "c3"])).await;
        assert_eq!(grant.code(), "task_unfavourable");
        office.does(Role::Handler, &reference, denial()).await;
        office.does(Role::Decider, &reference, approve()).await;
        let status = office.world.status(&reference).await;
        assert_eq!(status.outcome, Some(Outcome::Denied));
        assert_eq!(status.reasons[0].code, ReasonCode::RefOtherBodyRefused);
        assert!(status.remedies.is_some_and(|text| text.ar.contains("التظلم")));
    })
    .await;
}

/// H8: the engineer doesn't approve their own proposal, by whatever role they come in.
#[tokio::test]
async fn h8_nobody_approves_their_own_proposal() {
    on_every_backend(|world: World| async move {
        let office = Office::opens(world, FILE).await;
        let reference = in_execution(&office, house("180", 3)).await;
        all_agree(&office, &reference).await;
        let engineer = office.officer(Role::Handler);
        office.world.does(&engineer, &reference, Office::grant(&["c3"])).await;
        for role in [Role::Decider, Role::Supervisor] {
            let same = Actor::officer(engineer.person.clone(), role, office.definition.provider.clone());
            assert_eq!(office.world.refuses(&same, &reference, approve()).await.code(), "same_person");
            let offered = office.world.talab.as_actor(&same).available_actions(&reference).await;
            let offered = offered.expect("actions");
            assert!(offered.iter().all(|it| it.command != talab::core::CommandKind::ApproveDecision));
        }
        office.does(Role::Decider, &reference, approve()).await;
        assert_eq!(office.status(&reference).await.outcome, Some(Outcome::Granted));
    })
    .await;
}

/// 0.750 for each square metre of each floor, 100 at least; what is less than a dirham is cut off. The levy is 25.
#[tokio::test]
async fn the_permit_fee_by_area_and_floors() {
    for (area, floors, fee) in [
        ("180.50", 3, 406_125),
        ("66.66", 2, 100_000),
        ("66.67", 2, 100_005),
        ("133.33", 1, 100_000),
        ("133.35", 1, 100_012),
        ("1", 1, 100_000),
        ("100000", 12, 900_000_000),
    ] {
        let office = Office::opens(World::in_memory().await, FILE).await;
        let submission = house(area, floors);
        let filed = office.world.talab.as_actor(&applicant()).submit(submission).await.expect("submitted");
        office.verifies(&filed.reference).await;
        office.does(Role::Handler, &filed.reference, AssessFee::default()).await;
        assert_eq!(office.fee(&filed.reference, "permit").await, fee, "{area} × {floors}");
        assert_eq!(office.fee(&filed.reference, "cleaning").await, 25_000);
    }
}

/// Four floors, or a public building, need an opinion on safety; what is asked for grows with the floors.
#[tokio::test]
async fn what_is_needed_follows_from_the_building() {
    let office = Office::opens(World::in_memory().await, FILE).await;
    for (submission, needed) in
        [(house("100", 3), false), (house("100", 4), true), (house("100", 1).answer("use", "public"), true)]
    {
        let reference = in_execution(&office, submission).await;
        let steps = office.status(&reference).await.steps;
        assert_eq!(steps.iter().any(|step| step.id.as_str() == "safety"), needed);
    }
    let bare = |floors: i32| {
        let answers: [(&str, Value); 9] = [
            ("plot_no", "44/7".into()),
            ("district", "dahra".into()),
            ("plot_area", "600".into()),
            ("build_area", "100".into()),
            ("floors", floors.into()),
            ("use", "residential".into()),
            ("engineer_no", "E-2210".into()),
            ("location", "32.887209,13.191338".into()),
            ("party_wall", true.into()),
        ];
        Submission::to("mun.building-permit").answers(answers)
    };
    for (floors, wanted) in [
        (1, vec!["arch_drawings", "neighbours"]),
        (2, vec!["arch_drawings", "struct_drawings", "neighbours"]),
        (4, vec!["arch_drawings", "struct_drawings", "soil_report", "neighbours"]),
    ] {
        let gaps = office.world.talab.as_actor(&applicant()).check_submission(&bare(floors)).await;
        let gaps = gaps.expect("checked");
        assert_eq!(gaps.iter().map(|gap| gap.missing.item.as_str()).collect::<Vec<_>>(), wanted);
    }
}

/// The plot lies in another municipality, which goes on with the same request; its time starts again there.
#[tokio::test]
async fn a_plot_elsewhere_goes_to_its_municipality() {
    on_every_backend(|world: World| async move {
        let office = Office::opens(world, FILE).await;
        let reference = in_execution(&office, house("240.50", 2)).await;
        let received = office.world.status(&reference).await.received_at;
        office.does(Role::Supervisor, &reference, transfer_to("mun.janzour", ClockRule::StartsAgain)).await;
        office.world.at("2025-10-20 09:00");
        let accept = office.world.takes_over(&reference, 950).await;
        office.world.does(&body("mun.janzour"), &reference, accept).await;
        let status = office.world.status(&reference).await;
        assert_eq!((status.provider.as_str(), status.received_at), ("mun.janzour", received));
        assert_eq!(status.clock.expect("a clock").spent, Some(0));
        let here = office.refuses(Role::Handler, &reference, inspected("inspection")).await;
        assert_eq!(here.code(), "unknown_request");
    })
    .await;
}

fn inspected(step: &str) -> CompleteStep {
    CompleteStep::new(step.try_into().expect("a step"))
}

/// H7: corrections are asked, a holiday is declared meanwhile, the answer comes on the last day: two moves, two causes.
#[tokio::test]
async fn h7_a_holiday_during_a_correction_that_is_answered_on_the_last_day() {
    on_every_backend(|world: World| async move {
        let office = Office::opens(world, FILE).await;
        let me = applicant();
        let filed = office.world.talab.as_actor(&me).submit(house("180.50", 3)).await.expect("submitted");
        let reference = filed.reference;
        office.world.at("2025-10-19 09:00");
        office.does(Role::Verifier, &reference, ask_corrections(&["build_area"])).await;
        let due = office.world.status(&reference).await.corrections.expect("asked").due;
        assert_eq!(due.to_string(), "2025-11-10", "fifteen working days, the 23rd of October a holiday");
        office.world.at("2025-11-02 20:00");
        office.world.declares_holiday("2025-11-24").await;
        assert_eq!(office.world.talab.tick().await.expect("ticked").recalculated, 1);
        office.world.at("2025-11-10 20:00");
        office.world.does(&me, &reference, correct_answer("build_area", "175.00")).await;
        let status = office.world.status(&reference).await;
        assert_eq!(office.count(&reference, "DeadlineRecalculated").await, 2);
        let causes: Vec<_> = status.why_moved.iter().filter_map(|it| it.cause).collect();
        assert_eq!(causes, [ReasonCode::CalHolidayDeclared, ReasonCode::CalClockResumed]);
        let expected = status.expected_by.expect("a date").to_string();
        assert_eq!(expected, "2025-12-22", "thirty working days from the 10th, without the 24th of November");
    })
    .await;
}
