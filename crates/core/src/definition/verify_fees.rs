//! Verifying what a service costs: said in full, payable, and never a surprise.

use std::collections::BTreeSet;

use super::formula::Formula;
use super::problems::Problems;
use super::verify::{both, given_for, try_condition, try_on_answers, unique};
use super::{AcknowledgementMode, Fee, FeePoint, Field, ServiceDefinition, words};
use crate::calendar::deadline::MAX_DAYS;
use crate::reason::Family;
use crate::value::MAX_SAFE_INTEGER;

pub(super) fn fees(definition: &ServiceDefinition, problems: &mut Problems) {
    let terms = &definition.fees;
    match &terms.none {
        Some(text) if terms.fees.is_empty() => return both(text, "fees.none", problems),
        Some(_) => problems.add("fees.none", words::FREE_AND_CHARGED),
        None if terms.fees.is_empty() => return problems.add("fees.none", words::NO_FEES),
        None => {}
    }
    problems.unless(terms.currency.is_some(), "fees.currency", words::NO_CURRENCY);
    problems.unless(terms.gateway.is_some(), "fees.gateway", words::NO_GATEWAY);
    let others: BTreeSet<_> = terms.other_gateways.iter().chain(&terms.gateway).collect();
    let apart = terms.gateway.is_some() && others.len() == terms.other_gateways.len() + 1;
    let apart = apart || terms.other_gateways.is_empty();
    problems.unless(apart, "fees.other_gateways", words::OTHER_GATEWAYS);
    let days = (1..=MAX_DAYS).contains(&terms.pay_within);
    problems.unless(days, "fees.pay_within", words::PAY_WITHIN);
    let named = terms.methods.iter().all(|method| !method.trim().is_empty());
    problems.unless(named, "fees.methods", words::METHODS);
    unique(terms.fees.iter().map(|fee| fee.id.as_str()), "fees.fee", problems);
    for fee in &terms.fees {
        one(definition, fee, problems);
    }
}

fn one(definition: &ServiceDefinition, fee: &Fee, problems: &mut Problems) {
    let path = format!("fees.fee.{}", fee.id);
    both(&fee.name, &format!("{path}.name"), problems);
    match (fee.amount, &fee.formula) {
        (Some(amount), None) => {
            let proper = (1..=MAX_SAFE_INTEGER).contains(&amount);
            problems.unless(proper, format!("{path}.amount"), words::AMOUNT);
        }
        (None, Some(formula)) => try_formula(definition, formula, &format!("{path}.formula"), problems),
        _ => problems.add(format!("{path}.amount"), words::AMOUNT_OR_FORMULA),
    }
    if let Some(condition) = &fee.when {
        try_condition(definition, condition, &format!("{path}.when"), problems);
    }
    if fee.before == FeePoint::Receipt {
        at_receipt(definition, fee, &path, problems);
    }
    let refunds = fee.refund.iter().all(|reason| reason.family() == Family::Rfd);
    problems.unless(refunds, format!("{path}.refund"), words::REFUND_REASON);
}

/// Who has to pay before receipt knows how much from what they answer, and is acknowledged by the payment itself.
fn at_receipt(definition: &ServiceDefinition, fee: &Fee, path: &str, problems: &mut Problems) {
    let rules = &definition.rules;
    let at_once =
        rules.acknowledgement == AcknowledgementMode::AtOnce && !rules.decision_before_acknowledgement;
    problems.unless(at_once, format!("{path}.before"), words::PREPAID_AT_ONCE);
    let formula = fee.formula.as_ref().and_then(|formula| formula.reads().ok());
    let when = fee.when.as_ref().and_then(|when| when.reads().ok());
    let reads: Vec<String> = formula.into_iter().chain(when).flatten().collect();
    let read = definition.fields().filter(|field| reads.iter().any(|name| field.id.as_str() == name));
    let late = read.flat_map(|field| given_for(definition, field)).any(Field::is_officers);
    problems.unless(!late, format!("{path}.before"), words::PREPAID_KNOWN);
}

fn try_formula(definition: &ServiceDefinition, formula: &Formula, path: &str, problems: &mut Problems) {
    match formula.reads() {
        Err(error) => problems.add(path, error.problem),
        Ok(reads) => {
            try_on_answers(definition, &reads, path, problems, |scope| formula.amount(scope).map(|_| ()));
        }
    }
}
