//! The countries in which an applicant may live (LY-1b): the codes of ISO 3166-1, as two capital letters.

use crate::text::Words;

pub(crate) const RULE: Words = Words {
    ar: "يُرجى كتابة رمز البلد بحرفين لاتينيين كبيرين وفق المعيار \u{2068}ISO 3166-1\u{2069}، مثل \u{2068}LY\u{2069}",
    en: "use a country's two capital letters by ISO 3166-1, such as `LY`",
};

/// Every code that is assigned, in order.
const CODES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ \
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE \
    GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP \
    KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF \
    NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN \
    SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA \
    ZM ZW";

pub(crate) fn is_country(text: &str) -> bool {
    text.len() == 2 && CODES.split(' ').any(|code| code == text)
}

#[cfg(test)]
mod tests {
    use super::{CODES, is_country};

    #[test]
    fn the_list_is_that_of_the_standard() {
        let codes: Vec<_> = CODES.split(' ').filter(|code| !code.is_empty()).collect();
        assert_eq!(codes.len(), 249);
        assert!(codes.is_sorted_by(|one, next| one < next), "each once");
        assert!(codes.iter().all(|it| it.len() == 2 && it.chars().all(|c| c.is_ascii_uppercase())));
    }

    #[test]
    fn a_country_is_written_as_the_standard_writes_it() {
        for known in ["LY", "TN", "EG", "AD", "ZW"] {
            assert!(is_country(known), "{known}");
        }
        for unknown in ["", " ", "L", "ly", "LBY", "XX", "L Y", "LY ", "UK"] {
            assert!(!is_country(unknown), "{unknown}");
        }
    }
}
