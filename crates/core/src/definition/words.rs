//! What can be wrong with a definition, and what to do about it, in both languages.

use crate::text::Words;

pub(super) const VERSION: Words =
    Words { ar: "يُرجى ترقيم النسخ ابتداءً من 1", en: "count versions from 1" };
pub(super) const NO_CLASS: Words = Words {
    ar: "يُرجى تحديد فئة واحدة على الأقل من المستفيدين",
    en: "name at least one class of applicants",
};
pub(super) const CLASS_TWICE: Words =
    Words { ar: "يُرجى ذكر كل فئة مرة واحدة", en: "name each class once" };
pub(super) const NO_LAW: Words = Words {
    ar: "يُرجى ذكر السند القانوني للخدمة",
    en: "name the law the service rests on",
};
pub(super) const LISTED_NAMES: Words = Words {
    ar: "يُرجى ذكر كل اسم مرة واحدة وعدم ترك اسم فارغ",
    en: "give each name once, and none empty",
};
pub(super) const CHANGE_OF_THE_FIRST: Words = Words {
    ar: "النسخة الأولى لا تُعدِّل شيئاً، يُرجى حذف هذا البند",
    en: "the first version changes nothing: leave this out",
};
pub(super) const LAW_NOT_NAMED: Words = Words {
    ar: "لا يرد هذا القانون في السند القانوني للخدمة، يُرجى إضافته إليه أو تصحيح الاسم",
    en: "is not among the laws of the service: add it to legal_basis, or correct the name",
};
pub(super) const NO_FORM: Words = Words {
    ar: "يجب أن يكون للخدمة نموذج إلكتروني واحد على الأقل، يُرجى إضافته",
    en: "a service has at least one electronic form: add it",
};
pub(super) const NO_OUTPUT: Words =
    Words { ar: "يُرجى بيان مخرجات الخدمة", en: "say what the service delivers" };
pub(super) const NO_FEES: Words = Words {
    ar: "يُرجى بيان رسوم الخدمة، وإن كانت دون رسوم فيُنص على ذلك صراحة",
    en: "say what the service costs; zero is said, not left out",
};
pub(super) const NO_EXTENSION: Words = Words {
    ar: "يُرجى السماح بتمديد واحد على الأقل، أو حذف هذا البند",
    en: "allow at least one, or leave it out",
};
pub(super) const CALENDAR_DAYS: Words = Words {
    ar: "يُرجى تحديد عدد الأيام من 1 إلى 3660",
    en: "give 1 to 3660 calendar days",
};
pub(super) const ROUNDS: Words = Words {
    ar: "يُرجى تحديد عدد مرات طلب التصحيح من 1 إلى 20",
    en: "give 1 to 20 rounds",
};
pub(super) const FREE_AND_CHARGED: Words = Words {
    ar: "لا تكون الخدمة مجانية وعليها رسوم معاً، يُرجى حذف أحدهما",
    en: "a service is free of charge or has fees: remove one of them",
};
pub(super) const NO_CURRENCY: Words =
    Words { ar: "يُرجى تحديد عملة الرسوم", en: "say in which currency the fees are" };
pub(super) const NO_GATEWAY: Words = Words {
    ar: "يُرجى تحديد نظام معالجة المدفوعات على قناة التكامل",
    en: "name the payment system on the integration channel",
};
pub(super) const PAY_WITHIN: Words = Words {
    ar: "يُرجى تحديد مهلة السداد بأيام العمل (1 على الأقل)",
    en: "give 1 or more working days to pay",
};
pub(super) const PREPAID_AT_ONCE: Words = Words {
    ar: "الرسم الذي يُسدَّد قبل الاستلام يُؤكَّد به الاستلام فوراً، فلا يجتمع مع تأكيد الموظف ولا مع العمل قبل التأكيد، يُرجى اختيار أحدهما",
    en: "paying it acknowledges receipt at once: let no officer acknowledge and nothing come before, or charge it later",
};
pub(super) const PREPAID_KNOWN: Words = Words {
    ar: "الرسم الذي يُسدَّد قبل الاستلام لا يُحتسب مما يدوّنه الموظف لاحقاً، يُرجى احتسابه من إجابات مقدّم الطلب",
    en: "what officers record comes after receipt: work the fee out from the applicant's answers, or charge it later",
};
pub(super) const METHODS: Words =
    Words { ar: "يُرجى تسمية كل طريقة دفع", en: "give every way to pay a name" };
pub(super) const AMOUNT: Words = Words {
    ar: "يُرجى تحديد المبلغ عدداً صحيحاً موجباً من أصغر وحدات العملة",
    en: "give a whole number of the smallest unit, 1 or more",
};
pub(super) const AMOUNT_OR_FORMULA: Words = Words {
    ar: "يُرجى تحديد مبلغ \u{2068}amount\u{2069} أو معادلة \u{2068}formula\u{2069}، أحدهما فقط",
    en: "give an amount or a formula, one of the two",
};
pub(super) const REFUND_REASON: Words = Words {
    ar: "يُرجى اختيار أسباب الردّ من المجموعة \u{2068}RFD\u{2069}",
    en: "choose reasons of the family RFD",
};
pub(super) const EARLY_AND_MANDATORY: Words = Words {
    ar: "المخرَج الذي يصدر قبل القرار لا ينتهي به الطلب، يُرجى جعله غير إلزامي أو حذف الخطوات التي يستند إليها",
    en: "what is issued before the decision doesn't conclude a request: let it not be mandatory, or rest on no steps",
};
pub(super) const EARLY_ON_ADVICE: Words = Words {
    ar: "الرأي الاستشاري قد لا يرد، فلا يستند إليه مخرَج قبل القرار، يُرجى اختيار خطوة أخرى",
    en: "advice may not come, so no output rests on it: choose another step",
};
pub(super) const EMPTY_FORM: Words = Words {
    ar: "يُرجى إضافة حقل واحد على الأقل إلى النموذج",
    en: "give the form at least one field",
};
pub(super) const OTHER_TYPE: Words = Words {
    ar: "هذا البند لا يخص هذا النوع من الحقول، يُرجى حذفه",
    en: "does not belong to this type of field: remove it",
};
pub(super) const NO_OPTION: Words =
    Words { ar: "يُرجى إضافة خيار واحد على الأقل", en: "give at least one option" };
pub(super) const ZERO: Words = Words {
    ar: "يُرجى إدخال القيمة 1 على الأقل، أو حذف هذا البند",
    en: "give at least 1, or leave it out",
};
pub(super) const MIN_OVER_MAX: Words = Words {
    ar: "يجب ألّا يزيد الحد الأدنى \u{2068}min\u{2069} على الحد الأقصى \u{2068}max\u{2069}، يُرجى تصحيح أحدهما",
    en: "must not be greater than max: correct one of them",
};
pub(super) const SCALE: Words = Words {
    ar: "يُرجى تحديد عدد الأرقام العشرية \u{2068}scale\u{2069} من 1 إلى 9",
    en: "say how many decimals there are, 1 to 9",
};
pub(super) const NOT_COMPUTED: Words = Words {
    ar: "المعادلة تخص الحقول التي يحتسبها النظام، يُرجى حذفها أو استخدام المصدر \u{2068}computed\u{2069}",
    en: "only a computed field has a formula: remove it, or write `source = \"computed\"`",
};
pub(super) const NO_FORMULA: Words = Words {
    ar: "يُرجى كتابة المعادلة التي تُحتسب بها قيمة الحقل",
    en: "say how the value is worked out",
};
pub(super) const NOT_YIELDED: Words = Words {
    ar: "لا تُحتسب قيم هذا النوع من الحقول، يُرجى استخدام نوع آخر، مثل \u{2068}integer\u{2069}",
    en: "no formula yields this type: use another, such as integer",
};
pub(super) const NOBODY_ASKED: Words = Words {
    ar: "قيمة الحقل يحتسبها النظام ولا تُطلب من أحد، يُرجى حذف هذا البند",
    en: "nobody is asked for a computed value: remove it",
};
pub(super) const COMPUTED_LATER: Words = Words {
    ar: "تقرأ المعادلة حقلاً يُحتسب بعدها، يُرجى تقديم ذلك الحقل عليها",
    en: "reads a field that is computed later: put that field before this one",
};
pub(super) const DAY_OF_A_STEP: Words = Words {
    ar: "لا تقرأ شروط الخطوات تاريخ التقديم، يُرجى احتساب القيمة في حقل مصدره \u{2068}computed\u{2069} ثم قراءته هنا",
    en: "a step can't read the day of submission: work the value out in a computed field, and read that",
};
pub(super) const FORMAT: Words = Words {
    ar: "يُرجى كتابة صيغ الملفات بأحرف لاتينية صغيرة وأرقام فقط، مثل \u{2068}pdf\u{2069}",
    en: "write formats like \"pdf\"",
};
pub(super) const NO_BODY: Words = Words {
    ar: "يُرجى كتابة \u{2068}provider\u{2069} أو رمز الجهة المنفِّذة للخطوة",
    en: "write `provider`, or the code of the body that does the step",
};
pub(super) const PROMISE: Words = Words {
    ar: "مهلة الردّ تخص خطوات الجهات الأخرى، ويُرجى تحديدها بأيام العمل (1 على الأقل)",
    en: "only a step of another body has days to answer: give 1 or more working days, or leave it out",
};
pub(super) const ADVISORY: Words = Words {
    ar: "الخطوة الاستشارية تكون لدى جهة أخرى ولها مهلة للردّ، يُرجى تحديد المهلة \u{2068}working_days\u{2069}",
    en: "an advisory step belongs to another body and has days to answer: give `working_days`",
};
pub(super) const NO_STEP: Words = Words {
    ar: "لا توجد خطوة أخرى بهذا الرمز، يُرجى تصحيحه",
    en: "there is no other step of that id: correct it",
};
pub(super) const CIRCLE: Words = Words {
    ar: "لا يمكن أن تأتي الخطوة بعد نفسها، يُرجى تصحيح ترتيب الخطوات",
    en: "the step would come after itself: correct the order",
};
pub(super) const NO_PART: Words = Words {
    ar: "لا توجد خدمة تابعة أخرى بهذا الرمز، يُرجى تصحيحه",
    en: "there is no other part of that id: correct it",
};
pub(super) const PART_CIRCLE: Words = Words {
    ar: "لا يمكن أن تأتي الخدمة التابعة بعد نفسها، يُرجى تصحيح الترتيب",
    en: "the part would come after itself: correct the order",
};
pub(super) const PART_OF_ITSELF: Words = Words {
    ar: "لا تكون الخدمة تابعة لنفسها، يُرجى ذكر خدمة أخرى",
    en: "a service is no part of itself: name another one",
};
pub(super) const PART_OF_PARTS: Words = Words {
    ar: "الخدمة التابعة مكوّنة هي نفسها من خدمات، ولا يُسمح إلا بمستوى واحد، يُرجى ذكر خدماتها مباشرة",
    en: "the part is made of parts itself, and one level is all there is: name its parts directly",
};
pub(super) const NO_FIELD_HERE: Words = Words {
    ar: "لا يوجد في هذه الخدمة حقل بهذا الرمز، يُرجى تصحيحه",
    en: "this service has no such field to take the answer from: correct it",
};
pub(super) const NO_DOCUMENT_HERE: Words = Words {
    ar: "لا يوجد في هذه الخدمة مستند بهذا الرمز، يُرجى تصحيحه",
    en: "this service has no such document to take over: correct it",
};
pub(super) const OUTPUT_BEFORE: Words = Words {
    ar: "المخرَج لخدمة لا تسبق هذه الخدمة، يُرجى ذكرها في `after`",
    en: "feeds on a part that does not come first: name that part in `after`",
};
pub(super) const TAKEN_TWICE: Words = Words {
    ar: "للحقل مصدران، يُرجى الإبقاء على أحدهما",
    en: "the field is fed twice: keep one of the two",
};
pub(super) const SILENT_PARTS: Words = Words {
    ar: "لا يُبتّ بالسكوت في خدمة مكوّنة من خدمات أخرى، يُرجى حذف هذا البند",
    en: "silence decides nothing where the service waits for others: leave it out",
};
pub(super) const NO_FIELD_OF_PART: Words = Words {
    ar: "لا يوجد في الخدمة التابعة حقل يملؤه مقدّم الطلب بهذا الرمز، يُرجى تصحيحه",
    en: "the service of the part has no such field for the applicant: correct it",
};
pub(super) const PERSONAL_TO_PLAIN: Words = Words {
    ar: "بيان شخصي يُنقل إلى حقل غير شخصي في الخدمة التابعة، يُرجى جعل الحقل شخصياً",
    en: "what identifies a person would stand in a field that is not personal: make it personal in the part's service",
};
pub(super) const OTHER_TYPE_OF_PART: Words = Words {
    ar: "نوع الحقل في الخدمة التابعة مختلف، يُرجى توحيد النوعين",
    en: "the field of the part's service is of another type: give both the same",
};
pub(super) const NO_DOCUMENT_OF_PART: Words = Words {
    ar: "لا يوجد في الخدمة التابعة مستند بهذا الرمز، يُرجى تصحيحه",
    en: "the service of the part has no such document: correct it",
};
pub(super) const NO_OUTPUT_OF_PART: Words = Words {
    ar: "لا يوجد في الخدمة السابقة مخرَج بهذا الرمز، يُرجى تصحيحه",
    en: "the service of that part has no such output: correct it",
};

/// What is wrong with a part that has parts.
pub(crate) fn part_of_parts() -> crate::text::Text {
    PART_OF_PARTS.to_text()
}

pub(super) const JOIN_OF_FEW: Words =
    Words { ar: "يُرجى ذكر خطوتين على الأقل", en: "name two steps or more" };
pub(super) const JOINED_TWICE: Words = Words {
    ar: "تُذكر الخطوة مرة واحدة في مجموعة واحدة، يُرجى حذف التكرار",
    en: "a step belongs to one join, once: remove it here or there",
};
pub(super) const ADVISORY_JOINED: Words = Words {
    ar: "الخطوة الاستشارية لا تدخل في مجموعة، يُرجى حذفها من المجموعة",
    en: "an advisory step is never needed, so no join counts it: take it out",
};
pub(super) const NEED: Words = Words {
    ar: "يُرجى تحديد عدد من 1 إلى عدد خطوات المجموعة",
    en: "give a number from 1 to the number of steps joined",
};
pub(super) const TARGET_SHARE: Words = Words {
    ar: "المستهدف نسبة مئوية، يُرجى تحديد عدد صحيح من 0 إلى 100",
    en: "the target of a share is a percentage: give a whole number from 0 to 100",
};
pub(super) const TARGET_DAYS: Words = Words {
    ar: "المستهدف عدد أيام، يُرجى تحديد عدد صحيح من 1 إلى 3660",
    en: "the target of a time is in days: give a whole number from 1 to 3660",
};
pub(super) const NO_MANDATORY_OUTPUT: Words = Words {
    ar: "يجب أن يكون أحد المخرجات إلزامياً على الأقل، حتى لا ينتهي طلب مقبول دون مخرَجه، يُرجى تحديده",
    en: "at least one output must be mandatory, or a granted request could end without its act: name it",
};
pub(super) const NO_WAY_FOR_PAPER: Words = Words {
    ar: "يُرجى إتاحة الإرسال بالبريد أو تحديد مكتب للاستلام الشخصي",
    en: "send it by post, or name an office where it is collected",
};
pub(super) const TIME_OF_DAY: Words = Words {
    ar: "يُرجى كتابة الوقت بصيغة \u{2068}HH:MM\u{2069}، مثل \u{2068}09:00\u{2069}",
    en: "write a time of day like \"09:00\"",
};
pub(super) const CLOSES_FIRST: Words = Words {
    ar: "يجب أن يأتي وقت الإغلاق بعد وقت الفتح، يُرجى تصحيح أحدهما",
    en: "must come after `opens`: correct one of them",
};
pub(super) const NO_KEEP_DAYS: Words = Words {
    ar: "يُرجى تحديد عدد الأيام التي تُحفظ فيها النسخة بعد تفويت المواعيد",
    en: "say how many days the copy is kept after the appointments were missed",
};
pub(super) const NOT_ARABIC: Words =
    Words { ar: "يُرجى كتابة النص بالعربية", en: "write it in Arabic" };
pub(super) const NOT_ENGLISH: Words =
    Words { ar: "يُرجى كتابة النص بالإنجليزية", en: "write it in English" };
pub(super) const TWICE: Words = Words {
    ar: "الرمز مكرر، يُرجى تغيير أحدهما أو حذفه",
    en: "is there twice: rename or remove one",
};
pub(super) const CHANNELS: Words = Words {
    ar: "يُرجى تحديد وسيلة واحدة على الأقل لتقديم الطلب، وذكر كل وسيلة مرة واحدة",
    en: "name at least one way in, each once",
};
pub(super) const NO_NOTICES: Words = Words {
    ar: "يُرجى تحديد وسيلة إخطار إضافية أو طلب إخطار جهة تقديم الخدمة، أو حذف هذا البند",
    en: "name a further way to notify, or have the provider notified, or leave it out",
};
pub(super) const FURTHER_NOTICES: Words = Words {
    ar: "يُرجى ذكر كل وسيلة إخطار إضافية مرة واحدة، أما البوابة والبريد الإلكتروني فقائمان في كل الأحوال",
    en: "name each further way once; the portal and e-mail are there anyway",
};
pub(super) const NO_IDENTITY: Words = Words {
    ar: "يُرجى تحديد مستوى التحقق أو وسائله المقبولة، أو حذف هذا البند",
    en: "say the level of assurance or the schemes, or leave it out",
};
pub(super) const SCHEMES: Words = Words {
    ar: "يُرجى تسمية كل وسيلة تحقق، وذكرها مرة واحدة",
    en: "give every scheme a name, each once",
};
