//! Why something negative happened: codes with words, and the reason an event holds.

mod code;
mod family;
mod held;
mod table;

#[cfg(test)]
mod tests;

pub use code::Fault;
pub use family::Family;
pub use held::Reason;
pub use table::ReasonCode;
