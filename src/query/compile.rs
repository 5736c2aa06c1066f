//! From a filter's text to a `Filter`: bounds first, as the library takes texts apart by
//! recursion; then tokens, the term, the cut behind the first array, and the library's compiler.

use std::fmt::Write as _;

use jaq_core::Compiler;
use jaq_core::compile::Undefined;
use jaq_core::load::lex::{self, Lexer, StrPart, Tok, Token};
use jaq_core::load::parse::{self, Def, Parser, Term};
use jaq_core::load::{Arena, File, Loader};

use super::filter::Filter;
use super::guard;
use super::mistake::Mistake;
use super::natives::{self, REST_ONLY};
use super::split::{self, Cut};
use super::variables::Variables;
use crate::base::escape::excerpt;
use crate::base::limits;

/// Variables that are there without being given.
pub(super) const FACTS: [&str; 2] = ["$status", "$headers"];
/// The definition that the library's loader is given as its program calls it.
const WHOLE: &str = "verb_whole";
/// What is run on elements.
const REST: &str = "verb_rest";

/// Compiles a filter.
pub(super) fn filter(text: &str, variables: &Variables) -> Result<Filter, Mistake> {
    bounds(text)?;
    let tokens = Lexer::new(text)
        .lex()
        .map_err(|wrong| lexing(text, &wrong))?;
    let mut seen = Seen::default();
    seen.look(&tokens);
    if seen.tokens > limits::FILTER_TOKENS {
        let most = limits::FILTER_TOKENS;
        return Err(Mistake::new(
            text,
            0,
            format!("it has more than {most} words and signs"),
        ));
    }
    let term = Parser::new(&tokens)
        .parse(|parser| parser.term())
        .map_err(|wrong| parsing(text, &wrong))?;
    // A filter that asks for more documents decides itself how far it goes in them.
    let cut = if seen.inputs { None } else { split::cut(&term) };
    let path = cut.as_ref().map(|cut| cut.names.clone());
    let member = cut.as_ref().and_then(|cut| split::only_member(&cut.rest));
    let definitions = definitions(guard::term(term), cut);
    Ok(Filter {
        code: code(text, definitions, variables)?,
        path,
        member,
        reads_inputs: seen.inputs,
        reads_headers: seen.headers,
        reads_facts: seen.facts,
        variables: variables.clone(),
    })
}

/// What could be nested too deep for whoever takes it apart.
fn bounds(text: &str) -> Result<(), Mistake> {
    if text.len() > limits::FILTER_BYTES {
        let most = limits::FILTER_BYTES;
        return Err(Mistake::new(
            "",
            0,
            format!("it is longer than {most} bytes"),
        ));
    }
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > limits::FILTER_DEPTH {
            let most = limits::FILTER_DEPTH;
            return Err(Mistake::new(
                text,
                at,
                format!("more than {most} brackets are open"),
            ));
        }
    }
    Ok(())
}

/// What occurs in a filter.
#[derive(Default)]
struct Seen {
    tokens: usize,
    inputs: bool,
    headers: bool,
    facts: bool,
}

impl Seen {
    fn look(&mut self, tokens: &[Token<&str>]) {
        self.tokens = self.tokens.saturating_add(tokens.len());
        for Token(text, token) in tokens {
            match token {
                Tok::Word => self.inputs |= matches!(*text, "input" | "inputs"),
                Tok::Var => {
                    self.headers |= *text == "$headers";
                    self.facts |= FACTS.contains(text);
                }
                Tok::Str(parts) => self.parts(parts),
                Tok::Block(inner) => self.look(inner),
                Tok::Fmt | Tok::Num | Tok::Sym => {}
            }
        }
    }

    fn parts(&mut self, parts: &[StrPart<&str, Token<&str>>]) {
        for part in parts {
            if let StrPart::Term(token) = part {
                self.look(std::slice::from_ref(token));
            }
        }
    }
}

/// The filter as definitions: all of it, or its path and, apart from it, the rest.
fn definitions<'s>(whole: Term<&'s str>, cut: Option<Cut<'s>>) -> Vec<Def<&'s str>> {
    let define = |name, body| Def {
        name,
        args: Vec::new(),
        body,
    };
    let Some(cut) = cut else {
        return vec![define(WHOLE, whole)];
    };
    let call = |name| Term::Call(name, Vec::new());
    let through = split::pipe(split::path(cut.path), call(REST));
    let either = Term::IfThenElse(vec![(call(REST_ONLY), call(REST))], Some(Box::new(through)));
    vec![define(REST, guard::term(cut.rest)), define(WHOLE, either)]
}

/// Compiles definitions together with the library's.
fn code<'s>(
    text: &'s str,
    definitions: Vec<Def<&'s str>>,
    variables: &'s Variables,
) -> Result<jaq_core::Filter<natives::World>, Mistake> {
    let library = jaq_core::defs()
        .chain(jaq_std::defs())
        .chain(jaq_json::defs())
        .map(guard::library::<'s>);
    let arena = Arena::default();
    let program = File {
        code: WHOLE,
        path: (),
    };
    let modules = Loader::new(library.chain(definitions)).load(&arena, program);
    let modules = modules.map_err(|_| Mistake::new(text, 0, "it cannot be loaded"))?;
    let compiled = Compiler::default()
        .with_funs(natives::all())
        .with_global_vars(FACTS.into_iter().chain(variables.names()))
        .compile(modules);
    compiled.map_err(|errors| {
        let mut errors = errors.into_iter().flat_map(|(_, errors)| errors);
        match errors.next() {
            Some((name, kind)) => undefined(text, name, &kind, variables),
            None => Mistake::new(text, 0, "it cannot be compiled"),
        }
    })
}

fn lexing(text: &str, wrong: &[lex::Error<&str>]) -> Mistake {
    let Some((expected, found)) = wrong.first() else {
        return Mistake::new(text, 0, "it cannot be read");
    };
    let reason = match expected {
        lex::Expect::Digit => "a digit is missing here",
        lex::Expect::Ident => "a name is missing here",
        lex::Expect::Delim("(") => "a ) is missing here",
        lex::Expect::Delim("[") => "a ] is missing here",
        lex::Expect::Delim("{") => "a } is missing here",
        lex::Expect::Delim(_) => "a closing quote is missing here",
        lex::Expect::Escape => "this is no escape of a string",
        lex::Expect::Unicode => "four hexadecimal digits of a character are missing here",
        lex::Expect::Token | _ => "this means nothing here",
    };
    let mistake = Mistake::at(text, found, reason);
    match found.chars().next() {
        Some('\'') => mistake.hint("strings stand in double quotes: '.name == \"ada\"'"),
        Some(_) | None => mistake,
    }
}

fn parsing(text: &str, wrong: &[parse::TError<'_, &str>]) -> Mistake {
    let Some((expected, found)) = wrong.first() else {
        return Mistake::new(text, 0, "it cannot be read");
    };
    if text.trim().is_empty() {
        return Mistake::new(text, 0, "it is empty").hint("the whole body is .");
    }
    let missing = if let parse::Expect::Just(sign) = expected {
        format!("'{sign}' is missing here")
    } else if matches!(expected, parse::Expect::Nothing) {
        "this does not belong here".to_owned()
    } else if matches!(expected, parse::Expect::Term) {
        "a value or a filter is missing here".to_owned()
    } else {
        format!("{} is missing here", expected.as_str())
    };
    Mistake::at(text, Token::opt_as_str(*found, text), missing)
}

fn undefined(text: &str, name: &str, kind: &Undefined, variables: &Variables) -> Mistake {
    let shown = excerpt(name.as_bytes());
    let mistake = |reason: String| Mistake::at(text, name, reason);
    match kind {
        Undefined::Var if name == "$ENV" => no_environment(mistake(no_variable(&shown))),
        Undefined::Filter(0) if name == "env" => {
            no_environment(mistake("filters do not see the environment".to_owned()))
        }
        Undefined::Var => {
            let mut known = "there are".to_owned();
            for name in variables.names().chain(FACTS) {
                let _ = write!(known, " {name}");
            }
            mistake(no_variable(&shown)).hint(format!("{known}; --arg NAME VALUE adds one"))
        }
        Undefined::Filter(count @ 1..) => {
            mistake(format!("there is no filter {shown} with {count} arguments"))
        }
        Undefined::Label => mistake(format!("there is no label {shown}")),
        Undefined::Mod => mistake("there are no modules".to_owned()),
        Undefined::Filter(0) | _ => mistake(format!("there is no filter {shown}"))
            .hint(format!("a name is .{shown}, a text \"{shown}\"")),
    }
}

fn no_variable(name: &str) -> String {
    format!("there is no variable {name}")
}

fn no_environment(mistake: Mistake) -> Mistake {
    mistake.hint("give it a value with --arg NAME VALUE")
}

#[cfg(test)]
#[path = "compile_tests.rs"]
mod tests;
