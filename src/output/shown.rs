//! A request as it will go out, for those who write it down in another form, and the pieces that
//! all such forms share: field lines with their secrets masked, content as a shell pipeline.

use std::path::Path;

use super::mask::{self, Secrets};
use super::shell;
use crate::http::content::{Content, Piece};
use crate::http::fields::Fields;
use crate::http::head::RequestHead;
use crate::http::request::Request;

/// A request, and the head that framing and credentials have made of it.
#[derive(Debug)]
pub struct Shown<'a> {
    /// As meant. Its fields are the first of the head's.
    pub request: &'a Request,
    /// As sent.
    pub head: &'a RequestHead,
    /// Sent as HTTP/1.0.
    pub http10: bool,
    /// The content's length, where it is known before it is sent.
    pub length: Option<u64>,
    /// Whether secrets are printed.
    pub secrets: Secrets,
}

/// Where a piece of content comes from when a line is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Supply<'a> {
    /// It stands in the line.
    Line(&'a [u8]),
    /// A file.
    File(&'a Path),
    /// Standard input.
    Stdin,
}

impl<'a> Shown<'a> {
    /// All fields as sent.
    pub fn fields(&self) -> &'a Fields {
        &self.head.fields
    }

    /// Those that were not asked for as such: framing, credentials, cookies.
    pub fn added(&self) -> impl Iterator<Item = (&'a [u8], &'a [u8])> {
        self.fields().iter().skip(self.request.fields.len())
    }

    /// Whether a field of this name was added.
    pub fn adds(&self, name: &str) -> bool {
        self.added()
            .any(|(added, _)| added.eq_ignore_ascii_case(name.as_bytes()))
    }

    /// Whether the content is compressed on its way.
    pub fn packs(&self) -> bool {
        self.adds("Content-Encoding")
    }

    /// `Name: value`, or `Name;` for an empty value, as `-H` takes it.
    pub fn field(&self, name: &[u8], value: &[u8]) -> Vec<u8> {
        if value.is_empty() {
            return [name, b";"].concat();
        }
        [name, b": ", &self.value(name, value)].concat()
    }

    /// A field's value, masked where it is a secret; else byte for byte.
    pub fn value(&self, name: &[u8], value: &[u8]) -> Vec<u8> {
        match self.secrets {
            Secrets::Shown => value.to_vec(),
            Secrets::Masked => match mask::value(name, value) {
                Some(masked) => masked.into_bytes(),
                None => value.to_vec(),
            },
        }
    }

    /// The request-target, where it is not the one that the URL has.
    pub fn other_target(&self) -> Option<&str> {
        Some(self.head.target.as_str()).filter(|target| *target != self.request.uri.path_and_query)
    }

    /// Whether the path has segments that others take out unless told not to.
    pub fn has_dots(&self) -> bool {
        let whole = self.request.uri.path_and_query.as_str();
        let path = whole.split('?').next().unwrap_or_default();
        path.split('/').any(|segment| {
            let plain = segment.to_ascii_lowercase().replace("%2e", ".");
            plain == "." || plain == ".."
        })
    }

    /// The pieces of the content; none for an empty one, `None` for no content.
    pub fn pieces(&self) -> Option<Vec<Supply<'a>>> {
        match &self.request.content {
            Content::None => None,
            Content::Pieces(pieces) => Some(pieces.iter().map(source).collect()),
        }
    }

    /// A command that writes the content to a pipe, and the pipe.
    pub fn producer(&self) -> String {
        let pieces = self.pieces().unwrap_or_default();
        let parts: Vec<String> = pieces.iter().map(produce).collect();
        match parts.as_slice() {
            [one] => format!("{one} | "),
            several => format!("{{ {}; }} | ", several.join("; ")),
        }
    }
}

/// `@NAME`, which means this file wherever a value may be a file's. A name that would mean
/// something else is given a folder.
pub fn at(path: &Path) -> Vec<u8> {
    let name = path.as_os_str().as_encoded_bytes();
    let meant = name == b"-" || name.starts_with(b"env:");
    let folder: &[u8] = if meant { b"./" } else { b"" };
    [b"@", folder, name].concat()
}

fn source(piece: &Piece) -> Supply<'_> {
    match piece {
        Piece::Bytes(bytes) => Supply::Line(bytes),
        Piece::File(path) | Piece::Pipe(path) | Piece::Lines(Some(path)) => Supply::File(path),
        // What was spooled came from there, and does so again when the line is run.
        Piece::Stdin | Piece::Lines(None) | Piece::Spooled(_) => Supply::Stdin,
    }
}

fn produce(from: &Supply<'_>) -> String {
    match from {
        Supply::Line(bytes) => shell::printf(bytes),
        Supply::File(path) => {
            let name = path.as_os_str().as_encoded_bytes();
            format!("cat -- {}", shell::quote(name))
        }
        Supply::Stdin => "cat".to_owned(),
    }
}
