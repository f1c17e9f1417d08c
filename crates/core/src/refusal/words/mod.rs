//! What is wrong and what to do, said to people in Arabic and in English.

mod arabic;
mod english;
#[cfg(test)]
mod tests;

use crate::request::outputs::paper::PaperStanding;
use crate::stage::{Stage, Standing};
use crate::text::Lang;

pub(super) use arabic::arabic;
pub(super) use english::english;

pub(super) fn stage(stage: Option<Stage>, lang: Lang) -> &'static str {
    match (stage, lang) {
        (Some(stage), lang) => stage.words().get(lang),
        (None, Lang::Ar) => "لم يُقدَّم بعد",
        (None, Lang::En) => "not submitted yet",
    }
}

pub(in crate::refusal) fn directory(command: &'static str, lang: Lang) -> &'static str {
    crate::words::command(command).map_or(command, |words| words.get(lang))
}

pub(super) fn standing_words(standing: Option<Standing>, lang: Lang) -> &'static str {
    let (ar, en) = match standing {
        None => ("غير موجودة", "unknown"),
        Some(Standing::Proposed) => ("مقترحة ولم يتم التحقق منها بعد", "proposed and not verified yet"),
        Some(Standing::Returned) => ("مُعادة إلى مقدم الخدمة", "returned to its provider"),
        Some(Standing::Verified) => ("تم التحقق منها ولم تُنشر بعد", "verified and not published yet"),
        Some(Standing::Published) => ("منشورة من قبل", "published already"),
    };
    match lang {
        Lang::Ar => ar,
        Lang::En => en,
    }
}

pub(super) fn paper(standing: Option<PaperStanding>, lang: Lang) -> &'static str {
    match (standing, lang) {
        (Some(standing), lang) => standing.words().get(lang),
        (None, Lang::Ar) => "لم تُطلب بعد",
        (None, Lang::En) => "not asked for yet",
    }
}
