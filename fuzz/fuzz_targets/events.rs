//! Events over raw bytes in every format: no panic, any cut gives the same, each is one line of
//! JSON. The first byte chooses the format, the second the cut.
#![no_main]

use libfuzzer_sys::fuzz_target;
use verb::content::events::{Event, Events, Fault, Format};
use verb::content::json::check;

fuzz_target!(|input: &[u8]| {
    let [format, size, body @ ..] = input else { return };
    let format = match format % 5 {
        0 => Format::Stream,
        1 => Format::Lines,
        2 => Format::Sequence,
        3 => Format::Values,
        _ => Format::Undeclared,
    };
    let whole = events(format, [body]);
    assert_eq!(events(format, body.chunks(usize::from(*size).max(1))), whole);
    for line in whole.0.iter().filter_map(Event::json) {
        assert!(!line.contains(['\n', '\r']) && check(line.as_bytes()).is_ok());
    }
});

fn events<'a>(
    format: Format,
    pieces: impl IntoIterator<Item = &'a [u8]>,
) -> (Vec<Event>, Option<Fault>) {
    let (mut parser, mut found) = (Events::new(format, String::new()), Vec::new());
    for mut rest in pieces {
        while !rest.is_empty() {
            match parser.next(&mut rest) {
                Ok(event) => found.extend(event),
                Err(fault) => return (found, Some(fault)),
            }
        }
    }
    let fault = parser.finish().map(|last| found.extend(last)).err();
    (found, fault)
}
