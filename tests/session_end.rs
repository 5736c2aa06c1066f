//! However `verb session` is left, its connection ends in good order (RFC 9112, 9.6): FIN, and a
//! close_notify before it under TLS.

use std::sync::{Arc, Mutex};

use crate::support::person::Person;
use crate::support::{Authority, Peer, ok, temporary, verb};

/// The end of what there is to read; one without a close_notify is told in other words by rustls.
const IN_ORDER: &str = "unexpected end of file";

/// How the connections ended, as the server was told.
type Ends = Arc<Mutex<Vec<String>>>;

/// Answers everything, and keeps how each connection ended.
fn listening(authority: &Authority) -> (Peer, Ends) {
    let ends = Ends::default();
    let kept = Arc::clone(&ends);
    let peer = Peer::tls(authority.good(&["localhost"]).server(), move |talk| {
        let end = loop {
            match talk.head() {
                Ok(_) => talk.send(ok("served\n"))?,
                Err(end) => break end,
            }
        };
        kept.lock().unwrap().push(end.to_string());
        Ok(())
    });
    (peer, ends)
}

#[test]
fn the_server_is_told_however_a_person_leaves() {
    let authority = Authority::new("sessions");
    for keys in ["exit\r", "quit\r", "EXIT\r", "\x04", "\x03"] {
        let ((peer, ends), home) = (listening(&authority), temporary());
        let url = format!("https://localhost:{}/", peer.port());
        let mut person = Person::sits(&url, home.path(), &["--cacert", &authority.ca()]);
        person.sees("/>").types("GET /\r").sees("served");
        person.sees("/>").types(keys);
        if keys == "\x03" {
            person.sees("Ctrl-C again").sees("/>").types(keys);
        }
        assert_eq!(person.leaves().0, 0, "{keys:?}");
        assert_eq!(peer.finish().len(), 1);
        assert_eq!(*ends.lock().unwrap(), [IN_ORDER], "{keys:?}");
    }
}

#[test]
fn the_server_is_told_at_the_end_of_a_batch() {
    let authority = Authority::new("sessions");
    for lines in ["GET /\n", "GET /\nexit\nGET /\n", "GET /\nnonsense\n"] {
        let (peer, ends) = listening(&authority);
        let url = format!("https://localhost:{}/", peer.port());
        let run = verb(["session", "--cacert", &authority.ca(), "--fail-early", &url]);
        run.stdin(lines).run().stdout("served\n");
        assert_eq!(peer.finish().len(), 1);
        assert_eq!(*ends.lock().unwrap(), [IN_ORDER], "{lines:?}");
    }
}
