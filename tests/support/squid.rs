//! A real Squid on loopback, where it is installed.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A running proxy; it ends when dropped.
pub(crate) struct Squid {
    child: Child,
    port: u16,
    _dir: TempDir,
}

impl Squid {
    /// Starts it; says so and gives `None` where it is not installed. With a user it asks for
    /// `ada` and `s3cret`.
    pub(crate) fn start(with_user: bool) -> Option<Self> {
        if Command::new("squid")
            .arg("-v")
            .stdout(Stdio::null())
            .status()
            .is_err()
        {
            println!("left out: squid is not installed");
            return None;
        }
        let dir = super::temporary();
        // It runs as another user where it is started by root.
        fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o777)).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        drop(listener);
        let root = dir.path().display();
        let helper = dir.path().join("helper");
        fs::write(&helper, HELPER).unwrap();
        fs::set_permissions(&helper, fs::Permissions::from_mode(0o755)).unwrap();
        let rules = match with_user {
            false => "http_access allow all\n".to_owned(),
            true => format!(
                "auth_param basic program {root}/helper\nauth_param basic realm squid\n\
                 acl known proxy_auth REQUIRED\nhttp_access allow known\nhttp_access deny all\n"
            ),
        };
        let conf = format!(
            "http_port 127.0.0.1:{port}\npid_filename {root}/pid\ncache deny all\n\
             cache_mem 1 MB\naccess_log none\ncache_log {root}/log\ncoredump_dir {root}\n\
             shutdown_lifetime 0 seconds\nvisible_hostname localhost\npinger_enable off\nserver_persistent_connections off\n\
             dns_nameservers 127.0.0.1\nmax_filedescriptors 256\n{rules}"
        );
        let file = dir.path().join("conf");
        fs::write(&file, conf).unwrap();
        let mut command = Command::new("squid");
        command
            .arg("-N")
            .arg("-f")
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

    /// Squid gives no sign when it listens, so its port is tried.
    fn until_open(&mut self) {
        let by = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            let ended = self.child.try_wait().unwrap();
            assert!(
                Instant::now() < by && ended.is_none(),
                "squid does not listen: {ended:?}"
            );
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

/// Says OK to one user.
const HELPER: &str = "#!/bin/sh\nwhile read -r line; do\n  case $line in 'ada s3cret'*) echo OK;; *) echo ERR;; esac\ndone\n";

impl Drop for Squid {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}
