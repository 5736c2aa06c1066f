//! Names that nobody has taken: a file named by a server or a URL never takes the place of another,
//! and never goes through a link (curl's -O overwrites what is there).

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use tempfile::TempPath;

use super::name;
use crate::base::limits::FILE_NAME_TRIES;

/// Gives a temporary file the name, or the first like it that is free. What is there, be it a link
/// to nothing, is left alone: looking first would leave a moment for somebody to put a link there.
pub(super) fn persist(
    mut temporary: TempPath,
    directory: &Path,
    wanted: &str,
) -> io::Result<PathBuf> {
    for attempt in 0..=FILE_NAME_TRIES {
        let file = directory.join(name::numbered(wanted, attempt));
        match temporary.persist_noclobber(&file) {
            Ok(()) => return Ok(file),
            Err(taken) if taken.error.kind() == ErrorKind::AlreadyExists => temporary = taken.path,
            Err(refused) => return Err(refused.error),
        }
    }
    let why = format!("this name and {FILE_NAME_TRIES} like it are taken");
    Err(io::Error::new(ErrorKind::AlreadyExists, why))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::symlink;
    use tempfile::{NamedTempFile, tempdir};

    #[test]
    fn a_name_that_is_taken_is_numbered_as_often_as_is_allowed() {
        let dir = tempdir().unwrap();
        let new = || NamedTempFile::new_in(dir.path()).unwrap().into_temp_path();
        symlink("../outside", dir.path().join("a.b")).unwrap();
        for attempt in 1..=FILE_NAME_TRIES {
            let file = persist(new(), dir.path(), "a.b").unwrap();
            assert_eq!(file, dir.path().join(format!("a-{attempt}.b")));
        }
        let full = persist(new(), dir.path(), "a.b").unwrap_err();
        assert_eq!(full.kind(), ErrorKind::AlreadyExists);
        assert!(!dir.path().join("../outside").exists());
        let names = fs::read_dir(dir.path()).unwrap().count();
        assert_eq!(names, usize::try_from(FILE_NAME_TRIES).unwrap() + 1);
    }
}
