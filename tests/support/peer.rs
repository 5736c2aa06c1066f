//! A scripted raw peer on loopback: each connection is served by the script in its own thread.

use std::io;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rustls::{ServerConfig, ServerConnection, StreamOwned};

use super::talk::Talk;
use super::wire::Wire;

/// What a peer does on each connection. An error means that the program left early.
type Script = dyn Fn(&mut Talk) -> io::Result<()> + Send + Sync;

/// A listening peer. Ask [`Peer::finish`] for what it heard.
pub(crate) struct Peer {
    place: Place,
    state: Arc<State>,
    accepting: Option<JoinHandle<()>>,
}

enum Place {
    Tcp(SocketAddr),
    Unix(PathBuf),
}

/// Where every connection to a unix socket comes from.
const UNNAMED: &str = "unnamed";

#[derive(Default)]
struct State {
    /// Where the connection comes from that ends the accepting.
    last: Mutex<Option<String>>,
    heard: Mutex<Vec<Arc<Mutex<Vec<u8>>>>>,
    serving: Mutex<Vec<JoinHandle<()>>>,
}

impl Peer {
    /// A peer on 127.0.0.1.
    pub(crate) fn tcp(
        script: impl Fn(&mut Talk) -> io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port on loopback");
        Self::listen(listener, None, script)
    }

    /// A peer on 127.0.0.1 under TLS.
    pub(crate) fn tls(
        config: Arc<ServerConfig>,
        script: impl Fn(&mut Talk) -> io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port on loopback");
        Self::listen(listener, Some(config), script)
    }

    /// A peer behind a listener that is already there, such as one on `[::1]`.
    pub(crate) fn listen(
        listener: TcpListener,
        tls: Option<Arc<ServerConfig>>,
        script: impl Fn(&mut Talk) -> io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        let address = listener.local_addr().expect("an address");
        let accept = move || {
            let (stream, from) = listener.accept()?;
            stream.set_nodelay(true)?;
            stream.set_write_timeout(Some(super::latch::PATIENCE))?;
            let wire: Box<dyn Wire> = match &tls {
                None => Box::new(stream),
                Some(config) => {
                    let server = ServerConnection::new(Arc::clone(config)).expect("a server");
                    Box::new(StreamOwned::new(server, stream))
                }
            };
            Ok((wire, from.to_string()))
        };
        Self::accept(Place::Tcp(address), accept, script)
    }

    /// A peer on a unix socket.
    pub(crate) fn unix(
        path: &Path,
        script: impl Fn(&mut Talk) -> io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        let listener = UnixListener::bind(path).expect("a unix socket");
        let accept = move || {
            let wire: Box<dyn Wire> = Box::new(listener.accept()?.0);
            Ok((wire, UNNAMED.to_owned()))
        };
        Self::accept(Place::Unix(path.to_owned()), accept, script)
    }

    /// A peer that gives every request the same response and keeps the connection open.
    pub(crate) fn answering(response: impl Into<Vec<u8>>) -> Self {
        Self::tcp(answer(response))
    }

    /// The same under TLS.
    pub(crate) fn tls_answering(config: Arc<ServerConfig>, response: impl Into<Vec<u8>>) -> Self {
        Self::tls(config, answer(response))
    }

    /// A peer that takes one request on each connection, sends these bytes and closes in order.
    pub(crate) fn once(bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        Self::tcp(move |talk| {
            let head = talk.head()?;
            talk.content(&head)?;
            talk.send(&bytes)
        })
    }

    /// `http://127.0.0.1:PORT` and this path.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address())
    }

    /// `https://127.0.0.1:PORT` and this path.
    pub(crate) fn https(&self, path: &str) -> String {
        format!("https://{}{path}", self.address())
    }

    /// The port.
    pub(crate) fn port(&self) -> u16 {
        self.address().port()
    }

    fn address(&self) -> SocketAddr {
        match self.place {
            Place::Tcp(address) => address,
            Place::Unix(_) => panic!("a unix socket has no address"),
        }
    }

    /// Stops, and gives the first MiB that each connection brought.
    pub(crate) fn finish(mut self) -> Vec<Vec<u8>> {
        self.stop();
        let serving = std::mem::take(&mut *self.state.serving.lock().unwrap());
        for thread in serving {
            if let Err(panic) = thread.join() {
                std::panic::resume_unwind(panic);
            }
        }
        let heard = self.state.heard.lock().unwrap();
        heard
            .iter()
            .map(|one| one.lock().unwrap().clone())
            .collect()
    }

    /// Stops, and gives what the only connection brought, as text.
    #[track_caller]
    pub(crate) fn heard(self) -> String {
        let all = self.finish();
        assert_eq!(all.len(), 1, "connections: {all:?}");
        String::from_utf8(all[0].clone()).expect("text")
    }

    fn accept(
        place: Place,
        accept: impl Fn() -> io::Result<(Box<dyn Wire>, String)> + Send + 'static,
        script: impl Fn(&mut Talk) -> io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        let state = Arc::new(State::default());
        let script: Arc<Script> = Arc::new(script);
        let shared = Arc::clone(&state);
        let accepting = thread::spawn(move || {
            let wanted = |from: &String| shared.last.lock().unwrap().as_ref() != Some(from);
            let next = || accept().ok().filter(|(_, from)| wanted(from));
            while let Some((wire, _)) = next() {
                serve(wire, &shared, &script);
            }
        });
        Self {
            place,
            state,
            accepting: Some(accepting),
        }
    }

    /// Connections are accepted in order, so all that the program made come before this one.
    fn stop(&mut self) {
        let Some(accepting) = self.accepting.take() else {
            return;
        };
        let mut last = self.state.last.lock().unwrap();
        match &self.place {
            Place::Tcp(address) => {
                let knock = TcpStream::connect_timeout(address, Duration::from_secs(5));
                *last = Some(knock.unwrap().local_addr().unwrap().to_string());
            }
            Place::Unix(path) => {
                UnixStream::connect(path).unwrap();
                *last = Some(UNNAMED.to_owned());
            }
        }
        drop(last);
        let _panicked = accepting.join();
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        self.stop();
    }
}

fn serve(wire: Box<dyn Wire>, state: &Arc<State>, script: &Arc<Script>) {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let mut all = state.heard.lock().unwrap();
    let mut talk = Talk::new(wire, all.len(), Arc::clone(&heard));
    all.push(heard);
    drop(all);
    let script = Arc::clone(script);
    state.serving.lock().unwrap().push(thread::spawn(move || {
        if script(&mut talk).is_ok() {
            talk.finish();
        }
    }));
}

fn answer(
    response: impl Into<Vec<u8>>,
) -> impl Fn(&mut Talk) -> io::Result<()> + Send + Sync + 'static {
    let response = response.into();
    move |talk| {
        loop {
            let head = talk.head()?;
            talk.content(&head)?;
            talk.send(&response)?;
        }
    }
}
