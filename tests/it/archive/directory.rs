//! Everything that can happen in the directory, for the archive of the present format.

use std::collections::BTreeSet;

use talab::core::provider::{
    EndException, GrantException, ProviderCommand, ProviderEvent, RefuseException, RenewCertificate,
    ResumeCertificate, RevokeCertificate, SuspendCertificate,
};
use talab::core::service::{
    EntryPart, PartAttested, ProposeServiceVersion, PublishServiceVersion, ReportLegalChange, ResumeService,
    RetireService, ReturnServiceVersion, RunOff, ServiceCommand, ServiceEvent, SuspendService,
    VerifyServiceVersion,
};
use talab::core::testing::{self, Moment, applicant, manager, regulator, verifier};
use talab::store::Position;
use talab::{Actor, CommandId, Role};

use crate::stories::World;

fn id(name: &str) -> CommandId {
    CommandId::new(name).expect("an id")
}

/// Certificates, exceptions and services that come to every end they can have.
pub(super) async fn lived(world: &World) {
    world.at("2025-11-20 09:00");
    exceptions(world).await;
    services(world).await;
    local(world).await;
    certificates(world).await;
}

async fn certificates(world: &World) {
    let number = || "2/2025".to_owned();
    let reason = || "لم تُبلَّغ الإدارة المختصة بالتعديلات".to_owned();
    let mut short = testing::certificate();
    short.number = number();
    short.until = "2026-02-01 00:00".instant();
    let acts = [
        ProviderCommand::IssueCertificate(short),
        ProviderCommand::SuspendCertificate(SuspendCertificate { number: number(), reason: reason() }),
        ProviderCommand::ResumeCertificate(ResumeCertificate { number: number() }),
    ];
    world.at("2026-01-25 09:00");
    for command in acts {
        regulates(world, command).await;
    }
    world.at("2026-02-02 09:00");
    assert_eq!(world.talab.tick().await.expect("ticked").certificates, 1);
    let (until, checklist) = ("2027-02-01 00:00".instant(), testing::all_met());
    regulates(
        world,
        ProviderCommand::RenewCertificate(RenewCertificate { number: number(), until, checklist }),
    )
    .await;
    let revoke = RevokeCertificate { number: number(), reason: reason() };
    regulates(world, ProviderCommand::RevokeCertificate(revoke)).await;
}

async fn exceptions(world: &World) {
    let reason = || "اكتملت رقمنة السجل".to_owned();
    let exception = |number: u8| format!("mun.tripoli-centre/{number}").try_into().expect("an exception");
    for _ in 0..2 {
        let ask = testing::ask_exception("LY-17.2", "2025-11-01 00:00", "2026-12-01 00:00");
        let name = world.position().await.to_string();
        let ask = ProviderCommand::RequestException(ask);
        let (by, provider) = (manager(), testing::provider());
        world.talab.as_actor(&by).change_provider(&provider, ask, id(&name)).await.expect("asked");
    }
    let refuse = RefuseException { exception: exception(1), reason: reason() };
    regulates(world, ProviderCommand::RefuseException(refuse)).await;
    let note = Some("يُراجَع بعد ستة أشهر".to_owned());
    let grant = GrantException { exception: exception(2), until: None, note };
    regulates(world, ProviderCommand::GrantException(grant)).await;
    let filed = world.submits().await.reference;
    world.does(&verifier(), &filed, testing::ask_corrections(&["national_no"])).await;
    world.identity.go_down();
    world.does(&applicant(), &filed, testing::correct_answer("national_no", "119850123457")).await;
    world.identity.confirm();
    world.does(&verifier(), &filed, testing::pass()).await;
    let end = EndException { exception: exception(2), reason: reason() };
    regulates(world, ProviderCommand::EndException(end)).await;
}

async fn services(world: &World) {
    let reason = || "صدرت لائحة جديدة".to_owned();
    let mut definition = testing::definition();
    definition.code = "mun.residence-for-a-while".try_into().expect("a code");
    world.talab.publish_for_tests(&definition, &testing::calendar()).await.expect("published");
    let code = definition.code.clone();
    definition.version = 2;
    let propose = || ProposeServiceVersion::new(definition.clone(), "نقرّ بدقة البيانات".to_owned());
    let change = ReportLegalChange {
        law: "لائحة رقم 3".to_owned(),
        effective_on: "2026-03-01 00:00".instant().get().date(),
        note: "تغيّرت مدة صلاحية الشهادة".to_owned(),
        changes_entry: true,
    };
    let publish = PublishServiceVersion {
        version: 2,
        effective_from: Some("2026-03-01 00:00".instant()),
        grace_until: Some("2026-03-15 00:00".instant()),
    };
    let acts = [
        (manager(), ServiceCommand::ReportLegalChange(change)),
        (manager(), ServiceCommand::ProposeServiceVersion(propose())),
        (
            regulator(),
            ServiceCommand::ReturnServiceVersion(ReturnServiceVersion { version: 2, reason: reason() }),
        ),
        (manager(), ServiceCommand::ProposeServiceVersion(propose())),
        (
            regulator(),
            ServiceCommand::VerifyServiceVersion(VerifyServiceVersion { version: 2, note: Some(reason()) }),
        ),
        (regulator(), ServiceCommand::PublishServiceVersion(publish)),
        (regulator(), ServiceCommand::SuspendService(SuspendService { reason: reason() })),
        (regulator(), ServiceCommand::ResumeService(ResumeService { reason: reason() })),
    ];
    for (by, command) in acts {
        let id = id(&world.position().await.to_string());
        world.talab.as_actor(&by).change_service(&code, command, id).await.expect("done");
    }
    let _ = world.submits_to(&code).await;
    let retire = RetireService { reason: reason(), run_off: Some(RunOff::Discontinue) };
    let retire = ServiceCommand::RetireService(retire);
    world.talab.as_actor(&regulator()).change_service(&code, retire, id("retire")).await.expect("retired");
    assert_eq!(world.talab.tick().await.expect("ticked").discontinued, 1);
}

/// A common definition that was only verified, and a local one over it: with parts that others vouch for, a kind of document that
/// says what it must be, and a reason for what the applicant carries.
async fn local(world: &World) {
    let mut shared = testing::common();
    let bill = &mut shared.documents[0];
    (bill.languages, bill.signed) = (vec!["ar".to_owned()], true);
    (bill.standard, bill.issued_by) =
        (Some("iso-19005-1:2005".to_owned()), "electricity-company".try_into().ok());
    bill.carried_by_applicant = Some(talab::Text::new("لا ربط مع الشركة بعد", "Not connected yet"));
    let field = shared.forms[0].fields.iter_mut().find(|it| it.source == "applicant").expect("a field");
    field.carried_by_applicant = Some(talab::Text::new("لا مصدر له", "Nobody else has it"));
    let own = testing::local_values().over(&shared).expect("fits");
    let word = |definition| ProposeServiceVersion::new(definition, "نقرّ بدقة البيانات");
    let fees = PartAttested {
        part: EntryPart::Fees,
        by: "o-treasurer".try_into().expect("a person"),
        attestation: "الرسوم مطابقة للقرار".to_owned(),
    };
    let keeper = Actor::officer(
        "o-keeper".try_into().expect("a person"),
        Role::ProviderManager,
        shared.provider.clone(),
    );
    let verify = || ServiceCommand::VerifyServiceVersion(VerifyServiceVersion::new(1));
    let (common, code) = (shared.code.clone(), own.code.clone());
    let publish = ServiceCommand::PublishServiceVersion(PublishServiceVersion::new(1));
    let acts = [
        (keeper, &common, ServiceCommand::ProposeServiceVersion(word(shared))),
        (regulator(), &common, verify()),
        (manager(), &code, ServiceCommand::ProposeServiceVersion(word(own).attested(vec![fees]))),
        (regulator(), &code, verify()),
        (regulator(), &code, publish),
    ];
    for (by, code, command) in acts {
        let id = id(&world.position().await.to_string());
        world.talab.as_actor(&by).change_service(code, command, id).await.expect("done");
    }
    let document = testing::bill().in_language("ar").signed().after_standard("iso-19005-1:2005");
    let answers = testing::answers().into_iter().map(|(field, value)| (field.to_string(), value));
    let submission = talab::Submission::to(code.as_str()).answers(answers).document(document);
    let me = applicant();
    let _ = world.talab.as_actor(&me).submit(submission).id(id("local")).await.expect("submitted");
}

async fn regulates(world: &World, command: ProviderCommand) {
    let id = id(&world.position().await.to_string());
    world
        .talab
        .as_actor(&regulator())
        .change_provider(&testing::provider(), command, id)
        .await
        .expect("done");
}

/// What the archive will hold, and what `check-history` makes of it.
#[tokio::test]
async fn everything_in_the_directory_is_lived_through_and_would_be_decided_again() {
    let world = World::in_memory().await;
    lived(&world).await;
    let events = world.talab.log().read_all(Position::START, 10_000).await.expect("readable");
    let seen: BTreeSet<_> = events.iter().map(|event| event.event_type.as_str()).collect();
    for name in ProviderEvent::NAMES.iter().chain(&ServiceEvent::NAMES) {
        assert!(seen.contains(name), "{name} is not lived through");
    }
    let report = world.talab.check_history().run().await.expect("checked");
    assert!(!report.changes_anything() && report.not_compared.is_empty(), "{report:?}");
}
