//! Captured values as assignments: for a shell that evaluates them, or for a file of `name=value`
//! lines such as CI systems read. Every byte survives but NUL, which no variable can hold.

use std::fmt;

use crate::base::exit::Kind;
use crate::base::failure::Failure;
use crate::base::random;

use super::shell;

/// Whose assignments.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shell {
    /// Any POSIX shell: dash, bash, ksh, zsh.
    #[default]
    Posix,
    /// fish
    Fish,
    /// PowerShell
    PowerShell,
}

/// A value and the variable that is to hold it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Captured {
    /// A name of letters, digits and underscores, no digit first: see [`is_name`].
    pub name: String,
    /// The value, as it is.
    pub value: Vec<u8>,
}

/// Whether every shell takes this for the name of a variable.
pub fn is_name(name: &str) -> bool {
    let mut bytes = name.bytes();
    let first = |byte: u8| byte.is_ascii_alphabetic() || byte == b'_';
    bytes.next().is_some_and(first) && bytes.all(|byte| first(byte) || byte.is_ascii_digit())
}

/// A line that assigns a value when the shell evaluates it.
///
/// # Errors
///
/// A value with NUL is of kind `Expectation`: a shell would cut it without a word.
pub fn line(captured: &Captured, shell: Shell) -> Result<Vec<u8>, Failure> {
    let Captured { name, value } = captured;
    check(captured)?;
    let text = match shell {
        Shell::Posix => return Ok(format!("{name}={}\n", shell::quote(value)).into_bytes()),
        Shell::Fish => [
            format!("set -g {name} '").as_bytes(),
            &escaped(value, b"\\'", b'\\'),
            b"'\n",
        ]
        .concat(),
        Shell::PowerShell => format!("${name} = '{}'\n", powershell(value)).into_bytes(),
    };
    Ok(text)
}

/// What a shell evaluates when there are no values: the variables are removed, so that none keeps
/// an older value, and the evaluation ends with an exit status, which it would else hide.
pub fn abandoned<'a>(
    names: impl Iterator<Item = &'a str>,
    shell: Shell,
    code: impl fmt::Display,
) -> String {
    let names: Vec<&str> = names.collect();
    let between = match shell {
        Shell::Posix | Shell::Fish => " ",
        Shell::PowerShell => ", ",
    };
    let (before, after) = match shell {
        Shell::Posix => ("unset -v ", ""),
        Shell::Fish => ("set -e ", ""),
        Shell::PowerShell => ("Remove-Variable ", " -ErrorAction SilentlyContinue"),
    };
    let mut text = match names.as_slice() {
        [] => String::new(),
        names => format!("{before}{}{after}\n", names.join(between)),
    };
    text.push_str(&match shell {
        Shell::Posix => format!("(exit {code})\n"),
        Shell::Fish => format!("sh -c 'exit {code}'\n"),
        Shell::PowerShell => format!("$global:LASTEXITCODE = {code}\n"),
    });
    text
}

/// Lines for a file that a CI system reads (GitHub's format, which others took over): plain where
/// the value is one line, else between two lines that the value cannot hold.
pub fn entry(captured: &Captured) -> Result<Vec<u8>, Failure> {
    let Captured { name, value } = captured;
    check(captured)?;
    if !value.iter().any(|byte| matches!(byte, b'\n' | b'\r')) {
        return Ok([name.as_bytes(), b"=", value, b"\n"].concat());
    }
    // Nobody can have known it when the value was made.
    let border = format!("verb-{}", random::hex::<BORDER_BYTES>()?);
    let begin = format!("{name}<<{border}\n");
    Ok([begin.as_bytes(), value, format!("\n{border}\n").as_bytes()].concat())
}

const BORDER_BYTES: usize = 16;

fn check(captured: &Captured) -> Result<(), Failure> {
    if !captured.value.contains(&0) {
        return Ok(());
    }
    let name = &captured.name;
    let story = format!("--capture {name}: the value holds a NUL, which no variable can");
    Err(Failure::new(Kind::Expectation, story))
}

/// The bytes with a sign before each of those that are special.
fn escaped(value: &[u8], special: &[u8], sign: u8) -> Vec<u8> {
    let mut text = Vec::with_capacity(value.len());
    for byte in value {
        if special.contains(byte) {
            text.push(sign);
        }
        text.push(*byte);
    }
    text
}

/// PowerShell takes four typographic quotes for the plain one; each is written twice.
fn powershell(value: &[u8]) -> String {
    let text = String::from_utf8_lossy(value);
    let mut quoted = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}') {
            quoted.push(c);
        }
        quoted.push(c);
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    fn captured(value: &[u8]) -> Captured {
        Captured {
            name: "msg".to_owned(),
            value: value.to_vec(),
        }
    }

    const VALUES: &[&[u8]] = &[
        b"",
        b"plain",
        b"O'Brien \"the \\boss\" $HOME `id` $(touch pwned) \n\n",
        b"-n",
        b"\\",
        b"a\\\\'b\\",
        b"*?[]{}~!#&|;<>()",
        "\u{2018}\u{1f600}\u{202e}".as_bytes(),
        b"\xff\xfe\x1b[31m\r\t\x01",
    ];

    /// Has a shell evaluate an assignment and print what the variable holds then.
    fn evaluated(program: &str, shell: Shell, script: &str, value: &[u8]) -> Option<Vec<u8>> {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let line = line(&captured(value), shell).unwrap();
        let run = Command::new(program)
            .args(["-c", script, "x"])
            .arg(OsStr::from_bytes(&line))
            .output();
        match run {
            Ok(run) => {
                assert!(
                    run.stderr.is_empty(),
                    "{:?}",
                    String::from_utf8_lossy(&run.stderr)
                );
                Some(run.stdout)
            }
            Err(_) => {
                println!("left out: {program} is not installed");
                None
            }
        }
    }

    #[test]
    fn posix_shells_get_every_byte() {
        for program in ["sh", "dash", "bash"] {
            for value in VALUES {
                let script = "set -eu; eval \"$1\"; printf %s \"$msg\"";
                let seen = evaluated(program, Shell::Posix, script, value);
                assert!(
                    seen.is_none_or(|seen| seen == *value),
                    "{program}: {value:?}"
                );
            }
        }
    }

    #[test]
    fn fish_gets_every_byte() {
        for value in VALUES {
            // fish -c puts its words into argv, without one for the name.
            let script = "eval $argv[2]; printf %s \"$msg\"";
            let seen = evaluated("fish", Shell::Fish, script, value);
            assert!(
                seen.as_ref().is_none_or(|seen| seen == value),
                "{seen:?} {value:?}"
            );
        }
    }

    #[test]
    fn shells_lose_the_variable_and_end_with_the_status() {
        let sh = "msg=old; eval \"$1\"; printf %s \"$?${msg-gone}\"";
        let fish = "set msg old; eval $argv[2]; printf %s $status; set -q msg; or printf gone";
        for (program, shell, script) in [
            ("dash", Shell::Posix, sh),
            ("bash", Shell::Posix, sh),
            ("fish", Shell::Fish, fish),
        ] {
            for names in [&["msg"][..], &["never_set", "msg"]] {
                let text = abandoned(names.iter().copied(), shell, 7);
                let run = Command::new(program)
                    .args(["-c", script, "x", &text])
                    .output();
                let Ok(run) = run else {
                    println!("left out: {program} is not installed");
                    continue;
                };
                let err = String::from_utf8_lossy(&run.stderr).into_owned();
                assert_eq!(
                    (run.stdout, err),
                    (b"7gone".to_vec(), String::new()),
                    "{program}"
                );
            }
        }
        let text = abandoned(["a", "b"].into_iter(), Shell::PowerShell, 7);
        let wanted =
            "Remove-Variable a, b -ErrorAction SilentlyContinue\n$global:LASTEXITCODE = 7\n";
        assert_eq!(text, wanted);
        assert_eq!(
            abandoned([].into_iter(), Shell::Fish, 2),
            "sh -c 'exit 2'\n"
        );
    }

    #[test]
    fn powershell_quotes_are_doubled() {
        let line = line(&captured("a'b\u{2019}c$x".as_bytes()), Shell::PowerShell).unwrap();
        assert_eq!(line, "$msg = 'a''b\u{2019}\u{2019}c$x'\n".as_bytes());
    }

    #[test]
    fn entries_hold_several_lines_between_borders() {
        assert_eq!(entry(&captured(b"a=b")).unwrap(), b"msg=a=b\n");
        let text = String::from_utf8(entry(&captured(b"a\nEOF\nb")).unwrap()).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let border = lines[0].strip_prefix("msg<<").unwrap();
        assert_eq!(lines[1..], ["a", "EOF", "b", border]);
        assert!(border.len() > 32);
    }

    #[test]
    fn a_nul_is_refused() {
        let failure = line(&captured(b"a\0b"), Shell::Posix).unwrap_err();
        assert_eq!(failure.kind, Kind::Expectation);
        assert!(entry(&captured(b"\0")).is_err());
    }

    #[test]
    fn names_are_those_of_variables() {
        for fine in ["a", "_", "A1_b"] {
            assert!(is_name(fine), "{fine}");
        }
        for not in ["", "1a", "a-b", "a b", "a=b", "é", "a\n"] {
            assert!(!is_name(not), "{not}");
        }
    }
}
