//! A real nginx on loopback, where it is installed.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// A running nginx; it ends when dropped. `/file` is 1 MiB of `n`, `/echo` takes content.
pub(crate) struct Nginx {
    child: Child,
    port: u16,
    _dir: TempDir,
}

impl Nginx {
    /// Starts it; says so and gives `None` where it is not installed.
    pub(crate) fn start() -> Option<Self> {
        Self::with("", "", &[])
    }

    /// The same with these directives, beside `/small`.
    pub(crate) fn serving(more: &str) -> Option<Self> {
        Self::with("", more, &[])
    }

    /// The same under TLS, with these files in its directory: `server.pem` and `server.key` among
    /// them. `settings` are lines more, in which `DIR` is that directory.
    pub(crate) fn tls(settings: &str, files: &[(&str, &str)]) -> Option<Self> {
        let certificate = "ssl_certificate DIR/server.pem; ssl_certificate_key DIR/server.key;";
        Self::with(&format!("{certificate} {settings}"), "", files)
    }

    fn with(settings: &str, more: &str, files: &[(&str, &str)]) -> Option<Self> {
        if Command::new("nginx")
            .arg("-v")
            .stderr(Stdio::null())
            .status()
            .is_err()
        {
            println!("left out: nginx is not installed");
            return None;
        }
        let dir = super::temporary();
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let root = dir.path().display();
        fs::write(dir.path().join("file"), vec![b'n'; 1 << 20]).unwrap();
        for (name, text) in files {
            fs::write(dir.path().join(name), text).unwrap();
        }
        let ssl = if settings.is_empty() { "" } else { " ssl" };
        let settings = settings.replace("DIR", &root.to_string());
        let conf = format!(
            "daemon off; master_process off; pid {root}/pid; error_log {root}/log;\n\
             events {{}}\n\
             http {{ access_log off; client_body_temp_path {root}/body; proxy_temp_path {root}/p;\n\
             fastcgi_temp_path {root}/f; uwsgi_temp_path {root}/u; scgi_temp_path {root}/s;\n\
             gzip on; gzip_types application/octet-stream; gzip_proxied any;\n\
             server {{ listen 127.0.0.1:{port}{ssl}; {settings} root {root}; client_max_body_size 64k;\n\
             location /small {{ return 200 'small'; }}\n{more}\n\
             location /who {{ return 200 '$ssl_client_s_dn $ssl_protocol $ssl_cipher \
             $ssl_session_reused'; }} }} }}\n"
        );
        let file = dir.path().join("conf");
        fs::write(&file, conf).unwrap();
        let mut command = Command::new("nginx");
        command.arg("-p").arg(dir.path()).arg("-c").arg(&file);
        let child = command.stderr(Stdio::null()).spawn().unwrap();
        let started = Self {
            child,
            port,
            _dir: dir,
        };
        started.until_open();
        Some(started)
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    pub(crate) fn https(&self, path: &str) -> String {
        format!("https://127.0.0.1:{}{path}", self.port)
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// nginx gives no sign when it listens, so its port is tried.
    fn until_open(&self) {
        let by = Instant::now() + Duration::from_secs(10);
        while TcpStream::connect(("127.0.0.1", self.port)).is_err() {
            assert!(Instant::now() < by, "nginx does not listen");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}
