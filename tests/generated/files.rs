//! The man page and the completion scripts in the tree are those of this program.

use std::io::Write;
use std::process::{Command, Stdio};

use verb::cli::generate;

use super::{blessing, compare, parsed, printed};

#[test]
fn man_page_and_completions_are_up_to_date() {
    for (path, text) in generate::files() {
        compare(path, &text);
    }
}

#[test]
fn the_program_prints_what_is_installed() {
    let files = generate::files();
    let file = |path: &str| &files.iter().find(|(name, _)| *name == path).unwrap().1;
    // The page is compiled in: one that is being rewritten is printed by the next build only.
    assert!(blessing() || printed(&["man"]) == *file("man/verb.1"));
    for (shell, path) in [
        ("bash", "completions/verb.bash"),
        ("zsh", "completions/_verb"),
        ("fish", "completions/verb.fish"),
        ("powershell", "completions/_verb.ps1"),
        ("elvish", "completions/verb.elv"),
    ] {
        assert!(printed(&["completions", shell]) == *file(path), "{shell}");
    }
    assert!(parsed(&["completions", "csh"]).is_err());
    assert!(parsed(&["completions"]).is_err());
}

#[test]
fn the_man_page_has_every_section_and_no_stray_command() {
    let page = printed(&["man"]);
    for section in [
        "NAME",
        "SYNOPSIS",
        "OPTIONS",
        "\"EXIT STATUS\"",
        "\"ENVIRONMENT\"",
        "\"EXAMPLES\"",
    ] {
        assert!(page.contains(&format!("\n.SH {section}\n")), "{section}");
    }
    const KNOWN: [&str; 14] = [
        "ie", "el", "TH", "SH", "SS", "TP", "PP", "RS", "RE", "nf", "fi", "br", "IP", "\\\"",
    ];
    for line in page.lines().filter_map(|line| line.strip_prefix('.')) {
        assert!(KNOWN.iter().any(|known| line.starts_with(known)), ".{line}");
    }
    assert!(!page.lines().any(|line| line.starts_with('\'')));
}

#[test]
fn bash_reads_its_completions() {
    let Ok(mut bash) = Command::new("bash").arg("-n").stdin(Stdio::piped()).spawn() else {
        return;
    };
    let script = printed(&["completions", "bash"]);
    bash.stdin
        .take()
        .unwrap()
        .write_all(script.as_bytes())
        .unwrap();
    assert!(bash.wait().unwrap().success());
}
