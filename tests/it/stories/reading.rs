//! Who reads a request is noted, where the host has it so: before anything is given, apart from the request (LY-21.1, LY-6.2).

use std::sync::Arc;

use talab::core::testing::{
    applicant, at, auditor, clerk, data_officer, gateway, handler, neighbour, somebody, stranger, supervisor,
};
use talab::core::{ACCESS, ReadKind, ReadPurpose};
use talab::store::{Fault, FaultyLog, StreamId, Version};
use talab::{Actor, Filter, NotDone, Reference, Role, Talab};

use super::world::{World, on_every_backend, refusal};

/// What an access stream holds, as its payloads.
async fn held(talab: &Talab, id: &str) -> Vec<String> {
    let stream = StreamId::new(ACCESS, id).expect("a stream");
    let recorded = talab.log().read_stream(&stream, Version::new(1)).await.expect("readable");
    recorded.into_iter().map(|event| event.payload).collect()
}

/// Who read what, and whether it was refused.
async fn readers(talab: &Talab, reference: &Reference) -> Vec<(String, &'static str, Option<String>)> {
    let read = talab.as_actor(&auditor()).readers(reference).await.expect("for auditors");
    let told =
        read.into_iter().map(|it| (it.read.by.person.to_string(), it.read.what.code(), it.read.refused));
    told.collect()
}

#[tokio::test]
async fn who_reads_a_request_is_noted_and_the_request_stays_as_it_was() {
    on_every_backend(|world: World| async move {
        let reference = world.submits().await.reference;
        let talab = world.watched().await;
        let version = world.status(&reference).await.version;
        let (officer, purpose) = (supervisor(), ReadPurpose::new("complaint/77").expect("a purpose"));
        let reads = talab.as_actor(&officer).for_purpose(&purpose);
        drop(reads.status(&reference).await.expect("a status"));
        drop(reads.trail(&reference).await.expect("a trail"));
        let sends = gateway();
        drop(talab.as_actor(&sends).message(&reference, 1).await.expect("a message"));
        drop(talab.as_actor(&officer).requests(Filter::new()).await.expect("a list"));
        let told = readers(&talab, &reference).await;
        let who = officer.person.to_string();
        let expected = [
            (who.clone(), "status", None),
            (who.clone(), "trail", None),
            (sends.person.to_string(), "message", None),
            (who, "list", None),
            (auditor().person.to_string(), "readers", None),
        ];
        assert_eq!(told, expected, "in order, the auditor's own look last");
        let read = talab.as_actor(&auditor()).readers(&reference).await.expect("for auditors");
        let purposes: Vec<_> =
            read.iter().map(|it| it.read.purpose.as_ref().map(ReadPurpose::as_str)).collect();
        assert_eq!(purposes[..4], [Some("complaint/77"), Some("complaint/77"), None, None]);
        assert_eq!((read[0].read.by.role, &read[0].read.by.body), (Role::Supervisor, &officer.body));
        assert_eq!(world.status(&reference).await.version, version, "reading is nothing that happens to it");
        world.history_holds().await;
    })
    .await;
}

#[tokio::test]
async fn an_applicant_reads_their_own_without_a_note_and_learns_who_else_did() {
    on_every_backend(|world: World| async move {
        let reference = world.submits().await.reference;
        let talab = world.watched().await;
        let (me, officer) = (applicant(), handler());
        let own = talab.as_actor(&me);
        drop(own.status(&reference).await.expect("a status"));
        drop(own.trail(&reference).await.expect("a trail"));
        drop(own.message(&reference, 1).await.expect("a message"));
        drop(own.requests(Filter::new()).await.expect("a list"));
        assert!(held(&talab, reference.as_str()).await.is_empty() && held(&talab, "-").await.is_empty());
        drop(talab.as_actor(&officer).status(&reference).await.expect("a status"));
        let given = world.talab.as_actor(&me).disclose(&reference, &[]).await.expect("given");
        let told = given.record.readers.as_deref().expect("with the access");
        assert_eq!(told.len(), 1);
        assert_eq!(
            (told[0].role, told[0].what, &told[0].body),
            (Role::Handler, ReadKind::Status, &officer.body)
        );
        assert!(!given.json.contains(officer.person.as_str()), "by role and body, not by name");
        // Somebody's own file is read by an officer, if it is as an officer that they read it.
        let mut both = handler();
        both.person = me.person.clone();
        drop(talab.as_actor(&both).requests(Filter::new()).await.expect("a list"));
        assert_eq!(held(&talab, reference.as_str()).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn who_tries_to_read_what_is_not_theirs_is_noted_and_given_nothing() {
    on_every_backend(|world: World| async move {
        let reference = world.submits().await.reference;
        let talab = world.watched().await;
        let elsewhere =
            Actor::officer(somebody("o-else"), Role::Handler, "mun.benghazi".try_into().expect("a body"));
        for actor in [stranger(), elsewhere.clone(), neighbour()] {
            let viewer = talab.as_actor(&actor);
            assert_eq!(refusal(viewer.status(&reference).await).code(), "unknown_request");
            assert_eq!(refusal(viewer.readers(&reference).await).code(), "unknown_request");
        }
        for actor in [applicant(), supervisor(), clerk(), gateway()] {
            let refused = refusal(talab.as_actor(&actor).readers(&reference).await);
            assert_eq!((refused.code(), refused.rule().id), ("not_permitted", "LY-21.1c"));
        }
        let told = readers(&talab, &reference).await;
        assert_eq!(told.len(), 6 + 4 + 1);
        assert!(told[..6].iter().all(|(_, _, refused)| refused.as_deref() == Some("unknown_request")));
        assert!(told[6..10].iter().all(|(_, _, refused)| refused.as_deref() == Some("not_permitted")));
        assert!(talab.as_actor(&data_officer()).readers(&reference).await.is_ok());
        // What names nothing makes no stream of its own.
        let nothing = Reference::from_bits(77);
        assert_eq!(refusal(talab.as_actor(&stranger()).status(&nothing).await).code(), "unknown_request");
        assert!(held(&talab, nothing.as_str()).await.is_empty());
        assert_eq!(held(&talab, "-").await.len(), 1);
        // Their own list is empty, and that they asked is noted.
        let list = talab.as_actor(&elsewhere).requests(Filter::new().applicant(applicant().person)).await;
        assert!(list.expect("a list").requests.is_empty());
        let apart = held(&talab, "-").await;
        assert!(
            apart[1].contains(r#""asked":["applicant"]"#) && !apart[1].contains("p-aisha"),
            "{}",
            apart[1]
        );
        // In the disclosure are those who read it, and not those who tried.
        let given = world.talab.as_actor(&applicant()).disclose(&reference, &[]).await.expect("given");
        let told = given.record.readers.expect("with the access");
        assert!(told.iter().all(|it| it.what == ReadKind::Readers), "{told:?}");
    })
    .await;
}

#[tokio::test]
async fn what_one_may_do_how_it_stood_and_what_is_held_are_doors_as_well() {
    on_every_backend(|world: World| async move {
        let reference = world.submits().await.reference;
        let talab = world.watched().await;
        let (officer, stranger) = (supervisor(), stranger());
        drop(talab.as_actor(&officer).available_actions(&reference).await.expect("offers"));
        let before_it_came = talab.as_actor(&stranger).status(&reference).at(at("2020-01-01 09:00")).await;
        assert_eq!(refusal(before_it_came).code(), "unknown_request");
        let given = talab.as_actor(&stranger).disclose(&reference, &[]).await;
        assert_eq!(refusal(given).code(), "unknown_request");
        let noted = held(&talab, reference.as_str()).await;
        assert_eq!(noted.len(), 3, "{noted:?}");
        assert!(noted[0].contains(officer.person.as_str()) && !noted[0].contains("refused"), "{}", noted[0]);
        assert!(noted[1].contains(r#""refused":"unknown_request""#), "{}", noted[1]);
        assert!(noted[2].contains("DiscloseRecord") && noted[2].contains("unknown_request"), "{}", noted[2]);
    })
    .await;
}

#[tokio::test]
async fn a_page_of_a_list_is_noted_on_every_request_of_it() {
    on_every_backend(|world: World| async move {
        let mut references = Vec::new();
        for _ in 0..3 {
            references.push(world.submits().await.reference);
        }
        let talab = world.watched().await;
        let officer = supervisor();
        let head = talab.head().await.expect("a head").position;
        let page = talab.as_actor(&officer).requests(Filter::new().limit(2)).await.expect("a list");
        assert_eq!(page.requests.len(), 2);
        let after = talab.head().await.expect("a head").position;
        assert_eq!(after.get() - head.get(), 2, "what was shown, and nothing else");
        for reference in &references {
            let shown = page.requests.iter().any(|row| row.reference == *reference);
            assert_eq!(held(&talab, reference.as_str()).await.len(), usize::from(shown));
        }
    })
    .await;
}

#[tokio::test]
async fn a_read_that_cannot_be_noted_fails_and_gives_nothing() {
    let world = World::in_memory().await;
    let reference = world.submits().await.reference;
    let inner = Arc::clone(world.talab.log());
    let faulty = FaultyLog::new(inner).script(vec![Fault::Unavailable; 4]);
    let talab = world.watched_over(Arc::new(faulty)).await;
    let officer = supervisor();
    let reads = talab.as_actor(&officer);
    assert!(matches!(reads.status(&reference).await, Err(NotDone::Failed(_))));
    assert!(matches!(reads.trail(&reference).await, Err(NotDone::Failed(_))));
    assert!(reads.requests(Filter::new()).await.is_err());
    let me = applicant();
    assert!(talab.as_actor(&me).status(&reference).await.is_ok(), "one's own needs no note");
    assert!(matches!(reads.status(&reference).await, Err(NotDone::Failed(_))));
    assert!(reads.status(&reference).await.is_ok(), "the log is there again");
    assert_eq!(held(&talab, reference.as_str()).await.len(), 1);
}

#[tokio::test]
async fn without_being_asked_for_reading_leaves_no_trace() {
    on_every_backend(|world: World| async move {
        let reference = world.submits().await.reference;
        let position = world.position().await;
        let officer = supervisor();
        let reads = world.talab.as_actor(&officer);
        drop(reads.status(&reference).await.expect("a status"));
        drop(reads.trail(&reference).await.expect("a trail"));
        drop(reads.requests(Filter::new()).await.expect("a list"));
        assert!(world.talab.as_actor(&auditor()).readers(&reference).await.expect("none").is_empty());
        assert_eq!(
            refusal(world.talab.as_actor(&stranger()).status(&reference).await).code(),
            "unknown_request"
        );
        assert_eq!(world.position().await, position);
    })
    .await;
}
