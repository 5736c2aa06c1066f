//! `--trace`: byte for byte what went over the wire.

use std::collections::BTreeMap;
use std::fs;

use crate::support::proxy::Relay;
use crate::support::{Authority, Peer, ok, response, temporary, verb};

/// The bytes of a trace by connection and direction, put together from its rows; offsets are
/// checked on the way.
fn bytes(trace: &str) -> BTreeMap<(u64, char), Vec<u8>> {
    let (mut all, mut place) = (BTreeMap::<_, Vec<u8>>::new(), (0, ' '));
    for line in trace.lines().filter(|line| !line.starts_with('#')) {
        let Some(row) = line.strip_prefix("  ") else {
            let mut words = line.split(' ').skip(1);
            let number = words.next().unwrap().trim_matches(['[', ']']);
            place = (
                number.parse().unwrap_or(0),
                words.next().unwrap().chars().next().unwrap(),
            );
            continue;
        };
        let stream = all.entry(place).or_default();
        let offset = usize::from_str_radix(&row[..8], 16).unwrap();
        assert_eq!(offset, stream.len(), "{line}");
        let digits = row[10..59].split_whitespace();
        stream.extend(digits.map(|digits| u8::from_str_radix(digits, 16).unwrap()));
    }
    all
}

const CHUNKED: &str = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\
    5\r\nhello\r\n3;x=1\r\n\x00\x1b!\r\n0\r\nT: 1\r\n\r\n";

#[test]
fn every_byte_is_there_with_chunk_borders_marked() {
    let dir = temporary();
    let file = dir.path().join("t");
    let peer = Peer::answering(CHUNKED);
    let run = verb(["put", "-T", "-", &peer.url("/x"), "--trace"]).arg(&file);
    run.stdin("streamed").run().code(0).stderr("");
    let trace = fs::read_to_string(&file).unwrap();
    let all = bytes(&trace);
    assert_eq!(all[&(1, '<')], CHUNKED.as_bytes());
    let heard = peer.heard();
    assert_eq!(all[&(1, '>')], heard.as_bytes());
    assert!(heard.ends_with("8\r\nstreamed\r\n0\r\n\r\n"), "{heard:?}");
    for told in [
        "[1] > chunk-size of 8, 3 bytes at ",
        "[1] > last-chunk, 3 bytes at ",
        "[1] < chunk-size of 5, 3 bytes at 47\n",
        "[1] < content, 5 bytes at 50\n",
        "[1] < end of chunk, 2 bytes at 55\n",
        "[1] < chunk-size of 3, 7 bytes at 57\n",
        "[1] < last-chunk, 3 bytes at 69\n",
        "[1] < trailers, 6 bytes at 72\n",
        "[1] * connected to 127.0.0.1:",
    ] {
        assert!(trace.contains(told), "{told}\n{trace}");
    }
    assert!(!trace.contains('\x1b'));
}

#[test]
fn nothing_moves_past_a_trace_inside_the_kernel() {
    let dir = temporary();
    let [file, body, out] = ["t", "b", "o"].map(|name| dir.path().join(name));
    let content: Vec<u8> = (0..700_000_u32).map(|n| (n % 253) as u8).collect();
    fs::write(&body, &content).unwrap();
    let mut answer = format!(
        "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n",
        content.len()
    );
    let head = answer.len();
    let answer = [answer.drain(..).as_str().as_bytes(), &content].concat();
    let peer = Peer::answering(answer.clone());
    let run = verb(["put", &peer.url("/"), "--trace"])
        .arg(&file)
        .arg("-T")
        .arg(&body);
    run.arg("-o").arg(&out).run().code(0);
    assert_eq!(fs::read(&out).unwrap(), content);
    let all = bytes(&fs::read_to_string(&file).unwrap());
    assert!(all[&(1, '<')] == answer);
    let sent = &all[&(1, '>')];
    assert!(sent.ends_with(&content) && sent.len() > head);
}

/// H49: nothing of a secret is in the file, and no byte moves.
#[test]
fn secrets_are_stars_of_the_same_length() {
    let dir = temporary();
    let file = dir.path().join("t");
    let answer = response("200 OK", "Set-Cookie: sid=SEC4; Path=/\r\n", "x");
    let peer = Peer::answering(answer.clone());
    for shown in [false, true] {
        let run = verb([
            "get",
            "-u",
            "u:SECRETPW",
            "-b",
            "s=SEC2",
            "-H",
            "X-Api-Key: SEC3",
        ]);
        let run = run.arg(peer.url("/")).arg("--trace").arg(&file);
        let run = if shown {
            run.arg("--show-secrets")
        } else {
            run
        };
        run.run().code(0);
        let trace = fs::read_to_string(&file).unwrap();
        let all = bytes(&trace);
        let text = |way| String::from_utf8(all[&(1, way)].clone()).unwrap();
        assert_eq!(text('<').len(), answer.len());
        if shown {
            assert_eq!(text('<').as_bytes(), answer);
            assert!(text('>').contains("X-Api-Key: SEC3\r\n"));
            continue;
        }
        assert!(text('<').contains("Set-Cookie: sid=****; Path=/\r\n"));
        assert!(text('>').contains("Authorization: Basic ****************\r\n"));
        assert!(text('>').contains("Cookie: s=****\r\n"), "{}", text('>'));
        assert!(!trace.contains("SEC") && trace.contains(", masked"));
    }
}

#[test]
fn tls_is_undone_and_told() {
    let dir = temporary();
    let (file, authority) = (dir.path().join("t"), Authority::new("trace"));
    let ca = authority.ca();
    let identity = authority.good(&["127.0.0.1"]);
    let peer = Peer::tls_answering(identity.server(), ok("secure"));
    let run = verb(["get", &peer.https("/"), "--trace"]).arg(&file);
    run.arg("--cacert").arg(&ca).run().code(0);
    let trace = fs::read_to_string(&file).unwrap();
    assert!(trace.contains("[1] * TLSv1.3, "), "{trace}");
    assert_eq!(bytes(&trace)[&(1, '<')], ok("secure"));
}

#[test]
fn connections_side_by_side_are_told_apart() {
    let dir = temporary();
    let file = dir.path().join("t");
    let peer = Peer::once(ok("x"));
    let urls: Vec<_> = (0..6).map(|n| peer.url(&format!("/{n}"))).collect();
    let run = verb(["get", "-Z", "--parallel-max", "3", "--trace"]).arg(&file);
    run.args(urls).run().code(0).stdout("xxxxxx");
    let all = bytes(&fs::read_to_string(&file).unwrap());
    for number in 1..=6 {
        assert_eq!(all[&(number, '<')], ok("x"), "{number}");
    }
}

#[test]
fn offsets_go_on_over_the_requests_of_a_connection() {
    let dir = temporary();
    let file = dir.path().join("t");
    let peer = Peer::answering(ok("x"));
    let run = verb(["get", &peer.url("/1"), &peer.url("/2"), "--trace-ascii"]).arg(&file);
    run.arg("--trace").arg(&file).run().code(0);
    let all = bytes(&fs::read_to_string(&file).unwrap());
    assert_eq!(all[&(1, '<')], [ok("x"), ok("x")].concat());
    assert_eq!(all[&(1, '>')], peer.heard().as_bytes());
}

#[test]
fn a_trace_goes_to_stdout_or_a_descriptor_and_may_leave_digits_out() {
    let peer = Peer::answering(ok("x\x1b"));
    let url = peer.url("/");
    verb(["get", "--trace-ascii", "-", "-o", "/dev/null", &url])
        .run()
        .code(0)
        .stdout_has("  00000000  GET / HTTP/1.1..\n")
        .stdout_has("  00000026  x.\n");
    let dir = temporary();
    let script = format!("verb get --trace fd:3 {url} 3>t >/dev/null && grep -c '^ ' t");
    crate::support::shell(&script).dir(&dir).run().code(0);
}

#[test]
fn a_trace_that_cannot_be_written_is_told() {
    let peer = Peer::answering(ok("x"));
    let url = peer.url("/");
    verb(["get", "--trace", "/dev/full", &url])
        .run()
        .code(23)
        .stdout("x")
        .stderr_has("verb: writing /dev/full: ");
    verb(["get", "--trace", "/nowhere/t", &url])
        .run()
        .code(23)
        .stdout("")
        .one_line();
    verb(["get", "--trace", "t", "--har", "t", &url])
        .run()
        .usage();
    assert_eq!(peer.finish().len(), 1);
}

#[test]
fn a_closed_pipe_is_no_failure_and_a_dry_run_writes_nothing() {
    let peer = Peer::answering(ok("x"));
    let url = peer.url("/");
    let dir = temporary();
    let script = format!("verb get --trace - -o o {url} | head -c 1");
    crate::support::shell(&script)
        .dir(&dir)
        .run()
        .code(0)
        .stderr("");
    let run = verb(["get", "--dry-run", "--trace", "t", "--har", "h", &url]);
    run.dir(&dir).run().code(0).stderr("");
    assert_eq!(crate::support::names_in(dir.path()), ["o"]);
}

#[test]
fn what_belongs_to_no_message_is_said_to() {
    let peer = Peer::once("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nxyz");
    verb([
        "get",
        "--trace-ascii",
        "-",
        "-o",
        "/dev/null",
        &peer.url("/"),
    ])
    .run()
    .code(0)
    .stdout_has("< not part of any message, 2 bytes at 39\n");
}

const OPEN: &str = "HTTP/1.1 200 OK\r\nX-P: 1\r\n\r\n";

#[test]
fn the_way_through_a_proxy_is_marked() {
    let dir = temporary();
    let file = dir.path().join("t");
    let authority = Authority::new("tunnel");
    let config = authority.good(&["h.test"]).server();
    let origin = Peer::tls_answering(config, ok("inside"));
    let relay = Relay::start(origin.port(), OPEN);
    let proxy = format!("http://pu:SECRETPP@{}", relay.place());
    let run = verb(["get", "https://h.test/", "--cacert", &authority.ca()]);
    let run = run.args(["-x", &proxy, "--trace"]).arg(&file);
    run.run().code(0).stdout("inside");
    let trace = fs::read_to_string(&file).unwrap();
    let all = bytes(&trace);
    assert_eq!(all[&(1, '<')], [OPEN.as_bytes(), &ok("inside")].concat());
    let sent = String::from_utf8(all[&(1, '>')].clone()).unwrap();
    assert!(
        sent.starts_with("CONNECT h.test:443 HTTP/1.1\r\n"),
        "{sent}"
    );
    assert!(sent.contains("Proxy-Authorization: Basic *****"), "{sent}");
    assert!(sent.contains("\r\n\r\nGET / HTTP/1.1\r\n"), "{sent}");
    assert!(trace.contains(" bytes at 0, with the proxy\n"), "{trace}");
    let place = trace.find("* TLSv1.").unwrap();
    assert!(trace[..place].contains("CONNECT") && trace[place..].contains("GET / HTTP/1.1"));
}

#[test]
fn the_dialogue_with_a_socks_proxy_is_there_without_the_password() {
    let dir = temporary();
    let file = dir.path().join("t");
    let proxy = Peer::tcp(|talk| {
        talk.take(2)?;
        talk.take(2)?;
        talk.send([5, 2])?;
        talk.take(2 + 1 + 1 + 6)?;
        talk.send([1, 0])?;
        talk.take(4 + 1 + 6 + 2)?;
        talk.send([5, 0, 0, 1, 0, 0, 0, 0, 0, 0])?;
        talk.head()?;
        talk.send(ok("x"))
    });
    let by = format!("socks5h://u:SECRET@127.0.0.1:{}", proxy.port());
    let run = verb(["get", "http://h.test/", "-x", &by, "--trace"]).arg(&file);
    run.run().code(0).stdout("x");
    let trace = fs::read_to_string(&file).unwrap();
    let all = bytes(&trace);
    let sent = &all[&(1, '>')];
    assert!(
        sent.starts_with(b"\x05\x02\x00\x02**********\x05\x01\x00\x03\x06h.test\x00\x50GET "),
        "{trace}"
    );
    assert!(all[&(1, '<')].starts_with(b"\x05\x02\x01\x00\x05\x00"));
    assert!(
        trace.contains("[1] > SOCKS, 10 bytes at 4, masked, with the proxy\n"),
        "{trace}"
    );
    assert!(!trace.contains("SECRET"));
}
