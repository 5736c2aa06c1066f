//! Tests of [`super::Upload`].

use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::thread;

use super::*;
use crate::base::deadline::{Deadline, Phase};
use crate::base::event::Event;
use crate::http::content::{Content, Piece};
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
