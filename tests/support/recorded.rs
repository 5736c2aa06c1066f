//! One request as a peer got it: from `verb`, or from curl to compare with.

use std::sync::mpsc;

use super::verb::Run;
use super::{Peer, ok};

/// A request, framing undone.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Recorded {
    /// Its head, as text.
    pub(crate) head: String,
    /// Its content.
    pub(crate) content: Vec<u8>,
}

impl Recorded {
    /// The request-line.
    pub(crate) fn line(&self) -> &str {
        self.head.lines().next().unwrap_or_default()
    }

    /// The value of a field that is there once.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        let mut all = self.head.lines().skip(1).filter_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim())
        });
        let first = all.next();
        assert!(all.next().is_none(), "{name} twice: {}", self.head);
        first
    }

    /// The content as text.
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.content).expect("text")
    }
}

/// The one request that a run sends to the URL it is given; the run must succeed.
#[track_caller]
pub(crate) fn recorded(run: impl FnOnce(String) -> Run) -> Recorded {
    let (tell, told) = mpsc::channel();
    let peer = Peer::tcp(move |talk| {
        let head = talk.head()?;
        let content = talk.content(&head)?;
        let head = String::from_utf8_lossy(&head.0).into_owned();
        tell.send(Recorded { head, content }).unwrap();
        talk.send(ok("x"))
    });
    let seen = run(peer.url("/p")).run();
    let _fine = seen.code(0).stdout("x");
    told.recv().expect("a request")
}

/// A run of curl with these words; `None` where it is not installed.
pub(crate) fn curl(words: &[&str]) -> Option<Run> {
    let known = std::process::Command::new("curl").arg("-V").output();
    if !known.is_ok_and(|output| output.status.success()) {
        println!("left out: curl is not installed");
        return None;
    }
    Some(Run::new("curl", ["-q", "-sS", "--noproxy", "*"]).args(words.iter().copied()))
}
