//! What conditions can do with days: pure arithmetic on the calendar, from one written day to another.
//!
//! A day is a text `YYYY-MM-DD`, also the day of a local time `YYYY-MM-DDThh:mm`; such texts compare as the days do.

use std::sync::Arc;

use cel::{Context, ExecutionError, FunctionContext};
use time::Date;

use super::period::shift_months;
use crate::calendar::date_format;

/// The functions that conditions and formulas may call, beside those of the language.
pub(super) fn add_to(context: &mut Context<'_, '_>) {
    let added = [
        context.add_function("days_between", on_days(days_between)),
        context.add_function("months_started", on_days(months_started)),
        context.add_function("years_between", on_days(years_between)),
        context.add_function("min", |a: i64, b: i64| a.min(b)),
        context.add_function("max", |a: i64, b: i64| a.max(b)),
    ];
    debug_assert!(added.iter().all(Result::is_ok), "the language has no functions of these names");
}

/// A function of two days, as the language calls it.
fn on_days(
    count: fn(Date, Date) -> i64,
) -> impl Fn(&FunctionContext<'_, '_>, Arc<String>, Arc<String>) -> Result<i64, ExecutionError>
+ Send
+ Sync
+ 'static {
    move |call, from, to| {
        let day = |text: &str| {
            let day = text.split('T').next().and_then(date_format::parse);
            day.ok_or_else(|| call.error("give two days, YYYY-MM-DD"))
        };
        Ok(count(day(&from)?, day(&to)?))
    }
}

/// How many days after `from` the day `to` is; less than zero if it is before.
fn days_between(from: Date, to: Date) -> i64 {
    (to - from).whole_days()
}

/// How many months have begun after `from` by `to`: none on the day itself or before, one from the next day on.
///
/// A month ends on the day of the same number, or on the last of a shorter month.
fn months_started(from: Date, to: Date) -> i64 {
    if to <= from {
        return 0;
    }
    let apart = (i64::from(to.year()) - i64::from(from.year())) * 12 + i64::from(u8::from(to.month()))
        - i64::from(u8::from(from.month()));
    if shift_months(from, apart) >= to { apart } else { apart + 1 }
}

/// How many whole years lie between; less than zero if `to` is before `from`.
///
/// Who was born on the 29th of February is a year older on the 28th where a year has no 29th.
fn years_between(from: Date, to: Date) -> i64 {
    if to < from {
        return -years_between(to, from);
    }
    let apart = i64::from(to.year()) - i64::from(from.year());
    if shift_months(from, apart * 12) <= to { apart } else { apart - 1 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use time::Duration;
    use time::macros::date;

    #[test]
    fn years_are_whole() {
        assert_eq!(years_between(date!(2007 - 10 - 16), date!(2025 - 10 - 15)), 17);
        assert_eq!(years_between(date!(2007 - 10 - 16), date!(2025 - 10 - 16)), 18);
        assert_eq!(years_between(date!(2008 - 02 - 29), date!(2026 - 02 - 27)), 17);
        assert_eq!(years_between(date!(2008 - 02 - 29), date!(2026 - 02 - 28)), 18);
        assert_eq!(years_between(date!(2025 - 10 - 16), date!(2007 - 10 - 16)), -18);
    }

    #[test]
    fn months_count_from_the_day_after() {
        let from = date!(2025 - 01 - 31);
        for (to, months) in [
            (date!(2024 - 12 - 01), 0),
            (date!(2025 - 01 - 31), 0),
            (date!(2025 - 02 - 01), 1),
            (date!(2025 - 02 - 28), 1),
            (date!(2025 - 03 - 01), 2),
            (date!(2025 - 03 - 31), 2),
            (date!(2026 - 01 - 31), 12),
            (date!(2026 - 02 - 01), 13),
        ] {
            assert_eq!(months_started(from, to), months, "{to}");
        }
    }

    proptest! {
        /// A later day never has fewer days, months or years behind it, and twelve months are a year.
        #[test]
        fn counts_never_run_backwards(start in 0_i64..40_000, length in 0_i64..20_000) {
            let from = date!(1950 - 01 - 01).saturating_add(Duration::days(start));
            let (to, next) =
                (from.saturating_add(Duration::days(length)), from.saturating_add(Duration::days(length + 1)));
            prop_assert_eq!(days_between(from, to), length);
            prop_assert!(months_started(from, next) >= months_started(from, to));
            prop_assert!(years_between(from, next) >= years_between(from, to));
            prop_assert!(shift_months(from, months_started(from, to)) >= to);
            prop_assert!(months_started(from, next) > 12 * years_between(from, to));
        }
    }
}
