//! Client certificates in a session: shown to its own server, and to no other that its lines name.

use crate::support::tls::{ANY_VERSION, Authority};
use crate::support::{Peer, ok, temporary, verb};

/// What the certificate says of the user is for the session's own server, whatever URLs its lines
/// name.
#[test]
fn a_session_shows_it_to_its_own_server_alone() {
    let authority = Authority::new("client authority");
    let user = authority.client("a client", 30);
    let dir = temporary();
    std::fs::write(
        dir.path().join("both.pem"),
        user.chain_pem() + &user.key_pem(),
    )
    .unwrap();
    let identity = authority.good(&["127.0.0.1"]);
    let asking = || authority.asking(&identity, ANY_VERSION);
    let own = Peer::tls_answering(asking(), ok("own"));
    let other = Peer::tls_answering(asking(), ok("other"));
    let elsewhere = other.https("/");
    let lines = format!("GET /\nGET {elsewhere}\nGET {elsewhere} -v\nGET /\n");
    let words = ["session", "--cacert", &authority.ca(), "-E", "both.pem"];
    let seen = verb(words)
        .args([own.https("/")])
        .dir(&dir)
        .stdin(lines)
        .run();
    assert_ne!(seen.exit_code(), 0);
    let seen = seen.stdout("ownown");
    for line in ["verb: line 2: ", "verb: line 3: "] {
        assert!(seen.err().contains(line), "{}", seen.err());
    }
    // A line that gives it itself means it.
    let line = format!("GET {elsewhere} -E both.pem\n");
    let seen = verb(["session", "--cacert", &authority.ca(), &own.https("/")])
        .dir(&dir)
        .stdin(line)
        .run();
    let _fine = seen.code(0).stdout("other");
}
