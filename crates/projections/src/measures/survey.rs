//! What a survey found: how many answered, and how they rated each question; of nobody in particular.

use serde::Serialize;
use talab_core::enquiries::Survey;
use talab_core::{QuestionId, SurveyId, Text, Timestamp};

/// What a survey on a service found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SurveyResults {
    /// Which survey of the service.
    pub survey: SurveyId,
    /// From when answers are taken in.
    pub from: Timestamp,
    /// The first instant at which they no longer are: its end, or when it was closed.
    pub ends: Option<Timestamp>,
    /// How many people answered.
    pub answers: u64,
    /// How many of them said something in words besides.
    pub remarks: u64,
    /// Each question, in the order in which they are asked.
    pub questions: Vec<QuestionFigures>,
}

/// How people rated one question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct QuestionFigures {
    /// Which question of the survey.
    pub id: QuestionId,
    /// What was asked.
    pub text: Text,
    /// How many rated it.
    pub count: u64,
    /// How many gave 1, 2, 3, 4 and 5.
    pub ratings: [u64; 5],
    /// The mean rating in thousandths, half of one rounded up: 4333 is 4.333; nothing of none.
    pub mean_per_mille: Option<u64>,
}

impl SurveyResults {
    /// The results of a survey as far as it was answered.
    pub fn of(id: &SurveyId, survey: &Survey) -> Self {
        let questions = survey.questions.iter();
        let figures = |id: &QuestionId, text: &Text| figures(id, text, survey.ratings(id));
        Self {
            survey: id.clone(),
            from: survey.from,
            ends: survey.ends(),
            answers: survey.answers(),
            remarks: survey.remarks,
            questions: questions.map(|asked| figures(&asked.id, &asked.text)).collect(),
        }
    }
}

fn figures(id: &QuestionId, text: &Text, ratings: [u64; 5]) -> QuestionFigures {
    let count: u64 = ratings.iter().sum();
    let total: u64 = ratings.iter().zip(1..).map(|(times, rating)| times.saturating_mul(rating)).sum();
    let doubled = total.saturating_mul(2_000).saturating_add(count);
    let mean_per_mille = doubled.checked_div(count.saturating_mul(2));
    QuestionFigures { id: id.clone(), text: text.clone(), count, ratings, mean_per_mille }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_is_rounded_to_a_thousandth_and_of_none_there_is_none() {
        let mean = |ratings| {
            let id = QuestionId::new("clear").unwrap();
            let figures = figures(&id, &Text::new("أواضح؟", "Clear?"), ratings);
            (figures.count, figures.mean_per_mille)
        };
        assert_eq!(mean([0; 5]), (0, None));
        assert_eq!(mean([0, 0, 0, 0, 3]), (3, Some(5_000)));
        assert_eq!(mean([0, 0, 0, 2, 1]), (3, Some(4_333)));
        assert_eq!(mean([0, 0, 0, 1, 2]), (3, Some(4_667)));
        assert_eq!(mean([1, 0, 0, 0, 1]), (2, Some(3_000)));
    }
}
