//! Nobody carries between bodies what one of them could give, unless it is said why (JO-3).

use std::sync::Arc;

use crate::definition::{Carried, FieldType, Held, ServiceDefinition, carried, verify};
use crate::testing::{composite, definition, document_type, field, library, several_bodies, task};
use crate::text::Text;

fn reason() -> Option<Text> {
    Some(Text::new("لا ربط مع السجل بعد", "The registry is not connected yet"))
}

fn registry(items: &[&str]) -> Held {
    let items = items.iter().map(|item| (*item).try_into().unwrap()).collect();
    Held::from([("civil-registry".try_into().unwrap(), items)])
}

fn found(definition: &ServiceDefinition, held: &Held) -> Vec<(String, String, bool)> {
    carried(definition, &[], held).into_iter().map(|it| (it.path, it.from, it.certain)).collect()
}

fn asked(path: &str, from: &str, certain: bool) -> Vec<(String, String, bool)> {
    vec![(path.to_owned(), from.to_owned(), certain)]
}

#[test]
fn a_field_that_a_registered_source_holds_is_not_asked_of_the_applicant() {
    let held = registry(&["national_no", "address"]);
    assert_eq!(found(&definition(), &Held::new()), []);
    let address = "form.application.field.address";
    assert_eq!(
        found(&definition(), &held),
        asked(address, "civil-registry", true),
        "the number has its source"
    );
    let mut stated = definition();
    let field = stated.forms[0].fields.iter_mut().find(|it| it.id.as_str() == "address").unwrap();
    field.carried_by_applicant = reason();
    assert_eq!((found(&stated, &held), verify(&stated)), (vec![], vec![]));
    let mut own = definition();
    own.provider = "civil-registry".try_into().unwrap();
    assert_eq!(found(&own, &held), [], "what the provider has itself is carried between no bodies");
}

#[test]
fn a_document_whose_issuer_the_service_reaches_is_not_asked_of_the_applicant() {
    let issued_by = |issuer: &str| {
        let mut asking = several_bodies();
        asking.documents = vec![document_type("deed")];
        asking.documents[0].issued_by = Some(issuer.try_into().unwrap());
        asking
    };
    let bodies = several_bodies();
    let body = bodies.steps.iter().find_map(|step| step.body(&bodies.provider)).unwrap();
    assert_eq!(found(&issued_by(body.as_str()), &Held::new()), asked("document.deed", body.as_str(), true));
    assert_eq!(
        found(&issued_by("civil-registry"), &Held::new()),
        asked("document.deed", "civil-registry", true)
    );
    assert_eq!(found(&issued_by("foreign-university"), &Held::new()), []);
    assert_eq!(found(&issued_by(bodies.provider.as_str()), &Held::new()), []);
    let far = Held::from([("foreign-university".try_into().unwrap(), vec![])]);
    assert_eq!(
        found(&issued_by("foreign-university"), &far),
        asked("document.deed", "foreign-university", true)
    );
    let mut stated = issued_by(body.as_str());
    stated.documents[0].carried_by_applicant = reason();
    assert_eq!(found(&stated, &far), []);
}

#[test]
fn a_document_called_like_another_bodys_task_or_datum_is_a_guess() {
    let mut asking = definition();
    asking.documents = vec![document_type("title")];
    assert_eq!(found(&asking, &Held::new()), []);
    assert_eq!(found(&asking, &registry(&["title"])), asked("document.title", "civil-registry", false));
    asking.steps.push(task("title", "real-estate-registry", &[]));
    assert_eq!(found(&asking, &Held::new()), asked("document.title", "real-estate-registry", false));
}

#[test]
fn what_a_part_could_give_is_not_carried_to_another() {
    let mut bundle = composite();
    let parts: Vec<_> = library().into_iter().map(Arc::new).collect();
    bundle.documents[0].issued_by = Some(library()[0].provider.clone());
    let told = carried(&bundle, &parts, &Held::new());
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].from.as_str(), told[0].certain), (library()[0].provider.as_str(), true));
    assert_eq!(carried(&bundle, &[], &Held::new()), [], "a part that is not known gives nothing");
    let mut fed = composite();
    fed.forms[0].fields.push(field("number", FieldType::Text));
    let library_part = fed.parts.iter_mut().find(|it| it.id.as_str() == "library").unwrap();
    library_part.outputs.clear();
    library_part.answers.insert("certificate_no".try_into().unwrap(), "number".try_into().unwrap());
    assert_eq!(found(&fed, &Held::new()), asked("form.application.field.number", "residence", false));
}

#[test]
fn a_reason_is_in_both_languages_and_stands_where_the_applicant_is_asked() {
    let mut wrong = definition();
    wrong.forms[0].fields[0].carried_by_applicant = reason();
    wrong.documents[0].carried_by_applicant = Some(Text::new("لا ربط", " "));
    let places: Vec<_> = verify(&wrong).into_iter().map(|it| it.path).collect();
    let field = "form.application.field.national_no.carried_by_applicant";
    assert_eq!(places, [field, "document.utility_bill.carried_by_applicant.en"]);
    let told = Carried { path: "document.x".to_owned(), from: "a-body".to_owned(), certain: true }.problem();
    assert!(told.problem.en.starts_with("a-body could give this") && told.problem.ar.contains("a-body"));
}
