//! Sources are trusted as the register has them (LY-1d, N1-4), and fees are paid as the regulator set (LY-12.4).

use super::fees::assessed;
use crate::refusal::Refusal;
use crate::request::Event;
use crate::request::evidence::QuestionStanding;
use crate::request::fees::OrderStanding;
use crate::rulebook::{Rulebook, RulebookCommand};
use crate::stage::Stage;
use crate::testing::{
    CIVIL, Life, applicant, ask_payment, ask_source, at, cashier, found, handler, paid, payment_methods,
    register_source, rulebook, sets, source, submission, verifier, withdraw_source,
};

const NOW: &str = "2025-10-20 09:00";

fn registered(source: &str, items: &[&str]) -> Rulebook {
    rulebook([RulebookCommand::from(register_source(source, items))])
}

#[test]
fn only_a_registered_source_is_asked_and_only_for_what_it_holds() {
    let asks = |book: &Rulebook| {
        let mut life = Life::at_stage(Stage::UnderVerification);
        life.meanwhile(|facts| facts.ruled(book, NOW));
        life.does(verifier(), NOW, ask_source(CIVIL, &["national_no"]))
            .map(|_| ())
            .map_err(|it| (it.code(), it.rule().id))
    };
    assert_eq!(
        asks(&registered("tax-authority", &["national_no"])),
        Err(("evidence_source_not_registered", "LY-6.3"))
    );
    assert_eq!(asks(&registered(CIVIL, &["birth_date"])), Err(("no_legal_basis", "LY-6.4")));
    assert_eq!(asks(&registered(CIVIL, &["national_no"])), Ok(()));
    assert_eq!(asks(&Rulebook::default()), Ok(()), "there is no register");
}

#[test]
fn the_answer_of_a_source_that_left_the_register_is_not_taken() {
    let mut book = registered(CIVIL, &["national_no"]);
    let mut life = Life::at_stage(Stage::UnderVerification);
    life.meanwhile(|facts| facts.ruled(&book, NOW));
    life.then(verifier(), NOW, ask_source(CIVIL, &["national_no"]));
    sets(&mut book, "2025-10-20 10:00", withdraw_source(CIVIL)).unwrap();
    let answer = found(life.request(), 1, at("2025-10-20 11:00"), &[("national_no", "119900123456")]);
    life.meanwhile(|facts| facts.ruled(&book, "2025-10-20 11:00"));
    let refused = life.refused(source(CIVIL), "2025-10-20 11:00", answer.clone());
    assert_eq!(refused, Refusal::EvidenceSourceNotRegistered { source: CIVIL.to_owned() });
    assert_eq!(life.request().questions()[0].standing, QuestionStanding::Open);
    sets(&mut book, "2025-10-20 12:00", register_source(CIVIL, &["national_no"])).unwrap();
    life.meanwhile(|facts| facts.ruled(&book, "2025-10-20 13:00"));
    life.then(source(CIVIL), "2025-10-20 13:00", answer);
}

/// What the identity port brings counts as confirmed by its source only if that is registered for it.
#[test]
fn a_claimed_value_is_not_confirmed_by_a_source_that_is_not_registered() {
    for (book, confirmed) in [
        (registered(CIVIL, &["national_no"]), 1),
        (registered(CIVIL, &["birth_date"]), 0),
        (registered("tax-authority", &["national_no"]), 0),
    ] {
        let mut life = Life::of_a_request();
        life.meanwhile(|facts| facts.ruled(&book, NOW));
        life.then(applicant(), "2025-10-16 10:30", submission());
        let Event::ApplicantIdentityConfirmed(it) = life.last("ApplicantIdentityConfirmed") else {
            unreachable!()
        };
        assert_eq!(it.fields.len(), confirmed);
        let passed = life.does(verifier(), NOW, crate::testing::pass()).map(|_| ());
        assert_eq!(
            passed.map_err(|it| it.code()),
            if confirmed == 1 { Ok(()) } else { Err("evidence_missing") }
        );
    }
}

#[test]
fn a_way_to_pay_that_the_regulator_has_not_set_is_refused_even_if_the_service_names_it() {
    let pays = |methods: &[&str]| {
        let mut life = assessed();
        life.then(handler(), "2025-10-20 11:00", ask_payment(&["review"]));
        life.meanwhile(|facts| facts.ruled(&rulebook([payment_methods(methods).into()]), NOW));
        let payment = paid(life.request(), 1, 1, at("2025-10-20 12:00"));
        let came = life.does(cashier(), "2025-10-20 12:00", payment).map(|_| ()).map_err(|it| it.code());
        (came, life.request().orders().next().unwrap().standing)
    };
    let refused = (Err("payment_method_not_allowed"), OrderStanding::Requested);
    assert_eq!(pays(&["bank"]), refused, "the service names `card`, the regulator doesn't");
    assert_eq!(pays(&["card", "bank"]), (Ok(()), OrderStanding::Confirmed));
}
