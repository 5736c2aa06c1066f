//! Messages of the demo's server: a request as received, a reply and the ways to send it.

use std::io::{self, BufRead, BufReader, Read, Write};

use anyhow::{Context as _, Result};

/// A request, its content read to the end.
pub(crate) struct Request {
    /// `GET`, …
    pub(crate) method: String,
    /// The request-target.
    pub(crate) target: String,
    /// The head as it came.
    pub(crate) head: String,
    /// The content, its first [`KEPT`] bytes.
    pub(crate) content: Vec<u8>,
    /// How many bytes of content there were.
    pub(crate) size: u64,
}

/// Content that is kept for an answer; the rest is only counted.
const KEPT: u64 = 1 << 20;

impl Request {
    /// Reads a request; `None` when the peer has hung up.
    pub(crate) fn read<S: Read + Write>(peer: &mut BufReader<S>) -> Result<Option<Self>> {
        let mut head = String::new();
        if peer.read_line(&mut head)? == 0 {
            return Ok(None);
        }
        while !head.ends_with("\r\n\r\n") {
            if peer.read_line(&mut head)? == 0 {
                return Ok(None);
            }
        }
        let mut words = head.split(' ');
        let mut word = || words.next().unwrap_or_default().to_owned();
        let mut request = Self {
            method: word(),
            target: word(),
            head,
            content: Vec::new(),
            size: 0,
        };
        request.receive(peer)?;
        Ok(Some(request))
    }

    /// A field's value.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// The field line that framed the content, for showing it.
    pub(crate) fn framing(&self) -> String {
        match (
            self.field("transfer-encoding"),
            self.field("content-length"),
        ) {
            (Some(coding), _) => format!("Transfer-Encoding: {coding}"),
            (None, Some(length)) => format!("Content-Length: {length}"),
            (None, None) => "no content".to_owned(),
        }
    }

    /// Whether the client wants no more after this.
    pub(crate) fn asks_to_close(&self) -> bool {
        self.field("connection") == Some("close")
    }

    fn receive<S: Read + Write>(&mut self, peer: &mut BufReader<S>) -> Result<()> {
        if self.field("expect").is_some() {
            peer.get_mut().write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
            peer.get_mut().flush()?;
        }
        if self.field("transfer-encoding").is_none() {
            let length = self.field("content-length").unwrap_or("0").parse()?;
            return self.take(peer, length);
        }
        loop {
            let mut line = String::new();
            peer.read_line(&mut line)?;
            let size = u64::from_str_radix(line.trim(), 16).context("a chunk-size")?;
            self.take(peer, size)?;
            peer.read_line(&mut line)?;
            if size == 0 {
                return Ok(());
            }
        }
    }

    /// Takes `size` bytes of content, keeps the first ones.
    fn take(&mut self, peer: &mut impl BufRead, size: u64) -> Result<()> {
        let kept = size.min(KEPT.saturating_sub(self.size));
        io::copy(&mut peer.take(kept), &mut self.content)?;
        io::copy(&mut peer.take(size.saturating_sub(kept)), &mut io::sink())?;
        self.size = self.size.saturating_add(size);
        Ok(())
    }
}

/// A reply.
pub(crate) struct Reply {
    /// Status code and reason phrase.
    pub(crate) status: &'static str,
    /// Field lines beside the framing.
    pub(crate) fields: Vec<String>,
    /// The content and how it is sent.
    pub(crate) content: Content,
}

/// Content, by the way it is sent.
pub(crate) enum Content {
    /// All of it, with its length.
    Whole(Vec<u8>),
    /// In chunks, each flushed.
    Chunks(Vec<String>),
    /// Cut off: twice the length is announced.
    Cut(String),
    /// Nothing is ever sent.
    Never,
}

impl Reply {
    /// Sends the reply; false when the connection is to be closed after it.
    pub(crate) fn write<S: Read + Write>(
        &self,
        request: &Request,
        peer: &mut BufReader<S>,
    ) -> Result<bool> {
        let mut head = format!("HTTP/1.1 {}\r\n", self.status);
        for field in &self.fields {
            head.push_str(field);
            head.push_str("\r\n");
        }
        let silent = request.method == "HEAD";
        match &self.content {
            Content::Never => {
                // Until the client gives up.
                io::copy(peer, &mut io::sink())?;
                Ok(false)
            }
            Content::Whole(bytes) => {
                if !self.status.starts_with("204") {
                    head.push_str(&format!("Content-Length: {}\r\n", bytes.len()));
                }
                send(peer, &head, if silent { &[] } else { bytes })?;
                Ok(true)
            }
            Content::Cut(text) => {
                head.push_str(&format!(
                    "Content-Length: {}\r\n",
                    text.len().saturating_mul(2)
                ));
                send(peer, &head, text.as_bytes())?;
                Ok(false)
            }
            Content::Chunks(chunks) => {
                head.push_str("Transfer-Encoding: chunked\r\n");
                send(peer, &head, &[])?;
                if !silent {
                    send_chunks(peer.get_mut(), chunks)?;
                }
                Ok(true)
            }
        }
    }
}

fn send<S: Read + Write>(peer: &mut BufReader<S>, head: &str, content: &[u8]) -> Result<()> {
    let out = peer.get_mut();
    let mut bytes = format!("{head}\r\n").into_bytes();
    bytes.extend_from_slice(content);
    out.write_all(&bytes)?;
    out.flush()?;
    Ok(())
}

fn send_chunks(out: &mut impl Write, chunks: &[String]) -> Result<()> {
    for chunk in chunks {
        write!(out, "{:x}\r\n{chunk}\r\n", chunk.len())?;
        out.flush()?;
    }
    out.write_all(b"0\r\n\r\n")?;
    out.flush()?;
    Ok(())
}
