//! Redirects through the program: what each request of a chain is, and what of it is told.

mod chain;
mod methods;
mod netrc;
mod real;
mod secrets;
mod targets;

use std::io;
use std::sync::Arc;

use rustls::ServerConfig;

use crate::support::talk::Talk;
use crate::support::verb::Run;
use crate::support::{Peer, ok, response, verb};

/// A peer that sends `/r/STATUS/LOCATION` there, and echoes any other request.
fn guide() -> Peer {
    Peer::tcp(lead)
}

/// The same under TLS.
fn guide_tls(config: Arc<ServerConfig>) -> Peer {
    Peer::tls(config, lead)
}

fn lead(talk: &mut Talk) -> io::Result<()> {
    loop {
        let head = talk.head()?;
        let content = talk.content(&head)?;
        let line = head.line();
        let target = line.split(' ').nth(1).unwrap_or_default();
        let step = target.strip_prefix("/r/").and_then(|r| r.split_once('/'));
        match step {
            Some((status, location)) => {
                let location = format!("Location: {location}\r\n");
                talk.send(response(&format!("{status} Moved"), &location, "moved"))?;
            }
            None => {
                let content = String::from_utf8_lossy(&content).into_owned();
                talk.send(ok(
                    &(String::from_utf8_lossy(&head.0).into_owned() + &content)
                ))?;
            }
        }
    }
}

/// A redirect with this status, to there.
fn redirect(status: u16, location: &str) -> Vec<u8> {
    let location = format!("Location: {location}\r\n");
    response(&format!("{status} Moved"), &location, "moved")
}

/// `verb METHOD -L` with these words.
fn follow(method: &str, words: &[&str]) -> Run {
    verb([method, "-L"]).args(words.iter().copied())
}

/// The request-lines of all that was heard, without the version.
fn lines(heard: &[Vec<u8>]) -> Vec<String> {
    let text = heard.iter().map(|one| String::from_utf8_lossy(one));
    let all = text.flat_map(|text| {
        let lines = text.lines().map(str::to_owned).collect::<Vec<_>>();
        lines.into_iter()
    });
    all.filter_map(|line| line.strip_suffix(" HTTP/1.1").map(str::to_owned))
        .collect()
}
