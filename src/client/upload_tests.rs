//! Tests of [`super::Upload`].

use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::thread;

use super::*;
use crate::base::deadline::{Deadline, Phase};
use crate::base::event::Event;
use crate::http::content::{Content, Piece};
use crate::http::fields::{FieldName, FieldValue};
use crate::transport::socket::Socket;
use crate::transport::stream::Interest;

struct Nobody;

impl Observer for Nobody {
    fn on(&mut self, _: &Event<'_>) {}
}

#[test]
fn content_of_known_length_ends_with_its_last_byte() {
    let size = 3 * BLOCK + 1;
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(&vec![b'x'; size]).unwrap();
    for observed in [false, true] {
        let (near, mut far) = UnixStream::pair().unwrap();
        near.set_nonblocking(true).unwrap();
        let reading = thread::spawn(move || far.read_to_end(&mut Vec::new()).unwrap());
        let deadline = Deadline::never(Phase::Send);
        let mut stream = Stream::plain(Socket::new(OwnedFd::from(near), deadline));
        let content = Content::Pieces(vec![Piece::File(file.path().to_owned())]);
        let source = Source::open(&content).unwrap();
        let upload = Upload::new(b"head".to_vec(), source, &Fields::default());
        let mut upload = upload.observed(observed);
        loop {
            match upload.pump(&mut stream, false, &mut Nobody) {
                Ok(Wants::Nothing) => break,
                Ok(Wants::Room) => stream.wait(Interest::Both, None, None).map(drop).unwrap(),
                Ok(wants) => {
                    assert_eq!(wants, Wants::Turn);
                    // A peer that has it all may answer now, and is not early.
                    assert!(upload.content_sent() < size as u64, "{observed}");
                }
                Err(_) => panic!("it is read"),
            }
        }
        drop(stream);
        assert_eq!(reading.join().unwrap(), "head".len() + size);
    }
}

#[test]
fn an_answer_to_the_last_byte_is_never_an_early_one() {
    for chunked in [false, true] {
        for size in [BLOCK, 16 * BLOCK] {
            late_reader(chunked, size);
        }
    }
}

/// The peer reads nothing until the buffers are full, so that the end goes out in pieces.
fn late_reader(chunked: bool, size: usize) {
    let (near, far) = UnixStream::pair().unwrap();
    near.set_nonblocking(true).unwrap();
    rustix::net::sockopt::set_socket_send_buffer_size(&near, 4096).unwrap();
    let deadline = Deadline::never(Phase::Send);
    let mut stream = Stream::plain(Socket::new(OwnedFd::from(near), deadline));
    let content = Content::Pieces(vec![Piece::Bytes(vec![b'x'; size])]);
    let mut fields = Fields::default();
    if chunked {
        let name = FieldName::parse("transfer-encoding").unwrap();
        fields.push(&name, &FieldValue::parse(b"chunked").unwrap());
    }
    let source = Source::open(&content).unwrap();
    let mut upload = Upload::new(b"head".to_vec(), source, &fields);
    let mut far = Some(far);
    let drain = |mut far: UnixStream| far.read_to_end(&mut Vec::new()).unwrap();
    loop {
        match upload.pump(&mut stream, false, &mut Nobody) {
            Ok(Wants::Nothing) => break,
            Ok(Wants::Room) => {
                if let Some(far) = far.take() {
                    thread::spawn(move || drain(far));
                }
                stream.wait(Interest::Both, None, None).map(drop).unwrap();
            }
            Ok(wants) => {
                assert_eq!(wants, Wants::Turn);
                let all = upload.source.is_none() && upload.out.is_empty();
                let taken = upload.content_sent() == size as u64;
                assert!(!all && (chunked || !taken), "{chunked} {size}");
            }
            Err(_) => panic!("it is read"),
        }
    }
    assert!(far.is_none(), "the buffers were full once");
}
