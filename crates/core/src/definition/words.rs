//! What can be wrong with a definition, and what to do about it, in both languages.
//!
//! The names are a format: they are the set of checks that a proposed version names by its number (`checks.rs`). Whoever adds,
//! removes or rewords one raises that number.

use crate::text::Words;

/// Every check as a constant, and all of them as a list.
macro_rules! checks {
    ($($name:ident: $ar:literal, $en:literal;)+) => {
        $(pub(super) const $name: Words = Words { ar: $ar, en: $en };)+

        /// All of them, by name.
        pub(super) const ALL: &[(&str, Words)] = &[$((stringify!($name), $name)),+];
    };
}

checks! {
    VERSION:
        "يُرجى ترقيم النسخ ابتداءً من 1",
        "count versions from 1";
    NO_CLASS:
        "يُرجى تحديد فئة واحدة على الأقل من المستفيدين",
        "name at least one class of applicants";
    CLASS_TWICE:
        "يُرجى ذكر كل فئة مرة واحدة",
        "name each class once";
    NO_LAW:
        "يُرجى ذكر السند القانوني للخدمة",
        "name the law the service rests on";
    LISTED_NAMES:
        "يُرجى ذكر كل اسم مرة واحدة وعدم ترك اسم فارغ",
        "give each name once, and none empty";
    CHANGE_OF_THE_FIRST:
        "النسخة الأولى لا تُعدِّل شيئاً، يُرجى حذف هذا البند",
        "the first version changes nothing: leave this out";
    LAW_NOT_NAMED:
        "لا يرد هذا القانون في السند القانوني للخدمة، يُرجى إضافته إليه أو تصحيح الاسم",
        "is not among the laws of the service: add it to legal_basis, or correct the name";
    NO_FORM:
        "يجب أن يكون للخدمة نموذج إلكتروني واحد على الأقل، يُرجى إضافته",
        "a service has at least one electronic form: add it";
    NO_OUTPUT:
        "يُرجى بيان مخرجات الخدمة",
        "say what the service delivers";
    NO_FEES:
        "يُرجى بيان رسوم الخدمة، وإن كانت دون رسوم فيُنص على ذلك صراحة",
        "say what the service costs; zero is said, not left out";
    NO_EXTENSION:
        "يُرجى السماح بتمديد واحد على الأقل، أو حذف هذا البند",
        "allow at least one, or leave it out";
    CALENDAR_DAYS:
        "يُرجى تحديد عدد الأيام من 1 إلى 3660",
        "give 1 to 3660 calendar days";
    ROUNDS:
        "يُرجى تحديد عدد مرات طلب التصحيح من 1 إلى 20",
        "give 1 to 20 rounds";
    FREE_AND_CHARGED:
        "لا تكون الخدمة مجانية وعليها رسوم معاً، يُرجى حذف أحدهما",
        "a service is free of charge or has fees: remove one of them";
    NO_CURRENCY:
        "يُرجى تحديد عملة الرسوم",
        "say in which currency the fees are";
    NO_GATEWAY:
        "يُرجى تحديد نظام معالجة المدفوعات على قناة التكامل",
        "name the payment system on the integration channel";
    OTHER_GATEWAYS:
        "يُرجى ذكر كل نظام دفع إضافي مرة واحدة، دون تكرار النظام الأساسي، وتسمية النظام الأساسي أولاً",
        "name each further payment system once, not the first one again, and the first one before them";
    PAY_WITHIN:
        "يُرجى تحديد مهلة السداد بأيام العمل (1 على الأقل)",
        "give 1 or more working days to pay";
    PREPAID_AT_ONCE:
        "الرسم الذي يُسدَّد قبل الاستلام يُؤكَّد به الاستلام فوراً، فلا يجتمع مع تأكيد الموظف ولا مع العمل قبل التأكيد، يُرجى اختيار أحدهما",
        "paying it acknowledges receipt at once: let no officer acknowledge and nothing come before, or charge it later";
    PREPAID_KNOWN:
        "الرسم الذي يُسدَّد قبل الاستلام لا يُحتسب مما يدوّنه الموظف لاحقاً، يُرجى احتسابه من إجابات مقدّم الطلب",
        "what officers record comes after receipt: work the fee out from the applicant's answers, or charge it later";
    METHODS:
        "يُرجى تسمية كل طريقة دفع",
        "give every way to pay a name";
    AMOUNT:
        "يُرجى تحديد المبلغ عدداً صحيحاً موجباً من أصغر وحدات العملة",
        "give a whole number of the smallest unit, 1 or more";
    AMOUNT_OR_FORMULA:
        "يُرجى تحديد مبلغ \u{2068}amount\u{2069} أو معادلة \u{2068}formula\u{2069}، أحدهما فقط",
        "give an amount or a formula, one of the two";
    REFUND_REASON:
        "يُرجى اختيار أسباب الردّ من المجموعة \u{2068}RFD\u{2069}",
        "choose reasons of the family RFD";
    EARLY_AND_MANDATORY:
        "المخرَج الذي يصدر قبل القرار لا ينتهي به الطلب، يُرجى جعله غير إلزامي أو حذف الخطوات التي يستند إليها",
        "what is issued before the decision doesn't conclude a request: let it not be mandatory, or rest on no steps";
    EARLY_ON_ADVICE:
        "الرأي الاستشاري قد لا يرد، فلا يستند إليه مخرَج قبل القرار، يُرجى اختيار خطوة أخرى",
        "advice may not come, so no output rests on it: choose another step";
    EMPTY_FORM:
        "يُرجى إضافة حقل واحد على الأقل إلى النموذج",
        "give the form at least one field";
    OTHER_TYPE:
        "هذا البند لا يخص هذا النوع من الحقول، يُرجى حذفه",
        "does not belong to this type of field: remove it";
    NO_OPTION:
        "يُرجى إضافة خيار واحد على الأقل",
        "give at least one option";
    ZERO:
        "يُرجى إدخال القيمة 1 على الأقل، أو حذف هذا البند",
        "give at least 1, or leave it out";
    MIN_OVER_MAX:
        "يجب ألّا يزيد الحد الأدنى \u{2068}min\u{2069} على الحد الأقصى \u{2068}max\u{2069}، يُرجى تصحيح أحدهما",
        "must not be greater than max: correct one of them";
    SCALE:
        "يُرجى تحديد عدد الأرقام العشرية \u{2068}scale\u{2069} من 1 إلى 9",
        "say how many decimals there are, 1 to 9";
    NOT_COMPUTED:
        "المعادلة تخص الحقول التي يحتسبها النظام، يُرجى حذفها أو استخدام المصدر \u{2068}computed\u{2069}",
        "only a computed field has a formula: remove it, or write `source = \"computed\"`";
    NO_FORMULA:
        "يُرجى كتابة المعادلة التي تُحتسب بها قيمة الحقل",
        "say how the value is worked out";
    NOT_YIELDED:
        "لا تُحتسب قيم هذا النوع من الحقول، يُرجى استخدام نوع آخر، مثل \u{2068}integer\u{2069}",
        "no formula yields this type: use another, such as integer";
    NOBODY_ASKED:
        "قيمة الحقل يحتسبها النظام ولا تُطلب من أحد، يُرجى حذف هذا البند",
        "nobody is asked for a computed value: remove it";
    COMPUTED_LATER:
        "تقرأ المعادلة حقلاً يُحتسب بعدها، يُرجى تقديم ذلك الحقل عليها",
        "reads a field that is computed later: put that field before this one";
    DAY_OF_A_STEP:
        "لا تقرأ شروط الخطوات تاريخ التقديم، يُرجى احتساب القيمة في حقل مصدره \u{2068}computed\u{2069} ثم قراءته هنا",
        "a step can't read the day of submission: work the value out in a computed field, and read that";
    FORMAT:
        "يُرجى كتابة صيغ الملفات بأحرف لاتينية صغيرة وأرقام فقط، مثل \u{2068}pdf\u{2069}",
        "write formats like \"pdf\"";
    NO_BODY:
        "يُرجى كتابة \u{2068}provider\u{2069} أو رمز الجهة المنفِّذة للخطوة",
        "write `provider`, or the code of the body that does the step";
    PROMISE:
        "مهلة الردّ تخص خطوات الجهات الأخرى، ويُرجى تحديدها بأيام العمل (1 على الأقل)",
        "only a step of another body has days to answer: give 1 or more working days, or leave it out";
    ADVISORY:
        "الخطوة الاستشارية تكون لدى جهة أخرى ولها مهلة للردّ، يُرجى تحديد المهلة \u{2068}working_days\u{2069}",
        "an advisory step belongs to another body and has days to answer: give `working_days`";
    NO_STEP:
        "لا توجد خطوة أخرى بهذا الرمز، يُرجى تصحيحه",
        "there is no other step of that id: correct it";
    CIRCLE:
        "لا يمكن أن تأتي الخطوة بعد نفسها، يُرجى تصحيح ترتيب الخطوات",
        "the step would come after itself: correct the order";
    NO_PART:
        "لا توجد خدمة تابعة أخرى بهذا الرمز، يُرجى تصحيحه",
        "there is no other part of that id: correct it";
    PART_CIRCLE:
        "لا يمكن أن تأتي الخدمة التابعة بعد نفسها، يُرجى تصحيح الترتيب",
        "the part would come after itself: correct the order";
    PART_OF_ITSELF:
        "لا تكون الخدمة تابعة لنفسها، يُرجى ذكر خدمة أخرى",
        "a service is no part of itself: name another one";
    PART_OF_PARTS:
        "الخدمة التابعة مكوّنة هي نفسها من خدمات، ولا يُسمح إلا بمستوى واحد، يُرجى ذكر خدماتها مباشرة",
        "the part is made of parts itself, and one level is all there is: name its parts directly";
    NO_FIELD_HERE:
        "لا يوجد في هذه الخدمة حقل بهذا الرمز، يُرجى تصحيحه",
        "this service has no such field to take the answer from: correct it";
    NO_DOCUMENT_HERE:
        "لا يوجد في هذه الخدمة مستند بهذا الرمز، يُرجى تصحيحه",
        "this service has no such document to take over: correct it";
    OUTPUT_BEFORE:
        "المخرَج لخدمة لا تسبق هذه الخدمة، يُرجى ذكرها في `after`",
        "feeds on a part that does not come first: name that part in `after`";
    TAKEN_TWICE:
        "للحقل مصدران، يُرجى الإبقاء على أحدهما",
        "the field is fed twice: keep one of the two";
    SILENT_PARTS:
        "لا يُبتّ بالسكوت في خدمة مكوّنة من خدمات أخرى، يُرجى حذف هذا البند",
        "silence decides nothing where the service waits for others: leave it out";
    NO_FIELD_OF_PART:
        "لا يوجد في الخدمة التابعة حقل يملؤه مقدّم الطلب بهذا الرمز، يُرجى تصحيحه",
        "the service of the part has no such field for the applicant: correct it";
    PERSONAL_TO_PLAIN:
        "بيان شخصي يُنقل إلى حقل غير شخصي في الخدمة التابعة، يُرجى جعل الحقل شخصياً",
        "what identifies a person would stand in a field that is not personal: make it personal in the part's service";
    OTHER_TYPE_OF_PART:
        "نوع الحقل في الخدمة التابعة مختلف، يُرجى توحيد النوعين",
        "the field of the part's service is of another type: give both the same";
    NO_DOCUMENT_OF_PART:
        "لا يوجد في الخدمة التابعة مستند بهذا الرمز، يُرجى تصحيحه",
        "the service of the part has no such document: correct it";
    NO_OUTPUT_OF_PART:
        "لا يوجد في الخدمة السابقة مخرَج بهذا الرمز، يُرجى تصحيحه",
        "the service of that part has no such output: correct it";
    JOIN_OF_FEW:
        "يُرجى ذكر خطوتين على الأقل",
        "name two steps or more";
    JOINED_TWICE:
        "تُذكر الخطوة مرة واحدة في مجموعة واحدة، يُرجى حذف التكرار",
        "a step belongs to one join, once: remove it here or there";
    ADVISORY_JOINED:
        "الخطوة الاستشارية لا تدخل في مجموعة، يُرجى حذفها من المجموعة",
        "an advisory step is never needed, so no join counts it: take it out";
    NEED:
        "يُرجى تحديد عدد من 1 إلى عدد خطوات المجموعة",
        "give a number from 1 to the number of steps joined";
    TARGET_SHARE:
        "المستهدف نسبة مئوية، يُرجى تحديد عدد صحيح من 0 إلى 100",
        "the target of a share is a percentage: give a whole number from 0 to 100";
    TARGET_DAYS:
        "المستهدف عدد أيام، يُرجى تحديد عدد صحيح من 1 إلى 3660",
        "the target of a time is in days: give a whole number from 1 to 3660";
    NO_MANDATORY_OUTPUT:
        "يجب أن يكون أحد المخرجات إلزامياً على الأقل، حتى لا ينتهي طلب مقبول دون مخرَجه، يُرجى تحديده",
        "at least one output must be mandatory, or a granted request could end without its act: name it";
    NO_WAY_FOR_PAPER:
        "يُرجى إتاحة الإرسال بالبريد أو تحديد مكتب للاستلام الشخصي",
        "send it by post, or name an office where it is collected";
    TIME_OF_DAY:
        "يُرجى كتابة الوقت بصيغة \u{2068}HH:MM\u{2069}، مثل \u{2068}09:00\u{2069}",
        "write a time of day like \"09:00\"";
    CLOSES_FIRST:
        "يجب أن يأتي وقت الإغلاق بعد وقت الفتح، يُرجى تصحيح أحدهما",
        "must come after `opens`: correct one of them";
    NO_KEEP_DAYS:
        "يُرجى تحديد عدد الأيام التي تُحفظ فيها النسخة بعد تفويت المواعيد",
        "say how many days the copy is kept after the appointments were missed";
    NOT_ARABIC:
        "يُرجى كتابة النص بالعربية",
        "write it in Arabic";
    NOT_ENGLISH:
        "يُرجى كتابة النص بالإنجليزية",
        "write it in English";
    TWICE:
        "الرمز مكرر، يُرجى تغيير أحدهما أو حذفه",
        "is there twice: rename or remove one";
    CHANNELS:
        "يُرجى تحديد وسيلة واحدة على الأقل لتقديم الطلب، وذكر كل وسيلة مرة واحدة",
        "name at least one way in, each once";
    NO_NOTICES:
        "يُرجى تحديد وسيلة إخطار إضافية أو طلب إخطار مقدم الخدمة، أو حذف هذا البند",
        "name a further way to notify, or have the provider notified, or leave it out";
    FURTHER_NOTICES:
        "يُرجى ذكر كل وسيلة إخطار إضافية مرة واحدة، أما البوابة والبريد الإلكتروني فقائمان في كل الأحوال",
        "name each further way once; the portal and e-mail are there anyway";
    NO_IDENTITY:
        "يُرجى تحديد مستوى التحقق أو وسائله المقبولة، أو حذف هذا البند",
        "say the level of assurance or the schemes, or leave it out";
    SCHEMES:
        "يُرجى تسمية كل وسيلة تحقق، وذكرها مرة واحدة",
        "give every scheme a name, each once";
    RESTS_ON_ITSELF:
        "لا يستند التعريف إلى نفسه، يُرجى ذكر خدمة أخرى",
        "a definition doesn't rest on itself: name another service";
    NO_COMMON:
        "لا يوجد تعريف موحّد متحقَّق منه بهذا الرمز وهذه النسخة، يُرجى تصحيحهما أو طلب التحقق من التعريف الموحّد أولاً",
        "no verified definition has this code and version: correct them, or have the common one verified first";
    COMMON_RETIRED:
        "أُوقف تقديم خدمة التعريف الموحّد نهائياً، فلا يستند إليها تعريف جديد، يُرجى اختيار غيرها أو نشر تعريف مستقل",
        "the common service is retired and nothing new rests on it: choose another one, or define the service in full";
    COMMON_RESTS:
        "يستند هذا التعريف نفسه إلى تعريف آخر، ولا يُسمح إلا بمستوى واحد، يُرجى الاستناد إلى ذلك التعريف مباشرة",
        "the definition rests on another one itself, and one level is all there is: rest on that one directly";
    NOT_LOCAL:
        "يختلف عن التعريف الموحّد، وليس من الأمور المحلية، يُرجى أخذه منه كما هو أو اقتراح تعديل التعريف الموحّد",
        "differs from the common definition and is nothing local: take it over as it is, or propose a change of the common one";
    OTHER_COMMON:
        "القيم المحلية تخص تعريفاً موحّداً آخر أو نسخة أخرى منه، يُرجى تصحيح الرمز أو رقم النسخة",
        "the local values are for another common definition or version: correct the code or the number";
    NO_FEE_IN_COMMON:
        "لا يوجد في التعريف الموحّد رسم بهذا الرمز، يُرجى تصحيحه أو حذفه",
        "the common definition has no such fee: correct it, or remove it";
    NO_PAPER_IN_COMMON:
        "لا يُسلَّم هذا المخرَج ورقياً في التعريف الموحّد، يُرجى حذف مكاتبه",
        "the common definition delivers no paper copy of this: remove its offices";
    NOT_ASKED_OF_APPLICANT:
        "لا يُطلب هذا البيان من مقدّم الطلب، يُرجى حذف هذا البند",
        "the applicant is not asked for this: remove it";
    LESS_THAN_PART:
        "تشترط الخدمة التابعة في هذا المستند أكثر مما يُشترط هنا، يُرجى اشتراط اللغات والتوقيع والمعيار نفسها",
        "the part asks more of this document: ask for the same languages, signature and standard here";
    LANGUAGES:
        "يُرجى كتابة رموز اللغات بأحرف لاتينية صغيرة، مثل \u{2068}ar\u{2069}، وذكر كل لغة مرة واحدة",
        "write languages as small letters such as \"ar\", each once";
    STANDARD:
        "يُرجى كتابة اسم المعيار ورقم نسخته، أو حذف هذا البند",
        "name the standard and its version, or leave it out";
    NO_PURPOSE:
        "يُرجى بيان الغرض من طلب بيانات شخصية في هذا النموذج",
        "the form asks for personal data: say for what, in `purpose`";
    NO_GROUND:
        "تستند الخدمة إلى أكثر من قانون، يُرجى تحديد القانون الذي يجيز طلب البيانات الشخصية في هذا النموذج",
        "the service rests on several laws: name the one that allows to ask for the personal data of this form, in `ground`";
    GIVEN_TO_PROVIDER:
        "يطّلع مقدم الخدمة على الطلب كاملاً، يُرجى حذف هذا البند أو إسناد الخطوة إلى جهة أخرى",
        "the provider sees the whole request: leave this out, or let another body do the step";
    GIVEN_UNKNOWN:
        "لا يوجد هذا البيان في نماذج الخدمة أو مستنداتها، أو ذُكر مرتين، يُرجى تصحيح الاسم أو حذفه",
        "the service has no such field or document, or it is named twice: correct the name, or remove it";
    CARRIED:
        "لا يُطلب من مقدّم الطلب نقل ما يمكن الحصول عليه من هذه الجهة مباشرة، يُرجى طلبه منها، أو بيان سبب طلبه من مقدّم الطلب في \u{2068}carried_by_applicant\u{2069}",
        "could give this itself: ask that body, or say in `carried_by_applicant` why the applicant brings it";
}

/// What is wrong with a part that has parts.
pub(crate) fn part_of_parts() -> crate::text::Text {
    PART_OF_PARTS.to_text()
}
