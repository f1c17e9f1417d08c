//! Acts around a case that no rule covers, or that leaves the electronic procedure.

use crate::calendar::date_format;
use crate::ids::IdInvalid;
use crate::request::off_system::{Classification, RecordOffSystem};
use crate::request::referral::{RecordReferralOrder, ReferCase};
use crate::text::Text;

/// The number of the order on a referral.
pub const CABINET_ORDER: &str = "cabinet/2025/311";

/// Refers the case to the Council of Ministers.
pub fn refer() -> ReferCase {
    ReferCase {
        to: Text::new("مجلس الوزراء", "the Council of Ministers"),
        reason: Text::new(
            "لا نص يحكم إقامة من هُدم عقاره",
            "no rule covers the residence of whose house was pulled down",
        )
        .into(),
    }
}

fn id<T: TryFrom<String, Error = IdInvalid>>(text: &str) -> T {
    T::try_from(text.to_owned()).unwrap_or_else(|error| panic!("{error}"))
}

/// What the ministry of the interior has classified is kept in this file, and not here.
///
/// # Panics
/// If `file` can't be the number of a file.
pub fn off_system(file: &str) -> RecordOffSystem {
    RecordOffSystem {
        step: None,
        label: Classification::Security,
        classified_by: id("ministry-of-interior"),
        file: id(file),
    }
}

/// The order on it, of this day.
///
/// # Panics
/// If the day can't be read.
pub fn referral_order(day: &str) -> RecordReferralOrder {
    RecordReferralOrder {
        order: CABINET_ORDER.to_owned(),
        date: date_format::parse(day).unwrap_or_else(|| panic!("`{day}` is not a date")),
        says: Text::new("يُعامل معاملة المقيم", "they are treated as a resident").into(),
    }
}
