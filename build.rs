//! Writes the library's table of media types as one text, `EXTENSION TYPE` a line, sorted. The
//! library's own table is thousands of pointers, which the loader of a position-independent
//! program would relocate at every start, whether types are guessed or not.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    let mut table = BTreeMap::new();
    let extensions = mime_guess::get_extensions("*", "*").unwrap_or_default();
    // Only what follows the last dot of a name is looked up.
    for extension in extensions
        .iter()
        .filter(|extension| !extension.contains('.'))
    {
        if let Some(media_type) = mime_guess::from_ext(extension).first_raw() {
            table.insert(extension.to_ascii_lowercase(), media_type);
        }
    }
    let lines = table
        .iter()
        .map(|(extension, media_type)| format!("{extension} {media_type}\n"));
    let text: String = lines.collect();
    fs::write(out_dir()?.join("media-types.txt"), text)
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is how cargo tells where output goes"
)]
fn out_dir() -> io::Result<PathBuf> {
    let dir = env::var_os("OUT_DIR").map(PathBuf::from);
    dir.ok_or_else(|| io::Error::other("cargo sets OUT_DIR"))
}
