//! Every refusal in Arabic.

use super::{directory, paper, stage, standing_words};
use crate::refusal::Refusal;
use crate::text::{Lang, isolate};

pub(in crate::refusal) fn arabic(refusal: &Refusal) -> String {
    use Refusal as R;
    match refusal {
        R::UnknownRequest => "لا يوجد طلب بهذا الرقم، يُرجى التحقق من الرقم المرجعي".to_owned(),
        R::UnknownService { service } => {
            format!("لا توجد في دليل الخدمات خدمة بالرمز {}، يُرجى مراجعة الدليل", isolate(service))
        }
        R::ServiceNotPublished { service } => {
            format!("الخدمة {} غير منشورة حالياً، يُرجى الانتظار إلى أن تنشرها الإدارة المختصة", isolate(service))
        }
        R::VersionNotCurrent { given, current } => format!(
            "النسخة رقم {given} من الخدمة غير سارية، يُرجى الاطلاع على النسخة رقم {current} واستخدام نماذجها"
        ),
        R::DirectoryNotPermitted { role, command } => format!(
            "إجراء «{}» غير متاح لصفة «{}» لدى هذه الجهة أو في هذه الخدمة أو هذا التقويم، يُرجى الرجوع إلى من يملك صلاحيته",
            directory(command, Lang::Ar),
            role.words().ar
        ),
        R::ServiceVersionStanding { version, standing } => format!(
            "النسخة رقم {version} {}؛ تُقترح النسخة أولاً، ثم يتحقق منها شخص آخر، ثم تُنشر",
            standing_words(*standing, Lang::Ar)
        ),
        R::ServiceSamePerson { version } => {
            format!("يجب أن يتحقق من النسخة رقم {version} شخص آخر غير الذي اقترحها")
        }
        R::AttestationMissing => "يجب أن يُقرّ مقدم الخدمة بدقة تعريف الخدمة، يُرجى إضافة الإقرار".to_owned(),
        R::ServiceSuspended { .. }
        | R::ServiceRetired { .. }
        | R::ServiceAvailability { .. }
        | R::RunOffMissing
        | R::LawMissing
        | R::DirectoryReasonRequired { .. }
        | R::ProviderNotCertified { .. }
        | R::CertificateExpired { .. }
        | R::CertificateUnknown { .. }
        | R::CertificateStanding { .. }
        | R::ChecklistIncomplete { .. }
        | R::ExceptionUnknown { .. }
        | R::ExceptionStanding { .. }
        | R::ExceptionSamePerson { .. }
        | R::ExceptionIncomplete { .. } => crate::refusal::directory::arabic(refusal),
        R::CalendarUnknown => "لا يوجد تقويم منشور لأيام العمل في هذا النطاق، ويجب نشره أولاً".to_owned(),
        R::DefinitionInvalid { path, problem } => {
            format!("تعريف الخدمة غير صحيح عند {}: {}", isolate(path), problem.ar)
        }
        R::NotPermitted { role, command } => {
            let (command, role) = (command.words().ar, role.words().ar);
            format!("إجراء «{command}» غير متاح لصفة «{role}»، يُرجى الرجوع إلى من يملك صلاحيته")
        }
        R::WrongStage { stage: at, command } => {
            let (command, stage) = (command.words().ar, stage(*at, Lang::Ar));
            format!(
                "لا يمكن إجراء «{command}» والطلب في حالة «{stage}»، يُرجى الاطلاع على الإجراءات المتاحة حالياً"
            )
        }
        R::TerminalState { stage: at, command } => format!(
            "انتهى الطلب («{}»)، فلم يعد إجراء «{}» ممكناً، ويمكن تقديم طلب جديد",
            at.words().ar,
            command.words().ar
        ),
        R::SamePerson { command } => {
            format!("يجب أن يتولى إجراء «{}» شخص آخر غير الذي قام بالإجراء السابق", command.words().ar)
        }
        R::IdentityMissing => {
            "لم يتم التعرف على هوية مقدّم الطلب، يُرجى إثباتها إلكترونياً ثم إعادة المحاولة".to_owned()
        }
        R::IdentityAssuranceTooLow { .. }
        | R::IdentitySchemeNotAccepted { .. }
        | R::WrongChannel { .. }
        | R::MediumReasonRequired
        | R::ConsentRequired
        | R::OutOfScopeService { .. }
        | R::InstrumentMissing { .. }
        | R::MessageKindNotListed { .. }
        | R::EndpointNotApproved { .. }
        | R::TrustServiceNotLicensed { .. }
        | R::RulebookPartKept { .. }
        | R::HashNotComputed { .. }
        | R::CatalogueNotPermitted { .. }
        | R::RetentionRuns { .. }
        | R::RetentionNotPermitted { .. } => crate::refusal::rulebook::arabic(refusal),
        R::MandateMissing => {
            "يُتخذ هذا الإجراء نيابةً عن الغير، يُرجى إثبات صفة التمثيل أو أن يقوم مقدّم الطلب بالإجراء بنفسه"
                .to_owned()
        }
        R::ReadersNotPermitted { role } => format!(
            "لا يُتاح لصفة «{}» معرفة من اطّلع على الطلب، ويُتاح ذلك للمدقّق ولمسؤول حماية البيانات",
            role.words().ar
        ),
        R::ResultsNotPermitted { role } => format!(
            "هذه المؤشرات غير متاحة لصفة «{}»، وهي متاحة للإدارة المختصة والمدقّقين، ولكل موظف ما يخص مقدم الخدمة الذي يعمل لديه",
            role.words().ar
        ),
        R::RoleNotPermitted { role, command } => format!(
            "إجراء «{}» غير متاح هنا لصفة «{}»، يُرجى الرجوع إلى من يملك صلاحيته",
            directory(command, Lang::Ar),
            role.words().ar
        ),
        R::UnknownMandate => "لا توجد صفة تمثيل بهذا الرقم، يُرجى التحقق من الرقم".to_owned(),
        R::MandateAlreadyGranted => "سبق إثبات صفة التمثيل هذه، ويمكن إثبات صفة أخرى برقم جديد".to_owned(),
        R::MandateExpired { ended } => format!(
            "انتهت صفة التمثيل في {}، يُرجى إثبات صفة سارية أو أن يقوم مقدّم الطلب بالإجراء بنفسه",
            isolate(ended)
        ),
        R::MandateScope { act, service } => format!(
            "صفة التمثيل لا تشمل «{}» في الخدمة {}، يُرجى إثبات صفة تشمله أو أن يقوم مقدّم الطلب بالإجراء بنفسه",
            act.words().ar,
            isolate(service)
        ),
        R::UnknownObjection => "لا يوجد تظلّم بهذا الرقم، يُرجى التحقق من الرقم".to_owned(),
        R::ObjectionNotOffered => {
            "لا يُقبل التظلّم في هذه الخدمة، يُرجى الاطلاع على سبل الاعتراض المذكورة في القرار".to_owned()
        }
        R::ObjectionAlreadyMade { objection } => {
            format!("سبق التظلّم من هذا القرار برقم {}، يُرجى الاطلاع على حالته", isolate(objection))
        }
        R::ObjectionClosed { standing } => format!(
            "لا يمكن اتخاذ هذا الإجراء على التظلّم: {}",
            standing.map_or("لم يُقدَّم بعد", |standing| standing.words().ar)
        ),
        R::ObjectionSamePerson => {
            "يجب أن يبتّ في التظلّم شخص آخر غير من شارك في القرار أو قدّم التظلّم".to_owned()
        }
        R::FieldInvalid { path, problem } => {
            format!("تعذّر قبول المُدخل {}: {}", isolate(path), problem.ar)
        }
        R::FieldNotOpen { path } => {
            format!("العنصر {} ليس من العناصر المطلوب تصحيحها، يُرجى تعديل العناصر المحددة فقط", isolate(path))
        }
        R::OutOfScopeDocument { document } => format!(
            "المستند {} سري أو متعلق بحماية مصالح الأمن والدفاع، فلا يمكن تبادله هنا، يُرجى تسليمه خارج البوابة",
            isolate(document)
        ),
        R::ReasonRequired { .. } => "يجب بيان سبب واحد على الأقل لهذا الإجراء".to_owned(),
        R::ReasonUnknown { given, family } => {
            let (given, family) = (isolate(given), isolate(family.code()));
            format!("السبب {given} ليس من أسباب هذا الإجراء، يُرجى اختيار سبب من المجموعة {family}")
        }
        R::InstructionsRequired => {
            "يجب تحديد عنصر واحد على الأقل، مع تعليمات لكل عنصر بالعربية والإنجليزية لإزالة الخطأ أو تصحيحه"
                .to_owned()
        }
        R::CorrectionRounds { allowed } => format!(
            "استُنفدت مرات طلب التصحيح المسموح بها في هذه الخدمة (عددها: {allowed})، ويُبتّ في الطلب على حاله"
        ),
        R::TermNotOver { until, .. } => {
            format!("المهلة سارية حتى {}، يُرجى الانتظار إلى حين انقضائها", isolate(until))
        }
        R::DeadlinePassed { due, .. } => {
            format!("انقضت المهلة في {}، ولا يُقبل هذا الإجراء بعد انقضائها", isolate(due))
        }
        R::ExtensionLimit { times, working_days } => format!(
            "استُنفد التمديد المسموح به في هذه الخدمة أو جرى تجاوزه (المرات: {times}، أيام العمل: {working_days})"
        ),
        R::CalendarGap { jurisdiction, date, covered } => format!(
            "لا يغطي تقويم أيام العمل {} تاريخ {} (الفترة المغطاة: {})، ويجب تمديد الفترة أولاً",
            isolate(jurisdiction),
            isolate(date),
            isolate(covered)
        ),
        R::TimeGoesBackwards { at, last } => {
            format!("الوقت {} سابق لآخر وقت مسجل {}، يُرجى ضبط ساعة النظام", isolate(at), isolate(last))
        }
        R::Incomplete { missing } => {
            let items: Vec<_> = missing.iter().map(|item| isolate(item)).collect();
            format!("الطلب غير مكتمل، يُرجى استكمال ما يأتي: {}", items.join("، "))
        }
        R::IdentityNotConfirmed => "لم يتم تأكيد بيانات مقدّم الطلب بعد، ويجب تأكيدها أولاً".to_owned(),
        R::EvidenceMissing { item } => {
            format!("يجب أن ترد القيمة {} من مصدرها الموثوق ولم تُؤكَّد بعد، يُرجى تأكيدها أولاً", isolate(item))
        }
        R::ValueMissing { fields } => {
            let fields: Vec<_> = fields.iter().map(|field| isolate(field)).collect();
            format!("يُرجى أن يُدخل الموظف المختص القيم الآتية أولاً: {}", fields.join("، "))
        }
        R::ConditionNotMet { condition } => {
            format!(
                "الشرط {} غير متحقق، فلا تمكن الموافقة على الطلب، ويُرفض مع بيان الأسباب",
                isolate(condition)
            )
        }
        R::TaskUnknown { step } => {
            format!(
                "لا توجد خطوة بالرمز {}، أو لا تلزم هذا الطلب، أو لم تُرسل بعد، يُرجى مراجعة خطوات الطلب",
                isolate(step)
            )
        }
        R::TaskAlreadyClosed { step } => {
            format!("الخطوة {} لدى جهتها أو اكتملت أو استُردت منها، يُرجى الاطلاع على حالتها", isolate(step))
        }
        R::NotAssigned { step } => {
            format!(
                "الخطوة {} ليست من اختصاصكم أو لا تُرسل إلى جهة أخرى، ويتخذ الإجراء من تختص به",
                isolate(step)
            )
        }
        R::TaskUnfavourable { step } => {
            format!("نتيجة الخطوة {} لا تسمح بالموافقة على الطلب، ويُرفض مع بيان الأسباب", isolate(step))
        }
        R::ChannelRequired => {
            "يجب أن يرد إجراء الجهة الأخرى عبر قناة التكامل الإلكتروني، يُرجى إرفاق بيانات الرسالة".to_owned()
        }
        R::MessageAlreadyApplied { message } => {
            format!("سبق تطبيق الرسالة {}، ويرد كل إجراء جديد في رسالة جديدة", isolate(message))
        }
        R::PaymentDue { fees } => {
            let fees: Vec<_> = fees.iter().map(|fee| isolate(fee)).collect();
            format!("يجب سداد الرسوم الآتية أو الإعفاء منها أولاً: {}، ويُطلب سدادها", fees.join("، "))
        }
        R::FeeUnknown { fee } => {
            format!("الرسم {} غير مستحق على هذا الطلب أو ذُكر مرتين، يُرجى تحديد الرسوم المستحقة", isolate(fee))
        }
        R::FeeSettled { fee } => {
            format!("الرسم {} طُلب سداده أو سُدِّد أو أُعفي منه من قبل، يُرجى الاطلاع على حالته", isolate(fee))
        }
        R::OrderUnknown { order } => {
            format!("لا يوجد أمر دفع بالرقم {order} تجيب عنه هذه الرسالة، يُرجى مراجعة أوامر الدفع في الطلب")
        }
        R::OrderClosed { order } => {
            format!("أمر الدفع رقم {order} لم يعد ينتظر رداً، يُرجى الاطلاع على حالته")
        }
        R::AmountMismatch { ordered, given } => format!(
            "المبلغ المستحق {} والمبلغ المذكور {}، ولا يزال الرسم مستحقاً، يُرجى سداد المبلغ المستحق",
            isolate(ordered),
            isolate(given)
        ),
        R::CurrencyMismatch { ordered, given } => format!(
            "أمر الدفع بعملة {} والسداد بعملة {}، يُرجى السداد بعملة أمر الدفع",
            isolate(ordered),
            isolate(given)
        ),
        R::PaymentReferenceReused { reference } => {
            format!("سبق تطبيق عملية الدفع {}، ولكل عملية جديدة رقم مرجعي خاص بها", isolate(reference))
        }
        R::PaymentMethodNotAllowed { method } => format!(
            "طريقة الدفع {} ليست من الطرق التي حددتها الإدارة المختصة، يُرجى اختيار إحداها",
            isolate(method)
        ),
        R::RefundExceedsPaid { refundable, asked } => format!(
            "لا يمكن ردّ {}، فالحد الأقصى لما يُردّ لهذا السبب {}، يُرجى طلب مبلغ أقل",
            isolate(asked),
            isolate(refundable)
        ),
        R::TasksOpen { steps } => {
            let steps: Vec<_> = steps.iter().map(|step| isolate(step)).collect();
            format!("يجب إتمام الخطوات الآتية أولاً: {}", steps.join("، "))
        }
        R::PartUnknown { part } => format!(
            "{} ليست من الخدمات التابعة لهذا الطلب، يُرجى تحديد خدمة تابعة اختارها مقدّم الطلب",
            isolate(part)
        ),
        R::PartAlreadyOpened { part, child } => {
            format!("سبق فتح الطلب {} للخدمة التابعة {}، يُرجى متابعته", isolate(child), isolate(part))
        }
        R::PartsOpen { parts } => {
            let parts: Vec<_> = parts.iter().map(|part| isolate(part)).collect();
            format!("يجب أن تنتهي الخدمات التابعة الآتية أولاً: {}، يُرجى الانتظار", parts.join("، "))
        }
        R::PartNotGranted { parts } => {
            let parts: Vec<_> = parts.iter().map(|part| isolate(part)).collect();
            format!(
                "لم تتم الموافقة على الخدمات التابعة الآتية: {}، يُرجى قصر الموافقة على غيرها أو رفض الطلب",
                parts.join("، ")
            )
        }
        R::OutputUnknown { output } => {
            format!("المخرَج {} ليس من مخرجات هذا القرار، يُرجى التحقق من الرمز", isolate(output))
        }
        R::OutputAwaitsDecision { output } => {
            format!("لا يصدر المخرَج {} إلا بعد القرار، يُرجى اقتراح القرار واعتماده أولاً", isolate(output))
        }
        R::OutputAlreadyIssued { output } => format!("صدر المخرَج {} من قبل", isolate(output)),
        R::OutputNotIssued { output } => {
            format!("لم يصدر المخرَج {} بعد، ولا يتاح هذا الإجراء قبل صدوره", isolate(output))
        }
        R::PaperCopyStanding { output, standing } => format!(
            "حالة النسخة الورقية من المخرَج {}: {}، ولا يتاح هذا الإجراء في هذه الحالة",
            isolate(output),
            paper(*standing, Lang::Ar)
        ),
        R::CalendarClosed { at } => {
            format!("لا تتاح مواعيد في {}، يُرجى اختيار يوم عمل ضمن ساعات عمل المكتب", isolate(at))
        }
        R::DueDateInPast { date } => format!("الموعد {} قد مضى، يُرجى اختيار موعد لاحق", isolate(date)),
        R::CollectorUnknown => "يُرجى ذكر اسم مستلم النسخة والمستند الذي تم التعرف عليه بموجبه".to_owned(),
        R::EvidenceSourceNotRegistered { source } => format!(
            "المصدر {} ليس من المصادر الموثوقة المسجلة لهذه الخدمة، يُرجى طلب البيانات من مصدر مسجل ورد في تعريفها",
            isolate(source)
        ),
        R::NoLegalBasis { item } => format!(
            "لا يوجد في تعريف الخدمة سند لطلب {} من هذا المصدر، يُرجى الاقتصار على ما يملكه المصدر من بيانات",
            isolate(item)
        ),
        R::EvidencePending { source } => {
            format!("لم يردّ المصدر {} على الطلب السابق بعد، يُرجى انتظار ردّه", isolate(source))
        }
        R::EvidenceUnknown { number } => format!(
            "لم يوجَّه طلب البيانات رقم {number} إلى هذا المصدر أو سبق إقفاله، يُرجى الردّ على طلب قائم بموجب رسالته"
        ),
        R::TransferWaits => "الطلب محال إلى جهة أخرى بالفعل، يُرجى انتظار ردّها".to_owned(),
        R::TransferUnknown => {
            "لم يُحَل الطلب إلى هذه الجهة بموجب هذه الرسالة، يُرجى الردّ على الإحالة القائمة".to_owned()
        }
        R::DuplicateOpen { of } => {
            format!("لم يُحسم بعد احتمال تكرار الطلب رقم {}، يُرجى تأكيد التكرار أو نفيه أولاً", isolate(of))
        }
        R::OutputRevoked { output } => {
            format!(
                "المخرَج {} ملغى أو منتهي الصلاحية، يُرجى الرجوع إلى ملف الطلب لمعرفة ما حلّ محلّه",
                isolate(output)
            )
        }
        R::SignatureMissing { output } => format!(
            "يصدر المخرَج {} بتوقيع من خدمة ثقة، يُرجى ذكرها وذكر مرجع التوقيع، أو طلب استثناء من {} من الإدارة المختصة",
            isolate(output),
            isolate("LY-10.3")
        ),
        R::OutputInForce { output } => {
            format!("المخرَج {} لا يزال سارياً، ويجب إلغاؤه أولاً إذا كان المطلوب يتعارض معه", isolate(output))
        }
        R::AmendmentWaits => "يوجد مشروع تعديل بانتظار الاعتماد، يُرجى اعتماده أو إعادته أولاً".to_owned(),
        R::LegalHold { orders } => format!(
            "الملف محفوظ بأمر قانوني ({}) فلا يُتلف منه شيء، يُرجى الانتظار إلى حين رفع الحفظ",
            isolate(&orders.join("، "))
        ),
        R::LegalHoldStands { order } => {
            format!("الحفظ القانوني بموجب الأمر {} قائم بالفعل، ولا حاجة إلى تكراره", isolate(order))
        }
        R::LegalHoldUnknown { order } => {
            format!("لا يوجد حفظ قانوني قائم بموجب الأمر {}، يُرجى التحقق من رقمه", isolate(order))
        }
        R::CaseReferred { to } => {
            format!("أُحيلت الحالة إلى {}، ولا يُبتّ في الطلب قبل تسجيل الأمر الصادر بشأنها", isolate(&to.ar))
        }
        R::ReferralStands { to } => {
            format!(
                "سبقت إحالة الحالة إلى {}، يُرجى انتظار الأمر الصادر بشأنها أو البتّ وفقاً له",
                isolate(&to.ar)
            )
        }
        R::ReferralUnknown => "لا توجد إحالة تنتظر أمراً، يُرجى أن يحيل مقدم الخدمة الحالة أولاً".to_owned(),
        R::StillNeeded { items } => format!(
            "لا تزال هذه البيانات لازمة للبتّ في الطلب أو لتسليم مخرجاته: {}، يُرجى الانتظار إلى حين انتهائه",
            isolate(&items.join("، "))
        ),
        R::FeedbackUnknown { number } => {
            format!("لا يوجد رأي بالرقم {number} ينتظر الردّ، يُرجى مراجعة ما ورد في الطلب")
        }
        R::EnquiriesNotPermitted { .. }
        | R::EnquiryUnknown { .. }
        | R::EnquiryAnswered { .. }
        | R::SurveyUnknown { .. }
        | R::SurveyAlreadyOpened { .. }
        | R::SurveyNotOpen { .. }
        | R::DraftUnknown
        | R::SurveyAnswered { .. } => crate::refusal::enquiries::arabic(refusal),
        R::NotificationUnknown { number } => {
            format!("لا يوجد إخطار بالرقم {number} ينتظر إثبات تسليمه، يُرجى مراجعة إخطارات الطلب")
        }
        R::StaleVersion { expected, actual } => {
            format!("تغيّر الطلب منذ اطلاعكم عليه (من النسخة {expected} إلى {actual})، يُرجى الاطلاع عليه مجدداً")
        }
        R::CommandIdReused => "استُخدم معرّف هذا الإجراء لإجراء آخر، يُرجى استخدام معرّف جديد".to_owned(),
        R::PersonalUnreadable { path } => {
            format!("القيمة الشخصية {} مُحيت أو تتعذر قراءتها هنا", isolate(path))
        }
    }
}
