//! A small HTTP/1.1 server on loopback, plain and TLS, for the demo and for the examples in the
//! documents. `pages` says what it answers, `message` how; it trusts its clients.

mod certificate;
mod message;
mod pages;

use std::io::{BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use anyhow::Result;
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use certificate::Identity;
use message::Request;

/// A running server; it serves until the process ends.
pub(crate) struct Server {
    /// `127.0.0.1:PORT`, plain.
    pub(crate) plain: String,
    /// `127.0.0.1:PORT`, TLS.
    pub(crate) tls: String,
    /// The certificate that `--cacert` needs.
    pub(crate) authority_pem: String,
}

impl Server {
    /// Starts serving on these ports, or on any where one is taken or 0.
    pub(crate) fn start(plain: u16, tls: u16) -> Result<Self> {
        let identity = Identity::generate()?;
        Ok(Self {
            plain: serve(plain, None)?,
            tls: serve(tls, Some(identity.server))?,
            authority_pem: identity.authority_pem,
        })
    }
}

fn serve(port: u16, tls: Option<Arc<ServerConfig>>) -> Result<String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .or_else(|_| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)))?;
    let authority = listener.local_addr()?.to_string();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let tls = tls.clone();
            // A client that hangs up, or does not trust us, is its own affair.
            thread::spawn(move || drop(connection(stream, tls)));
        }
    });
    Ok(authority)
}

fn connection(stream: TcpStream, tls: Option<Arc<ServerConfig>>) -> Result<()> {
    stream.set_nodelay(true)?;
    let Some(config) = tls else {
        return exchanges(&mut BufReader::new(stream));
    };
    let mut peer = BufReader::new(StreamOwned::new(ServerConnection::new(config)?, stream));
    exchanges(&mut peer)?;
    let stream = peer.get_mut();
    stream.conn.send_close_notify();
    stream.flush()?;
    Ok(())
}

/// Answers one request after the other.
fn exchanges<S: Read + Write>(peer: &mut BufReader<S>) -> Result<()> {
    while let Some(request) = Request::read(peer)? {
        let last = request.asks_to_close();
        let open = pages::answer(&request).write(&request, peer)?;
        if last || !open {
            break;
        }
    }
    Ok(())
}
