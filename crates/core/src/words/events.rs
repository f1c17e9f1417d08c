//! What each event says.

use super::row;
use crate::text::Words;

/// The events of every stream: a request's in the order of its life, then services, calendars and access.
pub(crate) const EVENTS: &[(&str, Words)] = &[
    // Intake.
    row("Submitted", "قُدِّم الطلب", "The request was submitted"),
    row("Supplemented", "أُضيفت إلى الطلب بيانات أو مستندات", "Data or documents were added to the request"),
    row("CompletenessChecked", "فُحص اكتمال الطلب", "The request was checked for completeness"),
    row("ApplicantIdentityConfirmed", "تم تأكيد بيانات المستخدم", "The user's data were confirmed"),
    row(
        "ApplicantIdentityNotConfirmed",
        "لم يتم تأكيد بيانات المستخدم",
        "The user's data were not confirmed",
    ),
    row("Acknowledged", "تم تأكيد استلام الطلب", "Receipt of the request was confirmed"),
    row("Rejected", "لم يتم تأكيد استلام الطلب", "Receipt of the request was not confirmed"),
    // Verification.
    row("VerificationStarted", "بدأ التحقق من الطلب", "Verification of the request began"),
    row(
        "CorrectionsRequested",
        "طُلب من مقدّم الطلب تصحيح الأخطاء",
        "The applicant was asked to correct the errors",
    ),
    row("CorrectionPeriodExtended", "مُدِّدت مهلة التصحيح", "The time to correct was extended"),
    row("Corrected", "قُدِّم تصحيح الأخطاء", "The applicant submitted corrections"),
    row("VerificationPassed", "اجتاز الطلب مرحلة التحقق", "The request passed verification"),
    // Time.
    row("DeadlineSet", "حُدِّد الزمن المتوقع لاكتمال التنفيذ", "The expected time of completion was set"),
    row(
        "DeadlineRecalculated",
        "أُعيد احتساب الزمن المتوقع لاكتمال التنفيذ",
        "The expected time of completion was counted again",
    ),
    row("DeadlineExtended", "مُدِّدت مدة تنفيذ الخدمة", "The time allowed for the service was extended"),
    row("DeadlineMissed", "انقضت مدة تنفيذ الخدمة قبل اكتمالها", "The time allowed passed before completion"),
    row("ClockSuspended", "أُوقف احتساب المدة", "The clock was suspended"),
    row("ClockResumed", "استُؤنف احتساب المدة", "The clock was resumed"),
    row("ClockStopped", "انتهى احتساب المدة", "The clock was stopped for good"),
    // Execution and decision.
    row("StepCompleted", "اكتملت إحدى خطوات التنفيذ", "A step of the execution was completed"),
    row("TaskDispatched", "أُرسلت خطوة إلى الجهة المختصة بها", "A step was sent to the body it belongs to"),
    row("TaskAccepted", "قبلت الجهة الخطوة المرسلة إليها", "The body took the step on"),
    row("TaskDeclined", "اعتذرت الجهة عن الخطوة المرسلة إليها", "The body declined the step"),
    row(
        "TaskCompleted",
        "أفادت الجهة بنتيجة الخطوة المرسلة إليها",
        "The body did the step and said what it found",
    ),
    row("TaskFailed", "تعذّر على الجهة إتمام الخطوة المرسلة إليها", "The body could not do the step"),
    row(
        "TaskTimedOut",
        "انقضت مهلة الرأي الاستشاري دون ردّ",
        "The days of an advisory step passed without an answer",
    ),
    row("TaskCancelled", "استُردت الخطوة من الجهة المرسلة إليها", "The step was taken back from its body"),
    row("FeeAssessed", "حُدِّدت الرسوم المستحقة", "The fees that are due were worked out"),
    row("FeeWaived", "أُعفي من رسوم", "Fees were waived"),
    row("PaymentRequested", "طُلب سداد الرسوم", "Payment of the fees was asked for"),
    row("PaymentConfirmed", "سُدِّدت الرسوم", "The fees were paid"),
    row("PaymentFailed", "لم تتم عملية الدفع", "The payment did not go through"),
    row("PaymentExpired", "انقضت مهلة السداد", "The time to pay passed"),
    row("PaymentCancelled", "أُلغي أمر الدفع", "The order to pay was taken back"),
    row("RefundRequested", "طُلب ردّ الرسوم", "A refund was asked for"),
    row("RefundCompleted", "رُدّت الرسوم", "The money was paid back"),
    row("RefundFailed", "تعذّر ردّ الرسوم", "The money could not be paid back"),
    row(
        "LateAnswerKept",
        "ورد ردّ أو سداد متأخر، وحُفظ على حدة",
        "An answer or a payment came too late, and was kept aside",
    ),
    row("DecisionProposed", "عُرض مشروع القرار", "A decision was proposed"),
    row("DecisionReturned", "أُعيد مشروع القرار إلى مُعِدّه", "The proposed decision was returned to its author"),
    row("DecisionApproved", "اعتُمد القرار", "The decision was approved"),
    row("Granted", "تمت الموافقة على الطلب", "The request was granted"),
    row("PartiallyGranted", "تمت الموافقة على جزء من الطلب", "The request was granted in part"),
    row("Denied", "رُفض الطلب مع بيان الأسباب", "The request was denied, with reasons"),
    row("MeasuresRecorded", "سُجِّلت الإجراءات أو التدابير المتخذة", "The measures taken were recorded"),
    row("Executed", "انتهى مسار تنفيذ الخدمة", "The execution of the service ended"),
    // Output and notices.
    row("OutputIssued", "صدر مخرَج الخدمة", "An output of the service was issued"),
    row("OutputDelivered", "سُلِّم مخرَج الخدمة إلكترونياً", "An output was delivered electronically"),
    row("OutputOpened", "اطّلع المستخدم على مخرَج الخدمة", "The user opened an output"),
    row("NotificationQueued", "أُعدّ إخطار للإرسال", "A notice was queued for sending"),
    row("NotificationDelivered", "سُلِّم الإخطار", "A notice was delivered"),
    row("NotificationFailed", "تعذّر تسليم الإخطار", "A notice could not be delivered"),
    // The file.
    row("HandlerAssigned", "أُسند الطلب إلى موظف مختص", "The request was assigned to an officer"),
    row("HandlerReleased", "أُنهي إسناد الطلب إلى الموظف المختص", "The officer was released from the request"),
    row("NoteAdded", "أُضيفت ملاحظة", "A note was added"),
    row("ContactRecorded", "سُجِّل تواصل مع المستخدم", "A contact with the user was recorded"),
    row("FeedbackRecorded", "سُجِّل رأي المستخدم في الخدمة", "The user's feedback was recorded"),
    // Ends.
    row("Withdrawn", "سُحب الطلب من مقدّمه", "The applicant withdrew the request"),
    row("Lapsed", "سقط الطلب لعدم الاستكمال", "The request lapsed, not having been completed"),
    row("Discontinued", "أُوقف السير في الطلب", "The request was discontinued"),
    row("Concluded", "اكتمل تنفيذ الخدمة", "The service was completed"),
    // Services (articles 22 to 25).
    row(
        "ServiceVersionProposed",
        "اقترح مقدم الخدمة نسخة من تعريف الخدمة",
        "A version of the service was proposed",
    ),
    row(
        "ServiceVersionReturned",
        "أُعيدت نسخة تعريف الخدمة إلى مقدم الخدمة",
        "The version of the service was returned to its provider",
    ),
    row(
        "ServiceVersionVerified",
        "تحققت الإدارة المختصة من نسخة تعريف الخدمة",
        "The competent administration verified the version of the service",
    ),
    row(
        "ServiceVersionPublished",
        "نُشرت نسخة تعريف الخدمة في دليل الخدمات الإلكترونية",
        "The version of the service was published in the directory",
    ),
    // Calendars.
    row("CalendarPublished", "نُشر تقويم أيام العمل", "A calendar of working days was published"),
    row("HolidayDeclared", "أُعلنت عطلة رسمية", "A holiday was declared"),
    row("HolidayWithdrawn", "أُلغيت عطلة رسمية", "A holiday was withdrawn"),
    row("CoverageExtended", "مُدِّدت الفترة التي يغطيها التقويم", "The period the calendar covers was extended"),
    // Access.
    row(
        "CommandRefused",
        "لم يُقبل إجراء لا تسمح به القواعد",
        "An act that the rules do not allow was refused",
    ),
];
