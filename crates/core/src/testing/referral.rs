//! Acts around a case that no rule covers.

use crate::calendar::date_format;
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
