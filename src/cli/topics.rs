//! Help pages: `verb help TOPIC`. Their texts stand in files of their own, in a form that the man
//! page is made from as well: paragraphs between empty lines; lines after four spaces stay as
//! they are.

mod about;

use std::ffi::OsString;
use std::fmt::Write as _;

use super::command::COMMANDS;
use super::env::Variable;
use super::help;
use super::mistake;
use super::nearest::nearest;
use crate::base::escape::excerpt;
use crate::base::exit::TABLE;
use crate::base::failure::Failure;

/// The topics, in the order of the overview.
pub const NAMES: &[&str] = &[
    "urls",
    "bodies",
    "items",
    "json",
    "multipart",
    "headers",
    "credentials",
    "cookies",
    "redirects",
    "output",
    "files",
    "jq",
    "captures",
    "events",
    "parts",
    "write-out",
    "metadata",
    "trace",
    "record",
    "exit-codes",
    "timeouts",
    "retries",
    "many",
    "session",
    "network",
    "proxies",
    "tls",
    "stdin",
    "environment",
    "curl",
    "httpie",
    "examples",
];

/// Command lines worth copying and what they do.
pub const EXAMPLES: &[(&str, &str)] = &[
    (
        "verb get :8080/health",
        "GET http://localhost:8080/health; fail unless the status is 2xx",
    ),
    (
        "verb post api.example.com/users '{\"name\": \"ada\"}'",
        "send JSON; over https, as the URL names no port",
    ),
    (
        "verb post :8080/users name=ada age:=36 tags[]=x dry==1 X-Trace:7",
        "send {\"name\":\"ada\",\"age\":36,\"tags\":[\"x\"]}, a query and a header",
    ),
    (
        "verb get -o out.bin https://example.com/file",
        "download; the file appears only when it is complete",
    ),
    (
        "tar c dir | verb put https://example.com/dir.tar -",
        "stream stdin as the body",
    ),
    (
        "verb delete -H 'Authorization: Bearer TOKEN' example.com/users/7",
        "send a header of your own",
    ),
    (
        "verb get --ok 2xx,404 -m 5s https://example.com/maybe",
        "404 is fine, too; all within five seconds",
    ),
    ("verb request -X PURGE :6081/page", "any other method"),
    (
        "verb session :8080",
        "try GET /, POST /users name=ada and more over one connection",
    ),
    (
        "verb post --dry-run :8080/x -d a=1 -d b=2",
        "show the bytes that would be sent",
    ),
];

/// The page that `verb help` with these words prints.
pub fn page_for(words: &[OsString]) -> Result<String, Failure> {
    let Some(word) = words.first() else {
        return Ok(help::contents());
    };
    if words.len() > 1 {
        return Err(Failure::usage("verb help takes one topic").hint(LIST));
    }
    // A topic first: that of curl says more than the flags of the command, which are curl's.
    if let Some(page) = word.to_str().and_then(page) {
        return Ok(page);
    }
    match mistake::find(word) {
        Some(command) => Ok(help::long(command)),
        None => {
            let shown = excerpt(word.as_encoded_bytes());
            let commands = COMMANDS.iter().map(|command| command.name);
            let lower = word.to_string_lossy().to_ascii_lowercase();
            let meant = nearest(&lower, NAMES.iter().copied().chain(commands));
            let hint = match meant {
                Some(name) => format!("did you mean {name}? {LIST}"),
                None => LIST.to_owned(),
            };
            Err(Failure::usage(format!("no help topic '{shown}'")).hint(hint))
        }
    }
}

/// The topics, a line each.
pub fn contents() -> impl Iterator<Item = (&'static str, &'static str)> {
    NAMES.iter().map(|name| (*name, about::of(name)))
}

/// A topic's page.
pub fn page(name: &str) -> Option<String> {
    let text = text(name)?;
    let mut page = String::new();
    for block in blocks(&text) {
        if !page.is_empty() {
            page.push('\n');
        }
        match block {
            Block::Words(words) => page.push_str(&help::wrap(&words, 0)),
            Block::Lines(lines) => {
                for line in lines {
                    page.push_str(&format!("    {line}\n"));
                }
            }
        }
    }
    Some(page)
}

/// A topic's text, as paragraphs.
pub fn text(name: &str) -> Option<String> {
    let text = match name {
        "urls" => include_str!("topics/urls.txt"),
        "bodies" => include_str!("topics/bodies.txt"),
        "items" => include_str!("topics/items.txt"),
        "json" => include_str!("topics/json.txt"),
        "multipart" => include_str!("topics/multipart.txt"),
        "headers" => include_str!("topics/headers.txt"),
        "credentials" => include_str!("topics/credentials.txt"),
        "cookies" => include_str!("topics/cookies.txt"),
        "redirects" => include_str!("topics/redirects.txt"),
        "output" => include_str!("topics/output.txt"),
        "jq" => include_str!("topics/jq.txt"),
        "captures" => include_str!("topics/captures.txt"),
        "events" => include_str!("topics/events.txt"),
        "trace" => include_str!("topics/trace.txt"),
        "record" => include_str!("topics/record.txt"),
        "files" => include_str!("topics/files.txt"),
        "parts" => include_str!("topics/parts.txt"),
        "write-out" => include_str!("topics/write-out.txt"),
        "metadata" => include_str!("topics/metadata.txt"),
        "timeouts" => include_str!("topics/timeouts.txt"),
        "many" => include_str!("topics/many.txt"),
        "session" => include_str!("topics/session.txt"),
        "retries" => include_str!("topics/retries.txt"),
        "network" => include_str!("topics/network.txt"),
        "proxies" => include_str!("topics/proxies.txt"),
        "tls" => include_str!("topics/tls.txt"),
        "stdin" => include_str!("topics/stdin.txt"),
        "curl" => include_str!("topics/curl.txt"),
        "httpie" => include_str!("topics/httpie.txt"),
        "exit-codes" => return Some(exit_codes()),
        "environment" => return Some(environment()),
        "examples" => return Some(examples()),
        _ => return None,
    };
    Some(text.to_owned())
}

/// A piece of a page.
#[derive(Debug, PartialEq, Eq)]
pub enum Block {
    /// Words to be filled into lines.
    Words(String),
    /// Lines that stay as they are.
    Lines(Vec<String>),
}

/// Takes a text apart at its empty lines.
pub fn blocks(text: &str) -> impl Iterator<Item = Block> {
    let parts = text.split("\n\n").filter(|part| !part.trim().is_empty());
    parts.map(|part| {
        let part = part.trim_matches('\n');
        if !part.starts_with("    ") {
            return Block::Words(part.to_owned());
        }
        let lines = part
            .lines()
            .map(|line| line.strip_prefix("    ").unwrap_or(line));
        Block::Lines(lines.map(str::to_owned).collect())
    })
}

const LIST: &str = "verb help lists all topics";

fn exit_codes() -> String {
    let mut text = include_str!("topics/exit-codes.txt").to_owned();
    text.push('\n');
    for row in TABLE {
        // Writing to a string does not fail.
        let _ = writeln!(text, "    {:>3}  {}", row.code, row.meaning);
    }
    text
}

fn environment() -> String {
    let mut text = include_str!("topics/environment.txt").to_owned();
    text.push('\n');
    for variable in Variable::ALL {
        let _ = writeln!(text, "    {:<21} {}", variable.name(), variable.meaning());
    }
    text
}

fn examples() -> String {
    let mut text = String::new();
    for (line, what) in EXAMPLES {
        let _ = writeln!(text, "    {line}\n        {what}");
    }
    text
}
