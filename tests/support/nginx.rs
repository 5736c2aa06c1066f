//! A real nginx on loopback, where it is installed.

use std::fs;

use super::daemon::{Daemon, Place, is_installed};

/// A running nginx; it ends when dropped. `/file` is 1 MiB of `n`, `/echo` takes content.
pub(crate) struct Nginx(Daemon);

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
        if !is_installed("nginx", "-v") {
            return None;
        }
        let place = Place::new();
        let (port, dir) = (place.port, place.dir.path());
        let root = dir.display();
        fs::write(dir.join("file"), vec![b'n'; 1 << 20]).unwrap();
        for (name, text) in files {
            fs::write(dir.join(name), text).unwrap();
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
        fs::write(dir.join("conf"), conf).unwrap();
        let (prefix, file) = (root.to_string(), format!("{root}/conf"));
        Some(Self(place.run("nginx", &["-p", &prefix, "-c", &file])))
    }

    pub(crate) fn url(&self, path: &str) -> String {
        self.0.url(path)
    }

    pub(crate) fn https(&self, path: &str) -> String {
        format!("https://{}{path}", self.0.place())
    }

    pub(crate) fn port(&self) -> u16 {
        self.0.port()
    }
}
