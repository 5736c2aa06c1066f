//! A request as it will go out, for those who write it down in another form, and the pieces that
//! all such forms share: field lines with their secrets masked, content as a shell pipeline.

use std::path::Path;

use super::{mask, shell};
use crate::http::content::{Content, Piece};
use crate::http::request::Request;

/// Whether secrets are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secrets {
    /// As `••••`: the line can be read by anybody, and has to be completed before it is run.
    Masked,
    /// As they are.
    Shown,
}

/// A request, with what framing and encoding made of it.
#[derive(Debug)]
pub struct Shown<'a> {
    /// As meant; its fields are without those of the framing.
    pub request: &'a Request,
    /// The request-target as sent.
    pub target: &'a str,
    /// Sent as HTTP/1.0.
    pub http10: bool,
    /// The content's length; `None` when it is sent in chunks, or there is no content.
    pub length: Option<u64>,
    /// Whether secrets are printed.
    pub secrets: Secrets,
}

impl Shown<'_> {
    /// `Name: value`, or `Name;` for an empty value, as `-H` takes it.
    pub fn field(&self, name: &[u8], value: &[u8]) -> Vec<u8> {
        if value.is_empty() {
            return [name, b";"].concat();
        }
        let line = [name, b": ", value].concat();
        match self.secrets {
            Secrets::Shown => line,
            // Only a masked line is text of ours; any other is given byte for byte.
            Secrets::Masked => match mask::field(name, value) {
                Some(masked) => masked.into_bytes(),
                None => line,
            },
        }
    }

    /// The request-target, where it is not the one that the URL has.
    pub fn other_target(&self) -> Option<&str> {
        Some(self.target).filter(|target| *target != self.request.uri.path_and_query)
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
    pub fn pieces(&self) -> Option<&[Piece]> {
        match &self.request.content {
            Content::None => None,
            Content::Pieces(pieces) => Some(pieces),
        }
    }

    /// A command that writes the content to a pipe.
    pub fn producer(&self) -> String {
        let pieces = self.pieces().unwrap_or_default();
        let parts: Vec<String> = pieces.iter().map(produce).collect();
        match parts.as_slice() {
            [one] => one.clone(),
            several => format!("{{ {}; }}", several.join("; ")),
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

fn produce(piece: &Piece) -> String {
    match piece {
        Piece::Bytes(bytes) => shell::printf(bytes),
        Piece::File(path) => {
            let name = path.as_os_str().as_encoded_bytes();
            format!("cat -- {}", shell::quote(name))
        }
        Piece::Stdin => "cat".to_owned(),
    }
}
