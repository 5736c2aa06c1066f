//! Redirects choose the way anew, and what was one proxy's is not the next one's: H05.2, H05.3,
//! H02.4. Waits for the flag that follows redirects.

use super::{OPEN, trusted};
use crate::support::proxy::Relay;
use crate::support::{Peer, ok, response, verb};

fn follows() -> bool {
    let known = ::verb::cli::args::all().any(|flag| flag.long == "location");
    if !known {
        println!("left out: there is no --location yet");
    }
    known
}

fn moved(to: &str) -> Vec<u8> {
    response("302 Found", &format!("Location: {to}\r\n"), "")
}

/// H05.2
#[test]
fn the_credentials_of_one_proxy_do_not_reach_the_next() {
    if !follows() {
        return;
    }
    let (authority, config) = trusted(&["h.test"]);
    let origin = Peer::tls_answering(config, ok("inside"));
    let first = Peer::answering(moved("https://h.test/"));
    let second = Relay::start(origin.port(), OPEN);
    let with_user = first.url("").replace("http://", "http://pu:pp@");
    verb(["get", "-L", "http://a.test/", "--cacert", &authority.ca()])
        .env("http_proxy", with_user)
        .env("https_proxy", second.place())
        .run()
        .code(0)
        .stdout("inside");
    assert!(
        first
            .heard()
            .contains("Proxy-Authorization: Basic cHU6cHA=")
    );
    assert!(
        !second.head().contains("Proxy-Authorization"),
        "{}",
        second.head()
    );
    assert!(!origin.heard().contains("Proxy-Authorization"));
}

/// H05.3 and H02.4
#[test]
fn an_origin_behind_an_exemption_sees_nothing_of_the_proxys() {
    if !follows() {
        return;
    }
    for typed in [false, true] {
        let origin = Peer::answering(ok("straight"));
        let proxy = Peer::answering(moved(&origin.url("/")));
        let mut run = verb(["get", "-L", "http://h.test/"]);
        if typed {
            run = run.args(["-H", "Proxy-Authorization: Basic cHU6cHA="]);
        }
        let user = if typed { "http://" } else { "http://pu:pp@" };
        run.env("http_proxy", proxy.url("").replace("http://", user))
            .env("no_proxy", "127.0.0.1")
            .run()
            .code(0)
            .stdout("straight");
        assert!(
            proxy
                .heard()
                .contains("Proxy-Authorization: Basic cHU6cHA=")
        );
        assert!(!origin.heard().contains("Proxy-Authorization"));
    }
}

/// H31.1 with the flag: a proxy's redirect is followed by nobody.
#[test]
fn a_proxys_own_redirect_is_not_followed() {
    if !follows() {
        return;
    }
    let elsewhere = Peer::answering(ok("elsewhere"));
    let proxy = Peer::answering(moved(&elsewhere.url("/")));
    verb(["get", "-L", "https://h.test/", "-x", &proxy.url("")])
        .run()
        .code(97)
        .stdout("");
    assert!(elsewhere.finish().is_empty());
}
