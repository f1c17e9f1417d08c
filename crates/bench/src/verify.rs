//! Every leaf, every chain and the root of a log, worked out anew by the public functions, on one core; and what SHA-256
//! alone takes over the same bytes.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::Serialize;
use sha2::{Digest, Sha256};
use talab_store::tree::Frontier;
use talab_store::{Entry, EventLog, Hash, Pages, Position, Recorded, StreamId};

use crate::replay::requests;
use crate::systems::{fill_log, open_sqlite};
use crate::{Args, Outcome};

/// What a node of the tree hashes: a byte and two hashes.
const NODE: usize = 65;

/// A log that was verified.
#[derive(Debug, Serialize)]
pub(crate) struct Verified {
    pub(crate) events: u64,
    /// Events a second, without the reading.
    pub(crate) per_second: f64,
    /// With the reading, out of a SQLite file, read ahead.
    pub(crate) per_second_read: f64,
    /// SHA-256 alone, over as many bytes in one go.
    pub(crate) bare_per_second: f64,
    pub(crate) bytes: u64,
    pub(crate) to_bare: f64,
}

#[derive(Default)]
struct Verifier {
    ends: HashMap<StreamId, Hash>,
    tree: Frontier,
    hashing: Duration,
    bare: Duration,
    bytes: u64,
    sum: Sha256,
}

pub(crate) async fn run(args: &Args, folder: &Path) -> Outcome<Verified> {
    let log: Arc<dyn EventLog> = open_sqlite(&folder.join("verify.db")).await?;
    for page in requests(args.events).chunks(1000) {
        fill_log(&log, page).await?;
    }
    let head = log.head().await?;
    let mut verifier = Verifier::default();
    let started = Instant::now();
    let mut pages = Pages::after(Arc::clone(&log), Position::START);
    while let Some(page) = pages.next().await? {
        verifier.verify(&page)?;
        verifier.hash_bare(&page);
    }
    let whole = started.elapsed() - verifier.bare;
    if verifier.tree.root() != head.root {
        return Err("the root that was worked out is not the log's".into());
    }
    let events = verifier.tree.size();
    let rate = |time: Duration| events as f64 / time.as_secs_f64();
    Ok(Verified {
        events,
        per_second: rate(verifier.hashing),
        per_second_read: rate(whole),
        bare_per_second: rate(verifier.bare),
        bytes: verifier.bytes,
        to_bare: verifier.bare.as_secs_f64() / verifier.hashing.as_secs_f64(),
    })
}

impl Verifier {
    fn verify(&mut self, page: &[Recorded]) -> Outcome {
        let started = Instant::now();
        for event in page {
            let leaf = Entry::new(event, self.ends.get(&event.stream), None).leaf();
            if leaf != event.leaf {
                return Err(format!("the leaf at {} is not the event's", event.position).into());
            }
            match self.ends.get_mut(&event.stream) {
                Some(end) => *end = leaf,
                None => drop(self.ends.insert(event.stream.clone(), leaf)),
            }
            self.tree.push(leaf, |_, _| {});
        }
        self.hashing += started.elapsed();
        Ok(())
    }

    /// The same bytes: what a leaf hashes, the payload and metadata it names by their hashes, and a node for each leaf.
    fn hash_bare(&mut self, page: &[Recorded]) {
        let entries: Vec<Vec<u8>> =
            page.iter().map(|event| Entry::new(event, Some(&event.leaf), None).to_bytes()).collect();
        let started = Instant::now();
        for (event, entry) in page.iter().zip(&entries) {
            let parts = [entry.as_slice(), event.payload.as_bytes(), event.metadata.as_bytes(), &[0; NODE]];
            for part in parts {
                self.sum.update(part);
                self.bytes += part.len() as u64;
            }
        }
        self.bare += started.elapsed();
    }
}
