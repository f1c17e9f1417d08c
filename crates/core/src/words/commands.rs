//! What each command asks for.

use super::row;
use crate::text::Words;

/// The commands of every stream: a request's in the order of its life, then services and calendars.
pub(crate) const COMMANDS: &[(&str, Words)] = &[
    // Intake.
    row("Submit", "تقديم الطلب", "Submit the request"),
    row("Supplement", "استكمال الطلب", "Supplement the request"),
    row("ConfirmApplicant", "تأكيد بيانات المستخدم", "Confirm the user's data"),
    row("CheckCompleteness", "فحص اكتمال الطلب", "Check the request for completeness"),
    row("Acknowledge", "تأكيد استلام الطلب", "Confirm receipt of the request"),
    // Verification.
    row("StartVerification", "بدء التحقق من الطلب", "Begin verification"),
    row("RequestCorrections", "طلب تصحيح الأخطاء من مقدّم الطلب", "Ask the applicant to correct the errors"),
    row("ExtendCorrectionPeriod", "تمديد مهلة التصحيح", "Extend the time to correct"),
    row("Correct", "تصحيح الأخطاء", "Correct the errors"),
    row("PassVerification", "إقرار اجتياز الطلب مرحلة التحقق", "Pass the request through verification"),
    // Time.
    row("SuspendClock", "وقف احتساب المدة", "Suspend the clock"),
    row("ResumeClock", "استئناف احتساب المدة", "Resume the clock"),
    row("ExtendDeadline", "تمديد مدة تنفيذ الخدمة", "Extend the time allowed"),
    row(
        "RecalculateDeadline",
        "إعادة احتساب الزمن المتوقع لاكتمال التنفيذ",
        "Count the expected time of completion again",
    ),
    row("RecordDeadlineMissed", "إثبات انقضاء مدة تنفيذ الخدمة", "Record that the time allowed has passed"),
    // Execution and decision.
    row("RecordValue", "إدخال قيمة من الموظف المختص", "Record an officer's value"),
    row("CompleteStep", "إتمام خطوة من خطوات التنفيذ", "Complete a step of the execution"),
    row("DispatchTask", "إرسال خطوة إلى الجهة المختصة بها", "Send a step to the body it belongs to"),
    row("AcceptTask", "قبول الخطوة من الجهة المختصة بها", "Take the step on, as its body"),
    row("DeclineTask", "اعتذار الجهة عن الخطوة", "Decline the step, as its body"),
    row("CompleteTask", "إفادة الجهة بإتمام الخطوة", "Report the step done, as its body"),
    row("FailTask", "إفادة الجهة بتعذّر إتمام الخطوة", "Report that the step can't be done, as its body"),
    row("TimeOutTask", "مواصلة التنفيذ دون انتظار رأي استشاري", "Go on without an advisory answer"),
    row("CancelTask", "استرداد الخطوة من الجهة", "Take the step back from its body"),
    // The parts of a service made of several.
    row("OpenSubrequest", "فتح طلب لخدمة تابعة", "Open a part of the service as a request of its own"),
    row("RecordSubrequest", "إثبات ما آل إليه طلب الخدمة التابعة", "Note where the request of a part stands"),
    // Fees.
    row("AssessFee", "تحديد الرسوم المستحقة", "Work out the fees that are due"),
    row("WaiveFee", "الإعفاء من الرسوم", "Waive fees"),
    row("RequestPayment", "طلب سداد الرسوم", "Ask for the fees to be paid"),
    row("RecordPayment", "إثبات نتيجة عملية الدفع", "Record what became of the payment"),
    row("ExpirePayment", "إثبات انقضاء مهلة السداد", "Record that the time to pay is over"),
    row("RequestRefund", "طلب ردّ الرسوم", "Ask for money to be paid back"),
    row("RecordRefund", "إثبات نتيجة ردّ الرسوم", "Record what became of the refund"),
    // The decision.
    row("RequestEvidence", "طلب بيانات من مصدر موثوق", "Ask a trusted source for data"),
    row("RecordEvidence", "تسجيل ردّ المصدر الموثوق", "Report the answer of a trusted source"),
    row("Transfer", "إحالة الطلب إلى الجهة المختصة", "Offer the request to the competent body"),
    row("AcceptTransfer", "قبول الطلب المحال", "Take the request over"),
    row("DeclineTransfer", "الاعتذار عن الطلب المحال", "Not take the request over"),
    row("ReportDuplicate", "الإبلاغ عن احتمال تكرار الطلب", "Report that the request may repeat another"),
    row("ConfirmDuplicate", "تأكيد تكرار الطلب", "Confirm that the request repeats another"),
    row("DismissDuplicate", "نفي تكرار الطلب", "Find that the request repeats no other"),
    row("ReferCase", "إحالة حالة لا يحكمها نص", "Refer a case that no rule covers"),
    row("RecordReferralOrder", "تسجيل الأمر الصادر بشأن الإحالة", "Record the order on a referral"),
    row("ProposeDecision", "عرض مشروع القرار", "Propose a decision"),
    row("ReturnDecision", "إعادة مشروع القرار إلى مُعِدّه", "Return the proposed decision to its author"),
    row("ApproveDecision", "اعتماد القرار", "Approve the decision"),
    // Output and notices.
    row("RecordDeemedDecision", "تسجيل القرار الضمني لانقضاء المدة", "Record the deemed decision"),
    row("IssueOutput", "إصدار مخرَج الخدمة", "Issue an output"),
    row("DeliverOutput", "تسليم مخرَج الخدمة إلكترونياً", "Deliver an output electronically"),
    row("RecordOutputExpired", "تسجيل انتهاء صلاحية المخرَج", "Record that an output is no longer valid"),
    row("RequestPaperCopy", "طلب نسخة ورقية من مخرَج الخدمة", "Ask for a paper copy of an output"),
    row(
        "ScheduleCollection",
        "تحديد موعد آخر لاستلام النسخة الورقية",
        "Make another appointment to collect a paper copy",
    ),
    row(
        "RecordPaperDispatched",
        "إثبات إرسال النسخة الورقية بالبريد",
        "Report a paper copy handed to the post",
    ),
    row(
        "RecordPaperReturned",
        "إثبات إعادة البريد للنسخة الورقية",
        "Report a paper copy brought back by the post",
    ),
    row("RecordCollected", "إثبات استلام النسخة الورقية شخصياً", "Report a paper copy collected"),
    row("RecordCollectionMissed", "إثبات فوات موعد الاستلام", "Report an appointment missed"),
    row("LapsePaperCopy", "إنهاء حفظ نسخة ورقية لم تُستلم", "Let a paper copy that nobody came for lapse"),
    row("ProposeAmendment", "عرض مشروع تعديل لاحق للقرار", "Propose to amend what was decided"),
    row("ReturnAmendment", "إعادة مشروع التعديل إلى مُعِدّه", "Return the proposed amendment to its author"),
    row("ApproveAmendment", "اعتماد التعديل", "Approve the amendment"),
    row("OpenOutput", "الاطلاع على مخرَج الخدمة", "Open an output"),
    row("RecordNotificationDelivered", "إثبات تسليم الإخطار", "Record that a notice was delivered"),
    row("RecordNotificationFailed", "إثبات تعذّر تسليم الإخطار", "Record that a notice was not delivered"),
    // The file.
    row("AssignHandler", "إسناد الطلب إلى موظف مختص", "Assign the request to an officer"),
    row("ReleaseHandler", "إنهاء إسناد الطلب إلى الموظف المختص", "Release the officer from the request"),
    row("Escalate", "رفع الطلب إلى مستوى أعلى", "Put the request before a superior"),
    row("AddNote", "إضافة ملاحظة", "Add a note"),
    row("RecordContact", "تسجيل تواصل مع المستخدم", "Record a contact with the user"),
    row("RecordFeedback", "تسجيل الرأي في الخدمة", "Record the user's feedback"),
    // Ends.
    row("AnswerFeedback", "الردّ على رأي مقدّم الطلب", "Answer feedback"),
    // Rights.
    row("NameInterestedParty", "تسمية صاحب مصلحة", "Name an interested party"),
    row("RemoveInterestedParty", "حذف صاحب مصلحة", "Remove an interested party"),
    row("DiscloseRecord", "تسليم ما في الملف لصاحبه", "Give the record to whom it is about"),
    row("RedactPersonalData", "حجب بيانات شخصية", "Redact personal data"),
    row("PlaceLegalHold", "حفظ الملف بأمر قانوني", "Place a legal hold"),
    row("LiftLegalHold", "رفع الحفظ القانوني", "Lift a legal hold"),
    row("Withdraw", "سحب الطلب", "Withdraw the request"),
    row("Lapse", "إسقاط الطلب لعدم الاستكمال", "Let the request lapse, not having been completed"),
    row("Discontinue", "إيقاف السير في الطلب", "Discontinue the request"),
    // Services (articles 22 to 25).
    row("ProposeServiceVersion", "اقتراح نسخة من تعريف الخدمة", "Propose a version of the service"),
    row(
        "ReturnServiceVersion",
        "إعادة نسخة تعريف الخدمة إلى مقدم الخدمة",
        "Return the version to its provider",
    ),
    row("VerifyServiceVersion", "التحقق من نسخة تعريف الخدمة", "Verify the version of the service"),
    row(
        "PublishServiceVersion",
        "نشر نسخة تعريف الخدمة في دليل الخدمات الإلكترونية",
        "Publish the version of the service in the directory",
    ),
    row("SuspendService", "وقف استقبال طلبات الخدمة مؤقتاً", "Suspend the service"),
    row("ResumeService", "استئناف استقبال طلبات الخدمة", "Resume the service"),
    row("RetireService", "وقف تقديم الخدمة نهائياً", "Retire the service"),
    row(
        "ReportLegalChange",
        "الإبلاغ بتعديل في لوائح الخدمة أو قوانينها",
        "Report a change of the service's rules or laws",
    ),
    // Providers (articles 5 and 19.3).
    row("IssueCertificate", "إصدار شهادة مزاولة", "Issue a certificate"),
    row("RenewCertificate", "تجديد شهادة المزاولة", "Renew the certificate"),
    row("SuspendCertificate", "وقف شهادة المزاولة", "Suspend the certificate"),
    row("ResumeCertificate", "إعادة العمل بشهادة المزاولة", "Let the certificate count again"),
    row("RevokeCertificate", "إلغاء شهادة المزاولة", "Revoke the certificate"),
    row(
        "RecordCertificateExpired",
        "إثبات انتهاء مدة شهادة المزاولة",
        "Record that the term of the certificate ended",
    ),
    row("RequestException", "طلب استثناء", "Ask for an exception"),
    row("GrantException", "منح الاستثناء", "Grant the exception"),
    row("RefuseException", "عدم منح الاستثناء", "Refuse the exception"),
    row("EndException", "إنهاء الاستثناء قبل موعده", "End the exception before its time"),
    // The rulebook (articles 1, 8, 9, 12, 21).
    row("SetIdentityRule", "تحديد قاعدة التحقق من الهوية", "Set the rule of identity"),
    row("RegisterSource", "تسجيل مصدر موثوق للبيانات", "Register a trusted source"),
    row("WithdrawSource", "شطب مصدر من سجل المصادر الموثوقة", "Take a source off the register"),
    row("ListMessageKind", "إدراج نوع رسالة في سجل قناة التكامل", "List a kind of message"),
    row(
        "WithdrawMessageKind",
        "شطب نوع رسالة من سجل قناة التكامل",
        "Take a kind of message off the register",
    ),
    row("ApproveEndpoint", "اعتماد عنوان جهة على قناة التكامل", "Approve the endpoint of a body"),
    row(
        "WithdrawEndpoint",
        "إلغاء اعتماد عنوان جهة على قناة التكامل",
        "Take back the approval of an endpoint",
    ),
    row("SetPaymentMethods", "تحديد طرق الدفع الإلكتروني", "Set the ways to pay"),
    // Calendars.
    row("PublishCalendar", "نشر تقويم أيام العمل", "Publish a calendar of working days"),
    row("DeclareHoliday", "إعلان عطلة رسمية", "Declare a holiday"),
    row("WithdrawHoliday", "إلغاء عطلة رسمية", "Withdraw a holiday"),
    row("ExtendCoverage", "تمديد الفترة التي يغطيها التقويم", "Extend the period the calendar covers"),
    // Mandates.
    row("GrantMandate", "إثبات صفة التمثيل", "Grant a mandate"),
    row("RevokeMandate", "إلغاء صفة التمثيل", "Revoke a mandate"),
    // Objections.
    row("FileObjection", "التظلّم من القرار", "Object to a decision"),
    row("DecideObjection", "البتّ في التظلّم", "Decide the objection"),
    row("WithdrawObjection", "سحب التظلّم", "Withdraw the objection"),
    row(
        "RecordObjectionSilence",
        "إثبات انقضاء ميعاد البتّ في التظلّم",
        "Record that the time to decide the objection has passed",
    ),
];
