//! Evolution is safe: the shape of everything that stands in an event is written down, by name and version, for good.
//!
//! `tests/archive/shapes.txt` has a line for each. No line is ever changed: a new shape is a new version with a line of its
//! own, and a step from the old one in `crates/projections/src/forms.rs`. Only a key that may be left out joins a version, with
//! a line of its own: what was stored before reads as it did, and earlier releases pass over it.

use std::fmt;
use std::fs;
use std::path::Path;

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, IntoDeserializer, VariantAccess,
    Visitor,
};
use serde::forward_to_deserialize_any;
use talab::core::almanac::AlmanacEvent;
use talab::core::calendar::{Calendar, Due, Holiday, Zone};
use talab::core::definition::{
    DocumentType, Fee, FeeTerms, Field, IdentityTerms, Indicator, IntakeTerms, Join, NoticeTerms,
    ObjectionTerms, Office, OutputType, PaperTerms, Part, PartOutput, RestsOn, ServiceDefinition, Step,
};
use talab::core::enquiries::{EnquiriesEvent, SurveyQuestion};
use talab::core::mandate::{MandateEvent, Scope};
use talab::core::objection::ObjectionEvent;
use talab::core::provider::{CheckedCondition, Checklist, ProviderEvent};
use talab::core::request::Event;
use talab::core::request::decision::MeasureTaken;
use talab::core::request::fees::FeeLine;
use talab::core::request::intake::{Consent, Document, MediumFile, Missing, PersonalPart, StorageMedium};
use talab::core::request::outputs::OutputSignature;
use talab::core::request::outputs::paper::Appointment;
use talab::core::request::referral::OrderCited;
use talab::core::request::review::{DocumentChange, FaultyItem, PersonalCorrections, ValueChange};
use talab::core::request::subrequests::Parent;
use talab::core::rulebook::{IdentityRuleNamed, Instrument, RulebookEvent};
use talab::core::service::{PartAttested, ServiceEvent};
use talab::core::{AccessEvent, Actor, ChannelMessage, Money, Party, Reason, Text};
use talab::projections::Ours;

/// What a type asks of its JSON: the keys of its object, told instead of read.
#[derive(Debug)]
struct Asked(Option<&'static [&'static str]>);

impl fmt::Display for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl std::error::Error for Asked {}

impl Error for Asked {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self(None)
    }
}

/// Answers every question with the keys that were asked for.
struct Probe;

impl<'de> Deserializer<'de> for Probe {
    type Error = Asked;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Asked> {
        Err(Asked(None))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Asked> {
        Err(Asked(Some(fields)))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// An event of this name, whose content is a [`Probe`].
struct Named(&'static str);

impl<'de> Deserializer<'de> for Named {
    type Error = Asked;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Asked> {
        visitor.visit_enum(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> EnumAccess<'de> for Named {
    type Error = Asked;
    type Variant = Probe;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Probe), Asked> {
        let name: StrDeserializer<'_, Asked> = self.0.into_deserializer();
        Ok((seed.deserialize(name)?, Probe))
    }
}

impl<'de> VariantAccess<'de> for Probe {
    type Error = Asked;

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Asked> {
        seed.deserialize(self)
    }

    fn unit_variant(self) -> Result<(), Asked> {
        Err(Asked(None))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Asked> {
        Err(Asked(None))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Asked> {
        Err(Asked(Some(fields)))
    }
}

fn line<T: DeserializeOwned>(name: &str, asked: Result<T, Asked>) -> String {
    let fields = asked.err().and_then(|asked| asked.0);
    let fields = fields.unwrap_or_else(|| panic!("{name} does not say what it holds"));
    format!("{name}: {}", fields.join(" "))
}

fn events<E: Ours>(kind: &str, names: &[&'static str]) -> Vec<String> {
    let of = |name: &&'static str| {
        let version = E::version_of(name).expect("a name of its own");
        line(&format!("{kind} {name} {version}"), E::deserialize(Named(name)))
    };
    names.iter().map(of).collect()
}

fn part<T: DeserializeOwned>(name: &str) -> String {
    line(&format!("part {name}"), T::deserialize(Probe))
}

fn shapes() -> Vec<String> {
    let mut shapes = events::<Event>("Request", Event::NAMES);
    shapes.extend(events::<ServiceEvent>("Service", &ServiceEvent::NAMES));
    shapes.extend(events::<AlmanacEvent>("Calendar", &AlmanacEvent::NAMES));
    shapes.extend(events::<MandateEvent>("Mandate", &MandateEvent::NAMES));
    shapes.extend(events::<ObjectionEvent>("Objection", ObjectionEvent::NAMES));
    shapes.extend(events::<ProviderEvent>("Provider", &ProviderEvent::NAMES));
    shapes.extend(events::<RulebookEvent>("Rulebook", &RulebookEvent::NAMES));
    shapes.extend(events::<EnquiriesEvent>("Enquiries", EnquiriesEvent::NAMES));
    shapes.extend(events::<AccessEvent>("Access", &AccessEvent::NAMES));
    shapes.extend([
        part::<Actor>("Actor"),
        part::<Appointment>("Appointment"),
        part::<Calendar>("Calendar"),
        part::<CheckedCondition>("CheckedCondition"),
        part::<Checklist>("Checklist"),
        part::<ChannelMessage>("ChannelMessage"),
        part::<Consent>("Consent"),
        part::<Document>("Document"),
        part::<DocumentChange>("DocumentChange"),
        part::<DocumentType>("DocumentType"),
        part::<Due>("Due"),
        part::<FaultyItem>("FaultyItem"),
        part::<Fee>("Fee"),
        part::<Field>("Field"),
        part::<FeeLine>("FeeLine"),
        part::<FeeTerms>("FeeTerms"),
        part::<Holiday>("Holiday"),
        part::<IdentityRuleNamed>("IdentityRuleNamed"),
        part::<IdentityTerms>("IdentityTerms"),
        part::<Indicator>("Indicator"),
        part::<Instrument>("Instrument"),
        part::<IntakeTerms>("IntakeTerms"),
        part::<Join>("Join"),
        part::<MeasureTaken>("MeasureTaken"),
        part::<MediumFile>("MediumFile"),
        part::<Missing>("Missing"),
        part::<Money>("Money"),
        part::<Parent>("Parent"),
        part::<Part>("Part"),
        part::<PartAttested>("PartAttested"),
        part::<PartOutput>("PartOutput"),
        part::<Party>("Party"),
        part::<ObjectionTerms>("ObjectionTerms"),
        part::<NoticeTerms>("NoticeTerms"),
        part::<Office>("Office"),
        part::<OrderCited>("OrderCited"),
        part::<OutputSignature>("OutputSignature"),
        part::<OutputType>("OutputType"),
        part::<PaperTerms>("PaperTerms"),
        part::<PersonalCorrections>("PersonalCorrections"),
        part::<PersonalPart>("PersonalPart"),
        part::<Reason>("Reason"),
        part::<RestsOn>("RestsOn"),
        part::<Scope>("Scope"),
        part::<ServiceDefinition>("ServiceDefinition"),
        part::<Step>("Step"),
        part::<StorageMedium>("StorageMedium"),
        part::<SurveyQuestion>("SurveyQuestion"),
        part::<Text>("Text"),
        part::<ValueChange>("ValueChange"),
        part::<Zone>("Zone"),
    ]);
    shapes
}

#[test]
fn no_shape_changes_without_a_new_version() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/archive/shapes.txt");
    let held = fs::read_to_string(file).unwrap_or_default();
    let unknown: Vec<_> =
        shapes().into_iter().filter(|shape| !held.lines().any(|line| line == shape)).collect();
    assert!(
        unknown.is_empty(),
        "these shapes are not in tests/archive/shapes.txt:\n{}\n\nA new event adds its line. A changed one gets a new \
         version where it is declared, a step from the old one in crates/projections/src/forms.rs, a log of its own in \
         tests/archive, and a line; so does every event that holds a changed part. No line is changed or removed.",
        unknown.join("\n")
    );
}

#[test]
fn a_changed_shape_is_seen() {
    #[derive(serde::Deserialize)]
    #[expect(dead_code, reason = "its fields are asked for, never read")]
    struct Before {
        at: u8,
    }
    #[derive(serde::Deserialize)]
    #[serde(default)]
    #[derive(Default)]
    struct After {
        at: u8,
        optional: Option<u8>,
    }
    assert_eq!(part::<Before>("it"), "part it: at");
    assert_eq!(part::<After>("it"), "part it: at optional");
}
