//! What the tests are made with: a runner for the binary and peers to run it against.

pub(crate) mod apache;
pub(crate) mod capture;
pub(crate) mod case;
pub(crate) mod cutter;
pub(crate) mod daemon;
pub(crate) mod download;
pub(crate) mod haproxy;
pub(crate) mod hyper;
pub(crate) mod latch;
pub(crate) mod microsocks;
pub(crate) mod mirror;
pub(crate) mod namespace;
pub(crate) mod nginx;
pub(crate) mod peer;
pub(crate) mod person;
pub(crate) mod player;
pub(crate) mod proxy;
pub(crate) mod pty;
pub(crate) mod recorded;
pub(crate) mod relay;
pub(crate) mod rule;
pub(crate) mod running;
pub(crate) mod schema;
pub(crate) mod squid;
pub(crate) mod steps;
pub(crate) mod talk;
pub(crate) mod terminal;
pub(crate) mod tinyproxy;
pub(crate) mod tls;
pub(crate) mod typist;
pub(crate) mod verb;
pub(crate) mod wire;

pub(crate) use latch::Latch;
pub(crate) use peer::Peer;
pub(crate) use tls::Authority;
pub(crate) use verb::{shell, verb};

/// A complete response with a length.
pub(crate) fn ok(body: &str) -> Vec<u8> {
    response("200 OK", "", body)
}

/// A complete response: `status` with its reason, `fields` each ended by CRLF, a length.
pub(crate) fn response(status: &str, fields: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\n{fields}Content-Length: {length}\r\n\r\n{body}").into_bytes()
}

/// A temporary directory, removed with everything in it when dropped.
pub(crate) fn temporary() -> tempfile::TempDir {
    tempfile::Builder::new()
        .prefix("verb-test-")
        .tempdir()
        .expect("a temporary directory")
}

/// The names in a directory, sorted: what a run has left behind.
pub(crate) fn names_in(dir: &std::path::Path) -> Vec<String> {
    let entries = std::fs::read_dir(dir).expect("the directory can be listed");
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}
