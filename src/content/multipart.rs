//! Multipart forms (RFC 7578).

use std::path::{Path, PathBuf};

use crate::base::failure::Failure;
use crate::http::content::Content;
use crate::http::fields::{FieldName, FieldValue};

/// One part.
#[derive(Debug, Clone)]
pub struct Part {
    /// The field's name.
    pub name: Vec<u8>,
    /// What it holds.
    pub data: Data,
    /// Its type.
    pub content_type: Option<FieldValue>,
    /// Its filename.
    pub filename: Option<Vec<u8>>,
    /// Further fields.
    pub fields: Vec<(FieldName, FieldValue)>,
}

/// What a part holds.
#[derive(Debug, Clone)]
pub enum Data {
    /// Bytes at hand.
    Bytes(Vec<u8>),
    /// A file.
    File(PathBuf),
    /// Standard input.
    Stdin,
}

/// The content and its Content-Type.
pub fn form(_parts: Vec<Part>) -> Result<(Content, FieldValue), Failure> {
    Err(Failure::usage("multipart forms are not there yet"))
}

/// The type of a file by its name.
pub fn guess_type(_filename: &Path) -> Option<&'static str> {
    None
}
