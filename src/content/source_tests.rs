//! Tests of [`super::Source`]: lengths, order, and what goes wrong with files.

use super::*;
use crate::content::open::SMALL;
use std::io::Write;

fn all(source: &mut Source) -> Vec<u8> {
    let (mut all, mut buffer) = (Vec::new(), [0; 7]);
    loop {
        let read = source.read(&mut buffer).unwrap();
        if read == 0 {
            return all;
        }
        all.extend_from_slice(&buffer[..read]);
    }
}

#[test]
fn pieces_follow_each_other_and_their_lengths_add_up() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(&[b'x'; 100]).unwrap();
    let pieces = vec![
        Piece::Bytes(b"a=1&".to_vec()),
        Piece::File(file.path().to_owned()),
        Piece::Bytes(b"&b=2".to_vec()),
    ];
    let mut source = Source::open(&Content::Pieces(pieces)).unwrap().unwrap();
    assert_eq!(source.length(), Some(108));
    assert_eq!(
        all(&mut source),
        [&b"a=1&"[..], &[b'x'; 100], b"&b=2"].concat()
    );
}

#[test]
fn a_large_file_stays_on_disk_and_reports_that_it_shrank() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    let size = SMALL + 1;
    file.write_all(&vec![0; usize::try_from(size).unwrap()])
        .unwrap();
    let content = Content::Pieces(vec![Piece::File(file.path().to_owned())]);
    let mut source = Source::open(&content).unwrap().unwrap();
    assert!(matches!(source.peek(), Next::Regular(_, left) if left == size));
    assert_eq!(source.shrank().kind, Kind::ReadSource);
}

#[test]
fn a_pipe_has_no_length() {
    let content = Content::Pieces(vec![Piece::File("/dev/null".into())]);
    let mut source = Source::open(&content).unwrap().unwrap();
    assert_eq!(source.length(), None);
    assert!(matches!(source.peek(), Next::Stream(_)));
    assert_eq!(all(&mut source), b"");
}

#[test]
fn what_cannot_be_opened_is_a_usage_error() {
    for path in ["/nonexistent/file", "/"] {
        let content = Content::Pieces(vec![Piece::File(path.into())]);
        assert_eq!(
            Source::open(&content).unwrap_err().kind,
            Kind::Usage,
            "{path}"
        );
    }
    assert!(Source::open(&Content::None).unwrap().is_none());
}
