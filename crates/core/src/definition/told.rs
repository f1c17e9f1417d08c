//! The eight facts of an entry in words: each says something, also that there is nothing (LY-1c).

use serde::Serialize;

use super::{DocumentType, Fee, Requirement, ServiceDefinition};
use crate::ids::BodyId;
use crate::money::Money;
use crate::text::{Text, Words, counted, isolate};

const NO_CONDITIONS: Words = Words {
    ar: "لا شروط للحصول على هذه الخدمة سوى أن يكون مقدّم الطلب من المستفيدين منها",
    en: "No conditions other than being among those who may ask for it",
};
const NO_DOCUMENTS: Words =
    Words { ar: "لا يُطلب إرفاق أي مستند", en: "No documents are asked for" };
const REQUIRED: Words = Words { ar: "إلزامي", en: "required" };
const WHERE_IT_APPLIES: Words = Words { ar: "في حالات محددة", en: "in certain cases" };
const OPTIONAL: Words = Words { ar: "اختياري", en: "optional" };
const WORKED_OUT: Words =
    Words { ar: "يُحتسب من بيانات الطلب", en: "worked out from the request" };
const CONDITIONS_OF_PART: Words =
    Words { ar: "وشروط الخدمة التابعة", en: "And the conditions of the part" };
const DOCUMENTS_OF_PART: Words =
    Words { ar: "ومستندات الخدمة التابعة", en: "And the documents of the part" };
const FEES_OF_PART: Words =
    Words { ar: "وما تتقاضاه الخدمة التابعة", en: "And what the part charges" };
const OF_THE_PARTS: Words =
    Words { ar: "مخرجات الخدمة التابعة", en: "What the part delivers" };

/// What the directory tells of a service (article 1): none of the eight is ever empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct EntryFacts {
    /// The body that provides it.
    pub provider: BodyId,
    /// Who may ask for it.
    pub beneficiaries: Vec<Text>,
    /// What must hold, or that nothing must.
    pub conditions: Vec<Text>,
    /// What is attached and when, or that nothing is.
    pub documents: Vec<Text>,
    /// What is filled in.
    pub forms: Vec<Text>,
    /// What it costs, or that it costs nothing.
    pub fees: Vec<Text>,
    /// How long it takes.
    pub time: Text,
    /// What it delivers.
    pub outputs: Vec<Text>,
}

impl ServiceDefinition {
    /// The eight facts in words, in both languages.
    pub fn facts(&self) -> EntryFacts {
        let days = self.deadline.working_days;
        let conditions = self.conditions.iter().map(|it| it.text.clone());
        let documents = self.documents.iter().map(document);
        // A service made of several asks for what its parts ask for, and costs what they cost.
        let parts = |what: Words| self.parts.iter().map(move |part| labelled(&what.to_text(), &part.name));
        let outputs = self.outputs.iter().map(|it| it.name.clone());
        EntryFacts {
            provider: self.provider.clone(),
            beneficiaries: self.beneficiaries.iter().map(|class| class.words().to_text()).collect(),
            conditions: or_said(conditions.chain(parts(CONDITIONS_OF_PART)).collect(), NO_CONDITIONS),
            documents: or_said(documents.chain(parts(DOCUMENTS_OF_PART)).collect(), NO_DOCUMENTS),
            forms: self.forms.iter().map(|it| it.title.clone()).collect(),
            fees: self.told_fees().into_iter().chain(parts(FEES_OF_PART)).collect(),
            time: Text::new(
                format!("مدة الإنجاز بأيام العمل، ابتداءً من اليوم التالي للاستلام: {days}"),
                format!("{} from the day after receipt", counted(days, "working day")),
            ),
            outputs: outputs.chain(parts(OF_THE_PARTS)).collect(),
        }
    }

    fn told_fees(&self) -> Vec<Text> {
        let charged = self.fees.fees.iter().map(|fee| self.told_fee(fee));
        self.fees.none.iter().cloned().chain(charged).collect()
    }

    fn told_fee(&self, fee: &Fee) -> Text {
        let amount = match (fee.amount, &self.fees.currency) {
            (Some(amount), Some(currency)) => {
                let money = Money::new(amount, currency.clone()).to_string();
                Text::new(isolate(&money), money)
            }
            _ => WORKED_OUT.to_text(),
        };
        let told = labelled(&fee.name, &amount);
        if fee.when.is_some() { noted(&told, WHERE_IT_APPLIES) } else { told }
    }
}

fn document(kind: &DocumentType) -> Text {
    let when = match kind.required {
        Requirement::Always => REQUIRED,
        Requirement::If(_) => WHERE_IT_APPLIES,
        Requirement::Optional => OPTIONAL,
    };
    noted(&kind.name, when)
}

fn or_said(told: Vec<Text>, nothing: Words) -> Vec<Text> {
    if told.is_empty() { vec![nothing.to_text()] } else { told }
}

fn labelled(label: &Text, what: &Text) -> Text {
    Text::new(format!("{}: {}", label.ar, what.ar), format!("{}: {}", label.en, what.en))
}

fn noted(text: &Text, note: Words) -> Text {
    Text::new(format!("{} ({})", text.ar, note.ar), format!("{} ({})", text.en, note.en))
}
