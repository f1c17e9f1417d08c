//! Why data is not a calendar.

use thiserror::Error;
use time::Date;

use super::working::Covers;
use super::zone::ZoneInvalid;
use crate::text::{Text, isolate};

/// Why data is not a calendar, with the field at fault and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CalendarInvalid {
    /// No jurisdiction.
    #[error("jurisdiction is empty: name the one whose holidays these are, such as ly-west")]
    Jurisdiction,
    /// The zone is not a zone.
    #[error("zone is not valid")]
    Zone(#[from] ZoneInvalid),
    /// The zone given is not the one the file names.
    #[error(
        "zone is `{file}` in the file but the data given is of `{given}`: give the data of the zone named"
    )]
    ZoneName {
        /// The name in the file.
        file: String,
        /// The name of the data.
        given: String,
    },
    /// A weekend of seven days.
    #[error("weekend holds all seven days, so no day could ever count: leave at least one working day")]
    Weekend,
    /// A coverage that ends before it begins, or leaves the years 1 to 9998.
    #[error(
        "covers runs from {} until {}: put the earlier date in from, both in the years 1 to 9998",
        .0.from, .0.until
    )]
    Covers(Covers),
    /// A coverage that would shrink.
    #[error(
        "covers.until is {now} and cannot become {asked}: \
         a promise already counted rests on it; name a later date"
    )]
    CoversShrink {
        /// The last day covered now.
        now: Date,
        /// The last day asked for.
        asked: Date,
    },
    /// A holiday that names neither one day nor a span, or both.
    #[error("holiday {entry} must have either date, or from and until: give exactly one of the two forms")]
    HolidayDates {
        /// Which entry of the file, counted from 1.
        entry: usize,
    },
    /// A span of days that ends before it begins.
    #[error("holiday {entry} runs from {from} until {until}: put the earlier date in from")]
    HolidayOrder {
        /// Which entry of the file, counted from 1.
        entry: usize,
        /// The first day.
        from: Date,
        /// The last day.
        until: Date,
    },
    /// A holiday the calendar does not cover.
    #[error(
        "holiday {date} lies outside covers ({} to {}): extend covers or leave the day out",
        .covers.from, .covers.until
    )]
    HolidayOutside {
        /// The day.
        date: Date,
        /// What is covered.
        covers: Covers,
    },
    /// A day declared twice.
    #[error("holiday {date} is declared twice: keep one entry for the day")]
    HolidayTwice {
        /// The day.
        date: Date,
    },
    /// A day to withdraw that is no holiday.
    #[error("holiday {date} is not declared, so it cannot be withdrawn: check the date")]
    HolidayUnknown {
        /// The day.
        date: Date,
    },
    /// A working day that nobody lives through.
    #[error("zone {zone} skips {date} whole, so nobody can work on it: declare it as a holiday")]
    Skipped {
        /// The date.
        date: Date,
        /// The zone.
        zone: String,
    },
    /// A holiday nobody decided.
    #[error("holiday {date} has no decision: give the number of the law or decision that declares it")]
    Decision {
        /// The day.
        date: Date,
    },
    /// A holiday without its Arabic name.
    #[error("holiday {date} has no Arabic name: fill name.ar")]
    ArabicName {
        /// The day.
        date: Date,
    },
}

impl CalendarInvalid {
    /// The field at fault, as a calendar file spells it.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Jurisdiction => "jurisdiction",
            Self::Zone(_) | Self::ZoneName { .. } => "zone",
            Self::Weekend => "weekend",
            Self::Covers(_) => "covers",
            Self::CoversShrink { .. } => "covers.until",
            Self::HolidayDates { .. }
            | Self::HolidayOrder { .. }
            | Self::HolidayOutside { .. }
            | Self::HolidayTwice { .. }
            | Self::HolidayUnknown { .. }
            | Self::Skipped { .. } => "holiday.date",
            Self::Decision { .. } => "holiday.decision",
            Self::ArabicName { .. } => "holiday.name.ar",
        }
    }
}

impl CalendarInvalid {
    /// What is wrong and what to do, in both languages.
    pub fn text(&self) -> Text {
        Text::new(self.arabic(), self.english())
    }

    fn english(&self) -> String {
        match self {
            Self::Zone(zone) => zone.to_string(),
            other => other.to_string(),
        }
    }

    fn arabic(&self) -> String {
        let of = |it: &dyn ToString| isolate(&it.to_string());
        match self {
            Self::Jurisdiction => {
                format!("لم تُحدَّد الجهة التي يخصها التقويم، يُرجى إدخال رمزها، مثل {}", isolate("ly-west"))
            }
            Self::Zone(zone) => zone.arabic(),
            Self::ZoneName { file, given } => format!(
                "المنطقة الزمنية في الملف {} والبيانات المقدمة تخص {}، يُرجى تقديم بيانات المنطقة المذكورة في الملف",
                isolate(file),
                isolate(given)
            ),
            Self::Weekend => {
                "العطلة الأسبوعية تشمل جميع أيام الأسبوع، يُرجى إبقاء يوم عمل واحد على الأقل".to_owned()
            }
            Self::Covers(covers) => format!(
                "فترة تغطية التقويم من {} إلى {} غير صحيحة، يُرجى وضع التاريخ الأسبق أولاً وأن تقع السنة بين 1 و9998",
                of(&covers.from),
                of(&covers.until)
            ),
            Self::CoversShrink { now, asked } => format!(
                "تنتهي تغطية التقويم في {}، ولا يمكن تقليصها إلى {} لأن مواعيد سبق احتسابها تستند إليها، يُرجى تحديد \
                 تاريخ لاحق",
                of(now),
                of(asked)
            ),
            Self::HolidayDates { entry } => {
                format!("العطلة رقم {entry} في الملف: يُرجى تحديد يوم واحد أو فترة، لا كليهما")
            }
            Self::HolidayOrder { entry, from, until } => format!(
                "العطلة رقم {entry} في الملف من {} إلى {}: يُرجى وضع التاريخ الأسبق أولاً",
                of(from),
                of(until)
            ),
            Self::HolidayOutside { date, covers } => format!(
                "العطلة {} تقع خارج فترة تغطية التقويم (من {} إلى {})، يُرجى تمديد التغطية أو حذف اليوم",
                of(date),
                of(&covers.from),
                of(&covers.until)
            ),
            Self::HolidayTwice { date } => {
                format!("العطلة {} مسجلة أكثر من مرة، يُرجى إبقاء قيد واحد لهذا اليوم", of(date))
            }
            Self::HolidayUnknown { date } => {
                format!("لا توجد عطلة مسجلة في {} حتى تُلغى، يُرجى التحقق من التاريخ", of(date))
            }
            Self::Skipped { date, zone } => format!(
                "التاريخ {} لا وجود له بكامله في المنطقة الزمنية {} فلا يمكن أن يكون يوم عمل، يُرجى تسجيله عطلة",
                of(date),
                isolate(zone)
            ),
            Self::Decision { date } => {
                format!("العطلة {} بلا سند، يُرجى إدخال رقم القانون أو القرار الذي أعلنها", of(date))
            }
            Self::ArabicName { date } => format!("العطلة {} بلا اسم عربي، يُرجى إدخاله", of(date)),
        }
    }
}
