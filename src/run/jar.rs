//! Files of cookies: read before the first request, saved after the last.
//!
//! A file that is saved to may be shared by runs at the same time. Each one locks it, reads it
//! again, applies what it changed and puts a new file in its place: nothing of another's is lost,
//! and whoever is killed leaves a whole file. The lock is on the file itself, and void where
//! another run has replaced that meanwhile. curl writes what it holds over whatever is there.

use std::fs::{self, File, Permissions};
use std::io::{self, ErrorKind, IoSlice, Read, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rustix::event::{Timespec, poll};
use rustix::fs::{FlockOperation, Mode, OFlags, flock};
use rustix::io::Errno;

use crate::base::event::{Event, Observer};
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::{clock, escape, limits};
use crate::client::cookies::cookie::Cookie;
use crate::client::cookies::file::{self, Contents};
use crate::client::cookies::{Config, Jar, Save, date};
use crate::output::file::Target;
use crate::output::signals;
use crate::output::sink::{Sink, Stdout};

/// Mode bits of those who are not the owner.
const OTHERS: u32 = 0o077;
/// The mode of a new file.
const PRIVATE: u32 = 0o600;

/// Reads the files that are to be read; finds whether the one to be saved to can be written.
pub(super) fn load(config: &Config, observer: &mut dyn Observer) -> Result<Jar, Failure> {
    let mut jar = Jar::new(config);
    read_into(config, Some(&mut jar), observer)?;
    Ok(jar)
}

/// Reads those files into a jar.
pub(super) fn read_into(
    config: &Config,
    jar: Option<&mut Jar>,
    observer: &mut dyn Observer,
) -> Result<(), Failure> {
    let Some(jar) = jar else {
        return Ok(());
    };
    let now = clock::today();
    let target = match &config.save {
        Some(Save::File(path)) => Some(path.as_path()),
        Some(Save::Stdout) | None => None,
    };
    if let Some(target) = target {
        drop(Target::check(target)?);
        warn_of_mode(target, observer);
    }
    for path in &config.files {
        let own = target.is_some_and(|target| is_same(target, path));
        let cookies = match read(path) {
            Ok(text) => cookies(&text, path, config, now, observer),
            Err(missing) if own && missing.kind() == ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(unreadable(path, error)),
        };
        if own {
            jar.load(cookies, now);
        } else {
            jar.import(cookies, now);
        }
    }
    Ok(())
}

/// Saves what has changed, where something is to be saved.
pub(super) fn save(config: &Config, jar: &Jar, observer: &mut dyn Observer) -> Result<(), Failure> {
    match &config.save {
        None => Ok(()),
        Some(Save::Stdout) => Stdout.write(&[IoSlice::new(&file::write(jar.cookies()))]),
        Some(Save::File(path)) if is_special(path) => {
            let mut sink = Target::check(path)?.open()?;
            sink.write(&[IoSlice::new(&file::write(jar.cookies()))])?;
            sink.finish()
        }
        Some(Save::File(path)) if !jar.is_changed() && !config.junk_session && path.exists() => {
            Ok(())
        }
        Some(Save::File(path)) => {
            let locked = Locked::open(path).map_err(|error| failed(path, error))?;
            let merged = locked.merge(config, jar, observer);
            merged.map_err(|error| {
                locked.give_up();
                failed(path, error)
            })
        }
    }
}

/// A file held against other runs until it is dropped.
struct Locked<'a> {
    /// As it was given, for messages.
    given: &'a Path,
    opened: File,
    /// Links resolved.
    file: PathBuf,
    /// Whether it was made for the lock, with nothing in it.
    made: bool,
}

impl<'a> Locked<'a> {
    /// Locks a file, which is made if it is not there.
    fn open(given: &'a Path) -> io::Result<Self> {
        let end = clock::now() + limits::COOKIE_FILE_WAIT;
        loop {
            let made = !given.exists();
            let flags = OFlags::RDONLY | OFlags::CREATE | OFlags::CLOEXEC | OFlags::NOCTTY;
            let opened = rustix::fs::open(given, flags, Mode::RUSR | Mode::WUSR)?;
            let opened = File::from(opened);
            if lock(&opened)? && is_still_there(&opened, given) {
                let file = fs::canonicalize(given)?;
                return Ok(Self {
                    given,
                    opened,
                    file,
                    made,
                });
            }
            if clock::now() >= end {
                return Err(io::Error::other("another process holds its lock"));
            }
            pause();
        }
    }

    /// Applies what a run changed to what the file holds now.
    fn merge(&self, config: &Config, jar: &Jar, observer: &mut dyn Observer) -> io::Result<()> {
        let now = clock::today();
        let text = bounded(&self.opened)?;
        // What was read before has been warned of.
        let known = config.files.iter().any(|path| is_same(path, self.given));
        let contents = if known {
            file::parse(&text, &config.home.origin.host, date::seconds(now))
        } else {
            contents(&text, self.given, config, now, observer)
        };
        if contents.skipped.is_some() && !text.contains(&b'\t') {
            // Somebody's notes, named by mistake; a damaged jar would have its tabs.
            return Err(io::Error::other("it is no cookie file, and left as it is"));
        }
        let held = contents.cookies;
        let mut kept = held.clone();
        if config.junk_session {
            kept.retain(|cookie| cookie.expires.is_some());
        }
        let merged = jar.merged(kept, now);
        if merged == held && !text.is_empty() {
            return Ok(());
        }
        self.replace(&file::write(&merged))
    }

    /// Puts a new file with the mode of this one in its place.
    fn replace(&self, text: &[u8]) -> io::Result<()> {
        let mode = match self.made {
            true => PRIVATE,
            false => self.opened.metadata()?.permissions().mode() & 0o777,
        };
        let beside = self.file.parent().unwrap_or(Path::new("/"));
        let (mut opened, temporary) = signals::create(|| {
            let made = tempfile::Builder::new()
                .prefix(".verb-")
                .suffix(".part")
                .permissions(Permissions::from_mode(PRIVATE))
                .tempfile_in(beside)?;
            let path = made.path().to_owned();
            Ok((made.into_parts(), path))
        })?;
        let path = temporary.to_path_buf();
        let written = opened
            .set_permissions(Permissions::from_mode(mode))
            .and_then(|()| opened.write_all(text))
            .and_then(|()| opened.sync_all());
        signals::settle(&path, || match written {
            Ok(()) => temporary
                .persist(&self.file)
                .map_err(|refused| refused.error),
            Err(error) => Err(error),
        })
    }

    /// Takes an empty file away that would not be there but for the lock.
    fn give_up(&self) {
        let empty = self.opened.metadata().is_ok_and(|facts| facts.len() == 0);
        if self.made && empty && is_still_there(&self.opened, &self.file) {
            let _ = fs::remove_file(&self.file);
        }
    }
}

/// Whether the lock was free. A file system without locks has none to wait for.
fn lock(file: &File) -> io::Result<bool> {
    match flock(file, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) | Err(Errno::OPNOTSUPP | Errno::NOSYS | Errno::NOLCK) => Ok(true),
        Err(Errno::WOULDBLOCK | Errno::INTR) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

fn pause() {
    let span = limits::COOKIE_FILE_PAUSE;
    // No descriptor to wait for: the span passes.
    if let Ok(span) = Timespec::try_from(span) {
        let _ = poll(&mut [], Some(&span));
    }
}

/// Whether a path still leads to this file.
fn is_still_there(opened: &File, path: &Path) -> bool {
    let here = opened.metadata().map(|facts| (facts.dev(), facts.ino()));
    let there = fs::metadata(path).map(|facts| (facts.dev(), facts.ino()));
    matches!((here, there), (Ok(here), Ok(there)) if here == there)
}

fn is_same(one: &Path, other: &Path) -> bool {
    one == other
        || matches!((fs::canonicalize(one), fs::canonicalize(other)), (Ok(one), Ok(other)) if one == other)
}

/// A device, a pipe, a descriptor: written in place.
fn is_special(path: &Path) -> bool {
    let lent = ["/dev/fd", "/dev/stdout", "/dev/stderr", "/proc"];
    let lent = lent.iter().any(|name| path.starts_with(name));
    lent || fs::metadata(path).is_ok_and(|facts| !facts.is_file())
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    bounded(&File::open(path)?)
}

fn bounded(file: &File) -> io::Result<Vec<u8>> {
    let most = limits::COOKIE_FILE_BYTES;
    let mut text = Vec::new();
    file.take(most as u64 + 1).read_to_end(&mut text)?;
    if text.len() > most {
        let story = format!("it is larger than the {most} bytes that are read");
        return Err(io::Error::other(story));
    }
    Ok(text)
}

fn cookies(
    text: &[u8],
    path: &Path,
    config: &Config,
    now: SystemTime,
    observer: &mut dyn Observer,
) -> Vec<Cookie> {
    let mut cookies = contents(text, path, config, now, observer).cookies;
    if config.junk_session {
        cookies.retain(|cookie| cookie.expires.is_some());
    }
    cookies
}

/// What a file holds; what of it is no cookie is warned of.
fn contents(
    text: &[u8],
    path: &Path,
    config: &Config,
    now: SystemTime,
    observer: &mut dyn Observer,
) -> Contents {
    let contents = file::parse(text, &config.home.origin.host, date::seconds(now));
    if let Some(skipped) = contents.skipped {
        let (path, line, why) = (escape::path(path), skipped.line, skipped.why);
        let warning = match skipped.count {
            1 => format!("{path}: line {line} is skipped: {why}"),
            count => format!("{path}: {count} lines are skipped; the first is line {line}: {why}"),
        };
        observer.on(&Event::Warning(&warning));
    }
    contents
}

fn warn_of_mode(path: &Path, observer: &mut dyn Observer) {
    let Ok(facts) = fs::metadata(path) else {
        return;
    };
    let mode = facts.permissions().mode() & 0o777;
    if facts.is_file() && mode & OTHERS != 0 {
        let path = escape::path(path);
        let warning = format!(
            "{path} holds credentials and is open to others (mode {mode:04o}); chmod 600 {path}"
        );
        observer.on(&Event::Warning(&warning));
    }
}

fn unreadable(path: &Path, error: io::Error) -> Failure {
    let story = format!("reading cookies from {}", escape::path(path));
    let missing = error.kind() == ErrorKind::NotFound;
    let failure = Failure::io(Kind::Usage, story, error);
    if missing {
        return failure.hint("a cookie itself is written NAME=VALUE");
    }
    failure
}

fn failed(path: &Path, error: io::Error) -> Failure {
    let story = format!("saving cookies to {}", escape::path(path));
    Failure::io(Kind::Write, story, error)
}
