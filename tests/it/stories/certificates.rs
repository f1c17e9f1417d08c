//! Certificates, exceptions and services that are suspended or retired, as a host lives through them.

use talab::core::provider::{
    EndException, ExceptionKind, GrantException, ProviderCommand, RenewCertificate, RevokeCertificate,
};
use talab::core::service::{
    ProposeServiceVersion, PublishServiceVersion, ResumeService, RetireService, RunOff, ServiceCommand,
    SuspendService, VerifyServiceVersion,
};
use talab::core::testing::{self, Moment, applicant, handler, manager, provider, regulator, verifier};
use talab::core::{Outcome, Stage};
use talab::testing::{FrozenClock, NumberedIds, ScriptedIdentity};
use talab::{Actor, CommandId, NotDone, Refusal, Submission, Talab};

use super::world::{World, complete, on_every_backend, refusal};

fn id(name: &str) -> CommandId {
    CommandId::new(name).expect("an id")
}

async fn changes(world: &World, by: Actor, command: ProviderCommand, name: &str) -> Result<u64, NotDone> {
    world.talab.as_actor(&by).change_provider(&provider(), command, id(name)).await
}

async fn serves(world: &World, by: Actor, command: ServiceCommand, name: &str) -> Result<u64, NotDone> {
    let code = testing::definition().code;
    world.talab.as_actor(&by).change_service(&code, command, id(name)).await
}

async fn submitting(world: &World, submission: Submission) -> Refusal {
    refusal(world.talab.as_actor(&applicant()).submit(submission).await)
}

/// The certificate of tests runs for a hundred years; here it is replaced by one that ends soon.
async fn certified_until(world: &World, until: &str) {
    let number = testing::certificate().number;
    let revoke = RevokeCertificate { number, reason: "تحل محلها شهادة أخرى".to_owned() };
    changes(world, regulator(), ProviderCommand::RevokeCertificate(revoke), "revoke").await.expect("revoked");
    let mut short = testing::certificate();
    short.number = "2/2025".to_owned();
    short.until = until.instant();
    changes(world, regulator(), ProviderCommand::IssueCertificate(short), "issue").await.expect("issued");
}

/// H14: the provider's certificate expires mid-flight: a new submission is refused, the open one finishes.
#[tokio::test]
async fn h14_a_certificate_expires_while_a_request_is_open() {
    on_every_backend(|world: World| async move {
        certified_until(&world, "2025-10-19 00:00").await;
        let open = world.submits().await.reference;
        world.at("2025-10-19 09:00");
        let refused = submitting(&world, complete()).await;
        assert_eq!((refused.code(), refused.rule().id), ("certificate_expired", "LY-5b"));
        world.grants(&open).await;
        assert_eq!(world.status(&open).await.outcome, Some(Outcome::Granted));

        let ticked = world.talab.tick().await.expect("ticked");
        assert_eq!(ticked.certificates, 1);
        assert_eq!(world.talab.tick().await.expect("ticked").certificates, 0, "its end is recorded once");

        let (number, until, checklist) =
            ("2/2025".to_owned(), "2026-10-19 00:00".instant(), testing::all_met());
        let renew = ProviderCommand::RenewCertificate(RenewCertificate { number, until, checklist });
        changes(&world, regulator(), renew, "renew").await.expect("renewed");
        let _ = world.submits().await;
        let report = world.talab.check_history().run().await.expect("checked");
        assert!(!report.changes_anything(), "{report:?}");
        assert!(report.not_compared.is_empty(), "{report:?}");
    })
    .await;
}

#[tokio::test]
async fn without_a_certificate_nothing_is_published() {
    let talab = Talab::builder("memory:")
        .clock(FrozenClock::at("2025-10-16 10:30".instant()))
        .ids(NumberedIds::new())
        .identity(ScriptedIdentity::new())
        .open()
        .await
        .expect("opens");
    let (code, definition) = (testing::definition().code, testing::definition());
    let (manager, regulator) = (manager(), regulator());
    let propose = ProposeServiceVersion::new(definition, "نقرّ بدقة البيانات".to_owned());
    let propose = ServiceCommand::ProposeServiceVersion(propose);
    talab.as_actor(&manager).change_service(&code, propose, id("propose")).await.expect("proposed");
    let verify = ServiceCommand::VerifyServiceVersion(VerifyServiceVersion::new(1));
    talab.as_actor(&regulator).change_service(&code, verify, id("verify")).await.expect("verified");
    let publish = || ServiceCommand::PublishServiceVersion(PublishServiceVersion::new(1));
    let refused = talab.as_actor(&regulator).change_service(&code, publish(), id("publish")).await;
    assert_eq!(refusal(refused).code(), "provider_not_certified");
    talab.certify_for_tests(&provider()).await.expect("certified");
    talab.as_actor(&regulator).change_service(&code, publish(), id("publish")).await.expect("published");
    let report = talab.check_history().run().await.expect("checked");
    assert!(!report.changes_anything() && report.not_compared.is_empty(), "{report:?}");
}

/// A suspended service takes nothing new until it is resumed; a retired one never again, and runs off as was said.
#[tokio::test]
async fn a_service_is_suspended_then_retired_and_its_open_requests_run_off() {
    on_every_backend(|world: World| async move {
        let open = world.submits().await.reference;
        let reason = || "عطل في المصدر الموثوق".to_owned();
        let suspend = ServiceCommand::SuspendService(SuspendService { reason: reason() });
        serves(&world, regulator(), suspend, "suspend").await.expect("suspended");
        assert_eq!(submitting(&world, complete()).await.code(), "service_suspended");
        world.does(&verifier(), &open, testing::pass()).await;
        let resume = ServiceCommand::ResumeService(ResumeService { reason: reason() });
        serves(&world, regulator(), resume, "resume").await.expect("resumed");
        let late = world.submits().await.reference;
        world.grants(&late).await;
        let retire = |run_off| ServiceCommand::RetireService(RetireService { reason: reason(), run_off });
        let silent = serves(&world, regulator(), retire(None), "silent").await;
        assert_eq!(refusal(silent).code(), "reason_required");
        serves(&world, regulator(), retire(Some(RunOff::Discontinue)), "retire").await.expect("retired");
        assert_eq!(submitting(&world, complete()).await.code(), "service_retired");
        let ticked = world.talab.tick().await.expect("ticked");
        assert_eq!((ticked.discontinued, ticked.refused), (1, 0), "{ticked:?}");
        assert_eq!(world.status(&open).await.outcome, Some(Outcome::Discontinued));
        assert_eq!(
            world.status(&late).await.outcome,
            Some(Outcome::Granted),
            "what was decided stays decided"
        );
        assert_eq!(world.talab.tick().await.expect("ticked").discontinued, 0);
        let report = world.talab.check_history().run().await.expect("checked");
        assert!(!report.changes_anything() && report.not_compared.is_empty(), "{report:?}");
    })
    .await;
}

/// LY-5e: under an exception claimed data pass, the event says under which; once it is ended they don't.
#[tokio::test]
async fn an_exception_is_asked_for_granted_used_and_ended() {
    on_every_backend(|world: World| async move {
        let national_no = || vec!["national_no".try_into().expect("a field")];
        let claimed = async || {
            let reference = world.submits().await.reference;
            world.does(&verifier(), &reference, testing::ask_corrections(&["national_no"])).await;
            world.identity.mismatch(national_no());
            let answer = testing::correct_answer("national_no", "119850123457");
            world.does(&applicant(), &reference, answer).await;
            world.identity.confirm();
            reference
        };
        let (first, second) = (claimed().await, claimed().await);
        assert_eq!(world.refuses(&verifier(), &first, testing::pass()).await.code(), "evidence_missing");
        let mut ask = testing::ask_exception("LY-17.2", "2025-10-01 00:00", "2025-12-01 00:00");
        ask.kind = ExceptionKind::TechnicalRequirements;
        changes(&world, manager(), ProviderCommand::RequestException(ask), "ask").await.expect("asked");
        let exception = || "mun.tripoli-centre/1".try_into().expect("an exception");
        let grant = || {
            ProviderCommand::GrantException(GrantException {
                exception: exception(),
                until: None,
                note: None,
            })
        };
        let own = changes(&world, manager(), grant(), "own").await;
        assert_eq!(refusal(own).code(), "not_permitted", "a provider grants itself nothing");
        assert_eq!(world.refuses(&verifier(), &first, testing::pass()).await.code(), "evidence_missing");
        changes(&world, regulator(), grant(), "grant").await.expect("granted");
        world.does(&verifier(), &first, testing::pass()).await;
        world.does(&handler(), &first, testing::step_done()).await;
        world.does(&handler(), &first, testing::grant()).await;
        let end = EndException { exception: exception(), reason: "اكتملت الرقمنة".to_owned() };
        changes(&world, manager(), ProviderCommand::EndException(end), "end").await.expect("ended");
        assert_eq!(world.refuses(&verifier(), &second, testing::pass()).await.code(), "evidence_missing");
        assert_eq!(world.status(&first).await.stage, Stage::UnderDecision);
        let report = world.talab.check_history().run().await.expect("checked");
        assert!(!report.changes_anything() && report.not_compared.is_empty(), "{report:?}");
    })
    .await;
}

/// LY-25.4: a version begins when it was said, and forms filled in before are taken in during the grace.
#[tokio::test]
async fn an_older_version_has_a_grace() {
    let world = World::in_memory().await;
    let mut second = testing::definition();
    second.version = 2;
    let propose = ProposeServiceVersion::new(second, "نقرّ بدقة البيانات".to_owned());
    serves(&world, manager(), ServiceCommand::ProposeServiceVersion(propose), "propose")
        .await
        .expect("proposed");
    let verify = VerifyServiceVersion { version: 2, note: Some("طوبقت الرسوم".to_owned()) };
    serves(&world, regulator(), ServiceCommand::VerifyServiceVersion(verify), "verify")
        .await
        .expect("verified");
    let publish = PublishServiceVersion {
        version: 2,
        effective_from: Some("2025-10-20 00:00".instant()),
        grace_until: Some("2025-10-25 00:00".instant()),
    };
    serves(&world, regulator(), ServiceCommand::PublishServiceVersion(publish), "publish")
        .await
        .expect("published");
    let version = async |reference| world.status(&reference).await.service.version;
    assert_eq!(version(world.submits().await.reference).await, 1, "it has not begun");
    world.at("2025-10-21 09:00");
    assert_eq!(version(world.submits().await.reference).await, 2);
    let old = world.talab.as_actor(&applicant()).submit(complete().version(1)).await.expect("in its grace");
    assert_eq!(version(old.reference).await, 1);
    world.at("2025-10-26 09:00");
    assert_eq!(submitting(&world, complete().version(1)).await.code(), "version_not_current");
    let report = world.talab.check_history().run().await.expect("checked");
    assert!(!report.changes_anything() && report.not_compared.is_empty(), "{report:?}");
}
