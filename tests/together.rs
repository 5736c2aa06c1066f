//! Where redirects, retries, proxies and TLS meet: what each of them promises alone has to hold for
//! the whole way of a request.

use std::net::TcpListener;

use crate::support::steps::{Step, Steps};
use crate::support::tls::{ANY_VERSION, Authority};
use crate::support::{Peer, ok, response, temporary, verb};

const QUICK: [&str; 3] = ["--retry", "2", "--retry-delay=10ms"];

fn moved(status: &str, to: &str) -> Step {
    Step::Answer(response(status, &format!("Location: {to}\r\n"), ""))
}

fn busy() -> Step {
    Step::Answer(response("503 Service Unavailable", "", "busy"))
}

/// H01, H40: the key of a POST stays at the origin it was made for, so that another one is asked
/// once, whatever it answers.
#[test]
fn a_post_whose_key_stayed_behind_is_not_repeated() {
    for answer in [busy(), Step::Last(b"HTTP/1.1 200 OK\r\nCont".to_vec())] {
        let second = Steps::new([answer, busy(), busy()]);
        let to = second.url();
        let first = Steps::new((0..3).map(|_| moved("307 Temporary Redirect", &to)));
        let run = verb(["post", "-L", "--idempotency-key=k", "-d", "a=1"]);
        let run = run.args(QUICK).arg(first.url()).run();
        run.stderr_has("its Idempotency-Key was not taken to another origin");
        assert_eq!(first.finish().len(), 1);
        let asked = second.finish();
        assert_eq!(asked.len(), 1);
        assert_eq!(asked[0].head.field("idempotency-key"), None);
    }
}

/// H40: where the key goes along, or the method changes to a safe one, retries go on.
#[test]
fn a_post_whose_key_went_along_is_repeated() {
    for (flag, status, trusted) in [
        ("--location-trusted", "307 Temporary Redirect", true),
        ("-L", "303 See Other", false),
    ] {
        let second = Steps::new([busy(), Step::Answer(ok("done"))]);
        let to = second.url();
        let first = Steps::new((0..2).map(|_| moved(status, &to)));
        let run = verb(["post", flag, "--idempotency-key=k", "-d", "a=1"]);
        let run = run.args(QUICK).arg(first.url()).run();
        run.code(0).stdout("done");
        for asked in first.finish() {
            assert_eq!(asked.head.field("idempotency-key").unwrap(), "k");
        }
        let asked = second.finish();
        assert_eq!(asked.len(), 2);
        let key = asked[1].head.field("idempotency-key");
        assert_eq!(key.is_some(), trusted, "{flag}");
    }
}

/// H40: a proxy that cannot be reached is like a server that cannot.
#[test]
fn a_proxy_that_is_not_there_yet_is_tried_again() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let place = listener.local_addr().unwrap();
    drop(listener);
    for scheme in ["http", "socks5h"] {
        let proxy = format!("{scheme}://{place}");
        let run = verb(["post", "-x", &proxy, "http://a.test/", "-d", "a=1"]);
        let run = run.args(QUICK).run().code(97);
        let err = run.err();
        assert_eq!(err.matches("trying again").count(), 2, "{err}");
        assert!(err.contains("given up after 3 attempts"), "{err}");
    }
    let words = ["--retry-on", "refused", "http://a.test/"];
    let run = verb(["get", "-x", "http://proxy.invalid:1"]).args(words);
    let run = run.args(QUICK).run().code(97);
    run.stderr_lacks("trying again");
}

/// The same through a tunnel as for what a proxy forwards: an end without an answer may pass.
#[test]
fn a_proxy_that_closes_without_an_answer_is_tried_again() {
    for end in [Step::Last as fn(Vec<u8>) -> Step, Step::Reset] {
        for url in ["http://a.test/", "https://a.test/"] {
            let refusal = response("403 Forbidden", "", "");
            let proxy = Steps::new([end(Vec::new()), Step::Answer(refusal)]);
            let run = verb(["get", "-x", &proxy.url(), url]).args(QUICK).run();
            run.stderr_has("trying again").stderr_has("403");
            assert_eq!(proxy.finish().len(), 2, "{url}");
        }
    }
}

/// What a proxy says is not what passes by itself.
#[test]
fn a_refusal_by_a_proxy_stands() {
    let refusal = || Step::Answer(response("407 Proxy Authentication Required", "", "no"));
    let proxy = Steps::new([refusal(), refusal()]);
    let run = verb(["get", "-x", &proxy.url(), "http://a.test/"]);
    run.args(QUICK).run().code(97).stderr_lacks("trying again");
    assert_eq!(proxy.finish().len(), 1);
}

/// H40: `-D` has each head once.
#[test]
fn heads_of_hops_are_not_told_again_by_attempts_for_the_rest() {
    let cut = b"HTTP/1.1 200 OK\r\nETag: \"a\"\r\nContent-Length: 10\r\n\r\nhello";
    let last = Steps::new([Step::Last(cut.to_vec())]);
    let gone = TcpListener::bind("127.0.0.1:0").unwrap();
    let nobody = format!("http://{}/", gone.local_addr().unwrap());
    drop(gone);
    let first = Steps::new([
        moved("302 Found", &last.url()),
        moved("302 Found", &nobody),
        moved("302 Found", &nobody),
    ]);
    let dir = temporary();
    let run = verb(["get", "-L", "-i", "-D", "heads", &first.url()]).dir(&dir);
    let run = run.args(QUICK).run().code(7);
    assert!(run.out().ends_with("\r\n\r\nhello"), "{}", run.story());
    let heads = std::fs::read_to_string(dir.path().join("heads")).unwrap();
    assert_eq!(heads.matches("HTTP/1.1 302").count(), 1, "{heads}");
    assert_eq!(heads.matches("HTTP/1.1 200").count(), 1, "{heads}");
}

/// H35.3: a client certificate is for those whom the user named.
#[test]
fn a_client_certificate_does_not_follow_a_redirect() {
    let authority = Authority::new("both");
    let (server, client) = (authority.good(&["127.0.0.1"]), authority.client("me", 30));
    let dir = temporary();
    let both = client.chain_pem() + &client.key_pem();
    std::fs::write(dir.path().join("me.pem"), both).unwrap();
    for version in ANY_VERSION {
        let asking = authority.asking(&server, &[version]);
        let second = Peer::tls_answering(asking.clone(), ok("inside"));
        let location = format!("Location: {}\r\n", second.https("/"));
        let first = Peer::tls_answering(asking, response("302 Found", &location, ""));
        let words = ["-L", "--cert", "me.pem", "--cacert", &authority.ca()];
        let run = || verb(["get"]).args(words.map(str::to_owned)).dir(&dir);
        run()
            .arg(first.https("/"))
            .run()
            .stdout("")
            .stderr_has(&second.https("/"));
        // The same server, named by the user, is shown it.
        run().arg(second.https("/")).run().code(0).stdout("inside");
        let heard = second.finish();
        assert_eq!(heard.iter().filter(|one| !one.is_empty()).count(), 1);
        assert!(first.heard().starts_with("GET / "));
    }
}

/// Heads are kept for `-i` and `-D`; a peer cannot have them fill memory.
#[test]
fn interim_responses_are_bounded_in_all() {
    let early = format!("HTTP/1.1 103 Early\r\nA: {}\r\n\r\n", "a".repeat(200_000));
    let peer = Peer::answering([early.repeat(2).into_bytes(), ok("never")].concat());
    verb(["get", &peer.url("/")])
        .run()
        .code(8)
        .stdout("")
        .stderr_has("interim responses of more than 262144 bytes in all");
}
