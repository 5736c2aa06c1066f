//! TLS against rustls servers on loopback, with certificates made on the spot.

mod anchors;
mod authority;
mod demand;
mod handshake;
mod keys;
mod session;

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rustls::crypto::ring;
use rustls::{ServerConfig, ServerConnection, StreamOwned, SupportedProtocolVersion};
use tempfile::TempDir;

use self::authority::Identity;
use super::{Config, Trust};
use crate::base::clock;
use crate::base::deadline::Deadline;
use crate::base::event::{Event, Observer};
use crate::base::failure::Failure;
use crate::http::origin::{Host, Origin, Scheme};
use crate::transport::{self, Connector, Override, stream::Stream};

/// A server's side of a session.
type Session = StreamOwned<ServerConnection, TcpStream>;

const BOTH: &[&SupportedProtocolVersion] = &[&rustls::version::TLS12, &rustls::version::TLS13];

/// A peer that takes one connection and follows a script.
fn peer<T: Send + 'static>(
    script: impl FnOnce(TcpStream) -> T + Send + 'static,
) -> (u16, JoinHandle<T>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    (
        port,
        thread::spawn(move || script(listener.accept().unwrap().0)),
    )
}

/// A TLS server for one connection: it reads one byte, which ends the handshake, and then follows
/// a script.
fn server<T: Send + 'static>(
    identity: Identity,
    versions: &[&'static SupportedProtocolVersion],
    script: impl FnOnce(Session) -> T + Send + 'static,
) -> (u16, JoinHandle<Option<T>>) {
    let provider = Arc::new(ring::default_provider());
    let builder = ServerConfig::builder_with_provider(provider);
    let mut config = builder
        .with_protocol_versions(versions)
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(identity.chain, identity.key)
        .unwrap();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    peer(move |socket| {
        let connection = ServerConnection::new(Arc::new(config)).unwrap();
        let mut session = StreamOwned::new(connection, socket);
        session.read_exact(&mut [0]).ok()?;
        Some(script(session))
    })
}

/// Says a few bytes and goodbye.
fn greet(mut session: Session) {
    session.write_all(b"hello").unwrap();
    session.conn.send_close_notify();
    session.flush().unwrap();
}

/// What was told on the way.
#[derive(Default)]
struct Log {
    secured: Vec<String>,
    warnings: Vec<String>,
}

impl Observer for Log {
    fn on(&mut self, event: &Event<'_>) {
        match event {
            Event::Secured(facts) => self.secured.push(format!("{facts:?}")),
            Event::Warning(text) => self.warnings.push((*text).to_owned()),
            Event::Resolved { .. }
            | Event::Connecting { .. }
            | Event::AttemptFailed { .. }
            | Event::Connected { .. }
            | Event::Reused { .. }
            | Event::Asking { .. }
            | Event::RequestSent { .. }
            | Event::FirstByte
            | Event::Received { .. }
            | Event::Ended
            | Event::RequestHead(_)
            | Event::ResponseHead(_)
            | Event::Trailers(_)
            | Event::Retry(_)
            | Event::Note(_)
            | Event::Parted(_) => {}
        }
    }
}

/// Opens a TLS connection to a port on loopback under any host name.
fn open(config: Config, host: &str, port: u16, log: &mut Log) -> Result<Stream, Failure> {
    let limits = Deadline::starting(clock::now(), Some(Duration::from_secs(30)));
    open_within(limits, config, host, port, log)
}

fn open_within(
    limits: Deadline,
    tls: Config,
    host: &str,
    port: u16,
    log: &mut Log,
) -> Result<Stream, Failure> {
    let everywhere = Override {
        host: None,
        port,
        addresses: vec!["127.0.0.1".parse().unwrap()],
    };
    let config = transport::Config {
        overrides: vec![everywhere],
        tls,
        ..transport::Config::default()
    };
    let host = match host.parse() {
        Ok(address) => Host::Address(address),
        Err(_) => Host::Name(host.to_owned()),
    };
    let origin = Origin {
        scheme: Scheme::Https,
        host,
        port,
    };
    let opened = Connector::new(config).open(&origin, limits, log)?;
    Ok(opened.stream)
}

/// Settings that trust one PEM text and nobody else.
fn trusting(pem: &str) -> (Config, TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let config = Config {
        trust: Trust::Given,
        given: vec![written(&dir, pem)],
        ..Config::default()
    };
    (config, dir)
}

fn written(dir: &TempDir, pem: &str) -> PathBuf {
    let path = dir.path().join("ca.pem");
    std::fs::write(&path, pem).unwrap();
    path
}
