//! A real tinyproxy on loopback, where it is installed.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A running proxy; it ends when dropped.
pub(crate) struct Tinyproxy {
    child: Child,
    port: u16,
    _dir: TempDir,
}

impl Tinyproxy {
    /// Starts it; says so and gives `None` where it is not installed. With a user it asks for
    /// `ada` and `s3cret`.
    pub(crate) fn start(with_user: bool) -> Option<Self> {
        if Command::new("tinyproxy")
            .arg("-v")
            .stdout(Stdio::null())
            .status()
            .is_err()
        {
            println!("left out: tinyproxy is not installed");
            return None;
        }
        let dir = super::temporary();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        drop(listener);
        let user = if with_user {
            "BasicAuth ada s3cret\n"
        } else {
            ""
        };
        let conf = format!(
            "Port {port}\nListen 127.0.0.1\nTimeout 30\nLogLevel Critical\nLogFile \"{}/log\"\n\
             MaxClients 20\nAllow 127.0.0.1\n{user}",
            dir.path().display()
        );
        let file = dir.path().join("conf");
        fs::write(&file, conf).unwrap();
        let mut command = Command::new("tinyproxy");
        command
            .arg("-d")
            .arg("-c")
            .arg(&file)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let child = command.spawn().unwrap();
        let mut started = Self {
            child,
            port,
            _dir: dir,
        };
        started.until_open();
        Some(started)
    }

    /// `127.0.0.1:PORT`.
    pub(crate) fn place(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// It gives no sign when it listens, so its port is tried.
    fn until_open(&mut self) {
        let by = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            let ended = self.child.try_wait().unwrap();
            assert!(
                Instant::now() < by && ended.is_none(),
                "tinyproxy ended: {ended:?}"
            );
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Tinyproxy {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}
