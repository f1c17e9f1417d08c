//! What is wrong in the directory and what to do, said to people: services, certificates, exceptions.

use super::Refusal;
use super::words::directory;
use crate::provider::{CertificateStanding, ExceptionPart, ExceptionStanding};
use crate::service::Availability;
use crate::text::{Lang, Words, isolate};

/// In English; of refusals that are told elsewhere, the code.
pub(super) fn english(refusal: &Refusal) -> String {
    use Refusal as R;
    match refusal {
        R::ServiceSuspended { service } => format!(
            "the service `{service}` is suspended and takes no new requests; try again when it is resumed"
        ),
        R::ServiceRetired { service } => {
            format!("the service `{service}` is no longer offered; look for another one in the directory")
        }
        R::ServiceAvailability { service, availability: held } => {
            format!("the service `{service}` is {}; look at where it stands", availability(*held).en)
        }
        R::RunOffMissing => {
            "say what becomes of the open requests of the service: finish them, or discontinue them"
                .to_owned()
        }
        R::LawMissing => "name the law or rule that changed, in at most 1 KiB".to_owned(),
        R::DirectoryReasonRequired { command } => {
            format!("“{}” needs a reason; say why", directory(command, Lang::En))
        }
        R::ProviderNotCertified { provider, service } => format!(
            "no certificate in force lets `{provider}` offer the service `{service}`; the regulator issues one first"
        ),
        R::CertificateExpired { number, until } => format!(
            "the certificate {number} of the provider ended at {until}; no new request is taken until it is renewed"
        ),
        R::CertificateUnknown { number } => {
            format!("the provider has no certificate number {number}; check the number")
        }
        R::CertificateStanding { number, standing } => {
            format!("the certificate {number} is {}; look at where it stands", certificate(*standing).en)
        }
        R::ChecklistIncomplete { unchecked, failed } => {
            let told = [("not checked", unchecked), ("not met", failed)];
            let told = told.iter().filter(|(_, ids)| !ids.is_empty());
            let told: Vec<_> =
                told.map(|(what, ids)| format!("{what}: {}", conditions(ids, Lang::En))).collect();
            format!(
                "a certificate needs every condition of the policy to be checked and met; {}",
                told.join("; ")
            )
        }
        R::ExceptionUnknown { exception } => {
            format!("the provider has asked for no exception `{exception}`; check its id")
        }
        R::ExceptionStanding { exception: id, standing } => {
            format!("the exception `{id}` is {}; look at where it stands", exception(*standing).en)
        }
        R::ExceptionSamePerson { exception } => {
            format!("the exception `{exception}` must be answered by another person than the one who asked")
        }
        R::ExceptionIncomplete { lacks, .. } => format!(
            "an exception names its articles and services, has an end and is justified; add {}",
            parts(lacks, Lang::En)
        ),
        other => other.code().to_owned(),
    }
}

/// In Arabic; of refusals that are told elsewhere, the code.
pub(super) fn arabic(refusal: &Refusal) -> String {
    use Refusal as R;
    match refusal {
        R::ServiceSuspended { service } => format!(
            "أُوقف استقبال الطلبات الجديدة للخدمة {} مؤقتاً، يُرجى المحاولة بعد استئناف تقديمها",
            isolate(service)
        ),
        R::ServiceRetired { service } => {
            format!("أُوقف تقديم الخدمة {} نهائياً، يُرجى البحث عن خدمة أخرى في دليل الخدمات", isolate(service))
        }
        R::ServiceAvailability { service, availability: held } => {
            format!("الخدمة {} {}، يُرجى الاطلاع على حالتها", isolate(service), availability(*held).ar)
        }
        R::RunOffMissing => "يجب بيان مصير الطلبات القائمة للخدمة: إتمامها أو إيقاف السير فيها".to_owned(),
        R::LawMissing => {
            "يجب تحديد القانون أو اللائحة التي طرأ عليها التعديل، يُرجى إدخال اسم موجز لها".to_owned()
        }
        R::DirectoryReasonRequired { command } => {
            format!("يجب بيان سبب إجراء «{}»", directory(command, Lang::Ar))
        }
        R::ProviderNotCertified { provider, service } => format!(
            "لا توجد شهادة مزاولة سارية تتيح للجهة {} تقديم الخدمة {}، وتصدرها الإدارة المختصة أولاً",
            isolate(provider),
            isolate(service)
        ),
        R::CertificateExpired { number, until } => format!(
            "انتهت شهادة المزاولة رقم {} لمقدم الخدمة في {}، ولا تُستقبل طلبات جديدة قبل تجديدها",
            isolate(number),
            isolate(until)
        ),
        R::CertificateUnknown { number } => {
            format!("لا توجد لمقدم الخدمة شهادة مزاولة بالرقم {}، يُرجى التحقق من الرقم", isolate(number))
        }
        R::CertificateStanding { number, standing } => format!(
            "شهادة المزاولة رقم {} {}، يُرجى الاطلاع على حالتها",
            isolate(number),
            certificate(*standing).ar
        ),
        R::ChecklistIncomplete { unchecked, failed } => {
            let told = [("بنود لم تُفحص", unchecked), ("بنود غير مستوفاة", failed)];
            let told = told.iter().filter(|(_, ids)| !ids.is_empty());
            let told: Vec<_> =
                told.map(|(what, ids)| format!("{what}: {}", conditions(ids, Lang::Ar))).collect();
            format!(
                "لا تصدر شهادة المزاولة ولا تُجدَّد إلا بعد التحقق من استيفاء كل شروط السياسة؛ {}",
                told.join("؛ ")
            )
        }
        R::ExceptionUnknown { exception } => {
            format!("لا يوجد لمقدم الخدمة طلب استثناء بالمعرّف {}، يُرجى التحقق من المعرّف", isolate(exception))
        }
        R::ExceptionStanding { exception: id, standing } => {
            format!("الاستثناء {} {}، يُرجى الاطلاع على حالته", isolate(id), exception(*standing).ar)
        }
        R::ExceptionSamePerson { exception } => {
            format!("يجب أن يبتّ في الاستثناء {} شخص آخر غير الذي طلبه", isolate(exception))
        }
        R::ExceptionIncomplete { lacks, .. } => format!(
            "يجب أن يحدد طلب الاستثناء المواد والخدمات وتاريخ النهاية وأن يكون مبرراً، يُرجى إضافة ما يأتي: {}",
            parts(lacks, Lang::Ar)
        ),
        other => other.code().to_owned(),
    }
}

fn availability(availability: Availability) -> Words {
    let (ar, en) = match availability {
        Availability::Offered => ("متاحة حالياً", "offered at present"),
        Availability::Suspended => ("موقوفة مؤقتاً من قبل", "suspended already"),
        Availability::Retired(_) => ("أُوقف تقديمها نهائياً", "retired"),
    };
    Words { ar, en }
}

fn certificate(standing: CertificateStanding) -> Words {
    let (ar, en) = match standing {
        CertificateStanding::Valid => ("قائمة وليست موقوفة", "standing, and not suspended"),
        CertificateStanding::Suspended => ("موقوفة", "suspended"),
        CertificateStanding::Revoked => ("ملغاة", "revoked for good"),
    };
    Words { ar, en }
}

fn exception(standing: ExceptionStanding) -> Words {
    let (ar, en) = match standing {
        ExceptionStanding::Requested => ("لم يُبتّ فيه بعد", "not answered yet"),
        ExceptionStanding::Granted => ("ممنوح من قبل", "granted already"),
        ExceptionStanding::Refused => ("لم يُمنح", "refused"),
        ExceptionStanding::Ended => ("منتهٍ", "ended"),
    };
    Words { ar, en }
}

fn parts(lacks: &[ExceptionPart], lang: Lang) -> String {
    let words = lacks.iter().map(|part| match part {
        ExceptionPart::Articles => {
            Words { ar: "المواد المطلوب الاستثناء منها", en: "the articles" }
        }
        ExceptionPart::Services => Words { ar: "الخدمات المشمولة", en: "the services" },
        ExceptionPart::End => Words { ar: "تاريخ نهاية الاستثناء", en: "its end" },
        ExceptionPart::Justification => Words { ar: "المبررات", en: "a justification" },
    });
    let words: Vec<_> = words.map(|words| words.get(lang)).collect();
    words.join(if lang == Lang::Ar { "، " } else { ", " })
}

/// The conditions of a checklist that stand in the way, with their words.
fn conditions(ids: &[String], lang: Lang) -> String {
    let all = crate::provider::conditions(1).unwrap_or_default();
    let told = ids.iter().map(|id| {
        let words = all.iter().find(|condition| condition.id == id).map_or("", |it| it.words.get(lang));
        match lang {
            Lang::Ar => format!("{words} ({})", isolate(id)),
            Lang::En => format!("{id} ({words})"),
        }
    });
    told.collect::<Vec<_>>().join(if lang == Lang::Ar { "، " } else { ", " })
}
