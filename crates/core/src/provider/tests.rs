//! Certificates and exceptions: issued, renewed, suspended, revoked; asked for, granted, ended (articles 5 and 19.3).

use cqrs_es::test::TestFramework;

use super::*;
use crate::actor::{Actor, Role};
use crate::ids::BodyId;
use crate::refusal::Refusal;
use crate::testing::{
    Moment, all_met, ask_exception, at, certificate, definition, manager, on_the_provider, regulator,
    somebody, system,
};

const NOW: &str = "2025-10-16 10:30";
const END: &str = "2026-01-01 00:00";

/// A certificate until [`END`].
fn issue() -> ProviderCommand {
    ProviderCommand::IssueCertificate(IssueCertificate {
        from: "2025-01-01 00:00".instant(),
        until: END.instant(),
        ..certificate()
    })
}

fn number() -> String {
    certificate().number
}

fn renew(until: &str) -> ProviderCommand {
    let (until, checklist) = (until.instant(), all_met());
    ProviderCommand::RenewCertificate(RenewCertificate { number: number(), until, checklist })
}

fn suspend(reason: &str) -> ProviderCommand {
    ProviderCommand::SuspendCertificate(SuspendCertificate { number: number(), reason: reason.to_owned() })
}

fn resume() -> ProviderCommand {
    ProviderCommand::ResumeCertificate(ResumeCertificate { number: number() })
}

fn revoke() -> ProviderCommand {
    let reason = "زالت شروط المزاولة".to_owned();
    ProviderCommand::RevokeCertificate(RevokeCertificate { number: number(), reason })
}

fn expire() -> ProviderCommand {
    ProviderCommand::RecordCertificateExpired(RecordCertificateExpired { number: number() })
}

fn ask() -> ProviderCommand {
    ProviderCommand::RequestException(ask_exception("LY-17.2", "2025-01-01 00:00", END))
}

fn first() -> ExceptionId {
    ExceptionId::new("mun.tripoli-centre/1").unwrap()
}

fn give(until: Option<&str>) -> ProviderCommand {
    let until = until.map(Moment::instant);
    ProviderCommand::GrantException(GrantException { exception: first(), until, note: None })
}

fn refuse(reason: &str) -> ProviderCommand {
    ProviderCommand::RefuseException(RefuseException { exception: first(), reason: reason.to_owned() })
}

fn end() -> ProviderCommand {
    let reason = "اكتملت الرقمنة".to_owned();
    ProviderCommand::EndException(EndException { exception: first(), reason })
}

/// Gives commands one after another, each at its moment; the last one's outcome is returned.
fn after(acts: Vec<(Actor, &str, ProviderCommand)>) -> (Provider, Result<Vec<ProviderEvent>, Refusal>) {
    let mut provider = Provider::default();
    let mut last = Ok(Vec::new());
    for (by, moment, command) in acts {
        assert!(last.is_ok(), "{last:?}");
        crate::aggregate::is_tagged(&command, command.name());
        last = decide(&provider, &on_the_provider(by, at(moment), command));
        last.iter().flatten().for_each(crate::aggregate::is_told);
        last.iter().flatten().for_each(|event| provider.evolve(event));
    }
    (provider, last)
}

/// The same, all at once and all now.
fn done(acts: Vec<(Actor, ProviderCommand)>) -> Provider {
    let (provider, last) = after(acts.into_iter().map(|(by, command)| (by, NOW, command)).collect());
    assert!(last.is_ok(), "{last:?}");
    provider
}

fn refused(acts: Vec<(Actor, ProviderCommand)>) -> Refusal {
    after(acts.into_iter().map(|(by, command)| (by, NOW, command)).collect()).1.unwrap_err()
}

fn covered(provider: &Provider, moment: &str) -> bool {
    provider.certificate_covers(&definition().code, at(moment))
}

#[test]
fn a_certificate_covers_its_services_in_its_term_and_not_an_instant_longer() {
    let provider = done(vec![(regulator(), issue())]);
    let service = definition().code;
    assert!(covered(&provider, NOW) && covered(&provider, "2025-12-31 23:59"));
    assert!(!covered(&provider, "2024-12-31 23:59"), "not before it begins");
    assert!(!covered(&provider, END));
    let over = Certification::Expired { number: number(), until: END.instant() };
    assert_eq!(provider.certification(&service, END.instant()), over);
    let mut named = certificate();
    named.covers = Covers::Services(["mun.something-else".try_into().unwrap()].into());
    let elsewhere = done(vec![(regulator(), ProviderCommand::IssueCertificate(named))]);
    assert_eq!(elsewhere.certification(&service, NOW.instant()), Certification::Missing);
}

#[test]
fn every_condition_is_checked_one_by_one() {
    let with = |change: &dyn Fn(&mut Checklist)| {
        let mut command = certificate();
        change(&mut command.checklist);
        refused(vec![(regulator(), ProviderCommand::IssueCertificate(command))])
    };
    let unchecked = with(&|list| drop(list.items.remove(3)));
    assert_eq!((unchecked.code(), unchecked.path()), ("definition_invalid", Some("checklist")));
    let Refusal::ChecklistIncomplete { unchecked, failed } = unchecked else { panic!() };
    assert_eq!((unchecked, failed), (vec!["LY-6.5".to_owned()], Vec::<String>::new()));
    let failed = with(&|list| list.items[0].result = CheckResult::NotMet);
    assert!(matches!(failed, Refusal::ChecklistIncomplete { failed, .. } if failed == ["LY-6.1"]));
    let twice = with(&|list| list.items[1].condition = "LY-6.1".to_owned());
    assert_eq!(twice.path(), Some("checklist.LY-6.1"));
    assert_eq!(with(&|list| list.items[0].condition = "LY-99".to_owned()).path(), Some("checklist.LY-99"));
    assert_eq!(with(&|list| list.list = 9).path(), Some("checklist.list"));
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the law is a file, and a test may read it")]
fn the_conditions_are_those_of_the_articles() {
    for condition in conditions(1).unwrap() {
        let (article, clause) = condition.id.strip_prefix("LY-").unwrap().split_once('.').unwrap();
        let path = format!("{}/../../docs/law/article-{article:0>2}.md", env!("CARGO_MANIFEST_DIR"));
        let law = std::fs::read_to_string(&path).unwrap();
        let bullet = format!("- **{article}.{clause}** ");
        let text = law.lines().find_map(|line| line.strip_prefix(&bullet)).unwrap();
        assert!(text.contains(condition.quote), "{}: «{}» is not in {text}", condition.id, condition.quote);
        assert!(ArticleId::new(condition.id).is_ok());
    }
}

#[test]
fn an_exception_in_force_stands_in_for_a_condition() {
    let excepted = || {
        let mut command = certificate();
        let place = command.checklist.items.iter().position(|item| item.condition == "LY-17.2").unwrap();
        command.checklist.items[place].result = CheckResult::Excepted { exception: first() };
        ProviderCommand::IssueCertificate(command)
    };
    assert_eq!(refused(vec![(regulator(), excepted())]).code(), "exception_unknown");
    assert_eq!(refused(vec![(manager(), ask()), (regulator(), excepted())]).code(), "wrong_stage");
    let granted = vec![(manager(), ask()), (regulator(), give(None)), (regulator(), excepted())];
    assert!(covered(&done(granted), NOW));
    let elsewhere = ProviderCommand::RequestException(ask_exception("LY-6", "2025-01-01 00:00", END));
    let other = refused(vec![(manager(), elsewhere), (regulator(), give(None)), (regulator(), excepted())]);
    assert_eq!(other.path(), Some("checklist.LY-17.2"), "it is from another article");
}

#[test]
fn a_renewal_goes_on_where_the_term_ends_and_leaves_a_gap_where_it_came_late() {
    let renewed = done(vec![(regulator(), issue()), (regulator(), renew("2027-01-01 00:00"))]);
    assert!(covered(&renewed, END) && covered(&renewed, "2026-12-31 23:59"));
    let late =
        vec![(regulator(), NOW, issue()), (regulator(), "2026-02-01 09:00", renew("2027-01-01 00:00"))];
    let (provider, _) = after(late);
    assert!(!covered(&provider, "2026-01-15 12:00"), "between the two it had expired");
    assert!(covered(&provider, "2026-02-01 09:00"));
    let shorter = refused(vec![(regulator(), issue()), (regulator(), renew(END))]);
    assert_eq!(shorter.path(), Some("until"));
    let mut hasty = renew("2027-01-01 00:00");
    if let ProviderCommand::RenewCertificate(it) = &mut hasty {
        it.checklist.items.clear();
    }
    let unchecked = refused(vec![(regulator(), issue()), (regulator(), hasty)]);
    assert_eq!(unchecked.path(), Some("checklist"), "a renewal checks again");
}

#[test]
fn a_suspended_certificate_counts_for_nothing_until_it_is_resumed() {
    let suspended = || vec![(regulator(), issue()), (regulator(), suspend("لم تُبلَّغ التعديلات"))];
    let provider = done(suspended());
    assert_eq!(provider.certification(&definition().code, NOW.instant()), Certification::Missing);
    assert_eq!(refused([suspended(), vec![(regulator(), suspend("ثانية"))]].concat()).code(), "wrong_stage");
    assert!(covered(&done([suspended(), vec![(regulator(), resume())]].concat()), NOW));
    assert_eq!(refused(vec![(regulator(), issue()), (regulator(), resume())]).code(), "wrong_stage");
    assert_eq!(refused(vec![(regulator(), issue()), (regulator(), suspend(" "))]).code(), "reason_required");
}

#[test]
fn a_revoked_certificate_is_revoked_for_good() {
    let revoked = || vec![(regulator(), issue()), (regulator(), revoke())];
    assert!(!covered(&done(revoked()), NOW));
    for command in [resume(), renew("2027-01-01 00:00"), suspend("لا"), revoke()] {
        let refusal = refused([revoked(), vec![(regulator(), command)]].concat());
        assert!(matches!(refusal, Refusal::CertificateStanding { .. }), "{refusal}");
    }
    assert_eq!(refused([revoked(), vec![(regulator(), issue())]].concat()).path(), Some("number"));
}

#[test]
fn the_end_of_a_term_is_recorded_once_and_needs_no_record() {
    let early = after(vec![(regulator(), NOW, issue()), (system(), NOW, expire())]).1.unwrap_err();
    assert!(matches!(early, Refusal::TermNotOver { .. }), "{early}");
    let (mut provider, over) = after(vec![(regulator(), NOW, issue()), (system(), END, expire())]);
    assert_eq!(over.unwrap().len(), 1);
    assert_eq!(provider.unrecorded_ends(END.instant()).count(), 0);
    let again = decide(&provider, &on_the_provider(system(), at(END), expire())).unwrap();
    assert_eq!(again, [], "a second time nothing is left to record");
    let renewed = decide(&provider, &on_the_provider(regulator(), at(END), renew("2027-01-01 00:00")));
    renewed.unwrap().iter().for_each(|event| provider.evolve(event));
    assert_eq!(
        provider.unrecorded_ends("2027-01-01 00:00".instant()).count(),
        1,
        "the next end is another one"
    );
}

#[test]
fn what_is_given_has_an_end_that_lies_ahead_and_a_beginning_before_it() {
    let with = |change: &dyn Fn(&mut IssueCertificate)| {
        let mut command = certificate();
        change(&mut command);
        refused(vec![(regulator(), ProviderCommand::IssueCertificate(command))]).path().map(str::to_owned)
    };
    assert_eq!(with(&|it| it.until = "2025-10-16 10:00".instant()).as_deref(), Some("until"));
    assert_eq!(with(&|it| it.from = "2200-01-01 00:00".instant()).as_deref(), Some("until"));
    assert_eq!(with(&|it| it.covers = Covers::Services([].into())).as_deref(), Some("covers"));
    assert_eq!(with(&|it| it.number = " ".to_owned()).as_deref(), Some("number"));
}

#[test]
fn only_the_regulator_certifies_and_excepts_and_never_itself() {
    let mut own = regulator();
    own.body = manager().body;
    for by in [manager(), own, system()] {
        for command in [issue(), renew(END), suspend("لا"), resume(), revoke(), give(None), refuse("لا")]
        {
            let refusal = refused(vec![(by.clone(), command)]);
            assert!(matches!(refusal, Refusal::DirectoryNotPermitted { .. }), "{refusal}");
        }
    }
    let elsewhere =
        Actor::officer(somebody("o-else"), Role::ProviderManager, BodyId::new("mun.benghazi").unwrap());
    for by in [regulator(), elsewhere] {
        assert_eq!(refused(vec![(by, ask())]).code(), "not_permitted", "the provider itself asks");
    }
    assert_eq!(refused(vec![(regulator(), expire())]).code(), "not_permitted");
}

#[test]
fn an_exception_switches_its_articles_off_once_it_is_granted() {
    let article = |id: &str| ArticleId::new(id).unwrap();
    let applies = |provider: &Provider, id: &str, moment: &str| {
        provider.exception_for(&article(id), &definition().code, at(moment)).map(|it| it.id.clone())
    };
    let asked = done(vec![(manager(), ask())]);
    assert_eq!(applies(&asked, "LY-17.2", NOW), None, "until it is answered the rule holds");
    let granted = done(vec![(manager(), ask()), (regulator(), give(None))]);
    assert_eq!(applies(&granted, "LY-17.2", NOW), Some(first()));
    assert_eq!(applies(&granted, "LY-17.2b", NOW), Some(first()), "a letter divides a clause");
    for other in ["LY-17.3", "LY-17", "LY-16.1", "LY-17.1d"] {
        assert_eq!(applies(&granted, other, NOW), None, "{other}");
    }
    assert_eq!(applies(&granted, "LY-17.2", END), None, "over is over");
    let shorter = done(vec![(manager(), ask()), (regulator(), give(Some("2025-11-01 00:00")))]);
    assert_eq!(applies(&shorter, "LY-17.2", "2025-11-02 09:00"), None);
    for by in [regulator(), manager()] {
        let ended = done(vec![(manager(), ask()), (regulator(), give(None)), (by, end())]);
        assert_eq!(applies(&ended, "LY-17.2", NOW), None);
    }
    let refused = done(vec![(manager(), ask()), (regulator(), refuse("لا مبرر"))]);
    assert_eq!(applies(&refused, "LY-17.2", NOW), None);
}

#[test]
fn an_exception_names_articles_has_an_end_and_is_justified() {
    let with = |change: &dyn Fn(&mut RequestException)| {
        let mut command = ask_exception("LY-17.2", "2025-01-01 00:00", END);
        change(&mut command);
        refused(vec![(manager(), ProviderCommand::RequestException(command))])
    };
    let lacks = |refusal: &Refusal| match refusal {
        Refusal::ExceptionIncomplete { lacks, .. } => lacks.clone(),
        other => panic!("{other}"),
    };
    let open_ended = with(&|it| it.until = None);
    assert_eq!((open_ended.code(), lacks(&open_ended)), ("reason_required", vec![ExceptionPart::End]));
    assert_eq!(open_ended.rule().id, "LY-5d");
    assert_eq!(lacks(&with(&|it| it.articles.clear())), [ExceptionPart::Articles]);
    assert_eq!(lacks(&with(&|it| it.covers = Covers::Services([].into()))), [ExceptionPart::Services]);
    let silent = with(&|it| {
        it.justification = "\n".to_owned();
        it.kind = ExceptionKind::TechnicalRequirements;
    });
    assert_eq!((silent.rule().id, lacks(&silent)), ("LY-19.3", vec![ExceptionPart::Justification]));
    assert_eq!(with(&|it| it.reason = crate::ReasonCode::WdrOther).code(), "reason_unknown");
    assert_eq!(with(&|it| it.until = Some("2025-02-01 00:00".instant())).path(), Some("until"));
}

#[test]
fn somebody_else_answers_an_exception_and_once() {
    let mut same = regulator();
    same.person = manager().person;
    let refusal = refused(vec![(manager(), ask()), (same, give(None))]);
    assert_eq!(refusal.code(), "same_person");
    let twice = refused(vec![(manager(), ask()), (regulator(), give(None)), (regulator(), give(None))]);
    assert!(matches!(twice, Refusal::ExceptionStanding { standing: ExceptionStanding::Granted, .. }));
    let longer = refused(vec![(manager(), ask()), (regulator(), give(Some("2030-01-01 00:00")))]);
    assert_eq!(longer.path(), Some("until"));
    assert_eq!(refused(vec![(regulator(), give(None))]).code(), "exception_unknown");
    assert_eq!(refused(vec![(manager(), ask()), (regulator(), refuse(""))]).code(), "reason_required");
}

#[test]
fn the_facts_are_what_stands_at_the_instant() {
    let provider = done(vec![(regulator(), issue()), (manager(), ask()), (regulator(), give(None))]);
    let facts = provider.facts(&manager().body.unwrap(), &definition().code, at(NOW));
    assert_eq!((facts.revision, facts.certification), (3, Certification::Covered { number: number() }));
    assert_eq!(facts.exceptions.iter().map(|it| &it.id).collect::<Vec<_>>(), [&first()]);
    let later = provider.facts(&manager().body.unwrap(), &definition().code, at(END));
    assert_eq!(later.exceptions, []);
}

#[test]
fn articles_are_cited_as_the_rules_are() {
    for fine in ["LY-1", "LY-17", "LY-17.2", "LY-17.2b", "LY-5d", "LY-25.3"] {
        assert!(ArticleId::new(fine).is_ok(), "{fine}");
    }
    for wrong in ["", "LY-", "LY-0", "LY-26", "17.2", "LY-17.", "LY-17.2bb", "LY-017", "LY-17.2.1", "JO-4"] {
        assert!(ArticleId::new(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn events_read_back_and_are_named_once() {
    let (_, asked) = after(vec![(manager(), NOW, ask())]);
    let (_, issued) = after(vec![(regulator(), NOW, issue())]);
    for event in [asked.unwrap().remove(0), issued.unwrap().remove(0)] {
        let wire = serde_json::to_value(&event).unwrap();
        assert_eq!(wire.as_object().unwrap().keys().collect::<Vec<_>>(), [event.name()]);
        assert_eq!(serde_json::from_value::<ProviderEvent>(wire).unwrap(), event);
    }
}

#[test]
fn the_framework_drives_it_as_well() {
    let (_, issued) = after(vec![(regulator(), NOW, issue())]);
    TestFramework::<Provider>::with(())
        .given(issued.unwrap())
        .when(on_the_provider(regulator(), at(NOW), resume()))
        .then_expect_error(Refusal::CertificateStanding {
            number: number(),
            standing: CertificateStanding::Valid,
        });
}
