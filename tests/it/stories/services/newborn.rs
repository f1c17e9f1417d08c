//! S5, the newborn bundle: a service made of several, each with its own provider, one feeding another (LY-17.4).

mod unsaid;

use talab::core::definition::ServiceDefinition;
use talab::core::request::Command;
use talab::core::request::decision::{Proposal, ProposeDecision};
use talab::core::request::evidence::{EvidenceResult, RecordEvidence};
use talab::core::request::execution::CompleteStep;
use talab::core::request::exits::{Discontinue, Withdraw};
use talab::core::request::fees::AssessFee;
use talab::core::request::outputs::{DeliverOutput, IssueOutput};
use talab::core::request::review::PassVerification;
use talab::core::request::subrequests::PartStanding;
use talab::core::testing::{
    self, CIVIL, SHA256, applicant, approve, ask_source, grant, open_part, pass, somebody, source, stranger,
    system,
};
use talab::core::{ChannelMessage, Outcome, Private, Reason, ReasonCode, Stage, Text, Value};
use talab::projections::PartStatus;
use talab::{Actor, Clock, Intake, NotDone, Reference, Refusal, Role, Submission};

use super::super::world::{World, on_every_backend, refusal};
use super::office::{Office, file, paper};

const FILE: &str = "newborn-bundle.toml";
const NEEDED: [&str; 3] = ["birth-registration", "national-number", "family-booklet"];
const PARTS: [&str; 5] =
    ["birth-registration", "national-number", "family-booklet", "child-insurance", "child-allowance"];
const NID: &str = "120250000417";

fn born(at: &str, also: &[&str]) -> Submission {
    let parts = NEEDED.iter().chain(also).map(|part| Value::from(*part)).collect();
    Submission::to("civ.newborn-bundle")
        .answer("father_nid", "119880123456")
        .answer("mother_nid", "219900123456")
        .answer("child_name", "سالم")
        .answer("sex", "male")
        .answer("birth_at", at)
        .answer("birth_place", "tripoli")
        .answer("weight_g", 3_250)
        .answer("filed_by", "father")
        .answer("parts", Value::List(parts))
        .document(paper("birth_notice", "pdf"))
        .email("aisha@example.ly")
}

fn with_allowance(also: &[&str]) -> Submission {
    born("2025-10-12T03:40", also)
        .answer("iban", "LY38 0210 0100 0000 1234 5678 9")
        .document(paper("bank_proof", "pdf"))
}

/// The bundle and its parts, in force in one world.
struct Bundle {
    office: Office,
    parts: Vec<(&'static str, ServiceDefinition)>,
}

impl Bundle {
    async fn opens(world: World) -> Self {
        let mut parts = Vec::new();
        for name in PARTS {
            let definition = talab::read_definition(file(&format!("{name}.toml"))).expect("sound");
            world.talab.publish_for_tests(&definition, &testing::calendar()).await.expect("published");
            parts.push((name, definition));
        }
        Self { office: Office::opens(world, FILE).await, parts }
    }

    fn world(&self) -> &World {
        &self.office.world
    }

    fn service(&self, part: &str) -> &ServiceDefinition {
        &self.parts.iter().find(|(name, _)| *name == part).expect("a part").1
    }

    /// An officer of the body that a part is with.
    fn officer(&self, part: &str, role: Role) -> Actor {
        Actor::officer(somebody(&format!("o-{}", role.code())), role, self.service(part).provider.clone())
    }

    async fn works(&self, part: &str, role: Role, on: &Reference, command: impl Into<Command>) {
        self.world().does(&self.officer(part, role), on, command).await;
    }

    /// A bundle that is filed and verified.
    async fn filed(&self, submission: Submission) -> Reference {
        let filed = self.world().talab.as_actor(&applicant()).submit(submission).await.expect("submitted");
        assert!(matches!(filed.outcome, Intake::Acknowledged { .. }), "{:?}", filed.outcome);
        self.office.verifies(&filed.reference).await;
        filed.reference
    }

    async fn status_of(&self, on: &Reference, part: &str) -> PartStatus {
        let status = self.world().status(on).await;
        status.parts.into_iter().find(|it| it.id.as_str() == part).expect("a part that was chosen")
    }

    /// Opens a part; its request is returned.
    async fn open(&self, on: &Reference, part: &str) -> Reference {
        self.office.does(Role::Handler, on, open_part(part)).await;
        self.status_of(on, part).await.request.expect("its request")
    }

    async fn until_proposal(&self, part: &str, child: &Reference) {
        self.works(part, Role::Verifier, child, PassVerification::default()).await;
        let step = self.service(part).steps[0].id.clone();
        self.works(part, Role::Handler, child, CompleteStep::new(step)).await;
    }

    /// The request of a part is granted, and its output delivered under this number.
    async fn grants(&self, part: &str, child: &Reference, number: &str) {
        self.until_proposal(part, child).await;
        self.works(part, Role::Handler, child, grant()).await;
        self.works(part, Role::Decider, child, approve()).await;
        let output = self.service(part).outputs[0].id.clone();
        let (number, sha256) = (number.to_owned(), SHA256.to_owned());
        let issue = IssueOutput { output: output.clone(), number, sha256, signature: None };
        self.works(part, Role::Handler, child, issue).await;
        let locator = "outputs/1".to_owned();
        self.works(part, Role::Handler, child, DeliverOutput { output, locator }).await;
    }

    async fn denies(&self, part: &str, child: &Reference) {
        self.until_proposal(part, child).await;
        self.works(part, Role::Handler, child, denial()).await;
        self.works(part, Role::Decider, child, approve()).await;
    }

    /// Registration, number and booklet are opened one after another and granted.
    async fn grants_what_is_needed(&self, on: &Reference) {
        for (part, number) in NEEDED.iter().zip(["B-2025/77", NID, "F-12"]) {
            let child = self.open(on, part).await;
            self.grants(part, &child, number).await;
        }
    }

    async fn decides(&self, on: &Reference, proposal: ProposeDecision) -> (Stage, Option<Outcome>) {
        self.office.does(Role::Handler, on, proposal).await;
        self.office.does(Role::Decider, on, approve()).await;
        self.ended(on).await
    }

    async fn ended(&self, on: &Reference) -> (Stage, Option<Outcome>) {
        let status = self.world().status(on).await;
        (status.stage, status.outcome)
    }
}

fn remedies() -> Text {
    Text::new("يجوز التظلّم لدى مقدم الخدمة", "Object to the provider")
}

fn denial() -> ProposeDecision {
    let reasons = vec![Reason::new(ReasonCode::RefProhibitedByLaw)];
    ProposeDecision { proposal: Proposal::Deny { reasons, remedies: remedies(), explanation: None } }
}

fn in_part() -> ProposeDecision {
    let reasons = vec![Reason::new(ReasonCode::RefOtherBodyRefused).about("child-allowance")];
    let (conditions, outputs) = (Vec::new(), Vec::new());
    let (remedies, explanation) = (remedies(), None);
    ProposeDecision {
        proposal: Proposal::GrantPartly { conditions, outputs, reasons, remedies, explanation },
    }
}

#[tokio::test]
async fn the_main_story_with_both_optional_parts() {
    on_every_backend(|world: World| async move {
        let bundle = Bundle::opens(world).await;
        let on = bundle.filed(with_allowance(&["child-insurance", "child-allowance"])).await;
        let early = bundle.office.refuses(Role::Handler, &on, open_part("child-insurance")).await;
        assert_eq!(early, Refusal::PartsOpen { parts: vec!["national-number".to_owned()] });
        bundle.grants_what_is_needed(&on).await;
        let open = bundle.office.refuses(Role::Handler, &on, Office::grant(&[])).await;
        assert_eq!(open.code(), "parts_open", "the parts that were chosen are waited for");
        let card = bundle.open(&on, "child-insurance").await;
        let allowance = bundle.open(&on, "child-allowance").await;
        let told = bundle.status_of(&on, "child-insurance").await;
        assert_eq!((told.standing, told.request.as_ref()), (PartStanding::Open, Some(&card)));
        bundle.grants("child-insurance", &card, "C-1").await;
        bundle.grants("child-allowance", &allowance, "A-1").await;
        let granted = bundle.decides(&on, grant()).await;
        assert_eq!(granted, (Stage::Concluded, Some(Outcome::Granted)));
        let status = bundle.world().status(&on).await;
        assert!(status.parts.iter().all(|part| part.standing == PartStanding::Granted), "{:?}", status.parts);
        assert_eq!(bundle.world().status(&card).await.part_of, Some(on.clone()));
        assert_eq!(bundle.world().talab.tick().await.expect("ticked").parts, 0, "each was told at once");
        bundle.world().history_holds().await;
    })
    .await;
}

/// Nobody is asked twice: what the parts need is taken over, and says so; and one output feeds the next part.
#[tokio::test]
async fn data_and_documents_are_asked_for_once() {
    let bundle = Bundle::opens(World::in_memory().await).await;
    let on = bundle.filed(with_allowance(&["child-allowance"])).await;
    bundle.grants_what_is_needed(&on).await;
    let allowance = bundle.open(&on, "child-allowance").await;
    let mother = applicant();
    let status = bundle.world().status(&allowance).await;
    assert_eq!((status.stage, status.missing.len()), (Stage::Acknowledged, 0));
    let trail = bundle.world().talab.as_actor(&mother).trail(&allowance).await.expect("a trail");
    let told: Vec<_> = trail.lines[0].what.iter().map(|it| it.en.clone()).collect();
    let taken = [
        format!("part of the request: {on}"),
        "data taken over from there: International account number".to_owned(),
        "documents taken over from there: Proof of a bank account".to_owned(),
        "data from an output of a part before it: Child's national number".to_owned(),
    ];
    assert!(taken.iter().all(|line| told.contains(line)), "{told:?}");
    let entries = bundle.world().talab.log().clone();
    let stream = talab::store::StreamId::new("Request", allowance.as_str()).expect("a stream");
    let first = entries.read_stream(&stream, talab::store::Version::new(1)).await.expect("read");
    assert!(first[0].payload.contains(NID), "the number that the part before it gave: {}", first[0].payload);
    // The address for messages was given once as well.
    assert!(first[0].payload.contains("aisha@example.ly"));
}

/// A part that could be left out and is refused takes nothing from the others.
#[tokio::test]
async fn a_refused_optional_part_makes_it_a_grant_in_part() {
    on_every_backend(|world: World| async move {
        let bundle = Bundle::opens(world).await;
        let on = bundle.filed(with_allowance(&["child-allowance"])).await;
        bundle.grants_what_is_needed(&on).await;
        let allowance = bundle.open(&on, "child-allowance").await;
        bundle.denies("child-allowance", &allowance).await;
        let whole = bundle.office.refuses(Role::Handler, &on, grant()).await;
        assert_eq!(whole, Refusal::PartNotGranted { parts: vec!["child-allowance".to_owned()] });
        let granted = bundle.decides(&on, in_part()).await;
        assert_eq!(granted, (Stage::Concluded, Some(Outcome::PartiallyGranted)));
        let status = bundle.world().status(&on).await;
        assert_eq!(status.reasons[0].code, ReasonCode::RefOtherBodyRefused);
        assert!(status.remedies.is_some());
        bundle.world().history_holds().await;
    })
    .await;
}

#[tokio::test]
async fn a_refused_mandatory_part_refuses_the_bundle() {
    let bundle = Bundle::opens(World::in_memory().await).await;
    let on = bundle.filed(born("2025-10-12T03:40", &[])).await;
    let child = bundle.open(&on, "birth-registration").await;
    bundle.denies("birth-registration", &child).await;
    let next = bundle.office.refuses(Role::Handler, &on, open_part("national-number")).await;
    assert_eq!(next, Refusal::PartNotGranted { parts: vec!["birth-registration".to_owned()] });
    for proposal in [grant(), in_part()] {
        let refused = bundle.office.refuses(Role::Handler, &on, proposal).await;
        assert_eq!(refused.code(), "part_not_granted");
    }
    let denied = bundle.decides(&on, denial()).await;
    assert_eq!(denied, (Stage::Concluded, Some(Outcome::Denied)));
}

/// What is left of the parts ends with the bundle; what is decided stays decided.
#[tokio::test]
async fn a_bundle_that_is_withdrawn_takes_its_open_parts_with_it() {
    on_every_backend(|world: World| async move {
        let bundle = Bundle::opens(world).await;
        let on = bundle.filed(born("2025-10-12T03:40", &["child-insurance"])).await;
        let birth = bundle.open(&on, "birth-registration").await;
        bundle.grants("birth-registration", &birth, "B-2025/77").await;
        let number = bundle.open(&on, "national-number").await;
        bundle.world().does(&applicant(), &on, Withdraw { reason: None }).await;
        assert_eq!(bundle.ended(&birth).await, (Stage::Concluded, Some(Outcome::Granted)));
        assert_eq!(bundle.ended(&number).await, (Stage::Closed, Some(Outcome::Discontinued)));
        let why = bundle.world().status(&number).await.reasons;
        assert_eq!(why[0].code, ReasonCode::ClsParentEnded);
        let late = bundle.office.refuses(Role::Handler, &on, open_part("family-booklet")).await;
        assert_eq!(late.code(), "terminal_state");
        bundle.world().history_holds().await;
    })
    .await;
}

/// The applicant may leave out what they chose, in the part itself; the bundle is told.
#[tokio::test]
async fn a_part_that_the_applicant_withdraws_is_told_to_the_bundle() {
    let bundle = Bundle::opens(World::in_memory().await).await;
    let on = bundle.filed(born("2025-10-12T03:40", &["child-insurance"])).await;
    bundle.grants_what_is_needed(&on).await;
    let card = bundle.open(&on, "child-insurance").await;
    bundle.world().does(&applicant(), &card, Withdraw { reason: None }).await;
    let told = bundle.status_of(&on, "child-insurance").await;
    assert_eq!((told.standing, told.outcome), (PartStanding::LeftOut, Some(Outcome::Withdrawn)));
    assert_eq!(bundle.office.count(&on, "SubrequestConcluded").await, 4);
    let granted = bundle.decides(&on, grant()).await;
    assert_eq!(granted, (Stage::Concluded, Some(Outcome::Granted)));
}

/// The hospital's notice and the civil registry disagree on the mother: the registration waits, and only it does.
#[tokio::test]
async fn another_mother_in_the_registry_holds_the_registration_up() {
    let bundle = Bundle::opens(World::in_memory().await).await;
    let on = bundle.filed(born("2025-10-12T03:40", &[])).await;
    let birth = bundle.open(&on, "birth-registration").await;
    let part = "birth-registration";
    bundle.works(part, Role::Verifier, &birth, PassVerification::default()).await;
    let answer = async |mother: &str, number: usize| {
        bundle.works(part, Role::Handler, &birth, ask_source(CIVIL, &["mother_nid"])).await;
        let officer = bundle.officer(part, Role::Supervisor);
        let status = bundle.world().talab.as_actor(&officer).status(&birth).await.expect("a status");
        let asked = status.questions.last().cloned().expect("a question");
        let now = bundle.world().clock.now();
        let to = bundle.service(part).provider.clone();
        let message = testing::message(CIVIL, number, now);
        let message = Some(ChannelMessage { to, in_reply_to: asked.message, ..message });
        let values = [("mother_nid".try_into().expect("a field"), Value::from(mother))].into();
        let result = EvidenceResult::Found { values: Private::new(values), as_of: now };
        let record = RecordEvidence { number: asked.number, result, message };
        bundle.world().does(&source(CIVIL), &birth, record).await;
    };
    answer("219910654321", 1).await;
    let waits = talab::core::request::clock::SuspendClock { reason: ReasonCode::SusAwaitingOtherBody };
    bundle.works(part, Role::Handler, &birth, waits).await;
    let step = bundle.service(part).steps[0].id.clone();
    bundle.works(part, Role::Handler, &birth, CompleteStep::new(step)).await;
    let handler = bundle.officer(part, Role::Handler);
    let refused = bundle.world().refuses(&handler, &birth, grant()).await;
    assert_eq!(refused.code(), "evidence_missing", "no grant goes against the registry");
    let clock = bundle.world().status(&on).await.clock.expect("a clock");
    assert_eq!(clock.suspended_for, None, "the bundle's own time runs on");
    // The hospital set its notice right with the registry.
    answer("219900123456", 2).await;
    bundle.works(part, Role::Handler, &birth, talab::core::request::clock::ResumeClock::default()).await;
    bundle.works(part, Role::Handler, &birth, grant()).await;
}

/// The same notice of birth, two children: two requests, each with its own parts.
#[tokio::test]
async fn twins_share_documents_and_are_two_requests() {
    let bundle = Bundle::opens(World::in_memory().await).await;
    let first = bundle.filed(born("2025-10-12T03:40", &[])).await;
    let second = bundle.filed(born("2025-10-12T03:52", &[]).answer("child_name", "سليم")).await;
    let (one, other) =
        (bundle.open(&first, "birth-registration").await, bundle.open(&second, "birth-registration").await);
    assert_ne!(one, other);
    bundle.grants("birth-registration", &one, "B-2025/77").await;
    assert_eq!(bundle.status_of(&first, "birth-registration").await.standing, PartStanding::Granted);
    assert_eq!(bundle.status_of(&second, "birth-registration").await.standing, PartStanding::Open);
    let early = bundle.office.refuses(Role::Handler, &second, open_part("national-number")).await;
    assert_eq!(early.code(), "parts_open", "the registration of the other twin opens nothing");
}

/// The officers of the bundle see that a part is there and how it ended, and nothing of what is in it; and the other way.
#[tokio::test]
async fn a_part_is_seen_into_by_its_own_body_only() {
    let bundle = Bundle::opens(World::in_memory().await).await;
    let on = bundle.filed(with_allowance(&["child-allowance"])).await;
    bundle.grants_what_is_needed(&on).await;
    let allowance = bundle.open(&on, "child-allowance").await;
    let unknown = async |by: &Actor, reference: &Reference| {
        let seen = bundle.world().talab.as_actor(by).status(reference).await;
        assert!(matches!(seen, Err(NotDone::Refused(Refusal::UnknownRequest))), "{seen:?}");
        assert_eq!(bundle.world().refuses(by, reference, pass()).await, Refusal::UnknownRequest);
    };
    unknown(&bundle.office.officer(Role::Handler), &allowance).await;
    unknown(&bundle.officer("child-allowance", Role::Handler), &on).await;
    unknown(&bundle.officer("child-insurance", Role::Handler), &allowance).await;
    unknown(&stranger(), &allowance).await;
    let told = bundle.office.status(&on).await.parts.pop().expect("a part");
    assert_eq!((told.standing, told.request), (PartStanding::Open, Some(allowance.clone())));
    assert_eq!(bundle.world().status(&allowance).await.provider.as_str(), "social-affairs");
}

/// Everybody else, everything else, and everything twice: nothing is opened, and it is said why.
#[tokio::test]
async fn what_opens_no_part_changes_nothing() {
    let bundle = Bundle::opens(World::in_memory().await).await;
    let world = bundle.world();
    let on = bundle.filed(born("2025-10-12T03:40", &[])).await;
    bundle.open(&on, "birth-registration").await;
    let requests =
        world.talab.as_actor(&system()).requests(Default::default()).await.expect("a list").requests.len();
    let refused = async |by: &Actor, part: &str| world.refuses(by, &on, open_part(part)).await.code();
    let handler = bundle.office.officer(Role::Handler);
    assert_eq!(refused(&handler, "birth-registration").await, "part_already_opened");
    assert_eq!(refused(&handler, "national-number").await, "parts_open");
    assert_eq!(refused(&handler, "child-allowance").await, "part_unknown", "it was not chosen");
    assert_eq!(refused(&handler, "passport").await, "part_unknown");
    assert_eq!(refused(&bundle.office.officer(Role::Verifier), "national-number").await, "not_permitted");
    assert_eq!(refused(&applicant(), "national-number").await, "not_permitted");
    assert_eq!(
        refused(&bundle.officer("child-allowance", Role::Handler), "national-number").await,
        "unknown_request"
    );
    assert_eq!(refused(&stranger(), "birth-registration").await, "unknown_request");
    let ended = Discontinue { reason: ReasonCode::ClsParentEnded };
    let supervisor = bundle.office.officer(Role::Supervisor);
    assert_eq!(world.refuses(&supervisor, &on, ended).await.code(), "reason_unknown");
    let after =
        world.talab.as_actor(&system()).requests(Default::default()).await.expect("a list").requests.len();
    assert_eq!(after, requests);
}

/// A part whose service takes nothing now is not opened, and the bundle does not say that it was.
#[tokio::test]
async fn a_part_is_opened_whole_or_not_at_all() {
    use talab::core::service::{ServiceCommand, SuspendService};
    let bundle = Bundle::opens(World::in_memory().await).await;
    let on = bundle.filed(born("2025-10-12T03:40", &[])).await;
    let code = bundle.service("birth-registration").code.clone();
    let suspend = ServiceCommand::SuspendService(SuspendService { reason: "صيانة".to_owned() });
    let id = "suspend".try_into().expect("an id");
    bundle
        .world()
        .talab
        .as_actor(&testing::regulator())
        .change_service(&code, suspend, id)
        .await
        .expect("done");
    let refused = bundle.office.refuses(Role::Handler, &on, open_part("birth-registration")).await;
    assert_eq!(refused.code(), "service_suspended");
    let told = bundle.status_of(&on, "birth-registration").await;
    assert_eq!((told.standing, told.request), (PartStanding::Ready, None));
}

/// A definition is not taken in whose part is made of parts itself, where the directory has that one.
#[tokio::test]
async fn a_part_made_of_parts_is_not_published() {
    let bundle = Bundle::opens(World::in_memory().await).await;
    let mut wider = bundle.office.definition.clone();
    wider.code = "civ.wider-bundle".try_into().expect("a code");
    wider.parts.truncate(1);
    wider.parts[0].service = bundle.office.definition.code.clone();
    let refused = refusal(bundle.world().talab.publish_for_tests(&wider, &testing::calendar()).await);
    assert_eq!(
        (refused.code(), refused.path()),
        ("definition_invalid", Some("part.birth-registration.service"))
    );
    bundle.world().history_holds().await;
}

/// Ten days to report a birth, counted by the calendar; one day later costs five dinars, in the part that registers it.
#[tokio::test]
async fn a_late_report_costs_five_dinars() {
    for (at, fine) in [("2025-10-06T23:59", 0), ("2025-10-05T00:01", 5_000), ("2025-10-16T01:00", 0)] {
        let bundle = Bundle::opens(World::in_memory().await).await;
        let on = bundle.filed(born(at, &[])).await;
        let birth = bundle.open(&on, "birth-registration").await;
        let part = "birth-registration";
        bundle.works(part, Role::Verifier, &birth, PassVerification::default()).await;
        bundle.works(part, Role::Handler, &birth, AssessFee::default()).await;
        assert_eq!(bundle.office.fee(&birth, "late").await, fine, "{at}");
    }
}

/// Parts that nobody chose are not part of the request, and what they need is not asked for.
#[tokio::test]
async fn only_the_chosen_parts_are_needed() {
    let bundle = Bundle::opens(World::in_memory().await).await;
    let on = bundle.filed(born("2025-10-12T03:40", &[])).await;
    let parts = bundle.world().status(&on).await.parts;
    assert_eq!(parts.iter().map(|part| part.id.as_str()).collect::<Vec<_>>(), NEEDED);
    let me = applicant();
    let me = bundle.world().talab.as_actor(&me);
    let gaps = me.check_submission(&born("2025-10-12T03:40", &["child-allowance"])).await.expect("checked");
    assert_eq!(gaps.iter().map(|gap| gap.missing.item.as_str()).collect::<Vec<_>>(), ["iban", "bank_proof"]);
    let typo = with_allowance(&["child-allowance"]).answer("iban", "LY38021001000000123456780");
    assert_eq!(refusal(me.submit(typo).await).path(), Some("answers.iban"));
}

/// The registration can't be left out: what follows rests on it.
#[tokio::test]
async fn the_three_parts_that_belong_together() {
    let bundle = Bundle::opens(World::in_memory().await).await;
    let only = Value::List(vec![Value::from("national-number")]);
    let on = bundle.filed(born("2025-10-12T03:40", &[]).answer("parts", only)).await;
    bundle.grants_what_is_needed(&on).await;
    let refused = bundle.office.refuses(Role::Handler, &on, Office::grant(&[])).await;
    assert!(refused.to_string().contains("c1"), "{refused}");
}
