//! The services of `examples/services`, each lived through the facade from its own file.

mod building_permit;
mod commercial_register;
mod criminal_record;
mod driving_licence;
mod files;
mod newborn;
pub(super) mod office;
