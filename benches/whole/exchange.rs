//! What the benchmark's server answers: `/bytes/N`, `/chunks/N` and `/tiny/N` with N bytes of
//! content (framed by length, in chunks of 16 KiB, in chunks of 1 to 16 bytes); `/hops/N` redirects
//! N times; `/elements/N` is a JSON array of that size, `/json/N` and `/lines/N` are N records of
//! JSON; the content of any
//! other request is read, counted and answered with the count. Written to be faster than clients,
//! not to survive them.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;

use anyhow::{Result, bail};
use rustix::fs::{MemfdFlags, memfd_create, sendfile};
use rustls::{ServerConnection, StreamOwned};

use crate::json::Task;
use crate::pattern::{self, BLOCK};
use crate::site::SMALL;

/// Bytes asked of one read.
pub(crate) const BUFFER: usize = 256 * 1024;

/// The bodies that are sent, made once.
pub(crate) struct Bodies {
    block: Vec<u8>,
    // The same block where sendfile can take it from.
    pages: fs::File,
    chunks: Vec<u8>,
    tiny: Vec<u8>,
    elements: Vec<u8>,
}

impl Bodies {
    /// Makes all of them.
    pub(crate) fn new() -> Result<Self> {
        let block = pattern::block();
        let mut pages = fs::File::from(memfd_create("block", MemfdFlags::CLOEXEC)?);
        pages.write_all(&block)?;
        let tiny: Vec<usize> = (1..=16).collect();
        Ok(Self {
            pages,
            chunks: pattern::chunked(&block, &[16 * 1024])?,
            tiny: pattern::chunked(&block, &tiny)?,
            block,
            elements: pattern::elements(),
        })
    }
}

/// A connection's sending side: how a block leaves with the least work.
pub(crate) trait Peer: Read + Write {
    /// Sends some of a block, at most `most` bytes; tells how many.
    fn send_block(&mut self, bodies: &Bodies, most: u64) -> io::Result<u64>;
}

impl Peer for TcpStream {
    fn send_block(&mut self, bodies: &Bodies, most: u64) -> io::Result<u64> {
        let mut offset = 0;
        let most = usize::try_from(most.min(BLOCK)).unwrap_or(BUFFER);
        let sent = sendfile(&*self, &bodies.pages, Some(&mut offset), most)?;
        Ok(u64::try_from(sent).unwrap_or(u64::MAX))
    }
}

impl Peer for StreamOwned<ServerConnection, TcpStream> {
    fn send_block(&mut self, bodies: &Bodies, most: u64) -> io::Result<u64> {
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let piece = bodies.block.get(..most).unwrap_or(&bodies.block);
        self.write_all(piece)?;
        Ok(u64::try_from(piece.len()).unwrap_or(u64::MAX))
    }
}

/// Serves the requests of one connection.
pub(crate) fn serve_peer<P: Peer>(peer: &mut BufReader<P>, bodies: &Bodies) -> Result<()> {
    while let Some(request) = Request::read(peer)? {
        // A query only tells URLs apart.
        let path = request.target.split('?').next().unwrap_or_default();
        let size = |prefix| path.strip_prefix(prefix)?.parse::<u64>().ok();
        if let Some(size) = size("/bytes/") {
            let out = peer.get_mut();
            write!(out, "HTTP/1.1 200 OK\r\nContent-Length: {size}\r\n\r\n")?;
            let mut left = size;
            while left > 0 {
                left = left.saturating_sub(out.send_block(bodies, left)?);
            }
            out.flush()?;
        } else if let Some(hops) = size("/hops/") {
            send_onwards(peer.get_mut(), hops)?;
        } else if let Some(size) = size("/elements/") {
            send_elements(peer.get_mut(), &bodies.elements, size)?;
        } else if let Some(records) = size("/json/") {
            Task::Layout.send(peer.get_mut(), records)?;
        } else if let Some(records) = size("/lines/") {
            Task::Events.send(peer.get_mut(), records)?;
        } else if let Some(size) = size("/chunks/") {
            send_chunked(peer.get_mut(), &bodies.chunks, size)?;
        } else if let Some(size) = size("/tiny/") {
            send_chunked(peer.get_mut(), &bodies.tiny, size)?;
        } else {
            let count = request.receive(peer)?.to_string();
            let out = peer.get_mut();
            write!(
                out,
                "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{count}",
                count.len()
            )?;
            out.flush()?;
        }
    }
    Ok(())
}

/// A redirect to where one hop fewer is left, the last to content.
fn send_onwards(out: &mut impl Write, hops: u64) -> Result<()> {
    let next = match hops.checked_sub(1) {
        Some(left) if left > 0 => format!("/hops/{left}"),
        Some(_) | None => format!("/bytes/{SMALL}"),
    };
    write!(
        out,
        "HTTP/1.1 302 Found\r\nLocation: {next}\r\nContent-Length: 0\r\n\r\n"
    )?;
    out.flush()?;
    Ok(())
}

/// An array whose elements have so many bytes, and one more.
fn send_elements(out: &mut impl Write, elements: &[u8], size: u64) -> Result<()> {
    let last = pattern::LAST_ELEMENT;
    let length = size.saturating_add(1).saturating_add(last.len() as u64);
    write!(out, "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n[")?;
    for _ in 0..size / BLOCK {
        out.write_all(elements)?;
    }
    out.write_all(last.as_bytes())?;
    out.flush()?;
    Ok(())
}

fn send_chunked(out: &mut impl Write, coded: &[u8], size: u64) -> Result<()> {
    out.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")?;
    for _ in 0..size / BLOCK {
        out.write_all(coded)?;
    }
    out.write_all(b"0\r\n\r\n")?;
    out.flush()?;
    Ok(())
}

/// What the server needs to know of a request; its clients are well-behaved.
struct Request {
    target: String,
    length: u64,
    chunked: bool,
    expects: bool,
}

impl Request {
    fn read(peer: &mut impl BufRead) -> Result<Option<Self>> {
        let mut line = String::new();
        if peer.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let target = line.split(' ').nth(1).unwrap_or_default().to_owned();
        let mut request = Self {
            target,
            length: 0,
            chunked: false,
            expects: false,
        };
        loop {
            line.clear();
            peer.read_line(&mut line)?;
            let Some((name, value)) = line.trim_end().split_once(':') else {
                return Ok(Some(request));
            };
            match name.to_ascii_lowercase().as_str() {
                "content-length" => request.length = value.trim().parse()?,
                "transfer-encoding" => request.chunked = true,
                "expect" => request.expects = true,
                _ => {}
            }
        }
    }

    /// Reads the content and counts it.
    fn receive<P: Peer>(&self, peer: &mut BufReader<P>) -> Result<u64> {
        if self.expects {
            // curl would hold a large body back for a second.
            peer.get_mut().write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
            peer.get_mut().flush()?;
        }
        if !self.chunked {
            skip(peer, self.length)?;
            return Ok(self.length);
        }
        let (mut total, mut line) = (0_u64, String::new());
        loop {
            line.clear();
            peer.read_line(&mut line)?;
            let size = u64::from_str_radix(line.trim_end(), 16)?;
            skip(peer, size.saturating_add(2))?;
            if size == 0 {
                return Ok(total);
            }
            total = size.saturating_add(total);
        }
    }
}

/// Reads past `count` bytes without copying them.
fn skip(peer: &mut impl BufRead, count: u64) -> Result<()> {
    let mut left = count;
    while left > 0 {
        let there = peer.fill_buf()?.len();
        if there == 0 {
            bail!("the content ended {left} bytes early");
        }
        let step = usize::try_from(left).map_or(there, |left| left.min(there));
        peer.consume(step);
        left = left.saturating_sub(u64::try_from(step)?);
    }
    Ok(())
}
