//! A service, a calendar, the people of a case, and random lives of requests, for the tests of this crate.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::json;
use talab_core::calendar::{Calendar, Covers, WeekdaySet, Zone};
use talab_core::definition::ServiceDefinition;
use talab_core::request::intake::{Document, Identification, Submit, Supplement, Unconfirmed};
use talab_core::request::{Command, Envelope, Facts, Fresh, Offer, Request, ServiceFacts, decide, evolve};
use talab_core::rulebook::RulebookFacts;
use talab_core::testing::REGISTRY;
use talab_core::{
    Actor, ApplicantClass, BodyId, CommandId, DocumentKind, FieldId, Party, PersonId, Private, Reference,
    Refusal, Role, ServiceCode, Timestamp, Value,
};
use time::{Duration, Weekday};

use crate::{Entry, Trace};

pub(crate) mod later;
pub(crate) mod walk;

pub(crate) const BODY: &str = "mun.tripoli-centre";

pub(crate) fn definition() -> ServiceDefinition {
    let text = |ar: &str, en: &str| json!({ "ar": ar, "en": en });
    let definition = json!({
        "code": "mun.residence-certificate",
        "version": 1,
        "name": text("شهادة محل الإقامة", "Certificate of residence"),
        "description": text("تُثبت محل الإقامة", "States where the applicant lives"),
        "provider": BODY,
        "calendar": "ly-west",
        "beneficiaries": ["citizen", "resident"],
        "legal_basis": ["law-59-2012"],
        "deadline": { "working_days": 3, "extension": { "times": 2, "working_days": 10 } },
        "corrections": { "working_days": 5, "rounds": 2, "on_no_answer": "lapse_by_decision" },
        "rules": { "second_person": true, "supplement_within": 5 },
        "fees": { "none": text("مجاناً", "Free of charge") },
        "condition": [{ "id": "c1", "text": text("أن يكون مقيماً في البلدية", "Lives within the municipality") }],
        "form": [{
            "id": "application",
            "title": text("نموذج الطلب", "Application"),
            "field": [
                {
                    "id": "national_no", "label": text("الرقم الوطني", "National number"),
                    "type": "digits", "length": 12, "source": "civil-registry", "required": true,
                },
                {
                    "id": "owns_dwelling", "label": text("هل تملك المسكن؟", "Do you own the dwelling?"),
                    "type": "boolean", "required": true, "personal": false,
                },
            ],
        }],
        "document": [{
            "id": "utility_bill", "name": text("فاتورة كهرباء", "Utility bill"),
            "required": "!answers.owns_dwelling", "formats": ["pdf"], "max_bytes": 1_000_000,
        }],
        "step": [
            { "id": "verify-address", "name": text("التحقق من محل الإقامة", "Verify the address"), "by": "provider" },
            { "id": "print", "name": text("إعداد الشهادة", "Draw up the certificate"), "by": "provider" },
        ],
        "output": [{
            "id": "certificate", "name": text("شهادة محل الإقامة", "Certificate of residence"),
            "valid_for": "6 months", "mandatory": true,
        }],
        "acknowledgement": { "template": text("استُلم طلبكم {reference}", "Your request {reference} was received") },
    });
    serde_json::from_value(definition).unwrap()
}

/// The same where two other bodies take part, and one whose advice isn't waited for; a fourth is never needed.
pub(crate) fn several() -> ServiceDefinition {
    let name = |ar: &str, en: &str| json!({ "ar": ar, "en": en });
    let mut definition = definition();
    definition.steps = serde_json::from_value(json!([
        { "id": "title", "name": name("ملكية العقار", "Title"), "by": REGISTRY, "after": [], "working_days": 3 },
        { "id": "advice", "name": name("رأي الكهرباء", "Advice"), "by": "electricity-company", "after": [],
          "working_days": 1, "advisory": true },
        { "id": "safety", "name": name("السلامة", "Safety"), "by": "national-safety", "when": "answers.owns_dwelling" },
        { "id": "inspect", "name": name("المعاينة", "Inspection"), "by": "provider" },
    ]))
    .unwrap();
    definition
}

/// The same for money.
pub(crate) fn charged() -> ServiceDefinition {
    let mut definition = definition();
    definition.fees = talab_core::testing::charged().fees;
    definition.forms[0].fields.extend(values());
    definition
}

/// The same on paper too, where silence grants, and an output lasts for days.
pub(crate) fn lasting() -> ServiceDefinition {
    let mut definition = definition();
    definition.outputs[0].paper = talab_core::testing::on_paper().outputs[0].paper.clone();
    definition.outputs[0].valid_for = "9 days".parse().ok();
    if let Some(terms) = &mut definition.outputs[0].paper {
        (terms.opens, terms.closes, terms.missed, terms.keep_days) = (None, None, Some(1), Some(2));
    }
    definition.outputs.push(talab_core::testing::output("extract", false));
    definition.rules.silence = talab_core::definition::Silence::DeemedGranted;
    definition
}

/// A value that an officer must record, one that they may, and one that follows from the first.
fn values() -> Vec<talab_core::definition::Field> {
    let fields = talab_core::testing::with_values().forms.remove(0).fields;
    let wanted = ["rooms_seen", "household", "size"];
    fields.into_iter().filter(|field| wanted.contains(&field.id.as_str())).collect()
}

/// The calendar of the service, which covers the days up to `until`.
pub(crate) fn calendar_until(until: time::Date) -> Calendar {
    let weekend = WeekdaySet::default().with(Weekday::Friday).with(Weekday::Saturday);
    let zone = Zone::new("Africa/Tripoli", 7_200, Vec::new()).unwrap();
    let covers = Covers { from: time::macros::date!(2025 - 01 - 01), until };
    Calendar::new("ly-west", zone, weekend, covers, BTreeMap::new(), 1).unwrap()
}

pub(crate) fn calendar() -> Calendar {
    calendar_until(time::macros::date!(2040 - 12 - 31))
}

/// Sunday morning, 10:00 in Tripoli.
pub(crate) fn start() -> Timestamp {
    "2026-02-01T08:00:00Z".parse().unwrap()
}

pub(crate) fn person(id: &str) -> PersonId {
    PersonId::new(id).unwrap()
}

pub(crate) fn applicant() -> Actor {
    Actor::applicant(person("citizen-1"))
}

/// An officer of the provider; their ids all begin with `officer-`.
pub(crate) fn officer(role: Role) -> Actor {
    let id = format!("officer-{}", role.code());
    Actor::officer(person(&id), role, BodyId::new(BODY).unwrap())
        .vouched("staff-directory", "decision 12/2024")
}

pub(crate) fn auditor() -> Actor {
    Actor::new(person("auditor-1"), Role::Auditor)
}

pub(crate) fn gateway() -> Actor {
    Actor::new(person("gateway-1"), Role::NotificationGateway)
}

/// One request and everything recorded of it.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) reference: Reference,
    pub(crate) applicant: Actor,
    pub(crate) request: Request,
    pub(crate) entries: Vec<Entry>,
    pub(crate) at: Timestamp,
    pub(crate) found: Identification,
    pub(crate) definition: Arc<ServiceDefinition>,
    pub(crate) calendar: Arc<Calendar>,
}

impl Case {
    pub(crate) fn new(number: u64) -> Self {
        Self::under(number, definition(), calendar())
    }

    pub(crate) fn under(number: u64, definition: ServiceDefinition, calendar: Calendar) -> Self {
        Self {
            reference: Reference::from_bits(number),
            applicant: applicant(),
            request: Request::default(),
            entries: Vec::new(),
            at: start(),
            found: confirmed(),
            definition: Arc::new(definition),
            calendar: Arc::new(calendar),
        }
    }

    /// Where other bodies take part, the channel's register begins one day, and lists none of the kinds they use here.
    fn ruled(&self) -> Option<RulebookFacts> {
        let bodies = self.definition.steps.iter().any(|step| step.by == REGISTRY);
        let mut command = talab_core::testing::list_kind("task.answer.v2");
        let begins = "2026-04-01T08:00:00Z".parse().unwrap();
        command.instrument = command.instrument.with_effect_from(begins);
        let rulebook = talab_core::testing::rulebook([command.into()]);
        bodies.then(|| RulebookFacts { rulebook: Arc::new(rulebook), at: self.at })
    }

    /// The same at a later time.
    pub(crate) fn wait(&mut self, by: Duration) -> &mut Self {
        self.at = self.at.plus(by);
        self
    }

    /// Decides a command and records its events; gives how many there were.
    pub(crate) fn act(&mut self, by: &Actor, command: impl Into<Command>) -> Result<usize, Refusal> {
        let command = command.into();
        let id = CommandId::scoped(by, &format!("k{}", self.entries.len())).unwrap();
        let by_trace = Trace {
            command: Some(command.kind().name().to_owned()),
            command_id: Some(id.to_string()),
            for_person: Some(self.applicant.person.to_string()),
            ..Trace::of(by)
        };
        let envelope = Envelope { by: by.clone(), id, at: self.at, facts: self.facts(), command };
        let events = decide(&self.request, &envelope)?.events;
        let count = events.len();
        for event in events {
            evolve(&mut self.request, &event);
            let version = self.request.version();
            self.entries.push(Entry {
                position: version,
                version,
                recorded_at: self.at,
                occurred_at: self.at,
                event,
                by: by_trace.clone(),
            });
        }
        Ok(count)
    }

    /// The same, where it must be allowed.
    pub(crate) fn must(&mut self, by: &Actor, command: impl Into<Command>) -> &mut Self {
        self.act(by, command).unwrap();
        self
    }

    fn facts(&self) -> Facts {
        let number = format!("A-{}", self.request.version());
        Facts {
            calendar_cause: None,
            service: Some(ServiceFacts {
                definition: Arc::clone(&self.definition),
                current: Some(1),
                offer: Offer::default(),
            }),
            calendar: Some(Arc::clone(&self.calendar)),
            identification: Some(self.found.clone()),
            mandate: None,
            provider: None,
            other: None,
            rulebook: self.ruled(),
            related: None,
            fresh: Fresh {
                acknowledgement_number: number,
                verification_code: "VC-77".to_owned(),
                message: format!("M-{}", self.entries.len()),
                child: None,
            },
        }
    }

    /// A submission with everything in it.
    pub(crate) fn complete(&self) -> Submit {
        let party = Party::new(self.applicant.person.clone(), ApplicantClass::Citizen);
        let mut submit = Submit::new(ServiceCode::new("mun.residence-certificate").unwrap(), party);
        submit.answers = Private::new(answers());
        submit.documents = vec![bill()];
        submit.email = Private::new(Some("aisha@example.ly".to_owned()));
        submit
    }

    /// A submission that lacks the utility bill and the number.
    pub(crate) fn incomplete(&self) -> Submit {
        let mut submit = self.complete();
        submit.answers = Private::new(BTreeMap::from([(field("owns_dwelling"), Value::from(false))]));
        submit.documents = Vec::new();
        submit
    }
}

pub(crate) fn supplement() -> Supplement {
    let mut supplement = Supplement::default();
    supplement.answers = Private::new(answers());
    supplement.documents = vec![bill()];
    supplement
}

pub(crate) fn field(id: &str) -> FieldId {
    FieldId::new(id).unwrap()
}

pub(crate) fn confirmed() -> Identification {
    Identification::confirmed("civil-registry", "substantial", vec![field("national_no")])
}

pub(crate) fn unconfirmed(because: Unconfirmed) -> Identification {
    Identification::not_confirmed("civil-registry", because)
}

fn answers() -> BTreeMap<FieldId, Value> {
    BTreeMap::from([
        (field("national_no"), Value::from("119900001234")),
        (field("owns_dwelling"), Value::from(false)),
    ])
}

pub(crate) fn bill() -> Document {
    Document::new(DocumentKind::new("utility_bill").unwrap(), "a".repeat(64), 1_000, "pdf")
}
