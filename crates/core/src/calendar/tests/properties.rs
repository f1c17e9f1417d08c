//! The rule as properties.

use std::collections::BTreeSet;

use proptest::prelude::*;
use time::{Date, Duration, Weekday};

use super::oracle::{Answer, Case, Days, FROM, UNTIL, scan};
use super::{at, date, holiday, tripoli, zone};
use crate::calendar::deadline::{self, DeadlineError};
use crate::calendar::{Calendar, CalendarInvalid, Suspension, Why, Zone};
use crate::instant::Timestamp;

const QUARTER: i64 = 900;

fn zones() -> impl Strategy<Value = Zone> {
    let named = prop_oneof![
        Just(tripoli()),
        Just(zone(3600, &[("2024-03-31T01:00:00Z", 7200)])),
        Just(zone(7200, &[("2024-03-30T22:00:00Z", 10800)])),
        Just(zone(10800, &[("2024-02-29T21:00:00Z", 7200)])),
        Just(zone(10800, &[("2024-02-29T21:30:00Z", 7200)])),
        Just(zone(-36000, &[("2024-03-05T10:00:00Z", 50400)])),
        Just(zone(50400, &[("2024-03-05T10:00:00Z", -36000)])),
    ];
    let offset = -48_i32..=56;
    let turns = prop::collection::vec((1_u32..40 * 96, offset.clone()), 0..5);
    let wild = (offset, turns).prop_map(|(initial, turns)| {
        let mut when = at("2023-12-20T00:00:00Z");
        let turns: Vec<_> = turns
            .into_iter()
            .map(|(after, offset)| {
                when = when.plus(Duration::seconds(i64::from(after) * QUARTER));
                (when.to_string(), offset * 900)
            })
            .collect();
        let turns: Vec<_> = turns.iter().map(|(when, offset)| (when.as_str(), *offset)).collect();
        zone(initial * 900, &turns)
    });
    prop_oneof![named, wild]
}

fn weekends() -> impl Strategy<Value = Vec<Weekday>> {
    prop_oneof![
        4 => Just(vec![Weekday::Friday, Weekday::Saturday]),
        2 => Just(vec![Weekday::Saturday, Weekday::Sunday]),
        1 => Just(vec![]),
        1 => Just((1..7).map(|n| Weekday::Sunday.nth_next(n)).collect()),
    ]
}

fn covered_day() -> impl Strategy<Value = Date> {
    (0_i64..182).prop_map(|n| date(FROM) + Duration::days(n))
}

/// Any instant about the coverage: to the microsecond, the exact beginning of a day in the zone, or within
/// an hour and a half of a change of its clocks.
fn instants(zone: Zone, first: &str, days: i64) -> impl Strategy<Value = Timestamp> {
    let first = date(first);
    let midnight = first.midnight().assume_utc();
    let any =
        (0..days * 86_400_000_000).prop_map(move |n| Timestamp::new(midnight + Duration::microseconds(n)));
    let days_of = zone.clone();
    let exact = (0..days).prop_map(move |n| scan(&days_of, first + Duration::days(n)));
    let turns: Vec<_> =
        zone.transitions().iter().map(|turn| turn.at).chain([at("2024-02-29T22:00:00Z")]).collect();
    let turning = (prop::sample::select(turns), -6_i64..=6)
        .prop_map(|(turn, n)| turn.plus(Duration::seconds(n * QUARTER)));
    let last = Timestamp::new(midnight + Duration::days(days));
    prop_oneof![any, exact, turning.prop_map(move |turn| turn.min(last))]
}

fn suspensions(zone: Zone) -> impl Strategy<Value = Vec<Suspension>> {
    let pair = (instants(zone.clone(), "2023-12-20", 200), instants(zone, "2023-12-20", 200), 0..8_u8);
    let one =
        pair.prop_map(|(a, b, open)| Suspension { from: a.min(b), until: (open > 0).then_some(a.max(b)) });
    prop_oneof![2 => Just(vec![]), 3 => prop::collection::vec(one, 1..4)]
}

prop_compose! {
    fn cases()(zone in zones())(
        weekend in weekends(),
        holidays in prop::collection::btree_set(covered_day(), 0..20),
        start in instants(zone.clone(), "2023-12-28", 188),
        days in prop_oneof![3 => 0_u32..30, 1 => 0_u32..200],
        suspensions in suspensions(zone.clone()),
        zone in Just(zone),
    ) -> Case {
        let leaps = zone.transitions().iter().any(|turn| turn.offset_seconds >= 12 * 3600);
        let skipped = if leaps { Days::of(&zone).skipped() } else { BTreeSet::new() };
        let skipped = skipped.into_iter().filter(|day| (date(FROM)..=date(UNTIL)).contains(day));
        let holidays = holidays.into_iter().chain(skipped).collect();
        Case { zone, weekend, holidays, start, days, suspensions }
    }
}

/// A case in the middle of the coverage that always has a due date.
fn calm_cases() -> impl Strategy<Value = Case> {
    let days = (0_u32..25, 0_i64..40, 0_i64..86_400);
    (cases(), days).prop_map(|(case, (days, day, second))| {
        let start = at("2024-01-10T00:00:00Z").plus(Duration::days(day) + Duration::seconds(second));
        let weekend = vec![Weekday::Friday, Weekday::Saturday];
        Case { weekend, start, days, suspensions: Vec::new(), ..case }
    })
}

fn answer(result: Result<deadline::Deadline, DeadlineError>) -> Answer {
    match result {
        Ok(found) => {
            let days = found.days.iter().skip(1).map(|day| (day.date, day.counted)).collect();
            Answer::Due(found.due_date, found.due_at, days)
        }
        Err(DeadlineError::Gap(gap)) => Answer::Gap(gap.date),
        Err(DeadlineError::StillSuspended(still)) => Answer::Still(still.since, still.left),
        Err(other) => panic!("{other}"),
    }
}

fn due_date(calendar: &Calendar, case: &Case) -> Date {
    deadline::due(calendar, case.start, case.days, &case.suspensions).unwrap().due_date
}

proptest! {
    #[test]
    fn the_count_is_the_rule_told_slowly(case in cases()) {
        let days = Days::of(&case.zone);
        let found = deadline::count(&case.calendar(), case.start, case.days, &case.suspensions);
        prop_assert_eq!(answer(found), case.answer(&days));
    }

    #[test]
    fn the_fast_form_equals_the_explained_one(case in cases()) {
        let calendar = case.calendar();
        let explained = deadline::count(&calendar, case.start, case.days, &case.suspensions);
        let fast = deadline::due(&calendar, case.start, case.days, &case.suspensions);
        prop_assert_eq!(fast, explained.map(|found| found.due()));
    }

    #[test]
    fn consumed_is_the_rule_told_slowly((case, now) in cases().prop_flat_map(|case| {
        let now = instants(case.zone.clone(), "2023-12-28", 195);
        (Just(case), now)
    })) {
        let found = deadline::consumed(&case.calendar(), case.start, now, &case.suspensions);
        let found = found.map_err(|error| match error {
            DeadlineError::Gap(gap) => gap.date,
            other => panic!("{other}"),
        });
        prop_assert_eq!(found, case.consumed(&Days::of(&case.zone), now));
    }

    #[test]
    fn consumed_and_remaining_make_the_budget((case, now) in cases().prop_flat_map(|case| {
        let now = instants(case.zone.clone(), "2023-12-28", 195);
        (Just(case), now)
    })) {
        let calendar = case.calendar();
        let Ok(found) = deadline::count(&calendar, case.start, case.days, &case.suspensions) else {
            return Ok(());
        };
        let now = now.max(case.start).min(found.due_at);
        let open = |day: &Date| calendar.zone().start_of_day(day.next_day().unwrap()) > now;
        let remaining = found.days.iter().filter(|day| day.counted && open(&day.date)).count();
        let consumed = deadline::consumed(&calendar, case.start, now, &case.suspensions).unwrap();
        prop_assert_eq!(consumed as usize + remaining, case.days as usize);
    }

    #[test]
    fn consumed_looks_only_at_the_past((case, now) in cases().prop_flat_map(|case| {
        let now = instants(case.zone.clone(), "2023-12-28", 195);
        (Just(case), now)
    })) {
        // A suspension running now is open as far as anybody knows, and one to come is not known at all.
        let known: Vec<_> = case.suspensions.iter().filter(|s| s.from <= now)
            .map(|s| Suspension { from: s.from, until: s.until.filter(|until| *until <= now) })
            .collect();
        let calendar = case.calendar();
        prop_assert_eq!(
            deadline::consumed(&calendar, case.start, now, &known),
            deadline::consumed(&calendar, case.start, now, &case.suspensions)
        );
    }

    #[test]
    fn more_days_end_later(case in cases(), more in 1_u32..20) {
        let calendar = case.calendar();
        let longer = deadline::due(&calendar, case.start, case.days + more, &case.suspensions);
        if let Ok(longer) = longer {
            let shorter = deadline::due(&calendar, case.start, case.days, &case.suspensions).unwrap();
            prop_assert!(shorter.due_date < longer.due_date);
            prop_assert!(shorter.due_at <= longer.due_at);
        }
    }

    #[test]
    fn a_later_start_never_ends_earlier(case in cases(), later in 0_i64..20 * 86_400) {
        let calendar = case.calendar();
        let start = case.start.plus(Duration::seconds(later));
        let early = deadline::due(&calendar, case.start, case.days, &case.suspensions);
        let late = deadline::due(&calendar, start, case.days, &case.suspensions);
        if let (Ok(early), Ok(late)) = (early, late) {
            prop_assert!(early <= late);
        }
    }

    #[test]
    fn one_more_holiday_never_ends_earlier_and_matters_only_if_it_was_counted(
        case in calm_cases(), day in covered_day(),
    ) {
        prop_assume!(!Days::of(&case.zone).skipped().contains(&day));
        let mut before = case.calendar();
        if before.holidays().contains_key(&day) {
            before = before.withdraw(day).unwrap();
        }
        let found = deadline::count(&before, case.start, case.days, &[]).unwrap();
        let after = before.declare(day, holiday("9/2024")).unwrap();
        let moved = due_date(&after, &case);
        prop_assert!(found.due_date <= moved);
        let counted = found.days.iter().any(|counted| counted.date == day && counted.counted);
        prop_assert_eq!(found.due_date < moved, counted);
    }

    #[test]
    fn a_holiday_on_a_weekend_changes_nothing(
        case in calm_cases(), week in 0_i64..25, second in any::<bool>(),
    ) {
        // 2024-01-05 is a Friday.
        let day = date("2024-01-05") + Duration::days(7 * week + i64::from(second));
        let bare = Case { holidays: &case.holidays - &BTreeSet::from([day]), ..case.clone() };
        let feast = Case { holidays: &case.holidays | &BTreeSet::from([day]), ..case };
        prop_assert_eq!(
            deadline::count(&bare.calendar(), bare.start, bare.days, &[]).unwrap(),
            deadline::count(&feast.calendar(), feast.start, feast.days, &[]).unwrap()
        );
    }

    #[test]
    fn a_suspension_of_k_working_days_moves_the_end_by_k_counted_days(
        case in calm_cases(), first in 0_usize..40, length in 1_i64..20,
    ) {
        let calendar = case.calendar();
        let plain = deadline::count(&calendar, case.start, case.days, &[]).unwrap();
        let inside = &plain.days[1..];
        prop_assume!(!inside.is_empty());
        let first = inside[first % inside.len()].date;
        let until = first + Duration::days(length);
        let stop = [Suspension {
            from: case.zone.start_of_day(first),
            until: Some(case.zone.start_of_day(until)),
        }];
        let stopped = deadline::count(&calendar, case.start, case.days, &stop).unwrap();
        let k = stopped.days.iter().filter(|day| day.why == Why::Suspended).count();
        // By instants, since a date that the zone skips closes where the day before it does.
        let within = |day: Date| {
            let close = calendar.zone().start_of_day(day.next_day().unwrap());
            stop[0].from < close && Some(close) <= stop[0].until
        };
        prop_assert!(stopped.days.iter().all(|day| day.why != Why::Suspended || within(day.date)));
        let longer = Case { days: case.days + u32::try_from(k).unwrap(), ..case };
        prop_assert_eq!(stopped.due_date, due_date(&calendar, &longer));
    }

    #[test]
    fn days_begin_where_the_wall_clock_first_reaches_them(
        zone in zones(), n in 0_i64..250, micros in 0_i64..86_400_000_000,
    ) {
        let day = date("2023-12-10") + Duration::days(n);
        prop_assert_eq!(zone.start_of_day(day), scan(&zone, day));
        let now = Timestamp::new(day.midnight().assume_utc() + Duration::microseconds(micros));
        let belongs = zone.day_of(now);
        prop_assert!(zone.start_of_day(belongs) <= now);
        prop_assert!(zone.start_of_day(belongs.next_day().unwrap()) > now);
        prop_assert!(zone.local_date(now) <= belongs);
    }

    #[test]
    fn a_calendar_has_no_working_day_that_its_zone_skips(case in cases()) {
        let days = Days::of(&case.zone);
        let working = |day: &Date| !case.weekend.contains(&day.weekday());
        for day in days.skipped().into_iter().filter(working).filter(|day| case.holidays.contains(day)) {
            let refused = case.calendar().withdraw(day).unwrap_err();
            let is_skipped = matches!(refused, CalendarInvalid::Skipped { date, .. } if date == day);
            prop_assert!(is_skipped, "{}", refused);
        }
    }

    #[test]
    fn every_due_date_is_covered_and_working(case in cases()) {
        let calendar = case.calendar();
        if let Ok(found) = deadline::count(&calendar, case.start, case.days, &case.suspensions)
            && case.days > 0
        {
            prop_assert!(date(FROM) <= found.due_date && found.due_date <= date(UNTIL));
            prop_assert!(found.days.last().unwrap().counted);
            prop_assert_eq!(&found.days[0].why, &Why::AfterStart);
            prop_assert!(found.days.iter().all(|day| day.counted == day.why.counts()));
        }
    }
}
