//! What the regulator checks before it certifies a provider, one by one (LY-5).
//!
//! The list follows the articles that bind providers. It has a number: a release that changes what is checked adds a list,
//! so that certificates given under an older one still say what was checked for them.

use serde::{Deserialize, Serialize};

use crate::ids::ExceptionId;
use crate::text::Words;

/// A condition of the policy for providing electronic services.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PolicyCondition {
    /// Its number: the bullet of the article it comes from.
    pub id: &'static str,
    /// Words that stand in that article.
    pub quote: &'static str,
    /// What it demands, for people.
    pub words: Words,
}

/// What the check of a condition came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(clippy::exhaustive_enums, reason = "part of an event's shape")]
pub enum CheckResult {
    /// It is met.
    Met,
    /// It is not met.
    NotMet,
    /// It is not asked for, under an exception in force.
    Excepted {
        /// Which one.
        exception: ExceptionId,
    },
}

/// A condition that was checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "part of an event's shape")]
pub struct CheckedCondition {
    /// Its number in the list.
    pub condition: String,
    /// What the check came to.
    pub result: CheckResult,
    /// What the checker adds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A list gone through; whoever issues or renews vouches for it, at that instant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::exhaustive_structs, reason = "part of an event's shape")]
pub struct Checklist {
    /// The number of the list.
    pub list: u32,
    /// Every condition of it.
    pub items: Vec<CheckedCondition>,
}

impl Checklist {
    /// The list in use, with these of its conditions found met.
    pub fn met<'a>(conditions: impl IntoIterator<Item = &'a str>) -> Self {
        let item =
            |id: &str| CheckedCondition { condition: id.to_owned(), result: CheckResult::Met, note: None };
        Self { list: LIST, items: conditions.into_iter().map(item).collect() }
    }
}

/// The number of the list in use.
const LIST: u32 = 1;

/// The conditions of a list, in the order of the articles; nothing if there is no such list.
pub fn conditions(list: u32) -> Option<&'static [PolicyCondition]> {
    (list == LIST).then_some(FIRST)
}

const fn condition(
    id: &'static str,
    quote: &'static str,
    ar: &'static str,
    en: &'static str,
) -> PolicyCondition {
    PolicyCondition { id, quote, words: Words { ar, en } }
}

const FIRST: &[PolicyCondition] = &[
    condition(
        "LY-6.1",
        "الحصول على بيانات المستخدمين من المصادر الموثوقة للبيانات",
        "الحصول على بيانات المستخدمين من المصادر الموثوقة للبيانات",
        "Users' data are obtained from the trusted sources",
    ),
    condition(
        "LY-6.2",
        "الوصول إلى البيانات التي تم جمعها عنهم",
        "تمكين الأشخاص من الوصول إلى البيانات التي جُمعت عنهم",
        "Persons can reach the data collected about them",
    ),
    condition(
        "LY-6.4",
        "إلا في الحالات التي ينص عليها القانون",
        "قصر جمع البيانات الشخصية ومعالجتها على الحالات التي ينص عليها القانون",
        "Personal data are collected and processed only where the law provides for it",
    ),
    condition(
        "LY-6.5",
        "تطبيق مبدأ حماية البيانات الشخصية",
        "تطبيق مبدأ حماية البيانات الشخصية",
        "The principle of protecting personal data is applied",
    ),
    condition(
        "LY-8.1",
        "التعرف بأنفسهم إلكترونياً",
        "التعرف على هوية المستخدمين إلكترونياً",
        "Users are identified electronically",
    ),
    condition(
        "LY-9.1",
        "استخدام قناة التكامل",
        "استخدام قناة التكامل في تبادل المستندات والبيانات",
        "Documents and data are exchanged through the integration channel",
    ),
    condition(
        "LY-10.1",
        "تحويلها إلى نماذج إلكترونية",
        "تحويل نماذج الخدمة ومستنداتها إلى نماذج إلكترونية",
        "The forms and documents of the service are electronic ones",
    ),
    condition(
        "LY-10.2",
        "النمذجة الإلكترونية للوثائق",
        "نمذجة الوثائق إلكترونياً وفقاً للمعايير المتفق عليها",
        "Documents are modelled by the agreed standards",
    ),
    condition(
        "LY-10.3",
        "إصدار المستندات الإلكترونية الصادرة عن مقدم الخدمة عبر البوابة",
        "إصدار المستندات الإلكترونية عبر البوابة الوطنية",
        "Electronic documents are issued through the national portal",
    ),
    condition(
        "LY-11.1",
        "إعادة هندسة الإجراءات الإدارية",
        "إعادة هندسة إجراءات الخدمات لتكون قابلة للتنفيذ إلكترونياً",
        "The procedures are re-engineered to be carried out electronically",
    ),
    condition(
        "LY-12.2",
        "استخدام نماذج طلبات تقديم الخدمة",
        "استخدام نماذج طلبات تقديم الخدمة",
        "Requests are taken on the service's own forms",
    ),
    condition(
        "LY-12.3",
        "تمكين وصول المستخدم إلى جميع البيانات والوثائق",
        "تمكين المستخدم من الوصول إلى بيانات الخدمة المطلوبة ووثائقها",
        "Users reach the data and documents of the service they asked for",
    ),
    condition(
        "LY-15.1",
        "إرسال تأكيد الاستلام على الفور",
        "إرسال تأكيد استلام الطلبات على الفور",
        "Receipt of requests is confirmed at once",
    ),
    condition(
        "LY-16.3",
        "إبقاء المستخدم على علم بحالة تنفيذ الخدمة",
        "إبقاء المستخدم على علم بحالة تنفيذ الخدمة",
        "Users are kept informed of how the service is carried out",
    ),
    condition(
        "LY-17.2",
        "استخدام بيانات المستخدم الواردة من المصادر الموثوقة للبيانات",
        "استخدام بيانات المصادر الموثوقة عند تنفيذ الطلبات",
        "Requests are executed on the data of trusted sources",
    ),
    condition(
        "LY-18.1",
        "إخطار المستخدمين باكتمال تنفيذ الخدمة",
        "إخطار المستخدمين باكتمال تنفيذ الخدمة",
        "Users are notified when the service is completed",
    ),
    condition(
        "LY-19.1",
        "اتباع المتطلبات الفنية والمعايير والسياسات المعتمدة",
        "اتباع المتطلبات الفنية والمعايير والسياسات المعتمدة",
        "The approved technical requirements, standards and policies are followed",
    ),
    condition(
        "LY-20.1",
        "تخزين وإدارة جميع الوثائق الإلكترونية الواردة",
        "تخزين الوثائق الإلكترونية الواردة وإدارتها بالاتفاق مع الإدارة المختصة",
        "Documents received are stored and managed as agreed with the competent administration",
    ),
    condition(
        "LY-21.1",
        "ضمان حماية نظم المعلومات",
        "اتخاذ التدابير الكافية لحماية نظم المعلومات",
        "Measures are taken to protect the information systems",
    ),
    condition(
        "LY-24.1",
        "بطريقة شاملة ودقيقة وبسيطة",
        "تسجيل الخدمات في دليل الخدمات بطريقة شاملة ودقيقة وبسيطة",
        "The services are registered completely, accurately and simply",
    ),
    condition(
        "LY-25.3",
        "إبلاغ الإدارة المختصة عند كل تعديل في لوائح وقوانين الخدمة",
        "إبلاغ الإدارة المختصة بكل تعديل في لوائح الخدمة وقوانينها",
        "Amendments of the service's rules and laws are reported to the competent administration",
    ),
];
