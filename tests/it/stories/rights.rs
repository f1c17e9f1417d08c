//! What is held is given and kept, held by order, and redacted when nobody needs it any more.

use talab::core::mandate::MandateAct;
use talab::core::request::intake::Document;
use talab::core::request::parties::{AddNote, FeedbackKind};
use talab::core::request::rights::{DisclosedPart, RedactedItem};
use talab::core::testing::{
    self, HOLD, answer_feedback, applicant, auditor, data_officer, feedback, handler, hold, lift,
    name_neighbour, neighbour, redact, representative, stranger, supervisor, verifier,
};
use talab::core::{CommandId, Outcome, Stage};
use talab::store::sha256_hex;
use talab::{Actor, Filter, Reference, Refusal, verify_document};

use super::world::{World, on_every_backend, refusal};

const SECRET: &str = "119900123456";

async fn ended(world: &World) -> Reference {
    let reference = world.submits().await.reference;
    let note =
        AddNote { text: "ملاحظة داخلية عن الجار".into(), public: false, about: None };
    world.does(&verifier(), &reference, note).await;
    world.grants(&reference).await;
    world.does(&handler(), &reference, testing::issue()).await;
    world.does(&handler(), &reference, testing::deliver()).await;
    reference
}

async fn disclosed(world: &World, by: &Actor, reference: &Reference) -> talab::Disclosed {
    world.talab.as_actor(by).disclose(reference, &[]).await.expect("given")
}

#[tokio::test]
async fn everything_is_given_to_its_person_and_recorded_with_its_hash() {
    on_every_backend(|world: World| async move {
        let reference = ended(&world).await;
        let me = applicant();
        let given = disclosed(&world, &me, &reference).await;
        assert_eq!(given.sha256, sha256_hex(given.json.as_bytes()), "anybody can work it out again");
        assert!(given.json.contains(SECRET) && given.json.contains("aisha@example.ly"));
        assert!(!given.json.contains("ملاحظة داخلية"), "internal notes are never in it");
        assert_eq!(given.receipt.events, ["RecordDisclosed"]);
        assert_eq!(
            given.record.version + 1,
            given.receipt.version,
            "nothing came between the look and the record"
        );

        let on_behalf = disclosed(&world, &data_officer(), &reference).await;
        let before = on_behalf.record.access.expect("who was given it");
        assert_eq!((before.len(), &before[0].sha256, &before[0].to), (1, &given.sha256, &me.person));
        let only =
            world.talab.as_actor(&me).disclose(&reference, &[DisclosedPart::Documents]).await.expect("given");
        assert!(!only.json.contains(SECRET) && only.record.documents.is_some());

        let trail = world.talab.as_actor(&me).trail(&reference).await.expect("a trail");
        assert_eq!(trail.lines.iter().filter(|line| line.event == "RecordDisclosed").count(), 3);
        world.history_holds().await;
    })
    .await;
}

#[tokio::test]
async fn nobody_else_is_given_anything() {
    on_every_backend(|world: World| async move {
        let reference = ended(&world).await;
        for (by, code) in [
            (stranger(), "unknown_request"),
            (representative(), "unknown_request"),
            (neighbour(), "unknown_request"),
            (handler(), "not_permitted"),
            (supervisor(), "not_permitted"),
            (auditor(), "not_permitted"),
        ] {
            let refused = refusal(world.talab.as_actor(&by).disclose(&reference, &[]).await);
            assert_eq!(refused.code(), code, "{}", by.role);
        }
        let nowhere = Reference::from_bits(3);
        let refused = refusal(world.talab.as_actor(&applicant()).disclose(&nowhere, &[]).await);
        assert_eq!(refused, Refusal::UnknownRequest);
        let given = disclosed(&world, &applicant(), &reference).await;
        assert_eq!(given.record.access.expect("who was given it"), [], "what is refused is given to nobody");
    })
    .await;
}

#[tokio::test]
async fn a_representative_takes_the_record_under_a_mandate_for_collection() {
    on_every_backend(|world: World| async move {
        let reference = ended(&world).await;
        let lawyer = representative();
        let mut narrow = testing::mandate_of(&applicant().person, &lawyer.person);
        narrow.scope.acts = [MandateAct::Withdrawal].into();
        let whole = testing::mandate_of(&applicant().person, &lawyer.person);
        let grant = async |power, key: &str| {
            let id = CommandId::new(key).expect("an id");
            world.talab.as_actor(&applicant()).grant_mandate(power, id).await.expect("granted")
        };
        let (narrow, whole) = (grant(narrow, "narrow").await, grant(whole, "whole").await);
        let refused = refusal(world.talab.as_actor(&lawyer).under(&narrow).disclose(&reference, &[]).await);
        assert_eq!(refused.code(), "mandate_scope");
        let given =
            world.talab.as_actor(&lawyer).under(&whole).disclose(&reference, &[]).await.expect("given");
        assert!(given.json.contains(SECRET));
        let next = disclosed(&world, &applicant(), &reference).await;
        assert_eq!(next.record.access.expect("who was given it")[0].to, lawyer.person);
    })
    .await;
}

#[tokio::test]
async fn a_person_is_given_all_their_requests_at_once() {
    on_every_backend(|world: World| async move {
        let (first, second) = (ended(&world).await, world.submits().await.reference);
        let me = applicant();
        let given = world.talab.as_actor(&me).disclose_all(&me.person).await.expect("the list");
        let mut references: Vec<_> = given.iter().map(|(reference, _)| reference.clone()).collect();
        references.sort();
        let mut expected = vec![first.clone(), second];
        expected.sort();
        assert_eq!(references, expected);
        assert!(given.iter().all(|(_, disclosed)| disclosed.is_ok()));
        let by_officer =
            world.talab.as_actor(&data_officer()).disclose_all(&me.person).await.expect("the list");
        assert_eq!(by_officer.len(), 2);
        let other = stranger();
        let none = world.talab.as_actor(&other).disclose_all(&me.person).await.expect("the list");
        assert!(none.is_empty(), "somebody else's are not listed");
    })
    .await;
}

#[tokio::test]
async fn what_is_held_by_order_is_not_redacted_and_what_is_redacted_is_shown_to_nobody() {
    on_every_backend(|world: World| async move {
        let reference = ended(&world).await;
        let guardian = data_officer();
        world.does(&guardian, &reference, hold(HOLD)).await;
        let mut all = redact(&["national_no", "full_name"]);
        all.items.extend([RedactedItem::Email, RedactedItem::Notes]);
        assert_eq!(world.refuses(&guardian, &reference, all.clone()).await.code(), "legal_hold");
        assert_eq!(world.status_of_officer(&reference).await.legal_holds.len(), 1);
        assert!(world.status(&reference).await.legal_holds.is_empty());
        let trail = world.talab.as_actor(&applicant()).trail(&reference).await.expect("a trail");
        assert!(
            !trail.lines.iter().any(|line| line.event.starts_with("LegalHold")),
            "the applicant is not told"
        );

        world.does(&guardian, &reference, lift(HOLD)).await;
        world.does(&guardian, &reference, all).await;
        let given = disclosed(&world, &applicant(), &reference).await;
        for gone in [SECRET, "aisha@example.ly", "عائشة"] {
            assert!(!given.json.contains(gone), "{gone}");
        }
        let kept = (Stage::Concluded, Some(Outcome::Granted));
        let status = world.status(&reference).await;
        assert_eq!((status.stage, status.outcome), kept);
        for viewer in [applicant(), verifier(), auditor(), data_officer()] {
            let me = world.talab.as_actor(&viewer);
            let mut told =
                serde_json::to_string(&me.trail(&reference).await.expect("a trail")).expect("JSON");
            told += &serde_json::to_string(&me.status(&reference).await.expect("a status")).expect("JSON");
            for gone in [SECRET, "aisha@", "ملاحظة داخلية"] {
                assert!(!told.contains(gone), "{} is told {gone}", viewer.role);
            }
        }
        // The log keeps its bytes until there is a vault, so everything is still decided again as it was.
        world.history_holds().await;
    })
    .await;
}

#[tokio::test]
async fn a_neighbour_who_is_named_sees_where_it_stands() {
    on_every_backend(|world: World| async move {
        let reference = world.submits().await.reference;
        let next_door = neighbour();
        let looks = || async { world.talab.as_actor(&next_door).status(&reference).await };
        assert_eq!(refusal(looks().await), Refusal::UnknownRequest);
        world.does(&handler(), &reference, name_neighbour()).await;
        let status = looks().await.expect("a status");
        assert_eq!(
            (status.stage, status.history.len(), status.next_actions.len()),
            (Stage::Acknowledged, 0, 0)
        );
        let message = world.talab.as_actor(&next_door).message(&reference, 1).await;
        assert_eq!(refusal(message).code(), "notification_unknown");
        let listed = world.talab.as_actor(&next_door).requests(Filter::new()).await.expect("a list");
        assert!(listed.requests.is_empty(), "they know of it by its reference only");
        world.does(&applicant(), &reference, testing::remove_neighbour()).await;
        assert_eq!(refusal(looks().await), Refusal::UnknownRequest);
    })
    .await;
}

#[tokio::test]
async fn a_complaint_is_answered_and_both_sides_see_how_long_it_took() {
    on_every_backend(|world: World| async move {
        let reference = world.submits().await.reference;
        world.does(&applicant(), &reference, feedback(FeedbackKind::Complaint)).await;
        world.at("2025-10-19 10:30");
        world.does(&handler(), &reference, answer_feedback(1)).await;
        let seen = world.status(&reference).await.feedback;
        let waited = seen[0].answered_at.map(|at| at.get() - seen[0].recorded_at.get());
        assert_eq!(waited.map(|it| it.whole_days()), Some(3));
        let again = world.refuses(&handler(), &reference, answer_feedback(1)).await;
        assert_eq!(again.code(), "feedback_unknown");
        world.history_holds().await;
    })
    .await;
}

#[test]
fn a_document_that_was_altered_is_found() {
    let bytes = b"%PDF-1.7 bill";
    let kind = "utility_bill".try_into().expect("a kind");
    let document = Document::new(kind, sha256_hex(bytes).to_uppercase(), 13, "pdf");
    assert_eq!(verify_document(&document, bytes), Ok(()));
    let altered = verify_document(&document, b"%PDF-1.7 bull").expect_err("another document");
    assert_eq!((altered.kind.as_str(), altered.recorded.1, altered.found.1), ("utility_bill", 13, 13));
    assert!(
        altered.to_string().contains(&altered.found.0) && altered.to_string().contains("ask the provider")
    );
    assert!(verify_document(&document, b"").is_err());
}
