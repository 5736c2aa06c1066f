//! The file that each body becomes, and what is asked of it.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::output;
use super::request::Prepared;
use crate::base::failure::Failure;
use crate::base::limits::CHECKSUMS_BYTES;
use crate::cli::args::{files as flags, response};
use crate::cli::env::Env;
use crate::cli::files::{Source, after_at};
use crate::cli::given::{Given, bad_value};
use crate::http::method::Method;
use crate::output::config::{Care, Destination, Named, Start};
use crate::output::{digest, name};
use crate::run::plan::Job;

/// Gives each request its destination: the first `-o` or `-O` to the first URL, and so on.
pub(super) fn jobs(given: &Given, env: &Env, all: Vec<Prepared>) -> Result<Vec<Job>, Failure> {
    let care = care(given)?;
    let mut bodies = bodies(given, &all)?.into_iter();
    let mut jobs: Vec<Job> = all
        .into_iter()
        .map(|prepared| Job {
            request: prepared.request,
            notes: prepared.notes,
            credentials: prepared.credentials,
            netrc: prepared.netrc,
            body: bodies.next().unwrap_or_default(),
            care: care.clone().map(Box::new),
        })
        .collect();
    sums(given, env, &mut jobs)?;
    if let Some(care) = &care {
        check(given, care, &jobs)?;
    }
    Ok(jobs)
}

/// What is asked of all files; `None` where nothing is.
fn care(given: &Given) -> Result<Option<Care>, Failure> {
    let expected = "- or a number of bytes";
    let start = given.parse(&flags::CONTINUE_AT, expected, |text| match text {
        "-" => Some(Start::Held),
        text if text.bytes().all(|byte| byte.is_ascii_digit()) => text.parse().ok().map(Start::At),
        _ => None,
    })?;
    let care = Care {
        create_dirs: given.switch(&flags::CREATE_DIRS),
        no_clobber: given.switch(&flags::NO_CLOBBER),
        remote_time: given.switch(&flags::REMOTE_TIME),
        sha256: None,
        start: start.unwrap_or_default(),
    };
    Ok((care != Care::default()).then_some(care))
}

fn bodies(given: &Given, all: &[Prepared]) -> Result<Vec<Destination>, Failure> {
    let files = given.placed(&response::OUTPUT);
    let named = given.placed(&flags::REMOTE_NAME);
    let mut wanted: Vec<(usize, Option<&OsStr>)> =
        files.map(|(place, name)| (place, Some(name))).collect();
    wanted.extend(named.map(|(place, _)| (place, None)));
    wanted.sort_by_key(|(place, _)| *place);
    let (count, urls) = (wanted.len(), all.len());
    if count > urls {
        let flag = match wanted.iter().all(|(_, name)| name.is_some()) {
            true => "--output is",
            false => "--output and --remote-name are",
        };
        let plural = if urls == 1 { "" } else { "s" };
        let story = format!("{flag} given {count} times for {urls} URL{plural}");
        return Err(Failure::usage(story).hint("each URL takes one, in order"));
    }
    let by_server = given.switch(&flags::REMOTE_HEADER_NAME);
    let every = given.switch(&flags::REMOTE_NAME_ALL);
    let named_any = every || wanted.iter().any(|(_, name)| name.is_none());
    if by_server && !named_any {
        return Err(Failure::usage("--remote-header-name needs -O").hint("write -OJ"));
    }
    let directory = given.last(&flags::OUTPUT_DIR).map(PathBuf::from);
    let mut wanted = wanted.into_iter();
    let bodies = all.iter().map(|prepared| match wanted.next() {
        Some((_, Some(name))) => within(directory.as_deref(), output::destination(name)),
        None if !every => Destination::Stdout,
        Some((_, None)) | None => Destination::Named(Box::new(Named {
            directory: directory.clone().unwrap_or_default(),
            name: name::of_path(&prepared.request.uri.path_and_query),
            by_server,
        })),
    });
    Ok(bodies.collect())
}

/// `--output-dir`
fn within(directory: Option<&Path>, body: Destination) -> Destination {
    match (directory, body) {
        (Some(directory), Destination::File(name)) => Destination::File(directory.join(name)),
        (_, body) => body,
    }
}

/// `--sha256`, one for each request in order.
fn sums(given: &Given, env: &Env, jobs: &mut [Job]) -> Result<(), Failure> {
    let wanted = given.all(&flags::SHA256).count();
    if wanted == 0 {
        return Ok(());
    }
    let lists = given
        .all(&flags::SHA256)
        .all(|value| after_at(value).is_some());
    if wanted != jobs.len() && !(wanted == 1 && lists) {
        let urls = jobs.len();
        let story = format!("--sha256 is given {wanted} times for {urls} URLs");
        return Err(Failure::usage(story).hint("each URL takes one, in order; a list serves all"));
    }
    if given.switch(&response::SHOW_HEADERS) {
        let story = "--sha256 does not go with --show-headers";
        return Err(Failure::usage(story).hint("-D FILE keeps the heads apart"));
    }
    let values: Vec<&OsStr> = given.all(&flags::SHA256).collect();
    for (job, value) in jobs.iter_mut().zip(values.iter().cycle()) {
        let sum = sum(value, &job.body, env)?;
        job.care.get_or_insert_default().sha256 = Some(sum);
    }
    Ok(())
}

fn sum(value: &OsStr, body: &Destination, env: &Env) -> Result<[u8; 32], Failure> {
    let expected = "a SHA-256 hash: 64 hexadecimal digits";
    let Some(list) = after_at(value) else {
        let parsed = value.to_str().and_then(digest::parse);
        return parsed.ok_or_else(|| bad_value(&flags::SHA256, value, expected));
    };
    let text = Source::at(&list).read(env, CHECKSUMS_BYTES)?;
    let text = String::from_utf8_lossy(&text);
    let file = match body {
        Destination::Stdout | Destination::Descriptor(_) => None,
        Destination::File(path) => path.file_name().map(|name| name.to_string_lossy()),
        Destination::Named(named) => Some(named.name.as_str().into()),
    };
    let lines: Vec<(&str, &str)> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            line.trim()
                .split_once(char::is_whitespace)
                .unwrap_or((line.trim(), ""))
        })
        .collect();
    let of_file = |(_, name): &&(&str, &str)| {
        let name = name.trim_start().trim_start_matches('*');
        let last = name.rsplit('/').next();
        last.zip(file.as_deref())
            .is_some_and(|(last, file)| last == file)
    };
    let line = match lines.as_slice() {
        [single] => Some(single),
        lines => lines.iter().find(of_file),
    };
    match line.and_then(|(sum, _)| digest::parse(sum)) {
        Some(sum) => Ok(sum),
        None => Err(bad_value(
            &flags::SHA256,
            value,
            "a list that has the file's SHA-256 hash",
        )),
    }
}

/// What does not go together.
fn check(given: &Given, care: &Care, jobs: &[Job]) -> Result<(), Failure> {
    if care.start == Start::Beginning {
        return Ok(());
    }
    let clash = |with: &str, hint: &str| {
        let story = format!("--continue-at does not go with {with}");
        Err(Failure::usage(story).hint(hint))
    };
    if care.no_clobber {
        return clash("--no-clobber", "leave one of them out");
    }
    if given.switch(&response::SHOW_HEADERS) {
        return clash("--show-headers", "-D FILE keeps the heads apart");
    }
    if given.switch(&flags::REMOTE_HEADER_NAME) {
        return clash("--remote-header-name", "name the file with -o");
    }
    for job in jobs {
        if job.request.fields.contains("range") {
            return clash("a Range of your own", "leave one of them out");
        }
        if job.request.method != Method::GET {
            return clash(
                job.request.method.as_str(),
                "it goes on with what a get fetches",
            );
        }
        let hashed = job.care.as_ref().is_some_and(|care| care.sha256.is_some());
        match (&job.body, care.start) {
            (Destination::Stdout, Start::Held) => {
                let story = "--continue-at - needs a file to go on with";
                return Err(Failure::usage(story).hint("name it with -o FILE or -O"));
            }
            (Destination::Stdout, Start::At(1..)) if hashed => {
                return clash("--sha256 of what is on stdout", "name a file with -o");
            }
            (_, Start::Beginning | Start::Held | Start::At(_)) => {}
        }
    }
    Ok(())
}
