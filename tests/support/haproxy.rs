//! A real HAProxy on loopback, where it is installed: it answers by its own rules, and stands
//! before another server.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A running HAProxy; it ends when dropped. `/ok` answers itself, `/to/N` redirects to `/ok` with
/// status N, `/down` leads to a server that is not there, `/through/…` to the server behind it.
pub(crate) struct Haproxy {
    child: Child,
    port: u16,
    _dir: TempDir,
}

impl Haproxy {
    /// Starts it before the server on `backend` (`host:port`); says so and gives `None` where it
    /// is not installed.
    pub(crate) fn start(backend: &str) -> Option<Self> {
        let version = Command::new("haproxy")
            .arg("-v")
            .stdout(Stdio::null())
            .status();
        if version.is_err() {
            println!("left out: HAProxy is not installed");
            return None;
        }
        let dir = super::temporary();
        let [port, nobody] = [free_port(), free_port()];
        let redirects: String = [301, 302, 303, 307, 308]
            .map(|code| format!("  redirect location /ok code {code} if {{ path /to/{code} }}\n"))
            .concat();
        let conf = format!(
            "global\n  maxconn 100\n\
             defaults\n  mode http\n  timeout connect 2s\n  timeout client 30s\n\
             \x20 timeout server 30s\n  retries 0\n\
             frontend front\n  bind 127.0.0.1:{port}\n{redirects}\
             \x20 http-request return status 200 content-type text/plain lf-string \"%[method]\" if {{ path /ok }}\n\
             \x20 use_backend down if {{ path /down }}\n\
             \x20 default_backend behind\n\
             backend behind\n  http-request set-path %[path,regsub(^/through,)]\n  server one {backend}\n\
             backend down\n  server none 127.0.0.1:{nobody}\n"
        );
        let file = dir.path().join("conf");
        fs::write(&file, conf).unwrap();
        let mut command = Command::new("haproxy");
        command.arg("-q").arg("-db").arg("-f").arg(&file);
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let started = Self {
            child: child.unwrap(),
            port,
            _dir: dir,
        };
        started.until_open();
        Some(started)
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// HAProxy gives no sign when it listens, so its port is tried.
    fn until_open(&self) {
        let by = Instant::now() + Duration::from_secs(10);
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            assert!(Instant::now() < by, "HAProxy does not listen");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

impl Drop for Haproxy {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}
