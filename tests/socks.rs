//! SOCKS proxies: what is asked of them, byte by byte and beside curl, and hostile answers (H32).

use crate::support::microsocks::Microsocks;
use crate::support::verb::Run;
use crate::support::{Authority, Peer, ok, verb};

/// Whether proxies can be chosen yet; until then the flag is refused, and nothing is compared.
fn there() -> bool {
    let there = ::verb::cli::args::all().any(|flag| flag.long == "proxy");
    if !there {
        verb(["get", "--proxy", "socks5h://127.0.0.1:1", "http://a.test/"])
            .run()
            .usage();
    }
    there
}

const GRANTED: &[u8] = b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00";

/// A proxy of any version that grants all and is the origin itself: it answers with the request
/// that it was asked, in hexadecimal, and whatever came of RFC 1929 before it.
fn granting(reply: &'static [u8]) -> Peer {
    Peer::tcp(move |talk| {
        let version = talk.take(1)?;
        let mut asked = Vec::new();
        if version == [4] {
            asked.extend(talk.take(7)?);
            let named = asked[3..6] == [0, 0, 0] && asked[6] != 0;
            for _ in 0..if named { 2 } else { 1 } {
                let start = asked.len();
                while asked.len() == start || asked.last() != Some(&0) {
                    asked.extend(talk.take(1)?);
                }
            }
            talk.send(b"\x00\x5a\x00\x00\x00\x00\x00\x00")?;
        } else {
            let count = talk.take(1)?[0];
            let login = talk.take(count.into())?.contains(&2);
            talk.send([5, if login { 2 } else { 0 }])?;
            if login {
                asked.extend(talk.take(2)?);
                asked.extend(talk.take(asked[1].into())?);
                asked.extend(talk.take(1)?);
                asked.extend(talk.take((*asked.last().unwrap()).into())?);
                talk.send([1, 0])?;
            }
            asked.extend(talk.take(4)?);
            let length = match asked.last() {
                Some(1) => 4,
                Some(4) => 16,
                _ => {
                    asked.extend(talk.take(1)?);
                    (*asked.last().unwrap()).into()
                }
            };
            asked.extend(talk.take(length + 2)?);
            talk.send(reply)?;
        }
        talk.head()?;
        let hex: String = asked.iter().map(|byte| format!("{byte:02x}")).collect();
        talk.send(ok(&hex))
    })
}

/// One that says this at once, whatever it is asked, and ends.
fn saying(bytes: &'static [u8]) -> Peer {
    Peer::tcp(move |talk| talk.send(bytes))
}

fn by(scheme: &str, peer: &Peer, url: &str) -> Run {
    let proxy = format!("{scheme}://127.0.0.1:{}", peer.port());
    verb(["get", "--proxy", &proxy, url])
}

#[test]
fn a_long_name_stands_whole_behind_its_length() {
    if !there() {
        return;
    }
    let label = "a".repeat(50);
    let host = format!("{label}.{label}.{label}.{}", "b".repeat(47));
    let proxy = granting(GRANTED);
    let asked = by("socks5h", &proxy, &format!("http://{host}:8080/")).run();
    let hex: String = host.bytes().map(|byte| format!("{byte:02x}")).collect();
    asked.code(0).stdout(format!("05010003c8{hex}1f90"));
}

#[test]
fn what_does_not_fit_is_refused_before_anything_is_opened() {
    if !there() {
        return;
    }
    let proxy = granting(GRANTED);
    let long = "u".repeat(300);
    let url = format!("http://{}/", "a.".repeat(128));
    by("socks5h", &proxy, &url).run().usage();
    for login in [format!("{long}:p"), format!("u:{long}")] {
        let run = by("socks5h", &proxy, "http://a.test/").args(["--proxy-user", &login]);
        run.run().usage().stderr_lacks("uuu");
    }
    by("socks4", &proxy, "http://[::1]/").run().usage();
    assert_eq!(proxy.finish().len(), 0);
}

#[test]
fn hostile_answers_fail_as_the_proxys() {
    if !there() {
        return;
    }
    for (scheme, bytes, why) in [
        (
            "socks5h",
            &b"\x05\x00\x05\x05\x00\x01"[..],
            "connection refused",
        ),
        (
            "socks5h",
            b"\x05\x00\x05\x02\x00\x01\x00\x00\x00\x00\x00\x00",
            "rules",
        ),
        ("socks5h", b"\x05\x00\x05\x00\x00", "closed the connection"),
        (
            "socks5h",
            b"\x05\x00\x05\x00\x00\x01\x00\x00",
            "closed the connection",
        ),
        ("socks5h", b"\x05", "closed the connection"),
        ("socks5h", b"", "closed the connection"),
        (
            "socks5h",
            b"\x05\x00\x05\x00\x00\x09\x00\x00",
            "unknown type 9",
        ),
        ("socks5h", b"\x04\x00", "no SOCKS"),
        ("socks5h", b"HTTP/1.1 400 Bad\r\n\r\n", "no SOCKS"),
        ("socks5h", b"\x05\x02", "not offered"),
        ("socks5h", b"\x05\xff", "no way to log in"),
        ("socks4a", b"\x00\x5b\x00\x00\x00\x00\x00\x00", "rejected"),
        ("socks4a", b"\x00\x5a\x00", "closed the connection"),
        ("socks4a", b"HTTP/1.1 400 Bad\r\n\r\n", "no SOCKS"),
    ] {
        let proxy = saying(bytes);
        let seen = by(scheme, &proxy, "http://h.test/").run();
        seen.code(97)
            .stdout("")
            .one_line()
            .stderr_has("proxy")
            .stderr_has(why);
    }
    for answer in [&b"\x05\x02\x01\x01"[..], b"\x05\x02\x05\x00"] {
        let proxy = saying(answer);
        let run = by("socks5h", &proxy, "http://h.test/").args(["--proxy-user", "u:s3cret"]);
        run.run().code(97).one_line().stderr_lacks("s3cret");
    }
}

#[test]
fn replies_of_every_address_type_are_read_to_their_end() {
    if !there() {
        return;
    }
    for reply in [
        GRANTED,
        b"\x05\x00\x00\x03\x05abcde\x00\x00",
        b"\x05\x00\x77\x04abcdefghijklmnop\x00\x00",
    ] {
        let proxy = granting(reply);
        by("socks5h", &proxy, "http://h/")
            .run()
            .code(0)
            .stdout("0501000301680050");
    }
}

#[test]
fn a_silent_proxy_ends_at_the_limit() {
    if !there() {
        return;
    }
    let proxy = Peer::tcp(|talk| talk.hold());
    let run = by("socks5", &proxy, "http://127.0.0.1:9/").args(["--connect-timeout", "0.4"]);
    run.run()
        .code(28)
        .one_line()
        .stderr_has("waiting for the proxy")
        .stderr_has("--connect-timeout");
}

#[test]
fn it_is_asked_for_what_curl_asks_for() {
    if !there() {
        return;
    }
    for (scheme, login, url) in [
        ("socks4", None, "http://127.0.0.1:81/"),
        ("socks4", Some("ada"), "http://127.0.0.1:81/"),
        ("socks4a", None, "http://h.test/"),
        ("socks4a", Some("ada"), "http://h.test:82/"),
        ("socks5", None, "http://127.0.0.1/"),
        ("socks5", None, "http://[::1]:83/"),
        ("socks5h", None, "http://h.test/"),
        ("socks5h", None, "http://127.0.0.1/"),
        ("socks5h", Some("ada:s3cret"), "http://h.test/"),
        ("socks5", Some("ada:s3cret"), "http://127.0.0.1/"),
    ] {
        let proxy = granting(GRANTED);
        let place = match login {
            Some(login) => format!("{scheme}://{login}@127.0.0.1:{}", proxy.port()),
            None => format!("{scheme}://127.0.0.1:{}", proxy.port()),
        };
        let curl = Run::new("curl", ["-sS", "--socks5-basic", "-x", &place, url]).run();
        // Without a login it offers RFC 1929 all the same; the proxy then asks for it.
        let curl = curl.code(0).out();
        let ours = verb(["get", "-x", &place, url]).run().code(0).out();
        let request = |hex: &str| hex.split_at(hex.rfind("0501000").unwrap_or(0)).1.to_owned();
        match (scheme, login) {
            ("socks5" | "socks5h", None) => assert_eq!(ours, request(&curl), "{place} {url}"),
            _ => assert_eq!(ours, curl, "{place} {url}"),
        }
    }
}

#[test]
fn a_real_proxy_leads_to_http_and_https_origins() {
    if !there() {
        return;
    }
    let authority = Authority::new("socks");
    let origin = Peer::answering(ok("plain"));
    let names = ["localhost", "127.0.0.1"];
    let secure = Peer::tls_answering(authority.good(&names).server(), ok("secure"));
    for login in [None, Some(("ada", "s3cret"))] {
        let Some(proxy) = Microsocks::start(login) else {
            return;
        };
        for scheme in ["socks5", "socks5h"] {
            let place = format!("{scheme}://{}", proxy.place());
            let urls = [
                origin.url("/"),
                format!("https://localhost:{}/", secure.port()),
            ];
            for (url, wanted) in urls.iter().zip(["plain", "secure"]) {
                let run = || verb(["get", "--cacert", &authority.ca(), "-x", &place, url]);
                let Some((user, password)) = login else {
                    run().run().code(0).stdout(wanted);
                    continue;
                };
                let known = format!("{user}:{password}");
                run().args(["-U", &known]).run().code(0).stdout(wanted);
                let seen = run().args(["-U", "ada:wrong"]).run();
                seen.code(97).one_line().stderr_has("refused the user");
                run().run().code(97).one_line().stderr_has("--proxy-user");
            }
        }
        let closed = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/", closed.local_addr().unwrap());
        drop(closed);
        if login.is_none() {
            let place = format!("socks5h://{}", proxy.place());
            let seen = verb(["get", "-x", &place, &url]).run();
            seen.code(97).one_line().stderr_has("connection refused");
        }
    }
}
