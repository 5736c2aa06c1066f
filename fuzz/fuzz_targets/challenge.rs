//! Challenges out of raw field values, and answers to them: no panic, and nothing that is sent back
//! can leave its quotes or its line.
#![no_main]

use libfuzzer_sys::fuzz_target;
use verb::base::secret::Secret;
use verb::client::auth::Login;
use verb::client::auth::digest::{Facts, Offer, answer};
use verb::http::challenge;

fuzz_target!(|lines: &[u8]| {
    let all = challenge::challenges(lines.split(|byte| *byte == b'\n'));
    assert!(all.len() <= lines.len());
    for one in &all {
        assert!(!one.scheme.is_empty());
    }
    let Some(offer) = Offer::choose(&all, true) else {
        return;
    };
    let login = Login {
        user: b"us\"er".to_vec(),
        password: Secret::new("p"),
    };
    let facts = Facts {
        method: "GET",
        target: "/",
        content: "",
    };
    let Some(value) = answer(&offer, &facts, &login, 1, "c") else {
        return;
    };
    let read = challenge::challenges([value.as_bytes()].into_iter());
    assert_eq!(read.len(), 1, "an answer is one set of credentials");
    assert_eq!(read[0].parameter("uri"), Some(&b"/"[..]));
});
