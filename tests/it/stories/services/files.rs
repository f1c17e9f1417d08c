//! Every example is sound, and survives the way to the directory and back.

use talab::core::definition::{ServiceDefinition, verify};

use talab::core::testing;

use super::super::world::World;
use super::office::file;

const ALL: [(&str, &str); 11] = [
    ("residence-certificate.toml", "mun.residence-certificate"),
    ("criminal-record.toml", "moi.criminal-record"),
    ("commercial-register-renewal.toml", "moe.commercial-register-renewal"),
    ("building-permit.toml", "mun.building-permit"),
    ("driving-licence-renewal.toml", "tra.driving-licence-renewal"),
    ("newborn-bundle.toml", "civ.newborn-bundle"),
    ("birth-registration.toml", "civ.birth-registration"),
    ("national-number.toml", "civ.national-number"),
    ("family-booklet.toml", "civ.family-booklet"),
    ("child-insurance.toml", "hif.child-insurance"),
    ("child-allowance.toml", "soc.child-allowance"),
];

#[test]
fn every_service_reads_has_no_problem_and_comes_back_from_its_event() {
    for (name, code) in ALL {
        let definition = talab::read_definition(file(name)).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(definition.code.as_str(), code, "{name}");
        assert_eq!(verify(&definition), [], "{name}");
        let wire = serde_json::to_string(&definition).expect("written");
        let back: ServiceDefinition = serde_json::from_str(&wire).expect("read");
        assert_eq!(back, definition, "{name}");
        assert_eq!(serde_json::to_string(&back).expect("written"), wire, "{name}");
    }
}

#[test]
fn no_file_is_left_out() {
    let there = std::fs::read_dir(file("")).expect("the folder").count();
    assert_eq!(there, ALL.len());
}

/// All of them are taken into one directory by two people, as `talab publish` does.
#[tokio::test]
async fn every_service_is_published() {
    let world = World::in_memory().await;
    for (name, _) in ALL {
        let definition = talab::read_definition(file(name)).expect("sound");
        let published = world.talab.publish_for_tests(&definition, &testing::calendar()).await;
        published.unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}
