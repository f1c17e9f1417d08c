//! What is not allowed around a service beside its requests and what to do, said to people.

use super::Refusal;
use crate::text::isolate;

/// In English; of refusals that are told elsewhere, the code.
pub(super) fn english(refusal: &Refusal) -> String {
    use Refusal as R;
    match refusal {
        R::EnquiriesNotPermitted { role } => format!(
            "the role “{}” may not read this of what is said around a service: its provider's officers do, and everybody their own",
            role.words().en
        ),
        R::EnquiryUnknown { number } => {
            format!("there is no enquiry {number} on this service that you can see; check its number")
        }
        R::EnquiryAnswered { number, at } => {
            format!("the enquiry {number} was answered at {at}; record a new one for what is asked besides")
        }
        R::SurveyUnknown { survey } => {
            format!("this service has no survey `{survey}`; check its id")
        }
        R::SurveyAlreadyOpened { survey } => {
            format!("a survey `{survey}` was opened before; open a new one under another id")
        }
        R::SurveyNotOpen { survey, from, until: None } => {
            format!("the survey `{survey}` takes answers from {from}; come back then")
        }
        R::SurveyNotOpen { survey, from, until: Some(until) } if until <= from => {
            format!("the survey `{survey}` was closed before it began; see whether another one is open")
        }
        R::SurveyNotOpen { survey, from, until: Some(until) } => format!(
            "the survey `{survey}` takes answers from {from} and until {until} only; see whether another one is open"
        ),
        R::SurveyAnswered { survey } => {
            format!("this person has answered the survey `{survey}`; nothing more needs to be done")
        }
        R::DraftUnknown => {
            "this person has no draft that this concerns; look at the drafts whose authors are to be told"
                .to_owned()
        }
        other => other.code().to_owned(),
    }
}

/// In Arabic; of refusals that are told elsewhere, the code.
pub(super) fn arabic(refusal: &Refusal) -> String {
    use Refusal as R;
    match refusal {
        R::EnquiriesNotPermitted { role } => format!(
            "لا يُتاح لصفة «{}» الاطلاع على هذا مما يُسجَّل حول الخدمة، ويُتاح ذلك لموظفي مقدم الخدمة، ولكل شخص ما يخصه",
            role.words().ar
        ),
        R::EnquiryUnknown { number } => {
            format!("لا يوجد استفسار متاح بالرقم {number} عن هذه الخدمة، يُرجى التحقق من الرقم")
        }
        R::EnquiryAnswered { number, at } => {
            format!("سبق الرد على الاستفسار رقم {number} في {}، ويمكن تسجيل استفسار جديد", isolate(at))
        }
        R::SurveyUnknown { survey } => {
            format!("لا يوجد استبيان بالرمز {} عن هذه الخدمة، يُرجى التحقق من الرمز", isolate(survey))
        }
        R::SurveyAlreadyOpened { survey } => {
            format!("سبق فتح استبيان بالرمز {}، يُرجى استخدام رمز آخر", isolate(survey))
        }
        R::SurveyNotOpen { survey, from, until: None } => {
            format!("لم يبدأ بعد استقبال الإجابات عن الاستبيان {}، ويبدأ في {}", isolate(survey), isolate(from))
        }
        R::SurveyNotOpen { survey, from, until: Some(until) } if until <= from => format!(
            "أُغلق الاستبيان {} قبل بدء استقبال الإجابات، يُرجى التحقق من وجود استبيان آخر مفتوح",
            isolate(survey)
        ),
        R::SurveyNotOpen { survey, from, until: Some(until) } => format!(
            "تُستقبل الإجابات عن الاستبيان {} من {} إلى {} فقط، يُرجى التحقق من وجود استبيان آخر مفتوح",
            isolate(survey),
            isolate(from),
            isolate(until)
        ),
        R::SurveyAnswered { survey } => {
            format!("سبق تسجيل إجابة هذا الشخص عن الاستبيان {}، ولا يلزم أي إجراء آخر", isolate(survey))
        }
        R::DraftUnknown => {
            "لا توجد مسودة لهذا الشخص يعنيها هذا الإجراء، يُرجى الاطلاع على المسودات المطلوب إخطار أصحابها"
                .to_owned()
        }
        other => other.code().to_owned(),
    }
}
