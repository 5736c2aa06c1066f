//! A connector and its streams against scripted peers on loopback.

use std::fs::{File, OpenOptions};
use std::io::{self, IoSlice, Read as _, Seek as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::os::fd::AsFd as _;
use std::sync::mpsc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::stream::{Interest, Moved, Ready, Stream, Undeliverable};
use super::{Config, Connector, Detour, Override};
use crate::base::clock;
use crate::base::deadline::{Deadline, Limit, Phase, Spent};
use crate::base::event::Silent;
use crate::http::origin::{Host, Origin, Scheme};

/// Larger than any buffer on the way.
const LARGE: usize = 3 * 1024 * 1024 + 17;

/// A peer that takes one connection and follows a script.
fn peer<T: Send + 'static>(
    script: impl FnOnce(TcpStream) -> T + Send + 'static,
) -> (u16, JoinHandle<T>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let played = thread::spawn(move || script(listener.accept().unwrap().0));
    (port, played)
}

fn open(config: Config, host: Host, port: u16) -> Stream {
    let origin = Origin {
        scheme: Scheme::Http,
        host,
        port,
    };
    let limits = Deadline::starting(clock::now(), Some(Duration::from_secs(30)));
    let opened = Connector::new(config).open(&origin, limits, &mut Silent);
    opened.unwrap().stream
}

fn plain(port: u16) -> Stream {
    let host = Host::Address("127.0.0.1".parse().unwrap());
    open(Config::default(), host, port)
}

fn pattern(length: usize) -> Vec<u8> {
    (0..=250).cycle().take(length).collect()
}

fn idle(span: Duration) -> Deadline {
    Deadline::never(Phase::Receive).exchanging(Some(span))
}

#[test]
fn overrides_and_detours_lead_elsewhere() {
    let name = Host::Name("a.test".to_owned());
    let loopback = "127.0.0.1".parse().unwrap();
    let (port, played) = peer(|mut peer| peer.write_all(b"here").unwrap());
    let given = Override {
        host: Some(name.clone()),
        port,
        addresses: vec![loopback],
    };
    let detour = Detour {
        host: Some(name.clone()),
        port: Some(80),
        to_host: None,
        to_port: Some(port),
    };
    let config = Config {
        overrides: vec![given],
        detours: vec![detour],
        ..Config::default()
    };
    let mut stream = open(config, name, 80);
    let mut into = [0; 4];
    assert_eq!(stream.read(&mut into).unwrap(), 4);
    assert_eq!(stream.read(&mut into).unwrap(), 0);
    played.join().unwrap();
}

#[test]
fn both_directions_move_while_both_are_full() {
    let (port, played) = peer(|peer| {
        let mut back = peer.try_clone().unwrap();
        io::copy(&mut &peer, &mut back).unwrap();
        peer.shutdown(std::net::Shutdown::Write).unwrap();
    });
    let mut stream = plain(port);
    let (sent, mut received) = (pattern(LARGE), Vec::new());
    let (mut left, mut buffer) = (sent.as_slice(), vec![0; 65_536]);
    while received.len() < LARGE {
        let ready = stream.wait(Interest::Both, None, None).unwrap();
        if ready.read
            && let Some(count) = stream.try_read(&mut buffer).unwrap()
        {
            received.extend_from_slice(&buffer[..count]);
        }
        if ready.write && !left.is_empty() {
            let (one, two) = left.split_at(left.len() / 2);
            let count = stream
                .try_send(&[IoSlice::new(one), IoSlice::new(two)])
                .unwrap();
            left = &left[count..];
        }
    }
    assert!(received == sent);
    drop(stream);
    played.join().unwrap();
}

#[test]
fn an_idle_connection_is_told_from_one_that_spoke_or_hung_up() {
    let (say, told) = mpsc::channel::<()>();
    let (port, played) = peer(move |mut peer| {
        told.recv().unwrap();
        peer.write_all(b"x").unwrap();
    });
    let mut stream = plain(port);
    assert!(stream.is_idle());
    say.send(()).unwrap();
    stream.wait(Interest::Read, None, None).unwrap();
    assert!(!stream.is_idle());
    assert_eq!(stream.read(&mut [0; 9]).unwrap(), 1);
    played.join().unwrap();
    stream.wait(Interest::Read, None, None).unwrap();
    assert!(!stream.is_idle());
    stream.close();
}

#[test]
fn silence_is_counted_over_short_waits() {
    let (port, played) = peer(|mut peer| peer.read(&mut [0; 1]));
    let mut stream = plain(port);
    stream.set_deadline(idle(Duration::from_millis(60)));
    let brief = Some(Duration::from_millis(20));
    let mut waits = 0;
    let error = loop {
        match stream.wait(Interest::Read, None, brief) {
            Ok(ready) => assert_eq!(ready, Ready::default()),
            Err(error) => break error,
        }
        waits += 1;
    };
    assert_eq!(Spent::within(&error).unwrap().limit, Limit::Idle);
    assert!((1..=3).contains(&waits), "{waits}");
    drop(stream);
    let _ = played.join().unwrap();
}

#[test]
fn a_peer_that_never_lets_us_wait_meets_the_total_limit() {
    let (port, played) = peer(|mut peer| {
        let block = [7; 65_536];
        while peer.write_all(&block).is_ok() {}
    });
    let mut stream = plain(port);
    let span = Duration::from_millis(50);
    let limits = Deadline::starting(clock::now(), Some(span)).during(Phase::Receive);
    stream.set_deadline(limits);
    let mut buffer = vec![0; 1024];
    let error = loop {
        if let Err(error) = stream.read(&mut buffer) {
            break error;
        }
    };
    let spent = Spent::within(&error).unwrap();
    assert_eq!((spent.limit, spent.phase), (Limit::Total, Phase::Receive));
    drop(stream);
    played.join().unwrap();
}

#[test]
fn another_descriptor_ends_a_wait() {
    let (port, played) = peer(|mut peer| peer.read(&mut [0; 1]));
    let mut stream = plain(port);
    let (read, mut write) = io::pipe().unwrap();
    write.write_all(b"x").unwrap();
    let ready = stream
        .wait(Interest::Read, Some(read.as_fd()), None)
        .unwrap();
    assert!(ready.also && !ready.read && !ready.write);
    drop(stream);
    let _ = played.join().unwrap();
}

/// Receives everything into a file by moving pages; `None` where that is not supported.
#[cfg(target_os = "linux")]
fn receive_pages(out: &File) -> Option<usize> {
    let (port, played) = peer(|mut peer| peer.write_all(&pattern(LARGE)).unwrap());
    let mut stream = plain(port);
    let mut total = 0;
    let whole = loop {
        match stream.splice_to(out.as_fd(), usize::MAX).unwrap() {
            Moved::Bytes(count) => total += count,
            Moved::WouldBlock => drop(stream.wait(Interest::Read, None, None).unwrap()),
            Moved::End => break true,
            Moved::Unsupported => break false,
        }
    };
    drop(stream);
    let _ = played.join();
    whole.then_some(total)
}

#[cfg(target_os = "linux")]
#[test]
fn pages_received_into_a_file_are_the_bytes_sent() {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(b"before").unwrap();
    assert_eq!(receive_pages(&file), Some(LARGE));
    file.rewind().unwrap();
    let mut found = Vec::new();
    file.read_to_end(&mut found).unwrap();
    assert!(found.strip_prefix(b"before") == Some(&pattern(LARGE)));
    let null = OpenOptions::new().write(true).open("/dev/null").unwrap();
    assert_eq!(receive_pages(&null), Some(LARGE));
}

#[cfg(target_os = "linux")]
#[test]
fn descriptors_that_take_no_pages_are_left_to_the_ordinary_loop() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("log");
    let appending = OpenOptions::new()
        .append(true)
        .create(true)
        .open(path)
        .unwrap();
    let (port, played) = peer(|mut peer| peer.write_all(b"kept").unwrap());
    let mut stream = plain(port);
    stream.wait(Interest::Read, None, None).unwrap();
    let zero = File::open("/dev/zero").unwrap();
    for out in [appending.as_fd(), zero.as_fd()] {
        assert_eq!(stream.splice_to(out, 100).unwrap(), Moved::Unsupported);
    }
    let mut into = [0; 9];
    assert_eq!(stream.read(&mut into).unwrap(), 4);
    played.join().unwrap();
}

#[cfg(target_os = "linux")]
#[test]
fn pages_go_through_pipes_both_ways() {
    let (port, played) = peer(|peer| {
        let mut back = peer.try_clone().unwrap();
        let count = io::copy(&mut (&peer).take(LARGE as u64), &mut back).unwrap();
        assert_eq!(count, LARGE as u64);
    });
    let (source, mut feed) = io::pipe().unwrap();
    let (mut drain, out) = io::pipe().unwrap();
    let fed = thread::spawn(move || feed.write_all(&pattern(LARGE)).unwrap());
    let drained = thread::spawn(move || {
        let mut found = Vec::new();
        drain.read_to_end(&mut found).map(|_| found)
    });
    let mut stream = plain(port);
    let (mut sent, mut received) = (0, 0);
    while received < LARGE {
        let also = (sent < LARGE).then(|| source.as_fd());
        let ready = stream.wait(Interest::Read, also, None).unwrap();
        if ready.also
            && let Moved::Bytes(count) = stream.splice_from(source.as_fd(), LARGE).unwrap()
        {
            sent += count;
        }
        if let Moved::Bytes(count) = stream.splice_to(out.as_fd(), LARGE).unwrap() {
            received += count;
        }
    }
    drop(out);
    assert!(drained.join().unwrap().unwrap() == pattern(LARGE));
    fed.join().unwrap();
    played.join().unwrap();
    assert_eq!(stream.splice_from(source.as_fd(), 1).unwrap(), Moved::End);
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_is_sent_from_its_current_offset() {
    let (port, played) = peer(|mut peer| {
        let mut found = Vec::new();
        peer.read_to_end(&mut found).map(|_| found)
    });
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(b"skipped").unwrap();
    file.write_all(&pattern(LARGE)).unwrap();
    file.seek(io::SeekFrom::Start(7)).unwrap();
    let mut stream = plain(port);
    loop {
        match stream.send_file(file.as_fd(), usize::MAX).unwrap() {
            Moved::Bytes(_) => {}
            Moved::WouldBlock => drop(stream.wait(Interest::Both, None, None).unwrap()),
            Moved::End => break,
            Moved::Unsupported => panic!("a regular file can be sent"),
        }
    }
    stream.close();
    assert!(played.join().unwrap().unwrap() == pattern(LARGE));
}

#[cfg(target_os = "linux")]
#[test]
fn an_output_that_refuses_is_no_fault_of_the_connection() {
    let (port, played) = peer(|mut peer| peer.write_all(&[1; 100]).unwrap());
    let mut stream = plain(port);
    stream.wait(Interest::Read, None, None).unwrap();
    let (read, write) = io::pipe().unwrap();
    drop(read);
    let error = stream.splice_to(write.as_fd(), 10).unwrap_err();
    let inner = Undeliverable::within(&error).unwrap();
    assert_eq!(inner.kind(), io::ErrorKind::BrokenPipe);
    let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
    assert_eq!(
        stream.splice_to(full.as_fd(), 10).unwrap(),
        Moved::Unsupported
    );
    played.join().unwrap();
}
