//! Stands before a server and ends connections at any byte of what that says: whatever server it
//! is, it closes at awkward moments.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

/// A running one; it takes no more connections when dropped.
pub(crate) struct Cutter {
    address: SocketAddr,
    over: Arc<AtomicBool>,
    taken: Arc<AtomicUsize>,
    said: Arc<Mutex<Vec<usize>>>,
    accepting: Option<JoinHandle<()>>,
}

impl Cutter {
    /// Stands before a port on loopback. Of connection N so many bytes of answers pass as
    /// `most` says.
    pub(crate) fn before(port: u16, most: impl Fn(usize) -> usize + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (over, taken) = (Arc::<AtomicBool>::default(), Arc::<AtomicUsize>::default());
        let said = Arc::<Mutex<Vec<usize>>>::default();
        let (ended, count, told) = (Arc::clone(&over), Arc::clone(&taken), Arc::clone(&said));
        let accepting = thread::spawn(move || {
            let mut serving = Vec::new();
            for stream in listener.incoming().flatten() {
                if ended.load(Ordering::SeqCst) {
                    break;
                }
                let number = count.fetch_add(1, Ordering::SeqCst);
                let (most, told) = (most(number), Arc::clone(&told));
                serving.push(thread::spawn(move || pass(stream, port, most, &told)));
            }
            for one in serving {
                one.join().unwrap();
            }
        });
        Self {
            address,
            over,
            taken,
            said,
            accepting: Some(accepting),
        }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) fn place(&self) -> String {
        self.address.to_string()
    }

    /// How many connections came.
    pub(crate) fn connections(&self) -> usize {
        self.taken.load(Ordering::SeqCst)
    }

    /// How many bytes passed on each connection that is over, in the order of their ends.
    pub(crate) fn finish(mut self) -> Vec<usize> {
        self.stop();
        self.said.lock().unwrap().clone()
    }

    fn stop(&mut self) {
        self.over.store(true, Ordering::SeqCst);
        if let Some(accepting) = self.accepting.take() {
            let _knock = TcpStream::connect(self.address);
            accepting.join().unwrap();
        }
    }
}

impl Drop for Cutter {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Passes bytes both ways, until so many have come back or either side has ended.
fn pass(near: TcpStream, port: u16, most: usize, said: &Mutex<Vec<usize>>) {
    let far = TcpStream::connect(("127.0.0.1", port)).unwrap();
    near.set_nodelay(true).unwrap();
    let (mut asking, mut asked) = (near.try_clone().unwrap(), far.try_clone().unwrap());
    let forth = thread::spawn(move || {
        let mut part = [0; 16 * 1024];
        while let Ok(count @ 1..) = asking.read(&mut part) {
            if most == 0 || asked.write_all(&part[..count]).is_err() {
                break;
            }
        }
        let _gone = asked.shutdown(Shutdown::Both);
    });
    let (mut near, mut far) = (near, far);
    let (mut passed, mut part) = (0, [0; 16 * 1024]);
    while passed < most || most == 0 {
        let room = part.len().min(most.saturating_sub(passed).max(1));
        match far.read(&mut part[..room]) {
            Ok(count @ 1..) if near.write_all(&part[..count]).is_ok() => passed += count,
            _ => break,
        }
    }
    said.lock().unwrap().push(passed);
    let _gone = near.shutdown(Shutdown::Both);
    let _gone = far.shutdown(Shutdown::Both);
    forth.join().unwrap();
}
