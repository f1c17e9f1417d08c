//! What is asked and said around a service, for the archive of the present format.

use std::collections::BTreeSet;

use talab::core::enquiries::{
    AnswerEnquiry, AnswerSurvey, CloseSurvey, DropDraft, EnquiriesCommand, EnquiriesEvent, EnquiryTopic,
    NoteDraft, OpenSurvey, RecordChangeTold, RecordEnquiry, SurveyQuestion,
};
use talab::core::testing::{self, Moment, applicant, clerk, gateway, handler, regulator, somebody};
use talab::core::{Channel, PersonId, ServiceCode, Text};
use talab::store::Position;
use talab::{Actor, CommandId};

use crate::stories::{SERVICE, World};

/// Enquiries with and without a name, words and an answer; a survey answered with and without words, and closed.
pub(super) async fn lived(world: &World) {
    world.at("2026-03-15 09:00");
    asks(world, &clerk(), Some("كم الرسوم؟"), None).await;
    asks(world, &clerk(), None, Some(somebody("p-omar"))).await;
    asks(world, &applicant(), Some("هل يلزم الحضور؟"), None).await;
    let answer = AnswerEnquiry { number: 1, text: "عشرة دنانير".into() };
    does(world, &handler(), EnquiriesCommand::AnswerEnquiry(answer)).await;
    for (survey, until) in [("spring", None), ("summer", Some("2026-09-01 00:00".instant()))] {
        let survey = survey.try_into().expect("an id");
        let questions = vec![question("clear"), question("quick")];
        let open = OpenSurvey { survey, questions, from: "2026-03-15 00:00".instant(), until };
        does(world, &regulator(), EnquiriesCommand::OpenSurvey(open)).await;
    }
    rates(world, &applicant(), None, Some("شكراً لكم")).await;
    rates(world, &clerk(), Some(somebody("p-omar")), None).await;
    let close = CloseSurvey { survey: "spring".try_into().expect("an id") };
    does(world, &regulator(), EnquiriesCommand::CloseSurvey(close)).await;
    drafts(world).await;
}

/// Drafts by the first version of a service that has a second one: noted, told of the change, forgotten.
async fn drafts(world: &World) {
    let mut definition = testing::definition();
    definition.code = "mun.residence-drafted".try_into().expect("a code");
    for version in [1, 2] {
        definition.version = version;
        definition.change = (version > 1).then(testing::lower_fee);
        world.talab.publish_for_tests(&definition, &testing::calendar()).await.expect("published");
    }
    let told = RecordChangeTold { person: applicant().person, version: 2 };
    for (by, command) in [
        (applicant(), EnquiriesCommand::NoteDraft(NoteDraft { version: 1, person: None })),
        (clerk(), EnquiriesCommand::NoteDraft(NoteDraft { version: 2, person: Some(somebody("p-omar")) })),
        (gateway(), EnquiriesCommand::RecordChangeTold(told)),
        (applicant(), EnquiriesCommand::DropDraft(DropDraft { person: None })),
    ] {
        around(world, definition.code.clone(), &by, command).await;
    }
}

fn question(id: &str) -> SurveyQuestion {
    let text = Text::new("هل كان الإجراء واضحاً وسريعاً؟", "Was it clear and quick?");
    SurveyQuestion { id: id.try_into().expect("an id"), text }
}

async fn asks(world: &World, by: &Actor, text: Option<&str>, asked_by: Option<PersonId>) {
    let text = text.map(str::to_owned).into();
    let enquiry = RecordEnquiry { channel: Channel::Desk, topic: EnquiryTopic::Other, text, asked_by };
    does(world, by, EnquiriesCommand::RecordEnquiry(enquiry)).await;
}

async fn rates(world: &World, by: &Actor, person: Option<PersonId>, text: Option<&str>) {
    let ratings = [("clear", 4), ("quick", 5)];
    let answer = AnswerSurvey {
        survey: "spring".try_into().expect("an id"),
        person,
        ratings: ratings.map(|(id, rating)| (id.try_into().expect("an id"), rating)).into(),
        text: text.map(str::to_owned).into(),
    };
    does(world, by, EnquiriesCommand::AnswerSurvey(answer)).await;
}

async fn does(world: &World, by: &Actor, command: EnquiriesCommand) {
    around(world, SERVICE.try_into().expect("a code"), by, command).await;
}

async fn around(world: &World, service: ServiceCode, by: &Actor, command: EnquiriesCommand) {
    let id = CommandId::new(world.position().await.to_string()).expect("an id");
    world.talab.as_actor(by).change_enquiries(&service, command, id).await.expect("done");
}

/// What the archive will hold, and what `check-history` makes of it.
#[tokio::test]
async fn everything_around_a_service_is_lived_through_and_would_be_decided_again() {
    let world = World::in_memory().await;
    lived(&world).await;
    let events = world.talab.log().read_all(Position::START, 10_000).await.expect("readable");
    let seen: BTreeSet<_> = events.iter().map(|event| event.event_type.as_str()).collect();
    for name in EnquiriesEvent::NAMES {
        assert!(seen.contains(name), "{name} is not lived through");
    }
    world.history_holds().await;
}
