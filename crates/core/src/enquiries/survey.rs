//! Surveys on a service: opened by the regulator or the provider's manager, answered once by each person, closed.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::command::{AnswerSurvey, CloseSurvey, EnquiriesEnvelope, OpenSurvey};
use super::decide::{in_order, invalid, not_permitted, own, said};
use super::event::{SurveyAnswered, SurveyClosed, SurveyOpened};
use super::kinds::SurveyQuestion;
use super::{Enquiries, serves};
use crate::actor::{Actor, Role};
use crate::ids::{BodyId, PersonId, QuestionId, SurveyId};
use crate::input;
use crate::instant::Timestamp;
use crate::refusal::Refusal;
use crate::text::Text;

/// A survey on a service, and how it was answered; by whom is known, and who said what is not kept together here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Survey {
    /// When it was opened.
    pub opened_at: Timestamp,
    /// The provider, if it is its own survey; nothing for one of the regulator's.
    pub body: Option<BodyId>,
    /// What it asks.
    pub questions: Vec<SurveyQuestion>,
    /// From when answers are taken in.
    pub from: Timestamp,
    /// The first instant at which they no longer are, if it has one.
    pub until: Option<Timestamp>,
    /// When it was closed, if it was.
    pub closed_at: Option<Timestamp>,
    /// How many answers said something in words besides.
    pub remarks: u64,
    persons: BTreeSet<PersonId>,
    ratings: BTreeMap<QuestionId, [u64; 5]>,
}

impl Survey {
    pub(super) fn opened(it: &SurveyOpened) -> Self {
        Self {
            opened_at: it.at,
            body: it.body.clone(),
            questions: it.questions.clone(),
            from: it.from,
            until: it.until,
            closed_at: None,
            remarks: 0,
            persons: BTreeSet::new(),
            ratings: BTreeMap::new(),
        }
    }

    pub(super) fn answered(&mut self, it: &SurveyAnswered) {
        if !self.persons.insert(it.person.clone()) {
            return;
        }
        self.remarks += u64::from(it.text.is_some());
        for (question, rating) in &it.ratings {
            let counts = self.ratings.entry(question.clone()).or_default();
            let place = usize::from(*rating).checked_sub(1).and_then(|place| counts.get_mut(place));
            place.into_iter().for_each(|count| *count += 1);
        }
    }

    /// How many people answered.
    pub fn answers(&self) -> u64 {
        u64::try_from(self.persons.len()).unwrap_or(u64::MAX)
    }

    /// How many gave each rating to a question, from 1 to 5.
    pub fn ratings(&self, question: &QuestionId) -> [u64; 5] {
        self.ratings.get(question).copied().unwrap_or_default()
    }

    /// Since when it takes no answers, or from when it won't: the first of its end and its closing.
    pub fn ends(&self) -> Option<Timestamp> {
        match (self.closed_at, self.until) {
            (Some(closed), Some(until)) => Some(closed.min(until)),
            (closed, until) => closed.or(until),
        }
    }

    /// Whether it takes answers at `at`.
    pub fn is_open(&self, at: Timestamp) -> bool {
        at >= self.from && self.ends().is_none_or(|end| at < end)
    }

    fn not_open(&self, id: &SurveyId) -> Refusal {
        let (from, until) = (self.from.to_string(), self.ends().map(|end| end.to_string()));
        Refusal::SurveyNotOpen { survey: id.to_string(), from, until }
    }
}

/// Whose survey this actor opens: nobody's but the regulator's, or that of the provider they manage.
fn keeper<'a>(by: &Actor, provider: &'a BodyId) -> Option<Option<&'a BodyId>> {
    match by.role {
        Role::Regulator => Some(None),
        Role::ProviderManager if serves(by, provider) => Some(Some(provider)),
        _ => None,
    }
}

pub(super) fn open(
    enquiries: &Enquiries,
    envelope: &EnquiriesEnvelope,
    provider: &BodyId,
    it: &OpenSurvey,
) -> Result<SurveyOpened, Refusal> {
    let body = keeper(&envelope.by, provider).ok_or_else(|| not_permitted(envelope))?;
    if enquiries.survey(&it.survey).is_some() {
        return Err(Refusal::SurveyAlreadyOpened { survey: it.survey.to_string() });
    }
    let questions = questions(&it.questions)?;
    if it.until.is_some_and(|until| until <= it.from || until <= envelope.at) {
        let problem = Text::new(
            "يجب أن تكون نهاية الاستبيان لاحقة لبدايته وللوقت الحالي، يُرجى تصحيحها",
            "it ends before it begins, or has ended already: give a later instant",
        );
        return Err(invalid("until", problem));
    }
    Ok(SurveyOpened {
        at: envelope.at,
        survey: it.survey.clone(),
        questions,
        from: it.from,
        until: it.until,
        opened_by: envelope.by.person.clone(),
        body: body.cloned(),
    })
}

/// At least one question and not too many, each once and in both languages.
fn questions(asked: &[SurveyQuestion]) -> Result<Vec<SurveyQuestion>, Refusal> {
    let most = OpenSurvey::MAX_QUESTIONS;
    if asked.is_empty() || asked.len() > most {
        let problem = Text::new(
            format!("يُرجى كتابة سؤال واحد على الأقل (الحد الأقصى لعدد الأسئلة: {most})"),
            format!("ask from 1 to {most} questions"),
        );
        return Err(invalid("questions", problem));
    }
    let mut seen = BTreeSet::new();
    asked.iter().map(|question| written(question, &mut seen)).collect()
}

fn written<'a>(
    question: &'a SurveyQuestion,
    seen: &mut BTreeSet<&'a QuestionId>,
) -> Result<SurveyQuestion, Refusal> {
    let SurveyQuestion { id, text } = question;
    if !seen.insert(id) {
        let problem = Text::new(
            "رمز السؤال مكرر، يُرجى استخدام رمز لكل سؤال",
            "two questions have this id: give each its own",
        );
        return Err(invalid(&format!("questions.{id}"), problem));
    }
    let one = |lang: &str, text: &str| {
        input::text(text, input::MAX_FREE_TEXT)
            .map_err(|problem| invalid(&format!("questions.{id}.{lang}"), problem))
    };
    Ok(SurveyQuestion { id: id.clone(), text: Text::new(one("ar", &text.ar)?, one("en", &text.en)?) })
}

/// The regulator closes any; the provider's manager its own, and not one that the regulator asks.
pub(super) fn close(
    enquiries: &Enquiries,
    envelope: &EnquiriesEnvelope,
    provider: &BodyId,
    it: &CloseSurvey,
) -> Result<SurveyClosed, Refusal> {
    let body = keeper(&envelope.by, provider).ok_or_else(|| not_permitted(envelope))?;
    let survey = found(enquiries, &it.survey)?;
    if body.is_some() && survey.body.as_ref() != body {
        return Err(not_permitted(envelope));
    }
    if survey.ends().is_some_and(|end| end <= envelope.at) {
        return Err(survey.not_open(&it.survey));
    }
    in_order(envelope, survey.opened_at)?;
    Ok(SurveyClosed { at: envelope.at, survey: it.survey.clone(), closed_by: envelope.by.person.clone() })
}

/// Everybody answers for themselves, or a clerk takes their answer in; each person once.
pub(super) fn answer(
    enquiries: &Enquiries,
    envelope: &EnquiriesEnvelope,
    it: &AnswerSurvey,
) -> Result<SurveyAnswered, Refusal> {
    let by = &envelope.by;
    let clerk = by.role == Role::Clerk && by.body.is_some();
    if by.role != Role::Applicant && !clerk {
        return Err(not_permitted(envelope));
    }
    let survey = found(enquiries, &it.survey)?;
    if !survey.is_open(envelope.at) {
        return Err(survey.not_open(&it.survey));
    }
    let person = match &it.person {
        Some(person) if clerk => person.clone(),
        None if clerk => return Err(invalid("person", nobody())),
        named => own(envelope, "person", named.as_ref())?,
    };
    if survey.persons.contains(&person) {
        return Err(Refusal::SurveyAnswered { survey: it.survey.to_string() });
    }
    rated(survey, &it.ratings)?;
    Ok(SurveyAnswered {
        at: envelope.at,
        survey: it.survey.clone(),
        recorded_by: by.person.clone(),
        ratings: it.ratings.clone(),
        text: said(person.clone(), it.text.get().as_deref())?,
        person,
    })
}

fn found<'a>(enquiries: &'a Enquiries, id: &SurveyId) -> Result<&'a Survey, Refusal> {
    enquiries.survey(id).ok_or_else(|| Refusal::SurveyUnknown { survey: id.to_string() })
}

fn nobody() -> Text {
    Text::new("يُرجى تحديد صاحب الإجابة", "say whose answer it is")
}

/// At least one question is answered; each is one of the survey's, by a rating that there is.
fn rated(survey: &Survey, ratings: &BTreeMap<QuestionId, u8>) -> Result<(), Refusal> {
    if ratings.is_empty() {
        let problem = Text::new("يُرجى الإجابة عن سؤال واحد على الأقل", "answer at least one question");
        return Err(invalid("ratings", problem));
    }
    for (id, rating) in ratings {
        let path = || format!("ratings.{id}");
        if !survey.questions.iter().any(|question| question.id == *id) {
            let problem = Text::new(
                "لا يوجد هذا السؤال في الاستبيان، يُرجى التحقق من الرمز",
                "the survey has no such question: check its id",
            );
            return Err(invalid(&path(), problem));
        }
        if !(1..=5).contains(rating) {
            let problem = Text::new("يُرجى إدخال تقييم من 1 إلى 5", "give a rating from 1 to 5");
            return Err(invalid(&path(), problem));
        }
    }
    Ok(())
}
