//! The notices a user is sent, in the words used when the service definition has none of its own.

use crate::text::Words;

/// The title and body of a notice; names in braces in the body are variables.
///
/// The variables are `{reference}`, `{service}`, `{reasons}`, `{due}`, `{instructions}`, `{amount}`, `{expected_by}`, `{outcome}` and
/// `{news}`. Whoever fills them in isolates left-to-right values in Arabic, and joins lists; a denial's outcome carries its reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Notice {
    /// One line, without a final full stop.
    pub(crate) title: Words,
    /// Whole sentences.
    pub(crate) body: Words,
}

/// The default notices: of receipt (`LY-15.1`, `LY-15.3`), correction (`LY-16.2`) and the end (`LY-18.1`,
/// `LY-18.2`).
pub(crate) const NOTICES: &[(&str, Notice)] = &[
    (
        "acknowledgement",
        Notice {
            title: Words {
                ar: "تأكيد استلام الطلب", en: "Receipt of your request is confirmed"
            },
            body: Words {
                ar: "تم تأكيد استلام طلبكم رقم {reference}. الزمن المتوقع لاكتمال تنفيذ الخدمة: {due}.",
                en: "Receipt of your request {reference} is confirmed. \
                     Expected completion of the service: {due}.",
            },
        },
    ),
    (
        "rejection",
        Notice {
            title: Words {
                ar: "عدم تأكيد استلام الطلب", en: "Receipt of your request is not confirmed"
            },
            body: Words {
                ar: "نحيطكم علماً بأنه لم يتم تأكيد استلام طلبكم رقم {reference} للأسباب الآتية: {reasons}. \
                     ويمكنكم استكماله عبر البوابة الوطنية للخدمات الإلكترونية.",
                en: "Receipt of your request {reference} is not confirmed, for these reasons: {reasons}. \
                     You can complete it on the national portal for electronic services.",
            },
        },
    ),
    (
        "corrections",
        Notice {
            title: Words { ar: "طلب تصحيح الأخطاء", en: "Your request needs correction" },
            body: Words {
                ar: "تبيّن عند التحقق من طلبكم رقم {reference} وجود أخطاء أو مخالفات: {reasons}. \
                     تعليمات إزالتها أو تصحيحها: {instructions}. آخر موعد لتقديم التصحيح: {due}.",
                en: "Verification of your request {reference} found errors to remove or correct: {reasons}. \
                     Instructions: {instructions}. Last day to submit corrections: {due}.",
            },
        },
    ),
    (
        "payment",
        Notice {
            title: Words { ar: "طلب سداد رسوم الخدمة", en: "A fee is due for your request" },
            body: Words {
                ar: "يُرجى سداد رسوم الخدمة المطلوبة بموجب طلبكم رقم {reference} عبر البوابة الوطنية للخدمات الإلكترونية. \
                     المبلغ المستحق: {amount}. آخر موعد للسداد: {due}.",
                en: "Please pay the fees of your request {reference} on the national portal for electronic services. \
                     Amount due: {amount}. Last day to pay: {due}.",
            },
        },
    ),
    (
        "completion",
        Notice {
            title: Words { ar: "اكتمال تنفيذ الخدمة", en: "The service is completed" },
            body: Words {
                ar: "نحيطكم علماً بانتهاء مسار تنفيذ الخدمة المطلوبة بموجب طلبكم رقم {reference}. \
                     النتيجة: {outcome}. \
                     ويمكنكم الاطلاع على التفاصيل عبر البوابة الوطنية للخدمات الإلكترونية.",
                en: "The service you asked for in request {reference} is completed. Outcome: {outcome}. \
                     The details are on the national portal for electronic services.",
            },
        },
    ),
    (
        "amendment",
        Notice {
            title: Words {
                ar: "تعديل لاحق لصدور القرار", en: "What was decided on your request was amended"
            },
            body: Words {
                ar: "نحيطكم علماً بإجراء تعديل بعد صدور القرار في طلبكم رقم {reference}، للأسباب الآتية: {reasons}. \
                     ويمكنكم الاطلاع على التفاصيل وسبل التظلّم عبر البوابة الوطنية للخدمات الإلكترونية.",
                en: "What was decided on your request {reference} was amended, for these reasons: {reasons}. \
                     The details, and what you can do about it, are on the national portal for electronic services.",
            },
        },
    ),
    (
        "transfer",
        Notice {
            title: Words {
                ar: "إحالة الطلب إلى الجهة المختصة",
                en: "Your request went to the competent body",
            },
            body: Words {
                ar: "نحيطكم علماً بإحالة طلبكم رقم {reference} إلى الجهة المختصة، للأسباب الآتية: {reasons}. \
                     الزمن المتوقع لاكتمال تنفيذ الخدمة: {expected_by}.",
                en: "Your request {reference} went to the competent body, for these reasons: {reasons}. \
                     Expected completion of the service: {expected_by}.",
            },
        },
    ),
    (
        "early_output",
        Notice {
            title: Words {
                ar: "صدور مخرَج قبل القرار",
                en: "Part of your request is ready before the decision",
            },
            body: Words {
                ar: "نحيطكم علماً بأن أحد مخرجات الخدمة المطلوبة بموجب طلبكم رقم {reference} صدر وأُتيح لكم عبر البوابة الوطنية \
                     للخدمات الإلكترونية، والنظر في الطلب مستمر. الزمن المتوقع لاكتمال تنفيذ الخدمة: {expected_by}.",
                en: "An output of your request {reference} is on the national portal for electronic services already; the request \
                     itself is still being worked on. Expected completion: {expected_by}.",
            },
        },
    ),
    (
        "measures",
        Notice {
            title: Words {
                ar: "الإجراءات أو التدابير المتخذة", en: "Measures taken on your request"
            },
            body: Words {
                ar: "نحيطكم علماً بأن تنفيذ الخدمة المطلوبة بموجب طلبكم رقم {reference} قد انتهى \
                     إلى اتخاذ الإجراءات أو التدابير الآتية: {outcome}.",
                en: "The execution of your request {reference} ended in these measures: {outcome}.",
            },
        },
    ),
    (
        "new_request",
        Notice {
            title: Words { ar: "ورود طلب جديد", en: "A new request" },
            body: Words {
                ar: "ورد إليكم طلب جديد رقم {reference} للحصول على خدمة {service}. يُرجى الاطلاع عليه والبدء في إجراءاته.",
                en: "A new request {reference} for the service {service} was received. Open it and begin.",
            },
        },
    ),
    (
        "pointer",
        Notice {
            title: Words { ar: "مستجدات طلبكم", en: "News of your request" },
            body: Words {
                ar: "بشأن طلبكم رقم {reference}: {news}. التفاصيل في البوابة الوطنية للخدمات الإلكترونية.",
                en: "About your request {reference}: {news}. The details are on the national portal for electronic \
                     services.",
            },
        },
    ),
];
