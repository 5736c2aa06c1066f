//! Bytes under TLS: ends, faults, idleness, both directions at once.

use std::io::{self, ErrorKind, IoSlice, Read as _, Write as _};
use std::sync::mpsc;

use rustls::Error;

use super::authority::Authority;
use super::*;
use crate::transport::stream::{Interest, Moved};

/// A client and a server that follows a script; the handshake is over.
fn joined<T: Send + 'static>(
    versions: &[&'static SupportedProtocolVersion],
    script: impl FnOnce(Session) -> T + Send + 'static,
) -> (Stream, JoinHandle<Option<T>>) {
    let ca = Authority::new();
    let (port, played) = server(ca.host("a.test"), versions, script);
    let (config, _dir) = trusting(&ca.pem());
    let mut stream = open(config, "a.test", port, &mut Log::default()).unwrap();
    assert_eq!(stream.try_send(&[IoSlice::new(b"?")]).unwrap(), 1);
    assert!(stream.try_flush().unwrap());
    (stream, played)
}

fn read_all(stream: &mut Stream, piece: usize) -> (Vec<u8>, io::Result<()>) {
    let (mut all, mut buffer) = (Vec::new(), vec![0; piece]);
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => return (all, Ok(())),
            Ok(count) => all.extend_from_slice(&buffer[..count]),
            Err(error) => return (all, Err(error)),
        }
    }
}

#[test]
fn an_end_counts_only_after_a_close_notify() {
    let (mut stream, _played) = joined(BOTH, greet);
    let (all, end) = read_all(&mut stream, 100);
    assert_eq!((all.as_slice(), end.is_ok()), (&b"hello"[..], true));
    let (mut stream, _played) = joined(BOTH, |mut session: Session| {
        session.write_all(b"hello").unwrap();
    });
    let (all, end) = read_all(&mut stream, 100);
    assert_eq!(all, b"hello");
    assert_eq!(end.unwrap_err().kind(), ErrorKind::UnexpectedEof);
}

#[test]
fn content_before_a_fault_is_delivered_first_and_the_fault_stays() {
    // Half a record, a record that cannot be deciphered, and an alert out of the blue.
    let faults: [(&[u8], bool); 2] = [(&[23, 3, 3, 0x10, 0, 1], false), (&[23, 3, 3, 0, 32], true)];
    for (fault, inside) in faults {
        let (mut stream, played) = joined(BOTH, move |mut session: Session| {
            session.write_all(b"hello").unwrap();
            session.sock.write_all(&[fault, &[0; 32]].concat()).unwrap();
            session.sock.shutdown(std::net::Shutdown::Write).unwrap();
            let _ = session.sock.read_to_end(&mut Vec::new());
        });
        let (all, end) = read_all(&mut stream, 100);
        assert_eq!(all, b"hello");
        let error = end.unwrap_err();
        let found = error
            .get_ref()
            .and_then(|inner| inner.downcast_ref::<Error>());
        assert_eq!(found.is_some(), inside, "{error:?}");
        let again = stream.read(&mut [0; 9]).unwrap_err();
        assert_eq!(again.kind(), error.kind());
        drop(stream);
        played.join().unwrap();
    }
}

#[test]
fn any_size_of_read_gives_the_same_bytes() {
    let text: Vec<u8> = (0..=250).cycle().take(100_000).collect();
    for version in BOTH {
        for piece in [1, 7, 16_384, 16_385, 300_000] {
            let sent = text.clone();
            let (mut stream, played) = joined(&[version], move |mut session: Session| {
                session.write_all(&sent).unwrap();
                session.conn.send_close_notify();
                session.flush().unwrap();
            });
            let (all, end) = read_all(&mut stream, piece);
            end.unwrap();
            assert!(all == text, "pieces of {piece}");
            played.join().unwrap();
        }
    }
}

#[test]
fn both_directions_move_while_both_are_full() {
    const TOTAL: usize = 2 * 1024 * 1024;
    for version in BOTH {
        let (mut stream, played) = joined(&[version], |mut session: Session| {
            let mut buffer = vec![0; 65_536];
            let mut left = TOTAL;
            while left > 0 {
                let count = session.read(&mut buffer).unwrap();
                session.write_all(&buffer[..count]).unwrap();
                left -= count;
            }
        });
        let sent: Vec<u8> = (0..=250).cycle().take(TOTAL).collect();
        let (mut left, mut received) = (sent.as_slice(), Vec::new());
        let mut buffer = vec![0; 65_536];
        while received.len() < TOTAL {
            let ready = stream.wait(Interest::Both, None, None).unwrap();
            if ready.read
                && let Some(count) = stream.try_read(&mut buffer).unwrap()
            {
                received.extend_from_slice(&buffer[..count]);
            }
            if ready.write && !left.is_empty() {
                let (one, two) = left.split_at(left.len().min(1000));
                let count = stream
                    .try_send(&[IoSlice::new(one), IoSlice::new(two)])
                    .unwrap();
                left = &left[count..];
            }
            if left.is_empty() {
                stream.try_flush().unwrap();
            }
        }
        assert!(received == sent);
        drop(stream);
        played.join().unwrap();
    }
}

#[test]
fn what_was_sent_while_content_came_in_is_not_lost() {
    // Sending makes rustls take what has been received: it is kept for the next read.
    let (say, told) = mpsc::channel::<()>();
    let (mut stream, played) = joined(BOTH, move |mut session: Session| {
        session.write_all(b"early").unwrap();
        session.read_exact(&mut [0; 4]).unwrap();
        told.recv().unwrap();
    });
    stream.wait(Interest::Read, None, None).unwrap();
    let mut one = [0];
    assert_eq!(stream.read(&mut one).unwrap(), 1);
    assert_eq!(stream.try_send(&[IoSlice::new(b"more")]).unwrap(), 4);
    assert!(stream.wait(Interest::Read, None, None).unwrap().read);
    let mut rest = [0; 9];
    assert_eq!(stream.read(&mut rest).unwrap(), 4);
    assert_eq!(&rest[..4], b"arly");
    say.send(()).unwrap();
    played.join().unwrap();
}

#[test]
fn tickets_leave_a_connection_idle_and_content_does_not() {
    let (say, told) = mpsc::channel::<()>();
    let (mut stream, played) = joined(BOTH, move |mut session: Session| {
        session.flush().unwrap();
        told.recv().unwrap();
        session.write_all(b"x").unwrap();
        told.recv().unwrap();
    });
    // The tickets come with the server's first flight after the handshake.
    stream.wait(Interest::Read, None, None).unwrap();
    assert!(stream.is_idle());
    say.send(()).unwrap();
    stream.wait(Interest::Read, None, None).unwrap();
    assert!(!stream.is_idle());
    say.send(()).unwrap();
    played.join().unwrap();
}

#[test]
fn closing_says_goodbye() {
    let (stream, played) = joined(BOTH, |mut session: Session| session.read(&mut [0; 9]));
    stream.close();
    assert_eq!(played.join().unwrap().unwrap().unwrap(), 0);
}

#[test]
fn pages_cannot_move_under_tls() {
    let (mut stream, _played) = joined(BOTH, greet);
    let null = std::fs::File::open("/dev/null").unwrap();
    let fd = std::os::fd::AsFd::as_fd(&null);
    assert_eq!(stream.splice_to(fd, 1).unwrap(), Moved::Unsupported);
    assert_eq!(stream.send_file(fd, 1).unwrap(), Moved::Unsupported);
    assert_eq!(stream.splice_from(fd, 1).unwrap(), Moved::Unsupported);
}
