//! The evidence, recomputed here from the description in `docs/formats.md` and not by the crate's own code.

use std::collections::HashMap;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::TestClock;
use super::support::{account, command, event, everything, exactly, must};
use crate::{Append, EventLog, Hash, Position, Recorded, StreamId};

/// An empty log's root is SHA-256 of nothing.
pub async fn empty_logs_have_the_empty_root(log: Arc<dyn EventLog>, _clock: TestClock) {
    let head = must(log.head().await);
    assert_eq!((head.position.get(), head.epoch.counter), (0, 1));
    assert_eq!(head.root, <Hash>::from(Sha256::digest(b"")));
}

/// A stranger with the rows finds the same leaves, chains and root.
pub async fn leaves_chains_and_tree_can_be_recomputed(log: Arc<dyn EventLog>, clock: TestClock) {
    let mut roots = Vec::new();
    for n in 0..20_u64 {
        clock.advance(time::Duration::milliseconds(7));
        let (a, b) = (account("a"), account(&format!("b{}", n % 3)));
        let mut append = Append::new()
            .write(a, exactly(n * 2), vec![event("one"), event("two").metadata(r#"{"n":"ن"}"#)])
            .write(b, exactly(n / 3), vec![event("three").event_version("3")]);
        if n % 2 == 0 {
            append = append.command(command(&*log, &format!("c{n}"), "do it"));
        }
        must(log.append(append).await);
        roots.push(must(log.head().await));
        assert_eq!(roots.last().map(|head| head.epoch), roots.first().map(|head| head.epoch));
    }
    assert_recomputed(&*log).await;
    let leaves: Vec<Hash> = everything(&*log).await.iter().map(|event| event.leaf).collect();
    for head in roots {
        assert_eq!(
            head.root,
            root(&leaves[..must(usize::try_from(head.position.get()))]),
            "at {}",
            head.position
        );
    }
}

/// Recomputes every leaf, chain and tree hash of a log and compares.
///
/// # Panics
/// When one differs.
pub async fn assert_recomputed(log: &dyn EventLog) {
    let events = everything(log).await;
    let mut records: HashMap<Position, String> = HashMap::new();
    let mut after = Position::START;
    loop {
        let page = must(log.read_commands(after, 50).await);
        let Some(last) = page.last() else { break };
        after = last.last();
        records.extend(page.into_iter().map(|command| (command.first(), command.record)));
    }
    let mut last: HashMap<StreamId, Hash> = HashMap::new();
    for event in &events {
        let record = records.get(&event.position).map(String::as_str);
        let leaf = leaf(event, last.get(&event.stream), record);
        assert_eq!(event.leaf, leaf, "position {}", event.position);
        last.insert(event.stream.clone(), leaf);
    }
    let leaves: Vec<Hash> = events.iter().map(|event| event.leaf).collect();
    assert_eq!(must(log.head().await).root, root(&leaves));
}

fn leaf(event: &Recorded, previous: Option<&Hash>, record: Option<&str>) -> Hash {
    let micros = |at: time::OffsetDateTime| {
        must(i64::try_from(at.unix_timestamp_nanos() / 1000)).to_be_bytes().to_vec()
    };
    let sha = |text: &str| Sha256::digest(text.as_bytes()).to_vec();
    let fields: Vec<Vec<u8>> = vec![
        vec![0, 0, 0, 0, 0, 0, 0, 1],
        event.stream.kind().into(),
        event.stream.id().into(),
        event.version.get().to_be_bytes().into(),
        event.event_type.clone().into(),
        event.event_version.clone().into(),
        micros(event.occurred_at),
        micros(event.recorded_at),
        previous.map(|leaf| leaf.to_vec()).unwrap_or_default(),
        sha(&event.payload),
        sha(&event.metadata),
        record.map(sha).unwrap_or_default(),
    ];
    let mut entry = vec![0];
    for field in fields {
        entry.extend(must(u32::try_from(field.len())).to_be_bytes());
        entry.extend(field);
    }
    Sha256::digest(entry).into()
}

/// The same tree as RFC 9162's definition, built upwards: neighbours are joined, an odd one waits.
fn root(leaves: &[Hash]) -> Hash {
    let mut level = leaves.to_vec();
    while level.len() > 1 {
        let join = |pair: &[Hash]| match pair {
            [left, right] => Sha256::digest([&[1], &left[..], &right[..]].concat()).into(),
            odd => odd[0],
        };
        level = level.chunks(2).map(join).collect();
    }
    level.first().copied().unwrap_or_else(|| Sha256::digest(b"").into())
}
