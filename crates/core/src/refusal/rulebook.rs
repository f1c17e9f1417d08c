//! What the rulebook, or the way in, does not allow and what to do, said to people.

use super::Refusal;
use super::words::directory;
use crate::party::Channel;
use crate::text::{Lang, isolate, listed};

/// In English; of refusals that are told elsewhere, the code.
pub(super) fn english(refusal: &Refusal) -> String {
    use Refusal as R;
    match refusal {
        R::IdentityAssuranceTooLow { level, required } => format!(
            "the identity was verified at `{level}`, and `{required}` is asked for; identify again at that level"
        ),
        R::IdentitySchemeNotAccepted { scheme, accepted } if accepted.is_empty() => format!(
            "the identity was verified by `{scheme}`, and the service accepts no scheme that the regulator does; ask its provider"
        ),
        R::IdentitySchemeNotAccepted { scheme, accepted } => {
            let accepted = listed(accepted.iter().map(String::as_str)).en;
            format!("the identity was verified by `{scheme}`, which is not accepted; identify by {accepted}")
        }
        R::WrongChannel { channel, allowed } => {
            format!("“{}” is not a way in here for you; {}", channel.words().en, ways(allowed, Lang::En))
        }
        R::MediumReasonRequired => {
            "documents on a storage medium are an exception; say why: EXC.MANUAL_RECORDS or EXC.TECHNICAL_IMPOSSIBILITY"
                .to_owned()
        }
        R::ConsentRequired => {
            "you file for somebody else; say how and when they consented, and where that is kept".to_owned()
        }
        R::OutOfScopeService { service } => format!(
            "the service `{service}` is confidential or concerns security; ask its provider outside the electronic procedure"
        ),
        R::InstrumentMissing { command } => {
            format!("“{}” rests on a legal instrument; name it", directory(command, Lang::En))
        }
        R::MessageKindNotListed { kind } => {
            format!("the channel's register lists no messages of the kind `{kind}`; send one that is listed")
        }
        R::EndpointNotApproved { body } => format!(
            "`{body}` has no approved endpoint on the integration channel; the regulator approves one first"
        ),
        R::TrustServiceNotLicensed { trust_service } => format!(
            "the trust service `{trust_service}` is not licensed; have the output signed by a licensed one, or ask the \
             regulator for an exception"
        ),
        R::RulebookPartKept { part, keeper } => format!(
            "“{}” in the rulebook is set by the role “{}”; have it set there",
            part.words().en,
            keeper.words().en
        ),
        R::HashNotComputed { algorithm, computed } => format!(
            "this engine does not compute `{algorithm}`; set one that it computes: {}",
            listed(computed.iter().map(|it| it.code())).en
        ),
        R::CatalogueNotPermitted { act, role, instrument } => format!(
            "by “{instrument}”, the role “{}”, or the body it serves, may not “{}”; ask one who may, or the regulator to \
             amend it",
            role.words().en,
            act.words().en
        ),
        R::RetentionRuns { version, keep, until } => {
            let term = until.as_ref().map_or_else(
                || format!("until {keep} after its end"),
                |until| format!("until {until}, {keep} after its end"),
            );
            format!(
                "the request must be kept {term} (version {version} of the rule); wait, or name the law or the order on \
                 which it is redacted before"
            )
        }
        R::RetentionNotPermitted { role } => format!(
            "the role “{}” may not read which requests are past their term: supervisors of the provider, the regulator, \
             auditors and the data-protection officer may",
            role.words().en
        ),
        other => other.code().to_owned(),
    }
}

/// In Arabic; of refusals that are told elsewhere, the code.
pub(super) fn arabic(refusal: &Refusal) -> String {
    use Refusal as R;
    match refusal {
        R::IdentityAssuranceTooLow { level, required } => format!(
            "مستوى التحقق من الهوية {} أدنى من المستوى المطلوب وهو: {}، يُرجى إثبات الهوية بالمستوى المطلوب",
            isolate(level),
            required.words().ar
        ),
        R::IdentitySchemeNotAccepted { scheme, accepted } if accepted.is_empty() => format!(
            "وسيلة التحقق من الهوية {} غير مقبولة، ولا تقبل الخدمة أي وسيلة أقرتها الإدارة المختصة، يُرجى مراجعة مقدم الخدمة",
            isolate(scheme)
        ),
        R::IdentitySchemeNotAccepted { scheme, accepted } => format!(
            "وسيلة التحقق من الهوية {} غير مقبولة، يُرجى إثبات الهوية بإحدى الوسائل الآتية: {}",
            isolate(scheme),
            listed(accepted.iter().map(String::as_str)).ar
        ),
        R::WrongChannel { channel, allowed } => format!(
            "لا يُقدَّم هذا الطلب بالصفة الحالية عبر «{}»، {}",
            channel.words().ar,
            ways(allowed, Lang::Ar)
        ),
        R::MediumReasonRequired => format!(
            "تقديم المستندات على وسيط تخزين استثناء، يُرجى بيان سببه: {} أو {}",
            isolate("EXC.MANUAL_RECORDS"),
            isolate("EXC.TECHNICAL_IMPOSSIBILITY")
        ),
        R::ConsentRequired => {
            "يُقدَّم الطلب نيابةً عن مقدّمه بموافقته، يُرجى بيان كيف ومتى أُعطيت الموافقة وأين حُفظت".to_owned()
        }
        R::OutOfScopeService { service } => format!(
            "الخدمة {} سرية أو متعلقة بحماية مصالح الأمن والدفاع، يُرجى مراجعة مقدمها خارج الإجراءات الإلكترونية",
            isolate(service)
        ),
        R::InstrumentMissing { command } => {
            format!("يستند إجراء «{}» إلى أداة قانونية، يُرجى ذكرها", directory(command, Lang::Ar))
        }
        R::MessageKindNotListed { kind } => {
            format!("نوع الرسالة {} غير مدرج في سجل قناة التكامل، يُرجى استخدام نوع مدرج", isolate(kind))
        }
        R::EndpointNotApproved { body } => {
            format!("لا يوجد للجهة {} عنوان معتمد على قناة التكامل، وتعتمده الإدارة المختصة أولاً", isolate(body))
        }
        R::TrustServiceNotLicensed { trust_service } => format!(
            "مقدم خدمات الثقة {} غير مرخص، يُرجى توقيع المخرَج لدى مقدم مرخص، أو طلب استثناء من الإدارة المختصة",
            isolate(trust_service)
        ),
        R::RulebookPartKept { part, keeper } => format!(
            "«{}» في سجل القواعد من اختصاص: {}، يُرجى طلب التحديد منها",
            part.words().ar,
            keeper.words().ar
        ),
        R::HashNotComputed { algorithm, computed } => format!(
            "لا يحسب النظام البصمة بخوارزمية {}، يُرجى اختيار إحدى الخوارزميات الآتية: {}",
            isolate(algorithm.code()),
            listed(computed.iter().map(|it| it.code())).ar
        ),
        R::CatalogueNotPermitted { act, role, instrument } => format!(
            "بموجب «{}» لا يُتاح {} لصفة «{}» أو للجهة التي تعمل لديها، يُرجى الرجوع إلى من يُتاح له ذلك، أو طلب التعديل من \
             الإدارة المختصة",
            isolate(instrument),
            act.words().ar,
            role.words().ar
        ),
        R::RetentionRuns { version, keep, until } => {
            let keep = keep.text(Lang::Ar);
            let until = until.as_ref().map_or_else(String::new, |day| format!("، أي حتى {}", isolate(day)));
            format!(
                "يجب حفظ الطلب بعد انتهائه لمدة {keep}{until} (نسخة القاعدة: {version})، يُرجى الانتظار أو ذكر القانون أو الأمر \
                 الذي يجيز الحجب قبل ذلك"
            )
        }
        R::RetentionNotPermitted { role } => format!(
            "لا يُتاح لصفة «{}» الاطلاع على الطلبات التي انقضت مدة حفظها، ويُتاح ذلك لمشرفي مقدم الخدمة وللإدارة المختصة \
             والمدقّقين ومسؤول حماية البيانات",
            role.words().ar
        ),
        other => other.code().to_owned(),
    }
}

/// The ways in that there are, if there are any.
fn ways(allowed: &[Channel], lang: Lang) -> String {
    let names: Vec<_> = allowed.iter().map(|channel| channel.words().get(lang)).collect();
    match (names.is_empty(), lang) {
        (true, Lang::Ar) => "يُرجى الرجوع إلى مقدم الخدمة".to_owned(),
        (true, Lang::En) => "ask the provider".to_owned(),
        (false, Lang::Ar) => format!("يُرجى استخدام إحدى الوسائل الآتية: {}", names.join("، ")),
        (false, Lang::En) => format!("use one of: {}", names.join(", ")),
    }
}
