//! Who acts, and by which way a request comes in.

use super::row;
use crate::text::Words;

/// The roles an actor can hold.
pub(crate) const ROLES: &[(&str, Words)] = &[
    row("applicant", "مقدّم الطلب", "Applicant"),
    row("representative", "ممثل المستفيد", "Representative"),
    row("clerk", "موظف استقبال الطلبات", "Intake clerk"),
    row("verifier", "موظف التحقق", "Verifying officer"),
    row("handler", "الموظف المختص بالطلب", "Handling officer"),
    row("decider", "صاحب صلاحية البتّ", "Deciding officer"),
    row("supervisor", "المشرف", "Supervisor"),
    row("executing_body", "الجهة المنفِّذة", "Executing body"),
    row("trusted_source", "المصدر الموثوق للبيانات", "Trusted source of data"),
    row("payment_system", "نظام معالجة المدفوعات", "Payment system"),
    row("regulator", "الإدارة المختصة", "Competent administration"),
    row("standards_unit", "الوحدة المختصة بالمعايير الرقمية", "Unit that sets digital standards"),
    row("provider_manager", "مسؤول الخدمات لدى مقدم الخدمة", "Provider's service manager"),
    row("auditor", "المدقّق", "Auditor"),
    row("data_protection", "مسؤول حماية البيانات الشخصية", "Data-protection officer"),
    row("notification_gateway", "نظام إرسال الإخطارات", "Notification gateway"),
    row("interested_party", "صاحب المصلحة", "Interested party"),
    row("system", "النظام الإلكتروني", "The system"),
];

/// The ways by which a request comes in (`LY-13.1`, `LY-14.1`).
pub(crate) const CHANNELS: &[(&str, Words)] = &[
    row("portal", "البوابة الوطنية للخدمات الإلكترونية", "National portal for electronic services"),
    row("integration_channel", "قناة التكامل الإلكتروني", "Electronic integration channel"),
    row("service_centre", "مركز تقديم الخدمات", "Service centre"),
    row("desk", "مكتب الاستقبال لدى مقدم الخدمة", "The provider's desk"),
    row("post", "البريد", "Post"),
];
