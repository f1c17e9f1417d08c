//! Taking in text from outside: bounded, in one normal form, without characters that deceive the eye.

use unicode_normalization::UnicodeNormalization;

use crate::text::{Text, counted, isolate};

/// The most bytes of all answers of a submission together.
pub(crate) const MAX_ANSWERS: usize = 256 * 1024;
/// The most documents of a submission.
pub(crate) const MAX_DOCUMENTS: usize = 200;
/// The most bytes of a name.
pub(crate) const MAX_NAME: usize = 1024;
/// The most characters of a free text, such as a note or an instruction.
pub(crate) const MAX_FREE_TEXT: usize = 4_000;

/// A text of at most `max` characters, in NFC.
///
/// # Errors
/// What is wrong with it: empty, too long, or holding control or direction-override characters.
pub(crate) fn text(text: &str, max: usize) -> Result<String, Text> {
    if text.len() > max.saturating_mul(16) {
        return Err(too_long(max));
    }
    let text: String = text.trim().nfc().collect();
    if text.is_empty() {
        return Err(Text::new(
            "النص فارغ، يُرجى إدخال نص أو عدم إرسال هذا الحقل",
            "give a text, or leave the field out",
        ));
    }
    if text.chars().count() > max {
        return Err(too_long(max));
    }
    match text.chars().find(|&c| deceives(c)) {
        Some(c) => {
            let code = format!("U+{:04X}", u32::from(c));
            let arabic = format!("النص يتضمن حرفاً غير مسموح به، يُرجى حذف الحرف {}", isolate(&code));
            Err(Text::new(arabic, format!("remove the character {code}")))
        }
        None => Ok(text),
    }
}

/// What is wrong with a text of several lines where one is asked for.
pub(crate) fn one_line() -> Text {
    Text::new("يُرجى كتابة النص في سطر واحد", "write it in one line")
}

fn too_long(max: usize) -> Text {
    Text::new(
        format!("النص أطول من المسموح به، يُرجى اختصاره (الحد الأقصى لعدد الأحرف: {max})"),
        format!("give at most {}", counted(max, "character")),
    )
}

/// A name: a text of at most 1 KiB.
pub(crate) fn name(name: &str) -> Result<String, Text> {
    let name = text(name, MAX_NAME)?;
    if name.len() <= MAX_NAME {
        return Ok(name);
    }
    Err(Text::new(
        format!("النص أطول من المسموح به، يُرجى اختصاره (الحد الأقصى للحجم بالبايت: {MAX_NAME})"),
        format!("give at most {MAX_NAME} bytes"),
    ))
}

/// A language as BCP 47 writes it, in small letters: `ar`, `en`, `zgh-latn`.
pub(crate) fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    let small = |part: &str| part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.all(|part| (2..=8).contains(&part.len()) && small(part))
}

/// A hash: the SHA-256 of a file's bytes, as 64 lower-case hexadecimal digits.
pub(crate) fn sha256(hash: &str) -> Result<(), Text> {
    let hex = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
    if hash.len() == 64 && hash.chars().all(hex) {
        return Ok(());
    }
    Err(Text::new(
        format!("يجب أن تكون بصمة الملف {} مكوّنة من 64 خانة ست عشرية بأحرف لاتينية صغيرة", isolate("SHA-256")),
        "give the SHA-256 of the bytes as 64 lower-case hexadecimal digits",
    ))
}

/// Control characters other than a line break, and the bidirectional embeddings, overrides and isolates that can
/// make a text read otherwise than it is stored.
fn deceives(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// An address one could send to: one `@`, a name before it, a dotted host after it, nothing strange.
pub(crate) fn email(address: &str) -> Result<String, Text> {
    let example = "name@example.org";
    let wrong = || {
        Text::new(
            format!("يُرجى إدخال عنوان بريد إلكتروني صحيح، مثل {}", isolate(example)),
            format!("give an e-mail address such as {example}"),
        )
    };
    let address = text(address, 254).map_err(|_| wrong())?;
    let (local, host) = address.split_once('@').ok_or_else(wrong)?;
    let strange = |c: char| c.is_whitespace() || matches!(c, '@' | ',' | ';' | '<' | '>' | '(' | ')' | '"');
    let labels_fine =
        host.split('.').all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'));
    if local.is_empty() || local.len() > 64 || address.matches('@').count() != 1 {
        return Err(wrong());
    }
    if host.contains('.') && labels_fine && !address.replacen('@', "", 1).contains(strange) {
        Ok(address)
    } else {
        Err(wrong())
    }
}

/// A telephone number one could send to from any country: `+` and 8 to 15 digits, of any alphabet, with spaces or hyphens between
/// them or not.
pub(crate) fn telephone(number: &str) -> Result<String, Text> {
    let example = "+218912345678";
    let wrong = || {
        Text::new(
            format!("يُرجى إدخال رقم هاتف دولي صحيح يبدأ برمز الدولة، مثل {}", isolate(example)),
            format!("give a telephone number with the code of its country, such as {example}"),
        )
    };
    let number = text(number, 32).map_err(|_| wrong())?;
    let number: String = number.chars().map(|c| western_digit(c).unwrap_or(c)).collect();
    let digits = number.strip_prefix('+').or_else(|| number.strip_prefix("00")).ok_or_else(wrong)?;
    let digits: Option<String> =
        digits.chars().filter(|c| !matches!(c, ' ' | '-')).map(western_digit).collect();
    let digits = digits.filter(|it| (8..=15).contains(&it.len()) && !it.starts_with('0'));
    digits.map(|digits| format!("+{digits}")).ok_or_else(wrong)
}

/// A digit as 0–9, also from the Arabic-Indic and the Persian digits.
pub(crate) fn western_digit(c: char) -> Option<char> {
    let value = match c {
        '0'..='9' => return Some(c),
        '\u{0660}'..='\u{0669}' => u32::from(c) - 0x0660,
        '\u{06F0}'..='\u{06F9}' => u32::from(c) - 0x06F0,
        _ => return None,
    };
    char::from_digit(value, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_bounded_and_normal() {
        assert_eq!(text(" e\u{301} ", 5).unwrap(), "é");
        for wrong in ["", "   ", "a\u{0}b", "a\u{202E}b", "toolong"] {
            assert!(text(wrong, 5).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn addresses() {
        for fine in ["aisha@example.ly", "a.b+c@mail.example.org"] {
            assert_eq!(email(fine).unwrap(), fine);
        }
        for wrong in ["", "a", "a@", "@b.c", "a@b", "a@b..c", "a b@c.d", "a@b@c.d", "a@-b.c", "<a@b.c>"] {
            assert!(email(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn telephone_numbers() {
        for fine in ["+218912345678", "00218 91 234-5678", "+٢١٨ ٩١٢٣٤٥٦٧٨", "٠٠٢١٨٩١٢٣٤٥٦٧٨"]
        {
            let taken = telephone(fine).unwrap();
            assert_eq!(taken, "+218912345678");
            assert_eq!(telephone(&taken).unwrap(), taken, "taking it in again changes nothing");
        }
        for wrong in
            ["", "+", "0912345678", "+0912345678", "+2189", "+2189123456789012", "+218x912345", "+218+912345"]
        {
            assert!(telephone(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn digits_of_three_alphabets() {
        let west: Option<String> = "1٢۳".chars().map(western_digit).collect();
        assert_eq!(west.as_deref(), Some("123"));
        assert_eq!(western_digit('x'), None);
    }
}
