//! The netrc file: which one, whether it can be used, who else can read it.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::base::escape;
use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::limits;
use crate::cli::args::credentials as flags;
use crate::cli::env::{Env, Variable};
use crate::cli::files::Source;
use crate::cli::given::{Given, bad_value};
use crate::client::auth::netrc::Netrc;

/// Reads the file that is asked for, if one is. One that was named must be there and in order; the
/// one in the home directory need not be.
pub(super) fn read(
    given: &Given,
    env: &Env,
    warnings: &mut Vec<String>,
) -> Result<Option<Netrc>, Failure> {
    let Some((path, named)) = path(given, env)? else {
        return Ok(None);
    };
    if !named && !path.exists() {
        return Ok(Some(Netrc::default()));
    }
    let text = Source::File(&path).read(env, limits::NETRC_BYTES);
    let netrc = text.and_then(|text| {
        let broken = |why| Failure::caused(Kind::Usage, why).context(escape::path(&path));
        Netrc::parse(&text).map_err(broken)
    });
    let netrc = match netrc {
        Ok(netrc) => netrc,
        Err(failure) if named => return Err(failure.context("--netrc")),
        Err(failure) => {
            warnings.push(format!("netrc is not used: {failure}"));
            Netrc::default()
        }
    };
    warnings.extend(readable_by_others(&path));
    Ok(Some(netrc))
}

/// The netrc file that is asked for, and whether it was named.
fn path(given: &Given, env: &Env) -> Result<Option<(PathBuf, bool)>, Failure> {
    if let Some(path) = given.last(&flags::NETRC_FILE) {
        return match path.is_empty() {
            true => Err(bad_value(&flags::NETRC_FILE, path, "a file's name")),
            false => Ok(Some((PathBuf::from(path), true))),
        };
    }
    if !given.switch(&flags::NETRC) {
        return Ok(None);
    }
    if let Some(path) = env.variable(Variable::Netrc) {
        return Ok(Some((PathBuf::from(path), true)));
    }
    match env.variable(Variable::Home) {
        Some(home) => Ok(Some((Path::new(&home).join(".netrc"), false))),
        None => {
            Err(Failure::usage("--netrc: HOME is not set").hint("name the file with --netrc-file"))
        }
    }
}

fn readable_by_others(path: &Path) -> Option<String> {
    let mode = path.metadata().ok()?.permissions().mode() & 0o777;
    let path = escape::path(path);
    (mode & 0o044 != 0)
        .then(|| format!("{path} can be read by others (mode {mode:04o}); chmod 600 helps"))
}
