//! jq filters over JSON content, by the jaq crates; nothing else imports them.
//!
//! A filter is compiled before anything is sent (`Filter::compile`), so that a mistake in it costs
//! no request. A `Run` then takes the content as it arrives: documents one after the other, or the
//! elements of one array where the filter begins with its path, and gives outputs as lines. What a
//! server sends is checked by `content::json` before a value is made of it, and is bounded in
//! length, depth and digits. A filter sees its variables and the content alone: no environment, no
//! file, and no way to end the process.

mod compile;
mod elements;
mod filter;
mod guard;
mod line;
mod mistake;
mod natives;
mod run;
mod split;
mod text;
mod value;
mod variables;

pub use elements::{Found, Splitter, Stop};
pub use filter::Filter;
pub use mistake::Mistake;
pub use run::{Facts, Output, Outputs, Receiver, Run};
pub use variables::Variables;
