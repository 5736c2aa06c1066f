//! The splitter of JSON content over raw bytes: whatever comes, any cut of it gives the same, and
//! what is given is JSON. The first byte says where to cut, the second which path is followed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use verb::content::json;
use verb::query::{Found, Splitter, Stop};

const MOST: usize = 256;
const PATHS: [Option<&[&str]>; 4] = [None, Some(&[]), Some(&["a"]), Some(&["a", "b"])];

fuzz_target!(|input: &[u8]| {
    let [size, path, content @ ..] = input else { return };
    let path = PATHS[usize::from(*path) % PATHS.len()];
    let whole = split(path, content, content.len().max(1));
    assert_eq!(split(path, content, usize::from(*size).max(1)), whole);
});

/// What is found, and how it ends.
fn split(path: Option<&[&str]>, content: &[u8], size: usize) -> (Vec<Vec<u8>>, String) {
    let path = path.map(|names| names.iter().map(|name| (*name).to_owned()).collect());
    let mut splitter = Splitter::new(path, MOST);
    let mut all = Vec::new();
    let mut give = |found: Found<'_>| -> Result<(), ()> {
        let (Found::Document(text) | Found::Element(text) | Found::Other(_, text)) = found;
        assert!(json::check(text).is_ok());
        all.push(text.to_vec());
        Ok(())
    };
    let pushed = content.chunks(size).try_for_each(|piece| splitter.push(piece, &mut give));
    let end = match pushed.and_then(|()| splitter.finish(&mut give)) {
        Ok(()) => "complete".to_owned(),
        Err(Stop::Broken(broken)) => format!("{}:{} {}", broken.line, broken.column, broken.why),
        Err(stop) => format!("{stop:?}"),
    };
    (all, end)
}
