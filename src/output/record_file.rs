//! `--record`: exchanges as lines of JSON that programs can read and `verb replay` can send again.
//! The form is told by `verb help record`; `record_read` takes it apart.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::log_file::LogFile;
use super::look::{Look, Part, Role};
use super::mask::Secrets;
use crate::base::event::{Direction, Event};

/// The version of the form.
pub const VERSION: u64 = 1;

/// Records the exchanges of one job.
#[derive(Debug)]
pub struct RecordFile {
    file: Arc<LogFile>,
    numbers: Arc<AtomicU64>,
    /// The exchange under way.
    exchange: Option<u64>,
}

impl RecordFile {
    /// Writes the first line.
    pub fn begin(file: &LogFile, secrets: Secrets) {
        let secrets = match secrets {
            Secrets::Masked => "masked",
            Secrets::Shown => "shown",
        };
        let line = format!("{{\"verb-record\":{VERSION},\"secrets\":\"{secrets}\"}}\n");
        file.append(line.as_bytes());
    }

    /// A recorder; exchanges are numbered over the whole run.
    pub fn new(file: Arc<LogFile>, numbers: Arc<AtomicU64>) -> Self {
        let exchange = None;
        Self {
            file,
            numbers,
            exchange,
        }
    }

    fn told(&self, at: Duration, what: &str) {
        if let Some(number) = self.exchange {
            let at = at.as_micros();
            let line = format!("{{\"exchange\":{number},\"at\":{at},{what}}}\n");
            self.file.append(line.as_bytes());
        }
    }
}

impl Look for RecordFile {
    fn part(&mut self, part: &Part<'_>) {
        // What belongs to no exchange is no use to anybody who reads exchanges.
        if part.role == Role::Stray || part.proxy {
            return;
        }
        let way = match part.direction {
            Direction::Out => "sent",
            Direction::In => "received",
        };
        let (connection, offset) = (part.connection, part.offset);
        let role = part.role.as_str();
        let masked = if part.masked { ",\"masked\":true" } else { "" };
        let data = STANDARD.encode(part.bytes);
        self.told(
            part.at,
            &format!(
                "\"connection\":{connection},\"offset\":{offset},\"what\":\"{role}\"{masked},\"{way}\":\"{data}\""
            ),
        );
    }

    fn event(&mut self, at: Duration, _: Option<u64>, event: &Event<'_>) {
        match event {
            Event::Asking { method, uri } => {
                let number = self.numbers.fetch_add(1, Ordering::Relaxed);
                self.exchange = Some(number.saturating_add(1));
                let (method, uri) = (quoted(method), quoted(&uri.to_string()));
                self.told(at, &format!("\"method\":{method},\"url\":{uri}"));
            }
            Event::RequestSent { .. } => self.told(at, "\"is\":\"sent\""),
            Event::Ended => self.told(at, "\"is\":\"ended\""),
            // A request that was begun on a connection which was closed begins anew.
            Event::RequestHead(head) if !head.starts_with(b"CONNECT ") => {
                self.told(at, "\"is\":\"begun\"");
            }
            Event::RequestHead(_)
            | Event::Resolved { .. }
            | Event::Connecting { .. }
            | Event::AttemptFailed { .. }
            | Event::Connected { .. }
            | Event::Secured(_)
            | Event::Reused { .. }
            | Event::FirstByte
            | Event::ResponseHead(_)
            | Event::Trailers(_)
            | Event::Received { .. }
            | Event::Retry(_)
            | Event::Note(_)
            | Event::Parted(_)
            | Event::Warning(_) => {}
        }
    }
}

/// A JSON string.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
