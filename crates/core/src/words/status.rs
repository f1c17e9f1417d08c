//! Where a request stands, and how it ended.

use super::row;
use crate::text::Words;

/// The public status of each stage (`LY-16.3`).
pub(crate) const STAGES: &[(&str, Words)] = &[
    row("Submitted", "قيد التحقق من اكتمال الطلب", "Being checked for completeness"),
    row("Rejected", "لم يتم تأكيد استلام الطلب", "Receipt not confirmed"),
    row("Acknowledged", "تم تأكيد استلام الطلب", "Receipt confirmed"),
    row("UnderVerification", "قيد التحقق", "Under verification"),
    row(
        "AwaitingCorrection",
        "بانتظار تصحيح الأخطاء من مقدّم الطلب",
        "Waiting for the applicant to correct the errors",
    ),
    row("InExecution", "قيد التنفيذ", "Being carried out"),
    row("UnderDecision", "قيد البتّ", "Under decision"),
    row("Decided", "صدر القرار", "Decided"),
    row("Concluded", "اكتمل تنفيذ الخدمة", "Completed"),
    row("Closed", "أُقفل الطلب دون بتّ", "Closed without a decision"),
];

/// How a request ends: the first six after a decision, the others without one on the merits.
pub(crate) const OUTCOMES: &[(&str, Words)] = &[
    row("Granted", "تمت الموافقة على الطلب", "Granted"),
    row("PartiallyGranted", "تمت الموافقة على جزء من الطلب", "Granted in part"),
    row("Denied", "رُفض الطلب مع بيان الأسباب", "Denied, with reasons"),
    row("MeasuresTaken", "اتُّخذت إجراءات أو تدابير", "Measures were taken"),
    row("DeemedGranted", "قرار ضمني بالموافقة لانقضاء المدة", "Granted by silence, the time having passed"),
    row("DeemedDenied", "قرار ضمني بالرفض لانقضاء المدة", "Denied by silence, the time having passed"),
    row("Withdrawn", "سُحب الطلب من مقدّمه", "Withdrawn by the applicant"),
    row("Lapsed", "سقط الطلب لعدم الاستكمال", "Lapsed, not having been completed"),
    row("TransferredOut", "أُحيل إلى الجهة المختصة", "Transferred to the competent body"),
    row("Discontinued", "أُوقف السير في الطلب", "Discontinued"),
    row("Duplicate", "أُقفل الطلب لتكراره", "Closed as a duplicate"),
    row(
        "OutOfScope",
        "الطلب خارج نطاق تقديم الخدمات الحكومية إلكترونياً",
        "Outside the scope of electronic services",
    ),
];
