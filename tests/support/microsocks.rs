//! A real microsocks (SOCKS 5) on loopback, where it is installed.

use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A running microsocks; it ends when dropped.
pub(crate) struct Microsocks {
    child: Child,
    port: u16,
}

impl Microsocks {
    /// Starts it, with a user and a password or open to all; says so and gives `None` where it is
    /// not installed.
    pub(crate) fn start(login: Option<(&str, &str)>) -> Option<Self> {
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let mut command = Command::new("microsocks");
        command.args(["-i", "127.0.0.1", "-p", &port.to_string()]);
        if let Some((user, password)) = login {
            command.args(["-u", user, "-P", password]);
        }
        let Ok(child) = command.stderr(Stdio::null()).spawn() else {
            println!("left out: microsocks is not installed");
            return None;
        };
        let started = Self { child, port };
        // It gives no sign when it listens, so its port is tried.
        let by = Instant::now() + Duration::from_secs(10);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < by, "microsocks does not listen");
            std::thread::sleep(Duration::from_millis(10));
        }
        Some(started)
    }

    /// `HOST:PORT`
    pub(crate) fn place(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }
}

impl Drop for Microsocks {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}
