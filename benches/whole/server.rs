//! The server of the benchmark, in a process of its own so that its work and its memory are not
//! counted as a client's. What it answers is said in `exchange`.

use std::fs;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::Arc;
use std::thread;

use anyhow::{Context as _, Result};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::certificate::Identity;
use crate::exchange::{BUFFER, Bodies, serve_peer};

/// The running server, seen from the benchmark. It ends when this is dropped.
pub(crate) struct Server {
    child: Child,
    // The server serves until this end is closed.
    leash: Option<ChildStdin>,
    /// `http://127.0.0.1:PORT`
    pub(crate) plain: String,
    /// `https://127.0.0.1:PORT`
    pub(crate) tls: String,
    /// The throw-away authority.
    pub(crate) authority: PathBuf,
    /// The system's bundle with the throw-away authority behind it: curl's `--cacert` replaces
    /// the default bundle, so this is what makes curl do the work of a default run.
    pub(crate) combined: PathBuf,
}

impl Server {
    /// Starts this program again as a server, which leaves its certificates in `dir`.
    pub(crate) fn start(dir: &Path) -> Result<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .arg("--server")
            .arg(dir)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("starting the server")?;
        let leash = child.stdin.take();
        let stdout = child.stdout.take().context("the server's stdout")?;
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line)?;
        let (plain, tls) = line.trim().split_once(' ').context("the server's ports")?;
        Ok(Self {
            child,
            leash,
            plain: format!("http://127.0.0.1:{plain}"),
            tls: format!("https://127.0.0.1:{tls}"),
            authority: dir.join(AUTHORITY),
            combined: dir.join(COMBINED),
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.leash.take());
        let _ = self.child.wait();
    }
}

const AUTHORITY: &str = "authority.pem";
const COMBINED: &str = "system-and-authority.pem";

/// Where systems keep the bundle that curl reads by default.
const SYSTEM_BUNDLES: &[&str] = &[
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/cert.pem",
];

/// The server's process: says its ports on stdout, serves until stdin ends.
pub(crate) fn serve(dir: &Path) -> Result<()> {
    let identity = Identity::generate()?;
    fs::write(dir.join(AUTHORITY), &identity.authority_pem)?;
    let system = SYSTEM_BUNDLES.iter().find_map(|path| fs::read(path).ok());
    let mut combined = system.unwrap_or_default();
    combined.extend_from_slice(identity.authority_pem.as_bytes());
    fs::write(dir.join(COMBINED), combined)?;

    let bodies = Arc::new(Bodies::new()?);
    let plain = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let tls = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let ports = (plain.local_addr()?.port(), tls.local_addr()?.port());
    let mut stdout = io::stdout();
    writeln!(stdout, "{} {}", ports.0, ports.1)?;
    stdout.flush()?;
    accept(plain, &bodies, None);
    accept(tls, &bodies, Some(identity.server));
    io::copy(&mut io::stdin(), &mut io::sink())?;
    Ok(())
}

fn accept(listener: TcpListener, bodies: &Arc<Bodies>, tls: Option<Arc<ServerConfig>>) {
    let bodies = Arc::clone(bodies);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (bodies, tls) = (Arc::clone(&bodies), tls.clone());
            // A client that hangs up is its own affair.
            thread::spawn(move || drop(connection(stream, &bodies, tls)));
        }
    });
}

fn connection(stream: TcpStream, bodies: &Bodies, tls: Option<Arc<ServerConfig>>) -> Result<()> {
    stream.set_nodelay(true)?;
    match tls {
        None => serve_peer(&mut BufReader::with_capacity(BUFFER, stream), bodies),
        Some(config) => {
            let session = ServerConnection::new(config)?;
            let stream = StreamOwned::new(session, stream);
            let mut peer = BufReader::with_capacity(BUFFER, stream);
            serve_peer(&mut peer, bodies)?;
            let stream = peer.get_mut();
            stream.conn.send_close_notify();
            stream.flush()?;
            Ok(())
        }
    }
}
