//! A relay before a real server that cuts the first answer short.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::thread;

/// Starts a relay to a port that lets so many bytes of the first connection's answer through, then
/// closes; later connections pass whole. Gives its address; it ends with the test.
pub(crate) fn cutting(to: u16, most: usize) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port on loopback");
    let address = listener.local_addr().unwrap().to_string();
    thread::spawn(move || {
        let mut most = Some(most);
        while let Ok((client, _)) = listener.accept() {
            let server = TcpStream::connect(("127.0.0.1", to)).unwrap();
            let limit = most.take();
            let (mut up, mut down) = (client.try_clone().unwrap(), server.try_clone().unwrap());
            thread::spawn(move || std::io::copy(&mut up, &mut down));
            thread::spawn(move || pass(server, client, limit));
        }
    });
    address
}

fn pass(mut from: TcpStream, mut to: TcpStream, most: Option<usize>) {
    let mut part = vec![0; 16 * 1024];
    let mut left = most.unwrap_or(usize::MAX);
    while left > 0 {
        let room = part.len().min(left);
        let Ok(count @ 1..) = from.read(&mut part[..room]) else {
            break;
        };
        if to.write_all(&part[..count]).is_err() {
            break;
        }
        left -= count;
    }
    let _gone = to.shutdown(Shutdown::Both);
    let _gone = from.shutdown(Shutdown::Both);
}
