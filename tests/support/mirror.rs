//! A peer that tells each request what it was.

use super::{Peer, ok};

/// Answers every request with its method, its path and its content, a line each.
pub(crate) fn mirror() -> Peer {
    Peer::tcp(|talk| {
        loop {
            let head = talk.head()?;
            let content = talk.content(&head)?;
            let line = head.line();
            let line = line.strip_suffix(" HTTP/1.1").unwrap();
            let content = String::from_utf8_lossy(&content);
            let space = if content.is_empty() { "" } else { " " };
            let body = if line.starts_with("HEAD") {
                String::new()
            } else {
                format!("{line}{space}{content}\n")
            };
            talk.send(ok(&body))?;
        }
    })
}

/// A batch against a mirror: what came on stdout where all went well, and what the mirror heard.
#[track_caller]
pub(crate) fn mirrored(flags: &[&str], lines: &str) -> (String, String) {
    let peer = mirror();
    let seen = super::verb(["session"])
        .args(flags)
        .arg(peer.url("/"))
        .stdin(lines)
        .run();
    let seen = seen.code(0).stderr("");
    (seen.out(), peer.heard())
}
