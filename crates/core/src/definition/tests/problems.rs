//! Every problem a definition can have, by its place.

use crate::definition::{
    AcknowledgementMode, Change, Condition, FeePoint, FieldType, Formula, Join, Need, Requirement,
    ServiceDefinition, Step, TextFormat, verify,
};
use crate::ids::StepId;
use crate::party::ApplicantClass;
use crate::reason::ReasonCode;
use crate::testing::{
    charged, condition, definition, document_type, extension, field, form, option, output, several_bodies,
    step,
};
use crate::text::Text;

/// The places of all problems after one change.
fn places(change: impl FnOnce(&mut ServiceDefinition)) -> Vec<String> {
    let mut definition = definition();
    change(&mut definition);
    let problems = verify(&definition);
    for problem in &problems {
        let (ar, en) = (&problem.problem.ar, &problem.problem.en);
        assert!(!en.is_empty() && !en.ends_with('.'), "{problem}");
        assert!(ar.chars().any(|c| ('ء'..='ي').contains(&c)) && !ar.ends_with('.'), "{problem}: {ar}");
        assert!(problem.to_string().starts_with(&problem.path));
    }
    problems.into_iter().map(|problem| problem.path).collect()
}

/// Exactly one problem, at `place`.
fn only(place: &str, change: impl FnOnce(&mut ServiceDefinition)) {
    assert_eq!(places(change), [place]);
}

fn with_field(change: impl FnOnce(&mut crate::definition::Field), kind: FieldType) -> Vec<String> {
    places(|it| {
        let mut extra = field("extra", kind);
        if matches!(kind, FieldType::Choice | FieldType::Choices) {
            extra.options = vec![option("a"), option("b")];
        }
        change(&mut extra);
        it.forms[0].fields.push(extra);
    })
}

#[test]
fn the_facts_of_the_directory() {
    only("version", |it| it.version = 0);
    only("name.ar", |it| it.name.ar = "Certificate".to_owned());
    only("name.en", |it| it.name.en = " ".to_owned());
    only("description.ar", |it| it.description.ar.clear());
    only("beneficiaries", |it| it.beneficiaries = vec![ApplicantClass::Citizen, ApplicantClass::Citizen]);
    only("legal_basis", |it| it.legal_basis.clear());
    only("fees.none", |it| it.fees.none = None);
    only("fees.none.en", |it| it.fees.none.as_mut().unwrap().en.clear());
    assert!(places(|it| it.beneficiaries.clear()).contains(&"beneficiaries".to_owned()));
    assert!(places(|it| it.forms.clear()).contains(&"form".to_owned()));
}

#[test]
fn the_ways_in_and_what_is_asked_of_identity() {
    use crate::definition::{IdentityTerms, IntakeTerms};
    use crate::party::Channel;
    only("intake.channels", |it| it.intake = Some(IntakeTerms::new(Vec::new())));
    let twice = vec![Channel::Portal, Channel::Portal];
    only("intake.channels", |it| it.intake = Some(IntakeTerms::new(twice)));
    only("identity", |it| it.identity = Some(IdentityTerms::default()));
    for schemes in [vec![" ".to_owned()], vec!["national-id".to_owned(); 2]] {
        only("identity.schemes", |it| it.identity = Some(IdentityTerms { schemes, level: None }));
    }
    assert!(places(|it| it.intake = Some(IntakeTerms::new(Channel::ALL.to_vec()))).is_empty());
}

#[test]
fn the_terms() {
    let objection = |it: &mut ServiceDefinition, window, decide| {
        it.objection = Some(crate::definition::ObjectionTerms::new(window, decide));
    };
    only("objection.window_days", |it| objection(it, 0, 60));
    only("objection.decide_within_days", |it| objection(it, 60, 3661));
    assert!(places(|it| objection(it, 1, 3660)).is_empty());
    only("deadline.working_days", |it| it.deadline.working_days = 0);
    only("deadline.working_days", |it| it.deadline.working_days = 3_661);
    only("deadline.extension.times", |it| it.deadline.extension = Some(extension(0, 5)));
    only("deadline.extension.working_days", |it| it.deadline.extension = Some(extension(1, 0)));
    only("corrections.working_days", |it| it.corrections.working_days = 0);
    only("corrections.rounds", |it| it.corrections.rounds = 0);
    only("corrections.rounds", |it| it.corrections.rounds = 21);
    only("rules.supplement_within", |it| it.rules.supplement_within = Some(0));
}

#[test]
fn the_computed_fields() {
    use FieldType as T;
    let at = |part: &str| vec![format!("form.application.field.extra.{part}")];
    let computed = |kind: FieldType, formula: &'static str| {
        let compute = move |it: &mut crate::definition::Field| {
            it.source = "computed".to_owned();
            it.formula = Some(Formula::new(formula));
        };
        with_field(compute, kind)
    };
    for (kind, formula) in [
        (T::Integer, "answers.owns_dwelling ? 1 : 2"),
        (T::Boolean, "answers.municipality == 'abu-salim'"),
        (T::Text, "answers.address"),
        (T::Date, "submission.date"),
        (T::Choice, "'a'"),
        (T::Decimal, "answers.owns_dwelling ? 150 : 0"),
        (T::Money, "min(max(1, 2), 3)"),
        // What fails for want of an answer leaves the field empty; that is no problem.
        (T::Integer, "years_between(answers.resident_since, submission.date)"),
    ] {
        assert_eq!(computed(kind, formula), Vec::<String>::new(), "{formula}");
    }
    for (kind, formula) in [
        (T::Integer, "'text'"),
        (T::Text, "1"),
        (T::Money, "0 - 1"),
        (T::Choice, "'c'"),
        (T::Date, "'tomorrow'"),
        (T::Integer, "answers.shoe_size"),
        (T::Integer, "answers.extra"),
        (T::Integer, "1 +"),
        (T::Integer, "1.5"),
        (T::Integer, "[1]"),
        (T::Integer, "months_started('today', submission.date)"),
        (T::Integer, "submission.hour"),
    ] {
        assert_eq!(computed(kind, formula), at("formula"), "{formula}");
    }
    assert_eq!(computed(T::Email, "'a@example.org'"), at("type"));
    assert_eq!(with_field(|it| it.source = "computed".to_owned(), T::Integer), at("formula"));
    assert_eq!(with_field(|it| it.formula = Some(Formula::new("1")), T::Integer), at("formula"));
    let asked = |it: &mut crate::definition::Field| {
        it.source = "computed".to_owned();
        it.formula = Some(Formula::new("1"));
        it.required = Requirement::Always;
    };
    assert_eq!(with_field(asked, T::Integer), at("required"));
    assert_eq!(with_field(|it| it.source = "officer".to_owned(), T::Integer), Vec::<String>::new());
}

/// A step's place is seen without a calendar, so it reads no day; a computed field can carry one.
#[test]
fn a_step_reads_no_day() {
    let when = |source: &'static str| {
        places(move |it| {
            *it = several_bodies();
            it.steps[1].when = Some(Condition::new(source));
        })
    };
    assert_eq!(when("submission.date > '2025-01-01'"), ["step.safety.when"]);
    assert!(when("answers.owns_dwelling").is_empty());
}

/// What is computed from answers that are always there is always there itself; an officer's value never is.
#[test]
fn who_gives_a_value_says_when_it_may_be_asked_for() {
    let with = |source: &'static str| {
        move |it: &mut ServiceDefinition| {
            *it = crate::testing::with_values();
            it.conditions[0] = condition("c1", Some(source));
        }
    };
    assert!(places(with("answers.lives_as.size() > 3")).is_empty());
    only("condition.c1.when", with("answers.rooms_seen > 3"));
    only("condition.c1.when", with("answers.size.size() > 3"));
    assert!(places(with("answers.rooms_seen != null && answers.rooms_seen > 3")).is_empty());
}

#[test]
fn the_forms() {
    only("form.application.title.en", |it| it.forms[0].title.en.clear());
    only("form.empty", |it| it.forms.push(form("empty", Vec::new())));
    only("form.application", |it| {
        it.forms.push(form("application", vec![field("extra", FieldType::Text)]));
    });
    only("form.field.full_name", |it| it.forms[0].fields.push(field("full_name", FieldType::Text)));
    only("form.application.field.address.label.ar", |it| it.forms[0].fields[3].label.ar.clear());
}

#[test]
fn what_belongs_to_a_type_of_field() {
    use FieldType as T;
    let at = |part: &str| vec![format!("form.application.field.extra.{part}")];
    assert_eq!(with_field(|it| it.length = Some(3), T::Text), at("length"));
    assert_eq!(with_field(|it| it.length = Some(0), T::Digits), at("length"));
    assert_eq!(with_field(|it| it.max_length = Some(3), T::Digits), at("max_length"));
    assert_eq!(with_field(|it| it.max_length = Some(0), T::Text), at("max_length"));
    assert_eq!(with_field(|it| it.min = Some(3), T::Text), at("min"));
    assert_eq!(with_field(|it| it.max = Some(3), T::Boolean), at("max"));
    assert_eq!(with_field(|it| it.options = vec![option("a")], T::Date), at("option"));
    assert_eq!(with_field(|it| it.options.clear(), T::Choice), at("option"));
    assert_eq!(with_field(|it| it.options.push(option("a")), T::Choices), at("option.a"));
    assert_eq!(with_field(|it| it.options[0].label.en.clear(), T::Choice), at("option.a.label.en"));
    let backwards = |it: &mut crate::definition::Field| (it.min, it.max) = (Some(2), Some(1));
    assert_eq!(with_field(backwards, T::Integer), at("min"));
    assert_eq!(with_field(|it| it.scale = Some(2), T::Integer), at("scale"));
    assert_eq!(with_field(|it| it.scale = None, T::Decimal), at("scale"));
    assert_eq!(with_field(|it| it.scale = Some(10), T::Decimal), at("scale"));
    assert_eq!(with_field(|it| it.currency = None, T::Money), at("currency"));
    assert_eq!(
        with_field(|it| it.currency = Some("LYD".to_owned().try_into().unwrap()), T::Text),
        at("currency")
    );
    assert_eq!(with_field(|it| it.format = Some(TextFormat::Iban), T::Digits), at("format"));
    assert_eq!(with_field(|it| it.format = Some(TextFormat::Iban), T::Text), Vec::<String>::new());
    let plain = [T::Text, T::Digits, T::Integer, T::Boolean, T::Date, T::Choice, T::Choices, T::Email];
    for kind in plain.into_iter().chain([T::Decimal, T::Money, T::DateTime, T::Address, T::Point]) {
        assert_eq!(with_field(|_| {}, kind), Vec::<String>::new(), "{kind:?}");
    }
}

#[test]
fn the_documents() {
    only("document.utility_bill.name.ar", |it| it.documents[0].name.ar.clear());
    only("document.utility_bill", |it| it.documents.push(document_type("utility_bill")));
    only("document.utility_bill.formats", |it| it.documents[0].formats.push("PDF".to_owned()));
    only("document.utility_bill.formats", |it| it.documents[0].formats.push(String::new()));
    for languages in [vec!["AR"], vec!["arabic"], vec!["ar-"], vec![""], vec!["ar", "ar"]] {
        only("document.utility_bill.languages", |it| {
            it.documents[0].languages = languages.into_iter().map(str::to_owned).collect();
        });
    }
    assert_eq!(
        places(|it| it.documents[0].languages = vec!["ar".to_owned(), "zgh-latn".to_owned()]),
        [""; 0]
    );
    for standard in ["", " pdf/a ", "a\u{202E}b"] {
        only("document.utility_bill.standard", |it| it.documents[0].standard = Some(standard.to_owned()));
    }
}

#[test]
fn the_execution() {
    only("step.verify-address.name.en", |it| it.steps[0].name.en.clear());
    only("step.verify-address", |it| it.steps.push(step("verify-address")));
    only("output.certificate.name.ar", |it| it.outputs[0].name.ar.clear());
    only("output.certificate", |it| it.outputs.push(output("certificate", false)));
    only("output", |it| it.outputs[0].mandatory = false);
    assert_eq!(places(|it| it.outputs.clear()), ["output", "output"]);
    only("condition.c1", |it| it.conditions.push(condition("c1", None)));
    only("condition.c1.text.ar", |it| it.conditions[0].text.ar.clear());
}

#[test]
fn how_it_is_found_and_what_a_version_changed() {
    let listed =
        |it: &mut ServiceDefinition| it.directory.get_or_insert_default().categories.push("civil".to_owned());
    assert!(places(|it| listed(it)).is_empty());
    only("directory.categories", |it| {
        listed(it);
        listed(it);
    });
    only("directory.life_events", |it| it.directory.get_or_insert_default().life_events.push(" ".to_owned()));
    only("directory.keywords.ar", |it| {
        // The same word in two spellings.
        it.directory.get_or_insert_default().keywords.ar = vec!["إقامة".to_owned(), "اقامه".to_owned()];
    });
    let note = || Text::new("خُفّض الرسم", "a lower fee");
    let change = |because: Option<&str>| Some(Change { note: note(), because: because.map(str::to_owned) });
    only("change", |it| it.change = change(None));
    let second = |change: Option<Change>| {
        places(|it| {
            it.version = 2;
            it.change = change;
        })
    };
    assert!(second(change(Some("law-59-2012"))).is_empty());
    assert_eq!(second(change(Some("law-1-1900"))), ["change.because"]);
    let mut silent = change(None);
    silent.as_mut().unwrap().note.ar.clear();
    assert_eq!(second(silent), ["change.note.ar"]);
}

#[test]
fn a_part_rests_on_a_law_of_the_service() {
    let other = || Some("law-1-1900".to_owned());
    only("deadline.law", |it| it.deadline.law = other());
    only("condition.c1.law", |it| it.conditions[0].law = other());
    only("form.application.ground", |it| it.forms[0].ground = other());
    only("form.application.purpose.en", |it| it.forms[0].purpose = Some(Text::new("لإثبات الإقامة", "")));
    assert!(places(|it| it.deadline.law = Some("law-59-2012".to_owned())).is_empty());
    let mut definition = charged();
    definition.fees.fees[0].law = other();
    let paths: Vec<_> = verify(&definition).into_iter().map(|it| it.path).collect();
    assert_eq!(paths, ["fees.fee.review.law"]);
}

#[test]
fn the_fees() {
    let with = |change: fn(&mut ServiceDefinition)| {
        places(move |it| {
            *it = charged();
            change(it);
        })
    };
    assert!(with(|_| {}).is_empty());
    assert_eq!(with(|it| it.fees.none = definition().fees.none), ["fees.none"]);
    assert_eq!(with(|it| it.fees.fees.clear()), ["fees.none"]);
    assert_eq!(with(|it| it.fees.currency = None), ["fees.currency"]);
    assert_eq!(with(|it| it.fees.gateway = None), ["fees.gateway"]);
    assert_eq!(with(|it| it.fees.pay_within = 0), ["fees.pay_within"]);
    assert_eq!(with(|it| it.fees.methods.push(" ".to_owned())), ["fees.methods"]);
    assert_eq!(with(|it| it.fees.fees.push(it.fees.fees[0].clone())), ["fees.fee.review"]);
    assert_eq!(with(|it| it.fees.fees[0].name.ar.clear()), ["fees.fee.review.name.ar"]);
    assert_eq!(with(|it| it.fees.fees[0].amount = Some(0)), ["fees.fee.review.amount"]);
    assert_eq!(with(|it| it.fees.fees[0].amount = None), ["fees.fee.review.amount"]);
    assert_eq!(with(|it| it.fees.fees[0].formula = Some(Formula::new("1"))), ["fees.fee.review.amount"]);
    for wrong in
        ["0 - 5", "1.5", "\"7\"", "answers.rooms * 5", "answers.addressed_to.size()", "9007199254740993"]
    {
        let mut definition = charged();
        definition.fees.fees[2].formula = Some(Formula::new(wrong));
        let paths: Vec<_> = verify(&definition).into_iter().map(|it| it.path).collect();
        assert_eq!(paths, ["fees.fee.issue.formula"], "{wrong}");
    }
    assert_eq!(with(|it| it.fees.fees[1].when = Some(Condition::new("1"))), ["fees.fee.stamp.when"]);
    let prepaid = |it: &mut ServiceDefinition| it.fees.fees[0].before = FeePoint::Receipt;
    assert!(with(prepaid).is_empty());
    let by_officer = |it: &mut ServiceDefinition| {
        it.fees.fees[0].before = FeePoint::Receipt;
        it.rules.acknowledgement = AcknowledgementMode::ByOfficer;
    };
    assert_eq!(with(by_officer), ["fees.fee.review.before"]);
    let before_it = |it: &mut ServiceDefinition| {
        it.fees.fees[0].before = FeePoint::Receipt;
        it.rules.decision_before_acknowledgement = true;
    };
    assert_eq!(with(before_it), ["fees.fee.review.before"]);
    let by_an_officers_value = |it: &mut ServiceDefinition| {
        it.forms[0].fields.iter_mut().find(|field| field.id.as_str() == "owns_dwelling").unwrap().source =
            "officer".to_owned();
        it.documents.clear();
        it.fees.fees[2].before = FeePoint::Receipt;
    };
    assert!(with(by_an_officers_value).contains(&"fees.fee.issue.before".to_owned()));
    let not_a_refund = |it: &mut ServiceDefinition| it.fees.fees[0].refund = vec![ReasonCode::FeeDeclined];
    assert_eq!(with(not_a_refund), ["fees.fee.review.refund"]);
}

#[test]
fn the_steps() {
    let of = |number: usize, change: fn(&mut Step)| {
        places(move |it| {
            *it = several_bodies();
            change(&mut it.steps[number]);
        })
    };
    assert!(of(0, |_| {}).is_empty());
    let none = ["step.title.by", "step.title.working_days", "step.title.fields", "step.title.documents"];
    assert_eq!(of(0, |it| it.by = "Registry".to_owned()), none);
    assert_eq!(of(0, |it| it.working_days = Some(0)), ["step.title.working_days"]);
    assert_eq!(of(5, |it| it.working_days = Some(2)), ["step.verify-address.working_days"]);
    assert_eq!(of(2, |it| it.working_days = None), ["step.advice.advisory"]);
    assert_eq!(of(5, |it| it.advisory = true), ["step.verify-address.advisory"]);
    assert_eq!(of(1, |it| it.when = Some(Condition::new("answers.floors > 3"))), ["step.safety.when"]);
    assert_eq!(of(1, |it| it.after = Some(vec![id("paint")])), ["step.safety.after.paint"]);
    assert_eq!(
        of(1, |it| it.after = Some(vec![id("safety")])),
        ["step.safety.after.safety", "step.safety.after"]
    );
    assert_eq!(of(0, |it| it.after = Some(vec![id("survey")])).len(), 1);
    assert_eq!(of(0, |it| it.after = Some(vec![id("verify-address")])).len(), 1);
}

#[test]
fn the_joins() {
    let with = |change: fn(&mut Join)| {
        places(move |it| {
            *it = several_bodies();
            change(&mut it.joins[0]);
        })
    };
    assert!(with(|it| it.need = Need::AtLeast(2)).is_empty());
    assert_eq!(with(|it| it.id = id("title"))[0], "step.title");
    assert_eq!(with(|it| it.of.truncate(1)), ["join.survey.of"]);
    assert_eq!(with(|it| it.of.push(id("paint"))), ["join.survey.of.paint"]);
    assert_eq!(with(|it| it.of.push(id("survey-by-post"))), ["join.survey.of.survey-by-post"]);
    assert_eq!(with(|it| it.of.push(id("advice"))), ["join.survey.of.advice"]);
    assert_eq!(with(|it| it.need = Need::AtLeast(3)), ["join.survey.need"]);
    assert_eq!(with(|it| it.need = Need::AtLeast(0)), ["join.survey.need"]);
}

#[test]
fn how_many_are_needed_is_a_word_or_a_number() {
    let need = |json: &str| serde_json::from_str::<Need>(json);
    for (json, expected) in [("\"all\"", Need::All), ("\"any\"", Need::Any), ("2", Need::AtLeast(2))] {
        assert_eq!(need(json).unwrap(), expected);
        assert_eq!(serde_json::to_string(&expected).unwrap(), json);
    }
    for wrong in ["\"most\"", "-1", "null", "1.5"] {
        assert!(need(wrong).is_err(), "{wrong}");
    }
}

fn id(text: &str) -> StepId {
    StepId::new(text).unwrap()
}

#[test]
fn the_acknowledgement_uses_only_what_there_is() {
    let template = |text: &'static str| {
        move |it: &mut ServiceDefinition| it.acknowledgement.template.en = text.to_owned()
    };
    only("acknowledgement.template.en", template(""));
    only("acknowledgement.template.en", template("received {when}"));
    only("acknowledgement.template.en", template("received {received_at"));
    assert!(places(template("{reference}{number}{received_at}{expected_by}{service}")).is_empty());
}

#[test]
fn conditions_are_tried_where_they_stand() {
    let when = |source: &'static str| {
        move |it: &mut ServiceDefinition| it.conditions[0] = condition("c1", Some(source))
    };
    only("condition.c1.when", when("answers.shoe_size > 40"));
    only("condition.c1.when", when("answers.municipality"));
    only("condition.c1.when", when("answers.municipality =="));
    only("document.utility_bill.required", |it| {
        it.documents[0].required =
            Requirement::If(crate::definition::Condition::new("answers.addressed_to.size() > 3"));
    });
    only("form.application.field.address.required", |it| {
        it.forms[0].fields[3].required = Requirement::If(crate::definition::Condition::new("1 + 1"));
    });
    assert!(places(when("answers.addressed_to == null || answers.addressed_to.size() > 3")).is_empty());
}

#[test]
fn the_indicators() {
    use crate::definition::{Indicator, IndicatorMeasure};
    let indicator = |code: &str, measure, target| Indicator {
        code: code.try_into().unwrap(),
        name: Text::new("مؤشر", "An indicator"),
        measure,
        target,
    };
    let with = |measure, target| {
        move |it: &mut ServiceDefinition| it.indicators = vec![indicator("i", measure, target)]
    };
    for measure in IndicatorMeasure::ALL.iter().copied() {
        let (least, most) = if measure.is_share() { (0, 100) } else { (1, 3660) };
        assert!(
            places(with(measure, least)).is_empty() && places(with(measure, most)).is_empty(),
            "{measure}"
        );
        only("indicator.i.target", with(measure, most + 1));
    }
    only("indicator.i.target", with(IndicatorMeasure::P90DaysToDecide, 0));
    only("indicator.i.name.ar", |it| {
        let name = Text::new("On time", "On time");
        it.indicators = vec![Indicator { name, ..indicator("i", IndicatorMeasure::OnTimeShare, 90) }];
    });
    only("indicator.i", |it| {
        let both = [IndicatorMeasure::OnTimeShare, IndicatorMeasure::ManualShare];
        it.indicators = both.map(|measure| indicator("i", measure, 90)).to_vec();
    });
}

#[test]
fn every_problem_is_told_at_once() {
    let places = places(|it| {
        it.version = 0;
        it.legal_basis.clear();
        it.deadline.working_days = 0;
        it.outputs[0].name.en.clear();
    });
    assert_eq!(places, ["version", "legal_basis", "deadline.working_days", "output.certificate.name.en"]);
}
