//! The history of sessions: a file of lines, each appended as it is typed, so that sessions side by
//! side lose none of each other's and a killed one keeps its own.
//!
//! Only the user can read it, whatever the umask was. Lines that hold secrets never come here
//! (`secrets`). What is no regular file (a link to `/dev/null` is how many switch a history off) is
//! left alone. Nothing here fails a session.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, OFlags, flock};

use super::secrets;
use crate::base::limits;
use crate::cli::env::{Env, Variable};

/// The file, if there is a place for one.
#[derive(Debug)]
pub struct History {
    path: Option<PathBuf>,
    /// What was kept last: repeating a line does not fill the file.
    last: Vec<u8>,
}

impl History {
    /// The user's: `$XDG_STATE_HOME/verb/history`, else `~/.local/state/verb/history`.
    pub fn of(env: &Env) -> Self {
        // The specification has relative paths ignored.
        let absolute = |variable| {
            let path = env.variable(variable).map(PathBuf::from);
            path.filter(|path| path.is_absolute())
        };
        let state = absolute(Variable::XdgStateHome);
        let state = state.or_else(|| Some(absolute(Variable::Home)?.join(".local/state")));
        Self::at(state.map(|state| state.join("verb").join("history")))
    }

    fn at(path: Option<PathBuf>) -> Self {
        Self {
            path,
            last: Vec::new(),
        }
    }

    /// The lines that are kept, oldest first. A file that has outgrown its bounds is cut.
    pub fn load(&mut self) -> Vec<String> {
        let Some(file) = self.open() else {
            return Vec::new();
        };
        let (lines, cut) = read(&file).unwrap_or_default();
        if cut {
            let _ = rewrite(&file, &lines);
        }
        self.last = lines
            .last()
            .map(|line| line.clone().into_bytes())
            .unwrap_or_default();
        lines
    }

    /// Keeps a line, unless it holds a secret.
    pub fn keep(&mut self, line: &[u8]) {
        let control = line.iter().any(u8::is_ascii_control);
        let long = line.len() > limits::HISTORY_LINE_BYTES;
        if control || long || line == self.last || secrets::within(line) {
            return;
        }
        if let Some(mut file) = self.open() {
            // One write: lines of several sessions do not mix.
            let _ = file.write_all(&[line, b"\n"].concat());
            self.last = line.to_vec();
        }
    }

    /// The file, locked until it is closed; `None` where none can be used.
    fn open(&self) -> Option<File> {
        let path = self.path.as_deref()?;
        directory(path.parent()?).ok()?;
        // A FIFO would have us wait for its other end.
        let odd = OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true).mode(MODE);
        options.custom_flags(i32::try_from(odd.bits()).unwrap_or_default());
        let file = options.open(path).ok()?;
        let meta = file.metadata().ok()?;
        if !meta.is_file() {
            return None;
        }
        if meta.permissions().mode() & 0o7777 != MODE {
            file.set_permissions(Permissions::from_mode(MODE)).ok()?;
        }
        flock(&file, FlockOperation::LockExclusive).ok()?;
        Some(file)
    }
}

/// Makes the directory of the file, and those above it as the specification wants them.
fn directory(path: &Path) -> io::Result<()> {
    const MODE: u32 = 0o700;
    DirBuilder::new().recursive(true).mode(MODE).create(path)?;
    match fs::metadata(path)?.permissions().mode() & 0o7777 {
        MODE => Ok(()),
        _ => fs::set_permissions(path, Permissions::from_mode(MODE)),
    }
}

/// The last lines of a file, and whether others were left out.
fn read(mut file: &File) -> io::Result<(Vec<String>, bool)> {
    let bound = u64::try_from(limits::HISTORY_BYTES).unwrap_or(u64::MAX);
    let size = file.metadata()?.len();
    let skipped = size.saturating_sub(bound);
    file.seek(SeekFrom::Start(skipped))?;
    let mut bytes = Vec::new();
    file.take(bound).read_to_end(&mut bytes)?;
    let mut lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
    if skipped > 0 && !lines.is_empty() {
        // Its beginning was skipped.
        lines.remove(0);
    }
    let text = |line: &&[u8]| {
        let line = std::str::from_utf8(line).ok()?;
        // Others may have written to it: nothing from it moves a cursor.
        (!line.is_empty() && line.chars().all(crate::base::escape::is_plain))
            .then(|| line.to_owned())
    };
    let mut lines: Vec<String> = lines.iter().filter_map(text).collect();
    let over = lines.len().saturating_sub(limits::HISTORY_ENTRIES);
    lines.drain(..over);
    Ok((lines, skipped > 0 || over > 0))
}

/// Has the file hold these lines alone, half of the bounds at most: the next cut is far away.
fn rewrite(mut file: &File, lines: &[String]) -> io::Result<()> {
    let (mut text, mut count) = (Vec::new(), 0);
    for line in lines.iter().rev() {
        text.push(line.as_str());
        count += line.len() + 1;
        if count >= limits::HISTORY_BYTES / 2 || text.len() >= limits::HISTORY_ENTRIES / 2 {
            break;
        }
    }
    text.reverse();
    let mut text = text.join("\n");
    text.push('\n');
    file.set_len(0)?;
    file.write_all(text.as_bytes())
}

/// Of the file.
const MODE: u32 = 0o600;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::env::Given;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o7777
    }

    #[test]
    fn its_place_is_the_state_directory_or_below_home() {
        use Variable::{Home, XdgStateHome};
        let of = |variables: &[(Variable, &str)]| {
            let variables = variables
                .iter()
                .map(|(v, text)| (*v, text.into()))
                .collect();
            let env = Env::given(Given {
                variables,
                ..Given::default()
            });
            History::of(&env).path
        };
        let home = Some("/h/.local/state/verb/history".into());
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[(Home, "relative")]), None);
        assert_eq!(of(&[(Home, "/h")]), home);
        assert_eq!(of(&[(Home, "/h"), (XdgStateHome, "s")]), home);
        let state = Some("/s/verb/history".into());
        assert_eq!(of(&[(Home, "/h"), (XdgStateHome, "/s")]), state);
    }

    #[test]
    fn only_the_user_can_read_it_whatever_it_was() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a/verb/history");
        let mut history = History::at(Some(path.clone()));
        history.keep(b"GET /1");
        assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
        fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
        fs::set_permissions(path.parent().unwrap(), Permissions::from_mode(0o755)).unwrap();
        assert_eq!(history.load(), ["GET /1"]);
        assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
    }

    #[test]
    fn lines_of_two_sessions_are_all_kept_but_for_secrets_and_repeats() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("verb/history");
        let (mut one, mut two) = (
            History::at(Some(path.clone())),
            History::at(Some(path.clone())),
        );
        one.keep(b"GET /1");
        two.keep(b"GET /2");
        one.keep(b"GET /3");
        one.keep(b"GET /3");
        one.keep(b"GET / -u ada:pw");
        one.keep(b"GET /\x1b[31m");
        one.keep(&[b'x'; limits::HISTORY_LINE_BYTES + 1]);
        assert_eq!(
            fs::read_to_string(&path).unwrap(),
            "GET /1\nGET /2\nGET /3\n"
        );
        one.keep(&[b'x'; limits::HISTORY_LINE_BYTES]);
        assert_eq!(two.load().len(), 4);
    }

    #[test]
    fn what_is_no_file_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let of = |name: &str| History::at(Some(dir.path().join(name).join("history")));
        fs::create_dir_all(dir.path().join("directory/history")).unwrap();
        fs::create_dir(dir.path().join("null")).unwrap();
        std::os::unix::fs::symlink("/dev/null", dir.path().join("null/history")).unwrap();
        fs::create_dir(dir.path().join("linked")).unwrap();
        let target = dir.path().join("target");
        std::os::unix::fs::symlink(&target, dir.path().join("linked/history")).unwrap();
        for (name, kept) in [("directory", 0), ("null", 0), ("linked", 1)] {
            let mut history = of(name);
            history.keep(b"GET /");
            assert_eq!(history.load().len(), kept, "{name}");
        }
        assert_eq!(mode(&target), 0o600);
        let mut none = History::at(None);
        none.keep(b"GET /");
        assert!(none.load().is_empty());
    }

    #[test]
    fn it_is_cut_once_it_has_outgrown_its_bounds() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("verb/history");
        let mut history = History::at(Some(path.clone()));
        history.keep(b"GET /");
        let lines = |count: usize| "GET /x\n".repeat(count);
        fs::write(&path, lines(limits::HISTORY_ENTRIES)).unwrap();
        assert_eq!(history.load().len(), limits::HISTORY_ENTRIES);
        let size = fs::metadata(&path).unwrap().len();
        assert_eq!(size, lines(limits::HISTORY_ENTRIES).len() as u64);
        fs::write(&path, lines(limits::HISTORY_ENTRIES + 1)).unwrap();
        assert_eq!(history.load().len(), limits::HISTORY_ENTRIES);
        assert!(fs::metadata(&path).unwrap().len() < size);
        let wide = format!("GET /{}\n", "x".repeat(1000));
        fs::write(&path, wide.repeat(limits::HISTORY_BYTES / wide.len() + 1)).unwrap();
        let loaded = history.load();
        assert!(loaded.iter().all(|line| line.len() == wide.len() - 1));
        assert!(fs::metadata(&path).unwrap().len() <= limits::HISTORY_BYTES as u64);
        fs::write(&path, b"GET /\xff\nGET /\x1b[2J\n\nGET /1\n").unwrap();
        assert_eq!(history.load(), ["GET /1"]);
    }
}
