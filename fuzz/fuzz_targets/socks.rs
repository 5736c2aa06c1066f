//! What a SOCKS proxy may answer: no panic, never more read than a reply can hold, and a way that is
//! opened was granted.
#![no_main]

use libfuzzer_sys::fuzz_target;
use verb::base::secret::Secret;
use verb::http::origin::Host;
use verb::transport::proxy::socks::Target;
use verb::transport::proxy::socks::dialogue::{Dialogue, LONGEST_READ, Step};
use verb::transport::proxy::{Login, Protocol, Proxy};

const PROTOCOLS: [Protocol; 4] = [
    Protocol::Socks4,
    Protocol::Socks4a,
    Protocol::Socks5,
    Protocol::Socks5h,
];

fuzz_target!(|input: &[u8]| {
    let Some((choice, mut replies)) = input.split_first() else {
        return;
    };
    let login = (choice & 4 != 0).then(|| Login {
        user: b"u".to_vec(),
        password: Secret::new("p"),
    });
    let proxy = Proxy {
        protocol: PROTOCOLS[usize::from(choice & 3)],
        host: Host::Name("p.test".to_owned()),
        port: 1080,
        login,
        fields: Vec::new(),
    };
    let target = match choice & 8 {
        0 => Target::Name("h.test".to_owned(), 80),
        _ => Target::Address(([127, 0, 0, 1], 80).into()),
    };
    let Ok((mut dialogue, mut step)) = Dialogue::begin(&proxy, &target) else {
        return;
    };
    let mut read = Vec::new();
    while let Step::Talk { read: count, .. } = step {
        assert!((1..=LONGEST_READ).contains(&count));
        let Some((reply, rest)) = replies.split_at_checked(count) else {
            return;
        };
        read.extend_from_slice(reply);
        replies = rest;
        step = match dialogue.answer(reply) {
            Ok(step) => step,
            Err(_) => return,
        };
    }
    assert!(read[1] == 90 || read[0] == 5, "nobody granted it: {read:?}");
});
