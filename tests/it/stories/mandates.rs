//! Somebody acts for another: a lawyer under a mandate, while it holds and as far as it reaches.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use talab::core::mandate::{GrantMandate, MandateAct, MandateCommand, MandateServices, RevokeMandate};
use talab::core::request::exits::Withdraw;
use talab::core::testing::{
    self, Moment, applicant, auditor, mandate_of, regulator, representative, stranger, verifier,
};
use talab::core::{ApplicantClass, MandateId, Party, Stage};
use talab::projections::Style;
use talab::store::{Position, Version};
use talab::testing::{FrozenClock, NumberedIds};
use talab::{
    Actor, Claim, CommandId, Filter, Identification, IdentityVerifier, Intake, Lang, Reference, Submission,
    Submit, Talab,
};

use super::world::{World, complete, on_every_backend, refusal};

fn id(key: &str) -> CommandId {
    CommandId::new(key).expect("an id")
}

fn power() -> GrantMandate {
    mandate_of(&applicant().person, &representative().person)
}

async fn granted(world: &World) -> MandateId {
    world.talab.as_actor(&applicant()).grant_mandate(power(), id("grant")).await.expect("granted")
}

async fn revoked(world: &World, mandate: &MandateId) {
    let revoke = MandateCommand::RevokeMandate(RevokeMandate { reason: "انتهت العلاقة".into() });
    let me = applicant();
    world.talab.as_actor(&me).change_mandate(mandate, revoke, id("revoke")).await.expect("revoked");
}

/// The complete application, as the lawyer files it.
fn for_aisha() -> Submission {
    complete().on_behalf_of(Party::new(applicant().person, ApplicantClass::Citizen))
}

fn filing<'a>(world: &'a World, lawyer: &'a Actor, mandate: &'a MandateId) -> Submit<'a> {
    world.talab.as_actor(lawyer).under(mandate).submit(for_aisha())
}

async fn filed(world: &World, mandate: &MandateId) -> Reference {
    let filed = filing(world, &representative(), mandate).await.expect("filed");
    assert!(matches!(filed.outcome, Intake::Acknowledged { .. }), "{filed:?}");
    filed.reference
}

fn withdraw() -> Withdraw {
    Withdraw { reason: None }
}

#[tokio::test]
async fn a_lawyer_files_corrects_and_withdraws() {
    on_every_backend(|world: World| async move {
        let lawyer = representative();
        let refused = refusal(world.talab.as_actor(&lawyer).submit(for_aisha()).await);
        assert_eq!(refused.code(), "mandate_missing");
        let mandate = granted(&world).await;
        let reference = filed(&world, &mandate).await;
        world.at("2025-10-19 09:00");
        world.does(&verifier(), &reference, testing::ask_corrections(&["address"])).await;
        // What was filed under it needs no naming again.
        let me = world.talab.as_actor(&lawyer);
        let status = me.status(&reference).await.expect("a status");
        assert_eq!(status.stage, Stage::AwaitingCorrection);
        let actions = me.available_actions(&reference).await.expect("actions");
        let actions: Vec<_> = actions.iter().map(|action| action.command.name()).collect();
        assert_eq!(actions, ["Correct", "RecordFeedback", "DiscloseRecord", "Withdraw"]);
        world.does(&lawyer, &reference, testing::correct_answer("address", "شارع الجمهورية 7")).await;
        world.does(&lawyer, &reference, withdraw()).await;
        assert_eq!(world.status(&reference).await.stage, Stage::Closed, "and the applicant sees it");

        let trail = world.talab.as_actor(&applicant()).trail(&reference).await.expect("a trail");
        let under = |event: &str| {
            let line = trail.lines.iter().find(|line| line.event == event).expect("a line");
            (line.who.role.clone(), line.mandate.clone())
        };
        for event in ["Submitted", "Corrected", "Withdrawn"] {
            let lawyers = (Some("representative".to_owned()), Some(mandate.to_string()));
            assert_eq!(under(event), lawyers, "{event}");
        }
        let text = trail.to_text(&Style::new(Lang::En));
        assert!(text.contains(&format!("under the mandate: {mandate}")), "{text}");
        let report = world.talab.check_history().run().await.expect("a report");
        assert!(!report.changes_anything(), "{report:?}");
        assert_eq!(report.commands_not_compared(), 0, "{report:?}");
    })
    .await;
}

#[tokio::test]
async fn a_mandate_revoked_in_between_ends_it() {
    on_every_backend(|world: World| async move {
        let (lawyer, mandate) = (representative(), granted(&world).await);
        let reference = filed(&world, &mandate).await;
        world.at("2025-10-19 09:00");
        world.does(&verifier(), &reference, testing::ask_corrections(&["address"])).await;
        revoked(&world, &mandate).await;
        let correct = testing::correct_answer("address", "شارع الجمهورية 7");
        let refused = world.refuses(&lawyer, &reference, correct.clone()).await;
        assert_eq!(refused.code(), "mandate_expired");
        let me = world.talab.as_actor(&lawyer);
        assert_eq!(refusal(me.status(&reference).await).code(), "unknown_request", "and nothing is shown");
        assert_eq!(refusal(me.trail(&reference).await).code(), "unknown_request");
        assert_eq!(refusal(filing(&world, &lawyer, &mandate).await).code(), "mandate_expired");
        world.does(&applicant(), &reference, correct).await;
        let trail = world.talab.as_actor(&auditor()).trail(&reference).await.expect("a trail");
        assert!(trail.lines.iter().any(|line| line.why.contains(&"mandate_expired".to_owned())));
    })
    .await;
}

#[tokio::test]
async fn a_mandate_is_named_for_what_the_applicant_filed_themselves() {
    on_every_backend(|world: World| async move {
        let (lawyer, mandate) = (representative(), granted(&world).await);
        let own = world.submits().await.reference;
        let bare = world.talab.as_actor(&lawyer);
        assert_eq!(refusal(bare.status(&own).await).code(), "unknown_request");
        assert_eq!(bare.requests(Filter::new()).await.expect("a list").requests, []);
        let under = bare.under(&mandate);
        assert_eq!(under.status(&own).await.expect("a status").stage, Stage::Acknowledged);
        let listed = under.requests(Filter::new()).await.expect("a list").requests;
        assert_eq!(listed.iter().map(|row| &row.reference).collect::<Vec<_>>(), [&own]);
        assert!(listed[0].handler.is_none());
        let done = under.execute(&own, withdraw()).id(id("w")).await.expect("withdrawn");
        let again = under.execute(&own, withdraw()).id(id("w")).await.expect("the same");
        assert!(again.replayed && again.position == done.position);
        let other = MandateId::new("M-9").expect("an id");
        let reused = bare.under(&other).execute(&own, withdraw()).id(id("w")).await;
        assert_eq!(refusal(reused).code(), "command_id_reused", "under another mandate it is another act");
        assert_eq!(refusal(bare.under(&other).status(&own).await).code(), "unknown_request");
        assert!(under.outcome_of(&id("w")).await.expect("an outcome").is_some());
        assert!(bare.outcome_of(&id("w")).await.expect("an outcome").is_none());
    })
    .await;
}

#[tokio::test]
async fn a_mandate_reaches_no_further_than_it_says() {
    let world = World::in_memory().await;
    let (me, lawyer) = (applicant(), representative());
    let mut narrow = power();
    narrow.scope.acts = [MandateAct::Filing].into();
    narrow.scope.services = MandateServices::Listed([testing::definition().code].into());
    let narrow = world.talab.as_actor(&me).grant_mandate(narrow, id("narrow")).await.expect("granted");
    let reference = filed(&world, &narrow).await;
    assert_eq!(world.refuses(&lawyer, &reference, withdraw()).await.code(), "mandate_scope");
    let listed = world.talab.as_actor(&lawyer).under(&narrow).requests(Filter::new()).await.expect("a list");
    assert_eq!(listed.requests.len(), 1, "of the one service that it names");
    let mut elsewhere = power();
    elsewhere.scope.services =
        MandateServices::Listed(["mun.building-permit".try_into().expect("a code")].into());
    let elsewhere =
        world.talab.as_actor(&me).grant_mandate(elsewhere, id("elsewhere")).await.expect("granted");
    assert_eq!(refusal(filing(&world, &lawyer, &elsewhere).await).code(), "mandate_scope");
    let under = world.talab.as_actor(&lawyer).under(&elsewhere);
    assert_eq!(refusal(under.status(&reference).await).code(), "unknown_request");
    assert!(under.requests(Filter::new()).await.expect("a list").requests.is_empty());
}

#[tokio::test]
async fn a_mandate_is_granted_once_and_known_to_those_it_concerns() {
    on_every_backend(|world: World| async move {
        let mandate = granted(&world).await;
        assert_eq!(granted(&world).await, mandate, "the same command finds the same mandate");
        let me = applicant();
        let other = GrantMandate { proof: "توكيل آخر".into(), ..power() };
        let reused = world.talab.as_actor(&me).grant_mandate(other, id("grant")).await;
        assert_eq!(refusal(reused).code(), "command_id_reused");
        let again = MandateCommand::GrantMandate(power());
        let again = world.talab.as_actor(&regulator()).change_mandate(&mandate, again, id("again")).await;
        assert_eq!(refusal(again).code(), "mandate_already_granted");
        for (by, proof) in
            [(applicant(), true), (representative(), true), (verifier(), true), (auditor(), false)]
        {
            let told = world.talab.as_actor(&by).mandate(&mandate).await.expect("a mandate");
            assert_eq!((told.in_force, told.proof.is_some()), (true, proof), "{}", by.role);
        }
        let unknown = |outcome| refusal(outcome).code();
        assert_eq!(unknown(world.talab.as_actor(&stranger()).mandate(&mandate).await), "unknown_mandate");
        let none = MandateId::new("M-9").expect("an id");
        assert_eq!(unknown(world.talab.as_actor(&me).mandate(&none).await), "unknown_mandate");
        world.at("2026-01-01 00:00");
        let told = world.talab.as_actor(&me).mandate(&mandate).await.expect("a mandate");
        assert!(!told.in_force && told.revoked_at.is_none(), "it expired by itself");
        assert_eq!(told.until, Some("2026-01-01 00:00".instant()));
    })
    .await;
}

/// The append of a command rests on the mandate as it was looked at.
#[tokio::test]
async fn the_record_names_the_mandate_that_was_looked_at() {
    let world = World::in_memory().await;
    let mandate = granted(&world).await;
    let reference = filed(&world, &mandate).await;
    let log = world.talab.log();
    let commands = log.read_commands(Position::START, 1_000).await.expect("commands");
    let stream = talab::store::StreamId::new("Request", reference.as_str()).expect("a stream");
    let first = log.read_stream(&stream, Version::FIRST).await.expect("events").remove(0);
    let record = commands.iter().find(|it| it.first() == first.position).expect("its command");
    let record: serde_json::Value = serde_json::from_str(&record.record).expect("JSON");
    assert_eq!(record["facts"]["mandate"], serde_json::json!({ "id": mandate, "version": 1 }));
    assert_eq!(first.event_version, "3");
    assert!(first.metadata.contains(mandate.as_str()));
}

/// A registry that takes its time: while it is asked, the applicant revokes the mandate.
#[derive(Clone, Debug, Default)]
struct Slow(Arc<Mutex<Option<(Talab, MandateId)>>>);

#[async_trait]
impl IdentityVerifier for Slow {
    async fn verify(&self, _: &Claim) -> Identification {
        let meanwhile = self.0.lock().expect("nobody panics").take();
        if let Some((talab, mandate)) = meanwhile {
            let revoke =
                MandateCommand::RevokeMandate(RevokeMandate { reason: "انتهت العلاقة".into() });
            let me = applicant();
            talab.as_actor(&me).change_mandate(&mandate, revoke, id("revoke")).await.expect("revoked");
        }
        Identification::confirmed("civil-registry", "high", Vec::new())
    }
}

/// What a submission rests on must not have moved when it is appended.
#[tokio::test]
async fn a_mandate_revoked_while_a_submission_is_looked_at_stops_it() {
    let slow = Slow::default();
    let clock = FrozenClock::at("2025-10-16 10:30".instant());
    let talab = Talab::builder("memory:").clock(clock).ids(NumberedIds::new()).identity(slow.clone());
    let talab = talab.open().await.expect("the engine opens");
    talab.publish_for_tests(&testing::definition(), &testing::calendar()).await.expect("published");
    let (me, lawyer) = (applicant(), representative());
    let mandate = talab.as_actor(&me).grant_mandate(power(), id("grant")).await.expect("granted");
    let under = talab.as_actor(&lawyer).under(&mandate);
    let first = under.submit(for_aisha()).await.expect("nothing comes in between");
    assert!(matches!(first.outcome, Intake::Acknowledged { .. }));
    *slow.0.lock().expect("nobody panics") = Some((talab.clone(), mandate.clone()));
    let refused = refusal(under.submit(for_aisha()).await);
    assert_eq!(refused.code(), "mandate_expired");
}

/// LY-6.2: what is held about a person besides their requests.
#[tokio::test]
async fn a_person_reads_their_mandates_and_finds_them_with_what_was_filed_under_them() {
    on_every_backend(|world: World| async move {
        let mandate = granted(&world).await;
        let reference = filed(&world, &mandate).await;
        let me = applicant();
        let given = world.talab.as_actor(&me).disclose(&reference, &[]).await.expect("given");
        let held = given.record.mandates.expect("mandates");
        assert_eq!(held.iter().map(|it| &it.id).collect::<Vec<_>>(), [&mandate]);
        assert!(held[0].proof.is_some() && given.json.contains(representative().person.as_str()));
        revoked(&world, &mandate).await;
        for reader in [me.clone(), testing::data_officer()] {
            let all = world.talab.as_actor(&reader).mandates_of(&me.person).await.expect("readable");
            assert_eq!(all.iter().map(|it| (&it.id, it.in_force)).collect::<Vec<_>>(), [(&mandate, false)]);
        }
        let lawyers = world.talab.as_actor(&representative()).mandates_of(&representative().person).await;
        assert_eq!(lawyers.expect("readable").len(), 1, "it binds two");
        for (reader, of) in [
            (stranger(), &me.person),
            (me.clone(), &stranger().person),
            (representative(), &me.person),
            (verifier(), &me.person),
        ] {
            let none = world.talab.as_actor(&reader).mandates_of(of).await.expect("readable");
            assert!(none.is_empty(), "{:?} reads of {of}", reader.role);
        }
    })
    .await;
}
