//! Paper copies of the certificate.

use super::commands::CERTIFICATE;
use super::service::definition;
use super::time::Moment;
use crate::definition::{Office, PaperTerms, ServiceDefinition};
use crate::ids::{IdInvalid, OutputId};
use crate::private::Private;
use crate::request::outputs::paper::{Appointment, RecordCollected, RequestPaperCopy};
use crate::text::Text;

/// The office where paper copies are handed over.
pub const OFFICE: &str = "centre";

fn id<T: TryFrom<String, Error = IdInvalid>>(text: &str) -> T {
    T::try_from(text.to_owned()).unwrap_or_else(|error| panic!("{error}"))
}

/// The certificate of residence, whose paper copy goes by post or is handed over from 9 to 13; missed twice, it is kept
/// for 90 days.
pub fn on_paper() -> ServiceDefinition {
    let mut definition = definition();
    definition.outputs[0].paper = Some(PaperTerms {
        post: true,
        offices: vec![Office {
            id: id(OFFICE), name: Text::new("مكتب المركز", "Centre office"), body: None
        }],
        opens: Some("09:00".to_owned()),
        closes: Some("13:00".to_owned()),
        missed: Some(2),
        keep_days: Some(90),
    });
    definition
}

/// To be sent by post.
pub fn by_post() -> RequestPaperCopy {
    let post = Some(Private::from("شارع الاستقلال، طرابلس"));
    RequestPaperCopy { output: id::<OutputId>(CERTIFICATE), post, collection: None }
}

/// To be collected at this time.
///
/// # Panics
/// If the time can't be read.
pub fn in_person(at: impl Moment) -> RequestPaperCopy {
    let collection = Some(Appointment { office: id(OFFICE), at: at.instant() });
    RequestPaperCopy { output: id::<OutputId>(CERTIFICATE), post: None, collection }
}

/// It was collected.
pub fn collected() -> RecordCollected {
    RecordCollected {
        output: id::<OutputId>(CERTIFICATE),
        collector: Private::from("عائشة سالم"),
        identified_by: "passport".to_owned(),
    }
}
