//! Who may, and what is told to those who may not.

use talab::core::almanac::{AlmanacCommand, PublishCalendar};
use talab::core::definition::{Condition, Requirement};
use talab::core::request::intake::Document;
use talab::core::service::{ProposeServiceVersion, ServiceCommand};
use talab::core::testing::{self, applicant, auditor, handler, regulator, somebody, stranger};
use talab::core::{ACCESS, ApplicantClass, CommandKind, Country, Party, ServiceCode};
use talab::store::{StreamId, Version};
use talab::{Actor, Lang, Role, Submission, Talab};

use super::world::{SERVICE, World, complete, complete_for, on_every_backend, refusal};

#[tokio::test]
async fn a_stranger_learns_nothing() {
    on_every_backend(|world: World| async move {
        let reference = world.submits().await.reference;
        let elsewhere =
            Actor::officer(somebody("o-else"), Role::Handler, "mun.benghazi".try_into().expect("a body"));
        for actor in [stranger(), elsewhere] {
            let viewer = world.talab.as_actor(&actor);
            assert_eq!(refusal(viewer.status(&reference).await).code(), "unknown_request");
            assert_eq!(refusal(viewer.trail(&reference).await).code(), "unknown_request");
            assert_eq!(refusal(viewer.execute(&reference, testing::note()).await).code(), "unknown_request");
            let guess = viewer.execute(&reference, testing::note()).expecting(1);
            assert_eq!(refusal(guess.await).code(), "unknown_request", "not even the version");
            let again = viewer.execute(&reference, testing::submission());
            assert_eq!(refusal(again.await).code(), "unknown_request", "not even the stage");
            assert_eq!(refusal(viewer.available_actions(&reference).await).code(), "unknown_request");
        }
    })
    .await;
}

#[tokio::test]
async fn who_tried_is_in_the_access_stream_without_personal_values() {
    on_every_backend(|world: World| async move {
        let reference = world.submits().await.reference;
        world.refuses(&applicant(), &reference, testing::approve()).await;
        let stream = StreamId::new(ACCESS, reference.as_str()).expect("a stream");
        let refused = world.talab.log().read_stream(&stream, Version::new(1)).await.expect("readable");
        assert_eq!(refused.len(), 1);
        assert!(refused[0].payload.contains("not_permitted") && refused[0].payload.contains("p-aisha"));

        let wrong = Submission::to(SERVICE).answer("national_no", "not-a-number");
        let actor = applicant();
        assert_eq!(
            refusal(world.talab.as_actor(&actor).submit(wrong).await).path(),
            Some("answers.national_no")
        );
        let nowhere = StreamId::new(ACCESS, "-").expect("a stream");
        let refused = world.talab.log().read_stream(&nowhere, Version::new(1)).await.expect("readable");
        assert!(refused.iter().all(|event| !event.payload.contains("not-a-number")));

        let internal = world.talab.as_actor(&auditor()).trail(&reference).await.expect("a trail");
        let public = world.talab.as_actor(&applicant()).trail(&reference).await.expect("a trail");
        assert!(internal.lines.iter().any(|line| line.event == "CommandRefused"));
        assert!(public.lines.iter().all(|line| line.event != "CommandRefused"));
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_taken_in_names_input_rule_and_remedy() {
    on_every_backend(|world: World| async move {
        let actor = applicant();
        let me = world.talab.as_actor(&actor);
        let bill = |format: &str, bytes: u64| {
            Document::new("utility_bill".try_into().expect("a kind"), "ab".repeat(32), bytes, format)
        };
        let mut secret = bill("pdf", 1);
        secret.classified = true;
        let cases = [
            (Submission::to("no.such-service"), "unknown_service"),
            (Submission::to("NOT A CODE"), "unknown_service"),
            (Submission::to(SERVICE).version(7), "version_not_current"),
            (complete().answer("no_such_field", "x"), "field_invalid"),
            (complete().answer("owns_dwelling", "yes"), "field_invalid"),
            (complete().answer("full_name", "\u{202E}evil"), "field_invalid"),
            (complete().answer("full_name", "x".repeat(400_000)), "field_invalid"),
            (complete().email("nobody"), "field_invalid"),
            (Submission::to(SERVICE).document(bill("exe", 10)), "field_invalid"),
            (Submission::to(SERVICE).document(bill("pdf", 99_000_000)), "field_invalid"),
            (Submission::to(SERVICE).document(secret), "out_of_scope_document"),
            (
                complete().on_behalf_of(Party::new(somebody("p-other"), ApplicantClass::Citizen)),
                "mandate_missing",
            ),
        ];
        let requests = world.talab.log().streams("Request", None, 10).await.expect("readable").len();
        for (submission, code) in cases {
            let refusal = refusal(me.submit(submission.clone()).await);
            assert_eq!(refusal.code(), code, "{submission:?}");
            assert!(refusal.text(Lang::Ar).chars().any(|c| ('\u{0621}'..='\u{064A}').contains(&c)));
            assert!(!refusal.rule().id.is_empty());
        }
        let after = world.talab.log().streams("Request", None, 10).await.expect("readable").len();
        assert_eq!(after, requests, "nothing was appended");
    })
    .await;
}

#[tokio::test]
async fn without_an_identity_port_nobody_can_submit() {
    let talab = Talab::builder("memory:").open().await.expect("an engine");
    talab.publish_for_tests(&testing::definition(), &testing::calendar()).await.expect("published");
    let actor = applicant();
    assert_eq!(refusal(talab.as_actor(&actor).submit(complete()).await).code(), "identity_missing");
}

/// A reference comes from the engine: nobody makes a request under one of their own choice.
#[tokio::test]
async fn a_submission_does_not_choose_its_reference() {
    let world = World::in_memory().await;
    let chosen = talab::Reference::from_bits(4_242);
    let refused = world.refuses(&applicant(), &chosen, testing::submission()).await;
    assert_eq!(refused.code(), "unknown_request");
    assert!(world.talab.log().streams("Request", None, 10).await.expect("readable").is_empty());
}

/// The entry of one jurisdiction or service is not made with the content of another's.
#[tokio::test]
async fn the_directory_holds_each_under_its_own_name() {
    let world = World::in_memory().await;
    let regulator = regulator();
    let other = talab::core::Jurisdiction::new("ly-east").expect("a jurisdiction");
    let command = AlmanacCommand::PublishCalendar(PublishCalendar { calendar: testing::calendar() });
    let id = talab::CommandId::new("east").expect("an id");
    let done = world.talab.as_actor(&regulator).change_calendar(&other, command, id).await;
    assert_eq!(refusal(done).path(), Some("jurisdiction"));
    let manager = testing::manager();
    let propose = ServiceCommand::ProposeServiceVersion(ProposeServiceVersion::new(
        testing::definition(),
        "نعم".to_owned(),
    ));
    let other = "mun.another-service".try_into().expect("a code");
    let id = talab::CommandId::new("another").expect("an id");
    let done = world.talab.as_actor(&manager).change_service(&other, propose, id).await;
    assert_eq!(refusal(done).path(), Some("code"));
}

#[tokio::test]
async fn a_check_tells_the_gaps_and_appends_nothing() {
    on_every_backend(|world: World| async move {
        let actor = applicant();
        let me = world.talab.as_actor(&actor);
        let before = world.position().await;
        let answers = std::collections::BTreeMap::from([("owns_dwelling", false)]);
        let gaps = me.check(SERVICE, &answers).await.expect("checked");
        let items: Vec<_> = gaps.iter().map(|gap| gap.missing.item.as_str()).collect();
        assert!(items.contains(&"utility_bill") && items.contains(&"full_name"), "{items:?}");
        assert!(gaps.iter().all(|gap| !gap.text.ar.is_empty()));
        assert!(me.check_submission(&complete()).await.expect("checked").is_empty());
        assert_eq!(world.position().await, before);
    })
    .await;
}

#[tokio::test]
async fn the_buttons_are_what_the_rules_allow() {
    on_every_backend(|world: World| async move {
        let reference = world.submits().await.reference;
        let kinds = |actions: Vec<talab::core::request::Action>| -> Vec<CommandKind> {
            actions.into_iter().map(|action| action.command).collect()
        };
        let mine =
            kinds(world.talab.as_actor(&applicant()).available_actions(&reference).await.expect("actions"));
        let expected = [
            CommandKind::RecordFeedback,
            CommandKind::NameInterestedParty,
            CommandKind::DiscloseRecord,
            CommandKind::Withdraw,
        ];
        assert_eq!(mine, expected);
        let auditors =
            kinds(world.talab.as_actor(&auditor()).available_actions(&reference).await.expect("actions"));
        assert!(auditors.is_empty(), "an auditor reads");
        let handlers =
            kinds(world.talab.as_actor(&handler()).available_actions(&reference).await.expect("actions"));
        assert!(handlers.contains(&CommandKind::RequestCorrections));
        assert!(!handlers.contains(&CommandKind::ApproveDecision));
    })
    .await;
}

#[tokio::test]
async fn lists_show_each_what_they_may_know() {
    on_every_backend(|world: World| async move {
        let mine = world.submits().await.reference;
        let actor = stranger();
        let theirs = world.talab.as_actor(&actor).submit(complete()).await.expect("submitted").reference;
        let list = |actor: Actor| {
            let talab = world.talab.clone();
            async move {
                let page = talab.as_actor(&actor).requests(talab::Filter::new()).await.expect("a list");
                let mut found: Vec<_> = page.requests.into_iter().map(|row| row.reference).collect();
                found.sort();
                found
            }
        };
        let mut both = vec![mine.clone(), theirs];
        both.sort();
        assert_eq!(list(applicant()).await, [mine]);
        assert_eq!(list(handler()).await, both);
        assert_eq!(list(regulator()).await, both);
        let elsewhere =
            Actor::officer(somebody("o-else"), Role::Handler, "mun.benghazi".try_into().expect("a body"));
        assert!(list(elsewhere).await.is_empty());
    })
    .await;
}

/// LY-1b: in Libya or abroad, as the applicant says, and the service may ask for more of who lives abroad.
#[tokio::test]
async fn who_lives_abroad_says_so_and_the_service_may_ask_for_more() {
    on_every_backend(|world: World| async move {
        let mut definition = testing::definition();
        definition.code = ServiceCode::new("mun.residence-abroad").expect("a code");
        let abroad = "applicant.country != null && applicant.country != \"LY\"";
        definition.documents[1].required = Requirement::If(Condition::new(abroad));
        world.talab.publish_for_tests(&definition, &testing::calendar()).await.expect("published");
        let of = |country: Option<&str>| {
            let submission = complete_for(definition.code.as_str());
            match country {
                Some(code) => submission.living_in(Country::new(code).expect("a country")),
                None => submission,
            }
        };
        let me = applicant();
        for (country, gaps) in [(None, 0), (Some("LY"), 0), (Some("TN"), 1)] {
            let lacks = world.talab.as_actor(&me).check_submission(&of(country)).await.expect("checked");
            assert_eq!(lacks.len(), gaps, "{country:?}: {lacks:?}");
        }
        let filed = world.talab.as_actor(&me).submit(of(Some("LY"))).await.expect("filed");
        let given = world.talab.as_actor(&me).disclose(&filed.reference, &[]).await.expect("given");
        assert_eq!(given.record.applicant.country.as_ref().map(Country::as_str), Some("LY"));
        world.history_holds().await;
    })
    .await;
}
