//! The machine against every reply, and the loop over a socket against hostile proxies.

use crate::base::event::Silent;
use std::io::{Read, Write};
use std::net::Shutdown;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::thread;
use std::time::Duration;

use proptest::prelude::*;

use super::dialogue::LONGEST_READ;
use super::*;
use crate::base::clock;
use crate::base::deadline::Deadline;
use crate::base::secret::Secret;

fn proxy(protocol: Protocol, login: Option<(&[u8], &[u8])>) -> Proxy {
    Proxy {
        protocol,
        host: Host::Name("p.test".into()),
        port: 1080,
        login: login.map(|(user, password)| Login {
            user: user.to_vec(),
            password: Secret::new(password),
        }),
        fields: Vec::new(),
    }
}

fn name(text: &str) -> Target {
    Target::Name(text.into(), 0x1f90)
}

fn address(text: &str) -> Target {
    Target::Address(text.parse().unwrap())
}

/// Plays replies, one a step; what was sent, how much was read, how it ended.
fn play(
    proxy: &Proxy,
    target: &Target,
    mut replies: &[u8],
) -> (Vec<u8>, usize, Result<(), Refusal>) {
    let (mut sent, mut count) = (Vec::new(), 0);
    let (mut dialogue, mut step) = match Dialogue::begin(proxy, target) {
        Ok(begun) => begun,
        Err(refusal) => return (sent, 0, Err(refusal)),
    };
    loop {
        let Step::Talk { send, read } = step else {
            return (sent, count, Ok(()));
        };
        assert!((1..=LONGEST_READ).contains(&read));
        sent.extend(send);
        let Some((reply, rest)) = replies.split_at_checked(read) else {
            return (sent, count, Err(Refusal::Ended));
        };
        (replies, count) = (rest, count + read);
        step = match dialogue.answer(reply) {
            Ok(step) => step,
            Err(refusal) => return (sent, count, Err(refusal)),
        };
    }
}

#[test]
fn each_version_says_what_its_text_has() {
    let (four, four_a) = (Protocol::Socks4, Protocol::Socks4a);
    let granted = b"\0\x5a\0\0\0\0\0\0";
    let fine = b"\x05\0\x05\0\0\x01\0\0\0\0\0\0";
    let logged_in = b"\x05\x02\x01\0\x05\0\0\x01\0\0\0\0\0\0";
    let login = Some((&b"ada"[..], &b"pw"[..]));
    for (proxy, target, replies, wanted) in [
        (
            proxy(four, None),
            address("1.2.3.4:8080"),
            &granted[..],
            &b"\x04\x01\x1f\x90\x01\x02\x03\x04\0"[..],
        ),
        (
            proxy(four, login),
            address("1.2.3.4:8080"),
            granted,
            b"\x04\x01\x1f\x90\x01\x02\x03\x04ada\0",
        ),
        (
            proxy(four_a, login),
            name("h.test"),
            granted,
            b"\x04\x01\x1f\x90\0\0\0\x01ada\0h.test\0",
        ),
        (
            proxy(Protocol::Socks5, None),
            address("1.2.3.4:8080"),
            fine,
            b"\x05\x01\0\x05\x01\0\x01\x01\x02\x03\x04\x1f\x90",
        ),
        (
            proxy(Protocol::Socks5h, None),
            name("h.test"),
            fine,
            b"\x05\x01\0\x05\x01\0\x03\x06h.test\x1f\x90",
        ),
        (
            proxy(Protocol::Socks5, login),
            address("[::2]:8080"),
            logged_in,
            b"\x05\x02\0\x02\x01\x03ada\x02pw\x05\x01\0\x04\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x02\x1f\x90",
        ),
        // A proxy may leave the login out.
        (
            proxy(Protocol::Socks5h, login),
            name("h"),
            fine,
            b"\x05\x02\0\x02\x05\x01\0\x03\x01h\x1f\x90",
        ),
    ] {
        let (sent, read, end) = play(&proxy, &target, replies);
        assert_eq!(end, Ok(()), "{target}");
        assert_eq!(sent, wanted, "{target}");
        assert_eq!(read, replies.len(), "{target}");
    }
}

#[test]
fn replies_are_read_to_their_own_length() {
    let proxy = proxy(Protocol::Socks5h, None);
    for address in [
        &b"\x01abcd\0\0"[..],
        b"\x03\x05abcde\0\0",
        b"\x03\0\0\0",
        b"\x04abcdefghijklmnop\0\0",
        &[&b"\x03\xff"[..], &[b'n'; 255], b"\0\0"].concat(),
    ] {
        let reply = [b"\x05\0\x05\0\x77", address].concat();
        // What follows belongs to the target.
        let (_, read, end) = play(&proxy, &name("h"), &[&reply[..], b"HTTP/1.1 200"].concat());
        assert_eq!((read, end), (reply.len(), Ok(())));
    }
}

#[test]
fn hostile_replies_have_each_their_reason() {
    let login = Some((&b"u"[..], &b"p"[..]));
    let version = |wanted, seen| Refusal::Version { wanted, seen };
    for (login, replies, wanted) in [
        (None, &b"\x05\0\x05\x05\0\x01"[..], Refusal::Five(5)),
        (None, b"\x05\0\x05\x63\0\x09", Refusal::Five(0x63)),
        (None, b"\x05\0\x05\0\0", Refusal::Ended),
        (None, b"\x05\0\x05\0\0\x01\0\0\0\0\0", Refusal::Ended),
        (None, b"\x05", Refusal::Ended),
        (None, b"", Refusal::Ended),
        (None, b"\x04\0", version(5, 4)),
        (None, b"HTTP/1.1 400 Bad", version(5, b'H')),
        (None, b"\x05\0\x04\0\0\x01", version(5, 4)),
        (None, b"\x05\0\x05\0\0\x09", Refusal::AddressType(9)),
        (None, b"\x05\x02", Refusal::Method(2)),
        (None, b"\x05\x01", Refusal::Method(1)),
        (None, b"\x05\xff", Refusal::Method(0xff)),
        (login, b"\x05\x02\x01\x01", Refusal::Login),
        (login, b"\x05\x02\x05\0", version(1, 5)),
        (login, b"\x05\x03", Refusal::Method(3)),
    ] {
        let (_, _, end) = play(&proxy(Protocol::Socks5h, login), &name("h"), replies);
        assert_eq!(end, Err(wanted), "{replies:?}");
    }
    for (replies, wanted) in [
        (&b"\0\x5b\0\0\0\0\0\0"[..], Refusal::Four(91)),
        (b"\x04\x5a\0\0\0\0\0\0", version(0, 4)),
        (b"\0\x5a\0\0", Refusal::Ended),
    ] {
        let (_, _, end) = play(&proxy(Protocol::Socks4a, None), &name("h"), replies);
        assert_eq!(end, Err(wanted), "{replies:?}");
    }
    for (protocol, target) in [
        (Protocol::Socks4, name("h")),
        (Protocol::Socks4a, address("[::1]:80")),
        (Protocol::Socks5h, name("")),
        (Protocol::Socks5h, name(&"a".repeat(256))),
        (Protocol::Socks4a, name("a\0b")),
    ] {
        let (sent, _, end) = play(&proxy(protocol, None), &target, b"");
        assert_eq!((sent.len(), end), (0, Err(Refusal::Unsayable)));
    }
}

#[test]
fn what_does_not_fit_is_found_before_anything_is_opened() {
    let long = [b'x'; 256];
    let fits = long.get(..255).unwrap();
    let host = Host::Name("h".repeat(255));
    let verdict = |protocol, login, host: &Host| {
        let done = check(&proxy(protocol, login), host);
        done.map_err(|failure| {
            assert_eq!(failure.kind, Kind::Usage);
            failure.to_string()
        })
    };
    for (protocol, user, password) in [
        (Protocol::Socks5, fits, fits),
        (Protocol::Socks5h, b"\xff\0", b"x"),
        (Protocol::Socks4, fits, b""),
        (Protocol::Socks4a, b"", &long),
        (Protocol::Http, &long, b""),
    ] {
        assert_eq!(verdict(protocol, Some((user, password)), &host), Ok(()));
    }
    for (protocol, user, password) in [
        (Protocol::Socks5, &long[..], &b"x"[..]),
        (Protocol::Socks5h, b"x", &long),
        (Protocol::Socks5, b"x", b""),
        (Protocol::Socks5, b"", b"x"),
        (Protocol::Socks4, &long, b""),
        (Protocol::Socks4a, b"a\0b", b""),
    ] {
        let error = verdict(protocol, Some((user, password)), &host).unwrap_err();
        assert!(
            error.contains("p.test:1080") && !error.contains("xxx"),
            "{error}"
        );
    }
    let too_long = Host::Name("h".repeat(256));
    let v6 = Host::Address("::1".parse().unwrap());
    assert!(verdict(Protocol::Socks5h, None, &too_long).is_err());
    assert!(verdict(Protocol::Socks4a, None, &too_long).is_err());
    assert!(verdict(Protocol::Socks4, None, &too_long).is_ok());
    assert!(verdict(Protocol::Socks4, None, &v6).is_err());
    assert!(verdict(Protocol::Socks5, None, &v6).is_ok());
}

proptest! {
    #[test]
    fn no_reply_makes_it_panic_or_read_on(replies in prop::collection::vec(any::<u8>(), 0..400), which in 0..4_usize, with in any::<bool>()) {
        let protocol = [Protocol::Socks4, Protocol::Socks4a, Protocol::Socks5, Protocol::Socks5h][which];
        let login = with.then_some((&b"u"[..], &b"p"[..]));
        for target in [name("h.test"), address("1.2.3.4:1"), address("[::1]:1")] {
            let (_, read, _) = play(&proxy(protocol, login), &target, &replies);
            prop_assert!(read <= 2 + 2 + 4 + 1 + LONGEST_READ);
        }
    }

    #[test]
    fn every_name_and_login_stands_whole_behind_its_length(host in "[a-z.]{1,255}", user in prop::collection::vec(any::<u8>(), 1..=255), password in prop::collection::vec(any::<u8>(), 1..=255)) {
        let proxy = proxy(Protocol::Socks5h, Some((&user, &password)));
        let (sent, _, end) = play(&proxy, &name(&host), b"\x05\x02\x01\0\x05\0\0\x01\0\0\0\0\0\0");
        prop_assert_eq!(end, Ok(()));
        let counted = |bytes: &[u8]| [&[u8::try_from(bytes.len()).unwrap()][..], bytes].concat();
        let wanted = [
            b"\x05\x02\0\x02\x01".to_vec(), counted(&user), counted(&password),
            b"\x05\x01\0\x03".to_vec(), counted(host.as_bytes()), b"\x1f\x90".to_vec(),
        ];
        prop_assert_eq!(sent, wanted.concat());
    }
}

/// A socket to a proxy that runs in a thread, under a connect limit.
fn connected(
    limit: Duration,
    serve: impl FnOnce(UnixStream) + Send + 'static,
) -> (Socket, thread::JoinHandle<()>) {
    let (ours, theirs) = UnixStream::pair().unwrap();
    ours.set_nonblocking(true).unwrap();
    let start = clock::now();
    let deadline = Deadline::starting(start, None).connecting(start, Some(limit));
    let serving = thread::spawn(move || serve(theirs));
    (Socket::new(OwnedFd::from(ours), deadline), serving)
}

const LONG: Duration = Duration::from_secs(20);

#[test]
fn what_follows_the_reply_is_left_to_the_target() {
    let (mut socket, serving) = connected(LONG, |mut stream| {
        let mut greeting = [0; 3];
        stream.read_exact(&mut greeting).unwrap();
        // In pieces, and with the target's first words glued to the reply.
        stream.write_all(b"\x05").unwrap();
        stream.write_all(b"\0").unwrap();
        let mut request = [0; 10];
        stream.read_exact(&mut request).unwrap();
        stream.write_all(b"\x05\0\0\x03\x02ab\0\0hello").unwrap();
    });
    let proxy = proxy(Protocol::Socks5h, None);
    open(&mut socket, &proxy, &name("h.t"), &mut Silent).unwrap();
    assert_eq!(socket.deadline().phase(), Phase::Resolve);
    serving.join().unwrap();
    let mut rest = [0; 16];
    assert_eq!(socket.recv(&mut rest).unwrap(), Some(5));
    assert_eq!(&rest[..5], b"hello");
}

#[test]
fn a_refusal_names_the_proxy_and_the_reason() {
    for (answer, why) in [
        (
            &b"\x05\xff"[..],
            "accepts no way to log in that was offered; give it a login with",
        ),
        (b"\x05\0\x05\x05\0\x01", "connection refused (reply 5)"),
        (
            b"\x05\0\x05",
            "closed the connection before its answer was whole",
        ),
        (b"SSH-2.0", "it begins with the byte 83 instead of 5"),
    ] {
        let (mut socket, serving) = connected(LONG, move |mut stream| {
            stream.write_all(answer).unwrap();
            stream.shutdown(Shutdown::Write).unwrap();
            let _ = stream.read_to_end(&mut Vec::new());
        });
        let proxy = proxy(Protocol::Socks5h, None);
        let failure = open(&mut socket, &proxy, &name("h.test"), &mut Silent).unwrap_err();
        drop(socket);
        serving.join().unwrap();
        assert_eq!(failure.kind, Kind::Proxy);
        let told = failure.to_string();
        let begins = "the proxy socks5h://p.test:1080: asking for a connection to h.test:8080: ";
        assert!(told.starts_with(begins), "{told}");
        assert!(told.contains(why), "{told}");
    }
}

#[test]
fn a_silent_proxy_ends_at_the_limit_and_names_the_phase() {
    let (mut socket, serving) = connected(Duration::from_millis(50), |mut stream| {
        let _ = stream.read_to_end(&mut Vec::new());
    });
    let failure = open(
        &mut socket,
        &proxy(Protocol::Socks5, None),
        &name("h"),
        &mut Silent,
    )
    .unwrap_err();
    drop(socket);
    serving.join().unwrap();
    assert_eq!(failure.kind, Kind::TimedOut);
    let told = failure.story();
    assert!(
        told.contains("timed out while waiting for the proxy"),
        "{told}"
    );
}
