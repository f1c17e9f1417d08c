//! What a crash between two appends left unsaid is said later.

use std::sync::Arc;

use talab::core::request::exits::Withdraw;
use talab::core::request::subrequests::PartStanding;
use talab::core::testing::applicant;
use talab::store::{EventLog, Fault, FaultyLog, MemoryLog};

use super::{Bundle, born};
use crate::stories::World;

/// The next tick says it, or the same command where whoever gave it heard nothing and sends it again.
#[tokio::test]
async fn what_a_crash_left_unsaid_the_next_tick_says() {
    for sent_again in [false, true] {
        let log: Arc<dyn EventLog> = Arc::new(MemoryLog::new().expect("a log"));
        let bundle = Bundle::opens(World::over(log.clone()).await).await;
        let on = bundle.filed(born("2025-10-12T03:40", &[])).await;
        let birth = bundle.open(&on, "birth-registration").await;
        // The withdrawal is appended; what follows from it never is.
        let faults = [Fault::None].into_iter().chain(vec![Fault::Unavailable; 8]);
        let dying = World::over(Arc::new(FaultyLog::new(log).script(faults))).await;
        let me = applicant();
        let withdraws = async |world: &World| {
            let id = "the-last-word".try_into().expect("an id");
            world.talab.as_actor(&me).execute(&birth, Withdraw { reason: None }).id(id).await.expect("done")
        };
        assert_eq!(withdraws(&dying).await.events.last().map(String::as_str), Some("Withdrawn"));
        assert_eq!(bundle.status_of(&on, "birth-registration").await.standing, PartStanding::Open);
        if sent_again {
            assert!(withdraws(bundle.world()).await.replayed);
        } else {
            assert_eq!(bundle.world().talab.tick().await.expect("ticked").parts, 1);
        }
        assert_eq!(bundle.status_of(&on, "birth-registration").await.standing, PartStanding::NotGranted);
        assert!(withdraws(bundle.world()).await.replayed);
        assert_eq!(bundle.world().talab.tick().await.expect("ticked").parts, 0);
        assert_eq!(bundle.office.count(&on, "SubrequestConcluded").await, 1);
    }
}
