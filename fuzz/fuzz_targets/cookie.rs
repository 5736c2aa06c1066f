//! `Set-Cookie` values and cookie files over raw bytes: no panic, nothing stored that could not be
//! sent, and what is stored survives a file.
#![no_main]

use std::time::{Duration, UNIX_EPOCH};

use libfuzzer_sys::fuzz_target;
use verb::base::event::Silent;
use verb::client::cookies::{Config, Jar, file};
use verb::http::fields::{Fields, Span};
use verb::http::uri::Uri;

const NOW: i64 = 1_000_000_000;

fuzz_target!(|input: &[u8]| {
    let home = Uri::parse("https://www.home.test/dir/page").expect("a URI");
    let now = UNIX_EPOCH + Duration::from_secs(NOW.unsigned_abs());
    let mut jar = Jar::new(&Config {
        home: home.clone(),
        typed: Vec::new(),
        files: Vec::new(),
        save: None,
        engine: true,
        junk_session: false,
    });
    jar.store(&set_cookies(input), &home, now, &mut Silent);
    jar.import(file::parse(input, &home.origin.host, NOW).cookies, now);

    let mut fields = Fields::default();
    jar.attach(&mut fields, &home, now);
    let clean = |byte: &u8| !byte.is_ascii_control() || *byte == b'\t';
    assert!(fields.all("cookie").flatten().all(clean));

    let again = file::parse(&file::write(jar.cookies()), &home.origin.host, NOW);
    assert_eq!(again.skipped, None);
    assert_eq!(again.cookies.iter().collect::<Vec<_>>(), jar.cookies());
});

/// Each line of the input as a field line.
fn set_cookies(input: &[u8]) -> Fields {
    const NAME: &[u8] = b"Set-Cookie: ";
    let (mut text, mut lines) = (Vec::new(), Vec::new());
    for line in input.split(|byte| *byte == b'\n') {
        let name = text.len()..text.len() + NAME.len() - 2;
        text.extend_from_slice(NAME);
        let value = text.len()..text.len() + line.len();
        text.extend_from_slice(line);
        text.extend_from_slice(b"\r\n");
        lines.push(Span { name, value });
    }
    Fields::from_wire(text, lines)
}
