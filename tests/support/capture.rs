//! What a program sends, byte for byte, and the installed curl to compare it with.

use std::process::Command;
use std::sync::mpsc;

use super::verb::Run;
use super::{Peer, ok};

/// One request as it arrived, framing undone.
pub(crate) struct Sent {
    pub(crate) head: String,
    pub(crate) content: Vec<u8>,
}

impl Sent {
    /// The request-line.
    pub(crate) fn line(&self) -> &str {
        self.head.lines().next().unwrap_or_default()
    }

    /// The value of the first field of this name.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (seen, value) = line.split_once(':')?;
            seen.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// The request-line and the fields, sorted: clients order them each in their own way.
    pub(crate) fn sorted(&self) -> Vec<&str> {
        let mut lines: Vec<&str> = self.head.lines().collect();
        lines.sort_unstable();
        lines
    }

    /// The content as text, boundaries of multipart bodies replaced by `B0`, `B1`….
    pub(crate) fn without_boundaries(&self) -> String {
        let mut text = String::from_utf8_lossy(&self.content).into_owned();
        let all = format!("{}\n{text}", self.head);
        let found = all.split("boundary=").skip(1);
        for (number, found) in found.enumerate() {
            let boundary = found.lines().next().unwrap_or_default();
            text = text.replace(boundary, &format!("B{number}"));
        }
        text
    }
}

/// The one request that a run sends; `run` is given the URL.
#[track_caller]
pub(crate) fn sent(run: impl FnOnce(String) -> Run) -> Sent {
    let (tell, told) = mpsc::channel();
    let peer = Peer::tcp(move |talk| {
        let head = talk.head()?;
        let content = talk.content(&head)?;
        let head = String::from_utf8_lossy(&head.0).into_owned();
        tell.send(Sent { head, content }).unwrap();
        talk.send(ok("x"))
    });
    run(peer.url("/")).run().code(0).stdout("x").stderr("");
    told.recv().unwrap()
}

/// The installed curl with these words, quiet and without a configuration file.
pub(crate) fn curl(words: &[&str]) -> Run {
    Run::new("curl", ["-q", "-s", "-S"]).args(words.to_vec())
}

/// Whether there is a curl; says so when there is none.
pub(crate) fn curl_is_there() -> bool {
    let there = Command::new("curl").arg("--version").output().is_ok();
    if !there {
        println!("left out: curl is not installed");
    }
    there
}
