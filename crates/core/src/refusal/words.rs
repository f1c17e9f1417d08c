//! What is wrong and what to do, said to people in Arabic and in English.

use super::Refusal;
use crate::stage::{Stage, Standing};
use crate::text::{Lang, isolate};

fn stage(stage: Option<Stage>, lang: Lang) -> &'static str {
    match (stage, lang) {
        (Some(stage), lang) => stage.words().get(lang),
        (None, Lang::Ar) => "لم يُقدَّم بعد",
        (None, Lang::En) => "not submitted yet",
    }
}

fn directory(command: &'static str, lang: Lang) -> &'static str {
    crate::words::command(command).map_or(command, |words| words.get(lang))
}

fn standing_words(standing: Option<Standing>, lang: Lang) -> &'static str {
    let (ar, en) = match standing {
        None => ("غير موجودة", "unknown"),
        Some(Standing::Proposed) => ("مقترحة ولم يتم التحقق منها بعد", "proposed and not verified yet"),
        Some(Standing::Returned) => ("مُعادة إلى مقدم الخدمة", "returned to its provider"),
        Some(Standing::Verified) => ("تم التحقق منها ولم تُنشر بعد", "verified and not published yet"),
        Some(Standing::Published) => ("منشورة من قبل", "published already"),
    };
    match lang {
        Lang::Ar => ar,
        Lang::En => en,
    }
}

pub(super) fn english(refusal: &Refusal) -> String {
    use Refusal as R;
    match refusal {
        R::UnknownRequest => "there is no such request; check the reference".to_owned(),
        R::UnknownService { service } => {
            format!("the directory has no service `{service}`; look the code up there")
        }
        R::ServiceNotPublished { service } => {
            format!(
                "the service `{service}` has no published version; wait until the regulator has published one"
            )
        }
        R::VersionNotCurrent { given, current } => {
            format!(
                "version {given} of the service is not in force; read version {current} and use its forms"
            )
        }
        R::DirectoryNotPermitted { role, command } => {
            format!(
                "the role “{}” may not “{}” for this service or calendar",
                role.words().en,
                directory(command, Lang::En)
            )
        }
        R::ServiceVersionStanding { version, standing } => format!(
            "version {version} is {}; a version is proposed, verified by another person, and then published",
            standing_words(*standing, Lang::En)
        ),
        R::ServiceSamePerson { version } => {
            format!("version {version} must be verified by another person than the one who proposed it")
        }
        R::AttestationMissing => {
            "the provider must vouch for the accuracy of the definition; add the attestation".to_owned()
        }
        R::CalendarUnknown => "the jurisdiction has no published calendar; publish one first".to_owned(),
        R::DefinitionInvalid { path, problem } => {
            format!("the service definition is not valid at `{path}`: {}", problem.en)
        }
        R::NotPermitted { role, command } => {
            format!("the role “{}” may not “{}”; ask somebody who may", role.words().en, command.words().en)
        }
        R::WrongStage { stage: at, command } => {
            format!("“{}” has no place while the request is “{}”", command.words().en, stage(*at, Lang::En))
        }
        R::TerminalState { stage: at, command } => format!(
            "the request has ended (“{}”), so “{}” is no longer possible; submit a new request",
            at.words().en,
            command.words().en
        ),
        R::SamePerson { command } => {
            format!("“{}” needs another person than the one who acted before", command.words().en)
        }
        R::IdentityMissing => {
            "nobody identified the applicant; identify electronically and try again".to_owned()
        }
        R::MandateMissing => "you act for somebody else; show a mandate, or let the applicant act".to_owned(),
        R::FieldInvalid { path, problem } => format!("`{path}` can't be taken in: {}", problem.en),
        R::FieldNotOpen { path } => {
            format!("`{path}` is not among the items to be corrected; change only the items named")
        }
        R::OutOfScopeDocument { document } => format!(
            "the document `{document}` is confidential or concerns security; it can't be exchanged here, hand it in outside the portal"
        ),
        R::ReasonRequired { what } => format!("{what} needs at least one reason; add one"),
        R::ReasonUnknown { given, family } => {
            format!("the reason `{given}` is not one of the family {family}; choose one of that family")
        }
        R::InstructionsRequired => {
            "name at least one item, and say for each in Arabic and English how to correct or remove it"
                .to_owned()
        }
        R::CorrectionRounds { allowed } => {
            format!(
                "corrections were already asked {allowed} times, as often as the service allows; decide on what is there"
            )
        }
        R::TermNotOver { until, .. } => format!("the term runs to the end of {until}; wait until it is over"),
        R::DeadlinePassed { due, .. } => format!("the term ended with {due}"),
        R::ExtensionLimit { times, working_days } => format!(
            "the service allows {times} extensions of {working_days} working days in all, and they are used up or exceeded"
        ),
        R::CalendarGap { jurisdiction, date, covered } => format!(
            "the calendar `{jurisdiction}` says nothing about {date} (it covers {covered}); extend its coverage first"
        ),
        R::TimeGoesBackwards { at, last } => {
            format!("{at} lies before {last}, which is already recorded; mend the clock")
        }
        R::Incomplete { missing } => format!("the request is not complete; missing: {}", missing.join(", ")),
        R::IdentityNotConfirmed => "the applicant's data are not confirmed; confirm them first".to_owned(),
        R::EvidenceMissing { item } => {
            format!(
                "`{item}` must come from its trusted source, and so far it is only claimed; confirm it first"
            )
        }
        R::ConditionNotMet { condition } => {
            format!(
                "the condition `{condition}` is not met, so the request can't be granted; deny it with reasons"
            )
        }
        R::TaskUnknown { step } => {
            format!(
                "this request has no step `{step}`, or it wasn't sent yet; look at the steps of its status"
            )
        }
        R::TaskAlreadyClosed { step } => {
            format!("the step `{step}` is with its body, done or taken back; look at where it stands")
        }
        R::NotAssigned { step } => {
            format!("the step `{step}` is not yours to do or to send; let the body act that it belongs to")
        }
        R::TaskUnfavourable { step } => {
            format!(
                "what was found in the step `{step}` speaks against a grant; deny the request with reasons"
            )
        }
        R::ChannelRequired => {
            "another body acts through the integration channel only; give the message that it sent".to_owned()
        }
        R::MessageAlreadyApplied { message } => {
            format!("the message `{message}` was applied before; a new act comes in a new message")
        }
        R::PaymentDue { fees } => {
            format!("these fees must be paid or waived first: {}; ask for their payment", fees.join(", "))
        }
        R::FeeUnknown { fee } => {
            format!("this request owes no fee `{fee}`, or it was named twice; assess the fees and name those")
        }
        R::FeeSettled { fee } => {
            format!("the fee `{fee}` is ordered, paid or waived; look at where it stands")
        }
        R::OrderUnknown { order } => {
            format!(
                "there is no order number {order} that this message answers; look at the orders of the request"
            )
        }
        R::OrderClosed { order } => {
            format!("order number {order} no longer waits for an answer; look at where it stands")
        }
        R::AmountMismatch { ordered, given } => {
            format!("{ordered} was ordered and {given} given; the fee is still due, pay the amount ordered")
        }
        R::CurrencyMismatch { ordered, given } => {
            format!("the order is in {ordered} and the payment in {given}; pay in {ordered}")
        }
        R::PaymentReferenceReused { reference } => {
            format!("the payment `{reference}` was applied before; a new payment has a reference of its own")
        }
        R::PaymentMethodNotAllowed { method } => {
            format!(
                "`{method}` is not one of the ways to pay that the regulator has set; choose one of those"
            )
        }
        R::RefundExceedsPaid { refundable, asked } => {
            format!("{asked} can't be paid back: for this reason it is {refundable} at most; ask for less")
        }
        R::TasksOpen { steps } => format!("complete these steps first: {}", steps.join(", ")),
        R::OutputUnknown { output } => format!("`{output}` is not an output of this decision"),
        R::OutputAlreadyIssued { output } => format!("the output `{output}` is already issued"),
        R::OutputNotIssued { output } => format!("the output `{output}` is not issued yet; issue it first"),
        R::NotificationUnknown { number } => {
            format!("there is no open notification number {number}; look at the duties of the request")
        }
        R::StaleVersion { expected, actual } => format!(
            "the request moved on from version {expected} to {actual}; look at it again and decide anew"
        ),
        R::CommandIdReused => {
            "this command id was used for another act; use a new id for a new act".to_owned()
        }
        R::PersonalUnreadable { path } => {
            format!("the personal value `{path}` was erased or can't be read here")
        }
    }
}

pub(super) fn arabic(refusal: &Refusal) -> String {
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
            "إجراء «{}» غير متاح لصفة «{}» في هذه الخدمة أو هذا التقويم، يُرجى الرجوع إلى من يملك صلاحيته",
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
        R::MandateMissing => {
            "يُتخذ هذا الإجراء نيابةً عن الغير، يُرجى إثبات صفة التمثيل أو أن يقوم مقدّم الطلب بالإجراء بنفسه"
                .to_owned()
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
        R::OutputUnknown { output } => {
            format!("المخرَج {} ليس من مخرجات هذا القرار، يُرجى التحقق من الرمز", isolate(output))
        }
        R::OutputAlreadyIssued { output } => format!("صدر المخرَج {} من قبل", isolate(output)),
        R::OutputNotIssued { output } => {
            format!("لم يصدر المخرَج {} بعد، ولا يتاح هذا الإجراء قبل صدوره", isolate(output))
        }
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
