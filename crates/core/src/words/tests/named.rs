//! Every value with words of its own has them in both languages, and its code and its name lead back to it.

use super::assert_bilingual;
use crate::access::ReadKind;
use crate::actor::Role;
use crate::command_kind::CommandKind;
use crate::definition::{AcknowledgementMode, FeePoint, NoAnswer, ObjectionSilence, Silence};
use crate::enquiries::EnquiryTopic;
use crate::mandate::{MandateAct, MandateKind};
use crate::objection::{Effect, ObjectionStanding};
use crate::party::{ApplicantClass, Channel, PartyKind};
use crate::request::intake::{MediumKind, MissingKind};
use crate::request::notices::{NoticeChannel, Purpose};
use crate::request::outputs::OutputStanding;
use crate::request::outputs::paper::PaperStanding;
use crate::request::parties::FeedbackKind;
use crate::request::rights::DisclosedPart;
use crate::request::subrequests::PartStanding;
use crate::request::transfer::ClockRule;
use crate::rulebook::{AssuranceLevel, CatalogueAct, HashAlgorithm, Keeper, RulebookPart};
use crate::stage::{Outcome, Stage};

/// Holds every value of these types to its words.
macro_rules! check {
    ($($type:ty),+ $(,)?) => {
        $(for &value in <$type>::ALL {
            // Where there are no words, the name stands in for them, in Arabic too.
            assert_bilingual(value.name(), value.words());
            assert_eq!(<$type>::parse(value.code()), Some(value));
            assert_eq!(<$type>::parse(value.name()), Some(value));
            assert_eq!(value.to_string(), value.code());
            assert_eq!(serde_json::to_value(value).unwrap(), value.code());
        })+
    };
}

#[test]
fn every_value_has_words_in_both_languages() {
    check!(
        AcknowledgementMode,
        ApplicantClass,
        AssuranceLevel,
        CatalogueAct,
        Channel,
        ClockRule,
        CommandKind,
        DisclosedPart,
        Effect,
        EnquiryTopic,
        FeePoint,
        FeedbackKind,
        HashAlgorithm,
        Keeper,
        MandateAct,
        MandateKind,
        MediumKind,
        MissingKind,
        NoAnswer,
        NoticeChannel,
        ObjectionSilence,
        ObjectionStanding,
        Outcome,
        OutputStanding,
        PaperStanding,
        PartStanding,
        PartyKind,
        Purpose,
        ReadKind,
        Role,
        RulebookPart,
        Silence,
        Stage,
    );
}
