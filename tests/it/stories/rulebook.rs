//! What the regulator sets, as a host lives with it: read, recorded, noticed when it changes meanwhile, decided again.

use std::sync::{Arc, OnceLock};

use async_trait::async_trait;
use talab::catalogue::ServiceQuery;
use talab::core::definition::{IdentityTerms, IntakeTerms};
use talab::core::request::exits::Withdraw;
use talab::core::request::intake::Identification;
use talab::core::request::rights::RedactPersonalData;
use talab::core::rulebook::{
    AssuranceLevel, CatalogueAct, HashAlgorithm, Keeper, RulebookCommand, RulebookPart,
};
use talab::core::service::{ProposeServiceVersion, ServiceCommand, SuspendService};
use talab::core::testing::{
    self, CIVIL, Moment, POST, REGISTRY, SAFETY, applicant, approve_endpoint, assign_keeper, auditor, bill,
    body, clerk, data_officer, favourable, flash_drive, handler, hash_algorithm, identity_rule, list_kind,
    manager, permit_catalogue, redact, register_source, regulator, retention, routed, send, somebody,
    standards_unit, stranger, supervisor, verifier,
};
use talab::core::{ApplicantClass, Channel, Lang, Party, ReasonCode, Role, ServiceCode};
use talab::testing::{FrozenClock, NumberedIds};
use talab::{Actor, Claim, CommandId, IdentityVerifier, NotDone, Reference, Submission, Talab};

use super::world::{SERVICE, World, complete, complete_for, on_every_backend, refusal};

fn id(name: &str) -> CommandId {
    CommandId::new(name).expect("an id")
}

async fn sets(world: &World, command: impl Into<RulebookCommand>) {
    let id = id(&world.position().await.to_string());
    world.talab.as_actor(&regulator()).change_rulebook(command, id).await.expect("set");
}

fn citizen() -> Party {
    Party::new(applicant().person, ApplicantClass::Citizen)
}

/// A clerk of another body, which routes requests to the provider.
fn of_the_post() -> Actor {
    Actor::officer(somebody("o-post-clerk"), Role::Clerk, POST.try_into().expect("a body"))
}

#[tokio::test]
async fn identity_is_held_to_the_rule_that_is_in_force_and_the_rule_is_named() {
    on_every_backend(|world: World| async move {
        let filed = world.submits().await.reference;
        let rule = || identity_rule(AssuranceLevel::High, &["national-id"]);
        for by in [manager(), applicant(), supervisor()] {
            let refused = world.talab.as_actor(&by).change_rulebook(rule(), id("rule")).await;
            assert_eq!(refusal(refused).code(), "not_permitted");
        }
        let mut later = rule();
        later.instrument = later.instrument.with_effect_from("2025-10-19 00:00".instant());
        let regulator = regulator();
        let at = world.talab.as_actor(&regulator);
        let position = at.change_rulebook(later.clone(), id("rule")).await.expect("set");
        assert_eq!(at.change_rulebook(later, id("rule")).await.expect("again"), position, "once");
        let _ = world.submits().await;
        let told = world.talab.as_actor(&stranger()).rulebook().await.expect("readable by anybody");
        assert_eq!((told.revision, told.identity), (1, None), "it has not begun");

        world.at("2025-10-19 09:00");
        let me = applicant();
        let refused = refusal(world.talab.as_actor(&me).submit(complete()).await);
        assert_eq!((refused.code(), refused.rule().id), ("identity_assurance_too_low", "LY-8.2"));
        world.identity.confirm_by("password", "high");
        let refused = refusal(world.talab.as_actor(&me).submit(complete()).await);
        assert_eq!(refused.code(), "identity_scheme_not_accepted");
        world.identity.confirm_by("national-id", "high");
        let reference = world.submits().await.reference;
        let trail = world.talab.as_actor(&auditor()).trail(&reference).await.expect("a trail");
        let line =
            trail.lines.iter().find(|line| line.event == "ApplicantIdentityConfirmed").expect("it is told");
        assert!(
            line.what.iter().any(|text| text.en.contains("ID-1") && text.en.contains("v1")),
            "{:?}",
            line.what
        );
        let told = world.talab.as_actor(&me).rulebook().await.expect("readable").identity.expect("in force");
        assert_eq!((told.held.level, told.held.version), (AssuranceLevel::High, 1));
        world.grants(&filed).await;
        world.history_holds().await;
    })
    .await;
}

#[tokio::test]
async fn a_definition_that_asks_for_less_is_refused_where_it_says_so() {
    let world = World::in_memory().await;
    sets(&world, identity_rule(AssuranceLevel::Substantial, &["national-id"])).await;
    sets(&world, register_source(CIVIL, &["national_no"])).await;
    let mut definition = testing::definition();
    definition.version = 2;
    let propose = async |definition: &talab::core::definition::ServiceDefinition, name: &str| {
        let (definition, attestation) = (definition.clone(), "نقرّ بدقة البيانات".to_owned());
        let command =
            ServiceCommand::ProposeServiceVersion(ProposeServiceVersion::new(definition, attestation));
        let code: ServiceCode = SERVICE.parse().expect("a code");
        world.talab.as_actor(&manager()).change_service(&code, command, id(name)).await
    };
    definition.identity = Some(IdentityTerms::at_least(AssuranceLevel::Low));
    let refused = refusal(propose(&definition, "low").await);
    assert_eq!((refused.code(), refused.path()), ("definition_invalid", Some("identity.level")));
    definition.identity = Some(IdentityTerms::at_least(AssuranceLevel::High));
    definition.forms[0].fields[0].source = "tax-authority".to_owned();
    let refused = refusal(propose(&definition, "source").await);
    assert!(refused.path().is_some_and(|path| path.ends_with(".source")), "{refused}");
    definition.forms[0].fields[0].source = testing::definition().forms[0].fields[0].source.clone();
    propose(&definition, "enough").await.expect("proposed");
    world.history_holds().await;
}

/// An identity port during whose answer the regulator sets a rule.
#[derive(Debug, Default)]
struct Meanwhile(OnceLock<Talab>);

#[async_trait]
impl IdentityVerifier for Meanwhile {
    async fn verify(&self, claim: &Claim) -> Identification {
        let talab = self.0.get().expect("the engine is open");
        let rule = identity_rule(AssuranceLevel::High, &[]);
        talab.as_actor(&regulator()).change_rulebook(rule, id("meanwhile")).await.expect("set");
        let fields = claim.values.iter().map(|value| value.field.clone()).collect();
        Identification::confirmed("national-id", "substantial", fields)
    }
}

#[tokio::test]
async fn a_rule_that_is_set_while_a_submission_is_decided_is_noticed() {
    let port = Arc::new(Meanwhile::default());
    let talab = Talab::builder("memory:")
        .clock(FrozenClock::at("2025-10-16 10:30".instant()))
        .ids(NumberedIds::new())
        .identity(Port(Arc::clone(&port)))
        .open()
        .await
        .expect("opens");
    port.0.set(talab.clone()).expect("once");
    talab.publish_for_tests(&testing::definition(), &testing::calendar()).await.expect("published");
    let refused = refusal(talab.as_actor(&applicant()).submit(complete()).await);
    assert_eq!(refused.code(), "identity_assurance_too_low");
}

/// The port, shared with the test.
#[derive(Debug)]
struct Port(Arc<Meanwhile>);

#[async_trait]
impl IdentityVerifier for Port {
    async fn verify(&self, claim: &Claim) -> Identification {
        self.0.verify(claim).await
    }
}

/// The same service by every way in, published beside the other one.
async fn by_every_way(world: &World) -> ServiceCode {
    let mut definition = testing::several_bodies();
    definition.code = "mun.residence-by-every-way".parse().expect("a code");
    definition.intake = Some(IntakeTerms::new(Channel::ALL.to_vec()));
    world.talab.publish_for_tests(&definition, &testing::calendar()).await.expect("published");
    definition.code
}

async fn submitted(world: &World, by: &Actor, submission: Submission) -> Result<talab::Filed, NotDone> {
    world.talab.as_actor(by).submit(submission).await
}

/// LY-14.1b: one message makes one request, and it counts from its arrival here.
#[tokio::test]
async fn a_routed_request_counts_once_from_its_arrival_here() {
    on_every_backend(|world: World| async move {
        let service = by_every_way(&world).await;
        let by_channel = |message| {
            let it =
                complete_for(service.as_str()).on_behalf_of(citizen()).through(Channel::IntegrationChannel);
            it.routed_in(message)
        };
        let post = of_the_post();
        let at = world.talab.as_actor(&post);
        let first = at.submit(by_channel(routed(POST, 1))).id(id("first")).await.expect("filed");
        let again = at.submit(by_channel(routed(POST, 1))).id(id("first")).await.expect("the same act");
        assert!(again.replayed && again.reference == first.reference);
        let other = refusal(at.submit(by_channel(routed(POST, 1))).id(id("other")).await);
        assert_eq!(other.code(), "message_already_applied");
        let second = submitted(&world, &post, by_channel(routed(POST, 2))).await.expect("another message");
        assert_ne!(second.reference, first.reference);
        // Who is not its sender learns nothing of a message: theirs is refused before.
        let forged = refusal(submitted(&world, &clerk(), by_channel(routed(POST, 1))).await);
        assert_eq!((forged.code(), forged.path()), ("field_invalid", Some("message.from")));
        let claimed = refusal(submitted(&world, &applicant(), by_channel(routed(POST, 1))).await);
        assert_eq!(claimed.code(), "wrong_channel");
        let received = world.status(&first.reference).await.received_at;
        assert_eq!(received, Some("2025-10-16 10:30".instant()));
        let trail = world.talab.as_actor(&supervisor()).trail(&first.reference).await.expect("a trail");
        assert!(
            trail.lines[0].what.iter().any(|text| text.en.contains("routed by")),
            "{:?}",
            trail.lines[0].what
        );
        world.history_holds().await;
    })
    .await;
}

/// LY-7.2: a clerk files what came on a medium; on record is what, who, when, why, and every file's hash.
#[tokio::test]
async fn documents_on_a_medium_are_filed_by_a_clerk_and_told_in_the_trail() {
    on_every_backend(|world: World| async move {
        let filing = |reason: Option<ReasonCode>, channel| {
            let mut medium = flash_drive(&[bill()]);
            medium.reason = reason;
            complete().on_behalf_of(citizen()).through(channel).on_medium(medium)
        };
        let why = Some(ReasonCode::ExcTechnicalImpossibility);
        let silent = refusal(submitted(&world, &clerk(), filing(None, Channel::Desk)).await);
        assert_eq!((silent.code(), silent.rule().id), ("reason_required", "LY-7.2"));
        let own = refusal(submitted(&world, &applicant(), filing(why, Channel::Portal)).await);
        assert_eq!(own.code(), "not_permitted");
        let portal = refusal(submitted(&world, &clerk(), filing(why, Channel::Portal)).await);
        assert_eq!(portal.code(), "wrong_channel");
        let filed = submitted(&world, &clerk(), filing(why, Channel::Desk)).await.expect("filed");
        let trail = world.talab.as_actor(&supervisor()).trail(&filed.reference).await.expect("a trail");
        let line = &trail.lines[0];
        assert_eq!(line.basis.iter().filter(|ground| ground.rule == "LY-7.2").count(), 1);
        let told: String = line.what.iter().map(|text| text.get(Lang::En).to_owned() + "\n").collect();
        for part in ["flash drive", "o-clerk", "2025-10-16", testing::SHA256] {
            assert!(told.contains(part), "{part} is not in:\n{told}");
        }
        let trail = world.talab.as_actor(&applicant()).trail(&filed.reference).await.expect("a trail");
        let told: String = trail.lines[0].what.iter().map(|text| text.get(Lang::Ar).to_owned()).collect();
        assert!(told.contains("ذاكرة فلاش") && !told.contains("o-clerk"), "{told}");
        world.history_holds().await;
    })
    .await;
}

/// LY-9.2: what is not listed changes nothing, is kept, and is seen by officers and the auditor only.
#[tokio::test]
async fn a_message_in_quarantine_is_seen_by_officers_and_the_auditor() {
    on_every_backend(|world: World| async move {
        let service = by_every_way(&world).await;
        let reference = world.submits_to(&service).await.reference;
        world.does(&verifier(), &reference, testing::pass()).await;
        sets(&world, approve_endpoint(REGISTRY)).await;
        world.does(&handler(), &reference, send("title")).await;
        let safety = world.refuses(&handler(), &reference, send("advice")).await;
        assert_eq!((safety.code(), safety.rule().id), ("endpoint_not_approved", "SA-4"));
        sets(&world, list_kind("task.answer.v2")).await;
        let mut answer = favourable("title", world.reply(&reference, "title", 1).await);
        answer.remark = Some("عُثر على القيد".to_owned()).into();
        let kept = world.does(&body(REGISTRY), &reference, answer.clone()).await;
        assert_eq!(kept.events, ["MessageQuarantined"]);
        assert!(world.does(&body(REGISTRY), &reference, answer.clone()).await.events.is_empty());
        let step = |status: talab::Status| {
            status.steps.into_iter().find(|it| it.id.as_str() == "title").map(|it| it.done)
        };
        assert_eq!(step(world.status(&reference).await), Some(false));
        for (viewer, sees) in
            [(supervisor(), true), (auditor(), true), (applicant(), false), (body(REGISTRY), false)]
        {
            let trail = world.talab.as_actor(&viewer).trail(&reference).await.expect("a trail");
            let line = trail.lines.iter().find(|line| line.event == "MessageQuarantined");
            assert_eq!(line.is_some(), sees, "{}", viewer.role);
            let told = line.map(|line| line.what.iter().any(|text| text.en.contains("task.answer.v1")));
            assert_ne!(told, Some(false));
        }
        let stranger = favourable("title", testing::message(SAFETY, 9, "2025-10-16 10:30".instant()));
        assert_eq!(world.refuses(&body(SAFETY), &reference, stranger).await.code(), "unknown_request");
        sets(&world, list_kind("task.answer.v1")).await;
        assert_eq!(world.does(&body(REGISTRY), &reference, answer).await.events, ["TaskCompleted"]);
        world.history_holds().await;
    })
    .await;
}

/// LY-21.2: a term begins with the end, is told to officers and with the record, and then the request is found to be redacted.
#[tokio::test]
async fn an_ended_request_says_until_when_it_is_kept_and_is_found_once_its_term_is_over() {
    on_every_backend(|world: World| async move {
        let (reference, open) = (world.submits().await.reference, world.submits().await.reference);
        world.does(&applicant(), &reference, Withdraw::default()).await;
        assert_eq!(world.status_of_officer(&reference).await.retention, None, "no rule is set");
        sets(&world, retention(None, "1 month")).await;
        let officers = world.status_of_officer(&reference).await.retention.expect("it has ended");
        assert_eq!(
            (officers.kept_until.to_string().as_str(), officers.version, officers.over),
            ("2025-11-16", 1, false)
        );
        assert_eq!(world.status(&reference).await.retention, None, "the applicant has it with the record");
        let given = world.talab.as_actor(&applicant()).disclose(&reference, &[]).await.expect("given");
        assert_eq!(given.record.retention.as_ref(), Some(&officers));
        assert!(given.json.contains("2025-11-16"));
        assert_eq!(world.status_of_officer(&open).await.retention, None, "it has not ended");

        let kept = world.refuses(&data_officer(), &reference, redact(&["national_no"])).await;
        assert_eq!((kept.code(), kept.rule().id), ("retention_runs", "LY-21.2a"));
        assert_eq!(past_term(&world, &data_officer()).await, []);
        for by in [applicant(), handler()] {
            let refused = refusal(world.talab.as_actor(&by).past_term(None).await);
            assert_eq!(refused.code(), "not_permitted", "{}", by.role);
        }

        // Another one, which ends three days later: a law wants something of it gone before.
        world.at("2025-10-19 09:00");
        world.does(&applicant(), &open, Withdraw::default()).await;
        let early = RedactPersonalData { ground: Some("law-6-2022".to_owned()), ..redact(&["national_no"]) };
        world.does(&data_officer(), &open, early).await;
        let trail = world.talab.as_actor(&applicant()).trail(&open).await.expect("a trail");
        let line = trail.lines.iter().find(|line| line.event == "PersonalDataRedacted").expect("it is told");
        assert!(line.what.iter().any(|text| text.ar.contains("law-6-2022")), "{:?}", line.what);
        assert!(line.basis.iter().any(|ground| ground.rule == "LY-21.2a"), "{:?}", line.basis);

        world.at("2025-11-17 00:00");
        let found = [(reference.clone(), false)];
        for by in [data_officer(), supervisor(), auditor(), regulator()] {
            assert_eq!(past_term(&world, &by).await, found, "{}", by.role);
        }
        let elsewhere =
            Actor::officer(supervisor().person, Role::Supervisor, POST.try_into().expect("a body"));
        assert_eq!(past_term(&world, &elsewhere).await, []);
        world.does(&data_officer(), &reference, redact(&["national_no"])).await;
        assert_eq!(
            past_term(&world, &data_officer()).await,
            [(reference, true)],
            "the other one is still kept"
        );
        world.history_holds().await;
    })
    .await;
}

/// Each page looks at 100 ended requests, and the pages together at all of them.
#[tokio::test]
async fn what_is_past_its_term_is_paged_to_the_end() {
    let world = World::in_memory().await;
    sets(&world, retention(None, "1 day")).await;
    for _ in 0..101 {
        let reference = world.submits().await.reference;
        world.does(&applicant(), &reference, Withdraw::default()).await;
    }
    world.at("2025-10-18 09:00");
    let officer = data_officer();
    let first = world.talab.as_actor(&officer).past_term(None).await.expect("readable");
    let second = world.talab.as_actor(&officer).past_term(first.next.as_deref()).await.expect("readable");
    assert_eq!((first.requests.len(), second.requests.len(), second.next), (100, 1, None));
    assert!(!first.requests.contains(&second.requests[0]), "each once");
    let wrong = world.talab.as_actor(&officer).past_term(Some("nowhere")).await;
    assert!(matches!(wrong, Err(NotDone::Failed(_))), "{wrong:?}");
}

/// The requests whose term is over, and whether anything of each was redacted.
async fn past_term(world: &World, by: &Actor) -> Vec<(Reference, bool)> {
    let page = world.talab.as_actor(by).past_term(None).await.expect("readable");
    assert_eq!(page.next, None);
    page.requests.into_iter().map(|it| (it.reference, it.redacted)).collect()
}

/// LY-22.2: what was decided narrows what the roles may do, and the rule and its instrument are named.
#[tokio::test]
async fn the_directory_is_used_by_whom_the_regulator_decided() {
    on_every_backend(|world: World| async move {
        let code: ServiceCode = SERVICE.parse().expect("a code");
        let reads = async |by: Actor| {
            let at = world.talab.as_actor(&by);
            let (entry, page) = (at.service(&code).await, at.services(&ServiceQuery::new()).await);
            let copy = at.verified_definition(&code, 1).await;
            match (entry, page, copy) {
                (Ok(Some(_)), Ok(page), Ok(Some(_))) if page.services.len() == 1 => None,
                (entry, page, copy) => Some((refusal(entry), refusal(page), refusal(copy))),
            }
        };
        assert_eq!(reads(auditor()).await, None);
        sets(&world, permit_catalogue(CatalogueAct::Read, &[Role::Applicant], &[])).await;
        let (entry, page, copy) = reads(auditor()).await.expect("refused");
        assert_eq!((&entry, &page), (&page, &copy), "at every door");
        assert_eq!((entry.code(), entry.rule().id), ("not_permitted", "LY-22.2"));
        assert!(entry.text(Lang::En).contains(&testing::instrument().name), "{entry}");
        assert_eq!(reads(applicant()).await, None);
        let _ = world.submits().await;

        sets(&world, permit_catalogue(CatalogueAct::Register, &[], &["mun.benghazi"])).await;
        sets(&world, permit_catalogue(CatalogueAct::Store, &[], &["regulator.directory"])).await;
        let acts = async |by: &Actor, command: ServiceCommand| {
            let id = id(&format!("act-{}", world.position().await));
            world.talab.as_actor(by).change_service(&code, command, id).await
        };
        let mut next = testing::definition();
        next.version = 2;
        let propose = ProposeServiceVersion::new(next, "نقرّ بدقة البيانات");
        let refused = refusal(acts(&manager(), ServiceCommand::ProposeServiceVersion(propose)).await);
        assert_eq!((refused.code(), refused.rule().id), ("not_permitted", "LY-22.2"));
        let suspend =
            || ServiceCommand::SuspendService(SuspendService { reason: "تحديث السجل".to_owned() });
        let refused = refusal(acts(&regulator(), suspend()).await);
        assert_eq!((refused.code(), refused.rule().id), ("not_permitted", "LY-22.2"));
        let body = "regulator.directory".try_into().expect("a body");
        let unit = Actor::officer(regulator().person, Role::Regulator, body);
        let _ = acts(&unit, suspend()).await.expect("suspended by who keeps the directory");

        sets(&world, permit_catalogue(CatalogueAct::Read, &[], &[])).await;
        assert_eq!(reads(auditor()).await, None, "anybody again");
        let told = world.talab.as_actor(&stranger()).rulebook().await.expect("readable").catalogue;
        let acts: Vec<_> = told.iter().map(|it| (it.of.as_str(), it.held.bodies.len())).collect();
        assert_eq!(acts, [("register", 1), ("read", 0), ("store", 1)]);
        world.history_holds().await;
    })
    .await;
}

/// JO-5: from the instant of its assignment a part is the unit's to set, and no longer the regulator's.
#[tokio::test]
async fn a_part_of_the_rulebook_is_handed_to_the_unit_that_sets_standards() {
    on_every_backend(|world: World| async move {
        let (regulator, unit) = (regulator(), standards_unit());
        let sets_hash = async |by: &Actor, algorithm: HashAlgorithm, key: &str| {
            world.talab.as_actor(by).change_rulebook(hash_algorithm(algorithm), id(key)).await
        };
        let refused = refusal(sets_hash(&unit, HashAlgorithm::Sha256, "early").await);
        assert_eq!((refused.code(), refused.rule().id), ("not_permitted", "JO-5"));
        let mut later = assign_keeper(RulebookPart::Hashes, Keeper::StandardsUnit);
        later.instrument = later.instrument.with_effect_from("2025-10-19 00:00".instant());
        let own = world.talab.as_actor(&unit).change_rulebook(later.clone(), id("own")).await;
        assert_eq!(refusal(own).code(), "not_permitted", "nobody assigns a part to themselves");
        sets(&world, later).await;
        let _ = sets_hash(&regulator, HashAlgorithm::Sha256, "before").await.expect("it has not begun");

        world.at("2025-10-19 09:00");
        let refused = refusal(sets_hash(&regulator, HashAlgorithm::Sha256, "after").await);
        assert_eq!((refused.code(), refused.rule().id), ("not_permitted", "JO-5"));
        let refused = refusal(sets_hash(&unit, HashAlgorithm::Sm3, "sm3").await);
        assert_eq!((refused.code(), refused.rule().id), ("hash_not_computed", "LY-21.2b"));
        let _ = sets_hash(&unit, HashAlgorithm::Sha256, "sha").await.expect("set by its keeper");
        let told = world.talab.as_actor(&stranger()).rulebook().await.expect("readable");
        assert_eq!(
            told.hash.map(|it| (it.held.algorithm, it.held.version)),
            Some((HashAlgorithm::Sha256, 2))
        );
        assert_eq!(told.keepers.iter().map(|it| it.of.as_str()).collect::<Vec<_>>(), ["hashes"]);
        let reference = world.submits().await.reference;
        let unseen = refusal(world.talab.as_actor(&unit).status(&reference).await);
        assert_eq!(unseen.code(), "unknown_request", "the unit has nothing to do with requests");
        world.history_holds().await;
    })
    .await;
}
