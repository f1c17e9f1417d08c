//! The shapes of answers that are more than one word: decimals, points, addresses, moments, account numbers.
//!
//! Each is taken in from what people write, and stored in one form only, so that equal answers are equal bytes.

use time::PrimitiveDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

use crate::input;
use crate::text::{Text, isolate};
use crate::value::{MAX_SAFE_INTEGER, Value};

/// The most decimals of a decimal.
pub(super) const MAX_SCALE: u8 = 9;
/// The decimals of a coordinate: six are a tenth of a metre.
const POINT_SCALE: u8 = 6;
/// The most characters of a line of an address.
const ADDRESS_LINE: usize = 200;

const MOMENT: &[BorrowedFormatItem<'static>] = format_description!("[year]-[month]-[day]T[hour]:[minute]");

/// A decimal with at most `scale` decimals, as a whole number of its smallest unit: `"12.5"` of scale 2 is 1250.
///
/// Digits of any alphabet are read, and the Arabic decimal separator. Nothing rounds: a decimal too many is refused.
pub(super) fn decimal(text: &str, scale: u8) -> Option<i64> {
    let (negative, text) = match text.trim().strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, text.trim()),
    };
    let (whole, part) =
        text.split_once(['.', '\u{066B}']).map_or((text, None), |(it, part)| (it, Some(part)));
    let part = part.map_or(Some(""), |part| (!part.is_empty()).then_some(part))?;
    let decimals = part.chars().count();
    if whole.is_empty() || decimals > usize::from(scale) || whole.len() + part.len() > 64 {
        return None;
    }
    let zeros = std::iter::repeat_n('0', usize::from(scale) - decimals);
    let digits: String =
        whole.chars().chain(part.chars()).chain(zeros).map(input::western_digit).collect::<Option<_>>()?;
    let amount: i64 = digits.parse().ok().filter(|amount| *amount <= MAX_SAFE_INTEGER)?;
    Some(if negative { -amount } else { amount })
}

/// The one way a decimal is written: all its decimals, with a point.
pub(super) fn decimal_text(amount: i64, scale: u8) -> String {
    let unit = 10_u64.pow(u32::from(scale));
    let (whole, part) = (amount.unsigned_abs() / unit, amount.unsigned_abs() % unit);
    let sign = if amount < 0 { "-" } else { "" };
    match scale {
        0 => format!("{sign}{whole}"),
        _ => format!("{sign}{whole}.{part:0width$}", width = usize::from(scale)),
    }
}

/// A place on the earth, `latitude,longitude` in degrees, as millionths of a degree.
pub(super) fn point(text: &str) -> Option<[i64; 2]> {
    let (latitude, longitude) = text.split_once([',', '\u{060C}'])?;
    let degrees = |text: &str, most: i64| {
        decimal(text, POINT_SCALE).filter(|it| it.unsigned_abs() <= most.unsigned_abs() * 1_000_000)
    };
    Some([degrees(latitude, 90)?, degrees(longitude, 180)?])
}

/// Takes a place in.
pub(super) fn accept_point(text: &str) -> Result<Value, Text> {
    let example = "32.887209,13.191338";
    let [latitude, longitude] = point(text).ok_or_else(|| {
        Text::new(
            format!(
                "يُرجى إدخال خط العرض ثم خط الطول بالدرجات وبستة أرقام عشرية على الأكثر، مثل {}",
                isolate(example)
            ),
            format!("give latitude and longitude in degrees with at most six decimals, such as {example}"),
        )
    })?;
    let part = |degrees| decimal_text(degrees, POINT_SCALE);
    Ok(Value::Text(format!("{},{}", part(latitude), part(longitude))))
}

/// Takes an address in: from the widest line to the narrowest, the last one a postcode where there is one.
pub(super) fn accept_address(lines: Vec<Value>) -> Result<Value, Text> {
    let wrong = || {
        Text::new(
            format!(
                "يُرجى إدخال العنوان في ثلاثة أسطر أو أربعة بهذا الترتيب: البلدية، ثم المحلة، ثم الشارع والمبنى، ثم الرمز البريدي إن وُجد (الحد الأقصى لأحرف السطر: {ADDRESS_LINE})"
            ),
            format!(
                "give three or four lines of at most {ADDRESS_LINE} characters: municipality, quarter, street and building, and the postcode if there is one"
            ),
        )
    };
    if !(3..=4).contains(&lines.len()) {
        return Err(wrong());
    }
    let line = |line| match line {
        Value::Text(text) => input::text(&text, ADDRESS_LINE).map(Value::Text).map_err(|_| wrong()),
        _ => Err(wrong()),
    };
    lines.into_iter().map(line).collect::<Result<_, _>>().map(Value::List)
}

/// Takes a local date and time in, to the minute.
pub(super) fn accept_moment(text: &str) -> Result<Value, Text> {
    // Sixteen characters: the year has four digits and no sign.
    if text.len() == 16 && PrimitiveDateTime::parse(text, MOMENT).is_ok() {
        return Ok(Value::Text(text.to_owned()));
    }
    let form = "YYYY-MM-DDThh:mm";
    Err(Text::new(
        format!(
            "يُرجى إدخال تاريخ ووقت صحيحين بالصيغة {}، مثل {}",
            isolate(form),
            isolate("2025-10-16T09:30")
        ),
        format!("write a date and time that exist, as {form}, such as 2025-10-16T09:30"),
    ))
}

/// Takes an international account number in (ISO 13616): its check digits hold, and a Libyan one has 25 characters.
///
/// It is stored without spaces and in capitals.
pub(super) fn accept_iban(text: &str) -> Result<Value, Text> {
    let compact: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| input::western_digit(c).unwrap_or(c.to_ascii_uppercase()))
        .collect();
    if is_iban(&compact) {
        return Ok(Value::Text(compact));
    }
    let example = "LY38021001000000123456789";
    Err(Text::new(
        format!(
            "رقم الحساب المصرفي الدولي غير صحيح، يُرجى نقله كاملاً كما في كشف الحساب، مثل {}",
            isolate(example)
        ),
        format!(
            "is no international account number: copy the whole of it from a statement, such as {example}"
        ),
    ))
}

/// Whether the letters stand for 1 by the remainder of 97.
fn is_iban(text: &str) -> bool {
    let lengths = if text.starts_with("LY") { 25..=25 } else { 15..=34 };
    let (country, rest) = text.split_at_checked(2).unwrap_or_default();
    let (check, account) = rest.split_at_checked(2).unwrap_or_default();
    let letters =
        country.chars().all(|c| c.is_ascii_uppercase()) && check.chars().all(|c| c.is_ascii_digit());
    let account_fits = account.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
    if !lengths.contains(&text.len()) || !letters || !account_fits {
        return false;
    }
    let values = account.chars().chain(country.chars()).chain(check.chars()).filter_map(|c| c.to_digit(36));
    values.fold(0, |rest, value| (rest * if value < 10 { 10 } else { 100 } + value) % 97) == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact_and_have_one_form() {
        for (text, amount, told) in [
            ("240", 24_000, "240.00"),
            ("240.5", 24_050, "240.50"),
            ("-0.05", -5, "-0.05"),
            ("-0", 0, "0.00"),
            ("٢٤٠٫٢٥", 24_025, "240.25"),
            ("007", 700, "7.00"),
        ] {
            assert_eq!(decimal(text, 2), Some(amount), "{text}");
            assert_eq!(decimal_text(amount, 2), told, "{text}");
            assert_eq!(decimal(told, 2), Some(amount), "{told}");
        }
        for wrong in ["", ".", "1.", ".5", "1.234", "1,5", "1e3", "--1", "1.2.3", "90071992547409.93", "NaN"]
        {
            assert_eq!(decimal(wrong, 2), None, "{wrong}");
        }
        assert_eq!(decimal("9007199254740.991", 3), Some(MAX_SAFE_INTEGER));
    }

    #[test]
    fn points_lie_on_the_earth() {
        assert_eq!(point("32.887209, 13.191338"), Some([32_887_209, 13_191_338]));
        assert_eq!(accept_point("-90,180"), Ok(Value::from("-90.000000,180.000000")));
        for wrong in ["90.000001,0", "0,-180.1", "32.88", "32.8872091,13", "a,b", ""] {
            assert!(accept_point(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn account_numbers_hold_their_check() {
        for fine in ["LY38021001000000123456789", "ly38 0210 0100 0000 1234 5678 9", "GB82WEST12345698765432"]
        {
            assert!(accept_iban(fine).is_ok(), "{fine}");
        }
        for wrong in [
            "LY39021001000000123456789",
            "LY3802100100000012345678",
            "LY",
            "",
            "12LY",
            "LY38021001000000123456ي89",
        ] {
            assert!(accept_iban(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn moments_exist() {
        assert!(accept_moment("2025-10-16T23:59").is_ok());
        for wrong in
            ["2025-10-16", "2025-02-30T10:00", "2025-10-16T24:00", "2025-10-16 10:00", "2025-10-16T10:00Z"]
        {
            assert!(accept_moment(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn addresses_have_their_lines() {
        let lines = |lines: &[&str]| lines.iter().map(|line| Value::from(*line)).collect::<Vec<_>>();
        assert!(accept_address(lines(&["طرابلس المركز", "الظهرة", "شارع النصر 14"])).is_ok());
        assert!(accept_address(lines(&["أ", "ب", "ج", "21821"])).is_ok());
        for wrong in [lines(&["أ", "ب"]), lines(&["أ", "ب", "ج", "د", "ه"]), lines(&["أ", " ", "ج"])]
        {
            assert!(accept_address(wrong).is_err());
        }
        assert!(accept_address(vec![Value::from(1), Value::from(2), Value::from(3)]).is_err());
    }
}
