//! The lines of a session over any bytes in pieces of any size: no panic, the same whatever the
//! pieces, and no line of a body among the requests.
#![no_main]

use std::io::Read;

use libfuzzer_sys::fuzz_target;
use verb::session::batch::Piped;
use verb::session::input::{Input, Next};
use verb::session::words;

fuzz_target!(|input: &[u8]| {
    let Some((size, text)) = input.split_first() else {
        return;
    };
    for line in text.split(|byte| *byte == b'\n') {
        let _ = (
            words::split(line),
            words::guessed(line),
            words::continues(line),
        );
    }
    let told = all(text, usize::MAX);
    assert_eq!(
        told,
        all(text, usize::from(*size).max(1)),
        "pieces change nothing"
    );
    // What is below a marker is its body, whatever it is.
    let clean = String::from_utf8_lossy(text);
    let below = format!("POST /x <<END-OF-IT\n{clean}\nEND-OF-IT\n");
    if !clean.contains("END-OF-IT") {
        let told = all(below.as_bytes(), usize::MAX);
        assert_eq!(told.len(), 1, "one request");
    }
});

/// All that is typed, as text.
fn all(text: &[u8], size: usize) -> Vec<String> {
    let mut input = Input::new(Piped::new(Pieces(text, size), "pieces".to_owned()));
    let mut told = Vec::new();
    loop {
        match input.take().expect("pieces can be read") {
            Next::End => return told,
            next => told.push(format!("{next:?}")),
        }
    }
}

/// Gives no more than so many bytes at once.
struct Pieces<'a>(&'a [u8], usize);

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let most = self.1.min(buffer.len());
        self.0.read(&mut buffer[..most])
    }
}
