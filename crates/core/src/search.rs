//! Words as people look for them: spelling that varies makes no difference.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words that are looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted(Vec<String>);

impl Wanted {
    /// The words of a text that somebody typed; nothing typed finds everything.
    pub fn new(typed: &str) -> Self {
        Self(folded(typed).split_whitespace().map(str::to_owned).collect())
    }

    /// Whether each of them begins a word of these folded texts.
    pub(crate) fn are_in(&self, texts: &[String]) -> bool {
        let words: Vec<&str> = texts.iter().flat_map(|text| text.split_whitespace()).collect();
        let begins = |wanted: &str| words.iter().any(|word| forms(word).any(|form| form.starts_with(wanted)));
        self.0.iter().all(|wanted| forms(wanted).any(begins))
    }
}

/// A word, and the same without the «و» and the «ال» that stand before it; a form of one letter begins too much.
fn forms(word: &str) -> impl Iterator<Item = &str> {
    let without_and = word.strip_prefix('و').unwrap_or(word);
    let bare = without_and.strip_prefix("ال").unwrap_or(without_and);
    std::iter::once(word).chain([without_and, bare].into_iter().filter(|form| form.chars().count() > 1))
}

/// A text in one spelling: lower case, without marks of vowels and tatweel, one form of alif, ya and ha, and nothing but
/// letters and digits.
pub(crate) fn folded(text: &str) -> String {
    let letters = text.nfkd().filter(|letter| !is_combining_mark(*letter) && *letter != '\u{640}');
    let one = letters.flat_map(char::to_lowercase).map(|letter| match letter {
        'ٱ' => 'ا',
        'ى' | 'ی' => 'ي',
        'ة' => 'ه',
        'ک' => 'ك',
        // Digits of the Arab east are those of the west.
        '٠'..='٩' => char::from(b'0' + (letter as u32 - '٠' as u32) as u8),
        letter if letter.is_alphanumeric() => letter,
        _ => ' ',
    });
    one.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(typed: &str, text: &str) -> bool {
        Wanted::new(typed).are_in(&[folded(text)])
    }

    #[test]
    fn spelling_that_people_vary_makes_no_difference() {
        for (typed, text) in [
            ("اقامة", "شهادة محل الإقامة"),
            ("شهاده", "شَهَادَةُ محلّ الإقامة"),
            ("اسره", "كتيّب الأسرة"),
            ("مبني", "رخصة مبنى"),
            ("رخصـــة", "رخصة بناء"),
            ("CERTIF", "Certificate of residence"),
            ("محل شهادة", "شهادة محل الإقامة"),
            ("صحية", "بطاقة التأمين والصحية"),
            ("الشهادة", "شهادة محل الإقامة"),
            ("والشهادة", "شهادة محل الإقامة"),
            ("ولادة", "شهادة ولادة"),
            ("driving", "tra.driving-licence-renewal"),
            ("مول", "المولود الجديد"),
            ("٣", "٣ سنوات"),
            ("", "أي شيء"),
        ] {
            assert!(finds(typed, text), "{typed} in {text}");
        }
    }

    #[test]
    fn every_word_begins_a_word_of_the_text() {
        for (typed, text) in [
            ("قامة", "شهادة محل الإقامة"),
            ("شهادة ميلاد", "شهادة محل الإقامة"),
            ("ence", "Certificate of residence"),
        ] {
            assert!(!finds(typed, text), "{typed} in {text}");
        }
    }

    #[test]
    fn one_spelling_for_letters_and_digits_of_many() {
        for (written, folded_to) in [
            ("ٱلكتاب", "الكتاب"),
            ("کتابی", "كتابي"),
            ("مدرسة", "مدرسه"),
            ("٠١٢٣٤٥٦٧٨٩", "0123456789"),
            ("ABC", "abc"),
            ("a-b", "a b"),
        ] {
            assert_eq!(folded(written), folded_to, "{written}");
        }
    }
}
