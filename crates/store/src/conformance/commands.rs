//! What the log remembers of commands.

use std::sync::Arc;

use super::TestClock;
use super::support::{account, command, count, event, exactly, must, one, refused};
use crate::{Append, AppendError, CommandRecord, EventLog, Expected, Position, Version};

/// The same command again gives the first outcome, whatever has happened since, and appends nothing.
pub async fn repeated_commands_give_the_first_outcome(log: Arc<dyn EventLog>, clock: TestClock) {
    let (a, b) = (account("a"), account("b"));
    let send = || {
        let append = Append::new()
            .write(b.clone(), exactly(0), vec![event("b1")])
            .check(account("c"), Version::NONE)
            .write(a.clone(), exactly(0), vec![event("a1"), event("a2")]);
        append.command(command(&*log, "c-1", "open both"))
    };
    let first = must(log.append(send()).await);
    assert!(!first.replayed);
    clock.advance(time::Duration::hours(1));
    // By now every version the command expected is wrong.
    must(log.append(one(&a, exactly(2), "later")).await);
    must(log.append(one(&account("c"), exactly(0), "later")).await);
    let before = must(log.head().await);

    let again = must(log.append(send()).await);
    assert_eq!(again, first.clone().again());
    assert!(again.replayed);
    // A repeat is told by id and digest alone.
    let other_events = one(&a, exactly(7), "x").command(command(&*log, "c-1", "open both"));
    assert_eq!(must(log.append(other_events).await), again);
    assert_eq!(must(log.head().await), before);

    let stored = must(log.command("c-1").await).unwrap_or_else(|| panic!("the command is forgotten"));
    assert_eq!(stored.appended, again);
    assert_eq!((stored.first(), stored.last()), (first.first, first.last));
}

/// Another digest under a known id is refused, also when the append would have conflicted.
pub async fn command_ids_are_never_reused(log: Arc<dyn EventLog>, _clock: TestClock) {
    let a = account("a");
    must(log.append(one(&a, exactly(0), "1").command(command(&*log, "c-1", "this"))).await);
    for expected in [exactly(1), exactly(0), Expected::Any] {
        let told = refused(log.append(one(&a, expected, "2").command(command(&*log, "c-1", "that"))).await);
        assert!(matches!(&told, AppendError::CommandIdReused { id } if id == "c-1"), "{told:?}");
        assert!(!told.is_transient() && !told.is_conflict());
    }
    assert_eq!(count(&*log).await, 1);
    // Ids are compared byte by byte.
    must(log.append(one(&a, exactly(1), "2").command(command(&*log, "C-1", "that"))).await);
    must(log.append(one(&a, exactly(2), "3").command(command(&*log, "c-1 ", "that"))).await);
    // And an append without a command is never a repeat.
    must(log.append(one(&a, exactly(3), "4")).await);
    assert_eq!(count(&*log).await, 4);
}

/// A conflict leaves the id free for the command that is decided again.
pub async fn refused_appends_do_not_consume_the_id(log: Arc<dyn EventLog>, _clock: TestClock) {
    let a = account("a");
    assert!(
        refused(log.append(one(&a, exactly(1), "1").command(command(&*log, "c-1", "this"))).await)
            .is_conflict()
    );
    assert_eq!(must(log.command("c-1").await), None);
    assert!(
        !must(log.append(one(&a, exactly(0), "1").command(command(&*log, "c-1", "that"))).await).replayed
    );
}

/// A command's record and digest come back as they were.
pub async fn records_are_kept_byte_for_byte(log: Arc<dyn EventLog>, _clock: TestClock) {
    let record = "{ \"اسم\" : \"\\u0644يلى\",\n \"n\":1.0 }";
    let digest = log.digest_key().hmac(record.as_bytes());
    assert_ne!(digest, log.digest_key().hmac(b"something else"));
    let id = "شخص/7 '--";
    must(
        log.append(one(&account("a"), exactly(0), "1").command(CommandRecord::new(id, digest, record))).await,
    );
    let stored = must(log.command(id).await).unwrap_or_else(|| panic!("the command is forgotten"));
    assert_eq!((stored.id.as_str(), stored.digest, stored.record.as_str()), (id, digest, record));
    assert_eq!(must(log.command("nobody's").await), None);
}

/// Events lead to their commands, and commands come in the order of their events.
pub async fn commands_are_found_from_their_events(log: Arc<dyn EventLog>, _clock: TestClock) {
    let a = account("a");
    must(log.append(one(&a, exactly(0), "1")).await);
    let two = Append::new().write(a.clone(), exactly(1), vec![event("2")]).write(
        account("b"),
        exactly(0),
        vec![event("3")],
    );
    must(log.append(two.command(command(&*log, "z", "z"))).await);
    must(log.append(one(&a, exactly(2), "4")).await);
    must(log.append(one(&a, exactly(3), "5").command(command(&*log, "a", "a"))).await);
    let mut found = Vec::new();
    for position in 0..=6 {
        let command = must(log.command_at(Position::new(position)).await);
        if let Some(command) = &command {
            assert_eq!(must(log.command(&command.id).await).as_ref(), Some(command));
        }
        found.push(command.map(|command| command.id));
    }
    let id = |id: &str| Some(id.to_owned());
    assert_eq!(found, [None, None, id("z"), id("z"), None, id("a"), None]);

    let ids = async |after, limit| -> Vec<String> {
        must(log.read_commands(Position::new(after), limit).await)
            .into_iter()
            .map(|command| command.id)
            .collect()
    };
    assert_eq!(ids(0, 10).await, ["z", "a"]);
    assert_eq!(ids(0, 1).await, ["z"]);
    assert_eq!(ids(3, 10).await, ["a"]);
    assert_eq!(ids(2, 10).await, ["a"], "a command is told from its first event on");
    assert!(ids(5, 10).await.is_empty() && ids(u64::MAX, 10).await.is_empty() && ids(0, 0).await.is_empty());
}
