//! One part of a multipart body: what it is, what its head says, what can be known of a file's
//! name (RFC 7578 section 4, RFC 2046 section 5.1). How parts follow each other is `multipart`'s.

use std::fs::{self, File};
use std::os::unix::fs::FileTypeExt;
use std::path::{Path, PathBuf};

pub use super::part_type::guess_type;
use crate::base::escape;
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::http::fields::{FieldName, FieldValue};

/// A part.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The field's name, any bytes; empty for none.
    pub name: Vec<u8>,
    /// What it holds.
    pub data: Data,
    /// Its `Content-Type`; of [`Data::Parts`] without the boundary.
    pub content_type: Option<FieldValue>,
    /// The file name it is given, any bytes.
    pub filename: Option<Vec<u8>>,
    /// More lines for its head, in order. A `Content-Disposition` or `Content-Type` among them
    /// takes the place of the one that would be made.
    pub fields: Vec<(FieldName, FieldValue)>,
}

/// What a part holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Data {
    /// Bytes at hand.
    Bytes(Vec<u8>),
    /// A file, read when it is sent.
    File(PathBuf),
    /// Standard input, read when it is sent.
    Stdin,
    /// Parts of its own, as curl nests several files under one name.
    Parts(Vec<Part>),
}

/// The type of a file that nothing else is known of.
const UNKNOWN: &str = "application/octet-stream";

impl Part {
    /// A text without a type.
    pub fn text(name: impl Into<Vec<u8>>, text: impl Into<Vec<u8>>) -> Self {
        Self {
            name: name.into(),
            data: Data::Bytes(text.into()),
            content_type: None,
            filename: None,
            fields: Vec::new(),
        }
    }

    /// A file: its name is the last component of the path, its type that of the name.
    pub fn file(name: impl Into<Vec<u8>>, path: &Path) -> Self {
        Self {
            name: name.into(),
            data: Data::File(path.to_owned()),
            content_type: FieldValue::parse(guess_type(path).unwrap_or(UNKNOWN).as_bytes()).ok(),
            filename: Some(last_component(path)),
            fields: Vec::new(),
        }
    }

    /// Writes the head, with the empty line after it. `disposition` is what the parent makes of
    /// its parts; without one only what has a name is called an attachment, as curl does.
    pub(super) fn write_head(
        &self,
        out: &mut Vec<u8>,
        disposition: Option<&str>,
        content_type: Option<&FieldValue>,
    ) {
        let own = |wanted: &str| {
            let mut names = self.fields.iter().map(|(name, _)| name.as_str());
            names.any(|name| name.eq_ignore_ascii_case(wanted))
        };
        let named = !self.name.is_empty() || self.filename.is_some();
        let disposition = disposition.or(named.then_some("attachment"));
        if let Some(disposition) = disposition.filter(|_| !own("Content-Disposition")) {
            self.write_disposition(out, disposition);
        }
        if let Some(content_type) = content_type.filter(|_| !own("Content-Type")) {
            line(out, b"Content-Type", content_type.as_bytes());
        }
        for (name, value) in &self.fields {
            line(out, name.as_str().as_bytes(), value.as_bytes());
        }
        out.extend_from_slice(b"\r\n");
    }

    fn write_disposition(&self, out: &mut Vec<u8>, disposition: &str) {
        let mut value = disposition.as_bytes().to_vec();
        if !self.name.is_empty() {
            value.extend_from_slice(b"; name=");
            quote(&mut value, &self.name);
        }
        if let Some(filename) = &self.filename {
            value.extend_from_slice(b"; filename=");
            quote(&mut value, filename);
        }
        line(out, b"Content-Disposition", &value);
    }
}

fn line(out: &mut Vec<u8>, name: &[u8], value: &[u8]) {
    for bytes in [name, b": ", value, b"\r\n"] {
        out.extend_from_slice(bytes);
    }
}

/// Quotes as browsers do (WHATWG HTML, 4.10.21.8): a backslash stands for itself. curl before 7.81
/// and with `--form-escape` writes backslashes, which PHP and browsers' servers do not undo.
fn quote(out: &mut Vec<u8>, text: &[u8]) {
    out.push(b'"');
    for &byte in text {
        match byte {
            b'"' => out.extend_from_slice(b"%22"),
            b'\r' => out.extend_from_slice(b"%0D"),
            b'\n' => out.extend_from_slice(b"%0A"),
            byte => out.push(byte),
        }
    }
    out.push(b'"');
}

/// What a receiver is told of a path: directories are nobody's business.
fn last_component(path: &Path) -> Vec<u8> {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.as_encoded_bytes().to_vec()
}

/// Whether a file can be sent. It is not opened where that could block or take what it holds.
///
/// # Errors
///
/// Of kind `Usage`: it is not there, may not be read, is a directory, or a pipe that has a name.
/// A pipe that a shell has opened (`/dev/fd/63` of `<(…)`) is fine.
pub(super) fn check(path: &Path) -> Result<(), Failure> {
    let name = escape::path(path);
    let unreadable = |error| Failure::io(Kind::Usage, format_args!("cannot read {name}"), error);
    let kind = fs::metadata(path).map_err(unreadable)?.file_type();
    if kind.is_dir() {
        return Err(
            Failure::usage(format_args!("{name} is a directory, not a file"))
                .hint("send its files one by one, or an archive: tar c DIR | … name=@-"),
        );
    }
    if kind.is_fifo() && !is_open(path) {
        return Err(
            Failure::usage(format_args!("{name} is a named pipe (FIFO), not a file"))
                .hint("opening it could wait for ever; name stdin instead: name=@- < FIFO"),
        );
    }
    if kind.is_socket() {
        return Err(Failure::usage(format_args!(
            "{name} is a socket, not a file"
        )));
    }
    if kind.is_file() {
        File::open(path).map_err(unreadable)?;
    }
    Ok(())
}

/// Whether a path names a descriptor that is open already.
fn is_open(path: &Path) -> bool {
    ["/dev/fd", "/proc/self/fd", "/dev/stdin"]
        .iter()
        .any(|place| path.starts_with(place))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(part: &Part, disposition: Option<&str>) -> String {
        let mut out = Vec::new();
        part.write_head(&mut out, disposition, part.content_type.as_ref());
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn names_are_escaped_as_browsers_do() {
        let mut part = Part::text("a\"\r\nX: 1", "v");
        part.filename = Some(b"ev\"il\r\nX-Inj: 1.tx\\t\xff".to_vec());
        let mut out = Vec::new();
        part.write_head(&mut out, Some("form-data"), None);
        assert_eq!(
            out,
            b"Content-Disposition: form-data; name=\"a%22%0D%0AX: 1\"; \
              filename=\"ev%22il%0D%0AX-Inj: 1.tx\\t\xff\"\r\n\r\n"
        );
    }

    #[test]
    fn a_file_shows_the_last_component_and_its_type() {
        for (path, name, kind) in [
            ("/a/b/c.PNG", "c.PNG", "image/png"),
            ("d/e", "e", "application/octet-stream"),
            ("x.tar.gz", "x.tar.gz", "application/gzip"),
            ("../q.json", "q.json", "application/json"),
            (".html", ".html", "application/octet-stream"),
        ] {
            let part = Part::file("f", Path::new(path));
            assert_eq!(part.filename.as_deref(), Some(name.as_bytes()));
            assert_eq!(
                part.content_type.unwrap().as_bytes(),
                kind.as_bytes(),
                "{path}"
            );
        }
    }

    #[test]
    fn lines_of_the_users_take_the_place_of_made_ones() {
        let mut part = Part::file("f", Path::new("a.html"));
        let field = |name, value: &str| {
            let value = FieldValue::parse(value.as_bytes()).unwrap();
            (FieldName::parse(name).unwrap(), value)
        };
        part.fields = vec![
            field("content-type", "a/b"),
            field("X", "1"),
            field("X", "2"),
        ];
        assert_eq!(
            head(&part, Some("form-data")),
            "Content-Disposition: form-data; name=\"f\"; filename=\"a.html\"\r\n\
             content-type: a/b\r\nX: 1\r\nX: 2\r\n\r\n"
        );
    }

    #[test]
    fn a_part_of_a_part_is_an_attachment_if_it_has_a_name() {
        let line = head(&Part::text("a", "v"), None);
        assert_eq!(line, "Content-Disposition: attachment; name=\"a\"\r\n\r\n");
        assert_eq!(head(&Part::text("", "v"), None), "\r\n");
        let line = head(&Part::text("", "v"), Some("form-data"));
        assert_eq!(line, "Content-Disposition: form-data\r\n\r\n");
    }

    #[test]
    fn what_is_no_file_is_called_what_it_is() {
        let dir = tempfile::tempdir().unwrap();
        let fifo = dir.path().join("fifo");
        let made = std::process::Command::new("mkfifo").arg(&fifo).status();
        assert!(made.unwrap().success());
        for (path, why) in [
            (dir.path(), "is a directory"),
            (&*fifo, "is a named pipe"),
            (Path::new("/no/such/file"), "cannot read /no/such/file"),
            (Path::new(""), "cannot read"),
        ] {
            let failure = check(path).unwrap_err();
            assert_eq!(failure.kind, Kind::Usage);
            assert!(failure.to_string().contains(why), "{failure}");
        }
        assert!(check(Path::new("/dev/null")).is_ok());
    }
}
