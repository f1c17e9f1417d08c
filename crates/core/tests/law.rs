//! The policy kept in `docs/law` is whole, numbered, bilingual, and says what the rules quote from it.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// How many bullets each of the 25 articles has, counted in the source.
const BULLETS: [usize; 25] = [17, 1, 1, 3, 1, 5, 2, 2, 3, 3, 1, 4, 4, 2, 3, 3, 5, 5, 3, 1, 2, 3, 5, 2, 3];

/// The vowel marks the source writes, and how often: the tanwin of «إلكترونياً», the fatha of «مخرَج» and the
/// damma of «المُشار».
const MARKS: [(char, usize); 3] = [('\u{064b}', 31), ('\u{064e}', 3), ('\u{064f}', 1)];

/// The FNV-1a fingerprint of the Arabic letters and vowels of all bullets, taken from the source.
const FINGERPRINT: u64 = 0x088c_2ae5_b810_906b;

/// Words on which rules of the engine rest, each with the bullet that has to contain them.
const QUOTED: &[(&str, &str)] = &[
    ("1.3", "المواطن، أو المقيم، أو الزائر، أو الجهات الحكومية، أو منظمات القطاع الخاص"),
    ("1.14", "الوثائق المطلوبة، النماذج المستخدمة، رسوم الخدمة، زمن تقديم الخدمة، مخرجات الخدمة"),
    ("4.2", "المستندات التي تحتوي على معلومات سرية"),
    ("5.1", "منح الاستثناءات من تطبيق السياسة أو بعض موادها"),
    ("6.3", "بناءً على طلب مسبق"),
    ("8.2", "طريقة التحقق من هوية المستخدم"),
    ("9.1", "استخدام قناة التكامل"),
    ("12.3", "تمكين وصول المستخدم إلى جميع البيانات والوثائق"),
    ("13.4", "لا يعتبر الطلب مكتملاً إلا بعد توفير كافة متطلبات تنفيذ الخدمة"),
    ("14.1", "في لحظة استلامه مكتملاً"),
    ("14.2", "يتحمل المستخدم مسؤولية ارتكاب أي خطأ"),
    ("15.1", "إرسال تأكيد الاستلام على الفور"),
    ("15.2", "مضمون رسالة التأكيد من قبل مقدم الخدمة"),
    ("15.3", "لا يحتوي على النماذج المطلوبة لتقديم الخدمة، أو لا يمكن تأكيد بيانات المستخدم"),
    ("15.3", "لم يتم تأكيد استلام الطلب مع تحديد أسباب"),
    ("16.1", "التحقق من دقة الطلب والبيانات المقدمة"),
    ("16.2", "تعليمات لإزالة أو تصحيح الأخطاء"),
    ("16.3", "الزمن المتوقع لاكتمال تنفيذها"),
    ("17.2", "بيانات المستخدم الواردة من المصادر الموثوقة للبيانات"),
    ("17.5", "نظام معالجة المدفوعات"),
    ("18.1", "وعلى عنوان البريد الإلكتروني المحدد من قبل مستخدم الخدمة"),
    ("18.2", "ماهية الإجراءات والتدابير التي تم اتخاذها"),
    ("18.4", "قد تم تسليمه إلكترونياً في لحظة توفره"),
    ("18.5", "نسخة ورقية من المخرَج عبر البريد أو يحدد موعداً للاستلام الشخصي"),
    ("19.3", "مع تقديم تبرير لذلك"),
    ("24.2", "التحقق من محتوى بيانات الخدمة"),
    ("25.2", "والموافقة عليها من قبل الإدارة المختصة"),
];

#[test]
fn every_article_has_its_file_and_nothing_else_is_there() -> io::Result<()> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder())? {
        found.push(entry?.file_name().to_string_lossy().into_owned());
    }
    found.sort();
    let mut expected: Vec<_> = (1..=25).map(file_name).collect();
    expected.insert(0, "README.md".to_owned());
    assert_eq!(found, expected);
    Ok(())
}

#[test]
fn every_article_names_itself_in_both_languages() -> io::Result<()> {
    for article in 1..=25 {
        let text = read(article)?;
        let mut lines = text.lines().filter(|line| !line.is_empty());
        let arabic = lines.next().unwrap_or_default();
        assert!(arabic.starts_with(&format!("# المادة ({article})")), "{arabic}");
        let english = lines.next().unwrap_or_default();
        let title = english.strip_prefix(&format!("Article {article}. ")).unwrap_or_default();
        assert!(is_english(title), "article {article}: {english}");
    }
    Ok(())
}

#[test]
fn bullets_are_numbered_without_a_gap() -> io::Result<()> {
    for (article, expected) in (1..).zip(BULLETS) {
        let text = read(article)?;
        let numbers: Vec<_> = bullets(&text).into_iter().map(|bullet| bullet.number).collect();
        let counted: Vec<_> = (1..=expected).map(|bullet| format!("{article}.{bullet}")).collect();
        assert_eq!(numbers, counted);
    }
    Ok(())
}

#[test]
fn each_bullet_is_one_line_of_arabic_and_one_of_english() -> io::Result<()> {
    for article in 1..=25 {
        for Bullet { number, arabic, english } in bullets(&read(article)?) {
            assert!(arabic.chars().any(is_arabic), "{number}: {arabic}");
            assert!(!arabic.chars().any(|c| c.is_ascii_alphabetic()), "{number}: {arabic}");
            assert!(arabic.ends_with('.'), "{number} is cut short: {arabic}");
            assert_eq!(english.len(), 1, "{number} needs one line of English: {english:?}");
            assert!(
                english.iter().all(|line| is_english(line) && line.ends_with('.')),
                "{number}: {english:?}"
            );
        }
    }
    Ok(())
}

#[test]
fn the_arabic_has_the_vowels_of_the_source_and_no_others() -> io::Result<()> {
    let mut found = BTreeMap::new();
    for article in 1..=25 {
        for mark in read(article)?.chars().filter(|c| is_mark(*c)) {
            *found.entry(mark).or_insert(0) += 1;
        }
    }
    assert_eq!(found, BTreeMap::from(MARKS));
    Ok(())
}

#[test]
fn the_arabic_is_the_source_letter_for_letter() -> io::Result<()> {
    let mut fingerprint: u64 = 0xcbf2_9ce4_8422_2325;
    for article in 1..=25 {
        for bullet in bullets(&read(article)?) {
            let letters: String =
                bullet.arabic.chars().filter(|c| ('\u{0621}'..='\u{0652}').contains(c)).collect();
            for byte in letters.bytes() {
                fingerprint = (fingerprint ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
    }
    assert_eq!(fingerprint, FINGERPRINT, "the Arabic of docs/law is no longer that of the policy");
    Ok(())
}

#[test]
fn the_law_says_what_the_rules_quote() -> io::Result<()> {
    let mut law = BTreeMap::new();
    for article in 1..=25 {
        for bullet in bullets(&read(article)?) {
            law.insert(bullet.number.to_owned(), bullet.arabic.to_owned());
        }
    }
    for (number, words) in QUOTED {
        let arabic = law.get(*number).map_or("", String::as_str);
        assert!(arabic.contains(words), "{number} does not say «{words}»: {arabic}");
    }
    Ok(())
}

/// One numbered bullet of an article.
struct Bullet<'a> {
    /// `16.2`.
    number: &'a str,
    /// The policy's own words.
    arabic: &'a str,
    /// The lines beneath, of which there should be one.
    english: Vec<&'a str>,
}

/// The bullets of an article, in the order of the file.
fn bullets(text: &str) -> Vec<Bullet<'_>> {
    let mut bullets: Vec<Bullet<'_>> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty()) {
        let start = line.strip_prefix("- **").and_then(|rest| rest.split_once("** "));
        if let Some((number, arabic)) = start {
            bullets.push(Bullet { number, arabic, english: Vec::new() });
        } else if let Some(bullet) = bullets.last_mut() {
            // A line that isn't indented belongs to no bullet; empty in its place, it fails as not English.
            bullet.english.push(line.strip_prefix("  ").unwrap_or(""));
        }
    }
    bullets
}

#[expect(clippy::disallowed_methods, reason = "the law is a file, and a test may read it")]
fn read(article: usize) -> io::Result<String> {
    fs::read_to_string(folder().join(file_name(article)))
}

fn file_name(article: usize) -> String {
    format!("article-{article:02}.md")
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/law")
}

fn is_arabic(c: char) -> bool {
    ('\u{0621}'..='\u{064a}').contains(&c)
}

/// Whether `c` is a vowel mark or the letter-lengthening stroke.
fn is_mark(c: char) -> bool {
    ('\u{064b}'..='\u{065f}').contains(&c) || c == '\u{0640}'
}

fn is_english(line: &str) -> bool {
    line.is_ascii() && line.chars().any(|c| c.is_ascii_alphabetic())
}
