//! netrc along a chain: a login for each host that has one, and for no other reason.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;

use super::{guide, redirect};
use crate::support::verb::Run;
use crate::support::{Peer, temporary, verb};

/// The `Authorization` that the first and the last request of a chain from 127.0.0.1 to `to` (and
/// its port) brought.
fn chain(text: &str, flags: &[&str], to: &str, userinfo: &str) -> (Option<String>, Option<String>) {
    let dir = temporary();
    let file = dir.path().join("netrc");
    fs::write(&file, text).unwrap();
    fs::set_permissions(&file, Permissions::from_mode(0o600)).unwrap();
    let there = guide();
    let here = Peer::answering(redirect(302, &format!("http://{to}:{}/b", there.port())));
    let url = here.url("/").replace("://", &format!("://{userinfo}"));
    let run: Run = verb(["get", "-L", "-4", "--netrc-file"]).arg(file).arg(url);
    let _fine = run.args(flags.iter().copied()).run().code(0);
    (authorization(here), authorization(there))
}

fn authorization(peer: Peer) -> Option<String> {
    let heard = peer.heard();
    let mut lines = heard.lines();
    lines.find_map(|line| line.strip_prefix("Authorization: ").map(str::to_owned))
}

const ALICE: &str = "Basic YWxpY2U6cHc=";
const BOB: &str = "Basic Ym9iOmJw";

const ALICES: &str = "machine 127.0.0.1 login alice password pw\n";
const BOBS: &str = "machine localhost login bob password bp\n";

/// What a chain to localhost brings.
#[track_caller]
fn brings(text: &str, flags: &[&str], first: Option<&str>, last: Option<&str>) {
    let seen = chain(text, flags, "localhost", "");
    let wanted = (first.map(str::to_owned), last.map(str::to_owned));
    assert_eq!(seen, wanted, "{text} {flags:?}");
}

#[test]
fn each_host_is_looked_up_by_itself() {
    let both = [ALICES, BOBS].concat();
    brings(&both, &[], Some(ALICE), Some(BOB));
    brings(BOBS, &[], None, Some(BOB));
    // Only the port has changed.
    let seen = chain(&both, &[], "127.0.0.1", "");
    assert_eq!(seen, (Some(ALICE.to_owned()), None));
}

#[test]
fn nothing_is_filled_in_for_a_host_without_a_whole_entry() {
    for rest in [
        "machine localhost login bob",
        "machine localhost login bob default",
        "default login bob password bp",
        "machine localhost login b:b password bp",
    ] {
        brings(&format!("{ALICES}{rest}"), &[], Some(ALICE), None);
    }
    brings("default login alice password pw", &[], Some(ALICE), None);
}

#[test]
fn what_is_given_by_hand_is_all_there_is() {
    let both = [ALICES, BOBS].concat();
    brings(&both, &["--bearer", "T"], Some("Bearer T"), None);
    brings(&both, &["-u", "alice:pw"], Some(ALICE), None);
    brings(&both, &["-H", "Authorization: x"], Some("x"), None);
    let seen = chain(&both, &[], "localhost", "alice@");
    assert_eq!(seen, (Some(ALICE.to_owned()), None));
}

#[test]
fn entries_stay_with_their_host_trusted_or_not() {
    let both = [ALICES, BOBS].concat();
    brings(&both, &["--location-trusted"], Some(ALICE), Some(BOB));
    brings(ALICES, &["--location-trusted"], Some(ALICE), None);
}

#[test]
fn a_host_that_the_chain_comes_back_to_gets_nothing_again() {
    let dir = temporary();
    let file = dir.path().join("netrc");
    fs::write(&file, "machine 127.0.0.1 login alice password pw").unwrap();
    fs::set_permissions(&file, Permissions::from_mode(0o600)).unwrap();
    let (here, there) = (guide(), guide());
    let back = format!("/r/302/{}", here.url("/back"));
    let away = format!("http://localhost:{}{back}", there.port());
    let url = here.url(&format!("/r/302/{away}"));
    let run = verb(["get", "-L", "-4", &url, "--netrc-file"]).arg(file);
    let seen = run.run().code(0).out();
    assert!(
        seen.starts_with("GET /back ") && !seen.contains("Authorization"),
        "{seen}"
    );
}
