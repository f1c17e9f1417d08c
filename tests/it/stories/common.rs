//! One definition for many municipalities, from the common definition to a request under its local form (N4-4).

use talab::catalogue::{ServiceEntry, ServiceQuery};
use talab::core::definition::{CHECKS, ServiceDefinition};
use talab::core::service::{
    EntryPart, PartAttested, ProposeServiceVersion, PublishServiceVersion, RetireService, RunOff,
    ServiceCommand, VerifyServiceVersion,
};
use talab::core::testing::{
    self, KEEPER, applicant, common, local, local_values, manager, regulator, stranger,
};
use talab::core::{Actor, CommandId, Role, ServiceCode};
use talab::{NotDone, Refusal, read_local_over};

use super::world::{World, on_every_backend};

fn keeper() -> Actor {
    Actor::officer(
        "o-keeper".try_into().expect("a person"),
        Role::ProviderManager,
        KEEPER.try_into().expect("a body"),
    )
}

async fn gives(
    world: &World,
    by: &Actor,
    code: &ServiceCode,
    command: ServiceCommand,
) -> Result<u64, NotDone> {
    let id = CommandId::new(format!("{}-{}", command.name(), world.position().await)).expect("an id");
    world.talab.as_actor(by).change_service(code, command, id).await
}

async fn refused(world: &World, by: &Actor, code: &ServiceCode, command: ServiceCommand) -> Refusal {
    let before = world.talab.log().read_stream(&stream(code), talab::store::Version::FIRST).await;
    let refusal = match gives(world, by, code, command).await {
        Err(NotDone::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    };
    let after = world.talab.log().read_stream(&stream(code), talab::store::Version::FIRST).await;
    assert_eq!(before.expect("readable").len(), after.expect("readable").len(), "nothing was appended");
    refusal
}

fn stream(code: &ServiceCode) -> talab::store::StreamId {
    talab::store::StreamId::new("Service", code.as_str()).expect("a stream")
}

fn propose(definition: ServiceDefinition) -> ServiceCommand {
    ServiceCommand::ProposeServiceVersion(ProposeServiceVersion::new(definition, "نقرّ بدقة البيانات"))
}

fn verify(version: u32) -> ServiceCommand {
    ServiceCommand::VerifyServiceVersion(VerifyServiceVersion::new(version))
}

async fn entry(world: &World, code: &ServiceCode) -> ServiceEntry {
    let me = stranger();
    world.talab.as_actor(&me).service(code).await.expect("readable").expect("in force")
}

#[tokio::test]
async fn a_local_service_rests_on_the_common_definition_and_says_so() {
    on_every_backend(|world: World| async move {
        let (shared, own) = (common(), local());
        let refusal = refused(&world, &manager(), &own.code, propose(own.clone())).await;
        assert_eq!((refusal.code(), refusal.path()), ("definition_invalid", Some("rests_on")));
        gives(&world, &keeper(), &shared.code, propose(shared.clone())).await.expect("proposed");
        let refusal = refused(&world, &manager(), &own.code, propose(own.clone())).await;
        assert_eq!(refusal.path(), Some("rests_on"), "nobody has verified it");
        let me = applicant();
        let read = world.talab.as_actor(&me).verified_definition(&shared.code, 1).await.expect("readable");
        assert!(read.is_none(), "what is not verified is nobody's to rest on");
        gives(&world, &regulator(), &shared.code, verify(1)).await.expect("verified");
        let read = world.talab.as_actor(&me).verified_definition(&shared.code, 1).await.expect("readable");
        let whole = local_values().over(&read.expect("verified")).expect("fits");
        assert_eq!(whole, own);
        let mut dearer = own.clone();
        dearer.fees.fees[1].amount = Some(1);
        dearer.deadline.working_days = 1;
        let refusal = refused(&world, &manager(), &own.code, propose(dearer)).await;
        assert_eq!(refusal.path(), Some("deadline.working_days"), "a fee is local, a deadline is not");

        world.talab.publish_for_tests(&own, &testing::calendar()).await.expect("published");
        let held = entry(&world, &own.code).await;
        let rests = held.common.expect("says what it rests on");
        assert_eq!((rests.service, rests.version, rests.newest), (shared.code.clone(), 1, 1));
        assert_eq!(held.checks, Some(CHECKS));
        let query = ServiceQuery::new().resting_on(shared.code.clone());
        let found = world.talab.as_actor(&me).services(&query).await.expect("readable");
        let codes: Vec<_> = found.services.iter().map(|it| it.code.clone()).collect();
        assert_eq!(codes, std::slice::from_ref(&own.code), "and nothing that rests on nothing");

        let filed = world.submits_to(&own.code).await;
        assert!(world.talab.as_actor(&me).status(&filed.reference).await.is_ok());
        assert!(world.talab.as_actor(&me).service(&shared.code).await.expect("readable").is_none());

        let mut second = shared.clone();
        second.version = 2;
        gives(&world, &keeper(), &shared.code, propose(second)).await.expect("proposed");
        gives(&world, &regulator(), &shared.code, verify(2)).await.expect("verified");
        let rests = entry(&world, &own.code).await.common.expect("says what it rests on");
        assert_eq!((rests.version, rests.newest), (1, 2), "the local form is told what to follow");
        let report = world.talab.check_history().run().await.expect("checked");
        assert!(!report.changes_anything() && report.not_compared.is_empty(), "{report:?}");
    })
    .await;
}

#[tokio::test]
async fn what_is_retired_is_rested_on_no_more_and_what_rests_on_it_goes_on() {
    let world = World::in_memory().await;
    let (shared, own) = (common(), local());
    world.talab.publish_for_tests(&shared, &testing::calendar()).await.expect("published");
    world.talab.publish_for_tests(&own, &testing::calendar()).await.expect("published");
    let mut second = own.clone();
    second.version = 2;
    gives(&world, &manager(), &own.code, propose(second.clone())).await.expect("proposed");
    let retire =
        RetireService { reason: "دُمجت الخدمة".to_owned(), run_off: Some(RunOff::Finish) };
    gives(&world, &regulator(), &shared.code, ServiceCommand::RetireService(retire)).await.expect("retired");
    assert_eq!(refused(&world, &regulator(), &own.code, verify(2)).await.path(), Some("rests_on"));
    let publish = ServiceCommand::PublishServiceVersion(PublishServiceVersion::new(2));
    let refusal = refused(&world, &regulator(), &own.code, publish).await;
    assert_eq!(refusal.code(), "wrong_stage", "it was not verified");
    let filed = world.submits_to(&own.code).await;
    assert!(!filed.reference.as_str().is_empty(), "the local service is offered as before");
}

#[tokio::test]
async fn an_entry_says_its_eight_facts_and_who_vouches_for_them() {
    let world = World::in_memory().await;
    let mut definition = testing::definition();
    (definition.code, definition.version) = ("mun.open-to-all".try_into().expect("a code"), 1);
    definition.conditions.clear();
    definition.documents.clear();
    let code = definition.code.clone();
    let fees = PartAttested {
        part: EntryPart::Fees,
        by: "o-treasurer".try_into().expect("a person"),
        attestation: "الخدمة مجانية".to_owned(),
    };
    let proposal = ProposeServiceVersion::new(definition, "نقرّ بدقة البيانات").attested(vec![fees.clone()]);
    let publish = ServiceCommand::PublishServiceVersion(PublishServiceVersion::new(1));
    for (by, command) in [
        (manager(), ServiceCommand::ProposeServiceVersion(proposal)),
        (regulator(), verify(1)),
        (regulator(), publish),
    ] {
        gives(&world, &by, &code, command).await.expect("done");
    }
    let held = entry(&world, &code).await;
    for told in [&held.facts.conditions, &held.facts.documents] {
        assert!(told.len() == 1 && told[0].en.starts_with("No ") && !told[0].ar.is_empty());
    }
    // Everybody learns the word; who gave it, those who supervise the entry.
    assert!(held.attested.iter().all(|it| it.by.is_none() && !it.attestation.is_empty()));
    let known = world.talab.as_actor(&regulator()).service(&code).await.expect("read").expect("published");
    let who = |part| known.attested.iter().find(|it| it.part == part).and_then(|it| it.by.clone());
    assert_eq!(known.attested.len(), EntryPart::ALL.len());
    assert_eq!(who(EntryPart::Fees), Some(fees.by));
    assert_eq!(who(EntryPart::Times), Some(manager().person));
    assert!(held.common.is_none(), "it rests on nothing");
}

/// The files of the guide: what every municipality shares, and what one of them adds.
#[test]
fn the_example_of_a_municipality_is_whole_over_the_common_one() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/common");
    let shared = talab::read_definition(folder.join("residence-certificate.toml")).expect("a definition");
    let own = read_local_over(folder.join("benghazi.toml"), &shared).expect("fits");
    assert_eq!((own.provider.as_str(), own.calendar.as_str()), ("mun.benghazi", "ly-east"));
    let lines = std::fs::read_to_string(folder.join("benghazi.toml")).expect("readable");
    let said = lines.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    assert!(said.count() <= 20, "a municipality writes little");
    let mut another = shared;
    another.version = 2;
    let strange = read_local_over(folder.join("benghazi.toml"), &another).expect_err("another version");
    assert!(strange.to_string().contains("rests_on"), "{strange}");
}
