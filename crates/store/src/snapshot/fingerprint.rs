//! What a state was folded by.

use std::any::type_name;

use serde::Serialize;

use crate::hash::sha256;
use crate::{Hash, LogError, LogErrorKind};

/// What a state was folded by: a snapshot under another fingerprint isn't used.
///
/// It takes in the name of the state's type and what its default value looks like as JSON, so that most changes of the
/// state show by themselves; and what its owner says of the fold. Let that follow from the code (a hash of its sources, made by a
/// build script) rather than from somebody's memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint(Hash);

impl Fingerprint {
    /// The fingerprint of a state of this type, folded by code that these parts tell apart.
    ///
    /// # Errors
    /// [`LogErrorKind::Invalid`] when the default state has no JSON form.
    pub fn of<S: Default + Serialize>(fold: &[&str]) -> Result<Self, LogError> {
        let default = serde_json::to_string(&S::default()).map_err(|error| {
            let problem =
                "the default state has no JSON form, so it can't have snapshots; mend its Serialize";
            LogError::new(LogErrorKind::Invalid, problem).because(error)
        })?;
        let mut text = vec![type_name::<S>(), &default];
        text.extend(fold);
        // Hashes of the parts have one length, so no two lists of parts read the same.
        let parts: Vec<[u8; 32]> = text.iter().map(|part| sha256(&[part.as_bytes()])).collect();
        let parts: Vec<&[u8]> = parts.iter().map(|part| part.as_slice()).collect();
        Ok(Self(sha256(&parts)))
    }

    pub(super) fn hash(&self) -> Hash {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default, Serialize)]
    struct State {
        sum: u8,
    }

    mod later {
        #[derive(Default, serde::Serialize)]
        pub(super) struct State {
            pub(super) sum: u8,
            pub(super) count: u8,
        }
    }

    #[test]
    fn type_state_and_fold_tell_apart() {
        let of = Fingerprint::of::<State>;
        assert_eq!(of(&["1"]).unwrap(), of(&["1"]).unwrap());
        assert_ne!(of(&["1"]).unwrap(), of(&["2"]).unwrap());
        assert_ne!(of(&["a", "b"]).unwrap(), of(&["ab"]).unwrap());
        assert_ne!(of(&[]).unwrap(), Fingerprint::of::<later::State>(&[]).unwrap());
    }
}
