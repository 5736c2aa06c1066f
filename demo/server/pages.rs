//! What the demo's server answers at which path.

use std::io::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};

use flate2::Compression;
use flate2::write::GzEncoder;

use super::message::{Content, Reply, Request};

/// Digits and order that a client must not touch.
const USER: &str = "{\"id\":7,\"name\":\"Ada Lovelace\",\"ratio\":3.14159265358979323846}\n";

/// The reply to a request.
pub(crate) fn answer(request: &Request) -> Reply {
    let (method, target) = (request.method.as_str(), request.target.as_str());
    match (method, target.split('?').next().unwrap_or_default()) {
        ("OPTIONS", _) => reply("204 No Content", "Allow: GET, HEAD, POST, PUT", Vec::new()),
        ("GET" | "HEAD", "/users/7") => json("200 OK", USER),
        ("POST", "/users") => created(request),
        ("PUT" | "POST" | "PATCH" | "DELETE", path) if path.starts_with("/notes/") => {
            text(&format!(
                "{method} {path}: {} bytes, {}\n",
                request.size,
                request.framing()
            ))
        }
        (_, "/request") => text(&format!("{}\n", request.head.replace('\r', "").trim_end())),
        (_, "/stream") => stream(),
        (_, "/gzip") => gzip(),
        (_, "/moved") => reply("301 Moved Permanently", "Location: /users/7", Vec::new()),
        (_, "/cut") => Reply {
            content: Content::Cut("half of the cont".to_owned()),
            ..text("")
        },
        (_, "/slow") => Reply {
            content: Content::Never,
            ..text("")
        },
        (_, "/flaky") => flaky(),
        (_, "/broken") => json("500 Internal Server Error", "{\"error\":\"out of ink\"}\n"),
        _ => json("404 Not Found", "{\"error\":\"no such page\"}\n"),
    }
}

fn reply(status: &'static str, field: &str, bytes: Vec<u8>) -> Reply {
    Reply {
        status,
        fields: vec![field.to_owned()],
        content: Content::Whole(bytes),
    }
}

fn json(status: &'static str, text: &str) -> Reply {
    reply(status, "Content-Type: application/json", text.into())
}

fn text(text: &str) -> Reply {
    reply("200 OK", "Content-Type: text/plain", text.into())
}

/// What was posted, as it was posted.
fn created(request: &Request) -> Reply {
    let mut content = request.content.clone();
    content.push(b'\n');
    Reply {
        content: Content::Whole(content),
        ..json("201 Created", "")
    }
}

/// Busy at every other request, beginning with the first.
fn flaky() -> Reply {
    static ASKED: AtomicUsize = AtomicUsize::new(0);
    match ASKED.fetch_add(1, Ordering::Relaxed) % 2 {
        0 => reply(
            "503 Service Unavailable",
            "Retry-After: 1",
            b"busy\n".to_vec(),
        ),
        _ => text("here you are\n"),
    }
}

fn stream() -> Reply {
    let lines = ["one", "two", "three"].map(|word| format!("{{\"tick\":\"{word}\"}}\n"));
    Reply {
        content: Content::Chunks(lines.into()),
        ..reply("200 OK", "Content-Type: application/x-ndjson", Vec::new())
    }
}

fn gzip() -> Reply {
    let text = "the same line again and again\n".repeat(4);
    let mut coder = GzEncoder::new(Vec::new(), Compression::default());
    let coded = coder
        .write_all(text.as_bytes())
        .and_then(|()| coder.finish());
    let mut reply = reply(
        "200 OK",
        "Content-Type: text/plain",
        coded.unwrap_or_default(),
    );
    reply.fields.push("Content-Encoding: gzip".to_owned());
    reply
}
