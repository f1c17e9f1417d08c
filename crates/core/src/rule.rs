//! The rules of the law by number, and what each rests on.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::reason::Family;

/// What a rule rests on. An inference is never presented to a citizen as law.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "a rule has exactly one of these three grounds")]
pub enum Basis {
    /// The article says it, in these Arabic words of it.
    Text {
        /// The article's number.
        article: u8,
        /// Words that stand in the article.
        quote: &'static str,
    },
    /// Needed to make the text work.
    Inferred,
    /// The text is silent; a service definition or the regulator sets it.
    Parameter,
}

impl Basis {
    /// The basis as one snake_case word.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Text { .. } => "text",
            Self::Inferred => "inferred",
            Self::Parameter => "parameter",
        }
    }
}

/// One rule, as refusals and verdicts name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rule {
    /// Its number: `LY-16.2` is the second clause of article 16; a letter divides a clause further.
    pub id: &'static str,
    /// What it rests on.
    pub basis: Basis,
    /// What it demands, in English, in a few words.
    pub says: &'static str,
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id)
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id)
    }
}

macro_rules! rules {
    ($( $name:ident = $id:literal, $basis:expr, $says:literal; )+) => {
        $(
            #[doc = concat!("`", $id, "`: ", $says, ".")]
            pub const $name: Rule = Rule { id: $id, basis: $basis, says: $says };
        )+

        /// Every rule the engine applies, in the order of the articles.
        pub const ALL: &[Rule] = &[$($name),+];
    };
}

const fn text(article: u8, quote: &'static str) -> Basis {
    Basis::Text { article, quote }
}

rules! {
    REGULATOR_APART = "LY-1a", text(1, "الإدارة المختصة"), "the regulator acts apart from every provider";
    APPLICANT_CLASSES = "LY-1b", text(1, "المواطن، أو المقيم، أو الزائر، أو الجهات الحكومية، أو منظمات القطاع الخاص"), "the service names who may benefit from it";
    DIRECTORY_FACTS = "LY-1c", text(1, "يحتوي على وصف كامل للخدمة"), "a service is described in full in the directory";
    TRUSTED_REGISTER = "LY-1d", text(1, "جهات حكومية لها الحق في تجميع وتخزين وإدارة البيانات المجمعة"), "a source is trusted only as the register has it, for what it holds by law";
    USER_AND_BENEFICIARY = "LY-1f", Basis::Inferred, "who acts for another shows a mandate";
    ONE_PROVIDER = "LY-3", Basis::Inferred, "a request belongs to one provider, and only its officers act on it";
    OUT_OF_SCOPE = "LY-4.2", Basis::Parameter, "confidential and security documents stay outside the electronic procedure";
    LEGAL_BASIS = "LY-4.3", text(4, "وفقاً للقوانين ذات العلاقة"), "a service names the law it rests on";
    CERTIFIED = "LY-5a", text(5, "إصدار وتجديد شهادات مزاولة نشاط إلكتروني أو تقديم خدمة إلكترونية"), "a provider holds the regulator's certificate for what it offers";
    CERTIFICATE_TERM = "LY-5b", Basis::Inferred, "after the term of a certificate no new request is taken, and those taken are finished";
    CONDITIONS_CHECKED = "LY-5c", text(5, "التحقق من توفر كل الشروط والمتطلبات لتقديم الخدمات الإلكترونية"), "every condition of the policy is checked before a certificate is issued or renewed";
    EXCEPTIONS = "LY-5d", text(5, "منح الاستثناءات من تطبيق السياسة أو بعض موادها"), "only the regulator excepts, from named articles and for a time";
    EXCEPTION_NAMED = "LY-5e", Basis::Inferred, "what an exception switches off says so where it would have been asked";
    PROVIDER_TOLD = "LY-7.1b", text(7, "إخطار الجهات المستقبلة يتم بشكل آلي وبصيغة إلكترونية"), "the provider is notified electronically, by rule, of a new request";
    STORAGE_MEDIUM = "LY-7.2", text(7, "يجب تقديم البيانات كوثائق إلكترونية عن طريق وسائط تخزين إلكترونية"), "where there is no other way, a clerk files documents from a storage medium, with the reason";
    IDENTIFICATION = "LY-8.1", text(8, "التعرف بأنفسهم إلكترونياً"), "whoever submits identifies electronically";
    IDENTITY_RULE = "LY-8.2", text(8, "تحدد الجهة المشرفة طريقة التحقق من هوية المستخدم"), "how identity is verified is the regulator's rule, which a service may raise and never lower";
    CHANNEL = "LY-9.1", text(9, "يجب على الهيئات والجهات المعنية استخدام قناة التكامل"), "another body acts on a request only through the integration channel";
    CHANNEL_ONCE = "LY-9.1a", Basis::Inferred, "each message of another body is applied at most once";
    MESSAGE_KINDS = "LY-9.2", text(9, "تحدد الإدارة المختصة معايير قابلية التشغيل البيئي لقناة التكامل"), "only kinds of messages that the channel's register lists are applied";
    ENDPOINT = "SA-4", Basis::Parameter, "a body without an approved endpoint on the channel is sent nothing";
    RESULTS_READ = "LY-11a", Basis::Inferred, "what a service achieves is read by its provider, the regulator and auditors";
    SERVICE_FORMS = "LY-12.2", text(12, "استخدام نماذج طلبات تقديم الخدمة"), "requests come on the service's own forms";
    OWN_DATA = "LY-12.3", text(12, "بطريقة تسمح باستعادتها وتخزينها"), "users reach all data and documents of their own request";
    PAYMENT_METHODS = "LY-12.4", text(12, "تحدد الإدارة المختصة طريقة الدفع الإلكتروني للخدمات الحكومية"), "fees are paid only in the ways that the regulator has set";
    WAYS_IN = "LY-13.1", text(13, "في شكل إلكتروني ومن خلال البوابة الوطنية"), "requests come in by the ways that the service has, each open to whom it is for";
    FORMS_FILLED = "LY-13.2", text(13, "يلتزم مستخدم الخدمة الإلكترونية بتعبئة النماذج الإلكترونية للخدمة"), "the forms of the service are filled in";
    REQUIREMENTS_MET = "LY-13.3", text(13, "بتوفير كافة متطلبات تنفيذ الخدمة من وثائق ومستندات وبيانات"), "every required document and datum is supplied";
    COMPLETE = "LY-13.4", text(13, "لا يعتبر الطلب مكتملاً إلا بعد توفير كافة متطلبات تنفيذ الخدمة"), "a request is complete only with all requirements";
    RECEIVED = "LY-14.1", text(14, "في لحظة استلامه مكتملاً"), "a request counts as received at the instant it is received complete";
    ROUTED = "LY-14.1b", text(14, "أو تم توجيهه عبر قناة التكامل الإلكتروني"), "a request routed over the channel carries its message, and counts once, from its arrival here";
    RECEIVED_ONCE = "LY-14.1c", Basis::Inferred, "the instant of receipt never moves, and time never runs backwards";
    USERS_RISK = "LY-14.2", text(14, "يتحمل المستخدم مسؤولية ارتكاب أي خطأ عند تقديم الطلب"), "the user answers for errors in what they submit";
    DECLARATION = "LY-14.2a", Basis::Parameter, "the applicant declares that the data are correct";
    ACKNOWLEDGED_AT_ONCE = "LY-15.1", text(15, "يتم إرسال تأكيد الاستلام على الفور إلى المستخدم"), "a received request is acknowledged at once";
    ACKNOWLEDGED_BY_OFFICER = "LY-15.1a", Basis::Parameter, "an officer acknowledges, where another law says so";
    MESSAGE_CONTENT = "LY-15.2", text(15, "يتم تحديد مضمون رسالة التأكيد من قبل مقدم الخدمة"), "the provider sets the content of the acknowledgement";
    NOT_ACKNOWLEDGED = "LY-15.3", text(15, "لم يتم تأكيد استلام الطلب مع تحديد أسباب هذا الإجراء"), "the user is told that receipt is not acknowledged, and why";
    SUPPLEMENT = "LY-15.3c", Basis::Inferred, "what was not acknowledged may be supplemented";
    SUPPLEMENT_TERM = "LY-15.3d", Basis::Parameter, "an attempt that is not supplemented in its term may lapse";
    VERIFIED = "LY-16.1", text(16, "التحقق من دقة الطلب والبيانات المقدمة"), "the provider verifies the request before executing it";
    CORRECTIONS = "LY-16.2", text(16, "مع تعليمات لإزالة أو تصحيح الأخطاء"), "errors are notified with instructions to remove or correct them";
    ONLY_NAMED_ITEMS = "LY-16.2b", Basis::Inferred, "corrections touch only the items named";
    CORRECTION_ROUNDS = "LY-16.2c", Basis::Parameter, "corrections are asked a limited number of times";
    CORRECTION_TERM = "LY-16.2d", Basis::Parameter, "corrections have a term and a consequence";
    KEPT_INFORMED = "LY-16.3", text(16, "والزمن المتوقع لاكتمال تنفيذها"), "the user always knows state, stages and expected completion";
    EXPECTATION_EXPLAINED = "LY-16.3b", Basis::Inferred, "the expected time moves only with a recorded cause";
    EXTENSION = "LY-16.3c", Basis::Parameter, "a deadline is extended within limits, with a reason, before it ends";
    CLOCK_STOPS = "LY-16.3d", Basis::Parameter, "the clock is suspended and resumed with a reason";
    EXECUTED_AS_PUBLISHED = "LY-17.1", text(17, "حسب المتطلبات والإجراءات المنصوص عليها لتنفيذ الخدمة"), "a service is executed as its published version says";
    DECISION_GROUNDS = "LY-17.1b", text(17, "تحدد حق المستخدم أو التزامه"), "a decision rests on the conditions of the service";
    SECOND_PERSON = "LY-17.1c", Basis::Parameter, "a decision is approved by somebody who did not propose it";
    TRUSTED_DATA = "LY-17.2", text(17, "استخدام بيانات المستخدم الواردة من المصادر الموثوقة للبيانات"), "execution uses the data of trusted sources";
    TRUSTED_SOURCES = "LY-6.3", text(6, "بناءً على طلب مسبق من مقدم الخدمة"), "a trusted source answers only what it was asked before, and each answer names its question";
    LEGAL_GROUND = "LY-6.4", text(6, "إلا في الحالات التي ينص عليها القانون"), "personal data are asked of a source only on a legal ground, for a stated purpose";
    HELD_DATA = "LY-6.2", text(6, "تمكين الأشخاص الطبيعيين والاعتباريين من الوصول إلى البيانات التي تم جمعها عنهم"), "a person is given everything that is held about them";
    DATA_PROTECTION = "LY-6.5", text(6, "تطبيق مبدأ حماية البيانات الشخصية"), "nobody sees more than they need, and what is no longer needed is redacted";
    STILL_NEEDED = "LY-6.5a", Basis::Inferred, "what is still needed to decide or to deliver is not redacted";
    OFFICERS_VALUES = "LY-17.2a", Basis::Inferred, "officers record only the values that the service leaves to them, and a grant waits for those it requires";
    COMPUTED = "LY-17.2b", Basis::Inferred, "what the service computes is worked out by its published formula and given by nobody";
    SEVERAL_BODIES = "LY-17.3", text(17, "سيتم تنسيق وإدارة تنفيذ جميع مسارات هذه الخدمة عبر قناة التكامل"), "the paths of several bodies are co-ordinated, each body doing its own task";
    ADVISORY = "LY-17.3a", Basis::Parameter, "an advisory task may be left unanswered when its days are over";
    LATE_ANSWER = "LY-17.3b", Basis::Inferred, "an answer to a request that has ended is kept aside and changes nothing";
    COMPOSITE = "LY-17.4", text(17, "في حالة احتواء الخدمة على عدة خدمات تقوم بتنفيذها جهة واحدة أو عدة جهات"), "a service made of several services opens a request for each, one level deep, and shares what it was given";
    PARTS_FIRST = "LY-17.4a", Basis::Inferred, "a service made of several is decided after its parts";
    PARENT_ENDED = "LY-17.4b", Basis::Inferred, "what is left of a part ends with the request it belongs to";
    FEES = "LY-17.5", text(17, "يجب استخدام قناة التكامل الإلكتروني للتواصل مع نظام معالجة المدفوعات"), "fees are charged as published, and the payment system is reached through the channel";
    EXACT_PAYMENT = "LY-17.5b", Basis::Inferred, "a payment settles exactly one order, to the last unit, once";
    FEE_FIRST = "LY-17.5c", Basis::Parameter, "what needs a fee waits until it is paid or waived";
    PAYMENT_TERM = "LY-17.5d", Basis::Parameter, "an order to pay stands for a term";
    WAIVER = "LY-17.5e", Basis::Parameter, "a supervisor waives a fee by law or for hardship";
    REFUND = "LY-17.5f", Basis::Parameter, "money is paid back for known reasons, and never more than is held";
    COMPLETION_TOLD = "LY-18.1", text(18, "إخطار المستخدمين باكتمال تنفيذ الخدمة"), "completion is notified on the portal and by e-mail";
    MEASURES_TOLD = "LY-18.2", text(18, "عن ماهية الإجراءات والتدابير التي تم اتخاذها"), "the user is told which measures were taken";
    ACT_ADOPTED = "LY-18.3", text(18, "بتبني الإجراء المطلوب وهو مخرَج الخدمة"), "the act adopted is the output of the service";
    DELIVERED = "LY-18.4", text(18, "قد تم تسليمه إلكترونياً في لحظة توفره عبر البوابة"), "an output is delivered at the instant it is available on the portal";
    PAPER = "LY-18.5", text(18, "يتم إرسال نسخة ورقية من المخرَج عبر البريد أو يحدد موعداً للاستلام الشخصي"), "a paper copy goes by post or is collected by appointment";
    EXCEPTION_JUSTIFIED = "LY-19.3", text(19, "مع تقديم تبرير لذلك"), "who asks to be excepted from technical requirements says why";
    ACCESS_LOG = "LY-21.1c", Basis::Parameter, "who read a request is on record, and its person learns by which role and body";
    REGULATOR_SETS = "LY-21.2", text(21, "تضع الإدارة المختصة المعايير والقواعد الخاصة بأمن وحماية نظم المعلومات الداعمة"), "what the regulator sets names its legal instrument and the instant from which it holds";
    RETENTION = "LY-21.2a", Basis::Parameter, "what must be kept is redacted before its last day only on a ground of law";
    HASH_COMPUTED = "LY-21.2b", Basis::Inferred, "a hash is set only where the engine can work it out";
    KEEPER = "JO-5", Basis::Parameter, "each part of the rulebook is set by whom it is assigned to, and by nobody else";
    LEGAL_HOLD = "LY-21.1a", Basis::Parameter, "what an order holds is not destroyed while it stands";
    REASONED = "LY-21.1b", Basis::Inferred, "an act over the rights in a request says why";
    IN_THE_DIRECTORY = "LY-22.1", text(22, "تحتفظ الإدارة المختصة بسجل للخدمات المقدمة"), "a service is offered only as the directory has it";
    CATALOGUE_ACTS = "LY-22.2", text(22, "تحدد الإدارة المختصة طريقة الاستخدام والتسجيل والوصول والتخزين"), "who registers in the directory, reads it and keeps it is as the regulator decided";
    REGISTER_KEPT = "LY-22.3", text(22, "تتولى الإدارة المختصة إدارة محتوى دليل الخدمات الإلكترونية"), "the regulator says what the directory offers, and why no longer";
    ATTESTED = "LY-23.5", text(23, "مسئولاً عن دقة المعلومات حول الخدمات"), "the provider answers for the accuracy of its entry";
    VERIFIED_BEFORE_PUBLISHED = "LY-24.2", text(24, "يجب على الإدارة المختصة التحقق من محتوى بيانات الخدمة"), "the regulator verifies a service before it is published";
    UPDATE_APPROVED = "LY-25.2", text(25, "يتم تأكيد تحديث الخدمات والموافقة عليها"), "every update is confirmed and approved again";
    LEGAL_CHANGE = "LY-25.3", text(25, "إبلاغ الإدارة المختصة عند كل تعديل في لوائح وقوانين الخدمة"), "the provider reports every change of the rules and laws of its service";
    VERSION_PINNED = "LY-25.4", Basis::Inferred, "a request keeps the version it was submitted under";
    STAGE_ORDER = "LY-17.1d", Basis::Inferred, "each act has its stage and its role";
    ONE_ACT_ONCE = "LY-1g", Basis::Inferred, "the same act is recorded once";
    INTERESTED = "JO-2b", Basis::Parameter, "somebody with an interest may be named and sees where a request stands";
    FEEDBACK = "JO-2f", Basis::Parameter, "what recipients say is typed, kept and answered";
    ENQUIRIES = "JO-2a", Basis::Parameter, "what is asked of a service before there is a request is kept with the service, and answered once";
    PARTIAL = "LY-17.1e", Basis::Parameter, "a request may be granted in part, with reasons for the rest";
    SILENCE = "LY-16.3e", Basis::Parameter, "silence until the deadline grants or denies where the service says so";
    EARLY_OUTPUT = "LY-18.3c", Basis::Parameter, "an output that rests on steps alone may come before the decision";
    VALIDITY = "LY-10.3a", Basis::Parameter, "an output is valid for the time it says";
    AMENDMENT = "LY-18.3a", Basis::Parameter, "what was decided is amended only with a reason, by two persons";
    REOPENING = "LY-18.3b", Basis::Parameter, "a request that ended is reopened with a reason and a time of its own";
    TRANSFER = "W-3", Basis::Parameter, "a request goes to the competent body with a reason and a rule for its time";
    DUPLICATE = "W-4", Basis::Parameter, "two requests that may be one are compared by a person";
    ESCALATION = "W-5", Basis::Parameter, "a request is put before a superior with a reason";
    CONSENT = "N4-2", Basis::Parameter, "a clerk files for an applicant with the applicant's consent on record";
    CHANGE_TOLD = "SA-10", Basis::Parameter, "who has begun to fill in the forms of a version is told when another one is published";
    SURVEYS = "N4-2a", Basis::Parameter, "a survey on a service is answered once by each person while it is open";
    FURTHER_NOTICES = "N1-7", Basis::Parameter, "further ways to notify are the service's own, and no date waits for them";
    SIGNED = "LY-10.3b", Basis::Parameter, "an output is signed by a trust service, or an exemption is on record";
    TRUST_SERVICES = "SA-3", Basis::Parameter, "an output is signed by a licensed trust service, once any is entered";
    REFERRAL = "JO-10", Basis::Parameter, "a case that no rule covers is referred, and nothing is decided before the order on it";
    RUN_OFF = "JO-4a", Basis::Parameter, "a service that is retired says what becomes of its open requests";
    WITHDRAWAL = "W-1", Basis::Parameter, "the applicant may withdraw until the decision";
    DISCONTINUANCE = "W-2", Basis::Parameter, "a supervisor may discontinue a request, with a reason";
    MANDATE = "M-1", Basis::Parameter, "a mandate is granted by whom it represents, or recorded by an authority, with its proof";
    MANDATE_TERM = "M-2", Basis::Parameter, "a mandate holds from its first instant to its last, or until it is revoked";
    MANDATE_SCOPE = "M-3", Basis::Parameter, "a mandate reaches as far as it says: these services, these acts";
    OBJECTION = "O-1", Basis::Parameter, "a decision may be objected to once, where the service offers it, by whom it concerns";
    OBJECTION_TERM = "O-2", Basis::Parameter, "an objection is filed and decided within calendar days that the service sets";
    OBJECTION_BY_ANOTHER = "O-3", Basis::Parameter, "an objection is decided by somebody who did not make the decision";
    CALENDAR_DATA = "C-1", Basis::Inferred, "working days come from the calendar of the provider's jurisdiction, never from a guess";
    READABLE_INPUT = "E-1", Basis::Inferred, "what can't be read, or is too large, can't be taken in";
}

/// The rule that asks for reasons of a family.
pub(crate) const fn of_reasons(family: Family) -> Rule {
    match family {
        Family::Sus => CLOCK_STOPS,
        Family::Ext => EXTENSION,
        Family::Cal => EXPECTATION_EXPLAINED,
        Family::Cor => CORRECTIONS,
        Family::Ntf => COMPLETION_TOLD,
        Family::Wdr => WITHDRAWAL,
        Family::Cls => DISCONTINUANCE,
        Family::Tsk => SEVERAL_BODIES,
        Family::Fee => FEES,
        Family::Rfd => REFUND,
        Family::Trf => TRANSFER,
        Family::Dup => DUPLICATE,
        Family::Evd => TRUSTED_SOURCES,
        Family::Rev | Family::Sup | Family::Rpn => AMENDMENT,
        Family::Obj => OBJECTION,
        Family::Exc => EXCEPTIONS,
        _ => DECISION_GROUNDS,
    }
}

/// The rule with this number.
pub fn find(id: &str) -> Option<Rule> {
    ALL.iter().copied().find(|rule| rule.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// How many families share a rule with another: three are grounds of decisions, and three are of amendments.
    const SHARED: usize = 4;

    #[test]
    fn numbers_are_unique() {
        let ids: BTreeSet<_> = ALL.iter().map(|rule| rule.id).collect();
        assert_eq!(ids.len(), ALL.len());
    }

    #[test]
    fn reasons_of_a_family_are_asked_for_by_its_rule() {
        let of = |family: Family| of_reasons(family).id;
        let own = [
            (Family::Sus, "LY-16.3d"),
            (Family::Ext, "LY-16.3c"),
            (Family::Cor, "LY-16.2"),
            (Family::Rev, "LY-18.3a"),
            (Family::Sup, "LY-18.3a"),
            (Family::Rpn, "LY-18.3a"),
            (Family::Obj, "O-1"),
            (Family::Wdr, "W-1"),
        ];
        for (family, rule) in own {
            assert_eq!(of(family), rule, "{family}");
        }
        let apart: BTreeSet<_> = Family::ALL.iter().map(|family| of(*family)).collect();
        assert_eq!(apart.len(), Family::ALL.len() - SHARED, "{apart:?}");
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the law is a file, and a test may read it")]
    fn quoted_words_stand_in_their_article() {
        for rule in ALL {
            let Basis::Text { article, quote } = rule.basis else { continue };
            let path = format!("{}/../../docs/law/article-{article:02}.md", env!("CARGO_MANIFEST_DIR"));
            let law = std::fs::read_to_string(&path).expect("the article is in docs/law");
            let law = law.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(law.contains(quote), "{}: «{quote}» is not in {path}", rule.id);
        }
    }

    #[test]
    fn a_rule_is_found_by_its_number_and_says_what_it_rests_on() {
        for rule in ALL {
            assert_eq!(find(rule.id), Some(*rule));
        }
        assert_eq!(find("LY-0"), None);
        let codes: BTreeSet<_> = ALL.iter().map(|rule| rule.basis.code()).collect();
        assert_eq!(codes, BTreeSet::from(["inferred", "parameter", "text"]));
    }
}
