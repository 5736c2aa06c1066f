//! Content that was kept in memory, saved to a file with its codings undone, as `-o` would have
//! had it.

use std::io::{IoSlice, Read};
use std::path::Path;

use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::content::coding::Codings;
use crate::content::decoded;
use crate::http::fields::Fields;
use crate::output::file::Target;
use crate::output::sink::Sink;

/// Saves the content of a response with these fields. The file takes the place of one that was
/// there only once it is whole. Gives the number of bytes in it.
///
/// # Errors
/// `Coding` where a coding is broken, `Write` where the file cannot be written.
pub fn save(content: &[u8], fields: &Fields, to: &Path) -> Result<u64, Failure> {
    let mut sink = Target::check(to)?.open()?;
    let codings = match Codings::of(fields) {
        Codings::Known(codings) => codings,
        // Delivered as it came as well.
        Codings::Unknown(_) | Codings::TooMany(_) => Vec::new(),
    };
    let saved = match codings.as_slice() {
        [] => {
            sink.write(&[IoSlice::new(content)])?;
            content.len() as u64
        }
        codings => undone(
            &mut decoded::undo(codings, Box::new(content)),
            sink.as_mut(),
        )?,
    };
    sink.finish()?;
    Ok(saved)
}

fn undone(decoder: &mut impl Read, sink: &mut dyn Sink) -> Result<u64, Failure> {
    let mut buffer = vec![0; BLOCK];
    let mut saved = 0_u64;
    loop {
        let read = decoder.read(&mut buffer);
        let read =
            read.map_err(|error| Failure::io(Kind::Coding, "undoing the content coding", error))?;
        let block = buffer.get(..read).unwrap_or_default();
        if block.is_empty() {
            return Ok(saved);
        }
        sink.write(&[IoSlice::new(block)])?;
        saved = saved.saturating_add(block.len() as u64);
    }
}

/// Bytes undone in one turn.
const BLOCK: usize = 64 * 1024;
