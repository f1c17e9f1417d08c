//! The refusals of suspended services, of certificates and of exceptions, each produced by a command.

use crate::actor::Actor;
use crate::provider::{
    self, Certification, CheckResult, GrantException, IssueCertificate, Provider, ProviderCommand,
    RenewCertificate, ResumeCertificate,
};
use crate::refusal::Refusal;
use crate::request::Offer;
use crate::service::{
    self, Availability, ProposeServiceVersion, PublishServiceVersion, ReportLegalChange, ResumeService,
    RetireService, RunOff, Service, ServiceCommand, ServiceEnvelope, SuspendService, VerifyServiceVersion,
};
use crate::testing::{
    FactsBuilder, Life, Moment, all_met, applicant, ask_exception, at, certificate, definition, manager,
    on_the_provider, regulator, submission,
};

const NOW: &str = "2025-10-16 10:30";

pub(super) fn all() -> Vec<Refusal> {
    [at_submission(), of_services(), of_certificates(), of_exceptions()].concat()
}

fn at_submission() -> Vec<Refusal> {
    let first = |change: &dyn Fn(FactsBuilder) -> FactsBuilder| {
        let mut life = Life::of_a_request();
        life.meanwhile(change);
        life.refused(applicant(), NOW, submission())
    };
    let offered = |availability| {
        first(&|facts: FactsBuilder| facts.offered(Offer { availability, ..Offer::default() }))
    };
    let over = Certification::Expired { number: "1/2020".to_owned(), until: "2025-10-01 00:00".instant() };
    vec![
        offered(Availability::Suspended),
        offered(Availability::Retired(RunOff::Finish)),
        first(&|facts: FactsBuilder| facts.certified(Certification::Missing)),
        first(&|facts: FactsBuilder| facts.certified(over.clone())),
    ]
}

fn of_services() -> Vec<Refusal> {
    let decide = |service: &Service, by: Actor, command| {
        let (service_code, id) = (definition().code, "test".try_into().unwrap());
        let envelope = ServiceEnvelope {
            service: service_code,
            by,
            id,
            at: at(NOW),
            provider: None,
            rulebook: None,
            parts: Vec::new(),
            common: None,
            checks: None,
            command,
        };
        service::decide(service, &envelope)
    };
    let mut held = Service::default();
    let attestation = "نقرّ بدقة البيانات".to_owned();
    for (by, command) in [
        (
            manager(),
            ServiceCommand::ProposeServiceVersion(ProposeServiceVersion::new(definition(), attestation)),
        ),
        (regulator(), ServiceCommand::VerifyServiceVersion(VerifyServiceVersion::new(1))),
        (regulator(), ServiceCommand::PublishServiceVersion(PublishServiceVersion::new(1))),
    ] {
        decide(&held, by, command).unwrap().iter().for_each(|event| held.evolve(event));
    }
    let suspend = |reason: &str| ServiceCommand::SuspendService(SuspendService { reason: reason.to_owned() });
    let resume = ServiceCommand::ResumeService(ResumeService { reason: "زال السبب".to_owned() });
    let retire = ServiceCommand::RetireService(RetireService {
        reason: "حلّت محلها خدمة أخرى".to_owned(),
        run_off: None,
    });
    let change = ReportLegalChange {
        law: " ".to_owned(),
        effective_on: super::date("2026-01-01"),
        note: "تعديل الرسوم".to_owned(),
        changes_entry: true,
    };
    vec![
        decide(&held, regulator(), suspend(" ")).unwrap_err(),
        decide(&held, regulator(), resume).unwrap_err(),
        decide(&held, regulator(), retire).unwrap_err(),
        decide(&held, manager(), ServiceCommand::ReportLegalChange(change)).unwrap_err(),
    ]
}

fn of_certificates() -> Vec<Refusal> {
    let decide = |provider: &Provider, command| {
        provider::decide(provider, &on_the_provider(regulator(), at(NOW), command))
    };
    let number = certificate().number;
    let mut failing = certificate();
    failing.checklist.items[0].result = CheckResult::NotMet;
    let failing = IssueCertificate { number: "2/2025".to_owned(), ..failing };
    let mut held = Provider::default();
    let issued = decide(&held, ProviderCommand::IssueCertificate(certificate())).unwrap();
    let renewal = RenewCertificate {
        number: "9/9".to_owned(),
        until: "2200-01-01 00:00".instant(),
        checklist: all_met(),
    };
    let unknown = decide(&held, ProviderCommand::RenewCertificate(renewal)).unwrap_err();
    issued.iter().for_each(|event| held.evolve(event));
    let resume = ProviderCommand::ResumeCertificate(ResumeCertificate { number });
    vec![
        unknown,
        decide(&held, resume).unwrap_err(),
        decide(&held, ProviderCommand::IssueCertificate(failing)).unwrap_err(),
    ]
}

fn of_exceptions() -> Vec<Refusal> {
    let decide = |provider: &Provider, by: Actor, command| {
        provider::decide(provider, &on_the_provider(by, at(NOW), command))
    };
    let ask = ask_exception("LY-17.2", "2025-01-01 00:00", "2026-01-01 00:00");
    let give = || {
        let exception = "mun.tripoli-centre/1".try_into().unwrap();
        ProviderCommand::GrantException(GrantException { exception, until: None, note: None })
    };
    let mut endless = ask.clone();
    endless.until = None;
    let mut held = Provider::default();
    let unknown = decide(&held, regulator(), give()).unwrap_err();
    let asked = decide(&held, manager(), ProviderCommand::RequestException(ask)).unwrap();
    asked.iter().for_each(|event| held.evolve(event));
    let mut same = regulator();
    same.person = manager().person;
    let same = decide(&held, same, give()).unwrap_err();
    let granted = decide(&held, regulator(), give()).unwrap();
    granted.iter().for_each(|event| held.evolve(event));
    vec![
        unknown,
        same,
        decide(&held, regulator(), give()).unwrap_err(),
        decide(&held, manager(), ProviderCommand::RequestException(endless)).unwrap_err(),
    ]
}
