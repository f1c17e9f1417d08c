//! Whom a request is for, and how it came in.

use serde::{Deserialize, Serialize};

use crate::ids::{Country, PersonId};
use crate::named::named_enum;
use crate::text::Words;
use crate::words;

fn class_words(name: &str) -> Option<Words> {
    Some(match name {
        "Citizen" => Words { ar: "مواطن", en: "citizen" },
        "Resident" => Words { ar: "مقيم", en: "resident" },
        "Visitor" => Words { ar: "زائر", en: "visitor" },
        "GovernmentBody" => Words { ar: "جهة حكومية", en: "government body" },
        "PrivateOrganisation" => {
            Words { ar: "منظمة من القطاع الخاص", en: "private organisation" }
        }
        _ => return None,
    })
}

fn kind_words(name: &str) -> Option<Words> {
    Some(match name {
        "Natural" => Words { ar: "شخص طبيعي", en: "natural person" },
        "Legal" => Words { ar: "كيان اعتباري", en: "legal person" },
        _ => return None,
    })
}

named_enum! {
    /// Who may benefit from a service (LY-1b).
    pub enum ApplicantClass, words = class_words, {
        /// A citizen.
        Citizen = "citizen",
        /// A foreigner who lives in the country.
        Resident = "resident",
        /// A visitor.
        Visitor = "visitor",
        /// A public body.
        GovernmentBody = "government_body",
        /// A private organisation.
        PrivateOrganisation = "private_organisation",
    }
}

named_enum! {
    /// A person of flesh or of law (LY-4.1); the same rules hold for both.
    pub enum PartyKind, words = kind_words, {
        /// A human being.
        Natural = "natural",
        /// An organisation.
        Legal = "legal",
    }
}

impl ApplicantClass {
    /// Whether members of the class are people or organisations.
    pub const fn kind(self) -> PartyKind {
        match self {
            Self::Citizen | Self::Resident | Self::Visitor => PartyKind::Natural,
            Self::GovernmentBody | Self::PrivateOrganisation => PartyKind::Legal,
        }
    }
}

named_enum! {
    /// How something came in (LY-2a); the outcome is the same whichever was used.
    pub enum Channel, words = words::channel, {
        /// The national portal.
        Portal = "portal",
        /// The integration channel between bodies.
        IntegrationChannel = "integration_channel",
        /// A service centre that assists applicants.
        ServiceCentre = "service_centre",
        /// A desk of the provider.
        Desk = "desk",
        /// The post.
        Post = "post",
    }
}

/// The person a request is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Party {
    /// The person, as the identity scheme names them.
    pub person: PersonId,
    /// The class under which they ask.
    pub class: ApplicantClass,
    /// The country in which they live, or an organisation has its seat, where that is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<Country>,
}

impl Party {
    /// That person, asking as a member of this class.
    pub const fn new(person: PersonId, class: ApplicantClass) -> Self {
        Self { person, class, country: None }
    }

    /// Living there, or having its seat there: in Libya or abroad (LY-1b).
    #[must_use]
    pub fn living_in(mut self, country: Country) -> Self {
        self.country = Some(country);
        self
    }
}
