//! Drafts: noted by their authors, who are told of a change once (SA-10).

use super::*;

/// What comes of these acts where version 3 is the last published.
fn under_three(acts: &[Act]) -> (Enquiries, Result<(), Refusal>) {
    let mut enquiries = Enquiries::default();
    let mut last = Ok(());
    for (by, moment, command) in acts {
        assert!(last.is_ok(), "{last:?}");
        crate::aggregate::is_tagged(command, command.name());
        let known = Some(KnownService { published: Some(3), version: 3, ..known() });
        let envelope = EnquiriesEnvelope { known, ..envelope(by.clone(), moment, command.clone()) };
        last = decide(&enquiries, &envelope).map(|events| {
            events.iter().for_each(crate::aggregate::is_told);
            events.iter().for_each(|event| enquiries.evolve(event));
        });
    }
    (enquiries, last)
}

#[test]
fn who_has_a_draft_is_told_of_a_change_once() {
    let me = applicant();
    let noted = || (applicant(), ASKED, drafts(2, None));
    let told = || (gateway(), "2025-10-16 09:00", tells(&applicant(), 3));
    let concerned = |acts: &[Act]| {
        let (held, last) = under_three(acts);
        last.unwrap();
        held.concerned_by(3).map(|(person, draft)| (person.clone(), draft.version)).collect::<Vec<_>>()
    };
    assert_eq!(concerned(&[noted()]), [(me.person.clone(), 2)]);
    assert_eq!(concerned(&[noted(), told()]), []);
    assert_eq!(concerned(&[noted(), (me.clone(), "2025-10-16 09:00", drafts(3, None))]), []);
    assert_eq!(concerned(&[noted(), (me.clone(), "2025-10-16 09:00", drops(None))]), []);
    // What was told stays told, also where the draft is noted anew.
    assert_eq!(concerned(&[noted(), told(), (me.clone(), "2025-10-17 09:00", drafts(2, None))]), []);
    let helped = (operator(), ASKED, drafts(1, Some(stranger().person)));
    assert_eq!(concerned(&[helped]), [(stranger().person, 1)]);
    let twice = under_three(&[noted(), told(), told()]).1.unwrap_err();
    assert_eq!((twice.code(), twice.rule().id), ("draft_unknown", "SA-10"));
}

#[test]
fn drafts_are_noted_by_their_authors_and_told_of_by_the_gateway() {
    let code = |by: Actor, command: EnquiriesCommand| {
        let noted = (applicant(), ASKED, drafts(2, None));
        let refusal = under_three(&[noted, (by, "2025-10-16 09:00", command)]).1.unwrap_err();
        (refusal.code(), refusal.path().map(str::to_owned))
    };
    let at = |path: &str| ("field_invalid", Some(path.to_owned()));
    for version in [0, 4] {
        assert_eq!(code(applicant(), drafts(version, None)), at("version"));
    }
    assert_eq!(code(applicant(), drafts(2, Some(stranger().person))), at("person"));
    assert_eq!(code(operator(), drafts(2, None)), at("person"));
    assert_eq!(code(handler(), drafts(2, None)), ("not_permitted", None));
    for theirs in [drafts(3, Some(applicant().person)), drops(Some(applicant().person))] {
        assert_eq!(code(operator(), theirs), ("draft_unknown", None), "noted by its author");
    }
    assert_eq!(code(handler(), tells(&applicant(), 3)), ("not_permitted", None));
    assert_eq!(code(stranger(), drops(None)), ("draft_unknown", None));
    assert_eq!(code(gateway(), tells(&applicant(), 2)), ("draft_unknown", None), "not the last one");
    assert_eq!(code(gateway(), tells(&stranger(), 3)), ("draft_unknown", None));
    let early = (applicant(), "2025-10-14 09:00", drafts(3, None));
    let back = under_three(&[(applicant(), ASKED, drafts(2, None)), early]).1.unwrap_err();
    assert_eq!(back.code(), "time_goes_backwards");
}

#[test]
fn drafts_are_read_by_who_sends_the_notices_the_provider_and_their_authors() {
    let seen = |by: Actor| drafts_readable(&by, &provider()).map_err(|refusal| refusal.code());
    for all in [gateway(), system(), data_officer(), handler(), manager()] {
        assert_eq!(seen(all.clone()), Ok(DraftsSeen::All), "{:?}", all.role);
    }
    assert_eq!(seen(applicant()), Ok(DraftsSeen::Own));
    for nobody in [regulator(), auditor(), operator(), elsewhere(Role::Handler), representative()] {
        assert_eq!(seen(nobody.clone()), Err("not_permitted"), "{:?}", nobody.role);
    }
}
